"""Names at the ends of a plot's axes, clear of the curves in it."""

from collections.abc import Iterable

import numpy as np
from manim import DL, DOWN, DR, LEFT, RIGHT, UL, UP, UR, Mobject, VGroup
from numpy.typing import ArrayLike

from calcml.core.types import FloatArray
from calcml.lessons.surfaces.cuts import Cut
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.text import Typeset

__all__ = ["kept_clear", "outline", "placed_names", "tangent_in"]

_LOWER = (0.0, 0.3, 0.6, 0.9)  # below the end of an axis, for its name
_CLEAR = 0.03  # that a name keeps from lines


def placed_names(
    plot: Plot, across: Typeset, up: Typeset, *, clear_of: Iterable[Cut] = ()
) -> VGroup:
    """Put the names of the axes at the ends of a plot's axes.

    Parameters
    ----------
    plot : Plot
    across, up : Typeset
    clear_of : iterable of Cut
        Where their curves and tangents run, the other side of the axis is taken if it is free.

    Returns
    -------
    VGroup
    """
    right, top = plot.inner.right, plot.inner.top
    x, y, _ = plot.zero
    cuts = list(clear_of)
    lines = [plot.places(line) for cut in cuts for line in (cut.places, tangent_in(plot, cut))]
    for name, sides in (
        (across, [([right - across.width / 2, y, 0], side, 0.12) for side in (UP, DOWN)]),
        (
            up,
            [
                ([x, top - 0.12 - up.height / 2 - lower, 0], side, 0.14)
                for lower in _LOWER
                for side in (RIGHT, LEFT)
            ],
        ),
    ):
        crossings = []
        for place, side, gap in sides:
            name.next_to(place, side, buff=gap)
            crossings.append(_crossings(name, lines) + 100 * _is_outside(name, plot.inner))
        place, side, gap = sides[int(np.argmin(crossings))]
        name.next_to(place, side, buff=gap)
    return VGroup(across, up)


def kept_clear(
    name: Mobject, lines: Iterable[ArrayLike], step: FloatArray, *, most: int = 10
) -> Mobject:
    """Shift a name until no line runs through it.

    Parameters
    ----------
    name : Mobject
    lines : iterable of array_like, shape (n, 3)
        In scene units.
    step : FloatArray, shape (3,)
        How far it is shifted at a time.
    most : int
        So many times; if that is not enough, it stays where it was.

    Returns
    -------
    Mobject
        The same name.
    """
    arrays, start = [np.asarray(line) for line in lines], name.get_center()
    for _ in range(most + 1):
        if not _crossings(name, arrays):
            return name
        name.shift(step)
    return name.move_to(start)


def outline(thing: Mobject, *, margin: float = 0.0) -> FloatArray:
    """Return the corners of the box around a thing, closed, shape (5, 3).

    Parameters
    ----------
    thing : Mobject
    margin : float
        Between the thing and the box, in scene units.

    Returns
    -------
    FloatArray
    """
    corners = [thing.get_corner(c) + margin * c for c in (DL, DR, UR, UL, DL)]
    return np.array(corners)


def tangent_in(plot: Plot, cut: Cut) -> FloatArray:
    """Return the tangent of a cut from border to border of a plot.

    Parameters
    ----------
    plot : Plot
    cut : Cut

    Returns
    -------
    FloatArray, shape (2, 2)
        In the plot's coordinates; it may run out above and below.
    """
    left, right = plot.frame.x.limits
    x, z, slope = cut.through
    return np.array([[left, z + slope * (left - x)], [right, z + slope * (right - x)]])


def _crossings(name: Mobject, lines: Iterable[FloatArray]) -> int:
    """Count the lines, in scene units, that run through a name."""
    half = np.array([name.width, name.height]) / 2 + _CLEAR
    shares = np.linspace(0, 1, 61)[:, None]
    count = 0
    for line in lines:
        starts, ends = line[:-1, None, :2], line[1:, None, :2]
        points = starts + shares * (ends - starts)
        count += bool((np.abs(points - name.get_center()[:2]) < half).all(axis=-1).any())
    return count


def _is_outside(name: Typeset, box: Box) -> bool:
    x, y, _ = name.get_center()
    return bool(
        x - name.width / 2 < box.left or x + name.width / 2 > box.right
        or y - name.height / 2 < box.bottom or y + name.height / 2 > box.top
    )  # fmt: skip
