"""Equations of straight lines read back: y = 6x − 9, y ≈ 0.5403x + 0.3012."""

import re

import mpmath as mp

from calcml.oracles.evaluation import DIGITS
from calcml.oracles.numerals import numeral
from calcml.oracles.readings import UnreadableError, reading

__all__ = ["is_the_line"]

_EQUATION = re.compile(r"y (=|≈|approx) (.+)")
_PARTS = re.compile(r"(?:(?P<slope>[^x]*?) ?x)?(?: ?(?P<sign>[+−-]) )?(?P<rest>[^x]*)")
_PLACES = 4  # of a constant that is rounded
_EXACT = mp.mpf(10) ** -25  # relative; slopes are known to thirty digits


def is_the_line(text: str, slope: mp.mpf, intercept: mp.mpf) -> bool:
    """Tell whether an equation is that of a line.

    Parameters
    ----------
    text : str
        Typst mathematics or plain text; where it says "approximately", constants are rounded.
    slope, intercept : mpmath.mpf

    Returns
    -------
    bool

    Raises
    ------
    UnreadableError
        If the text is no equation of a line.
    """
    equation = _EQUATION.fullmatch(text)
    if equation is None:
        raise UnreadableError(f"the equation of a line begins with y, got {text}")
    if equation[1] != "=":
        return _is_near(equation[2], slope, intercept)
    with mp.workdps(DIGITS):
        return all(
            abs(reading(equation[2], {"x": x}) - (slope * x + intercept))
            <= _EXACT * (1 + abs(slope * x) + abs(intercept))
            for x in (mp.mpf(0), mp.sqrt(2), -mp.sqrt(3))
        )


def _is_near(body: str, slope: mp.mpf, intercept: mp.mpf) -> bool:
    parts = _PARTS.fullmatch(body)
    if parts is None:
        raise UnreadableError(f"a line is a multiple of x and a number, got {body}")
    factor, sign, rest = parts["slope"], parts["sign"] or "", parts["rest"]
    first = "0" if factor is None else {"": "1", "−": "-1", "-": "-1"}.get(factor, factor)
    last = f"{sign.replace('+', '')}{rest}" or "0"
    pairs = ((first, slope), (last, intercept))
    return all(numeral(shown, places=_PLACES).shows(number) for shown, number in pairs)
