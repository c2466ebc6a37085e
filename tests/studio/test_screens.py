"""What was seen in beats is put together in frames of the clip."""

from calcml.studio.screens import screen_of


def test_what_passes_is_told_in_frames_of_the_clip():
    flight = {"frame": 3, "boxes": [[1, 2, 3, 4]]}
    seen = {"axes": [], "texts": [], "marks": [], "passing": [flight]}
    assert screen_of([(0, seen), (10, seen)])["passing"] == [
        {"frame": 3, "boxes": [[1, 2, 3, 4]]},
        {"frame": 13, "boxes": [[1, 2, 3, 4]]},
    ]
    assert flight["frame"] == 3


def test_in_beats_of_which_nothing_is_told_nothing_passes():
    assert screen_of([(0, {})])["passing"] == []
