"""Entries: the numbers of a lesson, each with its warrant, and how they are written.

A *style* turns an exact number into the text that a viewer reads. Digits come from the exact
value; where only a double is known, no digit is shown that its error bound does not support.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import sympy as sp

from calcml.core import decimals as digits
from calcml.core.decimals import Number
from calcml.core.errors import InvalidArgument
from calcml.core.typesetting import typst

__all__ = [
    "Entry",
    "Kind",
    "Ledger",
    "Shown",
    "Style",
    "decimals",
    "degrees",
    "formula",
    "name",
    "number",
    "parameter_entry",
    "plain",
    "printed",
    "readable",
    "scientific",
    "significant",
    "up_to",
    "verdict",
]

Kind = Literal["number", "parameter", "formula", "verdict", "name", "tick"]

_DECIMAL = re.compile(r"−?\d+(?:\.\d+)?")
_POWER = re.compile(r"(−?\d+(?:\.\d+)?)·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_LARGE = 10**7  # from here on numbers are written with a power of ten
_MANTISSA = 4  # digits of a number written so


@dataclass(frozen=True)
class Shown:
    """A number as a viewer reads it.

    Attributes
    ----------
    text : str
        Plain text for captions and tables: ``−0.01``, ``4.29·10⁻²``.
    typst : str
        The same as Typst mathematics.
    """

    text: str
    typst: str


Style = Callable[[sp.Expr], Shown]
"""Writes an exact number."""


@dataclass(frozen=True)
class Entry:
    """One number of a lesson with its warrant.

    Attributes
    ----------
    key : str
        ``noun.quantity.index``, unique in the lesson.
    symbol : str
        What the number is, as Typst mathematics.
    value : float, bool or str
        As computed in doubles; a predicate's truth; a formula's text.
    exact : sympy.Expr or None
        The exact value where there is one.
    bound : float
        How far ``value`` may lie from the exact value at most.
    shown : str
        The text on screen.
    typst : str
        The same as Typst mathematics.
    formula : str
        How the number arises, as plain text.
    source : str
        The public routine of the core that computed it, or ``parameter``.
    kind : {"number", "parameter", "formula", "verdict", "name", "tick"}
    """

    key: str
    symbol: str
    value: float | bool | str
    exact: sp.Expr | None
    bound: float
    shown: str
    typst: str
    formula: str
    source: str
    kind: Kind = "number"

    @property
    def error(self) -> float | None:
        """Distance of the double from the exact value; None where there is no exact value."""
        if self.exact is None or not isinstance(self.value, float) or not math.isfinite(self.value):
            return None
        return float(abs((sp.Rational(self.value) - self.exact).evalf(20)))

    @property
    def in_words(self) -> bool:
        """Whether a viewer reads words of a sentence, and no mathematics."""
        return self.kind in {"verdict", "name"}

    @property
    def rounded(self) -> bool:
        """Whether a decimal on screen is not the whole of an exact value."""
        number = _read(self.shown)
        return self.exact is not None and number is not None and bool(number != self.exact)


def _read(shown: str) -> sp.Expr | None:
    """Read a decimal, also of degrees, or one with a power of ten; None for anything else."""
    if _DECIMAL.fullmatch(shown.removesuffix("°")):
        return sp.Rational(shown.removesuffix("°").replace("−", "-"))
    power = _POWER.fullmatch(shown)
    if power is None:
        return None
    mantissa = sp.Rational(power[1].replace("−", "-"))
    return mantissa * sp.Integer(10) ** int(power[2].translate(_PLAIN_DIGITS))


class Ledger(Mapping[str, Entry]):
    """All entries of a lesson by key, in the order of the telling; it cannot be changed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            if entry.key in self._entries:
                raise InvalidArgument(f"an entry's key must be unique, got {entry.key!r} twice")
            self._entries[entry.key] = entry

    def __getitem__(self, key: str) -> Entry:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def number(
    key: str,
    symbol: str,
    value: float,
    *,
    formula: str,
    source: str,
    style: Style,
    exact: sp.Expr | None = None,
    bound: float | None = None,
) -> Entry:
    """Make the entry of a computed number.

    Parameters
    ----------
    key, symbol, formula, source : str
        As in `Entry`.
    value : float
        The double.
    style : Style
        How it is written.
    exact : sympy.Expr, optional
        The exact value; may be ±oo.
    bound : float, optional
        Largest distance of ``value`` from the exact number. Needed when there is no exact
        value; otherwise it defaults to the distance itself, rounded up to a unit in the last
        place of the value.

    Returns
    -------
    Entry

    Raises
    ------
    InvalidArgument
        If a digit would be shown that the bound does not support, or the double lies farther
        from the exact value than its bound.
    """
    if exact is None and bound is None:
        raise InvalidArgument(f"{key}: a number needs its exact value or an error bound, got none")
    shown = style(_written_value(key, value, exact, bound))
    entry = Entry(key, symbol, float(value), exact, 0.0, shown.text, shown.typst, formula, source)
    limit = bound if bound is not None else _natural_bound(entry)
    if entry.error is not None and entry.error > limit:
        raise InvalidArgument(
            f"{key}: the double must lie within its bound of the exact value, "
            f"got an error of {entry.error:.2e} with the bound {limit:.2e}"
        )
    if exact is None and style(digits.exact(value + limit)) != style(digits.exact(value - limit)):
        raise InvalidArgument(f"{key}: the bound {limit:.2e} does not support all digits shown")
    return Entry(key, symbol, float(value), exact, limit, shown.text, shown.typst, formula, source)


def _written_value(key: str, value: float, exact: sp.Expr | None, bound: float | None) -> sp.Expr:
    if exact is not None:
        return exact
    if not math.isfinite(value) or not math.isfinite(bound or 0.0):
        raise InvalidArgument(f"{key}: a number without exact value must be finite, got {value!r}")
    return digits.exact(value)


def _natural_bound(entry: Entry) -> float:
    """Return the error seen, at least one unit in the last place of the double."""
    if entry.error is None:
        return 0.0
    return max(math.ulp(float(entry.value)), math.nextafter(entry.error, math.inf))


def parameter_entry(key: str, symbol: str, value: Number, *, style: Style | None = None) -> Entry:
    """Make the entry of a parameter of the lesson, shown as it was given.

    Parameters
    ----------
    key, symbol : str
        As in `Entry`.
    value : number
        Read exactly: a float means its shortest decimal.
    style : Style, optional
        How it is written; as an exact decimal by default.

    Returns
    -------
    Entry
    """
    exact = digits.exact(value)
    shown = (style or plain)(exact)
    return Entry(
        key, symbol, float(exact), exact, math.ulp(float(exact)), shown.text, shown.typst,
        "as given", "parameter", "parameter",
    )  # fmt: skip


def formula(key: str, typst_code: str, text: str, *, source: str = "parameter") -> Entry:
    """Make the entry of a formula shown on screen; its digits are the expression's own.

    Parameters
    ----------
    key : str
    typst_code : str
        The formula as Typst mathematics.
    text : str
        The formula as plain text.
    source : str
        The routine that derived it, or ``parameter``.

    Returns
    -------
    Entry
    """
    return Entry(key, typst_code, text, None, 0.0, text, typst_code, text, source, "formula")


def verdict(
    key: str,
    symbol: str,
    *,
    value: bool | str,
    words: str,
    formula: str,
    source: str,
) -> Entry:
    """Make the entry of a judgement that the core made, shown in words.

    Parameters
    ----------
    key, symbol, formula, source : str
        As in `Entry`.
    value : bool or str
        The truth of a predicate, or the name of a verdict.
    words : str
        What the viewer reads; it holds no digits.

    Returns
    -------
    Entry

    Raises
    ------
    InvalidArgument
        If the words hold a digit.
    """
    if any(c.isdigit() for c in words):
        raise InvalidArgument(f"{key}: a verdict is told in words without digits, got {words!r}")
    return Entry(key, symbol, value, None, 0.0, words, f'"{words}"', formula, source, "verdict")


def name(key: str, text: str) -> Entry:
    """Make the entry of what something is called, such as a chapter.

    Parameters
    ----------
    key : str
    text : str
        As it was given, without quotation marks.

    Returns
    -------
    Entry
    """
    return Entry(key, '"name"', text, None, 0.0, text, f'"{text}"', "as given", "parameter", "name")


def plain(value: sp.Expr) -> Shown:
    """Write the number exactly: a terminating decimal, else the exact expression.

    Parameters
    ----------
    value : sympy.Expr

    Returns
    -------
    Shown

    Examples
    --------
    >>> plain(sp.Rational(13, 2)).text, plain(sp.Rational(-1, 3)).text, plain(sp.oo).text
    ('6.5', '−1/3', '∞')
    """
    places = _terminating_places(value)
    if places is None:
        return _infinite(value) or Shown(str(value).replace("-", "−"), typst(value))
    return _shown(digits.rounded(value, places))


def up_to(places: int) -> Style:
    """Write exactly where the decimals end soon enough, else rounded.

    Parameters
    ----------
    places : int
        Most digits after the point.

    Returns
    -------
    Style

    Examples
    --------
    >>> up_to(3)(sp.Rational(13, 2)).text, up_to(3)(sp.pi).text
    ('6.5', '3.142')
    """

    def style(value: sp.Expr) -> Shown:
        needed = _terminating_places(value)
        if needed is not None and needed <= places:
            return _shown(digits.rounded(value, needed))
        return decimals(places)(value)

    return style


def readable(places: int) -> Style:
    """Write as `up_to`, but the very large and the very small with a power of ten.

    Parameters
    ----------
    places : int
        Most digits after the point.

    Returns
    -------
    Style

    Examples
    --------
    >>> write = readable(5)
    >>> [write(v).text for v in (sp.Rational(13, 2), sp.Rational(3, 10**8), -sp.Integer(10) ** 9)]
    ['6.5', '3·10⁻⁸', '−1·10⁹']
    """

    def style(value: sp.Expr) -> Shown:
        if not value or _infinite(value):
            return up_to(places)(value)
        needed, size = _terminating_places(value), abs(value)
        ends_soon = needed is not None and needed <= places
        if size < _LARGE and (ends_soon or size >= sp.Rational(1, 10 ** (places - 2))):
            return up_to(places)(value)
        return _short_scientific(value)

    return style


def _short_scientific(value: sp.Expr) -> Shown:
    """Write with a power of ten, without zeros at the end of the mantissa."""
    digit_counts = range(1, _MANTISSA + 1)
    exact = (n for n in digit_counts if sp.Rational(digits.scientific(value, n)) == value)
    return scientific(next(exact, _MANTISSA))(value)


def decimals(places: int) -> Style:
    """Write with a fixed number of decimals.

    Parameters
    ----------
    places : int
        Digits after the point.

    Returns
    -------
    Style
    """
    return lambda value: _infinite(value) or _shown(digits.rounded(value, places))


def degrees(places: int) -> Style:
    """Write an angle in degrees.

    Parameters
    ----------
    places : int
        Most digits after the point.

    Returns
    -------
    Style
        Of an angle that is a number of degrees already.

    Examples
    --------
    >>> degrees(2)(sp.Rational(135, 2))
    Shown(text='67.5°', typst='67.5 degree')
    """

    def style(value: sp.Expr) -> Shown:
        shown = up_to(places)(value)
        return Shown(f"{shown.text}°", f"{shown.typst} degree")

    return style


def significant(count: int) -> Style:
    """Write with a number of significant digits, in plain notation.

    Parameters
    ----------
    count : int

    Returns
    -------
    Style
    """
    return lambda value: _infinite(value) or _shown(digits.significant(value, count))


def scientific(count: int) -> Style:
    """Write as mantissa times a power of ten.

    Parameters
    ----------
    count : int
        Significant digits.

    Returns
    -------
    Style

    Examples
    --------
    >>> scientific(3)(sp.Rational(3, 70))
    Shown(text='4.29·10⁻²', typst='4.29 dot 10^(-2)')
    """

    def style(value: sp.Expr) -> Shown:
        mantissa, exponent = digits.scientific(value, count).split("e")
        power = str(int(exponent))
        head = _shown(mantissa)
        return Shown(
            f"{head.text}·10{power.translate(_SUPERSCRIPTS)}", f"{head.typst} dot 10^({power})"
        )

    return style


def printed(value: sp.Expr) -> Shown:
    """Write the double as Python prints it, set as code.

    Parameters
    ----------
    value : sympy.Expr
        The exact rational value of a double.

    Returns
    -------
    Shown
    """
    text = repr(float(value))
    return Shown(text, f'#raw("{text}")')


def _shown(ascii_number: str) -> Shown:
    return Shown(ascii_number.replace("-", "−"), ascii_number)


def _infinite(value: sp.Expr) -> Shown | None:
    if value == sp.oo:
        return Shown("∞", "infinity")
    if value == -sp.oo:
        return Shown("−∞", "-infinity")
    return None


def _terminating_places(value: sp.Expr) -> int | None:
    """Return how many decimals write a rational exactly, None if none do or too many."""
    if not isinstance(value, sp.Rational) or not value.is_finite:
        return None
    denominator = int(value.q)
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
