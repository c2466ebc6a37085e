"""Programs: lines of Python that a scene shows, written from the lesson's parameters."""

import re
from collections.abc import Iterable

import sympy as sp
from sympy.printing.pycode import PythonCodePrinter

from calcml.core.decimals import Number
from calcml.core.errors import InvalidArgument
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.lessons.entries import Entry, Shown, formula, plain
from calcml.lessons.parameters import Rule, positive

__all__ = ["code", "code_line", "definition", "literal", "numeral", "short_decimal"]

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]{1,8})?")
_NUMERAL = re.compile(r"-?[0-9]+\.[0-9]{1,20}")


def code(text: str) -> Shown:
    """Show a line of a program as it is written.

    Parameters
    ----------
    text : str

    Returns
    -------
    Shown

    Examples
    --------
    >>> code("x = 3").typst
    '#raw("x = 3")'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return Shown(text, f'#raw("{escaped}")')


def code_line(key: str, text: str, *, source: str = "parameter") -> Entry:
    """Make the entry of a line of a program, or of what a program prints.

    Parameters
    ----------
    key, text : str
    source : str
        Where the line comes from.

    Returns
    -------
    Entry
    """
    return formula(key, code(text).typst, text, source=source)


def literal(value: Number) -> str:
    """Write a number as program text.

    Parameters
    ----------
    value : number

    Returns
    -------
    str
        A plain decimal where at most eight places suffice, else all digits of the double.

    Examples
    --------
    >>> literal(sp.Rational(1, 100000)), literal(sp.Rational(1, 3))
    ('0.00001', '0.3333333333333333')
    """
    written = plain(sp.sympify(value)).text.replace("−", "-")
    return written if _DECIMAL.fullmatch(written) else repr(nearest(value))


def definition(name: str, function: Function) -> Iterable[str]:
    """Yield the program text that defines a function of one variable.

    Parameters
    ----------
    name : str
        What the program calls it.
    function : Function

    Yields
    ------
    str
        An import where the formula needs one, then the two lines of the definition.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> list(definition("f", Function(x**2, x)))
    ['def f(x):', '    return x**2']
    """
    printer = PythonCodePrinter({"fully_qualified_modules": False})
    body = printer.doprint(function.expression)
    for module, names in sorted(printer.module_imports.items()):
        yield f"from {module} import {', '.join(sorted(names))}"
    yield f"def {name}({function.variable.name}):"
    yield f"    return {body}"


def _short_decimal(name: str, value: Number) -> sp.Expr:
    given = positive(name, value)
    if not _DECIMAL.fullmatch(plain(given).text):
        raise InvalidArgument(f"{name} must be a decimal of at most eight places, got {value}")
    return given


def _numeral(name: str, value: object) -> str:
    if not isinstance(value, str) or not _NUMERAL.fullmatch(value):
        raise InvalidArgument(f"{name} must be a decimal number as text, got {value!r}")
    return value


short_decimal = Rule("number", "> 0, at most eight places", _short_decimal, positive.read)
"""Accepts a positive number that a program can hold as a short decimal."""

numeral = Rule("decimal", "digits with a point", _numeral, lambda _, text: text.strip())
"""Accepts the text of a decimal number, kept digit by digit."""
