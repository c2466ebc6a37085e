"""Second opinions on derivatives: they cover, agree, and notice mistakes."""

import math
from fractions import Fraction

import mpmath as mp
import pytest

from calcml.lessons.derivative import DifferenceQuotientCode, SecantToTangent
from calcml.oracles.evaluation import UnknownError
from calcml.oracles.lines import is_the_line
from calcml.oracles.programs import Digits, Doubles, run
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

DEFAULTS = SECANTS, PROGRAM = SecantToTangent(), DifferenceQuotientCode()
OTHERS = (
    SECANTS.with_parameters(function="sin(x)", at="pi/4"),
    SECANTS.with_parameters(function="1/(1 + x^2)", at="0.5"),
    SECANTS.with_parameters(function="e^(-x/3) sin(3x)", at=1, steps="1, 1/2, 1/8"),
    SECANTS.with_parameters(function="5 - 3x", at=-2),
    PROGRAM.with_parameters(function="sin(x)", at=1),
    PROGRAM.with_parameters(function="x^3/3 - sqrt(x)", at="1/3"),
    PROGRAM.with_parameters(function="max(0, x) + |x - 2|", at=1, steps="0.5, 0.25"),
    PROGRAM.with_parameters(function="piecewise(x < 0: -x, x >= 0: x^2)", at=2),
)


@pytest.mark.parametrize("lesson", DEFAULTS + OTHERS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("code.point", "x = 2"),
        ("code.f.1", "    return x**3"),
        ("code.steps.0", "for h in [0.01, 0.002,"),
        ("code.quotient", "    q = (f(x + h) - f(x - h)) / h"),
        ("code.print", "    print(h)"),
        ("code.print", "    input(q)"),
    ],
)
def test_a_wrong_line_of_the_program_is_noticed(key, line):
    assert not holds_if(PROGRAM, key, shown=line, typst=f'#raw("{line}")')


def test_what_stands_on_screen_must_be_the_program():
    assert holds_if(PROGRAM, "code.print", typst='#raw("    print(p)")') is False


class TestPrograms:
    def test_doubles_are_pythons_own(self):
        # The same arithmetic, by Python itself.
        lines = ["from math import sin", "x = 0.1", "for h in [0.3, 3]:",
                 "    print((sin(x + h) - x * h) / h)"]  # fmt: skip
        expected = [(math.sin(0.1 + h) - 0.1 * h) / h for h in (0.3, 3)]
        assert run(lines, Doubles()).printed == expected

    def test_whole_numbers_stay_exact(self):
        lines = ["x = 10000000000000001", "for h in [3]:", "    print(x * x - h)"]
        assert run(lines, Doubles()).printed == [10000000000000001**2 - 3]

    def test_a_decimal_is_itself_in_sixty_digits(self):
        lines = ["for h in [0.1]:", "    print(h + 0.2)"]
        with mp.workdps(60):
            assert abs(run(lines, Digits()).printed[0] - mp.mpf(3) / 10) < mp.mpf("1e-58")
        assert run(lines, Doubles()).printed == [0.30000000000000004]

    @pytest.mark.parametrize(
        "line",
        [
            "import os",
            "from os import system",
            "x = __import__('os')",
            "x = (1).real",
            "x = 1 / 0",
            "while 1: pass",
            "def f(x, *y): return x",
            "x = (",
        ],
    )
    def test_other_programs_are_refused(self, line):
        with pytest.raises(UnknownError):
            run([line, "for h in [1]:", "    print(f(h))"], Doubles())


class TestLines:
    @pytest.mark.parametrize(
        ("text", "slope", "intercept"),
        [
            ("y = 6x − 9", 6, -9),
            ("y = 6 x - 9", 6, -9),
            ("y = −x", -1, 0),
            ("y ≈ 0.5403x + 0.3012", mp.cos(1), mp.sin(1) - mp.cos(1)),
            ("y approx 0.5403 x + 0.3012", mp.cos(1), mp.sin(1) - mp.cos(1)),
            ("y ≈ −x − 0.3333", -1, Fraction(-1, 3)),
            ("y ≈ 0.3333", 0, Fraction(1, 3)),
        ],
    )
    def test_a_line_is_read_back(self, text, slope, intercept):
        m, c = (mp.mpmathify(v) for v in (slope, intercept))
        assert is_the_line(text, m, c)
        assert not is_the_line(text, m + mp.mpf("1e-3"), c)
        assert not is_the_line(text, m, c - mp.mpf("1e-3"))
