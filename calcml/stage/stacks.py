"""Stacks: plots over one another whose axes begin at the same place, so that points line up."""

from collections.abc import Sequence

from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.scene import LessonScene
from calcml.stage.theme import TICK

__all__ = ["stacked"]


def stacked(scene: LessonScene, names: Sequence[str], boxes: Sequence[Box]) -> tuple[Plot, ...]:
    """Return plots whose axes across begin where the one with the widest numbers does.

    Parameters
    ----------
    scene : LessonScene
    names : sequence of str
        Of the lesson's frames, which share their scale across.
    boxes : sequence of Box
        Over one another, with the same sides.

    Returns
    -------
    tuple of Plot
    """
    lesson, em = scene.lesson, scene.em(TICK)
    starts = [
        Plot(lesson.frames[name], box, lesson.ledger, name, em=em).inner.left
        for name, box in zip(names, boxes, strict=True)
    ]
    return tuple(
        scene.plot(name, Box(box.left + max(starts) - start, box.right, box.bottom, box.top))
        for name, box, start in zip(names, boxes, starts, strict=True)
    )
