"""Fitting: a text short enough, or small enough, for its place, and one that the eye can read."""

import math
from collections.abc import Sequence
from typing import TypeVar

from manim import UP, Mobject

from calcml.stage.layout import Box
from calcml.stage.text import Typeset

__all__ = ["between_sides", "em_within", "first_within", "fitted", "on_or_above", "shrunk_into"]

_Thing = TypeVar("_Thing", bound=Mobject)


def between_sides(thing: Mobject, box: Box) -> None:
    """Shift a thing sideways until it stands between the sides of a box.

    Parameters
    ----------
    thing : Mobject
        Not wider than the box.
    box : Box
    """
    half = thing.width / 2
    thing.set_x(min(max(thing.get_x(), box.left + half), box.right - half))


def on_or_above(thing: Mobject, level: float) -> None:
    """Lift a thing that reaches below a level.

    Parameters
    ----------
    thing : Mobject
    level : float
        In scene units.
    """
    below = level - float(thing.get_bottom()[1])
    if below > 0:
        thing.shift(below * UP)


def em_within(width: float, columns: Sequence[float], usual: float) -> float:
    """Return the size of text at which the columns of a table have room.

    Parameters
    ----------
    width : float
        In scene units.
    columns : sequence of float
        Their widths in ems.
    usual : float
        The size where there is room enough, in scene units.

    Returns
    -------
    float
    """
    return min(usual, width / sum(columns))


def first_within(things: Sequence[_Thing], width: float, height: float = math.inf) -> _Thing:
    """Return the first of several ways to write the same that has room, else the last one.

    Parameters
    ----------
    things : sequence of Mobject
        From the best to the smallest, at least one.
    width, height : float
        Of the room, in scene units.

    Returns
    -------
    Mobject
    """
    fitting = (t for t in things if t.width <= width and t.height <= height)
    return next(fitting, things[-1])


def fitted(text: Typeset, width: float, *, least: float) -> Typeset:
    """Shrink a text to a width, as far as it stays legible, and return it.

    Parameters
    ----------
    text : Typeset
    width : float
        In scene units.
    least : float
        The smallest em, in scene units; a text that is too wide even so stays too wide.

    Returns
    -------
    Typeset
        The same text.
    """
    text.scale(max(min(1.0, width / text.width), min(1.0, least / text.em)))
    return text


def shrunk_into(thing: Mobject, room: Box, *, least: float) -> None:
    """Move a thing into the middle of a room, smaller if it must be.

    Parameters
    ----------
    thing : Mobject
    room : Box
    least : float
        The smallest scale, below which what is written is not legible.
    """
    scale = min(1.0, room.width / thing.width, room.height / thing.height)
    thing.scale(max(scale, least)).move_to(room.centre)
