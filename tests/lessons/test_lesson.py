"""A lesson: claims choose the words, what is not given is derived, parameters can be set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.lessons.captions import Caption, Claim
from calcml.lessons.entries import parameter_entry
from calcml.lessons.lesson import Lesson, Wording
from calcml.lessons.parameters import finite, parameter, positive


@dataclass(frozen=True, kw_only=True)
class Sign(Lesson):
    """The sign of a number."""

    chapter = "Trials"
    number = "0.2"
    heading = (Caption("Up", rests_on=("positive",)), Caption("Not up"))
    slides = ()
    captions: ClassVar[Mapping[str, Wording]] = {
        "tell": (
            Caption("{x} is positive.", rests_on=("positive",)),
            Caption("{x} is negative.", rests_on=("negative",)),
        ),
        "size": Caption("Its size is {size}.", rests_on=("negative",)),
    }
    x: sp.Expr = parameter(2, rule=finite, text="the number")
    size: sp.Expr = parameter(
        None, rule=positive, text="its size", derive=lambda lesson: abs(lesson.x) + 1
    )

    @property
    def untold(self):
        return frozenset({"size"}) if self.x > 0 else frozenset()

    @property
    def claims(self):
        return (
            Claim("positive", Caption("{x} lies above zero"), bool(self.x > 0),
                  Caption("choose a larger number")),
            Claim("negative", Caption("{x} lies below zero"), bool(self.x < 0)),
        )  # fmt: skip

    def entries(self):
        yield parameter_entry("x", "x", self.x)
        yield parameter_entry("size", "s", self.size)


def test_the_first_sentence_whose_claims_hold_is_told():
    assert Sign().caption("tell") == "2 is positive."
    assert Sign(x=-2).caption("tell") == "−2 is negative."
    assert (Sign().title, Sign(x=-2).title) == ("Up", "Not up")


def test_where_no_sentence_is_true_the_first_false_claim_is_the_reason():
    with pytest.raises(UnfitLesson, match="because “0 lies above zero” is false: choose a larger"):
        Sign(x=0).require_claims()


def test_a_beat_that_is_left_out_needs_no_true_sentence():
    lesson = Sign()
    lesson.require_claims()
    assert lesson.beats == ("tell",)
    assert lesson.named == {"x"}
    assert Sign(x=-1).named == {"x", "size"}
    with pytest.raises(UnfitLesson, match="lies below zero"):
        lesson.caption("size")


def test_what_is_not_given_is_derived_and_derived_anew():
    assert (Sign().size, Sign().derived) == (3, {"size"})
    assert Sign(x=5).with_parameters(x=-1).size == 2
    given = Sign(size=7)
    assert (given.size, given.derived) == (7, frozenset())
    assert given.with_parameters(x=1).size == 7
    assert given.with_parameters(size="auto").size == 3
    with pytest.raises(InvalidArgument, match="size must be positive, got -1"):
        Sign(size=-1)


def test_parameters_may_be_texts_and_must_exist():
    assert Sign().with_parameters(x="-1/3").x == sp.Rational(-1, 3)
    with pytest.raises(InvalidArgument, match=r"no parameter 'siz': did you mean size\?"):
        Sign().with_parameters(siz=1)
    with pytest.raises(InvalidArgument, match=r"no parameter 'qq': \(it has x, size\)"):
        Sign().with_parameters(qq=1)


def test_a_lesson_cannot_be_changed():
    with pytest.raises(AttributeError):
        Sign().x = 3
