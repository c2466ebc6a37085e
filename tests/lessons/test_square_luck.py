"""The lesson of the step √ε: what the slide's program prints, and why."""

from fractions import Fraction

import numpy as np
import pytest

from calcml.lessons.numerics import SqrtEpsilonStep


@pytest.fixture(scope="module")
def lesson():
    return SqrtEpsilonStep()


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def test_numpy_prints_what_the_lesson_shows(lesson):
    h = np.sqrt(np.finfo(float).eps)
    assert f"{h}" == shown(lesson, "root.printed")[0]
    for i, (x, step) in enumerate(((3, h), (1.0, h), (3.1, h), (3, 4 * h))):
        assert f"{((x + step) ** 2 - x**2) / step}" == shown(lesson, f"printed.{i}")[0]
    assert f"{2 * 3}" == shown(lesson, "expected")[0]


def test_the_numbers_of_the_outline(lesson):
    assert shown(lesson, *(f"printed.{i}" for i in range(4))) == [
        "6.0", "2.000000014901161", "6.199999928474426", "6.000000059604645",
    ]  # fmt: skip
    assert shown(lesson, "best", "root", "gap") == ["4.4703·10⁻⁸", "2⁻²⁶", "2⁻⁴⁹"]


def test_the_square_of_the_step_is_an_eighth_of_a_gap(lesson):
    lesson.require_claims()
    step = Fraction(1, 2**26)
    stored = Fraction(lesson.dart.stored)
    assert stored == 9 + 6 * step  # an eighth of a gap is less than half of one
    assert step**2 / Fraction(lesson.line.gap) == Fraction(1, 8)
    assert lesson.dart.landing[0] == 0.125
    assert lesson.small_span[1][0] - lesson.small_span[0][0] == 0.125
    assert lesson.dart.place(lesson.dart.settled)[0] == 0


def test_the_usual_error_is_about_the_step(lesson):
    # At 1 nothing is rounded, since h² is the gap there: the error is h itself.
    assert lesson.ledger["error.1"].exact == Fraction(1, 2**26)
    # The square of four times the step is two gaps at 9: nothing is rounded either.
    assert lesson.ledger["error.3"].exact == Fraction(1, 2**24)
