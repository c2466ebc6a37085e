"""``calcml claims``: tables, everything about a claim, plain data, messages."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from calcml.decks.claims import DeckClaim
from calcml.decks.findings import Finding
from calcml.studio.claim_rows import told_number
from calcml.studio.cli import main
from calcml.studio.commands import claims as module

TRUE = DeckClaim(
    id="A-001", slide="A3", title="A truth", statement="One is one.", formula="1 = 1",
    scene="LimitZoom", entries=("LimitZoom:limit", "LimitZoom:epsilon"),
)  # fmt: skip
FALSE = replace(
    TRUE, id="A-002", title="A mistake", statement="One is two.", entries=(),
    correction="One is one.", correction_formula="1 = 1", proof="1 is less than 2.",
)  # fmt: skip
OPEN = replace(
    TRUE, id="B-01", slide="B7", title="An open question", scene="SecantToTangent",
    choice="The first.", note="By the way.", entries=(),
)  # fmt: skip

FINDINGS = {
    "A-001": lambda: Finding(stated=True, computed={"half": Fraction(1, 2), "pole": float("inf")}),
    "A-002": lambda: Finding(stated=False, corrected=True, computed={"root": sp.sqrt(2)}),
    "B-01": lambda: Finding(stated=True, readings={"once": 1, "twice": (1, sp.true)}),
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return the command on three claims: exit code, output, messages."""
    monkeypatch.setattr(module, "read_claims", lambda: (TRUE, FALSE, OPEN))
    monkeypatch.setattr("calcml.decks.findings.FINDINGS", FINDINGS)

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(["claims", *arguments])
        written = capsys.readouterr()
        return int(str(end.value.code)), written.out, written.err

    return command


def no_literal(name: str) -> None:
    raise AssertionError(f"strict JSON has no {name}")


def test_a_line_per_claim_and_the_counts(run: Run) -> None:
    code, out, err = run()
    assert code == 0
    head, true, false, open_ = out.splitlines()
    assert head.split()[:3] == ["id", "slide", "verdict"]
    assert true.split(maxsplit=3) == ["A-001", "A3", "confirmed", "One is one."]
    assert false.split(maxsplit=3) == ["A-002", "A3", "wrong", "One is two. → One is one."]
    assert open_.split()[:3] == ["B-01", "B7", "ambiguous"]
    assert err == "3 claims: 1 confirmed, 1 ambiguous, 1 wrong\n"


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--verdict", "wrong"), ["A-002"]),
        (("--deck", "B"), ["B-01"]),
        (("--scene", "LimitZoom"), ["A-001", "A-002"]),
        (("--scene", "LimitZoom", "--verdict", "confirmed"), ["A-001"]),
        (("--deck", "A", "--verdict", "ambiguous"), []),
        (("b-01", "A-001"), ["A-001", "B-01"]),
    ],
)
def test_claims_are_chosen(run: Run, arguments: tuple[str, ...], ids: list[str]) -> None:
    code, out, err = run(*arguments, "--format", "json")
    assert code == 0
    assert [row["id"] for row in json.loads(out)] == ids
    assert err.startswith(f"{len(ids)} claim{'s' * (len(ids) != 1)}")


def test_everything_about_a_claim(run: Run) -> None:
    _, out, _ = run("A-002", "B-01")
    first, second = out.split("\n\n")
    lines = [line.split(maxsplit=1) for line in first.splitlines()]
    assert lines == [
        ["A-002", "A mistake"],
        ["slide", "A3"],
        ["verdict", "wrong"],
        ["says", "One is two."],
        ["formula", "1 = 1"],
        ["instead", "One is one."],
        ["formula", "1 = 1"],
        ["because", "1 is less than 2."],
        ["scene", "LimitZoom"],
        ["computed", "root: sqrt(2) ≈ 1.41421"],
    ]
    assert "reading  twice: 1, True" in second
    assert "choice   The first." in second
    assert "note     By the way." in second


def test_claims_are_strict_json(run: Run) -> None:
    _, out, _ = run("--format", "json")
    true, false, open_ = json.loads(out, parse_constant=no_literal)
    assert true["computed"] == {"half": "1/2", "pole": None}
    assert true["entries"] == ["LimitZoom:limit", "LimitZoom:epsilon"]
    assert (false["verdict"], false["proof"]) == ("wrong", "1 is less than 2.")
    assert open_["computed"] == {"once": 1, "twice": [1, True]}


def test_claims_are_rfc_4180_csv(run: Run) -> None:
    _, out, _ = run("--format", "csv")
    assert out.count("\r\n") == 4
    true, _, open_ = csv.DictReader(io.StringIO(out, newline=""))
    assert true["entries"] == "LimitZoom:limit LimitZoom:epsilon"
    assert json.loads(open_["computed"]) == {"once": 1, "twice": [1, True]}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("A-01",), "there is no claim 'A-01': did you mean A-001?"),
        (("nonsense",), "there is no claim 'nonsense': did you mean "),
        (("--verdict", "wrnog"), "there is no verdict 'wrnog': did you mean wrong?"),
        (("--verdict", "q"), "choose from confirmed, imprecise, ambiguous, wrong"),
        (("--scene", "LimitZom"), "there is no scene 'LimitZom': did you mean LimitZoom?"),
        (("--deck", "C"), "there is no deck 'C': choose from A, B"),
        (("--format", "xml"), "'xml' is not one of 'table', 'json', 'csv'"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) <= 2


def test_a_terminal_gets_folded_sentences(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calcml.studio.tables.sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "48")
    _, out, _ = run("--verdict", "wrong")
    assert len(out.splitlines()) > 2
    assert max(map(len, out.splitlines())) <= 48


def test_a_terminal_sees_how_far_it_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calcml.studio.commands.claims.sys.stderr.isatty", lambda: True)
    _, out, err = run("--deck", "A")
    assert out.count("\n") == 3
    assert "computing  [" in err
    assert err.endswith("2 claims: 1 confirmed, 1 wrong\n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (6, "6"),
        (sp.Integer(6), "6"),
        (Fraction(-4, 625), "-4/625 = -0.0064"),
        (sp.Rational(1, 3), "1/3 ≈ 0.333333"),
        (sp.pi, "pi ≈ 3.14159"),
        (sp.oo, "oo"),
        (0.1 + 0.2, "0.30000000000000004"),
        (sp.false, "False"),
        (None, "–"),
        ((Fraction(1, 2), "x"), "1/2 = 0.5, x"),
        (Fraction(1, 2**40), "1/1099511627776 ≈ 9.09495e-13"),
    ],
)
def test_numbers_are_told_exactly_and_readably(value: object, text: str) -> None:
    assert told_number(value) == text


def test_help_imports_no_mathematics() -> None:
    script = (
        "import sys\nfrom calcml.studio.cli import main\n"
        "try:\n    main(['claims', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'sympy', 'numpy', 'manim'} & set(sys.modules)), file=sys.stderr)\n"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)  # noqa: PLW1510 - asserted
    assert shown.stderr == "[]\n"
    assert "calcml claims --verdict wrong" in shown.stdout


def test_the_claims_of_this_repository_are_told() -> None:
    command = [sys.executable, "-m", "calcml.studio.cli", "claims", "A-187", "B-29"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "computed  steps at η = 0.99: 263" in shown.stdout
    assert "(19/25, 37/250)" in shown.stdout
    assert shown.stderr == "2 claims: 1 imprecise, 1 ambiguous\n"
