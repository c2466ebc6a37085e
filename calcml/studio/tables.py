"""Print tables that read well on a terminal and grep well in a pipe."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence

__all__ = ["table"]

GAP = "  "
NARROWEST = 24


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, flexible: int | None = None
) -> str:
    """Return aligned columns.

    Parameters
    ----------
    head : sequence of str
        Titles of the columns.
    rows : iterable of sequence of str
        One text per column.
    flexible : int, optional
        Number of the column that is folded to fit a terminal; elsewhere a row is one line.

    Returns
    -------
    str
        Lines, each ended by a line feed.

    Examples
    --------
    >>> print(table(["key", "value"], [["a", "1"], ["long", "2"]]), end="")
    key   value
    a     1
    long  2
    """
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    if flexible is not None and sys.stdout.isatty():
        others = sum(widths) - widths[flexible] + len(GAP) * (len(head) - 1)
        room = shutil.get_terminal_size().columns - others
        widths[flexible] = min(widths[flexible], max(room, NARROWEST))
    return "".join(_lines(row, widths) for row in cells)


def _lines(row: Sequence[str], widths: Sequence[int]) -> str:
    folded = [
        textwrap.wrap(cell, width) or [""] if len(cell) > width else [cell]
        for cell, width in zip(row, widths, strict=True)
    ]
    height = max(map(len, folded))
    lines = (
        GAP.join(
            (cell[n] if n < len(cell) else "").ljust(width)
            for cell, width in zip(folded, widths, strict=True)
        ).rstrip()
        for n in range(height)
    )
    return "\n".join(lines) + "\n"
