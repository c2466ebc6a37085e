"""A camera that draws only what changed since the last frame.

Manim divides a play into what stands below and what moves, draws the former once and the latter
anew for every frame, in Python, curve by curve. Here the frame is kept. Of everything on stage
the camera remembers how it looked and where; the next frame is drawn only in the tiles in which
something came, went or looks different, by everything that reaches into them. Within those tiles
the pixels are what Manim's camera would have drawn.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, NamedTuple, Self

import cairo
from manim import Mobject, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from calcml.stage.film.outlines import Bounds, Pixels, bounds_of, is_plain, state_of
from calcml.stage.film.tiles import Box, Tiles
from calcml.stage.space import Space, StageCamera

__all__ = ["FilmCamera"]

PATHS = 4000
"""So many paths are kept ready for Cairo."""


class _Seen(NamedTuple):
    """One mobject as it was drawn."""

    state: Any
    bounds: Bounds | None


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
        """Take up a new background."""
        self.seen = None
        super().init_background()

    def refresh(self, mobjects: Iterable[Mobject]) -> list[Box]:
        """Make the frame show these mobjects and nothing else.

        Parameters
        ----------
        mobjects : iterable of Mobject
            What is on stage, from back to front; families are followed.

        Returns
        -------
        list of Box
            The parts of the frame in which something can have changed; they don't overlap.
        """
        shown = _family(mobjects)
        if not all(_is_known(each) for each in shown):
            return self._anew(mobjects)
        before, measure = self.seen, self._measure()
        now = {id(each): self._seen(each, measure) for each in shown}
        tiles = Tiles(self.pixel_width, self.pixel_height)
        if before is None or not _same_order(before, now):
            tiles.mark_all()
        else:
            _mark_changes(tiles, before, now)
        boxes = tiles.boxes()
        if boxes:
            self._draw(shown, now, tiles, boxes)
        self.seen = now
        return boxes

    def _anew(self, mobjects: Iterable[Mobject]) -> list[Box]:
        """Draw everything by Manim's own ways, for what this camera cannot follow."""
        self.reset()
        self.capture_mobjects(mobjects)
        return [Box(0, 0, self.pixel_width, self.pixel_height)]

    def _seen(self, mobject: Any, measure: Pixels) -> _Seen:
        if isinstance(mobject, Space):
            return _Seen((mobject.opacity, mobject.state()), self._space_bounds(mobject))
        state, before = state_of(mobject), (self.seen or {}).get(id(mobject))
        if before is not None and before.state == state:
            return before
        return _Seen(state, bounds_of(mobject, measure))

    def _space_bounds(self, space: Space) -> Bounds | None:
        return (0, 0, self.pixel_width, self.pixel_height) if space.opacity else None

    def _measure(self) -> Pixels:
        across, up = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
        x, y, _ = self.frame_center
        left, top = self.pixel_width / 2 - x * across, self.pixel_height / 2 + y * up
        return Pixels(across, -up, left, top, self.cairo_line_width_multiple * max(across, up))

    def _draw(
        self, shown: list[Any], now: dict[int, _Seen], tiles: Tiles, boxes: list[Box]
    ) -> None:
        context = self.get_cairo_context(self.pixel_array)
        context.save()
        context.identity_matrix()
        context.new_path()  # the last outline's path is still there
        for box in boxes:
            part = (slice(box.top, box.bottom), slice(box.left, box.right))
            self.pixel_array[part] = self.background[part]
            context.rectangle(box.left, box.top, box.right - box.left, box.bottom - box.top)
        context.clip()
        context.set_matrix(self._to_pixels())
        for each in shown:
            bounds = now[id(each)].bounds
            if bounds is not None and tiles.touch(bounds):
                if isinstance(each, Space):
                    self.display_spaces([each], self.pixel_array)
                else:
                    self.display_vectorized(each, context)
        context.restore()

    def _to_pixels(self) -> cairo.Matrix:
        measure = self._measure()
        return cairo.Matrix(measure.x, 0, 0, measure.y, measure.left, measure.top)

    def set_cairo_context_path(self, ctx: Any, vmobject: VMobject) -> Self:
        """Lay the path of an outline, from before if it has not changed."""
        state = vmobject.points.tobytes()
        kept = self.paths.get(id(vmobject))
        if kept is not None and kept[0] == state:
            ctx.new_path()
            ctx.append_path(kept[1])
            return self
        super().set_cairo_context_path(ctx, vmobject)
        if len(self.paths) >= PATHS:
            self.paths.clear()
        self.paths[id(vmobject)] = (state, ctx.copy_path())
        return self


_DRAWN = (VMobject, PMobject, AbstractImageMobject, Space)
"""What Manim's camera and ours draw; other mobjects, such as a ValueTracker, have no looks."""


def _family(mobjects: Iterable[Mobject]) -> list[Any]:
    """Return everything that is drawn, once each, from back to front, as Manim orders it."""
    found: dict[int, Any] = {}
    waiting = list(mobjects)[::-1]
    while waiting:
        each = waiting.pop()
        if isinstance(each, _DRAWN) and len(each.points):
            found.pop(id(each), None)  # what stands there twice is drawn at its last place
            found[id(each)] = each
        if not isinstance(each, Space):
            waiting.extend(each.submobjects[::-1])
    return sorted(found.values(), key=attrgetter("z_index"))


def _is_known(mobject: Any) -> bool:
    return isinstance(mobject, Space) or (isinstance(mobject, VMobject) and is_plain(mobject))


def _same_order(before: dict[int, _Seen], now: dict[int, _Seen]) -> bool:
    """Tell whether what was there and still is lies in the same order."""
    return [key for key in before if key in now] == [key for key in now if key in before]


def _mark_changes(tiles: Tiles, before: dict[int, _Seen], now: dict[int, _Seen]) -> None:
    for key, seen in now.items():
        last = before.get(key)
        if last is None or (last is not seen and last.state != seen.state):
            for bounds in (seen.bounds, last.bounds if last else None):
                if bounds is not None:
                    tiles.mark(bounds)
    for key, last in before.items():
        if key not in now and last.bounds is not None:
            tiles.mark(last.bounds)
