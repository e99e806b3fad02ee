"""Several plans tried on one part of the picture that is shown, side by side. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QThreadPool, Signal

from bbcu_app.document import Document
from bbcu_app.i18n import tr
from bbcu_app.offer import Offer
from bbcu_app.settings import Settings
from bbcu_app.workers.preview_worker import PreviewFunction, PreviewRequest, run_preview
from bbcu_app.workers.task import Task
from engine.plan import Plan, Step
from engine.run.catalog import Model
from engine.run.chain import RunOptions
from engine.tasks import Task as Kind
from engine.tiling import Box

MOST = 4


@dataclass(frozen=True)
class Choice:
    """Something to try: what people read, and the plan; and the name of the model that it shows, if it shows one."""

    title: str
    plan: Plan
    model: str = ""


def leading(plan: Plan, proposal: Plan | None, offer: Offer) -> Kind:
    """The task that is varied: the first that repairs, of what is chosen, else of what was found, else of all."""
    for steps in (plan.steps, proposal.steps if proposal is not None else ()):
        for step in steps:
            if not step.task.info.enlarges:
                return step.task
    return next((task for task in offer.tasks if not task.info.enlarges), offer.tasks[0])


def with_step(plan: Plan, step: Step) -> Plan:
    """The plan with this step in the place of that of its task."""
    steps = {old.task: old for old in plan.steps} | {step.task: step}
    return replace(plan, steps=tuple(steps[task] for task in Kind if task in steps))


def by_model(plan: Plan, model: Model) -> Plan:
    """The plan with its step of the model's task run by the model; enlarging as many times as that enlarges."""
    now = next((step for step in plan.steps if step.task is model.task), Step(model.task))
    level = None if model.task.info.enlarges else now.level
    return with_step(plan, replace(now, level=level, model=model.name))


def base_of(model: Model, offer: Offer) -> Model | None:
    """The model that one began with, which then learned somebody's own pictures; None if it is not there."""
    return next((each for each in offer.of(model.task) if each.name == model.card.base), None)


def why_not_beside_base(model: Model, offer: Offer, document: Document) -> str:
    """What keeps people from seeing a model beside its base on the picture that is shown; empty if nothing does."""
    if not model.card.base:
        return tr("This model did not learn from your own pictures, so there is no base to compare it with")
    if base_of(model, offer) is None:
        return tr("{base}, which it began with, is not here any more").format(base=model.card.base)
    if document.picture is None:
        return tr("Open a picture first, to compare them on it")
    return "" if document.evidence is not None else tr("Looking at the picture…")


def choices(document: Document, offer: Offer, presets: Mapping[str, Plan], names: Mapping[str, str],
            task: Kind | None = None) -> list[Choice]:
    """What can be tried on a picture.

    Parameters
    ----------
    document : Document
    offer : Offer
    presets : mapping of str to Plan
        People's own.
    names : mapping of str to str
        What ``auto``, ``light``, ``medium`` and ``strong`` of the task are called.
    task : Kind, optional
        Which is varied; the leading one by default.

    Returns
    -------
    list of Choice
        The four levels first, unless it enlarges, then the original, what is chosen now, every model where there are
        several, and the presets.
    """
    plan = document.plan
    proposal = document.sheet.proposal if document.sheet is not None else None
    task = task or leading(plan, proposal, offer)
    limits = task.info.levels
    model = next((step.model for step in plan.steps if step.task is task), None)
    levels = (("auto", None), ("light", limits.light), ("medium", limits.medium), ("strong", limits.strong))
    found = [Choice(names[name], with_step(plan, Step(task, level, model))) for name, level in levels
             if not task.info.enlarges]
    found.append(Choice(tr("Original"), replace(plan, steps=())))
    if plan.steps and all(plan.steps != each.plan.steps for each in found):
        found.append(Choice(tr("As chosen now"), plan))
    if len(offer.of(task)) > 1:
        found += [Choice(each.name, by_model(plan, each), each.name) for each in offer.of(task)]
    return found + [Choice(name, each) for name, each in presets.items()]


class Trials(QObject):
    """Runs plans on a part of the picture that is shown.

    Parameters
    ----------
    document : Document
    settings : Settings
    function : callable
        Runs a plan on a part of a picture.
    pool : QThreadPool

    Signals
    -------
    arrived : int, Preview
        What the plan in this place makes of the part.
    failed : Failure
    """

    arrived = Signal(int, object)
    failed = Signal(object)

    def __init__(self, document: Document, settings: Settings, function: PreviewFunction, pool: QThreadPool) -> None:
        super().__init__(document)
        self._document, self._settings, self._function = document, settings, function
        self._tasks = [Task(pool, self) for _ in range(MOST)]
        for place, task in enumerate(self._tasks):
            task.succeeded.connect(lambda made, place=place: self._on_made(place, made))
            task.failed.connect(self.failed)

    def ask(self, place: int, plan: Plan, box: Box) -> None:
        """Run a plan on a part of the picture; what was asked for in this place before counts no more."""
        picture = self._document.picture
        if picture is None or not plan.steps:
            self._tasks[place].cancel()
            return
        options = RunOptions(threads=self._settings.threads)
        request = PreviewRequest(picture, self._document.resolve(plan), box, options, self._function)
        self._tasks[place].start(run_preview, request)

    def stop(self) -> None:
        """Nothing arrives any more."""
        for task in self._tasks:
            task.cancel()

    def _on_made(self, place: int, made: object) -> None:
        if made is not None:
            self.arrived.emit(place, made)
