"""Numbers as they are shown, read back with the room that their last digit leaves."""

import re
from dataclasses import dataclass

import mpmath as mp

from calcml.oracles.readings import reading

__all__ = ["Numeral", "components", "numeral"]

_NUMERAL = re.compile(r"[−-]?\d+(?:\.(\d+))?(?:(?:·| dot )10(?:\^\((-?\d+)\)|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)))?")
_PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_DIGITS = 60
_ROUNDING = mp.mpf(10) ** -50  # relative, of what is shown in full, such as sqrt(2)/2


@dataclass(frozen=True)
class Numeral:
    """A number on screen.

    Attributes
    ----------
    value : mpmath.mpf
    room : mpmath.mpf
        Half a unit of the last digit: from so far away a number may have been rounded to it.
    """

    value: mp.mpf
    room: mp.mpf

    def shows(self, number: mp.mpf, slack: float = 0.0) -> bool:
        """Tell whether a number, known up to a slack, is shown so."""
        return bool(abs(self.value - number) <= self.room + slack)


def numeral(text: str, *, rounded: bool = True) -> Numeral:
    """Read a number.

    Parameters
    ----------
    text : str
        Plain text or Typst: ``−0.01``, ``4.29·10⁻²``, ``4.29 dot 10^(-2)``, ``sqrt(2)/2``.
    rounded : bool
        Whether a decimal may have been rounded; else it is read as exactly what it says.

    Returns
    -------
    Numeral

    Raises
    ------
    UnreadableError
        If the text is no number.

    Examples
    --------
    >>> found = numeral("4.29·10⁻²")
    >>> mp.nstr(found.value, 5), mp.nstr(found.room, 5)
    ('0.0429', '5.0e-5')
    """
    match = _NUMERAL.fullmatch(text)
    with mp.workdps(_DIGITS):
        value = reading(text, {})
        if not (match and rounded):
            return Numeral(value, _ROUNDING * (1 + abs(value)))
        power = int((match[2] or match[3] or "0").translate(_PLAIN)) - len(match[1] or "")
        return Numeral(value, mp.mpf(10) ** power / 2)


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
