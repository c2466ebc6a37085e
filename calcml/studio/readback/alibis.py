"""What was seen only under something that passes: whether it ever lies open.

What a sidecar says of what passes excuses a thing in one frame. It must not excuse it in all: then
a picture could lie wherever its sidecar says that something covers it. So whatever was never read
is looked for in more frames, and if it lies open in none of them, that is a deviation. Of a motion
only the quick part tells anything: as it sets out, a frame that is late looks like one that is not.
What stands for a moment may be covered meanwhile, if the same is read at another time; and what is
hidden for another reason in most frames is not read for that reason.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import dist
from typing import Any, TypeAlias

import numpy as np

from calcml.studio.readback.places import pixels_of
from calcml.studio.readback.plan import Look, sights_in
from calcml.studio.readback.report import Hidden, Reading
from calcml.studio.readback.veils import PASSES

__all__ = ["Alibis"]

MORE = 12
"""Frames in which a thing is looked for that something covers in all others."""
_QUICK = 0.5
"""Of the largest step of a motion: how large the step to a frame is that tells of it."""

_BRIEF = 2
"""So short a part of a second may be covered throughout."""

_Sight: TypeAlias = tuple[int, str, int]


class Alibis:
    """Remembers what was never read because something passes in front of it.

    Parameters
    ----------
    axes : sequence of mapping
        How numbers become pixels.
    fps : int
        Frames in a second.
    """

    def __init__(self, axes: Sequence[Mapping[str, Any]], fps: int) -> None:
        self._brief = fps // _BRIEF
        self._axes = axes
        self._covered: dict[_Sight, tuple[Look, str]] = {}
        self._frames: dict[_Sight, set[int]] = {}
        self._open: set[_Sight] = set()
        self._otherwise: Counter[_Sight] = Counter()
        self._known: set[tuple[str, str]] = set()
        self._paces: dict[int, list[float]] = {}

    def hear(self, look: Look, frame: int, found: Reading | Hidden) -> None:
        """Remember what a look has found.

        Parameters
        ----------
        look : Look
        frame : int
        found : Reading or Hidden
        """
        sight = _sight(look)
        if isinstance(found, Reading):
            if self._tells(look, frame):
                self._open.add(sight)
                self._known.add((found.kind, found.name))
        elif found.reason == PASSES:
            self._covered.setdefault(sight, (look, found.name))
            self._frames.setdefault(sight, set()).add(frame)
        else:
            self._otherwise[sight] += 1

    def _doubtful(self) -> Iterator[tuple[_Sight, Look, str]]:
        for sight, (look, name) in self._covered.items():
            is_known = (_kind(look), name) in self._known
            is_excused = is_known and _length(look) <= self._brief
            is_hidden_otherwise = self._otherwise[sight] > len(self._frames[sight])
            if sight not in self._open and not (is_excused or is_hidden_otherwise):
                yield sight, look, name

    def looks(self) -> dict[int, list[Look]]:
        """Choose more frames in which to look for what was covered, the calmest of each part.

        Returns
        -------
        dict of int to list of Look
            By frame, in ascending order.
        """
        looks: dict[int, list[Look]] = {}
        for sight, look, _ in self._doubtful():
            pieces = Counter({p["frame"]: len(p["boxes"]) for p in look.thing.get("passing", ())})
            sights = {
                frame: again
                for frame, again in sights_in(look.thing)
                if _sight(again) == sight
                and frame not in self._frames[sight]
                and self._tells(again, frame)
            }
            for part in np.array_split(np.array([*sights], dtype=np.int64), MORE):
                if len(part):
                    frame = min(part.tolist(), key=pieces.__getitem__)
                    looks.setdefault(frame, []).append(sights[frame])
        return dict(sorted(looks.items()))

    def readings(self) -> Iterator[Reading]:
        """Yield a deviation for each thing that lay open in no frame."""
        for sight, look, name in self._doubtful():
            frames = self._frames[sight]
            yield Reading(
                kind=_kind(look), name=name, frame=min(frames),
                expected="open in one frame at least",
                measured=f"covered in all {len(frames)} that were looked at", passed=False,
                note="what is said to pass in front of it hides it all the time",
            )  # fmt: skip

    def _tells(self, look: Look, frame: int) -> bool:
        """Tell whether a frame tells where a thing is: of a motion, one of its quick part."""
        if not look.is_moving:
            return True
        first = look.sight["first"]
        steps = next(
            self._steps(move)
            for move in look.thing["moves"]
            if move["first"] == first and frame - first < len(move["at"])
        )
        return steps[frame - first] >= _QUICK * max(steps)

    def _steps(self, move: Mapping[str, Any]) -> list[float]:
        """Return by how many pixels a motion has come on in each of its frames."""
        if id(move) not in self._paces:
            places = [pixels_of(self._axes[move["axes"]], point) for point in move["at"]]
            self._paces[id(move)] = [0.0, *(dist(one, other) for one, other in pairwise(places))]
        return self._paces[id(move)]


def _kind(look: Look) -> str:
    return str(look.thing.get("shape", "text"))


def _length(look: Look) -> int:
    """Return for how many frames what is looked at is to be seen."""
    if look.is_moving:
        first = look.sight["first"]
        return max(len(m["at"]) for m in look.thing["moves"] if m["first"] == first)
    rests = look.thing["rests"] if look.is_text else (look.sight,)
    return sum(end - first for first, end in (rest["frames"] for rest in rests))


def _sight(look: Look) -> _Sight:
    """Return which sight of a thing a look is at; a text says the same in all of them."""
    if look.is_text:
        return id(look.thing), "text", 0
    if look.is_moving:
        return id(look.thing), "move", look.sight["first"]
    return id(look.thing), "rest", look.sight["frames"][0]
