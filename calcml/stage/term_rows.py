"""Rows of a calculation term by term: what belongs together stands in one column."""

from collections.abc import Sequence

from manim import RIGHT

from calcml.stage.layout import Box
from calcml.stage.text import Typeset

__all__ = ["on_its_line", "term_cells"]

_WIDEST = 6.4
_LEADING = 2.3  # ems from row to row
_DROP = 0.3  # of the line below the middle of its row, in ems


def term_cells(
    box: Box, names: Sequence[str], *, shares: Sequence[float], em: float
) -> dict[str, tuple[Box, ...]]:
    """Return the cells of each row, as wide as suits and in the middle of a box's height.

    Parameters
    ----------
    box : Box
    names : sequence of str
        Of the rows, from the top.
    shares : sequence of float
        Widths of the columns against each other.
    em : float
        Size of the text in scene units.

    Returns
    -------
    dict of str to tuple of Box

    Examples
    --------
    >>> cells = term_cells(Box(0, 4, 0, 3), ["f"], shares=[1, 3], em=1.0)
    >>> [cell.width for cell in cells["f"]], round(cells["f"][0].height, 2)
    ([1.0, 3.0], 2.3)
    """
    middle, half = float(box.centre[1]), len(names) * em * _LEADING / 2
    block = Box(box.left, box.left + min(box.width, _WIDEST), middle - half, middle + half)
    rows = block.rows(*[1.0] * len(names), gap=0.0)
    return {name: row.columns(*shares, gap=0.0) for name, row in zip(names, rows, strict=True)}


def on_its_line(text: Typeset, cell: Box, *, side: str = "middle") -> Typeset:
    """Put a text in a cell, on the line of its row, and return it.

    Parameters
    ----------
    text : Typeset
    cell : Box
    side : {"middle", "right", "before"}
        Where in the cell: in its middle, at its right end, or with its middle on its left side.

    Returns
    -------
    Typeset
    """
    text.move_to(cell.centre).on_baseline(float(cell.centre[1]) - _DROP * text.em)
    if side == "right":
        text.shift((cell.right - float(text.get_right()[0])) * RIGHT)
    elif side == "before":
        text.shift((cell.left - float(text.get_x())) * RIGHT)
    return text
