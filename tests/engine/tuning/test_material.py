"""What a run learns from: nothing held out is learned, spoiled as measured, kept whole or not at all."""

import errno
from pathlib import Path

import numpy as np
import pytest

from engine.errors import TrainingError
from engine.picture.pixels import Picture
from engine.run import catalog
from engine.run.detect import measure
from engine.tasks import Task
from engine.tuning import material as materials
from engine.tuning.material import held_out, prepare
from engine.tuning.order import Order
from tests.teaching import noisy, photo, write


@pytest.fixture
def damaged(tmp_path):
    for number in range(6):
        write(tmp_path / "damaged" / f"{number}.png", noisy(photo(60 + number, 240, 260), 18, number))
    return tmp_path / "damaged"


def kinds(material):
    return {each.kind: each for each in material.findings}


def test_photos_alone_leave_the_damage_to_the_recipe(teachable, photos):
    material = prepare(Order("a", "base", (photos,)))
    assert material.damage is None and material.count == 8 and len(material.held) == 2
    assert all(sample.seen is None and sample.shown == () for sample in (*material.train, *material.held))
    assert not {each.name for each in material.train} & {each.name for each in material.held}


def test_the_damage_is_measured_and_done_to_what_is_held_out(teachable, photos, damaged):
    material = prepare(Order("a", "base", (photos,), (damaged,)))
    assert material.damage.noise.sigma == pytest.approx(18, rel=0.15)
    assert kinds(material)["noise measured"].count == 6
    for sample in material.held:
        assert np.std(sample.seen.astype(float) - sample.clean) == pytest.approx(18, rel=0.2)
    assert all(8 / 255 < sample.shown[0] < 26 / 255 for sample in (*material.train, *material.held))


def test_jpeg_samples_are_found_and_told(teachable, photos, damaged):
    for path in list(damaged.iterdir()):
        write(path.with_suffix(".jpg"), noisy(photo(9, 240, 260), 10), quality=70)
        path.unlink()
    material = prepare(Order("a", "base", (photos,), (damaged,)))
    assert set(material.damage.qualities) == {70} and kinds(material)["jpeg measured"].number == 70


def test_pairs_need_no_photos(teachable, tmp_path):
    for number in range(6):
        write(tmp_path / "pairs" / f"{number}_lq.png", noisy(photo(number), 15))
        write(tmp_path / "pairs" / f"{number}_hq.png", photo(number))
    material = prepare(Order("a", "base", pairs=tmp_path / "pairs"))
    assert material.paired and material.count == 6 and len(material.held) == 2
    (tmp_path / "pairs" / "0_lq.png").unlink()
    write(tmp_path / "pairs" / "1_hq.png", photo(90))
    with pytest.raises(TrainingError, match=r"4 pairs can be learned from, but 5.*do not show the same.*: 1\."):
        prepare(Order("a", "base", pairs=tmp_path / "pairs"))


@pytest.mark.parametrize("make", ["nothing", "no pictures", "even"])
def test_samples_without_damage_are_refused(teachable, photos, tmp_path, make):
    folder = tmp_path / "samples"
    folder.mkdir()
    if make == "no pictures":
        (folder / "a.jpg").write_bytes(b"no")
    elif make == "even":
        write(folder / "white.png", np.full((200, 200, 3), 255, np.uint8))
    with pytest.raises(TrainingError, match="damage"):
        prepare(Order("a", "base", (photos,), (folder,)))


def test_pictures_much_alike_are_held_out_together():
    groups = [0, 0, 0, 3, 4, 5, 6, 7, 8, 9]
    for seed in range(20):
        held = held_out(groups, seed)
        assert 2 <= len(held) <= 4
        assert len({0, 1, 2} & set(held)) in (0, 3)
    assert held_out(list(range(100)), 0) == held_out(list(range(100)), 0)
    assert len(held_out(list(range(100)), 0)) == materials.HELD_MOST


def test_it_is_kept_and_read_back(teachable, photos, damaged, tmp_path):
    material = prepare(Order("a", "base", (photos,), (damaged,)))
    materials.save(material, tmp_path / "run")
    again = materials.load(tmp_path / "run")
    assert again.findings == material.findings and again.damage.qualities == material.damage.qualities
    for one, other in zip((*again.train, *again.held), (*material.train, *material.held), strict=True):
        assert (one.name, one.shown) == (other.name, other.shown)
        np.testing.assert_array_equal(one.clean, other.clean)
    np.testing.assert_array_equal(again.held[0].seen, material.held[0].seen)
    np.testing.assert_array_equal(again.damage.noise.spectrum, material.damage.noise.spectrum)


def test_a_full_disk_leaves_nothing_half(teachable, photos, tmp_path, monkeypatch):
    material = prepare(Order("a", "base", (photos,)))

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(TrainingError, match=r"cannot be kept.*No space left.*Free some space"):
        materials.save(material, tmp_path / "run")
    assert list((tmp_path / "run").iterdir()) == []
    with pytest.raises(TrainingError, match="Begin it anew"):
        materials.load(tmp_path / "run")


@pytest.mark.parametrize("cut", [0, 10, 5000, -40])
def test_a_damaged_file_is_said(teachable, photos, tmp_path, cut):
    materials.save(prepare(Order("a", "base", (photos,))), tmp_path)
    data = (tmp_path / materials.FILE).read_bytes()
    (tmp_path / materials.FILE).write_bytes(data[:cut])
    with pytest.raises(TrainingError, match="Begin it anew"):
        materials.load(tmp_path)


def test_a_network_for_brightness_cannot_learn_from_colour(teachable, photos):
    from engine.network.packed import save_packed
    from tests import tiny

    save_packed(tiny.network(tiny.spec(image_channels=1)), catalog.bundled_folder() / "grey.bbcu")
    with pytest.raises(TrainingError, match="brightness alone"):
        prepare(Order("a", "grey", (photos,)))


def test_shown_is_what_auto_would_say(teachable):
    pixels = noisy(photo(1, 200, 200), 25)
    (level,) = materials.shown_for(catalog.find(None, "base"), pixels, None)
    assert level * 255 == Task.DENOISE.info.measured(measure(Picture(pixels))) == pytest.approx(27, abs=7)
    assert Path(materials.FILE).suffix == ".npz"


def test_a_model_is_told_all_that_it_wants_whatever_the_usual_one_wants(teachable):
    from engine.network.packed import save_packed
    from engine.tasks import TOLD
    from tests import tiny

    save_packed(tiny.network(tiny.spec(level_bias=TOLD)), catalog.bundled_folder() / "told.bbcu")
    seen = noisy(photo(1, 200, 200), 25)
    shown = materials.shown_for(catalog.find(None, "told"), seen, 60)
    assert len(shown) == 3 and shown[2] == pytest.approx(0.4)
