"""Where a straight line or an arrow runs: the middle of its ink, cut after cut across it."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.inks import colour_of, weighed
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.sampling import sampled

__all__ = ["Course", "course_of"]

Place: TypeAlias = tuple[float, float]

_REACH = 7.0  # pixels to both sides of the line that a cut shows
_NEAR = 4.0  # pixels within which the line's ink is looked for
_STEP = 0.25  # pixels between two looks along a cut
_INKED = 0.45  # share from which ink counts
_TINT = 0.35  # weight of tint against brightness: a thin line's tint is blurred in a video
_FOREIGN = 0.3  # of the distance to the ink, by which a colour may be another one
_COVERED = 6.5  # pixels at both ends that dots may lie upon
_STRAY = 0.4  # pixels by which a cut may miss the line and still count
_GRID = np.arange(-_NEAR, _NEAR + 0.01, 0.25)


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
    places = ends[0] + (along * length)[:, None, None] * ahead + across[None, :, None] * aside
    seen = weighed(sampled(frame, places), _TINT)
    shares = _shares(seen, across, weighed(colour_of(ink), _TINT), opacity)
    near = np.abs(across) <= _NEAR
    inked = shares[:, near].max(axis=1) >= _INKED
    weights = np.where(shares >= _INKED / 2, shares, 0.0) * near
    mass = weights.sum(axis=1) * _STEP
    middle = (weights * across).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    covered = min(_COVERED / length, 0.25)
    inner = (along > covered) & (along < 1 - covered) & inked
    slope, level = _fitted(along[inner], middle[inner])
    quarter = max(1, len(along) // 4)
    heavier = float(mass[-quarter:].mean()) / max(float(mass[:quarter].mean()), 1e-9)
    offsets = level, level + slope
    angle = float(np.degrees(np.arctan2(slope, length)))
    return Course(offsets, angle, float(inked.mean()), heavier)


def _shares(
    colours: NDArray[np.float64],
    across: NDArray[np.float64],
    ink: NDArray[np.float64],
    opacity: float,
) -> NDArray[np.float64]:
    """Return how much of each sample is ink, against the ground on both sides of its cut."""
    ground = np.median(colours[:, np.abs(across) > _NEAR], axis=1, keepdims=True)
    way = opacity * (ink - ground)
    square = np.maximum((way * way).sum(axis=-1), 1e-9)
    along = ((colours - ground) * way).sum(axis=-1) / square
    off = np.linalg.norm(colours - ground - along[..., None] * way, axis=-1)
    foreign = off > _FOREIGN * np.sqrt(square)
    shares: NDArray[np.float64] = np.where(foreign, 0.0, np.clip(along, 0.0, 1.0))
    return shares


def _fitted(along: NDArray[np.float64], middle: NDArray[np.float64]) -> tuple[float, float]:
    """Return rise and level of the line that the middles of most cuts agree on."""
    if len(along) < 3:  # noqa: PLR2004 - no line without
        return 0.0, float(_NEAR)
    level, end = (grid.ravel() for grid in np.meshgrid(_GRID, _GRID))
    lines = level[:, None] + (end - level)[:, None] * along
    agree = np.abs(lines - middle) < _STRAY
    best = int(np.lexsort((np.abs(level) + np.abs(end), -agree.sum(axis=1)))[0])
    kept = agree[best]
    if kept.sum() < 3:  # noqa: PLR2004 - no line without
        return 0.0, float(_NEAR)
    rise, start = np.polyfit(along[kept], middle[kept], 1)
    return float(rise), float(start)
