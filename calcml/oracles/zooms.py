"""Second opinions on the zoom into a limit: boxes found by search, a swing by its phases."""

import re
from collections.abc import Callable, Mapping
from functools import partial

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.lessons.limits import LimitZoom
from calcml.oracles.applications import tried
from calcml.oracles.approaches import NEARNESS, both_sides
from calcml.oracles.boxes import Neighbourhood
from calcml.oracles.curves import curve_opinion, places_on
from calcml.oracles.evaluation import DIGITS, Formula, evaluate, exact
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.swings import of_the_swing

__all__ = ["zoom"]

_VALUES = "the formula's value, 60 digits"
_SEARCH = "search outwards and bisection, 60 digits"
_TOUCHING = mp.mpf("1e-25")  # relative: golden section finds a place to half of 60 digits
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19)
_CHAIN = re.compile(r"(0 < )?(.+) < (\w+)")


def zoom(lesson: LimitZoom) -> Mapping[str, Opinion]:
    """Work out the limit, the boxes and the swing of a `LimitZoom`.

    Parameters
    ----------
    lesson : LimitZoom

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, (*_of_the_limit(lesson), *of_the_swing(lesson)))


def _of_the_limit(lesson: LimitZoom) -> Work:
    f, ledger = Formula.of(lesson.function), lesson.ledger
    led = both_sides(f, lesson.at)
    if led.value is None or not led.is_finite:
        return
    with mp.workdps(DIGITS):
        near = Neighbourhood(f, evaluate(lesson.at), +led.value, led.error)
    yield "function", lambda: curve_opinion(ledger["function"], f, lesson.at)
    yield "limit.value", lambda: found(near.limit, NEARNESS, error=led.error)
    for i, tolerance in enumerate(lesson.tolerances):
        yield from _of_a_box(near, evaluate(tolerance), i)
        for side, sign in (("left", -1), ("right", 1)):
            yield f"{side}.value.{i}", partial(_value, lesson, near, side, sign, i)
    yield "every.epsilon", lambda: _every(ledger["every.epsilon"], lambda epsilon: epsilon)
    yield "every.delta", lambda: _every(ledger["every.delta"], near.widest)
    yield "promise.near", lambda: _promise(ledger["promise.near"], near, f)
    yield "promise.close", lambda: _promise(ledger["promise.close"], near, f)
    smallest = evaluate(lesson.tolerances[-1])
    for key, stretch in (("narrower", 0.5), ("wider", 2)):
        yield f"width.{key}", partial(_width, near, smallest, stretch)


def _of_a_box(near: Neighbourhood, tolerance: mp.mpf, i: int) -> Work:
    def edge(base: mp.mpf, sign: int, *, upright: bool) -> Opinion:
        with mp.workdps(DIGITS):
            reach = near.widest(tolerance) if upright else tolerance
            return found(base + sign * reach, _SEARCH, error=near.error + _TOUCHING * reach)

    yield f"delta.{i}", partial(edge, mp.mpf(0), 1, upright=True)
    yield f"edge.left.{i}", partial(edge, near.at, -1, upright=True)
    yield f"edge.right.{i}", partial(edge, near.at, 1, upright=True)
    yield f"edge.bottom.{i}", partial(edge, near.limit, -1, upright=False)
    yield f"edge.top.{i}", partial(edge, near.limit, 1, upright=False)


def _value(lesson: LimitZoom, near: Neighbourhood, side: str, sign: int, i: int) -> Opinion:
    """Evaluate at the place, or at the distance, that the row of the table names."""
    ledger = lesson.ledger
    with mp.workdps(DIGITS):
        if f"{side}.x.{i}" in ledger:
            return found(near.f(exact(given(ledger[f"{side}.x.{i}"]))), _VALUES)
        place = lesson.at + sign * given(ledger[f"step.{i}"])
        return found(near.f(exact(place)) - near.limit, _VALUES, error=near.error)


def _width(near: Neighbourhood, tolerance: mp.mpf, stretch: float) -> Opinion:
    with mp.workdps(DIGITS):
        width = stretch * near.widest(tolerance)
        return Opinion(near.holds(width, tolerance), "the curve at 800 places in the box")


def _every(entry: Entry, answer: Callable[[mp.mpf], mp.mpf]) -> Opinion | None:
    """Try what is said of every tolerance at eight of them."""
    if "epsilon" not in entry.typst:  # it says no more than that it goes on
        return None
    with mp.workdps(DIGITS):
        some = [mp.sqrt(prime) / 9 for prime in _PRIMES]
        cases = [({"epsilon": epsilon, "ε": epsilon}, answer(epsilon)) for epsilon in some]
    return tried(entry, cases, _SEARCH)


def _promise(entry: Entry, near: Neighbourhood, f: Formula) -> Opinion:
    """Try the middle of a chain of inequalities: a distance from the point or from the limit."""
    chains = [_CHAIN.fullmatch(text) for text in (entry.shown, entry.typst)]
    ends = [(chain[1], chain[3]) if chain else None for chain in chains]
    if ends not in ([("0 < ", "δ"), ("0 < ", "delta")], [(None, "ε"), (None, "epsilon")]):
        return Opinion("another promise", _VALUES, holds=False)
    across = ends[0] == ("0 < ", "δ")
    with mp.workdps(DIGITS):
        cases = [
            (
                {"x": x, "a": near.at, "L": near.limit},
                abs(x - near.at) if across else abs(f(x) - near.limit),
            )
            for x in places_on(f, near.at)
        ]
    return tried(entry, cases, _VALUES, lambda _, x: f(x), part=_middle)


def _middle(text: str) -> str:
    return text.removeprefix("0 < ").rpartition(" < ")[0]
