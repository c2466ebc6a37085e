"""The command as users and scripts see it: output, messages, exit codes."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from calcml.studio.cli import COMMANDS
from calcml.studio.cli import calcml as group

Command = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


def no_literal(name: str) -> None:
    raise AssertionError(f"strict JSON has no {name}")


def test_help_lists_every_command_and_examples(calcml: Command) -> None:
    shown = calcml("--help")
    assert shown.returncode == 0
    assert all(f"  {name} " in shown.stdout for name in COMMANDS)
    assert "Examples:" in shown.stdout
    assert calcml("--version").stdout.startswith("calcml, version ")
    assert calcml().returncode == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(name: str) -> None:
    context = group.make_context("calcml", [name], resilient_parsing=True)
    command = group.get_command(context, name)
    assert command is not None
    lines = command.get_help(context).splitlines()
    rest = lines[lines.index("  Examples:") + 1 :]
    examples = rest[: rest.index("")] if "" in rest else rest
    assert examples
    assert all(line.startswith(f"    calcml {name}") for line in examples)


@pytest.mark.parametrize(
    ("arguments", "foreign"),
    [
        (["--help"], {"manim", "sympy", "numpy", "av", "rich"}),
        (["render", "--help"], {"manim", "sympy"}),
        (["list"], {"manim"}),
        (["values"], {"manim"}),
    ],
)
def test_what_is_not_needed_is_not_imported(
    project: Path, arguments: list[str], foreign: set[str]
) -> None:
    script = (
        "import sys\nfrom calcml.studio.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print('imported:', sorted({foreign!r} & set(sys.modules)), file=sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=project, capture_output=True, text=True, check=True
    )
    assert run.stderr.endswith("imported: []\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["render", "Slid"], "there is no scene 'Slid': did you mean Slide?"),
        (["values", "Nothing"], "there is no scene 'Nothing': choose from Slide, Blink"),
        (["rendr"], "there is no command 'rendr': did you mean render?"),
        (["lecture", "none.toml"], "there is no lecture file none.toml"),
        (["list", "-f", "none.toml"], "there is no lecture file none.toml"),
        (["render", "-o", "mine.py/x"], "cannot write to mine.py/x: Not a directory"),
        (["lecture", "-o", "mine.py/x"], "cannot write to mine.py/x: Not a directory"),
        (["render", "-q", "x"], "'x' is not one of 'l', 'm', 'h', 'p', 'k'"),
        (["render", "-j", "0"], "0 is not in the range x>=1"),
    ],
)
def test_what_cannot_be_done_is_told_shortly(
    calcml: Command, project: Path, arguments: list[str], told: str
) -> None:
    run = calcml(*arguments)
    assert run.returncode == 2
    assert told in run.stderr
    assert run.stderr.startswith("calcml: ")
    assert len(run.stderr.splitlines()) <= 3
    assert run.stdout == ""
    assert not (project / "media" / "lecture").exists()


def test_a_list_has_a_line_per_scene(calcml: Command) -> None:
    head, slide, blink = calcml("list").stdout.splitlines()
    assert head.split()[:4] == ["chapter", "no.", "scene", "length"]
    assert slide.split() == ["Moving", "1.1", "Slide", "?", "A1", "A", "dot", "slides."]
    assert blink.split() == ["Moving", "Blink", "?", "A", "dot", "appears."]


def test_what_a_lesson_works_out_of_itself_is_listed_too(calcml: Command, project: Path) -> None:
    file = project / "numbers_of_mine.py"
    worked_out = '@property\n    def number(self):\n        return f"{self.at:g}.1"'
    file.write_text(file.read_text().replace('number = "1.1"', worked_out))
    assert calcml("list").stdout.splitlines()[1].split()[:3] == ["Moving", "0.5.1", "Slide"]


def test_values_are_strict_json(calcml: Command) -> None:
    rows = json.loads(calcml("values", "--format", "json").stdout, parse_constant=no_literal)
    assert [(row["scene"], row["key"], row["value"]) for row in rows] == [
        ("Slide", "half", 0.5),
        ("Slide", "pole", None),
    ]
    everything = json.loads(calcml("values", "--all", "--format", "json").stdout)
    assert [row["key"] for row in everything] == ["half", "pole", "axes.x.0"]
    assert json.loads(calcml("values", "Blink", "--format", "json").stdout) == []


def test_values_are_rfc_4180_csv(project: Path) -> None:
    command = [sys.executable, "-m", "calcml.studio.cli", "values", "--format", "csv"]
    raw = subprocess.run(command, cwd=project, capture_output=True, check=True).stdout.decode()
    assert raw.count("\r\n") == 3
    assert '"says ""hello"", twice"' in raw
    rows = list(csv.DictReader(io.StringIO(raw, newline="")))
    assert [row["value"] for row in rows] == ["0.5", ""]


def test_values_are_a_table_by_default(calcml: Command) -> None:
    lines = calcml("values", "Slide").stdout.splitlines()
    assert lines[0] == "Slide"
    assert lines[2].split()[:2] == ["half", "0.5"]


def test_a_closed_pipe_is_no_drama(project: Path) -> None:
    command = [sys.executable, "-m", "calcml.studio.cli", "values"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.mark.parametrize("arguments", [["list"], ["values", "--all", "--format", "json"]])
def test_the_lecture_in_this_repository_is_told(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "calcml.studio.cli", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    if arguments[-1] == "json":
        rows = json.loads(run.stdout, parse_constant=no_literal)
        assert all(row["formula"] and row["source"] and row["shown"] for row in rows)
    assert "SecantToTangent" in run.stdout
