"""The lessons of the chain rule: the deck's numbers, and rates that multiply exactly."""

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.symbols import x
from calcml.lessons.chain import ChainRuleSine
from calcml.lessons.chain.angles import angle

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
