"""What passes excuses a thing in one frame, and in no case in all of them."""

import pytest

from calcml.studio.readback.alibis import MORE, Alibis
from calcml.studio.readback.plan import Look, looks_of, sights_in
from calcml.studio.readback.report import Hidden, Reading
from calcml.studio.readback.veils import PASSES

READ = Reading(kind="dot", name="it")
AXES = [
    {"kind": "plane", "x": [0, 10], "y": [0, 10], "log": [False, False], "box": [0, 100, 100, 0]}
]
COVERED = Hidden("it", PASSES)


def mark(shape="dot", rests=((0, 40),), moves=()):
    return {
        "name": "it", "shape": shape, "rests": [{"frames": list(rest)} for rest in rests],
        "moves": [{"first": first, "axes": 0, "at": [[float(k), 0.0] for k in range(count)]}
                  for first, count in moves],
    }  # fmt: skip


def passing(*frames, pieces=1):
    return [{"frame": frame, "boxes": [[0, 0, 9, 9]] * pieces} for frame in frames]


def rest_of(thing, number=0):
    return Look(thing, thing["rests"][number])


def test_what_was_read_once_needs_no_alibi():
    thing, alibis = mark(), Alibis(AXES, 15)
    alibis.hear(rest_of(thing), 3, COVERED)
    alibis.hear(rest_of(thing), 9, READ)
    assert not alibis.looks()
    assert not list(alibis.readings())


def test_what_is_hidden_for_another_reason_is_not_asked_for_again():
    alibis = Alibis(AXES, 15)
    alibis.hear(rest_of(mark()), 3, Hidden("it", "a surface lies before it"))
    assert not alibis.looks()
    assert not list(alibis.readings())


def test_what_was_covered_is_looked_for_in_frames_all_over_its_time():
    thing, alibis = {**mark(), "passing": passing(*range(40))}, Alibis(AXES, 15)
    alibis.hear(rest_of(thing), 20, COVERED)
    frames = [*alibis.looks()]
    assert len(frames) == MORE
    assert frames == sorted(frames)
    assert 20 not in frames
    assert frames[0] < 5
    assert frames[-1] > 34


def test_the_calmest_frames_are_taken():
    alibis = Alibis(AXES, 15)
    thing = {**mark(), "passing": passing(*range(17), *range(18, 40))}
    alibis.hear(rest_of(thing), 20, COVERED)
    assert 17 in alibis.looks()


def test_a_short_time_is_looked_at_in_every_frame():
    thing = mark(rests=[(5, 9)])
    alibis = Alibis(AXES, 15)
    alibis.hear(rest_of(thing), 7, COVERED)
    assert [*alibis.looks()] == [5, 6, 8]


def test_of_a_line_the_first_frame_is_left_out_because_nothing_is_known_of_it():
    assert [frame for frame, _ in sights_in(mark("line", rests=[(5, 9)]))] == [6, 7, 8]


def test_what_was_never_open_deviates():
    thing, alibis = mark(), Alibis(AXES, 15)
    alibis.hear(rest_of(thing), 20, COVERED)
    for frame, looks in alibis.looks().items():
        for look in looks:
            alibis.hear(look, frame, COVERED)
    (told,) = alibis.readings()
    assert (told.kind, told.name, told.passed, told.frame) == ("dot", "it", False, 0)
    assert told.measured == f"covered in all {MORE + 1} that were looked at"


def test_each_rest_of_a_mark_must_lie_open_and_each_of_its_motions():
    thing = mark(rests=[(0, 10), (20, 30)], moves=[(10, 10), (30, 10)])
    chosen = looks_of(
        {"frames": 40, "fps": 15, "screen": {"texts": [], "marks": [thing]}}, chances=0, seed=""
    )
    alibis = Alibis(AXES, 15)
    for frame, looks in chosen.items():
        for look in looks:
            alibis.hear(look, frame, READ if frame < 20 else COVERED)
    frames = [*alibis.looks()]
    assert frames[0] >= 20
    assert {frame // 10 for frame in frames} == {2, 3}
    assert len(list(alibis.readings())) == 2


@pytest.mark.parametrize("frame", [12, 33])
def test_a_text_must_lie_open_in_one_of_its_rests(frame):
    thing = {"source": "$4$", "entries": [], "rests": [{"frames": [0, 6]}, {"frames": [30, 36]}]}
    alibis = Alibis(AXES, 15)
    alibis.hear(rest_of(thing, 1), 31, COVERED)
    assert {*alibis.looks()} == {*range(6), *range(30, 36)} - {31}
    alibis.hear(rest_of(thing), frame, READ)
    assert not list(alibis.readings())


def test_of_a_motion_a_frame_counts_in_which_it_is_quick():
    thing = {**mark(rests=()), "moves": [
        {"first": 10, "axes": 0, "at": [[x, 0.0] for x in (0, 0.1, 0.3, 1, 2, 3, 3.7, 3.9, 4)]}
    ]}  # fmt: skip
    looks, alibis = dict(sights_in(thing)), Alibis(AXES, 15)
    for frame, found in ((10, READ), (12, READ), (14, COVERED), (18, READ)):
        alibis.hear(looks[frame], frame, found)
    assert [*alibis.looks()] == [13, 15, 16]
    assert len(list(alibis.readings())) == 1
    alibis.hear(looks[16], 16, READ)
    assert not list(alibis.readings())


def test_what_stands_for_a_moment_may_be_covered_if_the_same_is_read_at_another_time():
    thing, alibis = mark(rests=[(0, 7), (10, 18), (20, 27)]), Alibis(AXES, 15)
    alibis.hear(rest_of(thing, 0), 3, COVERED)
    assert len(list(alibis.readings())) == 1
    alibis.hear(rest_of(thing, 2), 23, READ)
    assert not list(alibis.readings())
    assert not alibis.looks()
    alibis.hear(rest_of(thing, 1), 14, COVERED)  # more than half a second
    assert len(list(alibis.readings())) == 1


def test_what_is_hidden_for_another_reason_in_most_frames_has_that_for_a_reason():
    thing, alibis = mark(), Alibis(AXES, 15)
    alibis.hear(rest_of(thing), 20, COVERED)
    for frame in (3, 9):
        assert len(list(alibis.readings())) == 1
        alibis.hear(rest_of(thing), frame, Hidden("it", "another dot touches it"))
    assert not list(alibis.readings())
    assert not alibis.looks()
