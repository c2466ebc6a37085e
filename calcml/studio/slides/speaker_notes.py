"""What the lecturer reads while a slide is shown: the caption, the numbers, and what comes next."""

from collections.abc import Iterable, Iterator

from calcml.studio.review.wording import abridged, power
from calcml.studio.slides.deck import Number, Slide
from calcml.studio.slides.plain_maths import plain_maths
from calcml.studio.slides.xml_text import legal

__all__ = ["number_line", "speaker_notes"]

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
    parts = [f"{_name(number)}: {number.shown}"]
    if number.formula != _GIVEN and not parts[0].startswith(_told_of(number)):
        parts.append(number.formula)
    if number.kind == "verdict":
        return "; ".join(filter(None, parts))
    if number.exact.strip("-") not in {"", "oo"} and number.exact != number.shown.translate(_MINUS):
        parts.append(f"exact {abridged(number.exact)}")
    if number.error:
        parts.append(f"in doubles {number.computed}, error {power(number.error)}")
    return "; ".join(filter(None, parts))


def _name(number: Number) -> str:
    """Return what a number is: its symbol, with the places at which it was taken, if told."""
    symbol, formula = plain_maths(number.symbol), _told_of(number)
    if not symbol or formula.startswith(symbol):
        return formula or number.key
    return symbol


def _told_of(number: Number) -> str:
    """Return how a number arises, spelled as symbols are."""
    formula = "" if number.formula == _GIVEN else number.formula
    return plain_maths(formula) if formula == number.symbol else formula.replace(" - ", " − ")
