"""The widest box that holds a curve: the first place, outwards from a point, where it leaves.

Distances are tried in steps of a twenty-fourth of an octave. Between a place inside and one
outside, bisection closes in on the border; where the curve turns just at it, golden section does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import mpmath as mp

from calcml.oracles.evaluation import DIGITS, NoValueError, UnknownError

__all__ = ["Neighbourhood"]

_PER_OCTAVE = 24
_NEAREST, _FARTHEST = -30, 24  # powers of two
_HALVINGS = 110  # to 34 digits
_NARROWINGS = 150  # each by the golden ratio, to half of 60 digits
_TURNS = mp.mpf("1e-3")  # of the tolerance: a maximum that near may reach it between two steps
_TOUCHES = mp.mpf("1e-40")  # of the tolerance


@dataclass(frozen=True)
class Neighbourhood:
    """A function around a point where it has a limit.

    Attributes
    ----------
    f : callable
    at : mpmath.mpf
    limit : mpmath.mpf
    error : mpmath.mpf
        How far the limit may be from there.
    """

    f: Callable[[mp.mpf], mp.mpf]
    at: mp.mpf
    limit: mp.mpf
    error: mp.mpf

    def away(self, distance: mp.mpf, side: int) -> mp.mpf:
        """Return how far the function is from its limit; infinitely where it has no value."""
        try:
            return abs(self.f(self.at + side * distance) - self.limit)
        except NoValueError:
            return mp.inf

    def widest(self, tolerance: mp.mpf) -> mp.mpf:
        """Find the largest half-width whose box holds the curve.

        Parameters
        ----------
        tolerance : mpmath.mpf
            The half-height of the box.

        Returns
        -------
        mpmath.mpf

        Raises
        ------
        UnknownError
            If the curve stays in the box as far as it is followed, or leaves it at once.
        """
        if tolerance not in self._found:
            with mp.workdps(DIGITS):
                found = [self._leaves(mp.mpf(tolerance), side) for side in (-1, 1)]
            ends = [distance for distance in found if distance is not None]
            if not ends:
                raise UnknownError("the curve stays in the box")
            self._found[tolerance] = min(ends)
        return self._found[tolerance]

    def holds(self, width: mp.mpf, tolerance: mp.mpf, count: int = 400) -> bool:
        """Try whether a box holds the curve, at many places in it.

        Parameters
        ----------
        width, tolerance : mpmath.mpf
            Half the box.
        count : int
            How many places of each side.

        Returns
        -------
        bool
        """
        with mp.workdps(DIGITS):
            places = [width * mp.mpf(2 * k + 1) / (2 * count) for k in range(count)]
            places.append(self.widest(tolerance))  # a curve that only touches is seen just there
            limit = tolerance * (1 - _TOUCHES)
            return all(
                self.away(place, side) < limit
                for place in places if place < width
                for side in (-1, 1)
            )  # fmt: skip

    @cached_property
    def _found(self) -> dict[mp.mpf, mp.mpf]:
        return {}

    @cached_property
    def _distances(self) -> list[mp.mpf]:
        with mp.workdps(DIGITS):
            ratio = mp.mpf(2) ** (mp.mpf(1) / _PER_OCTAVE)
            count = (_FARTHEST - _NEAREST) * _PER_OCTAVE
            return [mp.mpf(2) ** _NEAREST * ratio**k for k in range(count)]

    @cached_property
    def _seen(self) -> dict[tuple[int, int], mp.mpf]:
        return {}

    def _at(self, k: int, side: int) -> mp.mpf:
        if (k, side) not in self._seen:
            self._seen[k, side] = self.away(self._distances[k], side)
        return self._seen[k, side]

    def _leaves(self, tolerance: mp.mpf, side: int) -> mp.mpf | None:
        before = mp.mpf(0)
        for k, distance in enumerate(self._distances):
            if self._at(k, side) >= tolerance:
                return self._border(before, distance, tolerance, side)
            if k > 1 and self._turns(k - 1, tolerance, side):
                top = self._top(self._distances[k - 2], distance, side)
                if self.away(top, side) >= tolerance * (1 - _TOUCHES):
                    return self._border(self._distances[k - 2], top, tolerance, side)
            before = distance
        return None

    def _turns(self, k: int, tolerance: mp.mpf, side: int) -> bool:
        """Tell whether the curve comes near the border here and turns back."""
        before, here, after = (self._at(i, side) for i in (k - 1, k, k + 1))
        return bool(
            before <= here >= after
            and here > tolerance - max(here - before, here - after) - _TURNS * tolerance
        )

    def _top(self, low: mp.mpf, high: mp.mpf, side: int) -> mp.mpf:
        """Find a maximum between two distances by golden section."""
        golden = (mp.sqrt(5) - 1) / 2
        for _ in range(_NARROWINGS):
            left, right = high - golden * (high - low), low + golden * (high - low)
            if self.away(left, side) < self.away(right, side):
                low = left
            else:
                high = right
        return (low + high) / 2

    def _border(self, inside: mp.mpf, outside: mp.mpf, tolerance: mp.mpf, side: int) -> mp.mpf:
        if not inside:
            raise UnknownError("the curve leaves the box at once")
        if self.away(outside, side) < tolerance:  # it only touches
            return outside
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            if self.away(middle, side) < tolerance:
                inside = middle
            else:
                outside = middle
        return outside
