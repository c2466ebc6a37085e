"""A plain Manim version of the scene `StepSizeTradeoff`, to compare costs with.

The same pictures as in ``scenes/numerics.py``, written with what Manim offers: `Axes`, `Create`,
`ShowIncreasingSubsets` for the points, an updater for the dot in front, `MathTypst` for formulas.
Plays and waits last as long as ours. What differs: Manim's colours and fonts of words, and the axes
count decades, because the numbers of Manim's logarithmic axes need LaTeX.

Render with ``manim benchmarks/peers/numerics.py StepSizeTradeoff`` from a folder without a
``manim.cfg``.
"""

import numpy as np
from manim import (
    BOLD,
    DOWN,
    GOLD,
    GREEN,
    GREY_B,
    GREY_D,
    GREY_E,
    LEFT,
    PINK,
    PURPLE_A,
    RIGHT,
    UL,
    UP,
    UR,
    WHITE,
    Axes,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    MathTypst,
    Mobject,
    RoundedRectangle,
    Scene,
    ShowIncreasingSubsets,
    Text,
    Typst,
    VGroup,
    VMobject,
)

__all__ = ["StepSizeTradeoff"]

FORMULA, NUMBER, CAPTION, SMALL = 33, 30, 29, 23
CARD = "#1A2130"
STEPS = [float(f"{m}e{k}") for k in range(0, -17, -1) for m in (5, 2, 1)][2:]
LOWEST = 1e-13  # what the axes show; some quotients are exact by luck
BEST = 2.11e-8  # where the models of truncation and round-off balance


def head(title: str, place: str) -> VGroup:
    """Return title, chapter and hairline."""
    return VGroup(
        Text(title, weight=BOLD, font_size=28).to_corner(UL, buff=0.55),
        Text(place, font_size=17, color=GREY_B).to_corner(UR, buff=0.58),
        Line(6.55 * LEFT, 6.55 * RIGHT, stroke_width=2, color=GREY_E).shift(2.85 * UP),
    )


def caption(text: str) -> Mobject:
    """Return a sentence at the bottom."""
    return Typst(text, font_size=CAPTION).move_to(3.38 * DOWN)


def say(scene: Scene, old: Mobject, text: str) -> Mobject:
    """Change the caption and return the new one."""
    new = caption(text)
    scene.play(FadeOut(old), run_time=0.2)
    scene.play(FadeIn(new), run_time=0.2)
    return new


def errors(order: int) -> np.ndarray:
    """Return steps and errors of the forward (1) or the symmetric (2) quotient of sin at 1."""
    h = np.array(STEPS)
    if order == 1:
        quotient = (np.sin(1 + h) - np.sin(1)) / h
    else:
        quotient = (np.sin(1 + h) - np.sin(1 - h)) / (2 * h)
    error = np.abs(quotient - np.cos(1))
    seen: np.ndarray = np.column_stack([h, error])[error > LOWEST]
    return seen


class StepSizeTradeoff(Scene):
    """The error of difference quotients for ever smaller steps."""

    def construct(self) -> None:
        """Play the beats."""
        self.add(head("How small should the step be?", "Numerical differentiation · 3.4"))
        self._ask_for_the_error()
        self._fall_with_truncation()
        self._rise_with_round_off()
        self._balance_the_models()
        self._look_to_both_sides()
        self._correct_the_sentence()

    def _place(self, h: float, error: float) -> np.ndarray:
        """Return where a step and an error are on the axes."""
        place: np.ndarray = self.axes.c2p(np.log10(h) + 16, np.log10(error) + 13)
        return place

    def _plot(self) -> VGroup:
        """Return axes that count decades, with grid and numbers."""
        axes = self.axes = Axes(
            x_range=[0, 16, 1],
            y_range=[0, 14, 1],
            x_length=7.7,
            y_length=4.86,
            tips=False,
            axis_config={"color": GREY_B, "stroke_width": 2, "tick_size": 0.05},
        ).move_to([-2.2, 0.15, 0])
        lines, numbers = VGroup(), VGroup()
        for power in range(-16, 1, 4):
            place = axes.c2p(power + 16, 0)
            lines.add(Line(place, axes.c2p(power + 16, 14)))
            numbers.add(MathTypst(f"10^({power})", font_size=SMALL).next_to(place, DOWN))
        for power in range(-12, 1, 4):
            place = axes.c2p(0, power + 13)
            lines.add(Line(place, axes.c2p(16, power + 13)))
            numbers.add(MathTypst(f"10^({power})", font_size=SMALL).next_to(place, LEFT))
        lines.set_stroke(GREY_D, width=1.5)
        return VGroup(lines, axes, numbers.set_color(GREY_B))

    def _path(self, points: np.ndarray, color: str) -> VMobject:
        places = [self._place(h, error) for h, error in points]
        return VMobject(color=color, stroke_width=2).set_points_as_corners(places)

    def _dots(self, points: np.ndarray, color: str) -> VGroup:
        return VGroup(*(Dot(self._place(*point), radius=0.055, color=color) for point in points))

    def _fact(self, words: str, formula: str, y: float, color: str = WHITE) -> VGroup:
        """Return a line of the panel."""
        left = Text(words, font_size=20, color=GREY_B)
        right = MathTypst(formula, font_size=NUMBER, color=color)
        left.move_to([0, y, 0]).align_to([2.6, 0, 0], LEFT)
        return VGroup(left, right.move_to([0, y, 0]).align_to([6.2, 0, 0], RIGHT))

    def _arm(self, words: str, formula: str, color: str = WHITE) -> VGroup:
        """Return the name and the slope of an arm of the curve."""
        return VGroup(
            Text(words, font_size=20, color=color),
            MathTypst(formula, font_size=NUMBER, color=color),
        ).arrange(DOWN, buff=0.12)

    def _ask_for_the_error(self) -> None:
        self.caption = caption(
            "For $f(x) = sin(x)$ the derivative at $1$ is known. How far from it is the quotient "
            "for each step $h$?"
        )
        self.play(FadeIn(self.caption), run_time=0.4)
        plot = self._plot()
        names = VGroup(
            MathTypst("h", font_size=FORMULA, color=GREY_B).next_to(
                self.axes.c2p(16, 0), UP + LEFT, buff=0.12
            ),
            Text("error", font_size=20, color=GREY_B).next_to(
                self.axes.c2p(0, 14), DOWN + RIGHT, buff=0.2
            ),
        )
        panel = RoundedRectangle(
            corner_radius=0.12, width=4.3, height=4.7, fill_color=CARD, fill_opacity=1,
            stroke_width=0,
        ).move_to([4.4, -0.05, 0])  # fmt: skip
        self.facts = VGroup(
            Text("forward quotient", font_size=17, color=GREY_B).move_to([4.4, 1.9, 0]),
            MathTypst("frac(f(1 + h) - f(1), h)", font_size=FORMULA, color=GOLD).move_to(
                [4.4, 1.2, 0]
            ),
            self._fact("truncation", "frac(h, 2) abs(f''(1))", 0.25),
            self._fact("round-off", "frac(epsilon abs(f(1)), h)", -0.6),
            self._fact("best step", "2.11 dot 10^(-8)", -1.3, GREEN),
            self._fact("model error", "1.77 dot 10^(-8)", -1.9, GREEN),
        )
        self.meaning = MathTypst('"error" = abs("quotient" - f\'(x))', font_size=NUMBER)
        self.meaning.move_to(panel)
        points = errors(1)
        turn = int(np.argmax(points[:, 0] < BEST))
        self.falling = self._path(points[: turn + 1], GOLD)
        self.rising = self._path(points[turn:], GOLD)
        dots = self._dots(points, GOLD)
        self.first_dots, self.last_dots = dots[: turn + 1], dots[turn + 1 :]
        self.front = Dot(self.falling.get_start(), color=PINK).set_z_index(1)
        self.play(FadeIn(plot), FadeIn(panel), run_time=0.6)
        self.play(FadeIn(names), FadeIn(self.facts[:2]), FadeIn(self.meaning), run_time=0.8)
        self.play(FadeIn(self.front, scale=2), run_time=0.6)
        self.wait(4)

    def _fall_with_truncation(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "A step ten times smaller makes the error ten times smaller: truncation shrinks with "
            "$h$.",
        )
        self.front.add_updater(lambda m: m.move_to(self.falling.get_end()))
        self.play(
            Create(self.falling),
            ShowIncreasingSubsets(self.first_dots),
            FadeOut(self.meaning),
            run_time=4,
        )
        self.front.clear_updaters()
        self.falls = self._arm("truncation", 'op("slope") med 1', GOLD)
        self.falls.next_to(self._place(8.5e-4, 3.6e-4), UL, buff=0.1)
        self.play(FadeIn(self.falls), FadeIn(self.facts[2]), run_time=0.8)
        self.wait(1)

    def _rise_with_round_off(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "Then the error turns: the rounding of $f$, about machine epsilon $epsilon$, is "
            "divided by an ever smaller $h$.",
        )
        self.front.add_updater(lambda m: m.move_to(self.rising.get_end()))
        self.play(Create(self.rising), ShowIncreasingSubsets(self.last_dots), run_time=4)
        self.front.clear_updaters()
        rises = self._arm("round-off", 'op("slope") med -1')
        rises.next_to(self._place(9.9e-12, 1.9e-5), UR, buff=0.3)
        self.play(FadeIn(rises), FadeIn(self.facts[3]), FadeOut(self.front), run_time=0.8)
        self.wait(1.4)

    def _dashed(self, start: tuple[float, float], end: tuple[float, float], color: str) -> Mobject:
        ends = self._place(*start), self._place(*end)
        return DashedLine(*ends, dash_length=0.08, color=color, stroke_width=3)

    def _best_step(self, step: float, top: float) -> VGroup:
        """Return the upright line at the best step, with its name."""
        drop = self._dashed((step, top), (step, 1e-13), GREEN)
        name = MathTypst("h^*", font_size=FORMULA, color=GREEN)
        return VGroup(drop, name.next_to(drop, RIGHT, buff=0.12))

    def _balance_the_models(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "Two simple models tell how large each part gets. They balance near "
            "$h = 2.11 dot 10^(-8)$.",
        )
        self.models = VGroup(
            self._dashed((2.4e-13, 1e-13), (1, 0.42), GREY_B),
            self._dashed((1e-16, 1.87), (1.87e-3, 1e-13), GREY_B),
        )
        self.best = self._best_step(BEST, 8.87e-9)
        self.play(Create(self.models[0]), run_time=1)
        self.play(Create(self.models[1]), run_time=1)
        self.play(FadeIn(self.best), FadeIn(self.facts[4:]), run_time=0.8)
        self.wait(2.4)

    def _step_back(self, opacity: float) -> list[Mobject]:
        """Return what lets the first curve step back, or come forward again."""
        return [
            VGroup(self.falling, self.rising).animate.set_stroke(opacity=opacity),
            VGroup(*self.first_dots, *self.last_dots).animate.set_fill(opacity=opacity),
        ]

    def _look_to_both_sides(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "The symmetric quotient falls with slope $2$. It is best at a longer step, with a far "
            "smaller error.",
        )
        facts = VGroup(
            Text("symmetric quotient", font_size=17, color=GREY_B).move_to([4.4, 1.9, 0]),
            MathTypst("frac(f(1 + h) - f(1 - h), 2 h)", font_size=FORMULA, color=PURPLE_A).move_to(
                [4.4, 1.2, 0]
            ),
            self._fact("truncation", "frac(h^2, 6) abs(f'''(1))", 0.25),
            self._fact("round-off", "frac(epsilon abs(f(1)), 2 h)", -0.6),
            self._fact("best step", "8.03 dot 10^(-6)", -1.3, GREEN),
            self._fact("model error", "1.74 dot 10^(-11)", -1.9, GREEN),
        )
        points = errors(2)
        path, dots = self._path(points, PURPLE_A), self._dots(points, PURPLE_A)
        falls = self._arm("truncation", 'op("slope") med 2', PURPLE_A)
        falls.next_to(self._place(8.8e-4, 6.9e-8), DOWN + RIGHT, buff=0.1)
        past = VGroup(self.falls, self.models, self.best, self.facts)
        self.play(FadeOut(past), *self._step_back(0.3), run_time=0.6)
        self.play(FadeIn(facts[:4]), run_time=0.6)
        self.play(Create(path), ShowIncreasingSubsets(dots), run_time=5)
        best = self._best_step(8.03e-6, 1.16e-11)
        self.play(FadeIn(falls), FadeIn(best), FadeIn(facts[4:]), run_time=0.8)
        self.wait(1)
        self.facts = facts

    def _correct_the_sentence(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "So truncation is not what spoils a step that is too small. Round-off is.",
        )
        wrong = VGroup(
            Text("on the slide", font_size=17, color=GREY_B),
            Text("If the step is too small,", font_size=20),
            Text("the quotient is truncated.", font_size=20),
        )
        wrong.arrange(DOWN, buff=0.25).move_to([4.4, 1, 0])
        right = VGroup(
            Text("in truth", font_size=17, color=GREY_B),
            Text("Too long: truncation.", font_size=22, color=GREEN),
            Text("Too short: round-off.", font_size=22, color=GREEN),
        )
        right.arrange(DOWN, buff=0.25).move_to([4.4, -1.1, 0])
        strikes = VGroup(
            *(
                Line(line.get_left(), line.get_right(), color=PINK, stroke_width=2.5)
                for line in wrong[1:]
            )
        )
        self.play(FadeOut(self.facts), FadeIn(wrong), *self._step_back(1), run_time=0.8)
        self.wait(1)
        self.play(Create(strikes), run_time=1)
        self.play(FadeIn(right, shift=0.1 * DOWN), FadeIn(self.falls), run_time=0.8)
        self.wait(1)
