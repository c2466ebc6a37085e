"""Straight lines through many places, laid at once instead of one by one."""

from collections.abc import Iterable

import numpy as np

from calcml.core.types import FloatArray

__all__ = ["joined"]

_THIRDS = np.linspace(0, 1, 4)[:, np.newaxis]


def joined(pieces: Iterable[FloatArray]) -> FloatArray:
    """Return the Bézier points of lines through the places of each piece.

    Parameters
    ----------
    pieces : iterable of FloatArray, each of shape (n, 3)
        The pen is lifted between two pieces; a piece of one place draws nothing.

    Returns
    -------
    FloatArray, shape (4 m, 3)
        Four points a line, as Manim stores them.

    Examples
    --------
    >>> joined([np.array([[0.0, 0, 0], [3, 0, 0]])])[:, 0].tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    runs = [piece for piece in pieces if len(piece)]
    if not runs:
        return np.zeros((0, 3))
    places = np.concatenate(runs)
    drawn = np.ones(len(places) - 1, dtype=np.bool_)
    drawn[np.cumsum([len(run) for run in runs[:-1]], dtype=np.intp) - 1] = False
    start, end = places[:-1][drawn, np.newaxis], places[1:][drawn, np.newaxis]
    lines: FloatArray = start + _THIRDS * (end - start)
    return lines.reshape(-1, 3)
