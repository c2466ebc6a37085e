"""Paper: a sum worked out by hand, digit below digit, with a stroke above its result."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import LEFT, Line, VGroup

from calcml.stage.layout import Box
from calcml.stage.text import Typeset
from calcml.stage.theme import SOFT, colour

__all__ = ["Paper", "set_on_paper"]

_GAP = 0.4  # between a name and its number
_WIDTH = 1.5  # of the stroke


@dataclass(frozen=True)
class Paper:
    """What stands on the paper.

    Attributes
    ----------
    names : VGroup
        What the numbers are.
    values : VGroup of Typeset
        The numbers, the result last.
    rule : Line
        The stroke above the result.
    head : Typeset
        What the numbers belong to.
    """

    names: VGroup
    values: VGroup
    rule: Line
    head: Typeset


def set_on_paper(names: VGroup, values: VGroup, lines: Sequence[Box]) -> Line:
    """Set names and numbers on lines, and return the stroke above the last one.

    Parameters
    ----------
    names, values : VGroup of Typeset
        As many as lines; the numbers are equally wide, so that digits stand below one another.
    lines : sequence of Box
        From top to bottom, all of one width; name and number stand in their middle together.

    Returns
    -------
    Line
    """
    across = lines[0].centre[0] + (names.width + _GAP) / 2
    for name, value, line in zip(names, values, lines, strict=True):
        value.move_to([across, line.centre[1], 0])
        name.next_to(value, LEFT, buff=_GAP)
        name.on_baseline(value.baseline)
    level = (lines[-2].bottom + lines[-1].top) / 2
    ends = ([names.get_left()[0], level, 0], [values.get_right()[0], level, 0])
    return Line(*ends).set_stroke(colour(SOFT), width=_WIDTH)
