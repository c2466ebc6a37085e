"""Plates: what keeps a text legible where a curve runs behind it."""

from manim import RoundedRectangle, VGroup

from calcml.stage.text import Typeset
from calcml.stage.theme import BACKGROUND, colour

__all__ = ["plated"]

_MARGIN = 0.35  # of a plate around its text, in ems
_COVER = 0.85  # opacity of a plate


def plated(text: Typeset) -> VGroup:
    """Put a plate behind a text that stands on a curve, and return both.

    Parameters
    ----------
    text : Typeset

    Returns
    -------
    VGroup
        The plate, then the text.
    """
    margin = _MARGIN * text.em
    plate = RoundedRectangle(
        corner_radius=margin / 2, width=text.width + 2 * margin, height=text.height + margin
    )
    plate.set_fill(colour(BACKGROUND), opacity=_COVER).set_stroke(width=0)
    return VGroup(plate.move_to(text), text)
