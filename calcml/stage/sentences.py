"""Sentences on as few lines as they need, all of about the same length."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from calcml.stage.layout import Box
from calcml.stage.text import Typeset, width_of, words

__all__ = ["Setting", "sentence", "setting_of"]

_CHUNK = re.compile(r'(?:\$(?:"[^"]*"|[^$"])*\$|\\.|\S)+')
_SIGN = re.compile(r"(?:[^\w\s$\\(){}\[\]]|\\.)+")  # an equals sign or the like, by itself
_TORN = re.compile(r"\$\(")  # an argument after its function
_SHARE = 0.94  # of a strip's width that a line takes
_LOOSE = 1.12  # length of lines as a multiple of their mean, where Typst breaks them
_MOST = 4  # lines for which places to break are tried
_SPACE = 0.25  # width of a space in ems
_STOPS = (".", ",", ";", ":", "?")  # after which it is natural to end a line
_UNNATURAL = 0.1  # of a line, by which lines may be longer for that


@dataclass(frozen=True)
class Setting:
    """How a sentence is set, and where, for whoever shows it beside the picture.

    Attributes
    ----------
    source : str
        Typst markup with its lines; the size of its letters follows from the box.
    box : tuple of four floats
        The left, top, right and bottom edge of its ink, as shares of the frame's width and height.
    """

    source: str
    box: tuple[float, float, float, float]


def setting_of(text: Typeset, frame: Box) -> Setting:
    """Return how a text is set that stands in a frame.

    Parameters
    ----------
    text : Typeset
    frame : Box

    Returns
    -------
    Setting
    """
    points = np.vstack([glyph.get_anchors() for glyph in text.family_members_with_points()])
    (left, bottom, _), (right, top, _) = points.min(axis=0), points.max(axis=0)
    across = ((float(x) - frame.left) / frame.width for x in (left, right))
    down = ((frame.top - float(y)) / frame.height for y in (top, bottom))
    (a, c), (b, d) = ((round(share, 6) for share in shares) for shares in (across, down))
    return Setting(text.source, (a, b, c, d))


def sentence(
    source: str, room: Box, *, sizes: Sequence[float], entry_keys: tuple[str, ...] = ()
) -> Typeset:
    """Return a sentence that keeps to a room, with smaller letters if there is no other way.

    Lines end at spaces, though not beside a sign such as that of equality.

    Parameters
    ----------
    source : str
        Typst markup.
    room : Box
    sizes : sequence of float
        Ems in scene units, from the best to the least.
    entry_keys : tuple of str
        Entries whose numbers it shows.

    Returns
    -------
    Typeset
        In the least size where it has no room at all.
    """
    width, usual = _SHARE * room.width, sizes[0]
    line = width_of(source)
    if line * usual <= width:
        return words(source, em=usual, entry_keys=entry_keys)
    chunks = _CHUNK.findall(source)
    lengths = [width_of(chunk) for chunk in chunks]
    # Typst would also end a line between a function and its argument, or within a formula
    torn = _TORN.search(source) is not None or any(" " in chunk for chunk in chunks)
    for em in sizes:
        whole = line * em
        lines = math.ceil(whole / width)
        longest = min(width, _LOOSE * whole / lines)
        text = words(source, em=em, width=longest, entry_keys=entry_keys)
        breaks = _breaks(chunks, lengths, width / em, lines)
        if breaks and (torn or breaks != _first_fit(lengths, longest / em)):
            pieces = (" ".join(chunks[a:b]) for a, b in _pieces(breaks, len(chunks)))
            text = words(" \\ ".join(pieces), em=em, width=room.width, entry_keys=entry_keys)
        if text.height <= room.height:
            break
    return text


def _breaks(
    chunks: Sequence[str], lengths: Sequence[float], longest: float, lines: int
) -> tuple[int, ...]:
    """Return before which chunks a line begins; nothing if it cannot be done."""
    signs = [_SIGN.fullmatch(chunk) is not None for chunk in chunks]
    free = [i for i in range(1, len(chunks)) if not (signs[i - 1] or signs[i])]
    for count in range(lines, min(_MOST, len(free) + 1) + 1):
        best, found = math.inf, None
        for places in combinations(free, count - 1):
            most = max(_length(lengths[a:b]) for a, b in _pieces(places, len(chunks)))
            within = sum(not chunks[place - 1].endswith(_STOPS) for place in places)
            cost = most + within * _UNNATURAL * longest
            if most <= longest and cost < best:
                best, found = cost, places
        if found is not None:
            return found
    return ()


def _first_fit(lengths: Sequence[float], longest: float) -> tuple[int, ...]:
    """Return before which chunks Typst begins a line."""
    breaks, start = [], 0
    for end in range(1, len(lengths)):
        if _length(lengths[start : end + 1]) > longest:
            breaks.append(end)
            start = end
    return tuple(breaks)


def _pieces(breaks: Sequence[int], count: int) -> Iterable[tuple[int, int]]:
    return pairwise((0, *breaks, count))


def _length(lengths: Sequence[float]) -> float:
    return sum(lengths) + _SPACE * (len(lengths) - 1)
