"""Look at a picture along cuts across a line, and tell ink from the ground beside it."""

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.inks import colour_of, weighed
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.sampling import sampled
from calcml.studio.readback.segments import Place

__all__ = ["NEAR", "STEP", "TINT", "cuts", "shares_along"]

NEAR = 4.0
"""Pixels within which a line's ink is looked for; what lies beyond on a cut is its ground."""
STEP = 0.25
"""Pixels between two looks along a cut."""
TINT = 0.35
"""Weight of tint against brightness: a thin line's tint is blurred in a video."""
_REACH = 7.0  # pixels to both sides of the line that a cut shows
_FOREIGN = 0.3  # of the distance to the ink, by which a colour may be another one


def cuts(
    frame: Frame, start: Place, end: Place, along: NDArray[np.float64], scale: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Look at a picture along cuts across a line.

    Parameters
    ----------
    frame : Frame
    start, end : tuple of float
    along : array, shape (n,)
        Where to cut, from 0 at the start to 1 at the end, and beyond.
    scale : float
        How many times as long the cuts are.

    Returns
    -------
    seen : array, shape (n, m, 3)
        Brightness and tints.
    across : array, shape (m,)
        Where on a cut, in pixels times the scale.
    """
    first, way = np.array(start), np.array(end) - start
    aside = np.array([-way[1], way[0]]) / np.linalg.norm(way)
    across = np.arange(-_REACH, _REACH + STEP, STEP)
    places = first + along[:, None, None] * way + scale * across[None, :, None] * aside
    return weighed(sampled(frame, places), TINT), across


def shares_along(
    seen: NDArray[np.float64], across: NDArray[np.float64], ink: str, opacity: float
) -> NDArray[np.float64]:
    """Return how much of each sample is ink, against the ground on both sides of its cut.

    Parameters
    ----------
    seen, across : array
        As `cuts` returns them.
    ink : str
        ``#rrggbb``.
    opacity : float

    Returns
    -------
    array, shape (n, m)
    """
    wanted = weighed(colour_of(ink), TINT)
    ground = np.median(seen[:, np.abs(across) > NEAR], axis=1, keepdims=True)
    way = opacity * (wanted - ground)
    square = np.maximum((way * way).sum(axis=-1), 1e-9)
    along = ((seen - ground) * way).sum(axis=-1) / square
    off = np.linalg.norm(seen - ground - along[..., None] * way, axis=-1)
    foreign = off > _FOREIGN * np.sqrt(square)
    shares: NDArray[np.float64] = np.where(foreign, 0.0, np.clip(along, 0.0, 1.0))
    return shares
