"""Choices: of several ways to write the same, the first that has room."""

from collections.abc import Sequence
from typing import TypeVar

from manim import Mobject

from calcml.stage.layout import Box

__all__ = ["first_within"]

_Thing = TypeVar("_Thing", bound=Mobject)


def first_within(room: Box, things: Sequence[_Thing]) -> _Thing:
    """Return the first thing that is neither too wide nor too high, else the last one.

    Parameters
    ----------
    room : Box
    things : sequence of Mobject
        From the best to the smallest, at least one.

    Returns
    -------
    Mobject
    """
    fitting = (t for t in things if t.width <= room.width and t.height <= room.height)
    return next(fitting, things[-1])
