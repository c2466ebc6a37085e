"""Random formulas, each as a text of ours and as Python source, from any source of choices."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

import mpmath

__all__ = ["Formulas", "Pair", "exact_names", "python_names"]

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
        return Pair(f"({number})" if "/" in number else number, f"n('{number}')")

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
        varies = "x" in exponent
        plain = exponent.strip("()")
        source = exponent if varies else f"n('{plain}')"
        name = "varying" if varies else "power"
        return Pair(f"({a.text}){sign}{exponent}", f"{name}({a.source}, {source})")

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


def _varying(base: float, exponent: float) -> float:
    if base <= 0:
        raise ValueError
    return base**exponent


def _names(functions: dict[str, Any], number: Callable[[str], Any]) -> dict[str, Any]:
    """Return the names that the sources use, built on those of a mathematics module."""
    f = functions

    def power(base: Any, exponent: Any) -> Any:
        if base < 0 and exponent != int(exponent):
            raise ValueError
        return base ** (int(exponent) if exponent == int(exponent) else exponent)

    def sign(v: Any) -> int:
        return (v > 0) - (v < 0)

    return f | {
        "n": number,
        "abs": abs,
        "min": min,
        "max": max,
        "ln": f["log"],
        "power": power,
        "varying": _varying,
        "sign": sign,
        "mod": lambda a, b: a % b,
        "cbrt": lambda v: sign(v) * abs(v) ** number("1/3"),
        "log2": lambda v: f["log"](v) / f["log"](2),
        "log10": lambda v: f["log"](v) / f["log"](10),
        "log": lambda v, base=None: f["log"](v) / (1 if base is None else f["log"](base)),
        "sigmoid": lambda v: 1 / (1 + f["exp"](-v)),
        "softplus": lambda v: f["log"](1 + f["exp"](v)),
        "relu": lambda v: max(0, v),
        "heaviside": lambda v: (1 + sign(v)) / 2,
        "sec": lambda v: 1 / f["cos"](v),
        "csc": lambda v: 1 / f["sin"](v),
        "cot": lambda v: 1 / f["tan"](v),
        "sech": lambda v: 1 / f["cosh"](v),
        "coth": lambda v: 1 / f["tanh"](v),
        "__builtins__": {},
    }


def python_names(shift: float = 0.0) -> dict[str, Any]:
    """Return the names from Python's own arithmetic, all numbers moved by about the shift."""

    def moved(text: str) -> float:
        value = float(Fraction(text))
        return value * (1 + shift * math.cos(37 * value)) + (0 if value.is_integer() else shift / 9)

    functions = {name: getattr(math, name) for name in SINGLE if hasattr(math, name)}
    functions |= {"pi": math.pi * (1 + shift), "e": math.e * (1 - shift), "tau": math.tau}
    return _names(functions, moved)


def exact_names() -> dict[str, Any]:
    """Return the names from mpmath, in its working precision and without complex numbers."""

    def real(name: str) -> Callable[[Any], Any]:
        def value(v: Any) -> Any:
            result = getattr(mpmath, name)(v)
            if isinstance(result, mpmath.mpc):
                raise ValueError  # noqa: TRY004 - as math does
            return result

        return value

    functions: dict[str, Any] = {name: real(name) for name in SINGLE if hasattr(mpmath, name)}
    functions |= {"pi": mpmath.pi, "e": mpmath.e, "tau": 2 * mpmath.pi}

    def number(text: str) -> Any:
        value = Fraction(text)
        return mpmath.mpf(value.numerator) / value.denominator

    return _names(functions, number)
