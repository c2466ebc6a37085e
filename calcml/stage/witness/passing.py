"""What passes over a thing that is to be read, and which pixels it can cover meanwhile.

A copy that flies to its place, a curve that is being drawn, an arrow that grows: none of them has
a place to be checked, and each can lie on a thing that has. Their pixels are noted so that a
reader can leave them out; nothing is ever measured by them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from calcml.stage.film.tiles import SIDE
from calcml.stage.witness.footprints import NOTHING, Boxes, footprint
from calcml.stage.witness.views import Views

__all__ = ["Passer", "Passing", "Spot"]

_AROUND = 4.0
"""Pixels around a thing in which whoever reads it looks."""


class Spot(NamedTuple):
    """Where a thing lies that is to be read.

    Attributes
    ----------
    boxes : Boxes
    owner : int
        The thing's identity.
    depth : int
        Only what is drawn after so many others can cover it.
    """

    boxes: Boxes
    owner: int
    depth: int


class Passer(NamedTuple):
    """An outline that is drawn otherwise than in the frame before.

    Attributes
    ----------
    seen : object
        How the camera has drawn it: its ``state``, and the ``tiles`` that it reaches into.
    owner : int
        The thing that it belongs to; 0 for none that is to be read.
    depth : int
        After how many others it is drawn.
    """

    seen: Any
    owner: int
    depth: int

    def tiles(self) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom of the tiles, in pixels."""
        top, bottom, left, right = (SIDE * tile for tile in self.seen.tiles)
        return left, top, right, bottom


class Passing:
    """Notes what passes over the things to be read, frame after frame."""

    def __init__(self) -> None:
        self._before: Mapping[int, Any] | None = None
        self._noted: list[tuple[int, Boxes]] = []

    def changed(self, seen: Mapping[int, Any]) -> list[int]:
        """Return what is drawn otherwise than in the frame before, by identity.

        Parameters
        ----------
        seen : mapping
            How everything is drawn, by identity, from back to front.

        Returns
        -------
        list of int
        """
        before, self._before = self._before, seen
        if before is None:
            return []
        return [
            key
            for key, each in seen.items()
            if each.tiles is not None and before.get(key) is not each
        ]

    def note(
        self, frame: int, passers: Sequence[Passer], spots: Sequence[Spot], views: Views
    ) -> None:
        """Note which pixels some outlines cover near things that are to be read.

        Parameters
        ----------
        frame : int
        passers : sequence of Passer
        spots : sequence of Spot
        views : Views
            Know the measure of the frame.
        """
        known = [spot for spot in spots if len(spot.boxes)]
        if not known or not passers:
            return
        lying = np.vstack([spot.boxes for spot in known]) + _AROUND * np.array([-1, -1, 1, 1])
        counts = [len(spot.boxes) for spot in known]
        owners = np.repeat([spot.owner for spot in known], counts)
        depths = np.repeat([spot.depth for spot in known], counts)
        near = _meet(np.array([passer.tiles() for passer in passers]), lying)
        near &= np.array([passer.depth for passer in passers])[:, None] > depths
        near &= np.array([passer.owner for passer in passers])[:, None] != owners
        found = [NOTHING]
        for passer, under in zip(passers, near, strict=True):
            if under.any():
                boxes = footprint(passer.seen.state, views.pixels, views.height)
                found.append(boxes[_meet(boxes, lying[under]).any(axis=1)])
        if sum(map(len, found)):
            self._noted.append((frame, np.vstack(found)))

    def told(self, start: int) -> list[dict[str, Any]]:
        """Return what was noted as plain data, in frames from a start."""
        return [{"frame": frame - start, "boxes": _whole(boxes)} for frame, boxes in self._noted]


def _meet(some: Boxes, others: Boxes) -> Any:
    """Tell of boxes which of some others each meets, shape (some, others)."""
    one, other = some[:, None], others[None]
    return ((one[..., :2] < other[..., 2:]) & (one[..., 2:] > other[..., :2])).all(axis=-1)


def _whole(boxes: Boxes) -> list[list[int]]:
    """Return boxes of whole pixels, each once."""
    edges = np.hstack([np.floor(boxes[:, :2]), np.ceil(boxes[:, 2:])])
    told: list[list[int]] = np.unique(edges.astype(np.int64), axis=0).tolist()
    return told
