"""Which frames become which file."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from calcml.studio.formats.pieces import chosen_beats, pieces
from calcml.studio.outcomes import Rendered
from calcml.studio.problems import StudioError
from calcml.studio.shelves import Clip

BEATS = [("appear", 1.0, False), ("turn", 2.4, True), ("rest", 3.0, False)]


def rendered(beats=BEATS):
    """Return a scene of three beats at 15 frames a second."""
    ends = [0.0, *(end for _, end, _ in beats)]
    sidecar = {
        "timeline": [
            {"name": name, "caption": f"We {name}.", "start": start, "end": end, "loops": loops}
            for start, (name, end, loops) in zip(ends, beats, strict=False)
        ],
        "fps": 15, "width": 854, "height": 480, "title": "A walk", "key": "abc",
        "look": {"transparent": False}, "files": {"Walk.mov": {}},
    }  # fmt: skip
    card = SimpleNamespace(name="Walk", label="Walk", title="")
    return Rendered(SimpleNamespace(card=card, stills=False), Clip(Path("x"), sidecar), cached=True)


def test_a_whole_scene_is_one_piece():
    (piece,) = pieces(rendered())
    assert (piece.name, piece.starts, piece.end) == ("Walk", (0, 15, 36), 45)
    assert piece.captions == ("We appear.", "We turn.", "We rest.")
    assert not piece.loops


def test_beats_are_pieces_in_the_order_of_the_scene():
    found = pieces(rendered(), ["rest", "turn"])
    assert [(piece.name, piece.starts, piece.end) for piece in found] == [
        ("Walk-02-turn", (15,), 36),
        ("Walk-03-rest", (36,), 45),
    ]
    assert [piece.loops for piece in found] == [True, False]
    assert sum(piece.frames for piece in pieces(rendered(), ["rest", "turn", "appear"])) == 45


@pytest.mark.parametrize(("name", "told"), [
    ("turns", r"Walk has no beat 'turns': did you mean turn\? \(its beats: appear, turn, rest\)"),
    ("zzz", "Walk has no beat 'zzz': choose from appear, turn, rest$"),
])  # fmt: skip
def test_an_unknown_beat_is_told_what_there_is(name, told):
    with pytest.raises(StudioError, match=told):
        chosen_beats(rendered(), [name])


def test_a_scene_of_plain_manim_has_no_beats():
    with pytest.raises(StudioError, match=r"Walk is not told in beats, .* leave --beat out"):
        pieces(rendered([("Walk", 1.0, False)]), ["turn"])
