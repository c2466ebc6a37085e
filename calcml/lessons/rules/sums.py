"""The lesson of the basic rules: constants, powers, factors and sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.rules import Rule, differentiate_by_rules
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, formula, parameter_entry
from calcml.lessons.formulas import written
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import count, parameter
from calcml.lessons.rules.slope_pictures import Ends
from calcml.lessons.rules.stages import StagedPicture
from calcml.lessons.scales import Frame, nice_scale, ticked

__all__ = ["BasicRules"]

_LINE = Function(4 * x, x)
_ACROSS = 1.5
_RUN = -1.0, 1.0
_ROOM = 1.2  # heights in view, as a multiple of those at the ends of the run
_HEADROOM = 1.45  # likewise above the functions, with room for their name
_LOWEST = -3.0  # is in view at least
_REST = -0.7  # where the tangent rests at the end, apart from the curve
_RISES = -0.85, -0.4, 0.4  # where arrows show what the line adds
_SOURCE = "calcml.differentiate_by_rules"


@dataclass(frozen=True, kw_only=True)
class BasicRules(Lesson):
    """A constant, a power, a multiple of it and a sum, each over its slope.

    The line that is added at the end stays the slide's.

    Attributes
    ----------
    constant : int
    exponent : int
    factor : int
    """

    chapter = "Differentiation rules"
    number = "4.1"
    heading = Caption("Slopes without a limit")
    slides = ("A21",)
    captions: ClassVar[Mapping[str, Wording]] = {
        "keep_a_constant": Caption(
            "Now rules instead of steps. A constant like {constant} never rises: its slope is "
            "{slope.constant}."
        ),
        "raise_a_power": Caption(
            "A power brings its exponent to the front and keeps one less: the slope is "
            "{slope.power}."
        ),
        "stretch_the_curve": Caption(
            "{factor} times as high is {factor} times as steep, everywhere: a factor stays."
        ),
        "add_a_line": Caption(
            "Add {line}, and its slope {line.slope} is added everywhere: slopes add up as the "
            "functions do."
        ),
    }

    constant: int = parameter(6, rule=count(1, 8), text="the constant")
    exponent: int = parameter(4, rule=count(2, 5), text="the exponent of the power")
    factor: int = parameter(3, rule=count(2, 4), text="the power is taken so many times")

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        """The functions of the telling, by what each is."""
        power = x**self.exponent
        return {
            name: Function(sp.sympify(formula), x)
            for name, formula in (
                ("constant", sp.Integer(self.constant)),
                ("power", power),
                ("multiple", self.factor * power),
                ("sum", self.factor * power + _LINE.expression),
            )
        }

    @cached_property
    def slopes(self) -> Mapping[str, Function]:
        """Their slopes."""
        return {name: differentiate_by_rules(f).result for name, f in self.functions.items()}

    def stage(self, name: str) -> int:
        """Return at which stage of the telling a function is, from 0."""
        return tuple(self.functions).index(name)

    @property
    def added(self) -> float:
        """The slope of the line that is added."""
        return nearest(differentiate_by_rules(_LINE).result.exact(0))

    @cached_property
    def picture(self) -> StagedPicture:
        """The functions over their slopes."""
        low, high = (self.functions["sum"](end) for end in _RUN)
        steep = self.factor * self.exponent
        across = ticked(-_ACROSS, _ACROSS, 1, skip=[0])
        return StagedPicture(
            tuple(self.functions.values()),
            tuple(self.slopes.values()),
            Frame(
                across,
                nice_scale(
                    _ROOM * min(low, _LOWEST),
                    _HEADROOM * max(high, self.constant),
                    count=3,
                    skip=[0],
                ),
            ),
            Frame(
                across,
                nice_scale(-_ROOM * steep, _ROOM * (steep + self.added), count=4, skip=[0]),
            ),
            _RUN,
        )

    @property
    def rest(self) -> float:
        """Where the tangent rests at the end."""
        return _REST

    @property
    def rises(self) -> tuple[Ends, ...]:
        """Arrows from the slope of the multiple to that of the sum."""
        return tuple(
            (self.picture.slope_point(2, at), self.picture.slope_point(3, at)) for at in _RISES
        )

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The functions, and their slopes."""
        return {"function": self.picture.upper, "slope": self.picture.lower}

    def entries(self) -> Iterable[Entry]:
        """Yield the rules, and every function with its slope."""
        for name in ("constant", "factor"):
            yield parameter_entry(name, name[0], getattr(self, name))
        for name, text, rule in (
            ("constant", "(C)′ = 0", Rule.CONSTANT),
            ("power", "(x^n)′ = n·x^(n − 1)", Rule.POWER),
        ):
            yield formula(f"rule.{name}", rule.value, text, source=_SOURCE)
        for name, f in self.functions.items():
            slope = self.slopes[name]
            yield formula(f"function.{name}", f.typst, written(f))
            yield formula(f"slope.{name}", slope.typst, written(slope), source=_SOURCE)
        slope = differentiate_by_rules(_LINE).result
        yield formula("line", _LINE.typst, written(_LINE))
        yield formula("line.slope", slope.typst, written(slope), source=_SOURCE)
