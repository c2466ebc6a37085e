"""Frames as they were drawn, for an encoder that loses nothing."""

from collections.abc import Sequence

import numpy as np
from av import VideoFrame

from calcml.stage.film.yuv import Patch

__all__ = ["LOSSLESS", "Drawn"]

LOSSLESS = "qtrle"
"""The encoder: QuickTime's animation, which stores what differs from the frame before."""
ORDERS = {"argb": (3, 0, 1, 2), "rgb24": (0, 1, 2)}
"""Which of red, green, blue and alpha a format has, in its order."""


class Drawn:
    """One frame in the pixels of the camera, with its alpha or without.

    Parameters
    ----------
    width, height : int
        Size in pixels.
    form : str
        ``argb`` or ``rgb24``.

    Attributes
    ----------
    frame : av.VideoFrame
        The picture for the encoder, another one after each change: the encoder holds on to it, to
        find out what differs in the next.
    """

    def __init__(self, width: int, height: int, form: str) -> None:
        self.order = ORDERS[form]
        self.pixels = np.zeros((height, width, len(self.order)), dtype=np.uint8)
        self.form = form
        self.frame = self._taken()

    def update(self, patches: Sequence[Patch]) -> None:
        """Take over parts of a frame.

        Parameters
        ----------
        patches : sequence of Patch
            Within the picture.
        """
        for left, top, pixels in patches:
            height, width, _ = pixels.shape
            part = self.pixels[top : top + height, left : left + width]
            for place, channel in enumerate(self.order):
                part[..., place] = pixels[..., channel]
        if patches:
            self.frame = self._taken()

    def _taken(self) -> VideoFrame:
        return VideoFrame.from_numpy_buffer(self.pixels.copy(), format=self.form)
