"""Formulas as people type them: from text to an expression, and back to text.

Nothing in a text is ever executed. It is cut into tokens, read by precedence into a tree, and
the tree is checked against bounds before SymPy's constructors are called on its parts.

What can be written
-------------------
numbers
    ``3``, ``0.1`` (exactly one tenth), ``1e-5``, ``1/3``, ``pi`` or ``π``, ``e``, ``tau``.
variables
    Those that the caller names, such as ``x``, ``y``, ``theta`` or ``θ``. A variable wins over a
    constant of the same name.
arithmetic
    ``+ - * / ^``; ``**`` is ``^``; ``−``, ``·``, ``×``, ``÷`` and small digits as in ``x²`` are
    read too.
side by side
    ``2x``, ``2 x y``, ``3(x + 1)``, ``(x + 1)(x - 1)``, ``x(x + 1)``, ``x sin(x)`` are products.
brackets, bars, roots
    ``(x + 1)``, ``|x|``, ``||x| - 1|``, ``√(x + 1)``.
functions, always with brackets or bars
    ``exp``, ``ln``, ``log`` (natural, too), ``log(x, 2)``, ``log2``, ``log10``, ``sqrt``,
    ``cbrt``, ``root(x, n)``, ``abs``, ``sign``, ``floor``, ``ceil``, ``min``, ``max``,
    ``mod(x, 3)``, ``sin``, ``cos``, ``tan``, ``sec``, ``csc``, ``cot``, ``sinh``, ``cosh``,
    ``tanh``, ``sech``, ``csch``, ``coth``, the inverses ``asin`` or ``arcsin`` to ``atanh`` or
    ``artanh``, ``erf``, ``heaviside``, ``sigmoid``, ``softplus``, ``relu``.
    ``sin^2(x)`` is ``sin(x)^2``.
cases
    ``piecewise(x < 0: -x, otherwise: x^2)``, also ``piecewise(-x if x < 0; x^2 otherwise)``,
    ``piecewise((-x, x < 0), (x^2, True))`` and ``-x if x < 0 else x^2``. Conditions are
    comparisons ``< <= > >= == !=``, chains ``0 < x < 1``, and these with ``and``, ``or``,
    ``not``. The first case that holds counts.

Precedence
----------
From the tightest to the loosest, each read from left to right unless said otherwise:

1. brackets, functions, small digits
2. ``^``, from right to left; its exponent may have a sign: ``2^-3``, ``x^2^3`` is ``x^(2^3)``
3. products side by side: ``2x^2`` is ``2*(x^2)``
4. signs: ``-x^2`` is ``-(x^2)``
5. ``*`` and ``/``
6. ``+`` and ``-``
7. comparisons, ``not``, ``and``, ``or``, ``if ... else``

What is refused because it can be read in two ways
--------------------------------------------------
``1/2x``
    ``(1/2)*x`` or ``1/(2*x)``; so is ``a/b c``.
``e^2x``, ``2^3x``, ``x^yz``
    Without a blank or a bracket before it, the factor may belong to the exponent. ``e^2 x`` and
    ``e^(2)x`` are ``(e^2)*x``, and ``x^2y`` is ``(x^2)*y`` for a variable with a number above it.
``x^1/2``
    ``x^(1/2)`` or ``x/2``?
``sin x``, ``sin^-1(x)``
    Where does the argument end, and is the inverse meant?
``x(y)``, ``e(x)``
    A product, or the value of a function?
``2e3x``, ``x 2``, ``2 3``
    Is a letter or a sign missing? ``2e3`` is 2000 and ``2e x`` is ``2*e*x``.
``|a|b|c|``, ``√2x``
    Which bars belong together, and how far does the root reach?

Values
------
An odd root of a negative number is written ``cbrt(x)`` or ``root(x, 5)``; ``x^(1/3)`` has values
from 0 on. A power with a varying exponent, as ``x^x``, has values where its base is positive.
What SymPy would cancel although it has no value somewhere, as in ``x/x`` or ``e^(ln(x))``, is
refused, for the picture would hide the gap.

Bounds
------
400 characters, 250 tokens, 40 levels, 200 operations and operands, degree 1000, minima, maxima
and cases 4 levels deep, bars 16, 6 values in a minimum or maximum, and each constant 0 or within
1e±100 of it.
"""

from collections.abc import Iterable
from typing import Any

import sympy as sp

from calcml.core.errors import FormulaError, InvalidArgument
from calcml.core.parsing.choosing import Builder
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

    Examples
    --------
    >>> parse_formula("2 x sin(y)", "x, y")
    (2*x*sin(y), (x, y))
    """
    (formula,), symbols = _parsed(text, variables, most=1)
    return formula, symbols


def parse_components(
    text: str, variables: Any = None
) -> tuple[tuple[sp.Expr, ...], tuple[sp.Symbol, ...]]:
    """Read formulas with commas between them, and the variables they are of.

    Parameters
    ----------
    text : str
        Such as "x y, x + y", with or without brackets around it.
    variables : sympy.Symbol, iterable of sympy.Symbol, or str, optional
        As for `parse_formula`.

    Returns
    -------
    tuple of sympy.Expr and tuple of sympy.Symbol

    Raises
    ------
    FormulaError
        If a component is no formula of these variables, or there are more than 9.
    """
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
    names = _found(_checked_text(text)) if variables is None else _names(variables)
    symbols = tuple(sp.Symbol(name, real=True) for name in names)
    nodes = Reader(_checked_text(text), names).formulas(most=most)
    builder = Builder(text, dict(zip(names, symbols, strict=True)))
    return tuple(builder.expression(node) for node in nodes), symbols


def _checked_text(text: Any) -> str:
    if not isinstance(text, str):
        raise InvalidArgument(f"a formula must be a text, got {text!r}")
    return str(text)


def _names(variables: Any) -> tuple[str, ...]:
    """Return the names of the variables, which their Function checks."""
    if isinstance(variables, str):
        read = tokens(variables)[:-1]
        if not all(token.kind == "name" or token.text == "," for token in read):
            raise InvalidArgument(f"variables are written as in 'x, y', got {variables[:80]!r}")
        return tuple(token.text for token in read if token.kind == "name")
    chosen = tuple(variables) if isinstance(variables, Iterable) else (variables,)
    if not all(isinstance(v, sp.Symbol) for v in chosen):
        raise InvalidArgument(f"variables must be symbols or a text as x, y, got {variables!r}")
    return tuple(v.name for v in chosen)


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
