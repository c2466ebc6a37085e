"""Marks: things with a place on a plot, as a checker looks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from manim import Mobject

from calcml.stage.theme import Role

if TYPE_CHECKING:
    from calcml.stage.plots import Plot

__all__ = ["Mark", "Pair", "Places", "Shape"]

Pair: TypeAlias = tuple[float, float]
Places: TypeAlias = Callable[[], tuple[Pair, ...]]
"""Where a thing stands now, in the plot's coordinates: always values of the lesson."""


class Shape(Enum):
    """What a mark looks like."""

    DOT = "dot"
    RING = "ring"
    LINE = "line"
    DASHES = "dashes"
    ARROW = "arrow"
    FIELD = "field"


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
        The coordinates that it should have now: one pair for a dot, the two ends of a line, tail
        and tip of an arrow, of each arrow one after the other in a field.
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
