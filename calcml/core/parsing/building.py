"""From the tree of a number to a SymPy expression, by constructors only and within bounds."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
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
from calcml.core.parsing.parts import Built, factors, is_imaginary, joined
from calcml.core.parsing.requirements import Requirements
from calcml.core.parsing.syntax import Node
from calcml.core.parsing.words import CONSTANTS, FUNCTIONS
from calcml.core.parsing.writing import written

__all__ = ["NumberBuilder"]

_MOST_NODES = 200
_LARGEST_DEGREE = 1000
_MOST_DIGITS = 300
_DEEPEST_CHOICE = 4
_CHOICES = {"min": 1.0, "max": 1.0, "relu": 1.0, "abs": 0.25}
_MOST_COMPARED = 6
_MOST_LISTED = 2  # conditions in a message
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


class NumberBuilder(ABC):
    """Builds the expressions of one text; cases are left to who inherits.

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

    @abstractmethod
    def _cases(self, node: Node) -> Built:
        """Build a case distinction."""

    def expression(self, node: Node) -> sp.Expr:
        """Build the expression of a whole tree.

        Raises
        ------
        FormulaError
            If it is too large or has no value.
        """
        if sum(1 for _ in node.walk()) > _MOST_NODES:
            self._refuse(f"a formula may have {_MOST_NODES} operations and operands", node)
        return self._guarded(self._whole, node).form

    def _whole(self, node: Node) -> Built:
        """Build all, and look again at what SymPy made of it: it raises cases to a power."""
        whole = self._number(node)
        form = whole.form
        if form.has(*_NOWHERE) or any(map(is_imaginary, sp.preorder_traversal(form))):
            raise NoValueError("this has no finite real value anywhere")
        for number in form.atoms(sp.Rational):
            if max(abs(number.p), number.q) > 10**_MOST_DIGITS:
                raise NoValueError("a constant must be 0, or of a size within 1e±100")
        parts = sp.preorder_traversal(form)
        for part in parts:
            if isinstance(part, sp.Expr) and not part.free_symbols:
                within_bounds(float(part))
                parts.skip()
        return whole

    def _number(self, node: Node) -> Built:
        """Build a part that must be a number, and check it against the bounds."""
        if node.is_condition:
            self._refuse("a condition is no number; write piecewise(x < 0: -x, otherwise: x)", node)
        built = self._guarded(self._settled, node)
        if built.form in _NOWHERE:
            self._refuse("this has no finite real value", node)
        if built.degree > _LARGEST_DEGREE:
            self._refuse(f"the degree may be {_LARGEST_DEGREE} at most", node)
        if built.choices > _DEEPEST_CHOICE:
            self._refuse(
                f"minima, maxima and cases may be nested {_DEEPEST_CHOICE} levels deep, "
                f"bars {4 * _DEEPEST_CHOICE}",
                node,
            )
        return built

    def _guarded(self, build: Callable[[Node], Built], node: Node) -> Built:
        """Build a part, and turn what goes wrong there into an error that points at it."""
        try:
            return build(node)
        except FormulaError:
            raise
        except NoValueError as error:
            raise FormulaError(str(error), self._text, node.column) from None
        except _REFUSALS as error:
            raise FormulaError("this has no real value", self._text, node.column) from error

    def _settled(self, node: Node) -> Built:
        """Build a part; what SymPy makes a constant of, such as 1^x, is treated as one."""
        built = self._built(node)
        form = built.form
        if built.constant is not None or form.free_symbols or form in _NOWHERE:
            return built
        exact = Fraction(int(form.p), int(form.q)) if form.is_Rational else float(form)
        return replace(built, constant=within_bounds(exact))

    def _built(self, node: Node) -> Built:
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
            listed = " and ".join(conditions[:_MOST_LISTED])
            listed += " and more" * (len(conditions) > _MOST_LISTED)
            raise NoValueError(
                f"a part that needs {listed} cancels out: write what is left of it, or keep the "
                f"gap, as in piecewise({conditions[0]}: ...)"
            )
        return form

    def _written_number(self, node: Node) -> Built:
        form = sp.Rational(node.value.numerator, node.value.denominator)
        return Built(form, within_bounds(node.value))

    def _variable(self, node: Node) -> Built:
        return Built(self._symbols[node.name], degree=1)

    def _named_number(self, node: Node) -> Built:
        value, form = CONSTANTS[node.name]
        return Built(form, value)

    def _negative(self, node: Node) -> Built:
        part = self._number(node.parts[0])
        constant = None if part.constant is None else -part.constant
        return Built(-part.form, constant, part.degree, part.choices)

    def _sum(self, node: Node) -> Built:
        parts = [self._number(part) for part in node.parts]
        constants = [part.constant for part in parts]
        total: Constant | None = None
        if None not in constants:
            total = sum_of([c for c in constants if c is not None])
        forms = [part.form for part in parts]
        return joined(self._kept(sp.Add(*forms), *forms), parts, total)

    def _product(self, node: Node) -> Built:
        """Build all factors of a chain at once, dividing by those behind a /."""
        parts: list[Built] = []
        forms: list[sp.Expr] = []
        total: Constant | None = within_bounds(1.0)
        for factor, below in factors(node):
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
        return Built(form, total, degree, max(part.choices for part in parts))

    def _power(self, node: Node) -> Built:
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
        return Built(form, constant, degree, max(base.choices, exponent.choices))

    def _call(self, node: Node) -> Built:
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
        self._check_compared(node, forms)
        form = self._kept(word.build(*forms), *forms)
        call = joined(form, parts, value)
        return Built(form, value, call.degree, call.choices + _CHOICES.get(node.name, 0))

    def _check_compared(self, node: Node, forms: list[sp.Expr]) -> None:
        """Bound what SymPy compares pair by pair: max(max(a, b), c) is max(a, b, c)."""
        extreme = {"max": sp.Max, "min": sp.Min}.get(node.name)
        inner = [len(form.args) if form.func is extreme else 1 for form in forms]
        if extreme and sum(inner) > _MOST_COMPARED:
            self._refuse(f"{node.name} compares {_MOST_COMPARED} values at most", node)

    def _check_index(self, node: Node, index: Constant | None) -> None:
        if index is None or index != int(index) or not 2 <= index <= _LARGEST_DEGREE:  # noqa: PLR2004 - the square root is the first
            self._refuse("a root is written root(x, n) with a whole number n from 2", node)

    def _refuse(self, problem: str, node: Node) -> NoReturn:
        raise FormulaError(problem, self._text, node.column)
