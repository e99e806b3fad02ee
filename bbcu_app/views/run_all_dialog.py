"""Before everything is run: with which plan, where the results go, and what happens where a name is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.settings import Settings
from bbcu_app.sheet import Sheet
from bbcu_app.views.widgets import MenuButton, Segments, label, repolish
from bbcu_app.wording import intention, short_path
from engine.errors import PlanError
from engine.formats import WRITTEN
from engine.plan import Plan, SaveOptions
from engine.run.paths import FIELDS, INSIDE, Conflict, Destination, Source


class RunAllDialog(QDialog):
    """How to run all of them.

    Parameters
    ----------
    sheets : sequence of Sheet
        What would be run; each has a path.
    plan : Plan
        Of the picture that is shown.
    settings : Settings
        Remembers what was chosen.

    Signals
    -------
    chosen : Plan, Destination
        A plan without steps gets those that are measured in each picture.
    """

    chosen = Signal(object, object)

    def __init__(self, sheets: Sequence[Sheet], plan: Plan, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, windowTitle=tr("Run all"), modal=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        self._sheets, self._plan, self._settings = sheets, plan, settings
        self.plans = Segments((tr("Each as measured"), tr("All as this one")))
        self.plans.name(tr("What to do"))
        self.plans.choose(0 if settings.each_measured or not plan.steps else 1)
        self.plans.buttons[1].setEnabled(bool(plan.steps))
        self.plan_text = label("", "secondary", wrap=True)
        self.where = Segments((tr("Beside the originals"), tr("In a folder")))
        self.where.name(tr("Where"))
        self.where.choose(1 if settings.into_folder else 0)
        self.folder = QLineEdit(str(settings.target_folder), accessibleName=tr("Folder"))
        self.browse = QPushButton(tr("Browse…"), toolTip=tr("Choose a folder"), autoDefault=False)
        self.pattern = QLineEdit(settings.pattern_inside if settings.into_folder else settings.pattern_beside,
                                 accessibleName=tr("Name"))
        self.fields = MenuButton("mdi6.code-braces", tr("Put something into the name"), self._offer_fields)
        self.example = label("", "secondary", wrap=True)
        self.example.setMinimumHeight(32)
        self.example.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.format = QComboBox(accessibleName=tr("Format"))
        self.format.addItem(tr("As the original"), None)
        for name, each in WRITTEN.items():
            if each.installed:
                self.format.addItem(each.title, name)
        self.conflict = QComboBox(accessibleName=tr("If the name is taken"))
        self.conflict.addItem(tr("Number the new file"), Conflict.NUMBER)
        self.conflict.addItem(tr("Skip: it counts as done"), Conflict.SKIP)
        self.conflict.addItem(tr("Replace the file"), Conflict.REPLACE)
        self.conflict.setCurrentIndex(max(0, self.conflict.findData(settings.conflict)))
        self.run = QPushButton(tr("Run %n picture(s)", "", len(sheets)), default=True)
        self.run.setProperty("primary", True)
        self.cancel = QPushButton(tr("Cancel"), autoDefault=False)
        self._lay_out()
        self._connect()
        self._check()

    def _lay_out(self) -> None:
        grid = QGridLayout(horizontalSpacing=12, verticalSpacing=theme.GAP)
        grid.setColumnStretch(1, 1)
        rows = ((label(tr("What to do")), self.plans, None), (None, self.plan_text, None),
                (label(tr("Where")), self.where, None), (label(tr("Folder")), self.folder, self.browse),
                (label(tr("Name")), self.pattern, self.fields), (None, self.example, None),
                (label(tr("Format")), self.format, None), (label(tr("If the name is taken")), self.conflict, None))
        for row, (title, field, extra) in enumerate(rows):
            if title is not None:
                title.setBuddy(field)
                grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1, 1, 1 if extra else 2)
            if extra:
                grid.addWidget(extra, row, 2)
        buttons = QHBoxLayout(spacing=theme.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.run)
        column = QVBoxLayout(self, spacing=theme.GAP_GROUP)
        column.setContentsMargins(*(theme.MARGIN,) * 4)
        column.addLayout(grid)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.plans.chosen.connect(self._check)
        self.where.chosen.connect(self._moved)
        for field in (self.folder, self.pattern):
            field.textChanged.connect(self._check)
        self.format.activated.connect(self._check)
        self.conflict.activated.connect(self._check)
        self.browse.clicked.connect(self._browse)
        self.run.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)

    def _offer_fields(self, menu: QMenu) -> None:
        meanings = {"name": tr("name of the original"), "task": tr("what was done"), "scale": tr("how much larger")}
        for field in FIELDS:
            text = f"{{{field}}}"
            menu.addAction(f"{text}   {meanings.get(field, '')}").triggered.connect(
                lambda _=False, piece=text: self.pattern.insert(piece))

    @property
    def plan(self) -> Plan:
        """The plan for all; without steps, each picture gets those that are measured to be good for it."""
        settings, plan = self._settings, self._plan
        each = self.plans.choice == 0
        save = SaveOptions(format=self.format.currentData(), quality=settings.quality, chroma=settings.chroma,
                           keep_metadata=settings.keep_metadata, size=None if each else plan.save.size)
        return Plan(() if each else plan.steps, plan.strength, save, settings.passes if each else plan.passes)

    @property
    def destination(self) -> Destination:
        """Where the results go.

        Raises
        ------
        PlanError
            If the pattern is none.
        """
        folder = Path(self.folder.text()).expanduser() if self.where.choice == 1 else None
        return Destination(folder, self.pattern.text().strip(), Conflict(self.conflict.currentData()))

    def _moved(self, place: int) -> None:
        """Beside the originals a name must differ from theirs; in a folder of its own it need not."""
        self.pattern.setText(self._settings.pattern_inside if place else self._settings.pattern_beside)
        self._check()

    def _check(self) -> None:
        each = self.plans.choice == 0
        self.plan_text.setText(tr("Every picture gets what is found in it; clean ones are left as they are.") if each
                               else intention(self._plan))
        for widget in (self.folder, self.browse):
            widget.setEnabled(self.where.choice == 1)
        problem = self._problem()
        self.example.setProperty("role", "error" if problem else "secondary")
        repolish(self.example)
        self.example.setText(problem or self._example())
        self.run.setEnabled(not problem)

    def _problem(self) -> str:
        try:
            destination = self.destination
        except PlanError:
            return tr("This name cannot be: use letters, and {fields} for what changes.").format(
                fields=", ".join(f"{{{field}}}" for field in FIELDS))
        except RuntimeError:
            return tr("This folder does not exist.")
        if self.where.choice == 1 and not self.folder.text().strip():
            return tr("Choose a folder.")
        if self.where.choice == 0 and destination.pattern == INSIDE and destination.conflict is Conflict.REPLACE:
            return tr("This would replace the originals. Choose another name.")
        return ""

    def _example(self) -> str:
        first = self._sheets[0]
        plan = self.plan
        if not plan.steps and first.proposal is not None:
            plan = replace(plan, steps=first.proposal.steps)
        target = self.destination.target(Source(first.path, first.base), plan)
        return tr("Such as {path}").format(path=short_path(target))

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder for the results"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _accept(self) -> None:
        destination, settings = self.destination, self._settings
        settings.each_measured, settings.into_folder = self.plans.choice == 0, self.where.choice == 1
        settings.conflict = destination.conflict
        if settings.into_folder:
            settings.target_folder, settings.pattern_inside = destination.folder, destination.pattern
        else:
            settings.pattern_beside = destination.pattern
        self.accept()
        self.chosen.emit(self.plan, destination)
