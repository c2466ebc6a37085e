"""How sliced surfaces are told: sentences for sums and for mixtures of two variables."""

from collections.abc import Mapping

from calcml.lessons.captions import Caption
from calcml.lessons.lesson import Wording

__all__ = ["MIXTURE", "SLICES"]

SLICES: Mapping[str, Wording] = {
    "raise_the_surface": Caption(
        "Two variables, one height. How steep is this surface, and in which direction?"
    ),
    "cut_with_a_plane": (
        Caption(
            "Hold _y_ constant: the plane _y_ = {offset.0} cuts a straight line out of the "
            "surface.",
            rests_on=("cuts_are_straight",),
        ),
        Caption("Hold _y_ constant: the plane _y_ = {offset.0} cuts a curve out of the surface."),
    ),
    "lift_out_the_cut": Caption(
        "On the cut only _x_ varies. Its slope at _x_ = {at}, here {~slope.0}, "
        "is the partial derivative with respect to _x_."
    ),
    "slide_the_plane": (
        Caption(
            "Slide the plane: the cut rises and sinks as a whole, and its slope stays {~slope.0}.",
            rests_on=("cuts_differ_by_constants", "cut_rises", "cut_sinks"),
        ),
        Caption(
            "Slide the plane: the cut rises as a whole, and its slope stays {~slope.0}.",
            rests_on=("cuts_differ_by_constants", "cut_rises"),
        ),
        Caption(
            "Slide the plane: the cut sinks as a whole, and its slope stays {~slope.0}.",
            rests_on=("cuts_differ_by_constants", "cut_sinks"),
        ),
        Caption(
            "Slide the plane: the cut stays at its height, and its slope stays {~slope.0}.",
            rests_on=("cuts_differ_by_constants",),
        ),
    ),
    "drop_the_constant": (
        Caption(
            "On each cut, the part with _y_ is a constant. Constants have no slope: only the "
            "part with _x_ counts.",
            rests_on=("cuts_differ_by_constants", "has_part_with_x", "has_part_with_y"),
        ),
        Caption(
            "There is no part with _y_: every cut is the same, and so is its slope.",
            rests_on=("cuts_differ_by_constants", "has_part_with_x"),
        ),
        Caption(
            "Nothing here depends on _x_: on each cut the height is constant, and constants "
            "have no slope.",
            rests_on=("cuts_differ_by_constants",),
        ),
    ),
    "hold_the_other_variable": Caption(
        "Through the same point, now with _x_ = {at} held: along _y_ the slope is {~slope.across}."
    ),
}
"""The sentences of `ParaboloidSlices`; see `calcml.lessons.lesson.Lesson`."""

MIXTURE: Mapping[str, Wording] = {
    "raise_the_surface": (
        Caption(
            "Here a product mixes _x_ and _y_. What are the slopes at the point {point}?",
            rests_on=("product_mixes", "height_is_short"),
        ),
        Caption(
            "Here a product mixes _x_ and _y_. What are the slopes above the point {place}?",
            rests_on=("product_mixes",),
        ),
        Caption(
            "Here _x_ and _y_ are mixed. What are the slopes at the point {point}?",
            rests_on=("height_is_short",),
        ),
        Caption("Here _x_ and _y_ are mixed. What are the slopes above the point {place}?"),
    ),
    "hold_y": Caption("Hold _y_ = {at.y}: the cut has the slope {~slope.x} at _x_ = {at.x}."),
    "slide_the_plane": Caption(
        "Slide the plane to _y_ = {other}: at the same _x_ the slope is now "
        "{~slope.other}. It depends on _y_.",
        rests_on=("slopes_differ",),
    ),
    "hold_x": Caption(
        "Back at the point, hold _x_ = {at.x} instead: along _y_ the slope is {~slope.y}."
    ),
    "turn_the_plane": (
        Caption(
            "Between the axes, the plane shows the slope in any direction, here along _u_.",
            rests_on=("lies_between_the_axes",),
        ),
        Caption("A turned plane shows the slope in any direction; this _u_ runs along an axis."),
    ),
}
"""The sentences of `NonSeparablePartial`."""
