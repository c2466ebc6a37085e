"""What passes over a thing that is to be read, and which pixels it can cover meanwhile.

A copy that flies to its place, a curve that is being drawn, an arrow that grows: none of them has
a place to be checked, and each can lie on a thing that has. Their pixels are noted so that a
reader can leave them out; nothing is ever measured by them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from calcml.stage.film.tiles import SIDE
from calcml.stage.witness.footprints import Boxes, footprint
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
        self._noted: dict[int, list[tuple[int, Boxes]]] = {}

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
        """Note for each thing that is to be read which pixels some outlines cover near it.

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
        found: dict[int, list[Boxes]] = {}
        for passer, under in zip(passers, near, strict=True):
            if under.any():
                boxes = footprint(passer.seen.state, views.pixels, views.height)
                for owner in np.unique(owners[under]).tolist():
                    there = _meet(boxes, lying[under & (owners == owner)]).any(axis=1)
                    found.setdefault(owner, []).append(boxes[there])
        for owner, parts in found.items():
            if sum(map(len, parts)):
                self._noted.setdefault(owner, []).append((frame, np.vstack(parts)))

    def told(self, owner: int, start: int, grain: int) -> list[dict[str, Any]]:
        """Return what was noted of a thing as plain data, in frames from a start.

        Parameters
        ----------
        owner : int
        start : int
        grain : int
            In pixels: edges are multiples of it.

        Returns
        -------
        list of dict
            ``frame`` and ``boxes``.
        """
        noted = self._noted.get(owner, ())
        return [
            {"frame": frame - start, "boxes": _in_grains(boxes, grain)} for frame, boxes in noted
        ]


def _meet(some: Boxes, others: Boxes) -> Any:
    """Tell of boxes which of some others each meets, shape (some, others)."""
    one, other = some[:, None], others[None]
    return ((one[..., :2] < other[..., 2:]) & (one[..., 2:] > other[..., :2])).all(axis=-1)


def _in_grains(boxes: Boxes, grain: int) -> list[list[int]]:
    """Return boxes of whole grains, in pixels: of one pixel as they are, of more joined in rows."""
    edges = np.hstack([np.floor(boxes[:, :2] / grain), np.ceil(boxes[:, 2:] / grain)])
    told = np.unique(edges.astype(np.int64), axis=0)
    return (told if grain == 1 else grain * _rows(told)).tolist()


def _rows(boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return boxes of one row each that cover the same."""
    origin, end = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    across, down = (end - origin).tolist()
    covered = np.zeros((down, across + 2), dtype=np.int8)  # a free column at each side
    for left, top, right, bottom in (boxes - np.tile(origin, 2)).tolist():
        covered[top:bottom, left + 1 : right + 1] = 1
    turns = np.diff(covered, axis=1)
    (rows, lefts), (_, rights) = np.nonzero(turns > 0), np.nonzero(turns < 0)
    return np.column_stack([lefts, rows, rights, rows + 1]) + np.tile(origin, 2)
