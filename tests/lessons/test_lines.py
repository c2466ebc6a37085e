"""Equations of lines: short, true, and with ≈ where a constant is rounded."""

import pytest
import sympy as sp

from calcml.core.symbols import x
from calcml.lessons.derivative.lines import line_entry


@pytest.mark.parametrize(
    ("slope", "intercept", "text"),
    [
        (6, -9, "y = 6x − 9"),
        (-1, 2, "y = −x + 2"),
        (1, 0, "y = x"),
        (0, 5, "y = 5"),
        (0, 0, "y = 0"),
        (sp.Rational(1, 3), 0, "y = x/3"),
        (sp.E, 0, "y = e·x"),
        (sp.cos(1), sp.sin(1) - sp.cos(1), "y ≈ 0.5403x + 0.3012"),
        (sp.Rational(5, 63), sp.Rational(-1, 27), "y ≈ 0.0794x − 0.0370"),
        (sp.Rational(6, 10**8), sp.Rational(-9, 10**8), "y = 6·10⁻⁸x − 9·10⁻⁸"),
    ],
)
def test_a_line_is_written_without_ones_and_zeros(slope, intercept, text):
    entry = line_entry("line", sp.sympify(slope), sp.sympify(intercept), x, source="")
    assert entry.shown == text
    assert ("approx" in entry.typst) == ("≈" in text)
