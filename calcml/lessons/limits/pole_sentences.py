"""What can be said of a point where a function runs off, jumps or ends."""

from collections.abc import Mapping

from calcml.lessons.captions import Caption
from calcml.lessons.lesson import Wording

__all__ = ["HEADINGS", "SENTENCES"]

_FIT = ("no_common_number", "sides_settle", "a_side_exists", "gaps_are_whole", "rows_are_numbers")

HEADINGS: Wording = (
    Caption("Two sides that disagree", rests_on=(*_FIT, "sides_disagree")),
    Caption("Two sides that run off together", rests_on=(*_FIT, "sides_agree")),
    Caption("A limit needs two sides", rests_on=(*_FIT, "a_side_is_missing")),
)
"""Titles: the sides disagree, run off together, or one is missing."""

SENTENCES: Mapping[str, Wording] = {
    "show_two_branches": (
        Caption(
            "On the left there is no curve next to _x_ = {at}. Where does the branch on the "
            "right lead?",
            rests_on=("left_missing",),
        ),
        Caption(
            "On the right there is no curve next to _x_ = {at}. Where does the branch on the "
            "left lead?",
            rests_on=("right_missing",),
        ),
        Caption(
            "The curve has two branches, and at _x_ = {at} it has no value. Where do they lead?",
            rests_on=("has_no_value",),
        ),
        Caption(
            "The curve breaks at _x_ = {at}, where its value is {value}. Where do its two "
            "branches lead?",
            rests_on=("has_a_value",),
        ),
    ),
    "come_from_the_right": (
        Caption(
            "From the right, the values grow beyond every bound: we write {limit.right}, "
            "which is not a number.",
            rests_on=("right_grows",),
        ),
        Caption(
            "From the right, the values fall below every bound: we write {limit.right}, "
            "which is not a number.",
            rests_on=("right_falls",),
        ),
        Caption(
            "From the right, the values lead to {limit.right}: that is the limit from this side.",
            rests_on=("right_settles",),
        ),
        Caption(
            "From the right, there are no values near {at}: there is no limit from this side.",
            rests_on=("right_missing",),
        ),
    ),
    "come_from_the_left": (
        Caption(
            "From the left, they fall below every bound: the limit from this side is {limit.left}.",
            rests_on=("left_falls",),
        ),
        Caption(
            "From the left, they grow beyond every bound: the limit from this side is "
            "{limit.left}.",
            rests_on=("left_grows",),
        ),
        Caption(
            "From the left, they lead to {limit.left}: that is the limit from this side.",
            rests_on=("left_settles",),
        ),
        Caption(
            "From the left, there are no values near {at}: there is no limit from this side.",
            rests_on=("left_missing",),
        ),
    ),
    "compare_the_sides": (
        Caption(
            "A limit needs both sides to agree. {limit.left} from the left, {limit.right} "
            "from the right: there is none.",
            rests_on=("sides_disagree",),
        ),
        Caption(
            "Both sides agree on {limit.both}. That says how the curve runs off; no number "
            "is its limit.",
            rests_on=("sides_agree",),
        ),
        Caption(
            "A limit needs both sides. There is only {limit.right} from the right: no limit.",
            rests_on=("left_missing",),
        ),
        Caption(
            "A limit needs both sides. There is only {limit.left} from the left: no limit.",
            rests_on=("right_missing",),
        ),
    ),
}
"""For each beat what each side may do, of which the claims choose."""
