"""Keep finished clips by key, so that nothing is rendered twice and nothing half is seen.

Layout, below ``media/.calcml``::

    clips/<Scene>/<key>/    a scene's clip or stills, and ``sidecar.json``; appears whole or not
    beats/<Scene>/<key>/    likewise one beat: its segment or still, and ``facts.json``
    exports/<Scene>/<key>/  likewise a clip or a beat in another format
    voices/<Scene>/<key>/   likewise one spoken line: its samples, and ``line.json``
    dubbed/<Scene>/<key>/   likewise a scene's clip with sound
    work/<random>/          one render's private media directory; its owner holds ``lock``
    locks/<key>.lock        held while somebody renders that key

All of it lies on one file system, so a rename publishes.
"""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from calcml.studio.files import make_writable
from calcml.studio.parameters import Parameters
from calcml.studio.problems import StudioError, writing
from calcml.studio.shelves import Clip, Shelf

__all__ = ["FACTS", "LINE", "POLL", "SIDECAR", "Clip", "Store", "open_store"]

SIDECAR, FACTS, LINE = "sidecar.json", "facts.json", "line.json"
KEPT = 12
"""How many clips of a scene stay: versions, parameters, qualities, themes."""
POLL = 0.1
"""Seconds between two looks at a lock that another command holds."""


class Store:
    """The clips of one media directory.

    Parameters
    ----------
    media : Path
        The media directory; the store is its hidden part.
    """

    def __init__(self, media: Path) -> None:
        self.root = media.absolute() / ".calcml"
        self.clips = Shelf(self.root / "clips", SIDECAR)
        self.beats = Shelf(self.root / "beats", FACTS)
        self.exports = Shelf(self.root / "exports", FACTS)
        self.voices = Shelf(self.root / "voices", LINE)
        self.dubbed = Shelf(self.root / "dubbed", SIDECAR)

    def open(self) -> None:
        """Make the folders and remove what dead renders left behind.

        Raises
        ------
        StudioError
            When the folder cannot be written.
        """
        for name in ("clips", "beats", "exports", "voices", "dubbed", "locks", "work"):
            make_writable(self.root / name)
        with self.claimed("work"):
            for folder in (self.root / "work").iterdir():
                with suppress(OSError), (folder / "lock").open("a") as stream:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)

    def find(self, scene: str, key: str) -> Clip | None:
        """Return the clip with this key if it is there and whole.

        Parameters
        ----------
        scene, key : str
            What to look for.

        Returns
        -------
        Clip or None
        """
        return self.clips.find(scene, key)

    def latest(self, scene: str, parameters: Parameters) -> Clip | None:
        """Return the scene's most recently used clip, for what its sidecar remembers.

        Parameters
        ----------
        scene : str
            Name of the scene.
        parameters : mapping of str to Value
            What the user gave it.

        Returns
        -------
        Clip or None
        """
        clips = self.clips.entries(scene)
        return next(
            (
                clip
                for clip in clips
                if not clip.sidecar.get("stills") and clip.sidecar.get("given", {}) == parameters
            ),
            None,
        )

    def publish(self, scene: str, key: str, folder: Path) -> Clip:
        """Move a finished clip into the store, all at once, and let the oldest ones go.

        Parameters
        ----------
        scene, key : str
            What it is.
        folder : Path
            Its files and sidecar, on the same file system.

        Returns
        -------
        Clip
        """
        clip = self.clips.publish(scene, key, folder)
        self.clips.prune(scene, KEPT)
        return clip

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """Give a private folder that vanishes afterwards.

        Yields
        ------
        Path
            An empty folder on the store's file system.
        """
        with self.claimed("work"), writing(self.root):
            folder = Path(tempfile.mkdtemp(dir=self.root / "work"))
            stream = (folder / "lock").open("w")
            fcntl.flock(stream, fcntl.LOCK_EX)
        try:
            with stream:
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def claimed(self, key: str, *, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Hold the lock of a key, so that two commands don't render the same clip.

        Parameters
        ----------
        key : str
            What is going to be rendered.
        waiting : callable
            Called again and again while another command holds the lock; may raise.
        """
        with self._lock(key) as stream:
            while not _locked(stream):
                waiting()
                time.sleep(POLL)
            yield

    @contextmanager
    def claimed_of(self, keys: Iterable[str]) -> Iterator[frozenset[str]]:
        """Hold the locks of those keys that nobody else holds.

        Nobody waits for one lock while holding another, so two commands cannot block each other.

        Parameters
        ----------
        keys : iterable of str
            What is wanted.

        Yields
        ------
        frozenset of str
            What was got.
        """
        with ExitStack() as stack:
            got = set()
            for key in keys:
                stream = self._lock(key)
                if _locked(stream):
                    stack.enter_context(stream)
                    got.add(key)
                else:
                    stream.close()
            yield frozenset(got)

    def _lock(self, key: str) -> IO[str]:
        with writing(self.root):
            return (self.root / "locks" / f"{key}.lock").open("w")


def _locked(stream: IO[str]) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def open_store(output: Path | None) -> Store:
    """Return the store in ``media``, or in the chosen folder if ``media`` can't be written.

    Parameters
    ----------
    output : Path or None
        The folder chosen with ``-o``.

    Returns
    -------
    Store

    Raises
    ------
    StudioError
        When neither can be written.
    """
    store = Store(Path("media"))
    try:
        store.open()
    except StudioError:
        if output is None:
            raise
        store = Store(output)
        store.open()
    return store
