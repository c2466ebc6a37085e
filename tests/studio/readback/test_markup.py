"""What a sidecar has typeset is text and mathematics; a program is never run."""

import json
from pathlib import Path

import pytest

from calcml.stage.text import plain_preamble, words
from calcml.studio.problems import StudioError
from calcml.studio.readback.markup import fault_of_preamble, fault_of_source
from calcml.studio.readback.typesetting import Spot, template

PROGRAMS = (
    '#read("/etc/passwd")', '#read("clip.json")', '#import "@preview/cetz:0.3.0"',
    '#include "other.typ"', "#while true {}", "#{ while true {} }", "#let x = 1", "#x", "#(1 + 1)",
    "#for i in range(9999999) [a]", '#image("a.png")', '#plugin("a.wasm")', "#panic()",
    '$#read("a")$', 'a #eval("1") b', "#[a]", "#set page(width: 9999999pt)", "#show: it => it",
    # Behind what is allowed.
    '#strong[a].func()(read("a"))[b]', '#strong[a](read("a"))[b]', "#strong[a][b]",
    '#raw("a").func()', '#raw("a")(1)', '#raw(read("a"))', '#raw("a", block: true)',
    '#box(width: 9pt, align(center)[a]).func()(read("a"))[b])',
    "#box(width: calc.pow(9, 9)*1pt, align(center)[a])", "#strong[#strong[#x]]",
    '#box(width: 9pt, align(center)[a], fill: read("a"), align(center)[b])',
    '#box(width: 9pt, align(left)[a]).func()(read("a"))[b])',
    '#box(width: 9pt, align(center)[a] ).func()(read("a"))[b])',
    '#box(width: 9pt, align(center)[// $\n], fill: read("a"), [ // $\n])',
    '#strong[`$`].func()(read("a"))[`$`]', '#strong[$x$ ].func()(read("a"))[ $y$]',
    '#strong[\\$].func()(read("a"))[\\$]', '#strong[$"$"$].func()(read("a"))[$"$"$]',
    '#ra#strong[w("a")]', "\\\\#x", '#raw("a\\\\").func()("b")',
)  # fmt: skip


@pytest.mark.parametrize("source", PROGRAMS)
def test_a_program_is_refused(source):
    assert fault_of_source(source)


@pytest.mark.parametrize(
    "source",
    [
        "", "plain words", "$x^2 + 3$", "\\# is a number sign", "#strong[Doubling $3$]",
        '#raw("    x = [1, 2]  # a \\"list\\"")', '$q = #raw("0.1")$', "$[0, 1](x)$",
        "#box(width: 210.532pt, align(center)[two lines, $(0, 1]$ and \\] so on.])",
        '#strong[$"a]b" in [0, 1)$ and $]0, 1[$]',
        "#box(width: 90pt, align(center)[#strong[both]])",
    ],
)  # fmt: skip
def test_what_calcml_writes_is_taken(source):
    assert fault_of_source(source) == ""
    assert template(plain_preamble(), source, Spot(0, 0, 80, 40, (5, 30), 14.0)).shape == (40, 80)


def test_what_the_stage_writes_is_taken():
    written = (
        words("a $3$", em=0.3, bold=True), words("a b c", em=0.3, width=2.0),
        words("a", em=0.3, bold=True, width=2.0),
        words("a b c", em=0.3, width=2.0, centred=False), words("a $3$ \\ b", em=0.3, width=2.0),
    )  # fmt: skip
    assert [fault_of_source(text.source) for text in written] == [""] * 5
    assert fault_of_preamble(plain_preamble()) == ""


@pytest.mark.parametrize("source", [each for each in PROGRAMS if "set page" not in each])
def test_a_program_is_no_preamble_either(source):
    assert fault_of_preamble(f"{plain_preamble()}{source}")


@pytest.mark.parametrize(
    "line",
    [
        "#let ink(it) = read(it)", "#let ink = 3", '#set text(font: read("a"))',
        "#set page(background: image(1))", "#show raw: it => it", "#show math.equation: it => { }",
        "#set text(size: 100pt) #x", "plain words", '#set text(font: "#x")',
    ],
)  # fmt: skip
def test_a_preamble_only_sets_pages_and_texts(line):
    assert fault_of_preamble(line).startswith("the preamble must only set pages and texts, got ")


def test_a_text_of_a_novels_length_is_refused():
    assert fault_of_source("a" * 5000) == "a text must have at most 4000 characters, got 5000"


def test_typst_reads_no_file_even_if_it_were_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("secret.txt").write_text("secret")
    for path in ("secret.txt", str(tmp_path / "secret.txt"), "/etc/passwd"):
        with pytest.raises(StudioError, match="cannot be typeset"):
            template("", f"#read({json.dumps(path)})", Spot(0, 0, 80, 40, (5, 30), 14.0))


def test_what_is_no_typst_is_refused_with_its_beginning():
    with pytest.raises(StudioError, match=r"a text cannot be typeset, \$x: "):
        template("", "$x", Spot(0, 0, 80, 40, (5, 30), 14.0))
