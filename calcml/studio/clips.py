"""Look into finished videos: whether all frames are there, and what one shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from PIL import Image

from calcml.studio.problems import StudioError, place

__all__ = ["check_clip", "frame_count", "opened", "save_frame"]


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a video, and turn what goes wrong with it into one message.

    Parameters
    ----------
    path : Path
        A video.

    Yields
    ------
    InputContainer
    """
    try:
        with av.open(path) as container:
            yield container
    except av.error.FFmpegError as error:
        raise StudioError(f"{place(path)} is not a whole video: {error.strerror}") from error


def frame_count(path: Path) -> int:
    """Decode a video and return how many frames it has.

    Parameters
    ----------
    path : Path
        A video.

    Returns
    -------
    int

    Raises
    ------
    StudioError
        When it cannot be decoded to its end.
    """
    with opened(path) as container:
        container.streams.video[0].thread_type = "AUTO"
        return sum(1 for _ in container.decode(video=0))


def check_clip(path: Path, *, frames: int, fps: int, size: tuple[int, int]) -> None:
    """Make sure that a clip is what its timeline says: every frame is there and stands in time.

    Nothing is decoded: an encoder reports its own failures, and what is torn off is missed here.

    Parameters
    ----------
    path : Path
        The clip.
    frames : int
        How many there must be.
    fps : int
        How many a second.
    size : tuple of int
        Width and height in pixels.

    Raises
    ------
    StudioError
        With what differs.
    """
    with opened(path) as container:
        stream = container.streams.video[0]
        found = (stream.width, stream.height)
        if found != size:
            raise StudioError(f"{path.name} must be {size} pixels, got {found}")
        times = sorted(
            Fraction(packet.pts) * packet.time_base
            for packet in container.demux(stream)
            if packet.pts is not None
        )
    if len(times) != frames:
        raise StudioError(f"{path.name} must have {frames} frames, got {len(times)}")
    expected = (Fraction(number, fps) for number in range(frames))
    for number, (found_at, due) in enumerate(zip(times, expected, strict=True)):
        if abs(found_at - due) > Fraction(1, 2 * fps):
            raise StudioError(
                f"frame {number} of {path.name} must stand at {float(due):.3f} s, "
                f"got {float(found_at):.3f} s"
            )


def save_frame(video: Path, seconds: float, picture: Path) -> None:
    """Save the frame on screen at a time as a PNG.

    Parameters
    ----------
    video : Path
        A clip.
    seconds : float
        Its time, from the start.
    picture : Path
        The PNG to write.
    """
    with opened(video) as container:
        stream = container.streams.video[0]
        if stream.time_base is not None:
            container.seek(int(seconds / stream.time_base), stream=stream)
        chosen = None
        for frame in container.decode(stream):
            if chosen is not None and frame.time is not None and frame.time > seconds:
                break
            chosen = frame
        if chosen is None:
            raise StudioError(f"{place(video)} has no frame at {seconds} s")
        Image.fromarray(chosen.to_ndarray(format="rgb24")).save(picture)
