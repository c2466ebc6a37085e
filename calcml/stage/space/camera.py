"""The camera that shows spaces among Manim's other mobjects."""

from collections.abc import Iterable
from typing import Any

import cairo
import numpy as np
from manim import Camera, Mobject
from numpy.typing import NDArray

from calcml.stage.space.crop import Crop, PixelBox, canvas
from calcml.stage.space.sketch import Screen
from calcml.stage.space.space import Space

__all__ = ["StageCamera"]


class StageCamera(Camera):
    """Manim's camera with an eye for spaces: ``camera_class=StageCamera`` in a scene.

    A space keeps its picture until something in it changes, so that one at rest costs one blend
    a frame even while other things move.
    """

    def type_or_raise(self, mobject: Mobject) -> Any:
        """Return the type by which Manim finds the drawing routine."""
        kind = super().type_or_raise(mobject)
        if isinstance(mobject, Space):
            self.display_funcs[type(mobject)] = self.display_spaces
            return type(mobject)
        return kind

    def display_spaces(self, spaces: Iterable[Space], pixel_array: NDArray[np.uint8]) -> None:
        """Blend the pictures of spaces onto the frame."""
        context = self.get_cairo_context(pixel_array)
        context.save()
        context.identity_matrix()
        for space in spaces:
            crop = self.crop(space)
            if space.opacity and crop.pixels.size:
                context.set_source_surface(canvas(crop.pixels), crop.left, crop.top)
                context.get_source().set_filter(cairo.FILTER_NEAREST)
                context.paint_with_alpha(space.opacity)
        context.restore()

    def crop(self, space: Space) -> Crop:
        """Return the picture of a space, cropped, from before if nothing changed."""
        return space.crop(self.screen)

    def pixel_box(self, space: Space) -> PixelBox:
        """Return left, top, right, bottom of the pixels of the frame that a space covers."""
        return space.pixel_box(self.screen)

    def picture(self, space: Space) -> NDArray[np.uint8]:
        """Return the picture of a space, as large as the frame."""
        return space.picture(self.screen)

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
