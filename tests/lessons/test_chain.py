"""The lessons of the chain rule: the deck's numbers, and rates that multiply exactly."""

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.symbols import t, x, y
from calcml.lessons.angles import angle
from calcml.lessons.chain import ChainOfManyFunctions, ChainRuleSine, ChainRuleWorkedExample
from calcml.lessons.chain.surds import surd

FACTORS = (3, "3/2", 2, "sqrt(2)*pi/2", 5)


@pytest.fixture(scope="module", params=FACTORS)
def sine(request):
    return ChainRuleSine(factor=sp.sympify(request.param))


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def test_the_slide_has_the_sine_of_three_x():
    lesson = ChainRuleSine()
    assert lesson.links.composite.expression == sp.sin(3 * x)
    assert shown(lesson, "inner", "outer", "derivative") == ["u = 3x", "z = sin(u)", "3cos(3x)"]
    assert shown(lesson, *(f"slope.{i}" for i in range(4))) == ["3", "1.5", "0", "−3"]
    assert shown(lesson, *(f"x.{i}" for i in range(4))) == ["0", "π/9", "π/6", "π/3"]


def test_each_slope_is_the_product_of_both_rates(sine):
    for i, at in enumerate(sine.stops):
        rate, slope = (sine.ledger[f"{key}.{i}"].exact for key in ("rate", "slope"))
        assert slope == rate * sine.factor
        assert sp.simplify(slope - sp.diff(sp.sin(sine.factor * x), x).subs(x, at)) == 0


def test_the_arrows_are_as_long_as_the_speeds(sine):
    picture = sine.picture
    for at in sine.moments:
        lengths = [head - tail for (tail, _), (head, _) in (picture.arrow(at, i) for i in range(3))]
        first, second, third = lengths
        # Doubles near 3: differences of places carry an error of a few 1e-16.
        assert second == pytest.approx(float(sine.factor) * first, rel=1e-13)
        assert third == pytest.approx(float(sp.cos(sine.factor * at)) * second, abs=1e-14)


def test_everything_stays_on_the_ruler_and_in_the_graph(sine):
    picture = sine.picture
    for share in range(21):
        at = picture.end * share / 20
        for i in range(3):
            for place, _ in picture.arrow(at, i):
                assert picture.ruler.x.low < place < picture.ruler.x.high
        for place, height in (*picture.run(at), *picture.rise(at)):
            assert picture.graph.x.low < place < picture.graph.x.high
            assert picture.graph.y.low < height < picture.graph.y.high
    for place, height in picture.flat_line:
        assert picture.graph.x.low <= place <= picture.graph.x.high
        assert picture.graph.y.low < height < picture.graph.y.high


def test_run_and_rise_end_on_the_tangent(sine):
    picture = sine.picture
    for at in sine.moments:
        x0, z0, slope = picture.tangent(at)
        _, (end, height) = picture.rise(at)
        assert height == pytest.approx(z0 + slope * (end - x0), abs=1e-14)


@pytest.mark.parametrize("factor", [1, 0, -3, 6, "1.4"])
def test_a_factor_that_shows_nothing_is_refused(factor):
    with pytest.raises(InvalidArgument, match="factor must"):
        ChainRuleSine(factor=factor)


def test_captions_have_digits_from_entries_only():
    lesson = ChainRuleSine(factor=2)
    lesson.require_claims()
    assert lesson.caption("move_the_first").endswith("u moves 2 times as fast, wherever it is.")
    assert "of sin(2x) it is 2cos(2x)" in lesson.caption("find_the_slope")


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        (sp.Integer(0), "0", "0"),
        (sp.pi, "π", "pi"),
        (-sp.pi, "−π", "-pi"),
        (-2 * sp.pi / 3, "−2π/3", "-2 pi\\/3"),
        (sp.pi / 100, "0.0314", "0.0314"),
        (sp.Rational(1, 3), "0.3333", "0.3333"),
    ],
)
def test_angles_are_parts_of_pi_where_these_are_short(value, text, code):
    assert (angle(value).text, angle(value).typst) == (text, code)


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        (sp.sqrt(2), "√2", "sqrt(2)"),
        (-sp.sqrt(2) / 2, "−√2/2", "-sqrt(2)\\/2"),
        (sp.sqrt(2) / 100, "0.01", "0.01"),
        (1 + sp.sqrt(2), "2.41", "2.41"),
        (sp.Integer(-18), "−18", "-18"),
    ],
)
def test_surds_are_multiples_of_the_root_of_two_where_these_are_short(value, text, code):
    assert (surd(value).text, surd(value).typst) == (text, code)


@pytest.fixture(scope="module")
def walk():
    return ChainRuleWorkedExample()


def test_the_slide_has_another_factor_than_the_rule(walk):
    assert shown(walk, "derivative", "slide") == [
        "−46sin(4t) − 72cos(4t)", "−64sin(4t) − 72cos(4t)",
    ]  # fmt: skip
    # z = (x - y)(x - 2y) along the path, differentiated as a whole.
    place = {x: 3 * sp.sin(2 * t), y: 4 * sp.cos(2 * t)}
    z = ((x - y) * (x - 2 * y)).subs(place, simultaneous=True)
    for i, at in enumerate(walk.stops):
        assert sp.simplify(sp.diff(z, t).subs(t, at) - walk.ledger[f"slope.{i}"].exact) == 0


def test_both_formulas_agree_at_multiples_of_a_quarter_of_pi_only(walk):
    assert shown(walk, *(f"slope.{i}" for i in range(3))) == ["−72", "−46", "72"]
    assert shown(walk, *(f"slide.{i}" for i in range(3))) == ["−72", "−64", "72"]


@pytest.mark.parametrize("at", ["pi/8", "1/3", "0.1", "0.7"])
def test_both_ways_add_up_to_the_slope(at):
    ledger = ChainRuleWorkedExample(at=at).ledger
    ways = [ledger[f"product.{v}"].exact for v in "xy"]
    assert sp.simplify(sum(ways) - ledger["slope.1"].exact) == 0
    for v in "xy":
        product = ledger[f"by.{v}"].exact * ledger[f"rate.{v}"].exact
        assert sp.simplify(product - ledger[f"product.{v}"].exact) == 0
    assert ledger["slope.1"].exact != ledger["slide.1"].exact


def test_the_ways_have_the_slides_numbers(walk):
    assert shown(walk, "by.x", "rate.x", "product.x") == ["−3√2", "3√2", "−18"]
    assert shown(walk, "by.y", "rate.y", "product.y") == ["7√2/2", "−4√2", "−28"]
    assert walk.picture.height(0)[1] == 32
    assert walk.picture.height(walk.moments[1])[1] == pytest.approx(2.5, rel=1e-14)


def test_the_picture_holds_the_walk(walk):
    picture = walk.picture
    for share in range(33):
        at = picture.end * share / 32
        for frame, places in (
            (picture.map, [picture.place(at)]),
            (picture.heights, [picture.height(at)]),
            (picture.slopes, [picture.slope(at), picture.slide_slope(at)]),
        ):
            for across, up in places:
                assert frame.x.low <= across <= frame.x.high
                assert frame.y.low < up < frame.y.high
    for place, height in (*picture.run(0.1), *picture.rise(0.7)):
        assert picture.map.x.low < place < picture.map.x.high
        assert picture.map.y.low < height < picture.map.y.high


def test_contours_have_their_heights(walk):
    for curve in walk.picture.contours:
        for piece in curve.pieces:
            heights = walk.picture.function.raw(*piece.T)
            # Terms up to 160 cancel: a few hundred units of 1e-14 at most.
            assert heights == pytest.approx(curve.level, abs=1e-11)


def test_what_is_drawn_so_far_ends_at_the_present_time(walk):
    for at in (0.0, 0.4, walk.picture.end):
        assert tuple(walk.picture.risen(at)[-1]) == pytest.approx(walk.picture.height(at))
        assert tuple(walk.picture.traced(at)[-1]) == pytest.approx(walk.picture.slope(at))


@pytest.mark.parametrize("at", [0, "pi/4", -1, "1.2"])
def test_times_at_which_the_slip_does_not_show_are_refused(at):
    with pytest.raises(InvalidArgument, match=r"at must lie between 0\.1 and 0\.7"):
        ChainRuleWorkedExample(at=at)


def test_rounded_numbers_are_told_as_such():
    lesson = ChainRuleWorkedExample(at="1/3")
    lesson.require_claims()
    assert "gives about −26.97" in lesson.caption("insert_the_rates")


PLACES = (1, "0.75", "0.9", "1.15")


@pytest.fixture(scope="module", params=PLACES)
def nest(request):
    return ChainOfManyFunctions(at=request.param)


def test_three_functions_have_three_factors():
    lesson = ChainOfManyFunctions()
    assert len(lesson.links.links) == 3
    assert shown(lesson, "local.u", "local.v", "local.w") == ["2x", "exp(u)", "cos(v)"]
    # cos(e)·e·2 and, on the slide, cos(e)·e.
    assert lesson.ledger["speed.w"].exact == 2 * sp.E * sp.cos(sp.E)
    assert lesson.ledger["slide.w"].exact == sp.E * sp.cos(sp.E)


def test_each_speed_is_the_derivative_so_far(nest):
    steps = {"u": x**2, "v": sp.exp(x**2), "w": sp.sin(sp.exp(x**2))}
    for name, step in steps.items():
        there = {x: nest.at}
        assert sp.simplify(nest.ledger[f"value.{name}"].exact - step.subs(there)) == 0
        slope = sp.diff(step, x).subs(there)
        assert sp.simplify(nest.ledger[f"speed.{name}"].exact - slope) == 0


def test_the_slides_product_lacks_the_innermost_rate_everywhere(nest):
    ledger = nest.ledger
    missing = ledger["speed.w"].exact / ledger["slide.w"].exact
    assert sp.simplify(missing - ledger["rate.u"].exact) == 0
    assert missing > 1  # so the line is too flat
    assert ledger["slide.w"].exact < 0


def test_bars_and_lines_stay_in_their_axes(nest):
    picture = nest.picture
    ends = [end for which in range(4) for end in picture.bar(which)]
    ends += [end for which in range(1, 4) for end in picture.slide_bar(which)]
    for place, height in ends:
        assert picture.bars.x.low < place < picture.bars.x.high
        assert picture.bars.y.low < height < picture.bars.y.high
    names = (picture.point, picture.tangent_name, picture.flat_name, picture.curve_name)
    for place, height in names:
        assert picture.graph.x.low < place < picture.graph.x.high
        assert picture.graph.y.low < height < picture.graph.y.high


def test_names_of_lines_begin_on_them(nest):
    picture = nest.picture
    for (x0, y0, slope), (place, height) in (
        (picture.tangent, picture.tangent_name), (picture.flat, picture.flat_name),
    ):  # fmt: skip
        assert height == pytest.approx(y0 + slope * (place - x0), abs=1e-13)


@pytest.mark.parametrize("at", [0, "0.5", "1.25", -1])
def test_places_where_the_line_is_not_too_flat_are_refused(at):
    with pytest.raises(InvalidArgument, match=r"at must lie between 0\.75 and 1\.15"):
        ChainOfManyFunctions(at=at)
