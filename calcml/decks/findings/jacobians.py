"""Findings about the Jacobian: its entries, its shape and the ways to write it."""

import sympy as sp

from calcml.core.functions import Function, VectorFunction
from calcml.core.gradients import gradient
from calcml.core.jacobians import jacobian
from calcml.core.symbols import h, x, y, z
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula, slope_by_limit

# What the slides print.
EXAMPLE = VectorFunction((x**2 * y, 5 * x + sp.sin(y)), (x, y))
EXAMPLE_JACOBIAN = sp.ImmutableMatrix([[2 * x * y, x**2], [5, sp.cos(y)]])


def slide_shape(variables: int, components: int) -> tuple[int, int]:
    """Return the shape that the slide gives the Jacobian of a map from ℝⁿ to ℝᵐ.

    Parameters
    ----------
    variables, components : int
        n and m.

    Returns
    -------
    tuple of int
        Rows and columns.
    """
    return variables, components


_TO_SPACE = VectorFunction((x * y, x + y, x**2), (x, y))
_FROM_SPACE = VectorFunction((x * y * z, x + sp.sin(z)), (x, y, z))
_MAPS = (_TO_SPACE, _FROM_SPACE, EXAMPLE)


def _by_limits(f: VectorFunction) -> sp.ImmutableMatrix:
    """Fill entry by entry: component i, variable j, the limit of a difference quotient."""
    rows = [[slope_by_limit(c, v) for v in f.variables] for c in f.components]
    return sp.ImmutableMatrix(rows)


def _columns(f: VectorFunction) -> sp.ImmutableMatrix:
    """Put the derivatives of the whole vector by each variable side by side."""
    vector = sp.Matrix([c.expression for c in f.components])
    return sp.ImmutableMatrix(sp.Matrix.hstack(*(vector.diff(v) for v in f.variables)))


def _gradients(f: VectorFunction) -> list[sp.Matrix]:
    """Return the gradient of each component as a column."""
    return [sp.Matrix([s.expression for s in gradient(c).components]) for c in f.components]


def _transposed_and_stacked(gradients: list[sp.Matrix]) -> sp.ImmutableMatrix:
    return sp.ImmutableMatrix(sp.Matrix.vstack(*(g.T for g in gradients)))


def _alike(first: sp.ImmutableMatrix, second: sp.ImmutableMatrix) -> bool:
    return first.shape == second.shape and all(map(same_formula, first, second))


def _is_full_matrix(f: VectorFunction) -> bool:
    return _alike(jacobian(f).exact, _by_limits(f))


def _is_written_three_ways(f: VectorFunction) -> bool:
    return _is_full_matrix(f) and all(
        _alike(form, jacobian(f).exact)
        for form in (_columns(f), _transposed_and_stacked(_gradients(f)))
    )


def _shown(shape: tuple[int, int]) -> str:
    return f"{shape[0]} × {shape[1]}"


@finding("A-140")
def the_jacobian_needs_columns() -> Finding:
    """Transpose and stack the gradients as the Jacobian's slide does: they have to be columns."""
    columns = _gradients(_TO_SPACE)
    rows = [column.T for column in columns]
    return Finding(
        stated=[list(row) for row in rows] == [list(column) for column in columns],
        corrected=_alike(_transposed_and_stacked(columns), jacobian(_TO_SPACE).exact),
        readings={
            "a column, transposed and stacked": _shown(_transposed_and_stacked(columns).shape),
            "a row, transposed and stacked": _shown(_transposed_and_stacked(rows).shape),
        },
        computed={
            "shape of the Jacobian of (xy, x + y, x²)": _shown(jacobian(_TO_SPACE).shape),
            "entries of its gradients": sum(map(len, columns)),
        },
    )


@finding("A-147")
def matrix_of_all_slopes() -> Finding:
    """Find every component's slope by every variable as a limit: together they are the Jacobian."""
    return Finding(
        stated=all(map(_is_full_matrix, _MAPS)),
        computed={
            "entries for (xy, x + y, x²)": len(jacobian(_TO_SPACE).exact),
            "entries for (xyz, x + sin z)": len(jacobian(_FROM_SPACE).exact),
        },
    )


def _takes_displacements(f: VectorFunction) -> bool:
    """Tell whether the matrix times a displacement is how fast the components change along it."""
    n = len(f.variables)
    at, way = range(1, n + 1), sp.Matrix(range(2, n + 2))
    line = {v: p + h * d for v, p, d in zip(f.variables, at, way, strict=True)}
    rates = [Function(c.expression.subs(line), h).derivative().exact(0) for c in f.components]
    return all(map(same_formula, jacobian(f, at).exact * way, rates))


@finding("A-148")
def rows_are_components() -> Finding:
    """Count rows and columns: with m components and n variables the slide's n × m is the wrong way.

    The square example of the other deck cannot show it.
    """
    shapes = {f: (len(f.variables), len(f.components)) for f in _MAPS}
    return Finding(
        stated=all(jacobian(f).shape == slide_shape(n, m) for f, (n, m) in shapes.items()),
        corrected=all(jacobian(f).shape == (m, n) for f, (n, m) in shapes.items())
        and all(map(_takes_displacements, _MAPS)),
        computed={
            "shape for f: ℝ² → ℝ³": _shown(jacobian(_TO_SPACE).shape),
            "rows of it": jacobian(_TO_SPACE).shape[0],
            "columns of it": jacobian(_TO_SPACE).shape[1],
            "slide's shape": _shown(slide_shape(*shapes[_TO_SPACE])),
            "shape for f: ℝ² → ℝ²": _shown(jacobian(EXAMPLE).shape),
        },
    )


@finding("A-149")
def component_first_variable_second() -> Finding:
    """Look an entry up by its indices: row i is the component, column j the variable."""
    matrix = jacobian(_TO_SPACE).exact
    return Finding(
        stated=all(
            same_formula(jacobian(f).exact[i, j], slope_by_limit(c, v))
            for f in _MAPS
            for i, c in enumerate(f.components)
            for j, v in enumerate(f.variables)
        ),
        computed={"J₁₂ of (xy, x + y, x²)": str(matrix[0, 1]), "J₂₁": str(matrix[1, 0])},
    )


@finding("A-150")
def columns_rows_and_entries() -> Finding:
    """Build the matrix from columns, from transposed gradients and from entries, for three maps."""
    columns, rows = _columns(_TO_SPACE), _gradients(_TO_SPACE)
    return Finding(
        stated=all(map(_is_written_three_ways, _MAPS)),
        computed={
            "first column for (xy, x + y, x²)": str(list(columns[:, 0])),
            "first row": str(list(rows[0])),
        },
    )


@finding("A-151")
def an_entry_is_not_the_matrix() -> Finding:
    """Compare a single entry with the matrix that the slide sets it equal to."""
    matrices = [jacobian(f).exact for f in _MAPS]
    whole = [sp.ImmutableMatrix(*m.shape, lambda i, j, m=m: m[i, j]) for m in matrices]
    return Finding(
        stated=all(sp.ImmutableMatrix([[entry]]) == m for m in matrices for entry in m),
        narrowed=all(map(_alike, whole, matrices)),
        corrected=all(map(_is_written_three_ways, _MAPS)),
        computed={
            "shape of the entry J₁₂": _shown(sp.ImmutableMatrix([[matrices[0][0, 1]]]).shape),
            "shape of the matrix": _shown(matrices[0].shape),
        },
    )


@finding("A-152")
def transposed_gradients_are_rows() -> Finding:
    """Transpose the gradient of each component: a row, and the Jacobian's row of that number."""
    rows = {f: [column.T for column in _gradients(f)] for f in _MAPS}
    return Finding(
        stated=all(
            row.rows == 1 and _alike(sp.ImmutableMatrix(row), jacobian(f).exact[i, :])
            for f in _MAPS
            for i, row in enumerate(rows[f])
        ),
        computed={
            "shape of ∇ᵀ(xy)": _shown(rows[_TO_SPACE][0].shape),
            "∇ᵀ(xy)": str(list(rows[_TO_SPACE][0])),
        },
    )


@finding("B-18")
def first_order_slopes_only() -> Finding:
    """Fill the matrix from limits at a point, for three maps: the Jacobian there."""
    places = {f: tuple(range(1, len(f.variables) + 1)) for f in _MAPS}
    return Finding(
        stated=all(
            _alike(
                jacobian(f, at).exact,
                _by_limits(f).subs(dict(zip(f.variables, at, strict=True))),
            )
            for f, at in places.items()
        ),
        computed={"entries for f: ℝ² → ℝ²": len(jacobian(EXAMPLE).exact)},
    )


@finding("B-19")
def three_ways_to_write_it() -> Finding:
    """Build the example's matrix from columns, transposed gradients and entries; m counts rows."""
    return Finding(
        stated=all(map(_is_written_three_ways, (EXAMPLE, _FROM_SPACE))),
        computed={
            "m for f: ℝ³ → ℝ²": jacobian(_FROM_SPACE).shape[0],
            "n": jacobian(_FROM_SPACE).shape[1],
        },
    )


@finding("B-20")
def value_of_the_example() -> Finding:
    """Insert points into both components, exactly and in doubles."""
    at = (1, 0)
    value = EXAMPLE.exact(*at)
    return Finding(
        stated=EXAMPLE.shape == (2, 2) and list(map(float, value)) == EXAMPLE(*at).tolist(),
        computed={"f₁(1, 0)": value[0], "f₂(1, 0)": value[1]},
    )


@finding("B-21")
def jacobian_of_the_example() -> Finding:
    """Compare the four entries on the slide with rules and limits."""
    there = jacobian(EXAMPLE, (2, sp.pi)).exact
    return Finding(
        stated=_alike(jacobian(EXAMPLE).exact, EXAMPLE_JACOBIAN)
        and _alike(_by_limits(EXAMPLE), EXAMPLE_JACOBIAN),
        computed={
            "J at (1, 0)": str(jacobian(EXAMPLE, (1, 0)).exact.tolist()),
            "∂f₁/∂x at (2, π)": there[0, 0],
            "∂f₁/∂y at (2, π)": there[0, 1],
            "∂f₂/∂x at (2, π)": there[1, 0],
            "∂f₂/∂y at (2, π)": there[1, 1],
        },
    )
