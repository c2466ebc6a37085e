"""What is still to be seen of a text while something passes over a part of it."""

from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.pieces import pieces_of
from calcml.studio.readback.texts import LUMA, correlation
from calcml.studio.readback.typesetting import Spot, template
from calcml.studio.readback.veils import Veil

__all__ = ["agreement"]

_INK = 0.5  # coverage from which a pixel is ink
_MUCH = 0.5  # share of a letter's ink that must lie open for it to be compared


def agreement(frame: Frame, preamble: str, source: str, spot: Spot, veil: Veil) -> float | None:
    """Tell how well what lies open of a text is what it should be.

    Parameters
    ----------
    frame : Frame
    preamble, source : str
        As the text is to be typeset.
    spot : Spot
        Where it stands, within the frame.
    veil : Veil
        What passes.

    Returns
    -------
    float or None
        The correlation of the frame with the template where it is worst, over all that lies open
        and over each letter; 1 where too little lies open. None where nothing passes over it.
    """
    hidden = veil.over(spot.left, spot.top, spot.width, spot.height)
    if not hidden.any():
        return None
    right = template(preamble, source, spot)
    ink = right > _INK
    open_pieces = [
        part
        for part in pieces_of(preamble, source, spot)
        if (ink & ~hidden)[part].sum() >= _MUCH * max(ink[part].sum(), 1)
    ]
    if not open_pieces:
        return 1.0
    rows = slice(spot.top, spot.top + spot.height)
    luma = frame[rows, spot.left : spot.left + spot.width] @ LUMA
    whole = correlation(luma[~hidden], right[~hidden])
    if whole < 0:  # dark on light
        luma, whole = -luma, -whole
    fits = (
        correlation(luma[part][~hidden[part]], right[part][~hidden[part]]) for part in open_pieces
    )
    return min(whole, *fits)
