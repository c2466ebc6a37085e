"""Nets: nodes in columns, joined by edges, with texts over, under and beside them."""

from collections.abc import Sequence

import numpy as np
from manim import Circle, Line, VGroup

from calcml.core.types import FloatArray
from calcml.stage.layout import Box
from calcml.stage.text import Typeset
from calcml.stage.theme import PANEL, SOFT, colour

__all__ = ["Net"]

_RADIUS = 1.15  # of a node, in ems of its name
_SPREAD = 0.22  # of the height, between the rows of a column beyond an even spread
_TALLEST = 2.6  # of a column against its width: steeper edges would meet texts under nodes
_GAP = 0.1  # between a node or an edge and its text


class Net(VGroup):
    """Nodes in columns from left to right, each column spread over the height.

    Parameters
    ----------
    names : sequence of sequence of Typeset
        What the nodes are called, column by column, from top to bottom.
    joined : sequence of pairs of pairs of int
        Column and row of the start and of the end of each edge.
    box : Box

    Attributes
    ----------
    nodes : VGroup
        A group for each column; a node is its circle and its name.
    edges : VGroup
        The lines, in the order given.
    """

    def __init__(
        self,
        names: Sequence[Sequence[Typeset]],
        joined: Sequence[tuple[tuple[int, int], tuple[int, int]]],
        box: Box,
    ) -> None:
        super().__init__()
        spare = max(0.0, box.height - _TALLEST * box.width / len(names))
        columns = box.inset(y=spare / 2).columns(*[1] * len(names), gap=0)
        self.nodes = VGroup(
            *(
                VGroup(
                    *(
                        _node(name, room.centre)
                        for name, room in zip(
                            column,
                            place.rows(*[1] * len(column), gap=_SPREAD * place.height),
                            strict=True,
                        )
                    )
                )
                for column, place in zip(names, columns, strict=True)
            )
        )
        self._middle = float(box.centre[1])
        self._ends = [(self.nodes[a][b][0], self.nodes[c][d][0]) for (a, b), (c, d) in joined]
        self.edges = VGroup(*(_edge(one, other) for one, other in self._ends))
        self.add(self.edges, self.nodes)

    def over(self, node: VGroup, text: Typeset) -> Typeset:
        """Put a text over a node, and return it."""
        return self._beyond(node, text, 1)

    def under(self, node: VGroup, text: Typeset) -> Typeset:
        """Put a text under a node, and return it."""
        return self._beyond(node, text, -1)

    def outside(self, edge: Line, text: Typeset) -> Typeset:
        """Put a text on the side of an edge that is farther from the middle, and return it.

        Parameters
        ----------
        edge : Line
            A level one in the middle has its outer side above.
        text : Typeset

        Returns
        -------
        Typeset
        """
        return self._beside(edge, text, 1)

    def inside(self, edge: Line, text: Typeset) -> Typeset:
        """Put a text on the other side of an edge, and return it."""
        return self._beside(edge, text, -1)

    def _beyond(self, node: VGroup, text: Typeset, side: int) -> Typeset:
        reach = (node[0].height + text.height) / 2 + _GAP
        text.move_to(node[0].get_center() + np.array([0.0, side * reach, 0.0]))
        return text

    def _beside(self, edge: Line, text: Typeset, side: int) -> Typeset:
        """Shift a text off the middle of an edge, clear of the line and of the node it comes near.

        On its side of a slanting edge that is the node at the end which lies towards it.
        """
        (left, low, _), (right, high, _) = edge.get_start(), edge.get_end()
        middle = (edge.get_start() + edge.get_end()) / 2
        way = side if middle[1] >= self._middle else -side
        half, across = text.width / 2, float(middle[0])
        start, end = self._ends[self.edges.submobjects.index(edge)]
        if way * (high - low) > 0:
            across = min(across, float(end.get_left()[0]) - _GAP - half)
        elif way * (high - low) < 0:
            across = max(across, float(start.get_right()[0]) + _GAP + half)
        ends = np.clip([across - half, across + half], left, right)
        levels = low + (ends - left) / (right - left) * (high - low)
        level = max(way * levels) + _GAP + text.height / 2
        text.move_to(np.array([across, way * level, 0.0]))
        return text


def _node(name: Typeset, place: FloatArray) -> VGroup:
    circle = Circle(radius=_RADIUS * name.em).move_to(place)
    circle.set_fill(colour(PANEL), opacity=1).set_stroke(colour(SOFT), width=2.5)
    return VGroup(circle, name.move_to(place))


def _edge(one: Circle, other: Circle) -> Line:
    """Return a line from the border of one node to that of another."""
    start, end = one.get_center(), other.get_center()
    ahead = (end - start) / float(np.linalg.norm(end - start))
    line = Line(start + one.width / 2 * ahead, end - other.width / 2 * ahead)
    return line.set_stroke(colour(SOFT), width=2.5)
