"""Scenes of the chapter *Gradient*."""

from collections.abc import Callable
from typing import Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    ReplacementTransform,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)
from manim.utils.rate_functions import ease_in_quad

from calcml.lessons import gradient
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    FUNCTION,
    GRID,
    INK,
    MOVING,
    NUMBER,
    SECANT,
    SOFT,
    TANGENT,
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.arrowfields import ArrowField, Drift
from calcml.stage.arrows import Ends, arrow, moving_arrow
from calcml.stage.contours import contour_map
from calcml.stage.cuts import fitted_space, floor, pinned
from calcml.stage.fitted_tables import fitted_table, table_in_ems
from calcml.stage.fitting import between_sides, first_within, shrunk_into
from calcml.stage.formula_room import formula_in
from calcml.stage.layout import Box
from calcml.stage.matrices import Grid, composed, matrix
from calcml.stage.panels import NumberTable
from calcml.stage.plates import plated
from calcml.stage.space import Space
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour
from calcml.stage.vectors import part, thread, vector
from calcml.stage.verdicts import judged

NABLA = 'nabla f = display(mat(delim: "[", partial f slash partial x; partial f slash partial y))'
RATES = {"along": CONFIRMED, "across": INK, "back": MOVING}


class GradientDefinition(LessonScene):
    """The gradient gathers the partial derivatives, and points to the greatest increase."""

    lesson = gradient.GradientDefinition()

    def construct(self) -> None:
        self.step_along_the_axes()
        self.join_the_parts()
        self.turn_a_direction()
        self.find_the_steepest()
        self.look_back_and_across()
        self.correct_the_word()

    @beat
    def step_along_the_axes(self) -> None:
        picture = self.lesson.picture
        left, self.middle, self.right = self.regions.trio(4.9, 3.6, 4.2, gap=0.3)
        self.rooms = self.right.padded(x=0.12, y=0.2).rows(0.6, 1.4, 1.1, 0.6, 1.9, gap=0.08)
        wide = self.beside_the_map
        self.wide_rooms = wide.padded(x=0.4, y=0.4).rows(0.7, 2, 2, gap=0.2)
        self.panel = self.card(wide).set_z_index(-1)
        self.map = self.plot("map", left, grid=False, equal=True)
        contours = contour_map(self.map, picture.contours, filled=False, width=1.8, opacity=0.5)
        point = self.map.dot("at", lambda: picture.place, INK, moving=False)
        function = self.readout("function", FUNCTION, size=TITLE)
        self.told = [self.in_room(function, self.wide_rooms[0])]
        self.parts, self.values, self.slopes = VGroup(), VGroup(), VGroup()
        self.play(FadeIn(self.map, self.panel, function), run_time=0.6)
        self.play(Create(contours, lag_ratio=0.1), run_time=1.2)
        self.play(FadeIn(point, scale=2), run_time=0.4)
        for axis, (letter, side) in enumerate(zip("xy", (DOWN, LEFT), strict=True)):
            part = arrow(self.map, picture.part(axis), INK, width=5)
            value = plated(self.readout(f"gradient.{letter}", INK).next_to(part, side, buff=0.12))
            slope = composed(
                self,
                f"display(frac(partial f, partial {letter})) med (VALUE, VALUE) = VALUE",
                ["at.x", "at.y", f"gradient.{letter}"],
                size=TITLE,
            )
            self.slopes.add(self.in_room(slope, self.wide_rooms[axis + 1]))
            self.play(GrowFromPoint(part, part[0].get_start()), FadeIn(value, slope), run_time=0.9)
            self.parts.add(part)
            self.values.add(value)

    @beat
    def join_the_parts(self) -> None:
        picture = self.lesson.picture
        moved = arrow(self.map, picture.moved, INK, width=5)
        self.arrow = arrow(self.map, picture.arrow, TANGENT, width=5)
        partials = matrix(
            self,
            [["partial.x"], ["partial.y"]],
            name=f"{NABLA} =",
            columns=[TANGENT],
            size=TITLE,
        )
        here = composed(
            self,
            'nabla f(VALUE, VALUE) = display(mat(delim: "[", VALUE; VALUE))',
            ["at.x", "at.y", "gradient.x", "gradient.y"],
            TANGENT,
            size=TITLE,
        )
        self.play(FadeOut(self.slopes), run_time=0.4)
        self.play(
            ReplacementTransform(self.parts[1], moved),
            self.values[1].animate.next_to(moved, RIGHT, buff=0.12),
            FadeIn(self.in_room(partials, self.wide_rooms[1])),
            run_time=1.2,
        )
        self.play(GrowFromPoint(self.arrow, self.arrow[0].get_start()), run_time=1)
        self.play(FadeIn(self.in_room(here, self.wide_rooms[2]), shift=0.1 * DOWN), run_time=0.6)
        self.told += [partials, here]
        self.legs = VGroup(self.parts[0], moved, self.values)

    @beat
    def turn_a_direction(self) -> None:
        picture = self.lesson.picture
        start, end = picture.whole_turn
        self.angle = ValueTracker(start)
        now = self.angle.get_value
        self.rates = self.plot("rates", self.middle)
        places = (
            self.rates.region(x=(0.5, 0.9), y=(0.86, 1)),
            self.rates.region(x=(0.86, 1), y=(0.38, 0.48)),
        )
        names = VGroup(self.label("D_u f", SECANT, size=NUMBER), self.label("theta", SOFT))
        for letter, place in zip(names, places, strict=True):
            letter.move_to(place.centre)
        rule = self.in_room(self.label("D_u f = nabla f dot u", SECANT), self.rooms[3])
        circle = self.map.path(picture.circle, SOFT, width=1.5)
        probe = moving_arrow(self.map, lambda: picture.probe(now()), SECANT, width=12)
        probe.set_z_index(1)
        letter = self.map.follow(plated(self.label("u", SECANT)), lambda: picture.probe_name(now()))
        stem = self.rates.segment(lambda: picture.stem(now()), SECANT, width=6)
        self.head = self.rates.dot("rate", lambda: picture.rate_place(now()), SECANT)
        trace = self.rates.moving_path(lambda: picture.rates(now()), SECANT, width=3)
        self.play(
            FadeOut(self.legs),
            Transform(self.panel, self.card(self.right).set_z_index(-1)),
            *map(self.moved_into, self.told, self.rooms),
            run_time=0.8,
        )
        self.play(FadeIn(self.rates, names), run_time=0.6)
        self.play(FadeIn(probe, letter, circle, rule), FadeIn(stem, self.head), run_time=0.8)
        self.add(trace, stem, self.head)
        self.play(self.angle.animate.set_value(end), run_time=6, rate_func=linear)
        trace.clear_updaters()

    @beat
    def find_the_steepest(self) -> None:
        self.lines = VGroup(*map(self.line, self.lesson.turns))
        for line, room in zip(self.lines, self.rooms[4].rows(1, 1, 1, gap=0.05), strict=True):
            line.move_to(room.centre)
        self.visit("along")

    @beat
    def look_back_and_across(self) -> None:
        self.visit("across")
        self.visit("back")

    @beat
    def correct_the_word(self) -> None:
        both = VGroup(
            judged(self, "greatest change", right=False),
            judged(self, "greatest increase", right=True),
        )
        both.arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        shrunk_into(both, self.rooms[4], least=SMALLEST / NUMBER)
        (cross, wrong), right = both
        self.play(
            self.angle.animate.set_value(self.lesson.turns["along"]),
            FadeOut(self.lines),
            run_time=1,
        )
        self.play(FadeIn(wrong), run_time=0.4)
        self.play(FadeIn(cross, scale=2), run_time=0.6)
        self.play(FadeIn(right, shift=0.1 * DOWN), run_time=0.6)

    @property
    def beside_the_map(self) -> Box:
        """Where the plot and the card will stand, if they stand in a row; else the card."""
        middle, right = self.middle, self.right
        if (middle.bottom, middle.top) != (right.bottom, right.top):
            return right
        return Box(middle.left, right.right, right.bottom, right.top)

    def moved_into(self, text: Typeset, room: Box) -> Animation:
        """Return the animation that moves a formula to its place on the narrow card."""
        share = min(self.em(FORMULA) / text.em, room.width / text.width)
        moved: Animation = text.animate.scale(share).move_to(room.centre)
        return moved

    def visit(self, name: str) -> None:
        """Turn to one of the directions that are compared, and keep its rate."""
        picture, angle = self.lesson.picture, self.lesson.turns[name]
        index, role = list(self.lesson.turns).index(name), RATES[name]
        mark = self.rates.dot(f"rate.{name}", lambda: picture.rate_place(angle), role, moving=False)
        self.play(self.angle.animate.set_value(angle), run_time=1.2)
        self.play(FadeIn(mark, scale=2), FadeIn(self.lines[index]), run_time=0.6)

    def line(self, name: str) -> VGroup:
        """Return the rate in a direction, behind its name."""
        word = self.note(name, SOFT, size=NUMBER)
        rate = self.readout(f"rate.{name}", RATES[name], template="SYMBOL = VALUE")
        rate.next_to(word, RIGHT, buff=0.25).on_baseline(word.baseline)
        return VGroup(word, rate)


class GaussianGradientField(LessonScene):
    """At every point the gradient points locally uphill, and its length is the steepness there."""

    lesson = gradient.GaussianGradientField()
    heights: NumberTable | None = None
    drifts: VGroup | tuple[Drift, ...] = ()

    def construct(self) -> None:
        self.raise_the_surface()
        self.mark_top_and_bottom()
        self.tilt_to_the_map()
        self.grow_the_arrows()
        self.read_some_arrows()
        self.release_the_particles()
        self.look_at_one_arrow()

    @beat
    def raise_the_surface(self) -> None:
        lesson = self.lesson
        self.stage, self.right = self.regions.whole.split(8.2, 4.7, gap=0.3, shape=1)
        self.rooms = self.right.padded(x=0.2, y=0.25).rooms(
            0.8, 1.7, 0.75, 2.1, gap=0.1, aside=(2, 3)
        )
        _, room = self.stage.rows(0.35, 5, gap=0)
        self.map = self.plot("map", room, grid=False, equal=True)
        self.space = self.space_over_the_map()
        self.frame = floor(self.space, lesson.axes)
        self.surface = self.space.surface(
            lesson.grid, levels=lesson.levels, rim=True, opacity=0.85, cells=lesson.cells
        )
        self.names = pinned(
            self.space, lesson.axes, [self.label(a, SOFT, size=NUMBER) for a in lesson.axes]
        )
        title = self.title()
        axes, growth = [axis.draw(run_time=1) for axis in self.frame], self.surface.grow()
        self.play(FadeIn(self.card(self.right), title), run_time=0.6)
        self.play(*axes)
        self.play(growth)
        self.play(FadeIn(self.names), run_time=0.6)

    @beat
    def mark_top_and_bottom(self) -> None:
        lesson = self.lesson
        self.heights = self.table_of_heights()
        self.play(FadeIn(self.heights.head), run_time=0.4)
        for index, (name, found) in enumerate(lesson.marked):
            role = CONFIRMED if name == "maximum" else INK
            dot = self.space.dot(lesson.summit(found), colour=role)
            self.play(dot.pop(), *self.heights.show(index, role), run_time=0.8)

    @beat
    def tilt_to_the_map(self) -> None:
        self.play(FadeOut(self.names), *(a.vanish(run_time=0.6) for a in self.frame), run_time=0.6)
        centred = self.space.animate.move_to(self.map.inner.centre)
        self.play(centred, self.space.turn(azimuth=-90, elevation=90, zoom=1), run_time=3)
        self.contours = contour_map(self.map, self.lesson.contours, INK, width=2, opacity=0.45)
        rows = self.heights.rows[-1:] if self.heights else ()
        last = [row.animate.set_fill(colour(SOFT)) for row in rows]
        self.play(FadeIn(self.map, self.letters()), *last, run_time=0.8)
        self.play(
            Create(self.contours, lag_ratio=0.1),
            self.surface.vary(opacity=0.5, run_time=1.6),
            run_time=1.6,
        )

    @beat
    def grow_the_arrows(self) -> None:
        self.field = ArrowField(self.map, self.lesson.field, scale=self.lesson.scale)
        self.play(self.field.grow(run_time=2.4))

    @beat
    def read_some_arrows(self) -> None:
        self.gradients = self.table_of_gradients()
        vector = self.label("nabla f = (f_x, f_y)", TANGENT).move_to(self.rooms[2].centre)
        self.play(self.field.animate.set_fill(opacity=0.3), run_time=0.6)
        self.play(FadeIn(vector, self.gradients.head), run_time=0.4)
        self.probes = VGroup()
        for index in range(len(self.lesson.probes)):
            arrow = self.probe(index)
            self.play(FadeIn(arrow[0], scale=2), arrow[1].grow(run_time=0.8))
            self.together(self.gradients.show(index, TANGENT), run_time=0.6)
            self.probes.add(arrow)

    @beat
    def release_the_particles(self) -> None:
        lesson, clock = self.lesson, ValueTracker()
        arriving = Drift(self.map, lesson.arriving, clock.get_value, MOVING, name="arriving")
        leaving = Drift(
            self.map, lesson.leaving, clock.get_value, SECANT, name="leaving", leaving=True
        )
        self.play(FadeOut(self.probes), run_time=0.4)
        if lesson.has_divide:
            self.play(*self.divide(), run_time=0.8)
        self.play(FadeIn(arriving.dots, leaving.dots, scale=2), run_time=0.6)
        self.add(arriving, leaving)
        self.play(clock.animate.set_value(lesson.duration), run_time=6, rate_func=ease_in_quad)
        self.drifts = VGroup(arriving, leaving)

    @beat
    def look_at_one_arrow(self) -> None:
        lesson = self.lesson
        self.together(
            *(drift.rest(opacity=0.15) for drift in self.drifts),
            self.field.animate.set_fill(opacity=0),
            run_time=0.6,
        )
        arrow = self.probes[-1]
        way = self.map.segment(
            lambda: lesson.way_to_the_maximum, CONFIRMED, width=5, dashed=True, moving=False
        )
        self.play(FadeIn(arrow), run_time=0.6)
        self.play(Create(way), run_time=1.2)

    def space_over_the_map(self) -> Space:
        """Return the space whose view from above is the map."""
        lesson, inner = self.lesson, self.map.inner
        space = Space(
            x_range=lesson.window.x,
            y_range=lesson.window.y,
            z_range=lesson.heights,
            size=(inner.width, inner.height, 0.55 * inner.height),
            azimuth=-62,
            elevation=38,
            zoom=0.95,
        )
        space.move_to(inner.centre + 0.45 * UP)
        return fitted_space(space, self.stage, [lesson.grid, *lesson.axes.values()])

    def letters(self) -> VGroup:
        """Return the letters beyond the ends of the map's axes."""
        return VGroup(
            *(
                self.label(letter, INK, size=NUMBER).next_to(axis.get_end(), side, buff=0.12)
                for letter, axis, side in zip("xy", self.map.axes, (RIGHT, UP), strict=True)
            )
        )

    def title(self) -> Typeset:
        """Return the function, at the head of the card."""
        room = self.rooms[0]
        title = formula_in(
            room, self.lesson.ledger["function"].typst, em=self.em(FORMULA),
            least=self.em(SMALLEST), role=FUNCTION, entry_keys=("function",),
        )  # fmt: skip
        return title or self.label("f(x, y)", FUNCTION).move_to(room.centre)

    def divide(self) -> list[Animation]:
        """Return the animations that bring in the line between those that stay and leave."""
        line = self.map.segment(lambda: self.lesson.divide, INK, width=3, dashed=True, moving=False)
        side = RIGHT if self.lesson.divide_is_left else LEFT  # away from the letter on the axis
        name = self.readout("minimum.x", template="x = VALUE").next_to(line, UP, buff=0.12)
        between_sides(name.align_to(line, side), self.map.inner)  # beside them stand numbers
        return [Create(line), FadeIn(name)]

    def table_of_heights(self) -> NumberTable:
        """Return the table of the highest and the lowest point."""
        rows = [
            [f"{name}.{part}" for part in ("x", "y", "value")] for name, _ in self.lesson.marked
        ]
        return fitted_table(self, ["x", "y", "f(x, y)"], rows, self.rooms[1])

    def table_of_gradients(self) -> NumberTable:
        """Return the table of the gradients at the probes."""
        rows = [
            [f"probe.{i}.x", f"probe.{i}.y", f"gradient.{i}.x", f"gradient.{i}.y"]
            for i in range(len(self.lesson.probes))
        ]
        heads = ["x", "y", "f_x", "f_y"]
        return fitted_table(self, heads, rows, self.rooms[3], shares=[0.9, 0.9, 1.2, 1.2])

    def probe(self, index: int) -> VGroup:
        """Return a probe's dot and its arrow."""
        lesson = self.lesson
        dot = self.map.dot(f"probe.{index}", lambda: lesson.probe(index), INK, moving=False)
        arrow = ArrowField(
            self.map, lesson.probe_field(index), scale=lesson.full_scale, thickness=1.6
        )
        return VGroup(dot, arrow)


class GradientThreeVariables(LessonScene):
    """A gradient has a component for each variable, and in space it is an arrow."""

    lesson = gradient.GradientThreeVariables()

    def construct(self) -> None:
        self.count_the_components()
        self.move_x()
        self.move_y()
        self.move_z()
        self.draw_the_arrow()
        self.choose_a_column()

    @beat
    def count_the_components(self) -> None:
        lesson = self.lesson
        self.left, right = self.regions.whole.split(6.6, 6, gap=0.3, shape=1.5, rows=(1.2, 1))
        self.rooms = right.padded(x=0.2, y=0.2).rows(0.6, 2.4, 0.7, 0.8, gap=0.08)
        self.inputs = tuple(ValueTracker(value) for value in lesson.picture.home)
        self.lay_out_the_matrices()
        name = self.in_room(self.readout("function", FUNCTION, size=FORMULA), self.rooms[0])
        self.rows = VGroup(
            *(self.row(axis, room) for axis, room in enumerate(self.left.rows(1, 1, 1, gap=0.25)))
        )
        self.play(FadeIn(self.card(right), name), run_time=0.6)
        for row in self.rows:
            self.play(FadeIn(row[:-1]), run_time=0.5)
            self.play(FadeIn(row[-1]), run_time=0.4)
        self.play(FadeIn(self.formulas[0], self.formulas[1].brackets), run_time=0.6)

    @beat
    def move_x(self) -> None:
        first, _, _ = self.inputs
        self.move(first)

    @beat
    def move_y(self) -> None:
        _, second, _ = self.inputs
        self.move(second)

    @beat
    def move_z(self) -> None:
        *_, third = self.inputs
        self.move(third)

    @beat
    def draw_the_arrow(self) -> None:
        lesson, picture = self.lesson, self.lesson.picture
        self.play(FadeOut(self.rows), self.formulas.animate.move_to(self.aside), run_time=0.6)
        space = self.space_of_the_arrow()
        frame = floor(space, picture.axes)
        names = pinned(space, picture.axes, [self.label(a, SOFT, size=NUMBER) for a in "xyz"])
        asides = (0.22 * DOWN, 0.28 * UP, 0.4 * LEFT)
        values = [
            space.pin(plated(self.readout(f"component.{name}", INK)), middle, shift=aside)
            for name, middle, aside in zip(lesson.names, picture.middles, asides, strict=True)
        ]
        self.play(*(axis.draw(run_time=0.8) for axis in frame), FadeIn(names), run_time=0.8)
        feet = [thread(space, path).draw(run_time=0.6) for path in picture.feet]
        start = space.dot(picture.corners[0], colour=INK)
        self.play(*feet, start.pop(), run_time=0.6)
        for ends, value in zip(picture.parts, values, strict=True):
            self.play(part(space, ends).draw(run_time=0.6), FadeIn(value), run_time=0.6)
        edges = [thread(space, path).draw(run_time=0.6) for path in picture.edges]
        self.play(*edges, run_time=0.6)
        self.play(vector(space, picture.arrow).draw(run_time=1), FadeIn(self.point), run_time=1)
        length = VGroup(
            self.readout("square", TANGENT, size=FORMULA, template="norm(nabla f) = sqrt(VALUE)"),
            self.readout("magnitude", TANGENT, size=FORMULA, template="= VALUE"),
        ).arrange(RIGHT, buff=0.15)
        self.play(FadeIn(length.move_to(self.rooms[2].centre)), run_time=0.6)
        self.space = space

    @beat
    def choose_a_column(self) -> None:
        keys = [[f"partial.{name}" for name in self.lesson.names]]
        row = matrix(self, keys, name="nabla^T f =", columns=[SOFT] * len(self.lesson.names))
        self.play(
            self.space.turn(azimuth=-30), FadeIn(self.in_room(row, self.rooms[3])), run_time=2
        )
        self.play(
            self.formulas[1].brackets.animate.set_stroke(colour(CONFIRMED)),
            VGroup(*self.formulas[1].cells).animate.set_fill(colour(CONFIRMED)),
            run_time=0.8,
        )

    def row(self, axis: int, room: Box) -> VGroup:
        """Return the track of an input with its knob, and the gauge of its component."""
        picture, name = self.lesson.picture, self.lesson.names[axis]
        before, after = room.columns(1, 1.25, gap=0.4)
        (_, low), (above, below) = (side.rows(0.5, 1, gap=0.05) for side in (before, after))
        tracks = self.plot(f"input.{name}", low.inset(x=0.3), grid=False)
        gauge = self.plot(f"part.{name}", below, grid=False)
        track = tracks.segment(lambda: picture.track, SOFT, width=3, moving=False)
        knob = tracks.dot(name, lambda: picture.knob(self.inputs[axis].get_value()), MOVING)
        letter = self.label(name, INK).next_to(track, LEFT, buff=0.2)
        bar = gauge.rectangle(
            lambda: picture.part(axis, tuple(i.get_value() for i in self.inputs)),
            TANGENT, width=0, fill_opacity=0.9,
        )  # fmt: skip
        title = self.label(f"partial f slash partial {name}", TANGENT, size=NUMBER)
        title.move_to(above.centre)
        return VGroup(tracks.numbers, track, letter, knob, VGroup(gauge, title, bar))

    def move(self, given: ValueTracker) -> None:
        """Move an input to and fro, and write its component down."""
        axis = self.inputs.index(given)
        for visit in self.lesson.picture.visits(axis):
            self.play(given.animate.set_value(visit), run_time=1.1)
        self.play(FadeIn(self.formulas[1].cells[axis], shift=0.1 * LEFT), run_time=0.6)

    def lay_out_the_matrices(self) -> None:
        """Make the gradient as formulas, whose entries come one by one, and at the point."""
        left, right = self.rooms[1].columns(1, 1.25, gap=0.15)
        name = self.label("nabla f =")
        formulas = Grid(
            self, [[f"partial.{name}"] for name in self.lesson.names], columns=(TANGENT,)
        )
        line = VGroup(name, formulas).arrange(RIGHT, buff=0.2)
        shrunk_into(line, left, least=SMALLEST / FORMULA)
        self.aside = line.get_center()
        self.formulas = VGroup(name, formulas).move_to(self.rooms[1].centre)
        at = [f"at.{name}" for name in self.lesson.names]
        parts = [f"component.{name}" for name in self.lesson.names]
        here = composed(
            self,
            'nabla f(VALUE, VALUE, VALUE) = display(mat(delim: "[", VALUE; VALUE; VALUE))',
            [*at, *parts],
            TANGENT,
        )
        self.point = self.in_room(here, right)

    def space_of_the_arrow(self) -> Space:
        """Return the space that holds the point and its gradient."""
        picture, left = self.lesson.picture, self.left
        x, y, z = picture.box
        space = Space(
            x_range=x, y_range=y, z_range=z,
            size=(0.5 * left.width, 0.72 * left.width, 0.42 * left.width),
            azimuth=-42, elevation=22,
        )  # fmt: skip
        space.move_to(left.centre)
        return fitted_space(
            space, left.inset(x=0.4, y=0.3), [*picture.axes.values(), picture.corners]
        )


class GradientDirectionMagnitude(LessonScene):
    """A gradient's angle comes from both components with their signs, not from a quotient."""

    lesson = gradient.GradientDirectionMagnitude()

    def construct(self) -> None:
        self.draw_the_gradient()
        self.measure_the_length()
        self.measure_the_angle()
        self.turn_through_the_quadrants()
        self.divide_the_components()
        self.ask_the_slide()
        self.correct_the_slide()

    @beat
    def draw_the_gradient(self) -> None:
        lesson = self.lesson
        left, right = self.regions.whole.split(5.3, 7.4, gap=0.3, shape=1.1, rows=(1.25, 1))
        self.rooms = right.padded(x=0.25, y=0.2).rows(0.8, 3.4, 1.3, gap=0.1)
        self.plane = self.plot("plane", left, equal=True)
        self.turned = ValueTracker(lesson.lap("angle")[0])
        now = self.turned.get_value
        self.arrow = moving_arrow(self.plane, lambda: lesson.arrow(now()), TANGENT, width=7)
        self.legs = VGroup(
            self.plane.segment(lambda: lesson.across(now()), INK, width=3, dashed=True),
            self.plane.segment(lambda: lesson.up(now()), INK, width=3, dashed=True),
        )
        self.names = VGroup(
            self.plane.follow(plated(self.label("f_x")), lambda: lesson.across_name(now())),
            self.plane.follow(plated(self.label("f_y")), lambda: lesson.up_name(now())),
        )
        self.angles = self.table_of_angles()
        self.play(FadeIn(self.plane, self.card(right)), run_time=0.6)
        for leg, name in zip(self.legs, self.names, strict=True):
            self.play(Create(leg), FadeIn(name), run_time=0.8)
        self.play(FadeIn(self.arrow), run_time=0.6)
        self.together(
            FadeIn(self.heads[:2], self.angles.head[1]), self.show(0, INK, "gradient"), run_time=0.6
        )

    @beat
    def measure_the_length(self) -> None:
        rule = self.readout("magnitude.rule", size=FORMULA)
        value = self.readout("magnitude", template="= VALUE", size=FORMULA)
        value.next_to(rule, RIGHT, buff=0.15).on_baseline(rule.baseline)
        VGroup(rule, value).move_to(self.rooms[0].centre)
        circle = self.plane.path(self.lesson.circle, GRID, width=3).set_z_index(-1)
        self.play(FadeIn(rule), run_time=0.6)
        self.play(FadeIn(value, shift=0.1 * RIGHT), run_time=0.6)
        self.play(Create(circle), run_time=1)

    @beat
    def measure_the_angle(self) -> None:
        lesson, now = self.lesson, self.turned.get_value
        self.arc = self.plane.moving_path(lambda: lesson.arc(now()), CONFIRMED, width=5)
        self.letter = self.plane.follow(
            self.label("theta", CONFIRMED), lambda: lesson.letter(now())
        )
        self.play(Create(self.arc), FadeIn(self.letter), run_time=1)
        self.together(FadeIn(self.heads[2]), self.show(0, CONFIRMED, "angle"), run_time=0.6)
        self.rule = self.rule_below("angle.rule", CONFIRMED)
        self.play(FadeIn(self.rule), run_time=0.6)

    @beat
    def turn_through_the_quadrants(self) -> None:
        _, *others = enumerate(self.lesson.lap("angle"))
        for stop, turn in others:
            self.turn_to(turn, run_time=0.6)
            self.together(
                self.show(stop, INK, "gradient"), self.show(stop, CONFIRMED, "angle"), run_time=0.4
            )

    @beat
    def divide_the_components(self) -> None:
        self.compare("quotient", self.lesson.arrow_by_quotient, SECANT)

    @beat
    def ask_the_slide(self) -> None:
        self.play(FadeOut(self.other), run_time=0.4)
        self.compare("slide", self.lesson.arrow_by_slide, MOVING)

    @beat
    def correct_the_slide(self) -> None:
        first, second = self.rooms[2].split(1, 1, gap=0.1, shape=4.5)
        wrong = self.rule_below("slide.rule", MOVING, template="theta != VALUE")
        wrong.move_to(first.centre)
        self.play(FadeOut(self.other, self.rule), FadeIn(wrong), run_time=0.8)
        right = self.rule_below("angle.rule", CONFIRMED).move_to(second.centre)
        lit = [row[2].animate.set_fill(colour(CONFIRMED)) for row in self.angles.rows]
        self.play(FadeIn(right, shift=0.1 * DOWN), *lit, run_time=0.8)

    def compare(self, word: str, pointed: Callable[[float], Ends], role: Role) -> None:
        """Turn once more, and show at every stop where another formula points."""
        lesson, now = self.lesson, self.turned.get_value
        lap, column = lesson.lap(word), lesson.columns.index(word)
        self.play(FadeOut(self.rule, self.legs, self.names), run_time=0.4)
        self.turn_to(lap[0], run_time=0.6)
        self.other = moving_arrow(self.plane, lambda: pointed(now()), role, width=4)
        self.rule = self.rule_below(f"{word}.rule", role, template="theta = VALUE")
        self.play(FadeIn(self.rule, self.heads[column], self.other), run_time=0.6)
        for stop, turn in enumerate(lap):
            if stop:
                self.turn_to(turn, run_time=0.5)
            self.together(self.show(stop, role, word), run_time=0.3)
        self.turn_to(lesson.rest(word), run_time=0.6)
        rows = self.angles.rows
        lit = [rows[stop][column] for stop in lesson.missed[word]]
        wrong = [cell.animate.set_fill(colour(MOVING)) for cell in lit]
        here = rows[lesson.telling][:2].animate.set_fill(colour(INK))
        still = [cell for cell in rows[-1][: column + 1] if cell not in lit]
        calm = [cell.animate.set_fill(colour(SOFT)) for cell in still]
        self.play(*wrong, *calm, here, run_time=0.6)

    def turn_to(self, turn: float, *, run_time: float) -> None:
        """Turn the arrow on."""
        self.play(self.turned.animate.set_value(turn), run_time=run_time)

    def show(self, stop: int, role: Role, word: str) -> list[Animation]:
        """Return the animations that write a part of a stop's row."""
        return self.angles.show(stop, role, of=(word,))

    def rule_below(self, key: str, role: Role, **settings: Any) -> Typeset:
        """Return a formula for the angle, below the table."""
        rule = self.readout(key, role, size=FORMULA, **settings)
        return rule.move_to(self.rooms[2].centre)

    def table_of_angles(self) -> NumberTable:
        """Return the table of what each formula gives at each stop."""
        lesson, room = self.lesson, self.rooms[1]
        table = table_in_ems(
            self,
            ["f_x", "f_y", "theta", '"arctan"', '"artanh"'],
            [[f"{word}.{stop}" for word in lesson.columns] for stop in lesson.stops],
            room,
            shares=lesson.widths,
        )
        self.heads = table.head[0]
        return table


class JacobianShape(LessonScene):
    """The Jacobian has a row for every output and a column for every input."""

    lesson = gradient.JacobianShape()

    def construct(self) -> None:
        self.move_the_inputs()
        self.nudge_x()
        self.nudge_y()
        self.read_the_rows()
        self.count_rows_and_columns()
        self.correct_the_slide()

    @beat
    def move_the_inputs(self) -> None:
        lesson = self.lesson
        left, right = self.regions.whole.split(6, 6.8, gap=0.3, shape=1.1, rows=(1.1, 1))
        self.rooms = right.padded(x=0.25, y=0.2).rows(1.5, 2.2, 0.6, 0.9, gap=0.1)
        above, below = left.rows(1.5, 3.6, gap=0.15)
        self.tracks = self.plot("inputs", above.inset(x=0.4), grid=False)
        self.outputs = self.plot("outputs", below.inset(x=0.4), grid=False)
        self.values = tuple(ValueTracker(value) for value in lesson.inputs)
        self.heights = VGroup(*map(self.bar, lesson.rows))
        keys = [[f"component.{i}"] for i in lesson.rows]
        title = matrix(self, keys, name="f(x, y) =", columns=[FUNCTION])
        shrunk_into(title, self.rooms[0], least=SMALLEST / FORMULA)
        inputs = [self.input(axis, name) for axis, name in zip(lesson.columns, "xy", strict=True)]
        self.play(FadeIn(self.card(right), title), run_time=0.6)
        self.play(FadeIn(self.tracks.numbers, *inputs), run_time=0.6)
        self.play(FadeIn(self.outputs.axes, self.outputs.numbers, self.heights), run_time=0.8)
        for axis, value in enumerate(self.values):
            for visit in lesson.visits(axis):
                self.play(value.animate.set_value(visit), run_time=0.7)

    @beat
    def nudge_x(self) -> None:
        self.lay_out_the_matrices()
        self.play(FadeIn(*self.empty), run_time=0.6)
        first, self.second = self.lesson.columns
        self.fill_a_column(first, SECANT)

    @beat
    def nudge_y(self) -> None:
        self.play(FadeOut(self.rates), run_time=0.4)
        self.fill_a_column(self.second, TANGENT)

    @beat
    def read_the_rows(self) -> None:
        self.play(FadeOut(self.rates), run_time=0.4)
        around = None
        for row in self.lesson.rows:
            frames = VGroup(*(grid.frame_of_row(row, CONFIRMED) for grid in self.grids))
            lit = [
                bar.animate.set_fill(colour(CONFIRMED if i == row else FUNCTION))
                for i, bar in enumerate(self.heights)
            ]
            coming = FadeIn(frames) if around is None else ReplacementTransform(around, frames)
            self.play(coming, *lit, run_time=0.8)
            self.wait(0.4)
            around = frames
        self.around = around

    @beat
    def count_rows_and_columns(self) -> None:
        calm = [bar.animate.set_fill(colour(FUNCTION)) for bar in self.heights]
        shape = composed(self, "m times n = VALUE times VALUE", ["shape.rows", "shape.columns"])
        self.shape = shape.move_to(self.rooms[3].centre)
        counted = self.grids[-1].brackets
        columns = self.readout("shape.columns", CONFIRMED, template="n = VALUE", size=FORMULA)
        columns.move_to(self.rooms[2].centre).set_x(counted.get_x())
        self.play(FadeOut(self.around, self.here), *calm, run_time=0.6)
        self.play(
            FadeIn(self.count.next_to(counted, RIGHT, buff=0.2), shift=0.1 * RIGHT), run_time=0.8
        )
        self.play(FadeIn(columns, shift=0.1 * DOWN), run_time=0.8)
        self.play(FadeIn(self.shape, shift=0.1 * DOWN), run_time=0.8)

    @beat
    def correct_the_slide(self) -> None:
        first, second = self.rooms[3].columns(1, 1, gap=0.2)
        wrong = self.label("moving(crossmark) quad J in RR^(n times m)").move_to(first.centre)
        right = self.label("confirmed(checkmark) quad J in RR^(m times n)").move_to(second.centre)
        self.play(FadeOut(self.shape), run_time=0.4)
        self.play(FadeIn(wrong), run_time=0.6)
        self.play(FadeIn(right, shift=0.1 * RIGHT), run_time=0.8)

    def fill_a_column(self, axis: int, role: Role) -> None:
        """Let an input grow, and write down how fast each output grows with it."""
        lesson = self.lesson
        unit = arrow(self.tracks, lesson.unit(axis), role, width=6)
        self.rates = VGroup(unit)
        self.play(FadeIn(unit), run_time=0.6)
        for row in lesson.rows:
            rate = arrow(self.outputs, lesson.rate(row, axis), role, width=6)
            self.rates.add(rate)
            cells = [grid.cells[row][axis] for grid in self.grids]
            self.play(FadeIn(rate, *cells), run_time=0.9)

    def input(self, axis: int, name: str) -> VGroup:
        """Return the track of an input, its name and its knob."""
        lesson, value = self.lesson, self.values[axis].get_value
        track = self.tracks.segment(lambda: lesson.track(axis), SOFT, width=3, moving=False)
        knob = self.tracks.dot(name, lambda: lesson.knob(axis, value()), MOVING)
        return VGroup(track, self.label(name, INK).next_to(track, LEFT, buff=0.2), knob)

    def bar(self, row: int) -> VMobject:
        """Return the bar of an output."""
        first, second = (value.get_value for value in self.values)
        return self.outputs.rectangle(
            lambda: self.lesson.bar(row, (first(), second())), FUNCTION, width=0, fill_opacity=0.9
        )

    def lay_out_the_matrices(self) -> None:
        """Keep the places of the Jacobian, as formulas if there is room, and at the inputs."""
        room, name, equals = self.rooms[1], self.label("J ="), self.label(self.lesson.equals)
        self.count = self.readout("shape.rows", CONFIRMED, template="m = VALUE", size=FORMULA)
        room = Box(room.left, room.right - self.count.width, room.bottom, room.top)
        formulas, numbers = (self.empty_matrix(word) for word in ("partial", "jacobian"))
        line = VGroup(name, formulas, equals, numbers).arrange(RIGHT, buff=0.2)
        self.grids = [formulas, numbers]
        if line.width * SMALLEST > room.width * FORMULA:
            line = VGroup(self.label(f"J {self.lesson.equals}"), numbers).arrange(RIGHT, buff=0.2)
            self.grids = [numbers]
        shrunk_into(line, room, least=SMALLEST / FORMULA)
        here = composed(self, '"at" x = VALUE, y = VALUE', ["at.x", "at.y"], SOFT, size=NUMBER)
        self.here = here.move_to(self.rooms[2].centre)
        signs = [part for part in line if not isinstance(part, Grid)]
        self.empty = [*signs, here, *(grid.brackets for grid in self.grids)]

    def empty_matrix(self, word: str) -> Grid:
        """Return a matrix of entries whose keys begin with a word."""
        lesson = self.lesson
        keys = [[f"{word}.{i}.{j}" for j in lesson.columns] for i in lesson.rows]
        return Grid(self, keys, columns=(SECANT, TANGENT))


class JacobianLocalMap(LessonScene):
    """Seen from near, a map of the plane is the linear map whose matrix is its Jacobian."""

    lesson = gradient.JacobianLocalMap()

    def construct(self) -> None:
        self.map_a_square()
        self.shrink_the_square()
        self.map_the_unit_arrows()
        self.read_off_the_matrix()
        self.add_the_columns()

    @beat
    def map_a_square(self) -> None:
        lesson = self.lesson
        left, middle, right = self.regions.trio(3.9, 3.9, 4.8, gap=0.3)
        self.rooms = right.padded(x=0.2, y=0.2).rows(1.2, 2.3, 1.2, 1.1, gap=0.1)
        (above, box), (over, image) = (side.rows(0.5, 4.6, gap=0.05) for side in (left, middle))
        self.square = self.plot("square", box, grid=False, equal=True)
        self.image = self.plot("image", image, grid=False)
        self.half = ValueTracker(float(lesson.steps[0]))
        self.lines, self.mapped = self.grid(), self.mapped_grid()
        self.corners = self.corner_dots()
        names = VGroup(
            self.place(["at.x", "at.y"], above), self.place(["value.0", "value.1"], over)
        )
        keys = [["component.0"], ["component.1"]]
        title = matrix(self, keys, name="f(x, y) =", columns=[FUNCTION])
        title = self.in_room(title, self.rooms[0])
        self.play(FadeIn(self.card(right), title), run_time=0.6)
        self.play(FadeIn(self.square, names[0]), run_time=0.6)
        self.play(Create(self.lines), FadeIn(self.corners[0], scale=2), run_time=1.2)
        self.play(FadeIn(self.image.axes, names[1]), run_time=0.6)
        flown, dot = self.lines.copy(), self.corners[0].copy().clear_updaters()
        self.play(
            ReplacementTransform(flown, self.mapped),
            ReplacementTransform(dot, self.corners[1]),
            run_time=2.5,
        )
        self.play(FadeIn(self.image.numbers), run_time=0.4)

    @beat
    def shrink_the_square(self) -> None:
        lesson = self.lesson
        self.table_of_corners()
        self.together(FadeIn(self.landings.head), self.landings.show(0, MOVING), run_time=0.6)
        for index, step in enumerate(lesson.steps[1:], start=1):
            self.play(self.half.animate.set_value(float(step)), run_time=2)
            self.together(self.landings.show(index, MOVING), run_time=0.6)

    @beat
    def map_the_unit_arrows(self) -> None:
        lesson = self.lesson
        straight = self.image.path(lesson.parallelogram, CONFIRMED, width=0)
        straight.set_fill(colour(CONFIRMED), opacity=0.25).set_z_index(-1)
        quiet = [part.animate.set_stroke(opacity=0.3) for part in (self.lines, self.mapped)]
        self.play(FadeIn(straight), *quiet, run_time=1)
        self.columns = VGroup()
        for axis, role in enumerate((SECANT, TANGENT)):
            unit = arrow(self.square, lesson.unit_arrow(axis), role, width=7)
            column = arrow(self.image, lesson.column(axis), role, width=7)
            self.play(FadeIn(unit), run_time=0.5)
            self.play(ReplacementTransform(unit.copy(), column), run_time=1.2)
            self.columns.add(column)

    @beat
    def read_off_the_matrix(self) -> None:
        axes = tuple(range(len(self.columns)))
        for room, word, name in zip(
            self.rooms[2:], ("partial", "jacobian"), ("J =", "J(a) ="), strict=True
        ):
            keys = [[f"{word}.{i}.{j}" for j in axes] for i in axes]
            found = self.in_room(matrix(self, keys, name=name, columns=[SECANT, TANGENT]), room)
            self.play(FadeIn(found, shift=0.1 * DOWN), run_time=0.8)
            self.wait(0.6)

    @beat
    def add_the_columns(self) -> None:
        lesson = self.lesson
        again = arrow(self.image, lesson.second_column_from_the_first, TANGENT, width=7)
        moved = self.columns[1].copy()
        self.play(ReplacementTransform(moved, again), run_time=1.5)
        end = self.image.dot("end", lambda: lesson.end, CONFIRMED, moving=False)
        self.together(
            FadeOut(self.corners[1]),
            FadeIn(end, scale=2),
            self.landings.show(len(lesson.steps), CONFIRMED),
            run_time=0.8,
        )

    def grid(self) -> VGroup:
        """Return the lines of the square."""
        return VGroup(*(self.square.path(line, FUNCTION, width=3) for line in self.lesson.grid))

    def mapped_grid(self) -> VGroup:
        """Return the images of its lines."""
        lesson, half = self.lesson, self.half.get_value

        def line(index: int) -> VMobject:
            return self.image.moving_path(
                lambda: lesson.image_of_line(index, half()), FUNCTION, width=3
            )

        return VGroup(*(line(index) for index in range(len(lesson.grid))))

    def corner_dots(self) -> VGroup:
        """Return the square's corner and its image."""
        lesson, half = self.lesson, self.half.get_value
        return VGroup(
            self.square.dot("corner", lambda: lesson.corner, MOVING, moving=False),
            self.image.dot("image", lambda: lesson.image_of_corner(half()), MOVING),
        )

    def place(self, keys: list[str], room: Box) -> Typeset:
        """Return the point in the middle of a picture, above it."""
        name = "a" if keys[0].startswith("at") else "f(a)"
        ways = [f'{name} = (VALUE, VALUE)", unit" h', f"{name} = (VALUE, VALUE)"]
        written = [
            composed(self, way, keys, size=size) for size in (NUMBER, SMALLEST) for way in ways
        ]
        return first_within(written, room.width).move_to(room.centre)

    def table_of_corners(self) -> None:
        """Lay out where the corner lands, step by step and in the limit."""
        steps = [[f"step.{i}", f"corner.{i}.x", f"corner.{i}.y"] for i in self.lesson.stops]
        self.landings = fitted_table(
            self,
            ["h", '"across"', '"up"'],
            [*steps, ["zero", "end.x", "end.y"]],
            self.rooms[1],
        )
