"""Random formulas, each as a text of ours and as Python source, from any source of choices."""

import math
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Formulas", "Pair", "python_names"]

NUMBERS = ("0", "1", "2", "3", "7", "0.5", "0.1", "12", "1.5", "3/4", "1e-2", "100")
SINGLE = (
    "sin", "cos", "tan", "exp", "ln", "log", "sqrt", "abs", "sinh", "cosh", "tanh", "asin",
    "acos", "atan", "asinh", "acosh", "atanh", "sign", "floor", "ceil", "cbrt", "sigmoid", "relu",
    "log2", "log10", "sec", "csc", "cot", "sech", "coth", "erf", "heaviside", "softplus",
)  # fmt: skip
DOUBLE = ("min", "max", "log", "mod")
EXPONENTS = ("2", "3", "-1", "-2", "(1/2)", "0.5", "1.5", "x", "-x", "(-1/3)", "5")


class Pair(NamedTuple):
    """The same formula, written twice."""

    text: str
    source: str


class Formulas:
    """Makes formulas out of choices.

    Parameters
    ----------
    pick : callable
        Given n, one of the numbers from 0 to n - 1: random, drawn by Hypothesis, or fuzzed.
    variables : tuple of str
    """

    def __init__(self, pick: Callable[[int], int], variables: tuple[str, ...] = ("x",)) -> None:
        self._pick = pick
        self._variables = variables

    def formula(self, depth: int = 4) -> Pair:
        """Return a sum or product, a function, or a leaf where depth is used up."""
        if depth == 0:
            return self._leaf()
        kinds = (
            self._leaf, self._sum, self._product, self._implied, self._quotient, self._power,
            self._call, self._call, self._two, self._bars, self._negative, self._cases,
        )  # fmt: skip
        return kinds[self._pick(len(kinds))](depth - 1)

    def _one_of(self, words: tuple[str, ...]) -> str:
        return words[self._pick(len(words))]

    def _leaf(self, _depth: int = 0) -> Pair:
        kind = self._pick(6)
        if kind <= 2:
            name = self._one_of(self._variables)
            return Pair(name, name)
        if kind == 3:
            word = self._one_of(("pi", "e", "tau"))
            return Pair(word, word)
        number = self._one_of(NUMBERS)
        return Pair(f"({number})" if "/" in number else number, f"({number})")

    def _sum(self, depth: int) -> Pair:
        a, b = self.formula(depth), self.formula(depth)
        sign = self._one_of(("+", "-", " - ", " + "))
        return Pair(f"({a.text}{sign}{b.text})", f"({a.source} {sign} ({b.source}))")

    def _product(self, depth: int) -> Pair:
        a, b = self._tight(depth), self._tight(depth)
        return Pair(f"{a.text} * {b.text}", f"({a.source} * {b.source})")

    def _implied(self, depth: int) -> Pair:
        a, b = self._tight(depth), self._tight(depth)
        return Pair(f"({a.text})({b.text})", f"({a.source} * {b.source})")

    def _quotient(self, depth: int) -> Pair:
        a, b = self._tight(depth), self._tight(depth)
        return Pair(f"{a.text}/({b.text})", f"({a.source} / {b.source})")

    def _power(self, depth: int) -> Pair:
        a = self.formula(depth)
        sign, exponent = self._one_of(("^", "**")), self._one_of(EXPONENTS)
        return Pair(f"({a.text}){sign}{exponent}", f"power({a.source}, {exponent})")

    def _call(self, depth: int) -> Pair:
        name, a = self._one_of(SINGLE), self.formula(depth)
        return Pair(f"{name}({a.text})", f"{name}({a.source})")

    def _two(self, depth: int) -> Pair:
        name, a, b = self._one_of(DOUBLE), self.formula(depth), self.formula(depth)
        return Pair(f"{name}({a.text}, {b.text})", f"{name}({a.source}, {b.source})")

    def _bars(self, depth: int) -> Pair:
        a = self.formula(depth)
        return Pair(f"|{a.text}|", f"abs({a.source})")

    def _negative(self, depth: int) -> Pair:
        a = self.formula(depth)
        return Pair(f"(-({a.text}))", f"(-({a.source}))")

    def _cases(self, depth: int) -> Pair:
        a, b = self.formula(depth), self.formula(depth)
        left, right = self.formula(min(depth, 1)), self.formula(min(depth, 1))
        sign = self._one_of(("<", "<=", ">", ">=", "==", "!="))
        test = f"{left.text} {sign} {right.text}"
        source = f"({a.source} if {left.source} {sign} {right.source} else {b.source})"
        forms = (
            f"piecewise({test}: {a.text}, otherwise: {b.text})",
            f"piecewise({a.text} if {test}; {b.text} otherwise)",
            f"piecewise(({a.text}, {test}), ({b.text}, True))",
            f"({a.text} if {test} else {b.text})",
        )
        return Pair(self._one_of(forms), source)

    def _tight(self, depth: int) -> Pair:
        a = self.formula(depth)
        return Pair(f"({a.text})", f"({a.source})")


def _power(base: float, exponent: float) -> float:
    value = base**exponent
    if isinstance(value, complex):
        raise ValueError  # noqa: TRY004 - as math.sqrt does
    return value


def python_names() -> dict[str, object]:
    """Return the names that the Python sources use, from Python's own arithmetic."""
    names: dict[str, object] = {
        name: getattr(math, name)
        for name in (*SINGLE, *DOUBLE, "pi", "e", "tau")
        if hasattr(math, name)
    }

    def sign(v: float) -> float:
        return math.copysign(1.0, v) if v else 0.0

    return names | {
        "abs": abs,
        "min": min,
        "max": max,
        "ln": math.log,
        "power": _power,
        "sign": sign,
        "mod": lambda a, b: a % b,
        "cbrt": lambda v: sign(v) * abs(v) ** (1 / 3),
        "sigmoid": lambda v: 1 / (1 + math.exp(-v)),
        "softplus": lambda v: math.log(1 + math.exp(v)),
        "relu": lambda v: max(0.0, v),
        "heaviside": lambda v: 0.5 + sign(v) / 2,
        "sec": lambda v: 1 / math.cos(v),
        "csc": lambda v: 1 / math.sin(v),
        "cot": lambda v: 1 / math.tan(v),
        "sech": lambda v: 1 / math.cosh(v),
        "coth": lambda v: 1 / math.tanh(v),
        "__builtins__": {},
    }
