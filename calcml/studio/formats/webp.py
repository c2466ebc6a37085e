"""Animated WebP, without loss."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from calcml.studio.alpha import straight
from calcml.studio.formats.delays import delays
from calcml.studio.formats.kinds import Reached, Settings
from calcml.studio.formats.pieces import Piece
from calcml.studio.formats.stretches import size_of, stretches

__all__ = ["write"]

FASTEST = 30
"""Pictures a second, at most."""
WIDTH = 1280
"""In pixels, where nothing else is said."""
MILLISECONDS = 1000
EFFORT, METHOD = 60, 4
"""More of it takes long and makes hardly less of flat pictures."""


def write(piece: Piece, target: Path, settings: Settings, reached: Reached) -> None:
    """Write a piece as animated WebP.

    Parameters
    ----------
    piece : Piece
    target : Path
        The file; it is incomplete until this returns.
    settings : Settings
        ``width``, and whether it ``loops``.
    reached : callable
        Is told how many frames are done.
    """
    every, width = -(-piece.fps // FASTEST), settings.width or WIDTH
    counts = [stretch.frames for stretch in stretches(piece, every=every, width=width)]

    def pictures() -> Iterator[Image.Image]:
        for stretch in stretches(piece, every=every, width=width):
            reached(stretch.start)
            picture = Image.fromarray(straight(stretch.pixels))
            yield picture if piece.transparent else picture.convert("RGB")

    film = _Film(pictures(), size_of(piece, width), len(counts), transparent=piece.transparent)
    film.save(
        target,
        save_all=True,
        duration=delays(counts, fps=piece.fps, units=MILLISECONDS),
        loop=0 if settings.loops(piece) else 1,
        lossless=True,
        exact=True,
        quality=EFFORT,
        method=METHOD,
        kmax=0,
    )
    reached(piece.frames)


class _Film(Image.Image):
    """Pictures as one of many frames, of which Pillow asks for one after the other."""

    def __init__(
        self,
        pictures: Iterator[Image.Image],
        size: tuple[int, int],
        count: int,
        *,
        transparent: bool,
    ) -> None:
        super().__init__()
        self.pictures, self.n_frames, self.place = pictures, count, -1
        self._size, self._mode = size, "RGBA" if transparent else "RGB"
        self.seek(0)

    def seek(self, frame: int) -> None:
        """Go on to the next picture."""
        if frame > self.place:
            self.place = frame
            self.im = next(self.pictures).im

    def tell(self) -> int:
        """Return the number of the picture."""
        return self.place

    def load(self) -> None:
        """Do nothing: the picture is there."""
