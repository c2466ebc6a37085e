"""Layout: the regions of a frame, computed from its size.

::

    title ─────────────────────────── chapter
    ─────────────────────────────────────────
    stage                         │ panel
                                  │
    ─────────────────────────────────────────
                  caption
"""

from dataclasses import dataclass

import numpy as np

from calcml.core.types import FloatArray

__all__ = ["Box", "Regions", "regions"]

# Shares of the frame, measured on the mock-ups.
_MARGIN = 0.039
_HEAD_LINE = 0.089  # baseline region of the title, from the top
_RULE = 0.144
_STAGE_TOP = 0.175
_STAGE_BOTTOM = 0.835
_CAPTION = 0.923
_PANEL_WIDTH = 0.303
_GAP = 0.028


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


@dataclass(frozen=True)
class Regions:
    """Where things stand in a frame.

    Attributes
    ----------
    frame : Box
        The whole picture.
    safe : Box
        What nothing leaves.
    head : float
        Height of the middle of the title line.
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
    head: float
    rule: float
    whole: Box
    stage: Box
    panel: Box
    caption: Box


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
    left, right = -width / 2, width / 2
    margin = _MARGIN * width

    def level(share: float) -> float:
        return height / 2 - share * height

    whole = Box(left + margin, right - margin, level(_STAGE_BOTTOM), level(_STAGE_TOP))
    edge = whole.right - _PANEL_WIDTH * width
    return Regions(
        frame=Box(left, right, -height / 2, height / 2),
        safe=Box(left + 0.6 * margin, right - 0.6 * margin, level(0.985), level(0.015)),
        head=level(_HEAD_LINE),
        rule=level(_RULE),
        whole=whole,
        stage=Box(whole.left, edge - _GAP * width, whole.bottom, whole.top),
        panel=Box(edge, whole.right, level(0.80), level(0.212)),
        caption=Box(whole.left, whole.right, level(_CAPTION + 0.052), level(_CAPTION - 0.052)),
    )
