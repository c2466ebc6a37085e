"""The doubles around one: gaps, sums and the smallest increment, as Python itself has them."""

import math
import sys
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from calcml.lessons.numerics import MachineEpsilonNumberLine
from calcml.lessons.numerics.double_lines import Dart, DoubleLine


@pytest.fixture(scope="module")
def lesson():
    return MachineEpsilonNumberLine()


def test_what_is_shown_is_what_the_slides_should_say(lesson):
    shown = {key: lesson.ledger[key].shown for key in lesson.ledger if "tick" not in key}
    assert shown == {
        "gap.above": "ε", "gap.below": "ε/2",
        "epsilon": "2⁻⁵²", "epsilon.printed": repr(sys.float_info.epsilon),
        "delta.0": "10⁻¹⁶", "sum.0": repr(1 + 1e-16),
        "delta.1": "2⁻⁵³", "sum.1": repr(1 + 2.0**-53),
        "delta.2": "1.2·10⁻¹⁶", "sum.2": repr(1 + 1.2e-16),
        "delta.3": "2⁻⁵²", "sum.3": repr(1 + sys.float_info.epsilon),
        "least": "1.1102230246251568e-16",
    }  # fmt: skip


def test_every_claim_holds(lesson):
    assert [claim.key for claim in lesson.claims if not claim.holds] == []


def test_captions_are_short_enough_to_be_read_at_once(lesson):
    assert max(len(lesson.caption(beat)) for beat in lesson.beats) <= 95


def test_the_least_increment_counts_and_the_one_before_does_not(lesson):
    least = lesson.ledger["least"].value
    assert 1 + least > 1
    assert 1 + math.nextafter(least, 0) == 1


def test_numbers_fall_where_they_are_and_end_on_a_double(lesson):
    # In gaps of 2⁻⁵²: 10⁻¹⁶ is 0.4503599627370496 of one, exactly.
    meant = [dart.place(1)[0] for dart in lesson.darts.values()]
    assert meant == [0.4503599627370496, 0.5, 0.5404319552844595, 1.0]
    assert [dart.place(2)[0] for dart in lesson.darts.values()] == [0, 0, 1, 1]
    assert [dart.is_rounded for dart in lesson.darts.values()] == [True, True, True, False]


class TestDoubleLine:
    def test_ticks_are_twice_as_dense_below_a_power_of_two(self):
        places = DoubleLine(1.0, (-1.25, 2.4)).ticks()[:, 0, 0]
        assert places.tolist() == [-1, -0.5, 0, 1, 2]

    def test_elsewhere_they_are_evenly_spread(self):
        places = DoubleLine(3.0, (-2.5, 2.5)).ticks()[:, 0, 0]
        assert places.tolist() == [-2, -1, 0, 1, 2]

    def test_from_afar_there_are_more_of_them_and_none_leaves_the_view(self):
        line = DoubleLine(1.0, (-1.25, 2.4))
        places = line.ticks(16.0)[:, 0, 0]
        assert len(places) == 1 + 38 + 40  # 2.4·16 = 38.4 above, 2·1.25·16 = 40 below
        assert (np.diff(places) > 0).all()
        assert line.view[0] <= places[0]
        assert places[-1] <= line.view[1]

    def test_a_tick_is_an_upright_line_across_the_level(self):
        line = DoubleLine(1.0, (-1.25, 2.4))
        (left, low), (right, high) = line.ticks()[2]
        assert left == right == 0
        assert low < line.on(1.0)[1] < high

    def test_places_are_exact_although_doubles_are_not(self):
        line = DoubleLine(3.0, (-1.0, 1.0))
        assert line.where(3 + sp.Rational(1, 10**15)) == float(Fraction(2**51, 10**15))
        assert line.on(math.nextafter(3.0, 4))[0] == 1

    def test_a_dart_falls_first_and_then_moves_level(self):
        dart = Dart(DoubleLine(1.0, (-1.0, 2.0)), 1 + sp.Rational(1, 10**16), 1.0)
        assert dart.place(0)[0] == dart.place(1)[0]
        assert dart.place(0)[1] > dart.place(0.5)[1] > dart.place(1)[1]
        assert dart.place(1)[1] == dart.place(1.5)[1] == dart.place(2)[1]
        assert dart.name_place(0)[1] < 1
