"""Sentences take their numbers from entries and nowhere else."""

import pytest

from calcml.core.errors import InvalidArgument
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Ledger, parameter_entry

LEDGER = Ledger([parameter_entry("step.0", "h", -0.5), parameter_entry("slope", "m", 8)])


def test_places_are_filled_with_what_the_entries_show():
    caption = Caption("At _h_ = {step.0} the slope is {slope}.")
    assert caption.text(LEDGER) == "At h = −0.5 the slope is 8."
    assert caption.typst(LEDGER) == r"At $h$ \= $-0.5$ the slope is $8$."
    assert caption.keys == ("step.0", "slope")


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
