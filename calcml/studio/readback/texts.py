"""Read texts in a frame: every digit against all others, in the place where it stands.

A template of the whole text, typeset as the ledger wants it, is laid over the frame where the
sidecar says. Where a digit stands, the template is tried with each of the ten digits; the right one
must fit better than the nine wrong ones, which are all the variants that differ in that digit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.digits import Wording
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.typesetting import Coverage, Spot, template, variants

__all__ = ["Legibility", "legibility"]

_LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
_DIFFERENT = 0.08  # coverage by which a pixel differs between two templates
_SAME = 0.999  # correlation of two templates that show the same digit in the same place
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
) -> Iterator[tuple[int, Mapping[str, float]]]:
    """Yield for each digit how well each of the ten fits, and for each sign both."""
    right = template(preamble, source, spot)
    tens = {
        digit: template(preamble, variants(source, wording.digits, digit), spot)
        for digit in ("0123456789" if wording.digits else "")
    }
    for place in wording.digits:
        part, truth = places[place], source[place]
        pictures = tens
        if _correlation(right[part], tens[truth][part]) < _SAME:  # its neighbours push it aside
            pictures = {
                digit: template(preamble, variants(source, (place,), digit), spot)
                for digit in "0123456789"
            }
        yield place, {digit: _correlation(luma[part], t[part]) for digit, t in pictures.items()}
    for place in wording.signs:
        part = places[place]
        other = template(preamble, variants(source, (place,), "+"), spot)
        yield (
            place,
            {
                "-": _correlation(luma[part], right[part]),
                "+": _correlation(luma[part], other[part]),
            },
        )


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
