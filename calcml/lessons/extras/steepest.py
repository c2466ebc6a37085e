"""The lesson of the steepest direction: a probe turns, and the slope along it with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.functions import Function
from calcml.core.gradients import Gradient, directional_derivative, gradient
from calcml.core.symbols import x, y
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, degrees, formula, number, parameter_entry, readable
from calcml.lessons.extras.steepest_picture import SteepestPicture
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import function_of, parameter, point
from calcml.lessons.scales import Frame

__all__ = ["WhySteepest"]

_STOPS = (45, 0, 90, 180)  # degrees from the gradient, in the order of the telling
_NUMBER = readable(3)
_BENT = 0.5  # of the gradient's length: from there on level lines mislead


@dataclass(frozen=True, kw_only=True)
class WhySteepest(Lesson):
    """A unit arrow turns about a point; its slope is the gradient's shadow on it.

    Attributes
    ----------
    function : Function
        Of two variables.
    at : tuple of two sympy.Expr
        The point.
    """

    chapter = "Extras"
    number = "11.1"
    heading = Caption("Why the gradient is the steepest way")
    slides = ()
    captions: ClassVar[Mapping[str, Wording]] = {
        "stand_on_the_slope": Caption(
            "From this point a step of length one may go anywhere. Which way climbs fastest?"
        ),
        "turn_the_probe": (
            Caption(
                "Turn the unit arrow _u_: the more level lines it crosses, the steeper. Its slope "
                "draws the curve.",
                rests_on=("lines_tell",),
            ),
            Caption(
                "Turn the unit arrow _u_ all around: the slope of the ground along it, right at "
                "the point, draws the curve."
            ),
        ),
        "see_the_shadow": Caption(
            "The slope along _u_ is the shadow that the gradient throws on it: its length times "
            "cos _θ_."
        ),
        "read_the_extremes": Caption(
            "Along the gradient it is largest, {~slope.1}; across, along the level line, zero; "
            "backwards it is least."
        ),
        "compare_with_the_length": Caption(
            "No shadow is longer than the arrow itself, and only a parallel one is as long."
        ),
    }

    function: Function = parameter(
        Function(x**2 / 4 + y**2 / 2, (x, y)), rule=function_of(x, y), text="the landscape"
    )
    at: tuple[sp.Expr, sp.Expr] = parameter(
        (sp.Rational(12, 5), sp.Rational(8, 5)), rule=point(2), text="where the probe stands"
    )

    @cached_property
    def gradient(self) -> Gradient:
        """The gradient at the point."""
        found = gradient(self.function, self.at)
        if not found.magnitude:
            raise UnfitLesson(
                "WhySteepest needs a gradient other than zero, but the ground is level at "
                f"({self.at[0]}, {self.at[1]}); choose another point"
            )
        return found

    @property
    def stops(self) -> tuple[float, ...]:
        """How far the probe is turned from the gradient at each stop, in degrees."""
        return tuple(map(float, _STOPS))

    @property
    def across(self) -> int:
        """The number of the stop at which the probe lies along the level line."""
        return _STOPS.index(90)

    @cached_property
    def slopes(self) -> tuple[sp.Expr, ...]:
        """The slope at each stop, found along the line itself."""
        return tuple(sp.simplify(self._slope(stop)) for stop in _STOPS)

    def _slope(self, turn: int) -> sp.Expr:
        (p, q), way = self.gradient.exact, sp.pi * turn / 180
        towards = (p * sp.cos(way) - q * sp.sin(way), p * sp.sin(way) + q * sp.cos(way))
        return directional_derivative(self.function, self.at, towards).exact

    @cached_property
    def picture(self) -> SteepestPicture:
        """Where everything stands."""
        return SteepestPicture(self.function, self.at, self.gradient)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The map, and the slope over the angle."""
        return {"map": self.picture.map, "slope": self.picture.slopes}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Whether the ground is so flat that the level lines tell the slope."""
        return (
            Claim(
                "lines_tell",
                Caption("as far as the unit arrow reaches, the ground is nearly a plane"),
                self.picture.bend <= _BENT,
            ),
        )

    def entries(self) -> Iterable[Entry]:
        """Yield the function, the point, the gradient's length and the slopes at the stops."""
        f = self.function
        yield formula("function", f"f(x, y) = {f.typst}", f"f(x, y) = {written(f)}")
        for name, value in zip("xy", self.at, strict=True):
            yield parameter_entry(f"at.{name}", name, value, style=_NUMBER)
        yield number(
            "magnitude", "norm(nabla f)", self.gradient.magnitude,
            exact=self.gradient.exact_magnitude, formula="sqrt(f_x² + f_y²)",
            source="calcml.gradient", style=_NUMBER,
        )  # fmt: skip
        for i, (turn, slope) in enumerate(zip(_STOPS, self.slopes, strict=True)):
            yield parameter_entry(f"turn.{i}", "theta", sp.Integer(turn), style=degrees(0))
            yield number(
                f"slope.{i}", "D_u f", float(slope), exact=slope,
                formula=f"∇f · u, u turned by {turn} degrees from ∇f",
                source="calcml.directional_derivative", style=_NUMBER,
            )  # fmt: skip
