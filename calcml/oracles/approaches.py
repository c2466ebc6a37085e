"""One-sided limits by values ever nearer to the point, down to a distance of 1e-128.

At each level the function is tried at several distances of one size that have no round ratio, so
that a swing is not met at the same phase again and again. So near to the point no extrapolation
is needed: what a smooth function still lacks is as small as the distance.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import mpmath as mp
import sympy as sp

from calcml.oracles.evaluation import Coordinate, NoValueError, UnknownError, floating
from calcml.oracles.opinions import Opinion, found

__all__ = ["NEARNESS", "Approach", "approach", "both_sides"]

NEARNESS = "values down to a distance of 1e-128"
"""What is said of numbers that an approach gives."""

_LEVELS = (8, 16, 32, 64, 128)  # negative powers of ten
_SHARES = tuple(Fraction(n, 101) for n in (101, 89, 79, 71, 61, 53, 47, 41))
_DIGITS = 4 * _LEVELS[-1] + 90  # four powers of the distance may cancel
_SETTLED = mp.mpf("1e-30")  # the square root of the last distance shrinks to 1e-64
_STEADY = 0.9  # increments that shrink faster than so may have a finite sum
_SWINGS = 0.1  # of the swing far out is still seen near the point

Outcome = Literal["SETTLES", "OSCILLATES", "UNDEFINED_NEARBY", "SIDES_DIFFER"]


@dataclass(frozen=True)
class Approach:
    """Where the values of a function lead.

    Attributes
    ----------
    outcome : {"SETTLES", "OSCILLATES", "UNDEFINED_NEARBY", "SIDES_DIFFER"}
        Growing without bound to one infinity counts as settling.
    value : mpmath.mpf or None
        The limit, or ±inf; None unless it settles.
    error : mpmath.mpf
        How far the limit may be from there.
    """

    outcome: Outcome
    value: mp.mpf | None = None
    error: mp.mpf = field(default_factory=mp.mpf)

    @property
    def is_finite(self) -> bool:
        """Whether the values lead to a number."""
        return self.value is not None and bool(mp.isfinite(self.value))

    @property
    def opinion(self) -> Opinion:
        """Where the values lead; False if they lead nowhere."""
        if self.value is None:
            return Opinion(value=False, method=NEARNESS)
        return found(self.value, NEARNESS, error=self.error)


def approach(f: Callable[[mp.mpf], mp.mpf], to: Coordinate, side: int) -> Approach:
    """Find where a function leads from one side.

    Parameters
    ----------
    f : callable
        It computes to the digits set for mpmath, as a `Formula` does.
    to : Coordinate
        The point; or ±oo, which has one side only.
    side : {-1, 1}
        From the left or from the right.

    Returns
    -------
    Approach

    Raises
    ------
    UnknownError
        If the values neither settle nor grow nor swing clearly.

    Examples
    --------
    >>> approach(lambda x: mp.sin(x) / x, 0, 1).value
    mpf('1.0')
    """
    with mp.workdps(_DIGITS):
        try:
            levels = [[f(x) for x in _places(to, side, level)] for level in _LEVELS]
        except NoValueError:
            return _nearer(f, to, side)
        return _judged(levels)


def both_sides(f: Callable[[mp.mpf], mp.mpf], to: Coordinate) -> Approach:
    """Find where a function leads from both sides.

    Parameters
    ----------
    f : callable
    to : Coordinate
        A finite point.

    Returns
    -------
    Approach
        Of several reasons against a limit the first of: undefined, swinging, different sides.
    """
    sides = [approach(f, to, side) for side in (-1, 1)]
    for outcome in ("UNDEFINED_NEARBY", "OSCILLATES"):
        if any(side.outcome == outcome for side in sides):
            return Approach(outcome)
    left, right = sides
    error = left.error + right.error
    return (
        Approach("SETTLES", right.value, error) if _same(left, right) else Approach("SIDES_DIFFER")
    )


def _same(left: Approach, right: Approach) -> bool:
    """Tell whether two sides lead to the same number, or the same infinity."""
    if not (left.is_finite and right.is_finite):
        return bool(left.value == right.value)
    with mp.workdps(_DIGITS):
        return bool(abs(floating(left.value) - floating(right.value)) <= left.error + right.error)


def _places(to: Coordinate, side: int, level: int) -> Iterable[mp.mpf]:
    distances = [floating(share) * mp.mpf(10) ** -level for share in _SHARES]
    if to in (sp.oo, -sp.oo):
        return [(1 if to == sp.oo else -1) / distance for distance in distances]
    return [floating(to) + side * distance for distance in distances]


def _nearer(f: Callable[[mp.mpf], mp.mpf], to: Coordinate, side: int) -> Approach:
    """Try again without the outer levels: a gap there does not matter."""
    try:
        levels = [[f(x) for x in _places(to, side, level)] for level in _LEVELS[2:]]
    except NoValueError:
        return Approach("UNDEFINED_NEARBY")
    return _judged(levels)


def _judged(levels: Sequence[Sequence[mp.mpf]]) -> Approach:
    last = levels[-1]
    spread = max(last) - min(last)
    if spread <= _SETTLED * (1 + abs(last[-1])):
        before = abs(levels[-2][-1] - last[-1])
        if before <= mp.sqrt(_SETTLED) * (1 + abs(last[-1])):
            # A power p of the distance leaves 1/(2**p - 1) times what it changes in an octave.
            return Approach("SETTLES", last[-1], 20 * spread + mp.mpf(10) ** -50)
    if all(v > 0 for v in last) or all(v < 0 for v in last):
        reached = [min(map(abs, values)) for values in levels]
        gains = [later - earlier for earlier, later in pairwise(reached)]
        if gains[0] > 0 and all(b > _STEADY * a for a, b in pairwise(gains)):
            return Approach("SETTLES", mp.sign(last[0]) * mp.inf)
    swings = [max(values) - min(values) for values in levels]
    if min(swings[1:]) > _SWINGS * swings[0]:
        return Approach("OSCILLATES")
    raise UnknownError("the values neither settle, nor grow, nor swing")
