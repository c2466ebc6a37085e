"""What was seen in beats is put together in frames of the clip."""

from calcml.studio.screens import screen_of


def test_what_passes_is_told_in_frames_of_the_clip():
    flight = {"frame": 3, "boxes": [[1, 2, 3, 4]]}
    mark = {"name": "it", "rests": [], "passing": [flight]}
    seen = {"axes": [], "texts": [], "marks": [mark]}
    assert [told["passing"] for told in screen_of([(0, seen), (10, seen)])["marks"]] == [
        [{"frame": 3, "boxes": [[1, 2, 3, 4]]}],
        [{"frame": 13, "boxes": [[1, 2, 3, 4]]}],
    ]
    assert flight["frame"] == 3


def test_over_a_thing_of_which_nothing_is_told_nothing_passes():
    (told,) = screen_of([(0, {"marks": [{"name": "it", "rests": []}]})])["marks"]
    assert "passing" not in told
