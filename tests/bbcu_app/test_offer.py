from bbcu_app.offer import Offer
from engine.network.packed import save_packed
from engine.tasks import Evidence, Task
from tests import tiny


def test_what_ships_is_on_offer():
    offer = Offer.now()
    assert offer.tasks == tuple(Task)
    assert offer.scales == (2, 3, 4)
    assert offer.of(Task.DENOISE)[0].name == "denoise-photo"


def test_without_models_removing_noise_is_offered_so_that_run_can_say_what_is_missing():
    assert Offer().tasks == (Task.DENOISE,) and Offer().scales == ()


def test_what_the_measurements_speak_for_is_wanted_if_it_is_on_offer(models_folder):
    noisy_jpeg = Evidence(30.0, 20)
    assert Offer.now().wanted(noisy_jpeg) == (Task.DENOISE,), "only a denoiser is there"
    assert Offer.now().wanted(Evidence(0.0, None)) == ()


def test_a_mild_jpeg_is_repaired_only_before_it_is_enlarged(models_folder):
    offer = Offer.now()
    assert offer.wanted_before_enlarging(Evidence(0.0, 90)) == (), "there is no such model"
    save_packed(tiny.network(tiny.spec(task=Task.DEBLOCK)), models_folder / "deblock.bbcu")
    offer = Offer.now()
    assert offer.wanted(Evidence(0.0, 90)) == () and offer.wanted_before_enlarging(Evidence(0.0, 90)) == (Task.DEBLOCK,)
    assert offer.wanted_before_enlarging(Evidence(0.0, 40)) == (), "it is repaired anyway"


def test_the_model_for_grey_comes_first_beside_a_picture_without_colours(models_folder):
    for name in ("deblock-photo", "deblock-grey"):
        save_packed(tiny.network(tiny.spec(task=Task.DEBLOCK)), models_folder / f"{name}.bbcu")
    offer = Offer.now()
    assert [model.name for model in offer.of(Task.DEBLOCK)] == ["deblock-photo", "deblock-grey"]
    assert [model.name for model in offer.of(Task.DEBLOCK, is_grey=True)] == ["deblock-grey", "deblock-photo"]
    assert [model.name for model in offer.of(Task.DENOISE, is_grey=True)] == ["tiny"]
