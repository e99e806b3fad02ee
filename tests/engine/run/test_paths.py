import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PlanError
from engine.plan import Plan, SaveOptions, Step
from engine.run.paths import BESIDE, INSIDE, Conflict, Destination, Source, free, gather
from engine.tasks import Task

PLAN = Plan((Step(Task.DENOISE, 10), Step(Task.UPSCALE, 2)))


@pytest.fixture
def folder(tmp_path):
    """Two pictures, one of them deeper, something else, and something hidden."""
    place = tmp_path / "photos"
    for name in ("b.png", "deep/a.JPG", "notes.txt", ".hidden/c.png", ".d.png"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("x")
    return place


class TestDestinations:
    def test_beside_the_source_by_default(self, tmp_path):
        assert Destination().target(Source(tmp_path / "IMG.JPG"), PLAN) == tmp_path / "IMG_restored.JPG"

    def test_folders_within_the_one_given_are_kept(self, tmp_path):
        place = Destination(tmp_path / "out", INSIDE)
        source = Source(tmp_path / "photos" / "deep" / "a.jpg", tmp_path / "photos")
        assert place.target(source, PLAN) == tmp_path / "out" / "deep" / "a.jpg"
        assert place.target(Source(source.path), PLAN) == tmp_path / "out" / "a.jpg"

    def test_fields_of_the_pattern(self, tmp_path):
        place = Destination(pattern="{name}-{task}-{scale}x{{}}")
        assert place.target(Source(tmp_path / "a.png"), PLAN).name == "a-denoise-upscale-2x{}.png"
        assert place.needs_plan and not Destination(pattern=BESIDE).needs_plan

    @pytest.mark.parametrize(("name", "fmt", "ending"), [
        ("a.JPG", None, ".JPG"), ("a.JPG", "jpeg", ".JPG"), ("a.jpeg", "png", ".png"), ("a.heic", None, ".png"),
        ("a", None, ".png"), ("a", "tiff", ".tif"),
    ])
    def test_the_ending_fits_the_format(self, tmp_path, name, fmt, ending):
        plan = Plan(PLAN.steps, save=SaveOptions(fmt))
        assert Destination().target(Source(tmp_path / name), plan).name == f"a_restored{ending}"

    def test_a_file_by_name(self, tmp_path):
        place = Destination(file=tmp_path / "this.png", conflict=Conflict.REFUSE)
        assert place.target(Source(tmp_path / "a.jpg"), PLAN) == tmp_path / "this.png"

    @pytest.mark.parametrize("pattern", ["{nome}", "{name", "{}", "{name.__class__}", "{name!r}", "{name:>9}",
                                         "a/{name}", "..\\{name}", "  ", "{name}\0"])
    def test_patterns_that_cannot_be(self, pattern):
        with pytest.raises(PlanError, match=r"Write it|Choose of"):
            Destination(pattern=pattern)


def test_a_free_name(tmp_path):
    target = tmp_path / "a.b.png"
    assert free(target) == target
    target.write_text("x")
    (tmp_path / "a.b-3.png").symlink_to(tmp_path / "nowhere")
    assert free(target) == tmp_path / "a.b-2.png"
    assert free(target, {tmp_path / "a.b-2.png"}) == tmp_path / "a.b-4.png"


class TestGathering:
    def test_folders_and_what_is_in_them(self, folder):
        assert gather([folder]) == [Source(folder / "b.png", folder), Source(folder / "deep" / "a.JPG", folder)]

    def test_patterns_that_the_shell_left(self, folder):
        assert [source.path.name for source in gather([folder / "*.png"])] == ["b.png", ".d.png"][:1]
        assert [source.path.name for source in gather([f"{folder}/**/*.*"])] == ["b.png", "a.JPG"]
        assert gather([folder / "*.gif"]) == [Source(folder / "*.gif")], "its absence is said later"

    def test_a_name_with_brackets_is_a_name(self, tmp_path):
        path = tmp_path / "photo[1].png"
        path.write_text("x")
        assert gather([path]) == [Source(path)]

    def test_each_file_once_in_the_order_of_naming(self, folder):
        found = gather([folder / "deep" / "a.JPG", folder, folder / "deep" / ".." / "b.png"])
        assert [source.path.name for source in found] == ["a.JPG", "b.png"]

    def test_files_that_are_named_stay_whatever_they_are(self, folder):
        named = [folder / "notes.txt", folder / "nosuch.png"]
        assert [source.path for source in gather(named, Destination())] == named

    def test_results_are_no_sources(self, folder):
        for name in ("b_restored.png", "b_restored-2.jpg", "c_restored.png"):
            (folder / name).write_text("x")
        names = [source.path.name for source in gather([folder], Destination())]
        assert names == ["b.png", "c_restored.png", "a.JPG"], "there is no c of which this could be the result"
        out = folder / "out"
        out.mkdir()
        (out / "b.png").write_text("x")
        inside = Destination(out, INSIDE)
        assert out / "b.png" not in [source.path for source in gather([folder], inside)]
        assert gather([out], inside) == [Source(out / "b.png", out)], "asked for by name"

    @given(st.sampled_from([BESIDE, "{name}-{task}", "x{scale}{name}", "{task}", "{name}{name}"]),
           st.text("ab-_2", min_size=1, max_size=6))
    def test_any_pattern_can_be_looked_for(self, tmp_path_factory, pattern, stem):
        folder = tmp_path_factory.mktemp("any")
        place, source = Destination(pattern=pattern), folder / f"{stem}.png"
        source.write_text("x")
        result = free(place.target(Source(source), PLAN))
        result.write_text("x")
        found = [each.path for each in gather([folder], place)]
        assert source in found
        assert (result in found) == (pattern.count("{name}") != 1)


def test_links_to_folders_are_not_followed(folder):
    (folder / "deep" / "round").symlink_to(folder, target_is_directory=True)
    assert len(gather([folder])) == 2
