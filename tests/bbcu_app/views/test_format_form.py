import pytest

from bbcu_app.views.format_form import FormatForm
from engine.formats import FORMATS
from engine.plan import SaveOptions


def form(qtbot, options=None, dpi=0.0):
    made = FormatForm(options or SaveOptions(), dpi)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "webp", "bmp"])
def test_what_a_format_cannot_hold_is_switched_off(qtbot, kind):
    made = form(qtbot)
    made.choose(kind)
    chosen = FORMATS[kind]
    assert made.kind == kind
    assert made.quality.isEnabled() == chosen.lossy
    assert made.chroma.isEnabled() == chosen.chroma
    assert made.depth.isEnabled() == chosen.deep


def test_everything_that_is_chosen_is_in_the_options(qtbot):
    made = form(qtbot)
    made.choose("tiff")
    made.depth.setCurrentIndex(2)
    made.dpi.setValue(240)
    made.private.setChecked(True)
    assert made.options == SaveOptions(format="tiff", depth=16, dpi=240, keep_metadata=False)
    made.choose("jpeg")
    made.quality.setValue(80)
    made.chroma.setCurrentIndex(2)
    options = made.options
    assert (options.quality, options.chroma, options.depth) == (80, "4:2:0", None)


def test_what_the_picture_says_of_its_resolution_is_shown_and_left_alone(qtbot):
    made = form(qtbot, dpi=300.0)
    assert made.dpi.value() == 300 and made.options.dpi is None
    made.dpi.setValue(150)
    assert made.options.dpi == 150


def test_it_begins_as_it_was_left(qtbot):
    made = form(qtbot, SaveOptions(quality=70, chroma="4:2:2", keep_metadata=False))
    assert (made.quality.value(), made.chroma.currentData(), made.private.isChecked()) == (70, "4:2:2", True)
