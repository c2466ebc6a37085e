"""Lessons of the chapter *Gradient*."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.contours import LevelCurve, level_curves
from calcml.core.errors import CalcmlError, UnfitLesson
from calcml.core.extrema import CriticalPoint, Kind
from calcml.core.fields import VectorField
from calcml.core.flows import FlowEnd, FlowLine
from calcml.core.functions import Function
from calcml.core.gradients import Gradient, gradient
from calcml.core.symbols import x, y
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, number, parameter_entry
from calcml.lessons.framing import Range
from calcml.lessons.gradient.arrow_choices import (
    arrow_field,
    common_length,
    flow_from,
    probe_places,
    probe_scale,
    start_places,
)
from calcml.lessons.gradient.gradient_story import CAPTIONS, story
from calcml.lessons.gradient.particles import Particle
from calcml.lessons.gradient.reliefs import Relief, suited_square
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import (
    count,
    function_of,
    parameter,
    point,
    positive,
    sequence,
)
from calcml.lessons.scales import Frame, nice_scale
from calcml.lessons.surfaces.sliced_surfaces import floor_axes
from calcml.lessons.surfaces.slopes import SLOPE, Place
from calcml.lessons.surfaces.terrain import Terrain, suited_heights, terrain

__all__ = ["GaussianGradientField"]

_NEAR = 1e-3  # of the window: as near to a point as the end of a line that runs into it
_CELLS = 72
_LONG, _SHARE = 0.1, 0.5  # so many arrows must be so long, compared with the longest
_DECK = (
    (-0.62, 0.25), (-0.62, -0.25), (-0.45, 1), (-0.45, -1), (0, 1.4), (0, -1.4),
    (0.3, 0.8), (0.3, -0.8), (1.2, 1.4), (1.2, -1.4), (1.7, 0.7), (1.7, -0.7), (1.6, 0),
    (-0.8, 0.25), (-0.8, -0.25), (-1, 0.5), (-1, -0.5), (-1.2, 0), (-1.3, 0.6),
    (-1.3, -0.6),
)  # fmt: skip
"""Where particles begin around a hill and a hollow at ±1/√2, on both sides of the divide."""


def _hill_and_hollow() -> Function:
    return Function(x * sp.exp(-(x**2 + y**2)), (x, y))


def _starts(lesson: "GaussianGradientField") -> tuple[Place, ...]:
    if lesson.function == _hill_and_hollow() and lesson.reach == 2 and not any(lesson.centre):  # noqa: PLR2004
        return _DECK
    return start_places(lesson.relief)


@dataclass(frozen=True, kw_only=True)
class GaussianGradientField(Lesson):
    """Hills and hollows, their gradient as a field of arrows, and particles that follow it.

    Attributes
    ----------
    function : Function
        Of x and y.
    centre : tuple of sympy.Expr, length 2
        The middle of the picture; chosen to suit the function unless given, as all that follows.
    reach : sympy.Expr
        How far the picture reaches from its middle in x and y.
    columns : int
        Arrows in each row and column.
    probes : tuple of points
        Where the gradient is read off in numbers.
    starts : tuple of points
        Where particles begin.
    """

    chapter = "Gradient and Jacobian"
    number = "7.2"
    heading = Caption("The gradient as a field of arrows")
    slides = ("A32",)
    captions: ClassVar[Mapping[str, Wording]] = CAPTIONS

    function: Function = parameter(
        _hill_and_hollow(), rule=function_of(x, y), text="the surface, of x and y"
    )
    centre: Place = parameter(
        None, rule=point(2), text="the middle of the picture",
        derive=lambda lesson: suited_square(lesson.function)[0],
    )  # fmt: skip
    reach: sp.Expr = parameter(
        None, rule=positive, text="how far the picture reaches from its middle",
        derive=lambda lesson: suited_square(lesson.function, _given_centre(lesson))[1],
    )  # fmt: skip
    columns: int = parameter(12, rule=count(5, 25), text="arrows in each row and column")
    probes: tuple[Place, ...] = parameter(
        None,
        rule=sequence(point(2), shortest=1, longest=3),
        text="points at which the gradient is read off",
        derive=lambda lesson: probe_places(lesson.relief),
    )
    starts: tuple[Place, ...] = parameter(
        None,
        rule=sequence(point(2), shortest=0, longest=40),
        text="points at which particles begin",
        derive=_starts,
    )

    @cached_property
    def relief(self) -> Relief:
        """The hills and hollows in the picture."""
        return Relief(self.function, self.centre, self.reach)

    @property
    def window(self) -> Window:
        """The square of arguments."""
        return self.relief.window

    @cached_property
    def terrain(self) -> Terrain:
        """The surface as far as it is shown."""
        return terrain(self.function, self.window, heights=self.heights, cells=_CELLS)

    @property
    def grid(self) -> FloatArray:
        """The surface, shape (n, m, 3)."""
        return self.terrain.grid

    @property
    def cells(self) -> BoolArray | None:
        """Which cells of the grid are there; None if all are."""
        return self.terrain.kept

    @property
    def heights(self) -> Range:
        """The heights that are shown."""
        low, high = self._ends
        room = 0.1 * (high - low)
        return low - room, high + room

    @cached_property
    def _ends(self) -> Range:
        """The lowest and the highest part of the surface that is shown."""
        low, high = suited_heights(self.relief.heights, [p.height for _, p in self.marked])
        if self.minimum is not None and self.relief.is_lowest(self.minimum):
            low = self.minimum.height
        if self.maximum is not None and self.relief.is_highest(self.maximum):
            high = self.maximum.height
        return low, high

    @property
    def levels(self) -> tuple[float, ...]:
        """The heights of the contours."""
        low, high = self._ends
        inside = 1e-6 * (high - low)  # at the very top and bottom there is no curve
        ticks = (float(tick) for tick in nice_scale(low, high, count=8).ticks)
        return tuple(tick for tick in ticks if low + inside < tick < high - inside)

    @cached_property
    def contours(self) -> tuple[LevelCurve, ...]:
        """The curves of equal height."""
        return level_curves(self.function, self.window, self.levels)

    @property
    def axes(self) -> Mapping[str, FloatArray]:
        """The axes in space by name: start and tip of each, shape (2, 3)."""
        return floor_axes(self.window, self.heights)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The map."""
        across, up = (nice_scale(*side, count=4) for side in (self.window.x, self.window.y))
        return {"map": Frame(across, up)}

    @cached_property
    def maximum(self) -> CriticalPoint | None:
        """The highest top."""
        return next(iter(self.relief.of(Kind.MAXIMUM)), None)

    @cached_property
    def minimum(self) -> CriticalPoint | None:
        """The lowest bottom."""
        return next(iter(self.relief.of(Kind.MINIMUM)), None)

    @cached_property
    def saddle(self) -> CriticalPoint | None:
        """A saddle, if there is neither top nor bottom."""
        if self.maximum or self.minimum:
            return None
        return next(iter(self.relief.of(Kind.SADDLE)), None)

    @property
    def marked(self) -> tuple[tuple[str, CriticalPoint], ...]:
        """The points of level ground that are shown, with their names among the entries."""
        named = (("maximum", self.maximum), ("minimum", self.minimum), ("saddle", self.saddle))
        return tuple((name, found) for name, found in named if found is not None)

    def summit(self, found: CriticalPoint) -> FloatArray:
        """Return a critical point on the surface, shape (3,)."""
        return np.append(found.coordinates, found.height)

    @cached_property
    def gradients(self) -> tuple[VectorField, float]:
        """The gradient at the points of a grid inside the picture, and the length per unit."""
        return arrow_field(self.function, self.window, self.columns)

    @property
    def lengths_tell(self) -> bool:
        """Whether arrows drawn true to scale are long enough to be seen."""
        sizes = self.gradients[0].magnitudes
        if not sizes.any():
            return True
        return bool((sizes >= _LONG * sizes.max()).mean() >= _SHARE)

    @property
    def field(self) -> VectorField:
        """The arrows: gradients, or their directions where lengths would not tell."""
        field, _ = self.gradients
        return field if self.lengths_tell else common_length(field)

    @property
    def scale(self) -> float:
        """Length of an arrow per unit of the field."""
        field, scale = self.gradients
        if self.lengths_tell:
            return scale
        across = np.unique(field.points[:, 0])
        return 0.75 * float(np.diff(across).min())

    @cached_property
    def full_scale(self) -> float:
        """Length of an arrow at a probe per unit of the gradient, in units of the axes."""
        return float(self.times)

    @cached_property
    def times(self) -> sp.Expr:
        """The same, exact."""
        at = np.array([self.probe(i) for i in range(len(self.probes))])
        return probe_scale(
            VectorField(at, np.array([slope.components for slope in self.slopes])), self.window
        )

    @cached_property
    def slopes(self) -> tuple[Gradient, ...]:
        """The gradients at the probes."""
        return tuple(self._slope(p) for p in self.probes)

    def _slope(self, at: Place) -> Gradient:
        (left, right), (low, high) = self.window.x, self.window.y
        good = probe_places(self.relief)[0]
        advice = f"choose a probe such as ({good[0]}, {good[1]})"
        if not (left <= float(at[0]) <= right and low <= float(at[1]) <= high):
            raise UnfitLesson(
                f"every probe must lie in the picture, {self._seen}, "
                f"got ({at[0]}, {at[1]}); {advice}, or a larger reach"
            )
        try:
            return gradient(self.function, at)
        except CalcmlError as error:
            raise UnfitLesson(f"every probe must have a gradient, but {error}; {advice}") from error

    @property
    def _seen(self) -> str:
        """The window in words."""
        (left, right), (low, high) = self.window.x, self.window.y
        return f"x from {left:g} to {right:g} and y from {low:g} to {high:g}"

    def probe(self, index: int) -> tuple[float, float]:
        """Return the place of a probe."""
        a, b = self.probes[index]
        return float(a), float(b)

    def probe_field(self, index: int) -> VectorField:
        """Return the gradient at a probe as a field of one arrow."""
        return VectorField(np.array([self.probe(index)]), self.slopes[index].components[None, :])

    @cached_property
    def lines(self) -> tuple[FlowLine, ...]:
        """The ways of the particles."""
        return tuple(self._line(start) for start in self.starts)

    def _line(self, start: Place) -> FlowLine:
        try:
            return flow_from(self.function, start, self.window)
        except CalcmlError as error:
            raise UnfitLesson(
                f"every particle must begin in the picture where there is a gradient, but {error}; "
                "choose other starts, or none to have them chosen"
            ) from error

    @property
    def arriving(self) -> tuple[Particle, ...]:
        """The particles that stay in the picture."""
        return tuple(Particle(line) for line in self.lines if not self.leaves(line))

    @property
    def leaving(self) -> tuple[Particle, ...]:
        """The other particles."""
        return tuple(Particle(line) for line in self.lines if self.leaves(line))

    def leaves(self, line: FlowLine) -> bool:
        """Tell whether a particle leaves the picture, or the domain."""
        return line.end in {FlowEnd.BORDER, FlowEnd.LEFT_DOMAIN}

    def arrives(self, line: FlowLine, tops: Iterable[CriticalPoint]) -> bool:
        """Tell whether a particle runs into one of some tops."""
        gaps = [np.linalg.norm(line.points[-1] - top.coordinates) for top in tops]
        near = bool(gaps) and bool(min(gaps) < _NEAR * 2 * float(self.reach))
        return line.end is FlowEnd.CRITICAL_POINT and near

    @property
    def duration(self) -> float:
        """The time by which all particles have come to their ends."""
        return max((float(line.times[-1]) for line in self.lines), default=1.0) or 1.0

    @property
    def way_to_the_maximum(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The straight way from the last probe to the highest top."""
        if self.maximum is None:
            raise UnfitLesson("there is no way to a maximum without one; choose another function")
        across, up = self.maximum.coordinates.tolist()
        return self.probe(-1), (across, up)

    @property
    def has_divide(self) -> bool:
        """Whether an upright line divides the particles that stay from those that leave."""
        return all(claim.holds for claim in self.claims if claim.key == "line_divides")

    @property
    def divide(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The upright line through the lowest point."""
        if self.minimum is None:
            raise UnfitLesson("there is no divide without a minimum; choose another function")
        across = float(self.minimum.coordinates[0])
        low, high = self.window.y
        return (across, low), (across, high)

    @property
    def divide_is_left(self) -> bool:
        """Whether the upright line stands left of the y-axis."""
        return self.divide[0][0] < 0

    def entries(self) -> Iterable[Entry]:
        """Yield the surface, its tops and bottoms, and the gradients at the probes."""
        f = self.function
        self._check_picture()
        yield formula("function", f"f(x, y) = {f.typst}", f"f(x, y) = {f.expression}")
        for name, found in self.marked:
            for axis, place, exact in zip("xy", found.coordinates, found.at, strict=True):
                yield number(
                    f"{name}.{axis}", axis, float(place), exact=exact,
                    formula=f"{axis} of the {name}", source="calcml.critical_points",
                    style=SLOPE,
                )  # fmt: skip
            yield number(
                f"{name}.value", "f(x, y)", found.height, exact=found.value,
                formula=f"f at the {name}", source="calcml.critical_points", style=SLOPE,
            )  # fmt: skip
        for i, slope in enumerate(self.slopes):
            for axis, place in zip("xy", slope.at, strict=True):
                yield parameter_entry(f"probe.{i}.{axis}", axis, place)
            for axis, value, exact in zip("xy", slope.components, slope.exact, strict=True):
                yield number(
                    f"gradient.{i}.{axis}", f"f_{axis}", float(value), exact=exact,
                    formula=f"∂f/∂{axis} at {slope.at}", source="calcml.gradient",
                    style=SLOPE,
                )  # fmt: skip
        if self.times != 1:
            yield parameter_entry("arrow.times", "k", self.times, style=SLOPE)

    def _check_picture(self) -> None:
        """Refuse a picture in which there is nothing to be seen."""
        (a, b), reach = suited_square(self.function)
        where = f"centre = ({a}, {b}) and reach = {reach}"
        if not len(self.relief.heights):
            raise UnfitLesson(
                f"the picture must show some of the surface, but {self.function.expression} has "
                f"no height for {self._seen}; choose {where}"
            )
        if not self.gradients[0].magnitudes.any():
            raise UnfitLesson(
                f"the surface must not be level, but the gradient of {self.function.expression} "
                f"is zero everywhere for {self._seen}; choose a function that varies with x or y, "
                f"or {where}"
            )

    @property
    def untold(self) -> frozenset[str]:
        """What is not told where there is no top, bottom or saddle, or no particle."""
        without = []
        if not self.marked:
            without.append("mark_top_and_bottom")
        if not self.starts:
            without.append("release_the_particles")
        if self.maximum is None:
            without.append("look_at_one_arrow")
        return frozenset(without)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What there is to be seen, where particles end, and where the last probe points."""
        return tuple(story(self))


def _given_centre(lesson: GaussianGradientField) -> Place | None:
    """Return the centre unless it is the one that suits the function by itself."""
    return None if lesson.centre == suited_square(lesson.function)[0] else lesson.centre
