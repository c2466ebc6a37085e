"""The lesson of why learning optimises: a loss that sinks, a reward that grows, and a caveat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import sympy as sp

from calcml.core.descent import gradient_ascent, gradient_descent
from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import a, b
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import Entry, decimals, number, parameter_entry, plain
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.optimisation.training_picture import BARS, Ends, Place, TrainingPicture, bar
from calcml.lessons.parameters import parameter, sequence, within
from calcml.lessons.scales import Frame

__all__ = ["WhyOptimizationInML"]

_STEPS = 20
_REWARDS = (3, 1, 0)
_WEIGHTS = (sp.exp(a), sp.exp(b), sp.Integer(1))
_LOSS = Function(sp.Add(*(sp.log(1 + sp.exp(-a * p)) for p in (1, 2, 3))) / 3, a)
_REWARD = Function(
    sp.Add(*(r * w for r, w in zip(_REWARDS, _WEIGHTS, strict=True))) / sp.Add(*_WEIGHTS), (a, b)
)
_EVEN = sp.Rational(1, 2)
_BOUND = 1e-12  # far above what twenty steps in doubles lose
_DESCENT = "calcml.gradient_descent"
_GUESSES = sequence(within(0.01, 0.99), shortest=3, longest=3)


@dataclass(frozen=True, kw_only=True)
class WhyOptimizationInML(Lesson):
    """A classifier and an agent that learn, and two guessers whose losses mislead.

    Attributes
    ----------
    cautious, bold : tuple of three sympy.Expr
        The probabilities that two models give to the right labels.
    """

    chapter = "Optimisation and learning"
    number = "8.2"
    heading = Caption("Why learning optimises")
    slides = ("B6", "B7")
    captions: ClassVar[Mapping[str, Wording]] = {
        "sink_the_loss": Caption(
            "Training minimises a loss. As it sinks, the right labels become more probable."
        ),
        "raise_the_reward": Caption(
            "An agent maximises its reward: the action that earns most is chosen ever more often."
        ),
        "guess_cautiously": Caption(
            "But a loss only stands in for being right. Here it is {~loss.cautious}, and not one "
            "guess hits.",
            rests_on=("cautious_misses",),
        ),
        "guess_boldly": Caption(
            "Here most guesses hit, and yet one bad miss makes the loss larger, {~loss.bold}.",
            rests_on=("bold_hits", "bold_costs_more"),
        ),
        "weigh_the_stand_in": Caption(
            "The slide says a lower loss is more accurate: usually so, but as these two show, not "
            "always."
        ),
    }

    cautious: tuple[sp.Expr, ...] = parameter(
        (0.49, 0.49, 0.49), rule=_GUESSES, text="probabilities that hit nothing"
    )
    bold: tuple[sp.Expr, ...] = parameter(
        (0.6, 0.6, 0.01), rule=_GUESSES, text="probabilities of which most hit"
    )

    @property
    def guesses(self) -> Mapping[str, tuple[sp.Expr, ...]]:
        """The guesses of both models."""
        return {"cautious": self.cautious, "bold": self.bold}

    @cached_property
    def pictures(self) -> Mapping[str, TrainingPicture]:
        """Where everything stands of the two trainings."""
        classifier = gradient_descent(_LOSS, -1, rate=sp.Rational(3, 10), steps=_STEPS, tolerance=0)
        agent = gradient_ascent(_REWARD, (0, 0), rate=_EVEN, steps=_STEPS, tolerance=0)
        return {
            "loss": TrainingPicture(classifier, 2.4, classifies=True),
            "reward": TrainingPicture(agent, 3.3, classifies=False),
        }

    @property
    def steps(self) -> tuple[int, int]:
        """The numbers of the first and the last step."""
        return 0, _STEPS

    @property
    def bars(self) -> range:
        """The numbers of the bars."""
        return range(len(_REWARDS))

    @property
    def even(self) -> Ends:
        """The line of one half, above which a guess hits."""
        return (BARS.x.low, float(_EVEN)), (BARS.x.high, float(_EVEN))

    @property
    def feet(self) -> tuple[Place, ...]:
        """Where the bars stand."""
        return tuple((which + 1.0, 0.0) for which in self.bars)

    def feet_of(self, name: str) -> tuple[Place, ...]:
        """Return where the rewards of an agent's actions are written; a classifier has none."""
        return () if self.pictures[name].classifies else self.feet

    def bar(self, name: str, which: int) -> Ends:
        """Return the corners of the bar of a guess."""
        return bar(which, nearest(self.guesses[name][which]))

    def hits(self, name: str, which: int) -> bool:
        """Tell whether a guess gives more than a half to the right label."""
        return bool(self.guesses[name][which] > _EVEN)

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The axes of both curves, and four times those of probabilities."""
        curves = {name: picture.frame for name, picture in self.pictures.items()}
        chances = ("loss.chances", "reward.chances", "cautious", "bold")
        return {**curves, **dict.fromkeys(chances, BARS)}

    def entries(self) -> Iterable[Entry]:
        """Yield where both trainings begin and end, the guesses, their losses and their hits."""
        for name, symbol, text in (
            ("loss", "L", "mean of -log p over three points"),
            ("reward", "R", "mean reward of the actions"),
        ):
            values = self.pictures[name].run.values
            for key, step in (("first", 0), ("last", _STEPS)):
                yield number(
                    f"{name}.{key}", symbol, float(values[step]), bound=_BOUND,
                    formula=f"{text}, after {step} steps", source=_DESCENT, style=decimals(2),
                )  # fmt: skip
        for i, reward in enumerate(_REWARDS):
            yield parameter_entry(f"earns.{i}", "r", reward)
        for name, guesses in self.guesses.items():
            for i, guess in enumerate(guesses):
                yield parameter_entry(f"{name}.{i}", "p", guess)
            loss = -sp.Add(*map(sp.log, guesses)) / len(guesses)
            yield number(
                f"loss.{name}", "L", nearest(loss), exact=loss, formula="mean of -log p",
                source="calcml.Function", style=decimals(4),
            )  # fmt: skip
            hits = sp.Rational(self._count(name), len(guesses))
            yield number(
                f"hits.{name}", "n", nearest(hits), exact=hits,
                formula="share of p > 1/2", source="calcml.Function", style=plain,
            )  # fmt: skip

    def _count(self, name: str) -> int:
        return sum(self.hits(name, which) for which in self.bars)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The cautious model misses everything, the bold one mostly hits and costs more."""
        losses = {name: -sp.Add(*map(sp.log, each)) for name, each in self.guesses.items()}
        facts = (
            (
                "cautious_misses", "no cautious guess hits", self._count("cautious") == 0,
                "choose cautious guesses below one half",
            ),
            (
                "bold_hits", "most bold guesses hit", self._count("bold") > len(self.bars) / 2,
                "choose at least two bold guesses above one half",
            ),
            (
                "bold_costs_more", "the bold guesses have the larger loss",
                bool(losses["bold"] > losses["cautious"]),
                "choose a bold miss closer to zero, or cautious guesses closer to one half",
            ),
        )  # fmt: skip
        return tuple(
            Claim(key, Caption(text), holds, Caption(advice)) for key, text, holds, advice in facts
        )
