"""The lesson of a gradient's direction and length, and of two formulas that miss the direction."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, TypeAlias

import numpy as np
import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.gradients import Gradient, gradient
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, degrees, formula, number, readable, verdict
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, positive, sequence, within
from calcml.lessons.scales import Frame, nice_scale

__all__ = ["GradientDirectionMagnitude"]

Place: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[Place, Place]

_ORIGIN: Place = (0.0, 0.0)
_WINDOW = 1.22  # how far the picture reaches, in lengths of the arrow
_ARC = 0.26  # radius of the angle's arc, in lengths of the arrow
_LETTER = 0.36  # how far from the origin the angle's letter stands
_ASIDE = 0.15  # how far from a leg its name stands
_SHORTER = 0.8  # length of an arrow that a formula points out
_LAPS = ("angle", "quotient", "slide")
_CORNERS = 49  # of an arc
_HALF_TURN = 180
_ALIKE = 1e-9  # many roundings of doubles
_SEEN = 0.5  # degrees: a smaller mistake is not seen
_NUMBER, _ANGLE = readable(2), degrees(2)


@dataclass(frozen=True, kw_only=True)
class GradientDirectionMagnitude(Lesson):
    """An arrow of constant length that turns through all quadrants, and its angle at five stops.

    The other stops are the first one mirrored, so that they are as long and their components
    as short to write.

    Attributes
    ----------
    components : tuple of two sympy.Expr
        Of the gradient at the first stop, both positive.
    """

    chapter = "Gradient and Jacobian"
    number = "7.4"
    heading = Caption("Direction and length of a gradient")
    slides = ("A34",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "draw_the_gradient": Caption(
            "The gradient with the components {~gradient.x.0} and {~gradient.y.0} is an arrow: it "
            "has a length and a direction."
        ),
        "measure_the_length": Caption(
            "The components are the legs of a right triangle, so its length is {~magnitude}, by "
            "Pythagoras."
        ),
        "measure_the_angle": Caption(
            "Its direction is the angle from the _x_-axis, found from both components: {~angle.0}."
        ),
        "turn_through_the_quadrants": Caption(
            "So it is right in every quadrant. Below the axis the angle counts as negative.",
            rests_on=("angles_point_out",),
        ),
        "divide_the_components": Caption(
            "Opposite arrows have the same quotient: on the left, its arctangent is half a turn "
            "off.",
            rests_on=("quotients_repeat",),
        ),
        "ask_the_slide": Caption(
            "The slide's inverse hyperbolic tangent, of the quotient upside down, is wrong or "
            "undefined.",
            rests_on=("slide_misses",),
        ),
        "correct_the_slide": Caption(
            "The angle needs both components, not their quotient: the one upwards first, then the "
            "other."
        ),
    }

    components: tuple[sp.Expr, sp.Expr] = parameter(
        (3, 4),
        rule=sequence(within(1, 8, rule=positive), shortest=2, longest=2),
        text="components of the gradient at the first stop",
    )

    @cached_property
    def gradients(self) -> tuple[Gradient, ...]:
        """The gradient at each stop, counterclockwise."""
        a, b = self.components
        ways = ((a, b), (-a, b), (-b, -a), (a, -b), (b, a))
        return tuple(gradient(Function(p * x + q * y, (x, y)), (0, 0)) for p, q in ways)

    @property
    def stops(self) -> range:
        """The numbers of the stops."""
        return range(len(self.gradients))

    @property
    def length(self) -> float:
        """The arrow's length, the same at every stop."""
        return self.gradients[0].magnitude

    @cached_property
    def angles(self) -> tuple[sp.Expr, ...]:
        """The angle at each stop, in degrees."""
        return tuple(_in_degrees(sp.atan2(up, across)) for across, up in self._pairs)

    @cached_property
    def by_quotient(self) -> tuple[sp.Expr, ...]:
        """What the arctangent of the quotient gives for it."""
        return tuple(_in_degrees(sp.atan(up / across)) for across, up in self._pairs)

    @cached_property
    def by_slide(self) -> tuple[sp.Expr | None, ...]:
        """What the slide's formula gives for it; None where that is undefined."""
        return tuple(
            _in_degrees(sp.atanh(across / up)) if abs(across) < abs(up) else None
            for across, up in self._pairs
        )

    @cached_property
    def missed(self) -> Mapping[str, tuple[int, ...]]:
        """The stops at which another formula gives another angle or none, by its name."""
        ways = {"quotient": self.by_quotient, "slide": self.by_slide}
        return {
            name: tuple(
                stop
                for stop in self.stops
                if (other := way[stop]) is None
                or abs(nearest(other) - nearest(self.angles[stop])) >= _SEEN
            )
            for name, way in ways.items()
        }

    @property
    def _pairs(self) -> Iterable[tuple[sp.Expr, sp.Expr]]:
        return ((g.exact[0], g.exact[1]) for g in self.gradients)

    @cached_property
    def _turns(self) -> FloatArray:
        """The angles at the stops without a jump, in radians."""
        return np.unwrap([math.radians(nearest(angle)) for angle in self.angles])

    def lap(self, word: str) -> tuple[float, ...]:
        """Return how far the arrow has turned at each stop of a lap.

        Parameters
        ----------
        word : {"angle", "quotient", "slide"}
            What is told in that lap.

        Returns
        -------
        tuple of float
            In radians from the x-axis, a whole turn more for every lap.
        """
        return tuple((self._turns + 2 * math.pi * _LAPS.index(word)).tolist())

    def rest(self, word: str) -> float:
        """Return where the arrow rests after a lap: at the telling stop, once more."""
        return self.lap(word)[self.telling] + 2 * math.pi

    @property
    def telling(self) -> int:
        """The first stop at which both other formulas may fail: on the left."""
        return 1

    @property
    def columns(self) -> tuple[str, ...]:
        """What is told of each stop, as the entries' keys begin."""
        return "gradient.x", "gradient.y", *_LAPS

    @property
    def widths(self) -> tuple[float, ...]:
        """Widths of the columns in ems."""
        return 2.6, 2.6, 4.0, 4.0, 4.6

    def arrow(self, turn: float) -> Ends:
        """Return the gradient as an arrow."""
        return _ORIGIN, self.tip(turn)

    def tip(self, turn: float) -> Place:
        """Return where the arrow ends: its components."""
        return _polar(self.length, turn)

    @property
    def circle(self) -> FloatArray:
        """The circle on which it ends, shape (n, 2)."""
        way = np.linspace(0, 2 * math.pi, 4 * _CORNERS)
        return self.length * np.column_stack([np.cos(way), np.sin(way)])

    def across(self, turn: float) -> Ends:
        """Return the component along the x-axis as a line."""
        return _ORIGIN, (self.tip(turn)[0], 0.0)

    def up(self, turn: float) -> Ends:
        """Return the component along the y-axis as a line."""
        tip = self.tip(turn)
        return (tip[0], 0.0), tip

    def across_name(self, turn: float) -> Place:
        """Return where the name of the component along the x-axis stands: outside."""
        (a, b), aside = self.tip(turn), _ASIDE * self.length
        return 0.6 * a, -math.copysign(aside, b)

    def up_name(self, turn: float) -> Place:
        """Return where the name of the component along the y-axis stands: outside."""
        (a, b), aside = self.tip(turn), _ASIDE * self.length
        return a + math.copysign(aside, a), b / 2

    def angle(self, turn: float) -> float:
        """Return the angle of the arrow in (-π, π], from both components."""
        across, up = self.tip(turn)
        return math.atan2(up, across)

    def arc(self, turn: float) -> FloatArray:
        """Return the arc from the x-axis to the arrow, shape (n, 2)."""
        way = np.linspace(0, self.angle(turn), _CORNERS)
        return _ARC * self.length * np.column_stack([np.cos(way), np.sin(way)])

    def letter(self, turn: float) -> Place:
        """Return where the letter of the angle stands: beyond the middle of its arc."""
        return _polar(_LETTER * self.length, self.angle(turn) / 2)

    def arrow_by_quotient(self, turn: float) -> Ends:
        """Return the arrow to which the arctangent of the quotient points."""
        across, up = self.tip(turn)
        angle = math.atan(up / across) if across else math.copysign(math.pi / 2, up)
        return _ORIGIN, _polar(_SHORTER * self.length, angle)

    def arrow_by_slide(self, turn: float) -> Ends:
        """Return the arrow to which the slide's formula points; without length where it fails."""
        across, up = self.tip(turn)
        if abs(across) >= abs(up):
            return _ORIGIN, _ORIGIN
        return _ORIGIN, _polar(_SHORTER * self.length, math.atanh(across / up))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plane of the components."""
        scale = nice_scale(-_WINDOW * self.length, _WINDOW * self.length, count=4)
        return {"plane": Frame(scale, scale)}

    def entries(self) -> Iterable[Entry]:
        """Yield length, components and angle at each stop, and what two formulas make of it."""
        first = self.gradients[0]
        yield formula(
            "magnitude.rule", "norm(nabla f) = sqrt(f_x^2 + f_y^2)", "|∇f| = sqrt(f_x^2 + f_y^2)"
        )
        yield number(
            "magnitude", "norm(nabla f)", first.magnitude, exact=first.exact_magnitude,
            formula="sqrt(f_x² + f_y²)", source="calcml.gradient", style=_NUMBER,
        )  # fmt: skip
        yield formula(
            "angle.rule", 'theta = op("atan2") (f_y, f_x)', "θ = atan2(f_y, f_x)",
            source="calcml.gradient",
        )  # fmt: skip
        yield formula("quotient.rule", "arctan frac(f_y, f_x)", "arctan(f_y/f_x)")
        yield formula("slide.rule", 'op("artanh") frac(f_x, f_y)', "artanh(f_x/f_y)")
        for stop in self.stops:
            yield from self._at(stop)

    def _at(self, stop: int) -> Iterable[Entry]:
        found = self.gradients[stop]
        for axis, value, exact in zip("xy", found.components, found.exact, strict=True):
            yield number(
                f"gradient.{axis}.{stop}", f"f_{axis}", float(value), exact=exact,
                formula=f"∂f/∂{axis}", source="calcml.gradient", style=_NUMBER,
            )  # fmt: skip
        yield _angle(f"angle.{stop}", "theta", self.angles[stop], "atan2(f_y, f_x)")
        yield _angle(f"quotient.{stop}", "theta", self.by_quotient[stop], "arctan(f_y/f_x)")
        slide = self.by_slide[stop]
        if slide is not None:
            yield _angle(f"slide.{stop}", "theta", slide, "artanh(f_x/f_y)")
        else:
            yield verdict(
                f"slide.{stop}", "theta", value="undefined", words="undefined",
                formula="artanh(f_x/f_y) where |f_x| ≥ |f_y|", source="calcml.gradient",
            )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Which of the three ways finds the direction."""
        right, quotient = (list(map(nearest, way)) for way in (self.angles, self.by_quotient))
        off = [one - other for one, other in zip(right, quotient, strict=True)]
        tips = [_polar(self.length, math.radians(angle)) for angle in right]
        return (
            Claim(
                "angles_point_out",
                Caption("length and angle give the components back"),
                np.allclose(tips, [g.components for g in self.gradients], rtol=_ALIKE),
            ),
            Claim(
                "quotients_repeat",
                Caption(
                    "the quotient's angle is right on the right, and half a turn off elsewhere"
                ),
                np.allclose(np.abs(off), [_HALF_TURN * (a < 0) for a, _ in tips], atol=_ALIKE),
            ),
            Claim(
                "slide_misses",
                Caption("the slide's formula gives another angle at every stop, or none"),
                self.missed["slide"] == tuple(self.stops),
                Caption("choose components with another quotient"),
            ),
        )


def _polar(radius: float, angle: float) -> Place:
    return radius * math.cos(angle), radius * math.sin(angle)


def _in_degrees(angle: sp.Expr) -> sp.Expr:
    return angle * _HALF_TURN / sp.pi


def _angle(key: str, symbol: str, exact: sp.Expr, by: str) -> Entry:
    return number(
        key, symbol, nearest(exact), exact=exact, formula=f"{by} in degrees",
        source="calcml.gradient", style=_ANGLE,
    )  # fmt: skip
