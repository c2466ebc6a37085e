"""Rays: two thin lines from what is magnified to where it is seen magnified."""

import numpy as np
from manim import DL, UR, Mobject, VGroup, VMobject

from calcml.core.types import FloatArray
from calcml.stage.layout import Box
from calcml.stage.theme import SOFT, Role, colour

__all__ = ["rays"]

_WIDTH = 1.5
_OPACITY = 0.6
_NEARLY = 1e-9


def rays(source: Mobject, glass: Box, *, role: Role = SOFT) -> VGroup:
    """Return the two lines that touch a moving box and a standing one on the outside.

    Parameters
    ----------
    source : Mobject
        What is magnified; its box is asked again for every frame.
    glass : Box
        Where it is seen.
    role : Role

    Returns
    -------
    VGroup
        Both lines; they have no length while one box holds the other.
    """
    lines = VGroup(VMobject(), VMobject())

    def follow(lines: VGroup) -> None:
        bridges = _bridges(_corners(_box(source)), _corners(glass))
        for line, ends in zip(lines, bridges, strict=True):
            line.set_points_as_corners(ends)

    lines.set_stroke(colour(role), width=_WIDTH, opacity=_OPACITY)
    lines.add_updater(follow, call_updater=True)
    return lines


def _box(thing: Mobject) -> Box:
    (right, top), (left, bottom) = (thing.get_corner(c)[:2] for c in (UR, DL))
    return Box(left, right, bottom, top)


def _corners(box: Box) -> FloatArray:
    """Return the corners, shape (4, 3), in the same order for every box."""
    x, y = (box.left, box.right, box.right, box.left), (box.bottom, box.bottom, box.top, box.top)
    return np.column_stack([x, y, np.zeros(4)])


def _bridges(inner: FloatArray, outer: FloatArray) -> list[FloatArray]:
    """Return two pairs of corresponding corners that have both boxes on one side."""
    every, found = np.vstack([inner, outer]), []
    for start, end in zip(inner, outer, strict=True):
        (across, up), away = (end - start)[:2], (every - start)[:, :2]
        sides = across * away[:, 1] - up * away[:, 0]
        if (sides >= -_NEARLY).all() or (sides <= _NEARLY).all():
            found.append(np.array([start, end]))
    if len(found) < len(("one", "other")):
        return [np.array([inner[0], inner[0]])] * 2
    return found[:2]
