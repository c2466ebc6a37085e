"""Folding: what lies below an axis is turned up, as sizes forget their signs."""

import numpy as np

from calcml.core.types import FloatArray

__all__ = ["folded"]


def folded(heights: FloatArray, share: float) -> FloatArray:
    """Turn negative heights up.

    Parameters
    ----------
    heights : FloatArray
    share : float
        How much of the turn is done: 0 leaves all as it is, with 1 each height is its size.

    Returns
    -------
    FloatArray

    Examples
    --------
    >>> [folded(np.array([3.0, -2.0]), share).tolist() for share in (0, 0.5, 1)]
    [[3.0, -2.0], [3.0, 0.0], [3.0, 2.0]]
    """
    return np.where(heights < 0, (1 - 2 * share) * heights, heights) + 0.0
