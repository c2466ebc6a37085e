"""How far places are from straight lines, in pixels."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Place", "away_from", "places_between", "run_along"]

Place: TypeAlias = tuple[float, float]
"""Pixels to the right and downwards."""

_CLOSE, _MOSTLY = 5.0, 0.5  # pixels, and share of a line, at which others run along it


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


def places_between(start: Place, end: Place, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places on the way from one place to another, and beyond.

    Parameters
    ----------
    start, end : tuple of float
    shares : array, shape (n,)
        0 is the start, 1 the end.

    Returns
    -------
    array, shape (n, 2)

    Examples
    --------
    >>> places_between((0, 0), (10, 20), np.array([0.5]))
    array([[ 5., 10.]])
    """
    places: NDArray[np.float64] = np.array(start) + shares[:, None] * np.subtract(end, start)
    return places


def run_along(
    ends: tuple[Place, Place], others: Iterable[tuple[Place, Place]], *, scale: float = 1.0
) -> bool:
    """Tell whether other lines lie close to most of a line.

    Parameters
    ----------
    ends : tuple of two places
    others : iterable of two places
    scale : float
        How many times as large as a small picture this one is.

    Returns
    -------
    bool
    """
    a, b = np.asarray(ends, dtype=np.float64)
    places = a + np.linspace(0.05, 0.95, 19)[:, None] * (b - a)
    close = np.zeros(len(places), dtype=np.bool_)
    for other in others:
        close |= away_from(places, *other) < scale * _CLOSE
    return float(close.mean()) > _MOSTLY
