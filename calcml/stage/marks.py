"""Marks: things with a place on a plot, as a checker looks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from manim import Mobject

from calcml.stage.theme import Role

if TYPE_CHECKING:
    from calcml.stage.plots import Plot

__all__ = ["Asked", "Mark", "Pair", "Places", "Shape"]

T = TypeVar("T")
Pair: TypeAlias = tuple[float, float]
Places: TypeAlias = Callable[[], tuple[Pair, ...]]
"""Where a thing stands now, in the plot's coordinates: always values of the lesson."""


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
