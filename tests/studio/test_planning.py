"""Runs keep all workers busy, start no process in vain, and are the same for the same work."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcml.studio.catalogue import SceneCard
from calcml.studio.costs import Guess
from calcml.studio.jobs import Job, Run
from calcml.studio.planning import START, Work, planned
from calcml.studio.quality import QUALITIES


def work(name: str, *costs: float, missing: tuple[int, ...] | None = None) -> Work:
    """Return a scene whose beats cost that much."""
    card = SceneCard(name=name, chapter="c", file=Path("f.py"), sentence="s", lesson=None)
    beats = {f"b{number}": f"{name}{number}" for number in range(len(costs))}
    job = Job(card=card, quality=QUALITIES["l"], theme="dark", key=name, beats=beats)
    chosen = range(len(costs)) if missing is None else missing
    guesses = {beat: Guess(cost, 1.0) for beat, cost in zip(beats, costs, strict=True)}
    return Work(job, tuple(f"b{number}" for number in chosen), guesses)


def told(runs: list[Run]) -> list[str]:
    return [run.name for run in runs]


def test_one_worker_has_one_run_a_scene_the_longest_first() -> None:
    runs = planned([work("A", 1, 1), work("B", 9, 9, 9)], workers=1)
    assert told(runs) == ["B", "A"]


def test_a_long_scene_is_divided_among_all_workers() -> None:
    runs = planned([work("A", *[30.0] * 6)], workers=3)
    assert sorted(told(runs)) == ["A 1–2 of 6", "A 3–4 of 6", "A 5–6 of 6"]


def test_a_scene_shorter_than_a_start_stays_whole() -> None:
    assert told(planned([work("A", 0.4, 0.4, 0.4)], workers=8)) == ["A"]


def test_scenes_that_fill_all_workers_stay_whole() -> None:
    works = [work(name, 10, 10) for name in "ABCD"]
    assert told(planned(works, workers=2)) == ["A", "B", "C", "D"]


def test_only_what_is_missing_is_drawn() -> None:
    (run,) = planned([work("A", 10, 10, 10, missing=(1,))], workers=2)
    assert run.beats == ("b1",)
    assert run.name == "A 2 of 3"
    # the first beat is passed over, the last is left out
    assert START + 10 < run.cost < START + 20


def test_a_scene_that_only_lacks_its_clip_needs_a_start() -> None:
    (run,) = planned([work("A", 10, 10, missing=())], workers=2)
    assert (run.beats, run.cost) == ((), START)


@given(
    costs=st.lists(st.lists(st.floats(0.01, 100), min_size=1, max_size=8), max_size=5),
    workers=st.integers(1, 9),
)
def test_each_beat_is_drawn_once_in_order(costs: list[list[float]], workers: int) -> None:
    works = [work(f"S{number}", *each) for number, each in enumerate(costs)]
    runs = planned(works, workers)
    assert runs == planned(works, workers)
    assert [run.cost for run in runs] == sorted((run.cost for run in runs), reverse=True)
    for each in works:
        own = [run.beats for run in runs if run.job is each.job]
        assert sorted(beat for beats in own for beat in beats) == list(each.missing)
        assert all(beats == tuple(sorted(beats)) for beats in own)
    if workers == 1:
        assert len(runs) == len(works)


@pytest.mark.parametrize("workers", [2, 3, 5])
def test_division_pays(workers: int) -> None:
    costs = (3.0, 20.0, 5.0, 8.0, 13.0, 2.0)
    runs = planned([work("A", *costs)], workers)
    whole = START + sum(costs)
    assert len(runs) > 1
    # no run can be shorter than the longest beat; a start and what is skipped come on top
    assert max(run.cost for run in runs) < max(whole / workers, 20) + 2 * START + 0.05 * whole
