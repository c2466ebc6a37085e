"""Where an arrow ends: how far its ink reaches, and whether its head is there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.cuts import cuts, shares_along
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.segments import Place

__all__ = ["BEYOND", "Tip", "tip_of"]

BEYOND = 8.0
"""Pixels behind its end, in a small picture, in which an arrow is looked for."""
_HEAD, _POINT = 9.0, 0.3  # pixels of a head, and share of it that is too slim to be measured
_LONGEST = 0.4  # of the arrow's length, in which the head is looked for
_SHAFT = (0.25, 0.55)  # where on an arrow there is nothing but its shaft
_INKED = 0.4  # share of ink that counts
_GREY = 4.0  # weighed levels of tint that say nothing
_STEP = 0.25
_MIDDLE, _SIDE = 1.0, 4.0  # pixels to both sides of an arrow's middle: its tip, its head
_FINE = 0.6  # pixels before the end at which a tip becomes too fine to be seen


@dataclass(frozen=True)
class Tip:
    """The end of an arrow.

    Attributes
    ----------
    over : float
        Pixels by which its ink reaches beyond its end, negative if it ends before; 0 where
        no end of it is to be seen.
    runs_on : bool
        Whether no end is to be seen and it is the arrow's own tint that runs on.
    head : float
        How many times as broad as its shaft it is where its head should be.
    """

    over: float
    runs_on: bool
    head: float


def tip_of(
    frame: Frame, start: Place, end: Place, ink: str, *, opacity: float, scale: float, aside: float
) -> Tip:
    """Measure the end of an arrow.

    Parameters
    ----------
    frame : Frame
    start, end : tuple of float
        Where it should start and end, in pixels.
    ink : str
        Its colour, ``#rrggbb``.
    opacity : float
    scale : float
        How many times as broad it is as in a small picture.
    aside : float
        How far its end was seen aside.

    Returns
    -------
    Tip
    """
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    along = np.arange(0.0, length + BEYOND * scale, _STEP)
    seen, across = cuts(frame, start, end, along / length, scale)
    shares = shares_along(seen, across, ink, opacity)
    inner = np.abs(scale * across - aside) <= _MIDDLE
    middle = shares[:, inner].max(axis=1)
    shown = np.where((shares >= _INKED / 2) & (np.abs(across) <= _SIDE), shares, 0.0).sum(axis=1)
    gaps = np.flatnonzero((middle < _INKED) & (along > length / 2))
    over = float(along[gaps[0]]) - length + _FINE if len(gaps) else 0.0
    tints = np.median(seen[:, inner, 1:], axis=1) - np.median(seen[..., 1:], axis=1)
    runs_on = not len(gaps) and _is_like(tints[along > length + 2], tints[_on_shaft(along, length)])
    return Tip(over, runs_on, _head(along, shown, length, scale))


def _is_like(tints: NDArray[np.float64], own: NDArray[np.float64]) -> bool:
    """Tell whether tints are those of an arrow; of a grey one nobody can say."""
    mean = own.mean(axis=0)
    square = float(mean @ mean)
    return square < _GREY**2 or float(np.median(tints @ mean)) > square / 2


def _on_shaft(along: NDArray[np.float64], length: float) -> NDArray[np.bool_]:
    return (along > _SHAFT[0] * length) & (along < _SHAFT[1] * length)


def _head(
    along: NDArray[np.float64], breadth: NDArray[np.float64], length: float, scale: float
) -> float:
    """Compare the breadth of a head with that of the shaft."""
    size = min(_HEAD * scale, _LONGEST * length)
    head = (along > length - size) & (along < length - _POINT * size)
    shaft = breadth[_on_shaft(along, length)]
    return float(breadth[head].mean() / max(float(shaft.mean()), 1e-9))
