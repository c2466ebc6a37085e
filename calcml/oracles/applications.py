"""Formulas in which a function is applied by its name: (f(3 + h) - f(3))/h, |f''(1)|."""

import re
from collections.abc import Callable, Iterable, Mapping

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.oracles.evaluation import DIGITS
from calcml.oracles.opinions import Opinion
from calcml.oracles.readings import UnreadableError, reading

__all__ = ["Values", "applied", "tried"]

Values = Mapping[str, mp.mpf]
Named = Callable[[int, mp.mpf], mp.mpf]
"""The derivative of some order of what the name stands for, at a place."""

_CALL = re.compile(r"\b[fg]('*)\(")
_TOLERANCE = mp.mpf(10) ** -25  # relative; what is compared is known to thirty digits


def applied(text: str, values: Values, function: Named | None = None) -> mp.mpf:
    """Read a formula in which f or g is applied to arguments.

    Parameters
    ----------
    text : str
        Typst mathematics or plain text.
    values : mapping of str to mpmath.mpf
    function : callable, optional
        Takes the number of primes and the argument.

    Returns
    -------
    mpmath.mpf

    Raises
    ------
    UnreadableError
        If the text is no such formula.

    Examples
    --------
    >>> applied("frac(f(3 + h) - f(3), h)", {"h": mp.mpf(2)}, lambda _, x: x**2)
    mpf('8.0')
    """
    known = dict(values)
    while function and (call := _CALL.search(text)):
        end = _closing(text, call.end())
        name = f"value_{len(known)}"
        known[name] = function(len(call[1]), reading(text[call.end() : end], values))
        text = f"{text[: call.start()]} {name} {text[end + 1 :]}"
    return reading(text, known)


def tried(
    entry: Entry,
    cases: Iterable[tuple[Values, mp.mpf]],
    method: str,
    function: Named | None = None,
    *,
    part: Callable[[str], str] = str,
) -> Opinion:
    """Try a formula, as Typst and as plain text, against values found otherwise.

    Parameters
    ----------
    entry : Entry
    cases : iterable of (mapping, mpmath.mpf)
        What the names stand for, and what the formula should give.
    method : str
        How the values were found.
    function : callable, optional
        As for `applied`.
    part : callable, optional
        Takes from a text the part to be tried.

    Returns
    -------
    Opinion
    """
    tests = list(cases)
    with mp.workdps(DIGITS):
        holds = all(
            abs(applied(part(text), values, function) - truth) <= _TOLERANCE * (1 + abs(truth))
            for text in (entry.typst, entry.shown)
            for values, truth in tests
        )
    return Opinion(f"tried at {len(tests)} points", method, float(_TOLERANCE), holds=holds)


def _closing(text: str, start: int) -> int:
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    raise UnreadableError(f"a bracket must be closed, got {text}")
