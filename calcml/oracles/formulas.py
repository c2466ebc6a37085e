"""Whether a formula on screen is true: read back, and tried at points against other numbers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.oracles.evaluation import DIGITS, NoValueError
from calcml.oracles.opinions import Opinion
from calcml.oracles.readings import UnreadableError, reading

__all__ = ["PLACES", "confirmation", "is_written", "places_about"]

PLACES = 8
"""At so many points a formula is tried."""

_TRIED = 40  # points at most, of which some lie outside the domain
_REACH = 3
_TOLERANCE = mp.mpf(10) ** -25  # relative: the slopes compared with are known to thirty digits

Place = tuple[mp.mpf, ...]


def places_about(centre: Sequence[mp.mpf], reach: float = _REACH) -> Iterator[Place]:
    """Yield fixed points that look random, all different and none of them special.

    Parameters
    ----------
    centre : sequence of number, length n
    reach : float
        How far they lie from the centre at most, along each axis.

    Yields
    ------
    tuple of mpmath.mpf, length n
        Multiples of the roots of primes, without their whole parts.
    """
    with mp.workdps(DIGITS):
        steps = [mp.sqrt(prime) for prime, _ in zip((2, 3, 5, 7), centre, strict=False)]
        for k in range(1, _TRIED + 1):
            shares = [2 * mp.frac(k * step) - 1 for step in steps]
            yield tuple(c + reach * share for c, share in zip(centre, shares, strict=True))


def confirmation(
    entry: Entry,
    truth: Callable[..., mp.mpf],
    names: Sequence[str],
    places: Iterator[Place],
    method: str,
) -> Opinion | None:
    """Try a formula, as Typst and as plain text, at points.

    Parameters
    ----------
    entry : Entry
        Its formula may begin with a name and a sign of equality.
    truth : callable
        Takes a point's coordinates and returns what the formula should give there; it may raise
        `NoValueError` where there is nothing to give.
    names : sequence of str
        What the coordinates are called in the formula.
    places : iterator of points
    method : str
        How the truth was found.

    Returns
    -------
    Opinion or None
        None if there are too few points to try it at.

    Raises
    ------
    UnreadableError
        If the formula cannot be read.
    UnknownError
        If the truth cannot be told.
    """
    known = list(islice(_known(truth, places), PLACES))
    if len(known) < PLACES:
        return None
    agrees = all(
        is_written(body, dict(zip(names, place, strict=True)), value)
        for body in (_body(entry.typst), _body(entry.shown))
        for place, value in known
    )
    return Opinion(f"tried at {PLACES} points", method, float(_TOLERANCE), holds=agrees)


def is_written(text: str, values: Mapping[str, mp.mpf], truth: mp.mpf) -> bool:
    """Tell whether a formula has a value at a point.

    Parameters
    ----------
    text : str
        The formula, without what it is called.
    values : mapping of str to mpmath.mpf
        The point.
    truth : mpmath.mpf
        What it should give.

    Returns
    -------
    bool

    Raises
    ------
    UnreadableError
        If the text is no formula.
    """
    with mp.workdps(DIGITS):
        try:
            found = reading(text, values)
        except (ZeroDivisionError, ValueError) as error:
            if isinstance(error, UnreadableError):
                raise
            return False
        return bool(abs(found - truth) <= _TOLERANCE * (1 + abs(truth)))


def _known(truth: Callable[..., mp.mpf], places: Iterator[Place]) -> Iterator[tuple[Place, mp.mpf]]:
    for place in places:
        try:
            yield place, truth(*place)
        except NoValueError:
            continue


def _body(text: str) -> str:
    """Leave out what a formula is called: f'(x) = 2x becomes 2x."""
    return text.rpartition(" = ")[2]
