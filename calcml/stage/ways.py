"""Ways: who depends on whom, as letters joined by lines, from the last input up to the output."""

import numpy as np
from manim import Line, VGroup

from calcml.stage.layout import Box
from calcml.stage.text import Typeset
from calcml.stage.theme import SOFT, Role, colour

__all__ = ["Ways"]

_CLEAR = 0.3  # between a letter and the line to it
_SPREAD = 0.2  # of the box' width, from its middle to the letters on both sides
_BESIDE = 0.1  # between a line and its name


class Ways(VGroup):
    """An output, what it depends on, and the input on which that depends.

    Parameters
    ----------
    output : Typeset
    between : pair of Typeset
        What lies on the left and on the right way.
    source : Typeset
        The input.
    box : Box

    Attributes
    ----------
    letters : VGroup
        Input, left, right, output.
    lower, upper : VGroup
        The lines from the input and those to the output, the left one first.
    """

    def __init__(
        self, output: Typeset, between: tuple[Typeset, Typeset], source: Typeset, box: Box
    ) -> None:
        super().__init__()
        middle, reach = box.centre, _SPREAD * box.width
        output.move_to([middle[0], box.top - output.height / 2, 0])
        source.move_to([middle[0], box.bottom + source.height / 2, 0])
        for side, letter in zip((-1, 1), between, strict=True):
            letter.move_to([middle[0] + side * reach, middle[1], 0])
        self.letters = VGroup(source, *between, output)
        self.lower = VGroup(*(_joined(source, each) for each in between))
        self.upper = VGroup(*(_joined(each, output) for each in between))
        self.add(self.letters, self.lower, self.upper)

    def beside(self, line: Line, text: Typeset) -> Typeset:
        """Put a text on the outer side of a line, and return it.

        Parameters
        ----------
        line : Line
            One of `lower` or `upper`.
        text : Typeset

        Returns
        -------
        Typeset
        """
        place, side = line.get_center(), -1 if line in (self.lower[0], self.upper[0]) else 1
        half = abs(float(line.width)) * text.height / (2 * float(line.height))  # of a slanting line
        text.move_to(place)
        text.shift(np.array([side * (text.width / 2 + half + _BESIDE), 0.0, 0.0]))
        return text


def _joined(one: Typeset, other: Typeset, role: Role = SOFT) -> Line:
    """Return a line from one letter to another, clear of both."""
    start, end = one.get_center(), other.get_center()
    ahead = (end - start) / float(np.linalg.norm(end - start))
    line = Line(start + _CLEAR * ahead, end - _CLEAR * ahead)
    return line.set_stroke(colour(role), width=2.5)
