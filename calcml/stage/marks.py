"""Marks: things with a place on a plot, as a checker looks for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

import numpy as np
from manim import Mobject

from calcml.core.types import FloatArray
from calcml.stage.theme import Role

if TYPE_CHECKING:
    from calcml.stage.plots import Plot

__all__ = ["Asked", "Mark", "Pair", "Places", "Shape", "chained"]

T = TypeVar("T")
Pair: TypeAlias = tuple[float, float]
Places: TypeAlias = Callable[[], tuple[Pair, ...]]
"""Where a thing stands now, in the plot's coordinates: always values of the lesson."""


_MOST = 60  # places of a piece of a curve that are taken down


def chained(pieces: Iterable[FloatArray]) -> tuple[Pair, ...]:
    """Return the ends of short lines that make up a curve, two by two.

    Parameters
    ----------
    pieces : iterable of FloatArray, each of shape (n, 2)
        Its samples, in the plot's coordinates.

    Returns
    -------
    tuple of pairs of floats

    Examples
    --------
    >>> chained([np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 4.0]])])
    ((0.0, 0.0), (1.0, 1.0), (1.0, 1.0), (2.0, 4.0))
    """
    ends: list[Pair] = []
    for piece in pieces:
        kept = np.unique(np.linspace(0, len(piece) - 1, min(len(piece), _MOST)).astype(np.intp))
        for both in pairwise(piece[kept].tolist()):
            ends.extend((float(x), float(y)) for x, y in both)
    return tuple(ends)


class Asked(Generic[T]):
    """A question to the lesson that remembers its last answer.

    A thing stands where the lesson said when it was last asked, also when nobody asks any more.

    Parameters
    ----------
    ask : callable
        Returns a value of the lesson.
    """

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask = ask
        self.answer = ask()

    def __call__(self) -> T:
        """Ask again."""
        self.answer = self._ask()
        return self.answer


class Shape(Enum):
    """What a mark looks like."""

    DOT = "dot"
    RING = "ring"
    LINE = "line"
    DASHES = "dashes"
    ARROW = "arrow"
    FIELD = "field"
    CURVE = "curve"


@dataclass(frozen=True)
class Mark:
    """A thing with a place: what a checker looks for.

    Attributes
    ----------
    name : str
        What it stands for, as an entry's key or a plain name.
    role : Role
    mobject : Mobject
    places : callable
        The coordinates that the lesson gave it: one pair for a dot, the two ends of a line, tail
        and tip of an arrow, of each arrow one after the other in a field, of each piece of a curve.
    plot : Plot
    shape : Shape
    """

    name: str
    role: Role
    mobject: Mobject
    places: Places
    plot: "Plot"
    shape: Shape = Shape.DOT

    def place(self) -> Pair:
        """Return the coordinates of the only place, or of the first."""
        return self.places()[0]
