"""Other languages than English: nothing is cut off in any of them, and nothing is left untranslated."""

import re

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction, QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QToolButton, QWidget

from bbcu_app import i18n, theme
from bbcu_app.settings import ThemeChoice
from bbcu_app.views.widgets import Segments, ShyLabel
from tests.bbcu_app.views import every


@pytest.fixture(params=sorted(i18n.LANGUAGES))
def language(qapp, request):
    yield i18n.install(qapp, request.param)
    i18n.install(qapp, "en")


@pytest.fixture
def spoken(qapp, language, full):
    """A window that speaks a language, in the theme's own type."""
    theme.apply(qapp, ThemeChoice.LIGHT)
    return full


def cut_off(parent: QWidget) -> list[str]:
    """The texts below a widget that have less room than they need."""
    found = [(widget, widget.width(), needed(widget)) for widget in parent.findChildren(QWidget)
             if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible()]
    return [f"{widget.text()!r}: {has} px of {needs}" for widget, has, needs in found if has < needs]


def needed(widget: QLabel | QAbstractButton) -> int:
    """Pixels across that its words take; 0 where they wrap, are shortened with dots, or do not show."""
    policy, metrics = widget.sizePolicy(), widget.fontMetrics()
    if isinstance(widget, QLabel):
        shortened = widget.wordWrap() or isinstance(widget, ShyLabel)
        whole = not shortened and policy.horizontalPolicy() != policy.Policy.Ignored
        return metrics.horizontalAdvance(widget.text()) if whole else 0
    if isinstance(widget.parent(), Segments):  # bold once it is chosen
        font = QFont(widget.font())
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font).horizontalAdvance(widget.text()) + 8
    style, icon = Qt.ToolButtonStyle, 0 if widget.icon().isNull() else widget.iconSize().width()
    if isinstance(widget, QToolButton) and icon and widget.toolButtonStyle() == style.ToolButtonIconOnly:
        return icon
    return metrics.horizontalAdvance(widget.text().replace("&", "")) + icon


def test_no_text_is_cut_off(spoken):
    bad = {"window": cut_off(spoken)}
    spoken.resize(spoken.minimumSize())
    QApplication.processEvents()
    bad["smallest window"] = cut_off(spoken)
    for name, dialog in every.dialogs(spoken):
        dialog.show()
        QApplication.processEvents()
        bad[name] = cut_off(dialog)
        dialog.close()
    assert not any(bad.values()), bad


class Marked(QTranslator):
    """A language that puts every text of ours between two marks."""

    def translate(self, context, text, _comment=None, _n=-1):
        return f"⟦{text}⟧" if not context else ""

    def isEmpty(self):
        return False


OWN = re.compile(r"""[\w-]+\.(png|jpg)|BBCU[ ]Restore|OpenCV|sRGB|x86|avx2|/\S*|~\S*|\{\}|\{name\}\S*
                     |(deblock|denoise|upscale)-[\w-]+
                     |English|Deutsch|Français|JPEG( 2000)?|PNG|TIFF|WebP|AVIF|BMP|\d+|dpi|px|kB|dB|MB|GB|bitsliced
                     |(Ctrl|Shift|Space|Esc|Return|Enter|Left|Right|Up|Down|F11|[A-Z])(?=[+,)]|$)""", re.VERBOSE)
"""No words: names of formats, of the program, of keys (Qt translates them) and of this test's pictures."""


@pytest.fixture
def marked(qapp, request):
    translator = Marked(qapp)
    qapp.installTranslator(translator)
    yield request.getfixturevalue("full")
    qapp.removeTranslator(translator)


def test_every_word_is_given_to_the_translators(marked):
    said = texts(marked)
    for _, dialog in every.dialogs(marked):
        dialog.show()
        said |= texts(dialog)
        dialog.close()
    assert len(said) > 150
    plain = {text for text in said if re.search(r"[^\W\d_]{2}", OWN.sub("", outside_marks(text)))}
    assert not plain


def outside_marks(text: str) -> str:
    """What is left of a text without what came from the translator, one within the other."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text


def texts(window: QWidget) -> set[str]:
    """Every text that a window shows, or tells by a tooltip or a screen reader; but for the cards of models."""
    found = {window.windowTitle()} | {action.text() for action in window.findChildren(QAction)}
    card = window.findChild(QWidget, "card")
    for widget in window.findChildren(QWidget):
        if card is not None and (widget is card or card.isAncestorOf(widget)):
            continue
        found |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
        if isinstance(widget, QLabel | QAbstractButton):
            found.add(widget.text())
        elif isinstance(widget, QComboBox):
            found |= {widget.itemText(place) for place in range(widget.count())}
        elif isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
    return found
