"""Fuzz the parser: `python tests/fuzz/parse.py -runs=100000`, where `atheris` is installed.

Bytes become either a text as they are or choices of the grammar, so that both what nobody would
type and deep formulas are reached. Each text must be refused with a place in it, or give a
function whose plain form is read back as the same function. A text that takes long or much memory
is found by libFuzzer: -timeout=5 -rss_limit_mb=500.
"""

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["calcml"]):
    from calcml.core.errors import FormulaError
    from calcml.core.functions import Function
    from calcml.core.parsing import written

from tests.fuzz.grammar import Formulas

_ROUNDS = 5  # in which SymPy may go on joining the roots of constants


def check(text: str) -> None:
    """Read one text.

    Raises
    ------
    AssertionError
        If a refusal points outside the text, or a function is not read back as itself.
    """
    try:
        function = Function.parse(text, "x, y")
    except FormulaError as error:
        printable = all(line.isprintable() for line in str(error).split("\n"))
        if not (1 <= error.column <= len(text) + 1 and printable):
            raise AssertionError(repr(text)) from error
        return
    for _ in range(_ROUNDS):
        try:
            again = Function.parse(written(function.expression), "x, y")
        except FormulaError as error:
            # grown beyond a bound, or a power of cases is now the cases of a power
            if any(words in error.problem for words in (" may ", "1e±100", "base must be")):
                return
            raise
        if again == function:
            return
        function = again
    raise AssertionError(repr(text))


def one_input(data: bytes) -> None:
    """Make a text of bytes and read it."""
    provider = atheris.FuzzedDataProvider(data)
    if provider.ConsumeBool():
        check(provider.ConsumeUnicodeNoSurrogates(450))
        return
    formulas = Formulas(lambda n: provider.ConsumeIntInRange(0, n - 1), ("x", "y"))
    text = formulas.formula(provider.ConsumeIntInRange(0, 5)).text
    at = provider.ConsumeIntInRange(0, len(text))
    check(text[:at] + provider.ConsumeUnicodeNoSurrogates(4) + text[at:])


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
