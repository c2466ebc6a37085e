"""GIF: one palette for all frames, and of each frame only what changed.

Browsers slow down what stands for less than two hundredths of a second, and a delay is a whole
number of them. So pictures are left out until there are 25 a second at most, and delays of 7, 6
and 7 make three frames of 15 a second.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

from calcml.studio.formats.delays import delays
from calcml.studio.formats.kinds import Reached, Settings
from calcml.studio.formats.palettes import palette_of
from calcml.studio.formats.pieces import Piece
from calcml.studio.formats.stretches import size_of, stretches

__all__ = ["write"]

FASTEST = 25
"""Pictures a second, at most."""
WIDTH = 960
"""In pixels, where nothing else is said."""
CENTISECONDS, MILLISECONDS = 100, 10
"""In a second, and in a hundredth of it."""
STAYS = 1
"""In the words of GIF: the next picture is laid over this one."""
LONGEST = 65_535
"""What one delay can say at most."""
UNCHANGED = 255
"""The place in the palette of what stays as it was."""


class _Change(NamedTuple):
    """A part of a picture that takes the place of what was there, and how long it stands."""

    left: int
    top: int
    places: NDArray[np.uint8]
    delay: int


def write(piece: Piece, target: Path, settings: Settings, reached: Reached) -> None:
    """Write a piece as GIF.

    Parameters
    ----------
    piece : Piece
        Opaque.
    target : Path
        The file; it is incomplete until this returns.
    settings : Settings
        ``width``, and whether it ``loops``.
    reached : callable
        Is told how many frames are done.
    """
    every, width = -(-piece.fps // FASTEST), settings.width or WIDTH
    counts: list[int] = []

    def pictures() -> Iterator[NDArray[np.uint8]]:
        for stretch in stretches(piece, every=every, width=width):
            counts.append(stretch.frames)
            yield stretch.pixels
            reached((stretch.start + stretch.frames) // 2)

    palette = palette_of(pictures(), UNCHANGED)
    spans = iter(delays(counts, fps=piece.fps, units=CENTISECONDS))
    with target.open("wb") as stream:
        _write_head(stream, size_of(piece, width), palette.colours, loops=settings.loops(piece))
        before: NDArray[np.uint8] | None = None
        for stretch in stretches(piece, every=every, width=width):
            places = palette.places(stretch.pixels)
            _write_change(stream, _change(before, places, next(spans)))
            before = places
            reached((piece.frames + stretch.start + stretch.frames) // 2)
        stream.write(b";")


def _change(before: NDArray[np.uint8] | None, places: NDArray[np.uint8], delay: int) -> _Change:
    """Cut a picture down to the rectangle in which it differs, and leave out what does not."""
    if before is None:
        return _Change(0, 0, places, delay)
    differs = before != places
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):  # tones so near to each other that the palette has one for both
        return _Change(0, 0, np.full((1, 1), UNCHANGED, dtype=np.uint8), delay)
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    cut = np.where(differs[part], places[part], UNCHANGED).astype(np.uint8)
    return _Change(int(columns[0]), int(rows[0]), cut, delay)


def _write_head(
    stream: IO[bytes], size: tuple[int, int], colours: NDArray[np.int64], *, loops: bool
) -> None:
    """Write size, palette and, for what loops, that it does so forever."""
    table = np.zeros((256, 3), dtype=np.uint8)
    table[: len(colours)] = colours
    stream.write(b"GIF89a" + b"".join(side.to_bytes(2, "little") for side in size))
    stream.write(bytes([0b1111_0111, 0, 0]) + table.tobytes())
    if loops:
        stream.write(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00")


def _write_change(stream: IO[bytes], change: _Change) -> None:
    """Write a picture; a delay that is too long for one is said by several."""
    rest, places = change.delay, change.places
    while rest > LONGEST:
        _write_picture(stream, change._replace(places=places, delay=LONGEST))
        rest, places = rest - LONGEST, np.full((1, 1), UNCHANGED, dtype=np.uint8)
    _write_picture(stream, change._replace(places=places, delay=rest))


def _write_picture(stream: IO[bytes], change: _Change) -> None:
    """Write a picture over the one before, which shows through where nothing changed."""
    blocks = GifImagePlugin.getdata(
        Image.fromarray(change.places),
        (change.left, change.top),
        duration=change.delay * MILLISECONDS,
        transparency=UNCHANGED,
        disposal=STAYS,
        include_color_table=False,
    )
    stream.writelines(blocks)
