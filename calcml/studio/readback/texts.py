"""Read texts in a frame: every digit against all others, in the place where it stands.

A template of the whole text, typeset as the ledger wants it, is laid over the frame where the
sidecar says. Where a digit stands, the template is tried with each of the ten digits; the right
one must fit better than the nine wrong ones, which are all the variants that differ in that digit.
Signs and points are read against what they could be taken for. Of the rest, each letter must be
there.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calcml.studio.problems import StudioError
from calcml.studio.readback.digits import Wording
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.pieces import Part, around, pieces_of
from calcml.studio.readback.signs import rivals_of
from calcml.studio.readback.typesetting import MARGIN, Coverage, Spot, template, variants

__all__ = ["LUMA", "Legibility", "correlation", "legibility"]

LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
"""Weights of red, green and blue in brightness."""
_DIGITS = "0123456789"
_DIFFERENT = 0.08  # coverage by which a pixel differs between two templates
_SAME = 0.999  # correlation of two templates that show the same digit in the same place


@dataclass(frozen=True)
class Legibility:
    """How well a text was read.

    Attributes
    ----------
    match : float
        Correlation of the frame with the template, from -1 to 1, where it is worst: over the
        whole text, and over the place of each digit and sign.
    margin : float
        By how much the right digit or sign fits better than the best wrong one, where it is
        least; 1 for a text without any.
    least : float
        Correlation over the letter, or the few that touch, that is worst.
    spare : float
        Ems by which the place that was drawn upon is larger than the text as it should be.
    read : str
        The digits that fit best, in order.
    """

    match: float
    margin: float
    least: float
    spare: float
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
    rows = slice(spot.top, spot.top + spot.height)
    columns = slice(spot.left, spot.left + spot.width)
    if rows.start < 0 or columns.start < 0 or rows.stop > height or columns.stop > width:
        return None
    sheet = _Sheet(preamble, source, spot)
    luma = frame[rows, columns] @ LUMA
    whole = correlation(luma, sheet.right)
    if whole < 0:  # dark on light
        luma, whole = -luma, -whole
    fits = [*sheet.digits(luma, wording.digits), *sheet.signs(luma, wording.signs)]
    rights = [right for right, _ in fits]
    return Legibility(
        match=min([whole, *rights]),
        margin=min([1.0, *(right - wrong for right, wrong in fits)]),
        least=min((correlation(luma[p], sheet.right[p]) for p in sheet.pieces()), default=1.0),
        spare=_spare(sheet.right, spot),
        read="".join(sheet.read),
    )


class _Sheet:
    """The templates of a text, and what was read against them.

    Parameters
    ----------
    preamble, source : str
    spot : Spot
    """

    def __init__(self, preamble: str, source: str, spot: Spot) -> None:
        self.preamble, self.source, self.spot = preamble, source, spot
        self.right = self.of(source)
        self.read: list[str] = []

    def of(self, source: str) -> Coverage:
        """Return how another source would look in the same spot."""
        return template(self.preamble, source, self.spot)

    def pieces(self) -> tuple[Part, ...]:
        """Return where its letters are."""
        return pieces_of(self.preamble, self.source, self.spot)

    def _typeset(self, sources: Iterable[str]) -> Iterator[Coverage]:
        """Yield how other sources would look, of those that are any Typst."""
        for source in sources:
            with suppress(StudioError):
                yield self.of(source)

    def digits(
        self, luma: NDArray[np.float32], places: tuple[int, ...]
    ) -> Iterator[tuple[float, float]]:
        """Yield for each digit how well it fits, and how well the best other one does."""
        tens = {digit: self.of(variants(self.source, places, digit)) for digit in _DIGITS}
        for place in places:
            truth = self.source[place]
            swap = self.of(variants(self.source, (place,), "1" if truth == "8" else "8"))
            part = _bounds(np.abs(self.right - swap) > _DIFFERENT)
            pictures = tens
            if correlation(self.right[part], tens[truth][part]) < _SAME:  # others push it aside
                pictures = {d: self.of(variants(self.source, (place,), d)) for d in _DIGITS}
            fits = {digit: correlation(luma[part], pictures[digit][part]) for digit in _DIGITS}
            self.read.append(max(fits, key=fits.__getitem__))
            yield fits.pop(truth), max(fits.values())

    def signs(
        self, luma: NDArray[np.float32], places: tuple[int, ...]
    ) -> Iterator[tuple[float, float]]:
        """Yield for each sign how well it fits, and how well what it could be taken for does."""
        for place in places:
            rivals = list(self._typeset(rivals_of(self.source, place)))
            if not rivals:
                continue
            apart = [np.abs(self.right - rival) > _DIFFERENT for rival in rivals]
            part = _bounds(np.logical_or.reduce(apart))
            wrong = max(correlation(luma[part], rival[part]) for rival in rivals)
            yield correlation(luma[part], self.right[part]), wrong


def _spare(right: Coverage, spot: Spot) -> float:
    """Return how much room there is beside, above or below a text in its spot, in ems."""
    rows, columns = (np.flatnonzero((right > _DIFFERENT).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return 0.0
    beside = max(columns[0], spot.width - 1 - columns[-1])
    above = max(rows[0], spot.height - 1 - rows[-1])
    return float(max(beside, above) - MARGIN) / spot.em


def _bounds(mask: NDArray[np.bool_]) -> Part:
    """Return the smallest rectangle around what is set, and a little more; all, if nothing is."""
    if not mask.any():
        return slice(None), slice(None)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return around(int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1)


def correlation(seen: NDArray[np.float32], wanted: Coverage) -> float:
    """Return Pearson's correlation of two pictures; 0 where one of them is plain.

    Parameters
    ----------
    seen, wanted : array
        Of the same shape.

    Returns
    -------
    float
    """
    one, other = seen - seen.mean(), wanted - wanted.mean()
    size = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / size if size > 1e-6 else 0.0  # noqa: PLR2004 - plain
