"""One palette for all frames of a film, and each pixel's place in it.

Our pictures are flat colours with smooth edges. A flat colour is kept as it is, since an eye sees
a large area that is off by a little; the tones of the edges share the places that are left.
Nothing is dithered: patterns of dots would flicker, and are large.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from calcml.studio.alpha import Pixels

__all__ = ["Palette", "palette_of"]

FLAT = 12
"""So many of the most frequent colours are kept as they are."""
SAMPLES = 400_000
"""Pixels of the picture from which the other places are chosen."""
ROUNDS = 3
"""How often the colours of the palette are moved to the middle of what they stand for."""
SHADES = 1 << 24


class Palette:
    """Colours with numbers.

    Parameters
    ----------
    colours : array of int, shape (n, 3)
        Red, green and blue; n is 256 at most.
    """

    def __init__(self, colours: NDArray[np.int64]) -> None:
        self.colours = colours
        self._known = np.zeros(SHADES, dtype=np.bool_)
        self._place = np.zeros(SHADES, dtype=np.uint8)

    def places(self, pixels: Pixels) -> NDArray[np.uint8]:
        """Return for each pixel the number of the colour nearest to it, shape (height, width).

        Parameters
        ----------
        pixels : Pixels
            Opaque.

        Returns
        -------
        array of bytes
        """
        shades = _shades(pixels)
        new = np.unique(shades[~self._known[shades]])
        for part in np.array_split(new, len(new) // 4096 + 1):
            apart = _split(part)[:, None, :] - self.colours[None, :, :]
            self._place[part] = (apart**2).sum(axis=2).argmin(axis=1)
        self._known[new] = True
        found: NDArray[np.uint8] = self._place[shades]
        return found


def palette_of(pictures: Iterable[Pixels], count: int) -> Palette:
    """Return the palette that fits some pictures together.

    Parameters
    ----------
    pictures : iterable of Pixels
        Opaque.
    count : int
        How many colours it may have.

    Returns
    -------
    Palette
    """
    often = np.zeros(SHADES, dtype=np.int64)
    for picture in pictures:
        shades, times = np.unique(_shades(picture), return_counts=True)
        often[shades] += times
    found = np.flatnonzero(often)
    if len(found) <= count:
        return Palette(_split(found))
    order = found[np.argsort(-often[found], kind="stable")]
    flat, others = order[:FLAT], np.sort(order[FLAT:])
    # roots, so that the few pixels of a thin curve have their say beside the many of a text
    weights = np.sqrt(often[others])
    repeats = np.maximum(np.rint(weights * SAMPLES / weights.sum()), 1).astype(int)
    row = _split(others).astype(np.uint8).repeat(repeats, axis=0)[None]
    fitted = Image.fromarray(np.ascontiguousarray(row)).quantize(
        count - len(flat), Image.Quantize.MEDIANCUT, kmeans=ROUNDS
    )
    chosen = np.array(fitted.getpalette(), dtype=np.int64).reshape(-1, 3)[: count - len(flat)]
    return Palette(np.concatenate([_split(flat), chosen]))


def _shades(pixels: Pixels) -> NDArray[np.int32]:
    red, green, blue = (pixels[..., channel].astype(np.int32) for channel in range(3))
    return (red << 16) | (green << 8) | blue


def _split(shades: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Return red, green and blue of shades, shape (n, 3)."""
    return np.stack([shades >> 16, shades >> 8 & 255, shades & 255], axis=1).astype(np.int64)
