"""Formulas tried at points."""

from itertools import islice

import mpmath as mp
import pytest

from calcml.lessons.entries import formula
from calcml.oracles.evaluation import NoValueError
from calcml.oracles.formulas import PLACES, confirmation, places_about
from calcml.oracles.readings import UnreadableError


def tried(typst, text, truth):
    entry = formula("key", typst, text)
    return confirmation(entry, truth, ("x",), places_about((mp.mpf(1),)), "by hand")


def test_a_true_formula_is_confirmed():
    said = tried("f(x) = x^2 - 1", "f(x) = x² − 1", lambda x: (x - 1) * (x + 1))
    assert said.holds
    assert said.value == f"tried at {PLACES} points"


@pytest.mark.parametrize(
    ("typst", "text"), [("x^2 + 1", "x² − 1"), ("x^2 - 1", "x² + 1"), ("x^2 - abs(x)", "x² − 1")]
)
def test_both_ways_of_writing_must_be_true(typst, text):
    assert tried(typst, text, lambda x: x * x - 1).holds is False


def test_a_formula_without_value_where_there_is_one_is_false():
    assert tried("ln x", "ln(x)", mp.mpf).holds is False


def test_points_outside_the_domain_are_passed_over():
    def root(x):
        if x < 0:
            raise NoValueError
        with mp.workdps(60):
            return mp.sqrt(x)

    assert tried("sqrt(x)", "sqrt(x)", root).holds


def test_too_few_points_confirm_nothing():
    def nowhere(_):
        raise NoValueError

    assert tried("x", "x", nowhere) is None


def test_what_cannot_be_read_is_left_to_others():
    with pytest.raises(UnreadableError):
        tried("cases(x)", "x", mp.mpf)


def test_places_are_different_and_near():
    places = list(islice(places_about((mp.mpf(5), mp.mpf(-2)), 3), 20))
    assert len(set(places)) == 20
    assert all(abs(p - 5) < 3 and abs(q + 2) < 3 for p, q in places)
    assert any(p < 4 for p, _ in places)
    assert any(p > 6 for p, _ in places)
