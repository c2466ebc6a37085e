"""What there is to say of a descent on a curve, by what its steps do."""

from collections.abc import Mapping

from calcml.lessons.captions import Caption
from calcml.lessons.lesson import Wording

__all__ = ["STORIES"]

_SHOW = (
    Caption(
        "Where is this function smallest? Start at _x_ = {iterate.0} and let the slope lead.",
        rests_on=("is_lowest", "start_is_whole"),
    ),
    Caption(
        "Which way is down? Start at _x_ = {iterate.0} and let the slope lead.",
        rests_on=("start_is_whole",),
    ),
    Caption("Which way is down? Start at _x_ ≈ {iterate.0} and let the slope lead."),
)

_FIRST = Caption(
    "The slope is {~slope.0}. Against the slope means to the {direction}, here by {~length.0}."
)

_SECOND = (
    Caption(
        "Now the slope has the other sign and leads back; it is smaller, and so is the move: "
        "{~length.1}.",
        rests_on=("turns_back", "second_is_shorter"),
    ),
    Caption(
        "Now the slope has the other sign and the same size: the next move leads all the way back.",
        rests_on=("turns_back", "second_is_equal"),
    ),
    Caption(
        "Now the slope has the other sign and leads back; it is larger, and so is the move: "
        "{~length.1}.",
        rests_on=("turns_back",),
    ),
    Caption(
        "Where the curve is flatter, the same rate gives a shorter move: {~length.1}.",
        rests_on=("second_is_shorter",),
    ),
    Caption(
        "Where the curve is as steep as before, the same rate gives the same move: {~length.1}.",
        rests_on=("second_is_equal",),
    ),
    Caption("Where the curve is steeper, the same rate gives a longer move: {~length.1}."),
)

_CLOSER = (
    Caption(
        "Magnified {~magnification.1} times across and "
        "{~stretch} times upwards, the next step looks just like the last one.",
        rests_on=("steps_look_alike",),
    ),
    Caption(
        "Magnified {~magnification.1} times across and "
        "{~stretch} times upwards, the next step is seen as well as the last one."
    ),
)

_ON = (
    Caption(
        "And so on: every step multiplies the distance from the minimum by {~factor}.",
        rests_on=("one_factor", "comes_closer"),
    ),
    Caption(
        "And so on for ever: every step leads to the other side, just as far from the minimum.",
        rests_on=("one_factor", "keeps_its_distance"),
    ),
    Caption(
        "And so on: every step multiplies the distance from the minimum by {~factor} "
        "and leads farther away.",
        rests_on=("one_factor",),
    ),
    Caption(
        "And so on: the slope gets smaller at every step, and with it the move.",
        rests_on=("slopes_shrink",),
    ),
    Caption(
        "And so on: the slope stays the same, and so does the move.",
        rests_on=("slopes_are_equal",),
    ),
    Caption(
        "And so on: every step leads lower, whether the slope grows or shrinks.",
        rests_on=("values_fall",),
    ),
    Caption("Not every step leads lower: on this curve the moves are too long for that."),
)

_ARRIVE = (
    Caption(
        "Here the slope is zero, and so is the next move: the run rests at _x_ = {rest}.",
        rests_on=("rests", "rest_is_whole"),
    ),
    Caption(
        "Here the slope is zero, and so is the next move: the run rests at _x_ ≈ {rest}.",
        rests_on=("rests",),
    ),
    Caption(
        "It takes long: after {count} steps _x_ is still {~left} away from "
        "{~minimum}, where the slope is zero.",
        rests_on=("arrives", "goal_is_far"),
    ),
    Caption(
        "Step after step, _x_ comes as close to {~minimum} as you like, where the slope is zero.",
        rests_on=("arrives", "has_minimum"),
    ),
    Caption(
        "Step after step, _x_ comes as close to {~minimum} as you like: the slope "
        "is zero there, yet it is no minimum.",
        rests_on=("arrives",),
    ),
    Caption(
        "This run never arrives: for that the rate must stay below {~limit}.",
        rests_on=("one_factor",),
    ),
    Caption(
        "After {count} steps _f_ has fallen from {~value.first} to "
        "{~value.last}; the slope is {~slope.last} there.",
        rests_on=("values_fall", "fall_is_seen"),
    ),
    Caption(
        "Every step leads lower, if only a little: after {count} steps the slope is {~slope.last}.",
        rests_on=("values_fall",),
    ),
    Caption(
        "After {count} steps _f_ is {~value.last}, from "
        "{~value.first} at the start. A smaller rate leads down more surely."
    ),
)

STORIES: Mapping[str, Wording] = {
    "show_the_curve": _SHOW,
    "take_the_first_step": _FIRST,
    "take_a_shorter_step": _SECOND,
    "look_closer": _CLOSER,
    "keep_going": _ON,
    "arrive": _ARRIVE,
}
"""The captions of `GradientDescentSteps`, beat by beat: the first whose claims hold is told."""
