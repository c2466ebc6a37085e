"""What may cover a thing in one frame: the pixels over which something passes.

A sidecar tells where copies fly, curves grow and arrows come. What lies under them cannot be read;
what lies beside them still can, and must be right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["PASSES", "Veil", "veil_of"]

PASSES = "something passes in front of it"
"""Why a thing is not read."""

_SOFT = 1.0  # pixels beyond its edge that a passing thing changes in a video


@dataclass(frozen=True)
class Veil:
    """The pixels of a frame over which something passes.

    Attributes
    ----------
    boxes : array, shape (n, 4)
        Left, top, right and bottom edges, in pixels.
    """

    boxes: NDArray[np.float64]

    def hides(self, places: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell of places whether something passes over them.

        Parameters
        ----------
        places : array, shape (..., 2)
            In pixels.

        Returns
        -------
        array, shape (...)

        Examples
        --------
        >>> veil = Veil(np.array([[10.0, 10.0, 20.0, 12.0]]))
        >>> veil.hides(np.array([[15.0, 11.0], [15.0, 15.0]]))
        array([ True, False])
        """
        hidden = np.zeros(places.shape[:-1], dtype=np.bool_)
        for left, top, right, bottom in self.boxes:
            inside = (places > (left - _SOFT, top - _SOFT)) & (
                places < (right + _SOFT, bottom + _SOFT)
            )
            hidden |= inside.all(axis=-1)
        return hidden

    def over(self, left: int, top: int, width: int, height: int) -> NDArray[np.bool_]:
        """Tell of the pixels of a rectangle whether something passes over them.

        Parameters
        ----------
        left, top, width, height : int

        Returns
        -------
        array, shape (height, width)
        """
        hidden = np.zeros((height, width), dtype=np.bool_)
        edges = self.boxes + _SOFT * np.array([-1, -1, 1, 1]) - (left, top, left, top)
        for x, y, right, bottom in np.maximum(edges, 0).astype(np.int64):
            hidden[y:bottom, x:right] = True
        return hidden


def veil_of(thing: Mapping[str, Any], number: int) -> Veil:
    """Return what passes over a thing in a frame.

    Parameters
    ----------
    thing : mapping
        A text or a mark of the sidecar.
    number : int
        From the start of the scene.

    Returns
    -------
    Veil
    """
    boxes = [box for each in thing.get("passing", ()) if each["frame"] == number
             for box in each["boxes"]]  # fmt: skip
    return Veil(np.array(boxes, dtype=np.float64).reshape(-1, 4))
