"""Read texts in a frame: every digit against all others, in the place where it stands.

A template of the whole text, typeset as the ledger wants it, is laid over the frame where the
sidecar says. Where a digit stands, the template is tried with each of the ten digits; the right one
must fit better than the nine wrong ones, which are all the variants that differ in that digit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.digits import Wording
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.typesetting import Coverage, Spot, template, variants

__all__ = ["Legibility", "legibility"]

_LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
_DIFFERENT = 0.08  # coverage by which a pixel differs between two templates
_AROUND = 1  # pixels around a digit that are compared with it


@dataclass(frozen=True)
class Legibility:
    """How well a text was read.

    Attributes
    ----------
    match : float
        Correlation of the frame with the template, from -1 to 1, where it is worst: over the
        whole text, and over each digit's place.
    whole : float
        Over the whole text.
    margin : float
        By how much the right digit fits better than the best wrong one, where it is least; 1
        for a text without digits.
    read : str
        The digits that fit best, in order.
    """

    match: float
    whole: float
    margin: float
    read: str


def legibility(
    frame: Frame, preamble: str, source: str, wording: Wording, spot: Spot
) -> Legibility | None:
    """Read a text in a frame.

    Parameters
    ----------
    frame : Frame
    preamble, source : str
        As the text is to be typeset.
    wording : Wording
        Where its digits stand.
    spot : Spot
        Where it is looked for.

    Returns
    -------
    Legibility or None
        None where the text reaches out of the frame.
    """
    height, width, _ = frame.shape
    if not (0 <= spot.left and spot.left + spot.width <= width):
        return None
    if not (0 <= spot.top and spot.top + spot.height <= height):
        return None
    rows = slice(spot.top, spot.top + spot.height)
    luma = frame[rows, spot.left : spot.left + spot.width] @ _LUMA
    right = template(preamble, source, spot)
    whole = abs(_correlation(luma, right))
    match, margin, read = whole, 1.0, ""
    if wording.digits or wording.signs:
        dark = _correlation(luma, right) < 0
        places = _places(preamble, source, wording, spot)
        for place, best in _fits(-luma if dark else luma, preamble, source, wording, spot, places):
            truth = source[place]
            wrong = max(fit for digit, fit in best.items() if digit != truth)
            match, margin = min(match, best[truth]), min(margin, best[truth] - wrong)
            read += max(best, key=lambda digit: best[digit]) if truth.isdigit() else ""
    return Legibility(match, whole, margin, read)


def _fits(
    luma: NDArray[np.float32],
    preamble: str,
    source: str,
    wording: Wording,
    spot: Spot,
    places: Mapping[int, tuple[slice, slice]],
) -> Sequence[tuple[int, Mapping[str, float]]]:
    """Return for each digit how well each of the ten fits, and for each sign both."""
    tens = {
        digit: template(preamble, variants(source, wording.digits, digit), spot)
        for digit in ("0123456789" if wording.digits else "")
    }
    found: list[tuple[int, Mapping[str, float]]] = []
    for place in wording.digits:
        part = places[place]
        found.append((place, {d: _correlation(luma[part], t[part]) for d, t in tens.items()}))
    right = template(preamble, source, spot)
    for place in wording.signs:
        other = template(preamble, variants(source, (place,), "+"), spot)
        part = places[place]
        pair = {"-": right[part], "+": other[part]}
        found.append((place, {sign: _correlation(luma[part], t) for sign, t in pair.items()}))
    return found


def _places(
    preamble: str, source: str, wording: Wording, spot: Spot
) -> dict[int, tuple[slice, slice]]:
    """Return the pixels in which a digit or sign stands: where another one changes the picture."""
    right = template(preamble, source, spot)
    found = {}
    for place in (*wording.digits, *wording.signs):
        swap = {"-": "+", "8": "1"}.get(source[place], "8")
        other = template(preamble, variants(source, (place,), swap), spot)
        found[place] = _bounds(np.abs(right - other) > _DIFFERENT)
    return found


def _bounds(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Return the smallest rectangle around what is set, and a little more."""
    sides = []
    for axis in (1, 0):
        (set_,) = np.nonzero(mask.any(axis=axis))
        first, last = (set_[0], set_[-1]) if len(set_) else (0, mask.shape[1 - axis] - 1)
        sides.append(slice(max(0, int(first) - _AROUND), int(last) + _AROUND + 1))
    return sides[0], sides[1]


def _correlation(seen: NDArray[np.float32], wanted: Coverage) -> float:
    """Return Pearson's correlation of two pictures; 0 where one of them is plain."""
    one, other = seen - seen.mean(), wanted - wanted.mean()
    size = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / size if size > 1e-6 else 0.0  # noqa: PLR2004 - plain
