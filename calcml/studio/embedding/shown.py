"""What a snippet tells of a file."""

from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["Shown"]

TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A clip or a picture as it is to be shown on a slide.

    Attributes
    ----------
    path, poster : str
        The file and a picture of its end, relative to here, with ``/`` between folders.
    kind : str
        A key of `FORMATS`.
    width, height : int
        In pixels.
    title, words : str
        Of the scene; the captions, for those who do not see it.
    loops : bool
        Whether it begins again after its end.
    """

    path: str
    poster: str
    kind: str
    width: int
    height: int
    title: str
    words: str
    loops: bool

    @property
    def is_video(self) -> bool:
        """Whether it needs a player."""
        return self.kind in TYPES

    @property
    def mime(self) -> str:
        """What a browser calls its type; only a video's is asked."""
        return TYPES[self.kind]

    @property
    def url(self) -> str:
        """The file as an address."""
        return quote(self.path)

    @property
    def poster_url(self) -> str:
        """The poster as an address."""
        return quote(self.poster)

    @property
    def name(self) -> str:
        """The file without its folders."""
        return self.path.rpartition("/")[2]

    @property
    def poster_name(self) -> str:
        """The poster without its folders."""
        return self.poster.rpartition("/")[2]

    @property
    def line(self) -> str:
        """The title and the words on one line."""
        return " ".join(f"{self.title}. {self.words}".split())
