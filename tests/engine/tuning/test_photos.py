"""Somebody's photos are looked at in plain words: what is left out, what is worth knowing, what cannot be."""

import numpy as np
import pytest

from engine.errors import TrainingError
from engine.tuning import photos as looking
from engine.tuning.photos import read_photos, refuse
from tests.teaching import noisy, photo, write

SIDE = 96


def kinds(found):
    return {each.kind: each for each in found.findings}


def test_good_photos_are_all_used(photos):
    found = read_photos([photos], SIDE)
    refuse(found)
    assert [each.path.name for each in found.photos] == [f"photo-{n}.png" for n in range(8)]
    assert len(set(found.groups)) == 8
    assert kinds(found)["usable"].count == 8 and kinds(found)["few"].count == 8
    assert kinds(found)["usable"].sentence == "8 photos can be learned from, 0.1 megapixels."


def test_what_cannot_be_learned_from_is_left_out_by_name(photos):
    write(photos / "small.png", photo(20, 60, 200))
    write(photos / "twice.png", photo(3))
    write(photos / "nothing.png", np.full((120, 120, 3), 128, np.uint8))
    (photos / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no")
    (photos / "empty.png").write_bytes(b"")
    found = read_photos([photos], SIDE)
    assert len(found.photos) == 8
    said = {kind: each.names for kind, each in kinds(found).items() if each.weight == "left out"}
    assert said == {"small": ("small.png",), "twice": ("twice.png",), "empty": ("nothing.png",),
                    "unreadable": ("broken.jpg", "empty.png")}
    assert "96 pixels" in kinds(found)["small"].sentence


def test_noisy_jpeg_and_blurred_ones_and_sizes_are_worth_knowing(photos):
    write(photos / "noise.png", noisy(photo(30), 20))
    write(photos / "jpeg.jpg", photo(31, 160, 160), quality=20)
    flat = np.add.outer(np.arange(130), np.arange(120)).astype(np.uint8)
    write(photos / "blurred.png", np.repeat(flat[..., None] // 2 + 60, 3, axis=2))
    found = kinds(read_photos([photos], SIDE))
    assert "noise.png" in found["noisy"].names and found["jpeg"].names == ("jpeg.jpg",)
    assert "blurred.png" in found["blurred"].names and "photo-0.png" not in found["blurred"].names
    assert found["sizes"].count == 3


def test_photos_much_alike_are_one_group(photos):
    write(photos / "near.png", np.roll(photo(2), 2, axis=1))
    found = read_photos([photos], SIDE)
    names = [each.path.name for each in found.photos]
    assert found.groups[names.index("near.png")] == found.groups[names.index("photo-2.png")]
    assert set(kinds(found)["alike"].names) == {"near.png", "photo-2.png"}


def test_large_ones_are_cut_to_their_middles_where_blocks_begin(photos, monkeypatch):
    monkeypatch.setattr(looking, "BUDGET", 8 * 9300)
    write(photos / "photo-0.png", photo(0, 400, 600))
    found = read_photos([photos], 64)
    large = next(each for each in found.photos if each.path.name == "photo-0.png")
    assert large.pixels.shape == (64, 112, 3) and "cut" in kinds(found)
    np.testing.assert_array_equal(large.pixels, photo(0, 400, 600)[160:224, 240:352])


def test_too_few_are_refused_with_the_reasons(photos, tmp_path):
    for number in range(4, 8):
        (photos / f"photo-{number}.png").write_bytes(b"no")
    with pytest.raises(TrainingError, match=r"only 4 photos.*5 are needed.*Cannot be read: photo-4.png.*Add photos"):
        refuse(read_photos([photos], SIDE))
    (tmp_path / "none").mkdir()
    with pytest.raises(TrainingError, match="no photo can be learned from"):
        refuse(read_photos([tmp_path / "none"], SIDE))


def test_photos_that_are_all_alike_are_refused(tmp_path):
    for number in range(6):
        write(tmp_path / "alike" / f"{number}.png", np.roll(photo(1), number, axis=0))
    with pytest.raises(TrainingError, match="all alike"):
        refuse(read_photos([tmp_path / "alike"], SIDE))


def test_a_folder_that_is_gone_is_named(tmp_path):
    with pytest.raises(TrainingError, match=r"gone: this folder is not there.*connect"):
        read_photos([tmp_path / "gone"], SIDE)


def test_a_photo_that_vanishes_while_it_is_looked_at_is_left_out(photos):
    def told(done, of):
        if done == 1:
            (photos / "photo-5.png").unlink()

    found = read_photos([photos], SIDE, told)
    assert len(found.photos) == 7 and kinds(found)["unreadable"].names == ("photo-5.png",)


def test_deep_and_grey_pictures_become_colour_of_8_bits(photos):
    grey = photo(40)[..., 0]
    write(photos / "grey.png", grey)
    write(photos / "deep.png", grey.astype(np.uint16) * 257)
    found = {each.path.name: each for each in read_photos([photos], SIDE).photos}
    assert found.keys() >= {"deep.png"} and "grey.png" not in found  # the same picture
    assert found["deep.png"].pixels.dtype == np.uint8 and found["deep.png"].pixels.shape == (104, 120, 3)


def test_very_many_are_spread_over_all(photos, monkeypatch):
    monkeypatch.setattr(looking, "MOST", 4)
    found = read_photos([photos], SIDE)
    assert [each.path.name for each in found.photos] == [f"photo-{n}.png" for n in (0, 2, 4, 6)]
    assert kinds(found)["half used"].count == 4
