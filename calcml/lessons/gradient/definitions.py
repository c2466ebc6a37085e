"""The lesson of what a gradient is, and of the directions that it tells apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.gradients import Gradient, directional_derivative, gradient
from calcml.core.symbols import x, y
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, number, parameter_entry, up_to
from calcml.lessons.formulas import written
from calcml.lessons.gradient.probe_picture import ProbePicture
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, sequence, within
from calcml.lessons.scales import Frame

__all__ = ["GradientDefinition"]

_BOWL = Function(x**2 + y**2, (x, y))
_STYLE = up_to(3)
_SOURCE = "calcml.gradient"


@dataclass(frozen=True, kw_only=True)
class GradientDefinition(Lesson):
    """Two partial derivatives that make an arrow, and a direction that turns about a point.

    The function stays: its contours are circles, so that across is seen to be along them.

    Attributes
    ----------
    at : tuple of two sympy.Expr
        The point.
    """

    chapter = "Gradient and Jacobian"
    number = "7.1"
    heading = Caption("What the gradient is")
    slides = ("A31", "A33", "B17")
    captions: ClassVar[Mapping[str, Wording]] = {
        "step_along_the_axes": Caption(
            "Two partial derivatives: along _x_ the height grows at the rate {~gradient.x}, along "
            "_y_ at {~gradient.y}."
        ),
        "join_the_parts": Caption(
            "Together, in the order of the variables, they are one vector: the gradient."
        ),
        "turn_a_direction": Caption(
            "And in a direction _u_? Turn it once round: the rate is the gradient's part along _u_."
        ),
        "find_the_steepest": Caption(
            "It is largest along the gradient, and there it is the gradient's length, "
            "{~rate.along}."
        ),
        "look_back_and_across": Caption(
            "Backwards it is as steep, but down. Across, along the contour, nothing changes."
        ),
        "correct_the_word": Caption(
            "So the slide's direction of greatest change is, more exactly, that of greatest "
            "increase."
        ),
    }

    at: tuple[sp.Expr, sp.Expr] = parameter(
        (sp.Rational(3, 2), 2),
        rule=sequence(within(0.5, 2.5), shortest=2, longest=2),
        text="the point",
    )

    @cached_property
    def gradient(self) -> Gradient:
        """The gradient at the point."""
        return gradient(_BOWL, self.at)

    @cached_property
    def picture(self) -> ProbePicture:
        """Where everything stands."""
        return ProbePicture(_BOWL, self.gradient)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes of the map, and those of the rates."""
        return self.picture.frames

    @property
    def turns(self) -> Mapping[str, float]:
        """Angles of the directions that are compared, in degrees."""
        angles = {"along": 0.0, "across": 90.0, "back": 180.0}
        return {name: self.picture.angle(turned) for name, turned in angles.items()}

    def entries(self) -> Iterable[Entry]:
        """Yield the function, its partial derivatives, the gradient and three rates."""
        yield formula("function", f"f(x, y) = {_BOWL.typst}", f"f(x, y) = {written(_BOWL)}")
        slopes = gradient(_BOWL).components
        for name, slope, exact in zip("xy", slopes, self.gradient.exact, strict=True):
            yield parameter_entry(f"at.{name}", name, self.at["xy".index(name)], style=_STYLE)
            symbol = f"frac(partial f, partial {name})"
            yield formula(f"partial.{name}", slope.typst, written(slope), source=_SOURCE)
            yield number(
                f"gradient.{name}", symbol, nearest(exact), exact=exact,
                formula=f"{slope.expression} at {self.at}", source=_SOURCE, style=_STYLE,
            )  # fmt: skip
        along, up = self.gradient.exact
        for name, direction in (("along", (along, up)), ("across", (-up, along)),
                                ("back", (-along, -up))):  # fmt: skip
            rate = directional_derivative(_BOWL, self.at, direction)
            yield number(
                f"rate.{name}", "D_u f", nearest(rate.exact), exact=rate.exact,
                formula=f"D_u f in the direction {direction}",
                source="calcml.directional_derivative", style=_STYLE,
            )  # fmt: skip
