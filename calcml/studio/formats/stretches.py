"""The frames of a piece as they were drawn, each once, with how long it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from calcml.studio.alpha import Pixels
from calcml.studio.clips import opened
from calcml.studio.formats.pieces import Piece
from calcml.studio.problems import StudioError

__all__ = ["Stretch", "size_of", "stretches"]

ORDERS = {"argb": (1, 2, 3, 0), "rgb24": (0, 1, 2)}
"""Where red, green, blue and, if there is one, alpha stand in a pixel of a format."""
OPAQUE = 255


@dataclass(frozen=True)
class Stretch:
    """A frame that stands for a while.

    Attributes
    ----------
    pixels : Pixels
        As Cairo has them, with colours multiplied by their alpha.
    start : int
        The number of its first frame in the piece.
    frames : int
        How many frames it stands.
    """

    pixels: Pixels
    start: int
    frames: int


def size_of(piece: Piece, width: int | None) -> tuple[int, int]:
    """Return the size of a piece that is to be so wide at most.

    Parameters
    ----------
    piece : Piece
    width : int or None
        In pixels; None for its own.

    Returns
    -------
    tuple of int
        Width and height.
    """
    if width is None or width >= piece.width:
        return piece.width, piece.height
    return width, max(round(piece.height * width / piece.width), 1)


def stretches(piece: Piece, *, every: int = 1, width: int | None = None) -> Iterator[Stretch]:
    """Decode a piece and merge frames that look the same.

    Parameters
    ----------
    piece : Piece
        Of a clip that was kept without loss.
    every : int
        Of so many frames only the last is shown, as long as all of them, so that the piece lasts
        as long and ends with its last picture.
    width : int, optional
        Make pictures smaller, to be so wide at most.

    Yields
    ------
    Stretch
        In order.

    Raises
    ------
    StudioError
        When the clip cannot be decoded, or ends too early.
    """
    size, held, start, shown = size_of(piece, width), None, 0, 0
    before: NDArray[np.uint8] | None = None
    for number, raw in enumerate(_decoded(piece), start=1):
        if number % every and number < piece.frames:
            continue
        if before is None or not np.array_equal(before, raw):
            pixels = _shrunk(_ordered(raw), size)
            if held is not None and not np.array_equal(held, pixels):
                yield Stretch(held, start, shown - start)
                start = shown
            held, before = pixels, raw
        shown = number
    if held is None or shown < piece.frames:
        raise StudioError(f"{piece.clip.name} has {shown} of the {piece.frames} frames wanted")
    yield Stretch(held, start, shown - start)


def _decoded(piece: Piece) -> Iterator[NDArray[np.uint8]]:
    """Yield each frame of a piece, in the bytes of its clip."""
    with opened(piece.clip) as container:
        stream = container.streams.video[0]
        base = stream.time_base
        if base is None:
            raise StudioError(f"{piece.clip.name} tells no time base")
        container.seek(int(Fraction(piece.start, piece.fps) / base), stream=stream)
        for frame in container.decode(stream):
            number = -1 if frame.pts is None else round(frame.pts * base * piece.fps)
            if number >= piece.end:
                return
            if number >= piece.start:
                yield _bytes(frame)


def _bytes(frame: av.VideoFrame) -> NDArray[np.uint8]:
    if frame.format.name not in ORDERS:
        raise StudioError(f"a clip that was kept without loss is needed, not {frame.format.name}")
    depth, plane = len(ORDERS[frame.format.name]), frame.planes[0]
    rows = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(frame.height, plane.line_size)
    return rows[:, : frame.width * depth].reshape(frame.height, frame.width, depth).copy()


def _ordered(raw: NDArray[np.uint8]) -> Pixels:
    height, width, depth = raw.shape
    pixels = np.full((height, width, 4), OPAQUE, dtype=np.uint8)
    order = next(order for order in ORDERS.values() if len(order) == depth)
    for channel, place in enumerate(order):
        pixels[..., channel] = raw[..., place]
    return pixels


def _shrunk(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    height, width = pixels.shape[:2]
    if (width, height) == size:
        return pixels
    image = Image.frombuffer("RGBa", (width, height), pixels)
    return np.asarray(image.resize(size, Image.Resampling.HAMMING))
