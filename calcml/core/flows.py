"""Flow lines: the paths that follow the gradient at every point."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from calcml.core.decimals import exact
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function, checked_function
from calcml.core.points import Point, doubles, exact_point, read_only
from calcml.core.types import FloatArray
from calcml.core.window import Window

__all__ = ["FlowEnd", "FlowLine", "flow_line"]

_STRIDE = 0.01
"""The longest step, as a share of the window's diagonal: short enough to draw chords."""

_ARRIVAL = 1e-4
"""A critical point nearer than this share of the diagonal counts as reached."""

_BRINK = 1e-6
"""A pole of the gradient nearer than this share of the diagonal ends the line."""

_SHARE = 0.25
"""How much of the way that Newton's step offers is taken towards a pole."""

_MAX_STEPS = 5000

_SLOWEST = 1e-150
"""Squares of slower speeds underflow; nothing moves that slowly within the steps allowed."""


class FlowEnd(Enum):
    """Why a flow line ends, as a sentence."""

    CRITICAL_POINT = "The line runs into a critical point."
    BORDER = "The line leaves the window."
    LEFT_DOMAIN = "The line reaches the edge of the domain."  # of the gradient, a pole included
    STEP_LIMIT = "The line is still on its way after the most steps allowed."


@dataclass(frozen=True, eq=False)
class FlowLine:
    """A path along the gradient.

    Attributes
    ----------
    points : FloatArray, shape (k, 2)
        From the start on, no farther apart than a hundredth of the window's diagonal.
    times : FloatArray, shape (k,)
        When a particle with the velocity ∇f (downhill −∇f) passes there; 0 at the start.
    end : FlowEnd
        Why there are no further points.
    """

    points: FloatArray
    times: FloatArray
    end: FlowEnd


def flow_line(
    f: Function, start: Point, *, window: Window, uphill: bool = True, tolerance: float = 1e-7
) -> FlowLine:
    r"""Follow the gradient from a point until it vanishes or the window ends.

    .. math:: \dot{p} = \pm \nabla f(p), \qquad p(0) = p_0

    Parameters
    ----------
    f : Function
        Of two variables.
    start : sequence of numbers, length 2
        Where to begin, inside the window.
    window : Window
        The rectangle of arguments at whose border the line ends.
    uphill : bool, default True
        Whether to follow the gradient or its opposite.
    tolerance : float, default 1e-7
        Largest estimated error of one step, as a share of the window's diagonal.

    Returns
    -------
    FlowLine

    Raises
    ------
    InvalidArgument
        If the function is not one of the plane, the start not inside, the tolerance not positive.
    OutsideDomain
        If the gradient has no finite value at the start.

    Notes
    -----
    Integrated by the Bogacki-Shampine pair of orders 3 and 2 with adaptive steps. A critical
    point is reached only after infinite time; the line ends where the Newton step
    :math:`\|H^{-1} \nabla f\|`, an estimate of the distance left, falls below 1e-4 of the
    window's diagonal. A plateau far from any critical point does not end it. At a fold, where
    the gradient jumps, the line creeps until the most steps allowed, 5000, are used up. Towards
    a place where the gradient grows beyond all bounds, a pole or a cusp, steps shorten with the
    distance, and the line ends as at an edge of the domain, some 1e-6 of the diagonal before it.

    References
    ----------
    .. [1] P. Bogacki, L. F. Shampine, "A 3(2) pair of Runge-Kutta formulas",
       Appl. Math. Lett. 2 (1989), 321-325.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> bowl = Function(x**2 + y**2, (x, y))
    >>> flow_line(bowl, (1, 1), window=Window((-2, 2), (-2, 2)), uphill=False).end
    <FlowEnd.CRITICAL_POINT: 'The line runs into a critical point.'>
    """
    return _Flow.read(f, start, window, uphill=uphill, tolerance=tolerance).line()


@dataclass(frozen=True, eq=False)
class _Flow:
    """A checked flow: where it starts, where it may go and how fast."""

    velocity: Callable[[FloatArray], FloatArray]
    change: Callable[[FloatArray], FloatArray]
    start: FloatArray
    low: FloatArray
    high: FloatArray
    tolerance: float

    @classmethod
    def read(
        cls, f: Function, start: Point, window: Window, *, uphill: bool, tolerance: float
    ) -> "_Flow":
        if checked_function(f).arity != 2:  # noqa: PLR2004 - the plane
            raise InvalidArgument(
                f"a flow line needs a function of two variables, got {f.expression} of {f.arity}"
            )
        if not exact(tolerance) > 0:
            raise InvalidArgument(f"tolerance must be positive, got {tolerance}")
        low, high = np.array([window.x, window.y], dtype=np.float64).T
        point = doubles(exact_point(start, f.variables))
        if not ((low <= point) & (point <= high)).all():
            raise InvalidArgument(f"the start must lie in the window {window}, got {start}")
        sign = 1.0 if uphill else -1.0
        return cls(_velocity(f, sign), _hessian(f, sign), point, low, high, tolerance)

    @property
    def diagonal(self) -> float:
        return float(np.linalg.norm(self.high - self.low))

    def line(self) -> FlowLine:
        points, times, duration, end = [self.start], [0.0], math.inf, None
        while end is None:
            duration, end = self._extended(points, times, duration)
        return FlowLine(read_only(np.array(points)), read_only(np.array(times)), end)

    def _extended(
        self, points: list[FloatArray], times: list[float], duration: float
    ) -> tuple[float, FlowEnd | None]:
        """Add a point if there is one to add; return the next duration, or why it ends."""
        velocity = self.velocity(points[-1])
        behind = self._behind(points[-1], velocity)
        if self._arrives(points[-1], behind, velocity):
            return duration, FlowEnd.CRITICAL_POINT
        if len(points) > _MAX_STEPS or np.abs(velocity).max() < _SLOWEST:
            return duration, FlowEnd.STEP_LIMIT
        if self._runs_away(points[-1], behind, velocity):
            size = float(np.linalg.norm(behind))
            if size < _BRINK * self.diagonal:
                return duration, FlowEnd.LEFT_DOMAIN
            duration = min(duration, _SHARE * size / float(np.linalg.norm(velocity)))
        try:
            duration, taken, ahead = self._step(points[-1], velocity, duration)
        except OutsideDomain:
            return duration, FlowEnd.LEFT_DOMAIN
        inside = self._inside(ahead)
        if not inside:
            taken, ahead = self._cut(points[-1], velocity, taken)
        points.append(ahead)
        times.append(times[-1] + taken)
        return duration, None if inside else FlowEnd.BORDER

    def _step(
        self, point: FloatArray, velocity: FloatArray, duration: float
    ) -> tuple[float, float, FloatArray]:
        """Step ahead; return the duration proposed next, the one taken, and the new point."""
        allowed = self.tolerance * self.diagonal
        speed = float(np.linalg.norm(velocity))
        duration = min(duration, _STRIDE * self.diagonal / speed)
        while True:
            try:
                ahead, error = self._advanced(point, velocity, duration)
            except InvalidArgument:  # outside the domain, or beyond all doubles
                if duration * speed < allowed:
                    raise
                ahead, error = point, math.inf  # feel the way to the edge with shorter steps
            change = 0.9 * (allowed / max(error, 1e-3 * allowed)) ** (1 / 3)
            if error <= allowed:
                return change * duration, duration, ahead
            duration *= max(change, 0.2)

    def _advanced(
        self, point: FloatArray, velocity: FloatArray, duration: float
    ) -> tuple[FloatArray, float]:
        """Advance by one Bogacki-Shampine step; return the point and the estimated error."""
        first = velocity
        with np.errstate(over="ignore", invalid="ignore"):  # a first step may be far too long
            second = self.velocity(point + duration * first / 2)
            third = self.velocity(point + 3 * duration * second / 4)
            ahead = point + duration * (2 * first + 3 * second + 4 * third) / 9
            fourth = self.velocity(ahead)
            error = duration * (-5 * first + 6 * second + 8 * third - 9 * fourth) / 72
            return ahead, float(np.nan_to_num(np.linalg.norm(error), nan=np.inf))

    def _behind(self, point: FloatArray, velocity: FloatArray) -> FloatArray:
        """Return the way from where, by Newton, the velocity vanishes."""
        with np.errstate(over="ignore", invalid="ignore"):  # on a plateau without curvature
            return np.asarray(np.linalg.pinv(self.change(point)) @ velocity)

    def _arrives(self, point: FloatArray, behind: FloatArray, velocity: FloatArray) -> bool:
        """Tell whether a critical point is close ahead; one behind is the one it came from."""
        if not velocity.any():
            return True
        near = np.linalg.norm(behind) < _ARRIVAL * self.diagonal
        return bool(near and behind @ velocity < 0) and self._calms(point, behind, velocity)

    def _calms(self, point: FloatArray, behind: FloatArray, velocity: FloatArray) -> bool:
        """Tell whether the velocity shrinks by more than e over Newton's step.

        Towards the extremum of xᵐ it shrinks by (1 - 1/(m - 1))^(1 - m) > e, away from the pole
        of x⁻ᵐ by (1 + 1/(m + 1))^(m + 1) < e, and on a cone, which has no step to offer, not at
        all.
        """
        try:
            ahead = self.velocity(point - behind)
        except OutsideDomain:
            return False
        return bool(math.e * np.linalg.norm(ahead) < np.linalg.norm(velocity))

    def _runs_away(self, point: FloatArray, behind: FloatArray, velocity: FloatArray) -> bool:
        """Tell whether the velocity grows faster than an exponential, as towards a pole.

        At the distance d from a pole of d⁻ᵐ Newton's way is d/m long, and after a share s of it
        the velocity has grown by (1 - s/m)^-m > e^s; away from a zero of dᵐ by
        (1 + s/m)^m < e^s.
        """
        within = np.hypot(*behind) * _SHARE < _STRIDE * self.diagonal
        if not (within and behind @ velocity > 0):
            return False
        try:
            ahead = self.velocity(point + _SHARE * behind)
        except OutsideDomain:
            return True
        return bool(np.linalg.norm(ahead) > math.exp(_SHARE) * np.linalg.norm(velocity))

    def _inside(self, point: FloatArray) -> bool:
        return bool(((self.low < point) & (point < self.high)).all())

    def _cut(
        self, point: FloatArray, velocity: FloatArray, duration: float
    ) -> tuple[float, FloatArray]:
        """Shorten a step that leaves the window until it ends on the border."""
        short, long = 0.0, duration
        for _ in range(60):
            middle = (short + long) / 2
            ahead, _ = self._advanced(point, velocity, middle)
            short, long = (middle, long) if self._inside(ahead) else (short, middle)
        ahead, _ = self._advanced(point, velocity, long)
        return long, np.clip(ahead, self.low, self.high)


def _velocity(f: Function, sign: float) -> Callable[[FloatArray], FloatArray]:
    """Return the velocity as a function of the place, where the function has a value."""
    slopes = [f.derivative(v) for v in f.variables]

    def velocity(place: FloatArray) -> FloatArray:
        point = place.tolist()
        f(*point)  # the formula of a slope may live where the function does not
        return sign * np.array([s(*point) for s in slopes])

    return velocity


def _hessian(f: Function, sign: float) -> Callable[[FloatArray], FloatArray]:
    """Return the change of the velocity with the place; nan-free only where it exists."""
    rows = [[f.derivative(v, w) for w in f.variables] for v in f.variables]
    return lambda p: sign * np.nan_to_num([[float(c.raw(*p)) for c in row] for row in rows])
