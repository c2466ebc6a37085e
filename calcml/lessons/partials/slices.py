"""Lessons of the chapter *Partial derivatives*."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
import sympy as sp

from calcml.core.derivatives import Derivative
from calcml.core.errors import CalcmlError, InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.gradients import DirectionalDerivative, directional_derivative
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.core.typesetting import typst
from calcml.core.window import Window
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain
from calcml.lessons.framing import Range
from calcml.lessons.lesson import Wording
from calcml.lessons.parameters import (
    Rule,
    distinct,
    finite,
    function_of,
    parameter,
    point,
    sequence,
)
from calcml.lessons.partials.planes import (
    other_plane,
    slice_window,
    stops_of_the_plane,
    way_of_the_plane,
)
from calcml.lessons.partials.slice_stories import MIXTURE, SLICES
from calcml.lessons.scales import Frame, nice_scale
from calcml.lessons.surfaces.cuts import Cut, heading
from calcml.lessons.surfaces.jumps import is_joined
from calcml.lessons.surfaces.sliced_surfaces import SlicedSurface
from calcml.lessons.surfaces.slopes import (
    SLOPE,
    Place,
    cut_entry,
    has_slopes,
    is_mixed,
    is_straight,
    partial_entry,
    slope_entry,
    slope_of,
    vector_entry,
)
from calcml.lessons.surfaces.windows import within_domain

__all__ = ["NonSeparablePartial", "ParaboloidSlices"]

_ALONG_X, _ALONG_Y = 0.0, 90.0  # degrees


def _nonzero_direction(name: str, value: Any) -> tuple[sp.Expr, ...]:
    components: tuple[sp.Expr, ...] = point(2)(name, value)
    if not any(components):
        raise InvalidArgument(f"{name} must not be zero, got {value}")
    return components


_direction = Rule("direction", "not (0, 0)", _nonzero_direction, point(2).read)


def _check_way(f: Function, at: sp.Expr, stops: Iterable[sp.Expr], advice: str) -> None:
    """Refuse planes between which the surface has a gap or a jump."""
    way = way_of_the_plane(at, stops)
    heights = f.raw(*way.T)
    gaps = way[~np.isfinite(heights)]
    if len(gaps) or not is_joined(f, way, step=0.05 * float(np.ptp(heights)) or 1.0):
        where = f"has no height at ({gaps[0, 0]:g}, {gaps[0, 1]:g})" if len(gaps) else "jumps"
        raise UnfitLesson(
            f"the plane must slide along the surface from stop to stop, but {f.expression} "
            f"{where} on the way; {advice}"
        )


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
        The values of y at which the plane stops; chosen to suit the function unless given.
    """

    chapter = "Partial derivatives"
    number = "5.2"
    heading: ClassVar[Wording] = (
        Caption("Slices of a paraboloid", rests_on=("is_paraboloid",)),
        Caption("Slices of a saddle", rests_on=("is_saddle",)),
        Caption("Slices of a plane", rests_on=("is_plane",)),
        Caption("Slices of a surface"),
    )
    slides = ("A24", "A25")
    captions: ClassVar[Mapping[str, Wording]] = SLICES

    function: Function = parameter(
        Function(x**2 + y**2, (x, y)), rule=function_of(x, y), text="the surface, of x and y"
    )
    at: sp.Expr = parameter(1, rule=finite, text="the x at which slopes are measured")
    offsets: tuple[sp.Expr, ...] = parameter(
        None,
        rule=distinct(sequence(finite, shortest=2, longest=5)),
        text="the values of y at which the plane stops",
        derive=lambda lesson: stops_of_the_plane(lesson.function, lesson.at),
    )

    @cached_property
    def window(self) -> Window:
        """Where the surface is shown: a square with the point and every plane, where defined."""
        square = slice_window(self.function, self.pivot, [float(c) for c in self.offsets])
        return within_domain(self.function, square, hold=self.stops)

    @property
    def stops(self) -> tuple[tuple[float, float], ...]:
        """The places at which slopes are measured."""
        return tuple((float(self.at), float(c)) for c in self.offsets)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plots of the cuts along x and along y."""
        return {
            "cut": Frame(nice_scale(*self.window.x, count=3), self.up),
            "across": Frame(nice_scale(*self.window.y, count=3), self.up),
        }

    @property
    def pivot(self) -> float:
        """The x at which slopes are measured."""
        return float(self.at)

    @property
    def across(self) -> float:
        """The angle of the plane along y, in degrees."""
        return _ALONG_Y

    @property
    def point(self) -> Place:
        """Where the plane stops last: both slopes are measured there."""
        return self.at, self.offsets[-1]

    def entries(self) -> Iterable[Entry]:
        """Yield the surface, the cuts and their slopes."""
        f = self.function
        yield formula("function", f"z = {f.typst}", f"z = {f.expression}")
        yield parameter_entry("at", "x", self.at)
        for i, c in enumerate(self.offsets):
            slope = slope_of(f, x, (self.at, c), self._advice)
            yield parameter_entry(f"offset.{i}", "y", c)
            yield cut_entry(f"cut.{i}", f, y, c)
            yield slope_entry(f"slope.{i}", x, slope, f"({self.at}, {c})")
        _check_way(f, self.at, self.offsets, "choose offsets on one side of the gap")
        yield from partial_entry(f, x)
        yield cut_entry("cut.across", f, x, self.at)
        across = slope_of(f, y, self.point, self._advice)
        yield slope_entry("slope.across", y, across, f"({self.point[0]}, {self.point[1]})")
        yield from partial_entry(f, y)

    def _advice(self) -> str:
        """Name another point at which the surface has all slopes that are shown."""
        for at in (self.at + sp.Rational(d) for d in ("1", "-1", "1/2", "2", "-2", "5")):
            lesson = self.with_parameters(at=at)
            if all(has_slopes(self.function, (at, c)) for c in lesson.offsets):
                return f"; choose at = {at}"
        return "; choose another point, or another function"

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The cuts along x differ by constants, so that all have the same slopes."""
        self.ledger  # noqa: B018 - without slopes there is nothing to claim
        heights = [self.function.exact(self.at, c) for c in self.offsets]
        moves = [sp.sign(there - here) for here, there in pairwise(heights)]
        return (
            Claim(
                "cuts_differ_by_constants",
                Caption("all cuts with constant _y_ have the same slopes"),
                not is_mixed(self.function, self.window),
                Caption(
                    "choose a sum of a function of _x_ and a function of _y_, "
                    "or see NonSeparablePartial"
                ),
            ),
            Claim("cut_rises", Caption("the cut rises between two stops"), 1 in moves),
            Claim("cut_sinks", Caption("the cut sinks between two stops"), -1 in moves),
            *self._parts,
            *self._shapes,
        )

    @property
    def _parts(self) -> Iterable[Claim]:
        for v in (x, y):
            yield Claim(
                f"has_part_with_{v}",
                Caption(f"the height depends on _{v}_"),
                self.function.expression.has(v),
            )

    @property
    def _shapes(self) -> Iterable[Claim]:
        expression = sp.expand(self.function.expression)
        degree = sp.Poly(expression, x, y).total_degree() if expression.is_polynomial(x, y) else 3
        bend = sp.hessian(expression, (x, y)).det() if degree == 2 else sp.Integer(0)  # noqa: PLR2004
        straight = is_straight(self.function, x)
        yield Claim("is_paraboloid", Caption("the surface is a paraboloid"), bool(bend > 0))
        yield Claim("is_saddle", Caption("the surface is a saddle"), bool(bend < 0))
        yield Claim("is_plane", Caption("the surface is a plane"), degree <= 1)
        yield Claim("cuts_are_straight", Caption("the cuts are straight lines"), straight)


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
        Another y at which the plane stops; chosen to suit the function unless given.
    direction : tuple of sympy.Expr, length 2
        The direction to which the plane turns last, of any length.
    """

    chapter = "Partial derivatives"
    number = "5.6"
    heading = Caption("When the other variable matters")
    slides = ("B12", "B13", "B14")
    captions: ClassVar[Mapping[str, Wording]] = MIXTURE

    function: Function = parameter(
        Function(x * y**2 + x**3, (x, y)), rule=function_of(x, y), text="the surface, of x and y"
    )
    at: Place = parameter((1, 2), rule=point(2), text="the point at which slopes are measured")
    other: sp.Expr = parameter(
        None,
        rule=finite,
        text="another y at which the plane stops",
        derive=lambda lesson: other_plane(lesson.function, lesson.at),
    )
    direction: tuple[sp.Expr, sp.Expr] = parameter(
        (1, 1), rule=_direction, text="the direction to which the plane turns last"
    )

    @cached_property
    def window(self) -> Window:
        """Where the surface is shown: around the point, with both planes, where defined."""
        a, b = (float(c) for c in self.at)
        low, high = sorted((b, float(self.other)))
        room = 0.25 * (high - low) or 1.0
        around = Window((a - 3.5 * room, a + 1.5 * room), (low - room, high + room))
        return within_domain(self.function, around, hold=self.stops)

    @property
    def stops(self) -> tuple[tuple[float, float], ...]:
        """The places at which slopes are measured."""
        return (self.pivot, self.home), (self.pivot, float(self.other))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plots of the cuts along x, along y and along the direction."""
        self.slopes  # noqa: B018 - without slopes there is nothing to draw
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

    @property
    def last_cut(self) -> Cut:
        """The cut in the direction, measured from the point."""
        return self.cut(self.home, self.turn[1], self.origin)

    def needle(self, degrees: float) -> FloatArray:
        """Return an arrow in the floor under the point, at an angle to the x-axis; shape (2, 3)."""
        foot = np.array([float(self.at[0]), self.home, self.heights[0]])
        length = 0.3 * min(self.window.size)
        return np.stack([foot, foot + length * np.array([*heading(degrees), 0.0])])

    @cached_property
    def rate(self) -> DirectionalDerivative:
        """The slope at the point in the direction."""
        try:
            return directional_derivative(self.function, self.at, self.direction)
        except CalcmlError as error:
            raise UnfitLesson(f"{error}; choose another direction, or another point") from error

    @cached_property
    def slopes(self) -> Mapping[str, Derivative]:
        """The slopes along x at both planes, and along y at the point."""
        f, (a, b) = self.function, self.at
        found = {
            key: slope_of(f, free, where, self._advice)
            for key, free, where in (
                ("x", x, (a, b)), ("other", x, (a, self.other)), ("y", y, (a, b)),
            )
        }  # fmt: skip
        _check_way(f, a, (b, self.other), "choose other on the same side of the gap")
        return found

    def entries(self) -> Iterable[Entry]:
        """Yield the surface, the point, the cuts and their slopes."""
        f, (a, b) = self.function, self.at
        yield formula("function", f"z = {f.typst}", f"z = {f.expression}")
        above = vector_entry("point", "P", (a, b, f.exact(a, b)), "calcml.Function", short=8)
        yield above
        if above.symbol != "P =":  # a sentence tells the place instead
            yield vector_entry("place", "P", (a, b), "parameter")
        yield parameter_entry("at.x", "x", a)
        yield parameter_entry("at.y", "y", b)
        yield parameter_entry("other", "y", self.other)
        for key, held, value, free, where in (
            ("x", y, b, x, (a, b)),
            ("other", y, self.other, x, (a, self.other)),
            ("y", x, a, y, (a, b)),
        ):
            shown = plain(value)
            yield formula(f"held.{key}", f"{held} = {shown.typst}", f"{held} = {shown.text}")
            yield cut_entry(f"cut.{key}", f, held, value)
            yield slope_entry(f"slope.{key}", free, self.slopes[key], f"({where[0]}, {where[1]})")
        yield from partial_entry(f, x)
        yield from partial_entry(f, y)
        yield vector_entry("unit", "u", self.rate.unit, "calcml.directional_derivative", short=11)
        exact = typst(self.rate.exact)
        yield number(
            "slope.u",
            f"D_u z = {exact}" if len(exact) <= _LONGEST and not _is_plain(exact) else "D_u z",
            self.rate.value,
            exact=self.rate.exact,
            formula=f"∇z · u at ({a}, {b})",
            source="calcml.directional_derivative",
            style=SLOPE,
        )

    def _advice(self) -> str:
        """Name another point at which the surface has slopes."""
        a, b = self.at
        moves = ((1, 0), (0, 1), (1, 1), (-1, 0), (0, -1), (2, 1), (-1, -1))
        for place in ((a + d, b + e) for d, e in moves):
            other = other_plane(self.function, place)
            if has_slopes(self.function, place) and has_slopes(
                self.function, (place[0], other), (x,)
            ):
                return f"; choose at = ({place[0]}, {place[1]}) and other = {other}"
        return "; choose another point, or another function"

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The slope by x differs between the two planes with constant y."""
        self.ledger  # noqa: B018 - without slopes there is nothing to claim
        change = self.slopes["x"].exact - self.slopes["other"].exact
        return (
            Claim(
                "slopes_differ",
                Caption("the slope by _x_ depends on _y_"),
                bool(sp.simplify(change) != 0),
                Caption(
                    "choose a function with a term that mixes _x_ and _y_, or another _y_ "
                    "for the second plane, or see ParaboloidSlices"
                ),
            ),
            Claim(
                "product_mixes",
                Caption("a product mixes _x_ and _y_"),
                self._has_product,
            ),
            Claim(
                "height_is_short",
                Caption("the height at the point is a short number"),
                "=" in self.ledger["point"].symbol,
            ),
            Claim(
                "lies_between_the_axes",
                Caption("_u_ lies between the axes"),
                all(self.direction),
            ),
        )

    @property
    def _has_product(self) -> bool:
        """Whether a term of the formula is a product of a factor with x and one with y."""
        terms = sp.Add.make_args(sp.expand(self.function.expression))
        return any(
            any(x in p.free_symbols and y not in p.free_symbols for p in factors)
            and any(y in p.free_symbols and x not in p.free_symbols for p in factors)
            for factors in map(sp.Mul.make_args, terms)
        )


_LONGEST = 26  # signs of an exact slope beside which its decimal stands


def _is_plain(number: str) -> bool:
    return number.lstrip("-").replace(".", "").isdigit()
