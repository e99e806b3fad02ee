"""Other languages: complete, in step with the code, and used."""

import pytest
from PySide6.QtWidgets import QApplication

from bbcu_app import i18n
from bbcu_app.i18n import tr
from tools import translations


def test_every_text_is_translated_and_in_step_with_the_code():
    assert translations.check() == []


def test_a_missing_text_is_found(tmp_path):
    path = tmp_path / "bbcu_xx.ts"
    path.write_text('<TS version="2.1"><context><name></name><message><source>Open {name}</source>'
                    '<translation>Offen</translation></message><message><source>Run</source>'
                    '<translation type="unfinished"></translation></message></context></TS>', encoding="utf-8")
    assert translations.missing(path) == ["Open {name} (its places in braces differ)", "Run"]


@pytest.fixture
def speak(qapp):
    yield lambda code: i18n.install(qapp, code)
    i18n.install(qapp, "en")


def test_plurals_are_plural(speak):
    speak("en")
    assert tr("%n core(s)", "", 1) == "1 core" and tr("%n core(s)", "", 4) == "4 cores"


def test_languages_change_words_and_go_back(speak):
    for code in i18n.LANGUAGES:
        assert speak(code) == code
        assert (tr("Remove noise") == "Remove noise") == (code == "en")
    assert speak("nonsense") in i18n.LANGUAGES
    assert len(QApplication.instance().findChildren(i18n.QTranslator)) <= 4
