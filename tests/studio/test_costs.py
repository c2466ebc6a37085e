"""What a beat is thought to cost: what it cost, else what its caption says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from calcml.studio.catalogue import catalogue
from calcml.studio.costs import guesses
from calcml.studio.jobs import Job
from calcml.studio.lecture_file import read_lecture_file
from calcml.studio.quality import QUALITIES
from calcml.studio.store import FACTS, Store


@pytest.fixture
def job(walk: Path) -> Job:
    """Return the walk, with made-up keys."""
    (card,) = catalogue(read_lecture_file(walk / "lecture.toml"))
    beats = {name: f"new-{name}" for name in ("appear", "go_right", "go_up", "come_back")}
    return Job(card=card, quality=QUALITIES["l"], theme="dark", key="new", beats=beats)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store."""
    store = Store(tmp_path / "media")
    store.open()
    return store


def remember(store: Store, name: str, cost: float, quality: str = "480p15", **more: object) -> None:
    """Put a beat into the store as it was under another key."""
    folder = store.root / "work" / "made"
    folder.mkdir()
    (folder / "segment.mp4").write_text("x")
    key = f"old-{name}-{quality}-{cost}"
    spans = [{"name": name, "caption": "", "frames": 30}]
    facts = {"key": key, "name": name, "quality": quality, "stills": False, "spans": spans,
             "cost": cost, "files": {"segment.mp4": {}}, **more}  # fmt: skip
    (folder / FACTS).write_text(json.dumps(facts))
    store.beats.publish("Walk", key, folder)


def test_a_beat_costs_what_it_cost_under_another_key(job: Job, store: Store) -> None:
    remember(store, "go_up", 7.5)
    remember(store, "go_up", 99.0, stills=True)
    guess = guesses(job, store)["go_up"]
    assert (guess.cost, guess.seconds) == (7.5, 2.0)


def test_the_same_quality_is_believed_before_another(job: Job, store: Store) -> None:
    remember(store, "go_up", 7.5)
    remember(store, "go_up", 900.0, "1080p60")
    remember(store, "appear", 90.0, "1080p60")
    found = guesses(job, store)
    assert found["go_up"].cost == 7.5
    # four times the frames a second, and five times the pixels of each
    assert 1 < found["appear"].cost < 90 / 4
    assert found["appear"].seconds == 0.5


def test_without_a_memory_the_caption_tells(job: Job, store: Store) -> None:
    found = guesses(job, store)
    assert list(found) == list(job.beats)
    # "We appear" is shorter than "We come back"
    assert 0 < found["appear"].cost < found["come_back"].cost
    whole = guesses(job.whole(), store)["Walk"]
    assert whole.cost == pytest.approx(sum(guess.cost for guess in found.values()))


def test_a_lesson_that_cannot_be_read_is_guessed_too(job: Job, store: Store) -> None:
    unknown = replace(job, card=replace(job.card, lesson=None))
    assert len({guess.cost for guess in guesses(unknown, store).values()}) == 1


def test_old_beats_are_dropped(store: Store) -> None:
    for number in range(5):
        remember(store, "appear", float(number))
    store.beats.prune("Walk", 2)
    assert len(list((store.root / "beats/Walk").iterdir())) == 2
