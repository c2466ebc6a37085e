"""Sentences take their numbers from entries and nowhere else."""

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Ledger, number, parameter_entry, up_to

LEDGER = Ledger([parameter_entry("step.0", "h", -0.5), parameter_entry("slope", "m", 8)])


def test_places_are_filled_with_what_the_entries_show():
    caption = Caption("At _h_ = {step.0} the slope is {slope}.")
    assert caption.text(LEDGER) == "At h = −0.5 the slope is 8."
    assert caption.typst(LEDGER) == r"At $h$ \= $-0.5$ the slope is $8$."
    assert caption.keys == ("step.0", "slope")


def test_a_rounded_number_is_neither_equal_nor_exact():
    third, whole = (
        number(key, "q", float(q), exact=q, formula=key, source="here", style=up_to(2))
        for key, q in (("third", sp.Rational(1, 3)), ("half", sp.Rational(1, 2)))
    )
    ledger = Ledger([third, whole])
    caption = Caption("For _q_ = {third} it is {~third}, for _q_ = {half} it is {~half}.")
    assert caption.text(ledger) == "For q ≈ 0.33 it is about 0.33, for q = 0.5 it is 0.5."
    assert caption.typst(ledger) == (
        r"For $q$ ≈ $0.33$ it is about $0.33$, for $q$ \= $0.5$ it is $0.5$."
    )
    assert caption.keys == ("third", "third", "half", "half")


def test_a_digit_in_the_template_is_refused():
    with pytest.raises(InvalidArgument, match=r"got digits in 'The slope is 8\.'"):
        Caption("The slope is 8.")
    with pytest.raises(InvalidArgument, match=r"got digits in 'Take x²\.'"):
        Caption("Take x².")


def test_a_place_must_name_an_entry():
    with pytest.raises(InvalidArgument, match="a place must name an entry"):
        Caption("The slope is {}.")


def test_words_never_become_typst_code():
    caption = Caption("A #hash, $money$, *stars* and [brackets]: -- / ~ \\ stay.")
    escaped = caption.typst(LEDGER)
    assert escaped == r"A \#hash, \$money\$, \*stars\* and \[brackets\]: \-\- \/ \~ \\ stay."


def test_long_variable_names_are_upright():
    assert Caption("The _loss_ falls.").typst(LEDGER) == 'The $"loss"$ falls.'
