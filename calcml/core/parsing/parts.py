"""The parts that a formula is built of, and how they are joined."""

from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from calcml.core.parsing.constants import Constant
from calcml.core.parsing.syntax import Node

__all__ = ["OPPOSITE", "Built", "compared", "factors", "is_imaginary", "joined"]

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_RELATIONS = {
    "<": sp.StrictLessThan, "<=": sp.LessThan, ">": sp.StrictGreaterThan,
    ">=": sp.GreaterThan, "==": sp.Equality, "!=": sp.Unequality,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Built:
    """A part that SymPy holds.

    Attributes
    ----------
    form : sympy.Basic
        An expression or a condition.
    constant : Fraction or float, optional
        What it comes to if no variable is in it.
    degree : float
        An upper bound of its total degree.
    choices : float
        How many minima, maxima and case distinctions are inside each other; bars count a quarter.
    """

    form: sp.Basic
    constant: Constant | None = None
    degree: float = 0
    choices: float = 0


def compared(sign: str, left: sp.Expr, right: sp.Expr) -> sp.Basic:
    """Compare; a variable that cancels sends SymPy's own comparison round in circles."""
    difference = left - right
    if difference.free_symbols < left.free_symbols | right.free_symbols:
        left, right = difference, sp.Integer(0)
    return _RELATIONS[sign](left, right)


def joined(form: sp.Basic, parts: list[Built], constant: Constant | None) -> Built:
    """Join parts of which none adds to the degree of another.

    Examples
    --------
    >>> x, y = Built(sp.Symbol("x"), degree=1), Built(sp.Symbol("y"), degree=2)
    >>> joined(x.form + y.form, [x, y], None).degree
    2
    """
    degree = max(part.degree for part in parts)
    return Built(form, constant, degree, max(part.choices for part in parts))


def factors(node: Node, *, below: bool = False) -> list[tuple[Node, bool]]:
    """List the factors of a chain of * and /, and which of them divide.

    A product that divides is taken apart, so that 1/(2*(x + 1)) stays as it is.
    """
    found: list[tuple[Node, bool]] = []
    while node.head in {"product", "quotient"}:
        left, right = node.parts
        divides = node.head == "quotient"
        if divides and _is_product(right):
            found += factors(right, below=True)[::-1]
        else:
            found.append((right, divides or below))
        node = left
    found.append((node, below))
    if node.head == "negative":  # -a*b is -(a*b), which SymPy does not multiply out
        minus_one = Node("number", node.column, value=Fraction(-1))
        found[-1:] = [(node.parts[0], below), (minus_one, below)]
    return found[::-1]


def _is_product(node: Node) -> bool:
    while node.head == "product":
        node = node.parts[0]
        if node.head not in {"product", "quotient"}:
            return True
    return False


def is_imaginary(part: sp.Basic) -> bool:
    """Tell a broken power or a logarithm of what is negative everywhere.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> is_imaginary(sp.sqrt(-1 - x**2)), is_imaginary(sp.sqrt(x))
    (True, False)
    """
    if isinstance(part, sp.Pow):
        return bool(part.base.is_negative and part.exp.is_integer is False)
    return bool(isinstance(part, sp.log) and part.args[0].is_nonpositive)
