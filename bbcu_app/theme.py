"""Colours and measures by name, and the one style sheet made of them.

Greys are neutral, so that they do not tint the judgement of a picture. The accent is the system's, made dark
enough for white text.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from bbcu_app.settings import ThemeChoice

GAP_INSIDE, GAP, GAP_GROUP, MARGIN = 4, 8, 16, 24
CONTROL, CONTROL_PRIMARY, TOOLBAR, PANEL, ICON = 28, 36, 44, 300, 18
FALLBACK_ACCENT = "#2f6fd0"
CONTRAST_TEXT = 4.5


@dataclass(frozen=True)
class Theme:
    """The named colours of one theme.

    Attributes
    ----------
    canvas, panel, raised, sunken : str
        Behind the picture, of panels, of controls, of what lies deeper than a panel.
    line, edge : str
        Between regions; around controls (3:1 against the panel).
    text, secondary, error : str
    accent, accent_hover, on_accent : str
    accent_text : str
        The accent where it is a sign or text on a panel.
    """

    dark: bool
    canvas: str
    panel: str
    raised: str
    sunken: str
    line: str
    edge: str
    text: str
    secondary: str
    error: str
    error_back: str
    accent: str = FALLBACK_ACCENT
    accent_text: str = FALLBACK_ACCENT
    accent_hover: str = FALLBACK_ACCENT
    on_accent: str = "#ffffff"


LIGHT = Theme(False, "#d9d9dc", "#f6f6f7", "#ffffff", "#e9e9eb", "#cfcfd3", "#8c8c94", "#1c1c1f", "#66666e",
              "#b3261e", "#fbeae9")
DARK = Theme(True, "#1b1b1d", "#242427", "#323236", "#1b1b1d", "#3a3a3f", "#74747c", "#e7e7ea", "#9a9aa2",
             "#ff8a80", "#3a2524")


def luminance(colour: QColor) -> float:
    """Relative luminance, as the contrast guidelines define it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
             for c in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str | QColor, other: str | QColor) -> float:
    """Contrast of two colours, 1..21."""
    bright, dim = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def with_accent(theme: Theme, accent: QColor) -> Theme:
    """The theme with the system's accent, darkened until white text can be read on it."""
    from dataclasses import replace

    colour = QColor(accent)
    if not colour.isValid() or colour.saturation() < 24:
        colour = QColor(FALLBACK_ACCENT)
    while contrast(_under_the_mouse(colour, theme.dark), "#ffffff") < CONTRAST_TEXT or (
            contrast(colour, "#ffffff") < CONTRAST_TEXT):
        colour = colour.darker(106)
    hover = _under_the_mouse(colour, theme.dark)
    signs = QColor(colour)
    while contrast(signs, theme.panel) < CONTRAST_TEXT:
        signs = signs.lighter(106) if theme.dark else signs.darker(106)
        if signs.value() == 255:  # no lighter colour of this kind
            signs = QColor(theme.text)
    return replace(theme, accent=colour.name(), accent_hover=hover.name(), accent_text=signs.name())


def _under_the_mouse(colour: QColor, dark: bool) -> QColor:
    return colour.lighter(112) if dark else colour.darker(112)


def is_dark(choice: ThemeChoice) -> bool:
    """Whether the choice means dark, here and now."""
    if choice is ThemeChoice.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return choice is ThemeChoice.DARK


def apply(app: QApplication, choice: ThemeChoice) -> Theme:
    """Give the whole application the look of `choice`; returns what was applied."""
    app.setStyle("Fusion")
    theme = with_accent(DARK if is_dark(choice) else LIGHT, app.palette().color(QPalette.ColorRole.Accent))
    app.setProperty("theme", theme)  # before the widgets hear of it and ask for it
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    return theme


def current() -> Theme:
    """The theme that was applied last."""
    app = QApplication.instance()
    theme = app.property("theme") if app is not None else None
    return theme if isinstance(theme, Theme) else LIGHT


def moves(widget: QWidget) -> bool:
    """Whether things may move: neither the system nor the person asks for stillness."""
    hint = widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget)
    return hint > 0 and not QApplication.instance().property("still")


def palette(theme: Theme) -> QPalette:
    """For what the style sheet does not reach."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel, role.WindowText: theme.text, role.Base: theme.raised, role.Text: theme.text,
        role.AlternateBase: theme.sunken, role.Button: theme.raised, role.ButtonText: theme.text,
        role.Highlight: theme.accent, role.HighlightedText: theme.on_accent, role.Accent: theme.accent,
        role.ToolTipBase: theme.raised, role.ToolTipText: theme.text, role.PlaceholderText: theme.secondary,
        role.Link: theme.accent, role.BrightText: theme.error, role.Mid: theme.line, role.Dark: theme.edge,
    }
    made = QPalette()
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.secondary))
    return made


def icon_file(name: str) -> str:
    """Path of one of our own icons, as a style sheet wants it."""
    return Path(str(files("resources").joinpath("icons").joinpath(name))).as_posix()


def style_sheet(theme: Theme) -> str:
    """The one style sheet."""
    t, kind = theme, "dark" if theme.dark else "light"
    check, down = icon_file("check.svg"), icon_file(f"down-{kind}.svg")
    return f"""
    * {{ font-size: 13px; }}
    QWidget {{ color: {t.text}; }}
    QMainWindow, QDialog, #panel, #toolbar {{ background: {t.panel}; }}
    #toolbar {{ border-bottom: 1px solid {t.line}; }}
    #panel {{ border-left: 1px solid {t.line}; }}
    #panelBody {{ background: {t.panel}; }}
    #stage, #empty {{ background: {t.canvas}; }}
    #ring {{ border: 2px solid {t.accent_text}; background: transparent; }}
    QScrollArea {{ border: none; background: {t.panel}; }}
    QLabel {{ background: transparent; }}
    QLabel[role="head"] {{ font-size: 15px; font-weight: 600; }}
    QLabel[role="title"] {{ font-size: 20px; font-weight: 600; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="small"] {{ font-size: 11px; }}
    QLabel[role="error"] {{ font-size: 11px; color: {t.error}; }}
    QLabel[role="secondary"] {{ font-size: 11px; color: {t.secondary}; }}
    QFrame[role="line"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}

    QPushButton, QToolButton, QComboBox, QAbstractSpinBox, QLineEdit {{
        background: {t.raised}; border: 1px solid {t.edge}; border-radius: 6px;
        min-height: {CONTROL - 2}px; max-height: {CONTROL - 2}px; padding: 0 10px;
    }}
    QToolButton {{ padding: 0 6px; }}
    QToolButton[flat="true"] {{ background: transparent; border: 1px solid transparent; }}
    QToolButton[flat="true"]:disabled {{ border-color: transparent; }}
    QToolButton[flat="true"]:focus {{ border: 2px solid {t.accent}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QPushButton:hover, QToolButton:hover, QComboBox:hover {{ border-color: {t.secondary}; background: {t.sunken}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {t.line}; }}
    QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QLineEdit:disabled {{
        color: {t.secondary}; border-color: {t.line}; background: transparent;
    }}
    QPushButton:focus, QToolButton:focus, QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus {{
        border: 2px solid {t.accent};
    }}
    QPushButton:focus {{ padding: 0 9px; }}
    QPushButton[primary="true"] {{
        background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600;
    }}
    QPushButton[primary="true"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {t.text}; }}
    QPushButton[primary="true"]:disabled {{
        background: {t.sunken}; color: {t.secondary}; border-color: {t.line};
    }}
    QPushButton[big="true"] {{ min-height: {CONTROL_PRIMARY - 2}px; max-height: {CONTROL_PRIMARY - 2}px; }}

    #segments {{ background: {t.sunken}; border: 1px solid {t.edge}; border-radius: 6px; }}
    #segments QToolButton {{
        background: transparent; border: none; border-radius: 4px; padding: 0 2px;
        min-height: {CONTROL - 6}px; max-height: {CONTROL - 6}px; margin: 2px;
    }}
    #segments QToolButton:hover {{ background: {t.line}; }}
    #segments QToolButton:checked {{ background: {t.accent}; color: {t.on_accent}; font-weight: 600; }}
    #segments QToolButton:focus {{ border: 2px solid {t.text}; }}

    QCheckBox {{ spacing: {GAP}px; min-height: {CONTROL}px; }}
    QCheckBox[role="head"] {{ font-size: 13px; font-weight: 600; }}
    QCheckBox::indicator {{
        width: 16px; height: 16px; border: 1px solid {t.edge}; border-radius: 4px; background: {t.raised};
    }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{check}"); }}
    QCheckBox::indicator:focus {{ border: 2px solid {t.text}; }}

    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView, QMenu {{
        background: {t.raised}; border: 1px solid {t.edge}; selection-background-color: {t.accent};
        selection-color: {t.on_accent};
    }}
    QMenu {{ padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
    QMenu::icon:checked {{ background: {t.line}; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
    QMenu::item:disabled {{ color: {t.secondary}; background: transparent; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
    QAbstractSpinBox {{ padding: 0 6px; }}
    QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0 4px; min-height: 0; }}
    QToolButton::menu-button {{ border: none; width: 18px; }}
    QToolButton::menu-arrow {{ image: url("{down}"); width: 10px; height: 10px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}

    QSlider {{ min-height: {CONTROL}px; max-height: {CONTROL}px; background: transparent; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.line}; }}
    QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
    QSlider::handle:horizontal {{
        width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; border: 1px solid {t.edge};
        background: {t.raised if not t.dark else t.text};
    }}
    QSlider::handle:horizontal:focus {{ border: 2px solid {t.accent}; }}
    QSlider::sub-page:horizontal:disabled {{ background: {t.line}; }}
    QSlider::handle:horizontal:disabled {{ background: {t.panel}; border-color: {t.line}; }}

    #notice {{ background: {t.raised}; border: 1px solid {t.edge}; border-radius: 8px; }}
    #notice[kind="error"] {{ background: {t.error_back}; border: none; border-bottom: 1px solid {t.error};
        border-radius: 0; }}
    #notice QLabel[role="head"] {{ font-size: 13px; }}
    #notice QToolButton[flat="true"]:hover {{ background: {t.line}; }}
    #details {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 6px; font-family: monospace;
        font-size: 11px; color: {t.text}; }}
    #queue {{ background: {t.panel}; border-top: 1px solid {t.line}; }}
    #strip {{ background: {t.panel}; border: none; padding: 0 10px; }}
    #strip:focus {{ border: none; }}
    QTableWidget {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px; outline: 0; }}
    QHeaderView::section {{ background: {t.panel}; color: {t.secondary}; border: none; padding: 4px 8px; }}
    QTableWidget::item {{ padding: 4px 8px; }}
    QTableWidget::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
    #card {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px; }}
    QListWidget {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px; padding: 4px; outline: 0; }}
    QListWidget::item {{ padding: 5px 8px; border-radius: 4px; }}
    QListWidget::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
    QListWidget::item:disabled {{ color: {t.secondary}; }}
    QListWidget:focus, QTableWidget:focus {{ border: 1px solid {t.accent}; }}
    #pages {{ background: transparent; border: none; padding: 0; }}
    #pages::item:selected:focus {{ border: 2px solid {t.text}; padding: 3px 6px; }}
    #found {{ background: {t.sunken}; border-radius: 6px; }}
    #zoombar {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 8px; }}
    #zoombar QToolButton {{ background: transparent; border: none; }}
    #zoombar QToolButton:hover {{ background: {t.line}; }}
    #zoombar QToolButton:focus {{ border: 2px solid {t.accent}; }}
    #progress {{ background: {t.line}; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; }}
    #progress::chunk {{ background: {t.accent}; border-radius: 2px; }}
    #sample {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 8px; padding: 0;
        min-height: 0; max-height: 999px; }}
    #sample:hover {{ border-color: {t.accent}; }}
    #sample:focus {{ border: 2px solid {t.accent}; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 4px; min-height: 32px; margin: 1px; }}
    QScrollBar::handle:vertical:hover {{ background: {t.edge}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge}; padding: 4px 6px; }}
    """
