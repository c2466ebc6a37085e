"""The lesson of the mixed derivative: how a slope by x changes while y moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.partials import mixed_partial, partial
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.core.window import Window
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, number, parameter_entry
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Wording
from calcml.lessons.scales import Frame, Scale, ticked
from calcml.lessons.surfaces.sliced_surfaces import SlicedSurface, raw_heights
from calcml.lessons.surfaces.slopes import SLOPE, vector_entry

__all__ = ["MixedPartials"]

_BOWL = Function(x**2 + y**2, (x, y))
_MIXTURE = Function(x**3 + x * y**2, (x, y))
_WINDOW = Window((0.0, 1.6), (0.0, 2.5))
_PLACE = sp.Integer(1), sp.Integer(2)
_STANDS = tuple(k / 2 for k in range(6))  # values of y at which a stick is left behind
_HALF = 0.38  # of a stick, along x
_AHEAD = 0.55  # of the tangent to the slopes, along y
_SAMPLES = 61
_MIXED = "frac(partial^2 z, partial x partial y)"
_BY_X, _BY_Y = "frac(partial z, partial x)", "frac(partial z, partial y)"
_SLIDE_SOURCE = "slide A24"

Place = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class MixedPartials(SlicedSurface):
    """Sticks with the slope by x, along y: parallel on the bowl, turning where x and y are mixed.

    It has no parameters: the bowl is the slide's, for which its sum is wrong, and the other
    surface is that of the lessons beside it. Both second derivatives are continuous, so that the
    order of x and y does not matter.
    """

    chapter = "Partial derivatives"
    number = "5.7"
    heading = Caption("Mixed derivatives")
    slides = ("A24",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "raise_the_bowl": Caption(
            "A slope by _x_ may change while _y_ moves. The mixed derivative says how fast."
        ),
        "walk_across_the_bowl": Caption(
            "Walk along _y_: on this bowl the stick never turns. Its mixed derivative is "
            "{rate.bowl}."
        ),
        "walk_across_the_mixture": Caption(
            "Here the stick turns. At _y_ = {at.y} its slope grows at the rate {rate.mixture}."
        ),
        "strike_the_sum": Caption(
            "The slide adds both slopes instead: for the bowl at {place} that is {sum}, not "
            "{rate.bowl}."
        ),
        "add_where_it_belongs": Caption(
            "Mixed means one after the other. Slopes times steps add up to the total differential."
        ),
    }

    @property
    def function(self) -> Function:
        """The bowl."""
        return _BOWL

    @property
    def window(self) -> Window:
        """Where both surfaces are shown."""
        return _WINDOW

    @property
    def pivot(self) -> float:
        """The x along which the walk goes."""
        return nearest(_PLACE[0])

    @property
    def stops(self) -> tuple[Place, ...]:
        """Where the numbers are taken."""
        return ((self.pivot, nearest(_PLACE[1])),)

    @cached_property
    def up(self) -> Scale:
        """The scale of heights, for both surfaces."""
        return ticked(0, 14.6, 5)

    @cached_property
    def grids(self) -> Mapping[str, FloatArray]:
        """Both surfaces over the same places, shape (n, m, 3)."""
        heights = raw_heights(_MIXTURE, _WINDOW, cells=len(self.grid) - 1)
        other = np.concatenate([self.grid[..., :2], heights[..., None]], axis=-1)
        return {"bowl": self.grid, "mixture": other}

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The slope by x over y."""
        return {"slopes": Frame(ticked(0, 2.5, 1, skip=[0]), ticked(0, 10, 2, skip=[0]))}

    @property
    def directions(self) -> Mapping[str, float]:
        """The angles of both axes, in degrees."""
        return {"x": 0.0, "y": 90.0}

    @property
    def stands(self) -> tuple[float, ...]:
        """The values of y at which a stick is left behind, from the start of the walk."""
        return _STANDS

    @cached_property
    def _slopes(self) -> Mapping[str, Function]:
        return {"bowl": partial(_BOWL, x), "mixture": partial(_MIXTURE, x)}

    def slope(self, surface: str, at: float) -> Place:
        """Return the point over y in the plot of slopes."""
        return at, self._slopes[surface](self.pivot, at)

    def traced(self, surface: str, until: float) -> FloatArray:
        """Return the slopes from the start of the walk, shape (n, 2)."""
        ys = np.linspace(_STANDS[0], until, _SAMPLES)
        slopes = self._slopes[surface].raw(np.full_like(ys, self.pivot), ys)
        return np.column_stack([ys, np.broadcast_to(slopes, ys.shape)])

    def stick(self, surface: str, at: float) -> FloatArray:
        """Return the stick at a place of the walk, shape (2, 3)."""
        f = _BOWL if surface == "bowl" else _MIXTURE
        middle = np.array([self.pivot, at, f(self.pivot, at)])
        half = _HALF * np.array([1.0, 0.0, self.slope(surface, at)[1]])
        return np.stack([middle - half, middle + half])

    @property
    def growth(self) -> tuple[Place, Place]:
        """The tangent to the slopes of the second surface."""
        at, slope = self.slope("mixture", self.stops[0][1])
        rate = nearest(self._rate(_MIXTURE))
        return (at - _AHEAD, slope - _AHEAD * rate), (at + _AHEAD, slope + _AHEAD * rate)

    @staticmethod
    def _rate(f: Function) -> sp.Expr:
        return mixed_partial(f, x, y).exact(*_PLACE)

    def entries(self) -> Iterable[Entry]:
        """Yield both surfaces with their slopes, and what the slide says of the first."""
        for name, f, key in (("bowl", _BOWL, "function"), ("mixture", _MIXTURE, "other")):
            slope, mixed = self._slopes[name], mixed_partial(f, x, y)
            yield formula(key, f"z = {f.typst}", f"z = {written(f)}")
            yield formula(
                f"partial.{name}", f"{_BY_X} = {slope.typst}", f"∂z/∂x = {written(slope)}",
                source="calcml.partial",
            )  # fmt: skip
            yield formula(
                f"mixed.{name}", f"{_MIXED} = {mixed.typst}", f"∂²z/∂x∂y = {written(mixed)}",
                source="calcml.mixed_partial",
            )  # fmt: skip
            rate = self._rate(f)
            yield number(
                f"rate.{name}", _MIXED, nearest(rate), exact=rate, style=SLOPE,
                formula=f"∂²z/∂x∂y at {_PLACE}", source="calcml.mixed_partial",
            )  # fmt: skip
        yield vector_entry("place", "P", _PLACE, "parameter")
        yield parameter_entry("at.y", "y", _PLACE[1])
        slopes = [partial(_BOWL, v).exact(*_PLACE) for v in (x, y)]
        for v, slope in zip("xy", slopes, strict=True):
            yield number(
                f"slope.{v}", f"frac(partial z, partial {v})", nearest(slope), exact=slope,
                formula=f"∂z/∂{v} at {_PLACE}", source="calcml.partial", style=SLOPE,
            )  # fmt: skip
        total = sp.Add(*slopes)
        yield number(
            "sum", f"{_BY_X} + {_BY_Y}", nearest(total), exact=total, style=SLOPE,
            formula=f"∂z/∂x + ∂z/∂y at {_PLACE}", source=_SLIDE_SOURCE,
        )  # fmt: skip
        yield formula(
            "slide", f"frac(partial z, partial x partial y) = {_BY_X} + {_BY_Y}",
            "∂z/∂x∂y = ∂z/∂x + ∂z/∂y", source=_SLIDE_SOURCE,
        )  # fmt: skip
        yield formula(
            "rule", f"{_MIXED} = frac(partial, partial x) ({_BY_Y})",
            "∂²z/∂x∂y = ∂/∂x (∂z/∂y)", source="calcml.mixed_partial",
        )  # fmt: skip
        yield formula(
            "total", f"dif z = {_BY_X} dif x + {_BY_Y} dif y",
            "dz = ∂z/∂x dx + ∂z/∂y dy", source="calcml.tangent_plane",
        )  # fmt: skip
