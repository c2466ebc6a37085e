"""Scenes of the chapter *Gradient descent*."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Indicate,
    Line,
    Mobject,
    TransformFromCopy,
    ValueTracker,
    VGroup,
    VMobject,
)
from manim.typing import Vector3D

from calcml.lessons import descent
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
    LessonScene,
    beat,
)
from calcml.stage.arrows import arrow
from calcml.stage.fitted_tables import fitted_table
from calcml.stage.fitting import first_within, fitted, on_or_above
from calcml.stage.fog import Fog
from calcml.stage.layout import Box
from calcml.stage.lenses import Lens
from calcml.stage.plots import Place, Plot
from calcml.stage.signs import sign_of
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour


class MountainDescent(LessonScene):
    """Walking against the slope leads to the bottom of the valley in which one starts."""

    lesson = descent.MountainDescent()

    def construct(self) -> None:
        self.get_lost()
        self.feel_the_slope()
        self.walk_against_it()
        self.repeat()
        self.start_elsewhere()
        self.lift_the_fog()

    @beat
    def get_lost(self) -> None:
        self.axes = self.plot("mountain", grid=False)
        self.clocks = [ValueTracker(), ValueTracker()]
        self.fog, self.hiker = self.walker(self.lesson.both[0])
        self.rooms = self.regions.panel.padded(x=0.25, y=0.25).rooms(
            1.9, 1.6, 1.8, gap=0.2, aside=(2,)
        )
        self.loop = self.recipe()
        self.play(FadeIn(self.axes, self.fog.veil, self.card()), run_time=0.8)
        self.play(FadeIn(self.fog.rim, self.fog.ground), FadeIn(self.hiker, scale=2), run_time=0.8)
        self.add(self.fog, self.hiker)
        self.play(FadeIn(self.loop), run_time=0.6)

    @beat
    def feel_the_slope(self) -> None:
        self.slope = self.axes.segment(lambda: self.lesson.ground, TANGENT, width=5, moving=False)
        self.work = self.readout("slope", TANGENT, template="SYMBOL = VALUE")
        self.work.move_to(self.rooms[1].centre)
        self.play(self.told(self.loop[0]), Create(self.slope), run_time=1)
        self.play(FadeIn(self.work), run_time=0.6)

    @beat
    def walk_against_it(self) -> None:
        self.way = arrow(self.axes, self.lesson.step, MOVING)
        wrong = self.judged("wrong", "+", "crossmark", MOVING)
        right = self.judged("right", "-", "checkmark", CONFIRMED)
        here = self.readout("height.here", SOFT, size=NUMBER, template="f(x) = VALUE")
        tried = VGroup(here, wrong, right).arrange(DOWN, buff=0.22)
        if self.regions.panel.is_flat:
            tried.move_to(self.rooms[2].centre)
        else:
            tried.next_to(self.loop, DOWN, buff=0.35)
        self.play(FadeOut(self.work, self.slope), self.told(self.loop[1]), run_time=0.6)
        self.play(FadeIn(here), run_time=0.4)
        self.play(FadeIn(wrong), run_time=0.8)
        self.play(GrowFromPoint(self.way, self.way[0].get_start()), FadeIn(right), run_time=0.8)
        self.work = tried

    @beat
    def repeat(self) -> None:
        rule = self.label('x_"new" = x moving(- eta) tangent(f\'(x))')
        rate = self.readout("rate", MOVING, template="SYMBOL = VALUE")
        rule = VGroup(rule, rate).arrange(DOWN, buff=0.2).move_to(self.rooms[1].centre)
        self.tracks, self.bottoms = VGroup(), VGroup()
        self.play(FadeOut(self.way, self.work), self.told(self.loop[2]), run_time=0.6)
        self.play(FadeIn(rule), run_time=0.4)
        self.table_of_ends()
        self.walk(self.lesson.both[0])

    @beat
    def start_elsewhere(self) -> None:
        self.play(FadeOut(self.fog.rim, self.fog.ground, self.hiker), run_time=0.4)
        old, (self.fog, self.hiker) = self.fog, self.walker(self.lesson.both[1])
        self.remove(old.veil)
        self.add(self.fog.veil, self.tracks, self.bottoms)
        self.play(FadeIn(self.fog.rim, self.fog.ground), FadeIn(self.hiker, scale=2), run_time=0.8)
        self.add(self.fog, self.bottoms, self.hiker)
        self.walk(self.lesson.both[1])

    @beat
    def lift_the_fog(self) -> None:
        curve = self.axes.curve(self.lesson.curve)
        self.fog.clear_updaters()
        level = self.axes.segment(
            lambda: self.lesson.level, CONFIRMED, width=2, dashed=True, moving=False
        )
        self.add(curve, self.fog, self.tracks, self.bottoms)
        self.play(FadeOut(self.fog, self.hiker), run_time=1.6)
        self.play(Create(level), run_time=0.8)

    def walker(self, walk: int) -> tuple[Fog, Mobject]:
        """Return the fog with a disc in it, and the dot in its middle that walks."""
        lesson, clock = self.lesson, self.clocks[walk]

        def place() -> tuple[float, float]:
            return lesson.place(walk, clock.get_value())

        return Fog(self.axes, lesson.curve, place), self.axes.dot(f"walk.{walk}", place)

    def walk(self, walk: int) -> None:
        """Walk until the ground is flat, mark the valley and write it down."""
        for moment in self.lesson.moments(walk):
            self.tracks.add(self.track(walk, self.lesson.before(moment)))
            self.add(self.tracks, self.hiker)
            self.play(self.clocks[walk].animate.set_value(moment), run_time=0.4)
        valley = self.axes.dot(
            f"valley.{walk}", lambda: self.lesson.valley(walk), CONFIRMED, moving=False
        )
        self.together(FadeIn(valley, scale=2), self.numbers.show(walk, CONFIRMED), run_time=0.6)
        self.bottoms.add(valley)

    def track(self, walk: int, step: int) -> Mobject:
        """Return a dot that stays where a walk has been."""
        return self.axes.dot(
            f"track.{walk}.{step}", lambda: self.lesson.track(walk, step), SOFT, radius=0.05,
            moving=False,
        )  # fmt: skip

    def recipe(self) -> VGroup:
        """Return the three parts of the walk, one below the other, faint until they are told."""
        lines = ("find the slope", "walk against it", "repeat both")
        notes = VGroup(*(self.note(line, size=NUMBER) for line in lines))
        return notes.arrange(DOWN, buff=0.22).move_to(self.rooms[0].centre)

    def told(self, part: VMobject) -> Animation:
        """Return the animation in which a part of the walk comes to the fore."""
        return part.animate.set_fill(colour(INK))

    def judged(self, key: str, sign: str, mark: str, role: Role) -> Typeset:
        """Return where a step with some sign leads, behind the mark that says whether down."""
        height = self.readout(
            f"height.{key}", role, size=NUMBER,
            template=f"{mark} quad f(x {sign} eta tangent(f'(x))) = VALUE",
        )  # fmt: skip
        return self.in_room(height, self.rooms[1])

    def table_of_ends(self) -> None:
        """Write the head of the table of starts and valleys."""
        keys = [[f"{name}.{walk}" for name in descent.WALK] for walk in self.lesson.both]
        heads = ['"start"', '"valley"', "f(x)"]
        self.numbers = fitted_table(self, heads, keys, self.rooms[2], size=TICK)
        self.play(FadeIn(self.numbers.head), run_time=0.4)


class GradientAscentSteps(LessonScene):
    """Each step adds the rate times the slope, so that it leads uphill and shortens by itself."""

    lesson = descent.GradientAscentSteps()

    def construct(self) -> None:
        self.show_the_hill()
        self.take_the_first_step()
        self.measure_the_step()
        self.climb_on()
        self.near_the_top()

    @beat
    def show_the_hill(self) -> None:
        hill, self.equation = self.lesson.hill, VGroup()
        self.axes = self.plot("main")
        self.at = ValueTracker(self.lesson.iterates[0])
        self.dot = self.axes.dot("x", lambda: hill.place(self.at.get_value()))
        name = self.readout("function", FUNCTION, size=NUMBER)
        name.move_to(self.axes.point(*hill.name_place))
        self.play(FadeIn(self.axes, self.card()), Create(self.axes.curve(hill.curve)), run_time=1.4)
        self.play(FadeIn(name), FadeIn(self.dot, scale=2), run_time=0.6)
        self.tangent = self.slope(self.lesson.moves[0])
        self.play(FadeIn(self.panel()), Create(self.tangent), run_time=1)

    @beat
    def take_the_first_step(self) -> None:
        self.play(FadeIn(self.numbers.head), run_time=0.4)
        self.climb(self.lesson.moves[0], run_time=1.2)

    @beat
    def measure_the_step(self) -> None:
        self.climb(self.lesson.moves[1], run_time=1.2)
        self.wait(0.4)
        self.play(FadeOut(self.equation), run_time=0.4)
        wrong = self.judged('abs(x_"new" - x_"old") = eta', right=False)
        right = self.judged('abs(x_"new" - x_"old") = eta tangent(abs(f\'(x_"old")))', right=True)
        self.equation = VGroup(wrong, right).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        self.equation.move_to(self.work_room.centre)
        wrong[1].set_fill(colour(SOFT))
        for line in self.equation:
            self.play(FadeIn(line[1]), run_time=0.4)
            self.play(FadeIn(line[0], scale=1.6), run_time=0.4)

    @beat
    def climb_on(self) -> None:
        for step in self.lesson.moves[2:]:
            self.climb(step, run_time=0.6)
            self.wait(0.4)

    @beat
    def near_the_top(self) -> None:
        summit = self.axes.dot("summit", lambda: self.lesson.summit, CONFIRMED)
        goal = self.readout("summit", CONFIRMED, template="SYMBOL -> VALUE", size=FORMULA)
        self.play(FadeOut(self.equation), run_time=0.4)
        self.play(
            FadeIn(summit, scale=2), FadeIn(goal.move_to(self.work_room.centre)), run_time=0.8
        )

    def climb(self, step: int, *, run_time: float) -> None:
        """Take a step: the slope, the move over the hill, the walk, and the number it leads to."""
        after = self.lesson.after(step)
        old, tangent = self.tangent, self.slope(step) if self.lesson.goes_on(step) else self.tangent
        work, result = self.substituted(step)
        move, ghost = self.move(step), self.dot.copy().clear_updaters().set_color(colour(SOFT))
        changes = [] if tangent is old else [FadeOut(old), Create(tangent)]
        self.together(
            changes, FadeOut(self.equation), FadeIn(work), self.numbers.show(step, MOVING),
            run_time=0.6,
        )  # fmt: skip
        self.add(ghost, self.dot)
        if move:
            self.play(*self.shown_move(step, move), run_time=0.8)
        self.play(self.at.animate.set_value(self.lesson.iterates[after]), run_time=run_time)
        upright = [] if not move else [Create(self.upright(after))]
        self.together(FadeIn(result), upright, run_time=0.4)
        self.tangent, self.equation = tangent, VGroup(work, result)

    def judged(self, formula: str, *, right: bool) -> VGroup:
        """Return a formula behind the sign that says whether it is right."""
        mark = sign_of(right=right, em=self.em(NUMBER))
        law = self.label(formula, size=NUMBER)
        _, room = self.work_room.columns(1, 9, gap=0.15)
        fitted(law, room.width, least=self.em(SMALLEST))
        return VGroup(mark, law).arrange(RIGHT, buff=0.15)

    def slope(self, step: int) -> VMobject:
        """Return the tangent that a step goes by."""
        return self.axes.line(
            lambda: self.lesson.hill.tangent(step), TANGENT, width=3, moving=False
        )

    def move(self, step: int) -> VGroup:
        """Return the arrow of a move over the hill; none if it is too short to be seen."""
        if not self.lesson.hill.is_seen(step):
            return VGroup()
        return arrow(self.axes, self.lesson.hill.move(step), MOVING)

    def shown_move(self, step: int, move: VGroup) -> list[Animation]:
        """Return how a move appears: the line up to it, the arrow, and its number."""
        growing = [GrowFromPoint(move, move[0].get_start())]
        if not self.lesson.goes_on(step):
            growing.append(Create(self.upright(step)))
        if self.lesson.hill.is_named(step):
            length = self.readout(f"move.{step}", MOVING, size=TICK)
            growing.append(FadeIn(length.next_to(move, UP, buff=0.12)))
        return growing

    def upright(self, step: int) -> VMobject:
        """Return the line from the curve up to the moves."""
        return self.axes.segment(
            lambda: self.lesson.hill.upright(step), SOFT, width=2, dashed=True, moving=False
        )

    def panel(self) -> VGroup:
        """Return the rule with slope and rate, and prepare the table under it."""
        rooms = self.regions.panel.padded(x=0.25, y=0.25).rooms(
            0.85, 0.7, 1.5, 4.2, gap=0.22, aside=(3,)
        )
        rule = self.label('x_"new" = x moving(+ eta) tangent(f\'(x))').move_to(rooms[0].centre)
        slope = self.readout("derivative", TANGENT)
        rate = self.readout("rate", MOVING, template="SYMBOL = VALUE")
        given = VGroup(slope, rate).arrange(RIGHT, buff=0.5).move_to(rooms[1].centre)
        self.work_room = rooms[2]
        keys = [[f"{n}.{k}" for n in descent.STEP] for k in self.lesson.moves]
        self.numbers = fitted_table(
            self, ["x", "tangent(f'(x))", "moving(eta f'(x))"], keys, rooms[3], size=TICK
        )
        return VGroup(rule, given)

    def substituted(self, step: int) -> tuple[Typeset, Typeset]:
        """Return the rule with the numbers of a step, and its result."""
        room = self.work_room
        sizes = [self.readout(f"substitution.{step}", size=size) for size in (NUMBER, TICK)]
        work = first_within(sizes, room.width, room.height)
        after = self.lesson.after(step)
        result = self.readout(f"iterate.{after}", MOVING, template="= VALUE")
        VGroup(work, result).arrange(DOWN, buff=0.16).move_to(room.centre)
        return work, result


class GradientDescentSteps(LessonScene):
    """Each step goes against the slope, and shortens by itself where the curve is flatter."""

    lesson = descent.GradientDescentSteps()

    def construct(self) -> None:
        self.show_the_curve()
        self.take_the_first_step()
        self.take_a_shorter_step()
        self.look_closer()
        self.keep_going()
        self.arrive()

    @beat
    def show_the_curve(self) -> None:
        lesson = self.lesson
        self.axes = self.plot("main")
        self.at = ValueTracker(lesson.iterates[0])
        self.dot = self.axes.dot("x", lambda: lesson.place(self.at.get_value()))
        curve = self.axes.curve(lesson.view.curve)
        name = self.curve_name().move_to(self.axes.point(*lesson.view.name_place))
        self.play(FadeIn(self.axes), FadeIn(self.card()), run_time=0.6)
        self.play(Create(curve), FadeIn(name), run_time=1.4)
        self.play(FadeIn(self.dot, scale=2), run_time=0.6)
        self.play(FadeIn(self.panel(), shift=0.1 * DOWN), run_time=0.8)

    @beat
    def take_the_first_step(self) -> None:
        self.closeness = ValueTracker()
        self.play(FadeIn(self.numbers.head), run_time=0.4)
        for motions in self.step(self.lesson.moments[0], self.axes):
            self.together(*motions, run_time=1.2)

    @beat
    def take_a_shorter_step(self) -> None:
        for motions in self.step(self.lesson.moments[1], self.axes):
            self.together(*motions, run_time=1)

    @beat
    def look_closer(self) -> None:
        view, (before, now) = self.lesson.view, self.lesson.moments[1:3]
        self.closeness = ValueTracker(before)
        self.lens = Lens(
            self.axes, self.lens_box, lambda: view.close_up(self.closeness.get_value())
        )
        self.play(Create(self.lens.outline), run_time=0.6)
        self.play(FadeIn(self.rays(), self.glass()), run_time=0.8)
        self.wait(0.8)
        self.play(self.leave(), run_time=0.4)
        self.together(self.zoom(now), run_time=2)
        for motions in self.step(now, self.lens):
            self.together(*motions, run_time=1.2)

    @beat
    def keep_going(self) -> None:
        for now in self.lesson.later_steps:
            plot = self.lens if self.lesson.view.zooms else self.axes
            if self.lesson.view.zooms:
                self.play(self.leave(), run_time=0.4)
                self.together(self.zoom(now), run_time=1.6)
            for motions in self.step(now, plot):
                self.together(*motions, run_time=0.8)

    @beat
    def arrive(self) -> None:
        lesson = self.lesson
        self.play(FadeOut(self.equation), run_time=0.6)
        if lesson.run.arrival is None:
            self.play(Indicate(self.dot, color=colour(CONFIRMED)), run_time=0.8)
            return
        plots = (self.axes, self.lens) if lesson.view.zooms else (self.axes,)
        lowest = [p.dot("minimum", lambda: lesson.view.goal, CONFIRMED) for p in plots]
        goal = self.readout("minimum", CONFIRMED, template="SYMBOL -> VALUE", size=FORMULA)
        self.play(
            *(FadeIn(dot, scale=2) for dot in lowest if lesson.view.shows_goal),
            FadeIn(goal.move_to(self.work_room.centre)),
            run_time=0.8,
        )

    def panel(self) -> VGroup:
        """Return the rule with slope and rate, and prepare the table under it."""
        rooms = self.regions.panel.padded(x=0.25, y=0.25).rooms(
            0.85, 0.7, 1.5, 4.2, gap=0.22, aside=(3,)
        )
        rule = self.label('x_"new" = x moving(- eta) tangent(f\'(x))').move_to(rooms[0].centre)
        given = self.given(rooms[1])
        self.work_room, self.equation = rooms[2], VGroup()
        keys = [[f"{n}.{k}" for n in descent.STEP] for k in self.lesson.moments[:-1]]
        self.numbers = self.table(
            ["x", "tangent(f'(x))", "moving(-eta f'(x))"], keys, rooms[3], em=self.em(TICK)
        )
        return VGroup(rule, given)

    def given(self, room: Box) -> VGroup:
        """Return slope and rate, beside one another, or one over the other, or the rate alone."""
        rate = self.readout("rate", MOVING, template="SYMBOL = VALUE")
        slopes = [self.readout("derivative", TANGENT, size=size) for size in (NUMBER, TICK)]
        beside = [VGroup(s.copy(), rate.copy()).arrange(RIGHT, buff=0.5) for s in slopes]
        stacked = [VGroup(s.copy(), rate.copy()).arrange(DOWN, buff=0.14) for s in slopes]
        larger = room.inset(y=-0.14)
        return first_within([*beside, *stacked, VGroup(rate)], larger.width, larger.height).move_to(
            room.centre
        )

    def curve_name(self) -> Typeset:
        """Return the curve's name, as large as there is room for it."""
        sizes = [self.readout("function", FUNCTION, size=size) for size in (NUMBER, TICK)]
        room = self.axes.inner.inset(x=0.14, y=0.14)
        return first_within([*sizes, self.label("f(x)", FUNCTION)], room.width, room.height)

    def step(self, index: int, plot: Plot) -> Iterator[list[Animation]]:
        """Yield the motions of a step: slope, substitution with the move, the walk, its end."""
        lesson, closeness = self.lesson, self.closeness.get_value()
        tangent = self.tangent(index, plot)
        upright = plot.segment(
            lambda: lesson.view.drop(index, closeness), SOFT, width=2, dashed=True, moving=False
        )
        move = self.move(index, plot)
        old, self.equation = self.equation, self.substitution(index)
        work, result = self.equation
        self.passing = VGroup(tangent, upright, move)
        self.last = plot.dot(f"x.{index}", lambda: lesson.place(lesson.iterates[index]), SOFT)
        self.last.set_z_index(2)
        yield [Create(tangent), *self.numbers.show(index, MOVING)]
        yield [FadeOut(old), FadeIn(work), Create(upright), FadeIn(self.last)]
        yield [*self.growing(move), *self.measured(index, plot, move)]
        yield [self.at.animate.set_value(lesson.iterates[index + 1])]
        yield [FadeIn(result), tangent.animate.set_stroke(opacity=0.45), *self.landing(index, plot)]

    def move(self, index: int, plot: Plot) -> VGroup:
        """Return the arrow of a move; on the axes none if it is too short to be seen."""
        if plot is self.axes and not self.lesson.view.has_arrow(index):
            return VGroup()
        return arrow(plot, self.lesson.view.move(index, self.closeness.get_value()), MOVING)

    def growing(self, move: VGroup) -> list[Animation]:
        """Return how an arrow grows from where the move begins."""
        return [GrowFromPoint(move, move[0].get_start())] if move else [FadeIn(move)]

    def substitution(self, index: int) -> VGroup:
        """Return the rule with the numbers of a step, and its result."""
        key, room = f"substitution.{index}", self.work_room
        sizes = [self.readout(key), self.readout(key, size=TICK)]
        work = first_within(sizes, room.width, room.height)
        result = self.readout(self.lesson.result_key(index), MOVING, template="= VALUE")
        both = VGroup(work, result).arrange(DOWN, buff=0.16)
        return both.move_to(self.work_room.centre)

    def tangent(self, index: int, plot: Plot) -> VMobject:
        """Return the tangent that a step goes by; in the lens, as much of it as fits."""
        if plot is self.axes:
            return plot.line(
                lambda: self.lesson.view.tangent(index), TANGENT, width=3, moving=False
            )
        return plot.segment(
            lambda: self.lesson.view.tangent_piece(index, self.closeness.get_value()),
            TANGENT, width=3, moving=False,
        )  # fmt: skip

    def measured(self, index: int, plot: Plot, move: VGroup) -> list[Animation]:
        """Return what names a move: on the axes, its length under the arrow."""
        if plot is not self.axes or not move or not self.lesson.is_measured(index):
            return []
        length = self.readout(f"move.{index}", MOVING, size=TICK)
        return [FadeIn(length.next_to(move, DOWN, buff=0.15))]

    def landing(self, index: int, plot: Plot) -> list[Animation]:
        """Return what appears where a step ends: in the lens, the number."""
        if plot is self.axes:
            return []
        self.signs.append(self.sign(self.lesson.after(index)))
        return [FadeIn(self.signs[-1])]

    def sign(self, index: int) -> Mobject:
        """Return the value of an iterate under its place in the lens."""
        value = self.readout(f"iterate.{index}", SOFT, size=TICK)
        return self.in_the_lens(
            value, lambda: self.lesson.view.value_place(index, self.closeness.get_value())
        )

    def in_the_lens(self, number: Typeset, place: Place) -> Mobject:
        """Keep a number at its place in the lens, and above the lower border."""
        self.lens.follow(number, place)
        number.add_updater(
            lambda m: on_or_above(m, self.lens.inner.inset(y=0.1).bottom), call_updater=True
        )
        return number

    def glass(self) -> VGroup:
        """Return the lens with its piece of the curve, the last two iterates and the minimum."""
        lens, lesson = self.lens, self.lesson
        before, now = lesson.moments[1:3]
        self.signs = [self.sign(before), self.sign(now)]
        self.last = lens.dot("x.before", lambda: lesson.place(lesson.iterates[before]), SOFT)
        self.scale = VGroup()
        self.passing = VGroup()
        aim = self.in_the_lens(
            self.readout("minimum", CONFIRMED, size=TICK),
            lambda: lesson.view.goal_value_place(self.closeness.get_value()),
        )
        curve = lens.trace(lambda: lesson.view.close_curve(self.closeness.get_value()))
        near = lens.dot("x.near", lambda: lesson.place(self.at.get_value()))
        return VGroup(
            self.card(self.lens_box), lens, curve, self.axis_in_lens(),
            self.last, near, aim, *self.signs,
        )  # fmt: skip

    def rays(self) -> VGroup:
        """Return the lines from the window on the axes to the lens."""
        return VGroup(*(self.ray(*ends) for ends in ((UL, DL), (UR, DR))))

    def ray(self, near: Vector3D, far: Vector3D) -> Line:
        """Return the line from a corner of the window to a corner of the lens."""
        window, border = self.lens.outline, self.lens.axes
        line = Line(window.get_corner(near), border.get_corner(far))
        line.add_updater(
            lambda m: m.put_start_and_end_on(window.get_corner(near), border.get_corner(far))
        )
        return line.set_stroke(colour(SOFT), width=1.5, opacity=0.5)

    def axis_in_lens(self) -> VMobject:
        """Return the level of the minimum in the lens."""
        return self.lens.segment(
            lambda: self.lesson.view.level(self.closeness.get_value()), SOFT, width=2
        )

    def leave(self) -> Animation:
        """Return the fading of what the next view of the lens does not hold."""
        gone, *self.signs = self.signs
        return FadeOut(self.last, gone, self.passing, self.scale)

    def zoom(self, index: int) -> list[Animation]:
        """Return the motion of the lens to the next view, and its magnification."""
        self.scale = self.magnification(index)
        return [self.closeness.animate.set_value(index), FadeIn(self.scale)]

    def magnification(self, index: int) -> Typeset:
        """Return how many times closer a view is than the first one of the lens."""
        key = self.lesson.magnification_key(index)
        name = self.readout(key, SOFT, size=NUMBER, template="times VALUE")
        return name.move_to(self.lens.region(x=(0.35, 0.65), y=(0.8, 1)).centre)

    @property
    def lens_box(self) -> Box:
        """Where the lens is: beside the steep arm of the curve."""
        across, up = self.lesson.view.lens_region
        return self.axes.region(x=across, y=up)


class AscentVersusDescent(LessonScene):
    """Going up a hill is going down the same hill upside down, step for step."""

    lesson = descent.AscentVersusDescent()
    roles: ClassVar[Mapping[str, Role]] = {"ascent": SECANT, "descent": FUNCTION}

    def construct(self) -> None:
        self.turn_it_over()
        self.compare_the_rules()
        self.step_together()
        self.end_together()
        self.name_the_use()

    @beat
    def turn_it_over(self) -> None:
        lesson = self.lesson
        self.axes = self.plot("main")
        self.at = ValueTracker(lesson.iterates[0])
        hill, valley = (self.axes.curve(lesson.curve(w), self.roles[w]) for w in descent.BOTH)
        names = [
            self.curve_name(*pair) for pair in zip(descent.BOTH, ("hill", "valley"), strict=True)
        ]
        self.dots = VGroup(*(self.walker(which) for which in descent.BOTH))
        self.prepare_panel()
        up, down = self.lines[0]
        self.play(
            FadeIn(self.axes, self.card()), Create(valley), FadeIn(names[1], down), run_time=1.2
        )
        self.play(TransformFromCopy(valley, hill), FadeIn(names[0], up), run_time=1.4)
        link = self.axes.segment(
            lambda: lesson.both(self.at.get_value()), MOVING, width=3, dashed=True
        )
        self.play(Create(link), FadeIn(self.dots, scale=2), run_time=0.8)

    @beat
    def compare_the_rules(self) -> None:
        self.slopes = VGroup(*(self.slope(which) for which in descent.BOTH))
        self.play(FadeIn(self.lines[1]), run_time=0.6)
        self.wait(0.4)
        self.play(Create(self.slopes), FadeIn(self.lines[2]), run_time=1)
        self.wait(0.4)
        self.play(FadeIn(self.lines[3]), run_time=0.6)

    @beat
    def step_together(self) -> None:
        self.play(FadeIn(self.numbers.head), run_time=0.4)
        for moment in self.lesson.moments:
            if moment:
                ghosts = VGroup(*(dot.copy().clear_updaters() for dot in self.dots))
                self.add(ghosts.set_color(colour(SOFT)), self.dots)
                self.show_move(self.lesson.before(moment))
                self.play(self.at.animate.set_value(self.lesson.iterates[moment]), run_time=0.8)
            self.together(self.numbers.show(moment, MOVING), run_time=0.4)

    @beat
    def end_together(self) -> None:
        self.play(*(Indicate(dot, color=colour(CONFIRMED)) for dot in self.dots), run_time=1)

    @beat
    def name_the_use(self) -> None:
        self.play(FadeIn(self.lines[-1]), run_time=0.8)

    def show_move(self, step: int) -> None:
        """Let the arrow of a step grow on the axis, if it is long enough to be seen."""
        if step in self.lesson.visible_moves:
            move = arrow(self.axes, self.lesson.move(step), MOVING)
            self.play(GrowFromPoint(move, move[0].get_start()), run_time=0.6)

    def slope(self, which: str) -> VMobject:
        """Return the tangent at the dot of a run."""
        return self.axes.segment(
            lambda: self.lesson.slope(which, self.at.get_value()), TANGENT, width=4
        )

    def walker(self, which: str) -> Mobject:
        """Return the dot of a run."""
        return self.axes.dot(which, lambda: self.lesson.place(which, self.at.get_value()))

    def curve_name(self, which: str, key: str) -> Typeset:
        """Return the name of a curve, between its arms."""
        name = self.readout(key, self.roles[which], size=NUMBER)
        return name.move_to(self.axes.point(*self.lesson.name_place(which)))

    def prepare_panel(self) -> None:
        """Lay out what is compared, line by line, and the table of both runs."""
        above, below = self.regions.panel.padded(x=0.25, y=0.2).rooms(
            2.3, 2.4, gap=0.12, aside=(1,)
        )
        pairs = (
            [self.note(which, self.roles[which], size=NUMBER) for which in descent.BOTH],
            [self.note(what, INK) for what in ("maximise", "minimise")],
            [self.note(what, INK) for what in ("along the slope", "against the slope")],
            [self.rule("+", "g"), self.rule("-", "f")],
            [self.note(what, INK) for what in ("a reward", "a loss")],
        )
        self.lines = [
            VGroup(*(
                self.in_room(thing, box)
                for thing, box in zip(pair, row.columns(1, 1, gap=0.1), strict=True)
            ))
            for pair, row in zip(pairs, above.rows(*[1] * len(pairs), gap=0.02), strict=True)
        ]  # fmt: skip
        keys = [[f"{which}.{k}" for which in descent.BOTH] for k in self.lesson.moments]
        self.numbers = fitted_table(self, ["x", "x"], keys, below, size=TICK)

    def rule(self, sign: str, name: str) -> Typeset:
        """Return what a run does at every step."""
        return self.label(f"x {sign} moving(eta) tangent({name}'(x))", size=NUMBER)
