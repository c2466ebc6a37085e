"""Follow everything that can run from where it begins.

Only code that is reached runs: a definition that nobody names is in no picture. The methods of a
class are reached with it, except those of the scene itself, which are reached when something
reached names an attribute like them.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from calcml.studio.definitions.memory import digest_of
from calcml.studio.definitions.modules import Project
from calcml.studio.definitions.names import Found, Node

__all__ = ["Reach"]


class Reach:
    """What can run, growing.

    Parameters
    ----------
    project : Project
    held : mapping of str to iterable of Node
        Methods, by name, that are reached by that name only.
    family : iterable of Node
        The classes of the scene, with what they inherit from.

    Attributes
    ----------
    nodes : set of Node
    files : set of Path
        Modules that are imported.
    outside : set of str
        What is taken from libraries.
    """

    def __init__(
        self, project: Project, held: Mapping[str, Iterable[Node]], family: Iterable[Node]
    ) -> None:
        self.project = project
        self.nodes: set[Node] = set()
        self.files: set[Path] = set()
        self.outside: set[str] = set()
        self._passed: set[str] = set()
        self._whole: set[Path] = set()
        self._held = {name: set(nodes) for name, nodes in held.items()}
        self._back = {node for nodes in self._held.values() for node in nodes}
        self._attributes: set[str] = set()
        self._family = set(family)
        self._waiting: list[Node] = []
        self._gathering = False

    def add(self, nodes: Iterable[Node]) -> None:
        """Begin with definitions too, and follow them.

        Parameters
        ----------
        nodes : iterable of Node
        """
        for node in nodes:
            self._load(node[0])
            self._waiting.append(node)
        self._follow()

    def tell(self, name: str) -> None:
        """Let methods go that were held back under a name.

        Parameters
        ----------
        name : str
        """
        self._release([name])
        self._follow()

    def add_files(self, files: Iterable[Path]) -> None:
        """Begin with whole modules.

        Parameters
        ----------
        files : iterable of Path
        """
        for file in files:
            self._load(file)
            self._waiting.extend((file, at) for at in range(len(self.project.module(file).parts)))
        self._follow()

    def digest(self) -> str:
        """Return a digest of all that was reached so far, wherever the project lies."""
        module = self.project.module
        texts = any(module(file).outline.reads_texts for file in self.files)
        lines = [
            (module(file).title(place), place, _told(module(file).parts[place], texts=texts))
            for file, place in self.nodes
        ]
        whole = [
            (module(file).label, 0, self.project.disk.digest(str(file))) for file in self._whole
        ]
        parts = [[title, told] for title, _, told in sorted(lines + whole)]
        return digest_of([parts, sorted(self._passed), sorted(self.outside)])

    def words(self) -> tuple[set[str], set[str]]:
        """Return the strings in all that was reached so far, and the attributes."""
        drawn = [node for node in self.nodes if not self.project.inside(node[0])]
        parts = [self.project.module(file).parts[place] for file, place in drawn]
        strings = {text for part in parts for text in part.strings}
        return strings, {name for part in parts for name in part.attributes}

    def _follow(self) -> None:
        while self._waiting:
            node = self._waiting.pop()
            if node not in self.nodes and node not in self._back:
                self.nodes.add(node)
                self._visit(node)

    def _visit(self, node: Node) -> None:
        file, place = node
        part = self.project.module(file).parts[place]
        if part.kind == "class":
            self._waiting.extend(self.project.methods_of(node))
        for found in self.project.found_by(node):
            self._take(file, found)
        for source, word in part.loads:
            self._import(file, source, word)
        if part.dynamic and not self.project.inside(file):
            self._take_whole(self.project.within(file.parent))
        self._release(part.attributes)
        if self._computes(node):
            self._release(tuple(self._held))

    def _computes(self, node: Node) -> bool:
        """Tell whether a part may take an attribute of the scene by a name that isn't there."""
        part = self.project.module(node[0]).parts[node[1]]
        if not part.computed:
            return False
        own = node in self._family or not node[0].is_relative_to(self.project.package)
        return own or "scene" in part.computed

    def _release(self, names: Iterable[str]) -> None:
        for name in names:
            for node in self._held.pop(name, ()):
                self._back.discard(node)
                self._waiting.append(node)

    def _take(self, file: Path, found: Found) -> None:
        self._passed |= found.passed
        self.outside |= found.outside
        for path in found.files - self.files:
            if not self._closed(file, path):
                self._load(path)
        for node in found.nodes - self.nodes:
            if not self._closed(file, node[0]):
                self._waiting.append(node)
        if found.whole:
            self._take_whole(path for path in found.whole if not self._closed(file, path))

    def _take_whole(self, files: Iterable[Path]) -> None:
        for file in files:
            if file not in self._whole:
                self._whole.add(file)
                self._load(file)
                if any(node[0] == file for node in self._back):
                    self._release(tuple(self._held))
                parts = self.project.module(file).parts
                self._waiting.extend((file, place) for place in range(len(parts)))

    def _closed(self, file: Path, target: Path) -> bool:
        """Tell whether a file of the studio names another: those draw nothing."""
        return file != target and self.project.inside(file) and self.project.inside(target)

    def _load(self, file: Path) -> None:
        """Import a module: what it does then happens, and what it imports is imported."""
        if file in self.files:
            return
        self.files.add(file)
        module = self.project.module(file)
        if not module.outline.readable:
            self._whole.add(file)
        self._waiting.extend((file, place) for place in self.project.effects.of(file))
        for source, word in module.outline.loads:
            self._import(file, source, word)
        if self._gathering or module.outline.gathers:
            self._gathering = True
            self._take_whole([f for f in self.files if not self.project.inside(f)])

    def _import(self, file: Path, source: str, word: str) -> None:
        run, places = self.project.locate(file, source)
        for path in run:
            if not self._closed(file, path):
                self._load(path)
        if word == "?":
            self._take_whole(path for place in places for path in self.project.within(place))
            return
        for below in (b for place in places for b in self.project.below(place, word)):
            for path in self.project.opening(below):
                if not self._closed(file, path):
                    self._load(path)


def _told(part: object, *, texts: bool) -> str:
    return str(getattr(part, "documented" if texts else "digest"))
