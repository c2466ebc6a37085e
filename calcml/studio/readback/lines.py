"""Where a straight line or an arrow runs: the middle of its ink, cut after cut across it."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.inks import colour_of
from calcml.studio.readback.pictures import Frame

__all__ = ["Course", "course_of"]

Place: TypeAlias = tuple[float, float]

_REACH = 7.0  # pixels to both sides of the line that a cut shows
_NEAR = 4.0  # pixels within which the line's ink is looked for
_STEP = 0.25  # pixels between two looks along a cut
_INKED = 0.45  # share from which ink counts
_FOREIGN = 0.5  # of the distance to the ink, by which a colour may be another one
_ROUNDS = 4
_OUTLIER = 2.5  # deviations of the fit by which a cut may be off


@dataclass(frozen=True)
class Course:
    """A line that was looked for.

    Attributes
    ----------
    offsets : tuple of float
        How far it is aside at its start and at its end, in pixels; to the right of its direction.
    angle : float
        By how much its direction differs, in degrees.
    inked : float
        Share of the cuts that show ink.
    heavier : float
        Width of the ink over the last quarter against that over the first: an arrow's head.
    """

    offsets: tuple[float, float]
    angle: float
    inked: float
    heavier: float

    @property
    def aside(self) -> float:
        """How far it is aside at most, in pixels."""
        return max(map(abs, self.offsets))


def course_of(frame: Frame, start: Place, end: Place, ink: str, opacity: float = 1.0) -> Course:
    """Find a line near where it should be.

    Parameters
    ----------
    frame : Frame
    start, end : tuple of float
        Its ends, in pixels.
    ink : str
        Its colour, ``#rrggbb``.
    opacity : float

    Returns
    -------
    Course
    """
    ends = np.array([start, end])
    length = float(np.linalg.norm(ends[1] - ends[0]))
    ahead = (ends[1] - ends[0]) / length
    aside = np.array([-ahead[1], ahead[0]])
    along = np.linspace(0.04, 0.96, max(12, int(length / 1.5)))
    across = np.arange(-_REACH, _REACH + _STEP, _STEP)
    places = (
        ends[0]
        + (along * length)[:, None, None] * ahead
        + across[None, :, None] * aside
    )
    shares = _shares(_sampled(frame, places), across, ink, opacity)
    near = np.abs(across) <= _NEAR
    inked = shares[:, near].max(axis=1) >= _INKED
    weights = np.where(shares >= _INKED / 2, shares, 0.0) * near
    mass = weights.sum(axis=1) * _STEP
    middle = (weights * across).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    inner = (along > 0.08) & (along < 0.92) & inked
    slope, level = _fitted(along[inner], middle[inner])
    quarter = max(1, len(along) // 4)
    heavier = float(mass[-quarter:].mean()) / max(float(mass[:quarter].mean()), 1e-9)
    offsets = level, level + slope
    angle = float(np.degrees(np.arctan2(slope, length)))
    return Course(offsets, angle, float(inked.mean()), heavier)


def _shares(
    colours: NDArray[np.float64], across: NDArray[np.float64], ink: str, opacity: float
) -> NDArray[np.float64]:
    """Return how much of each sample is ink, against the ground on both sides of its cut."""
    ground = np.median(colours[:, np.abs(across) > _NEAR], axis=1, keepdims=True)
    way = opacity * (colour_of(ink) - ground)
    square = np.maximum((way * way).sum(axis=-1), 1e-9)
    along = ((colours - ground) * way).sum(axis=-1) / square
    off = np.linalg.norm(colours - ground - along[..., None] * way, axis=-1)
    foreign = off > _FOREIGN * np.sqrt(square)
    shares: NDArray[np.float64] = np.where(foreign, 0.0, np.clip(along, 0.0, 1.0))
    return shares


def _sampled(frame: Frame, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the colours at places between the pixels' middles, shape (..., 3)."""
    height, width, _ = frame.shape
    x = np.clip(places[..., 0] - 0.5, 0, width - 1.001)
    y = np.clip(places[..., 1] - 0.5, 0, height - 1.001)
    left, top = x.astype(np.int64), y.astype(np.int64)
    x, y = (x - left)[..., None], (y - top)[..., None]
    upper = frame[top, left] * (1 - x) + frame[top, left + 1] * x
    lower = frame[top + 1, left] * (1 - x) + frame[top + 1, left + 1] * x
    colours: NDArray[np.float64] = upper * (1 - y) + lower * y
    return colours


def _fitted(along: NDArray[np.float64], middle: NDArray[np.float64]) -> tuple[float, float]:
    """Fit a line to the middles of the cuts, without those that other things have shifted."""
    if len(along) < 3:  # noqa: PLR2004 - no line without
        return 0.0, float(_NEAR)
    kept = np.ones(len(along), dtype=np.bool_)
    slope = level = 0.0
    for _ in range(_ROUNDS):
        slope, level = np.polyfit(along[kept], middle[kept], 1)
        away = np.abs(middle - level - slope * along)
        limit = max(0.25, _OUTLIER * float(np.median(away[kept])))
        if (away <= limit).sum() < max(3, len(along) // 4):
            break
        kept = away <= limit
    return float(slope), float(level)
