"""Pictures of discs and lines whose places are known, painted finely and shrunk."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["GROUND", "Painting", "in_video"]

GROUND, FINE = "#0f131c", 8
_TO_YUV = np.array(
    [[0.2126, 0.7152, 0.0722], [-0.114572, -0.385428, 0.5], [0.5, -0.454153, -0.045847]]
)


def _rgb(ink: str) -> NDArray[np.float64]:
    return np.array([int(ink[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64)


@dataclass
class Painting:
    """A picture in the making, eight times as fine as it will be."""

    height: int
    width: int
    ground: str = GROUND
    pixels: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.pixels = np.tile(_rgb(self.ground), (self.height * FINE, self.width * FINE, 1))
        rows, columns = np.mgrid[: self.height * FINE, : self.width * FINE]
        self.x, self.y = (columns + 0.5) / FINE, (rows + 0.5) / FINE

    def disc(
        self, place: tuple[float, float], radius: float, ink: str, *, hole: float = 0.0
    ) -> "Painting":
        """Paint a disc, or a ring around a hole."""
        away = np.hypot(self.x - place[0], self.y - place[1])
        return self._lay((away <= radius) & (away >= hole), ink)

    def line(self, start: Any, end: Any, width: float, ink: str) -> "Painting":
        """Paint a straight line with blunt ends."""
        way = np.subtract(end, start)
        length = float(np.hypot(*way))
        ahead = way / length
        along = (self.x - start[0]) * ahead[0] + (self.y - start[1]) * ahead[1]
        aside = (self.y - start[1]) * ahead[0] - (self.x - start[0]) * ahead[1]
        return self._lay((along >= 0) & (along <= length) & (abs(aside) <= width / 2), ink)

    def arrow(self, start: Any, end: Any, width: float, ink: str) -> "Painting":
        """Paint an arrow with a head of ten pixels."""
        way = np.subtract(end, start)
        length = float(np.hypot(*way))
        ahead, head = way / length, 10.0
        self.line(start, np.add(start, (length - head) * ahead), width, ink)
        left = length - (self.x - start[0]) * ahead[0] - (self.y - start[1]) * ahead[1]
        aside = (self.y - start[1]) * ahead[0] - (self.x - start[0]) * ahead[1]
        return self._lay((left >= 0) & (left <= head) & (abs(aside) <= 0.42 * left), ink)

    def _lay(self, where: NDArray[np.bool_], ink: str) -> "Painting":
        self.pixels[where] = _rgb(ink)
        return self

    def shown(self) -> NDArray[np.float32]:
        """Return the picture as it comes out of a video."""
        shape = self.height, FINE, self.width, FINE, 3
        return in_video(self.pixels.reshape(shape).mean(axis=(1, 3)))


def in_video(rgb: NDArray[Any]) -> NDArray[np.float32]:
    """Round colours to a video's levels, and let each square of four pixels share its tint."""
    height, width, _ = rgb.shape
    yuv = np.asarray(rgb, dtype=np.float64) @ _TO_YUV.T
    luma = np.round(yuv[..., 0] * 219 / 255)
    squares = yuv[..., 1:].reshape(height // 2, 2, width // 2, 2, 2).mean(axis=(1, 3))
    tints = np.round(squares * 224 / 255).repeat(2, axis=0).repeat(2, axis=1)
    back = np.concatenate([luma[..., None] * 255 / 219, tints * 255 / 224], axis=-1)
    told: NDArray[np.float32] = np.clip(back @ np.linalg.inv(_TO_YUV).T, 0, 255).astype(np.float32)
    return told
