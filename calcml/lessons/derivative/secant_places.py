"""The places of names on the picture of secants, and of its lens: where nothing else stands."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from calcml.core.sampling import Curve
from calcml.core.types import FloatArray
from calcml.lessons.derivative.secant_picture import Place, SecantPicture
from calcml.lessons.framing import Range
from calcml.lessons.placing import Name, free_place

__all__ = ["SecantPlaces"]

_LENS = Name(0.33, 0.37)
_LETTER = 0.12  # of the height, beside the run of the triangle
_ON_A_LINE = 60


@dataclass(frozen=True)
class SecantPlaces:
    """Free places on a picture of secants.

    Attributes
    ----------
    picture : SecantPicture
    """

    picture: SecantPicture

    def name_place(self, width: float, height: float) -> Place:
        """Return where the curve's name stands: near the end of the curve, clear of secants.

        Parameters
        ----------
        width, height : float
            The name's room in shares of the plot.
        """
        end = self.picture.curve.pieces[-1][-1:]
        return free_place(self.picture.frame, Name(width, height), clear_of=self._drawn, near=end)

    def tangent_name_place(self, width: float, height: float, name: FloatArray) -> Place:
        """Return where the tangent's name stands: beside it, clear of everything else.

        Parameters
        ----------
        width, height : float
            Its room in shares of the plot.
        name : FloatArray, shape (n, 2)
            Around the curve's name.
        """
        line = self._line(self.picture.slope)
        far = np.abs(line[:, 0] - self.picture.fixed_point[0]) > 0.2 * np.ptp(self.picture.across)
        clear = (*self._drawn, name)
        near = line[far] if far.any() else line
        return free_place(self.picture.frame, Name(width, height), clear_of=clear, near=near)

    def lens_shares(self, name: FloatArray) -> tuple[Range, Range]:
        """Return where the lens stands: in a corner that is as free as can be.

        Parameters
        ----------
        name : FloatArray, shape (n, 2)
            Around the curve's name.

        Returns
        -------
        tuple of two ranges
            In shares of the plot's width and height.
        """
        (left, right), (low, high) = self.picture.frame.x.limits, self.picture.frame.y.limits
        corners = [(x, y) for x in (right, left) for y in (low, high)]
        clear = (
            self.picture.curve,
            np.array([self.picture.fixed_point]),
            self._line(self.picture.slope),
            name,
        )
        places = [
            free_place(self.picture.frame, _LENS, clear_of=clear, near=np.array([corner]))
            for corner in corners
        ]
        pairs = zip(places, corners, strict=True)
        place = min(pairs, key=lambda pair: (self._apart(*pair), self._crosses(pair[0], name)))[0]
        across, up = self._shares(place)
        (wide, high) = _LENS.width / 2, _LENS.height / 2
        return (across - wide, across + wide), (up - high, up + high)

    @property
    def _drawn(self) -> Iterable[Curve | FloatArray]:
        """Everything that no name may touch."""
        yield self.picture.curve
        yield from self._points
        yield from self._lines
        yield from self._axes

    def _shares(self, place: Place) -> tuple[float, float]:
        return self.picture.frame.x.share(place[0]), self.picture.frame.y.share(place[1])

    def _apart(self, one: Place, other: Place) -> float:
        """Return the distance of two places in shares of the plot, as far as the eye tells."""
        pairs = zip(self._shares(one), self._shares(other), strict=True)
        return round(math.hypot(*(a - b for a, b in pairs)), 2)

    def _crosses(self, place: Place, name: FloatArray) -> bool:
        """Tell whether the way from the fixed point to a place leads through a name."""
        way = np.linspace(self.picture.fixed_point, place, _ON_A_LINE)
        return bool(((name.min(axis=0) < way) & (way < name.max(axis=0))).all(axis=1).any())

    @property
    def _points(self) -> Iterable[FloatArray]:
        """The points of the telling, and the triangle of the longest step with its letter."""
        steps = [0.0, *map(float, self.picture.steps[:2]), self.picture.left_start]
        points = [np.array([self.picture.moving_point(h)]) for h in steps]
        longest = float(self.picture.steps[0])
        (left, level), (right, _) = self.picture.run(longest)
        below = level + self.picture.outside(longest) * np.array([0.02, _LETTER]) * (
            self.picture.up[1] - self.picture.up[0]
        )
        letter = np.column_stack([[(left + right) / 2] * 2, below])
        return [
            *points,
            np.array(self.picture.run(longest)),
            np.array(self.picture.rise(longest)),
            letter,
        ]

    @property
    def _axes(self) -> Iterable[FloatArray]:
        """The axes where they run through the picture."""
        (left, right), (low, high) = self.picture.across, self.picture.up
        if left < 0 < right:
            yield np.array([[0.0, low], [0.0, high]])
        if low < 0 < high:
            yield np.array([[left, 0.0], [right, 0.0]])

    @property
    def _lines(self) -> Iterable[FloatArray]:
        """The secants and the tangent, as far as they are in view."""
        slopes = [
            self.picture.secant(float(h))[2] for h in (*self.picture.steps, self.picture.from_left)
        ]
        lines = (self._line(slope) for slope in (*slopes, self.picture.slope))
        return [line for line in lines if len(line)]

    def _line(self, slope: float) -> FloatArray:
        """Return points of a line through the fixed point, as far as it is in view."""
        (x, y), (low, high) = self.picture.fixed_point, self.picture.up
        across = np.linspace(*self.picture.across, _ON_A_LINE)
        points = np.column_stack([across, y + slope * (across - x)])
        return points[(low <= points[:, 1]) & (points[:, 1] <= high)]
