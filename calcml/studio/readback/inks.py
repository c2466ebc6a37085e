"""How much of each pixel is a given ink, where other things may lie beside and beneath it.

A pixel at an edge is a mixture of two colours. Which two is found out pixel by pixel among the ink
and the colours that are plain to see around it; brightness counts more than tint, which a video
keeps for squares of four pixels only.
"""

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.pictures import Frame

__all__ = ["Shares", "colour_of", "shares_of", "weighed"]

Shares = NDArray[np.float64]
"""From 0 to 1, one for each pixel."""

_TINT = 0.6  # weight of a difference in tint against one in brightness
_COARSE = 16  # levels of colour that count as the same while colours are counted
_PLAIN = 0.04  # share of the pixels that must have a colour for it to be one of those around
_MANY = 4  # colours around, at most
_APART = 38.0  # distance of colours, in levels, from which they are different
_ASIDE = 16.0  # distance from the mixtures of ink and ground within which a colour is one of them
_AXES = np.array(
    [[0.2126, 0.7152, 0.0722], [-0.1146, -0.3854, 0.5], [0.5, -0.4542, -0.0458]]
)  # brightness and the two tints of BT.709


def colour_of(ink: str) -> NDArray[np.float64]:
    """Return red, green and blue, from 0 to 255, of ``#rrggbb``."""
    return np.array([int(ink[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64)


def weighed(colours: NDArray[Any], tint: float) -> NDArray[np.float64]:
    """Return brightness and two tints of colours, shape (..., 3), the tints with a weight."""
    return np.asarray(colours, dtype=np.float64) @ _AXES.T * (1.0, tint, tint)


def shares_of(part: Frame, ink: str, opacity: float = 1.0) -> Shares:
    """Return how much of each pixel is an ink.

    Parameters
    ----------
    part : Frame
        A part of a frame, shape (h, w, 3), of which the ink covers the lesser part.
    ink : str
        ``#rrggbb``.
    opacity : float
        With which the ink was laid on.

    Returns
    -------
    Shares, shape (h, w)
    """
    pixels = weighed(part.reshape(-1, 3), _TINT)
    wanted = weighed(colour_of(ink), _TINT)
    around = _colours_around(pixels, wanted, opacity)
    ground = around[0]
    ends = np.array([ground + opacity * (wanted - ground), *around])
    best = np.full(len(pixels), np.inf)
    shares = np.zeros(len(pixels))
    for i, j in combinations(range(len(ends)), 2):
        way = ends[j] - ends[i]
        along = np.clip((pixels - ends[i]) @ way / max(way @ way, 1e-9), 0.0, 1.0)
        off = np.linalg.norm(pixels - ends[i] - along[:, None] * way, axis=1)
        closer = off < best - 1e-9
        best[closer] = off[closer]
        shares[closer] = (1 - along[closer]) if i == 0 else 0.0
    return shares.reshape(part.shape[:2])


def _colours_around(
    pixels: NDArray[np.float64], wanted: NDArray[np.float64], opacity: float
) -> list[NDArray[np.float64]]:
    """Return the plain colours of a part that are not the ink, the most frequent first."""
    coarse = np.round(pixels / _COARSE).astype(np.int64)
    _, which, counts = np.unique(coarse, axis=0, return_inverse=True, return_counts=True)
    found: list[NDArray[np.float64]] = []
    for place in np.argsort(-counts):
        if counts[place] < _PLAIN * len(pixels) or len(found) == _MANY:
            break
        colour = np.median(pixels[which.reshape(-1) == place], axis=0)
        inked = found[0] + opacity * (wanted - found[0]) if found else wanted
        if np.linalg.norm(colour - inked) < _APART:
            continue
        if any(np.linalg.norm(colour - each) < _APART for each in found):
            continue
        if found and _aside(colour, found[0], inked) < _ASIDE:
            continue
        found.append(colour)
    return found or [np.median(pixels, axis=0)]


def _aside(
    colour: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]
) -> float:
    """Return how far a colour is from the mixtures of two others."""
    way = other - one
    along = float(np.clip((colour - one) @ way / max(float(way @ way), 1e-9), 0.0, 1.0))
    return float(np.linalg.norm(colour - one - along * way))
