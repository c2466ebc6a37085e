"""Parameters: the fields of a lesson, with default, rule and a line of help.

A rule takes a field's name and value, and returns the value to keep or raises `InvalidArgument`
with the rule, what came and what to do.
"""

from collections.abc import Callable, Sequence
from dataclasses import field, fields
from typing import Any

import sympy as sp

from calcml.core.decimals import exact
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function

__all__ = [
    "Rule",
    "checked",
    "count",
    "distinct",
    "finite",
    "function_of",
    "nonzero",
    "parameter",
    "point",
    "positive",
    "sequence",
    "within",
]

Rule = Callable[[str, Any], Any]


def parameter(default: Any, *, rule: Rule, text: str) -> Any:
    """Declare a field of a lesson that a user may set.

    Parameters
    ----------
    default : object
        The source deck's value.
    rule : Rule
        Checks, and normalises, what a user gives.
    text : str
        One line of help.

    Returns
    -------
    dataclasses.Field
    """
    return field(default=default, metadata={"rule": rule, "text": text})


def checked(lesson: Any) -> None:
    """Apply the rule of every field of a frozen dataclass in place.

    Parameters
    ----------
    lesson : dataclass instance

    Raises
    ------
    InvalidArgument
        If a value breaks its rule.
    """
    for each in fields(lesson):
        rule = each.metadata["rule"]
        object.__setattr__(lesson, each.name, rule(each.name, getattr(lesson, each.name)))


def finite(name: str, value: Any) -> sp.Expr:
    """Accept any finite real number, read exactly."""
    try:
        return exact(value)
    except InvalidArgument as error:
        raise InvalidArgument(f"{name}: {error}") from None


def positive(name: str, value: Any) -> sp.Expr:
    """Accept a number greater than zero."""
    number = finite(name, value)
    if not number > 0:
        raise InvalidArgument(f"{name} must be positive, got {value}")
    return number


def nonzero(name: str, value: Any) -> sp.Expr:
    """Accept a number other than zero."""
    number = finite(name, value)
    if number == 0:
        raise InvalidArgument(f"{name} must not be zero, got {value}")
    return number


def within(low: float, high: float, *, rule: Rule = finite) -> Rule:
    """Build a rule for numbers between two bounds, which are allowed themselves."""

    def bounded(name: str, value: Any) -> sp.Expr:
        number = rule(name, value)
        if not low <= number <= high:
            raise InvalidArgument(f"{name} must lie between {low} and {high}, got {value}")
        return number

    return bounded


def count(low: int, high: int) -> Rule:
    """Build a rule for whole numbers between two bounds, which are allowed themselves."""

    def whole(name: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise InvalidArgument(
                f"{name} must be a whole number between {low} and {high}, got {value!r}"
            )
        return value

    return whole


def sequence(rule: Rule, *, shortest: int = 1, longest: int = 8) -> Rule:
    """Build a rule for tuples whose every item obeys another rule."""

    def items(name: str, values: Any) -> tuple[Any, ...]:
        if isinstance(values, str) or not isinstance(values, Sequence):
            raise InvalidArgument(f"{name} must be a sequence, got {values!r}")
        if not shortest <= len(values) <= longest:
            room = f"{shortest}" if shortest == longest else f"between {shortest} and {longest}"
            raise InvalidArgument(f"{name} must have {room} items, got {len(values)}")
        return tuple(rule(f"{name}[{i}]", v) for i, v in enumerate(values))

    return items


def point(dimension: int) -> Rule:
    """Build a rule for points: tuples of finite numbers."""
    return sequence(finite, shortest=dimension, longest=dimension)


def distinct(rule: Rule) -> Rule:
    """Build a rule that also asks the items of a sequence to differ."""

    def different(name: str, values: Any) -> tuple[Any, ...]:
        items = tuple(rule(name, values))
        if len(set(items)) < len(items):
            raise InvalidArgument(f"the items of {name} must differ, got {values}")
        return items

    return different


def function_of(*variables: sp.Symbol) -> Rule:
    """Build a rule for functions of the given variables."""

    def function(name: str, value: Any) -> Function:
        if not isinstance(value, Function):
            raise InvalidArgument(f"{name} must be a Function, got {value!r}")
        if value.variables != variables:
            wanted = ", ".join(v.name for v in variables)
            given = ", ".join(v.name for v in value.variables)
            raise InvalidArgument(f"{name} must be a function of {wanted}, got one of {given}")
        return value

    return function
