"""Crowds: one dot for each of many, some of them marked."""

import math
from collections.abc import Collection

from manim import Dot, VGroup

from calcml.stage.layout import Box
from calcml.stage.theme import Role, colour

__all__ = ["crowd_in"]

_MARKED, _OTHER = 0.36, 0.2  # radii of dots, of the distance to the next


def crowd_in(
    box: Box, count: int, *, marked: Collection[int], role: Role, others: Role
) -> tuple[VGroup, VGroup]:
    """Return dots in rows that fill a box, the marked ones larger.

    Parameters
    ----------
    box : Box
    count : int
        Of all.
    marked : collection of int
        Places of those that are marked, from zero.
    role, others : Role
        Of the marked ones and of the others.

    Returns
    -------
    tuple of two VGroups
        The marked ones and the others; both from left to right, row under row.
    """
    columns = math.ceil(math.sqrt(count * box.width / box.height))
    rows = math.ceil(count / columns)
    apart = min(box.width / columns, box.height / rows)
    left = box.centre[0] - apart * (columns - 1) / 2
    top = box.centre[1] + apart * (rows - 1) / 2
    groups = VGroup(), VGroup()
    for place in range(count):
        row, column = divmod(place, columns)
        is_marked = place in marked
        size = _MARKED if is_marked else _OTHER
        dot = Dot([left + column * apart, top - row * apart, 0], radius=size * apart)
        groups[not is_marked].add(dot.set_color(colour(role if is_marked else others)))
    return groups
