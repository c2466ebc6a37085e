"""The lesson of a quiz: both partial derivatives of a sum of three terms."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.derivatives import Derivative
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.partials import partial, slice_at
from calcml.core.sampling import Curve, sample_curve
from calcml.core.symbols import x, y
from calcml.core.window import Window
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.scales import Frame, ticked
from calcml.lessons.surfaces.slopes import slope_entry, slope_of, vector_entry

__all__ = ["PartialDerivativeQuiz"]

_FUNCTION = Function(3 * x**2 * y + 2 * x * y**2 + x, (x, y))
_TERMS = tuple(Function(term, (x, y)) for term in (3 * x**2 * y, 2 * x * y**2, x))
_PLACE = sp.Integer(1), sp.Integer(2)
_PIECE = re.compile(r"\b[xy](?:\^\d+)?")
_ENDS: Mapping[str, tuple[float, float]] = {"x": (-0.5, 2.2), "y": (-0.5, 3.2)}
_HEIGHTS: Mapping[str, tuple[int, int, int]] = {"x": (-5, 65, 20), "y": (-5, 45, 10)}
_SOURCE = "calcml.partial"


@dataclass(frozen=True, kw_only=True)
class PartialDerivativeQuiz(Lesson):
    """Three terms, differentiated by x and by y, and both answers tried on slices.

    It has no parameters: the question is the slide's.
    """

    chapter = "Partial derivatives"
    number = "5.8"
    heading = Caption("Quiz: both partial derivatives")
    slides = ("B15",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "ask": Caption("Your turn: what are the partial derivatives of this function?"),
        "differentiate_by_x": Caption(
            "By _x_: each _y_ counts as a constant, and a constant factor stays."
        ),
        "differentiate_by_y": Caption(
            "By _y_: each _x_ counts as a constant, and a term without _y_ drops out."
        ),
        "check_with_slices": Caption(
            "A check at {place}: along _x_ the slice has the slope {slope.x}, along _y_ {slope.y}."
        ),
    }

    @cached_property
    def lines(self) -> Mapping[str, Function]:
        """The slices through the place, along x and along y."""
        a, b = _PLACE
        return {"x": slice_at(_FUNCTION, y, b).curve, "y": slice_at(_FUNCTION, x, a).curve}

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The plots of both slices."""
        return {
            name: Frame(ticked(*ends, 1, skip=[0]), ticked(*_HEIGHTS[name], skip=[0]))
            for name, ends in _ENDS.items()
        }

    @cached_property
    def curves(self) -> Mapping[str, Curve]:
        """The slices."""
        return {
            name: sample_curve(line, Window(_ENDS[name], self.frames[name].y.limits))
            for name, line in self.lines.items()
        }

    @cached_property
    def slopes(self) -> Mapping[str, Derivative]:
        """The partial derivatives at the place."""
        return {v.name: slope_of(_FUNCTION, v, _PLACE, str) for v in (x, y)}

    def place(self, axis: str) -> tuple[float, float]:
        """Return the place on a slice."""
        return self.tangent(axis)[:2]

    def tangent(self, axis: str) -> tuple[float, float, float]:
        """Return the place on a slice, and its slope there."""
        at = nearest(_PLACE["xy".index(axis)])
        return at, self.lines[axis](at), self.slopes[axis].value

    @property
    def terms(self) -> int:
        """How many terms there are."""
        return len(_TERMS)

    def entries(self) -> Iterable[Entry]:
        """Yield the terms and their derivatives, both answers, and the check."""
        for i, term in enumerate(_TERMS):
            yield formula(f"term.{i}", term.typst, written(term))
        for v in (x, y):
            for i, term in enumerate(_TERMS):
                slope = partial(term, v)
                yield formula(f"term_{v}.{i}", _coloured(term.typst, v.name), written(term))
                yield formula(f"by_{v}.{i}", slope.typst, written(slope), source=_SOURCE)
        yield vector_entry("place", "P", _PLACE, "parameter")
        for v, where in ((x, "y"), (y, "x")):
            line = self.lines[v.name]
            held = _PLACE["xy".index(where)]
            arguments = f"x, {held}" if v == x else f"{held}, y"
            yield formula(
                f"cut.{v}", f"f({arguments}) = {line.typst}", f"f({arguments}) = {written(line)}",
                source="calcml.slice_at",
            )  # fmt: skip
            yield slope_entry(f"slope.{v}", v, self.slopes[v.name], "(1, 2)")


def _coloured(typst: str, moving: str) -> str:
    """Mark what moves in a term, and let the rest step back."""

    def marked(match: re.Match[str]) -> str:
        role = "moving" if match[0][0] == moving else "soft"
        return f"{role}({match[0]})"

    return _PIECE.sub(marked, typst)
