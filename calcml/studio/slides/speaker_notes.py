"""What the lecturer reads while a slide is shown: the caption, the numbers, and what comes next."""

from collections.abc import Iterable, Iterator

from calcml.studio.review.wording import abridged, power
from calcml.studio.slides.deck import Number, Slide
from calcml.studio.slides.plain_maths import plain_maths
from calcml.studio.slides.xml_text import legal

__all__ = ["arising", "exactly", "number_line", "speaker_notes"]

_GIVEN = "as given"
"""Formula of what a user chose."""
_MINUS = str.maketrans("−", "-")


def speaker_notes(slide: Slide, following: Slide | None) -> str:
    """Return the notes of a slide, a paragraph a line.

    Parameters
    ----------
    slide : Slide
    following : Slide or None
        The one after it; None for the last.

    Returns
    -------
    str
    """
    new = [number for number in slide.numbers if number.new]
    old = [number for number in slide.numbers if not number.new]
    lines = [
        slide.caption,
        *(["A question: wait for answers before you go on."] if slide.waits else ()),
        *_listed("New numbers:", new),
        *_listed("Still on screen:", old),
        *([f"Next: {following.caption}"] if following and following.caption else ()),
    ]
    return "\n".join(legal(line) for line in lines if line)


def _listed(heading: str, numbers: Iterable[Number]) -> Iterator[str]:
    lines = [f"• {number_line(number)}" for number in numbers]
    if lines:
        yield heading
        yield from lines


def number_line(number: Number) -> str:
    """Tell a number in a line: what it is, what is shown, and where that comes from.

    Parameters
    ----------
    number : Number

    Returns
    -------
    str
    """
    if number.kind == "formula":
        told = plain_maths(number.typst) or number.shown
        name = plain_maths(number.symbol)
        return f"{name} {told}" if name.endswith("=") else told
    name, formula = plain_maths(number.symbol) or number.key, arising(number)
    if f"{name} {formula}" == number.formula.replace(" - ", " − "):
        parts = [f"{name} {formula}: {number.shown}"]
    else:
        parts = [f"{name}: {number.shown}", formula]
    if number.kind != "verdict":
        parts += [f"exact {exact}" if (exact := exactly(number)) else ""]
        parts += [f"in doubles {number.computed}, error {power(number.error)}"] * bool(number.error)
    return "; ".join(filter(None, parts))


def arising(number: Number) -> str:
    """Return how a number arises, without what its symbol says already.

    Parameters
    ----------
    number : Number

    Returns
    -------
    str
    """
    if number.formula in {_GIVEN, number.symbol}:
        return ""
    symbol, formula = plain_maths(number.symbol), number.formula.replace(" - ", " − ")
    return "" if formula == symbol else formula.removeprefix(f"{symbol} ")


def exactly(number: Number) -> str:
    """Return the exact value of a number, if that is not what is shown already.

    Parameters
    ----------
    number : Number

    Returns
    -------
    str
    """
    if number.exact.strip("-") == "oo" or number.exact == number.shown.translate(_MINUS):
        return ""
    return abridged(number.exact)
