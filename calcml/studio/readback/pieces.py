"""The pieces that a text falls into, cut between its lines, words and letters."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.typesetting import Spot, template

__all__ = ["Part", "around", "pieces_of"]

Part = tuple[slice, slice]
"""Rows and columns of a picture."""

_INK = 0.12  # coverage from which a pixel belongs to a letter
_MARGIN = 1  # pixels around a piece that are compared with it


@lru_cache(maxsize=1024)
def pieces_of(preamble: str, source: str, spot: Spot) -> tuple[Part, ...]:
    """Return where the pieces of a text are, typeset in a spot.

    Parameters
    ----------
    preamble, source : str
        As the text is to be typeset.
    spot : Spot

    Returns
    -------
    tuple of (slice, slice)
        Letters, or a few of them that touch.
    """
    mask = template(preamble, source, spot) > _INK
    return tuple(around(*bounds) for bounds in _cut(mask, 0, 0))


def around(top: int, bottom: int, left: int, right: int) -> Part:
    """Return the pixels of a rectangle and a margin."""
    return (
        slice(max(0, top - _MARGIN), bottom + _MARGIN),
        slice(max(0, left - _MARGIN), right + _MARGIN),
    )


def _cut(mask: NDArray[np.bool_], top: int, left: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut between columns and then between rows, until nothing is cut any more."""
    for first, end in _runs(np.any(mask, axis=0)):
        for upper, lower in _runs(np.any(mask[:, first:end], axis=1)):
            part = mask[upper:lower, first:end]
            if part.size == mask.size:
                yield top, top + part.shape[0], left, left + part.shape[1]
            else:
                yield from _cut(part, top + upper, left + first)


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return from where to where something is."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled, [0]]).astype(np.int8)))
    return [(int(first), int(end)) for first, end in edges.reshape(-1, 2)]
