"""Arrows and particles: where to begin them, and how long to draw them, if nobody said so."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

import numpy as np
import sympy as sp

from calcml.core.errors import CalcmlError
from calcml.core.extrema import CriticalPoint, Kind
from calcml.core.fields import VectorField, vector_field
from calcml.core.flows import FlowLine, flow_line
from calcml.core.functions import Function
from calcml.core.gradients import gradient
from calcml.core.types import BoolArray, FloatArray
from calcml.core.window import Window
from calcml.lessons.gradient.reliefs import Relief
from calcml.lessons.surfaces.slopes import Place

__all__ = [
    "arrow_field",
    "common_length",
    "flow_from",
    "probe_places",
    "probe_scale",
    "start_places",
]

_PROBES = (
    (0, 0), (1, 1), (-3, 0), (-1, 1), (2, -1), (-2, -2), (1, -2), (-2, 1), (2, 2), (-1, -3),
    (3, 1), (1, 0), (0, 1),
)  # fmt: skip
"""Candidates, in quarters of the reach."""

_COUNT = 3  # probes
_FAINT = 4  # times shorter or longer than the middle one: such arrows are not seen together
_NEARBY = 4e-4, 1e-4  # of the picture: how far the slopes of two sides are compared
_KINK = 1e-2  # of a slope: what two sides differ by at a kink, however close they are
_LONGEST = 0.8  # of the reach, for an arrow at a probe
_TRUE = (0.1, 0.8)  # of the reach: between them the longest arrow is drawn as it is
_CELLS = 1.3  # length of the longest arrow of a field, in cells
_OVER = 0.15  # of a cell, by which an arrow may leave the picture
_RING = ((9, 4), (4, 9), (-4, 9), (-9, 4), (-9, -4), (-4, -9), (4, -9), (9, -4))
_RADIUS = sp.Rational(15, 1000)  # of the reach, for a tenth of a ring
_GRID = (-9, -3, 3, 9)  # tenths of the reach
_MOST = 30  # particles
_STEPS = 12_000  # of all particles together
_STRIDE = 3  # from start to start, in the order of which they are chosen
_LEVEL = 1e-9  # of the middle slope: less is rounding


def probe_places(relief: Relief) -> tuple[Place, ...]:
    """Choose points at which the gradient is worth reading.

    Parameters
    ----------
    relief : Relief

    Returns
    -------
    tuple of places
        Where there is a gradient, and not a very small one; the last is one from which uphill
        does not lead straight to the top, if there is a top and such a point.
    """
    f, (a, b), step = relief.function, relief.centre, relief.reach / 4
    places = [(a + i * step, b + j * step) for i, j in _PROBES]
    steepness = {p: float(np.hypot(*_slopes(f, p))) for p in places}
    known = {p: s for p, s in steepness.items() if 0 < s < np.inf and _has_gradient(f, p)}
    sizes = list(known.values()) or [0.0]
    steepest = max(float(np.median(sizes)), max(sizes) / _FAINT)
    fit = [p for p, s in known.items() if steepest / _FAINT <= s <= _FAINT * steepest]
    if steepest:
        is_true = _TRUE[0] < steepest / float(relief.reach) < _TRUE[1]
        scale = 1.0 if is_true else 0.3 * float(relief.reach) / steepest
        fit = [p for p in fit if _stays(f, p, scale, relief.window)] or fit
    tops = relief.of(Kind.MAXIMUM)
    if not tops:
        return tuple(fit[:_COUNT]) or ((a, b),)
    astray = [p for p in fit if _ahead(f, p, tops[0]) < 0] or sorted(
        fit, key=lambda p: _ahead(f, p, tops[0])
    )
    last = astray[:1]
    return tuple([p for p in fit if p not in last][: _COUNT - 1] + last) or ((a, b),)


def probe_scale(field: VectorField, window: Window) -> sp.Expr:
    """Return how many times as long as on the axes the arrows at the probes are drawn.

    Parameters
    ----------
    field : VectorField
        The gradients at the probes.
    window : Window

    Returns
    -------
    sympy.Expr
        One if the arrows are neither tiny nor run out of the picture, else 1, 2 or 5 times a
        power of ten.
    """
    reach, longest = min(window.size) / 2, float(field.magnitudes.max(initial=0.0))
    if longest == 0 or (
        _TRUE[0] * reach <= longest <= _TRUE[1] * reach and _overshoot(field, 1.0, window) <= 0
    ):
        return sp.Integer(1)
    power = sp.Integer(10) ** int(np.floor(np.log10(_LONGEST * reach / longest)))
    for factor in (5, 2, 1, sp.Rational(1, 2), sp.Rational(1, 5)):
        scale = power * factor
        fits = float(scale) * longest <= _LONGEST * reach
        if fits and _overshoot(field, float(scale), window) <= 0:
            return scale
    return power / 10


def start_places(relief: Relief) -> tuple[Place, ...]:
    """Choose points at which particles begin.

    Parameters
    ----------
    relief : Relief

    Returns
    -------
    tuple of places
        Rings around bottoms and saddles, which particles leave in all directions, and a grid,
        as far as there are slopes.
    """
    f, reach, (a, b) = relief.function, relief.reach, relief.centre
    bottoms = [*relief.of(Kind.MINIMUM), *relief.of(Kind.SADDLE)]
    rings = [
        (_near(p.at[0], reach) + i * _RADIUS * reach, _near(p.at[1], reach) + j * _RADIUS * reach)
        for p in bottoms[:3]
        for i, j in _RING
    ]
    grid = [(a + i * reach / 10, b + j * reach / 10) for i, j in product(_GRID, _GRID)]
    inside = [p for p in (*rings, *grid) if _is_inside(p, relief)]
    sloped = [p for p in inside if np.isfinite(_slopes(f, p)).all() and any(_slopes(f, p))]
    at = np.array([[float(c) for c in p] for p in sloped]).reshape(-1, 2)
    bent = _kinks(f, at, relief.window)
    return _affordable(f, [p for p, b in zip(sloped, bent, strict=True) if not b], relief.window)


@lru_cache(maxsize=128)
def flow_from(f: Function, start: Place, window: Window) -> FlowLine:
    """Return the way of a particle; see `calcml.flow_line`."""
    return flow_line(f, start, window=window)


def _affordable(f: Function, starts: Sequence[Place], window: Window) -> tuple[Place, ...]:
    """Return as many starts as there are, or as their ways are not too long to be followed.

    Along a fold a particle creeps, and around a pole it may circle, with thousands of steps.
    """
    chosen, steps = [], 0
    mixed = [p for k in range(_STRIDE) for p in starts[k::_STRIDE]]  # a few are on all sides
    for start in mixed:
        try:
            steps += len(flow_from(f, start, window).points)
        except CalcmlError:
            continue
        chosen.append(start)
        if len(chosen) == _MOST or steps > _STEPS:
            break
    return tuple(chosen)


def arrow_field(f: Function, window: Window, columns: int) -> tuple[VectorField, float]:
    """Return the gradient on a grid whose arrows stay in the picture, and their scale.

    Parameters
    ----------
    f : Function
        Of x and y.
    window : Window
        A square.
    columns : int
        Arrows in each row and column.

    Returns
    -------
    field : VectorField
    scale : float
        Length of an arrow per unit of the gradient: the longest is 1.3 cells long.
    """
    cell = window.size[0] / columns
    field = _field(f, window, columns, cell / 2)
    scale = _scale(field, cell)
    over = _overshoot(field, scale, window)
    if over > _OVER * cell:
        cell *= (window.size[0] - 2 * over) / window.size[0]
        field = _field(f, window, columns, cell / 2 + over)
        scale = _scale(field, cell)
    return field, scale


def common_length(field: VectorField) -> VectorField:
    """Return a field with all vectors of length one; those that are nearly zero are zero."""
    sizes = field.magnitudes
    moving = sizes[sizes > 0]
    slow = sizes <= _LEVEL * (float(np.median(moving)) if len(moving) else 0.0)
    units = field.vectors / np.where(slow, 1.0, sizes)[:, None]
    return VectorField(field.points, np.where(slow[:, None], 0.0, units))


def _scale(field: VectorField, cell: float) -> float:
    """Return the length per unit with which the longest arrow suits its cell."""
    longest = float(field.magnitudes.max(initial=0.0))
    return _CELLS * cell / longest if longest else 0.0


def _field(f: Function, window: Window, columns: int, margin: float) -> VectorField:
    (left, right), (low, high) = window.x, window.y
    inner = Window((left + margin, right - margin), (low + margin, high - margin))
    field = vector_field(f, inner, (columns, columns))
    smooth = ~_kinks(f, field.points, window)
    return VectorField(field.points[smooth], field.vectors[smooth])


def _kinks(f: Function, points: FloatArray, window: Window) -> BoolArray:
    """Tell at which points the slopes on two sides differ: there is no gradient."""
    wide, narrow = (_differences(f, points, share * max(window.size)) for share in _NEARBY)
    steep = np.hypot(*(f.derivative(v).raw(*points.T) for v in f.variables))
    with np.errstate(invalid="ignore"):
        bent = (wide > _KINK * steep) & (narrow > wide / 2)  # of a curve a fourth would be left
    return np.asarray(bent.any(axis=0))


def _differences(f: Function, points: FloatArray, h: float) -> FloatArray:
    """Return by how much the slopes before and behind points differ, in four directions."""
    here = f.raw(*points.T)
    ways = ((h, 0.0), (0.0, h), (h, h), (h, -h))
    with np.errstate(invalid="ignore", over="ignore"):
        second = [f.raw(*(points + w).T) - 2 * here + f.raw(*(points - w).T) for w in ways]
    return np.abs(second) / h


def _overshoot(field: VectorField, scale: float, window: Window) -> float:
    """Return how far the farthest arrow reaches out of the picture."""
    if not len(field.points):
        return 0.0
    ends = field.points + scale * field.vectors
    (left, right), (low, high) = window.x, window.y
    out = (left - ends[:, 0], ends[:, 0] - right, low - ends[:, 1], ends[:, 1] - high)
    return max(0.0, float(np.max(out)))


def _slopes(f: Function, at: Place) -> FloatArray:
    place = [float(c) for c in at]
    if not np.isfinite(f.raw(*place)):
        return np.full(2, np.nan)
    return np.array([float(f.derivative(v).raw(*place)) for v in f.variables])


def _stays(f: Function, at: Place, scale: float, window: Window) -> bool:
    """Tell whether the arrow at a point stays in the picture."""
    field = VectorField(np.array([[float(c) for c in at]]), _slopes(f, at)[None, :])
    return _overshoot(field, scale, window) <= 0


def _has_gradient(f: Function, at: Place) -> bool:
    try:
        return any(gradient(f, at).exact)
    except CalcmlError:
        return False


def _ahead(f: Function, at: Place, top: CriticalPoint) -> float:
    """Return the cosine between uphill and the way to a top."""
    slopes, way = _slopes(f, at), top.coordinates - [float(c) for c in at]
    lengths = float(np.hypot(*slopes) * np.hypot(*way))
    return float(slopes @ way) / lengths if lengths else 1.0


def _near(value: sp.Expr, reach: sp.Expr) -> sp.Expr:
    """Return a value rounded to a thousandth of the reach, so that starts are short numbers."""
    unit = reach / 1000
    return unit * round(float(value) / float(unit))


def _is_inside(at: Place, relief: Relief) -> bool:
    return all(
        low < float(c) < high
        for c, (low, high) in zip(at, (relief.window.x, relief.window.y), strict=True)
    )
