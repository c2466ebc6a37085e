"""Formulas read back as a viewer reads them: Typst mathematics, or plain text.

What stands on the screen is evaluated, and not the expression from which it was written, so that
a mistake of the typesetting shows as well. Nothing but arithmetic happens here: names that are
neither given nor known to every textbook are refused.
"""

import re
from collections.abc import Callable, Mapping

import mpmath as mp

__all__ = ["UnreadableError", "reading"]

_TOKEN = re.compile(
    r'\s*(?:(\d+(?:\.\d+)?)|(op\("\w+"\)|atan2|[A-Za-zα-ωΑ-Ω]+(?:_\w+)?)|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(\*\*|\\/|[-+−*·/^(),|]))'
)
_PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
_SPELT = {
    "dot": "*",
    "·": "*",
    "slash": "/",
    "\\/": "/",
    "−": "-",
    "**": "^",
    "η": "eta",
    "μ": "mu",
}
_FENCES = {"(": ")", "|": "|"}
_CONSTANTS: Mapping[str, mp.mpf] = {"e": mp.e, "E": mp.e, "pi": mp.pi, "π": mp.pi}
_FUNCTIONS: Mapping[str, Callable[..., mp.mpf]] = {
    "frac": lambda top, bottom: top / bottom,
    "root": lambda order, base: mp.sign(base) * mp.root(abs(base), int(order))
    if order % 2
    else mp.root(base, int(order)),
    "abs": abs, "Abs": abs, "sign": mp.sign, 'op("sign")': mp.sign, "sqrt": mp.sqrt, "exp": mp.exp,
    "ln": mp.log, "log": mp.log, "min": min, "Min": min, "max": max, "Max": max,
    "floor": mp.floor, "ceil": mp.ceil, "ceiling": mp.ceil, "Mod": lambda a, b: a % b,
    "arcsin": mp.asin, "arccos": mp.acos, "arctan": mp.atan, 'op("erf")': mp.erf, "erf": mp.erf,
    'op("atan2")': mp.atan2, "atan2": mp.atan2, 'op("artanh")': mp.atanh, "artanh": mp.atanh,
    "asin": mp.asin, "acos": mp.acos, "atan": mp.atan, 'op("arsinh")': mp.asinh, "asinh": mp.asinh,
    **{name: getattr(mp, name) for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{f"{name}h": getattr(mp, f"{name}h") for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
}  # fmt: skip


class UnreadableError(ValueError):
    """A formula with signs or names that are not known here."""


def reading(text: str, values: Mapping[str, mp.mpf]) -> mp.mpf:
    """Read a formula and work out its value.

    Parameters
    ----------
    text : str
        Typst mathematics such as ``frac(x^2, 2) - 3 x``, or plain text such as ``x²/2 − 3·x``.
    values : mapping of str to mpmath.mpf
        What the names stand for.

    Returns
    -------
    mpmath.mpf
        With the digits of mpmath's current precision.

    Raises
    ------
    UnreadableError
        If the text is no such formula.

    Examples
    --------
    >>> [int(reading(t, {"x": mp.mpf(4)})) for t in ("frac(x^2, 2) - 3 x", "x²/2 − 3·x", "-|x|")]
    [-4, -4, -4]
    """
    reader = _Reader(_tokens(text), values)
    value = reader.sum()
    if reader.ahead:
        raise UnreadableError(
            f"a formula must end after its last term, got {reader.ahead!r} in {text}"
        )
    return value


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise UnreadableError(f"the signs of a formula must be known, got {text[at:]!r}")
        number, name, raised, sign = match.groups()
        found += ["^", "(", raised.translate(_PLAIN), ")"] if raised else [number or name or sign]
        at = match.end()
    return [_SPELT.get(token, token) for token in found]


class _Reader:
    """Evaluates while it reads; `ahead` is the next token, empty at the end."""

    def __init__(self, tokens: list[str], values: Mapping[str, mp.mpf]) -> None:
        self._tokens = tokens
        self._values = values
        self._at = 0

    @property
    def ahead(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, *wanted: str) -> str:
        token = self.ahead
        if not token or (wanted and token not in wanted):
            raise UnreadableError(
                f"expected {' or '.join(wanted) or 'a value'}, got {token or 'an end'}"
            )
        self._at += 1
        return token

    def sum(self) -> mp.mpf:
        total = self._product()
        while self.ahead in {"+", "-"}:
            sign = 1 if self._take() == "+" else -1
            total += sign * self._product()
        return total

    def _product(self) -> mp.mpf:
        value = self._factor()
        while self.ahead in {"*", "/", "mod"} or self._starts_factor():
            sign = self._take() if self.ahead in {"*", "/", "mod"} else "*"
            other = self._factor()
            value = (
                value * other if sign == "*" else value / other if sign == "/" else value % other
            )
        return value

    def _starts_factor(self) -> bool:
        """Tell whether factors stand side by side; a bar here closes an absolute value."""
        return bool(self.ahead) and (self.ahead == "(" or self.ahead[0].isalnum())

    def _factor(self) -> mp.mpf:
        if self.ahead in {"-", "+"}:
            return -self._factor() if self._take() == "-" else self._factor()
        base = self._atom()
        return self._raised(base) if self.ahead == "^" else base

    def _raised(self, base: mp.mpf) -> mp.mpf:
        self._take("^")
        exponent = self._atom()
        return base ** int(exponent) if mp.isint(exponent) else base**exponent

    def _atom(self) -> mp.mpf:
        word = self._take()
        if word in _FENCES:
            value = self.sum()
            self._take(_FENCES[word])
            return value if word == "(" else abs(value)
        if word.lstrip("-")[:1].isdigit():
            return mp.mpf(word)
        if word in self._values:
            return mp.mpf(self._values[word])
        return +_CONSTANTS[word] if word in _CONSTANTS else self._applied(word)

    def _applied(self, name: str) -> mp.mpf:
        """Apply a function: sin(x), sin^2(x), ln x."""
        if name not in _FUNCTIONS:
            raise UnreadableError(f"the names of a formula must be known, got {name!r}")
        exponent = mp.mpf(1)
        if self.ahead == "^":
            self._take()
            exponent = self._atom()
        arguments = self._arguments()
        try:
            return _FUNCTIONS[name](*arguments) ** int(exponent)
        except TypeError as error:
            raise UnreadableError(f"{name} cannot take {len(arguments)} arguments") from error

    def _arguments(self) -> list[mp.mpf]:
        if self.ahead != "(":
            return [self._factor()]
        self._take("(")
        found = [self.sum()]
        while self.ahead == ",":
            self._take()
            found.append(self.sum())
        self._take(")")
        return found
