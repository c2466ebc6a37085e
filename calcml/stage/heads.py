"""Heads: the title of a picture, and where in the lecture it stands."""

from manim import Line, VGroup

from calcml.stage.fitting import first_within
from calcml.stage.layout import Regions
from calcml.stage.text import Typeset, words
from calcml.stage.theme import FORMULA, GRID, NUMBER, SOFT, TICK, TITLE, colour

__all__ = ["title_line"]

_SINK = 0.3  # of a baseline below the middle of its line, in ems
_BETWEEN = 0.2  # title and address on one line
_SIZES = TITLE, FORMULA, NUMBER


def title_line(
    room: Regions, title: str, address: str, *, entry_keys: tuple[str, ...] = ()
) -> VGroup:
    """Return title, address and the hairline under them.

    Parameters
    ----------
    room : Regions
    title, address : str
        Typst markup. A title that is too long is smaller, or stands on two lines.
    entry_keys : tuple of str
        Entries whose numbers the title shows.

    Returns
    -------
    VGroup
    """
    whole = room.whole
    place = words(address, em=TICK * room.measure, role=SOFT)
    if room.address is None:
        text = _title(title, whole.width - place.width - _BETWEEN, room.measure, entry_keys)
        _set(text, whole.left + text.width / 2, room.head)
        place.move_to([whole.right - place.width / 2, 0, 0]).on_baseline(text.baseline)
    else:
        text = _title(title, whole.width, room.measure, entry_keys)
        _set(text, whole.left + text.width / 2, room.head)
        _set(place, whole.left + place.width / 2, room.address)
    rule = Line([whole.left, room.rule, 0], [whole.right, room.rule, 0])
    return VGroup(text, place, rule.set_stroke(colour(GRID), width=2))


def _title(source: str, width: float, measure: float, keys: tuple[str, ...]) -> Typeset:
    """Return the title on one line, as large as it can be, or on several."""
    lines = [words(source, em=size * measure, bold=True, entry_keys=keys) for size in _SIZES]
    broken = words(
        source, em=NUMBER * measure, bold=True, width=width, centred=False, entry_keys=keys
    )
    return first_within([*lines, broken], width, height=1.5 * lines[0].em)


def _set(text: Typeset, across: float, level: float) -> None:
    text.move_to([across, level, 0])
    if text.height < 1.5 * text.em:
        text.on_baseline(level - _SINK * text.em)
