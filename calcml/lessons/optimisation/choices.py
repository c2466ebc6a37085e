"""The lesson of what optimisation is: the best of what is allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.critical_points import CriticalPoint, Kind, critical_points
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, number, parameter_entry, up_to
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.optimisation.allowed_picture import AllowedPicture, Place
from calcml.lessons.parameters import parameter, within
from calcml.lessons.scales import Frame

__all__ = ["WhatIsOptimization"]

_LAND = Function((4 * x + 3) / (x**2 + 1), x)
_BOWL = Function((x - 2) ** 2, x)
_WIDTH = 2
_NAMED = 2.6  # where the curves of the landscape bear their names
_STYLE = up_to(3)
_SOURCE = "calcml.critical_points"


@dataclass(frozen=True, kw_only=True)
class WhatIsOptimization(Lesson):
    """A landscape with a top and a bottom, turned over; and a bowl of which a part is allowed.

    Both curves stay: the one has a single top and a single bottom, the other the slides' numbers.

    Attributes
    ----------
    low : sympy.Expr
        Where the allowed interval begins, beyond the bottom of the bowl.
    """

    chapter = "Optimisation and learning"
    number = "8.1"
    heading = Caption("What is optimisation?")
    slides = ("A36", "B5", "B8")
    captions: ClassVar[Mapping[str, Wording]] = {
        "look_for_the_best": Caption(
            "We know how values change. To optimise is to find the input whose value is best."
        ),
        "mark_top_and_bottom": Caption(
            "The best may be the largest value, here {top.value}, or the smallest, {bottom.value}."
        ),
        "turn_it_over": Caption(
            "Turned over, the top becomes the bottom: to maximise _f_ is to minimise its opposite."
        ),
        "allow_everything": Caption(
            "Now a bowl. With every input allowed its least value is {free.value}, at _x_ = "
            "{free.at}."
        ),
        "slide_what_is_allowed": Caption(
            "Allow only {~low} to {~high}: the best moves to the border, {~border.value}, where "
            "the slope is not zero."
        ),
    }

    low: sp.Expr = parameter(3, rule=within(2.25, 3.25), text="where the allowed interval begins")

    @cached_property
    def extrema(self) -> Mapping[str, CriticalPoint]:
        """Top and bottom of the landscape."""
        names = {Kind.MAXIMUM: "top", Kind.MINIMUM: "bottom"}
        return {names[point.kind]: point for point in critical_points(_LAND)}

    @cached_property
    def free(self) -> CriticalPoint:
        """The bottom of the bowl."""
        return critical_points(_BOWL)[0]

    @property
    def high(self) -> sp.Expr:
        """Where the allowed interval ends."""
        return self.low + _WIDTH

    @cached_property
    def border(self) -> sp.Expr:
        """The best place that is allowed: the better border, or a critical point between."""
        inside = [point.at[0] for point in critical_points(_BOWL, (self.low, self.high))]
        return min((self.low, self.high, *inside), key=_BOWL.exact)

    @cached_property
    def picture(self) -> AllowedPicture:
        """Where everything stands."""
        return AllowedPicture(_LAND, _BOWL, nearest(self.free.at[0]), float(_WIDTH))

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes of both curves."""
        return self.picture.frames

    @property
    def signs(self) -> tuple[float, float]:
        """By what the landscape is multiplied before and after it is turned over."""
        return 1.0, -1.0

    @property
    def slide(self) -> tuple[float, float]:
        """Where the interval begins at first, around the bottom, and at last."""
        return nearest(self.free.at[0] - sp.Rational(_WIDTH, 2)), nearest(self.low)

    @property
    def names(self) -> tuple[Place, ...]:
        """Where the names of the landscape and of its opposite stand, on them."""
        return tuple(self.picture.on_land(_NAMED, sign) for sign in self.signs)

    def place(self, name: str) -> float:
        """Return where the top or the bottom is."""
        return nearest(self.extrema[name].at[0])

    def entries(self) -> Iterable[Entry]:
        """Yield both curves, their extrema, and the best of what is allowed."""
        yield formula("land", f"f(x) = {_LAND.typst}", "f(x) = (4x + 3)/(x² + 1)")
        for name, sign in (("top", "max"), ("bottom", "min")):
            point = self.extrema[name]
            yield _number(f"{name}.at", "x", point.at[0], f"the {name} of {_LAND.expression}")
            yield _number(f"{name}.value", f"{sign} f", point.value, f"f at x = {point.at[0]}")
        opposite = Function(-_LAND.expression, x)
        lowest = min(critical_points(opposite), key=lambda point: point.height)
        yield _number("flipped.value", "min (-f)", lowest.value, str(opposite.expression))
        yield formula("bowl", f"f(x) = {_BOWL.typst}", f"f(x) = {written(_BOWL)}")
        yield _number("free.at", "x", self.free.at[0], f"the bottom of {_BOWL.expression}")
        yield _number("free.value", "min f", self.free.value, f"f at x = {self.free.at[0]}")
        yield parameter_entry("low", "x", self.low, style=_STYLE)
        yield parameter_entry("high", "x", self.high, style=_STYLE)
        best = self.border
        yield _number("border.at", "x", best, f"the best between {self.low} and {self.high}")
        yield _number("border.value", "min f", _BOWL.exact(best), f"f at x = {best}")
        slope = _BOWL.derivative().exact(best)
        yield _number("border.slope", f"f'({_STYLE(best).typst})", slope, f"f' at x = {best}")


def _number(key: str, symbol: str, exact: sp.Expr, text: str) -> Entry:
    return number(
        key, symbol, nearest(exact), exact=exact, formula=text, source=_SOURCE, style=_STYLE
    )
