"""From the tree to a SymPy expression, by constructors only and within bounds."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

import sympy as sp

from calcml.core.errors import FormulaError
from calcml.core.parsing.constants import (
    Constant,
    NoValueError,
    called,
    inverse,
    power_of,
    sum_of,
    within_bounds,
)
from calcml.core.parsing.requirements import Requirements
from calcml.core.parsing.syntax import Node
from calcml.core.parsing.words import CONSTANTS, FUNCTIONS
from calcml.core.parsing.writing import written

__all__ = ["Builder"]

_MOST_NODES = 200
_LARGEST_DEGREE = 1000
_MOST_DIGITS = 300
_DEEPEST_CHOICE = 4
_CHOICES = frozenset({"min", "max", "relu"})
_NOWHERE = (sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I, sp.AccumBounds)
# What SymPy's constructors raise where it cannot hold an expression.
_REFUSALS = (
    ArithmeticError,
    AttributeError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
_RELATIONS = {
    "<": sp.StrictLessThan, "<=": sp.LessThan, ">": sp.StrictGreaterThan,
    ">=": sp.GreaterThan, "==": sp.Equality, "!=": sp.Unequality,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Built:
    """A part that SymPy holds.

    Attributes
    ----------
    form : sympy.Basic
        An expression or a condition.
    constant : Fraction or float, optional
        What it comes to if no variable is in it.
    degree : float
        An upper bound of its total degree.
    choices : int
        How many minima, maxima and case distinctions are inside each other.
    """

    form: sp.Basic
    constant: Constant | None = None
    degree: float = 0
    choices: int = 0


class Builder:
    """Builds the expressions of one text.

    Parameters
    ----------
    text : str
        For messages.
    symbols : mapping of str to sympy.Symbol
        The variables by name, real.
    """

    def __init__(self, text: str, symbols: Mapping[str, sp.Symbol]) -> None:
        self._text = text
        self._symbols = symbols
        self._requirements = Requirements()

    def expression(self, node: Node) -> sp.Expr:
        """Build the expression of a whole tree.

        Raises
        ------
        FormulaError
            If it is too large or has no value.
        """
        if sum(1 for _ in node.walk()) > _MOST_NODES:
            self._refuse(f"a formula may have {_MOST_NODES} operations and operands", node)
        form = self._number(node).form
        if form.has(*_NOWHERE):
            self._refuse("this has no finite real value anywhere", node)
        for number in form.atoms(sp.Rational):
            if max(abs(number.p), number.q) > 10**_MOST_DIGITS:
                self._refuse("a constant must be 0 or lie within 1e±100 of it", node)
        return form

    def _number(self, node: Node) -> _Built:
        """Build a part that must be a number, and check it against the bounds."""
        if node.is_condition:
            self._refuse("a condition is no number; write piecewise(x < 0: -x, otherwise: x)", node)
        built = self._guarded(self._built, node)
        if built.form in _NOWHERE:
            self._refuse("this has no finite real value", node)
        if built.degree > _LARGEST_DEGREE:
            self._refuse(f"the degree may be {_LARGEST_DEGREE} at most", node)
        if built.choices > _DEEPEST_CHOICE:
            self._refuse(
                f"minima, maxima and cases may be nested {_DEEPEST_CHOICE} levels deep", node
            )
        return built

    def _guarded(self, build: Callable[[Node], _Built], node: Node) -> _Built:
        """Build a part, and turn what goes wrong there into an error that points at it."""
        try:
            return build(node)
        except FormulaError:
            raise
        except NoValueError as error:
            raise FormulaError(str(error), self._text, node.column) from None
        except _REFUSALS as error:
            raise FormulaError("this has no real value", self._text, node.column) from error

    def _built(self, node: Node) -> _Built:
        kinds = {
            "number": self._written_number,
            "variable": self._variable,
            "constant": self._named_number,
            "sum": self._sum,
            "negative": self._negative,
            "product": self._product,
            "quotient": self._product,
            "power": self._power,
            "call": self._call,
            "cases": self._cases,
        }
        return kinds[node.head](node)

    def _kept(self, form: sp.Basic, *parts: sp.Basic) -> sp.Basic:
        """Insist that SymPy has not cancelled a part with a condition of its own."""
        lost = self._requirements.lost(parts, form)
        if lost:
            conditions = sorted(f"{written(part)} {sign} 0" for sign, part in lost)
            listed = " and ".join(conditions)
            raise NoValueError(
                f"a part that needs {listed} cancels out: write what is left of it, or keep the "
                f"gap with piecewise({listed}: ...)"
            )
        return form

    def _written_number(self, node: Node) -> _Built:
        form = sp.Rational(node.value.numerator, node.value.denominator)
        return _Built(form, within_bounds(node.value))

    def _variable(self, node: Node) -> _Built:
        return _Built(self._symbols[node.name], degree=1)

    def _named_number(self, node: Node) -> _Built:
        value, form = CONSTANTS[node.name]
        return _Built(form, value)

    def _negative(self, node: Node) -> _Built:
        part = self._number(node.parts[0])
        constant = None if part.constant is None else -part.constant
        return _Built(-part.form, constant, part.degree, part.choices)

    def _sum(self, node: Node) -> _Built:
        parts = [self._number(part) for part in node.parts]
        constants = [part.constant for part in parts]
        total: Constant | None = None
        if None not in constants:
            total = sum_of([c for c in constants if c is not None])
        forms = [part.form for part in parts]
        return _joined(self._kept(sp.Add(*forms), *forms), parts, total)

    def _product(self, node: Node) -> _Built:
        """Build all factors of a chain at once, dividing by those behind a /."""
        parts: list[_Built] = []
        forms: list[sp.Expr] = []
        total: Constant | None = within_bounds(1.0)
        for factor, below in _factors(node):
            part = self._number(factor)
            constant, form = part.constant, part.form
            if below:
                constant = None if constant is None else inverse(constant)
                form = self._kept(sp.Pow(form, -1), form)
                if form in _NOWHERE:
                    raise NoValueError("division by zero")
            total = None if total is None or constant is None else within_bounds(total * constant)
            parts.append(part)
            forms.append(form)
        degree = sum(part.degree for part in parts)
        form = self._kept(sp.Mul(*forms), *forms)
        return _Built(form, total, degree, max(part.choices for part in parts))

    def _power(self, node: Node) -> _Built:
        base, exponent = (self._number(part) for part in node.parts)
        constant = None
        degree = base.degree + exponent.degree
        if exponent.constant is None:
            if base.form.is_nonpositive:
                raise NoValueError("the base must be positive where the exponent varies")
        elif base.constant is not None:
            constant = power_of(base.constant, exponent.constant)
        else:
            degree = base.degree * math.ceil(abs(float(exponent.constant)))
        if degree > _LARGEST_DEGREE:
            raise NoValueError(f"the degree may be {_LARGEST_DEGREE} at most")
        form = self._kept(sp.Pow(base.form, exponent.form), base.form, exponent.form)
        return _Built(form, constant, degree, max(base.choices, exponent.choices))

    def _call(self, node: Node) -> _Built:
        parts = [self._number(part) for part in node.parts]
        word = FUNCTIONS[node.name]
        if node.name == "root":
            self._check_index(node, parts[1].constant)
        if node.name == "mod" and parts[1].constant is None:
            self._refuse("a remainder is written mod(a, b) with a constant b", node)
        constants = [part.constant for part in parts if part.constant is not None]
        value = None
        if len(constants) == len(parts):
            value = called(node.name, word.value, constants)
        forms = [part.form for part in parts]
        form = self._kept(word.build(*forms), *forms)
        joined = _joined(form, parts, value)
        if node.name not in _CHOICES:
            return joined
        return _Built(form, value, joined.degree, joined.choices + 1)

    def _check_index(self, node: Node, index: Constant | None) -> None:
        if index is None or index != int(index) or not 2 <= index <= _LARGEST_DEGREE:  # noqa: PLR2004 - the square root is the first
            self._refuse("a root is written root(x, n) with a whole number n from 2", node)

    def _cases(self, node: Node) -> _Built:
        values = [self._number(part) for part in node.parts[::2]]
        conditions = [self._condition(part) for part in node.parts[1::2]]
        tests = [condition.form for condition in conditions]
        form = sp.Piecewise(*zip((value.form for value in values), tests, strict=True))
        joined = _joined(self._kept(form, *tests), [*values, *conditions], None)
        if joined.form is sp.nan:
            raise NoValueError("none of the cases ever holds")
        constant = values[0].constant if len(values) == 1 else None
        if not joined.form.free_symbols:
            constant = float(joined.form)
        return _Built(joined.form, constant, joined.degree, joined.choices + 1)

    def _condition(self, node: Node) -> _Built:
        if not node.is_condition:
            self._refuse("a condition is needed here, as in x < 0", node)
        if node.head == "true":
            return _Built(sp.true)
        if node.head == "compare":
            return self._guarded(self._comparison, node)
        parts = [self._condition(part) for part in node.parts]
        join = {"and": sp.And, "or": sp.Or, "not": sp.Not}[node.head]
        forms = [part.form for part in parts]
        return _joined(self._kept(join(*forms), *forms), parts, None)

    def _comparison(self, node: Node) -> _Built:
        sides = [self._number(part) for part in node.parts]
        if any(side.form.has(sp.Piecewise) for side in sides):
            self._refuse("a condition may not have cases of its own", node)
        forms = [side.form for side in sides]
        return _joined(self._kept(_compared(node.name, *forms), *forms), sides, None)

    def _refuse(self, problem: str, node: Node) -> NoReturn:
        raise FormulaError(problem, self._text, node.column)


def _compared(sign: str, left: sp.Expr, right: sp.Expr) -> sp.Basic:
    """Compare; a variable that cancels sends SymPy's own comparison round in circles."""
    difference = left - right
    if difference.free_symbols < left.free_symbols | right.free_symbols:
        left, right = difference, sp.Integer(0)
    return _RELATIONS[sign](left, right)


def _joined(form: sp.Basic, parts: list[_Built], constant: Constant | None) -> _Built:
    degree = max(part.degree for part in parts)
    return _Built(form, constant, degree, max(part.choices for part in parts))


def _factors(node: Node, *, below: bool = False) -> list[tuple[Node, bool]]:
    """List the factors of a chain of * and /, and which of them divide.

    A product that divides is taken apart, so that 1/(2*(x + 1)) stays as it is.
    """
    found: list[tuple[Node, bool]] = []
    while node.head in {"product", "quotient"}:
        left, right = node.parts
        divides = node.head == "quotient"
        if divides and _is_product(right):
            found += _factors(right, below=True)[::-1]
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
