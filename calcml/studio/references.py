"""Find the lesson of a scene by following the imports of its file, and load it."""

import ast
import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from calcml.studio.parameters import Parameters, told
from calcml.studio.problems import StudioError, place

__all__ = ["LessonReference", "lesson_of", "with_parameters"]


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
    parameters : mapping
        What a user wants to be otherwise.
    """

    module: str
    attribute: str
    folder: Path
    arguments: Mapping[str, object] | None
    parameters: Parameters = field(default_factory=dict)

    @property
    def as_in_the_scene(self) -> "LessonReference":
        """The lesson without what the user wants to be otherwise: it can be trusted."""
        return replace(self, parameters={})

    def load(self) -> Any:
        """Return the lesson, with the parameters that the scene and then the user give it.

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
        if self.arguments is None:
            raise StudioError(
                f"{self._where}: give the lesson's arguments in the scene as plain literals"
            )
        lesson = self.found()
        lesson = lesson(**self.arguments) if isinstance(lesson, type) else lesson
        return with_parameters(lesson, self.parameters, self._where)

    def found(self) -> Any:
        """Return what the scene names, with nothing computed yet: a class, or an instance.

        Returns
        -------
        type or Lesson

        Raises
        ------
        StudioError
            When the module or the name is missing.
        """
        if str(self.folder) not in sys.path:
            sys.path.append(str(self.folder))
        try:
            return getattr(importlib.import_module(self.module), self.attribute)
        except (ImportError, AttributeError) as error:
            raise StudioError(f"there is no lesson {self._where}: {error}") from error

    @property
    def _where(self) -> str:
        return f"{self.module}.{self.attribute}"


def with_parameters(lesson: Any, parameters: Parameters, where: str) -> Any:
    """Return a lesson with a user's parameters.

    Parameters
    ----------
    lesson : Lesson
        As the scene has it.
    parameters : mapping of str to Value
    where : str
        What it is called in a message.

    Returns
    -------
    Lesson

    Raises
    ------
    StudioError
        If it takes none, because it is none of calcml's.
    """
    if not parameters:
        return lesson
    if not hasattr(lesson, "with_parameters"):
        raise StudioError(f"the lesson of {where} takes no parameters, got {told(parameters)}")
    return lesson.with_parameters(**parameters)


def lesson_of(
    name: str, classes: Mapping[str, ast.ClassDef], tree: ast.Module, file: Path
) -> LessonReference | None:
    """Find ``lesson = ...`` in a class or in its bases of the same file.

    Parameters
    ----------
    name : str
        The scene's class.
    classes : mapping of str to ast.ClassDef
        The classes of its file.
    tree : ast.Module
        The whole file, parsed.
    file : Path
        Its path.

    Returns
    -------
    LessonReference or None
        None for a scene without a lesson.

    Raises
    ------
    StudioError
        When the lesson isn't imported from anywhere.
    """
    value = _assigned(classes[name], "lesson")
    if value is None:
        bases = (base.id for base in classes[name].bases if isinstance(base, ast.Name))
        found = (lesson_of(base, classes, tree, file) for base in bases if base in classes)
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
