"""The lesson of backpropagation: the chain rule, run from the error back to every weight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.networks import Backpropagation, backpropagation
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import (
    Entry,
    Style,
    formula,
    number,
    parameter_entry,
    readable,
    significant,
)
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import finite, nonzero, parameter, sequence, within

__all__ = ["BackpropagationTwoLayers"]

_RATE = sp.Rational(1, 10)
_LARGEST = 4
_COLUMNS = 5
_JOINED = (
    ((0, 0), (1, 0)), ((0, 0), (1, 1)), ((1, 0), (2, 0)), ((1, 1), (2, 1)),
    ((2, 0), (3, 0)), ((2, 1), (3, 0)), ((3, 0), (4, 0)),
)  # fmt: skip
_NUMBER, _ERROR = readable(3), significant(3)
_SOURCE = "calcml.backpropagation"
_WEIGHTS = sequence(within(-_LARGEST, _LARGEST, rule=nonzero), shortest=2, longest=2)


@dataclass(frozen=True, kw_only=True)
class BackpropagationTwoLayers(Lesson):
    """A net of one input, two hidden units and one output: values forward, slopes back.

    Attributes
    ----------
    value : sympy.Expr
        The input x.
    target : sympy.Expr
        The output t that is wanted.
    inner, outer : tuple of two sympy.Expr
        The weights into and out of the hidden units.
    """

    chapter = "Extras"
    number = "11.6"
    heading = Caption("Backpropagation is the chain rule")
    slides = ()
    captions: ClassVar[Mapping[str, Wording]] = {
        "build_the_net": Caption(
            "A small net: an input, two hidden units with tanh, an output, and its error."
        ),
        "run_forward": Caption(
            "Forward, every node gets a value, and in the end the error is {~error}."
        ),
        "ask_the_output": Caption(
            "Backward, ask each node how fast the error moves with it. The output says "
            "{~by.output}."
        ),
        "multiply_backward": Caption(
            "Each edge passes that slope on, times its own: a weight, or one minus tanh squared."
        ),
        "reach_the_weights": Caption(
            "A weight's slope is the slope at the end of its edge times the value at the start."
        ),
        "step_downhill": (
            Caption(
                "One small step against all four slopes takes the error from {~error} to "
                "{~error.after}.",
                rests_on=("step_lowers", "fall_is_seen"),
            ),
            Caption(
                "One small step against all four slopes lowers the error, but by less than these "
                "digits show.",
                rests_on=("step_lowers",),
            ),
        ),
    }

    value: sp.Expr = parameter(2, rule=within(-_LARGEST, _LARGEST, rule=nonzero), text="the input")
    target: sp.Expr = parameter(1, rule=within(-_LARGEST, _LARGEST, rule=finite), text="the target")
    inner: tuple[sp.Expr, ...] = parameter(
        (sp.Rational(1, 2), sp.Rational(-1, 4)), rule=_WEIGHTS, text="weights into the hidden units"
    )
    outer: tuple[sp.Expr, ...] = parameter(
        (sp.Rational(3, 2), -1), rule=_WEIGHTS, text="weights out of the hidden units"
    )

    @cached_property
    def run(self) -> Backpropagation:
        """Values and slopes of all nodes."""
        return backpropagation(self.value, self.target, inner=self.inner, outer=self.outer)

    @cached_property
    def after(self) -> Backpropagation:
        """The same after a step against the slopes of the weights."""
        inner, outer = (
            [weight - _RATE * slope for weight, slope in zip(weights, slopes, strict=True)]
            for weights, slopes in (
                (self.inner, self.run.by_inner), (self.outer, self.run.by_outer),
            )
        )  # fmt: skip
        return backpropagation(self.value, self.target, inner=inner, outer=outer)

    @property
    def joined(self) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
        """The edges from node to node, each by column and row: x, both a, both h, y, E."""
        return _JOINED

    @property
    def ways(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the edges between two columns, from the input on."""
        return tuple(
            tuple(i for i, ((column, _), _) in enumerate(_JOINED) if column == each)
            for each in range(_COLUMNS - 1)
        )

    def entries(self) -> Iterable[Entry]:
        """Yield input, target and weights, then values, slopes, and the error after a step."""
        run = self.run
        yield formula("unit", "h = tanh(a)", "h = tanh(a)", source=_SOURCE)
        yield formula("loss", "E = frac((y - t)^2, 2)", "E = (y − t)²/2", source=_SOURCE)
        yield parameter_entry("input", "x", self.value, style=_NUMBER)
        yield parameter_entry("target", "t", self.target, style=_NUMBER)
        for i in range(len(self.inner)):
            unit = i + 1
            yield parameter_entry(f"inner.{i}", f"w_{unit}", self.inner[i], style=_NUMBER)
            yield parameter_entry(f"outer.{i}", f"v_{unit}", self.outer[i], style=_NUMBER)
            for key, symbol, exact, text in (
                ("sum", f"a_{unit}", run.sums[i], f"w{unit}·x"),
                ("hidden", f"h_{unit}", run.hidden[i], f"tanh(a{unit})"),
                ("local", f"frac(dif h_{unit}, dif a_{unit})", run.local[i], f"1 − h{unit}²"),
                ("by.hidden", _slope(f"h_{unit}"), run.by_hidden[i], f"∂E/∂y·v{unit}"),
                ("by.sum", _slope(f"a_{unit}"), run.by_sums[i], f"∂E/∂h{unit}·(1 − h{unit}²)"),
                ("by.inner", _slope(f"w_{unit}"), run.by_inner[i], f"∂E/∂a{unit}·x"),
                ("by.outer", _slope(f"v_{unit}"), run.by_outer[i], f"∂E/∂y·h{unit}"),
            ):
                yield _number(f"{key}.{i}", symbol, exact, text)
        yield _number("output", "y", run.output, "v1·h1 + v2·h2")
        yield _number("error", "E", run.error, "(y − t)²/2", style=_ERROR)
        yield _number("by.output", _slope("y"), run.by_output, "y − t")
        yield parameter_entry("rate", "eta", _RATE)
        yield _number(
            "error.after", "E", self.after.error, "E with all weights a step downhill", style=_ERROR
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What a step downhill does, and whether that is seen."""
        errors = self.run.error, self.after.error
        return (
            Claim(
                "step_lowers",
                Caption("a small step against the slopes of the weights lowers the error"),
                nearest(self.after.error) < nearest(self.run.error),
                Caption("choose smaller weights, or another target"),
            ),
            Claim(
                "fall_is_seen",
                Caption("the error after the step has other digits than that before"),
                len({_ERROR(error).text for error in errors}) == len(errors),
            ),
        )


def _slope(by: str) -> str:
    return f"frac(partial E, partial {by})"


def _number(key: str, symbol: str, exact: sp.Expr, text: str, *, style: Style = _NUMBER) -> Entry:
    return number(
        key, symbol, nearest(exact), exact=exact, formula=text, source=_SOURCE, style=style
    )
