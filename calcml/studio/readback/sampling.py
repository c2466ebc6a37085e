"""Look between the pixels of a picture."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["sampled"]


def sampled(picture: NDArray[Any], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a picture's values between the middles of its pixels.

    Parameters
    ----------
    picture : array, shape (h, w, k)
    places : array, shape (..., 2)
        Pixels to the right and downwards; the first pixel reaches from 0 to 1.

    Returns
    -------
    array, shape (..., k)
        Outside, the values at the border.

    Examples
    --------
    >>> sampled(np.array([[[0.0], [4.0]], [[0.0], [4.0]]]), np.array([0.75, 1.0]))
    array([1.])
    """
    height, width, _ = picture.shape
    x = np.clip(places[..., 0] - 0.5, 0, width - 1.001)
    y = np.clip(places[..., 1] - 0.5, 0, height - 1.001)
    left, top = x.astype(np.int64), y.astype(np.int64)
    x, y = (x - left)[..., None], (y - top)[..., None]
    upper = picture[top, left] * (1 - x) + picture[top, left + 1] * x
    lower = picture[top + 1, left] * (1 - x) + picture[top + 1, left + 1] * x
    values: NDArray[np.float64] = upper * (1 - y) + lower * y
    return values
