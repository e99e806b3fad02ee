"""Plans with names: as it was found, as last time, and people's own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.views.widgets import MenuButton
from bbcu_app.wording import intention
from engine.plan import Plan


class PresetMenu(MenuButton):
    """The button with the menu of presets.

    Parameters
    ----------
    controller : Controller
    """

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__("mdi6.bookmark-outline", tr("Presets"), self.fill)
        self._document, self._settings, self._controller = controller.document, controller.settings, controller
        self.setParent(parent)

    def fill(self, menu: QMenu) -> None:
        """Put the plans that there are into the menu."""
        sheet = self._document.sheet
        found = sheet.proposal if sheet is not None else None
        self._offer(menu, tr("As found in this picture"), found)
        self._offer(menu, tr("Same as last time"), self._settings.plan if self._settings.plan.steps else None)
        presets = self._settings.presets
        if presets:
            menu.addSeparator()
        for name, plan in presets.items():
            self._offer(menu, name, plan)
        menu.addSeparator()
        keep = menu.addAction(tr("Save as preset…"))
        keep.setEnabled(bool(self._document.plan.steps))
        keep.triggered.connect(self.ask_name)
        if presets:
            gone = menu.addMenu(tr("Delete preset"))
            for name in presets:
                gone.addAction(name).triggered.connect(lambda _=False, name=name: self.delete(name))

    def _offer(self, menu: QMenu, text: str, plan: Plan | None) -> None:
        entry = menu.addAction(text)
        entry.setEnabled(plan is not None)
        if plan is not None:
            entry.setToolTip(intention(plan) or tr("Nothing to do"))
            entry.triggered.connect(lambda: self.apply(plan))

    def apply(self, plan: Plan) -> None:
        """Take a plan for the picture that is shown, so far as there are models for it."""
        there = self._controller.offer.tasks
        steps = tuple(step for step in plan.steps if step.task in there)
        self._document.set_plan(replace(plan, steps=steps))

    def ask_name(self) -> None:
        """Ask what to call the plan that is shown."""
        dialog = QInputDialog(self, windowTitle=tr("Save as preset"), labelText=tr("Name"))
        dialog.setTextValue(intention(self._document.plan))
        dialog.textValueSelected.connect(self.keep)
        dialog.open()

    def keep(self, name: str) -> None:
        """Keep the plan that is shown under a name; the one that had the name goes."""
        if name.strip():
            self._settings.presets = self._settings.presets | {name.strip(): self._document.plan}

    def delete(self, name: str) -> None:
        """Forget a preset."""
        self._settings.presets = {key: plan for key, plan in self._settings.presets.items() if key != name}
