"""Which frames to look at, and for what."""

import random
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calcml.studio.readback.scenery import ROUND

__all__ = ["Look", "looks_of", "sights_in"]

BLINKS = 8
"""A mark that stands for so short a part of a second, while others move, is not looked at."""
QUARTERS = 4
"""A motion is looked at where so many parts of it meet, and at one moment by chance: as it begins
and ends slowly, its middle tells most of a frame that is late."""


@dataclass(frozen=True)
class Look:
    """One thing to be looked for in a frame.

    Attributes
    ----------
    thing : mapping
        A text or a mark of the sidecar.
    sight : mapping
        How it is to be seen: one of its rests, or a moment of a motion made to look like one.
    left : sequence of float or None
        Of a moving dot, the point from which it set out.
    chance : bool
        Whether the frame was chosen at random.
    """

    thing: Mapping[str, Any]
    sight: Mapping[str, Any]
    left: Sequence[float] | None = None
    chance: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is a text."""
        return "source" in self.thing

    @property
    def is_moving(self) -> bool:
        """Whether it is on its way."""
        return self.left is not None


def looks_of(sidecar: Mapping[str, Any], *, chances: int, seed: str) -> dict[int, list[Look]]:
    """Choose frames in which everything is to be seen, and some more at random.

    Parameters
    ----------
    sidecar : mapping
        Of one scene.
    chances : int
        How many frames are chosen at random.
    seed : str
        The same seed chooses the same frames.

    Returns
    -------
    dict of int to list of Look
        By frame, in ascending order.
    """
    marks = [mark for mark in sidecar["screen"]["marks"] if mark["shape"] != "curve"]
    things = [*sidecar["screen"]["texts"], *marks]
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    looks: dict[int, list[Look]] = {}
    brief = sidecar["fps"] // BLINKS
    rests = [(thing, rest) for thing in things for rest in _to_read(thing, brief)]
    # Things that rest shortly are placed first; the others find one of their frames among those.
    for thing, rest in sorted(rests, key=lambda pair: _length(pair[1])):
        busy = {each["frame"] for each in thing.get("passing", ())}
        looks.setdefault(_frame_in(rest["frames"], looks, busy), []).append(Look(thing, rest))
    for thing in things:
        for move in thing.get("moves", ()):
            count = len(move["at"])
            quarters = {k * count // QUARTERS for k in range(QUARTERS)}
            for moment in sorted({*quarters, dice.randrange(count)}):
                looks.setdefault(move["first"] + moment, []).append(_moment(thing, move, moment))
    for frame in dice.sample(range(sidecar["frames"]), min(chances, sidecar["frames"])):
        known = {(id(look.thing), look.is_moving) for look in looks.get(frame, ())}
        there = (look for thing in things for look in _there(thing, frame, brief))
        new = [look for look in there if (id(look.thing), look.is_moving) not in known]
        looks.setdefault(frame, []).extend(new)
    return dict(sorted(looks.items()))


def sights_in(thing: Mapping[str, Any]) -> Iterator[tuple[int, Look]]:
    """Yield every frame in which a thing can be read, and how it is to be seen there.

    Parameters
    ----------
    thing : mapping
        A text or a mark of the sidecar.

    Yields
    ------
    tuple of (int, Look)
    """
    for rest in thing["rests"]:
        yield from ((frame, Look(thing, rest)) for frame in range(*_known(thing, rest)))
    for move in thing.get("moves", ()):
        for moment in range(len(move["at"])):
            yield move["first"] + moment, _moment(thing, move, moment)


def _known(thing: Mapping[str, Any], rest: Mapping[str, Any]) -> tuple[int, int]:
    """Return the frames of a rest in which it is known what passes over the thing.

    Of a line it is known from the second frame on that it rests.
    """
    first, end = rest["frames"]
    return first + (thing.get("shape", "dot") not in ROUND), end


def _length(rest: Mapping[str, Any]) -> int:
    first, end = rest["frames"]
    return int(end - first)


def _to_read(thing: Mapping[str, Any], brief: int) -> list[Mapping[str, Any]]:
    """Return the rests of a thing that are read: of a text, the longest; of a mark, all but brief.

    What stands for a moment only, while all around it moves, may be covered by what moves.
    """
    rests: list[Mapping[str, Any]] = thing["rests"]
    if "source" in thing:
        return [max(rests, key=_length)] if rests else []
    return [rest for rest in rests if _length(rest) > brief]


def _frame_in(frames: tuple[int, int], chosen: Mapping[int, Any], busy: Container[int]) -> int:
    """Return a frame of a rest: one that is looked at anyway, else that in the middle.

    Where something passes over the thing, another frame is taken if there is any.
    """
    first, end = frames
    middle = (first + end) // 2
    there = [frame for frame in chosen if first < frame < end - 1 and frame not in busy]
    calm = there or [frame for frame in range(first + 1, end - 1) if frame not in busy]
    return min(calm, key=lambda frame: abs(frame - middle), default=middle)


def _there(thing: Mapping[str, Any], frame: int, brief: int) -> Iterator[Look]:
    """Yield how a thing is to be seen in a frame."""
    for rest in thing["rests"]:
        lasts = "source" in thing or _length(rest) > brief
        first, end = _known(thing, rest)
        if lasts and first <= frame < end:
            yield Look(thing, rest, chance=True)
    for move in thing.get("moves", ()):
        if move["first"] <= frame < move["first"] + len(move["at"]):
            yield _moment(thing, move, frame - move["first"], chance=True)


def _moment(
    thing: Mapping[str, Any], move: Mapping[str, Any], moment: int, *, chance: bool = False
) -> Look:
    """Return how a thing is to be seen at a moment of a motion."""
    sight = {**move, "at": [move["at"][moment]]}
    return Look(thing, sight, left=move["at"][0], chance=chance)
