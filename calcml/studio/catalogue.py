"""Know the scenes of a lecture without importing them: their files are only parsed.

Manim takes seconds to import and a scene file is code; a list of scenes needs neither. The
lesson of a scene is found by following the imports of its file to a module of lessons.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from calcml.studio.lecture_file import CARD, ChapterPlan, LectureFile, SceneMention
from calcml.studio.parameters import Parameters, label_of, told
from calcml.studio.problems import StudioError, nearest, place
from calcml.studio.references import LessonReference, lesson_of
from calcml.studio.roads import card_of, told_of

__all__ = ["SceneCard", "catalogue", "pick"]


@dataclass(frozen=True, kw_only=True)
class SceneCard:
    """What can be known of a scene from its text.

    Attributes
    ----------
    name : str
        Name of the class.
    chapter : str
        Title of the lecture's chapter it stands in.
    file : Path
        Its Python file, absolute.
    sentence : str
        What the viewer understands: the docstring's first paragraph.
    lesson : LessonReference or None
        None for a plain Manim scene.
    parameters : mapping of str to Value
        What the user wants to be otherwise in the lesson.
    title : str
        What the lecture calls it; empty for the lesson's own title.
    where : str
        Where the lecture file names it, if all its parameters are from there.
    opens : bool
        Whether it is the card of its chapter.
    """

    name: str
    chapter: str
    file: Path
    sentence: str
    lesson: LessonReference | None
    parameters: Parameters = field(default_factory=dict, hash=False)
    title: str = ""
    where: str = ""
    opens: bool = False

    @property
    def label(self) -> str:
        """What it is called where scenes with other parameters stand beside it."""
        return label_of(self.name, self.parameters)

    def given(self, parameters: Parameters) -> "SceneCard":
        """Return the scene with further parameters.

        Parameters
        ----------
        parameters : mapping of str to Value

        Returns
        -------
        SceneCard

        Raises
        ------
        StudioError
            If the scene has no lesson that could take them.
        """
        if not parameters:
            return self
        if self.lesson is None:
            raise StudioError(
                f"{self.name} has no lesson, so it takes no parameters, got {told(parameters)}"
            )
        both = {**self.parameters, **parameters}
        lesson = replace(self.lesson, parameters=both)
        return replace(self, parameters=both, lesson=lesson, where="")


def catalogue(lecture: LectureFile) -> tuple[SceneCard, ...]:
    """Return the scenes of a lecture, in order.

    Parameters
    ----------
    lecture : LectureFile
        What to read.

    Returns
    -------
    tuple of SceneCard
        One per mention in the lecture file, and before those of a chapter the card that opens it.

    Raises
    ------
    StudioError
        When a file cannot be parsed or lacks a scene.
    """
    return tuple(
        _card(mention, chapter.title, files, lecture)
        for chapter in lecture.chapters
        for files, mention in _mentions(chapter, lecture)
    )


def pick(cards: Iterable[SceneCard], names: Iterable[str]) -> tuple[SceneCard, ...]:
    """Return the named scenes in the order of the names; without names, all.

    Parameters
    ----------
    cards : iterable of SceneCard
        The scenes of the lecture.
    names : iterable of str
        What the user asks for.

    Returns
    -------
    tuple of SceneCard
        Each scene once, or as often as the lecture tells it with other parameters.

    Raises
    ------
    StudioError
        For a name that no scene has, with the nearest one.
    """
    every: dict[tuple[str, str], SceneCard] = {}
    for card in cards:
        every.setdefault((card.name, card.label), card)
    known = list(dict.fromkeys(card.name for card in every.values()))
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return tuple(every.values())
    for name in wanted:
        if name not in known:
            raise StudioError(f"there is no scene {name!r}: {nearest(name, known)}")
    return tuple(card for name in wanted for card in every.values() if card.name == name)


def _mentions(
    chapter: ChapterPlan, lecture: LectureFile
) -> Iterator[tuple[tuple[Path, ...], SceneMention]]:
    if chapter.card and lecture.cards is not None:
        yield (lecture.cards,), card_of(chapter)
    for mention in chapter.scenes:
        yield chapter.files, mention


def _card(
    mention: SceneMention, chapter: str, files: tuple[Path, ...], lecture: LectureFile
) -> SceneCard:
    name, told = mention.name, told_of(lecture, mention.told)
    file, classes = _found(mention, files, lecture)
    tree = _parse(file)
    docstring = ast.get_docstring(classes[name]) or ""
    card = SceneCard(
        name=name,
        chapter=chapter,
        file=file,
        sentence=" ".join(docstring.split("\n\n")[0].split()),
        lesson=lesson_of(name, classes, tree, file),
        title=mention.title,
        opens=mention.name == CARD,
    )
    where = f"{place(lecture.path)}, line {mention.line}"
    try:
        return replace(card.given({**mention.parameters, **told}), where=where)
    except StudioError as error:
        raise StudioError(f"{where}: {error}") from error


def _found(
    mention: SceneMention, files: tuple[Path, ...], lecture: LectureFile
) -> tuple[Path, dict[str, ast.ClassDef]]:
    """Return the file that has a scene, and the classes in it."""
    known: dict[str, ast.ClassDef] = {}
    for file in (file.resolve() for file in files):
        nodes = _parse(file).body
        classes = {node.name: node for node in nodes if isinstance(node, ast.ClassDef)}
        if mention.name in classes:
            return file, classes
        known |= classes
    verb = "has" if len(files) == 1 else "have"
    raise StudioError(
        f'{place(lecture.path)}, line {mention.line}, key "scenes": '
        f"{' and '.join(map(place, files))} {verb} no scene {mention.name!r}, "
        f"{nearest(mention.name, known)}"
    )


@cache
def _parse(file: Path) -> ast.Module:
    try:
        return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    except SyntaxError as error:
        raise StudioError(f"{place(file)}, line {error.lineno}: {error.msg}") from error
    except (OSError, ValueError) as error:
        raise StudioError(f"cannot read {place(file)}: {error}") from error
