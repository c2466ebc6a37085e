"""A folder of numbered PNGs, one for each frame."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from calcml.studio.alpha import straight
from calcml.studio.formats.kinds import Reached, Settings
from calcml.studio.formats.pieces import Piece
from calcml.studio.formats.stretches import stretches

__all__ = ["write"]

DIGITS = 4
"""At least, so that names sort as the frames follow each other."""
QUICK = 3
"""How hard a picture is packed; flat ones become hardly smaller with more."""


def write(piece: Piece, target: Path, settings: Settings, reached: Reached) -> None:
    """Write every frame of a piece: ``0001.png``, ``0002.png`` and so on.

    Parameters
    ----------
    piece : Piece
    target : Path
        The folder; it is made.
    settings : Settings
        None is of use.
    reached : callable
        Is told how many frames are done.
    """
    del settings
    target.mkdir()
    digits = max(len(str(piece.frames)), DIGITS)
    for stretch in stretches(piece):
        packed = BytesIO()
        picture = Image.fromarray(straight(stretch.pixels))
        picture = picture if piece.transparent else picture.convert("RGB")
        picture.save(packed, "PNG", compress_level=QUICK)
        for number in range(stretch.start, stretch.start + stretch.frames):
            (target / f"{number + 1:0{digits}}.png").write_bytes(packed.getbuffer())
        reached(stretch.start + stretch.frames)
