"""Pairs are laid over each other to the pixel; what does not fit is refused by name."""

import numpy as np
import pytest

from engine.errors import PictureError
from engine.measure.degrade import bicubic
from engine.tuning.pairs import laid_over, read_pairs
from tests.teaching import noisy, photo, write


@pytest.mark.parametrize("shift", [(0, 0), (5, -7), (-3, 20), (-12, -9)])
def test_a_shift_is_found_to_the_pixel(shift):
    whole = np.concatenate([np.concatenate([photo(4 * row + column, 65, 70) for column in range(4)], 1)
                            for row in range(4)])
    down, right = shift
    seen = noisy(whole, 15)[40:200, 40:220]
    clean = whole[40 - down : 200 - down, 40 - right : 220 - right]
    one, other = laid_over(seen, clean)
    assert one.shape == other.shape == (160 - abs(down), 180 - abs(right), 3)
    assert np.abs(one.astype(int) - other).mean() < 13  # noise alone


@pytest.mark.parametrize("scale", [2, 3])
@pytest.mark.parametrize("shift", [(0, 0), (1, 0), (-4, 5)])
def test_of_enlargements_a_shift_is_in_good_pixels(scale, shift):
    whole = photo(3, 252, 264)
    moved = np.roll(whole, shift, axis=(0, 1))
    seen, clean = laid_over(bicubic(whole, 1 / scale), moved, scale)
    assert clean.shape[:2] == tuple(side * scale for side in seen.shape[:2])
    inner = slice(4, -4)
    assert np.abs(seen.astype(int) - bicubic(np.ascontiguousarray(clean), 1 / scale))[inner, inner].mean() < 0.6


def test_what_shows_something_else_or_is_of_another_size_is_named(tmp_path):
    for number in range(5):
        write(tmp_path / "lq" / f"{number}.png", noisy(photo(number), 10))
        write(tmp_path / "hq" / f"{number}.png", photo(number))
    write(tmp_path / "hq" / "1.png", photo(77))
    write(tmp_path / "hq" / "2.png", photo(2, 300, 300))
    (tmp_path / "lq" / "3.png").write_bytes(b"no")
    (tmp_path / "hq" / "4.png").unlink()
    pairs, findings = read_pairs(tmp_path, 1, 96)
    assert [pair.name for pair in pairs] == ["0"]
    said = {each.kind: each.names for each in findings}
    assert said == {"pairs": (), "unaligned": ("1",), "sizes of a pair": ("2",), "unreadable": ("3",),
                    "no partner": ("4.png",)}


def test_a_pair_that_becomes_too_small_is_named(tmp_path):
    write(tmp_path / "a_lq.png", noisy(photo(1, 60, 200), 5))
    write(tmp_path / "a_hq.png", photo(1, 60, 200))
    pairs, findings = read_pairs(tmp_path, 1, 96)
    assert pairs == () and findings[0].kind == "small" and findings[0].names == ("a",)


def test_a_folder_without_pairs_is_refused(tmp_path):
    write(tmp_path / "a.png", photo(0))
    with pytest.raises(PictureError, match="no pairs"):
        read_pairs(tmp_path, 1, 96)


def test_large_pairs_are_cut_alike(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.tuning.pairs.BUDGET", 20000)
    write(tmp_path / "a_lq.png", bicubic(photo(1, 400, 480), 1 / 2))
    write(tmp_path / "a_hq.png", photo(1, 400, 480))
    (pair,), _ = read_pairs(tmp_path, 2, 96)
    assert pair.clean.shape[0] * pair.clean.shape[1] <= 20000
    assert np.abs(pair.seen.astype(int) - bicubic(pair.clean, 1 / 2))[4:-4, 4:-4].mean() < 0.6
