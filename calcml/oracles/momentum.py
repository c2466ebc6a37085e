"""Second opinions on momentum: closed forms of both descents, and what measured steps obey."""

from collections.abc import Mapping
from functools import partial

import mpmath as mp

from calcml.lessons.extras import MomentumNarrowValley
from calcml.oracles.descents import DIGITS
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.stable_rates import factor_of, golden, halved

__all__ = ["momentum_opinions"]

_HEIGHTS = "heights, 60 digits"
_BEST = "golden section on the larger measured factor"
_DOUBLE = "double roots along both curvatures, by bisection"
_CLOSED = "closed form of the walk, 160 digits"
_STEPS = "determinant of two runs after a step over that before, 160 digits"
_START = 2, 5  # the fraction beside the floor at which both begin
_LOST = mp.mpf(10) ** -60


def momentum_opinions(lesson: MomentumNarrowValley) -> Mapping[str, Opinion]:
    """Work out the numbers of `MomentumNarrowValley`.

    Parameters
    ----------
    lesson : MomentumNarrowValley

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        return worked_out(lesson.ledger, _of_valley(lesson))


def _of_valley(lesson: MomentumNarrowValley) -> Work:
    ledger, length = lesson.ledger, mp.mpf(lesson.length)
    steep, aside = length * length, mp.mpf(_START[0]) / _START[1]
    yield "function", lambda: confirmation(
        ledger["function"], lambda a, b: (a * a + steep * b * b) / 2, ("x", "y"),
        places_about((mp.mpf(0), mp.mpf(0))), _HEIGHTS,
    )  # fmt: skip
    yield "ratio", partial(_found, steep, "the square of the length")

    def larger(rate: mp.mpf) -> mp.mpf:
        return max(abs(factor_of(curvature, rate)) for curvature in (mp.mpf(1), steep))

    plain = golden(larger, mp.mpf(0), mp.mpf(1))
    yield "plain.rate", partial(_found, plain, _BEST)
    yield "plain.factor", partial(_found, larger(plain), _BEST)
    # Along both curvatures the two factors of momentum coincide, with opposite signs.
    root = halved(lambda q: (1 + q) ** 2 - steep * (1 - q) ** 2, mp.mpf(0), mp.mpf(1))
    rate, kept = (1 - root) ** 2, root**2
    yield "momentum.rate", partial(_found, rate, _DOUBLE)
    yield "kept", partial(_found, kept, _DOUBLE)
    yield "momentum.factor", lambda: _found(_shrinking(steep, rate, kept), _STEPS)
    for i in range(len([key for key in ledger if key.startswith("rows.")])):
        k = int(given(ledger[f"rows.{i}"]))
        walked = [start * (1 - plain * c) ** k for start, c in ((length, 1), (aside, steep))]
        yield f"plain.{i}", partial(_found, mp.hypot(*walked), _CLOSED)
        swung = [
            _double(start, rate, curvature, factor, k)
            for start, curvature, factor in ((length, mp.mpf(1), root), (aside, steep, -root))
        ]
        yield f"momentum.{i}", partial(_found, mp.hypot(*swung), _CLOSED)


def _double(start: mp.mpf, rate: mp.mpf, curvature: mp.mpf, factor: mp.mpf, step: int) -> mp.mpf:
    """Return (a + bk)λᵏ, the walk whose characteristic polynomial has the double root λ."""
    first = start * (1 - rate * curvature)
    return (start + (first / factor - start) * step) * factor**step


def _shrinking(curvature: mp.mpf, rate: mp.mpf, kept: mp.mpf) -> mp.mpf:
    """Return the size of both factors, whose product is how fast an area of two runs shrinks."""

    def after(place: mp.mpf, move: mp.mpf) -> tuple[mp.mpf, mp.mpf]:
        change = kept * move + place * (factor_of(curvature, rate) - 1)
        return place + change, change

    (a, b), (c, d) = after(mp.mpf(1), mp.mpf(0)), after(mp.mpf(0), mp.mpf(1))
    return mp.sqrt(abs(a * d - b * c))


def _found(value: mp.mpf, method: str) -> Opinion:
    return found(value, method, error=_LOST * (1 + abs(value)))
