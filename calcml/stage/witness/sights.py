"""Sights: since when and until when one thing stood, and where.

A thing *rests* while it is drawn the same in frame after frame, and *moves* while the lesson puts
it elsewhere from frame to frame. What fades, grows or is being drawn does neither.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import VMobject

from calcml.stage.film.outlines import Pixels
from calcml.stage.marks import Mark, Pair, Shape
from calcml.stage.space import Arrow, Dot, Part, Space
from calcml.stage.text import Typeset
from calcml.stage.witness.axes import axes_of_plot, axes_of_space

if TYPE_CHECKING:
    from calcml.stage.scene import LessonScene

__all__ = ["MarkSight", "PartSight", "Sight", "TextSight", "Views"]

_SEEN = 0.25  # opacity from which a thing counts as there
_WHOLE = 0.95  # opacity of what has come in
_REST = 2  # frames that a thing must stand for
_OFF = 0.03  # ems by which a glyph may be off its line; a text with a lifted digit is no line
_POINT = 0.5  # pixels: what is smaller is about to be drawn, or gone


class Views:
    """How numbers become pixels in the present frame; each view is kept once.

    Parameters
    ----------
    scene : LessonScene

    Attributes
    ----------
    known : list of dict
        The views of this beat, numbered by their place.
    """

    def __init__(self, scene: "LessonScene") -> None:
        self.scene = scene
        self.known: list[dict[str, Any]] = []
        self._now: dict[int, int] = {}

    def renew(self) -> None:
        """Forget the views of the frame before."""
        self._now = {}

    @property
    def pixels(self) -> Pixels:
        """The measure of the frame."""
        measure: Pixels = self.scene.camera.measure()
        return measure

    def of(self, thing: Any) -> int:
        """Return the number of the view of a plot or a space as it is now."""
        if id(thing) not in self._now:
            describe = axes_of_space if isinstance(thing, Space) else axes_of_plot
            view = describe(thing, self.pixels)
            if view not in self.known:
                self.known.append(view)
            self._now[id(thing)] = self.known.index(view)
        return self._now[id(thing)]


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

    def _moves(self, start: int) -> list[dict[str, Any]]:
        """Return where the thing was while it moved."""
        del start
        return []


class TextSight(Sight):
    """A text: where its line starts, how large it is, and in which colours."""

    thing: Typeset

    def __init__(self, thing: Typeset, views: Views) -> None:
        super().__init__(thing, views)
        self.glyphs = thing.family_members_with_points()

    def _looks(self, seen: Mapping[int, Any]) -> Any:
        looks = [seen.get(id(glyph)) for glyph in self.glyphs]
        return None if not looks or None in looks else looks

    def _moved(self, frame: int) -> None:
        del frame
        self._was_there = self._was_there or self.glyphs[0].get_fill_opacity() >= _SEEN

    def _is_there(self) -> bool:
        *_, off = self.thing.setting()
        return off < _OFF and min(glyph.get_fill_opacity() for glyph in self.glyphs) >= _SEEN

    def _place(self) -> dict[str, Any]:
        pixels = self.views.pixels
        pen, baseline, em, _ = self.thing.setting()
        points = np.vstack([glyph.points for glyph in self.glyphs])
        (left, bottom, _), (right, top, _) = points.min(axis=0), points.max(axis=0)
        inks = dict.fromkeys(glyph.get_fill_color().to_hex().lower() for glyph in self.glyphs)
        return {
            "box": _pixels(pixels, (left, top), (right, bottom)),
            "pen": _pixels(pixels, (pen, baseline)),
            "em": round(float(em * pixels.x), 3),
            "inks": list(inks),
        }

    def _about(self) -> dict[str, Any]:
        return {"source": self.thing.source, "entries": list(self.thing.entry_keys)}


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

    def _looks(self, seen: Mapping[int, Any]) -> Any:
        drawn = [seen[id(part)] for part in self.family if id(part) in seen]
        return drawn or None

    def _is_there(self) -> bool:
        extent = max(self.thing.mobject.width, self.thing.mobject.height)
        return extent * self.views.pixels.x >= _POINT and _opacity(self.thing.mobject) >= _SEEN

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
        if self.thing.shape not in {Shape.DOT, Shape.RING} or not self._is_whole():
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


class PartSight(Sight):
    """A dot or an arrow in a space, which rests while the space does."""

    thing: Dot | Arrow

    @staticmethod
    def is_of(part: Part) -> bool:
        """Tell whether a part has a place to be checked."""
        return isinstance(part, Dot | Arrow)

    def _looks(self, seen: Mapping[int, Any]) -> Any:
        return seen.get(id(self.thing.space))

    def _is_there(self) -> bool:
        part = self.thing
        grown = part.radius if isinstance(part, Dot) else part.drawn == 1
        return bool(grown) and part.opacity * part.space.opacity >= _SEEN

    def _place(self) -> dict[str, Any]:
        part, space = self.thing, self.thing.space
        ends = [part.at] if isinstance(part, Dot) else [part.start, part.end]
        size = part.radius * self.views.pixels.x if isinstance(part, Dot) else part.stroke
        return {
            "axes": self.views.of(space),
            "at": [[float(c) for c in end] for end in ends],
            "ink": _hex(part.colour),
            "opacity": round(float(part.opacity * space.opacity), 3),
            "size": round(float(size), 2),
            "hidden": any(space.is_hidden(end) for end in ends),
        }

    def _about(self) -> dict[str, Any]:
        shape = Shape.DOT if isinstance(self.thing, Dot) else Shape.ARROW
        return {"name": f"space.{shape.value}", "shape": shape.value}


def _same(look: Any, last: Any) -> bool:
    if not isinstance(look, list):
        return look is last
    return len(look) == len(last) and all(a is b for a, b in zip(look, last, strict=True))


def _pixels(pixels: Pixels, *places: Pair) -> list[float]:
    return [
        round(float(c), 3)
        for x, y in places
        for c in (pixels.left + pixels.x * x, pixels.top + pixels.y * y)
    ]


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


def _hex(rgb: Iterable[float]) -> str:
    return "#" + "".join(f"{round(255 * share):02x}" for share in rgb)
