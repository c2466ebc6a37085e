"""What stands in one frame, so that a mark can be told from its neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.places import pixels_of
from calcml.studio.readback.segments import Place

__all__ = ["ROUND", "Disc", "Scenery", "Stroke", "scenery_of"]

ROUND = frozenset({"dot", "ring"})
"""Shapes that have one place; the others have two ends, or several pairs of them."""


class Disc(NamedTuple):
    """A dot or a ring in a frame.

    Attributes
    ----------
    place : tuple of float
    radius : float
    mark : mapping
        Whose it is.
    """

    place: Place
    radius: float
    mark: Mapping[str, Any]


class Stroke(NamedTuple):
    """A line or an arrow in a frame.

    Attributes
    ----------
    start, end : tuple of float
    mark : mapping
        Whose it is.
    is_flat : bool
        Whether it stands on a plot, and not in a space.
    """

    start: Place
    end: Place
    mark: Mapping[str, Any]
    is_flat: bool


@dataclass(frozen=True)
class Scenery:
    """A frame, and all marks that stand in it.

    Attributes
    ----------
    frame : Frame
    number : int
    axes : sequence of mapping
        How numbers become pixels.
    discs : tuple of Disc
    strokes : tuple of Stroke
    """

    frame: Frame
    number: int
    axes: Sequence[Mapping[str, Any]]
    discs: tuple[Disc, ...]
    strokes: tuple[Stroke, ...]

    def holds(self, place: Place) -> bool:
        """Tell whether a place is inside the picture."""
        height, width, _ = self.frame.shape
        return 0 <= place[0] <= width and 0 <= place[1] <= height


def scenery_of(screen: Mapping[str, Any], frame: Frame, number: int, *, fade: int = 0) -> Scenery:
    """Find what stands in a frame.

    Parameters
    ----------
    screen : mapping
        The sidecar's.
    frame : Frame
    number : int
        From the start of the scene.
    fade : int
        For so many frames a dot may come before it rests, or go afterwards: it covers others then.

    Returns
    -------
    Scenery
    """
    axes, marks = screen["axes"], screen["marks"]
    return Scenery(
        frame,
        number,
        axes,
        tuple(_discs(axes, marks, number, fade)),
        tuple(_strokes(axes, marks, number)),
    )


def _discs(axes: Sequence[Any], marks: Sequence[Any], number: int, fade: int) -> Iterator[Disc]:
    for mark in marks:
        if mark["shape"] not in ROUND:
            continue
        for rest in _now(mark, number, fade):
            yield Disc(pixels_of(axes[rest["axes"]], rest["at"][0]), rest["size"], mark)
        for move in mark.get("moves", ()):
            moment = number - move["first"]
            if 0 <= moment < len(move["at"]):
                place = pixels_of(axes[move["axes"]], move["at"][moment])
                yield Disc(place, move["size"], mark)


def _strokes(axes: Sequence[Any], marks: Sequence[Any], number: int) -> Iterator[Stroke]:
    for mark in marks:
        for rest in _now(mark, number) if mark["shape"] not in ROUND else ():
            view = axes[rest["axes"]]
            ends = [pixels_of(view, at) for at in rest["at"]]
            for start, end in zip(ends[::2], ends[1::2], strict=True):
                yield Stroke(start, end, mark, view["kind"] == "plane")


def _now(mark: Mapping[str, Any], number: int, fade: int = 0) -> Iterator[Mapping[str, Any]]:
    for rest in mark["rests"]:
        if rest["frames"][0] - fade <= number < rest["frames"][1] + fade:
            yield rest
