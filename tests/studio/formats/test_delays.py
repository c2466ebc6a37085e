"""Whole units that add up."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from calcml.studio.formats.delays import delays

COUNTS = st.lists(st.integers(1, 90), min_size=1, max_size=50)


@given(COUNTS, st.sampled_from([15, 20, 25, 30, 60]), st.sampled_from([100, 1000]))
def test_no_picture_comes_more_than_half_a_unit_off(counts, fps, units):
    found, due, reached = delays(counts, fps=fps, units=units), 0, 0
    for delay, count in zip(found, counts, strict=True):
        due, reached = due + count, reached + delay
        assert abs(reached - Fraction(due * units, fps)) <= Fraction(1, 2)


@given(COUNTS)
def test_25_pictures_a_second_stand_as_long_as_browsers_want(counts):
    assert min(delays(counts, fps=25, units=100)) >= 2


def test_a_second_of_15_is_a_second():
    assert delays([1] * 15, fps=15, units=100) == [7, 6, 7] * 5
