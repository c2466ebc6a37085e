"""Sidecars are foreign: whatever is wrong with one is said in a sentence, before it is used."""

import copy
import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calcml.stage.text import plain_preamble
from calcml.studio.files import described, digest_of_file
from calcml.studio.problems import StudioError
from calcml.studio.readback import film_of, read_back, sidecars
from calcml.studio.readback.sidecars import scenes_of
from tests.studio.readback.encoded_lies import rewritten

FRAMES, WIDTH, HEIGHT = 12, 128, 64
Change = Callable[[dict[str, Any]], object]

PLANE = {"kind": "plane", "name": "main", "x": [0, 4], "y": [1, 100], "log": [False, True],
         "box": [8, 8, 120, 56]}  # fmt: skip
SPACE = {"kind": "space", "name": "space", "low": [-1, -1, -1], "high": [1, 1, 1],
         "size": [2, 2, 2], "azimuth": -60, "elevation": 22, "zoom": 1, "perspective": 0.18,
         "centre": [64, 32], "unit": 12}  # fmt: skip


def whole_sidecar() -> dict[str, Any]:
    """Return a sidecar with one thing of each kind."""
    look = {"ink": "#ff7aa2", "opacity": 1.0, "size": 4.0}
    rest = {"frames": [0, FRAMES], "axes": 0, **look}
    return {
        "schema": 2, "key": "k", "scene": "Small", "number": "1.1", "width": WIDTH,
        "height": HEIGHT, "fps": 15, "frames": FRAMES, "given": {}, "timeline": [],
        "entries": [{"key": "a", "kind": "number", "symbol": "a", "shown": "3.5", "typst": "3.5"}],
        "screen": {
            "preamble": plain_preamble(),
            "axes": copy.deepcopy([PLANE, SPACE]),
            "texts": [{"source": "$3.5$", "entries": ["a"], "rests": [
                {"frames": [0, FRAMES], "box": [30, 20, 50, 34], "pen": [30, 33], "em": 16,
                 "inks": ["#eceff5"]}], "passing": [{"frame": 2, "boxes": [[1, 2, 3, 4]]}]}],
            "marks": [
                {"name": "dot", "shape": "dot", "rests": [{**rest, "at": [[2, 10]]}],
                 "moves": [{"first": 2, "axes": 0, "at": [[1, 10], [2, 20], [3, 30]], **look}]},
                {"name": "line", "shape": "line", "rests": [{**rest, "at": [[0, 1], [4, 100]]}]},
                {"name": "ball", "shape": "dot",
                 "rests": [{**rest, "axes": 1, "at": [[0, 0, 0.5]], "hidden": False}]},
                {"name": "field", "shape": "field",
                 "rests": [{**rest, "at": [[0, 1], [1, 2], [2, 3], [3, 4]]}]},
            ],
        },
    }  # fmt: skip


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("video") / "clip.mp4"
    rewritten(
        [np.full((HEIGHT * 3 // 2, WIDTH), 60 + k, dtype=np.uint8) for k in range(FRAMES)], path
    )
    return path.read_bytes()


@pytest.fixture
def clip(tmp_path: Path, video: bytes) -> Path:
    """Return a clip that has a whole sidecar."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(video)
    beside(path, whole_sidecar())
    return path


def beside(clip: Path, told: object) -> None:
    """Write a sidecar beside a clip, with the clip's digest where it is a record."""
    if isinstance(told, dict):
        told = {"files": described((clip,)), **told}
    clip.with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")


def refusal(clip: Path) -> str:
    with pytest.raises(StudioError) as caught:
        scenes_of(clip)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 400
    return message


def changed(clip: Path, change: Change) -> None:
    told = whole_sidecar()
    change(told)
    beside(clip, told)


def test_a_whole_sidecar_is_taken(clip):
    (scene,) = scenes_of(clip)
    assert scene.sidecar["scene"] == "Small"
    assert (scene.start, scene.alone, scene.genuine) == (0, True, True)


def test_a_clip_that_was_changed_is_not_genuine(clip):
    with clip.open("ab") as stream:
        stream.write(b"\0")
    (scene,) = scenes_of(clip)
    assert not scene.genuine


def test_a_clip_under_another_name_is_known_by_its_digest(clip):
    for suffix in (".json", ".mp4"):
        clip.with_suffix(suffix).rename(clip.with_name("talk" + suffix))
    assert scenes_of(clip.with_name("talk.mp4"))[0].genuine


def test_scenes_of_a_lecture_follow_each_other(clip):
    first, second = whole_sidecar(), whole_sidecar()
    scenes = [{"scene": "A", "sidecar": first}, {"scene": "B", "sidecar": second}]
    beside(clip, {"schema": 2, "scenes": scenes})
    found = scenes_of(clip)
    assert [(scene.start, scene.alone) for scene in found] == [(0, False), (FRAMES, True)]


# Files.


def test_a_missing_video_and_a_folder_are_told_apart(tmp_path):
    assert refusal(tmp_path / "gone.mp4").startswith("there is no ")
    assert refusal(tmp_path).endswith(" is a folder: name the videos in it")


def test_another_kind_of_file_is_no_video(clip):
    message = refusal(clip.with_suffix(".json"))
    assert message.startswith("a video to be verified must be an MP4, got ")


def test_a_clip_without_sidecar_is_refused(clip):
    clip.with_suffix(".json").unlink()
    assert "only clips that calcml rendered can be verified" in refusal(clip)


def test_a_folder_in_the_sidecars_place_is_no_sidecar(clip):
    clip.with_suffix(".json").unlink()
    clip.with_suffix(".json").mkdir()
    assert refusal(clip).startswith("there is no ")


def test_a_sidecar_of_another_clip_is_refused(clip):
    told = {**whole_sidecar(), "files": {"other.mp4": {"bytes": 1, "blake2b": "00"}}}
    beside(clip, told)
    assert refusal(clip).endswith("does not belong to clip.mp4: it tells of other files")


@pytest.mark.parametrize("path", ["clip.json", "clip.mp4"])
def test_a_file_that_may_not_be_read_is_said_to_be_so(clip, path, monkeypatch):
    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    if path.endswith(".json"):
        monkeypatch.setattr(Path, "read_text", refused)
    else:
        monkeypatch.setattr(sidecars, "digest_of_file", refused)
    assert refusal(clip).endswith(f"{path}: Permission denied")


def test_a_huge_sidecar_is_refused_unread(clip, monkeypatch):
    path = clip.with_suffix(".json")
    with path.open("wb") as stream:
        stream.truncate(5 * 2**30)  # a hole: it takes no room
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: pytest.fail("it was read"))
    assert refusal(clip).endswith("is no sidecar: it must have at most 64 MB, got 5120 MB")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no sidecar: Expecting value"),
        (b"{", "is no sidecar: Expecting property name"),
        (b"[]", "is no sidecar: it has no field 'schema'"),
        (b"3", "is no sidecar: it has no field 'schema'"),
        (b"{}", "is no sidecar: it has no field 'schema'"),
        (b"\xff\xfe{}", "is no sidecar: 'utf-8' codec"),
        (b"[" * 100_000, "is no sidecar: it is nested too deeply"),
        (b'{"a":' * 100_000, "is no sidecar: it is nested too deeply"),
        (b'{"schema": 2, "a": NaN}', "is no sidecar: a number must be finite, got NaN"),
        (b'{"schema": 2, "a": -Infinity}', "a number must be finite, got -Infinity"),
        (b'{"schema": 2, "frames": ' + b"9" * 5000 + b"}", "is no sidecar: Exceeds the limit"),
        (b'{"schema": 1}', "is of version 1, this calcml reads version 2: render the clip again"),
        (b'{"schema": 99}', "is of version 99, this calcml reads version 2"),
        (b'{"schema": "2"}', "is of version 2, this calcml reads version 2"),
        (b'{"schema": [[[]]]}', "is of version [[[]]], this"),
        (b'{"schema": 2}', "is no whole sidecar: files must be a record, got None"),
        (b'{"schema": 2, "files": 3}', "files must be a record, got 3"),
        (b'{"schema": 2, "files": {"a.mp4": 3}}', "a.mp4 must be a record, got 3"),
    ],
)  # fmt: skip
def test_what_is_no_sidecar_is_refused(clip, content, reason):
    clip.with_suffix(".json").write_bytes(content)
    assert reason in refusal(clip)


@pytest.mark.parametrize(
    ("scenes", "reason"),
    [
        ([], "scenes must be a list of at least 1 items, got 0"),
        ({}, "scenes must be a list, got dict"),
        ([3], "scene 1 must be a record, got 3"),
        ([{"scene": "A"}], "scene 1: sidecar must be a record, got None"),
        ([{"sidecar": {}}], "key must be a text, got None"),
    ],
)
def test_a_lecture_has_scenes_with_sidecars(clip, scenes, reason):
    beside(clip, {"schema": 2, "scenes": scenes})
    assert refusal(clip).endswith(f"is no whole sidecar: {reason}")


# Fields.


@pytest.mark.parametrize(
    "field", ["key", "scene", "number", "width", "height", "fps", "frames", "entries", "screen"]
)
def test_no_field_may_be_missing(clip, field):
    changed(clip, lambda told: told.pop(field))
    assert f"{field} must be" in refusal(clip)


def _set(path: str, value: object) -> Change:
    def change(told: Any) -> None:
        *ways, last = path.split(".")
        for way in ways:
            told = told[int(way) if way.isdigit() else way]
        told[int(last) if last.isdigit() else last] = value

    return change


DOT, LINE, BALL, FIELD = (f"screen.marks.{number}.rests.0" for number in range(4))
PASSING = "screen.texts.0.passing"
BOXES = f"{PASSING}.0.boxes"
TEXT, MOVE = "screen.texts.0.rests.0", "screen.marks.0.moves.0"


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("width", 127, "width and height must be even"),
        ("height", True, "height must be a whole number from 2 to 16384, got True"),
        ("frames", 0, "frames must be a whole number from 1"),
        ("frames", 10**12, "frames must be a whole number from 1"),
        ("frames", 2.0, "frames must be a whole number"),
        ("fps", -15, "fps must be a whole number from 1 to 1000, got -15"),
        ("given", [], "given must be a record, got list"),
        ("entries.0", "a", "entry 0 must be a record"),
        ("entries.0.typst", 3.5, "entry 0.typst must be a text, got 3.5"),
        ("entries.0.key", None, "entry 0.key must be a text, got None"),
        ("screen.preamble", 3, "screen.preamble must be a text, got 3"),
        ("screen.preamble", "#while true {}", "the preamble must only set pages and texts"),
        ("screen.axes", {}, "screen.axes must be a list, got dict"),
        ("screen.axes.0", [], "axes 0 must be a record"),
        ("screen.axes.0.kind", "sphere", "axes 0.kind must be plane or space, got 'sphere'"),
        ("screen.axes.0.x", [1, 1], "axes 0.x must be two different ends"),
        ("screen.axes.0.x", [1], "axes 0.x must be 2 numbers, got 1"),
        ("screen.axes.0.y", [0, 100], "axes 0.y must be finite numbers from 4.9"),
        ("screen.axes.0.log", [True], "axes 0.log must be a list of at least 2 items"),
        ("screen.axes.0.box", [1, 2, 3, "4"], "axes 0.box must be finite numbers"),
        ("screen.axes.0.box", [1, 2, 3, 1e9], "axes 0.box must be finite numbers"),
        ("screen.axes.1.size", [2, 2, 0], "axes 1.size must be finite numbers"),
        ("screen.axes.1.low", [1, -1, -1], "axes 1 must be higher than low"),
        ("screen.axes.1.zoom", None, "axes 1 must be finite numbers"),
        ("screen.axes.1.perspective", 1e99, "axes 1 must be finite numbers"),
        ("screen.texts.0.source", '#read("/etc/passwd")', "a text must not call #read"),
        ("screen.texts.0.source", '#import "@preview/x:1.0.0"', "a text must not call #import"),
        ("screen.texts.0.source", "#while true {}", "a text must not call #while"),
        ("screen.texts.0.source", None, "text 0.source must be a text"),
        ("screen.texts.0.entries", [3], "text 0.entries must be a text, got 3"),
        (PASSING, 3, "text 0.passing must be a list"),
        (PASSING, [3], "text 0.passing must be a record, got 3"),
        (PASSING, [{"boxes": []}], "text 0.passing.frame must be a whole number from 0 to 11"),
        (PASSING, [{"frame": 12}], "text 0.passing.frame must be a whole number from 0 to 11"),
        (PASSING, [{"frame": 0}], "text 0.passing.boxes must be a list"),
        (BOXES, [[1, 2, 3]], "text 0.passing.boxes must be 4 numbers, got 3"),
        (BOXES, [[1, 2, 3, 1e9]], "text 0.passing.boxes must be finite numbers"),
        (BOXES, [[5, 2, 3, 4]], "text 0.passing.boxes must be left, top, right and bottom, got 5"),
        (BOXES, [[1, 2, 3, 4]] * 10_001, "text 0.passing.boxes must be at most 10000, got 10001"),
        (f"{TEXT}.frames", [-1, 3], "text 0.frames must be an interval of frames from 0 to 12"),
        (f"{TEXT}.frames", [3, 3], "text 0.frames must be an interval"),
        (f"{TEXT}.frames", [0, 13], "text 0.frames must be an interval"),
        (f"{TEXT}.frames", [0, 3.5], "text 0.frames must be an interval"),
        (f"{TEXT}.frames", [[], {}], "text 0.frames must be an interval"),
        (f"{TEXT}.box", [0, 0, 1e7, 1e7], "text 0.box must be finite numbers"),
        (f"{TEXT}.box", [50, 20, 30, 34], "text 0.box must be left, top, right and bottom"),
        (f"{TEXT}.pen", [0, 1e9], "text 0.pen must be finite numbers"),
        (f"{TEXT}.em", 0, "text 0.em must be finite numbers from 0.5 to 128"),
        (f"{TEXT}.em", 1e9, "text 0.em must be finite numbers"),
        (f"{DOT}.axes", 2, "mark 0.axes must be a whole number from 0 to 1, got 2"),
        (f"{DOT}.axes", -1, "mark 0.axes must be a whole number from 0 to 1, got -1"),
        (f"{DOT}.axes", True, "mark 0.axes must be a whole number"),
        (f"{DOT}.at", [[1, 2, 3]], "mark 0.at must be 2 numbers, got 3"),
        (f"{DOT}.at", [[1, 2], [1, 2]], "mark 0.at must be the places of a dot, got 2"),
        (f"{DOT}.at", [], "mark 0.at must be a list of at least 1 items"),
        (f"{DOT}.at", [[1, -2]], "mark 0.at must be a place that its axes take to the picture"),
        (f"{DOT}.at", [[1e200, 2]], "mark 0.at must be finite numbers from -1e+15 to 1e+15"),
        (f"{DOT}.at", [[1, None]], "mark 0.at must be finite numbers"),
        (f"{DOT}.ink", "red", "mark 0.ink must be a colour such as #20a0ff, got 'red'"),
        (f"{DOT}.ink", "#gggggg", "mark 0.ink must be a colour"),
        (f"{DOT}.opacity", 2, "mark 0.opacity must be finite numbers from 0 to 1"),
        (f"{DOT}.size", -1, "mark 0.size must be finite numbers from 0 to 128"),
        (f"{DOT}.size", 1e6, "mark 0.size must be finite numbers"),
        (f"{LINE}.at", [[1, 2]], "mark 1.at must be the places of a line, got 1"),
        (f"{BALL}.at", [[0, 0]], "mark 2.at must be 3 numbers, got 2"),
        (f"{FIELD}.at", [[1, 2]], "mark 3.at must be the places of a field, got 1"),
        (f"{MOVE}.first", 10, "mark 0.moves must be within the scene's frames"),
        (f"{MOVE}.first", -1, "mark 0.first must be a whole number"),
        (f"{MOVE}.at", [[1, 2], [1, "2"]], "mark 0.at must be finite numbers"),
        ("screen.marks.1.moves", [{"first": 0}], "mark 1.axes must be a whole number"),
        ("screen.marks.0.moves", 3, "mark 0.moves must be a list"),
        ("screen.marks.0.shape", "square", "mark 0.shape must be one of dot, ring"),
        ("screen.marks.0.name", None, "mark 0.name must be a text"),
        ("screen.marks.0.rests", None, "mark 0.rests must be a list"),
    ],
)  # fmt: skip
def test_a_field_must_be_what_it_is(clip, path, value, reason):
    changed(clip, _set(path, value))
    assert f"clip.json is no whole sidecar: {reason}" in refusal(clip)


def test_a_space_seen_from_within_shows_no_place(clip):
    # The viewer stands where the ball is: what its place is divided by is nought.
    told = whole_sidecar()
    told["screen"]["axes"][1].update(azimuth=0, elevation=0, perspective=3**0.5)
    told["screen"]["marks"][2]["rests"][0]["at"] = [[1.0, 0.0, 0.0]]
    beside(clip, told)
    assert "a place that its axes take to the picture" in refusal(clip)


ODD: tuple[Any, ...] = (
    None, True, -1, 0, 10**30, 1.5, -1e300, 1e-300, "", "#read(1)", "$", "a" * 9, [], {}, [[]],
    [None], {"a": []}, [1, 2], [[1, 2]],
)  # fmt: skip


def test_a_place_far_out_of_a_lens_is_no_fault(clip):
    changed(clip, _set(f"{LINE}.at", [[-1e9, 10], [1e9, 20]]))
    (scene,) = scenes_of(clip)
    report = read_back(film_of(clip), scene.sidecar, chances=0)
    assert "line" in {one.name for one in report.unread}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_changed_is_refused_or_read(clip, seed):
    """No sidecar makes the reader stumble: it is refused in a sentence, or read back."""
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    film = film_of(clip)
    refused = 0
    for _ in range(80):
        told = whole_sidecar()
        for _ in range(dice.randint(1, 2)):
            _change_something(told, dice)
        beside(clip, told)
        refused += 1
        with suppress(StudioError):
            for scene in scenes_of(clip):
                read_back(film, scene.sidecar, chances=1).told()
            refused -= 1
    assert 30 < refused < 80


def _change_something(value: Any, dice: random.Random) -> None:
    """Put something odd into a random place of plain data, or take something out."""
    while True:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = dice.choice(list(keys))
        if isinstance(value[key], dict | list) and value[key] and dice.random() < 0.85:
            value = value[key]
            continue
        if dice.random() < 0.15:
            del value[key]
        else:
            value[key] = copy.deepcopy(dice.choice(ODD))
        return


def test_the_sidecar_is_not_changed_by_reading(clip):
    before = digest_of_file(clip.with_suffix(".json"))
    (scene,) = scenes_of(clip)
    told = copy.deepcopy(scene.sidecar)
    read_back(film_of(clip), scene.sidecar, chances=2)
    assert scene.sidecar == told
    assert digest_of_file(clip.with_suffix(".json")) == before
