"""Layout: the regions of a frame, computed from its size.

In a wide frame, and narrower in one of 4:3::

    title ─────────────────────────── chapter
    ─────────────────────────────────────────
    stage                         │ panel
                                  │
    ─────────────────────────────────────────
                  caption

In a square or upright frame::

    chapter
    title ───────────────
    ─────────────────────
    stage
    ─────────────────────
    panel
    ─────────────────────
    caption

Scenes name relations, such as a pair or rooms on a panel; the boxes decide by their own shape
whether things stand beside or below one another.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from calcml.core.types import FloatArray

__all__ = ["SHORTER", "Box", "Regions", "frame_size", "regions"]

SHORTER = 8.0
"""Length of the shorter side of a frame that is not wide, in scene units."""

_WIDE = 1.5  # width to height from which on a frame has room for all that stands beside the stage
_BESIDE = 1.15  # from which on the panel stands beside the stage
_FLAT = 1.5  # from which on a box holds two columns rather than one
_COMFORT = 1.3  # width to height that suits a picture
_COLUMN_GAP = 0.3  # between two columns of a flat box
_PADDING = 0.07  # most of a box's height that a margin in it takes
_COLUMN_SHARE = 0.04  # most of a box's width that a gap in it takes
_TEXT_MARGIN = 1.35  # width of a margin with text against the columns beside it, at least
_ROW_GAP = 0.2  # between things above one another
_THREE = 2.2  # width to height from which on three things stand in a row
_TRIO_COLUMNS = 1.6, 1.0  # two pictures, and the card beside them
_TRIO_ROWS = 1.25, 1.0  # of them
_TRIO_HALVES = 1.0, 1.0  # the first picture, and what stands below it


@dataclass(frozen=True)
class _Plan:
    """How a frame of some shape is divided, in shares of its width or of its height from the top.

    Attributes
    ----------
    measure : float
        What an em is a share of, in shorter sides of the frame.
    margin, panel, gap : float
        Widths, of the panel where it stands beside the stage.
    edge : float
        Share of the margin that no text enters; numbers under the end of an axis enter the rest.
    safe : tuple of two floats
        From where to where text may stand; players lay their buttons over the ends of an upright
        picture.
    head, rule : float
        Middle of the title's line, and the hairline under it.
    whole, card, caption : tuple of two floats
        The card is what the panel takes, beside or below the stage.
    address : float or None
        Middle of the line of chapter and number, where that is a line of its own.
    """

    measure: float
    margin: float
    safe: tuple[float, float]
    head: float
    rule: float
    whole: tuple[float, float]
    card: tuple[float, float]
    caption: tuple[float, float]
    panel: float = 1.0
    gap: float = 0.0
    edge: float = 0.6
    address: float | None = None


# Measured on mock-ups.
_WIDE_PLAN = _Plan(
    measure=1.0, margin=0.039, safe=(0.015, 0.985), head=0.089, rule=0.144, whole=(0.175, 0.835),
    card=(0.212, 0.80), panel=0.303, gap=0.028, caption=(0.923 - 0.052, 0.923 + 0.052),
)  # fmt: skip
_STANDARD = _Plan(
    measure=0.9, margin=0.039, safe=(0.015, 0.985), head=0.089, rule=0.144, whole=(0.167, 0.855),
    card=(0.19, 0.83), panel=0.36, gap=0.025, caption=(0.868, 0.98),
)  # fmt: skip
_SQUARE = _Plan(
    measure=0.8, margin=0.044, edge=0.4, safe=(0.015, 0.985), address=0.04, head=0.088, rule=0.13,
    whole=(0.148, 0.868), card=(0.56, 0.868), caption=(0.876, 0.985),
)  # fmt: skip
_UPRIGHT = _Plan(
    measure=0.95, margin=0.044, edge=0.4, safe=(0.08, 0.92), address=0.094, head=0.125, rule=0.153,
    whole=(0.168, 0.815), card=(0.565, 0.815), caption=(0.823, 0.92),
)  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A rectangle in scene units.

    Attributes
    ----------
    left, right, bottom, top : float
    """

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Extent to the right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent upwards."""
        return self.top - self.bottom

    @property
    def centre(self) -> FloatArray:
        """Middle, shape (3,)."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    def inset(self, *, x: float = 0.0, y: float = 0.0) -> "Box":
        """Return the box with margins taken off on both sides."""
        return Box(self.left + x, self.right - x, self.bottom + y, self.top - y)

    def padded(self, *, x: float = 0.0, y: float = 0.0) -> "Box":
        """Return the box with margins as `inset` does, but narrower ones in a low box."""
        return self.inset(x=x, y=min(y, _PADDING * self.height))

    def columns(self, *shares: float, gap: float) -> tuple["Box", ...]:
        """Split from left to right by shares, with gaps between."""
        room = self.width - gap * (len(shares) - 1)
        boxes, left = [], self.left
        for share in shares:
            right = left + room * share / sum(shares)
            boxes.append(Box(left, right, self.bottom, self.top))
            left = right + gap
        return tuple(boxes)

    def rows(self, *shares: float, gap: float) -> tuple["Box", ...]:
        """Split from top to bottom by shares, with gaps between."""
        room = self.height - gap * (len(shares) - 1)
        boxes, top = [], self.top
        for share in shares:
            bottom = top - room * share / sum(shares)
            boxes.append(Box(self.left, self.right, bottom, top))
            top = bottom - gap
        return tuple(boxes)

    @property
    def is_flat(self) -> bool:
        """Whether it is so much wider than high that it holds two columns rather than one."""
        return self.width > _FLAT * self.height

    def rooms(self, *shares: float, gap: float, aside: Collection[int] = ()) -> tuple["Box", ...]:
        """Split from top to bottom; in a flat box some rooms stand in a second column.

        Parameters
        ----------
        *shares : float
            Heights against each other.
        gap : float
        aside : collection of int
            Which rooms stand in the second column, by their numbers from 0.

        Returns
        -------
        tuple of Box
            In the order of the shares.

        Examples
        --------
        >>> [box.height for box in Box(0, 2, 0, 4).rooms(1, 3, gap=0, aside=(1,))]
        [1.0, 3.0]
        >>> [box.height for box in Box(0, 8, 0, 4).rooms(1, 3, gap=0, aside=(1,))]
        [4.0, 4.0]
        """
        if not (aside and self.is_flat):
            return self.rows(*shares, gap=gap)
        columns = self.columns(1, 1, gap=max(gap, _COLUMN_GAP))
        found: dict[int, Box] = {}
        for column, beside in zip(columns, (False, True), strict=True):
            numbers = [i for i in range(len(shares)) if (i in aside) is beside]
            boxes = column.rows(*(shares[i] for i in numbers), gap=gap)
            found.update(zip(numbers, boxes, strict=True))
        return tuple(found[i] for i in range(len(shares)))

    @property
    def second_column(self) -> "Box":
        """Where the rooms aside stand: the right half of a flat box, else all of it."""
        return self.columns(1, 1, gap=_COLUMN_GAP)[1] if self.is_flat else self

    def split(
        self,
        *shares: float,
        gap: float,
        shape: float = _COMFORT,
        y: float = 0.0,
        rows: Sequence[float] = (),
    ) -> tuple["Box", ...]:
        """Split from left to right or from top to bottom, as suits what stands in the boxes.

        Parameters
        ----------
        *shares : float
        gap : float
        shape : float
            Width to height that each box should come near to.
        y : float
            Margin above and below, for boxes beside one another.
        rows : sequence of float, optional
            Other shares for boxes above one another.

        Returns
        -------
        tuple of Box

        Examples
        --------
        >>> [box.width for box in Box(0, 8, 0, 3).split(1, 1, gap=0)]
        [4.0, 4.0]
        >>> [box.width for box in Box(0, 4, 0, 5).split(1, 1, gap=0)]
        [4, 4]
        """
        columns = self.inset(y=y).columns(*shares, gap=gap)
        ways = columns, self.rows(*(rows or shares), gap=min(gap, _ROW_GAP))

        def strain(boxes: Sequence[Box]) -> float:
            return max(abs(math.log(box.width / box.height / shape)) for box in boxes)

        return min(ways, key=strain)

    def beside(self, text: float, count: int, *, gap: float) -> tuple["Box", ...]:
        """Split into a margin with room for a text of some width, and so many columns beside it.

        Parameters
        ----------
        text : float
            Its width.
        count : int
        gap : float
            Between two columns; less in a narrow box.

        Returns
        -------
        tuple of Box
            The margin first.
        """
        gap = min(gap, _COLUMN_SHARE * self.width)
        room = self.width - count * gap
        margin = max(_TEXT_MARGIN, text * count / (room - text))
        return self.columns(margin, *[1] * count, gap=gap)

    def without(self, other: "Box") -> "Box":
        """Return what is free of another box: the part above it or the part left of it."""
        above = Box(self.left, self.right, other.top, self.top)
        left = Box(self.left, other.left, self.bottom, self.top)
        return max(above, left, key=lambda box: box.width * box.height)


@dataclass(frozen=True)
class Regions:
    """Where things stand in a frame.

    Attributes
    ----------
    frame : Box
        The whole picture.
    safe : Box
        What no text leaves.
    measure : float
        What the sizes of text are shares of: the height of a wide frame; in others less than the
        shorter side, as far as lines of text become short.
    head : float
        Height of the middle of the title line.
    address : float or None
        Height of the middle of the line of chapter and number, over the title; None where they
        stand at the end of its line.
    rule : float
        Height of the hairline under it.
    whole : Box
        Stage and panel together, for scenes without numbers beside the picture.
    stage : Box
        The picture.
    panel : Box
        The card of numbers.
    caption : Box
        The strip for one sentence.
    """

    frame: Box
    safe: Box
    measure: float
    head: float
    address: float | None
    rule: float
    whole: Box
    stage: Box
    panel: Box
    caption: Box

    @property
    def page(self) -> Box:
        """All above the caption, for a picture without title and address at its head."""
        return Box(self.whole.left, self.whole.right, self.whole.bottom, self.safe.top)

    def trio(self, *shares: float, gap: float) -> tuple[Box, Box, Box]:
        """Split the whole for a picture, for a second one taken out of it, and for a card.

        Parameters
        ----------
        *shares : float
            Three widths against each other, where all stand beside one another; else the second
            picture stands below the first, with the card beside it or beside both.
        gap : float

        Returns
        -------
        tuple of three Boxes
        """
        whole = self.whole
        if whole.width > _THREE * whole.height:
            first, second, card = whole.columns(*shares, gap=gap)
        elif whole.width > whole.height:
            left, card = whole.columns(*_TRIO_COLUMNS, gap=gap)
            first, second = left.rows(*_TRIO_ROWS, gap=_ROW_GAP)
        else:
            first, below = whole.rows(*_TRIO_HALVES, gap=_ROW_GAP)
            second, card = below.columns(1, 1, gap=gap)
        return first, second, card

    def bands(self, *, gap: float) -> tuple[Box, ...]:
        """Return the whole as one band for things in a row, or as two where it is upright."""
        whole = self.whole
        return whole.rows(1, 1, gap=gap) if whole.height > whole.width else (whole,)


def frame_size(width: float, height: float) -> tuple[float, float]:
    """Return the size that a frame has in scene units.

    Parameters
    ----------
    width, height : float
        As Manim has them; only their ratio counts for a frame that is not wide.

    Returns
    -------
    tuple of two floats
        As they came for a wide frame, else with a shorter side of `SHORTER`, so that lines and
        dots are as thick against it as usual.

    Examples
    --------
    >>> frame_size(4.5, 8.0)
    (8.0, 14.222222222222221)
    >>> frame_size(16.0, 9.0)
    (16.0, 9.0)
    """
    if width >= _WIDE * height:
        return width, height
    unit = SHORTER / min(width, height)
    return width * unit, height * unit


def regions(width: float, height: float) -> Regions:
    """Compute the regions of a frame.

    Parameters
    ----------
    width, height : float
        Size of the frame in scene units.

    Returns
    -------
    Regions
    """
    plan = _plan(width / height)
    left, right = -width / 2, width / 2
    margin = plan.margin * width

    def level(share: float) -> float:
        return height / 2 - share * height

    def strip(ends: tuple[float, float], *, inset: float = 1.0) -> Box:
        top, bottom = map(level, ends)
        return Box(left + inset * margin, right - inset * margin, bottom, top)

    whole, card = strip(plan.whole), strip(plan.card)
    if plan.panel < 1:
        edge = whole.right - plan.panel * width
        stage = Box(whole.left, edge - plan.gap * width, whole.bottom, whole.top)
        card = Box(edge, whole.right, card.bottom, card.top)
    else:
        stage = Box(whole.left, whole.right, card.top + _ROW_GAP, whole.top)
    return Regions(
        frame=Box(left, right, -height / 2, height / 2),
        safe=strip(plan.safe, inset=plan.edge),
        measure=plan.measure * min(width, height),
        head=level(plan.head),
        address=None if plan.address is None else level(plan.address),
        rule=level(plan.rule),
        whole=whole,
        stage=stage,
        panel=card,
        caption=strip(plan.caption),
    )


def _plan(aspect: float) -> _Plan:
    if aspect >= _WIDE:
        return _WIDE_PLAN
    if aspect >= _BESIDE:
        return _STANDARD
    return _SQUARE if aspect > 1 / _BESIDE else _UPRIGHT
