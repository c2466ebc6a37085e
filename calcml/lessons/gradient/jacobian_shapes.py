"""The lesson of the Jacobian's shape: a row for every output, a column for every input."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import ClassVar, TypeAlias

import numpy as np
import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.floats import nearest
from calcml.core.functions import Function, VectorFunction
from calcml.core.jacobians import Jacobian, jacobian
from calcml.core.symbols import x, y
from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, formula, number, parameter_entry, plain, readable
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import function_of, parameter, point
from calcml.lessons.scales import Frame, Scale, nice_scale, ticked

__all__ = ["JacobianShape"]

Place: TypeAlias = tuple[float, float]
Ends: TypeAlias = tuple[Place, Place]

_SWING = 0.6  # how far an input moves to both sides
_HALF = 0.28  # half the width of a bar
_ROOM = 0.06  # of the outputs' range, beyond the highest and the lowest
_SAMPLES = np.linspace(-_SWING, _SWING, 25)
_NUMBER = readable(3)


@dataclass(frozen=True, kw_only=True)
class JacobianShape(Lesson):
    """Two inputs and three outputs, and how fast each output grows with each input.

    Attributes
    ----------
    first, second, third : Function
        The outputs, of x and y.
    at : tuple of two sympy.Expr
        The inputs.
    """

    chapter = "Gradient and Jacobian"
    number = "7.5"
    heading = Caption("The shape of the Jacobian")
    slides = ("A35", "B18")
    captions: ClassVar[Mapping[str, Wording]] = {
        "move_the_inputs": Caption(
            "Two inputs, three outputs: move one input, and watch how each output answers."
        ),
        "nudge_x": Caption(
            "How fast each output grows with _x_ alone is a column of numbers, one for each output."
        ),
        "nudge_y": (
            Caption(
                "The same for _y_ is a second column. An output that ignores _y_ has a zero there.",
                rests_on=("ignores_y",),
            ),
            Caption("The same for _y_ is a second column of numbers, one for each output."),
        ),
        "read_the_rows": Caption(
            "Read along a row instead: it is the gradient of one output, written flat."
        ),
        "count_rows_and_columns": Caption(
            "A row for every output, a column for every input: the matrix is {shape.rows} by "
            "{shape.columns}."
        ),
        "correct_the_slide": Caption(
            "The slide has it the other way round: with _n_ inputs and _m_ outputs it is _m_ by "
            "_n_."
        ),
    }

    first: Function = parameter(
        Function(x * y, (x, y)), rule=function_of(x, y), text="first output"
    )
    second: Function = parameter(
        Function(x + y, (x, y)), rule=function_of(x, y), text="second output"
    )
    third: Function = parameter(Function(x**2, (x, y)), rule=function_of(x, y), text="third output")
    at: tuple[sp.Expr, sp.Expr] = parameter((2, 1), rule=point(2), text="the two inputs")

    @cached_property
    def function(self) -> VectorFunction:
        """All outputs."""
        parts = (self.first, self.second, self.third)
        return VectorFunction(tuple(f.expression for f in parts), (x, y))

    @cached_property
    def matrix(self) -> Jacobian:
        """The Jacobian at the inputs."""
        return jacobian(self.function, self.at)

    @cached_property
    def formulas(self) -> Jacobian:
        """The Jacobian as formulas."""
        return jacobian(self.function)

    @property
    def equals(self) -> str:
        """The sign before the Jacobian at the inputs: ≈ if an entry is rounded."""
        cells = (self.ledger[f"jacobian.{i}.{j}"] for i, j in product(self.rows, self.columns))
        return "approx" if any(cell.rounded for cell in cells) else "="

    @cached_property
    def inputs(self) -> Place:
        """The inputs as doubles."""
        a, b = (nearest(c) for c in self.at)
        return a, b

    @property
    def rows(self) -> range:
        """The numbers of the outputs."""
        return range(self.matrix.shape[0])

    @property
    def columns(self) -> range:
        """The numbers of the inputs."""
        return range(self.matrix.shape[1])

    def visits(self, axis: int) -> tuple[float, ...]:
        """Return the values that an input takes one after the other, back to its own at last."""
        home = self.inputs[axis]
        return home + _SWING, home - _SWING, home

    def level(self, axis: int) -> float:
        """Return how high the track of an input lies."""
        return float(len(self.columns) - axis)

    def track(self, axis: int) -> Ends:
        """Return the track on which an input moves."""
        low, high = self.frames["inputs"].x.limits
        return (low, self.level(axis)), (high, self.level(axis))

    def knob(self, axis: int, value: float) -> Place:
        """Return where an input stands on its track."""
        return value, self.level(axis)

    def unit(self, axis: int) -> Ends:
        """Return the arrow of an input that grows at rate one."""
        value = self.inputs[axis]
        return self.knob(axis, value), self.knob(axis, value + 1)

    def output(self, index: int, inputs: Place) -> float:
        """Return an output."""
        return float(self.function.components[index].raw(*inputs))

    def bar(self, index: int, inputs: Place) -> Ends:
        """Return the lower left and the upper right corner of an output's bar."""
        value, middle = self.output(index, inputs), index + 1
        low, high = sorted((0.0, value))
        return (middle - _HALF, low), (middle + _HALF, high)

    def rate(self, index: int, axis: int) -> Ends:
        """Return the arrow that shows how fast an output grows with an input."""
        value = self.output(index, self.inputs)
        return (index + 1.0, value), (index + 1.0, value + float(self.matrix.values[index, axis]))

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The tracks of the inputs, and the bars of the outputs."""
        low, high = min(self.inputs), max(self.inputs)
        across = nice_scale(low - 1, high + 1.3, count=4)
        tracks = Scale(0.5, len(self.columns) + 0.5, ())
        bars = ticked(0.4, len(self.rows) + 0.6, 1)
        return {"inputs": Frame(across, tracks), "outputs": Frame(bars, self._heights)}

    @property
    def _heights(self) -> Scale:
        ends = [
            rate[1][1] for rate in (self.rate(i, j) for i, j in product(self.rows, self.columns))
        ]
        seen = np.concatenate([[0.0], ends, *self._swings()])
        if not np.isfinite(seen).all():
            raise UnfitLesson(
                f"every output must have a value within {_SWING} of the inputs, but one has none "
                f"near ({self.at[0]}, {self.at[1]}); choose other inputs"
            )
        low, high = float(seen.min()), float(seen.max())
        if low == high:
            raise UnfitLesson("some output must differ from zero; choose other outputs")
        room = _ROOM * (high - low)
        return nice_scale(low - room * (low < 0), high + room, count=4)

    def _swings(self) -> Iterable[FloatArray]:
        """Yield what the outputs are while an input moves."""
        a, b = self.inputs
        for f in self.function.components:
            yield np.broadcast_to(f.raw(a + _SAMPLES, b), _SAMPLES.shape)
            yield np.broadcast_to(f.raw(a, b + _SAMPLES), _SAMPLES.shape)

    def entries(self) -> Iterable[Entry]:
        """Yield inputs, outputs, all partial derivatives and the shape."""
        yield from (parameter_entry(f"at.{v}", v, c) for v, c in zip("xy", self.at, strict=True))
        for i, f in enumerate(self.function.components):
            yield formula(f"component.{i}", f.typst, written(f))
        for j, i in product(self.columns, self.rows):
            entry = Function(self.formulas.exact[i, j], (x, y))
            yield formula(f"partial.{i}.{j}", entry.typst, written(entry), source="calcml.jacobian")
            yield number(
                f"jacobian.{i}.{j}", f"frac(partial f_{i + 1}, partial {'xy'[j]})",
                float(self.matrix.values[i, j]), exact=self.matrix.exact[i, j],
                formula=f"∂f{i + 1}/∂{'xy'[j]} at the inputs", source="calcml.jacobian",
                style=_NUMBER,
            )  # fmt: skip
        for name, letter, count in zip(("rows", "columns"), "mn", self.matrix.shape, strict=True):
            yield number(
                f"shape.{name}", letter, count, exact=sp.Integer(count),
                formula=f"{name} of the Jacobian", source="calcml.jacobian", style=plain,
            )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Whether an output does not depend on y."""
        return (
            Claim(
                "ignores_y",
                Caption("an output does not depend on _y_"),
                any(not f.expression.has(y) for f in self.function.components),
            ),
        )
