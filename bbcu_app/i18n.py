"""Words in the language of the person: English in the code, other languages from ``resources/i18n``.

``lupdate`` finds every text that stands in :func:`tr` or in ``QT_TR_NOOP`` (``tools/translations.py`` runs it and says
what is missing). Places for names are filled in after translating: ``tr("Save {name}").format(...)``.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
"""Code and own name of each language."""


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """A text in the language of the person.

    Parameters
    ----------
    text : str
        In English.
    comment : str
        What tells it from the same text with another meaning.
    n : int
        For texts with ``%n``: how many, which chooses between singular and plural.
    """
    return QCoreApplication.translate("", text, comment or None, n)


def folder() -> Path:
    """Where the translations lie."""
    return Path(str(files("resources"))) / "i18n"


def system_language() -> str:
    """The first of the system's languages that there is a translation for."""
    codes = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in codes if code in LANGUAGES), "en")


def install(app: QCoreApplication, choice: str) -> str:
    """Speak a language, and write numbers as it does, from here on; windows that exist already keep theirs.

    Parameters
    ----------
    app : QCoreApplication
    choice : str
        One of :data:`LANGUAGES`; empty for the system's.

    Returns
    -------
    str
        What is spoken now.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
    code = choice if choice in LANGUAGES else system_language()
    system = QLocale.system()  # it also knows in which country, where the language is that of the system
    QLocale.setDefault(system if system.name().split("_")[0] == code else QLocale(code))
    qts_own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, where in ((f"qtbase_{code}", qts_own), (f"bbcu_{code}", str(folder()))):
        translator = QTranslator(app)
        if translator.load(name, where):
            app.installTranslator(translator)
    return code
