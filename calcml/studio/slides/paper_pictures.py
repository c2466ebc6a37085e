"""Frames for paper: the background becomes white, and what stays empty is left out."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageChops

__all__ = ["kept_height", "save_for_paper"]

_WIDEST = 1020  # pixels, at half the width of a page 300 to an inch
_WHITE = 255
_QUALITY = 85
_NOISE = 12  # levels by which compression changes a background
_MARGIN = 0.03  # of the height, below the lowest thing


def kept_height(pictures: Iterable[Path]) -> float:
    """Return how much of frames is to be kept, from the top, so that nothing is cut off.

    Parameters
    ----------
    pictures : iterable of Path
        All frames that are to have the same shape; below, they leave room for captions.

    Returns
    -------
    float
        A share of the height, at most 1.
    """
    return min(1.0, max((_lowest(path) for path in pictures), default=1.0) + _MARGIN)


def _lowest(path: Path) -> float:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    ground = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    differs = ImageChops.difference(picture, ground).point(lambda level: level > _NOISE)
    box = differs.getbbox()
    return box[3] / picture.height if box else 0.5


def save_for_paper(source: Path, target: Path, *, white: str | None, kept: float) -> None:
    """Save a frame as a picture for a page.

    Parameters
    ----------
    source : Path
        A picture.
    target : Path
        The JPEG to write.
    white : str or None
        The colour that becomes white, as ``#fbfaf6``; None to keep all colours.
    kept : float
        How much of its height stays, from the top.
    """
    with Image.open(source) as opened:
        picture = opened.convert("RGB").crop((0, 0, opened.width, round(opened.height * kept)))
    if picture.width > _WIDEST:
        height = round(picture.height * _WIDEST / picture.width)
        picture = picture.resize((_WIDEST, height), Image.Resampling.LANCZOS)
    if white is not None:
        levels = bytes.fromhex(white.removeprefix("#"))
        picture = picture.point([
            min(round(value * _WHITE / level), _WHITE) for level in levels for value in range(256)
        ])  # fmt: skip
    picture.save(target, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
