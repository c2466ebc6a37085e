"""Read a module: split it into parts, each with a digest and what it uses.

A digest is of the syntax tree, so comments, blank lines and layout do not count. Docstrings of
functions do not count either, unless somebody reads them.
"""

import ast
import builtins
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from calcml.studio.definitions.parts import Outline, Part
from calcml.studio.definitions.uses import DYNAMIC, Uses, early_code, imports_in, is_text

__all__ = ["outline_of"]

_KNOWN = frozenset({*vars(builtins), "__file__", "__name__", "__spec__", "__package__"})
_READERS = frozenset({"__doc__", "cleandoc", "getdoc", "getsource", "getsourcelines", "help"})
_GATHERERS = frozenset({"__init_subclass__", "__subclasses__", "metaclass"})
_KEEPING = frozenset(
    {"dict", "getattr", "hasattr", "isinstance", "len", "list", "set", "setattr", "tuple"}
)
"""What of Python's own calls nothing it is given."""
_LONGEST_NAME = 255  # of a file
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def outline_of(source: bytes) -> Outline:
    """Read a module.

    Parameters
    ----------
    source : bytes
        A Python file.

    Returns
    -------
    Outline
        Not readable when it cannot be parsed.
    """
    try:
        tree = ast.parse(source)
        return _Reader(tree).outline()
    except (SyntaxError, ValueError, RecursionError):
        return Outline(readable=False)


class _Reader:
    """Splits one module."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        everything = Uses(tree)
        self.imports = everything.imports
        self.words = everything.bound | everything.attributes | {
            chain.partition(".")[0] for chain in everything.chains
        }  # fmt: skip
        self.words |= {
            k.arg or "" for c in ast.walk(tree) if isinstance(c, ast.ClassDef) for k in c.keywords
        }
        aliases = {name for name, _, source in self.imports if source in DYNAMIC}
        modules = {
            name for name, source, word in self.imports if (source, word) == ("sys", "modules")
        }
        self.dynamic = DYNAMIC | aliases | modules
        self.stars = any(name == "*" for name, _, _ in self.imports)
        self.top = {name for name, _, _ in self.imports} | set(_top_names(tree.body))
        self.seen: Counter[str] = Counter()
        self.parts: list[Part] = []
        self.loads: list[tuple[str, str]] = []
        self.declared: list[str] = []

    def outline(self) -> Outline:
        self._read(self.tree.body)
        return Outline(
            parts=tuple(self.parts),
            imports=tuple(dict.fromkeys(self.imports)),
            loads=tuple(dict.fromkeys(self.loads)),
            declared=tuple(dict.fromkeys(self.declared)),
            reads_texts=not _READERS.isdisjoint(self.words),
            gathers=not _GATHERERS.isdisjoint(self.words),
        )

    def _read(self, body: Iterable[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                self.loads.extend(Uses(node).loads)
            elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
                self._declare(node)
            elif isinstance(node, ast.ClassDef):
                self._read_class(node)
            elif not is_text(node) and not isinstance(node, ast.Pass):
                self._read_other(node)

    def _declare(self, node: ast.If) -> None:
        """Note what a type checker is told; the other branch is what runs."""
        statements = [s for s in node.body if isinstance(s, ast.Import | ast.ImportFrom)]
        self.declared.extend(
            module for statement in statements for _, module, _ in imports_in(statement)
        )
        self._read([s for s in node.body if s not in statements])
        self._read(node.orelse)

    def _read_other(self, node: ast.stmt) -> None:
        names = _bound_by(node)
        uses = Uses(node, dynamic=self.dynamic)
        plain = isinstance(node, (*_FUNCTIONS, ast.Assign, ast.AnnAssign)) and names
        names = names or tuple(sorted(uses.bound)) or ("",)
        part = self._part(node, uses, names, "definition" if plain else "effect")
        self.parts.append(part)
        self.seen.update(names)
        if not plain:
            self.seen.update({chain.partition(".")[0] for chain in part.chains})

    def _read_class(self, node: ast.ClassDef) -> None:
        methods = [s for s in node.body if isinstance(s, _FUNCTIONS)]
        own = Uses(*(s for s in node.body if s not in methods)).bound
        head = ast.ClassDef(
            name=node.name,
            bases=node.bases,
            keywords=node.keywords,
            decorator_list=node.decorator_list,
            body=[s for s in node.body if s not in methods],
        )
        uses = Uses(head, dynamic=self.dynamic)
        uses.bound |= {m.name for m in methods}
        part = self._part(head, uses, (node.name,), "class")
        self.parts.append(replace(part, own=tuple(sorted(own))))
        for method in methods:
            uses = Uses(method, dynamic=self.dynamic)
            uses.bound |= own | {m.name for m in methods}
            self.parts.append(self._part(method, uses, (method.name,), "method", node.name))
        self.seen.update([node.name])

    def _part(
        self, node: ast.stmt, uses: Uses, names: tuple[str, ...], kind: str, owner: str = ""
    ) -> Part:
        chains, perhaps = self._split(uses)
        code = tuple(early_code(node))
        early = Uses(*code)
        roots = {chain.partition(".")[0] for chain in early.chains}
        order = sorted((root, self.seen[root]) for root in roots if self.seen[root])
        documented = ast.dump(node)
        digest = _without_texts(documented, node)
        return Part(
            names=names,
            kind=kind,
            owner=owner,
            digest=_digest(f"{order}{digest}"),
            documented=_digest(f"{order}{documented}"),
            chains=chains,
            perhaps=perhaps,
            kinds=tuple(sorted(uses.kinds - uses.chains)),
            early=tuple(sorted(set(_calls(node, code)))),
            attributes=tuple(sorted(uses.attributes)),
            strings=tuple(sorted(s for s in uses.strings if 0 < len(s) <= _LONGEST_NAME)),
            loads=tuple(sorted(uses.loads)),
            bases=tuple(map(ast.unparse, getattr(node, "bases", ()))),
            decorators=tuple(map(ast.unparse, getattr(node, "decorator_list", ()))),
            steps=_steps(node),
            dynamic=uses.dynamic,
            acts=early.acts or (kind == "class" and any(map(_is_act, node.body))),  # type: ignore[attr-defined]
            changes=self._changes(uses),
            calls=any(map(_may_call_back, ast.walk(node))),
            computed=tuple(sorted(uses.computed)),
        )

    def _changes(self, uses: Uses) -> bool:
        """Tell whether a part changes what is not its own."""
        modules = {name for name, _, source in self.imports if not source}
        written = uses.written | (uses.told - modules)
        return "cls" in written or not self.top.isdisjoint(written - uses.bound)

    def _split(self, uses: Uses) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tell names of the module from those that may be the part's own or Python's."""
        chains, perhaps = set(), set()
        for chain in uses.chains:
            root = chain.partition(".")[0]
            if root in uses.bound or root in _KNOWN:
                perhaps.add(chain)
            else:
                chains.add(chain)
        kept = {c for c in perhaps if self.stars or c.partition(".")[0] in self.top}
        return tuple(sorted(chains)), tuple(sorted(kept))


def _bound_by(node: ast.stmt) -> tuple[str, ...]:
    """Return the names that a definition binds; nothing for other statements."""
    if isinstance(node, _FUNCTIONS):
        return (node.name,)
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    flat = [t for target in targets for t in getattr(target, "elts", [target])]
    names = [t.id for t in flat if isinstance(t, ast.Name)]
    return tuple(names) if len(names) == len(flat) else ()


def _top_names(body: Iterable[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif not is_text(node):
            yield from _bound_by(node) or Uses(node).bound


def _calls(node: ast.stmt, code: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """Yield what is called while a definition is made, and everything given to it."""
    for decorator in getattr(node, "decorator_list", ()):
        yield ast.unparse(decorator).partition("(")[0], ""
    for call in (inner for each in code for inner in ast.walk(each)):
        if isinstance(call, ast.Call):
            dotted = isinstance(call.func, ast.Name | ast.Attribute)
            called = ast.unparse(call.func) if dotted else ""
            given = Uses(*call.args, *(keyword.value for keyword in call.keywords)).chains
            yield from ((called, chain) for chain in ("", *given))


def _may_call_back(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return not (isinstance(node.func, ast.Name) and node.func.id in _KEEPING)


def _is_act(node: ast.stmt) -> bool:
    """Tell whether a statement of a class's body does more than to define."""
    usual = (ast.Assign, ast.AnnAssign, ast.ClassDef, ast.Pass, ast.Import, ast.ImportFrom)
    return not isinstance(node, usual) and not is_text(node)


def _steps(node: ast.stmt) -> tuple[str, ...] | None:
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or len(node.args.args) != 1:
        return None
    this = node.args.args[0].arg
    told = [ast.unparse(statement) for statement in node.body if not is_text(statement)]
    names = tuple(step.removeprefix(f"{this}.").removesuffix("()") for step in told)
    straight = told == [f"{this}.{name}()" for name in names]
    return names if straight and all(map(str.isidentifier, names)) else None


def _without_texts(dumped: str, node: ast.stmt) -> str:
    """Leave the bare strings out of a dumped tree, except the docstring of a class."""
    kept = node.body[:1] if isinstance(node, ast.ClassDef) else []
    for inner in _texts(node):
        if inner not in kept:
            text = ast.dump(inner)
            found = next(t for t in (f"{text}, ", f", {text}", text) if t in dumped)
            dumped = dumped.replace(found, "", 1)
    return dumped


def _texts(node: ast.AST) -> Iterator[ast.AST]:
    return (inner for inner in ast.walk(node) if is_text(inner))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
