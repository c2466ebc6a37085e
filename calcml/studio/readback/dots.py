"""Where a dot or a ring is: the circle through the edge of its ink.

Its edge is looked for along rays from outside. Rays that meet something else of the same colour,
such as a line that ends in the dot or another dot that overlaps it, are left out; the circle
through the rest is where the dot is.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.inks import Shares, shares_of
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.sampling import sampled
from calcml.studio.readback.veils import Veil

__all__ = ["Found", "circle_near"]

_BEYOND = 3.2  # pixels outside of the edge from which a ray starts
_AROUND = 5  # pixels beyond that, from which the ground is told
_STEP = 0.1
_RAYS = 72
_EDGE = 0.5  # share of ink at the edge
_STRAY = 0.45  # pixels by which a ray may miss the circle and still count
_LEAST = 0.42  # of the rays that must meet the edge
_ROUNDS = 5
_PARTS = 6  # of the rays, of which each is left out to see how sure a place is
_FAR = 3.0  # pixels by which a dot may be off and still be found
_GRID = np.arange(-_FAR, _FAR + 0.01, 0.2)
_SHIFTS = np.column_stack([grid.ravel() for grid in np.meshgrid(_GRID, _GRID)])


@dataclass(frozen=True)
class Found:
    """A dot that was looked for.

    Attributes
    ----------
    place : tuple of float
        Its centre, in pixels.
    edge : float
        Share of the rays that met its edge.
    open : float
        Share of the rays, or of what shows a dot, over which nothing passes.
    sway : float
        Pixels by which its centre moves if some neighbouring rays are left out.
    """

    place: tuple[float, float]
    edge: float
    open: float = 1.0
    sway: float = 0.0

    @property
    def is_there(self) -> bool:
        """Whether enough of its edge was seen."""
        return self.edge >= _LEAST


def circle_near(
    frame: Frame,
    near: tuple[float, float],
    radius: float,
    ink: str,
    *,
    opacity: float = 1.0,
    veil: Veil | None = None,
) -> Found | None:
    """Find a dot or a ring near a place.

    Parameters
    ----------
    frame : Frame
    near : tuple of float
        Where its centre should be, in pixels.
    radius : float
        Of its outer edge, in pixels.
    ink : str
        Its colour, ``#rrggbb``.
    opacity : float
    veil : Veil, optional
        What passes in front, for a second and careful look: rays that meet it are left out, and it
        is told how sure the place is.

    Returns
    -------
    Found or None
        None where it reaches out of the frame.
    """
    reach = int(np.ceil(radius + _BEYOND + _AROUND))
    left, top = int(near[0]) - reach, int(near[1]) - reach
    side = 2 * reach + 1
    height, width, _ = frame.shape
    if left < 0 or top < 0 or left + side > width or top + side > height:
        return None
    shares = shares_of(frame[top : top + side, left : left + side], ink, opacity)
    angles = np.linspace(0, 2 * np.pi, _RAYS, endpoint=False)
    rays = np.column_stack([np.cos(angles), np.sin(angles)])
    near_it = np.array([near[0] - left, near[1] - top])
    radii = np.arange(radius - 1, radius + _BEYOND, 0.5)[:, None, None]
    shut = np.zeros(_RAYS, dtype=np.bool_)
    for hidden in veil.hides(near + radii * rays) if veil is not None else ():
        shut |= hidden
    centre, met = _settled(shares, near_it, rays, radius, shut)
    sway = 0.0
    if veil is not None:
        parts = np.arange(_RAYS) * _PARTS // _RAYS
        others = (
            _settled(shares, near_it, rays, radius, shut | (parts == part))[0]
            for part in range(_PARTS)
        )
        sway = max(float(np.hypot(*(other - centre))) for other in others)
    place = float(centre[0] + left), float(centre[1] + top)
    return Found(place, met, 1 - float(shut.mean()), sway)


def _settled(
    shares: Shares, centre: NDArray[Any], rays: NDArray[Any], radius: float, shut: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    """Return the centre of the circle that most rays agree on, and the share of these."""
    met = 0.0
    for _ in range(_ROUNDS):
        edges = np.where(shut, np.nan, _edges(shares, centre, rays, radius))
        shift, met = _circle(rays, edges, radius)
        centre = centre + shift
        if float(np.hypot(*shift)) < _STEP / 10:
            break
    return centre, met


def _edges(
    shares: Shares, centre: NDArray[np.float64], rays: NDArray[np.float64], radius: float
) -> NDArray[np.float64]:
    """Return how far from a centre each ray from outside meets ink; NaN where it starts in it."""
    radii = np.arange(radius + _BEYOND, max(0.3 * radius, 0.5), -_STEP)
    places = centre + radii[None, :, None] * rays[:, None, :]
    along = sampled(shares[..., None], places)[..., 0]
    inked = along >= _EDGE
    first = inked.argmax(axis=1)
    edges = np.full(len(rays), np.nan)
    meets = inked.any(axis=1) & (first > 0)
    row, at = np.nonzero(meets)[0], first[meets]
    inner, outer = along[row, at], along[row, at - 1]
    edges[meets] = radii[at] + _STEP * (inner - _EDGE) / np.maximum(inner - outer, 1e-9)
    return edges


def _circle(
    rays: NDArray[np.float64], edges: NDArray[np.float64], radius: float
) -> tuple[NDArray[np.float64], float]:
    """Return the shift with which a circle meets most of the edges, and the share of them."""
    off = np.abs(_reaches(rays, _SHIFTS, radius) - edges)
    meets = off < _STRAY
    misses = np.where(meets, off, 0.0).sum(axis=1) / np.maximum(meets.sum(axis=1), 1)
    shift = _SHIFTS[np.lexsort((misses, -meets.sum(axis=1)))[0]]
    kept = np.abs(_reaches(rays, shift[None], radius)[0] - edges) < _STRAY
    if kept.sum() >= _LEAST * _RAYS:
        rest = edges[kept] - _reaches(rays[kept], shift[None], radius)[0]
        more, *_ = np.linalg.lstsq(rays[kept], rest - np.median(rest), rcond=None)
        shift = shift + np.clip(more, -_STRAY, _STRAY)
    return shift, float(kept.mean())


def _reaches(
    rays: NDArray[np.float64], shifts: NDArray[np.float64], radius: float
) -> NDArray[np.float64]:
    """Return where rays leave circles whose centres are shifted, shape (shifts, rays)."""
    along = shifts @ rays.T
    square = (shifts * shifts).sum(axis=1)[:, None]
    reaches: NDArray[np.float64] = along + np.sqrt(np.maximum(radius**2 - square + along**2, 0.0))
    return reaches
