"""A scene computes nothing: its file holds no value, only layout and time."""

import ast

import pytest

from tests.scene_files import FILES

FORBIDDEN = ("numpy", "sympy", "math", "cmath", "random", "decimal", "fractions", "calcml.core")

# Numbers that say how long, how large or where on the canvas, never what.
LAYOUT_KEYWORDS = {
    "buff", "run_time", "lag_ratio", "scale", "scale_factor", "opacity", "width", "height", "gap",
    "x", "y", "radius", "stroke_width", "stroke_opacity", "fill_opacity", "shift", "leading",
    "corner_radius", "start", "size", "shares", "azimuth", "elevation", "zoom", "thickness",
    "dash_length", "spacing", "duration", "factor", "levels_width", "grown", "drawn", "path_arc",
    "time_width", "z_index", "tip_length", "perspective", "margin", "share", "aside", "shape",
    "rows",
}  # fmt: skip
LAYOUT_CALLS = {
    "wait", "inset", "padded", "rows", "columns", "rooms", "split", "trio", "bands", "beside",
    "scale", "shift", "set_opacity", "set_z_index",
    "set_stroke", "set_fill", "arrange", "next_to", "stretch", "space_out_submobjects", "show",
}  # fmt: skip
DIRECTIONS = {"UP", "DOWN", "LEFT", "RIGHT", "UL", "UR", "DL", "DR"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_scene_file_imports_manim_lessons_and_stage_only(path):
    for node in ast.walk(ast.parse(path.read_text())):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or "", *(f"{node.module}.{a.name}" for a in node.names)]
        for module in modules:
            assert not any(module == f or module.startswith(f"{f}.") for f in FORBIDDEN), module


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_scene_file_holds_no_value(path):
    found = list(values(ast.parse(path.read_text()), layout=False))
    assert found == []


def values(node, *, layout):
    """Yield line and text of every number that is neither layout nor time, and digits in text."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or node.value is None or node.value is Ellipsis:
            return
        if isinstance(node.value, int | float | complex) and not layout:
            yield node.lineno, repr(node.value)
        if isinstance(node.value, str) and holds_a_number(node.value):
            yield node.lineno, repr(node.value)
        return
    for name, child in children(node):
        yield from values(child, layout=layout or is_layout(node, name))


def children(node):
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield name, child


def is_layout(node, name):
    if isinstance(node, ast.keyword):
        return node.arg in LAYOUT_KEYWORDS
    if isinstance(node, ast.Call) and name == "args":
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        return called in LAYOUT_CALLS
    if isinstance(node, ast.Subscript):
        return name == "slice"
    if isinstance(node, ast.BinOp):
        return any(isinstance(side, ast.Name) and side.id in DIRECTIONS
                   for side in (node.left, node.right))  # fmt: skip
    return False


def holds_a_number(text):
    """Tell whether a text holds digits without being an entry's key."""
    is_key = all(part.isidentifier() or part.isdigit() for part in text.split("."))
    return any(c.isdigit() for c in text) and not is_key


@pytest.mark.parametrize(
    ("code", "clean"),
    [
        ("self.play(a, run_time=1.4)", True),
        ("self.readout('secant.slope.2')", True),
        ("rows[0].shift(0.2 * UP)", True),
        ("self.step.set_value(0.5)", False),
        ("slope = 2 * h", False),
        ("self.label('x = 3')", False),
        ("dot.move_to([1, 2, 0])", False),
    ],
)
def test_the_rule_itself_tells_values_from_layout(code, clean):
    assert (list(values(ast.parse(code), layout=False)) == []) is clean
