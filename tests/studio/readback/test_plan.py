"""Which frames are looked at: everything at least once, and some by chance."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.studio.readback.plan import looks_of

FRAMES = 120


@st.composite
def intervals(draw):
    first = draw(st.integers(0, FRAMES - 1))
    return [first, draw(st.integers(first + 1, FRAMES))]


def mark(rests, moves=()):
    return {
        "name": "dot", "shape": "dot", "rests": [{"frames": rest} for rest in rests],
        "moves": [{"first": first, "at": [[float(k), 0.0] for k in range(count)]}
                  for first, count in moves],
    }  # fmt: skip


def text(rests):
    return {"source": "a", "entries": [], "rests": [{"frames": rest} for rest in rests]}


def sidecar(texts=(), marks=(), passing=()):
    busy = [{"frame": frame, "boxes": [[0, 0, 9, 9]]} for frame in passing]
    for thing in (*texts, *marks) if busy else ():
        thing["passing"] = busy
    screen = {"texts": list(texts), "marks": list(marks)}
    return {"frames": FRAMES, "fps": 15, "screen": screen}


def looks_at(looks, thing):
    return [
        (frame, look) for frame, found in looks.items() for look in found if look.thing is thing
    ]


@given(rests=st.lists(intervals(), max_size=8), chances=st.integers(0, 5), seed=st.text(max_size=3))
@settings(max_examples=60, deadline=None)
def test_every_rest_of_a_mark_has_a_frame_inside(rests, chances, seed):
    dot = mark(rests)
    looks = looks_of(sidecar(marks=[dot]), chances=chances, seed=seed)
    assert list(looks) == sorted(looks)
    for rest in dot["rests"]:
        first, end = rest["frames"]
        frames = [frame for frame, look in looks_at(looks, dot) if look.sight is rest]
        assert frames or end - first == 1  # of fifteen in a second
        assert all(first <= frame < end for frame in frames)


@given(rests=st.lists(intervals(), min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_of_a_text_the_longest_rest_is_read(rests):
    words = text(rests)
    ((frame, look),) = looks_at(looks_of(sidecar(texts=[words]), chances=0, seed=""), words)
    first, end = look.sight["frames"]
    assert first <= frame < end
    assert end - first == max(end - first for first, end in rests)


@pytest.mark.parametrize("count", [1, 2, 3, 17, 60])
def test_a_motion_is_looked_at_in_its_quarters(count):
    dot = mark([], [(30, count)])
    found = looks_at(looks_of(sidecar(marks=[dot]), chances=0, seed=""), dot)
    frames = {frame for frame, _ in found}
    assert {30 + k * count // 4 for k in range(4)} <= frames
    assert all(30 <= frame < 30 + count for frame in frames)
    assert len(found) == len(frames) <= 5
    for frame, look in found:
        assert look.is_moving
        assert look.sight["at"] == [[float(frame - 30), 0.0]]
        assert look.left == [0.0, 0.0]


@given(chances=st.integers(0, 2 * FRAMES), seed=st.text(max_size=5))
@settings(max_examples=30, deadline=None)
def test_chance_has_as_many_frames_as_are_asked_for_and_there_are(chances, seed):
    words = text([[0, FRAMES]])
    looks = looks_of(sidecar(texts=[words]), chances=chances, seed=seed)
    by_chance = [frame for frame, look in looks_at(looks, words) if look.chance]
    # That in which the text is read anyway may be among those that are chosen.
    assert min(chances, FRAMES) - len(by_chance) in {0, 1}
    assert set(looks) <= set(range(FRAMES))


def test_a_seed_repeats_and_another_one_does_not():
    things = sidecar(texts=[text([[0, FRAMES]])], marks=[mark([[0, 40]], [(40, 60)])])
    frames = [list(looks_of(things, chances=9, seed=seed)) for seed in ("a", "b", "a")]
    assert frames[0] == frames[2] != frames[1]


def test_nothing_is_looked_for_twice_in_a_frame():
    things = sidecar(texts=[text([[0, FRAMES]])], marks=[mark([[0, 40]], [(40, 60)])])
    for found in looks_of(things, chances=FRAMES, seed="x").values():
        assert len({(id(look.thing), look.is_moving) for look in found}) == len(found)


def test_frames_are_shared_where_they_can_be():
    marks = [mark([[10, 14]]), mark([[0, FRAMES]]), mark([[5, 60]])]
    assert len(looks_of(sidecar(marks=marks), chances=0, seed="")) == 1


def test_what_stands_for_a_moment_only_is_not_looked_at():
    dot = mark([[10, 11], [20, 40]])
    found = looks_at(looks_of(sidecar(marks=[dot]), chances=FRAMES, seed=""), dot)
    assert {tuple(look.sight["frames"]) for _, look in found} == {(20, 40)}


@pytest.mark.parametrize(
    ("passing", "taken"), [((), 20), ((20, 21, 19, 18), 22), (range(29), 29), (range(40), 20)]
)
def test_a_frame_in_which_nothing_passes_is_taken_where_there_is_one(passing, taken):
    words = text([[10, 31]])
    found = looks_at(looks_of(sidecar([words], passing=passing), chances=0, seed=""), words)
    assert [frame for frame, _ in found] == [taken]


def test_a_frame_that_is_looked_at_anyway_is_not_shared_while_something_passes():
    brief, long = mark([[10, 14]]), mark([[0, FRAMES]])
    looks = looks_of(sidecar(marks=[brief, long], passing=range(10, 14)), chances=0, seed="")
    assert list(looks) == [12, FRAMES // 2]
