"""The words of a formula: constants and functions, each with its doubles and its SymPy form."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import sympy as sp

from calcml.core.parsing.constants import NoValueError

__all__ = ["CONSTANTS", "FUNCTIONS", "RESERVED", "Word", "likely"]

RESERVED = frozenset({"if", "else", "and", "or", "not", "True", "otherwise"})

CONSTANTS: dict[str, tuple[float, sp.Expr]] = {
    "pi": (math.pi, sp.pi),
    "e": (math.e, sp.E),
    "tau": (math.tau, 2 * sp.pi),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A function that a formula may name.

    Attributes
    ----------
    fewest, most : int
        How many arguments it takes.
    value : callable
        The function in doubles; it raises where it has no value.
    build : callable
        Its SymPy form.
    """

    fewest: int
    most: int
    value: Callable[..., float]
    build: Callable[..., sp.Expr]


def _moderate_exp(value: float) -> float:
    """Return e^value for a function that is built with it, where it is within 1e±100."""
    if abs(value) > math.log(1e100):
        raise NoValueError("a constant must be 0, or of a size within 1e±100")
    return math.exp(value)


def _sign(value: float) -> float:
    return float((value > 0) - (value < 0))


def _root(value: float, index: float) -> float:
    size = abs(value) ** (1 / index)
    return size if value >= 0 else -size


def _root_form(value: sp.Expr, index: sp.Expr) -> sp.Expr:
    """Return the real root; an odd one of a negative number is negative."""
    if index % 2 == 0 or value.is_nonnegative:
        return sp.Pow(value, 1 / index)
    return sp.sign(value) * sp.Pow(sp.Abs(value), 1 / index)


def _single(value: Callable[[float], float], build: Callable[[sp.Expr], sp.Expr]) -> Word:
    return Word(1, 1, value, build)


def _named_alike(python: str, sympy: str) -> Word:
    return _single(getattr(math, python), getattr(sp, sympy))


_WAVES = ("sin", "cos", "tan", "sinh", "cosh", "tanh")

FUNCTIONS: dict[str, Word] = {
    "exp": _single(math.exp, sp.exp),
    "ln": _single(math.log, sp.log),
    "log": Word(1, 2, math.log, sp.log),
    "log2": _single(math.log2, lambda v: sp.log(v) / sp.log(2)),
    "log10": _single(math.log10, lambda v: sp.log(v) / sp.log(10)),
    "sqrt": _single(math.sqrt, sp.sqrt),
    "cbrt": _single(lambda v: _root(v, 3), lambda v: _root_form(v, sp.Integer(3))),
    "root": Word(2, 2, _root, _root_form),
    "abs": _single(abs, sp.Abs),
    "sign": _single(_sign, sp.sign),
    "floor": _single(math.floor, sp.floor),
    "ceil": _single(math.ceil, sp.ceiling),
    "min": Word(2, 6, min, sp.Min),
    "max": Word(2, 6, max, sp.Max),
    "mod": Word(2, 2, lambda a, b: a % b, sp.Mod),
    "sigmoid": _single(lambda v: 1 / (1 + _moderate_exp(-v)), lambda v: 1 / (1 + sp.exp(-v))),
    "relu": _single(lambda v: max(0.0, v), lambda v: sp.Max(0, v)),
    "softplus": _single(lambda v: math.log(1 + _moderate_exp(v)), lambda v: sp.log(1 + sp.exp(v))),
    "heaviside": _single(lambda v: 0.5 + _sign(v) / 2, sp.Heaviside),
    "erf": _single(math.erf, sp.erf),
    "sec": _single(lambda v: 1 / math.cos(v), sp.sec),
    "csc": _single(lambda v: 1 / math.sin(v), sp.csc),
    "cot": _single(lambda v: 1 / math.tan(v), sp.cot),
    "sech": _single(lambda v: 1 / math.cosh(v), sp.sech),
    "csch": _single(lambda v: 1 / math.sinh(v), sp.csch),
    "coth": _single(lambda v: 1 / math.tanh(v), sp.coth),
    **{name: _named_alike(name, name) for name in _WAVES},
    **{f"a{name}": _named_alike(f"a{name}", f"a{name}") for name in _WAVES},
    **{f"arc{name}": _named_alike(f"a{name}", f"a{name}") for name in _WAVES},
    **{f"ar{name}": _named_alike(f"a{name}", f"a{name}") for name in _WAVES if name[-1] == "h"},
    "sgn": _single(_sign, sp.sign),
    "ceiling": _single(math.ceil, sp.ceiling),
    "tg": _single(math.tan, sp.tan),
}

_OTHERS = {"arctg": "atan(x)", "acot": "atan(1/x)", "arccot": "atan(1/x)", "atan2": "atan(y/x)"}


def likely(name: str, variables: tuple[str, ...]) -> str:
    """Say what may have been meant by an unknown name, in the words of a message.

    Examples
    --------
    >>> likely("sine", ("x",)), likely("xy", ("x", "y"))
    ('did you mean sin?', 'write x*y')
    """
    if name in _OTHERS:
        return f"write {_OTHERS[name]}"
    known = [*variables, *CONSTANTS, *FUNCTIONS, "piecewise", "otherwise"]
    pieces = _pieces(name, [*variables, *CONSTANTS, *FUNCTIONS])
    if pieces:
        return f"write {'*'.join(pieces)}"
    if name.lower() in known:
        return f"did you mean {name.lower()}?"
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    listed = ", ".join(variables) or "no variable"
    return f"known are {listed}, pi, e, and functions such as sin, exp, sqrt, abs, min"


def _pieces(name: str, known: list[str]) -> list[str]:
    """Divide a name into variables and constants, with a function at most at its end."""
    if len(name) > 2 * max(map(len, known)):
        return []
    if name in known:
        return [name]
    for word in known:
        if word not in FUNCTIONS and name.startswith(word):
            rest = _pieces(name[len(word) :], known)
            if rest:
                return [word, *rest]
    return []
