"""Two learning rates on a parabola: every pair of regimes is told, and told truly."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.rates import Regime
from calcml.core.symbols import x
from calcml.lessons.descent import LearningRateComparison
from calcml.lessons.descent.rate_stories import COMPARED, FACTORS, FIRST, JUDGED
from calcml.lessons.scales import LogScale, Scale

SAMPLES = {
    Regime.CREEPS: (0.1, 0.3, 0.45),
    Regime.ONE_STEP: (0.5,),
    Regime.ZIG_ZAGS: (0.6, 0.8, 0.9),
    Regime.CYCLES: (1,),
    Regime.DIVERGES: (1.05, 1.2, 4),
}
"""Rates for the deck's parabola, whose curvature is 2, by what they do."""

RATES = [
    (one, other)
    for here in SAMPLES.values()
    for there in SAMPLES.values()
    for one in here
    for other in there
    if one != other
]

OTHERS = [
    {"function": Function(x**2 / 10**8, x), "start": 3, "rates": (10**7, 10**8)},
    {"function": Function(10**9 * x**2, x), "start": -2, "rates": (3e-10, 1e-10)},
    {"function": Function(x**2 / 3 - x / 7, x), "start": sp.Rational(1, 3), "rates": (1, 2)},
    {"function": Function(sp.sqrt(2) * x**2 + 1000, x), "start": sp.pi / 4, "rates": (0.1, 0.6)},
    {"function": Function(3 * (x - 1000) ** 2 + 5, x), "start": 1001, "rates": (0.05, 0.4)},
    {"function": Function(x**2, x), "start": 1000, "rates": (0.5, 0.1)},
    {"rates": (sp.Rational(1, 3), sp.Rational(2, 3)), "steps": 6},
]


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def numbered(noun, numbers):
    return [f"{noun}.{k}" for k in numbers]


def distances(rate):
    """Return the distances from the minimum of the deck's parabola by the plain loop."""
    at, found = Fraction(0), []
    for _ in range(6):
        found.append(abs(at - 2))
        at -= Fraction(str(rate)) * (2 * at - 4)
    return found


def regime_of(rate):
    first, second, *_ = distances(rate)
    at = Fraction(str(rate)) * 4  # the first iterate: the slope at 0 is -4
    if second == 0:
        return "arrives"
    if at < 2:
        return "creeps"
    return "zig-zags" if second < first else "cycles" if second == first else "diverges"


@pytest.mark.parametrize("rates", RATES)
def test_every_pair_of_rates_is_told_without_a_false_word(rates):
    lesson = LearningRateComparison(rates=rates)
    lesson.require_claims()
    smaller, larger = sorted(rates)
    one, other = regime_of(smaller), regime_of(larger)
    nearer, farther = distances(smaller), distances(larger)
    story = {beat: lesson.caption(beat) for beat in lesson.beats}

    first = story["take_the_first_step"]
    assert ("stay" in first) == (one == "creeps")
    assert ("land" in first) == ("arrives" in (one, other))
    assert ("jump" in first) == (other in ("zig-zags", "cycles", "diverges"))
    assert ("farther" in first) == (other == "diverges")
    assert ("just as far" in first) == ("cycles" in (one, other))

    compared = story["keep_stepping"]
    assert ("equally far" in compared) == (nearer == farther)
    if "the smaller rate is closer" in compared:
        assert all(p < q for p, q in zip(nearer[1:], farther[1:], strict=True))
    if "the larger rate is closer" in compared:
        assert all(q < p for p, q in zip(nearer[1:], farther[1:], strict=True))
    assert ("farther away after every step" in compared) == (other == "diverges")
    assert ("to and fro" in compared) == ("cycles" in (one, other))

    factors = story["compare_the_factors"]
    assert ("diverge" in factors) == (other == "diverges")
    assert ("both runs diverge" in factors) == (one == "diverges")

    judged = story["judge_both_runs"]
    arriving = sum(each in ("creeps", "arrives", "zig-zags") for each in (one, other))
    assert ("Only the smaller rate leads" in judged) == (arriving == 1)
    assert ("Neither rate leads" in judged) == (arriving == 0)
    if "the faster" in judged:
        assert abs(smaller - 0.5) > abs(larger - 0.5) or nearer[1] < farther[1]


def test_every_pair_has_one_sentence_for_each_beat():
    # Of five regimes the smaller rate's comes first; two of them belong to a single rate.
    pairs = 5 * 6 // 2 - 2
    for sentences in (FIRST, COMPARED, FACTORS, JUDGED):
        assert len({caption.rests_on for caption in sentences}) == pairs


def test_a_diverging_rate_is_named_with_the_reason():
    lesson = LearningRateComparison(rates=(0.1, 1.2))
    told = " ".join(map(lesson.caption, lesson.beats))
    assert "Beyond η = 2/f″ = 1 that is more than one: the run with η = 1.2 diverges." in told
    assert "arrives for every rate below η = 2/f″ = 1" in told
    assert "both" not in told.split("learning rates")[1]


def test_the_deck_is_told_as_before():
    lesson = LearningRateComparison()
    assert [lesson.caption(beat) for beat in lesson.beats] == [
        (
            "The same function, f(x) = x² − 4x + 4, and the same start, but two learning rates: "
            "0.1 and 0.9."
        ),
        "The smaller rate stays on its side of the minimum; the larger one jumps across it.",
        "Yet after every step both runs are equally far from the minimum.",
        "Each step multiplies the distance by |1 − 2η|, and that is 0.8 for both rates.",
        (
            "At every second step they meet. After 5 steps f is about 0.4295 in both: one creeps, "
            "one zig-zags."
        ),
    ]
    assert shown(lesson, *numbered("iterate.0", range(6))) == [
        "0", "0.4", "0.72", "0.976", "1.1808", "1.34464",
    ]  # fmt: skip
    assert shown(lesson, *numbered("iterate.1", range(6))) == [
        "0", "3.6", "0.72", "3.024", "1.1808", "2.65536",
    ]  # fmt: skip
    assert shown(lesson, "factor.0", "factor.1", "contraction") == ["0.8", "−0.8", "0.8"]


def test_both_errors_are_equal_exactly_though_their_doubles_are_not():
    one, other = LearningRateComparison().runs
    assert one.errors == other.errors
    assert [Fraction(int(e.p), int(e.q)) for e in one.errors] == [
        2 * Fraction(4, 5) ** k for k in range(6)
    ]
    assert one.points[2] != other.points[2]


def test_the_closed_form_is_what_the_steps_give_in_fractions():
    for run in LearningRateComparison(rates=(0.3, 1.05)).runs:
        assert run.exact == tuple(sp.Rational(state.point[0]) for state in run.trajectory.exact)


def test_the_values_are_equal_as_well():
    one, other = LearningRateComparison().runs
    assert one.values == other.values
    assert one.values[-1] == sp.Rational("0.4294967296")


def test_meetings_too_close_for_their_numbers_are_left_out():
    assert LearningRateComparison().meetings == (2, 4)
    assert LearningRateComparison().rings == (2, 4)
    assert LearningRateComparison(rates=(0.25, 0.75)).rings == (2,)


def test_a_run_is_drawn_through_its_iterates():
    lesson = LearningRateComparison()
    assert lesson.place(1, 1.0) == pytest.approx((3.6, 2.56), abs=1e-15)
    assert lesson.place(1, 0.5) == pytest.approx((1.8, 3.28), abs=1e-15)  # middle of the chord
    assert lesson.place(1, 5.0)[0] == lesson.runs[1].points[-1]


@pytest.mark.parametrize("rates", RATES)
def test_whatever_is_drawn_lies_in_the_window(rates):
    lesson = LearningRateComparison(rates=rates)
    frame = lesson.frames["first"]
    for run in (0, 1):
        for time in np.linspace(0, lesson.steps, 41):
            across, up = lesson.place(run, float(time))
            assert -1e-9 <= frame.x.share(across) <= 1 + 1e-9
            assert -1e-9 <= frame.y.share(up) <= 1 + 1e-9


def test_a_run_that_diverges_stays_in_view_as_long_as_its_errors_are_moderate():
    lesson = LearningRateComparison(rates=(0.1, 1.2))  # errors 2, 2.8, 3.92, 5.488, ...
    assert [lesson.is_in_view(1, k) for k in lesson.moments] == [True] * 3 + [False] * 3
    assert all(lesson.is_in_view(0, k) for k in lesson.moments)
    frame = lesson.frames["first"]
    assert lesson.place(1, 5.0)[1] == pytest.approx(frame.y.high)


@pytest.mark.parametrize("parameters", [*OTHERS, {}])
def test_other_parabolas_fill_the_plot_and_have_few_ticks(parameters):
    lesson = LearningRateComparison(**parameters)
    lesson.require_claims()
    frame = lesson.frames["first"]
    heights = np.vstack(lesson.curve.pieces)[:, 1]
    assert np.ptp(heights) > 0.8 * (frame.y.high - frame.y.low)
    assert 3 <= len(frame.x.ticks) <= 8
    assert 2 <= len(frame.y.ticks) <= 6
    assert frame.x.low < lesson.start < frame.x.high
    assert all(text for text in map(lesson.caption, lesson.beats))


def test_the_chart_is_logarithmic_where_errors_differ_much():
    assert isinstance(LearningRateComparison().frames["errors"].y, Scale)
    assert isinstance(LearningRateComparison(rates=(0.1, 0.9), steps=6).frames["errors"].y, Scale)
    scale = LearningRateComparison(rates=(0.1, 4)).frames["errors"].y
    assert isinstance(scale, LogScale)
    low, high = scale.limits
    errors = [e for run in LearningRateComparison(rates=(0.1, 4)).runs for e in run.errors]
    assert low < min(errors) < max(errors) < high
    ticks = [float(tick) for tick in scale.ticks]
    assert 2 <= len(ticks) <= 4
    assert len({b - a for a, b in pairwise(ticks)}) == 1


def test_a_rounded_factor_is_told_with_about():
    lesson = LearningRateComparison(rates=(sp.Rational(1, 3), sp.Rational(2, 3)))
    assert "that is about 0.33333 for both" in lesson.caption("compare_the_factors")


def test_no_small_distance_is_written_as_zero():
    lesson = LearningRateComparison(rates=(0.49, 0.1))  # 2·0.02⁵ = 6.4e-9
    assert lesson.ledger["error.0.5"].shown == "6.4·10⁻⁹"
    assert LearningRateComparison(rates=(0.5, 0.1)).ledger["error.0.5"].shown == "0"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"function": Function(x**4, x)}, "quadratic with a minimum"),
        ({"function": Function(-(x**2), x)}, "quadratic with a minimum"),
        ({"function": Function(2 * x, x)}, "quadratic with a minimum"),
        ({"start": 2}, "choose another start"),
        ({"rates": (0.1, 10**6)}, "choose rates below 2$"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_suggestion(parameters, message):
    with pytest.raises(UnfitLesson, match=message):
        LearningRateComparison(**parameters).require_claims()


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        ((0.1, 0.1), "must differ"),
        ((0.1,), "must have 2 items"),
        ((0.1, -0.9), r"rates\[1\] must be positive"),
    ],
)
def test_bad_rates_get_the_rule_and_what_came(rates, message):
    with pytest.raises(InvalidArgument, match=message):
        LearningRateComparison(rates=rates)
