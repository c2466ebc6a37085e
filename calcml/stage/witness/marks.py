"""Marks on plots in the witness's eye."""

from collections.abc import Iterable, Mapping
from typing import Any

from manim import VMobject

from calcml.stage.marks import Mark, Pair, Shape
from calcml.stage.witness.footprints import NOTHING, Boxes
from calcml.stage.witness.sights import SEEN, Sight
from calcml.stage.witness.views import Views

__all__ = ["MarkSight"]

_ROUND = frozenset({Shape.DOT, Shape.RING})
_WHOLE = 0.95  # opacity of what has come in
_ROWS = 60  # of the frame: how coarsely it is told what passes over a line
_POINT = 0.5  # pixels: what is smaller is about to be drawn, or gone


class MarkSight(Sight):
    """A mark on a plot: the numbers that put it there, at rest and while it moves."""

    thing: Mark

    def __init__(self, thing: Mark, views: Views) -> None:
        super().__init__(thing, views)
        self.family = thing.mobject.get_family()
        self.track: list[tuple[int, int, tuple[Pair, ...]]] = []
        self._places: tuple[Pair, ...] = ()
        self._view = -1
        self._style: dict[str, Any] = {}

    @property
    def parts(self) -> Iterable[int]:
        """The identities of what it is drawn with."""
        return map(id, self.family)

    def depth(self, depths: Mapping[int, int]) -> int:
        """Return after how many other things a dot is drawn; of a line what lies behind counts."""
        return super().depth(depths) if self.thing.shape in _ROUND else -1

    @property
    def grain(self) -> int:
        """How finely it is told what passes over it: a line is long, its reader asks how much."""
        return 1 if self.thing.shape in _ROUND else max(1, self.views.height // _ROWS)

    def spot(self) -> Boxes:
        """Return the pixels that it takes up now; of a line that moves none, for it isn't read."""
        is_read = self._is_noted or self.thing.shape in _ROUND
        return super().spot() if is_read else NOTHING

    def _boxes(self) -> Boxes:
        return NOTHING if self.thing.shape is Shape.CURVE else super()._boxes()

    def _looks(self, seen: Mapping[int, Any]) -> Any:
        drawn = [seen[id(part)] for part in self.family if id(part) in seen]
        return drawn or None

    def _is_there(self) -> bool:
        extent = max(self.thing.mobject.width, self.thing.mobject.height)
        return extent * self.views.pixels.x >= _POINT and _opacity(self.thing.mobject) >= SEEN

    def _place(self) -> dict[str, Any]:
        return {
            "axes": self.views.of(self.thing.plot),
            "at": [[float(x), float(y)] for x, y in self.thing.places()],
            **self._looks_like(),
        }

    def _is_whole(self) -> bool:
        """Tell whether a dot neither fades nor grows."""
        return self._is_there() and _opacity(self.thing.mobject) >= _WHOLE

    def _looks_like(self) -> dict[str, Any]:
        """Return colour, opacity and size."""
        mobject = self.thing.mobject
        return {
            "ink": _ink(mobject.family_members_with_points()[0]),
            "opacity": round(_opacity(mobject), 3),
            "size": self._size(),
        }

    def _size(self) -> float:
        """Return the outer radius of a dot, or the width of a stroke, in pixels."""
        pixels, mobject = self.views.pixels, self.thing.mobject
        stroke = float(mobject.family_members_with_points()[0].stroke_width) * pixels.stroke
        radius = float(mobject.width) / 2 * pixels.x
        if self.thing.shape is Shape.DOT:
            return round(radius, 2)
        return round(radius + stroke / 2 if self.thing.shape is Shape.RING else stroke, 2)

    def _moved(self, frame: int) -> None:
        if self.thing.shape not in _ROUND or not self._is_whole():
            return
        places, view = self.thing.places(), self.views.of(self.thing.plot)
        if view == self._view and places != self._places:
            self.track.append((frame, view, places))
            self._style = self._looks_like()
        self._places, self._view = places, view

    def _moves(self, start: int) -> list[dict[str, Any]]:
        moves: list[dict[str, Any]] = []
        for frame, view, ((x, y), *_) in self.track:
            at = [float(x), float(y)]
            last = moves[-1] if moves else None
            if last and last["axes"] == view and last["first"] + len(last["at"]) == frame - start:
                last["at"].append(at)
            else:
                moves.append({"first": frame - start, "axes": view, "at": [at], **self._style})
        return moves

    def _about(self) -> dict[str, Any]:
        return {"name": self.thing.name, "shape": self.thing.shape.value}


def _opacity(mobject: Any) -> float:
    """Return the least opacity with which a part of a mobject is drawn."""
    return min(
        max(part.get_fill_opacity(), part.get_stroke_opacity() * bool(part.stroke_width))
        for part in mobject.family_members_with_points()
    )


def _ink(part: VMobject) -> str:
    """Return the colour of a part: of its stroke where it has one."""
    stroked = part.stroke_width and part.get_stroke_opacity()
    ink = part.get_stroke_color() if stroked else part.get_fill_color()
    return str(ink.to_hex()).lower()
