"""Where a straight line or an arrow runs: the middle of its ink, cut after cut across it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.cuts import NEAR, STEP, TINT, cuts, shares_along
from calcml.studio.readback.inks import colour_of, weighed
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.segments import Place, places_between

__all__ = ["Course", "Opening", "course_of"]

Opening: TypeAlias = Callable[[NDArray[np.float64]], NDArray[np.bool_]]
"""Tells of places whether nothing else lies near."""

_INKED = 0.45  # share from which ink counts
_COVERED = 6.5  # pixels at both ends that dots may lie upon
_STRAY = 0.4  # pixels by which a cut may miss the line and still count
_FEW = 3  # cuts that make no line
_MOST = 3  # lines that a cut may meet
_FAR = 99.0
_BROAD = 1.5  # widths of the stroke that a run of ink may have; else two lines run together
_OTHER = 1.2  # how much farther aside than towards the ink's a tint may go
_GREY = 4.0  # weighed levels of tint that say nothing
_PALE = 12.0  # weighed levels of an ink's tint from which an opposite tint is another ink
_PLAIN, _OWN = 14.0, 0.2  # weighed levels, and share of ink, at which something else stands out
_GRID = np.arange(-NEAR, NEAR + 0.01, 0.25)


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
        Share of the cuts that show its ink where the line runs.
    balance : float
        Where the weight of its ink lies, from 0 at its start to 1: an arrow's is nearer to its
        head.
    open : float
        Share of the cuts that were asked.
    """

    offsets: tuple[float, float]
    angle: float
    inked: float
    balance: float
    open: float

    @property
    def aside(self) -> float:
        """How far it is aside at most, in pixels."""
        return max(map(abs, self.offsets))


def course_of(
    frame: Frame,
    start: Place,
    end: Place,
    ink: str,
    *,
    width: float = 0.0,
    opacity: float = 1.0,
    scale: float = 1.0,
    is_open: Opening | None = None,
) -> Course:
    """Find a line near where it should be.

    Parameters
    ----------
    frame : Frame
    start, end : tuple of float
        Its ends, in pixels.
    ink : str
        Its colour, ``#rrggbb``.
    width : float
        Of its stroke in pixels; 0 where it has several.
    opacity : float
    scale : float
        How many times as broad as a line something is: an arrow in a large picture.
    is_open : callable, optional
        Tells of places on the line, shape (n, 2), where nothing else lies near: only there is it
        looked at, and measured where its ground is of one colour.

    Returns
    -------
    Course
    """
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    along = np.linspace(0.04, 0.96, max(12, int(length / 1.5)))
    seen, across = cuts(frame, start, end, along, scale)
    shares = shares_along(seen, across, ink, opacity)
    weights = np.where((shares >= _INKED / 2) & (np.abs(across) <= NEAR), shares, 0.0)
    tints = _tinted(seen[..., 1:], across, weighed(colour_of(ink), TINT)[1:])
    broadest = _BROAD * width + 1 if width else 2 * NEAR
    middles = np.array(
        [_runs(cut, across, tint, broadest) for cut, tint in zip(weights, tints, strict=True)]
    )
    covered = min(scale * _COVERED / length, 0.25)
    inner = (along > covered) & (along < 1 - covered)
    asked = inner
    if is_open is not None:
        asked = inner & is_open(places_between(start, end, along))
        is_missing = np.isnan(middles).all(axis=1)
        asked &= _on_plain_ground(seen, across, shares, width or 2.0) | is_missing
    rise, level, met = _fitted(along[asked], middles[asked])
    mass = weights.sum(axis=1)[asked]
    balance = float(mass @ along[asked]) / max(float(mass.sum()), 1e-9)
    rise, level = scale * rise, scale * level
    turned = float(np.degrees(np.arctan2(rise, length)))
    share = float(asked.sum() / max(inner.sum(), 1))
    return Course((level, level + rise), turned, met, balance, share)


def _on_plain_ground(
    seen: NDArray[np.float64],
    across: NDArray[np.float64],
    shares: NDArray[np.float64],
    broadest: float,
) -> NDArray[np.bool_]:
    """Tell of each cut whether nothing but the line's own ink stands out from its ground."""
    ground = np.median(seen[:, np.abs(across) > NEAR], axis=1, keepdims=True)
    other = (np.linalg.norm(seen - ground, axis=-1) > _PLAIN) & (shares < _OWN)
    plain: NDArray[np.bool_] = ~(other & (np.abs(across) > broadest / 2 + 1)).any(axis=1)
    return plain


def _tinted(
    tints: NDArray[np.float64], across: NDArray[np.float64], ink: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how far each sample's tint goes towards the ink's, and how far aside, (n, m, 2).

    A video blurs the tint of a thin line, so it is weaker there, but it is no other one.
    """
    ground = np.median(tints[:, np.abs(across) > NEAR], axis=1, keepdims=True)
    way = ink - ground
    length = np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-9)
    off = tints - ground
    towards = (off * way).sum(axis=-1, keepdims=True) / length
    aside = np.abs(off[..., :1] * way[..., 1:] - off[..., 1:] * way[..., :1]) / length
    towards = np.where(length < _PALE, np.maximum(towards, 0.0), towards)
    told: NDArray[np.float64] = np.concatenate([towards, aside], axis=-1)
    return told


def _runs(
    cut: NDArray[np.float64],
    across: NDArray[np.float64],
    tint: NDArray[np.float64],
    broadest: float,
) -> NDArray[np.float64]:
    """Return the middles of the strongest runs of ink in a cut; NaN where there are fewer."""
    inked = np.flatnonzero(np.diff(np.concatenate([[0], cut > 0, [0]]).astype(np.int8)))
    found = []
    for first, end in inked.reshape(-1, 2):
        run = cut[first:end]
        towards, aside = run @ tint[first:end] / run.sum()
        other = aside > max(_OTHER * towards, _GREY) or towards < -_GREY
        if run.max() >= _INKED and run.sum() * STEP <= broadest and not other:
            found.append((float(run.sum()), float(run @ across[first:end] / run.sum())))
    middles = [middle for _, middle in sorted(found, reverse=True)[:_MOST]]
    return np.array(middles + [np.nan] * (_MOST - len(middles)))


def _fitted(along: NDArray[np.float64], middles: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return rise and level of the line that most cuts agree on, and the share of these."""
    starts, ends = (grid.ravel() for grid in np.meshgrid(_GRID, _GRID))
    lines = starts[:, None] + (ends - starts)[:, None] * along
    off = np.abs(lines[..., None] - middles)
    agree = np.nanmin(np.where(np.isfinite(off), off, _FAR), axis=2) < _STRAY
    best = int(np.lexsort((np.abs(starts) + np.abs(ends), -agree.sum(axis=1)))[0])
    kept = agree[best]
    if kept.sum() < _FEW:
        return 0.0, float(NEAR), 0.0
    which = np.nanargmin(np.where(np.isfinite(off[best]), off[best], _FAR), axis=1)
    rise, start = np.polyfit(along[kept], middles[np.arange(len(along)), which][kept], 1)
    return float(rise), float(start), float(kept.mean())
