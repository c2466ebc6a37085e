"""Templates: how a text would look in the frame, typeset here and not by whoever drew it."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from math import ceil, floor
from typing import Any, TypeAlias

import numpy as np
import typst
from numpy.typing import NDArray
from PIL import Image

from calcml.studio.problems import StudioError

__all__ = ["MARGIN", "Coverage", "Spot", "spot_of", "template", "variants"]

Coverage: TypeAlias = NDArray[np.float32]
"""How much of each pixel is ink, from 0 to 1, shape (height, width)."""

_LAYOUT = 100.0  # points to an em while a text is laid out
MARGIN = 3
"""Pixels around the ink in a text's spot."""
_STRUT = 4.0  # ems above the first baseline, for what stands high


@dataclass(frozen=True)
class Spot:
    """The pixels in which a text is looked for, and where its pen starts in them.

    Attributes
    ----------
    left, top, width, height : int
        In pixels of the frame.
    pen : tuple of float
        Where the line starts and its baseline, in pixels from the spot's corner.
    em : float
        In pixels.
    """

    left: int
    top: int
    width: int
    height: int
    pen: tuple[float, float]
    em: float


def spot_of(rest: Mapping[str, Any]) -> Spot:
    """Return where to look for a text that rests.

    Parameters
    ----------
    rest : mapping
        ``box``, ``pen`` and ``em`` of a sidecar's text.

    Returns
    -------
    Spot
    """
    (left, top, right, bottom), (x, y) = rest["box"], rest["pen"]
    corner = floor(left) - MARGIN, floor(top) - MARGIN
    size = ceil(right) + MARGIN - corner[0], ceil(bottom) + MARGIN - corner[1]
    return Spot(*corner, *size, (x - corner[0], y - corner[1]), rest["em"])


@cache
def _shut_off() -> tempfile.TemporaryDirectory[str]:
    """Return an empty folder, the only one that Typst may read in."""
    return tempfile.TemporaryDirectory()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=_shut_off().name, ignore_system_fonts=True)


@lru_cache(maxsize=4096)
def template(preamble: str, source: str, spot: Spot) -> Coverage:
    """Typeset a text as it should stand in a spot.

    Parameters
    ----------
    preamble : str
        The head of the document.
    source : str
        Typst markup.
    spot : Spot

    Returns
    -------
    Coverage
        Of the spot's size.

    Raises
    ------
    StudioError
        If it is no Typst.
    """
    points = _LAYOUT / spot.em  # to a pixel
    x, y = spot.pen
    strut = _STRUT * _LAYOUT
    # The page is taller than the spot by what the strut needs, and moved down by whole pixels.
    # Where the pen starts far before the ink, in a broad box, as much of the box lies behind it.
    above = max(0, ceil(strut / points - y) + 1)
    page = (
        f"#set page(width: {(spot.width + max(0.0, -x) + 400) * points}pt, "
        f"height: {(spot.height + above + 50) * points}pt, "
        f"margin: (left: {x * points}pt, top: {(y + above) * points - strut}pt, rest: 0pt), "
        "fill: none)\n#set text(fill: black)\n#set par(justify: false)\n"
        f"#box(width: 0pt, height: {strut}pt)"
    )
    document = f"{preamble}{page}{source}"
    try:
        png = _compiler().compile(document.encode(), format="png", ppi=72 / points)
    except (RuntimeError, ValueError) as error:
        raise StudioError(f"a text cannot be typeset, {source[:80]}: {error}") from error
    if isinstance(png, list):
        png = png[0]
    if png is None:
        raise StudioError(f"a text cannot be typeset, {source[:80]}")
    alpha = np.asarray(Image.open(BytesIO(png)).convert("RGBA"), dtype=np.float32)[..., 3] / 255
    cut = alpha[above : above + spot.height, : spot.width]
    missing = spot.height - cut.shape[0], spot.width - cut.shape[1]
    padded: Coverage = np.pad(cut, [(0, max(0, m)) for m in missing])
    return padded


def variants(source: str, places: Sequence[int], digit: str) -> str:
    """Return a source with the digits at some places replaced."""
    letters = list(source)
    for at in places:
        letters[at] = digit
    return "".join(letters)
