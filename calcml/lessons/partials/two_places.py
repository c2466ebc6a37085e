"""Lessons that cut a surface along both axes, first through a point, then through the origin."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.core.window import Window
from calcml.lessons.entries import Entry, formula
from calcml.lessons.formulas import written
from calcml.lessons.scales import Frame, nice_scale
from calcml.lessons.surfaces.sliced_surfaces import SlicedSurface
from calcml.lessons.surfaces.slopes import (
    Place,
    cut_entry,
    partial_entry,
    slope_entry,
    slope_of,
    vector_entry,
)

__all__ = ["TwoPlaces"]

_PLACES: Mapping[str, Place] = {
    "p": (sp.Integer(1), sp.Integer(1)),
    "o": (sp.Integer(0), sp.Integer(0)),
}
_ALONG: Mapping[str, float] = {"x": 0.0, "y": 90.0}  # degrees


@dataclass(frozen=True, kw_only=True)
class TwoPlaces(SlicedSurface):
    """A sum of a function of x and one of y, and its slopes at (1, 1) and at the origin."""

    surface: ClassVar[Function]
    sides: ClassVar[Window]

    @property
    def function(self) -> Function:
        """The surface of the slide."""
        return self.surface

    @property
    def window(self) -> Window:
        """Where the surface is shown."""
        return self.sides

    @property
    @abstractmethod
    def plots(self) -> Mapping[str, tuple[float, float]]:
        """The heights of the plots of the cuts along x and along y."""

    @property
    def directions(self) -> Mapping[str, float]:
        """The angles of both axes, in degrees."""
        return _ALONG

    @property
    def place(self) -> tuple[float, float]:
        """The point at which the slopes are measured first."""
        return self.stops[0]

    @property
    def origin(self) -> tuple[float, float]:
        """Where both slopes vanish."""
        return self.stops[1]

    @property
    def pivot(self) -> float:
        """The point's x."""
        return self.place[0]

    @property
    def stops(self) -> tuple[tuple[float, float], ...]:
        """The point, and the origin."""
        return tuple((float(a), float(b)) for a, b in _PLACES.values())

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plots of the cuts along x and along y."""
        sides = {"x": self.window.x, "y": self.window.y}
        return {
            name: Frame(nice_scale(*side, count=3), nice_scale(*self.plots[name], count=4))
            for name, side in sides.items()
        }

    def entries(self) -> Iterable[Entry]:
        """Yield the surface, the point, both partial derivatives, and cuts and slopes."""
        f = self.function
        yield formula("function", f"z = {f.typst}", f"z = {written(f)}")
        a, b = _PLACES["p"]
        yield vector_entry("point", "P", (a, b, f.exact(a, b)), "calcml.Function")
        for free, held in ((x, y), (y, x)):
            yield from partial_entry(f, free)
            for name, place in _PLACES.items():
                value = place[0] if held == x else place[1]
                yield cut_entry(f"cut_{name}.{free}", f, held, value)
                slope = slope_of(f, free, place, str)
                yield slope_entry(f"at_{name}.{free}", free, slope, f"({place[0]}, {place[1]})")
