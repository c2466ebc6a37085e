"""Make a file of a piece and put it where the user wants it; what was made is found again."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from calcml.studio.definitions import digest_of
from calcml.studio.files import deliver, described, digest_of_file
from calcml.studio.formats.kinds import FORMATS, Settings
from calcml.studio.formats.pieces import Piece
from calcml.studio.outputs import Outputs
from calcml.studio.problems import writing
from calcml.studio.rendering import Watcher
from calcml.studio.store import FACTS, Store

__all__ = ["exported"]

KEPT = 24
"""How many files of a scene stay: beats, formats, widths."""


def exported(
    piece: Piece,
    kind: str,
    settings: Settings,
    *,
    folder: Path,
    outputs: Outputs,
    store: Store,
    watcher: Watcher,
) -> Path:
    """Write a piece in a format into a folder, whole or not at all.

    Parameters
    ----------
    piece : Piece
    kind : str
        A key of `FORMATS` that is made of frames.
    settings : Settings
    folder : Path
        Where the result goes.
    outputs : Outputs
        Guards folders that are there already.
    store : Store
        Where there is room, and what was made is kept.
    watcher : Watcher
        Is told what happens.

    Returns
    -------
    Path
        The file or folder.

    Raises
    ------
    StudioError
        When it cannot be written.
    """
    target = folder / (piece.name + FORMATS[kind].suffix)
    teller = _Teller(target.name, piece.frames, watcher)
    if FORMATS[kind].suffix:
        deliver(_found(piece, kind, settings, store, teller), target)
        return target
    outputs.require_free(target)
    with store.workspace() as room, writing(store.root):
        teller.begin()
        FORMATS[kind].write(piece, room / piece.name, settings, teller.reached)
        outputs.deliver(room / piece.name, target)
    teller.end("done")
    return target


def _found(piece: Piece, kind: str, settings: Settings, store: Store, teller: "_Teller") -> Path:
    """Return the file from the store; it is made if it is not there."""
    key = digest_of({
        "clip": piece.key,
        "frames": [*piece.starts, piece.end],
        "kind": kind,
        "width": settings.width,
        "loops": settings.loops(piece),
        "code": [digest_of_file(path) for path in _code()],
    })  # fmt: skip
    scene = piece.clip.stem
    with store.claimed(key):
        kept = store.exports.find(scene, key)
        if kept is None:
            with store.workspace() as room, writing(store.root):
                teller.begin()
                out = room / "out"
                out.mkdir()
                made = out / f"{scene}{FORMATS[kind].suffix}"
                FORMATS[kind].write(piece, made, settings, teller.reached)
                facts: dict[str, Any] = {"key": key, "kind": kind, "files": described((made,))}
                (out / FACTS).write_text(json.dumps(facts, indent=1), encoding="utf-8")
                kept = store.exports.publish(scene, key, out)
            store.exports.prune(scene, KEPT)
            teller.end("done")
        else:
            teller.end("cached")
    return kept.files[0]


def _code() -> Iterable[Path]:
    return sorted(Path(__file__).parent.glob("*.py"))


class _Teller:
    """Tells a watcher how far a file is."""

    def __init__(self, name: str, frames: int, watcher: Watcher) -> None:
        self.name, self.frames, self.watcher = name, frames, watcher

    def begin(self) -> None:
        self.watcher.hear(self.name, "planned", {"cost": self.frames})
        self.watcher.hear(self.name, "begun", {"run": self.name, "cost": self.frames})

    def reached(self, frames: int) -> None:
        self.watcher.hear(self.name, "time", {"run": self.name, "reached": frames})
        self.watcher.tick()

    def end(self, event: str) -> None:
        if event == "done":
            self.watcher.hear(self.name, "ended", {"run": self.name})
        self.watcher.hear(self.name, event, {})
        self.watcher.tick()
