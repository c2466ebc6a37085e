"""Where a page has its files: beside it in a folder, or inside itself."""

import base64
import io
import shutil
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup
from PIL import Image

from calcml.studio.files import deliver
from calcml.studio.slides.deck import Section, Slide
from calcml.studio.slides.html import reveal

__all__ = ["Apart", "Assets", "Inside"]

_HERE = Path(__file__).parent
_OWN = ("deck.css", "screen.js", "speaker.js", "deck.js")
_PICTURE_QUALITY = 90


class Assets(Protocol):
    """What a page asks of the place for its files."""

    def head(self) -> Markup:
        """Return the style sheets as they stand in the head."""

    def scripts(self) -> Markup:
        """Return the scripts as they stand at the end."""

    def clip(self, section: Section, slide: Slide) -> str:
        """Return the address of a clip, or of the element that holds it."""

    def picture(self, section: Section, slide: Slide) -> str:
        """Return the address of a beat's last frame."""

    def store(self) -> Markup:
        """Return what holds the clips in the page."""


class Apart:
    """Files in a folder beside the page.

    Parameters
    ----------
    folder : Path
        Of the deck; it is made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "page").mkdir(parents=True)
        shutil.copyfile(reveal.files()[reveal.LICENCE], folder / "page" / "reveal-LICENSE.txt")

    def head(self) -> Markup:
        """Return links to the style sheets."""
        return self._all(".css", '<link rel="stylesheet" href="page/{}" media="{}">\n')

    def scripts(self) -> Markup:
        """Return elements that load the scripts."""
        return self._all(".js", '<script src="page/{}"></script>\n')

    def clip(self, section: Section, slide: Slide) -> str:
        """Put a clip into the folder and return its address."""
        name = self._named(section, slide, ".mp4")
        deliver(slide.clip, self.folder / name)
        return quote(name)

    def picture(self, section: Section, slide: Slide) -> str:
        """Put the last frame of a beat into the folder and return its address."""
        name = self._named(section, slide, ".webp")
        (self.folder / name).write_bytes(_picture(slide.last))
        return quote(name)

    def store(self) -> Markup:
        """Return nothing: all clips lie in the folder."""
        return Markup()

    def _named(self, section: Section, slide: Slide, suffix: str) -> str:
        name = f"clips/{section.name}/{slide.place:02}-{slide.beat}{suffix}"
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        return name

    def _all(self, suffix: str, element: str) -> Markup:
        paths = _files(suffix)
        for path in paths:  # never linked: whoever changes their deck must not change ours
            shutil.copyfile(path, self.folder / "page" / path.name)
        return Markup().join(Markup(element).format(path.name, _media(path)) for path in paths)  # noqa: S704


class Inside:
    """Everything in the page itself, clips as text that is turned into videos when wanted."""

    def __init__(self) -> None:
        self._clips: list[Markup] = []

    def head(self) -> Markup:
        """Return the style sheets."""
        return self._all(".css", '<style media="{1}">\n{0}\n</style>\n')

    def scripts(self) -> Markup:
        """Return the licence of what is not ours, and the scripts."""
        licence = _text(reveal.files()[reveal.LICENCE]).replace("--", "—")
        note = Markup("<!-- reveal.js:\n{}\n-->\n").format(licence)
        return note + self._all(".js", "<script>\n{0}\n</script>\n")

    def clip(self, section: Section, slide: Slide) -> str:
        """Keep a clip and return the address of the element that will hold it."""
        name = f"clip-{section.name}-{slide.place:02}"
        text = base64.b64encode(slide.clip.read_bytes()).decode("ascii")
        self._clips.append(
            Markup('<script type="text/plain" id="{}">{}</script>\n').format(name, text)
        )
        return f"#{name}"

    def picture(self, section: Section, slide: Slide) -> str:  # noqa: ARG002 - has no name here
        """Return the last frame of a beat."""
        text = base64.b64encode(_picture(slide.last)).decode("ascii")
        return f"data:image/webp;base64,{text}"

    def store(self) -> Markup:
        """Return the elements that hold the clips."""
        return Markup().join(self._clips)

    def _all(self, suffix: str, element: str) -> Markup:
        return Markup().join(
            Markup(element).format(Markup(_text(path)), _media(path))  # noqa: S704 - no user's
            for path in _files(suffix)
        )


def _files(suffix: str) -> tuple[Path, ...]:
    """Return reveal.js's files of a kind, then our own."""
    paths = (*reveal.files().values(), *(_HERE / name for name in _OWN))
    return tuple(path for path in paths if path.suffix == suffix)


def _media(path: Path) -> str:
    """Return where a style sheet counts: on paper only ours does."""
    return "all" if path.name in _OWN else "screen"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _picture(path: Path) -> bytes:
    with Image.open(path) as picture, io.BytesIO() as stream:
        picture.save(stream, "webp", quality=_PICTURE_QUALITY, method=4)
        return stream.getvalue()
