"""Parameters are read exactly, and a bad one is refused with rule, value and name."""

from dataclasses import dataclass

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.lessons import parameters as rules


@dataclass(frozen=True, kw_only=True)
class Example:
    rate: sp.Expr = rules.parameter(0.1, rule=rules.positive, text="learning rate")
    count: int = rules.parameter(5, rule=rules.count(1, 9), text="steps")

    def __post_init__(self):
        rules.checked(self)


def test_floats_are_read_as_decimals():
    assert Example(rate=0.4).rate == sp.Rational(2, 5)


@pytest.mark.parametrize(
    ("rule", "value", "message"),
    [
        (rules.finite, True, "h: a number is needed, got True"),
        (rules.finite, float("nan"), "h: a number must be finite, got nan"),
        (rules.positive, 0, "h must be positive, got 0"),
        (rules.nonzero, 0.0, "h must not be zero, got 0.0"),
        (rules.within(0, 1), 2, "h must lie between 0 and 1, got 2"),
        (rules.count(1, 9), 10, "h must be a whole number between 1 and 9, got 10"),
        (rules.count(1, 9), True, "h must be a whole number between 1 and 9, got True"),
        (rules.count(1, 9), 2.0, "h must be a whole number between 1 and 9, got 2.0"),
        (rules.sequence(rules.positive), 3, "h must be a sequence, got 3"),
        (rules.sequence(rules.positive, longest=2), (1, 2, 3), "between 1 and 2 items, got 3"),
        (rules.sequence(rules.positive), (1, -1), r"h\[1\] must be positive, got -1"),
        (rules.point(2), (1,), "h must have 2 items, got 1"),
        (rules.distinct(rules.sequence(rules.finite)), (1, 1.0), "the items of h must differ"),
        (rules.function_of(x), x**2, "h must be a Function, got x"),
        (rules.function_of(x), Function(x * y, (x, y)), "a function of x, got one of x, y"),
    ],
)
def test_a_bad_value_is_refused(rule, value, message):
    with pytest.raises(InvalidArgument, match=message):
        rule("h", value)


@pytest.mark.parametrize(
    ("rule", "value", "kept"),
    [
        (rules.nonzero, -0.5, sp.Rational(-1, 2)),
        (rules.within(0, 1), 1, sp.Integer(1)),
        (rules.sequence(rules.positive), [1, 0.5], (1, sp.Rational(1, 2))),
        (rules.distinct(rules.sequence(rules.finite)), (1, 2), (1, 2)),
        (rules.function_of(x), Function(x, x), Function(x, x)),
    ],
)
def test_a_good_value_is_kept_exactly(rule, value, kept):
    assert rule("h", value) == kept


@pytest.mark.parametrize(
    ("rule", "text", "kept"),
    [
        (rules.finite, "1/3", sp.Rational(1, 3)),
        (rules.finite, "pi/4", sp.pi / 4),
        (rules.finite, "-1e-3", sp.Rational(-1, 1000)),
        (rules.count(1, 9), " 3 ", 3),
        (rules.sequence(rules.positive), "2, 1, 1/2", (2, 1, sp.Rational(1, 2))),
        (rules.sequence(rules.positive), "[2, 1]", (2, 1)),
        (rules.sequence(rules.positive), "(1+1)/2", (1,)),
        (rules.sequence(rules.positive), "max(1, 2), 3", (2, 3)),
        (rules.point(2), "(1, 2)", (1, 2)),
        (rules.point(2), "1, 2", (1, 2)),
        (rules.sequence(rules.point(2)), "(0, 0)", ((0, 0),)),
        (rules.sequence(rules.point(2)), "((0, 0))", ((0, 0),)),
        (rules.sequence(rules.point(2)), "(0, 1), (2, 3)", ((0, 1), (2, 3))),
        (rules.sequence(rules.point(2)), "[(0, 1), (2, 3)]", ((0, 1), (2, 3))),
        (rules.sequence(rules.point(2)), "0, 1; 2, 3", ((0, 1), (2, 3))),
        (rules.function_of(x), "x^2 - 1", Function(x**2 - 1, x)),
        (
            rules.sequence(rules.function_of(x)),
            "1/x; max(x, 1)",
            (Function(1 / x, x), Function(sp.Max(1, x), x)),
        ),
    ],
)
def test_text_is_read(rule, text, kept):
    assert rule("h", text) == kept


@pytest.mark.parametrize(
    ("rule", "text", "message"),
    [
        (rules.finite, "nan", "h: column 1: unknown name nan"),
        (rules.finite, "x", "h: column 1: unknown name x"),
        (rules.finite, "", "h: "),
        (rules.positive, "-1/3", "h must be positive, got -1/3"),
        (rules.count(1, 9), "2.0", "h must be a whole number between 1 and 9, got '2.0'"),
        (rules.count(1, 9), "９", "h must be a whole number"),
        (rules.count(1, 9), "1" * 5000, "h must be a whole number"),
        (rules.sequence(rules.finite), "1, , 2", r"h\[1\]: "),
        (rules.sequence(rules.finite, longest=2), "1, 2, 3", "between 1 and 2 items, got 3"),
        (rules.sequence(rules.finite), "1," * 2000, "at most 2000 characters, got 4000"),
        (rules.sequence(rules.finite), "(1, 2", r"h\[0\]: "),
        (rules.sequence(rules.finite), "1), 2", r"h\[0\]: "),
        (rules.point(2), "1, 2, 3", "h must have 2 items, got 3"),
        (rules.function_of(x), "x + y", "h: column 5: unknown name y"),
        (rules.within(0, 1), "10^50", "h must lie between 0 and 1, got 1000000000000000000"),
    ],
)
def test_bad_text_is_refused(rule, text, message):
    with pytest.raises(InvalidArgument, match=message):
        rule("h", text)
