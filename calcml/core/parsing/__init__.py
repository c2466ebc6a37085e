"""Reading formulas as people type them."""

from collections.abc import Iterable
from typing import Any

import sympy as sp

from calcml.core.errors import FormulaError, InvalidArgument
from calcml.core.parsing.building import Builder
from calcml.core.parsing.reading import Reader
from calcml.core.parsing.tokens import tokens
from calcml.core.parsing.words import CONSTANTS, FUNCTIONS, RESERVED
from calcml.core.parsing.writing import written

__all__ = ["parse_components", "parse_formula", "parse_number", "written"]

_MOST_COMPONENTS = 9
_COORDINATES = ("x", "y", "z")


def parse_formula(text: str, variables: Any = None) -> tuple[sp.Expr, tuple[sp.Symbol, ...]]:
    """Read a formula and the variables it is of.

    Parameters
    ----------
    text : str
    variables : sympy.Symbol, iterable of sympy.Symbol, or str, optional
        In order; as a text "x, y". Without it the variable is found in the text, or x, y and z.

    Returns
    -------
    tuple of sympy.Expr and tuple of sympy.Symbol
        The symbols are real.

    Raises
    ------
    FormulaError
        If the text is no formula of these variables.
    """
    (formula,), symbols = _parsed(text, variables, most=1)
    return formula, symbols


def parse_components(
    text: str, variables: Any = None
) -> tuple[tuple[sp.Expr, ...], tuple[sp.Symbol, ...]]:
    """Read formulas with commas between them, and the variables they are of."""
    return _parsed(text, variables, most=_MOST_COMPONENTS)


def parse_number(text: str) -> sp.Expr:
    """Read an exact constant.

    Parameters
    ----------
    text : str
        Such as "1/3", "pi/4", "0.1" or "sqrt(2)".

    Returns
    -------
    sympy.Expr
        Without variables; a decimal is read as the fraction that is written.

    Raises
    ------
    FormulaError
        If it is no number.

    Examples
    --------
    >>> [parse_number(text) for text in ("0.1", "1e-5", "-pi/4", "sqrt(8)")]
    [1/10, 1/100000, -pi/4, 2*sqrt(2)]
    """
    (node,) = Reader(_checked_text(text), ()).formulas(most=1)
    return Builder(text, {}).expression(node)


def _parsed(
    text: str, variables: Any, *, most: int
) -> tuple[tuple[sp.Expr, ...], tuple[sp.Symbol, ...]]:
    names = _names(variables) or _found(_checked_text(text))
    symbols = {name: sp.Symbol(name, real=True) for name in names}
    nodes = Reader(_checked_text(text), tuple(names)).formulas(most=most)
    builder = Builder(text, symbols)
    return tuple(builder.expression(node) for node in nodes), tuple(symbols.values())


def _checked_text(text: Any) -> str:
    if not isinstance(text, str):
        raise InvalidArgument(f"a formula must be a text, got {text!r}")
    return str(text)


def _names(variables: Any) -> tuple[str, ...]:
    """Return the names of the variables, which their Function checks."""
    if isinstance(variables, str):
        return tuple(token.text for token in tokens(variables) if token.kind == "name")
    if isinstance(variables, sp.Symbol):
        return (variables.name,)
    if variables is None:
        return ()
    if not isinstance(variables, Iterable) or not all(isinstance(v, sp.Symbol) for v in variables):
        raise InvalidArgument(f"variables must be symbols or a text as x, y, got {variables!r}")
    return tuple(v.name for v in variables)


def _found(text: str) -> tuple[str, ...]:
    """Find the variable that a text speaks of; several only if they are x, y and z."""
    known = {*CONSTANTS, *FUNCTIONS, *RESERVED, "piecewise"}
    spoken = {token.text for token in tokens(text) if token.kind == "name"} - known
    single = sorted(name for name in spoken if len(name) == 1)
    if len(single) > 1:
        if not set(single) <= set(_COORDINATES):
            raise FormulaError(
                f"which variable comes first? name them in order, as in '{', '.join(single)}'",
                text,
                0,
            )
        return _COORDINATES[: 1 + _COORDINATES.index(single[-1])]
    return tuple(single) or ("x",)
