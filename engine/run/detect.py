"""What a picture needs, measured from the picture itself, with the evidence said in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.errors import ModelError
from engine.picture.pixels import Picture, to_depth
from engine.plan import Plan, Step
from engine.run import catalog
from engine.run.crops import from_corner, seen_crops
from engine.run.jpeg_blocks import colour_corner
from engine.run.jpeg_meter import history
from engine.run.noise_meter import noise_in
from engine.tasks import SMALL, WHITE_IN_COLOUR, WHITE_IN_LUMA, Evidence, Task


def measure(picture: Picture) -> Evidence:
    """Look at a picture; takes a fraction of a second."""
    is_grey = picture.is_grey
    crops = seen_crops(picture)[..., : 1 if is_grey else 3]
    eight = to_depth(crops, np.uint8)
    before = history(list(eight), picture.jpeg_quality)
    earlier = before.quality if before is not None else None
    blocks = crops if before is None else from_corner(crops, colour_corner(eight, before.corner))
    noise = noise_in(blocks * np.float32(255 / picture.peak), picture.jpeg_quality, earlier)
    evidence = Evidence(
        noise.luma if is_grey else noise.luma / WHITE_IN_LUMA, picture.jpeg_quality,
        noise_colour=None if is_grey else noise.colour / WHITE_IN_COLOUR,
        noise_correlation=noise.correlation, noise_sure=noise.sure, noise_told=(noise.told, noise.told_colour),
        is_grey=is_grey, is_small=picture.height * picture.width < SMALL)
    if before is None:
        return evidence
    return replace(evidence, earlier_quality=before.quality, earlier_corner=before.corner, earlier_sure=before.sure)


def propose(picture: Picture, plan: Plan | None = None) -> tuple[Plan, Evidence]:
    """The plan that fits what is measured in the picture, and the evidence for it.

    The plan has no steps if there is neither much noise nor a JPEG quality that shows, but those of another plan that
    is wished for besides.
    """
    evidence = measure(picture)
    return resolve(replace(plan or Plan(), measured=True), evidence), evidence


def resolve(plan: Plan, evidence: Evidence) -> Plan:
    """The plan with a number in the place of every *auto*, and of what networks are told beside a level; `plan` itself
    if there is nothing of the kind. Of a picture without colours, steps that name no model name the one for such.

    Steps that are to be measured are there then: those that the evidence speaks for, but for tasks that the plan has a
    step for, so that a JPEG is repaired before it is enlarged, also one whose damage would not show otherwise. Of an
    enlargement the level is the scale of the model it names.

    Raises
    ------
    ModelError
        If there is no such model.
    """
    if _needs_measuring(plan):
        plan = _filled(plan, evidence)
    return in_grey(plan) if evidence.is_grey else plan


def resolve_for(picture: Picture, plan: Plan) -> Plan:
    """Resolve a plan on a picture, which is measured only if something is to be filled in."""
    if _needs_measuring(plan):
        return resolve(plan, measure(picture))
    return in_grey(plan) if picture.is_grey else plan


def in_grey(plan: Plan) -> Plan:
    """The plan for a picture without colours: its steps name the models for such, so far as they are there."""
    steps = tuple(map(_step_in_grey, plan.steps))
    return plan if steps == plan.steps else replace(plan, steps=steps)


def _step_in_grey(step: Step) -> Step:
    model = step.task.info.grey_model
    if step.model is not None or not model or model not in {each.name for each in catalog.models(step.task)}:
        return step
    return replace(step, model=model)


def _filled(plan: Plan, evidence: Evidence) -> Plan:
    steps = plan.steps
    evidence = replace(evidence, is_enlarged=plan.enlarges)
    if plan.measured:
        there = {step.task for step in steps}
        steps += tuple(Step(task) for task in evidence.tasks if task not in there)
        steps = tuple(sorted(steps, key=lambda step: list(Task).index(step.task)))
    steps = tuple(_resolved(step, evidence) if _is_open(step) else step for step in steps)
    return replace(plan, steps=steps, measured=False)


def _needs_measuring(plan: Plan) -> bool:
    return plan.measured or any(map(_is_open, plan.steps))


def _is_open(step: Step) -> bool:
    """Whether its level is to be measured, or what its network is told beside it."""
    return step.level is None or (not step.is_idle and any(getattr(step, name) is None for name in _told_beside(step)))


def _told_beside(step: Step) -> set[str]:
    """What the step may say beside its level, so far as its network is told it."""
    if not step.task.info.beside:
        return set()
    try:
        return step.task.info.beside.keys() & set(catalog.for_step(step).spec.level_bias)
    except ModelError:
        return set()  # whoever runs it will say so


def _resolved(step: Step, evidence: Evidence) -> Step:
    info = step.task.info
    if info.enlarges and step.model is not None:
        return replace(step, level=float(catalog.find(step.task, step.model).spec.scale))
    level = info.measured(evidence) if step.level is None else step.level
    told = _told_beside(step)
    beside = {name: value for name, value in info.measured_beside(evidence, level).items()
              if name in told and getattr(step, name) is None}
    return replace(step, level=level, **beside)
