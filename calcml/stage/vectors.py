"""Vectors in a space: an arrow, its parts along the axes, and threads to where it begins."""

from calcml.core.types import FloatArray
from calcml.stage.space import Space
from calcml.stage.space.strokes import Arrow, Curve
from calcml.stage.theme import INK, SOFT, TANGENT, Role

__all__ = ["part", "thread", "vector"]

_THREAD, _PART, _VECTOR = 1.5, 3.0, 6.0  # strokes
_HEAD = 0.3


def thread(space: Space, path: FloatArray) -> Curve:
    """Draw a thin line through points.

    Parameters
    ----------
    space : Space
    path : FloatArray, shape (n, 3)

    Returns
    -------
    Curve
    """
    return space.curve(path, colour=SOFT, stroke=_THREAD)


def part(space: Space, ends: FloatArray) -> Arrow:
    """Draw a component, along its axis.

    Parameters
    ----------
    space : Space
    ends : FloatArray, shape (2, 3)

    Returns
    -------
    Arrow
    """
    return space.arrow(*ends, colour=INK, stroke=_PART)


def vector(space: Space, ends: FloatArray, role: Role = TANGENT) -> Arrow:
    """Draw the arrow that all parts make together.

    Parameters
    ----------
    space : Space
    ends : FloatArray, shape (2, 3)
    role : Role

    Returns
    -------
    Arrow
    """
    return space.arrow(*ends, colour=role, stroke=_VECTOR, head=_HEAD)
