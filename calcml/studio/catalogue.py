"""Know the scenes of a lecture without importing them: their files are only parsed.

Manim takes seconds to import and a scene file is code; a list of scenes needs neither. The
lesson of a scene is found by following the imports of its file to a module of lessons.
"""

import ast
import importlib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from calcml.studio.lecture_file import ChapterPlan, LectureFile
from calcml.studio.problems import StudioError, nearest, place

__all__ = ["LessonReference", "SceneCard", "catalogue", "pick"]


@dataclass(frozen=True, kw_only=True)
class LessonReference:
    """Where the lesson of a scene lives.

    Attributes
    ----------
    module, attribute : str
        What to import.
    folder : Path
        Folder of the scene file, where lessons of one's own may lie.
    arguments : mapping or None
        Literal arguments given in the scene file; None when they are not literals.
    """

    module: str
    attribute: str
    folder: Path
    arguments: Mapping[str, object] | None

    def load(self) -> Any:
        """Return the lesson, with the parameters the scene gives it.

        Returns
        -------
        Lesson
            An instance.

        Raises
        ------
        StudioError
            When the module or the class is missing, or the arguments can only be known by
            running the scene file.
        """
        where = f"{self.module}.{self.attribute}"
        if self.arguments is None:
            raise StudioError(
                f"{where}: give the lesson's arguments in the scene as plain literals"
            )
        if str(self.folder) not in sys.path:
            sys.path.append(str(self.folder))
        try:
            lesson = getattr(importlib.import_module(self.module), self.attribute)
        except (ImportError, AttributeError) as error:
            raise StudioError(f"there is no lesson {where}: {error}") from error
        return lesson(**self.arguments) if isinstance(lesson, type) else lesson


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
    """

    name: str
    chapter: str
    file: Path
    sentence: str
    lesson: LessonReference | None


def catalogue(lecture: LectureFile) -> tuple[SceneCard, ...]:
    """Return the scenes of a lecture, in order.

    Parameters
    ----------
    lecture : LectureFile
        What to read.

    Returns
    -------
    tuple of SceneCard
        One per mention in the lecture file.

    Raises
    ------
    StudioError
        When a file cannot be parsed or lacks a scene.
    """
    return tuple(
        _card(name, chapter, lecture.path)
        for chapter in lecture.chapters
        for name in chapter.scenes
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
        Each scene once.

    Raises
    ------
    StudioError
        For a name that no scene has, with the nearest one.
    """
    known: dict[str, SceneCard] = {}
    for card in cards:
        known.setdefault(card.name, card)
    wanted = list(dict.fromkeys(names)) or list(known)
    for name in wanted:
        if name not in known:
            raise StudioError(f"there is no scene {name!r}: {nearest(name, known)}")
    return tuple(known[name] for name in wanted)


def _card(name: str, chapter: ChapterPlan, lecture: Path) -> SceneCard:
    file = chapter.file.resolve()
    tree = _parse(file)
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    if name not in classes:
        raise StudioError(
            f'{place(lecture)}, line {chapter.line}, key "scenes": {place(file)} has no scene '
            f"{name!r}, {nearest(name, classes)}"
        )
    docstring = ast.get_docstring(classes[name]) or ""
    return SceneCard(
        name=name,
        chapter=chapter.title,
        file=file,
        sentence=" ".join(docstring.split("\n\n")[0].split()),
        lesson=_lesson(name, classes, tree, file),
    )


@cache
def _parse(file: Path) -> ast.Module:
    try:
        return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    except SyntaxError as error:
        raise StudioError(f"{place(file)}, line {error.lineno}: {error.msg}") from error
    except (OSError, ValueError) as error:
        raise StudioError(f"cannot read {place(file)}: {error}") from error


def _lesson(
    name: str, classes: Mapping[str, ast.ClassDef], tree: ast.Module, file: Path
) -> LessonReference | None:
    """Find ``lesson = ...`` in the class or in its bases of the same file."""
    value = _assigned(classes[name], "lesson")
    if value is None:
        bases = (base.id for base in classes[name].bases if isinstance(base, ast.Name))
        found = (_lesson(base, classes, tree, file) for base in bases if base in classes)
        return next((lesson for lesson in found if lesson is not None), None)
    call = value if isinstance(value, ast.Call) else None
    dotted = ast.unparse(call.func if call else value)
    head, _, rest = dotted.partition(".")
    imported = _imports(tree).get(head)
    if imported is None:
        raise StudioError(
            f"{place(file)}, line {value.lineno}: the lesson of {name} must come from an imported "
            f"module, got {dotted}"
        )
    module, _, attribute = f"{imported}.{rest}".rstrip(".").rpartition(".")
    arguments = _literals(call) if call else {}
    return LessonReference(
        module=module, attribute=attribute, folder=file.parent, arguments=arguments
    )


def _assigned(scene: ast.ClassDef, name: str) -> ast.expr | None:
    for node in scene.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return node.value  # type: ignore[attr-defined]  # only the two kinds above get here
    return None


def _literals(call: ast.Call) -> Mapping[str, object] | None:
    if call.args or any(keyword.arg is None for keyword in call.keywords):
        return None
    try:
        return {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords}
    except ValueError:
        return None


def _imports(tree: ast.Module) -> dict[str, str]:
    """Map each name that an import binds at the top of the file to what it stands for."""
    bound = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for name in node.names:
                first = name.name.partition(".")[0]
                bound[name.asname or first] = name.name if name.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                bound[name.asname or name.name] = f"{node.module}.{name.name}"
    return bound
