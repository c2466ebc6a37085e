"""What a second method says about an entry, and whether both agree.

An opinion is worked out without any routine of `calcml.core`: by another algorithm, or by the same
formula in far higher precision. It is an answer to "who says so besides you?".
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Entry, Ledger
from calcml.oracles.evaluation import NoValueError, UnknownError
from calcml.oracles.readings import UnreadableError

__all__ = ["Agreement", "Opinion", "Work", "agreement", "found", "given", "worked_out"]

Said: TypeAlias = mp.mpf | float | int | bool | str

_DIGITS = 60
_ROUNDING = mp.mpf("1e-50")  # relative: numbers are compared in 60 digits
_CANCELLED = mp.mpf("1e-64")  # absolute: what is left of numbers of 70 digits that cancel


@dataclass(frozen=True)
class Opinion:
    """What a second method says.

    Attributes
    ----------
    value : mpmath.mpf, float, int, bool or str
        The number, as the method finds it; ±inf where it grows without bound. A judgement's truth
        or its words; of a formula, the words that say at how many places it was tried.
    method : str
        The method, in a few words: ``Richardson's extrapolation, 50 digits``.
    tolerance : float
        How far the method itself may be off, absolutely.
    holds : bool or None
        For a formula or a judgement: whether the method confirms it. None for numbers.
    """

    value: Said
    method: str
    tolerance: float = 0.0
    holds: bool | None = None


Work: TypeAlias = Iterable[tuple[str, Callable[[], Opinion | None]]]
"""Keys of entries, and how each is worked out."""


def found(value: mp.mpf, method: str, *, error: mp.mpf | float = 0.0) -> Opinion:
    """Make the opinion of a number that was computed to sixty digits.

    Parameters
    ----------
    value : mpmath.mpf
    method : str
    error : mpmath.mpf or float, optional
        What the method itself leaves open, absolutely.

    Returns
    -------
    Opinion
    """
    rounding = _ROUNDING * abs(value) + _CANCELLED if mp.isfinite(value) else mp.mpf(0)
    return Opinion(value, method, float(error + rounding))


def given(entry: Entry) -> sp.Expr:
    """Return what a lesson gives and does not compute: a step, or a place.

    Parameters
    ----------
    entry : Entry
        Of a parameter.

    Returns
    -------
    sympy.Expr

    Raises
    ------
    UnknownError
        If it is a computed number, which no opinion may rest on.
    """
    if entry.kind != "parameter" or entry.exact is None:
        raise UnknownError(f"{entry.key} is not given")
    return entry.exact


def worked_out(ledger: Ledger, work: Work) -> Mapping[str, Opinion]:
    """Work out what can be, of what a ledger has.

    Parameters
    ----------
    ledger : Ledger
    work : iterable of (str, callable)

    Returns
    -------
    mapping of str to Opinion
        Without those whose method fails: no opinion is better than a wrong one.
    """
    opinions: dict[str, Opinion] = {}
    for key, method in work:
        if key not in ledger:
            continue
        try:
            opinion = method()
        except (NoValueError, UnknownError, UnreadableError):
            continue
        if opinion is not None:
            opinions[key] = opinion
    return opinions


@dataclass(frozen=True)
class Agreement:
    """Whether an entry and an opinion agree.

    Attributes
    ----------
    agrees : bool
    distance : float or None
        Between the opinion and the entry's exact value, or its double where there is none.
    """

    agrees: bool
    distance: float | None


def agreement(entry: Entry, opinion: Opinion) -> Agreement:
    """Compare an entry with what a second method says.

    Parameters
    ----------
    entry : Entry
    opinion : Opinion

    Returns
    -------
    Agreement
        Numbers agree when the opinion lies within its own tolerance of the exact value, and
        within that and the entry's bound of the double. An opinion without tolerance must be the
        double.
    """
    if opinion.holds is not None:
        return Agreement(opinion.holds, None)
    if isinstance(entry.value, str | bool) or isinstance(opinion.value, str | bool):
        same_kind = type(opinion.value) is type(entry.value)  # no limit is another thing than 0
        return Agreement(same_kind and opinion.value == entry.value, None)
    with mp.workdps(_DIGITS):
        said, double = mp.mpf(opinion.value), mp.mpf(entry.value)
        exact = double if entry.exact is None else _number(entry.exact)
        if not (mp.isfinite(said) and mp.isfinite(exact)):
            return Agreement(bool(said == exact == double), None)
        distance = abs(said - exact)
        room = entry.bound if entry.exact is None else 0.0
        agrees = distance <= opinion.tolerance + room
        # Who leaves nothing open speaks of the double itself.
        slack = opinion.tolerance + entry.bound if opinion.tolerance else 0.0
        return Agreement(bool(agrees and abs(said - double) <= slack), float(distance))


def _number(exact: sp.Expr) -> mp.mpf:
    infinities = {sp.oo: mp.inf, -sp.oo: -mp.inf}
    return infinities[exact] if exact in infinities else mp.mpf(exact.evalf(_DIGITS))
