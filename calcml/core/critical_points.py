"""Critical points: where the slope vanishes or is missing, and what the function does there."""

from collections.abc import Sequence
from typing import Any

from calcml.core.decimals import Number, exact
from calcml.core.errors import InvalidArgument
from calcml.core.extrema import CriticalPoint, Kind
from calcml.core.functions import Function, checked_function
from calcml.core.landscapes import landscape_points
from calcml.core.profiles import profile_points
from calcml.core.zeros import Box

__all__ = ["CriticalPoint", "Kind", "critical_points"]


def critical_points(
    f: Function, within: Sequence[Number] | Sequence[Sequence[Number]] | None = None
) -> tuple[CriticalPoint, ...]:
    r"""Find where the gradient vanishes or is missing, and classify each place.

    .. math:: \nabla f(p) = 0 \quad\text{or}\quad \nabla f(p) \text{ does not exist}

    Parameters
    ----------
    f : Function
        Of n variables.
    within : (low, high), or n such pairs, optional
        Where to look, borders included. Needed where the equations have no solution in closed
        form, or infinitely many, as for periodic functions.

    Returns
    -------
    tuple of CriticalPoint
        In the order of their coordinates. The border of ``within`` itself is not critical.

    Raises
    ------
    InvalidArgument
        If bounds are needed and not given, or are no rising intervals.
    UnsupportedFunction
        If the points are not isolated, as on a plateau or along a valley floor, or a formula of
        several variables has cases.

    Notes
    -----
    Points are exact where the equations are polynomial or SymPy solves them, else certified to
    35 digits; see `real_zeros` for what a search can miss. In one variable the sign of the slope
    on both sides classifies, in several the eigenvalues of the Hessian, by exact inertia; a
    semi-definite Hessian is *degenerate*. At a kink of a function of several variables, a place
    is a candidate if a convex combination of the gradients around it vanishes (Clarke [1]_), and
    the values at forty-odd places around it classify.

    References
    ----------
    .. [1] F. H. Clarke, "Optimization and Nonsmooth Analysis", Wiley 1983, section 2.3.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> point, = critical_points(Function(x**2 - 4 * x + 4, x))
    >>> point.at, point.value, point.kind.name
    ((2,), 0, 'MINIMUM')
    >>> [p.kind.name for p in critical_points(Function(x**2 - y**2, (x, y)))]
    ['SADDLE']
    """
    checked_function(f)
    box = None if within is None else _checked_box(within, f.arity)
    if f.arity == 1:
        return tuple(profile_points(f, None if box is None else box[0]))
    found = {point.at: point for point in landscape_points(f, box)}
    return tuple(sorted(found.values(), key=lambda p: p.coordinates.tolist()))


def _checked_box(within: Any, n: int) -> Box:
    pairs = [within] if n == 1 else list(within)
    if len(pairs) != n or any(not isinstance(p, Sequence) or len(p) != 2 for p in pairs):  # noqa: PLR2004 - two ends
        needed = "(low, high)" if n == 1 else f"{n} pairs (low, high)"
        raise InvalidArgument(f"within must be {needed}, got {within}")
    box = tuple((exact(low), exact(high)) for low, high in pairs)
    for low, high in box:
        if not low < high:
            raise InvalidArgument(f"bounds must rise, got {low} and {high}")
    return box
