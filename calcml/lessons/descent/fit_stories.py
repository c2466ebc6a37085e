"""What there is to say of a line that is fitted by descent."""

from collections.abc import Mapping

from calcml.lessons.captions import Caption
from calcml.lessons.lesson import Wording

__all__ = ["STORIES"]

_MAP = (
    Caption(
        "Every point of this map is a line. Its height is the cost _J_, and we stand "
        "at _J_ = {cost.0}.",
        rests_on=("first_cost_is_whole",),
    ),
    Caption(
        "Every point of this map is a line. Its height is the cost _J_, and we stand "
        "at _J_ ≈ {cost.0}."
    ),
)

_VALLEY = (
    Caption(
        "The cost falls at every step. In the narrow valley the slope _a_ {valley}.",
        rests_on=("cost_falls", "is_narrow"),
    ),
    Caption(
        "The cost falls at every step. The slope _a_ {valley}.",
        rests_on=("cost_falls",),
    ),
)

_FAST = (
    Caption(
        "The floor is nearly flat: {step.near} steps bring _a_ and _b_ within {near.0} of the "
        "minimum, {step.last} within {near.1}.",
        rests_on=("arrives", "takes_long", "has_two_stops"),
    ),
    Caption(
        "And on: {step.near} steps bring _a_ and _b_ within {near.0} of the minimum, "
        "{step.last} within {near.1}.",
        rests_on=("arrives", "has_two_stops"),
    ),
    Caption(
        "And on: {step.last} steps bring _a_ and _b_ within {near.1} of the minimum.",
        rests_on=("arrives",),
    ),
)

_ARRIVE = (
    Caption(
        "The minimum is at _a_ = {best.slope}, _b_ = {best.intercept}: this line passes through "
        "every point, so it costs nothing.",
        rests_on=("arrives", "best_is_whole", "fits_exactly"),
    ),
    Caption(
        "The minimum is at _a_ ≈ {best.slope}, _b_ ≈ {best.intercept}: this line passes through "
        "every point, so it costs nothing.",
        rests_on=("arrives", "fits_exactly"),
    ),
    Caption(
        "The minimum is at _a_ = {best.slope}, _b_ = {best.intercept}: no line costs less "
        "than {~best.cost}.",
        rests_on=("arrives", "best_is_whole"),
    ),
    Caption(
        "The minimum is at _a_ ≈ {best.slope}, _b_ ≈ {best.intercept}: no line costs less "
        "than {~best.cost}.",
        rests_on=("arrives",),
    ),
)

STORIES: Mapping[str, Wording] = {
    "show_the_data": (
        Caption(
            "Which line fits these points best? Begin with slope _a_ = {slope.0} and intercept "
            "_b_ = {intercept.0}.",
            rests_on=("start_is_whole",),
        ),
        Caption(
            "Which line fits these points best? Begin with slope _a_ ≈ {slope.0} and intercept "
            "_b_ ≈ {intercept.0}."
        ),
    ),
    "draw_the_map": _MAP,
    "take_the_first_step": Caption(
        "Both slopes of _J_ are taken at the same old point, then _a_ and _b_ change together."
    ),
    "walk_into_the_valley": _VALLEY,
    "fast_forward": _FAST,
    "arrive": _ARRIVE,
}
"""The captions of `LinearRegressionDescent`, beat by beat: the first whose claims hold is told."""
