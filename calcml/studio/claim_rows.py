"""Write the decks' claims and what was computed about them as plain data, and numbers as text."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from sympy.logic.boolalg import BooleanAtom

from calcml.core.decimals import scientific, significant
from calcml.decks.claims import Judged
from calcml.studio.ledgers import plain_value

__all__ = ["CLAIM_COLUMNS", "claim_row", "told_number"]

CLAIM_COLUMNS = (
    "id", "slide", "title", "scene", "verdict", "statement", "formula", "correction",
    "correction_formula", "proof", "choice", "note", "entries", "computed",
)  # fmt: skip

DIGITS = 6
"""Significant digits of a number that no decimal writes exactly."""

LONGEST = 16
"""The most decimals of a fraction that is written out."""

PLAIN = (sp.Rational(1, 10**4), 10**7)
"""Between these, a number is written without a power of ten."""


def claim_row(judged: Judged) -> dict[str, Any]:
    """Return a claim as a row of `CLAIM_COLUMNS`, as JSON knows it.

    Parameters
    ----------
    judged : Judged
        The claim with its finding.

    Returns
    -------
    dict
    """
    claim = {name: getattr(judged.claim, name, None) for name in CLAIM_COLUMNS}
    finding = judged.finding
    return {
        **claim,
        "verdict": str(judged.verdict),
        "entries": list(judged.claim.entries),
        "computed": {
            name: _plain(value) for name, value in {**finding.computed, **finding.readings}.items()
        },
    }


def told_number(value: object) -> str:
    """Return a computed number as text: the exact one, and a decimal where that reads better.

    Parameters
    ----------
    value : object
        A number, exact or a double, a truth, a text, or a sequence of them.

    Returns
    -------
    str

    Examples
    --------
    >>> told_number(Fraction(8, 5)), told_number(sp.sqrt(2)), told_number(0.1 + 0.2)
    ('8/5 = 1.6', 'sqrt(2) ≈ 1.41421', '0.30000000000000004')
    """
    if isinstance(value, tuple | list):
        return ", ".join(map(told_number, value))
    if isinstance(value, Fraction):
        value = sp.Rational(value.numerator, value.denominator)
    if not isinstance(value, sp.Expr) or value.is_Integer or not _is_finite_number(value):
        return "–" if value is None else str(_truth(value))
    decimals = next((n for n in range(1, LONGEST) if (value * 10**n).is_Integer), 0)
    if decimals:
        return f"{value} = {sp.Integer(value * 10**decimals) / 10**decimals:.{decimals}f}"
    write = significant if PLAIN[0] <= abs(value) < PLAIN[1] else scientific
    return f"{value} ≈ {write(value, DIGITS)}"


def _is_finite_number(value: sp.Expr) -> bool:
    return bool(value.is_number and value.is_real and value.is_finite)


def _truth(value: object) -> object:
    """Return a truth as Python's own; anything else as it is."""
    return bool(value) if isinstance(value, BooleanAtom | np.bool_) else value


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return plain_value(_truth(value))
