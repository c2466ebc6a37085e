"""Surfaces over a window, and lessons in which a plane slices one."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calcml.core.functions import Function
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window
from calcml.lessons.framing import Range
from calcml.lessons.lesson import Lesson
from calcml.lessons.scales import Scale, nice_scale
from calcml.lessons.surfaces.cuts import Cut, upright_cut
from calcml.lessons.surfaces.terrain import Terrain, suited_heights, terrain

__all__ = ["SlicedSurface", "floor_axes", "raw_heights"]

_CELLS = 64


def raw_heights(f: Function, window: Window, *, cells: int = _CELLS) -> FloatArray:
    """Sample the heights of a surface, with gaps where it has none.

    Parameters
    ----------
    f : Function
        Of two variables.
    window : Window
        The rectangle of arguments, borders included.
    cells : int
        Cells in each direction.

    Returns
    -------
    FloatArray, shape (cells + 1, cells + 1)
    """
    across, up = (np.linspace(*side, cells + 1) for side in (window.x, window.y))
    return f.raw(*np.meshgrid(across, up, indexing="ij"))


def floor_axes(
    window: Window, heights: Range, *, from_left: bool = False
) -> Mapping[str, FloatArray]:
    """Return the axes along the borders of the floor, and the one upwards at their far corner.

    Parameters
    ----------
    window : Window
    heights : tuple of two floats
    from_left : bool
        Whether the viewer stands in front on the left, and not on the right.

    Returns
    -------
    mapping of str to FloatArray, shape (2, 3)
        Start and tip of the axes x, y and z; x in front, y on the viewer's side.
    """
    (width, depth), (low, high) = window.size, heights
    (left, right), (front, back) = window.x, window.y
    beside, upright = (left, (left, back)) if from_left else (right, (left, front))
    return {
        "x": np.array([(left, front, low), (right + 0.12 * width, front, low)]),
        "y": np.array([(beside, front, low), (beside, back + 0.12 * depth, low)]),
        "z": np.array([(*upright, low), (*upright, high + 0.08 * (high - low))]),
    }


@dataclass(frozen=True, kw_only=True)
class SlicedSurface(Lesson):
    """A surface with a plane through it that slides along y and turns about a pivot."""

    @property
    @abstractmethod
    def function(self) -> Function:
        """The surface, of x and y."""

    @property
    @abstractmethod
    def window(self) -> Window:
        """Where the surface is shown."""

    @property
    @abstractmethod
    def pivot(self) -> float:
        """The x of the point at which slopes are measured."""

    @property
    @abstractmethod
    def stops(self) -> Iterable[tuple[float, float]]:
        """The places at which slopes are measured."""

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

    @cached_property
    def up(self) -> Scale:
        """The scale of heights, with a little room below."""
        hold = [float(self.function.raw(*place)) for place in self.stops]
        low, high = suited_heights(raw_heights(self.function, self.window), hold)
        return nice_scale(low - 0.04 * (high - low), high, count=4)

    @property
    def heights(self) -> Range:
        """The heights that are shown."""
        return self.up.limits

    @property
    def levels(self) -> tuple[float, ...]:
        """The heights of the level lines: those that the plot's axis names."""
        return tuple(float(tick) for tick in self.up.ticks)

    @property
    def axes(self) -> Mapping[str, FloatArray]:
        """The axes in space by name: start and tip of each, shape (2, 3)."""
        return floor_axes(self.window, self.heights)

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The cuts along x at which slopes are measured."""
        return tuple(self.cut(offset, 0.0) for _, offset in self.stops)

    def cut(self, offset: float, degrees: float, start: float | None = None) -> Cut:
        """Return the cut through the point above the pivot and a y.

        Parameters
        ----------
        offset : float
            The y.
        degrees : float
            Direction of the plane, from the x-axis.
        start : float, optional
            What distance the point has along the plane, if not its coordinate.

        Returns
        -------
        Cut
        """
        return self.cut_at((self.pivot, offset), degrees, start)

    def cut_at(self, place: tuple[float, float], degrees: float, start: float | None = None) -> Cut:
        """Return the cut through a point of the surface.

        Parameters
        ----------
        place : tuple of two floats
            Below the point.
        degrees : float
            Direction of the plane, from the x-axis.
        start : float, optional
            What distance the point has along the plane, if not its coordinate.

        Returns
        -------
        Cut
        """
        return upright_cut(
            self.function, place, degrees, window=self.window,
            heights=self.heights, start=start, broken=not self.terrain.is_whole,
        )  # fmt: skip
