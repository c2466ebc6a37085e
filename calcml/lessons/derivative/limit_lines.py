"""Lines of a calculation that stand behind the sign of the limit for the step."""

from dataclasses import replace

from calcml.lessons.entries import Entry, formula

__all__ = ["LIMIT", "limit_line"]

LIMIT = "lim_(h -> 0)"
"""The sign of the limit, as Typst mathematics."""


def limit_line(key: str, code: str, text: str) -> Entry:
    """Make the entry of a line whose symbol is the sign of the limit before it.

    Parameters
    ----------
    key : str
    code, text : str
        What stands behind the sign, as Typst mathematics and as plain text.

    Returns
    -------
    Entry

    Examples
    --------
    >>> line = limit_line("line.0", "frac(3 h, h)", "3h/h")
    >>> line.symbol, line.typst
    ('lim_(h -> 0)', 'frac(3 h, h)')
    """
    return replace(formula(key, code, text), symbol=LIMIT)
