"""A change draws those beats again that it can be seen in, and no others."""

import shutil
from pathlib import Path

import pytest

from calcml.studio.catalogue import SceneCard
from calcml.studio.fingerprint import beat_keys, beats_of, scene_key
from calcml.studio.quality import QUALITIES

FILES = {
    "manim.cfg": "[CLI]\n",
    "scenes/first.py": '''
"""The first chapter."""
from manim import DOWN, LEFT, Dot, FadeIn, Scene

import lessons
from base import Told
from everything import *
from helper import FACTOR, shifted as moved
from package import exported
from telling import beat

SPEED = 1
UNUSED = 2


class Plain(Scene):
    """A dot moves."""

    def construct(self):
        # A comment.
        self.play(FadeIn(Dot()), run_time=SPEED)
        self.show(lessons.Small().value)

    def show(self, value):
        """Show a value."""
        self.add(moved(value))

    def left_over(self):
        self.add(UNUSED)

    def tear_down(self):
        self.remove(DOWN)


class Beats(Told):
    """Three beats."""

    lesson = lessons.Half()

    def construct(self):
        """Tell."""
        self.begin()
        self.go_on()
        self.end()

    @beat
    def begin(self):
        self.draw(FACTOR)

    @beat
    def go_on(self):
        self.draw(exported)
        self.turn()

    @beat
    def end(self):
        self.add(starred(), LEFT)
        self.turn()

    def draw(self, what):
        self.add(what)

    def turn(self):
        self.rotate = 1


class Inherits(Told):
    """The beats of its base."""

    shade = 1
''',
    "scenes/second.py": '''
"""The second chapter."""
import importlib
from pathlib import Path

import manim as m
import numpy as np

import lessons
from base import Told
from registry import TABLE

NAMES = ("one", "two")


class Data(m.Scene):
    """Reads tables."""

    def construct(self):
        folder = Path(__file__).parent
        self.add(np.loadtxt(folder / "points.csv"), lessons.tables(folder))


class Computed(m.Scene):
    """Calls its methods by names that are put together, and what has registered."""

    def construct(self):
        for name in NAMES:
            getattr(self, f"show_{name}")()
        TABLE["extra"](self)

    def show_one(self):
        self.add(1)

    def show_two(self):
        self.add(2)


class Loads(m.Scene):
    """Imports what its name says."""

    def construct(self):
        self.add(importlib.import_module(f"chapter_{len(NAMES)}"))
''',
    "scenes/base.py": '''
from manim import Scene
from telling import beat

GROUND = 0


class Told(Scene):
    """A scene with beats."""

    def construct(self):
        self.open_up()
        self.close_up()

    def setup(self):
        self.add(GROUND)

    @beat
    def open_up(self):
        self.add(1)

    @beat
    def close_up(self):
        self.add(2)
''',
    "scenes/telling.py": """
def beat(method):
    def told(scene):
        scene.next_section(method.__name__)
        method(scene)
    return told
""",
    "scenes/lessons.py": '''
from dataclasses import dataclass

from helper import scale

DEPTH = 3
ROOM = 4


@dataclass(frozen=True)
class Small:
    """Few."""

    at: float = 1.0

    @property
    def value(self):
        """The value."""
        return scale(self.at) + ROOM


@dataclass
class Half:
    """A half."""

    at: float = 0.5
    depth: int = DEPTH


def tables(folder, ending=".dat"):
    return [folder / f"{name}{ending}" for name in ("a", "b")]
''',
    "scenes/helper.py": """
FACTOR = 2
BASE = 10


def scale(value, by=BASE):
    return value * by


def shifted(value, by=1, *, up=FACTOR):
    return value + by * up
""",
    "scenes/package/__init__.py": "from package.inner import exported, other\n",
    "scenes/package/inner.py": "exported = 1\nother = 2\n",
    "scenes/everything.py": "def starred():\n    return 1\n\n\ndef idle():\n    return 2\n",
    "scenes/registry.py": """
from functools import partial

TABLE = {}


def registered(name):
    def keep(function):
        TABLE[name] = function
        return function
    return keep


@registered("extra")
def extra(scene):
    scene.add(1)


def plain(scene):
    scene.add(2)
""",
    "scenes/chapter_2.py": "X = 1\n",
    "scenes/points.csv": "1\n",
    "scenes/a.dat": "1\n",
    "scenes/other.csv": "1\n",
}  # fmt: skip

SCENES = {
    "first.py": ("Plain", "Beats", "Inherits"),
    "second.py": ("Data", "Computed", "Loads"),
}
BEATS = {"Beats.begin", "Beats.go_on", "Beats.end"}
INHERITED = {"Inherits.open_up", "Inherits.close_up"}
SECOND = {"Data", "Computed", "Loads"}
ALL = {"Plain", *BEATS, *INHERITED, *SECOND}

ROWS = [
    # What nobody runs, and what is no code.
    ("first.py", "# A comment.", "# Another.\n", set()),
    ("first.py", "UNUSED = 2", "UNUSED = 3", set()),
    ("first.py", "self.add(UNUSED)", "self.add(DOWN)", set()),
    ("first.py", '"""Tell."""', '"""Tell it."""', set()),
    ("first.py", '"""Show a value."""', "", set()),
    ("first.py", '"""The first chapter."""', "", set()),
    ("lessons.py", '"""The value."""', '"""A value."""', set()),
    ("everything.py", "return 2", "return 3", set()),
    ("package/inner.py", "other = 2", "other = 3", set()),
    ("registry.py", "scene.add(2)", "scene.add(3)", set()),
    ("other.csv", "1", "2", set()),
    # A scene's docstring is shown; so may a lesson's be.
    ("first.py", '"""A dot moves."""', '"""A dot is moved."""', {"Plain"}),
    ("lessons.py", '"""Few."""', '"""Some."""', {"Plain"}),
    # Constants of the module, default arguments, parameters, data: what Manim's cache misses.
    ("first.py", "SPEED = 1", "SPEED = 2", {"Plain"}),
    ("lessons.py", "ROOM = 4", "ROOM = 5", {"Plain"}),
    ("lessons.py", "DEPTH = 3", "DEPTH = 4", {*BEATS}),
    ("lessons.py", "at: float = 0.5", "at: float = 0.6", {*BEATS}),
    ("helper.py", "BASE = 10", "BASE = 11", {"Plain"}),
    ("helper.py", "by=1", "by=2", {"Plain"}),
    ("helper.py", "FACTOR = 2", "FACTOR = 3", {"Plain", *BEATS}),
    ("points.csv", "1", "2", {"Data"}),
    ("a.dat", "1", "2", {"Data"}),
    ("lessons.py", 'ending=".dat"', 'ending=".csv"', {"Data"}),
    # What is told later cannot change what was shown before.
    ("first.py", "self.draw(FACTOR)", "self.draw(2 * FACTOR)", BEATS),
    ("first.py", "self.draw(exported)", "self.draw(-exported)", {"Beats.go_on", "Beats.end"}),
    ("first.py", "self.add(starred(), LEFT)", "self.add(starred())", {"Beats.end"}),
    ("package/inner.py", "exported = 1", "exported = 3", {"Beats.go_on", "Beats.end"}),
    ("package/__init__.py", "exported, other", "other as exported", {"Beats.go_on", "Beats.end"}),
    ("everything.py", "return 1", "return 3", {"Beats.end"}),
    ("first.py", "self.rotate = 1", "self.rotate = 2", {"Beats.go_on", "Beats.end"}),
    ("first.py", "self.add(what)", "self.add(what, what)", BEATS),
    ("first.py", "DOWN, LEFT", "DOWN, RIGHT as LEFT", {"Beats.end"}),
    ("first.py", "self.end()\n", "", {"Beats.end"}),
    # What Manim calls by itself, and what is inherited.
    ("first.py", "self.remove(DOWN)", "self.remove()", {"Plain"}),
    ("base.py", "GROUND = 0", "GROUND = 1", {*BEATS, *INHERITED}),
    ("base.py", "self.add(1)", "self.add(3)", INHERITED),
    ("base.py", "self.add(2)", "self.add(3)", {"Inherits.close_up"}),
    ("telling.py", "method(scene)\n", "method(scene), 1\n", {*BEATS, *INHERITED}),
    # Names put together, registries, modules by name.
    ("second.py", "self.add(1)", "self.add(3)", {"Computed"}),
    ("second.py", '("one", "two")', '("two", "one")', {"Computed"}),
    ("registry.py", "scene.add(1)", "scene.add(3)", {"Data", "Computed"}),
    ("chapter_2.py", "X = 1", "X = 2", set()),
    ("second.py", "import numpy as np", "import scipy as np", {"Data"}),
    ("../manim.cfg", "[CLI]", "[CLI]\nfps = 1", ALL),
]

LAZY = """
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lazy.one import wanted


def __getattr__(name):
    return getattr(import_module("lazy.one"), name)
"""


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store in which outlines of files are kept, whichever project they are of."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def project(tmp_path: Path, store: Path) -> Path:
    """Return a folder with two chapters of three scenes."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media/.calcml").symlink_to(store)
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "scenes"


def card(folder: Path, file: str, name: str) -> SceneCard:
    return SceneCard(name=name, chapter="c", file=folder / file, sentence="s", lesson=None)


def keys(folder: Path) -> dict[str, str]:
    found = {}
    for file, names in SCENES.items():
        for name in names:
            told = beat_keys(card(folder, file, name), QUALITIES["l"], "dark")
            found.update({f"{name}.{beat}".strip("."): key for beat, key in told.items()})
    return found


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    ROWS,
    ids=lambda v: "" if isinstance(v, set) else str(v)[:24],
)
def test_a_change_changes_these_keys(
    project: Path, file: str, old: str, new: str, expected: set[str]
) -> None:
    before = keys(project)
    text = (project / file).read_text()
    assert old in text
    (project / file).write_text(text.replace(old, new, 1))
    after = keys(project)
    everything = {"Loads"} if file.endswith((".py", "a.dat", "points.csv")) else set()
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed - everything == expected - everything
    assert everything <= changed


def test_keys_are_the_same_wherever_the_project_lies(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "elsewhere/scenes")
    shutil.copy(tmp_path / "manim.cfg", tmp_path / "elsewhere")
    assert keys(tmp_path / "elsewhere/scenes") == keys(project)


CUSTOM = """
from manim import Scene
{head}

class Mine(Scene):
    def construct(self):
        {body}

    def show_it(self):
        self.add(0.5)
"""

Edit = tuple[str, str]
Case = tuple[str, str, dict[str, str], str, Edit, Edit | None]

SMALL: list[Case] = [
    # A module that finds its names when asked, and says where for type checkers.
    (
        "from lazy import wanted", "self.add(wanted)",
        {"lazy/__init__.py": LAZY, "lazy/one.py": "wanted = 1\nother = 1\n"},
        "lazy/one.py", ("wanted = 1", "wanted = 2"), ("other = 1", "other = 2"),
    ),
    # The same without saying: anything in its folder.
    (
        "from lazy import wanted", "self.add(wanted)",
        {"lazy/__init__.py": LAZY[LAZY.index("def"):], "lazy/one.py": "x = 1\n"},
        "lazy/one.py", ("x = 1", "x = 2"), None,
    ),
    # A module given away as a whole.
    (
        "import tool", "self.add(vars(tool))", {"tool.py": "x = 1\n"},
        "tool.py", ("x = 1", "x = 2"), None,
    ),
    # A call on import whose result is kept, but which changes a table of others.
    (
        "from table import TABLE\nimport filler", "self.add(TABLE)",
        {"table.py": "TABLE = []\n\ndef put(x):\n    TABLE.append(x)\n    return x\n",
         "filler.py": "from table import put\nA = put(1)\nB = str(1)\n"},
        "filler.py", ("put(1)", "put(2)"), ("str(1)", "str(2)"),
    ),
    # A class that is found without being named.
    (
        "from base import Base\nimport more", "self.add(Base.__subclasses__())",
        {"base.py": "class Base:\n    pass\n",
         "more.py": "from base import Base\n\nclass More(Base):\n    x = 1\n"},
        "more.py", ("x = 1", "x = 2"), None,
    ),
    # Two definitions of one name, and the order of effects.
    (
        "from tool import X", "self.add(X)", {"tool.py": "X = 1\nX = 3\nY = 1\n"},
        "tool.py", ("X = 1\nX = 3\n", "X = 3\nX = 1\n"), ("Y = 1", "Y = 2"),
    ),
    # Imports inside functions, relative ones, and modules beside each other.
    (
        "", "from pack.sub import deep; self.add(deep.f())",
        {"pack/__init__.py": "", "pack/sub/__init__.py": "",
         "pack/sub/deep.py": "from ..low import g\n\ndef f():\n    return g\n",
         "pack/low.py": "g = 1\nh = 1\n"},
        "pack/low.py", ("g = 1", "g = 2"), ("h = 1", "h = 2"),
    ),
    # An import by a name that can be read.
    (
        "from importlib import import_module", "self.add(import_module('tool'))",
        {"tool.py": "x = 1\n", "other.py": "x = 1\n"},
        "tool.py", ("x = 1", "x = 2"), None,
    ),
    # Somebody reads docstrings.
    (
        "import tool", "self.add(tool.f.__doc__)",
        {"tool.py": 'def f():\n    """One."""\n'}, "tool.py", ("One", "Two"), None,
    ),
    # A name that cannot be found: anything in the file.
    (
        "import tool", "self.add(tool.made_up, nothing)", {"tool.py": "x = 1\n"},
        "tool.py", ("x = 1", "x = 2"), None,
    ),
    # A circle of imports and names.
    (
        "import one", "self.add(one.f())",
        {"one.py": "from two import *\nimport two\n\ndef f():\n    return two.g()\n",
         "two.py": "import one\n\ndef g(x=1):\n    return one.f, x\n\ndef h(y=1):\n    pass\n"},
        "two.py", ("x=1", "x=2"), ("y=1", "y=2"),
    ),
    # A class that something is compared with, but of which there is no object.
    (
        "import tool", "self.add(isinstance(tool.f(), (tool.T, int)))",
        {"tool.py": "class T:\n    x = 1\n\ndef f():\n    return 2\n"},
        "tool.py", ("return 2", "return 3"), ("x = 1", "x = 2"),
    ),
    # A class that decides itself what belongs to it.
    (
        "import tool", "self.add(isinstance(1, tool.T))",
        {"tool.py": "from typing import Protocol\n\nclass T(Protocol):\n    x = 1\n"},
        "tool.py", ("x = 1", "y = 1"), None,
    ),
    # What a star gives depends on what is offered.
    (
        "from tool import *", "self.add(f)", {"tool.py": "__all__ = ['f']\nf = 1\ng = 1\n"},
        "tool.py", ("['f']", "['g']"), ("g = 1", "g = 2"),
    ),
    # Methods found in the class by its own list of them.
    (
        "", "[m(self) for n, m in vars(type(self)).items() if n.startswith('show')]",
        {"tool.py": ""}, "mine.py", ("0.5", "0.6"), None,
    ),
    # Methods found through what Python or the library calls.
    (
        "import tool", "self.add(tool.T() + 1)",
        {"tool.py": "class T:\n    def __add__(self, other):\n        return 1\n\nU = 1\n"},
        "tool.py", ("return 1", "return 2"), ("U = 1", "U = 2"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case[1])
def test_what_is_reached_counts(tmp_path: Path, store: Path, case: Case) -> None:
    (tmp_path / "manim.cfg").touch()  # the project ends here
    (tmp_path / "media").mkdir()
    (tmp_path / "media/.calcml").symlink_to(store)
    head, body, files, file, seen, unseen = case
    mine = tmp_path / "mine.py"
    mine.write_text(CUSTOM.format(head=head, body=body))
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    def key() -> str:
        return scene_key(card(tmp_path, "mine.py", "Mine"), QUALITIES["l"], "dark")

    before, text = key(), (tmp_path / file).read_text()
    if unseen:
        (tmp_path / file).write_text(text.replace(*unseen))
        assert key() == before
    (tmp_path / file).write_text(text.replace(*seen))
    assert key() != before


def test_a_new_file_that_an_import_finds_counts(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(CUSTOM.format(head="import tool", body="tool.x"))
    mine = card(tmp_path, "mine.py", "Mine")
    before = scene_key(mine, QUALITIES["l"], "dark")
    (tmp_path / "tool.py").write_text("x = 1\n")
    assert scene_key(mine, QUALITIES["l"], "dark") != before


def test_all_scenes_have_their_beats(project: Path) -> None:
    assert set(keys(project)) == ALL
    assert beats_of(card(project, "first.py", "Beats")) == ("begin", "go_on", "end")
    assert beats_of(card(project, "first.py", "Plain")) == ()
