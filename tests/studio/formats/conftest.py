"""A small film that is known to the last pixel, kept as the studio keeps it."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from manim._config.video_encoder import VideoEncoderSpec

from calcml.stage.film.encoder import PatchEncoder
from calcml.studio.formats.kinds import Settings
from calcml.studio.formats.pieces import Piece
from calcml.studio.splices import Part, splice

WIDTH, HEIGHT, FPS = 96, 64, 15
INK, CARD = (240, 120, 30), (40, 60, 90)


def picture(step: int, *, transparent: bool) -> np.ndarray:
    """Return a disc with a smooth edge on a card, as Cairo has it."""
    y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    cover = np.clip(14.5 - np.hypot(x - 25 - 2 * step, y - 30), 0, 1)[..., None]
    pixels = np.zeros((HEIGHT, WIDTH, 4))
    if not transparent:
        pixels[:] = (17, 19, 24, 255)
    pixels[40:, 20:70] = (*CARD, 255)
    ink = np.array([*INK, 255])
    return np.rint(ink * cover + pixels * (1 - cover)).astype(np.uint8)


STANDS = (4, 1, 1, 3, 1, 1, 1, 6)
"""How many frames each picture stands; the second beat begins with the fourth."""
SECOND = 6


@dataclass(frozen=True)
class Film:
    """A clip and what is in it."""

    piece: Piece
    frames: list[np.ndarray]


def keep(path: Path, pictures: list[np.ndarray], counts: tuple[int, ...], form: str) -> None:
    """Write pictures as the stage does: the first whole, then what changed."""
    spec = VideoEncoderSpec("mov", "qtrle", form, WIDTH, HEIGHT, Fraction(FPS), (("g", "1000000"),))
    encoder = PatchEncoder(target=path, spec=spec)
    before = None
    for pixels, count in zip(pictures, counts, strict=True):
        if before is None:
            patches = [(0, 0, pixels.copy())]
        else:
            rows, columns = np.nonzero((before != pixels).any(axis=2))
            top, left = rows.min() // 2 * 2, columns.min() // 2 * 2
            patches = [(int(left), int(top), pixels[top:, left:].copy())]
        encoder.write_frame(patches, repeat=count)
        before = pixels
    encoder.finish()


def made(folder: Path, *, transparent: bool) -> Film:
    """Return a film of two beats, which were drawn apart and joined."""
    pictures = [picture(step, transparent=transparent) for step in range(len(STANDS))]
    form = "argb" if transparent else "rgb24"
    parts = []
    for first, last in ((0, 3), (3, len(STANDS))):
        path = folder / f"{first}.mov"
        keep(path, pictures[first:last], STANDS[first:last], form)
        parts.append(Part(clip=path, title="", frames=sum(STANDS[first:last]), fps=FPS))
    clip = folder / "Film.mov"
    splice(parts, clip)
    frames = [pixels for pixels, count in zip(pictures, STANDS, strict=True) for _ in range(count)]
    piece = Piece(
        name="Film", title="A film", captions=("It moves.", "It rests."), clip=clip, key="k",
        starts=(0, SECOND), end=len(frames), width=WIDTH, height=HEIGHT, fps=FPS,
        transparent=transparent, loops=False,
    )  # fmt: skip
    return Film(piece, frames)


@pytest.fixture
def film(tmp_path: Path) -> Film:
    """Return an opaque film."""
    return made(tmp_path, transparent=False)


@pytest.fixture
def clear(tmp_path: Path) -> Film:
    """Return a film without a background."""
    return made(tmp_path, transparent=True)


@pytest.fixture
def usual() -> Settings:
    """Return what a user gets who chooses nothing."""
    return Settings()


def over(pixels: np.ndarray, background: tuple[int, int, int]) -> np.ndarray:
    """Lay straight pixels over a colour, as a browser does."""
    share = pixels[..., 3:] / 255
    return pixels[..., :3] * share + np.array(background) * (1 - share)


def drawn_over(pixels: np.ndarray, background: tuple[int, int, int]) -> np.ndarray:
    """Return what Cairo would have drawn on a colour."""
    return pixels[..., :3] + np.array(background) * (1 - pixels[..., 3:] / 255)


def decoded(path: Path, form: str, codec: str | None = None) -> list[np.ndarray]:
    """Return all frames of a video; FFmpeg's own decoder of VP9 drops the alpha."""
    with av.open(path) as container:
        if codec is None:
            return [frame.to_ndarray(format=form) for frame in container.decode(video=0)]
        decoder: Any = av.CodecContext.create(codec, "r")
        packets = [*container.demux(video=0)]
        return [f.to_ndarray(format=form) for packet in packets for f in decoder.decode(packet)]
