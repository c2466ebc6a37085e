"""1/x near zero: its table, its two branches, and a limit that is missing."""

from itertools import count

import sympy as sp

from calcml.core.approach import ApproachRow, approach_table
from calcml.core.decimals import exact
from calcml.core.floats import SMALLEST_SUBNORMAL, nearest
from calcml.core.functions import Function
from calcml.core.limits import Limit, NoLimit, Reason, Side, limit
from calcml.core.symbols import x
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.limits import limit_value

__all__ = [
    "dots_stand_between_neighbours",
    "infinity_is_a_convention",
    "left_branch_falls",
    "limit_from_the_left",
    "limit_from_the_right",
    "reciprocal_has_two_branches",
    "right_branch_rises",
    "sides_do_not_agree",
    "table_of_the_reciprocal",
    "values_grow_to_infinity",
    "zeros_are_finitely_many",
]

INPUTS = (0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001)
"""The inputs in the head of the slide's table; its dots share the cell of the fifth."""

CELLS = (10, 100, 1000, 10000, 100000, None, 1000000)
"""The row below, None for the column of the dots."""

SIDES: dict[Side, sp.Expr] = {"right": sp.oo, "left": -sp.oo}
"""What the slides give as the limits of 1/x at 0 from each side."""

BRANCHES = 2
"""In how many parts 1/x falls, on the slide."""

_RECIPROCAL = Function(1 / x, x)
_K = sp.Symbol("k", integer=True, positive=True)


def _one_sided(side: Side) -> Finding:
    found = limit_value(_RECIPROCAL, 0, side)
    return Finding(
        stated=found == SIDES[side], computed={f"limit of 1/x at 0 from the {side}": found}
    )


@finding("A-005")
def values_grow_to_infinity() -> Finding:
    """1/x tends to ∞ at 0 from the right."""
    return _one_sided("right")


@finding("A-006")
def infinity_is_a_convention() -> Finding:
    """∞ is a limit among the extended reals, and none among the real numbers."""
    found = limit_value(_RECIPROCAL, 0, "right")
    bound, more = sp.symbols("M r", positive=True)
    below = 1 / (bound + more)  # any x with 0 < x < 1/M
    exceeds = bool((_RECIPROCAL.expression.subs(x, below) - bound).is_positive)
    return Finding(
        stated=found == sp.oo,
        corrected=exceeds,
        readings={
            "in the extended reals": found,
            "in the real numbers": found if sp.S(found).is_real else "no limit",
        },
        computed={
            "is a real number": bool(sp.S(found).is_real),
            "1/x exceeds every M where 0 < x < 1/M": exceeds,
        },
    )


@finding("A-007")
def dots_stand_between_neighbours() -> Finding:
    """Between the inputs left and right of the dots lies no further power of ten."""
    here, last = _powers_below(CELLS.index(None)), _powers_below(len(INPUTS))
    general = _RECIPROCAL.expression.subs(x, 10**-_K)
    at_the_end = last == sp.Range(-sp.oo, -len(INPUTS)) and general == 10**_K
    return Finding(
        stated=here.size > 0,
        narrowed=at_the_end and _agreeing() == len(INPUTS),
        corrected=at_the_end,
        computed={
            "powers of ten where the dots stand": here.size,
            "cells in the head": len(INPUTS),
            "cells in the row": len(CELLS),
            "f(10⁻ᵏ)": general,
        },
    )


def _powers_below(column: int) -> sp.Range:
    """Return the exponents of the powers of ten between two neighbouring columns."""
    high = sp.log(exact(INPUTS[column - 1]), 10)
    low = sp.log(exact(INPUTS[column]), 10) if column < len(INPUTS) else -sp.oo
    return sp.Range(sp.floor(low) + 1, sp.ceiling(high))


@finding("A-008")
def table_of_the_reciprocal() -> Finding:
    """All six values are exact; only doubles would print one of them otherwise."""
    rows = _rows("right")
    doubles = [repr(1 / number) for number in INPUTS]
    strays = [i for i, text in enumerate(doubles) if float(text) != rows[i].value]
    return Finding(
        stated=_agreeing() == len(INPUTS),
        computed={
            "f(0.1) to f(0.000001)": tuple(row.exact for row in rows),
            "cells that are exact": _agreeing(),
            **{f"1/{INPUTS[i]:.5f} in doubles": doubles[i] for i in strays},
        },
    )


def _rows(side: Side) -> tuple[ApproachRow, ...]:
    return approach_table(_RECIPROCAL, 0, side, len(INPUTS)).rows


def _agreeing() -> int:
    """Count the cells of the table that hold the exact value of 1/x."""
    cells = [cell for cell in CELLS if cell is not None]
    return sum(_RECIPROCAL.exact(i) == cell for i, cell in zip(INPUTS, cells, strict=True))


@finding("A-009")
def zeros_are_finitely_many() -> Finding:
    """Any finite number of zeros leaves a positive number; infinitely many would reach zero."""
    power = sp.Integer(10) ** -_K
    at_infinity = limit_value(Function(10**-x, x), sp.oo)
    never_zero = bool(power.is_positive)
    unbounded = limit_value(Function(10**x, x), sp.oo) == sp.oo
    vanishes = next(k for k in count() if _double(k) == 0)
    overflows = next(k for k in count() if 1 / _double(k) == float("inf"))
    return Finding(
        stated=at_infinity != 0 and unbounded,
        narrowed=never_zero and unbounded,
        corrected=never_zero and unbounded and overflows < vanishes,
        computed={
            "10⁻ᵏ after infinitely many zeros": at_infinity,
            "10⁻ᵏ > 0 for every k": never_zero,
            "largest k with 10⁻ᵏ > 0 in doubles": vanishes - 1,
            "smallest k with 1/10⁻ᵏ infinite in doubles": overflows,
            "smallest positive double": SMALLEST_SUBNORMAL,
        },
    )


def _double(zeros: int) -> float:
    return nearest(sp.Rational(1, 10**zeros))


@finding("A-011")
def reciprocal_has_two_branches() -> Finding:
    """1/x is defined on two intervals."""
    parts = _RECIPROCAL.domain.args
    return Finding(
        stated=len(parts) == BRANCHES and all(part.is_Interval for part in parts),
        computed={"intervals of the domain": len(parts)},
    )


@finding("A-012")
def right_branch_rises() -> Finding:
    """On the positive side 1/x tends to ∞."""
    return _one_sided("right")


@finding("A-013")
def left_branch_falls() -> Finding:
    """On the negative side 1/x tends to −∞, through the same table with a minus."""
    values = tuple(row.exact for row in _rows("left"))
    mirrored = values == tuple(-row.exact for row in _rows("right"))
    found = _one_sided("left")
    return Finding(
        stated=found.stated and mirrored,
        computed={**found.computed, "f(−0.1) to f(−0.000001)": values},
    )


@finding("A-014")
def limit_from_the_right() -> Finding:
    """1/x has the limit ∞ from the right."""
    return _one_sided("right")


@finding("A-015")
def limit_from_the_left() -> Finding:
    """1/x has the limit −∞ from the left."""
    return _one_sided("left")


@finding("A-016")
def sides_do_not_agree() -> Finding:
    """1/x has no limit at 0, whatever SymPy says when it looks from the right only."""
    found = limit(_RECIPROCAL, 0)
    return Finding(
        stated=isinstance(found, NoLimit) and found.reason is Reason.SIGNS_DIFFER,
        computed={
            "has a limit": isinstance(found, Limit),
            "from the right": found.right,
            "from the left": found.left,
            "sympy.limit, from the right unless told otherwise": sp.limit(1 / x, x, 0),
        },
    )
