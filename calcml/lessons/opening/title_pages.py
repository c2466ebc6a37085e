"""The lesson of the title page: a curve, and the line that touches it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, TypeAlias

from calcml.core.critical_points import CriticalPoint, Kind, critical_points
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, name
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, title
from calcml.lessons.scales import Frame, Scale

__all__ = ["LectureTitle"]

Place: TypeAlias = tuple[float, float]

_CURVE = x**4 / 4 - x**3 / 3 - x**2
_ACROSS, _UP = (-1.8, 2.92), (-3.4, 1.6)
_START, _MIDDLE = -1.55, 0.55
_HALF = 0.8  # of the tangent, in units across where it is flat
_STEEP = 0.45  # units across that look as long as a unit upwards


@dataclass(frozen=True, kw_only=True)
class LectureTitle(Lesson):
    """The title of a lecture over the picture that returns in it.

    The curve stays: it is a sign of what comes, and no number is read from it.

    Attributes
    ----------
    lecture : str
        Its title; a lecture file gives its own.
    subtitle : str
        A line under it.
    """

    chapter = "Opening"
    number = "0.1"
    heading = Caption("{title}")
    slides = ("A1", "B1")
    captions: ClassVar[Mapping[str, Wording]] = {
        "write_the_title": Caption("Calculus tells a machine which way to change."),
        "roll_the_tangent": Caption(
            "One picture comes back again and again: a curve, and the line that touches it."
        ),
        "rest_at_the_bottom": Caption(
            "Where that line lies flat at the bottom, learning comes to rest."
        ),
    }

    lecture: str = parameter(
        "Calculus for machine learning", rule=title(60), text="the title of the lecture"
    )
    subtitle: str = parameter(
        "From limits to gradient descent", rule=title(80), text="a line under it"
    )

    @cached_property
    def function(self) -> Function:
        """The curve: two valleys and a hill."""
        return Function(_CURVE, x)

    @cached_property
    def slope(self) -> Function:
        """Its derivative."""
        return self.function.derivative()

    @cached_property
    def bottom(self) -> CriticalPoint:
        """The lower one of its valleys."""
        valleys = (p for p in critical_points(self.function) if p.kind is Kind.MINIMUM)
        return min(valleys, key=lambda p: float(p.value))

    @property
    def start(self) -> float:
        """Where the tangent begins."""
        return _START

    @property
    def middle(self) -> float:
        """Where it is halfway: on the way down from the hill."""
        return _MIDDLE

    @property
    def end(self) -> float:
        """Where it comes to rest."""
        return float(self.bottom.at[0])

    @cached_property
    def curve(self) -> Curve:
        """The curve as it is drawn."""
        return sample_curve(self.function, Window(_ACROSS, _UP))

    @property
    def frames(self) -> Mapping[str, Frame]:
        """Axes without numbers."""
        return {"curve": Frame(Scale(*_ACROSS, ()), Scale(*_UP, ()))}

    def point(self, at: float) -> Place:
        """Return the place where the tangent touches."""
        return at, self.function(at)

    def tangent(self, at: float) -> tuple[Place, Place]:
        """Return the ends of a piece of the tangent, of about the same length everywhere."""
        (across, up), slope = self.point(at), self.slope(at)
        reach = _HALF / math.hypot(1, _STEEP * slope)
        return (across - reach, up - slope * reach), (across + reach, up + slope * reach)

    def entries(self) -> Iterable[Entry]:
        """Yield what the lecture is called."""
        yield name("title", self.lecture)
        yield name("subtitle", self.subtitle)
