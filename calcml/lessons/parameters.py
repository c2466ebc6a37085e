"""Parameters: the fields of a lesson, with default, rule and a line of help.

A rule takes a field's name and value, and returns the value to keep or raises `InvalidArgument`
with the rule, what came and what to do. Text is read first, as it is typed on a command line or
in a lecture file: ``1/3``, ``pi/4``, ``sin(x)``, ``2, 1, 1/2``, ``(0, 1), (2, 3)``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from typing import Any
from unicodedata import name as letter_name

import sympy as sp

from calcml.core.decimals import exact
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.parsing import parse_number

__all__ = [
    "Rule",
    "checked",
    "count",
    "distinct",
    "finite",
    "function_of",
    "given",
    "nonzero",
    "parameter",
    "point",
    "positive",
    "sequence",
    "title",
    "within",
]

DERIVED = "auto"
"""The text that asks for a parameter to be derived from the others."""

_LONGEST = 2000  # characters of a text, far more than any list that a rule allows
_BRIEF = 40
_PAIRS = {"(": ")", "[": "]"}
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")  # that the lecture's typeface has
_MARKS = " .,:;!?()'’-–—&/+%"


@dataclass(frozen=True)
class Rule:
    """What a parameter may be.

    Attributes
    ----------
    kind : str
        The type in a user's words: ``number``, ``function of x``, ``list of points``.
    allowed : str
        The range in a user's words; empty if every value of the kind is allowed.
    check : callable
        Takes the parameter's name and a value, returns what is kept or raises
        `InvalidArgument`.
    read : callable
        Takes the parameter's name and a text, returns a value to be checked.
    is_list : bool
        Whether a value has items.
    """

    kind: str
    allowed: str
    check: Callable[[str, Any], Any]
    read: Callable[[str, str], Any]
    is_list: bool = False

    def __call__(self, name: str, value: Any) -> Any:
        """Return the value to keep.

        Parameters
        ----------
        name : str
            Of the parameter, for the message.
        value : object
            Text is read; anything else is checked as it is.

        Returns
        -------
        object

        Raises
        ------
        InvalidArgument
            If the value breaks the rule.
        """
        return self.check(name, self.read(name, value) if isinstance(value, str) else value)


def parameter(
    default: Any, *, rule: Rule, text: str, derive: Callable[[Any], Any] | None = None
) -> Any:
    """Declare a field of a lesson that a user may set.

    Parameters
    ----------
    default : object
        The source deck's value; None for one that is derived.
    rule : Rule
        Checks, and normalises, what a user gives.
    text : str
        One line of help.
    derive : callable, optional
        Takes the lesson, whose other fields are set, and returns the value where none is given.

    Returns
    -------
    dataclasses.Field
    """
    return field(default=default, metadata={"rule": rule, "text": text, "derive": derive})


def checked(lesson: Any) -> None:
    """Apply the rule of every field of a frozen dataclass in place, and derive what is not given.

    Parameters
    ----------
    lesson : dataclass instance

    Raises
    ------
    InvalidArgument
        If a value breaks its rule.
    """
    missing = []
    for each in fields(lesson):
        value = getattr(lesson, each.name)
        if each.metadata["derive"] and (value is None or value == DERIVED):
            missing.append(each)
            continue
        object.__setattr__(lesson, each.name, each.metadata["rule"](each.name, value))
    for each in missing:
        value = each.metadata["derive"](lesson)
        object.__setattr__(lesson, each.name, each.metadata["rule"](each.name, value))
    object.__setattr__(lesson, "derived", frozenset(each.name for each in missing))


def given(lesson: Any) -> dict[str, Any]:
    """Return the parameters of a lesson that were not derived, by name.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    dict of str to object
    """
    names = (each.name for each in fields(lesson))
    return {name: getattr(lesson, name) for name in names if name not in lesson.derived}


def _number_in(name: str, text: str) -> sp.Expr:
    try:
        return parse_number(text)
    except InvalidArgument as error:
        raise InvalidArgument(f"{name}: {error}") from None


def _finite(name: str, value: Any) -> sp.Expr:
    try:
        return exact(value)
    except InvalidArgument as error:
        raise InvalidArgument(f"{name}: {error}") from None


def _positive(name: str, value: Any) -> sp.Expr:
    number = _finite(name, value)
    if not number > 0:
        raise InvalidArgument(f"{name} must be positive, got {_brief(value)}")
    return number


def _nonzero(name: str, value: Any) -> sp.Expr:
    number = _finite(name, value)
    if number == 0:
        raise InvalidArgument(f"{name} must not be zero, got {value}")
    return number


def _brief(value: Any) -> str:
    """Write a number for a message, where hundreds of digits would hide the words."""
    text = str(value)
    return text if len(text) <= _BRIEF else f"{text[: _BRIEF // 2]}… ({len(text)} characters)"


finite = Rule("number", "", _finite, _number_in)
"""Accepts any finite real number, read exactly."""

positive = Rule("number", "> 0", _positive, _number_in)
"""Accepts a number greater than zero."""

nonzero = Rule("number", "not 0", _nonzero, _number_in)
"""Accepts a number other than zero."""


def within(low: float, high: float, *, rule: Rule = finite) -> Rule:
    """Build a rule for numbers between two bounds, which are allowed themselves."""

    def bounded(name: str, value: Any) -> sp.Expr:
        number = rule(name, value)
        if not exact(low) <= number <= exact(high):
            raise InvalidArgument(f"{name} must lie between {low} and {high}, got {_brief(value)}")
        return number

    return Rule("number", f"{low} to {high}", bounded, _number_in)


def count(low: int, high: int) -> Rule:
    """Build a rule for whole numbers between two bounds, which are allowed themselves."""

    def whole(name: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise InvalidArgument(
                f"{name} must be a whole number between {low} and {high}, got {value!r}"
            )
        return value

    def read(_: str, text: str) -> int | str:
        digits = text.strip()
        return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else text  # noqa: PLR2004

    return Rule("whole number", f"{low} to {high}", whole, read)


def sequence(rule: Rule, *, shortest: int = 1, longest: int = 8) -> Rule:
    """Build a rule for tuples whose every item obeys another rule."""
    room = f"{shortest}" if shortest == longest else f"between {shortest} and {longest}"

    def items(name: str, values: Any) -> tuple[Any, ...]:
        if isinstance(values, str) or not isinstance(values, Sequence):
            raise InvalidArgument(f"{name} must be a sequence, got {values!r}")
        if not shortest <= len(values) <= longest:
            raise InvalidArgument(f"{name} must have {room} items, got {len(values)}")
        return tuple(rule(f"{name}[{i}]", v) for i, v in enumerate(values))

    lengths = f"{shortest}" if shortest == longest else f"{shortest} to {longest}"
    each = f", each {rule.allowed}" if rule.allowed else ""

    def read(name: str, text: str) -> list[str]:
        return _items_in(name, text, nested=rule.is_list)

    return Rule(f"list of {rule.kind}s", f"{lengths} items{each}", items, read, is_list=True)


def point(dimension: int) -> Rule:
    """Build a rule for points: tuples of finite numbers."""
    rule = sequence(finite, shortest=dimension, longest=dimension)
    return replace(rule, kind="point", allowed=f"{dimension} coordinates")


def distinct(rule: Rule) -> Rule:
    """Build a rule that also asks the items of a sequence to differ."""

    def different(name: str, values: Any) -> tuple[Any, ...]:
        items = tuple(rule.check(name, values))
        if len(set(items)) < len(items):
            raise InvalidArgument(f"the items of {name} must differ, got {values}")
        return items

    return replace(rule, allowed=f"{rule.allowed}, all different", check=different)


def function_of(*variables: sp.Symbol) -> Rule:
    """Build a rule for functions of the given variables."""
    wanted = ", ".join(v.name for v in variables)

    def function(name: str, value: Any) -> Function:
        if not isinstance(value, Function):
            raise InvalidArgument(f"{name} must be a Function, got {value!r}")
        if value.variables != variables:
            names = ", ".join(v.name for v in value.variables)
            raise InvalidArgument(f"{name} must be a function of {wanted}, got one of {names}")
        return value

    def read(name: str, text: str) -> Function:
        try:
            return Function.parse(text, variables)
        except InvalidArgument as error:
            raise InvalidArgument(f"{name}: {error}") from None

    return Rule(f"function of {wanted}", "", function, read)


def title(longest: int) -> Rule:
    """Build a rule for what something is called: words that can be set in the lecture's type."""

    def words(name: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise InvalidArgument(f"{name} must be a text, got {value!r}")
        if len(value) > longest:
            raise InvalidArgument(f"{name} may have {longest} characters, got {len(value)}")
        for character in value:
            if not _can_be_set(character):
                raise InvalidArgument(
                    f"{name} may have Latin, Greek and Cyrillic letters, digits and "
                    f"{_MARKS.strip()}, got {character!r}"
                )
        return " ".join(value.split())

    return Rule("text", f"up to {longest} characters", words, lambda _, text: text)


def _can_be_set(character: str) -> bool:
    return character in _MARKS or (
        character.isalnum() and (character.isascii() or letter_name(character).startswith(_SCRIPTS))
    )


def _items_in(name: str, text: str, *, nested: bool) -> list[str]:
    """Split a list at its commas, or at its semicolons if it has any, outside of brackets.

    Brackets around the whole are left out, except around the only item of a list of lists.
    """
    if len(text) > _LONGEST:
        raise InvalidArgument(
            f"{name} must be written in at most {_LONGEST} characters, got {len(text)}"
        )
    inner, bare = _unwrapped(text.strip()), text.strip()
    if nested and inner != bare and not set(inner) & set("([;"):
        return [bare]
    marks = list(_marks(inner))
    separator = ";" if any(mark == ";" for _, mark in marks) else ","
    cuts = [-1, *(i for i, mark in marks if mark == separator), len(inner)]
    return [inner[a + 1 : b].strip() for a, b in pairwise(cuts)]


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the commas and semicolons outside of brackets, with their places."""
    depth = 0
    for i, character in enumerate(text):
        depth += (character in _PAIRS) - (character in _PAIRS.values())
        if depth <= 0 and character in ",;":
            yield i, character


def _unwrapped(text: str) -> str:
    """Remove a pair of brackets around the whole of a list."""
    if not text or _PAIRS.get(text[0]) != text[-1]:
        return text
    depth = 0
    for i, character in enumerate(text):
        depth += (character in _PAIRS) - (character in _PAIRS.values())
        if depth == 0 and i < len(text) - 1:
            return text
    return text[1:-1]
