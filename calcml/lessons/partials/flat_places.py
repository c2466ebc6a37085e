"""The lesson of a flat place: a fifth power hardly leaves it, and a square soon does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.sampling import Curve, sample_curve
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.core.window import Window
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, decimals, number, parameter_entry
from calcml.lessons.lesson import Wording
from calcml.lessons.partials.two_places import TwoPlaces
from calcml.lessons.scales import Frame, ticked
from calcml.lessons.surfaces.sliced_surfaces import floor_axes

__all__ = ["QuinticSlices"]

_FUNCTION = Function(x**5 + y**2, (x, y))
_HEIGHT = sp.Rational(1, 100)
_POWERS: Mapping[str, int] = {"x": 5, "y": 2}
_REACH, _LOW, _HIGH = 0.6, -0.02, 0.04  # of the plot of both cuts near the origin
_DECIMALS = 3
_NAMED: Mapping[str, float] = {"x": 0.46, "y": -0.17}
_SAMPLES = 61
_END = 1.1  # of x, to which a marble is pushed on both sides

Place = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class QuinticSlices(TwoPlaces):
    """A square across a fifth power: level at the origin, and along x nearly level around it.

    It has no parameters: how flat the origin is follows from the powers of the slide.
    """

    chapter = "Partial derivatives"
    number = "5.5"
    heading = Caption("Flat, and flatter")
    slides = ("A28",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "raise_the_surface": Caption(
            "Now a square along _y_ is carried by a fifth power along _x_."
        ),
        "cut_the_fifth_power": Caption(
            "Hold _y_: the fifth power has the slope {at_p.x} at _P_, and around zero hardly any."
        ),
        "cut_the_square": Caption("Hold _x_: the square has the slope {at_p.y} at _P_."),
        "compare_near_zero": Caption(
            "Zoom in at zero: the square reaches {height} at {reach.y}, the fifth power only at "
            "{~reach.x}."
        ),
        "leave_both_ways": Caption(
            "Level is not lowest: along _x_ it goes up on one side and down on the other."
        ),
    }

    surface: ClassVar[Function] = _FUNCTION
    sides: ClassVar[Window] = Window((-1.2, 1.2), (-1.5, 1.5))

    @property
    def plots(self) -> Mapping[str, tuple[float, float]]:
        """The heights of both plots."""
        return {"x": (-2.6, 3.6), "y": (-0.4, 3.4)}

    @property
    def axes(self) -> Mapping[str, FloatArray]:
        """The axes in space; only from the left the valley is seen."""
        return floor_axes(self.window, self.heights, from_left=True)

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plots of both cuts, and that of both near the origin."""
        across = ticked(-_REACH, _REACH, 0.4, skip=[0])
        up = ticked(_LOW, _HIGH, 0.01, skip=[0, -0.02, 0.02, 0.03, 0.04])
        return {**super().frames, "near": Frame(across, up)}

    @cached_property
    def near(self) -> Mapping[str, Curve]:
        """Both cuts through the origin, near it."""
        window = Window((-_REACH, _REACH), (_LOW, _HIGH))
        powers = {name: Function(x**power, x) for name, power in _POWERS.items()}
        return {name: sample_curve(f, window) for name, f in powers.items()}

    @cached_property
    def reaches(self) -> Mapping[str, sp.Expr]:
        """How far from zero both powers stay below the height."""
        return {name: sp.root(_HEIGHT, power) for name, power in _POWERS.items()}

    def leaving(self, axis: str) -> Place:
        """Return where a cut leaves the height."""
        return nearest(self.reaches[axis]), nearest(_HEIGHT)

    def foot(self, axis: str) -> Place:
        """Return the place on the axis below that."""
        return self.leaving(axis)[0], 0.0

    def name_of(self, axis: str) -> Place:
        """Return the place on a cut beside which its name stands."""
        return _NAMED[axis], _NAMED[axis] ** _POWERS[axis]

    @property
    def sides_of_zero(self) -> tuple[str, ...]:
        """The names of the lines at the height."""
        return "above", "below"

    def threshold(self, side: str) -> tuple[Place, Place]:
        """Return the line at the height, above or below zero."""
        height = nearest(_HEIGHT) if side == "above" else -nearest(_HEIGHT)
        return (-_REACH, height), (_REACH, height)

    @property
    def pushes(self) -> tuple[float, float]:
        """How far the marble is pushed, up and then down, as shares of the way."""
        return 1.0, -1.0

    @property
    def rest(self) -> float:
        """Where the marble lies first, as such a share."""
        return 0.0

    def bar(self, axis: str) -> tuple[Place, Place]:
        """Return how far a cut stays below the height, drawn below the curves."""
        reach, low = nearest(self.reaches[axis]), _LOW / 2 * (1.2 if axis == "x" else 1.6)
        return (-reach, low), (reach, low)

    def pushed(self, share: float) -> FloatArray:
        """Return the marble on its way along x from the origin, shape (3,).

        Parameters
        ----------
        share : float
            From -1, at the one end, to 1.
        """
        at = _END * share
        return np.array([at, 0.0, self.function(at, 0.0)])

    def way(self, share: float) -> FloatArray:
        """Return the way of the marble from the origin, shape (n, 3)."""
        return np.stack([self.pushed(share * k / _SAMPLES) for k in range(_SAMPLES + 1)])

    def entries(self) -> Iterable[Entry]:
        """Yield the cuts and slopes, and how far both cuts stay near zero."""
        yield from super().entries()
        yield parameter_entry("height", "z", _HEIGHT)
        for name, reach in self.reaches.items():
            yield number(
                f"reach.{name}", name, nearest(reach), exact=reach,
                formula=f"{name}**{_POWERS[name]} = {_HEIGHT}", source="sympy.root",
                style=decimals(_DECIMALS) if name == "x" else decimals(1),
            )  # fmt: skip
