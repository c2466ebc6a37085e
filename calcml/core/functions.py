"""Functions as formulas: one SymPy expression from which everything else comes.

The NumPy callable, Python's own value, the exact value, the derivative and the typeset form
are all derived from the same expression, so they cannot disagree.
"""

import keyword
import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike

from calcml.core.decimals import Number, exact
from calcml.core.domains import discontinuities, natural_domain
from calcml.core.errors import InvalidArgument, OutsideDomain, UnsupportedFunction
from calcml.core.parsing import parse_components, parse_formula
from calcml.core.types import FloatArray
from calcml.core.typesetting import typst

__all__ = ["Function", "VectorFunction", "checked_function", "checked_vector_function"]

_DEEPEST = 100
"""More nested levels would exhaust the stack of SymPy's and Python's own recursions."""

_POWER = sp.Function("varying_power", real=True)
_REAL_POWER = sp.Function("real_power", real=True)
_REMAINDER = sp.Function("remainder", real=True)
_STEPS = (sp.sign, sp.Heaviside, sp.floor, sp.ceiling)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")


def _varying_power(base: float, exponent: float) -> float:
    if base <= 0:
        raise ValueError
    return base**exponent


def _real_power(base: float, exponent: float) -> float:
    if base < 0:  # Python would go on with a complex number, which abs makes real again
        raise ValueError
    return base**exponent


def _varying_powers(base: FloatArray, exponent: FloatArray) -> FloatArray:
    return np.where(np.greater(base, 0), np.power(base, exponent), np.nan)


# What Python's math module lacks and SymPy's printer asks for by name.
_PYTHON_NAMES: dict[str, Any] = {
    "sec": lambda v: 1 / math.cos(v),
    "csc": lambda v: 1 / math.sin(v),
    "cot": lambda v: 1 / math.tan(v),
    "sech": lambda v: 1 / math.cosh(v),
    "csch": lambda v: 1 / math.sinh(v),
    "coth": lambda v: 1 / math.tanh(v),
    "Heaviside": lambda v, at_zero=0.5: at_zero if v == 0 else float(v > 0),
    "varying_power": _varying_power,
    "real_power": _real_power,
    "remainder": operator.mod,
}


def _elementwise(function: Callable[[float], float]) -> Callable[[FloatArray], FloatArray]:
    def value(number: float) -> float:
        try:
            return function(number)
        except (ArithmeticError, ValueError):
            return math.nan

    return np.vectorize(value, otypes=[np.float64])


# What NumPy lacks and Python has.
_NUMPY_NAMES: dict[str, Callable[..., FloatArray]] = {
    name: _elementwise(getattr(math, name)) for name in ("erf", "erfc", "gamma")
}
_NUMPY_NAMES["varying_power"] = _varying_powers
_NUMPY_NAMES["real_power"] = np.power
_NUMPY_NAMES["remainder"] = np.mod


@dataclass(frozen=True)
class Function:
    """A real function of n variables, given by one formula.

    Attributes
    ----------
    expression : sympy.Expr
        The formula, in the variables and in nothing else; its floats are read as decimals.
    variables : tuple of sympy.Symbol, length n
        The variables in order, as real symbols. A single symbol may be given bare.

    Raises
    ------
    InvalidArgument
        If the formula is text or not an expression, or nested more than 100 levels deep, or a
        variable is missing, doubled or badly named.

    Notes
    -----
    A power whose exponent varies means ``exp(exponent * log(base))``: it has a value only where
    its base is positive, so x**x has none at 0. Where the exponent is a constant the rules of
    algebra hold, and x**0 is 1 everywhere.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> f = Function(x**2, x)
    >>> f(3.0), f.exact(0.1), f.derivative().expression
    (9.0, 1/100, 2*x)
    """

    expression: sp.Expr
    variables: tuple[sp.Symbol, ...]

    def __post_init__(self) -> None:
        variables = _checked_variables(self.variables)
        real = {v: sp.Symbol(v.name, real=True) for v in variables}
        formula = _checked_expression(self.expression).xreplace(real)
        unknown = formula.free_symbols - set(real.values())
        if unknown:
            raise InvalidArgument(
                f"a formula may use its variables only, got {formula} with "
                f"{', '.join(sorted(s.name for s in unknown))} besides "
                f"{', '.join(v.name for v in variables)}"
            )
        object.__setattr__(self, "expression", formula)
        object.__setattr__(self, "variables", tuple(real.values()))

    @classmethod
    def parse(cls, text: str, variables: Any = None) -> "Function":
        """Read a formula as people type it; nothing in the text is ever executed.

        Parameters
        ----------
        text : str
            Such as ``"x^2"``, ``"2x sin(3x)"`` or ``"|x|"``: `calcml.core.parsing` has the grammar.
        variables : sympy.Symbol, iterable of sympy.Symbol, or str, optional
            In order; as a text, ``"x, y"``. Without it the only variable in the text, or of
            x, y and z as many as the text has; x for a constant.

        Returns
        -------
        Function

        Raises
        ------
        FormulaError
            If the text is no formula of these variables, with the place and what would be.

        Examples
        --------
        >>> f = Function.parse("2x^2 - 1/3")
        >>> f.expression, f.exact(0.1)
        (2*x**2 - 1/3, -47/150)
        """
        return cls(*parse_formula(text, variables))

    @property
    def arity(self) -> int:
        """The number of variables, n."""
        return len(self.variables)

    @property
    def variable(self) -> sp.Symbol:
        """The only variable of a function of one variable.

        Raises
        ------
        InvalidArgument
            If there is more than one.
        """
        if self.arity != 1:
            raise InvalidArgument(
                f"a function of one variable is needed, got {self.expression} of {self.arity}"
            )
        return self.variables[0]

    def __call__(self, *coordinates: ArrayLike) -> Any:
        """Evaluate in doubles.

        Parameters
        ----------
        *coordinates : float or array_like
            One per variable; arrays are broadcast against each other.

        Returns
        -------
        float or FloatArray
            For plain numbers the value as Python's own arithmetic gives it, bit for bit; for
            arrays NumPy's, of the broadcast shape.

        Raises
        ------
        OutsideDomain
            If a value is not a finite real number.
        InvalidArgument
            If the number of coordinates is wrong, or one is not a finite number.
        """
        self._check_count(coordinates)
        if all(isinstance(c, float) or _is_bare(c) for c in coordinates):
            return self._python_value(*(_finite_float(c) for c in coordinates))
        arrays = _arrays(coordinates)
        if not all(np.isfinite(a).all() for a in arrays):
            raise InvalidArgument("every coordinate must be a finite number, got nan or inf")
        values, doubtful = self._numpy_values(arrays)
        if not np.isfinite(values).all():
            raise OutsideDomain(
                f"every point must lie in the domain, but {self.expression} has no finite value "
                f"at {np.count_nonzero(~np.isfinite(values))} of {values.size} points"
            )
        if doubtful:  # NumPy's atan(1/0) is finite: Python looks again, point by point
            for point in np.column_stack([a.ravel() for a in arrays]).tolist():
                self._python_value(*point)
        return values

    def raw(self, *coordinates: ArrayLike) -> FloatArray:
        """Evaluate on arrays, leaving gaps where there is no value; for sampling only.

        Parameters
        ----------
        *coordinates : array_like
            One per variable, broadcast against each other.

        Returns
        -------
        FloatArray
            Of the broadcast shape, with nan where the function is undefined and ±inf at
            overflow. At a single point where a part divides by zero, IEEE arithmetic may go on
            to a finite value: atan(1/x) is π/2 at 0.

        Raises
        ------
        InvalidArgument
            If a coordinate is no array of numbers, or the shapes do not fit together.
        UnsupportedFunction
            If the formula contains a function that neither NumPy nor Python has.
        """
        self._check_count(coordinates)
        return self._numpy_values(_arrays(coordinates))[0]

    def exact(self, *coordinates: Number) -> sp.Expr:
        """Evaluate exactly; floats are read as decimals.

        Parameters
        ----------
        *coordinates : int, float, Fraction, Decimal or sympy.Expr
            One per variable.

        Returns
        -------
        sympy.Expr
            A finite real constant.

        Raises
        ------
        OutsideDomain
            If there is no finite real value at the point.
        """
        self._check_count(coordinates)
        point = {v: exact(c) for v, c in zip(self.variables, coordinates, strict=True)}
        try:
            value = _placed(self.expression, point).doit()
        except (ValueError, ArithmeticError, TypeError):  # as Max of a pole and Mod of zero do
            value = sp.nan
        if not _is_finite_real(value):
            where = ", ".join(f"{v} = {c}" for v, c in point.items())
            raise OutsideDomain(
                f"the point must lie in the domain, but {self.expression} has no finite real "
                f"value at {where}"
            )
        return value

    def precise(self, *coordinates: Number, digits: int = 50) -> sp.Float:
        """Evaluate the exact value to many digits.

        Parameters
        ----------
        *coordinates : int, float, Fraction, Decimal or sympy.Expr
            One per variable.
        digits : int, default 50
            Significant decimal digits.

        Returns
        -------
        sympy.Float
        """
        return sp.Float(self.exact(*coordinates).evalf(digits), digits)

    def derivative(self, *variables: sp.Symbol) -> "Function":
        """Differentiate the formula, once by each variable named.

        Parameters
        ----------
        *variables : sympy.Symbol
            In the order of differentiation; none means the only variable.

        Returns
        -------
        Function
            Of the same variables. It is the derivative wherever that exists; whether it exists
            at a point is what `calcml.derivative` decides.

        Raises
        ------
        InvalidArgument
            If a variable is not one of the function's.
        """
        formula = self.expression
        for variable in [self._own(v) for v in variables] or [self.variable]:
            formula = _differentiated(formula, variable)
        return Function(formula, self.variables)

    def fix(self, values: Mapping[sp.Symbol, Number]) -> "Function":
        """Hold some variables constant.

        Parameters
        ----------
        values : mapping of sympy.Symbol to number
            The variables to hold and where; floats are read as decimals.

        Returns
        -------
        Function
            Of the variables left, at least one.

        Raises
        ------
        InvalidArgument
            If a variable is not one of the function's, or none would be left.
        OutsideDomain
            If the function has no value there, whatever the variables left.
        """
        held = {self._own(v): exact(c) for v, c in values.items()}
        left = tuple(v for v in self.variables if v not in held)
        try:
            return Function(_placed(self.expression, held), left)
        except (ArithmeticError, TypeError) as error:
            where = ", ".join(f"{v} = {c}" for v, c in held.items())
            raise OutsideDomain(
                f"the variables must be held in the domain, but {self.expression} has no real "
                f"value where {where}"
            ) from error

    @cached_property
    def typst(self) -> str:
        """The formula as Typst mathematics."""
        return typst(self.expression)

    @cached_property
    def domain(self) -> sp.Set:
        """The largest set of reals where the formula has a real value (one variable)."""
        return natural_domain(self.expression, self.variable)

    @cached_property
    def discontinuities(self) -> sp.Set:
        """The points where the function jumps, has a pole or a hole (one variable)."""
        return discontinuities(self.expression, self.variable)

    @cached_property
    def _numpy(self) -> Callable[..., Any]:
        return _compiled(self.expression, self.variables, in_numpy=True)

    @cached_property
    def _python(self) -> Callable[..., Any]:
        return _compiled(self.expression, self.variables, in_numpy=False)

    def _numpy_values(self, arrays: tuple[FloatArray, ...]) -> tuple[FloatArray, bool]:
        """Return the values, and whether a part of the formula had none on the way."""
        mishaps: list[str] = []
        record: Any = {"divide": "call", "invalid": "call", "call": lambda k, _: mishaps.append(k)}
        with np.errstate(all="ignore", **record):
            try:
                values = np.asarray(self._numpy(*arrays))
            except (NameError, TypeError) as error:
                raise self._unknown() from error
        if np.iscomplexobj(values):
            values = np.where(values.imag == 0, values.real, np.nan)
        full = np.broadcast_to(values.astype(np.float64), arrays[0].shape).copy()
        return full, bool(mishaps)

    def _unknown(self) -> UnsupportedFunction:
        return UnsupportedFunction(
            f"doubles are known of elementary functions, erf and gamma, got {self.expression}; "
            "rewrite the formula with those"
        )

    def _python_value(self, *point: float) -> float:
        try:
            value = self._python(*point)
        except (ArithmeticError, ValueError, TypeError):  # a case distinction may lead to None
            value = None
        except NameError as error:
            raise self._unknown() from error
        if value is None or isinstance(value, complex) or not math.isfinite(value):
            where = ", ".join(f"{v} = {c!r}" for v, c in zip(self.variables, point, strict=True))
            raise OutsideDomain(
                f"the point must lie in the domain, but {self.expression} has no finite value "
                f"at {where}"
            )
        return float(value)

    def _own(self, variable: sp.Symbol) -> sp.Symbol:
        for own in self.variables:
            if own.name == getattr(variable, "name", None):
                return own
        names = ", ".join(v.name for v in self.variables)
        raise InvalidArgument(f"the variable must be one of {names}, got {variable!r}")

    def _check_count(self, coordinates: tuple[object, ...]) -> None:
        if len(coordinates) != self.arity:
            raise InvalidArgument(
                f"one coordinate per variable is needed ({self.arity}), got {len(coordinates)}"
            )


def checked_function(f: Any) -> Function:
    """Insist that an argument is a function.

    Parameters
    ----------
    f : Function
        What a caller gave.

    Returns
    -------
    Function
        The same.

    Raises
    ------
    InvalidArgument
        If it is anything else, such as a bare expression.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> checked_function(Function(2 * x, x)).expression
    2*x
    """
    if isinstance(f, Function):
        return f
    raise InvalidArgument(f"a Function is needed, got {_described(f)}")


@dataclass(frozen=True)
class VectorFunction:
    """A function from n variables to m components.

    Attributes
    ----------
    components : tuple of Function, length m
        Given as expressions or as functions of the same variables.
    variables : tuple of sympy.Symbol, length n

    Examples
    --------
    >>> from calcml.core.symbols import x, y
    >>> F = VectorFunction((x * y, x + y, x**2), (x, y))
    >>> F.shape, F(2.0, 3.0).tolist()
    ((3, 2), [6.0, 5.0, 4.0])
    """

    components: tuple[Function, ...]
    variables: tuple[sp.Symbol, ...]

    def __post_init__(self) -> None:
        variables = _checked_variables(self.variables)
        parts = tuple(
            Function(getattr(c, "expression", c), variables) for c in _as_tuple(self.components)
        )
        if not parts:
            raise InvalidArgument("at least one component is needed, got none")
        object.__setattr__(self, "components", parts)
        object.__setattr__(self, "variables", parts[0].variables)

    @classmethod
    def parse(cls, text: str, variables: Any = None) -> "VectorFunction":
        """Read components with commas between them, each as `Function.parse` reads a formula.

        Parameters
        ----------
        text : str
            Such as ``"x y, x + y, x^2"``, with or without brackets around it.
        variables : sympy.Symbol, iterable of sympy.Symbol, or str, optional
            In order; without it as many of x, y and z as the text has.

        Returns
        -------
        VectorFunction

        Raises
        ------
        FormulaError
            If a component is no formula of these variables.

        Examples
        --------
        >>> VectorFunction.parse("(x y, x + y, x^2)").shape
        (3, 2)
        """
        return cls(*parse_components(text, variables))

    @property
    def shape(self) -> tuple[int, int]:
        """Components and variables, (m, n): the shape of the Jacobian."""
        return len(self.components), len(self.variables)

    def __call__(self, *coordinates: float) -> FloatArray:
        """Evaluate all components in doubles.

        Parameters
        ----------
        *coordinates : float or array_like
            One per variable.

        Returns
        -------
        FloatArray, shape (m,) or (m, ...)
            One entry per component.

        Raises
        ------
        OutsideDomain
            If a component has no finite value there.
        """
        return np.array([f(*coordinates) for f in self.components], dtype=np.float64)

    def exact(self, *coordinates: Number) -> tuple[sp.Expr, ...]:
        """Evaluate all components exactly; floats are read as decimals.

        Parameters
        ----------
        *coordinates : int, float, Fraction, Decimal or sympy.Expr
            One per variable.

        Returns
        -------
        tuple of sympy.Expr, length m
        """
        return tuple(f.exact(*coordinates) for f in self.components)


def checked_vector_function(f: Any) -> VectorFunction:
    """Insist that an argument is a function with components.

    Parameters
    ----------
    f : VectorFunction
        What a caller gave.

    Returns
    -------
    VectorFunction
        The same.

    Raises
    ------
    InvalidArgument
        If it is anything else, such as a `Function`.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> checked_vector_function(VectorFunction((x, 2 * x), x)).shape
    (2, 1)
    """
    if isinstance(f, VectorFunction):
        return f
    raise InvalidArgument(f"a VectorFunction is needed, got {_described(f)}")


def _described(value: Any) -> str:
    if isinstance(value, Function):
        return f"the Function {value.expression}; give its components and variables"
    if isinstance(value, VectorFunction):
        return "a VectorFunction; take one of its components"
    if isinstance(value, sp.Expr):
        return f"the bare expression {value}; name its variables, as in Function(x**2, x)"
    return repr(value)


@lru_cache(maxsize=1024)
def _compiled(
    expression: sp.Expr, variables: tuple[sp.Symbol, ...], *, in_numpy: bool
) -> Callable[..., Any]:
    """Return a formula as a Python function; many functions share one formula."""
    # Dummies, so that no name of a caller's symbol ever becomes source text.
    dummies = [sp.Dummy(f"v{i}", real=True) for i in range(len(variables))]
    body = expression.xreplace(dict(zip(variables, dummies, strict=True)))
    guarded = body.replace(_varies, lambda power: _POWER(*power.args))
    guarded = guarded.replace(_is_broken, lambda power: _REAL_POWER(*power.args))
    # SymPy writes Mod(x, 1/2) as x % 1/2, which Python reads as (x % 1) / 2.
    guarded = guarded.replace(sp.Mod, _REMAINDER)
    modules: list[Any] = [_NUMPY_NAMES, "numpy"] if in_numpy else [_PYTHON_NAMES, "math"]
    return sp.lambdify(dummies, guarded, modules=modules)


def _varies(node: sp.Basic) -> bool:
    """Tell whether a node is a power with a varying exponent whose base may fail to be positive."""
    return bool(node.func is sp.Pow and node.exp.free_symbols and not node.base.is_positive)


def _is_broken(node: sp.Basic) -> bool:
    """Tell whether a node is a power with a constant exponent that needs its base not negative."""
    return bool(
        node.func is sp.Pow
        and not node.exp.free_symbols
        and not node.exp.is_Integer
        and abs(node.exp) != sp.Rational(1, 2)
        and not node.base.is_nonnegative
    )


def _differentiated(formula: sp.Expr, variable: sp.Symbol) -> sp.Expr:
    """Differentiate with steps held constant, as they are wherever they have a derivative.

    SymPy would answer with Dirac impulses, which no number stands for, or with nothing at all.
    """
    plain = formula.replace(lambda e: isinstance(e, sp.frac | sp.Mod), _as_floor)
    steps = {step: sp.Dummy() for step in plain.atoms(*_STEPS)}
    back = {dummy: step for step, dummy in steps.items()}
    return sp.diff(plain.xreplace(steps), variable).xreplace(back)


def _as_floor(part: sp.Expr) -> sp.Expr:
    number, modulus = (*part.args, sp.Integer(1))[:2]
    return number - modulus * sp.floor(number / modulus)


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, Iterable) else (value,)


def _checked_variables(variables: Any) -> tuple[sp.Symbol, ...]:
    chosen = _as_tuple(variables)
    if not chosen:
        raise InvalidArgument("at least one variable is needed, got none")
    for v in chosen:
        if not isinstance(v, sp.Symbol):
            raise InvalidArgument(f"a variable must be a SymPy symbol, got {v!r}")
        if not _NAME.fullmatch(v.name) or keyword.iskeyword(v.name):
            raise InvalidArgument(f"a variable's name must be a plain word, got {v.name!r}")
    if len({v.name for v in chosen}) < len(chosen):
        raise InvalidArgument(f"variables must differ, got {', '.join(v.name for v in chosen)}")
    return chosen


def _checked_expression(expression: Any) -> sp.Expr:
    if isinstance(expression, str):
        raise InvalidArgument(
            f"a formula must be a SymPy expression, got the text {expression!r}; "
            "build it from symbols, as in Function(x**2, x)"
        )
    if isinstance(expression, sp.Expr):
        _check_depth(expression)
        if expression.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
            raise InvalidArgument(f"a formula must be finite, got {expression}")
        return expression.xreplace({n: exact(n) for n in expression.atoms(sp.Float)})
    return exact(expression)


def _check_depth(expression: sp.Expr) -> None:
    level = {expression}
    for _ in range(_DEEPEST):
        level = {part for node in level for part in node.args}
        if not level:
            return
    raise InvalidArgument(
        f"a formula may be nested {_DEEPEST} levels deep, got a deeper one; "
        "write its inner part as a function of its own"
    )


def _is_bare(coordinate: Any) -> bool:
    """Tell a single number, or what is meant as one, from an array."""
    if isinstance(coordinate, np.ndarray):
        return coordinate.ndim == 0
    return isinstance(coordinate, str) or not isinstance(coordinate, Sequence)


def _finite_float(value: Any) -> float:
    try:
        number = math.nan if isinstance(value, str | bool | np.bool_) else float(value)
    except (TypeError, ArithmeticError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise InvalidArgument(f"a coordinate must be a finite number, got {value!r}")
    return number


def _arrays(coordinates: tuple[ArrayLike, ...]) -> tuple[FloatArray, ...]:
    """Read coordinates as arrays of doubles of one shape."""
    try:
        read = [np.asarray(c) for c in coordinates]
        if any(a.dtype.kind in "bcUS" for a in read):
            raise InvalidArgument(
                "a coordinate must be a real number, got text, truth values or complex numbers"
            )
        return tuple(np.broadcast_arrays(*(a.astype(np.float64) for a in read)))
    except (TypeError, ArithmeticError, ValueError) as error:
        if isinstance(error, InvalidArgument):
            raise
        raise InvalidArgument(
            f"coordinates must be arrays of numbers with shapes that fit together: {error}"
        ) from error


def _placed(node: sp.Basic, place: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Put numbers for variables from the inside out; ArithmeticError where a part has no value.

    SymPy hides such parts once it goes on: 1/log(0) becomes 0, and |log(-1)| becomes π.
    """
    if node in place:
        return place[node]
    if node.free_symbols.isdisjoint(place):
        return node
    if isinstance(node, sp.Piecewise):
        return _case(node, place)
    parts = [_placed(a, place) for a in node.args]
    if _varies(node) and not parts[0].free_symbols and not _is_positive(parts[0]):
        raise ArithmeticError
    value = node.func(*parts)
    if value.has(sp.nan, sp.zoo, sp.oo, sp.I, sp.AccumBounds) or value.is_extended_real is False:
        raise ArithmeticError
    return value


def _case(node: sp.Piecewise, place: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    kept = []
    for value, condition in node.args:
        holds = condition.subs(place)
        if holds != sp.false:
            kept.append((_placed(value, place), holds))
        if holds == sp.true:
            break
    if not kept:
        raise ArithmeticError
    return sp.Piecewise(*kept)


def _is_positive(number: sp.Expr) -> bool:
    return bool(number.evalf(30) > 0 if number.is_positive is None else number.is_positive)


def _is_finite_real(value: sp.Expr) -> bool:
    """Decide by SymPy's assumptions, else by evaluating to 30 digits."""
    if value.is_finite is False or value.has(sp.nan, sp.zoo, sp.oo, sp.I, sp.AccumBounds):
        return False
    if value.is_real is not None:
        return bool(value.is_real)
    number = value.evalf(30)
    return bool(number.is_Float and number.is_finite)
