"""Parameters on their way from a user to a lesson: as plain data, read only by the lesson's rules.

They come from ``--set``, from a lecture file or from a notebook, and travel as texts, whole
numbers and lists of them: to a worker, into a key, into a sidecar. Nothing in them is executed.
"""

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from calcml.studio.problems import StudioError

__all__ = ["Parameters", "Value", "assigned", "label_of", "plain_parameters", "told"]

Value: TypeAlias = "str | int | list[Value]"
"""A parameter as plain data; a number that is not whole is a text."""

Parameters: TypeAlias = Mapping[str, Value]
"""Values by the names of a lesson's fields."""

_LONGEST = 2000  # characters of one text
_MOST = 200  # items of a list, at each depth
_DEEPEST = 4
_SLUG = 40


def assigned(texts: Iterable[str]) -> dict[str, Value]:
    """Read assignments as they are typed: ``at=1/3``.

    Parameters
    ----------
    texts : iterable of str

    Returns
    -------
    dict of str to str

    Raises
    ------
    StudioError
        For a text without ``=``, and for a name without value or given twice.

    Examples
    --------
    >>> assigned(["function=x^2", "at = 1/3"])
    {'function': 'x^2', 'at': '1/3'}
    """
    given: dict[str, Value] = {}
    for text in texts:
        name, mark, value = (part.strip() for part in text.partition("="))
        if not mark or not name.isidentifier() or not value:
            raise StudioError(f"--set takes NAME=VALUE, such as at=1/3, got {text!r}")
        if name in given:
            raise StudioError(f"--set {name} is given twice: once is enough")
        given[name] = _plain(name, value, 0)
    return given


def plain_parameters(values: Mapping[str, Any]) -> dict[str, Value]:
    """Return parameters from a lecture file or a program as plain data.

    Parameters
    ----------
    values : mapping of str to object
        Texts, numbers, functions, and sequences of them.

    Returns
    -------
    dict of str to Value

    Raises
    ------
    StudioError
        For anything else, such as truth values, dates, tables, NaN and infinities.

    Examples
    --------
    >>> plain_parameters({"at": 0.1, "steps": (2, Fraction(1, 3))})
    {'at': '0.1', 'steps': [2, '1/3']}
    """
    return {name: _plain(name, value, 0) for name, value in values.items()}


def _plain(name: str, value: Any, depth: int) -> Value:
    if isinstance(value, list | tuple):
        if len(value) > _MOST or depth == _DEEPEST:
            raise StudioError(
                f"{name}: a list may have {_MOST} items and lie in {_DEEPEST - 1} others"
            )
        return [_plain(name, item, depth + 1) for item in value]
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise StudioError(f"{name}: a text may have {_LONGEST} characters, got {len(value)}")
        return value
    if isinstance(value, bool) or value is None:
        raise StudioError(f"{name}: a number, a text or a list is needed, got {value!r}")
    return _plain_number(name, value)


def _plain_number(name: str, value: Any) -> Value:
    if isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, float | Decimal):
        if not math.isfinite(value):
            raise StudioError(f"{name}: a number must be finite, got {value}")
        return str(value) if isinstance(value, Decimal) else repr(float(value))
    return _plain_formula(name, value)


def _plain_formula(name: str, value: Any) -> str:
    """Write a function or an exact number as text that is read back as the same."""
    import sympy as sp  # noqa: PLC0415 - slow, and only a program gets here

    expression = getattr(value, "expression", value)
    if not isinstance(expression, sp.Expr):
        raise StudioError(f"{name}: a number, a text or a list is needed, got {value!r}")
    from calcml.core.parsing import written  # noqa: PLC0415

    return written(expression)


def label_of(name: str, parameters: Parameters) -> str:
    """Return what a scene with these parameters is called: in file names and on screen.

    Parameters
    ----------
    name : str
        The scene's name.
    parameters : mapping of str to Value

    Returns
    -------
    str
        The name itself without parameters; else it differs whenever they do.

    Examples
    --------
    >>> label_of("LimitZoom", {})
    'LimitZoom'
    >>> label_of("LimitZoom", {"function": "sin(x)/x", "at": "0"})
    'LimitZoom-sin-x-x-0-dc2b41'
    """
    if not parameters:
        return name
    text = json.dumps(parameters, sort_keys=True)
    digest = hashlib.blake2b(text.encode(), digest_size=3).hexdigest()
    letters = unicodedata.normalize("NFKD", told(parameters, names=False)).encode("ascii", "ignore")
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", letters.decode())[:_SLUG].strip("-.")
    return "-".join(filter(None, (name, slug, digest)))


def told(parameters: Parameters, *, names: bool = True) -> str:
    """Return parameters as a reader would type them.

    Parameters
    ----------
    parameters : mapping of str to Value
    names : bool
        Whether their names stand before them.

    Returns
    -------
    str

    Examples
    --------
    >>> told({"at": "1/3", "steps": [2, 1]})
    'at=1/3 steps=2, 1'
    """
    return " ".join(
        (f"{name}={_told(value)}" if names else _told(value)) for name, value in parameters.items()
    )


def _told(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(f"({_told(v)})" if isinstance(v, list) else _told(v) for v in value)
    return str(value)
