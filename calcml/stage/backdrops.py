"""Backdrops: what lies behind a picture without axes of its own."""

from manim import Line, VGroup

from calcml.stage.layout import Box
from calcml.stage.theme import GRID, colour

__all__ = ["squared"]


def squared(box: Box, *, spacing: float) -> VGroup:
    """Return squared paper that fills a box, with the middle of the box on a corner of squares.

    Parameters
    ----------
    box : Box
    spacing : float
        Side of a square, in scene units.

    Returns
    -------
    VGroup
    """
    middle_x, middle_y, _ = box.centre
    across, up = int(box.width / 2 / spacing), int(box.height / 2 / spacing)
    lines = [
        Line([middle_x + k * spacing, box.bottom, 0], [middle_x + k * spacing, box.top, 0])
        for k in range(-across, across + 1)
    ] + [
        Line([box.left, middle_y + k * spacing, 0], [box.right, middle_y + k * spacing, 0])
        for k in range(-up, up + 1)
    ]
    return VGroup(*(line.set_stroke(colour(GRID), width=1.2) for line in lines))
