"""A clip in the store is whole or not there."""

import fcntl
import json
import os
from pathlib import Path

import pytest

from calcml.studio.files import deliver, described, make_writable
from calcml.studio.problems import StudioError, writing
from calcml.studio.store import KEPT, SIDECAR, Clip, Store, open_store


def finished(store: Store, folder: Path, key: str = "k1", content: str = "video") -> Clip:
    """Publish a clip as a worker leaves it."""
    out = folder / f"out-{key}"
    out.mkdir()
    (out / "Slide.mp4").write_text(content)
    sidecar = {"key": key, "duration": 2.0, "files": described((out / "Slide.mp4",))}
    (out / SIDECAR).write_text(json.dumps(sidecar))
    return store.publish("Slide", key, out)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store."""
    store = Store(tmp_path / "media")
    store.open()
    return store


def test_what_was_published_is_found(store: Store, tmp_path: Path) -> None:
    assert store.find("Slide", "k1") is None
    clip = finished(store, tmp_path)
    found = store.find("Slide", "k1")
    assert found == clip
    assert [path.read_text() for path in clip.files] == ["video"]
    assert store.find("Slide", "k2") is None


@pytest.mark.parametrize("harm", ["", "vide", "vidEo"])
def test_a_harmed_clip_is_not_believed(store: Store, tmp_path: Path, harm: str) -> None:
    finished(store, tmp_path).files[0].write_text(harm)
    assert store.find("Slide", "k1") is None


def test_a_clip_without_files_or_sidecar_is_not_believed(store: Store, tmp_path: Path) -> None:
    clip = finished(store, tmp_path)
    clip.files[0].unlink()
    assert store.find("Slide", "k1") is None
    (clip.folder / SIDECAR).write_text("{")
    assert store.find("Slide", "k1") is None


def test_publishing_replaces_a_harmed_clip(store: Store, tmp_path: Path) -> None:
    finished(store, tmp_path).files[0].write_text("bad")
    (tmp_path / "again").mkdir()
    finished(store, tmp_path / "again", content="good")
    found = store.find("Slide", "k1")
    assert found is not None
    assert found.files[0].read_text() == "good"


def test_old_clips_are_dropped_and_the_latest_remembered(store: Store, tmp_path: Path) -> None:
    for number in range(15):
        clip = finished(store, tmp_path, f"k{number}")
        os.utime(clip.folder, (number + 1, number + 1))
    assert len(list((store.root / "clips" / "Slide").iterdir())) <= KEPT + 1
    latest = store.latest("Slide", {})
    assert latest is not None
    assert latest.sidecar["key"] == "k14"
    assert store.latest("Nobody", {}) is None


def test_a_workspace_vanishes_and_dead_ones_are_swept(store: Store) -> None:
    with store.workspace() as folder:
        (folder / "half.mp4").write_text("x")
        store.open()
        assert folder.exists(), "a live workspace is left alone"
    assert not folder.exists()
    dead = store.root / "work" / "dead"
    dead.mkdir()
    (dead / "half.mp4").write_text("x")
    store.open()
    assert not dead.exists()


def test_a_claimed_key_is_waited_for(store: Store) -> None:
    class GaveUpError(Exception):
        pass

    def waiting() -> None:
        raise GaveUpError

    with store.claimed("k"), pytest.raises(GaveUpError), store.claimed("k", waiting=waiting):
        pass
    with store.claimed("k", waiting=waiting):
        pass


def test_delivery_replaces_whole_files_and_leaves_nothing_else(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "out" / "b"
    source.write_text("new")
    target.parent.mkdir()
    target.write_text("old")
    deliver(source, target)
    deliver(source, target)
    assert target.read_text() == "new"
    assert [path.name for path in target.parent.iterdir()] == ["b"]


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StudioError, match=r"cannot write to .*file/x: Not a directory; choose"):
        make_writable(tmp_path / "file" / "x")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "media").write_text("in the way")
    with pytest.raises(StudioError, match="cannot write"):
        open_store(None)
    assert open_store(tmp_path / "else").root == tmp_path / "else" / ".calcml"


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    # /dev/full answers every write with ENOSPC
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")
    with (
        pytest.raises(StudioError, match=r"no space left on the device of .*free some space"),
        writing(tmp_path),
        full.open("wb", buffering=0) as stream,
    ):
        stream.write(b"x")


def test_the_lock_of_a_workspace_is_held(store: Store) -> None:
    with (
        store.workspace() as folder,
        (folder / "lock").open("a") as stream,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_two_commands_divide_what_both_want(store: Store) -> None:
    with store.claimed_of(["a", "b"]) as one:
        with store.claimed_of(["b", "c"]) as other:
            assert (set(one), set(other)) == ({"a", "b"}, {"c"})
        with store.claimed_of(["c", "b"]) as again:
            assert set(again) == {"c"}
    with store.claimed_of(["b", "c"]) as later:
        assert set(later) == {"b", "c"}
