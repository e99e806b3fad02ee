"""What can be done here: the tasks that there are models for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.run import catalog
from engine.run.catalog import Model
from engine.tasks import Evidence, Task


@dataclass(frozen=True, eq=False)
class Offer:
    """The models at hand, the default of each task first."""

    models: tuple[Model, ...] = ()

    @classmethod
    def now(cls) -> Offer:
        """What ships and what people have added. Reads the files."""
        return cls(catalog.models())

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that there is a model for; without any, removing noise, so that Run can say what is missing."""
        there = {model.task for model in self.models} or {Task.DENOISE}
        return tuple(task for task in Task if task in there)

    @property
    def scales(self) -> tuple[int, ...]:
        """How many times pictures can be enlarged, the smallest first."""
        return tuple(sorted({model.spec.scale for model in self.models if model.task.info.enlarges}))

    def of(self, task: Task, is_grey: bool = False) -> tuple[Model, ...]:
        """The models for a task, first the one that is usual for a picture with colours or without."""
        fitting = (model for model in self.models if model.task is task)
        return tuple(sorted(fitting, key=lambda model: not (is_grey and model.name == task.info.grey_model)))

    def wanted(self, evidence: Evidence) -> tuple[Task, ...]:
        """The tasks that the measurements speak for, so far as they are on offer."""
        return tuple(task for task in evidence.tasks if task in self.tasks)

    def wanted_before_enlarging(self, evidence: Evidence) -> tuple[Task, ...]:
        """Those that they speak for besides where the picture is enlarged."""
        before, there = self.wanted(replace(evidence, is_enlarged=True)), self.wanted(evidence)
        return tuple(task for task in before if task not in there)
