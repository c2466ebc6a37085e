"""The lesson of the partial derivative as a limit: one coordinate takes the step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.derivatives import Derivative
from calcml.core.differences import DifferenceQuotient, difference_quotient
from calcml.core.errors import CalcmlError, UnfitLesson
from calcml.core.functions import Function
from calcml.core.partials import slice_at
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.core.window import Window
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, Shown, formula, number, parameter_entry, plain
from calcml.lessons.formulas import written
from calcml.lessons.framing import heights
from calcml.lessons.lesson import Wording
from calcml.lessons.parameters import distinct, function_of, parameter, point, positive, sequence
from calcml.lessons.scales import Frame, nice_scale
from calcml.lessons.surfaces.side_steps import SideStep, side_step
from calcml.lessons.surfaces.sliced_surfaces import SlicedSurface
from calcml.lessons.surfaces.slopes import SLOPE, Place, slope_of, vector_entry
from calcml.lessons.surfaces.windows import within_domain

__all__ = ["PartialDerivativeLimit"]

_ALONG: Mapping[str, float] = {"x": 0.0, "y": 90.0}  # degrees
_BACK, _AHEAD = 1.0, 1.15  # of the window from the point, in steps
_ARGUMENTS = {"x": "moving(x + h), y", "y": "x, moving(y + h)"}


@dataclass(frozen=True, kw_only=True)
class PartialDerivativeLimit(SlicedSurface):
    """Steps along one axis at a time, and the slopes to which their secants tend.

    Attributes
    ----------
    function : Function
        Of x and y.
    at : tuple of sympy.Expr, length 2
        The point.
    steps : tuple of sympy.Expr
        The lengths of the steps, falling.
    """

    chapter = "Partial derivatives"
    number = "5.1"
    heading = Caption("One variable takes the step")
    slides = ("A24", "B11")
    captions: ClassVar[Mapping[str, Wording]] = {
        "stand_on_the_surface": Caption(
            "A curve has one slope at a point. On a surface it depends on which way you step."
        ),
        "step_along_x": Caption(
            "Step by _h_ in _x_ alone and hold _y_: rise over run is the slope of a secant."
        ),
        "shrink_the_step": Caption(
            "Let _h_ shrink: the slopes tend to {~along_x.limit}, the partial derivative by _x_.",
            rests_on=("steps_fall",),
        ),
        "step_along_y": Caption(
            "Now hold _x_ and let _y_ take the step: the same limit along _y_ is {~along_y.limit}."
        ),
        "compare_the_limits": Caption(
            "In each limit only one coordinate moves. The other stays constant, whatever it is."
        ),
    }

    function: Function = parameter(
        Function(x * y**2 + x**3, (x, y)), rule=function_of(x, y), text="the surface, of x and y"
    )
    at: Place = parameter((1, 2), rule=point(2), text="the point from which the steps go")
    steps: tuple[sp.Expr, ...] = parameter(
        (1, "1/10", "1/100"),
        rule=distinct(sequence(positive, shortest=2, longest=3)),
        text="the lengths of the steps, falling",
    )

    @cached_property
    def window(self) -> Window:
        """Where the surface is shown: around the point and the longest step, where defined."""
        (a, b), h = self.place, float(self.steps[0])
        sides = ((c - _BACK * h, c + _AHEAD * h) for c in (a, b))
        return within_domain(self.function, Window(*sides), hold=self.stops)

    @property
    def place(self) -> tuple[float, float]:
        """The point as doubles."""
        a, b = (float(c) for c in self.at)
        return a, b

    @property
    def pivot(self) -> float:
        """The point's x."""
        return self.place[0]

    @property
    def home(self) -> float:
        """The point's y."""
        return self.place[1]

    @property
    def stops(self) -> tuple[tuple[float, float], ...]:
        """The point, and the ends of the longest steps."""
        (a, b), h = self.place, float(self.steps[0])
        return (a, b), (a + h, b), (a, b + h)

    @property
    def lengths(self) -> tuple[float, ...]:
        """The lengths of the steps as doubles."""
        return tuple(float(step) for step in self.steps)

    @property
    def directions(self) -> Mapping[str, float]:
        """The angles of both axes, in degrees."""
        return _ALONG

    @cached_property
    def lines(self) -> Mapping[str, Function]:
        """The cuts through the point, along x and along y."""
        a, b = self.at
        return {
            "x": slice_at(self.function, y, b).curve,
            "y": slice_at(self.function, x, a).curve,
        }

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plots of both cuts, with heights in common."""
        sides = {"x": self.window.x, "y": self.window.y}
        hold = [float(self.function.raw(*stop)) for stop in self.stops]
        ends = [heights(self.lines[name], side, hold=hold) for name, side in sides.items()]
        up = nice_scale(min(low for low, _ in ends), max(high for _, high in ends), count=4)
        return {name: Frame(nice_scale(*side, count=3), up) for name, side in sides.items()}

    def step(self, axis: str, length: float) -> SideStep:
        """Return a step along an axis.

        Parameters
        ----------
        axis : {"x", "y"}
        length : float

        Returns
        -------
        SideStep
        """
        low, high = self.heights
        box = np.array([*self.window.size, high - low])
        return side_step(self.function, self.place, _ALONG[axis], length, box=box, floor=low)

    def middle(self, axis: str, length: float) -> FloatArray:
        """Return the middle of a step on the floor, shape (3,)."""
        return self.step(axis, length).foot.mean(axis=0)

    @cached_property
    def slopes(self) -> Mapping[str, Derivative]:
        """The partial derivatives at the point."""
        advice = "; choose another point, or another function"
        return {v.name: slope_of(self.function, v, self.at, lambda: advice) for v in (x, y)}

    @cached_property
    def quotients(self) -> Mapping[str, tuple[DifferenceQuotient, ...]]:
        """The slopes of the secants along x and along y, for each step."""
        try:
            return {
                name: tuple(difference_quotient(line, start, step=step) for step in self.steps)
                for (name, line), start in zip(self.lines.items(), self.at, strict=True)
            }
        except CalcmlError as error:
            raise UnfitLesson(f"{error}; choose shorter steps, or another point") from error

    def entries(self) -> Iterable[Entry]:
        """Yield the surface and the point, both limits, and the slopes of all secants."""
        f, (a, b), slopes, quotients = self.function, self.at, self.slopes, self.quotients
        yield formula("function", f"f(x, y) = {f.typst}", f"f(x, y) = {written(f)}")
        yield vector_entry("point", "P", (a, b, f.exact(a, b)), "calcml.Function", short=8)
        for held, value in ((y, b), (x, a)):
            shown = plain(value)
            free = "x" if held == y else "y"
            yield formula(f"held.{free}", f"{held} = {shown.typst}", f"{held} = {shown.text}")
        for name in _ALONG:
            plainly = _ARGUMENTS[name].replace("moving(", "").replace(")", "")
            yield formula(
                f"limit.{name}",
                f"frac(partial f, partial {name}) = lim_(h -> 0) "
                f"frac(f({_ARGUMENTS[name]}) - f(x, y), h)",
                f"∂f/∂{name} = lim (h → 0) (f({plainly}) − f(x, y))/h",
                source="calcml.partial",
            )
        for i, step in enumerate(self.steps):
            yield parameter_entry(f"step.{i}", "h", step)
            for name in _ALONG:
                quotient = quotients[name][i]
                yield number(
                    f"along_{name}.{i}", f"(Delta f)/(Delta {name})", quotient.value,
                    exact=quotient.exact, formula=f"difference quotient along {name}, h = {step}",
                    source="calcml.difference_quotient", style=SLOPE,
                )  # fmt: skip
        yield parameter_entry("step.limit", "h", 0, style=_tending)
        for name in _ALONG:
            yield number(
                f"along_{name}.limit", f"frac(partial f, partial {name})", slopes[name].value,
                exact=slopes[name].exact, formula=f"∂f/∂{name} at ({a}, {b})",
                source="calcml.partial", style=SLOPE,
            )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The steps shrink."""
        return (
            Claim(
                "steps_fall",
                Caption("each step is shorter than the one before"),
                all(after < before for before, after in pairwise(self.steps)),
                Caption("order the steps from long to short"),
            ),
        )


def _tending(value: sp.Expr) -> Shown:
    """Write what a step tends to."""
    shown = plain(value)
    return Shown(f"→ {shown.text}", f"arrow.r {shown.typst}")
