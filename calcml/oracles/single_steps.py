"""What is written of single steps up or down a curve: the slope's formula, numbers in the rule."""

import re
from functools import partial

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.oracles.descents import WALK, Stand, rise
from calcml.oracles.evaluation import Formula
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.numerals import NUMERAL, numeral
from calcml.oracles.opinions import Opinion

__all__ = ["slope_opinion", "substitution_opinion"]

_PLACES = 5  # decimals in the table


def slope_opinion(entry: Entry, f: Formula, start: mp.mpf) -> Opinion | None:
    """Try the formula of a slope.

    Parameters
    ----------
    entry : Entry
    f : Formula
        The curve, of x.
    start : mpmath.mpf
        It is tried around there.

    Returns
    -------
    Opinion or None
        None if there are too few points to try it at.
    """
    places, method = places_about((start,)), "central differences, at points"
    return confirmation(entry, partial(rise, f), ("x",), places, method)


def substitution_opinion(entry: Entry, stand: Stand, *, rate: mp.mpf, uphill: bool) -> Opinion:
    """Compare the three numbers of a substitution with those of the step.

    Parameters
    ----------
    entry : Entry
        The update rule with numbers in it.
    stand : Stand
        Where the step begins.
    rate : mpmath.mpf
    uphill : bool
        Whether the step goes along the slope.

    Returns
    -------
    Opinion
    """
    sign, dash = (r"\+", r"\+") if uphill else ("-", "−")
    forms = (
        (entry.shown, rf"(?P<here>{NUMERAL}) {dash} (?P<rate>.+)·\((?P<slope>{NUMERAL})\)"),
        (entry.typst, rf"(?P<here>{NUMERAL}) {sign} (?P<rate>.+) dot \(?(?P<slope>{NUMERAL})\)?"),
    )
    matches = [re.fullmatch(form, text) for text, form in forms]
    holds = all(
        match is not None
        and numeral(match["here"], places=_PLACES).shows(stand.at)
        and numeral(match["rate"]).shows(rate)
        and numeral(match["slope"], places=_PLACES).shows(stand.slope)
        for match in matches
    )
    return Opinion("the numbers of the step", WALK, holds=holds)
