"""Decode finished videos: real frames as colours, and where each stands in time.

The colours are those of BT.709 in the range of television, worked out here and not by the library
that made them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from calcml.studio.problems import StudioError, place

__all__ = ["Film", "Frame", "film_of", "opened"]

Frame: TypeAlias = NDArray[np.float32]
"""Red, green and blue from 0 to 255, shape (height, width, 3)."""

_FROM_YUV = np.array(
    [[1.164384, 0.0, 1.792741], [1.164384, -0.213249, -0.532909], [1.164384, 2.112402, 0.0]],
    dtype=np.float32,
)  # ITU-R BT.709, 16 to 235 and 16 to 240


@dataclass(frozen=True)
class Film:
    """What a video says of itself.

    Attributes
    ----------
    path : Path
    width, height : int
    times : tuple of Fraction
        When each frame is shown, in seconds, in order.
    """

    path: Path
    width: int
    height: int
    times: tuple[Fraction, ...]

    def pictures(self, wanted: Sequence[int]) -> Iterator[tuple[int, Frame]]:
        """Decode some frames.

        Parameters
        ----------
        wanted : sequence of int
            Numbers of frames, in ascending order.

        Yields
        ------
        tuple of (int, Frame)

        Raises
        ------
        StudioError
            When the video cannot be decoded that far.
        """
        numbers = {time: number for number, time in enumerate(self.times)}
        left = set(wanted)
        with opened(self.path) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            if wanted and stream.time_base:  # from the whole picture before it: a scene of many
                container.seek(int(self.times[wanted[0]] / stream.time_base), stream=stream)
            for frame in container.decode(stream):
                number = numbers.get(_time(frame.pts, frame.time_base))
                if number in left:
                    left.discard(number)
                    yield number, _colours(frame)
                if not left:
                    return
        raise StudioError(f"{place(self.path)} cannot be decoded up to frame {min(left)}")


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a video, and turn what FFmpeg says of it into a message.

    Parameters
    ----------
    path : Path

    Yields
    ------
    InputContainer

    Raises
    ------
    StudioError
        When it is missing, no video, or not whole.
    """
    try:
        with av.open(path) as container:
            if not container.streams.video:
                raise StudioError(f"{place(path)} holds no video")
            yield container
    except FileNotFoundError as error:
        raise StudioError(f"there is no {place(path)}") from error
    except (av.error.FFmpegError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StudioError(f"{place(path)} is not a whole video: {reason}") from error


def film_of(path: Path) -> Film:
    """Read when each frame of a video is shown; nothing is decoded yet.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Film

    Raises
    ------
    StudioError
        When it is missing, no video, or not whole.
    """
    with opened(path) as container:
        stream = container.streams.video[0]
        times = sorted(
            _time(packet.pts, packet.time_base)
            for packet in container.demux(stream)
            if packet.pts is not None
        )
        if len(times) < stream.frames:
            raise StudioError(
                f"{place(path)} is not a whole video: it announces {stream.frames} frames, "
                f"and {len(times)} are there"
            )
        return Film(path, stream.width, stream.height, tuple(times))


def _time(pts: int | None, base: Fraction | None) -> Fraction:
    return Fraction(pts or 0) * (base or 1)


def _colours(frame: av.VideoFrame) -> Frame:
    """Return a frame's colours; each square of four pixels shares its tint."""
    planes = frame.to_ndarray(format="yuv420p").astype(np.float32)
    height, width = frame.height, frame.width
    small = height // 2, width // 2
    flat = planes.reshape(-1)
    size = height * width
    luma = planes[:height] - 16
    tints = (flat[size : size + size // 4], flat[size + size // 4 : size + size // 2])
    blue, red = (
        np.repeat(np.repeat(tint.reshape(small), 2, axis=0), 2, axis=1) - 128 for tint in tints
    )
    rgb: Frame = np.stack([luma, blue, red], axis=-1) @ _FROM_YUV.T
    return np.clip(rgb, 0, 255)
