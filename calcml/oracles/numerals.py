"""Numbers as they are shown, read back with the room that their last digit leaves."""

import re
from dataclasses import dataclass

import mpmath as mp

from calcml.oracles.evaluation import DIGITS
from calcml.oracles.readings import reading

__all__ = ["NUMERAL", "Numeral", "components", "numeral"]

NUMERAL = r"[−-]?\d+(?:\.\d+)?(?:(?:·| dot )10(?:\^\(-?\d+\)|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
"""A decimal, with a power of ten or without, as a regular expression."""

_PARTS = re.compile(r"[−-]?\d+(?:\.(\d+))?((?:·| dot )10(?:\^\()?)?([-\d⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\)?")
_PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_ROUNDING = mp.mpf(10) ** -50  # relative, of what is shown in full, such as sqrt(2)/2


@dataclass(frozen=True)
class Numeral:
    """A number on screen.

    Attributes
    ----------
    value : mpmath.mpf
    room : mpmath.mpf
        From so far away a number may have been rounded to it: half a unit of the last digit.
    """

    value: mp.mpf
    room: mp.mpf

    def shows(self, number: mp.mpf) -> bool:
        """Tell whether a number is shown so."""
        with mp.workdps(DIGITS):
            return bool(abs(self.value - number) <= self.room)


def numeral(text: str, *, places: int | None = None) -> Numeral:
    """Read a number.

    Parameters
    ----------
    text : str
        Plain text or Typst: ``−0.01``, ``4.29·10⁻²``, ``4.29 dot 10^(-2)``, ``sqrt(2)/2``.
    places : int, optional
        The decimals of what had to be rounded; a number with fewer says exactly what it is, and
        so does a whole number times a power of ten. Every number does, unless they are given.

    Returns
    -------
    Numeral

    Raises
    ------
    UnreadableError
        If the text is no number.

    Examples
    --------
    >>> found = numeral("4.29·10⁻²", places=4)
    >>> mp.nstr(found.value, 5), mp.nstr(found.room, 5), numeral("1.6", places=4).room < 1e-49
    ('0.0429', '5.0e-5', True)
    """
    match = _PARTS.fullmatch(text) if re.fullmatch(NUMERAL, text) else None
    with mp.workdps(DIGITS):
        value = reading(text, {})
        decimals, is_scientific, power = match.groups() if match else (None, None, None)
        if places is None or not decimals or (len(decimals) < places and not is_scientific):
            return Numeral(value, _ROUNDING * (1 + abs(value)))
        last = int((power or "0").translate(_PLAIN)) - len(decimals)
        return Numeral(value, mp.mpf(10) ** last / 2 + _ROUNDING * (1 + abs(value)))


def components(text: str) -> tuple[str, ...]:
    """Split a tuple at its own commas.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> components("(frac(1, 2), -3)")
    ('frac(1, 2)', '-3')
    """
    parts, depth = [""], 0
    for sign in text.strip()[1:-1]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return tuple(part.strip() for part in parts)
