import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QSlider, QVBoxLayout, QWidget

from bbcu_app.views.widgets import IconButton, IconLabel, MenuButton, Segments, ShyLabel, icon, library, settle


@pytest.fixture
def segments(qtbot):
    made = Segments(("One", "Two", "Three"))
    qtbot.addWidget(made)
    made.name("Level")
    made.show()
    return made


def test_one_of_few_or_none_is_chosen(qtbot, segments):
    chosen = []
    segments.chosen.connect(chosen.append)
    qtbot.mouseClick(segments.buttons[1], Qt.MouseButton.LeftButton)
    assert chosen == [1] and segments.choice == 1
    segments.choose(None)
    assert segments.choice is None and chosen == [1], "only people choose"
    segments.choose(2)
    assert segments.choice == 2
    assert segments.buttons[0].accessibleName() == "Level: One"


def test_icons_follow_the_theme(qtbot, qapp):
    from bbcu_app import theme
    from bbcu_app.settings import ThemeChoice

    theme.apply(qapp, ThemeChoice.LIGHT)
    made = IconLabel("mdi6.close"), IconButton("mdi6.close", "Close")
    for widget in made:
        qtbot.addWidget(widget)
        widget.show()
    before = [made[0].pixmap().toImage(), made[1].icon().pixmap(18).toImage()]
    theme.apply(qapp, ThemeChoice.DARK)
    QApplication.processEvents()
    after = [made[0].pixmap().toImage(), made[1].icon().pixmap(18).toImage()]
    assert all(one != other for one, other in zip(before, after, strict=True))
    theme.apply(qapp, ThemeChoice.LIGHT)


def test_an_icon_has_a_pixmap_for_every_screen(qapp):
    assert {size.width() for size in icon("mdi6.plus").availableSizes()} >= {18, 36}


def test_a_click_takes_no_focus_from_whoever_has_it_and_tab_gives_it(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    column = QVBoxLayout(parent)
    field, box, slider = QLineEdit(), QCheckBox("x"), QSlider(Qt.Orientation.Horizontal)
    for widget in (field, box, slider):
        column.addWidget(widget)
    settle(parent)
    parent.show()
    qtbot.waitExposed(parent)
    parent.activateWindow()
    field.setFocus()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert box.isChecked() and parent.focusWidget() is field
    parent.focusNextChild()
    assert parent.focusWidget() is box


def test_a_menu_is_filled_each_time_it_opens(qtbot):
    names = ["a"]
    button = MenuButton("mdi6.close", "Choose", lambda menu: [menu.addAction(name) for name in names])
    qtbot.addWidget(button)
    for _ in range(2):
        button.menu().aboutToShow.emit()
        assert [action.text() for action in button.menu().actions()] == names
        names.append("b")


def test_arrows_go_on_from_the_one_that_tab_comes_to(qtbot, segments):
    segments.choose(1)
    assert [button.focusPolicy() != Qt.FocusPolicy.NoFocus for button in segments.buttons] == [False, True, False]
    segments.buttons[1].setFocus()
    qtbot.keyClick(segments.buttons[1], Qt.Key.Key_Right)
    assert segments.choice == 2


def test_the_font_of_icons_is_read_once_and_alone(qapp):
    assert not icon("mdi6.close").isNull()
    assert library() is library() and list(library().fontname) == ["mdi6"]


def test_a_label_that_gives_way_says_all_of_it_in_its_tooltip(qtbot):
    made = ShyLabel("many words for a narrow place")
    qtbot.addWidget(made)
    made.show()
    wide, narrow = made.sizeHint().width() + 2, 60
    pictures = []
    for width in (wide, narrow):
        made.resize(width, 20)
        made.repaint()
        pictures.append(made.grab().toImage())
        assert made.toolTip() == ("" if width == wide else "many words for a narrow place")
    assert pictures[0].copy(0, 0, narrow, 20) != pictures[1], "it ends in dots"
    assert made.minimumSizeHint().width() == 0
