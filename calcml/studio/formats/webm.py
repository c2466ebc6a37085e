"""WebM: VP9, with an alpha that browsers show."""

from fractions import Fraction
from pathlib import Path

import av
from av import VideoFrame
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from calcml.studio.alpha import Pixels, bled
from calcml.studio.formats.kinds import Reached, Settings
from calcml.studio.formats.pieces import Piece
from calcml.studio.formats.stretches import stretches

__all__ = ["write"]

QUALITY = {
    "crf": "20",
    "b": "0",
    # What VP9 made for screens and live pictures is as good on ours as its slow search, which
    # finds nothing there, and takes a ninth of the time.
    "deadline": "realtime",
    "cpu-used": "5",
    "tune-content": "screen",
    "row-mt": "1",
    "tile-columns": "1",
    "threads": "2",
    "auto-alt-ref": "0",  # frames that are not shown cannot have an alpha
    "g": "600",
}
COLOURS = {
    "colorspace": "bt709",
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "color_range": "tv",
}
EXACT = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.BITEXACT


def write(piece: Piece, target: Path, settings: Settings, reached: Reached) -> None:
    """Write a piece as WebM; each of its beats begins with a whole picture.

    Parameters
    ----------
    piece : Piece
    target : Path
        The file; it is incomplete until this returns.
    settings : Settings
    reached : callable
        Is told how many frames are done.
    """
    del settings
    form = "yuva420p" if piece.transparent else "yuv420p"
    begins = {start - piece.start for start in piece.starts}
    convert = VideoReformatter()
    with av.open(target, "w", format="webm") as container:
        stream = container.add_stream("libvpx-vp9", rate=piece.fps, options=QUALITY | COLOURS)
        stream.width, stream.height, stream.pix_fmt = piece.width, piece.height, form
        for stretch in stretches(piece):
            pixels = bled(stretch.pixels) if piece.transparent else stretch.pixels
            frame = _converted(pixels, convert, form)
            for number in range(stretch.start, stretch.start + stretch.frames):
                frame.pts, frame.time_base = number, Fraction(1, piece.fps)
                whole = number in begins
                frame.pict_type = PictureType.I if whole else PictureType.NONE
                container.mux(stream.encode(frame))
            reached(stretch.start + stretch.frames)
        container.mux(stream.encode(None))


def _converted(pixels: Pixels, convert: VideoReformatter, form: str) -> VideoFrame:
    """Return a frame in the colours of BT.709, as our MP4s are."""
    return convert.reformat(
        VideoFrame.from_numpy_buffer(pixels, format="rgba"),
        format=form,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        interpolation=EXACT,
        threads=1,
    )
