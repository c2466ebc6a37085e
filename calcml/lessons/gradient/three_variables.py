"""The lesson of the gradient of three variables: each component answers to its own variable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core import symbols
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.gradients import Gradient, gradient
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, decimals, formula, number, parameter_entry, up_to
from calcml.lessons.formulas import written
from calcml.lessons.gradient.three_picture import ThreePicture
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import parameter, within
from calcml.lessons.scales import Frame

__all__ = ["GradientThreeVariables"]

_VARIABLES = (symbols.x, symbols.y, symbols.z)
_FUNCTION = Function(2 * symbols.x + 3 * symbols.y**2 - sp.sin(symbols.z), _VARIABLES)
_NAMES = "xyz"
_STYLE = up_to(4)
_SOURCE = "calcml.gradient"


@dataclass(frozen=True, kw_only=True)
class GradientThreeVariables(Lesson):
    """Three inputs with a component each, and the arrow that the components make in space.

    The function stays: each of its terms has a variable of its own, so that inputs and components
    go together one by one.

    Attributes
    ----------
    x, y, z : sympy.Expr
        The point.
    """

    chapter = "Gradient and Jacobian"
    number = "7.3"
    heading = Caption("The gradient of three variables")
    slides = ("A33",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "count_the_components": Caption(
            "With three variables the gradient has three components: a slope for each of them."
        ),
        "move_x": Caption(
            "Move _x_: its component stays at {component.x}, as steep everywhere. The others stay "
            "as well."
        ),
        "move_y": Caption("Move _y_: only its own component answers, and is {partial.y}."),
        "move_z": Caption(
            "Move _z_: again only its own component answers. It swings between plus and minus one."
        ),
        "draw_the_arrow": Caption(
            "At a point all three make an arrow in space. Here its length is {~magnitude}."
        ),
        "choose_a_column": Caption(
            "Row or column? Both are in use. Here it is a column; laid flat, a row of a Jacobian."
        ),
    }

    x: sp.Expr = parameter(1, rule=within(0, 1.5), text="first coordinate of the point")
    y: sp.Expr = parameter(2, rule=within(1, 2), text="second coordinate")
    z: sp.Expr = parameter(0, rule=within(-0.2, 0.2), text="third coordinate")

    @cached_property
    def gradient(self) -> Gradient:
        """The gradient at the point."""
        return gradient(_FUNCTION, (self.x, self.y, self.z))

    @cached_property
    def picture(self) -> ThreePicture:
        """Where everything stands."""
        return ThreePicture(_FUNCTION, self.gradient)

    @property
    def names(self) -> str:
        """The names of the variables."""
        return _NAMES

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes of the inputs and those of the components."""
        return self.picture.frames(_NAMES)

    def entries(self) -> Iterable[Entry]:
        """Yield the function, its partial derivatives, the gradient and its length."""
        source = _FUNCTION
        yield formula("function", f"f(x, y, z) = {source.typst}", f"f(x, y, z) = {written(source)}")
        found = self.gradient
        slopes = gradient(source).components
        for name, slope, at, exact in zip(_NAMES, slopes, found.at, found.exact, strict=True):
            yield parameter_entry(f"at.{name}", name, at, style=_STYLE)
            yield formula(f"partial.{name}", slope.typst, written(slope), source=_SOURCE)
            yield number(
                f"component.{name}", f"frac(partial f, partial {name})", nearest(exact),
                exact=exact, formula=f"{slope.expression} at the point", source=_SOURCE,
                style=_STYLE,
            )  # fmt: skip
        square = sp.simplify(found.exact_magnitude**2)
        yield number(
            "square", '"square"', nearest(square), exact=square,
            formula="sum of the squared components", source=_SOURCE, style=_STYLE,
        )  # fmt: skip
        yield number(
            "magnitude", "norm(nabla f)", found.magnitude, exact=found.exact_magnitude,
            formula="root of the sum of the squared components", source=_SOURCE,
            style=decimals(4),
        )  # fmt: skip
