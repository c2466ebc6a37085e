"""When an entry and a second opinion agree."""

import ast
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import ClassVar

import mpmath as mp
import pytest
import sympy as sp

from calcml import oracles
from calcml.core.functions import Function
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Ledger, formula, number, parameter_entry, plain, verdict
from calcml.lessons.lesson import Lesson
from calcml.lessons.limits import LimitZoom
from calcml.oracles import Opinion, agreement, second_opinions
from calcml.oracles.evaluation import NoValueError, UnknownError
from calcml.oracles.opinions import found, given, worked_out

THIRD = number("a.third", "x", 1 / 3, exact=sp.Rational(1, 3), formula="", source="", style=plain)
MEASURED = number("a.rough", "x", 2.0, bound=0.25, formula="", source="",
                  style=lambda _: plain(sp.Integer(2)))  # fmt: skip
POLE = number("a.pole", "x", float("inf"), exact=sp.oo, formula="", source="", style=plain)
TRUE = verdict("a.truth", "x", value=True, words="holds", formula="", source="")


class TestAgreement:
    def test_a_number_agrees_with_the_exact_value_within_the_methods_tolerance(self):
        with mp.workdps(60):
            third = mp.mpf(1) / 3
            beside = third + mp.mpf("1e-20")
        assert agreement(THIRD, Opinion(third, "", 1e-50)).agrees
        assert agreement(THIRD, Opinion(beside, "", 1.1e-20)).agrees
        assert not agreement(THIRD, Opinion(beside, "", 0.9e-20)).agrees
        assert agreement(THIRD, Opinion(third + 1, "", 1e-9)).distance == pytest.approx(1)

    def test_the_double_must_lie_within_its_bound_of_it(self):
        with mp.workdps(60):
            said = Opinion(mp.mpf(1) / 3, "", 1e-50)
        assert not agreement(replace(THIRD, value=1 / 3 + 1e-9), said).agrees

    def test_without_an_exact_value_the_bound_is_room(self):
        assert agreement(MEASURED, Opinion(2.2, "", 1e-9)).agrees
        assert not agreement(MEASURED, Opinion(2.3, "", 1e-9)).agrees

    def test_without_a_tolerance_it_must_be_the_double(self):
        half = number("a.half", "x", 0.5, exact=sp.Rational(1, 2), formula="", source="",
                      style=plain)  # fmt: skip
        assert agreement(half, Opinion(0.5, "")).agrees
        assert not agreement(replace(half, value=0.5 + 2**-53), Opinion(0.5, "")).agrees

    def test_an_infinity_is_that_infinity(self):
        assert agreement(POLE, Opinion(mp.inf, "")).agrees
        for said in (-mp.inf, mp.mpf(10) ** 300, mp.nan):
            assert not agreement(POLE, Opinion(said, "")).agrees
        assert not agreement(replace(POLE, value=float("-inf")), Opinion(mp.inf, "")).agrees
        assert not agreement(THIRD, Opinion(mp.inf, "")).agrees

    def test_a_judgement_is_the_same_judgement(self):
        assert agreement(TRUE, Opinion(value=True, method="")).agrees
        assert not agreement(TRUE, Opinion(value=False, method="")).agrees
        assert not agreement(TRUE, Opinion("holds", "")).agrees
        assert not agreement(TRUE, Opinion(mp.mpf(1), "")).agrees

    @pytest.mark.parametrize("holds", [True, False])
    def test_a_formula_is_confirmed_or_not(self, holds):
        entry = formula("a.formula", "x^2", "x²")
        assert agreement(entry, Opinion("tried", "", holds=holds)).agrees is holds


class TestWork:
    def test_what_fails_or_is_not_asked_is_left_out(self):
        def raising(error):
            raise error

        ledger = Ledger([THIRD, POLE, TRUE, MEASURED])
        opinions = worked_out(
            ledger,
            [
                ("a.third", lambda: found(mp.mpf(1), "here")),
                ("a.pole", lambda: raising(NoValueError("none"))),
                ("a.truth", lambda: raising(UnknownError("unknown"))),
                ("a.rough", lambda: None),
                ("another", lambda: raising(AssertionError("not in the ledger"))),
            ],
        )
        assert list(opinions) == ["a.third"]

    def test_a_mistake_of_the_method_is_not_swallowed(self):
        def broken():
            raise KeyError("x")

        with pytest.raises(KeyError):
            worked_out(Ledger([THIRD]), [("a.third", broken)])

    def test_tolerance_grows_with_the_number_and_the_error(self):
        small, large = found(mp.mpf(1), ""), found(mp.mpf(10) ** 20, "", error=1e-3)
        assert 0 < small.tolerance < 1e-49
        assert 1e-3 <= large.tolerance < 1.001e-3
        assert found(mp.inf, "").tolerance == 0

    def test_opinions_rest_on_what_is_given_only(self):
        assert given(parameter_entry("h", "h", 0.1)) == sp.Rational(1, 10)
        with pytest.raises(UnknownError, match="not given"):
            given(THIRD)


@dataclass(frozen=True, kw_only=True)
class OfOnesOwn(Lesson):
    chapter = number = "x"
    heading = Caption("x")
    slides = ()
    captions: ClassVar = {}

    def entries(self):
        return [THIRD]


@dataclass(frozen=True, kw_only=True)
class ZoomOfOnesOwn(LimitZoom):
    pass


def test_a_lesson_of_ones_own_has_no_second_opinions():
    assert second_opinions(OfOnesOwn()) == {}


def test_a_lesson_made_from_ours_has_ours():
    lesson = ZoomOfOnesOwn(function=Function(3 * sp.Symbol("x"), sp.Symbol("x")))
    assert agreement(lesson.ledger["limit.value"], second_opinions(lesson)["limit.value"]).agrees


@pytest.mark.parametrize(("lesson", "chapter"), sorted(oracles._CHAPTERS.items()))
def test_every_lesson_named_has_its_methods(lesson, chapter):
    assert callable(import_module(f"calcml.oracles.{chapter}").OPINIONS[lesson])


def test_no_method_imports_the_core():
    for path in Path(oracles.__file__).parent.glob("*.py"):
        imports = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                   if isinstance(node, ast.ImportFrom | ast.Import)]  # fmt: skip
        named = [getattr(node, "module", None) or node.names[0].name for node in imports]
        assert not [name for name in named if name == "calcml" or name.startswith("calcml.core")]
