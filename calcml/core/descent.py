r"""Gradient descent and ascent, step by step, in doubles and in exact fractions.

======  =============================================
letter  meaning
======  =============================================
x       the point, in n coordinates
g       the gradient there
η       the rate
μ       the momentum, the share of the last move kept
======  =============================================
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from itertools import islice, takewhile
from typing import Any, Generic, TypeVar

import numpy as np
import sympy as sp

from calcml.core.decimals import Number, exact, is_whole
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function, checked_function
from calcml.core.points import Point, doubles, exact_point, read_only
from calcml.core.polynomials import RationalPolynomial
from calcml.core.rates import grows_without_bound
from calcml.core.types import FloatArray

__all__ = ["Iterate", "Stop", "Trajectory", "gradient_ascent", "gradient_descent"]

_Real = TypeVar("_Real", float, Fraction)

TOLERANCE = 1e-10
"""A gradient counts as zero when no component exceeds this."""

_ESCAPE = 1e9
"""How many times farther out than the start (plus one) an iterate counts as lost."""

_EXACT_BITS = 4096
"""Size of the largest numerator or denominator kept: about 1,230 decimal digits."""

_MOST_EXACT = 10_000
"""The most iterates kept as fractions, which cost ten times as much as doubles."""


class Stop(Enum):
    """Why a descent ended, as a sentence."""

    CONVERGED = "The gradient vanished to within the tolerance."
    STEP_LIMIT = "The step limit was reached before the gradient vanished."
    CYCLES = "The iterates cycle: the last one has been visited before."
    DIVERGED = "The iterates diverge: they grow without bound."
    LEFT_DOMAIN = "The iterates left the domain: the next one has no finite value."


@dataclass(frozen=True)
class Iterate(Generic[_Real]):
    """One point of a descent, in doubles or in fractions.

    Attributes
    ----------
    point : tuple of float or Fraction, length n
    value : float or Fraction
        The function's value at the point.
    gradient : tuple of float or Fraction, length n
        The gradient there.
    move : tuple of float or Fraction, length n
        The move that led here; zeros at the start.
    """

    point: tuple[_Real, ...]
    value: _Real
    gradient: tuple[_Real, ...]
    move: tuple[_Real, ...]


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The iterates of a descent or ascent, from the start to the last of k steps.

    Attributes
    ----------
    points : FloatArray, shape (k + 1, n)
        The iterates as doubles give them, bit for bit as the same loop in Python would.
    values : FloatArray, shape (k + 1,)
        The function's values there.
    gradients : FloatArray, shape (k + 1, n)
        The gradients there.
    stop : Stop
        Why there is no further step.
    exact : tuple of Iterate, length up to k + 1
        The same iterates in exact fractions, where the function is a polynomial with rational
        coefficients and start, rate and momentum are rational. They end before the first state
        with more than about 1,230 digits, and after 10,000: the digits of a quadratic grow by a
        constant number per step, those of a quartic threefold. Empty where there are none.
    """

    points: FloatArray
    values: FloatArray
    gradients: FloatArray
    stop: Stop
    exact: tuple[Iterate[Fraction], ...]

    @property
    def steps(self) -> int:
        """The number of steps taken, k."""
        return len(self.points) - 1


def gradient_descent(
    f: Function,
    start: Point,
    *,
    rate: Number,
    steps: int,
    momentum: Number = 0.0,
    tolerance: float = TOLERANCE,
) -> Trajectory:
    r"""Walk downhill against the gradient.

    .. math:: v_{k+1} = \mu v_k - \eta \nabla f(x_k), \qquad x_{k+1} = x_k + v_{k+1}

    Parameters
    ----------
    f : Function
        Of n variables.
    start : number or sequence of numbers, length n
        Where to begin; floats are read as decimals.
    rate : number
        The learning rate η, positive; 0.1 means one tenth.
    steps : int
        The most steps to take, zero or more.
    momentum : number, default 0
        The share μ of the last move that is kept, 0 ≤ μ < 1.
    tolerance : float, default 1e-10
        The descent has converged when no component of the gradient, nor of what momentum keeps
        moving, exceeds it.

    Returns
    -------
    Trajectory
        With ``steps + 1`` points, fewer where it converged, was lost or left the domain before.

    Raises
    ------
    InvalidArgument
        If the rate is not positive, steps negative, the momentum outside [0, 1), or the start
        of the wrong shape or not finite.
    OutsideDomain
        If the function or its gradient has no finite value at the start.

    Notes
    -----
    For a quadratic the verdict *diverges* is proved from the curvatures, however few the steps.
    Otherwise it means an iterate a billion times farther out than the start; a run that grows
    but is not there yet ends at the step limit. At a kink the formula's own slope is taken: that
    of \|x\| at 0 is 0, so a descent that lands there has converged.

    References
    ----------
    .. [1] B. T. Polyak, "Some methods of speeding up the convergence of iteration methods",
       USSR Comput. Math. Math. Phys. 4 (1964), 1-17.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> run = gradient_descent(Function(x**2 - 4 * x + 4, x), 0, rate=0.4, steps=3)
    >>> [str(state.point[0]) for state in run.exact]
    ['0', '8/5', '48/25', '248/125']
    """
    return _run(f, start, _Pace.read(rate, momentum, steps, tolerance))


def gradient_ascent(
    f: Function,
    start: Point,
    *,
    rate: Number,
    steps: int,
    momentum: Number = 0.0,
    tolerance: float = TOLERANCE,
) -> Trajectory:
    r"""Walk uphill along the gradient: the descent of −f, with the values of f.

    .. math:: v_{k+1} = \mu v_k + \eta \nabla f(x_k), \qquad x_{k+1} = x_k + v_{k+1}

    Parameters
    ----------
    f : Function
        Of n variables.
    start : number or sequence of numbers, length n
        Where to begin; floats are read as decimals.
    rate : number
        The learning rate η, positive.
    steps : int
        The most steps to take, zero or more.
    momentum : number, default 0
        The share μ of the last move that is kept, 0 ≤ μ < 1.
    tolerance : float, default 1e-10
        When the gradient counts as zero.

    Returns
    -------
    Trajectory

    Raises
    ------
    InvalidArgument, OutsideDomain
        As `gradient_descent` does.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> run = gradient_ascent(Function(-(x**2) + 4 * x - 4, x), 0, rate=0.4, steps=2)
    >>> run.points.ravel().tolist()
    [0.0, 1.6, 1.92]
    """
    return _run(f, start, _Pace.read(rate, momentum, steps, tolerance).uphill())


@dataclass(frozen=True)
class _Pace:
    """How a run proceeds, checked; the rate of an ascent is negative."""

    rate: sp.Expr
    momentum: sp.Expr
    steps: int
    tolerance: float

    @classmethod
    def read(cls, rate: Number, momentum: Number, steps: int, tolerance: float) -> "_Pace":
        eta, mu = exact(rate), exact(momentum)
        if not eta > 0:
            raise InvalidArgument(f"rate must be positive, got {rate}")
        if not 0 <= mu < 1:
            raise InvalidArgument(f"momentum must be at least 0 and below 1, got {momentum}")
        if not is_whole(steps) or steps < 0:
            raise InvalidArgument(f"steps must be a whole number, zero or more, got {steps!r}")
        if exact(tolerance) < 0:
            raise InvalidArgument(f"tolerance must be zero or more, got {tolerance}")
        return cls(eta, mu, int(steps), float(tolerance))

    def uphill(self) -> "_Pace":
        return replace(self, rate=-self.rate)

    def rests(self, state: Iterate[float]) -> bool:
        """Tell whether neither the gradient nor the momentum moves the point any further."""
        kept = (float(self.momentum) * c for c in state.move)
        return all(abs(c) <= self.tolerance for c in (*state.gradient, *kept))


def _run(f: Function, start: Point, pace: _Pace) -> Trajectory:
    checked_function(f)
    origin = exact_point(start, f.variables)
    slopes = [f.derivative(v) for v in f.variables]
    walk, stop = _walk(f, slopes, tuple(doubles(origin).tolist()), pace)
    fractions = tuple(islice(_exact_walk(f, slopes, origin, pace), min(len(walk), _MOST_EXACT)))
    return Trajectory(
        points=read_only(np.array([s.point for s in walk], dtype=np.float64)),
        values=read_only(np.array([s.value for s in walk], dtype=np.float64)),
        gradients=read_only(np.array([s.gradient for s in walk], dtype=np.float64)),
        stop=stop or _verdict(f, walk, fractions, pace),
        exact=fractions,
    )


def _iterates(
    f: Callable[..., Any],
    slopes: Sequence[Callable[..., Any]],
    start: tuple[_Real, ...],
    rate: _Real,
    momentum: _Real,
) -> Iterator[Iterate[_Real]]:
    """Yield iterates for ever, in whatever arithmetic the arguments bring."""
    point, move = start, tuple(c - c for c in start)
    while True:
        state = Iterate(point, f(*point), tuple(slope(*point) for slope in slopes), move)
        yield state
        point, move = _moved(state, rate, momentum)


def _moved(
    state: Iterate[_Real], rate: _Real, momentum: _Real
) -> tuple[tuple[_Real, ...], tuple[_Real, ...]]:
    """Return the next point and the move to it."""
    pairs = zip(state.move, state.gradient, strict=True)
    move = tuple(momentum * m - rate * g for m, g in pairs)
    return tuple(c + m for c, m in zip(state.point, move, strict=True)), move


def _walk(
    f: Function, slopes: Sequence[Function], start: tuple[float, ...], pace: _Pace
) -> tuple[list[Iterate[float]], Stop | None]:
    """Collect the iterates in doubles, and the reason where one shows itself on the way."""
    arithmetic = float(pace.rate), float(pace.momentum)
    states = _iterates(f, slopes, start, *arithmetic)
    walk = [next(states)]
    bound = _ESCAPE * (1 + max(map(abs, start)))
    while not pace.rests(walk[-1]):
        if not _is_near(walk[-1].point, bound):
            return walk, Stop.DIVERGED
        if len(walk) > pace.steps:
            return walk, None
        try:
            walk.append(next(states))
        except InvalidArgument:
            beyond, _ = _moved(walk[-1], *arithmetic)
            return walk, Stop.LEFT_DOMAIN if _is_near(beyond, bound) else Stop.DIVERGED
    return walk, Stop.CONVERGED


def _is_near(point: tuple[float, ...], bound: float) -> bool:
    return all(abs(c) <= bound for c in point)


def _exact_walk(
    f: Function, slopes: Sequence[Function], start: tuple[sp.Expr, ...], pace: _Pace
) -> Iterator[Iterate[Fraction]]:
    """Yield the iterates in fractions, while there are any and they stay of readable size."""
    numbers = (pace.rate, pace.momentum, *start)
    if RationalPolynomial.of(f) is None or not all(c.is_Rational for c in numbers):
        return
    value, *gradient = filter(None, map(RationalPolynomial.of, (f, *slopes)))
    rate, momentum, *point = (Fraction(int(c.p), int(c.q)) for c in numbers)
    states = _iterates(value, gradient, tuple(point), rate, momentum)
    yield from takewhile(_is_readable, states)


def _is_readable(state: Iterate[Fraction]) -> bool:
    return all(
        max(c.numerator.bit_length(), c.denominator.bit_length()) <= _EXACT_BITS
        for c in state.point
    )


def _verdict(
    f: Function,
    walk: Sequence[Iterate[float]],
    fractions: Sequence[Iterate[Fraction]],
    pace: _Pace,
) -> Stop:
    """Say what a run that used up its steps was doing."""
    complete = len(fractions) == len(walk)
    if _returns(fractions, pace) if complete else _nearly_returns(walk, pace):
        return Stop.CYCLES
    gradient = np.array(walk[0].gradient)
    rate, momentum = float(pace.rate), float(pace.momentum)
    if grows_without_bound(f, gradient, rate=rate, momentum=momentum):
        return Stop.DIVERGED
    return Stop.STEP_LIMIT


def _returns(walk: Sequence[Iterate[Fraction]], pace: _Pace) -> bool:
    *earlier, last = (_phase(s, pace) for s in walk)
    return last in earlier


def _nearly_returns(walk: Sequence[Iterate[float]], pace: _Pace) -> bool:
    """Compare with what came before, against the size of the last move."""
    phases = np.array([_phase(s, pace) for s in walk])
    if (phases[-1] == phases[-2:][0]).all():
        return False  # a move too short for doubles stands still, which is no cycle
    gaps = np.abs(phases[:-2] - phases[-1]).max(axis=1, initial=0.0)
    return bool((gaps <= 1e-9 * np.abs(walk[-1].move).max()).any())


def _phase(state: Iterate[_Real], pace: _Pace) -> tuple[_Real, ...]:
    """Return what determines the future of a run: with momentum, the last move as well."""
    return state.point + state.move if pace.momentum else state.point
