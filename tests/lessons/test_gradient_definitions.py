"""What a gradient is: the decks' numbers, a direction that turns, and an arrow in space."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.lessons.gradient import GradientDefinition, GradientThreeVariables

PLACES = (("3/2", 2), ("1/2", "5/2"), (1, 1))


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


@pytest.fixture(scope="module", params=PLACES, ids=str)
def definition(request):
    return GradientDefinition(at=tuple(map(sp.sympify, request.param)))


def test_the_gradient_three_four_has_the_length_five():
    lesson = GradientDefinition()
    assert shown(lesson, "gradient.x", "gradient.y") == ["3", "4"]
    assert shown(lesson, "rate.along", "rate.across", "rate.back") == ["5", "0", "−5"]


def test_the_three_rates_are_exact(definition):
    ledger, (a, b) = definition.ledger, definition.at
    assert sp.simplify(ledger["rate.along"].exact - 2 * sp.sqrt(a**2 + b**2)) == 0
    assert sp.simplify(ledger["rate.back"].exact + ledger["rate.along"].exact) == 0
    assert ledger["rate.across"].exact == 0


def test_no_direction_has_a_larger_rate(definition):
    picture, ledger = definition.picture, definition.ledger
    rates = [picture.rate(angle) for angle in np.linspace(0, 360, 361)]
    assert max(rates) <= ledger["rate.along"].value + 1e-12
    assert min(rates) >= ledger["rate.back"].value - 1e-12
    for name, angle in definition.turns.items():
        # Cosines of angles in doubles: errors of some 1e-16 of the length.
        assert picture.rate(angle) == pytest.approx(ledger[f"rate.{name}"].value, abs=1e-14)


def test_the_parts_make_up_the_arrow(definition):
    picture = definition.picture
    (start, corner), (_, top) = picture.part(0), picture.part(1)
    assert start == picture.place
    assert picture.moved == (corner, picture.arrow[1])
    assert (corner[0], top[1]) == picture.tip
    along, across = picture.tip[0] - start[0], picture.tip[1] - start[1]
    assert across / along == pytest.approx(float(definition.at[1] / definition.at[0]))


def test_everything_stays_on_the_map(definition):
    picture, frame = definition.picture, definition.frames["map"]
    names = [picture.probe_name(angle) for angle in range(0, 360, 30)]
    for x, y in (picture.tip, *picture.circle, *names):
        assert frame.x.low < x < frame.x.high
        assert frame.y.low < y < frame.y.high


def test_contours_have_their_heights():
    picture = GradientDefinition().picture
    for curve in picture.contours:
        for piece in curve.pieces:
            assert (piece**2).sum(axis=1) == pytest.approx(curve.level, rel=1e-9)


@pytest.mark.parametrize("at", [(0, 0), (3, 1)])
def test_places_without_room_for_the_arrow_are_refused(at):
    with pytest.raises(InvalidArgument, match="must lie between"):
        GradientDefinition(at=at)


def test_the_gradient_in_space_has_the_decks_numbers():
    lesson = GradientThreeVariables()
    assert shown(lesson, *(f"partial.{v}" for v in "xyz")) == ["2", "6y", "−cos(z)"]
    assert shown(lesson, *(f"component.{v}" for v in "xyz")) == ["2", "12", "−1"]
    assert shown(lesson, "square", "magnitude") == ["149", "12.2066"]


@pytest.mark.parametrize("place", [(1, 2, 0), (0, 1, "-1/5"), ("3/2", "5/4", "1/5")])
def test_the_length_is_that_of_the_components(place):
    ledger = GradientThreeVariables(**dict(zip("xyz", map(sp.sympify, place), strict=True))).ledger
    parts = [ledger[f"component.{v}"].exact for v in "xyz"]
    assert sp.simplify(sum(c**2 for c in parts) - ledger["square"].exact) == 0
    assert sp.simplify(ledger["magnitude"].exact ** 2 - ledger["square"].exact) == 0


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_each_input_moves_its_own_component_alone_and_in_view(axis):
    lesson = GradientThreeVariables()
    picture, home = lesson.picture, list(lesson.picture.home)
    still = [picture.part(other, tuple(home)) for other in range(3)]
    track, gauge = lesson.frames[f"input.{'xyz'[axis]}"], lesson.frames[f"part.{'xyz'[axis]}"]
    for visit in picture.visits(axis):
        moved = (*home[:axis], visit, *home[axis + 1 :])
        parts = [picture.part(other, moved) for other in range(3)]
        assert all(parts[other] == still[other] for other in range(3) if other != axis)
        assert track.x.low < visit < track.x.high
        assert gauge.x.low < parts[axis][1][0] < gauge.x.high
    assert visit == home[axis]


def test_the_components_lead_from_the_point_to_the_tip_of_the_arrow():
    picture = GradientThreeVariables().picture
    steps = np.diff(picture.corners, axis=0)
    assert (steps == np.diag([2.0, 12.0, -1.0])).all()
    for ends, step in zip(picture.parts, steps, strict=True):
        assert (ends == [picture.corners[0], picture.corners[0] + step]).all()
    assert (picture.edges[0][-1] == picture.corners[-1]).all()
    assert (picture.corners[0] == [1.0, 2.0, 0.0]).all()
    low, high = np.array(picture.box).T
    assert (low <= picture.corners).all()
    assert (picture.corners <= high).all()


@pytest.mark.parametrize("given", [{"x": 2}, {"y": 0}, {"z": 1}])
def test_points_whose_arrow_is_hard_to_see_are_refused(given):
    with pytest.raises(InvalidArgument, match="must lie between"):
        GradientThreeVariables(**given)
