"""A printed program, read and run again, in doubles as Python does and in sixty digits.

Nothing is handed to Python itself: the program's syntax tree is walked, and only arithmetic,
calls of its own function and of Python's mathematics, and one loop are known. In doubles, sums,
products and quotients are exact fractions, rounded once to the nearest double.
"""

import ast
import math
import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

import mpmath as mp

from calcml.oracles.evaluation import DIGITS, UnknownError, floating

__all__ = ["Digits", "Doubles", "Run", "run"]

Number: TypeAlias = Any
"""An int or a float, or a number of mpmath."""

_EXACTLY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_SIGNS: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_BUILT_IN: dict[str, Callable[..., Any]] = {"abs": abs, "min": min, "max": max}


class Arithmetic(ABC):
    """How a program computes."""

    @abstractmethod
    def constant(self, value: float) -> Number:
        """Read a number of the program."""

    @abstractmethod
    def joined(self, kind: type[ast.operator], left: Number, right: Number) -> Number:
        """Add, subtract, multiply, divide or raise."""

    @abstractmethod
    def imported(self, name: str) -> Any:
        """Return what a name of Python's mathematics stands for."""


class Doubles(Arithmetic):
    """Whole numbers exactly, all others in doubles."""

    def constant(self, value: float) -> Number:
        """Leave it as Python reads it."""
        return value

    def joined(self, kind: type[ast.operator], left: Number, right: Number) -> Number:
        """Round the exact result once; powers and remainders are Python's own."""
        if kind is ast.Pow:
            return left**right
        if kind is ast.Mod:
            return left % right
        result = _known(_EXACTLY, kind)(Fraction(left), Fraction(right))
        whole = isinstance(left, int) and isinstance(right, int) and kind is not ast.Div
        return int(result) if whole else float(result)

    def imported(self, name: str) -> Any:
        """Take it from Python's mathematics."""
        return getattr(math, name)


class Digits(Arithmetic):
    """Sixty digits, with the program's decimals as they are written."""

    def constant(self, value: float) -> Number:
        """Read 0.1 as one tenth."""
        return floating(Fraction(repr(value)))

    def joined(self, kind: type[ast.operator], left: Number, right: Number) -> Number:
        """Compute in mpmath."""
        if kind is ast.Pow:
            return left ** int(right) if mp.isint(right) else mp.power(left, right)
        return left % right if kind is ast.Mod else _known(_EXACTLY, kind)(left, right)

    def imported(self, name: str) -> Any:
        """Take it from mpmath, which uses the same names."""
        found = getattr(mp, name, None)
        if found is None:
            raise UnknownError(f"no {name} in mpmath")
        return +found if isinstance(found, mp.mpf | type(mp.pi)) else found


@dataclass(frozen=True)
class Run:
    """A program that was run.

    Attributes
    ----------
    names : mapping of str to object
        What stands for what in the end; functions can be called.
    looped : list of number
        What the loop ran through.
    printed : list of number
        What was printed.
    """

    names: dict[str, Any] = field(default_factory=dict)
    looped: list[Number] = field(default_factory=list)
    printed: list[Number] = field(default_factory=list)


def run(lines: Iterable[str], arithmetic: Arithmetic) -> Run:
    """Run a program.

    Parameters
    ----------
    lines : iterable of str
    arithmetic : Doubles or Digits

    Returns
    -------
    Run

    Raises
    ------
    UnknownError
        If it is no such program, or computes what is no number.

    Examples
    --------
    >>> run(["x = 3", "for h in [0.1]:", "    print((x + h) / h)"], Doubles()).printed
    [31.0]
    """
    try:
        with mp.workdps(DIGITS):
            machine = _Machine(arithmetic, Run())
            for statement in ast.parse("\n".join(lines)).body:
                machine.obey(statement)
            return machine.state
    except (SyntaxError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
        raise UnknownError(f"the program cannot be run: {error}") from error


def _known(table: dict[Any, Callable[..., Any]], kind: type[ast.AST]) -> Callable[..., Any]:
    if kind not in table:
        raise UnknownError(f"no rule for {kind.__name__} in a program")
    return table[kind]


def _parameters(arguments: ast.arguments) -> list[str]:
    names = [each.arg for each in arguments.args]
    if ast.unparse(arguments) != ", ".join(names):
        raise UnknownError(f"parameters must be plain, got {ast.unparse(arguments)}")
    return names


@dataclass(frozen=True)
class _Machine:
    arithmetic: Arithmetic
    state: Run

    def obey(self, statement: ast.stmt) -> None:
        names = self.state.names
        match statement:
            case ast.ImportFrom(module="math", names=aliases):
                for alias in aliases:
                    names[alias.name] = self.arithmetic.imported(alias.name)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                names[name] = self.value(value, names)
            case ast.FunctionDef(name=name, args=arguments, body=[ast.Return(value=body)]) if body:
                names[name] = self._function(_parameters(arguments), body)
            case ast.For(target=ast.Name(id=name), iter=ast.List(elts=items), body=body):
                for item in items:
                    names[name] = self.value(item, names)
                    self.state.looped.append(names[name])
                    for inner in body:
                        self.obey(inner)
            case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[printed])):
                self.state.printed.append(self.value(printed, names))
            case _:
                raise UnknownError(f"no rule for {ast.unparse(statement)} in a program")

    def _function(self, parameters: list[str], body: ast.expr) -> Callable[..., Number]:
        def function(*values: Number) -> Number:
            local = {**self.state.names, **dict(zip(parameters, values, strict=True))}
            return self.value(body, local)

        return function

    def value(self, node: ast.expr, names: dict[str, Any]) -> Any:
        match node:
            case ast.Constant(value=int() | float() as number):
                return self.arithmetic.constant(number)
            case ast.Name(id=name):
                return names[name] if name in names else _BUILT_IN[name]
            case ast.BinOp(left=left, op=op, right=right):
                sides = self.value(left, names), self.value(right, names)
                return self.arithmetic.joined(type(op), *sides)
            case ast.UnaryOp(op=op, operand=operand):
                return _known(_SIGNS, type(op))(self.value(operand, names))
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self.value(function, names)(*(self.value(a, names) for a in arguments))
            case _:
                return self._choice(node, names)

    def _choice(self, node: ast.expr, names: dict[str, Any]) -> Any:
        """Compare, or choose by a comparison."""
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _known(_COMPARED, type(op))(
                    self.value(left, names), self.value(right, names)
                )
            case ast.BoolOp(op=op, values=values):
                joined = all if isinstance(op, ast.And) else any
                return joined(self.value(each, names) for each in values)
            case ast.IfExp(test=test, body=body, orelse=other):
                return self.value(body if self.value(test, names) else other, names)
        raise UnknownError(f"no rule for {ast.unparse(node)} in a program")
