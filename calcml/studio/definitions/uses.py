"""What a piece of code uses: names, attributes, strings and modules, read off its syntax tree.

Where in doubt more is taken: a use too many renders a scene again, one too few would show an
old picture.
"""

import ast
from collections.abc import Iterable, Iterator

__all__ = ["DYNAMIC", "Uses", "early_code", "imports_in", "is_text"]

DYNAMIC = frozenset({
    "__import__", "compile", "eval", "exec", "exec_module", "f_globals", "__globals__", "globals",
    "import_module", "iter_modules", "reload", "run_module", "run_path",
    "spec_from_file_location", "walk_packages",
})  # fmt: skip
"""Names of what reaches code or names in ways that the syntax does not show."""
_ONLY_BARE = frozenset({"compile", "eval", "exec"})  # `re.compile` is something else
_BY_NAME = frozenset({
    "attrgetter", "delattr", "dir", "getattr", "getmembers", "hasattr", "methodcaller",
    "setattr", "vars",
})  # fmt: skip
_CHANGES = frozenset({
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem",
    "register", "remove", "reverse", "setdefault", "sort", "update",
})  # fmt: skip
_ACTS = ("add_", "config", "install", "patch", "register", "set", "update", "use")
_CHAINS = (ast.Attribute, ast.Name)
_PAIR = 2
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

Import = tuple[str, str, str]
"""Name bound, module with leading dots, attribute or nothing for the module itself."""


def is_text(node: ast.AST) -> bool:
    """Tell whether a statement is a bare string, which does nothing."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def imports_in(node: ast.Import | ast.ImportFrom) -> Iterator[Import]:
    """Yield what an import statement binds, and where from; ``*`` for a star.

    Parameters
    ----------
    node : ast.Import or ast.ImportFrom

    Yields
    ------
    Import
    """
    if isinstance(node, ast.Import):
        for name in node.names:
            first = name.name.partition(".")[0]
            yield name.asname or first, name.name if name.asname else first, ""
    else:
        module = "." * node.level + (node.module or "")
        for name in node.names:
            yield name.asname or name.name, module, name.name


def early_code(node: ast.stmt) -> Iterable[ast.AST]:
    """Return what of a definition runs when its module is imported.

    Parameters
    ----------
    node : ast.stmt
        A statement of a module or of a class.

    Returns
    -------
    iterable of ast.AST
        Decorators and defaults of a function, everything but bodies of methods of a class.
    """
    if isinstance(node, _FUNCTIONS):
        defaults = (*node.args.defaults, *filter(None, node.args.kw_defaults))
        return (*node.decorator_list, *defaults, *(n for n in _annotations(node) if _calls(n)))
    if isinstance(node, ast.ClassDef):
        inner = (code for statement in node.body for code in early_code(statement))
        return (*node.decorator_list, *node.bases, *(k.value for k in node.keywords), *inner)
    return (node,)


def _annotations(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    for argument in (*every, node.args.vararg, node.args.kwarg):
        if argument is not None and argument.annotation is not None:
            yield argument.annotation
    if node.returns is not None:
        yield node.returns


def _calls(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Call) for inner in ast.walk(node))


class Uses:
    """Everything that some code mentions.

    Attributes
    ----------
    chains : set of str
        Dotted names as written, such as ``derivative.SecantToTangent``.
    kinds : set of str
        Dotted names that it only asks for by ``isinstance``.
    bound : set of str
        Names that it binds itself.
    attributes : set of str
        Attributes of whatever object, those named by a string to ``getattr`` included.
    strings : set of str
    loads : set of (str, str)
        Modules that it imports, with what it takes from them; ``?`` for anything.
    imports : list of Import
        The names that this binds.
    dynamic : bool
        Whether it reaches names or modules that cannot be seen.
    computed : set of str
        Names of the objects whose attributes it takes by a name that cannot be seen; ``*`` for
        an object without a name, such as ``type(self)``.
    written, told : set of str
        Names whose items or attributes it changes; names that it tells to change, which may be
        modules with a function of such a name.
    acts : bool
        Whether it calls something of a library that by its name changes a state.
    """

    def __init__(self, *nodes: ast.AST, dynamic: frozenset[str] = DYNAMIC) -> None:
        self.chains: set[str] = set()
        self.kinds: set[str] = set()
        self.bound: set[str] = set()
        self.attributes: set[str] = set()
        self.strings: set[str] = set()
        self.loads: set[tuple[str, str]] = set()
        self.imports: list[Import] = []
        self.computed: set[str] = set()
        self.written: set[str] = set()
        self.told: set[str] = set()
        self.dynamic = self.acts = False
        self._words = dynamic
        waiting: list[tuple[ast.AST, bool]] = [(node, False) for node in nodes]
        while waiting:
            node, inside = waiting.pop()
            waiting.extend(self._see(node, inside))

    def _see(self, node: ast.AST, inside: bool) -> Iterator[tuple[ast.AST, bool]]:  # noqa: FBT001
        """Note one node; yield the nodes below, and whether a function's body is around them."""
        if isinstance(node, ast.Attribute | ast.Name):
            yield from ((below, inside) for below in self._chain(node))
            return
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                self.strings.add(node.value)
            return
        if isinstance(node, ast.Call) and self._imported(node):
            return
        if isinstance(node, ast.Call) and self._asked(node):
            yield node.args[0], inside
            return
        self._note(node)
        below = inside or isinstance(node, (*_FUNCTIONS, ast.Lambda))
        yield from ((child, below) for child in self._below(node, inside))

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._import(node)
        elif isinstance(node, ast.Global):
            self.written.update(node.names)
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            self._write(node)
        for name in ("name", "rest", "arg"):  # functions, handlers, patterns, parameters
            bound = getattr(node, name, None)
            if isinstance(bound, str) and not isinstance(node, ast.keyword | ast.alias):
                self.bound.add(bound)

    @staticmethod
    def _below(node: ast.AST, inside: bool) -> Iterable[ast.AST]:  # noqa: FBT001
        """Leave out annotations that nobody evaluates, or evaluates to no effect."""
        if isinstance(node, ast.arg):
            return [node.annotation] if node.annotation and _calls(node.annotation) else []
        if isinstance(node, ast.AnnAssign) and inside:
            return filter(None, [node.target, node.value])
        if isinstance(node, _FUNCTIONS) and node.returns and not _calls(node.returns):
            return (child for child in ast.iter_child_nodes(node) if child is not node.returns)
        return ast.iter_child_nodes(node)

    def _chain(self, node: ast.Attribute | ast.Name) -> Iterator[ast.AST]:
        names: list[str] = []
        writes = not isinstance(node.ctx, ast.Load)
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            names.append(root.attr)
            root = root.value
        self.attributes.update(names)
        self.dynamic |= not self._words.isdisjoint({*names} - _ONLY_BARE)
        if "__dict__" in names:
            self.computed.add(root.id if isinstance(root, ast.Name) else "*")
        if not isinstance(root, ast.Name):
            yield root
            return
        if writes and not names:
            self.bound.add(root.id)
            return
        if writes:
            self.written.add(root.id)
        chain = ".".join((root.id, *reversed(names)))
        self.dynamic |= root.id in self._words or chain.startswith("sys.modules")
        self.chains.add(chain)

    def _write(self, node: ast.expr) -> None:
        while isinstance(node, ast.Subscript | ast.Attribute):
            node = node.value
        if isinstance(node, ast.Name):
            self.written.add(node.id)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        self.imports.extend(imports_in(node))
        for name in node.names:
            if isinstance(node, ast.Import):
                self.loads.add((name.name, ""))
            else:
                self.loads.add(("." * node.level + (node.module or ""), name.name))

    def _asked(self, node: ast.Call) -> bool:
        """Note the classes that something is only compared with: none is made by that."""
        if not (isinstance(node.func, ast.Name) and node.func.id == "isinstance"):
            return False
        classes = Uses(*node.args[1:])
        texts = {ast.unparse(n) for n in ast.walk(node.args[-1]) if isinstance(n, _CHAINS)}
        if len(node.args) != _PAIR or not classes.chains <= texts:
            return False
        self.kinds |= classes.chains
        return True

    def _imported(self, node: ast.Call) -> bool:
        """Note an import by a name that can be read; its module may be used in any way."""
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        first = node.args[0] if len(node.args) == 1 and not node.keywords else None
        if name not in {"import_module", "__import__"} or not isinstance(first, ast.Constant):
            return False
        self.loads.add((str(first.value), "?"))
        return True

    def _call(self, node: ast.Call) -> None:
        function = node.func
        name = str(getattr(function, "attr", "") or getattr(function, "id", ""))
        if isinstance(function, ast.Attribute):
            self.acts |= isinstance(function.value, ast.Name) and name.startswith(_ACTS)
            if name in _CHANGES:
                if isinstance(function.value, ast.Name):
                    self.told.add(function.value.id)
                else:
                    self._write(function.value)
        if name not in _BY_NAME or not node.args:
            return
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        self.attributes.update(text for text in texts if isinstance(text, str))
        first = node.args[0]
        seen = len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
        if name in {"attrgetter", "methodcaller"}:
            self.computed.update([] if isinstance(first, ast.Constant) else ["*"])
            self.attributes.update(part for t in texts for part in str(t).split("."))
        elif isinstance(first, ast.Name) and not seen:
            self.computed.add(first.id)
        elif not seen and not (isinstance(first, ast.Attribute) and first.attr != "__class__"):
            self.computed.add("*")
