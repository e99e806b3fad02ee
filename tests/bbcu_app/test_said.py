"""What the engine says, in other languages."""

import pytest

from bbcu_app import i18n
from bbcu_app.reports import headline, hint, report
from bbcu_app.said import said
from bbcu_app.workers.task import Failure
from engine.errors import SaveError
from engine.picture.files import open_picture
from engine.plan import Step
from engine.run.catalog import for_step
from engine.tasks import Task
from tools.engine_words import numbered, sentences


@pytest.fixture
def german(qapp):
    i18n.install(qapp, "de")
    yield
    i18n.install(qapp, "en")


def test_english_stays_as_it_is(qapp):
    for text in ("a.png: the disk is full. Save to another disk.", "", "photo.png",
                 "it is JPEG XL, and a decoder for that is not installed", "Nobody has said: this. Not once."):
        assert said(text) == text


@pytest.mark.parametrize("text, translated", [
    ("it is not a picture", "das ist kein Bild"),
    ("JPEG holds at most 65535 pixels per side, this picture has 70000",
     "JPEG fasst höchstens 65535 Pixel pro Seite, dieses Bild hat 70000"),
    ("my cat.png: the disk is full. Save to another disk.",
     "my cat.png: der Datenträger ist voll. Speichern Sie auf einem anderen Datenträger."),
    ("a.png: there is a_restored.png already.", "a.png: a_restored.png gibt es schon."),
    ("This is the first of the 3 pictures in this file.", "Dies ist das erste von 3 Bildern in dieser Datei."),
    ("it holds 64-bit floating-point numbers", "darin stehen Zahlen mit 64 Bit (Gleitkomma)"),
    ("a.png: it cannot be read (Input/output error). Check the disk or connection, or copy the file elsewhere.",
     "a.png: das ist nicht lesbar (Input/output error). "
     "Prüfen Sie Datenträger oder Verbindung, oder kopieren Sie die Datei woandershin."),
    ("Nobody has ever said this.", "Nobody has ever said this."),
])
def test_sentences_are_found_again_with_what_was_put_into_them(german, text, translated):
    assert said(text) == translated


def test_errors_of_the_engine_are_shown_in_the_language_and_reported_in_english(german, tmp_path):
    (tmp_path / "a.txt").write_text("words")
    with pytest.raises(Exception) as caught:
        open_picture(tmp_path / "a.txt")
    assert headline(caught.value) == "a.txt: das ist kein Bild."
    assert hint(caught.value).startswith("Öffnen Sie ein Bild")
    assert "it is not a picture" in report([Failure.of(caught.value)])
    assert headline(SaveError("the disk is full")) == "Der Datenträger ist voll."


def test_names_of_tasks_within_a_sentence_are_translated_too(german, models_folder):
    with pytest.raises(Exception) as caught:
        for_step(Step(Task.DEBLOCK, 40))
    assert headline(caught.value) == "Für JPEG reparieren gibt es kein Modell."


def test_the_engines_words_are_found_in_its_source():
    found = sentences()
    assert "the disk is full" in found and "{0} does not hold 16 bits" in found
    assert "the model {0} enlarges by {1}, not by {2}" in found  # from two pieces of source
    assert numbered("\0 and \0") == "{0} and {1}" and len(found) > 120
