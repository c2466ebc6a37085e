"""A verdict stands before its words."""

import pytest

from calcml.lessons.gradient import JacobianLocalMap
from calcml.stage.layout import regions
from calcml.stage.scene import LessonScene
from calcml.stage.theme import CONFIRMED, INK, MOVING, colour
from calcml.stage.verdicts import judged


@pytest.fixture(scope="module")
def scene():
    class Judging(LessonScene):
        lesson = JacobianLocalMap()

    made = Judging.__new__(Judging)
    made.regions = regions(14.2, 8.0)
    return made


def inks(text):
    return {glyph.get_fill_color().to_hex() for glyph in text.family_members_with_points()}


@pytest.mark.parametrize(("right", "role"), [(True, CONFIRMED), (False, MOVING)])
def test_only_the_sign_has_the_colour_of_the_verdict(scene, right, role):
    sign, words = judged(scene, "greatest increase", right=right)
    assert inks(sign) == {colour(role).to_hex()}
    assert inks(words) == {colour(INK).to_hex()}


def test_the_words_stand_behind_the_sign_on_its_line(scene):
    sign, words = judged(scene, "constant", right=False)
    assert sign.get_right()[0] < words.get_left()[0]
    assert words.baseline == pytest.approx(sign.baseline)


def test_a_tick_is_not_a_cross(scene):
    tick, cross = (judged(scene, "constant", right=right)[0] for right in (True, False))
    assert tick.width != pytest.approx(cross.width, rel=1e-3)
