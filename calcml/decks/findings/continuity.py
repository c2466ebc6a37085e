"""Continuity at a point: which conditions it takes, tried on functions that break them."""

from functools import cache

import sympy as sp

from calcml.core.continuity import Continuity
from calcml.core.continuity import continuity as examined
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.limits import limit_value

__all__ = [
    "being_defined_is_not_enough",
    "limit_at_infinity_is_no_condition",
    "limit_is_not_the_point",
    "limit_is_the_value",
    "limits_decide_continuity",
    "sides_lead_to_one_value",
    "three_conditions_are_needed",
    "value_is_needed_at_the_point",
]

CONDITIONS = 3
"""How many conditions the slide counts."""

_SQUARE, _SIGN = Function(x**2, x), Function(sp.sign(x), x)
_RECIPROCAL = Function(1 / x, x)
_MOVED = Function(sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True)), x)
_PLACES = ((_SQUARE, 2), (_RECIPROCAL, 2), (_RECIPROCAL, 0), (_SIGN, 0), (_MOVED, 2))
_NEAR, _CLOSE = sp.Rational(1, 10**12), sp.Rational(1, 10**6)

_Place = tuple[Function, int]


def place_on_the_slide(at: int) -> sp.Expr:  # noqa: ARG001 - the slide forgets the point
    """Return where the slide's second condition asks for a limit."""
    return sp.oo


def value_on_the_slide(f: Function, at: int) -> sp.Expr:  # noqa: ARG001 - and here the function
    """Return what the slide's third condition compares the limit with."""
    return sp.Integer(at)


@cache
def _at(place: _Place) -> Continuity:
    return examined(*place)


def _continuous() -> list[_Place]:
    return [place for place in _PLACES if _at(place).continuous]


def _limit_meets(value: sp.Expr | None, place: _Place) -> bool:
    found = limit_value(*place)
    return found is not None and found == value


def _hangs_together(place: _Place) -> bool:
    """Tell whether the values next to a point are close to the value there."""
    f, at = place
    value = _at(place).value
    return value is not None and all(
        abs(f.exact(at + side * _NEAR) - value) < _CLOSE for side in (-1, 1)
    )


def _limits_decide() -> bool:
    """Tell whether limit = value picks the places where the function hangs together."""
    return all(_limit_meets(_at(p).value, p) == _hangs_together(p) for p in _PLACES)


@finding("A-022")
def limits_decide_continuity() -> Finding:
    """Limit and value agree exactly where neighbouring values stay close."""
    return Finding(
        stated=_limits_decide(),
        computed={
            "limit of x² at 2": limit_value(_SQUARE, 2),
            "x² at 2": _SQUARE.exact(2),
            "sign(x) has a limit at 0": _at((_SIGN, 0)).limit_exists,
            "places tried": len(_PLACES),
            "continuous ones": len(_continuous()),
        },
    )


@finding("A-023")
def being_defined_is_not_enough() -> Finding:
    """sign(x) has a value everywhere and jumps at 0."""
    jump = _at((_SIGN, 0))
    return Finding(
        stated=all((f.domain == sp.Reals) == _at((f, at)).continuous for f, at in _PLACES),
        corrected=_limits_decide(),
        computed={
            "sign(x) left of 0": jump.limit.left,
            "sign(x) at 0": jump.value,
            "sign(x) right of 0": jump.limit.right,
            "sign(x) is defined everywhere": _SIGN.domain == sp.Reals,
            "sign(x) is continuous at 0": jump.continuous,
        },
    )


@finding("A-024")
def three_conditions_are_needed() -> Finding:
    """Each condition is the first to fail somewhere, so none can be spared."""
    first = {_first_failure(_at(place)) for place in _PLACES} - {None}
    return Finding(
        stated=len(first) == CONDITIONS, computed={"conditions that fail first": len(first)}
    )


def _first_failure(found: Continuity) -> str | None:
    conditions = {
        "defined": found.defined,
        "limit": found.limit_exists,
        "equal": found.limit_equals_value,
    }
    return next((name for name, holds in conditions.items() if not holds), None)


@finding("A-025")
def value_is_needed_at_the_point() -> Finding:
    """1/x is continuous at 2 although it has no value at 0."""
    at_the_point = all(_at(place).defined for place in _continuous())
    return Finding(
        stated=all(f.domain == sp.Reals for f, _ in _continuous()),
        narrowed=at_the_point,
        corrected=at_the_point and not _at((_RECIPROCAL, 0)).continuous,
        computed={
            "1/x at 2": _at((_RECIPROCAL, 2)).value,
            "1/x is continuous at 2": _at((_RECIPROCAL, 2)).continuous,
            "1/x is defined at 0": _at((_RECIPROCAL, 0)).defined,
        },
    )


@finding("A-026")
def limit_at_infinity_is_no_condition() -> Finding:
    """x² is continuous without a finite limit at ∞, and sign(x) has one and jumps."""
    return Finding(
        stated=all(_is_finite(limit_value(f, place_on_the_slide(at))) for f, at in _continuous()),
        corrected=all(_is_finite(limit_value(f, at)) for f, at in _continuous())
        and not _at((_SIGN, 0)).limit_exists,
        computed={
            "limit of x² at ∞": limit_value(_SQUARE, sp.oo),
            "x² is continuous at 2": _at((_SQUARE, 2)).continuous,
            "limit of x² at 2": limit_value(_SQUARE, 2),
            "limit of sign(x) at ∞": limit_value(_SIGN, sp.oo),
            "sign(x) is continuous at 0": _at((_SIGN, 0)).continuous,
        },
    )


def _is_finite(value: sp.Expr | None) -> bool:
    return value is not None and bool(value.is_finite)


@finding("A-027")
def sides_lead_to_one_value() -> Finding:
    """Both sides lead to the same number exactly where a finite limit exists."""
    left, right = (limit_value(_SQUARE, 2, side) for side in ("left", "right"))
    return Finding(
        stated=all(_sides_meet(place) == _at(place).limit_exists for place in _PLACES)
        and left == right,
        computed={"x² at 2 from the left": left, "x² at 2 from the right": right},
    )


def _sides_meet(place: _Place) -> bool:
    f, at = place
    left, right = limit_value(f, at, "left"), limit_value(f, at, "right")
    return left == right and _is_finite(left)


@finding("A-028")
def limit_is_not_the_point() -> Finding:
    """x² is continuous at 2, where its limit is 4 = f(2) and not 2."""
    continuous = _continuous()
    return Finding(
        stated=all(_limit_meets(value_on_the_slide(*p), p) for p in continuous),
        corrected=all(_limit_meets(p[0].exact(p[1]), p) for p in continuous),
        computed={
            "limit of x² at 2": limit_value(_SQUARE, 2),
            "a": 2,
            "f(a)": _SQUARE.exact(2),
        },
    )


@finding("A-029")
def limit_is_the_value() -> Finding:
    """Limit and value are the same where x² is continuous; moving the value parts them."""
    return Finding(
        stated=_limits_decide() and not _limit_meets(_at((_MOVED, 2)).value, (_MOVED, 2)),
        computed={
            "limit of x² at 2": limit_value(_SQUARE, 2),
            "x² at 2": _SQUARE.exact(2),
            "value moved to": _at((_MOVED, 2)).value,
        },
    )
