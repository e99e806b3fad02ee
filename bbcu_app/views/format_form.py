"""How a result is written: format, quality, detail of colours, bits, dots per inch, personal data."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QGridLayout, QSlider, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.views.file_names import OFFERED
from bbcu_app.views.widgets import ease, label, mono_digits
from engine.formats import FORMATS
from engine.plan import CHROMA, SaveOptions

TITLES = 112
"""Least width of the column of titles."""


class FormatForm(QWidget):
    """The options that a format has; those it has not are switched off.

    Parameters
    ----------
    options : SaveOptions
        To begin with.
    dpi : float
        What the picture says, shown where the options say nothing.

    Attributes
    ----------
    titles : int
        Width of the column of titles, for what stands above and below.

    Signals
    -------
    format_chosen : str
        Somebody chose another format.
    changed :
        The options are others.
    """

    format_chosen = Signal(str)
    changed = Signal()

    def __init__(self, options: SaveOptions, dpi: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self.format = QComboBox(accessibleName=tr("Format"))
        for name in OFFERED:
            self.format.addItem(FORMATS[name].title, name)
        self.quality = QSlider(Qt.Orientation.Horizontal, minimum=1, maximum=100, value=options.quality)
        self.quality.setAccessibleName(tr("Quality"))
        self.quality_text = label(str(options.quality))
        self.quality_text.setFixedWidth(32)
        mono_digits(self.quality_text)
        self.chroma = QComboBox(accessibleName=tr("Colour detail"))
        for name, text in zip(CHROMA, (tr("Full (4:4:4)"), tr("Half across (4:2:2)"), tr("Quarter (4:2:0)")),
                              strict=True):
            self.chroma.addItem(text, name)
        self.chroma.setCurrentIndex(CHROMA.index(options.chroma))
        self.depth = QComboBox(accessibleName=tr("Bits"))
        for bits, text in ((None, tr("As the original")), (8, tr("8 bits")), (16, tr("16 bits"))):
            self.depth.addItem(text, bits)
        self.depth.setCurrentIndex((None, 8, 16).index(options.depth))
        self.dpi = QDoubleSpinBox(minimum=0, maximum=9600, decimals=0, value=options.dpi or dpi, suffix=" dpi",
                                  specialValueText=tr("not stated"), accessibleName=tr("Resolution"))
        ease(self.dpi)
        self._first_dpi = self.dpi.value()
        self.private = QCheckBox(tr("Remove personal data"), checked=not options.keep_metadata)
        self.private_note = label(tr("Place, time, camera, serial numbers, names"), "secondary", wrap=True)
        self.titles = self._lay_out()
        self.format.activated.connect(lambda: self.format_chosen.emit(self.format.currentData()))
        self.quality.valueChanged.connect(lambda value: self.quality_text.setText(str(value)))
        for signal in (self.format.currentIndexChanged, self.quality.valueChanged, self.chroma.currentIndexChanged,
                       self.depth.currentIndexChanged, self.private.toggled):
            signal.connect(self.changed)
        self._enable()

    def _lay_out(self) -> int:
        grid = QGridLayout(self, horizontalSpacing=12, verticalSpacing=theme.GAP)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        rows = ((tr("Format"), self.format), (tr("Quality"), self.quality), (tr("Colour detail"), self.chroma),
                (tr("Bits"), self.depth), (tr("Resolution"), self.dpi))
        self._titles = []
        for row, (text, field) in enumerate(rows):
            title = label(text)
            title.setBuddy(field)
            self._titles.append(title)
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1, 1, 1 if field is self.quality else 2)
        grid.addWidget(self.quality_text, 1, 2)
        grid.addWidget(self.private, len(rows), 1, 1, 2)
        grid.addWidget(self.private_note, len(rows) + 1, 1, 1, 2)
        self.ensurePolished()
        widest = max(TITLES, *(title.sizeHint().width() for title in self._titles))
        grid.setColumnMinimumWidth(0, widest)
        return widest

    @property
    def kind(self) -> str:
        """The format that is chosen."""
        return self.format.currentData()

    def choose(self, kind: str) -> None:
        """Show a format as the one that is chosen."""
        self.format.setCurrentIndex(OFFERED.index(kind))
        self._enable()

    def _enable(self) -> None:
        """What the format cannot hold is switched off."""
        chosen = FORMATS[self.kind]
        for widgets, on in (((self._titles[1], self.quality, self.quality_text), chosen.lossy),
                            ((self._titles[2], self.chroma), chosen.chroma),
                            ((self._titles[3], self.depth), chosen.deep)):
            for widget in widgets:
                widget.setEnabled(on)

    @property
    def options(self) -> SaveOptions:
        """What is chosen; the size is as it was."""
        chosen = FORMATS[self.kind]
        dpi = self.dpi.value()
        return replace(
            self._options, format=self.kind, quality=self.quality.value(), chroma=self.chroma.currentData(),
            depth=self.depth.currentData() if chosen.deep else None, keep_metadata=not self.private.isChecked(),
            dpi=dpi if dpi and (dpi != self._first_dpi or self._options.dpi) else self._options.dpi,
        )
