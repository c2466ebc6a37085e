"""Colours beside their alpha: Cairo multiplies them by it, pictures and browsers do not."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

__all__ = ["Pixels", "bled", "multiplied", "straight"]

Pixels: TypeAlias = NDArray[np.uint8]
"""RGBA bytes of shape (height, width, 4)."""

OPAQUE = 255
SEEN = (0, *(255,) * 255)
"""By alpha: whether something is seen, as a mask."""
BLOCKS = (2, 8, 32)
"""Sides in pixels of the squares from which a pixel that is not seen takes its colour."""


def straight(pixels: Pixels) -> Pixels:
    """Return pixels whose colours are not multiplied by their alpha.

    Parameters
    ----------
    pixels : Pixels
        As Cairo has them: a white pixel of which half is seen is (128, 128, 128, 128).

    Returns
    -------
    Pixels
        As PNG, WebP and WebM have them: (255, 255, 255, 128).

    Examples
    --------
    >>> straight(np.array([[[128, 128, 128, 128], [0, 0, 0, 0]]], dtype=np.uint8)).tolist()
    [[[255, 255, 255, 128], [0, 0, 0, 0]]]
    """
    found = pixels.copy()
    flat = found.reshape(-1, 4)
    alpha = flat[:, 3]
    soft = np.flatnonzero((alpha > 0) & (alpha < OPAQUE))
    part = flat[soft].astype(np.uint16)
    shares = part[:, 3:]
    flat[soft, :3] = np.minimum((OPAQUE * part[:, :3] + shares // 2) // shares, OPAQUE)
    return found


def multiplied(pixels: Pixels) -> Pixels:
    """Return straight pixels with their colours multiplied by their alpha, as Cairo has them.

    Parameters
    ----------
    pixels : Pixels

    Returns
    -------
    Pixels

    Examples
    --------
    >>> multiplied(np.array([[[255, 255, 255, 128], [9, 9, 9, 0]]], dtype=np.uint8)).tolist()
    [[[128, 128, 128, 128], [0, 0, 0, 0]]]
    """
    found = pixels.copy()
    wide = pixels[..., :3].astype(np.uint16) * pixels[..., 3:] + OPAQUE // 2
    found[..., :3] = wide // OPAQUE
    return found


def bled(pixels: Pixels) -> Pixels:
    """Return straight pixels in which what is not seen has the colour of what is seen beside it.

    A video stores one colour for a square of pixels and blurs a little besides. What is not seen
    would darken the edges of what is, if it were black.

    Parameters
    ----------
    pixels : Pixels
        As Cairo has them.

    Returns
    -------
    Pixels
        With the same alpha; what is seen is off by a level at most.
    """
    height, width = pixels.shape[:2]
    image = Image.frombuffer("RGBa", (width, height), np.ascontiguousarray(pixels))
    levels = [image, *(image.reduce(side) for side in BLOCKS), image.reduce((width, height))]
    found = Image.new("RGB", (1, 1))
    for level in reversed(levels):
        colours = level.convert("RGBA")
        seen = colours.getchannel("A").point(SEEN)
        behind = found.resize(level.size, Image.Resampling.NEAREST)
        found = Image.composite(colours.convert("RGB"), behind, seen)
    found.putalpha(image.getchannel("a"))
    return np.asarray(found)
