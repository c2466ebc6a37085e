"""How a textbook names things and orders them: the glossary and word order of `typesetting`.

Every name that a user may choose becomes a letter, a Greek letter or a quoted string, so a
hostile symbol name is text on the page and never Typst source.
"""

import re
from collections.abc import Callable

import sympy as sp

from calcml.core.pending import Pending

__all__ = ["factor_rank", "name", "operator", "quoted", "term_rank"]

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ",
    "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω",
}  # fmt: skip
_NAME_OF = {letter: name for name, letter in _GREEK.items()}
_SUBSCRIPTED = re.compile(r"([^\W\d_]+)(?:(\d+)|_([^\W_]+))")
_OPERATORS = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "log": "ln"} | {
    f"a{name}": f'op("ar{name}")' for name in ("sinh", "cosh", "tanh")
}
_KNOWN_TO_TYPST = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"}
    | {"max", "min"}
)

_VARIABLES = "xyztuvw"  # lead a sum and close a product; any other letter is a parameter
_STEP = "h"  # the step of a quotient comes last, with rising powers: x^2 + 2 x h + h^2


def quoted(text: str) -> str:
    r"""Return a Typst string; what cannot be printed becomes the replacement character.

    Examples
    --------
    >>> print(quoted('loss"); #panic("'))
    "loss\"); #panic(\""
    """
    safe = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'


def name(text: str) -> str:
    """Typeset a name: one letter in italics, Greek as Greek, a longer name upright.

    Examples
    --------
    >>> [name(text) for text in ("x", "theta", "η", "x1", "w_0", "rate")]
    ['x', 'theta', 'eta', 'x_1', 'w_0', '"rate"']
    """
    parts = _SUBSCRIPTED.fullmatch(text)
    return f"{_word(parts[1])}_{_word(parts[2] or parts[3])}" if parts else _word(text)


def _word(text: str) -> str:
    plain = text.isascii() and (text.isdigit() or (text.isalpha() and len(text) == 1))
    return text if plain or text in _GREEK else _NAME_OF.get(text) or quoted(text)


def operator(text: str) -> str:
    """Typeset the name of a named function: `sin`, `ln`, `op("sign")`.

    Examples
    --------
    >>> operator("log"), operator("sign")
    ('ln', 'op("sign")')
    """
    return text if text in _KNOWN_TO_TYPST else _OPERATORS.get(text) or f"op({quoted(text)})"


def factor_rank(factor: sp.Expr) -> tuple[int, int, str]:
    """Order a product: numbers, constants, parameters, variables, h, sums, functions, ln, (d/dx).

    Examples
    --------
    >>> x, a = sp.symbols("x a")
    >>> sorted([sp.log(2), 2**x, x, a, sp.Integer(3)], key=factor_rank)
    [3, a, x, 2**x, log(2)]
    """
    base, exponent = factor.as_base_exp()
    if factor.is_Number or isinstance(base, sp.log):
        return (0 if factor.is_Number else 7), 0, ""
    if isinstance(factor, Pending):
        return 8, 0, ""
    if not factor.free_symbols:
        return 1, 0, ""
    if base.is_Symbol and not exponent.free_symbols:
        letter = _letter(base.name)
        group = 4 if letter == _STEP else 3 if letter in _VARIABLES else 2
        return group, _VARIABLES.find(letter), str(base.name)
    return (5 if base.is_Add else 6), 0, ""


def term_rank(term: sp.Expr) -> tuple[tuple[sp.Expr, ...], sp.Expr, tuple[object, ...]]:
    """Order a sum: falling powers of x, y, z, ..., then rising powers of h, then parameters.

    Examples
    --------
    >>> x, h = sp.symbols("x h")
    >>> sorted([h**2, sp.Integer(6), x, x**2, x * h], key=term_rank)
    [x**2, x, h*x, 6, h**2]
    """
    degrees = _degrees(term)
    letters = {key: _letter(key) for key in degrees}
    falling = tuple(-sum(degrees[k] for k in degrees if letters[k] == v) for v in _VARIABLES)
    rising = sum(degrees[k] for k in degrees if letters[k] == _STEP)
    parameters = [(k, -degrees[k]) for k in sorted(degrees) if letters[k] not in _VARIABLES + _STEP]
    return falling, rising, (*parameters, ("~", 0))  # "~" sorts behind every letter


def _degrees(part: sp.Expr) -> dict[str, sp.Expr]:
    """Return the highest power of each symbol; sums and derivatives count as what is in them."""
    base, exponent = part.as_base_exp()
    if part.is_Symbol:
        return {part.name: sp.Integer(1)}
    if part.is_Mul:
        return _merged(part.args, lambda _name, powers: sum(powers))
    if part.is_Add:
        return _merged(part.args, _leading)
    if isinstance(part, Pending):
        return _degrees(part.args[0])
    if part.is_Pow and exponent.is_Rational and (base.is_Symbol or base.is_Add):
        return {key: power * exponent for key, power in _degrees(base).items()}
    return {}


def _merged(
    parts: tuple[sp.Expr, ...], merge: Callable[[str, list[sp.Expr]], sp.Expr]
) -> dict[str, sp.Expr]:
    found = [_degrees(part) for part in parts]
    names = {key for degrees in found for key in degrees}
    return {n: merge(n, [degrees.get(n, sp.Integer(0)) for degrees in found]) for n in names}


def _leading(symbol: str, powers: list[sp.Expr]) -> sp.Expr:
    return min(powers) if _letter(symbol) == _STEP else max(powers)


def _letter(symbol: str) -> str:
    """Return the letter of a symbol without its index; a longer name is a parameter."""
    stem = symbol.partition("_")[0].rstrip("0123456789")
    return stem if len(stem) == 1 else "a"
