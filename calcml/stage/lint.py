"""The lint of a picture: what a demanding viewer would not forgive.

Every text must stay in the safe area, be large enough, overlap no other text and stand out from
what is behind it; every coordinate must be finite.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from manim import ManimColor, VMobject

from calcml.stage.layout import Box
from calcml.stage.scene import LessonScene
from calcml.stage.text import Typeset
from calcml.stage.theme import BACKGROUND, PANEL, SMALLEST, colour, contrast

__all__ = ["Fault", "faults"]

_LEAST_CONTRAST = 4.5
_TOUCH = 0.02  # scene units by which boxes may touch without being called an overlap


@dataclass(frozen=True)
class Fault:
    """Something wrong with a picture.

    Attributes
    ----------
    rule : str
        The rule that is broken.
    what : str
        The text or thing that breaks it.
    """

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


def faults(scene: LessonScene) -> list[Fault]:
    """Return what is wrong with the picture that a scene shows now.

    Parameters
    ----------
    scene : LessonScene

    Returns
    -------
    list of Fault
        Empty for a good picture.
    """
    texts = [(text, _box(text)) for text in scene.texts()]
    found = [fault for text, box in texts for fault in _text_faults(text, box, scene)]
    found += [
        Fault("texts must not overlap", f"{one.source!r} and {other.source!r}")
        for (one, here), (other, there) in combinations(texts, 2)
        if _overlap(here, there)
    ]
    found += [
        Fault("coordinates must be finite", repr(part))
        for top in scene.mobjects
        for part in top.get_family()
        if not np.isfinite(part.points).all()
    ]
    return found


def _text_faults(text: Typeset, box: Box, scene: LessonScene) -> list[Fault]:
    found = []
    safe = scene.regions.safe
    if (
        box.left < safe.left - _TOUCH or box.right > safe.right + _TOUCH
        or box.bottom < safe.bottom - _TOUCH or box.top > safe.top + _TOUCH
    ):  # fmt: skip
        found.append(Fault("text must stay in the safe area", repr(text.source)))
    if text.em < scene.em(SMALLEST) * 0.999:
        size = text.em / scene.em(SMALLEST)
        found.append(Fault(f"text must not be so small ({size:.2f} of the least)", text.source))
    inks = {glyph.get_fill_color().to_hex() for glyph in _inked(text)}
    worst = min(
        contrast(ManimColor(ink), colour(behind)) for ink in inks for behind in (BACKGROUND, PANEL)
    )
    if worst < _LEAST_CONTRAST:
        found.append(Fault(f"text must stand out (contrast {worst:.1f})", text.source))
    return found


def _inked(text: Typeset) -> list[VMobject]:
    return [g for g in text.family_members_with_points() if g.get_fill_opacity() > 0.05]  # noqa: PLR2004


def _box(text: Typeset) -> Box:
    points = np.vstack([glyph.points for glyph in text.family_members_with_points()])
    (left, bottom, _), (right, top, _) = points.min(axis=0), points.max(axis=0)
    return Box(float(left), float(right), float(bottom), float(top))


def _overlap(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > _TOUCH
        and min(one.top, other.top) - max(one.bottom, other.bottom) > _TOUCH
    )
