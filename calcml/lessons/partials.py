"""Lessons of the chapter *Partial derivatives*."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import sympy as sp

from calcml.core.derivatives import Derivative, NoDerivative
from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.gradients import DirectionalDerivative, directional_derivative
from calcml.core.partials import mixed_partial, partial, slice_at
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.core.typesetting import typst
from calcml.core.window import Window
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, number, parameter_entry, up_to
from calcml.lessons.parameters import (
    Rule,
    distinct,
    finite,
    function_of,
    parameter,
    point,
    sequence,
)
from calcml.lessons.scales import Frame, nice_scale
from calcml.lessons.surfaces import Range, SlicedSurface, heading

__all__ = ["NonSeparablePartial", "ParaboloidSlices"]

_ALONG_X, _ALONG_Y = 0.0, 90.0  # degrees


def _slope(f: Function, variable: sp.Symbol, at: tuple[sp.Expr, sp.Expr]) -> Derivative:
    found = partial(f, variable, at)
    if isinstance(found, NoDerivative):
        raise UnfitLesson(
            f"the surface needs slopes at x = {at[0]}, y = {at[1]}, but {f.expression} has none "
            f"by {variable} there: {found.reason.value}"
        )
    return found


def _slope_entry(key: str, variable: sp.Symbol, slope: Derivative, where: str) -> Entry:
    return number(
        key,
        f"frac(partial z, partial {variable})",
        slope.value,
        exact=slope.exact,
        formula=f"∂z/∂{variable} at {where}",
        source="calcml.partial",
        style=up_to(4),
    )


def _partial_entry(f: Function, variable: sp.Symbol) -> Entry:
    slope = partial(f, variable)
    return formula(
        f"partial.{variable}",
        f"frac(partial z, partial {variable}) = {slope.typst}",
        f"∂z/∂{variable} = {slope.expression}",
        source="calcml.partial",
    )


def _cut_entry(key: str, f: Function, held: sp.Symbol, value: sp.Expr) -> Entry:
    curve = slice_at(f, held, value).curve
    return formula(key, curve.typst, f"z = {curve.expression}", source="calcml.slice_at")


def _vector_entry(key: str, name: str, components: Iterable[sp.Expr], source: str) -> Entry:
    values = tuple(components)
    return Entry(
        key, name, str(values), None, 0.0, f"({', '.join(map(str, values))})",
        f"({', '.join(map(typst, values))})", f"{name} = {values}", source, "formula",
    )  # fmt: skip


def _nonzero_direction(name: str, value: Any) -> tuple[sp.Expr, ...]:
    components: tuple[sp.Expr, ...] = point(2)(name, value)
    if not any(components):
        raise InvalidArgument(f"{name} must not be zero, got {value}")
    return components


_direction = Rule("direction", "not (0, 0)", _nonzero_direction, point(2).read)


@dataclass(frozen=True, kw_only=True)
class ParaboloidSlices(SlicedSurface):
    """A bowl cut by planes: on each cut one variable is constant, and the slope is a partial.

    Attributes
    ----------
    function : Function
        Of x and y; a sum of a function of x and one of y.
    at : sympy.Expr
        The x at which slopes are measured.
    offsets : tuple of sympy.Expr
        The values of y at which the plane stops.
    """

    chapter = "Partial derivatives"
    number = "5.2"
    heading = Caption("Slices of a paraboloid")
    slides = ("A24", "A25")
    captions: ClassVar[Mapping[str, Caption]] = {
        "raise_the_surface": Caption(
            "Two variables, one height. How steep is this surface, and in which direction?"
        ),
        "cut_with_a_plane": Caption(
            "Hold _y_ constant: the plane _y_ = {offset.0} cuts a curve out of the surface."
        ),
        "lift_out_the_cut": Caption(
            "On the cut only _x_ varies. Its slope at _x_ = {at}, here {slope.0}, is the partial "
            "derivative with respect to _x_."
        ),
        "slide_the_plane": Caption(
            "Slide the plane: the cut rises and sinks as a whole, and its slope stays {slope.0}.",
            rests_on=("cuts_differ_by_constants",),
        ),
        "drop_the_constant": Caption(
            "On each cut, the part with _y_ is a constant. Constants have no slope: only the part "
            "with _x_ counts.",
            rests_on=("cuts_differ_by_constants",),
        ),
        "hold_the_other_variable": Caption(
            "Through the same point, now with _x_ = {at} held: along _y_ the slope is "
            "{slope.across}."
        ),
    }

    function: Function = parameter(
        Function(x**2 + y**2, (x, y)), rule=function_of(x, y), text="the surface, of x and y"
    )
    at: sp.Expr = parameter(1, rule=finite, text="the x at which slopes are measured")
    offsets: tuple[sp.Expr, ...] = parameter(
        (0, 1, 2, -1),
        rule=distinct(sequence(finite, shortest=2, longest=5)),
        text="the values of y at which the plane stops",
    )

    @cached_property
    def window(self) -> Window:
        """Where the surface is shown: a square that holds the point twice and every plane."""
        reach = float(max(2 * abs(self.at), *(abs(c) for c in self.offsets)))
        return Window((-reach, reach), (-reach, reach))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plot of the cut."""
        return {"cut": Frame(nice_scale(*self.window.x, count=3), self.up)}

    @property
    def pivot(self) -> float:
        """The x at which slopes are measured."""
        return float(self.at)

    @property
    def across(self) -> float:
        """The angle of the plane along y, in degrees."""
        return _ALONG_Y

    @property
    def point(self) -> tuple[sp.Expr, sp.Expr]:
        """Where the plane stops last: both slopes are measured there."""
        return self.at, self.offsets[-1]

    def entries(self) -> Iterable[Entry]:
        """Yield the surface, the cuts and their slopes."""
        yield formula("function", f"z = {self.function.typst}", f"z = {self.function.expression}")
        yield parameter_entry("at", "x", self.at)
        for i, c in enumerate(self.offsets):
            yield parameter_entry(f"offset.{i}", "y", c)
            yield _cut_entry(f"cut.{i}", self.function, y, c)
            slope = _slope(self.function, x, (self.at, c))
            yield _slope_entry(f"slope.{i}", x, slope, f"({self.at}, {c})")
        yield _partial_entry(self.function, x)
        yield _cut_entry("cut.across", self.function, x, self.at)
        across = _slope(self.function, y, self.point)
        yield _slope_entry("slope.across", y, across, f"({self.point[0]}, {self.point[1]})")
        yield _partial_entry(self.function, y)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The cuts along x differ by constants, so that all have the same slopes."""
        mixed = sp.simplify(mixed_partial(self.function, x, y).expression)
        return (
            Claim(
                "cuts_differ_by_constants",
                Caption("all cuts with constant _y_ have the same slopes"),
                mixed == 0,
                Caption(
                    "choose a sum of a function of _x_ and a function of _y_, "
                    "or see NonSeparablePartial"
                ),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class NonSeparablePartial(SlicedSurface):
    """A surface whose slope by x depends on y, and a direction between the axes.

    Attributes
    ----------
    function : Function
        Of x and y, with a term that mixes them.
    at : tuple of sympy.Expr, length 2
        The point (a, b).
    other : sympy.Expr
        Another y at which the plane stops.
    direction : tuple of sympy.Expr, length 2
        The direction to which the plane turns last, of any length.
    """

    chapter = "Partial derivatives"
    number = "5.6"
    heading = Caption("When the other variable matters")
    slides = ("B12", "B13", "B14")
    captions: ClassVar[Mapping[str, Caption]] = {
        "raise_the_surface": Caption(
            "Here a product mixes _x_ and _y_. What are the slopes at the point {point}?"
        ),
        "hold_y": Caption(
            "Hold _y_ = {at.y}: the cut has the slope {slope.x} at _x_ = {at.x}."
        ),
        "slide_the_plane": Caption(
            "Slide the plane to _y_ = {other}: at the same _x_ the slope is now {slope.other}. "
            "It depends on _y_.",
            rests_on=("slopes_differ",),
        ),
        "hold_x": Caption(
            "Back at the point, hold _x_ = {at.x} instead: along _y_ the slope is {slope.y}."
        ),
        "turn_the_plane": Caption(
            "Between the axes, the plane shows the slope in any direction, here along _u_."
        ),
    }  # fmt: skip

    function: Function = parameter(
        Function(x * y**2 + x**3, (x, y)), rule=function_of(x, y), text="the surface, of x and y"
    )
    at: tuple[sp.Expr, sp.Expr] = parameter(
        (1, 2), rule=point(2), text="the point at which slopes are measured"
    )
    other: sp.Expr = parameter(0, rule=finite, text="another y at which the plane stops")
    direction: tuple[sp.Expr, sp.Expr] = parameter(
        (1, 1), rule=_direction, text="the direction to which the plane turns last"
    )

    @cached_property
    def window(self) -> Window:
        """Where the surface is shown: around the point, with both planes."""
        a, b = (float(c) for c in self.at)
        low, high = sorted((b, float(self.other)))
        room = 0.25 * (high - low) or 1.0
        return Window((a - 3.5 * room, a + 1.5 * room), (low - room, high + room))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plots of the cuts along x, along y and along the direction."""
        angles = np.linspace(*self.turn, 17)
        turned = [self.cut(self.home, angle, self.origin).places for angle in angles]
        ends = np.concatenate(turned)[:, 0]
        return {
            "x": Frame(nice_scale(*self.window.x, count=3), self.up),
            "y": Frame(nice_scale(*self.window.y, count=3), self.up),
            "u": Frame(nice_scale(float(ends.min()), float(ends.max()), count=3), self.up),
        }

    @property
    def pivot(self) -> float:
        """The point's x."""
        return float(self.at[0])

    @property
    def home(self) -> float:
        """The point's y."""
        return float(self.at[1])

    @property
    def across(self) -> float:
        """The angle of the plane along y, in degrees."""
        return _ALONG_Y

    @property
    def origin(self) -> float:
        """The point's own place on the axis along the direction."""
        return 0.0

    @property
    def turn(self) -> Range:
        """From which angle to which the plane turns last: from x to the direction, in degrees."""
        u, v = (float(c) for c in self.direction)
        return _ALONG_X, math.degrees(math.atan2(v, u))

    def needle(self, degrees: float) -> FloatArray:
        """Return an arrow in the floor under the point, at an angle to the x-axis; shape (2, 3)."""
        foot = np.array([float(self.at[0]), self.home, self.heights[0]])
        length = 0.3 * min(self.window.size)
        return np.stack([foot, foot + length * np.array([*heading(degrees), 0.0])])

    @cached_property
    def rate(self) -> DirectionalDerivative:
        """The slope at the point in the direction."""
        return directional_derivative(self.function, self.at, self.direction)

    def entries(self) -> Iterable[Entry]:
        """Yield the surface, the point, the cuts and their slopes."""
        f, (a, b) = self.function, self.at
        place = (a, b, f.exact(a, b))
        yield formula("function", f"z = {f.typst}", f"z = {f.expression}")
        yield _vector_entry("point", "P", place, "calcml.Function")
        yield parameter_entry("at.x", "x", a)
        yield parameter_entry("at.y", "y", b)
        yield parameter_entry("other", "y", self.other)
        for key, held, value, free, where in (
            ("x", y, b, x, (a, b)),
            ("other", y, self.other, x, (a, self.other)),
            ("y", x, a, y, (a, b)),
        ):
            yield formula(f"held.{key}", f"{held} = {typst(value)}", f"{held} = {value}")
            yield _cut_entry(f"cut.{key}", f, held, value)
            slope = _slope(f, free, where)
            yield _slope_entry(f"slope.{key}", free, slope, f"({where[0]}, {where[1]})")
        yield _partial_entry(f, x)
        yield _partial_entry(f, y)
        yield _vector_entry("unit", "u", self.rate.unit, "calcml.directional_derivative")
        yield number(
            "slope.u",
            f"D_u z = {typst(self.rate.exact)}",
            self.rate.value,
            exact=self.rate.exact,
            formula=f"∇z · u at ({a}, {b})",
            source="calcml.directional_derivative",
            style=up_to(4),
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The slope by x differs between the two planes with constant y."""
        a, b = self.at
        slopes = [_slope(self.function, x, (a, c)).exact for c in (b, self.other)]
        return (
            Claim(
                "slopes_differ",
                Caption("the slope by _x_ depends on _y_"),
                bool(sp.simplify(slopes[0] - slopes[1]) != 0),
                Caption(
                    "choose a function with a term that mixes _x_ and _y_, or another _y_ "
                    "for the second plane, or see ParaboloidSlices"
                ),
            ),
        )
