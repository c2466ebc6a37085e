"""How far places are from straight lines, in pixels."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Place", "away_from", "runs_along"]

Place: TypeAlias = tuple[float, float]
"""Pixels to the right and downwards."""

_CLOSE, _MOSTLY = 5.0, 0.5  # pixels, and share of a line, at which another one runs along it


def away_from(places: ArrayLike, start: Place, end: Place) -> NDArray[np.float64]:
    """Return the distances of places from a line that ends.

    Parameters
    ----------
    places : array_like, shape (..., 2)
    start, end : tuple of float

    Returns
    -------
    array, shape (...)

    Examples
    --------
    >>> away_from([[5, 3], [13, 4]], (0, 0), (10, 0))
    array([3., 5.])
    """
    a, b, p = (np.asarray(each, dtype=np.float64) for each in (start, end, places))
    way = b - a
    along = np.clip((p - a) @ way / max(float(way @ way), 1e-9), 0.0, 1.0)
    distances: NDArray[np.float64] = np.linalg.norm(p - a - along[..., None] * way, axis=-1)
    return distances


def runs_along(ends: tuple[Place, Place], other: tuple[Place, Place]) -> bool:
    """Tell whether another line lies close to most of a line.

    Parameters
    ----------
    ends, other : tuple of two places

    Returns
    -------
    bool
    """
    a, b = np.asarray(ends, dtype=np.float64)
    places = a + np.linspace(0.05, 0.95, 19)[:, None] * (b - a)
    return float((away_from(places, *other) < _CLOSE).mean()) > _MOSTLY
