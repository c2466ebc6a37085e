"""Frames in the encoder's colours: BT.709 in the range of television, brought up to date in parts.

A picture stores brightness for every pixel and colour for squares of two by two. The conversion
averages each square and nothing beyond it, so that converting a part of a frame gives the same
bytes as converting the whole.
"""

from collections.abc import Iterable

import numpy as np
from av import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

__all__ = ["COLOURS", "Patch", "Picture"]

Patch = tuple[int, int, NDArray[np.uint8]]
"""Left and top in pixels, both even, and RGBA bytes of shape (height, width, 4)."""

COLOURS = {
    "colorspace": "bt709",
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "color_range": "tv",
    "chroma_sample_location": "center",
}
"""What the conversion does, in the encoder's words, so that no player has to guess."""

_EXACT = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.BITEXACT


class Picture:
    """One frame as planes of brightness and colour (yuv420p).

    Parameters
    ----------
    width, height : int
        Size in pixels, both even.

    Attributes
    ----------
    frame : av.VideoFrame
        The picture for the encoder; it shares the planes' memory.
    """

    def __init__(self, width: int, height: int) -> None:
        # One buffer for all planes would be read as a lower picture where the height is no
        # multiple of four.
        self.frame = VideoFrame(width, height, "yuv420p")
        self.planes = tuple(
            np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)[
                : plane.height, : plane.width
            ]
            for plane in self.frame.planes
        )
        for plane in self.planes:
            plane[:] = 0
        self._reformatter = VideoReformatter()

    def update(self, patches: Iterable[Patch]) -> None:
        """Take over parts of a frame.

        Parameters
        ----------
        patches : iterable of Patch
            Within the picture, of even size.
        """
        for left, top, pixels in patches:
            for plane, part in zip(self.planes, self._converted(pixels), strict=True):
                shrunk = 1 if plane is self.planes[0] else 2
                rows, columns = part.shape
                y, x = top // shrunk, left // shrunk
                plane[y : y + rows, x : x + columns] = part

    def _converted(self, pixels: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
        height, width, _ = pixels.shape
        made = self._reformatter.reformat(
            VideoFrame.from_numpy_buffer(pixels, format="rgba"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=_EXACT,
            threads=1,
        )
        return [
            np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)[
                : height // shrunk, : width // shrunk
            ]
            for plane, shrunk in zip(made.planes, (1, 2, 2), strict=True)
        ]
