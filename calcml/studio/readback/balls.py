"""Where a lit ball in a space is: where a picture of it fits best.

A ball is lighter on its upper left and darker on its lower right, and stands on a surface whose
colours change under it, so it is drawn here as it should be, on the ground that is seen around it,
and tried in many places.
"""

import numpy as np
from numpy.typing import NDArray

from calcml.studio.readback.dots import Found
from calcml.studio.readback.inks import colour_of, weighed
from calcml.studio.readback.pictures import Frame
from calcml.studio.readback.veils import Veil

__all__ = ["ball_near"]

_FAR = 3.0  # pixels by which a ball may be off and still be found
_STEP = 0.25
_RING = (1.5, 4.5)  # pixels beyond the edge between which the ground is seen
_TINT = 0.6  # weight of tint against brightness
_FOCUS, _MIDDLE, _REACH = (-0.35, -0.4), (-0.1, -0.1), 1.2  # of the light, in radii
_WHITE, _SHADE = 0.55, 0.62  # at the light's focus, and at its end


def ball_near(
    frame: Frame,
    near: tuple[float, float],
    radius: float,
    ink: str,
    *,
    opacity: float = 1.0,
    veil: Veil | None = None,
) -> Found | None:
    """Find a lit ball near a place.

    Parameters
    ----------
    frame : Frame
    near : tuple of float
        Where its centre should be, in pixels.
    radius : float
        In pixels.
    ink : str
        Its colour, ``#rrggbb``.
    opacity : float
    veil : Veil, optional
        What passes in front; pixels under it are left out.

    Returns
    -------
    Found or None
        None where it reaches out of the frame. Its ``edge`` is how much better the picture is
        explained with the ball than without, from 0 to 1.
    """
    reach = int(np.ceil(radius + _RING[1] + _FAR))
    left, top = int(near[0]) - reach, int(near[1]) - reach
    side = 2 * reach + 1
    height, width, _ = frame.shape
    if left < 0 or top < 0 or left + side > width or top + side > height:
        return None
    part = frame[top : top + side, left : left + side].astype(np.float64)
    y, x = np.mgrid[top : top + side, left : left + side] + 0.5
    steps = np.arange(-_FAR, _FAR + _STEP / 2, _STEP)
    away = np.hypot(x - near[0], y - near[1])
    seen = np.ones(away.shape, dtype=np.bool_)
    if veil is not None:
        seen = ~veil.over(left, top, side, side)
    if not (seen & _is_around(away - radius)).any():
        return Found(near, 0.0, open=0.0)
    ground = _ground(part, x - near[0], y - near[1], seen & _is_around(away - radius))
    errors = np.empty((len(steps), len(steps)))
    for i, down in enumerate(steps):
        for j, across in enumerate(steps):
            u, v = (x - near[0] - across) / radius, (y - near[1] - down) / radius
            cover = opacity * np.clip((1 - np.hypot(u, v)) * radius + 0.5, 0.0, 1.0)[..., None]
            drawn = cover * _lit(u, v, colour_of(ink)) + (1 - cover) * ground
            errors[i, j] = _misfit(part, drawn, ground, seen & (away < radius + _FAR))
    row, column = divmod(int(errors.argmin()), len(steps))
    down = float(steps[row]) + _STEP * _lowest(errors[:, column], row)
    across = float(steps[column]) + _STEP * _lowest(errors[row], column)
    place = near[0] + across, near[1] + down
    return Found(place, float(1 - errors.min()), open=float(seen[away < radius].mean()))


def _is_around(beyond: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which pixels show the ground around a ball."""
    return (beyond > _RING[0]) & (beyond < _RING[1])


def _misfit(
    part: NDArray[np.float64],
    drawn: NDArray[np.float64],
    ground: NDArray[np.float64],
    inside: NDArray[np.bool_],
) -> float:
    """Return how badly a ball explains a picture, against the ground alone, which is 1."""
    with_ball = weighed((part - drawn)[inside], _TINT)
    without = weighed((part - ground)[inside], _TINT)
    return float((with_ball**2).sum() / max(float((without**2).sum()), 1e-9))


def _ground(
    part: NDArray[np.float64],
    u: NDArray[np.float64],
    v: NDArray[np.float64],
    ring: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return the colours under a ball: a plane through those in a ring around it."""
    terms = np.stack([np.ones_like(u), u, v], axis=-1)
    plane, *_ = np.linalg.lstsq(terms[ring], part[ring], rcond=None)
    ground: NDArray[np.float64] = terms @ plane
    return ground


def _lit(
    u: NDArray[np.float64], v: NDArray[np.float64], ink: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return a ball's colours: the light grows in circles from its focus."""
    (a, b), (c, d) = _FOCUS, _MIDDLE
    # The circle of parameter t has its middle at focus + t (middle − focus) and the radius t·reach.
    p, q, across, down = u - a, v - b, c - a, d - b
    square = across**2 + down**2 - _REACH**2
    half = p * across + q * down
    t = (half - np.sqrt(np.maximum(half**2 - square * (p**2 + q**2), 0.0))) / square
    t = np.clip(t, 0.0, 1.0)[..., None]
    bright = np.clip(1 - 2 * t, 0.0, 1.0) * _WHITE
    shade = 1 - (1 - _SHADE) * np.clip(2 * t - 1, 0.0, 1.0)
    lit: NDArray[np.float64] = shade * (ink + bright * (255 - ink))
    return lit


def _lowest(errors: NDArray[np.float64], at: int) -> float:
    """Return where a parabola through three errors is lowest, in steps from the middle one."""
    if not 0 < at < len(errors) - 1:
        return 0.0
    before, here, after = errors[at - 1 : at + 2]
    bend = before - 2 * here + after
    return float(np.clip((before - after) / (2 * bend), -0.5, 0.5)) if bend > 0 else 0.0
