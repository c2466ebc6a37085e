"""Difference quotients to sixty digits, and their formulas tried at steps."""

from collections.abc import Iterator

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.oracles.applications import tried
from calcml.oracles.evaluation import DIGITS, Coordinate, Formula, NoValueError, floating
from calcml.oracles.opinions import Opinion, found

__all__ = ["quotient", "quotient_opinion", "some_steps", "step_opinion"]

_DIVIDED = "differences of values, 60 digits"
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19)
_NEARER = (4, 64, 1024)
_LOST = 30  # digits, in the difference of values at a step of 1e-30


def quotient(f: Formula, at: Coordinate, step: Coordinate, *, central: bool = False) -> mp.mpf:
    """Divide a difference of values by the step, or a symmetric one by twice the step.

    Parameters
    ----------
    f : Formula
        Of one variable.
    at, step : Coordinate
    central : bool, default False

    Returns
    -------
    mpmath.mpf
        To the digits set for mpmath, sixty at least.
    """
    with mp.workdps(max(DIGITS, mp.mp.dps) + _LOST):
        a, h = floating(at), floating(step)
        return (f(a + h) - f(a - h)) / (2 * h) if central else (f(a + h) - f(a)) / h


def step_opinion(f: Formula, at: Coordinate, step: Coordinate) -> Opinion:
    """Work out a difference quotient.

    Parameters
    ----------
    f : Formula
    at, step : Coordinate

    Returns
    -------
    Opinion
    """
    return found(quotient(f, at, step), _DIVIDED)


def some_steps(f: Formula, at: Coordinate, *, central: bool = False) -> Iterator[mp.mpf]:
    """Choose eight steps for which there is a quotient.

    Parameters
    ----------
    f : Formula
    at : Coordinate
    central : bool, default False

    Yields
    ------
    mpmath.mpf

    Raises
    ------
    NoValueError
        If there are none.
    """
    for nearer in _NEARER:
        with mp.workdps(DIGITS):
            steps = [mp.sqrt(prime) / nearer for prime in _PRIMES]
        try:
            for step in steps:
                quotient(f, at, step, central=central)
        except NoValueError:
            continue
        yield from steps
        return
    raise NoValueError("there are no steps")


def quotient_opinion(entry: Entry, f: Formula, at: Coordinate, *, central: bool = False) -> Opinion:
    """Try the formula of a quotient, in which f is applied, or of what is left of it.

    Parameters
    ----------
    entry : Entry
    f : Formula
    at : Coordinate
    central : bool, default False

    Returns
    -------
    Opinion
    """
    with mp.workdps(DIGITS):
        a = floating(at)
        cases = [
            ({"h": h, "a": a, "x": a}, quotient(f, a, h, central=central))
            for h in some_steps(f, a, central=central)
        ]
    return tried(entry, cases, _DIVIDED, lambda _, x: f(x))
