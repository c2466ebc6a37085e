"""Scenes of the chapter *Optimisation and learning*."""

from functools import partial
from typing import Any

from manim import (
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)

from calcml.lessons import optimisation
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    FUNCTION,
    INK,
    MOVING,
    NUMBER,
    SECANT,
    SOFT,
    TANGENT,
    TICK,
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.checklists import Checklist
from calcml.stage.dashes import dashed_curve
from calcml.stage.fitted_tables import fitted_table
from calcml.stage.fitting import first_within, fitted
from calcml.stage.layout import Box
from calcml.stage.matrices import composed
from calcml.stage.panels import NumberTable
from calcml.stage.plots import Plot
from calcml.stage.signed_slopes import SignedSlopes
from calcml.stage.signs import sign_of
from calcml.stage.stacks import stacked
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour


class WhatIsOptimization(LessonScene):
    """To optimise is to find the best value of a function over the inputs that are allowed."""

    lesson = optimisation.WhatIsOptimization()

    def construct(self) -> None:
        self.look_for_the_best()
        self.mark_top_and_bottom()
        self.turn_it_over()
        self.allow_everything()
        self.slide_what_is_allowed()

    @beat
    def look_for_the_best(self) -> None:
        lesson, picture = self.lesson, self.lesson.picture
        start, end = picture.walk
        self.at, self.sign = ValueTracker(start), ValueTracker(lesson.signs[0])
        self.axes = self.plot("land")
        self.rooms = self.regions.panel.padded(x=0.25, y=0.3).rooms(
            1.4, 1, 1, 1, 1, gap=0.1, aside=(3, 4)
        )
        now, sign = self.at.get_value, self.sign.get_value
        self.land = self.axes.moving_path(lambda: picture.flipped(sign()), FUNCTION)
        looking = self.axes.dot("x", lambda: picture.on_land(now(), sign()))
        name = shown_in(self, "land", FUNCTION, self.rooms[0], display=True)
        self.play(FadeIn(self.axes, self.card(), name), run_time=0.6)
        self.play(Create(self.land), run_time=1.2)
        self.play(FadeIn(looking, scale=2), run_time=0.4)
        self.play(self.at.animate.set_value(end), run_time=3, rate_func=linear)
        self.play(FadeOut(looking), run_time=0.4)
        self.told, self.places = VGroup(name), VGroup()

    @beat
    def mark_top_and_bottom(self) -> None:
        names = ("top", "bottom")
        self.extrema = VGroup(*map(self.extremum, names))
        for name, mark, room in zip(names, self.extrema, self.rooms[1:3], strict=True):
            place = self.readout(f"{name}.at", CONFIRMED, template="x = VALUE")
            place.next_to(mark, UR if name == "top" else DOWN, buff=0.12)
            value = shown_in(self, f"{name}.value", CONFIRMED, room, template="SYMBOL = VALUE")
            self.play(FadeIn(mark, scale=2), FadeIn(place, value), run_time=0.8)
            self.told.add(value)
            self.places.add(place)

    @beat
    def turn_it_over(self) -> None:
        ghost = self.land.copy().clear_updaters().set_stroke(colour(SOFT), width=2)
        value = shown_in(self, "flipped.value", CONFIRMED, self.rooms[3], template="SYMBOL = VALUE")
        rule = self.label("max f = - min (-f)", CONFIRMED)
        self.in_room(rule, self.rooms[4])
        self.add(ghost, self.land)
        self.play(FadeOut(self.places), run_time=0.4)
        self.play(self.sign.animate.set_value(self.lesson.signs[-1]), run_time=2.4)
        names = VGroup(self.label("f", SOFT), self.label("-f", FUNCTION))
        for name, place, side in zip(names, self.lesson.names, (UP, DOWN), strict=True):
            name.next_to(self.axes.point(*place), side, buff=0.2)
        place = self.places[0].next_to(self.extrema[0], DR, buff=0.12)
        self.play(FadeIn(names, place, value), run_time=0.6)
        self.play(FadeIn(rule, shift=0.1 * DOWN), run_time=0.6)
        self.told.add(value, rule, ghost, names, place)

    @beat
    def allow_everything(self) -> None:
        lesson, picture = self.lesson, self.lesson.picture
        self.low = ValueTracker(lesson.slide[0])
        low = self.low.get_value
        self.play(FadeOut(self.axes, self.land, self.extrema, self.told), run_time=0.6)
        self.axes = self.plot("bowl")
        self.best = self.axes.dot("best", lambda: picture.best(low()), CONFIRMED)
        name = shown_in(self, "bowl", FUNCTION, self.rooms[0])
        value = shown_in(self, "free.value", CONFIRMED, self.rooms[1], template="SYMBOL = VALUE")
        place = self.readout("free.at", CONFIRMED, template="x = VALUE")
        self.play(FadeIn(self.axes, name), run_time=0.6)
        self.play(Create(self.axes.curve(picture.curve)), run_time=1)
        place.next_to(self.best, UP, buff=0.2)
        self.play(FadeIn(self.best, scale=2), FadeIn(place, value), run_time=0.8)
        self.place, self.value = place, value

    @beat
    def slide_what_is_allowed(self) -> None:
        picture, low = self.lesson.picture, self.low.get_value
        strip = self.axes.rectangle(
            lambda: picture.interval(low()), SECANT, width=2, fill_opacity=0.16
        )
        part = self.axes.moving_path(lambda: picture.allowed(low()), SECANT, width=6)
        tangent = self.axes.line(lambda: picture.tangent(low()), TANGENT, width=3)
        bounds = composed(self, "VALUE lt.eq x lt.eq VALUE", ["low", "high"], SECANT, size=FORMULA)
        value = shown_in(self, "border.value", CONFIRMED, self.rooms[3], template="SYMBOL = VALUE")
        slope = shown_in(self, "border.slope", TANGENT, self.rooms[4], template="SYMBOL = VALUE")
        self.play(FadeIn(strip, part), run_time=0.6)
        self.add(self.best)
        self.play(FadeOut(self.place), self.value.animate.set_fill(colour(SOFT)), run_time=0.4)
        self.play(self.low.animate.set_value(self.lesson.slide[1]), run_time=3.5, rate_func=linear)
        place = self.readout("border.at", CONFIRMED, template="x = VALUE")
        place.next_to(self.best, UL, buff=0.1)
        bounds.move_to(self.rooms[2].centre)
        self.play(FadeIn(bounds, value, place), run_time=0.6)
        self.play(Create(tangent), FadeIn(slope), run_time=0.8)

    def extremum(self, name: str) -> Dot:
        """Return the dot at the top or at the bottom of the landscape."""
        lesson, sign = self.lesson, self.sign.get_value
        at = lesson.place(name)
        return self.axes.dot(name, lambda: lesson.picture.on_land(at, sign()), CONFIRMED)


class WhyOptimizationInML(LessonScene):
    """Learning lets a loss sink or a reward grow; either only stands in for what is wanted."""

    lesson = optimisation.WhyOptimizationInML()

    def construct(self) -> None:
        self.sink_the_loss()
        self.raise_the_reward()
        self.guess_cautiously()
        self.guess_boldly()
        self.weigh_the_stand_in()

    @beat
    def sink_the_loss(self) -> None:
        halves = self.regions.stage.split(1, 1, gap=0.5, shape=0.9)
        self.halves = [half.rows(0.4, 2.5, 0.55, 1.9, gap=0.1) for half in halves]
        self.rooms = self.regions.panel.padded(x=0.2, y=0.3).rooms(
            1.7, 1.7, 0.6, 0.6, gap=0.15, aside=(1, 3)
        )
        self.ends: dict[str, Typeset] = {}
        self.times = {name: ValueTracker(self.lesson.steps[0]) for name in self.lesson.pictures}
        self.sketch = VGroup(
            self.training("loss", ("loss of a classifier", "its belief in three labels"), MOVING),
            self.training(
                "reward", ("reward of an agent", "its choice of three actions"), CONFIRMED
            ),
        )
        self.play(FadeIn(self.card(), self.sketch), run_time=0.8)
        self.train("loss")

    @beat
    def raise_the_reward(self) -> None:
        self.train("reward")

    @beat
    def guess_cautiously(self) -> None:
        lesson = self.lesson
        self.levels = [self.guesser(name) for name in lesson.guesses]
        self.play(FadeOut(self.sketch, *self.ends.values()), run_time=0.6)
        self.play(FadeIn(*self.levels), run_time=0.6)
        self.guess("cautious")

    @beat
    def guess_boldly(self) -> None:
        self.guess("bold")

    @beat
    def weigh_the_stand_in(self) -> None:
        above, below = self.rooms[2:]
        claim = 'crossmark quad "lower loss" arrow.r.double "more hits"'
        wrong = self.label(claim, MOVING, size=NUMBER)
        right = self.label('checkmark quad "usually, not always"', CONFIRMED, size=NUMBER)
        for text, room in ((wrong, above), (right, below)):
            self.in_room(text, room)
        self.play(FadeIn(wrong), run_time=0.6)
        self.play(FadeIn(right, shift=0.1 * DOWN), run_time=0.6)

    def training(self, name: str, words: tuple[str, str], role: Role) -> VGroup:
        """Return a training at its start: the value over the steps, the probabilities below."""
        lesson, picture = self.lesson, self.lesson.pictures[name]
        which = list(lesson.pictures).index(name)
        above, upper, between, lower = self.halves[which]
        time = self.times[name]
        axes, bars = stacked(self, [name, f"{name}.chances"], [upper, lower])
        title, below = (
            self.in_room(self.note(text, ink, size=NUMBER), room)
            for text, ink, room in zip(words, (role, FUNCTION), (above, between), strict=True)
        )
        curve = axes.moving_path(lambda: picture.walked(time.get_value()), role)
        dot = axes.dot(name, lambda: picture.now(time.get_value()), role)
        columns = VGroup(*(self.chance(bars, picture, i, time) for i in lesson.bars))
        earned = VGroup(
            *(
                self.readout(f"earns.{i}", CONFIRMED, size=TICK).next_to(
                    bars.point(*foot), DOWN, buff=0.12
                )
                for i, foot in enumerate(lesson.feet_of(name))
            )
        )
        first, last = (
            self.readout(f"{name}.{key}", role, size=FORMULA, template=template)
            for key, template in (("first", "SYMBOL = VALUE"), ("last", "arrow.r thick VALUE"))
        )
        VGroup(first, last).arrange(RIGHT, buff=0.2).move_to(self.rooms[which].centre)
        self.ends[name] = last.on_baseline(first.baseline)
        return VGroup(axes, bars, title, below, columns, earned, curve, dot, first)

    def train(self, name: str) -> None:
        """Let a value sink or grow with the steps of a training, and the probabilities below."""
        _, end = self.lesson.steps
        self.play(self.times[name].animate.set_value(end), run_time=4, rate_func=linear)
        self.play(FadeIn(self.ends[name]), run_time=0.4)

    def chance(
        self, bars: Plot, picture: optimisation.TrainingPicture, which: int, time: ValueTracker
    ) -> VMobject:
        """Return the bar of a probability that changes with a training."""
        return bars.rectangle(
            lambda: picture.bar(which, time.get_value()), FUNCTION, width=0, fill_opacity=0.85
        )

    def guesser(self, name: str) -> VGroup:
        """Return the axes of a model's guesses, its name over them, and the line of one half."""
        above, upper, _, lower = self.halves[list(self.lesson.guesses).index(name)]
        axes = self.plot(name, Box(upper.left, upper.right, lower.bottom, upper.top))
        even = axes.segment(lambda: self.lesson.even, SOFT, dashed=True, moving=False, width=3)
        return VGroup(axes, self.note(name, INK, size=NUMBER).move_to(above.centre), even)

    def guess(self, name: str) -> None:
        """Show the probabilities that a model gives to the right labels, its loss and its hits."""
        lesson = self.lesson
        which = list(lesson.guesses).index(name)
        axes = self.levels[which][0]
        for i in lesson.bars:
            role = CONFIRMED if lesson.hits(name, i) else MOVING
            column = axes.rectangle(
                partial(lesson.bar, name, i), role, width=0, fill_opacity=0.85, moving=False
            )
            value = self.readout(f"{name}.{i}", role).next_to(column, UP, buff=0.12)
            self.play(GrowFromEdge(column, DOWN), FadeIn(value), run_time=0.5)
        words = VGroup(
            self.note(name, SOFT),
            self.readout(f"loss.{name}", MOVING, size=FORMULA, template='"loss" approx VALUE'),
            self.readout(f"hits.{name}", INK, size=FORMULA, template='"hits" VALUE'),
        ).arrange(DOWN, buff=0.15)
        self.play(FadeIn(words.move_to(self.rooms[which].centre), shift=0.1 * DOWN), run_time=0.6)


class CriticalPoints(LessonScene):
    """A zero or missing slope marks a candidate; a slope that changes sign makes an extremum."""

    lesson = optimisation.CriticalPoints()

    def construct(self) -> None:
        self.roll_the_tangent()
        self.find_the_level_place()
        self.watch_the_sign()
        self.pass_a_level_place()
        self.turn_at_a_corner()
        self.state_the_rule()

    @beat
    def roll_the_tangent(self) -> None:
        start, end = self.lesson.roll
        self.lay_out()
        self.at = ValueTracker(start)
        pair, now = self.large, self.at.get_value
        dots, tangent, links = pair.dots(now), pair.tangent(now), pair.links(now)
        traced = pair.traced(start, now)
        self.play(FadeIn(pair.graph, self.panel, self.formulas[0]), run_time=0.6)
        self.play(Create(pair.curve), run_time=1)
        self.play(FadeIn(dots[0], scale=2), Create(tangent), run_time=0.8)
        self.play(FadeIn(pair.slopes, self.formulas[1]), run_time=0.6)
        self.play(Create(links), FadeIn(dots[1], scale=2), run_time=0.6)
        self.add(traced, dots)
        self.play(self.at.animate.set_value(end), run_time=2.6, rate_func=linear)
        self.play(FadeIn(pair.slope_curve), run_time=0.4)
        self.remove(traced)
        self.rolling = VGroup(links, tangent, dots)

    @beat
    def find_the_level_place(self) -> None:
        self.play(self.at.animate.set_value(self.lesson.middles[0]), run_time=1.4)
        for formula in self.formulas[2:4]:
            self.play(FadeIn(formula, shift=0.1 * DOWN), run_time=0.6)

    @beat
    def watch_the_sign(self) -> None:
        pair = self.large
        self.signs = self.signs_in_the_areas()
        self.best = pair.mark()
        for area, sign in zip(pair.areas, self.signs, strict=True):
            self.play(FadeIn(area, sign), run_time=0.8)
        self.play(FadeIn(self.formulas[4], shift=0.1 * DOWN), run_time=0.6)
        self.play(FadeIn(self.best, scale=2), FadeIn(self.formulas[5]), run_time=0.8)

    @beat
    def pass_a_level_place(self) -> None:
        self.move_aside()
        self.asked = self.questions[:2]
        self.play(FadeIn(self.asked), run_time=0.4)
        parabola, cube, _ = self.lesson.columns
        self.judge(parabola)
        self.roll_over(cube)
        self.judge(cube)

    @beat
    def turn_at_a_corner(self) -> None:
        *_, corner = self.lesson.columns
        self.roll_over(corner)
        self.judge(corner)

    @beat
    def state_the_rule(self) -> None:
        wrong, extremum, candidate, test = self.questions
        refused = sign_of(right=False, em=self.em(NUMBER)).next_to(wrong, LEFT, buff=0.15)
        self.play(wrong.animate.set_fill(colour(MOVING)), FadeIn(refused, scale=1.6), run_time=0.8)
        for row, question in enumerate((candidate, test), start=len(self.asked)):
            self.play(FadeIn(question), run_time=0.4)
            self.together(*(marks.show(row) for marks in self.lists), run_time=0.6)
        lit = [text.animate.set_fill(colour(CONFIRMED)) for text in (extremum, test)]
        self.play(*lit, run_time=0.8)

    def lay_out(self) -> None:
        """Make the large pair of plots and the panel with its formulas."""
        boxes = self.regions.stage.rows(3, 2.2, gap=0.2)
        plots = stacked(self, ["graph", "slope"], boxes)
        self.large = SignedSlopes(plots, self.lesson.pictures[0])
        self.panel = self.card()
        rooms = self.regions.panel.padded(x=0.25, y=0.3).rooms(
            1, 1, 1, 1, 1, 1, gap=0.1, aside=(3, 4, 5)
        )
        told = (
            ("function", FUNCTION, "VALUE"),
            ("derivative", TANGENT, "VALUE"),
            ("equation", TANGENT, "VALUE"),
            ("place", MOVING, "SYMBOL = VALUE"),
            ("bend", TANGENT, "VALUE"),
            ("value", CONFIRMED, "SYMBOL = VALUE"),
        )
        self.formulas = VGroup()
        for (key, role, template), room in zip(told, rooms, strict=True):
            formula = self.readout(key, role, size=FORMULA, template=template)
            self.formulas.add(fitted(formula, room.width, least=self.em(SMALLEST)))
            formula.move_to(room.centre)

    def signs_in_the_areas(self) -> VGroup:
        """Return the signs of the slope, between it and zero."""
        return VGroup(
            *(
                self.label(sign, TANGENT, size=TITLE).move_to(self.large.slopes.point(*place))
                for sign, place in self.large.picture.signs
            )
        )

    def move_aside(self) -> None:
        """Let the parabola shrink into the first of three columns, with room for verdicts."""
        words = ("slope zero", "extremum", "zero or missing", "sign changes")
        whole = self.regions.whole
        margin, _ = whole.columns(1, 3.5, gap=0)
        sizes = [
            VGroup(*(self.note(text, INK, size=size) for text in words)) for size in (NUMBER, TICK)
        ]
        self.questions = first_within(sizes, margin.width, margin.height)
        self.letters = VGroup(self.label("f(x)", FUNCTION), self.label("f'(x)", TANGENT))
        width = self.questions.width
        margin, *columns = whole.columns(width, *[(whole.width - width) / 3] * 3, gap=0.3)
        rooms, *cells = (
            column.rows(0.5, 2, 1.5, 0.5, 0.5, 0.5, 0.5, gap=0.08) for column in (margin, *columns)
        )
        for text, room in zip((*self.letters, *self.questions), rooms[1:], strict=True):
            text.move_to(room.centre)
        self.pairs = [self.small_pair(which, cell) for which, cell in enumerate(cells)]
        self.heads = [self.head(which, cell[0]) for which, cell in enumerate(cells)]
        self.lists = [self.verdicts(which, cell[3:]) for which, cell in enumerate(cells)]
        for pair, head, marks in zip(self.pairs, self.heads, self.lists, strict=True):
            VGroup(head, marks).set_x(pair.graph.inner.centre[0])
        small, large = self.pairs[0], self.large
        self.play(
            FadeOut(large.axes, self.rolling, self.signs, large.areas, self.formulas, self.panel),
            run_time=0.4,
        )
        self.play(
            FadeIn(*(pair.axes for pair in self.pairs)),
            ReplacementTransform(large.curve, small.curve),
            ReplacementTransform(large.slope_curve, small.slope_curve),
            ReplacementTransform(self.best, small.mark()),
            run_time=1,
        )
        self.play(
            FadeIn(*self.heads, small.areas, self.letters),
            run_time=0.6,
        )

    def small_pair(self, which: int, cell: tuple[Box, ...]) -> SignedSlopes:
        """Return the plots of a column."""
        plots = stacked(self, [f"graph.{which}", f"slope.{which}"], cell[1:3])
        return SignedSlopes(plots, self.lesson.pictures[which])

    def head(self, which: int, room: Box) -> VGroup:
        """Return the name of a column's curve."""
        name = fitted(
            self.readout(f"curve.{which}", FUNCTION, size=FORMULA), room.width,
            least=self.em(SMALLEST),
        )  # fmt: skip
        return VGroup(name.move_to(room.centre))

    def verdicts(self, which: int, rooms: tuple[Box, ...]) -> Checklist:
        """Return the ticks and crosses of a column."""
        keys = [f"{word}.{which}" for word in ("flat", "extremum", "critical", "turns")]
        return Checklist(keys, rooms, self.lesson.ledger, em=self.em(FORMULA))

    def judge(self, which: int) -> None:
        """Answer for a column whether the slope is zero, and whether there is an extremum."""
        rows = range(len(self.asked))
        self.together(*(self.lists[which].show(row) for row in rows), run_time=0.6)

    def roll_over(self, which: int) -> None:
        """Roll a tangent along the curve of a column, and back to the place in question."""
        pair, (start, end) = self.pairs[which], self.lesson.passage(which)
        at = ValueTracker(start)
        dots, tangent = pair.dots(at.get_value), pair.tangent(at.get_value)
        self.play(Create(pair.curve), Create(pair.slope_curve), run_time=0.8)
        self.play(FadeIn(dots, tangent), run_time=0.4)
        self.play(at.animate.set_value(end), run_time=1.8, rate_func=linear)
        mark = pair.mark(CONFIRMED if self.lesson.has_extremum(which) else MOVING)
        self.play(
            FadeOut(dots, tangent), FadeIn(pair.areas), FadeIn(mark, scale=2),
            run_time=0.6,
        )  # fmt: skip


class LearningProblem(LessonScene):
    """A model's errors at the data make one number; few models let us solve for its minimum."""

    lesson = optimisation.LearningProblem()

    def construct(self) -> None:
        self.hide_the_curve()
        self.measure_the_errors()
        self.square_the_errors()
        self.solve_at_once()
        self.step_downhill()
        self.name_the_reason()

    @beat
    def hide_the_curve(self) -> None:
        self.lay_out()
        hidden = dashed_curve(self.axes, self.lesson.picture.hidden)
        question = self.label('"?"', SOFT, size=TITLE).next_to(hidden, UP, buff=0.1)
        self.points = VGroup(*map(self.point, self.lesson.points))
        self.play(FadeIn(self.axes, self.panel), run_time=0.6)
        self.play(Create(hidden), run_time=1.4)
        self.play(FadeIn(question), run_time=0.4)
        self.play(FadeIn(self.points, scale=2, lag_ratio=0.2), run_time=1)
        self.play(FadeOut(hidden, question), FadeIn(self.errors.head[0][:2]), run_time=0.6)
        self.play(
            FadeIn(self.errors.head[1], self.cells("x", INK), self.cells("y", INK)), run_time=0.6
        )

    @beat
    def measure_the_errors(self) -> None:
        picture, now = self.lesson.picture, self.share.get_value
        self.line = self.axes.line(lambda: picture.line(now()), TANGENT)
        self.sticks = VGroup(*map(self.stick, self.lesson.points))
        self.law = shown_in(self, "law.guess", TANGENT, self.rooms[0])
        self.play(Create(self.line), FadeIn(self.law), run_time=1)
        self.play(FadeIn(self.errors.head[0][2]), run_time=0.4)
        for stick, error in zip(self.sticks, self.cells("error.guess", MOVING), strict=True):
            self.play(Create(stick), FadeIn(error), run_time=0.5)

    @beat
    def square_the_errors(self) -> None:
        start, end = self.lesson.ends
        self.grown = ValueTracker(start)
        self.squares = VGroup(*map(self.square, self.lesson.points))
        self.rule = shown_in(self, "cost_function", MOVING, self.rooms[2], display=True)
        self.cost = shown_in(self, "cost.guess", MOVING, self.rooms[3], template="J = VALUE")
        self.add(self.squares)
        self.play(self.grown.animate.set_value(end), run_time=1.6)
        self.play(FadeIn(self.rule), run_time=0.6)
        self.play(FadeIn(self.cost, shift=0.1 * DOWN), run_time=0.6)

    @beat
    def solve_at_once(self) -> None:
        law = shown_in(self, "law.best", CONFIRMED, self.rooms[0])
        cost = shown_in(self, "cost.best", CONFIRMED, self.rooms[3], template="J = VALUE")
        self.play(FadeOut(self.law, self.cost), run_time=0.4)
        self.play(self.share.animate.set_value(self.lesson.ends[1]), FadeIn(law), run_time=1.2)
        self.play(
            self.line.animate.set_stroke(colour(CONFIRMED)),
            FadeIn(self.errors.head[0][3], self.cells("error.best", CONFIRMED), cost),
            run_time=0.8,
        )
        self.solved = VGroup(law, cost, self.rule)

    @beat
    def step_downhill(self) -> None:
        lesson = self.lesson
        self.walked = ValueTracker(lesson.steps[0])
        now = self.walked.get_value
        curve = self.axes.moving_path(
            lambda: lesson.picture.exponential(lesson.rate(now())), TANGENT
        )
        off = VGroup(*map(self.stick_to_the_curve, lesson.points))
        model = shown_in(self, "model", TANGENT, self.rooms[0])
        walk = self.table_of_the_walk()
        self.play(
            FadeOut(
                self.line,
                self.sticks,
                self.squares,
                self.solved,
                self.errors.head,
                *self.errors.rows,
            ),
            run_time=0.6,
        )
        self.play(Create(curve), FadeIn(model), run_time=0.8)
        self.play(FadeIn(off, walk.head), run_time=0.6)
        for step in lesson.steps:
            if step:
                self.play(self.walked.animate.set_value(step), run_time=0.7)
            self.together(walk.show(step, TANGENT), run_time=0.3)

    @beat
    def name_the_reason(self) -> None:
        wrong, right = (
            self.in_room(
                self.label(f'{sign} quad "{reason}" arrow.r.double "iteration"', role, size=NUMBER),
                room,
            )
            for sign, reason, role, room in zip(
                ("crossmark", "checkmark"), ("few points", "no closed form"),
                (MOVING, CONFIRMED), self.rooms[2:], strict=True,
            )
        )  # fmt: skip
        self.play(FadeIn(wrong), run_time=0.6)
        self.play(FadeIn(right, shift=0.1 * DOWN), run_time=0.6)

    def lay_out(self) -> None:
        """Make the axes and the card beside them, and keep the places on it."""
        left, right = self.regions.whole.split(4.2, 6.6, gap=0.3, shape=1, rows=(1, 1.1))
        self.axes = self.plot("data", left, equal=True)
        self.panel = self.card(right)
        self.rooms = right.padded(x=0.25, y=0.2).rows(0.6, 3.3, 1.05, 0.7, gap=0.08)
        self.share = ValueTracker(self.lesson.ends[0])
        rows = [
            [f"{key}.{i}" for key in ("x", "y", "error.guess", "error.best")]
            for i in self.lesson.points
        ]
        heads = ["x", "y", "moving(e)", "confirmed(e)"]
        self.errors = fitted_table(self, heads, rows, self.rooms[1])

    def cells(self, word: str, role: Role) -> VGroup:
        """Return a column of the table, in its colour."""
        cells = (cell for row in self.errors.rows for cell in row)
        return VGroup(
            *(
                cell.set_fill(colour(role))
                for cell in cells
                if cell.entry_keys[0].rpartition(".")[0] == word
            )
        )

    def table_of_the_walk(self) -> NumberTable:
        """Return the table of the descent."""
        keys = [[f"{key}.{k}" for key in ("step", "rate", "fall")] for k in self.lesson.steps]
        return fitted_table(self, ["k", "a", "J"], keys, self.rooms[1])

    def point(self, index: int) -> Dot:
        """Return the dot of a data point."""
        return self.axes.dot(
            f"data.{index}", lambda: self.lesson.picture.places[index], INK, moving=False
        )

    def stick(self, index: int) -> VMobject:
        """Return the upright from a point to the line."""
        return self.axes.segment(
            lambda: self.lesson.picture.error(index, self.share.get_value()), MOVING, width=3
        )

    def square(self, index: int) -> VMobject:
        """Return the square on an error."""
        share, grown = self.share.get_value, self.grown.get_value
        return self.axes.rectangle(
            lambda: self.lesson.picture.square(index, share(), grown()),
            MOVING, width=1.5, fill_opacity=0.22,
        )  # fmt: skip

    def stick_to_the_curve(self, index: int) -> VMobject:
        """Return the upright from a point to the exponential curve."""
        lesson, now = self.lesson, self.walked.get_value
        return self.axes.segment(
            lambda: lesson.picture.off(index, lesson.rate(now())), MOVING, width=3
        )


def shown_in(scene: LessonScene, key: str, role: Role, room: Box, **settings: Any) -> Typeset:
    """Return a readout in one of the rooms of the card."""
    found = scene.readout(key, role, size=FORMULA, **settings)
    return scene.in_room(found, room)
