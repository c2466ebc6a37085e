"""When and where a number is to be seen, by what the sidecar knows of the screen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any

from calcml.studio.readback.places import pixels_of
from calcml.studio.review.view import Box, Spot

__all__ = ["Sightings"]

_SENTENCE = 1 / 3
"""A text wider than this share of the picture is a sentence; a readout marks a number better."""

_SMALLEST = 0.5
"""Pixels by which two places of the same text may differ."""


@dataclass(frozen=True)
class _Sight:
    """A text while it stood still, in frames and pixels."""

    first: int
    end: int
    box: tuple[float, ...]


class Sightings:
    """All that a clip shows of its numbers.

    Parameters
    ----------
    sidecar : mapping
        Of the clip, as ``docs/sidecar.md`` tells it.
    """

    def __init__(self, sidecar: Mapping[str, Any]) -> None:
        screen = sidecar.get("screen", {})
        self.fps = sidecar["fps"]
        self.width, self.height = sidecar["width"], sidecar["height"]
        self.axes: Sequence[Mapping[str, Any]] = screen.get("axes", ())
        self.marks: Sequence[Mapping[str, Any]] = screen.get("marks", ())
        self.texts = {key: _joined(sights) for key, sights in _by_entry(screen).items()}

    def stretches(self, key: str) -> tuple[tuple[float, float], ...]:
        """Return when a number is on screen.

        Parameters
        ----------
        key : str
            Of the entry.

        Returns
        -------
        tuple of (float, float)
            Seconds, in order, without overlaps.
        """
        merged: list[list[int]] = []
        for sight in sorted(self.texts.get(key, ()), key=lambda s: s.first):
            if merged and sight.first <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], sight.end)
            else:
                merged.append([sight.first, sight.end])
        return tuple((first / self.fps, end / self.fps) for first, end in merged)

    def spot(self, key: str) -> Spot | None:
        """Return where a number is to be seen first: as a readout if it is one anywhere.

        Parameters
        ----------
        key : str
            Of the entry.

        Returns
        -------
        Spot or None
            None for what is never on screen.
        """
        sights = self.texts.get(key)
        if not sights:
            return None
        best = min(sights, key=lambda sight: (self._is_sentence(sight), sight.first))
        frame = (best.first + best.end - 1) // 2
        present = [best, *(s for s in sights if s is not best and s.first <= frame < s.end)]
        return Spot(
            at=(frame + 0.5) / self.fps,
            since=max(sight.first for sight in present) / self.fps,
            until=min(sight.end for sight in present) / self.fps,
            boxes=tuple(self._share(*sight.box) for sight in present),
            dots=tuple(self._dots(key, frame)),
        )

    def _is_sentence(self, sight: _Sight) -> bool:
        return sight.box[2] - sight.box[0] > _SENTENCE * self.width

    def _share(self, left: float, top: float, right: float, bottom: float) -> Box:
        return Box(
            left / self.width,
            top / self.height,
            (right - left) / self.width,
            (bottom - top) / self.height,
        )

    def _dots(self, key: str, frame: int) -> Iterator[Box]:
        for mark in self.marks:
            if mark["name"] == key and mark["shape"] in {"dot", "ring"}:
                for rest in mark["rests"]:
                    first, end = rest["frames"]
                    if first <= frame < end and not rest.get("hidden", False):
                        x, y = pixels_of(self.axes[rest["axes"]], rest["at"][0])
                        r = rest["size"]
                        yield self._share(x - r, y - r, x + r, y + r)


def _by_entry(screen: Mapping[str, Any]) -> Mapping[str, list[_Sight]]:
    sights: dict[str, list[_Sight]] = defaultdict(list)
    for text in screen.get("texts", ()):
        for key in text["entries"]:
            for rest in text["rests"]:
                first, end = rest["frames"]
                sights[key].append(_Sight(first, end, tuple(rest["box"])))
    return sights


def _joined(sights: Iterable[_Sight]) -> list[_Sight]:
    """Join what stands on at the same place from one beat to the next."""
    joined: list[_Sight] = []
    for sight in sorted(sights, key=lambda s: (s.first, s.end)):
        for n, other in enumerate(joined):
            if other.end == sight.first and _same(other.box, sight.box):
                joined[n] = _Sight(other.first, sight.end, sight.box)
                break
        else:
            joined.append(sight)
    return joined


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(isclose(a, b, abs_tol=_SMALLEST) for a, b in zip(one, other, strict=True))
