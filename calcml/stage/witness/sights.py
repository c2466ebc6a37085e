"""Sights: since when and until when one thing stood, and where.

A thing *rests* while it is drawn the same in frame after frame, and *moves* while the lesson puts
it elsewhere from frame to frame. What fades, grows or is being drawn does neither.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from calcml.stage.witness.footprints import NOTHING, Boxes, footprint
from calcml.stage.witness.views import Views

__all__ = ["SEEN", "Sight"]

SEEN = 0.25
"""Opacity from which a thing counts as there."""
_REST = 2  # frames that a thing must stand for


class Sight(ABC):
    """What is known of one thing on stage.

    Parameters
    ----------
    thing : object
        A text, a mark, or a part of a space.
    views : Views
    """

    def __init__(self, thing: Any, views: Views) -> None:
        self.thing, self.views = thing, views
        self.rests: list[dict[str, Any]] = []
        self._look: Any = None
        self._covered: tuple[Any, Boxes] = (None, NOTHING)
        self._first = self._end = 0
        self._is_noted = self._was_there = False

    def look(self, seen: Mapping[int, Any], frame: int, count: int) -> None:
        """Take note of how the thing looks in a frame that stands for some frames."""
        look = self._looks(seen)
        if look is not None and self._look is not None and frame == self._end:
            if _same(look, self._look):
                self._end = frame + count
                if not self._is_noted and self._end - self._first >= _REST:
                    self._note()
                return
            self._moved(frame)
        self._close()
        self._look, self._first, self._end = look, frame, frame + count
        self._is_noted = False
        if look is not None and count >= _REST:
            self._note()

    def _note(self) -> None:
        """Note that the thing rests here, while it is to be seen how."""
        self._is_noted = True
        if self._is_there():
            self.rests.append({"frames": [self._first, self._end], **self._place()})

    def _close(self) -> None:
        if self._is_noted and self.rests and self.rests[-1]["frames"][0] == self._first:
            self.rests[-1]["frames"][1] = self._end

    def told(self, start: int) -> dict[str, Any] | None:
        """Return all that is known as plain data, in frames from a start; None if never seen."""
        self._close()
        rests = [
            {**rest, "frames": [frame - start for frame in rest["frames"]]} for rest in self.rests
        ]
        moves = self._moves(start)
        if not (rests or moves or self._was_there):
            return None
        return {**self._about(), "rests": rests, **({"moves": moves} if moves else {})}

    @property
    def parts(self) -> Iterable[int]:
        """The identities of the outlines that it is drawn with."""
        return ()

    @property
    def grain(self) -> int:
        """How finely it is told what passes over it, in pixels."""
        return 1

    def spot(self) -> Boxes:
        """Return the pixels that it takes up now; nothing of what cannot be read."""
        if self._look is None:
            return NOTHING
        if self._covered[0] is not self._look:
            self._covered = self._look, self._boxes() if self._is_there() else NOTHING
        return self._covered[1]

    def depth(self, depths: Mapping[int, int]) -> int:
        """Return after how many other things it is drawn."""
        return max((depths[part] for part in self.parts if part in depths), default=0)

    def _boxes(self) -> Boxes:
        """Return boxes in which it lies, in pixels."""
        pixels, height = self.views.pixels, self.views.height
        return np.vstack([footprint(each.state, pixels, height) for each in self._look])

    @abstractmethod
    def _looks(self, seen: Mapping[int, Any]) -> Any:
        """Return what changes whenever the thing is drawn differently; None if it isn't drawn."""

    @abstractmethod
    def _is_there(self) -> bool:
        """Tell whether the thing is to be seen, not just drawn."""

    @abstractmethod
    def _place(self) -> dict[str, Any]:
        """Return where the thing rests."""

    @abstractmethod
    def _about(self) -> dict[str, Any]:
        """Return what the thing is."""

    def _moved(self, frame: int) -> None:
        """Take note that the thing looks different from the frame before."""
        del frame

    def _moves(self, start: int) -> list[dict[str, Any]]:
        """Return where the thing was while it moved."""
        del start
        return []


def _same(look: Any, last: Any) -> bool:
    if not isinstance(look, list):
        return look is last
    return len(look) == len(last) and all(a is b for a, b in zip(look, last, strict=True))
