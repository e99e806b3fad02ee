"""Files with several pictures."""

from pathlib import Path

import pytest

from engine.errors import PictureError
from engine.picture.read.pages import check, note


def test_one_picture_needs_no_words():
    assert note(0, 1) == ()


@pytest.mark.parametrize(("page", "words"), [
    (0, "This is the first of the 7 pictures in this file."), (2, "This is the third of the 7 pictures in this file."),
    (5, "This is number 6 of the 7 pictures in this file."),
])  # fmt: skip
def test_which_of_several(page, words):
    assert note(page, 7) == (words,)


@pytest.mark.parametrize("page", [-1, 3, 10**9])
def test_a_page_that_is_not_there(page):
    check(Path("a.tif"), 2, 3)
    with pytest.raises(PictureError, match="Choose one from 1 to 3"):
        check(Path("a.tif"), page, 3)
