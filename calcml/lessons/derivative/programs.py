"""Programs: lines of Python that a scene shows, written from the lesson's parameters."""

import re
import sys
from collections.abc import Iterable
from itertools import accumulate

import sympy as sp
from sympy.printing.codeprinter import PrintMethodNotImplementedError
from sympy.printing.pycode import PythonCodePrinter

from calcml.core.decimals import Number
from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.lessons.derivative.folding import folded
from calcml.lessons.entries import Entry, Shown, formula, plain
from calcml.lessons.parameters import Rule, positive

__all__ = ["code", "code_line", "definition", "literal", "numeral", "packed", "short_decimal"]

_INDENT = "    "

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


def definition(name: str, function: Function, *, width: int | None = None) -> Iterable[str]:
    """Yield the program text that defines a function of one variable.

    Parameters
    ----------
    name : str
        What the program calls it.
    function : Function
    width : int, optional
        The most characters of a line; a longer formula is broken in brackets.

    Yields
    ------
    str
        An import where the formula needs one, then the lines of the definition.

    Raises
    ------
    UnfitLesson
        If the formula has a part that Python's own mathematics lacks.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> list(definition("f", Function(x**2, x)))
    ['def f(x):', '    return x**2']
    """
    printer = _Printer({"fully_qualified_modules": False})
    try:
        body = _bare(printer.doprint(function.expression))
    except PrintMethodNotImplementedError as error:
        raise UnfitLesson(
            f"a program must be written in Python's own mathematics, got {function.expression}; "
            "choose a formula of powers, roots, exp, log and the trigonometric functions"
        ) from error
    for module, names in sorted(printer.module_imports.items()):
        yield from _imports(module, sorted(names), width)
    yield f"def {name}({function.variable.name}):"
    line = f"{_INDENT}return {body}"
    if width is None or len(line) <= width:
        yield line
    else:
        yield f"{_INDENT}return ("
        yield from (2 * _INDENT + part for part in folded(body, width - 2 * len(_INDENT)))
        yield f"{_INDENT})"


def packed(head: str, items: Iterable[str], tail: str, *, width: int) -> list[list[str]]:
    """Share the items of a list out to lines.

    Parameters
    ----------
    head, tail : str
        What stands before the first and behind the last item.
    items : iterable of str
    width : int
        The most characters of a line.

    Returns
    -------
    list of list of str
        The items of each line; lines begin below the first item and end with a comma.

    Examples
    --------
    >>> packed("for h in [", ["0.01", "0.001", "0.0001", "0.00001"], "]:", width=30)
    [['0.01', '0.001'], ['0.0001', '0.00001']]
    """
    lines: list[list[str]] = [[]]
    for item in items:
        taken = len(head) + len(", ".join([*lines[-1], item])) + len(tail)
        if lines[-1] and taken > width:
            lines.append([])
        lines[-1].append(item)
    return lines


def _bare(body: str) -> str:
    """Remove brackets around the whole of an expression."""
    depths = list(accumulate((c == "(") - (c == ")") for c in body))
    whole = body.startswith("(") and 0 not in depths[:-1]
    return body[1:-1] if whole else body


def _imports(module: str, names: list[str], width: int | None) -> Iterable[str]:
    head = f"from {module} import "
    for line in packed(head, names, "", width=width or sys.maxsize):
        yield head + ", ".join(line)


class _Printer(PythonCodePrinter):
    """Writes what Python's own mathematics lacks in terms of what it has."""

    def _print_Heaviside(self, expr: sp.Expr) -> str:  # noqa: N802 - SymPy's name for it
        return str(self._print(expr.rewrite(sp.Piecewise)))

    def _print_sign(self, expr: sp.Expr) -> str:
        argument = self._print(expr.args[0])
        return f"(({argument} > 0) - ({argument} < 0))"

    def _over(self, function: type[sp.Function], expr: sp.Expr) -> str:
        return f"(1/{self._print(function(expr.args[0]))})"

    def _print_sec(self, expr: sp.Expr) -> str:
        return self._over(sp.cos, expr)

    def _print_csc(self, expr: sp.Expr) -> str:
        return self._over(sp.sin, expr)

    def _print_cot(self, expr: sp.Expr) -> str:
        return self._over(sp.tan, expr)

    def _print_sech(self, expr: sp.Expr) -> str:
        return self._over(sp.cosh, expr)

    def _print_csch(self, expr: sp.Expr) -> str:
        return self._over(sp.sinh, expr)

    def _print_coth(self, expr: sp.Expr) -> str:
        return self._over(sp.tanh, expr)


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
