"""Scenes of the chapter *Extras*."""

from collections.abc import Callable, Sequence

from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)

from calcml.lessons import extras
from calcml.stage import (
    CONFIRMED,
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
from calcml.stage.arrows import Ends, arrow, moving_arrow
from calcml.stage.axis_names import kept_clear, placed_names
from calcml.stage.contours import contour_map
from calcml.stage.fitted_tables import fitted_table
from calcml.stage.fitting import between_sides, fitted
from calcml.stage.layout import Box
from calcml.stage.nets import Net
from calcml.stage.plots import Plot
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour
from calcml.stage.traces import Trace

KEEP = '"move" = secant(beta) dot "last move"'
ADD = "moving(- eta nabla f)"
LEGEND = ("over a node: its value", "under it: how fast the error moves with it")
PAIR = ("rate", "other", "factor")
EQUALS = "SYMBOL = VALUE"
SHADOW = (
    "secant(D_u f) = tangent(nabla f) dot moving(u)",
    "= tangent(norm(nabla f)) cos confirmed(theta)",
)
BOUND = (
    "abs(tangent(nabla f) dot moving(u)) <= tangent(norm(nabla f)) norm(moving(u))",
    '"equal only if" med moving(u) parallel tangent(nabla f)',
)


def within(scene: LessonScene, text: Typeset, room: Box) -> Typeset:
    """Return a text in the middle of its room, as large as that allows."""
    return fitted(text, room.width, least=scene.em(SMALLEST)).move_to(room.centre)


class WhySteepest(LessonScene):
    """The slope along a direction is the gradient's shadow on it, largest along the gradient."""

    lesson = extras.WhySteepest()

    def construct(self) -> None:
        self.stand_on_the_slope()
        self.turn_the_probe()
        self.see_the_shadow()
        self.read_the_extremes()
        self.compare_with_the_length()

    @beat
    def stand_on_the_slope(self) -> None:
        picture = self.lesson.picture
        self.lay_out()
        self.turn = ValueTracker(picture.first)
        now = self.turn.get_value
        self.levels = contour_map(self.map, picture.levels, filled=False, width=2, opacity=0.5)
        self.point = self.map.dot("at", lambda: picture.point, INK, moving=False)
        circle = self.map.path(picture.circle(), SOFT, width=2)
        self.probe = moving_arrow(self.map, lambda: picture.probe(now()), MOVING, width=8)
        self.name = self.map.follow(self.label("u", MOVING), lambda: picture.probe_name(now()))
        self.play(FadeIn(self.map, self.levels), FadeIn(self.panel, self.title), run_time=0.8)
        self.play(FadeIn(self.axes, self.names_of_axes()), run_time=0.6)
        self.play(FadeIn(self.point, scale=2), run_time=0.4)
        self.play(FadeIn(self.probe, self.name), run_time=0.6)
        self.play(Create(circle), run_time=1.2)

    @beat
    def turn_the_probe(self) -> None:
        picture, now = self.lesson.picture, self.turn.get_value
        traced = self.axes.moving_path(lambda: picture.traced(now()), SECANT)
        bar = self.axes.segment(lambda: picture.bar(now()), SECANT, width=7)
        dot = self.axes.dot("slope", lambda: picture.slope(now()), SECANT)
        self.play(FadeIn(bar, dot), run_time=0.4)
        self.add(traced, dot)
        self.play(self.turn.animate.set_value(picture.last), run_time=6, rate_func=linear)
        traced.clear_updaters()

    @beat
    def see_the_shadow(self) -> None:
        picture, now = self.lesson.picture, self.turn.get_value
        gradient = arrow(self.map, picture.arrow, TANGENT, width=5)
        gradient.set_z_index(3)  # on the probe, when that lies along it
        name = self.label("nabla f", TANGENT).move_to(self.map.point(*picture.arrow_name))
        shadow = self.map.segment(lambda: picture.band(now()), SECANT, width=7)
        ray = self.map.segment(lambda: picture.ray(now()), SOFT, width=2, dashed=True)
        arc = self.map.moving_path(lambda: picture.arc(now()), CONFIRMED, width=4)
        letter = self.map.follow(
            self.label("theta", CONFIRMED, size=NUMBER), lambda: picture.letter(now())
        )
        self.play(self.turn.animate.set_value(self.lesson.stops[0]), run_time=1.6)
        self.play(FadeIn(gradient, name), FadeIn(self.length), run_time=0.8)
        self.play(Create(arc), FadeIn(letter), run_time=0.6)
        self.play(Create(ray), run_time=0.6)
        self.add(shadow, self.probe, self.point)
        self.play(FadeIn(shadow), FadeIn(self.rule), run_time=0.8)
        self.play(FadeIn(self.numbers.head), run_time=0.4)
        self.together(self.numbers.show(0, SECANT), run_time=0.6)
        self.measured = VGroup(arc, letter)

    @beat
    def read_the_extremes(self) -> None:
        level = contour_map(self.map, self.lesson.picture.level, filled=False, width=5, opacity=1)
        _, *others = enumerate(self.lesson.stops)
        self.play(FadeOut(self.measured), run_time=0.4)
        for index, stop in others:
            self.play(self.turn.animate.set_value(stop), run_time=1.2)
            met = [FadeIn(level)] if index == self.lesson.across else []
            self.together(self.numbers.show(index, SECANT), *met, run_time=0.6)
        self.levels.add(level)

    @beat
    def compare_with_the_length(self) -> None:
        picture, now = self.lesson.picture, self.turn.get_value
        bounds = VGroup(*map(self.bound, picture.bounds))
        far = self.map.path(picture.far_circle, SOFT, width=2.5)
        way = self.map.moving_path(lambda: picture.shadows(now()), SECANT, width=1.5)
        self.play(Create(far), Create(bounds), run_time=1)
        self.play(FadeOut(self.rule, self.length), FadeIn(self.inequality[0]), run_time=0.6)
        self.add(way, self.probe, self.point)
        self.play(self.turn.animate.set_value(picture.rest), run_time=4)
        along, against = self.numbers.rows[1], self.numbers.rows[-1]
        self.play(
            FadeIn(self.inequality[1]),
            along.animate.set_fill(colour(SECANT)),
            against.animate.set_fill(colour(SOFT)),
            run_time=0.6,
        )

    def names_of_axes(self) -> VGroup:
        """Return the names of angle and slope, clear of the wave between them."""
        angle, slope = self.label("theta", CONFIRMED), self.label("D_u f", SECANT)
        right = self.axes.axes[0].get_right()
        corner = self.axes.region(x=(0, 0), y=(0.86, 0.86)).centre
        return VGroup(angle.next_to(right, UL, buff=0.12), slope.next_to(corner, DR, buff=0.12))

    def lay_out(self) -> None:
        """Make map and axes, and the texts of the card."""
        left, middle, right = self.regions.trio(5, 4.6, 3.7, gap=0.3)
        self.map = self.plot("map", left, equal=True)
        self.axes = self.plot("slope", middle.inset(x=0.2).padded(y=0.4))
        self.panel = self.card(right)
        rooms = right.padded(x=0.2, y=0.2).rows(0.8, 0.6, 1.4, 0.7, 2.6, gap=0.08)
        f = self.readout("function", FUNCTION)
        at = [self.readout(f"at.{n}", template=EQUALS) for n in "xy"]
        place = VGroup(*at).arrange(RIGHT, buff=0.4)
        self.title = VGroup(within(self, f, rooms[0]), place.move_to(rooms[1].centre))
        length = self.readout("magnitude", TANGENT, template=EQUALS)
        self.length = within(self, length, rooms[3])
        self.rule = self.two_lines(SHADOW, rooms[2])
        self.inequality = self.two_lines(BOUND, rooms[2])
        keys = [[f"turn.{i}", f"slope.{i}"] for i, _ in enumerate(self.lesson.stops)]
        self.numbers = fitted_table(self, ["theta", "D_u f"], keys, rooms[4])

    def two_lines(self, lines: tuple[str, str], room: Box) -> VGroup:
        """Return a formula of two lines."""
        rooms = room.rows(1, 1, gap=0.05)
        return VGroup(
            *(
                within(self, self.label(line, size=NUMBER), each)
                for line, each in zip(lines, rooms, strict=True)
            )
        )

    def bound(self, ends: Ends) -> VMobject:
        """Return the line at the largest or the least slope."""
        return self.axes.segment(lambda: ends, TANGENT, width=2.5, dashed=True, moving=False)


class LargestStableRate(LessonScene):
    """A step multiplies the error by a factor, which has to stay between minus one and one."""

    lesson = extras.LargestStableRate()

    def construct(self) -> None:
        self.multiply_the_error()
        self.stay_in_the_band()
        self.leave_the_band()
        self.add_a_flat_direction()
        self.find_the_best_rate()

    @beat
    def multiply_the_error(self) -> None:
        picture, (first, *_) = self.lesson.picture, self.lesson.moments
        self.lay_out()
        self.rate, self.stops = ValueTracker(first), enumerate(self.lesson.moments)
        now = self.rate.get_value
        diagonal = self.web.segment(lambda: picture.diagonal, SOFT, width=2.5, moving=False)
        law = self.web.line(lambda: picture.law(now()), TANGENT)
        path = self.web.moving_path(lambda: picture.web(now()), MOVING, width=3)
        dot = self.web.dot("error", picture.first, MOVING, moving=False)
        names = self.names_of_the_web()
        self.of_axes = placed_names(self.axes, self.label("eta", MOVING), self.label("q", TANGENT))
        self.of_axes[0].next_to(self.axes.axes[0].get_right(), DL, buff=0.12)  # no line runs there
        self.play(FadeIn(self.panel, self.given[0]), FadeIn(self.web, names), run_time=0.6)
        self.play(FadeIn(self.axes, self.of_axes), run_time=0.6)
        self.play(Create(diagonal), Create(law), FadeIn(self.given[1]), run_time=1)
        self.play(FadeIn(dot, scale=2), run_time=0.4)
        self.play(Create(path), run_time=2.4, rate_func=linear)
        self.add(dot)
        self.first_picture = VGroup(self.web, names, diagonal, law, path, dot)

    @beat
    def stay_in_the_band(self) -> None:
        picture, now = self.lesson.picture, self.rate.get_value
        self.fold = ValueTracker()
        fold = self.fold.get_value
        band = self.axes.rectangle(
            lambda: picture.band, CONFIRMED, width=0, fill_opacity=0.16, moving=False
        )
        self.line = self.factor_line(picture.steep, TANGENT)
        self.dot = self.axes.dot("factor", lambda: picture.on_line(now(), picture.steep, fold()))
        self.play(FadeIn(band), run_time=0.6)
        self.play(Create(self.line), run_time=0.8)
        self.play(FadeIn(self.dot, scale=2), FadeIn(self.numbers.head), run_time=0.4)
        self.next_stop(run_time=0.2)
        self.next_stop(run_time=2.4)

    @beat
    def leave_the_band(self) -> None:
        limit = self.axes.segment(
            lambda: self.lesson.picture.limit, CONFIRMED, dashed=True, width=3, moving=False
        )
        self.next_stop(run_time=1.4)
        self.play(Create(limit), FadeIn(self.bound), run_time=0.8)
        self.next_stop(run_time=1.2)

    @beat
    def add_a_flat_direction(self) -> None:
        picture, now, fold = self.lesson.picture, self.rate.get_value, self.fold.get_value
        levels = contour_map(self.map, picture.levels, filled=False, width=2, opacity=0.5)
        walk = self.map.moving_path(lambda: picture.walk(now()), MOVING, width=3)
        dot = self.map.dot("start", lambda: picture.start, MOVING, moving=False)
        other = self.axes.dot("flat", lambda: picture.on_line(now(), picture.flat, fold()), SECANT)
        self.flat_line = self.factor_line(picture.flat, SECANT)
        self.play(FadeOut(self.first_picture, self.numbers, *self.numbers.rows), run_time=0.4)
        self.rate.set_value(self.lesson.moments[0])
        self.play(FadeIn(self.map, levels), FadeIn(self.more[0]), run_time=0.6)
        self.play(Create(self.flat_line), FadeIn(self.more[1]), run_time=0.8)
        self.play(FadeIn(dot, other, scale=2), run_time=0.4)
        self.play(Create(walk), run_time=1)
        self.add(dot)
        self.play(self.rate.animate.set_value(self.lesson.moments[-1]), run_time=4)

    @beat
    def find_the_best_rate(self) -> None:
        picture = self.lesson.picture
        pace = self.axes.path(picture.pace(), INK, width=7).set_stroke(opacity=0.5)
        lowest = self.axes.dot("lowest", lambda: picture.lowest, CONFIRMED, moving=False)
        sizes = self.label("abs(q)", INK).move_to(self.of_axes[1], aligned_edge=LEFT)
        self.play(self.fold.animate.set_value(picture.up), FadeOut(self.of_axes[1]), run_time=1.4)
        self.play(FadeIn(sizes), run_time=0.4)
        self.play(Create(pace), run_time=1.2)
        self.play(self.rate.animate.set_value(picture.best), run_time=1.6)
        self.play(FadeIn(lowest, scale=2), FadeIn(self.least), run_time=0.8)

    def lay_out(self) -> None:
        """Make the three plots, and the texts of the card."""
        left, middle, right = self.regions.trio(4.6, 4.9, 3.6, gap=0.3)
        _, below, _ = left.rows(0.35, 5, 0.3, gap=0)
        self.web = self.plot("web", below, equal=True)
        self.map = self.plot("map", left, equal=True)
        self.axes = self.plot("factor", middle.inset(x=0.1).padded(y=0.3))
        self.panel = self.card(right)
        rooms = right.padded(x=0.2, y=0.2).rows(0.6, 0.7, 2.9, 1.1, gap=0.08)
        self.given = VGroup(
            self.readout("steep", TANGENT, template=EQUALS).move_to(rooms[0].centre),
            self.readout("law.steep", TANGENT).move_to(rooms[1].centre),
        )
        keys = [[f"rate.{i}", f"factor.{i}"] for i, _ in enumerate(self.lesson.rates)]
        self.numbers = fitted_table(self, ["eta", "q"], keys, rooms[2])
        self.bound = self.found("bound", rooms[3], "<")
        flat, law, size, best = rooms[2].rows(0.6, 0.8, 0.7, 1.2, gap=0.08)
        self.more = VGroup(
            self.readout("flat", SECANT, template=EQUALS).move_to(flat.centre),
            self.readout("law.flat", SECANT).move_to(law.centre),
        )
        self.least = VGroup(
            self.found("best", best, "="),
            self.readout("best.factor", INK, template=EQUALS).move_to(size.centre),
        )

    def names_of_the_web(self) -> VGroup:
        """Return the names of its axes, outside of them: lines run everywhere inside."""
        this, after = self.note("error"), self.note("the next")
        after.next_to(self.web.axes[1], UP, buff=0.1)
        this.next_to(self.web.numbers, DOWN, buff=0.1).set_x(after.get_x())
        return VGroup(this, after)

    def found(self, key: str, room: Box, relation: str) -> Typeset:
        """Return a rate, or the bound of all rates, that is told by its formula."""
        told = f"moving(eta) {relation} SYMBOL = VALUE"
        rate = self.readout(key, CONFIRMED, template=told, display=True)
        return within(self, rate, room)

    def factor_line(self, curvature: float, role: Role) -> VMobject:
        """Return the factors of a curvature over the rate."""
        return self.axes.moving_path(
            lambda: self.lesson.picture.line(curvature, self.fold.get_value()), role
        )

    def next_stop(self, *, run_time: float) -> None:
        """Change the rate to the next one, and write down its factor."""
        index, moment = next(self.stops)
        self.play(self.rate.animate.set_value(moment), run_time=run_time)
        self.together(self.numbers.show(index, MOVING), run_time=0.6)
        self.wait(0.4)


class EquallyFast(LessonScene):
    """Two rates whose factors are mirrored at zero shrink every distance alike."""

    lesson = extras.EquallyFast()

    def construct(self) -> None:
        self.measure_from_the_minimum()
        self.draw_all_factors()
        self.fold_at_zero()
        self.slide_the_pair()
        self.meet_in_the_middle()

    @beat
    def measure_from_the_minimum(self) -> None:
        self.lay_out()
        picture = self.lesson.picture
        self.rate, self.fold = ValueTracker(self.lesson.moments[0]), ValueTracker()
        self.runs = self.run("first", self.rate.get_value, TANGENT, radius=0.1)
        others = self.run(
            "other", lambda: picture.other(self.rate.get_value()), SECANT, radius=0.06
        )
        names = placed_names(
            self.errors, self.note("step", size=NUMBER), self.note("error", size=NUMBER)
        )
        ends = placed_names(self.axes, self.label("eta", MOVING), self.label("q", FUNCTION))
        self.name = ends[1]
        self.play(FadeIn(self.panel, self.title), FadeIn(self.errors, names), run_time=0.6)
        self.play(FadeIn(self.axes, ends), run_time=0.6)
        for (path, dots), rate in zip((self.runs, others), self.pair, strict=True):
            self.play(FadeIn(rate), run_time=0.4)
            self.play(Create(path), FadeIn(dots, lag_ratio=0.4), run_time=2)
            self.add(dots)

    @beat
    def draw_all_factors(self) -> None:
        picture = self.lesson.picture
        line = self.axes.moving_path(lambda: picture.line(self.fold.get_value()), FUNCTION)
        first, second = (
            self.factor_of(*each)
            for each in (
                ("first", self.rate.get_value, TANGENT),
                ("second", lambda: picture.other(self.rate.get_value()), SECANT),
            )
        )
        self.play(Create(line), FadeIn(self.law), run_time=1)
        self.add(line)
        for point, factor in zip((first, second), self.signed, strict=True):
            self.play(FadeIn(point), FadeIn(factor), run_time=0.8)

    @beat
    def fold_at_zero(self) -> None:
        sizes = self.label("abs(q)", FUNCTION).move_to(self.name, aligned_edge=LEFT)
        level = self.axes.segment(
            lambda: self.lesson.picture.level(self.rate.get_value()), INK, width=2.5, dashed=True
        )
        self.play(FadeOut(self.name), run_time=0.4)
        self.play(self.fold.animate.set_value(self.lesson.picture.up), run_time=3)
        self.play(FadeIn(sizes), Create(level), run_time=0.8)

    @beat
    def slide_the_pair(self) -> None:
        axis = self.axes.segment(
            lambda: self.lesson.picture.axis, CONFIRMED, width=3, dashed=True, moving=False
        )
        self.play(Create(axis), FadeOut(self.pair, self.signed), run_time=0.8)
        self.stops = enumerate(self.lesson.moments)
        index, _ = next(self.stops)
        self.play(FadeIn(self.numbers.head), run_time=0.4)
        self.together(self.numbers.show(index, INK), run_time=0.6)
        self.slide_on()

    @beat
    def meet_in_the_middle(self) -> None:
        self.slide_on()
        self.play(FadeIn(self.mirror), run_time=0.6)

    def slide_on(self) -> None:
        """Move both rates towards each other, and write them down."""
        index, moment = next(self.stops)
        self.play(self.rate.animate.set_value(moment), run_time=2.4)
        self.together(self.numbers.show(index, INK), run_time=0.6)

    def lay_out(self) -> None:
        """Make both plots, and the texts of the card."""
        left, middle, right = self.regions.trio(4.6, 4.6, 3.8, gap=0.3)
        self.errors = self.plot("errors", left.inset(x=0.1).padded(y=0.3))
        self.axes = self.plot("factor", middle.inset(x=0.1).padded(y=0.3))
        self.panel = self.card(right)
        rooms = right.padded(x=0.2, y=0.25).rows(0.8, 0.7, 2.6, 0.7, gap=0.1)
        self.title = within(self, self.readout("function", FUNCTION), rooms[0])
        self.law = self.readout("law", FUNCTION).move_to(rooms[1].centre)
        self.mirror = self.readout("mirror", CONFIRMED, template=EQUALS)
        self.mirror.move_to(rooms[3].centre)
        first, second, *_ = rooms[2].rows(1, 1, 0.6, gap=0.1)
        cells = [box.columns(1, 1, gap=0.1) for box in (first, second)]
        keys = (("rate.0", "factor.0"), ("other.0", "opposite.0"))
        told = [
            [
                self.readout(key, role, template=EQUALS).move_to(cell.centre)
                for key, cell in zip(pair, row, strict=True)
            ]
            for pair, row, role in zip(keys, cells, (TANGENT, SECANT), strict=True)
        ]
        self.pair, self.signed = (VGroup(*each) for each in zip(*told, strict=True))
        rows = [[f"{key}.{i}" for key in PAIR] for i, _ in enumerate(self.lesson.rates)]
        self.numbers = fitted_table(self, ["eta", "eta'", "abs(q)"], rows, rooms[2])

    def run(self, name: str, rate: Callable[[], float], role: Role, *, radius: float) -> VGroup:
        """Return the errors of a run as dots, and the line that joins them."""
        picture, fold = self.lesson.picture, self.fold.get_value

        def dot(step: int) -> Dot:
            return self.errors.dot(
                f"{name}.{step}", lambda: picture.error(rate(), fold(), step), role, radius=radius
            )

        path = self.errors.moving_path(lambda: picture.run(rate(), fold()), role, width=2.5)
        return VGroup(path, VGroup(*map(dot, picture.steps)))

    def factor_of(self, name: str, rate: Callable[[], float], role: Role) -> VGroup:
        """Return the upright from the axis to a factor, and its end."""
        picture, fold = self.lesson.picture, self.fold.get_value
        return VGroup(
            self.axes.segment(lambda: picture.upright(rate(), fold()), role),
            self.axes.dot(name, lambda: picture.on_line(rate(), fold()), role),
        )


class WhereTheVTurns(LessonScene):
    """Truncation and round-off are two straight lines, and the best step is where they cross."""

    lesson = extras.WhereTheVTurns()

    def construct(self) -> None:
        self.draw_the_truncation()
        self.draw_the_round_off()
        self.add_both()
        self.lay_the_errors_over()
        self.coarsen_the_numbers()
        self.steepen_the_truncation()

    @beat
    def draw_the_truncation(self) -> None:
        self.axes = self.plot("main")
        self.raised = ValueTracker()
        curve, picture = self.lesson.curves["forward"], self.lesson.pictures["forward"]
        names = placed_names(self.axes, self.label("h", SOFT), self.note("error", size=NUMBER))
        self.panel = self.card()
        self.facts = self.facts_about("forward", TANGENT)
        kept_clear(
            names[1],
            [
                self.axes.places(picture.rounding_line(picture.usual)),
                self.axes.places(curve.truncation_line),
            ],
            0.3 * RIGHT,
        )
        self.falling = self.power(curve.truncation_line, TANGENT, width=4)
        self.slopes = VGroup(self.triangle(picture.truncation_triangle, "slope.forward", TANGENT))
        self.play(FadeIn(self.axes, names, self.panel), run_time=0.6)
        self.play(FadeIn(self.title, self.facts[0]), run_time=0.6)
        self.play(Create(self.falling), FadeIn(self.facts[1]), run_time=1.2)
        self.play(FadeIn(self.slopes[0]), run_time=0.8)

    @beat
    def draw_the_round_off(self) -> None:
        picture, raised = self.lesson.pictures["forward"], self.raised.get_value
        self.rising = self.axes.segment(lambda: picture.rounding_line(raised()), MOVING)
        other = self.triangle(picture.rounding_triangle, "slope.rounding", MOVING)
        self.play(Create(self.rising), FadeIn(self.facts[2]), run_time=1.2)
        self.play(FadeIn(other), run_time=0.8)
        self.slopes.add(other)

    @beat
    def add_both(self) -> None:
        self.sum = self.balance("forward")
        self.play(Create(self.sum[0]), run_time=1.6)
        self.play(FadeOut(self.slopes), FadeIn(self.sum[1]), run_time=0.6)
        self.play(Create(self.sum[2]), FadeIn(self.facts[3]), run_time=0.8)

    @beat
    def lay_the_errors_over(self) -> None:
        self.measured = self.errors("forward")
        self.play(FadeIn(self.measured, lag_ratio=0.1), run_time=2.4)

    @beat
    def coarsen_the_numbers(self) -> None:
        picture = self.lesson.pictures["forward"]
        up, across = (self.power(ends, INK, width=4) for ends in picture.shift)
        best = self.facts[3][1]
        self.facts[3].remove(best)
        self.play(FadeOut(self.measured, best), run_time=0.4)
        self.add(self.ghosts())
        self.play(self.raised.animate.set_value(picture.raised), run_time=3)
        self.play(Create(up), run_time=0.6)
        self.play(Create(across), run_time=0.6)
        self.lift = VGroup(up, across)

    @beat
    def steepen_the_truncation(self) -> None:
        curve, usual = self.lesson.curves["central"], self.lesson.pictures["central"].usual
        self.play(
            FadeOut(self.before, self.lift), self.raised.animate.set_value(usual), run_time=1.2
        )
        facts, measured = self.facts_about("central", SECANT), self.errors("central")
        steeper = self.power(curve.truncation_line, SECANT, width=4)
        slope = self.triangle(
            self.lesson.pictures["central"].truncation_triangle, "slope.central", SECANT
        )
        total = self.balance("central")
        for part in self.sum.get_family():
            part.clear_updaters()
        self.play(
            FadeOut(self.falling, self.rising, self.sum[2], self.facts),
            self.sum[0].animate.set_stroke(opacity=0.25),
            self.sum[1].animate.set_opacity(0.4),
            run_time=0.6,
        )
        lifted = self.power(curve.rounding_line, MOVING, width=4)
        self.play(Create(steeper), Create(lifted), FadeIn(facts[:3]), run_time=1.2)
        self.play(FadeIn(slope), run_time=0.6)
        self.play(Create(total[0]), run_time=1)
        self.play(FadeIn(total[1:], facts[3], measured), run_time=0.8)

    def power(self, ends: Ends, role: Role, *, width: float) -> VMobject:
        """Return a line that rests, as that of a power of the step."""
        return self.axes.segment(lambda: ends, role, width=width, moving=False)

    def triangle(self, legs: tuple[Ends, Ends], key: str, role: Role) -> VGroup:
        """Return run and rise at a line, with its slope beside them."""
        run, rise = (self.power(ends, SOFT, width=2.5) for ends in legs)
        slope = self.readout(key, role, template='op("slope") med VALUE')
        return VGroup(run, rise, slope.next_to(rise, RIGHT, buff=0.15))

    def balance(self, name: str) -> VGroup:
        """Return the sum of both models, where it is least, and the upright from there."""
        picture, raised = self.lesson.pictures[name], self.raised.get_value
        total = self.axes.moving_path(lambda: picture.total(raised()), INK, width=7)
        drop = self.axes.segment(lambda: picture.drop(raised()), CONFIRMED, width=3, dashed=True)
        dot = self.axes.dot(f"best.{name}", lambda: picture.lowest(raised()), CONFIRMED)
        dot.set_z_index(9)  # on all lines that meet there
        return VGroup(total.set_stroke(opacity=0.45), dot, drop)

    def errors(self, name: str) -> VGroup:
        """Return the measured errors of a quotient."""

        def dot(index: int, across: float, up: float) -> Dot:
            return self.axes.dot(
                f"{name}.{index}", lambda: (across, up), SOFT, radius=0.045, moving=False
            )

        places = self.lesson.curves[name].seen.tolist()
        return VGroup(*(dot(i, *place) for i, place in enumerate(places)))

    def ghosts(self) -> VGroup:
        """Return round-off and least sum as they are now, to stay behind."""
        parts = VGroup(self.rising, self.sum[1]).copy()
        for part in parts.get_family():
            part.clear_updaters()
        self.before = parts.set_opacity(0.4)
        return self.before

    def facts_about(self, name: str, role: Role) -> VGroup:
        """Return what the panel says of a quotient: formula, both models, the best step."""
        rooms = self.regions.panel.padded(x=0.3, y=0.25).rooms(
            0.7, 1.1, 1.1, 1.1, 1.3, 0.7, gap=0.06, aside=range(3, 6)
        )
        cells = rooms[0].columns(1.6, 1, gap=0.15)
        function, at = self.readout("function", FUNCTION), self.readout("at", template=EQUALS)
        self.title = VGroup(within(self, function, cells[0]), within(self, at, cells[1]))
        quotient = self.readout(f"quotient.{name}", role, display=True)
        law = self.readout(f"law.{name}", CONFIRMED, template="h^* = VALUE", display=True)
        least = VGroup(
            within(self, law, rooms[4]),
            self.fact("best step", f"best.{name}.step", rooms[5], CONFIRMED),
        )
        return VGroup(
            within(self, quotient, rooms[1]),
            self.fact("truncation", f"truncation.{name}", rooms[2], role),
            self.fact("round-off", f"rounding.{name}", rooms[3], MOVING),
            least,
        )

    def fact(self, words: str, key: str, room: Box, role: Role) -> VGroup:
        """Return a line of the panel: words at the left, an entry at the right."""
        left = self.note(words, SOFT).move_to(room.centre).from_pen(room.left)
        right = self.readout(key, role, display=True).move_to(room.centre)
        between_sides(right.shift(room.width * RIGHT), room)
        return VGroup(left, right)


class MomentumNarrowValley(LessonScene):
    """Moves that keep a share of the last one cancel across a valley and add up along it."""

    lesson = extras.MomentumNarrowValley()
    roles = (TANGENT, SECANT)

    def construct(self) -> None:
        self.zig_zag()
        self.keep_a_share()
        self.gather_speed()
        self.compare_the_errors()
        self.tell_the_factors()

    @beat
    def zig_zag(self) -> None:
        self.lay_out()
        levels = [
            contour_map(each, self.lesson.picture.levels, filled=False, width=2, opacity=0.5)
            for each in self.maps
        ]
        lowest = [self.lowest(each) for each in self.maps]
        names = placed_names(
            self.chart, self.note("step", size=NUMBER), self.note("error", size=NUMBER)
        )
        self.play(
            FadeIn(self.maps[0], levels[0], lowest[0], self.heads[0]),
            FadeIn(self.panel, self.title),
            run_time=0.8,
        )
        self.play(
            FadeIn(self.maps[1], levels[1], lowest[1]), FadeIn(self.chart, names), run_time=0.6
        )
        plain, _ = self.both
        reached = self.trace(plain)
        self.play(reached.animate.set_value(self.lesson.picture.last), run_time=5)

    @beat
    def keep_a_share(self) -> None:
        picture, plot = self.lesson.picture, self.maps[1]
        self.play(FadeIn(self.heads[1]), run_time=0.6)
        _, other = self.both
        self.reached = self.trace(other)
        self.play(self.reached.animate.set_value(picture.before), run_time=1.2)
        share = arrow(plot, picture.share(picture.told), INK)
        downhill = arrow(plot, picture.downhill(picture.told), MOVING)
        self.play(FadeIn(share, self.rule[0]), run_time=0.8)
        self.play(FadeIn(downhill, self.rule[1]), run_time=0.8)
        self.wait(0.6)
        self.play(self.reached.animate.set_value(picture.told), run_time=1.2)
        self.parts = VGroup(share, downhill)

    @beat
    def gather_speed(self) -> None:
        self.play(FadeOut(self.parts), run_time=0.4)
        self.play(self.reached.animate.set_value(self.lesson.picture.last), run_time=5)

    @beat
    def compare_the_errors(self) -> None:
        self.play(FadeIn(self.numbers.head), run_time=0.4)
        for row in self.numbers.rows:
            for cell, role in zip(row, (SOFT, *self.roles), strict=True):
                cell.set_fill(colour(role))
            self.play(FadeIn(row, shift=0.1 * DOWN), run_time=0.6)

    @beat
    def tell_the_factors(self) -> None:
        head = self.title[1].animate.move_to(self.ratio_room.centre)
        self.play(FadeOut(self.rule, self.title[0]), head, run_time=0.6)
        for factor in self.factors:
            self.play(FadeIn(factor, shift=0.1 * DOWN), run_time=0.8)

    def lay_out(self) -> None:
        """Make both maps, and the texts over them and on the card."""
        left, right = self.regions.whole.split(6.6, 6, gap=0.3, shape=1.3)
        room, low = right.split(1, 1, gap=0.2, shape=1.6)
        self.chart = self.plot("errors", room)
        self.maps, self.heads = [], VGroup()
        for run, box in enumerate(left.split(1, 1, gap=0.3, shape=2.4)):
            head, room = box.rows(0.4, 2.2, gap=0.05)
            self.maps.append(self.plot(("plain", "momentum")[run], room, equal=True))
            self.heads.add(self.head(run, head))
        self.panel = self.card(low)
        words, table = low.padded(x=0.2, y=0.2).split(1, 1.1, gap=0.25, shape=1.2)
        rooms = words.rows(0.7, 0.6, 0.9, 0.9, gap=0.06)
        self.title = VGroup(
            within(self, self.readout("function", FUNCTION), rooms[0]),
            self.readout("ratio", template=EQUALS).move_to(rooms[1].centre),
        )
        self.rule = VGroup(
            within(self, self.label(KEEP, size=NUMBER), rooms[2]),
            within(self, self.label(ADD, size=NUMBER), rooms[3]),
        )
        keys = [[f"{n}.{i}" for n in ("rows", "plain", "momentum")] for i in self.lesson.rows]
        self.numbers = fitted_table(
            self,
            ["k", 'tangent("plain")', 'secant("with" beta)'],
            keys,
            table,
            size=TICK,
            shares=[0.7, 1.2, 1.5],
        )
        self.ratio_room, *large = words.rows(0.7, 1.3, 1.3, gap=0.06)
        self.factors = VGroup(*map(self.factor, self.both, large))

    @property
    def both(self) -> range:
        """The numbers of the descents without and with momentum."""
        return range(len(self.roles))

    def factor(self, run: int, room: Box) -> Typeset:
        """Return what a step of a descent leaves of the error."""
        key = ("plain.factor", "momentum.factor")[run]
        whole = self.readout(key, self.roles[run], template=EQUALS, display=True)
        return within(self, whole, room)

    def head(self, run: int, room: Box) -> VGroup:
        """Return the name of a descent and its rate, over its map."""
        role = self.roles[run]
        words = self.note(("plain descent", "with momentum")[run], role, size=NUMBER)
        keys = (("plain.rate",), ("momentum.rate", "kept"))[run]
        given = (self.readout(key, role, template=EQUALS) for key in keys)
        line = VGroup(words, *given).arrange(RIGHT, buff=0.4)
        for text in line:
            text.on_baseline(line[0].baseline)
        if line.width > room.width:
            line.scale(room.width / line.width)
        return line.move_to(room.centre)

    def lowest(self, plot: Plot) -> Dot:
        """Return the minimum on a map."""
        return plot.dot("minimum", lambda: self.lesson.picture.lowest, CONFIRMED, moving=False)

    def trace(self, run: int) -> ValueTracker:
        """Put a walk and its errors on stage, and return how far they are drawn."""
        picture, name, role = self.lesson.picture, ("plain", "momentum")[run], self.roles[run]
        reached = ValueTracker()
        for trace in (
            Trace(self.maps[run], name, picture.walks[run], role),
            Trace(self.chart, f"{name}.error", picture.distances[run], role),
        ):
            trace.add_updater(lambda m: m.reach(reached.get_value()), call_updater=True)
            self.add(trace)
        return reached


class BackpropagationTwoLayers(LessonScene):
    """Values run forward through a net, and slopes of the error back along the same edges."""

    lesson = extras.BackpropagationTwoLayers()

    def construct(self) -> None:
        self.build_the_net()
        self.run_forward()
        self.ask_the_output()
        self.multiply_backward()
        self.reach_the_weights()
        self.step_downhill()

    @beat
    def build_the_net(self) -> None:
        self.lay_out()
        net = self.net
        for column, edges in zip(net.nodes, ((), *self.lesson.ways), strict=True):
            lines = [Create(net.edges[i]) for i in edges]
            if lines:
                self.play(*lines, run_time=0.5)
            self.play(FadeIn(column), run_time=0.4)
        self.add(net)
        self.play(FadeIn(self.weights), run_time=0.8)
        self.play(FadeIn(self.formulas), run_time=0.6)

    @beat
    def run_forward(self) -> None:
        self.play(FadeIn(self.legend[0]), run_time=0.4)
        for values, edges in zip(self.values, ((), *self.lesson.ways), strict=True):
            if edges:
                self.light(edges, FUNCTION)
            self.play(FadeIn(values, shift=0.15 * RIGHT), run_time=0.6)

    @beat
    def ask_the_output(self) -> None:
        *_, by_output, _ = self.slopes
        self.play(FadeIn(self.legend[1]), run_time=0.4)
        self.light(self.lesson.ways[3], TANGENT)
        self.play(FadeIn(by_output, shift=0.15 * LEFT), run_time=0.8)

    @beat
    def multiply_backward(self) -> None:
        by_sums, by_hidden, *_ = self.slopes
        self.light(self.lesson.ways[2], TANGENT)
        self.play(self.weights[1].animate.set_fill(colour(SECANT)), run_time=0.6)
        self.play(FadeIn(by_hidden, shift=0.15 * LEFT), run_time=0.8)
        self.wait(0.6)
        self.light(self.lesson.ways[1], TANGENT)
        self.play(FadeIn(self.local), run_time=0.6)
        self.play(FadeIn(by_sums, shift=0.15 * LEFT), run_time=0.8)

    @beat
    def reach_the_weights(self) -> None:
        self.light(self.lesson.ways[0], TANGENT)
        self.play(self.weights[1].animate.set_fill(colour(INK)), FadeOut(self.local), run_time=0.6)
        for pair in self.by_weights[::-1]:
            self.play(FadeIn(pair, scale=1.4), run_time=0.8)
            self.wait(0.4)

    @beat
    def step_downhill(self) -> None:
        rate = self.readout("rate", MOVING, template=EQUALS).move_to(self.rate_room.centre)
        after = self.net.over(self.net.nodes[-1][0], self.readout("error.after", CONFIRMED))
        old = VGroup(*self.values[1:-1], *self.slopes, self.weights, self.by_weights)
        self.play(FadeIn(rate), run_time=0.6)
        self.play(FadeOut(self.values[-1]), old.animate.set_fill(colour(SOFT)), run_time=0.6)
        self.play(FadeIn(after, shift=0.15 * DOWN), run_time=0.8)

    def light(self, edges: tuple[int, ...], role: Role) -> None:
        """Let a value, or a slope, run along some edges."""
        lines = VGroup(*(self.net.edges[i] for i in edges))
        self.play(lines.animate.set_stroke(colour(role), width=4), run_time=0.5)

    def lay_out(self) -> None:
        """Make the net and all texts on it."""
        head, middle, foot = self.regions.whole.padded(y=0.1).rows(0.8, 4.4, 0.5, gap=0.1)
        units = range(len(self.lesson.inner))
        columns = (
            ["input"], [f"sum.{i}" for i in units], [f"hidden.{i}" for i in units],
            ["output"], ["error"],
        )  # fmt: skip
        names = [[self.symbol(key, size=NUMBER) for key in column] for column in columns]
        self.net = net = Net(names, self.lesson.joined, middle)
        self.values = self.at_nodes(columns, FUNCTION, net.over)
        nothing: list[str] = []
        asked = (
            nothing, [f"by.sum.{i}" for i in units], [f"by.hidden.{i}" for i in units],
            ["by.output"], nothing,
        )  # fmt: skip
        self.slopes = self.at_nodes(asked, TANGENT, net.under)[1:]
        self.weights, self.by_weights = VGroup(), VGroup()
        for layer, edges in zip(("inner", "outer"), self.lesson.ways[::2], strict=False):
            told = [(f"{layer}.{i}", net.edges[edge]) for i, edge in zip(units, edges, strict=True)]
            self.weights.add(
                VGroup(*(net.outside(edge, self.readout(k, template=EQUALS)) for k, edge in told))
            )
            self.by_weights.add(
                VGroup(*(net.inside(edge, self.readout(f"by.{k}", TANGENT)) for k, edge in told))
            )
        self.local = VGroup(
            *(
                net.outside(net.edges[edge], self.readout(f"local.{i}", SECANT))
                for i, edge in zip(units, self.lesson.ways[1], strict=True)
            )
        )
        unit, target, loss, self.rate_room = head.columns(1.2, 0.7, 1.2, 0.7, gap=0.15)
        self.formulas = VGroup(
            within(self, self.readout("unit", INK), unit),
            within(self, self.readout("target", INK, template=EQUALS), target),
            within(self, self.readout("loss", INK, display=True), loss),
        )
        self.legend = VGroup(
            *(
                within(self, self.note(words, role), room)
                for words, role, room in zip(
                    LEGEND, (FUNCTION, TANGENT), foot.columns(1, 1.3, gap=0.3), strict=True
                )
            )
        )

    def at_nodes(
        self,
        columns: Sequence[Sequence[str]],
        role: Role,
        put: Callable[[VGroup, Typeset], Typeset],
    ) -> list[VGroup]:
        """Return a number at each node of the columns that have some."""
        return [
            VGroup(
                *(
                    put(node, self.readout(key, role))
                    for node, key in zip(nodes, keys, strict=bool(keys))
                )
            )
            for nodes, keys in zip(self.net.nodes, columns, strict=True)
        ]
