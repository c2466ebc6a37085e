"""What a gradient is: the deck's numbers, and a direction that turns about a point."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.lessons.gradient import GradientDefinition

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
