"""A camera that draws only what changed since the last frame.

Manim divides a play into what stands below and what moves, draws the former once and the latter
anew for every frame, in Python, curve by curve. Here the frame is kept. Of everything on stage
the camera remembers how it looked and where; the next frame is drawn only in the tiles in which
something came, went or looks different, by everything that reaches into them. The pixels are those
that Manim's camera would have drawn, to the last bit.
"""

from collections.abc import Iterable
from itertools import compress, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from manim import Mobject, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from numpy.typing import NDArray

from calcml.stage.film.outlines import Bounds, Pixels, bounds_of, state_of
from calcml.stage.film.strokes import lay_path, stroke_and_fill
from calcml.stage.film.tiles import Box, Range, Tiles
from calcml.stage.space import Space, StageCamera

if TYPE_CHECKING:
    import cairo

__all__ = ["FilmCamera"]

PATHS = 4000
"""So many paths are kept ready for Cairo."""


class _Seen(NamedTuple):
    """One mobject as it was drawn."""

    state: Any
    tiles: Range | None


class FilmCamera(StageCamera):
    """Manim's camera, which can bring its frame up to date instead of drawing it anew."""

    def __init__(self, **how: Any) -> None:
        self.seen: dict[int, _Seen] | None = None
        self.paths: dict[int, tuple[bytes, cairo.Path]] = {}
        super().__init__(**how)

    # Whoever draws by Manim's own ways leaves a frame of which nothing is known.

    def capture_mobjects(self, mobjects: Iterable[Mobject], **how: Any) -> None:
        """Draw mobjects onto the frame, as Manim does."""
        self.seen = None
        super().capture_mobjects(mobjects, **how)

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:  # noqa: FBT001, FBT002 - Manim's signature
        """Replace the frame."""
        self.seen = None
        super().set_pixel_array(pixel_array, convert_from_floats)

    def init_background(self) -> None:
        """Take up a new background, perhaps of another size."""
        self.seen = None
        super().init_background()
        if self.background_opacity < 1:  # Cairo wants colours that are multiplied by their alpha
            self.background[..., :3] = np.rint(self.background[..., :3] * self.background_opacity)
        self._tiles = Tiles(self.pixel_width, self.pixel_height)
        self._sheet = self.background.copy()
        self._floor = self.background.copy()
        self._ground: NDArray[np.uint8] = self.background
        self._grounded: list[_Seen] = []

    def forget(self) -> None:
        """Draw the next frame from nothing, as if it were the first."""
        self.seen = None
        self.paths.clear()

    def refresh(
        self, mobjects: Iterable[Mobject], resting: frozenset[int] = frozenset()
    ) -> list[Box]:
        """Make the frame show these mobjects and nothing else.

        Parameters
        ----------
        mobjects : iterable of Mobject
            What is on stage, from back to front; families are followed.
        resting : frozenset of int
            Identities of mobjects that look as they did last time; they aren't looked at.

        Returns
        -------
        list of Box
            The parts of the frame in which something can have changed; they don't overlap.
        """
        shown, before = _family(mobjects), self.seen
        now = self._look(shown, resting)
        if now is None:
            return self._anew(mobjects)
        tiles = self._tiles
        tiles.clear()
        if before is None or not _same_order(before, now):
            tiles.mark_all()
        else:
            _mark_changes(tiles, before, now)
        boxes = tiles.boxes()
        if boxes:
            self._lay_ground(shown, now, resting)
            self._draw(shown, now, tiles, boxes)
        self.seen = now
        return boxes

    def _anew(self, mobjects: Iterable[Mobject]) -> list[Box]:
        """Draw everything by Manim's own ways, for what this camera cannot follow."""
        self.reset()
        self.capture_mobjects(mobjects)
        return [Box(0, 0, self.pixel_width, self.pixel_height)]

    def _look(self, shown: list[Any], resting: frozenset[int]) -> dict[int, _Seen] | None:
        """Return how everything looks now; None if there is something we cannot follow."""
        before, now = self.seen or {}, dict[int, _Seen]()
        for each in shown:
            last = before.get(id(each))
            if last is not None and id(each) in resting:
                now[id(each)] = last
                continue
            if isinstance(each, VMobject):
                state: Any = state_of(each)
            elif isinstance(each, Space):
                state = each.opacity, each.state()
            else:
                return None
            if state is None:
                return None
            if last is None or last.state != state:
                last = _Seen(state, self._tiles_under(each))
            now[id(each)] = last
        return now

    def _tiles_under(self, each: Any) -> Range | None:
        bounds: Bounds | None = None
        if not isinstance(each, Space):
            bounds = bounds_of(each, self.measure())
        elif each.opacity:
            bounds = self.pixel_box(each)
        return None if bounds is None else self._tiles.under(bounds)

    def measure(self) -> Pixels:
        """Return how frame units become pixels."""
        across, up = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
        x, y, _ = self.frame_center
        left, top = self.pixel_width / 2 - x * across, self.pixel_height / 2 + y * up
        return Pixels(across, -up, left, top, self.cairo_line_width_multiple * max(across, up))

    def _lay_ground(self, shown: list[Any], now: dict[int, _Seen], resting: frozenset[int]) -> None:
        """See to it that the ground shows only the hindmost mobjects, and all that rest there."""
        looks = list(now.values())
        if self._grounded != looks[: len(self._grounded)]:
            self._ground, self._grounded = self.background, []
        start = len(self._grounded)
        added = list(takewhile(lambda each: id(each) in resting, shown[start:]))
        if added:
            if not start:
                self._floor[:] = self.background
                self._ground = self._floor
            for each in added:
                self._draw_on(self._ground, each, now[id(each)])
            self._grounded = looks[: start + len(added)]

    def _draw(
        self, shown: list[Any], now: dict[int, _Seen], tiles: Tiles, boxes: list[Box]
    ) -> None:
        """Draw what reaches into marked tiles on a sheet of its own, and take the tiles over.

        Nothing is clipped: Cairo's smooth edges depend a little on the shape of a clip, and the
        frame must not depend on what was drawn before.
        """
        frame, sheet = self.pixel_array, self._sheet
        parts = [(slice(box.top, box.bottom), slice(box.left, box.right)) for box in boxes]
        for part in parts:
            sheet[part] = self._ground[part]
        places = [(each, now[id(each)].tiles) for each in shown[len(self._grounded) :]]
        drawn = [(each, place) for each, place in places if place is not None]
        touched = tiles.touched([place for _, place in drawn])
        for each, _ in compress(drawn, touched):
            self._draw_on(sheet, each, now[id(each)])
        for part in parts:
            frame[part] = sheet[part]

    def _draw_on(self, sheet: NDArray[np.uint8], each: Any, seen: _Seen) -> None:
        if seen.tiles is None:
            return
        if isinstance(each, Space):
            self.display_spaces([each], sheet)
        else:
            context = self.get_cairo_context(sheet)
            self._lay(each, seen.state[0], context)
            stroke_and_fill(each, context, self.cairo_line_width_multiple)

    def _lay(self, outline: VMobject, state: bytes, context: Any) -> None:
        """Lay the path of an outline, from before if it has not changed."""
        kept = self.paths.get(id(outline))
        if kept is not None and kept[0] == state:
            context.new_path()
            context.append_path(kept[1])
            return
        lay_path(outline.points, context)
        if len(self.paths) >= PATHS:
            self.paths.clear()
        self.paths[id(outline)] = (state, context.copy_path())


def _family(mobjects: Iterable[Mobject]) -> list[Any]:
    """Return everything that is drawn, once each, from back to front, as Manim orders it."""
    found: dict[int, Any] = {}
    waiting = list(mobjects)[::-1]
    while waiting:
        each = waiting.pop()
        if len(each.points) and _is_drawn(each):
            found.pop(id(each), None)  # what stands there twice is drawn at its last place
            found[id(each)] = each
        if not isinstance(each, Space):
            waiting.extend(each.submobjects[::-1])
    return sorted(found.values(), key=attrgetter("z_index"))


def _is_drawn(mobject: Mobject) -> bool:
    """Tell whether a mobject has looks; a ValueTracker has none."""
    manims = isinstance(mobject, VMobject | PMobject | AbstractImageMobject)
    return manims or isinstance(mobject, Space)


def _same_order(before: dict[int, _Seen], now: dict[int, _Seen]) -> bool:
    """Tell whether what was there and still is lies in the same order."""
    return [key for key in before if key in now] == [key for key in now if key in before]


def _mark_changes(tiles: Tiles, before: dict[int, _Seen], now: dict[int, _Seen]) -> None:
    for key, seen in now.items():
        last = before.get(key)
        if last is not seen:
            for each in (seen, last):
                if each is not None and each.tiles is not None:
                    tiles.mark(each.tiles)
    for key, last in before.items():
        if key not in now and last.tiles is not None:
            tiles.mark(last.tiles)
