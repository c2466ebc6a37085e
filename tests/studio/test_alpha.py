"""Colours with and without their alpha in them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from calcml.studio.alpha import bled, multiplied, straight

SHAPE = (6, 5, 4)
STRAIGHT = arrays(np.uint8, SHAPE, elements=st.integers(0, 255))
BACKGROUNDS = ((255, 255, 255), (0, 0, 0), (255, 0, 0), (13, 130, 77))


@given(STRAIGHT)
def test_over_any_background_it_is_what_would_have_been_drawn_there(pixels):
    drawn = multiplied(pixels)
    found = straight(drawn)
    share = drawn[..., 3:] / 255
    for background in np.array(BACKGROUNDS):
        expected = drawn[..., :3] + background * (1 - share)
        # rounding a colour is off by half a level, of which the share is seen
        assert np.abs(found[..., :3] * share + background * (1 - share) - expected).max() <= 0.5


@given(STRAIGHT)
def test_what_is_seen_or_not_at_all_stays(pixels):
    pixels[0, :, 3], pixels[1, :, 3] = 255, 0
    found = straight(multiplied(pixels))
    assert np.array_equal(found[..., 3], pixels[..., 3])
    assert np.array_equal(found[0], pixels[0])
    assert not found[1].any()


@given(STRAIGHT)
def test_bleeding_changes_only_what_is_not_seen(pixels):
    pixels[2:4, :, 3] = 0
    drawn = multiplied(pixels)
    found, plain = bled(drawn), straight(drawn)
    assert np.array_equal(found[..., 3], plain[..., 3])
    seen = plain[..., 3] > 0
    assert np.abs(found[seen].astype(int) - plain[seen]).max(initial=0) <= 1


def test_what_is_not_seen_takes_the_colour_beside_it():
    pixels = np.zeros((80, 80, 4), dtype=np.uint8)
    pixels[10:30, 10:30] = (200, 100, 50, 255)
    found = bled(pixels)
    apart = np.abs(found[..., :3].astype(int) - (200, 100, 50))
    assert apart[8:32, 8:32].max() <= 1  # two pixels around it: what a video mixes
    # far from it a mean over many pixels has a small alpha, of which eight bits tell little
    assert apart.max() <= 16
    assert (found[..., 3] == pixels[..., 3]).all()


def test_nothing_at_all_stays_nothing():
    assert not bled(np.zeros(SHAPE, dtype=np.uint8)).any()
