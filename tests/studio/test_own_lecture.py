"""A lecturer's own function, own lecture and own notebook, from outside."""

import json
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp

from calcml import Function, show
from calcml.core.symbols import x
from calcml.studio.cli import main
from calcml.studio.parameters import assigned, label_of, plain_parameters, told
from calcml.studio.problems import StudioError

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def elsewhere(project: Path) -> Path:
    """Return a folder whose lecture has one scene of calcml's own."""
    (project / "lecture.toml").write_text(
        'title = "Mine"\nquality = "l"\n[[chapter]]\ntitle = "a"\nfile = "calcml:derivative"\n'
        'scenes = ["SecantToTangent"]\n'
    )
    return project


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("at", "--set takes NAME=VALUE, such as at=1/3, got 'at'"),
        ("=3", "--set takes NAME=VALUE"),
        ("at=", "--set takes NAME=VALUE"),
        ("a-t=3", "--set takes NAME=VALUE"),
        ("att=3", "has no parameter 'att': did you mean at?"),
        ("at=nan", "unknown name nan"),
        ("at=inf", "unknown name inf"),
        ("at=True", "a condition is no number"),
        ("at=1e999", "at: "),
        ("at=x", "at: "),
        ("steps=1", "steps must have between 2 and 5 items, got 1"),
        ("steps=1, -1", "steps[1] must be positive, got -1"),
        ("function=y", "function: column 1: unknown name y"),
        ("function=__import__('os').system('touch harmed')", "function: column 1: "),
        ("function=9**9**9*x", "function: "),
        ("function=" + "x+" * 5000 + "x", "a text may have 2000 characters"),
        ("function=" + "(" * 150 + "x" + ")" * 150, "function: "),
    ],
)
def test_a_bad_setting_gets_one_message(
    elsewhere: Path,
    setting: str,
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(elsewhere)
    with pytest.raises(SystemExit) as ended:
        main(["render", "SecantToTangent", "--set", setting])
    out, err = capfd.readouterr()
    assert ended.value.code == 2
    assert out == ""
    assert err.startswith("calcml: ")
    assert reason in err
    assert len(err.splitlines()) <= 4
    assert "Traceback" not in err
    assert not (elsewhere / "harmed").exists()
    assert list((elsewhere / "media" / "clips").rglob("*.mp4")) == []


def test_settings_belong_to_a_scene(calcml: Command, elsewhere: Path) -> None:  # noqa: ARG001
    assert "--set belongs to a scene" in calcml("render", "--set", "at=1").stderr
    twice = calcml("render", "SecantToTangent", "--set", "at=1", "--set", "at=2")
    assert "--set at is given twice" in twice.stderr


def test_a_plain_manim_scene_takes_no_parameters(calcml: Command) -> None:
    for scene in ("Slide", "Blink"):
        run = calcml("render", scene, "--set", "at=1")
        assert run.returncode == 2
        assert "takes no parameters, got at=1" in run.stderr


@pytest.mark.slow
def test_a_lecturers_own_function_is_rendered_and_named(calcml: Command, elsewhere: Path) -> None:
    command = ("render", "SecantToTangent", "-s", "--set", "function=sin(x)", "--set", "at=1")
    first = calcml(*command)
    assert first.returncode == 0, first.stderr
    stills = first.stdout.split()
    assert all(Path(still).name.startswith("SecantToTangent-sin-x-1-") for still in stills)
    assert all((elsewhere / still).read_bytes()[:4] == b"\x89PNG" for still in stills)
    again = calcml(*command)
    assert "is up to date" in again.stderr
    other = calcml(*command[:-1], "at=2")
    assert "is up to date" not in other.stderr
    assert not set(other.stdout.split()) & set(stills)


def test_values_follow_the_function(calcml: Command, elsewhere: Path) -> None:  # noqa: ARG001
    run = calcml(
        "values", "SecantToTangent", "--set", "function=x^3", "--set", "at=2", "--format", "json"
    )
    exact = {row["key"]: row["exact"] for row in json.loads(run.stdout)}
    assert exact["derivative.value"] == 12


def test_params_tells_type_range_value_and_what_is_derived(
    calcml: Command,
    elsewhere: Path,  # noqa: ARG001
) -> None:
    rows = {
        row["name"]: row
        for row in json.loads(calcml("params", "--format", "json").stdout)["SecantToTangent"]
    }
    assert rows["at"] == {
        "name": "at", "type": "number", "range": "any", "value": 3, "given": False,
        "derived": False,
        "help": "where the tangent touches",
    }  # fmt: skip
    assert rows["function"]["type"] == "function of x"
    own = calcml("params", "SecantToTangent", "--set", "at=1/3").stdout
    assert "1/3" in own


@pytest.mark.slow
def test_a_new_lecture_is_checked_and_renders_at_once(calcml: Command, project: Path) -> None:
    made = calcml("new", "course/my lecture")
    folder = project / "course" / "my lecture"
    assert made.returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "lecture.toml", "my_scenes.py", "slopes.py",
    ]  # fmt: skip
    checked = calcml("check", str(folder / "lecture.toml"))
    assert checked.returncode == 0, checked.stderr
    assert "all 3 scenes can be told" in checked.stderr
    rendered = calcml("lecture", str(folder / "lecture.toml"), "-ql")
    assert rendered.returncode == 0, rendered.stderr
    assert (project / rendered.stdout.strip()).stat().st_size > 10_000


def test_new_overwrites_nothing(calcml: Command, project: Path) -> None:
    (project / "mine").mkdir()
    (project / "mine" / "kept.txt").write_text("x")
    run = calcml("new", "mine")
    assert run.returncode == 2
    assert "mine is there already: choose a new folder" in run.stderr
    assert [path.name for path in (project / "mine").iterdir()] == ["kept.txt"]
    assert "is there already" in calcml("new", "mine.py").stderr
    assert "cannot write to" in calcml("new", "mine.py/x").stderr


def test_check_names_what_cannot_be_told(calcml: Command, elsewhere: Path) -> None:
    lecture = elsewhere / "lecture.toml"
    lecture.write_text(
        lecture.read_text().replace(
            '["SecantToTangent"]',
            '[\n"SecantToTangent",\n'
            '{ name = "SecantToTangent", set = { function = "|x|", at = 0 } }]',
        )
    )
    run = calcml("check")
    assert run.returncode == 2
    assert "lecture.toml, line 8, SecantToTangent" in run.stderr
    assert "1 of 2 scenes cannot be told" in run.stderr
    assert [line.split()[2] for line in run.stdout.splitlines()[1:]] == ["6", "no"]


@pytest.mark.slow
def test_show_returns_the_clip_outside_of_a_notebook(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(elsewhere)
    path = show("SecantToTangent", function=Function(x**3, x), at=Fraction(1, 2))
    assert path.read_bytes()[4:8] == b"ftyp"
    with pytest.raises(StudioError, match="has no parameter 'rate'"):
        show("SecantToTangent", rate=1)
    with pytest.raises(StudioError, match="there is no scene 'Secant'"):
        show("Secant")


def test_parameters_are_plain_data() -> None:
    given = plain_parameters(
        {"a": 0.1, "b": Fraction(1, 3), "c": Function(x**2 - 1, x), "d": (1, sp.pi / 4), "e": "x"}
    )
    assert given["a"] == "0.1"
    assert given["b"] == "1/3"
    assert given["d"] == [1, "pi/4"]
    assert Function.parse(str(given["c"]), x) == Function(x**2 - 1, x)
    assert json.loads(json.dumps(given)) == given


@pytest.mark.parametrize(
    "value", [True, None, float("nan"), float("inf"), {"a": 1}, object(), 1j, b"x", {1, 2}]
)
def test_what_is_no_parameter_is_refused(value: object) -> None:
    with pytest.raises(StudioError, match=r"^at: "):
        plain_parameters({"at": value})


def test_lists_are_bounded() -> None:
    with pytest.raises(StudioError, match="a list may have 200 items"):
        plain_parameters({"at": [0] * 201})
    with pytest.raises(StudioError, match="lie in 3 others"):
        plain_parameters({"at": [[[[[1]]]]]})


def test_labels_differ_whenever_parameters_do() -> None:
    texts = ["sin(x)", "sin x", "sin/x", "../../x", "x" * 500, "∫", "a\0b"]
    labels = [label_of("Scene", {"function": text}) for text in texts]
    assert len(set(labels)) == len(texts)
    for label in labels:
        assert len(label) < 60
        assert set(label) <= set(
            "ScenABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"
        )
        assert ".." not in label


def test_told_parameters_are_read_back() -> None:
    given = assigned(["function=sin(x)", "steps=2, 1", "at = -1/3"])
    assert assigned(told({key: value}) for key, value in given.items()) == given
