"""Gradient fields, sampled on a grid for arrows."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from calcml.core.decimals import is_whole
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function, VectorFunction
from calcml.core.gradients import gradient
from calcml.core.points import read_only
from calcml.core.types import FloatArray
from calcml.core.window import Window

__all__ = ["VectorField", "vector_field"]

_PLANE = 2
_MOST = 1000  # points in each direction: far more arrows than a picture holds


@dataclass(frozen=True, eq=False)
class VectorField:
    """Vectors at points of the plane.

    Attributes
    ----------
    points : FloatArray, shape (k, 2)
        Row by row from the lower left.
    vectors : FloatArray, shape (k, 2)
        All finite: grid points where the field has no value are left out.
    """

    points: FloatArray
    vectors: FloatArray

    @property
    def magnitudes(self) -> FloatArray:
        """The lengths of the vectors, shape (k,)."""
        return np.hypot(self.vectors[:, 0], self.vectors[:, 1])


def vector_field(
    f: Function | VectorFunction, window: Window, shape: tuple[int, int]
) -> VectorField:
    """Sample the gradient of a function, or a field given by its components, on a grid.

    Parameters
    ----------
    f : Function or VectorFunction
        Of two variables: a function, whose gradient is taken, or the two components.
    window : Window
        The rectangle of arguments; the grid includes its border.
    shape : (columns, rows)
        Points in each direction, from 2 to 1000.

    Returns
    -------
    VectorField
        At most ``columns * rows`` vectors, true to scale.

    Raises
    ------
    InvalidArgument
        If the function is not one of the plane, or the grid has fewer than 2 points in a
        direction or more than 1000.

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> bowl = Function(x**2 + y**2, (x, y))
    >>> field = vector_field(bowl, Window((0, 1), (0, 2)), (2, 2))
    >>> field.vectors.tolist()
    [[0.0, 0.0], [2.0, 0.0], [0.0, 4.0], [2.0, 4.0]]
    """
    components = _plane_components(f)
    sides = tuple(shape) if isinstance(shape, Iterable) else ()
    if len(sides) != _PLANE or not all(is_whole(n) and 1 < n <= _MOST for n in sides):
        raise InvalidArgument(
            f"a grid needs from 2 to {_MOST} points in each direction, got {shape}"
        )
    across, up = np.linspace(*window.x, shape[0]), np.linspace(*window.y, shape[1])
    points = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    vectors = np.stack([c.raw(*points.T) for c in components], axis=-1)
    if isinstance(f, Function):
        vectors[~np.isfinite(f.raw(*points.T))] = np.nan  # no slope where there is no height
    kept = np.isfinite(vectors).all(axis=1)
    return VectorField(read_only(points[kept]), read_only(vectors[kept]))


def _plane_components(f: Function | VectorFunction) -> tuple[Function, ...]:
    field = f if isinstance(f, VectorFunction) else gradient(f)
    if field.shape != (_PLANE, _PLANE):
        raise InvalidArgument(
            "a plane field needs two variables and two components, got "
            f"{field.shape[1]} and {field.shape[0]}"
        )
    return field.components
