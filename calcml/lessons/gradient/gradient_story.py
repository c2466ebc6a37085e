"""How the field of a gradient is told: by what stands in the picture and where particles go."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from calcml.core.extrema import Kind
from calcml.core.flows import FlowEnd
from calcml.lessons.captions import Caption, Claim

if TYPE_CHECKING:
    from calcml.lessons.gradient.fields import GaussianGradientField
    from calcml.lessons.lesson import Wording

__all__ = ["CAPTIONS", "story"]

_STRAIGHT = 0.99996  # cosine of half a degree
_ASK = "Which way is up, from any point?"
_UPHILL = "At each point the gradient points locally uphill, straight across the contours."
_BOTH = "an arrow shows both partial derivatives; its length is the steepness."

CAPTIONS: "Mapping[str, Wording]" = {
    "raise_the_surface": (
        Caption(f"A hill and a hollow. {_ASK}", rests_on=("hill_and_hollow",)),
        Caption(f"A hill. {_ASK}", rests_on=("one_hill",)),
        Caption(f"A hollow. {_ASK}", rests_on=("one_hollow",)),
        Caption(f"A saddle. {_ASK}", rests_on=("one_saddle",)),
        Caption(f"Hills and hollows. {_ASK}", rests_on=("hills_and_hollows",)),
        Caption(f"Hills. {_ASK}", rests_on=("hills",)),
        Caption(f"Hollows. {_ASK}", rests_on=("hollows",)),
        Caption(f"A surface. {_ASK}"),
    ),
    "mark_top_and_bottom": (
        Caption(
            "The highest point has a height of {~maximum.value}, the lowest {~minimum.value}.",
            rests_on=("maximum_is_highest", "minimum_is_lowest"),
        ),
        Caption(
            "The top of a hill has a height of {~maximum.value}, the bottom "
            "of a hollow {~minimum.value}.",
            rests_on=("has_maximum", "has_minimum"),
        ),
        Caption(
            "The highest point has a height of {~maximum.value}: there the ground is level.",
            rests_on=("maximum_is_highest", "maximum_is_smooth"),
        ),
        Caption(
            "The highest point has a height of {~maximum.value}.",
            rests_on=("maximum_is_highest",),
        ),
        Caption(
            "The top of a hill has a height of {~maximum.value}: there the ground is level.",
            rests_on=("has_maximum", "maximum_is_smooth"),
        ),
        Caption(
            "The top of a hill has a height of {~maximum.value}.",
            rests_on=("has_maximum",),
        ),
        Caption(
            "The lowest point has a height of {~minimum.value}: there the ground is level.",
            rests_on=("minimum_is_lowest", "minimum_is_smooth"),
        ),
        Caption(
            "The lowest point has a height of {~minimum.value}.",
            rests_on=("minimum_is_lowest",),
        ),
        Caption(
            "The bottom of a hollow has a height of {~minimum.value}.",
            rests_on=("has_minimum",),
        ),
        Caption(
            "At the saddle the ground is level, and yet it is neither a top nor a bottom.",
        ),
    ),
    "tilt_to_the_map": Caption(
        "Seen from straight above, heights become colours, and equal heights become contours."
    ),
    "grow_the_arrows": (
        Caption(_UPHILL, rests_on=("lengths_tell",)),
        Caption(f"{_UPHILL} Drawn equally long, the arrows show only that."),
    ),
    "read_some_arrows": (
        Caption(f"Drawn to the scale of the axes, {_BOTH}", rests_on=("drawn_to_scale",)),
        Caption(f"Drawn at {{arrow.times}} times the scale of the axes, {_BOTH}"),
    ),
    "release_the_particles": (
        Caption(
            "Particles follow the arrows: right of the dashed line they run to the maximum, left "
            "of it they leave.",
            rests_on=("line_divides",),
        ),
        Caption(
            "Particles follow the arrows: all of them run up to the maximum.",
            rests_on=("one_top", "all_arrive"),
        ),
        Caption(
            "Particles follow the arrows: some run up to the maximum, others leave the picture.",
            rests_on=("one_top", "some_arrive", "arrive_or_leave"),
        ),
        Caption(
            "Particles follow the arrows: each runs up to a maximum.", rests_on=("all_arrive",)
        ),
        Caption(
            "Particles follow the arrows: some run up to a maximum, others leave the picture.",
            rests_on=("some_arrive", "arrive_or_leave"),
        ),
        Caption(
            "Particles follow the arrows: there is no top to hold them, and all leave the picture.",
            rests_on=("all_leave", "no_top"),
        ),
        Caption(
            "Particles follow the arrows, and all of them leave the picture.",
            rests_on=("all_leave",),
        ),
        Caption(
            "Particles follow the arrows: they leave the picture, or run to an edge where the "
            "surface ends.",
            rests_on=("leave_or_end",),
        ),
        Caption("Particles follow the arrows, uphill all the way."),
    ),
    "look_at_one_arrow": (
        Caption(
            "An arrow knows only the slope at its own point: locally uphill can lead away from "
            "the maximum.",
            rests_on=("last_probe_points_away",),
        ),
        Caption(
            "An arrow knows only the slope at its own point: it need not point straight at the "
            "maximum.",
            rests_on=("last_probe_points_aside",),
        ),
        Caption(
            "An arrow knows only the slope at its own point; here it happens to point at the "
            "maximum.",
            rests_on=("last_probe_has_slope",),
        ),
        Caption("Where the ground is level, the gradient is zero: no arrow, and no way up."),
    ),
}
"""The sentences of the lesson; see `calcml.lessons.lesson.Lesson`."""


def story(lesson: "GaussianGradientField") -> Iterable[Claim]:
    """Yield the claims on which the sentences rest.

    Parameters
    ----------
    lesson : GaussianGradientField

    Yields
    ------
    Claim
    """
    lesson.ledger  # noqa: B018 - refuses a picture in which there is nothing to claim
    yield from _of_the_surface(lesson)
    yield from _of_the_arrows(lesson)
    yield from _of_the_particles(lesson)
    yield from _of_the_last_probe(lesson)


def _claim(key: str, sentence: str, holds: object, otherwise: str | None = None) -> Claim:
    return Claim(key, Caption(sentence), bool(holds), Caption(otherwise) if otherwise else None)


def _of_the_surface(lesson: "GaussianGradientField") -> Iterable[Claim]:
    relief, highest, lowest = lesson.relief, lesson.maximum, lesson.minimum
    tops, bottoms, saddles = (
        len(relief.of(kind)) for kind in (Kind.MAXIMUM, Kind.MINIMUM, Kind.SADDLE)
    )
    pair = (tops, bottoms) == (1, 1)
    yield _claim("hill_and_hollow", "there are one hill and one hollow", pair)
    yield _claim("one_hill", "there is one hill and no hollow", (tops, bottoms) == (1, 0))
    yield _claim("one_hollow", "there is one hollow and no hill", (tops, bottoms) == (0, 1))
    yield _claim("one_saddle", "there is but a saddle", (tops, bottoms, saddles) == (0, 0, 1))
    yield _claim("hills_and_hollows", "there are hills and hollows", tops and bottoms)
    yield _claim("hills", "there are hills", tops)
    yield _claim("hollows", "there are hollows", bottoms)
    yield _claim("has_maximum", "there is a maximum", highest)
    yield _claim("has_minimum", "there is a minimum", lowest)
    yield _claim("one_top", "there is one maximum", tops == 1)
    yield _claim("no_top", "there is no maximum", relief.is_known and not tops)
    yield _claim(
        "maximum_is_highest", "nothing in the picture is as high as the maximum",
        highest and relief.is_highest(highest),
    )  # fmt: skip
    yield _claim(
        "minimum_is_lowest", "nothing in the picture is as low as the minimum",
        lowest and relief.is_lowest(lowest),
    )  # fmt: skip
    yield _claim(
        "maximum_is_smooth",
        "the ground is level at the maximum",
        highest and relief.is_smooth(highest),
    )
    yield _claim(
        "minimum_is_smooth",
        "the ground is level at the minimum",
        lowest and relief.is_smooth(lowest),
    )


def _of_the_arrows(lesson: "GaussianGradientField") -> Iterable[Claim]:
    yield _claim("lengths_tell", "arrows true to scale can be seen", lesson.lengths_tell)
    yield _claim("drawn_to_scale", "arrows have their lengths on the axes", lesson.times == 1)


def _of_the_particles(lesson: "GaussianGradientField") -> Iterable[Claim]:
    tops = lesson.relief.of(Kind.MAXIMUM)
    arrive = [lesson.arrives(line, tops) for line in lesson.lines]
    leave = [line.end is FlowEnd.BORDER for line in lesson.lines]
    yield _claim(
        "line_divides",
        "all particles right of the lowest point run to the maximum, all others leave to the left",
        _divides(lesson, arrive),
        "choose starts whose particles stay in the picture until they arrive or leave at the left",
    )
    yield _claim("all_arrive", "all particles run into a maximum", arrive and all(arrive))
    yield _claim(
        "some_arrive", "some particles run into a maximum, but not all",
        any(arrive) and not all(arrive),
    )  # fmt: skip
    yield _claim(
        "arrive_or_leave", "every particle runs into a maximum or leaves the picture",
        all(a or b for a, b in zip(arrive, leave, strict=True)),
    )  # fmt: skip
    yield _claim("all_leave", "all particles leave the picture", leave and all(leave))
    yield _claim(
        "leave_or_end", "every particle leaves the picture or runs to an edge of the surface",
        all(lesson.leaves(line) for line in lesson.lines),
    )  # fmt: skip


def _divides(lesson: "GaussianGradientField", arrive: list[bool]) -> bool:
    if lesson.maximum is None or lesson.minimum is None or len(set(arrive)) < 2:  # noqa: PLR2004
        return False
    border, left = lesson.minimum.coordinates[0], lesson.window.x[0]
    return all(
        reaches
        if line.points[0, 0] > border
        else lesson.leaves(line) and line.points[-1, 0] == left
        for line, reaches in zip(lesson.lines, arrive, strict=True)
    )


def _of_the_last_probe(lesson: "GaussianGradientField") -> Iterable[Claim]:
    ahead = 1.0
    has_slope = bool(lesson.slopes[-1].components.any())
    if lesson.maximum is not None:
        way = lesson.maximum.coordinates - np.array(lesson.probe(-1))
        slope = lesson.slopes[-1].components
        lengths = float(np.linalg.norm(way) * np.linalg.norm(slope))
        ahead = float(slope @ way) / lengths if lengths else 1.0
    yield _claim("last_probe_has_slope", "there is a slope at the last probe", has_slope)
    yield _claim(
        "last_probe_points_away", "the gradient at the last probe points away from the maximum",
        ahead < 0,
    )  # fmt: skip
    yield _claim(
        "last_probe_points_aside", "the gradient at the last probe points aside of the maximum",
        ahead < _STRAIGHT,
    )  # fmt: skip
