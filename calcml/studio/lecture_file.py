"""Read a lecture file: chapters of scenes in order, as TOML that can execute nothing."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from calcml.studio.parameters import Parameters, plain_parameters
from calcml.studio.problems import StudioError, nearest, place
from calcml.studio.quality import QUALITIES, THEMES
from calcml.studio.sources import PACKAGE

__all__ = [
    "ChapterPlan",
    "LectureFile",
    "SceneMention",
    "built_in_lecture",
    "find_lecture_file",
    "read_lecture_file",
]

LECTURE_KEYS = ("title", "author", "description", "theme", "quality", "cards", "chapter")
CHAPTER_KEYS = ("title", "file", "scenes", "card", "number")
SCENE_KEYS = ("name", "title", "set", "told")
TOLD = ("lecture", "author", "chapters")
"""What a scene can be given of its lecture."""
CARD = "ChapterCard"
"""The scene that opens a chapter."""
CARDS = "calcml:opening"
"""Where it is, if it is not one of the lecturer's own."""
PLACES = (Path("scenes/lecture.toml"), Path("lecture.toml"))
LARGEST = 1_000_000
BUILT_IN = "calcml:"
"""Begins the name of a file that comes with calcml."""
MOST = 100
"""Numbers of chapters are below it."""
DEFAULT_QUALITY = "h"
DEFAULT_THEME = "dark"


@dataclass(frozen=True, kw_only=True)
class SceneMention:
    """One scene of a chapter.

    Attributes
    ----------
    name : str
        Name of the scene's class.
    line : int
        Where it stands in the lecture file.
    title : str
        What the chapter marker says; empty for the lesson's own title.
    parameters : mapping of str to Value
        What is otherwise than in the scene.
    told : tuple of str
        Which parameters it is given besides, by what the lecture says of itself.
    """

    name: str
    line: int
    title: str = ""
    parameters: Parameters = field(default_factory=dict, hash=False)
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChapterPlan:
    """One chapter of a lecture file.

    Attributes
    ----------
    title : str
        What the chapter marker says.
    files : tuple of Path
        The Python files of its scenes.
    scenes : tuple of SceneMention
        In the order of the lecture.
    line : int
        Where its title stands in the lecture file.
    card : bool
        Whether a card opens it.
    number : int
        On the road of the lecture; 0 for a chapter that is no stop of it.
    """

    title: str
    files: tuple[Path, ...]
    scenes: tuple[SceneMention, ...]
    line: int = 1
    card: bool = False
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class LectureFile:
    """What a lecture file says.

    Attributes
    ----------
    path : Path
        The file itself.
    title, author, description : str
        Go into the metadata of the video.
    theme : str
        ``dark`` or ``light``, unless the command line says otherwise.
    quality : str
        One of Manim's letters, unless the command line says otherwise.
    chapters : tuple of ChapterPlan
        The chapters in order.
    cards : Path or None
        The Python file of the card that opens chapters.
    """

    path: Path
    title: str
    author: str
    description: str
    theme: str
    quality: str
    chapters: tuple[ChapterPlan, ...]
    cards: Path | None = None

    @property
    def road(self) -> tuple[ChapterPlan, ...]:
        """The chapters that are stops of the lecture's road."""
        return tuple(chapter for chapter in self.chapters if chapter.number)


def find_lecture_file(path: Path | None) -> Path:
    """Return the lecture file to use.

    Parameters
    ----------
    path : Path or None
        What the user named; without it the usual places are looked at, then the lecture that
        comes with calcml is taken.

    Returns
    -------
    Path
        An existing file.

    Raises
    ------
    StudioError
        When there is no such file.
    """
    if path is not None:
        if path.is_dir():
            raise StudioError(f"a lecture is a TOML file, got the folder {place(path)}")
        if not path.exists():
            raise StudioError(f"there is no lecture file {place(path)}")
        return path
    for candidate in PLACES:
        if candidate.is_file():
            return candidate
    return built_in_lecture()


def built_in_lecture() -> Path:
    """Return the lecture file that comes with calcml: in its checkout, or installed with it.

    Returns
    -------
    Path

    Raises
    ------
    StudioError
        When it was not installed.
    """
    for folder in (PACKAGE.parent, PACKAGE):
        if (folder / PLACES[0]).is_file() and (folder / "assets").is_dir():
            return folder / PLACES[0]
    looked = " and ".join(map(str, PLACES))
    raise StudioError(f"found no lecture file ({looked} looked for): name one with --file")


def read_lecture_file(path: Path) -> LectureFile:
    """Read and validate a lecture file.

    Parameters
    ----------
    path : Path
        An existing TOML file.

    Returns
    -------
    LectureFile
        Its contents; files of chapters are resolved relative to it.

    Raises
    ------
    StudioError
        With file, line and key, and what is allowed there.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise StudioError(f"{place(path)}: a lecture file may have {LARGEST:,} bytes")
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise StudioError(_syntax_message(path, error)) from error
    except UnicodeDecodeError as error:
        raise StudioError(f"{place(path)}: a lecture file is UTF-8 text, {error}") from error
    except OSError as error:
        raise StudioError(f"cannot read {place(path)}: {error.strerror}") from error
    except RecursionError as error:
        raise StudioError(f"{place(path)}: lists may not lie in so many others") from error
    return _Reader(path, text).lecture(table)


def _syntax_message(path: Path, error: tomllib.TOMLDecodeError) -> str:
    """Put the line where editors look for it: behind the file."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
    if found is None:
        return f"{place(path)}: {error}"
    where = f"line {found[2]}, column {found[3]}" if found[2] else "end of file"
    return f"{place(path)}, {where}: not valid TOML: {found[1]}"


def _unknown(key: str, allowed: tuple[str, ...]) -> str:
    return f"unknown, {nearest(key, allowed)} (allowed: {', '.join(allowed)})"


class _Reader:
    """Validates the tables of one file and knows on which line each key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = self._locate(text)

    @staticmethod
    def _locate(text: str) -> dict[tuple[int, str], int]:
        """Map (number of the chapter or -1, key) to its line."""
        chapter, lines = -1, {}
        for number, line in enumerate(text.splitlines(), start=1):
            if re.match(r"\s*\[\[\s*chapter\s*\]\]", line):
                chapter += 1
                lines[chapter, ""] = number
            elif found := re.match(r"""\s*\[?["']?([\w-]+)["']?(?:\.[\w.-]+)?\s*[=\]]""", line):
                lines.setdefault((chapter, found[1]), number)
        return lines

    def fail(self, key: str, rule: str, chapter: int = -1) -> NoReturn:
        self.fail_at(self.line(key, chapter), key, rule)

    def fail_at(self, line: int, key: str, rule: str) -> NoReturn:
        raise StudioError(f'{place(self.path)}, line {line}, key "{key}": {rule}')

    def line(self, key: str, chapter: int) -> int:
        return self.lines.get((chapter, key)) or self.lines.get((chapter, ""), 1)

    def known(self, table: Mapping[str, Any], allowed: tuple[str, ...], chapter: int = -1) -> None:
        for key in table:
            if key not in allowed:
                self.fail(key, _unknown(key, allowed), chapter)

    def string(
        self, table: Mapping[str, Any], key: str, default: str | None = None, chapter: int = -1
    ) -> str:
        value = table.get(key, default)
        if value is None:
            self.fail(key, "is missing: give a text in quotes", chapter)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fail(key, f"must be a text in quotes, got {value!r}", chapter)
        return value

    def choice(
        self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...], *, default: str
    ) -> str:
        value = self.string(table, key, default)
        if value not in allowed:
            self.fail(key, f"must be one of {', '.join(allowed)}, got {value!r}")
        return value

    def lecture(self, table: Mapping[str, Any]) -> LectureFile:
        self.known(table, LECTURE_KEYS)
        chapters = table.get("chapter")
        if not isinstance(chapters, list) or not chapters:
            self.fail("chapter", "is missing: a lecture has at least one [[chapter]] table")
        cards = self.cards(table)
        plans = [self.chapter(n, entry, cards is not None) for n, entry in enumerate(chapters)]
        return LectureFile(
            path=self.path,
            title=self.string(table, "title"),
            author=self.string(table, "author", ""),
            description=self.string(table, "description", ""),
            theme=self.choice(table, "theme", THEMES, default=DEFAULT_THEME),
            quality=self.choice(table, "quality", tuple(QUALITIES), default=DEFAULT_QUALITY),
            chapters=self.numbered(plans, chapters),
            cards=cards,
        )

    def cards(self, table: Mapping[str, Any]) -> Path | None:
        """Return the file of the card that opens chapters, if there are any."""
        value = table.get("cards", False)
        if isinstance(value, bool):
            return self.file({"cards": CARDS}, -1, key="cards") if value else None
        if not isinstance(value, str):
            self.fail("cards", f"must be true, false or the file of a card, got {value!r}")
        return self.file(table, -1, key="cards")

    def numbered(
        self, plans: Sequence[ChapterPlan], tables: Sequence[Mapping[str, Any]]
    ) -> tuple[ChapterPlan, ...]:
        """Return the chapters, numbered those with a card, or all if none has one."""
        cards = [plan.card for plan in plans]
        if sum(cards) == 1:
            rule = "a road has two stops at least: give two chapters a card, or none"
            self.fail("cards", rule)
        found, before = [], 0
        for chapter, (plan, table) in enumerate(zip(plans, tables, strict=True)):
            number = 0
            if plan.card or not any(cards):
                number = before = self.number(table, before, chapter)
            elif "number" in table:
                self.fail("number", "belongs to a chapter with a card, and this has none", chapter)
            found.append(replace(plan, number=number))
        return tuple(found)

    def number(self, table: Mapping[str, Any], before: int, chapter: int) -> int:
        """Return the number of a chapter, by default the next one."""
        number = table.get("number", before + 1)
        if not isinstance(number, int) or isinstance(number, bool) or not before < number < MOST:
            rule = f"must be a whole number from {before + 1} to {MOST - 1}, got {number!r}"
            self.fail("number", rule, chapter)
        return number

    def chapter(self, number: int, table: object, cards: bool) -> ChapterPlan:  # noqa: FBT001
        if not isinstance(table, dict):
            self.fail("chapter", f"each chapter is a table, got {table!r}")
        self.known(table, CHAPTER_KEYS, number)
        card = table.get("card", cards)
        if not isinstance(card, bool):
            self.fail("card", f"must be true or false, got {card!r}", number)
        if card and not cards:
            self.fail("card", "belongs to a lecture with cards = true", number)
        return ChapterPlan(
            title=self.string(table, "title", chapter=number),
            files=self.files(table, number),
            scenes=self.scenes(table.get("scenes"), number),
            line=self.line("title", number),
            card=card,
        )

    def files(self, table: Mapping[str, Any], number: int) -> tuple[Path, ...]:
        """Return the files of a chapter: one, or a list of them."""
        names = table.get("file")
        if not isinstance(names, list):
            return (self.file(table, number),)
        if not names:
            self.fail("file", "must name a file at least, got an empty list", number)
        return tuple(self.file({"file": name}, number) for name in names)

    def file(self, table: Mapping[str, Any], number: int, *, key: str = "file") -> Path:
        """Return a chapter's file; ``calcml:name`` is one that comes with calcml."""
        name = self.string(table, key, chapter=number)
        own = name.startswith(BUILT_IN)
        folder = built_in_lecture().parent if own else self.path.parent
        file = folder / (f"{name.removeprefix(BUILT_IN)}.py" if own else name)
        if not file.is_file():
            known = sorted(BUILT_IN + path.stem for path in folder.glob("*.py")) if own else []
            hint = f", {nearest(name, known)}" if own else ""
            self.fail(key, f"there is no file {name if own else place(file)}{hint}", number)
        return file

    def scenes(self, items: object, number: int) -> tuple[SceneMention, ...]:
        if not isinstance(items, list) or not items:
            self.fail(
                "scenes",
                f'must be a list of scene names such as ["LimitZoom"], got {items!r}',
                number,
            )
        lines = self.lines_of(items, self.line("scenes", number))
        return tuple(self.scene(item, line) for item, line in zip(items, lines, strict=True))

    def scene(self, item: object, line: int) -> SceneMention:
        """Read a scene's name, or a table of its name, title and parameters."""
        table = item if isinstance(item, dict) else {"name": item}
        for key in table:
            if key not in SCENE_KEYS:
                self.fail_at(line, key, _unknown(key, SCENE_KEYS))
        name, title, given = table.get("name"), table.get("title", ""), table.get("set", {})
        if not isinstance(name, str) or not name.isidentifier():
            self.fail_at(line, "scenes", f"a scene is named by its class, got {name!r}")
        if not isinstance(title, str):
            self.fail_at(line, "title", f"must be a text in quotes, got {title!r}")
        if not isinstance(given, dict):
            rule = f'must be a table such as {{ function = "x^2" }}, got {given!r}'
            self.fail_at(line, "set", rule)
        try:
            parameters = plain_parameters(given)
        except StudioError as error:
            self.fail_at(line, "set", str(error))
        return SceneMention(
            name=name, line=line, title=title, parameters=parameters,
            told=self.told(table.get("told", []), line),
        )  # fmt: skip

    def told(self, names: object, line: int) -> tuple[str, ...]:
        """Return what a scene is given of its lecture."""
        if not isinstance(names, list) or not set(map(str, names)) <= set(TOLD):
            rule = f"must be a list of {', '.join(TOLD)}, got {names!r}"
            self.fail_at(line, "told", rule)
        return tuple(map(str, names))

    def lines_of(self, items: Iterable[object], line: int) -> Iterator[int]:
        """Yield the line on which each scene of a list is named, from a given one on."""
        offset = sum(map(len, self.text.splitlines(keepends=True)[: line - 1]))
        for item in items:
            name = item.get("name") if isinstance(item, dict) else item
            places = (self.text.find(f"{mark}{name}{mark}", offset) for mark in "\"'")
            found = [place for place in places if place >= 0]
            if found:
                offset = min(found) + 1
                line = self.text.count("\n", 0, offset) + 1
            yield line
