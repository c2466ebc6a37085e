"""Which pixels an outline covers, as boxes: one for what is filled, a row of them for a stroke."""

from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calcml.stage.film.outlines import Pixels, State

__all__ = ["NOTHING", "Boxes", "footprint"]

Boxes: TypeAlias = NDArray[np.float64]
"""Left, top, right and bottom edges in pixels, shape (n, 4)."""

NOTHING: Boxes = np.empty((0, 4))

_CURVE = 12  # numbers of one curve: four points in space
_PIECES = 120  # of the frame's height: how long the pieces are in which a stroke is taken
_SEEN = 0.02  # opacity from which something covers what is behind it


def footprint(state: State, pixels: Pixels, height: int) -> Boxes:
    """Return boxes in which all of an outline lies.

    Parameters
    ----------
    state : State
        As the camera knows it.
    pixels : Pixels
        The measure of the frame.
    height : int
        Of the frame, in pixels.

    Returns
    -------
    Boxes
        None at all where nothing of it is to be seen.
    """
    told = np.frombuffer(state[0], dtype=np.float64)
    points = told[: len(told) // _CURVE * _CURVE].reshape(-1, 4, 3)[..., :2]
    fill, stroke = (np.frombuffer(rgba, dtype=np.float64)[-1] for rgba in state[1:3])
    width = float(state[4]) * pixels.stroke if stroke >= _SEEN else 0.0
    if not len(points) or not np.isfinite(points).all() or (fill < _SEEN and not width):
        return NOTHING
    places = points * (pixels.x, pixels.y) + (pixels.left, pixels.top)
    if fill >= _SEEN:
        flat = places.reshape(-1, 2)
        low, high = flat.min(axis=0)[None], flat.max(axis=0)[None]
    else:
        steps = _along(places, height / _PIECES)
        low, high = np.minimum(steps[:-1], steps[1:]), np.maximum(steps[:-1], steps[1:])
        low, high = low.reshape(-1, 2), high.reshape(-1, 2)
    return np.hstack([low - width / 2, high + width / 2])


def _along(places: NDArray[np.float64], piece: float) -> NDArray[np.float64]:
    """Return places along each of some curves, shape (steps, curves, 2), at most a piece apart."""
    legs = np.linalg.norm(np.diff(places, axis=1), axis=-1).sum(axis=1)
    t = np.linspace(0.0, 1.0, max(1, ceil(legs.max() / piece)) + 1)[:, None, None]
    a, b, c, d = places.transpose(1, 0, 2)
    s = 1 - t
    along: NDArray[np.float64] = s**3 * a + 3 * s**2 * t * b + 3 * s * t**2 * c + t**3 * d
    return along
