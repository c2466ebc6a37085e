"""The lesson of the Jacobian as what a map of the plane looks like from near."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import ClassVar, TypeAlias

import numpy as np
import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function, VectorFunction
from calcml.core.jacobians import LocalLinearMap, jacobian, local_linear_map
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, Shown, formula, number, parameter_entry, readable
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import (
    function_of,
    parameter,
    point,
    positive,
    sequence,
)
from calcml.lessons.scales import Frame, Scale, nice_scale, ticked

__all__ = ["JacobianLocalMap"]

Place: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[Place, Place]

_ORIGIN: Place = (0.0, 0.0)
_LINES = np.linspace(-1, 1, 5)  # of the grid, in half sides of the square
_SAMPLES = np.linspace(-1, 1, 41)  # along a line of it
_ROOM = 1.12  # of the frame around what is in it
_BENT = 0.02  # of the frame: what is farther from straight is seen to be bent
_CORNER = np.array([[1.0, 1.0]])
_SQUARE = np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
_NUMBER, _PLACE = readable(4), readable(5)


@dataclass(frozen=True, kw_only=True)
class JacobianLocalMap(Lesson):
    """A small square and its image, both in units of half the square's side.

    Attributes
    ----------
    first, second : Function
        The components of the map, of x and y.
    at : tuple of two sympy.Expr
        The middle of the square.
    steps : tuple of sympy.Expr
        Half its side h, shrinking.
    """

    chapter = "Gradient and Jacobian"
    number = "7.6"
    heading = Caption("The Jacobian: a map seen from near")
    slides = ("B19",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "map_a_square": (
            Caption(
                "Here _f_ takes the point ({at.x}, {at.y}) to ({~value.0}, {~value.1}), and a "
                "square around it to a bent patch.",
                rests_on=("steps_shrink", "bent"),
            ),
            Caption(
                "Here _f_ takes the point ({at.x}, {at.y}) to ({~value.0}, {~value.1}), and a "
                "square around it to a patch.",
                rests_on=("steps_shrink",),
            ),
        ),
        "shrink_the_square": (
            Caption(
                "As the square shrinks, both pictures are enlarged: the patch becomes a "
                "parallelogram.",
                rests_on=("straightens", "spans"),
            ),
            Caption(
                "As the square shrinks, both pictures are enlarged: its image straightens.",
                rests_on=("is_less_bent",),
            ),
            Caption(
                "As the square shrinks, both pictures are enlarged: straight to the eye, the image "
                "stays so.",
                rests_on=("stays_straight",),
            ),
        ),
        "map_the_unit_arrows": Caption(
            "In the limit the arrow along _x_ lands on ({~jacobian.0.0}, {~jacobian.1.0}), that "
            "along _y_ on ({~jacobian.0.1}, {~jacobian.1.1})."
        ),
        "read_off_the_matrix": Caption(
            "They are the columns of the Jacobian: first the derivatives by _x_, then those by _y_."
        ),
        "add_the_columns": Caption(
            "So near the point _f_ acts as its matrix: the corner lands on the sum of both columns."
        ),
    }

    first: Function = parameter(
        Function(x**2 * y, (x, y)), rule=function_of(x, y), text="first component of the map"
    )
    second: Function = parameter(
        Function(5 * x + sp.sin(y), (x, y)),
        rule=function_of(x, y),
        text="second component of the map",
    )
    at: tuple[sp.Expr, sp.Expr] = parameter((1, 0), rule=point(2), text="the middle of the square")
    steps: tuple[sp.Expr, ...] = parameter(
        ("1/2", "1/10", "1/100"),
        rule=sequence(positive, shortest=2, longest=3),
        text="half the square's side h, shrinking",
    )

    @property
    def stops(self) -> range:
        """The numbers of the steps."""
        return range(len(self.steps))

    @cached_property
    def function(self) -> VectorFunction:
        """The map."""
        return VectorFunction((self.first.expression, self.second.expression), (x, y))

    @cached_property
    def near(self) -> LocalLinearMap:
        """The map that it resembles near the point."""
        return local_linear_map(self.function, self.at)

    @cached_property
    def matrix(self) -> FloatArray:
        """The Jacobian at the point, shape (2, 2)."""
        return self.near.jacobian.values

    @cached_property
    def _centre(self) -> FloatArray:
        return np.array([nearest(c) for c in self.at])

    def image(self, points: FloatArray, step: float) -> FloatArray:
        """Map points of the enlarged square.

        Parameters
        ----------
        points : FloatArray, shape (n, 2)
            From the middle, in units of half the side.
        step : float
            Half the side.

        Returns
        -------
        FloatArray, shape (n, 2)
            From the image of the middle, in the same units.
        """
        u, v = (self._centre + step * points).T
        middle = [[float(f.raw(*self._centre))] for f in self.function.components]
        mapped = np.array([np.broadcast_to(f.raw(u, v), u.shape) for f in self.function.components])
        return np.asarray(((mapped - middle) / step).T)

    @cached_property
    def grid(self) -> tuple[FloatArray, ...]:
        """The lines of the square, each of shape (n, 2): those along x first."""
        along = [np.column_stack([_SAMPLES, np.full_like(_SAMPLES, c)]) for c in _LINES]
        return (*along, *(line[:, ::-1] for line in along))

    def image_of_line(self, index: int, step: float) -> FloatArray:
        """Return the image of a line of the grid, shape (n, 2)."""
        return self.image(self.grid[index], step)

    def image_of_corner(self, step: float) -> Place:
        """Return where the upper right corner lands."""
        (u, v) = self.image(_CORNER, step)[0].tolist()
        return u, v

    @property
    def corner(self) -> Place:
        """The upper right corner of the square."""
        return 1.0, 1.0

    @property
    def parallelogram(self) -> FloatArray:
        """What the Jacobian makes of the square, closed, shape (5, 2)."""
        return np.asarray(_SQUARE @ self.matrix.T)

    def unit_arrow(self, axis: int) -> Ends:
        """Return the arrow along an axis, as long as half the side."""
        return _ORIGIN, (float(axis == 0), float(axis == 1))

    def column(self, axis: int) -> Ends:
        """Return the arrow on which it lands: a column of the Jacobian."""
        across, up = self.matrix[:, axis].tolist()
        return _ORIGIN, (across, up)

    @property
    def second_column_from_the_first(self) -> Ends:
        """The second column, drawn on from the end of the first to the corner."""
        (_, (a, b)), (_, (c, d)) = self.column(0), self.column(1)
        return (a, b), (a + c, b + d)

    @property
    def end(self) -> Place:
        """Where the corner lands in the limit."""
        return self.second_column_from_the_first[1]

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """Square and image, both in units of half the side."""
        side = ticked(-1.2, 1.2, 1)
        seen = [self.parallelogram, *(self._image_of_grid(float(h)) for h in self.steps)]
        across, up = np.abs(np.vstack(seen)).max(axis=0).tolist()
        if not max(across, up):
            raise UnfitLesson("the map must not be constant; choose one that varies with x or y")
        least = max(across, up) / 6
        return {"square": Frame(side, side), "image": Frame(_wide(across, least), _wide(up, least))}

    def _image_of_grid(self, step: float) -> FloatArray:
        found = np.vstack([self.image(line, step) for line in self.grid])
        if not np.isfinite(found).all():
            raise UnfitLesson(
                f"the map must have a value all over the square, but it has none somewhere within "
                f"{step:g} of ({self.at[0]}, {self.at[1]}); choose smaller steps"
            )
        return found

    def entries(self) -> Iterable[Entry]:
        """Yield the map, its Jacobian as formulas and at the point, and where the corner lands."""
        yield from (parameter_entry(f"at.{v}", v, c) for v, c in zip("xy", self.at, strict=True))
        for i, f in enumerate(self.function.components):
            yield formula(f"component.{i}", f.typst, written(f))
        for i, (value, exact) in enumerate(
            zip(self.function(*self._centre).tolist(), self.near.value, strict=True)
        ):
            yield number(
                f"value.{i}", "f", value, exact=exact, formula=f"component {i + 1} at the point",
                source="calcml.local_linear_map", style=_NUMBER,
            )  # fmt: skip
        for i, step in enumerate(self.steps):
            yield parameter_entry(f"step.{i}", "h", step)
            yield from self._corner(f"corner.{i}", step)
        partials, here = jacobian(self.function).exact, self.near.jacobian
        for i, j in product(range(2), repeat=2):
            entry = Function(partials[i, j], (x, y))
            yield formula(f"partial.{i}.{j}", entry.typst, written(entry), source="calcml.jacobian")
            yield number(
                f"jacobian.{i}.{j}", f"frac(partial f_{i + 1}, partial {'xy'[j]})",
                float(here.values[i, j]), exact=here.exact[i, j],
                formula=f"∂f{i + 1}/∂{'xy'[j]} at the point", source="calcml.jacobian",
                style=_NUMBER,
            )  # fmt: skip
        yield parameter_entry("zero", "h", 0, style=_towards)
        for axis, exact in zip("xy", here.exact * sp.Matrix([1, 1]), strict=True):
            yield number(
                f"end.{axis}", axis, nearest(exact), exact=exact,
                formula="sum of both columns", source="calcml.jacobian", style=_NUMBER,
            )  # fmt: skip

    def _corner(self, key: str, step: sp.Expr) -> Iterable[Entry]:
        moved = self.function.exact(*(c + step for c in self.at))
        for axis, end, start in zip("xy", moved, self.near.value, strict=True):
            exact = (end - start) / step
            yield number(
                f"{key}.{axis}", axis, nearest(exact), exact=exact,
                formula="(f(a + h(1, 1)) − f(a))/h", source="calcml.VectorFunction", style=_PLACE,
            )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """How the image straightens."""
        bends = [self._bend(float(h)) for h in self.steps]
        return (
            Claim(
                "steps_shrink",
                Caption("every step is smaller than the one before"),
                all(bool(later < earlier) for earlier, later in pairwise(self.steps)),
                Caption("list the steps from the longest to the shortest"),
            ),
            Claim("bent", Caption("the image of the first square is bent"), bends[0] >= _BENT),
            Claim(
                "straightens",
                Caption("the image of the last square is straight to the eye"),
                bends[0] >= _BENT > bends[-1],
            ),
            Claim(
                "is_less_bent",
                Caption("the image of the last square is less bent than that of the first"),
                bends[0] >= _BENT and bends[-1] < bends[0],
                Caption("choose smaller steps"),
            ),
            Claim(
                "stays_straight",
                Caption("the images of all squares are straight to the eye"),
                max(bends) < _BENT,
            ),
            Claim(
                "spans",
                Caption("the columns of the Jacobian have different directions"),
                bool(sp.simplify(self.near.jacobian.exact.det()) != 0),
            ),
        )

    def _bend(self, step: float) -> float:
        """Return how far the image is from what the Jacobian makes of the square, at most."""
        frame = self.frames["image"]
        size = np.array([scale.limits[1] - scale.limits[0] for scale in (frame.x, frame.y)])
        gaps = [self.image(line, step) - line @ self.matrix.T for line in self.grid]
        return float(np.abs(np.vstack(gaps) / size).max())


def _towards(value: sp.Expr) -> Shown:
    """Write a number that h comes near to."""
    return Shown(f"→ {value}", f"arrow.r {value}")


def _wide(reach: float, least: float) -> Scale:
    room = _ROOM * max(reach, least)
    return nice_scale(-room, room, count=4)
