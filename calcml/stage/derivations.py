"""Derivations: lines of a calculation, their signs of equality below one another."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from calcml.core.errors import InvalidArgument
from calcml.stage.layout import Box
from calcml.stage.text import Typeset, maths

__all__ = ["Derivation", "part_of"]

_GAP = 0.3  # between the head and the signs of equality, in ems
_LOOSEST = 0.55  # between two lines at most, in ems
_TIGHTEST = 0.15  # and at least
_ALIKE = 0.01  # of an em: outlines that differ by less are the same glyph's


class Derivation(VGroup):
    """What is worked out, and the lines that follow, each of which begins with its sign.

    Parameters
    ----------
    head : Typeset
        Stands before the first line.
    lines : sequence of Typeset
        In their size where there is room; all of one size.
    box : Box
    least : float
        The smallest em, in scene units.

    Attributes
    ----------
    head : Typeset
    lines : tuple of Typeset
    """

    def __init__(self, head: Typeset, lines: Sequence[Typeset], box: Box, *, least: float) -> None:
        super().__init__(head, *lines)
        self.head, self.lines = head, tuple(lines)
        em = head.em
        width = head.width + _GAP * em + self._reach
        height = sum(self._heights) + _TIGHTEST * em * (len(lines) - 1)
        shrunk = min(1.0, box.width / width, box.height / height)
        for text in self:
            text.scale(max(shrunk, min(1.0, least / em)))
        self._place(box)

    @property
    def _heights(self) -> list[float]:
        """The heights of the lines; the head may be higher than its line."""
        first, *others = (float(line.height) for line in self.lines)
        return [max(first, float(self.head.height)), *others]

    @property
    def _reach(self) -> float:
        """How far the lines reach to the right of where they begin."""
        return max(float(line.get_right()[0]) - line.pen for line in self.lines)

    def _place(self, box: Box) -> None:
        em = self.head.em
        heights = self._heights
        spare = (box.height - sum(heights)) / max(1, len(heights) - 1)
        gap = min(_LOOSEST * em, max(_TIGHTEST * em, spare))
        top = box.centre[1] + (sum(heights) + gap * (len(heights) - 1)) / 2
        width = self.head.width + _GAP * em + self._reach
        left = box.centre[0] - width / 2
        for line, height in zip(self.lines, heights, strict=True):
            line.move_to([0, top - height / 2, 0])
            line.from_pen(left + self.head.width + _GAP * em)
            top -= height + gap
        self.head.move_to([left + self.head.width / 2, 0, 0]).on_baseline(self.lines[0].baseline)


def part_of(text: Typeset, source: str) -> VGroup:
    """Return the glyphs of a text that show a part of it, so that they can have their own colour.

    Parameters
    ----------
    text : Typeset
    source : str
        Typst mathematics of the part.

    Returns
    -------
    VGroup
        The first glyphs in a row that look so.

    Raises
    ------
    InvalidArgument
        If there are none.
    """
    wanted, glyphs = list(maths(source, em=text.em)), list(text)
    for start in range(len(glyphs) - len(wanted) + 1):
        row = glyphs[start : start + len(wanted)]
        if all(_alike(one, other, text.em) for one, other in zip(row, wanted, strict=True)):
            return VGroup(*row)
    raise InvalidArgument(f"a part must stand in its text, got {source!r} of {text.source!r}")


def _alike(one: VGroup, other: VGroup, em: float) -> bool:
    if one.points.shape != other.points.shape:
        return False
    here, there = (each.points - each.get_center() for each in (one, other))
    return bool(np.abs(here - there).max() < _ALIKE * em)
