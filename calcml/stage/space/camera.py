"""The camera that shows spaces among Manim's other mobjects."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from manim import Camera, Mobject
from numpy.typing import NDArray

from calcml.stage.space.painting import canvas
from calcml.stage.space.sketch import Screen
from calcml.stage.space.space import Space

__all__ = ["StageCamera"]

#: Pictures of so many spaces are kept.
KEPT = 4


class StageCamera(Camera):
    """Manim's camera with an eye for spaces: ``camera_class=StageCamera`` in a scene.

    The picture of a space is kept until something in it changes, so that a space at rest costs
    one blend a frame even while other things move.
    """

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.kept: dict[int, tuple[Any, NDArray[np.uint8]]] = {}

    def type_or_raise(self, mobject: Mobject) -> Any:
        """Return the type by which Manim finds the drawing routine."""
        kind = super().type_or_raise(mobject)
        self.display_funcs[Space] = self.display_spaces
        return Space if isinstance(mobject, Space) else kind

    def display_spaces(self, spaces: Iterable[Space], pixel_array: NDArray[np.uint8]) -> None:
        """Blend the pictures of spaces onto the frame."""
        context = self.get_cairo_context(pixel_array)
        context.save()
        context.identity_matrix()
        for space in spaces:
            if space.opacity:
                context.set_source_surface(canvas(self.picture(space)))
                context.paint_with_alpha(space.opacity)
        context.restore()

    def picture(self, space: Space) -> NDArray[np.uint8]:
        """Return the picture of a space, from before if nothing changed."""
        screen = self.screen
        state = (screen, space.state())
        kept = self.kept.get(id(space))
        if kept is None or kept[0] != state:
            if len(self.kept) >= KEPT:
                self.kept.clear()
            kept = (state, space.picture(screen))
            self.kept[id(space)] = kept
        return kept[1]

    @property
    def screen(self) -> Screen:
        """The pixels that the frame has."""
        scale = self.pixel_width / self.frame_width
        x, y, _ = self.frame_center
        return Screen(
            self.pixel_width,
            self.pixel_height,
            scale,
            self.pixel_width / 2 - scale * x,
            self.pixel_height / 2 + scale * y,
        )
