"""What holds of every lesson of the chapter, for the deck's parameters and for others."""

import pytest

from calcml.core.errors import CalcmlError, UnfitLesson
from calcml.lessons.limits import ContinuityConditions, LimitZoom, ReciprocalBothSides
from tests.foreign import FOREIGN

LESSONS = (LimitZoom, ReciprocalBothSides, ContinuityConditions)
QUICK = (
    "cubic", "falling", "constant", "parabola of thirds", "reciprocal", "hole", "logarithm",
    "root at its edge", "size", "jump", "tiny",
)  # fmt: skip


def variants(wording):
    return wording if isinstance(wording, tuple) else (wording,)


def tried(lesson, function, at):
    """Return a lesson that can be told, or why it cannot."""
    try:
        told = lesson(function=function, at=at)
        told.require_claims()
    except UnfitLesson as refusal:
        return None, str(refusal)
    return told, ""


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_defaults_can_be_told(lesson):
    lesson().require_claims()


@pytest.mark.parametrize("lesson", LESSONS)
def test_captions_fit_two_lines_and_rest_on_existing_claims(lesson):
    told = lesson()
    keys = {claim.key for claim in told.claims}
    for beat, wording in told.captions.items():
        assert len(told.caption(beat)) <= 110, beat
        for variant in variants(wording):
            assert set(variant.rests_on) <= keys


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_sentence_fits_two_lines_whatever_its_numbers(lesson):
    for wording in lesson.captions.values():
        for variant in variants(wording):
            words = len(variant.template) - sum(len(key) + 2 for key in variant.keys)
            assert words + 5 * len(variant.keys) <= 120, variant.template


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("lesson", [LimitZoom, ReciprocalBothSides])
def test_a_foreign_function_is_told_in_sentences_that_fit_or_refused_with_advice(lesson, name):
    function, at = FOREIGN[name]
    told, refusal = tried(lesson, function, at)
    if told is None:
        assert "choose" in refusal or "tells of" in refusal
        return
    assert all(len(told.caption(beat)) <= 125 for beat in told.beats)
    for frame in told.frames.values():
        assert 2 <= len(frame.x.ticks) <= 9
        assert 2 <= len(frame.y.ticks) <= 9


def test_what_cannot_be_told_is_an_error_of_this_package():
    with pytest.raises(CalcmlError):
        LimitZoom(function="sin(1/x)", at=0).require_claims()
