"""Typst mathematics in words for places that know no formulas: notes, titles, descriptions."""

import re
from collections.abc import Iterator

from calcml.studio.review.formulas import raw_text

__all__ = ["plain_maths"]

_PIECE = re.compile(
    r'\s+|"(?:[^"\\]|\\.)*"|[^\W\d_]+(?:\.[^\W\d_]+)*|\d+(?:\.\d+)?|->|.', re.DOTALL
)
_SIGNS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "phi": "φ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω",
    "partial": "∂", "nabla": "∇", "infinity": "∞", "sum": "Σ", "dot": "·", "slash": "/",
    "eq.not": "≠", "arrow.r.double": "⇒", "forall": "∀", "exists": "∃", "quad": " ", "thin": "",
    "->": "→", "-": "−",
}  # fmt: skip
_LIMIT = re.compile(r"lim_\(([^()]*)\)")
_POWERS = str.maketrans("0123456789+−*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻*")
_POWER = re.compile(r"\^([0-9+−*])(?![0-9\w(])")
_FACTOR = re.compile(r"(?<![\w^.])(\d+(?:\.\d+)?) (?=[^\W\d_](?![^\W\d_]))")
_TIGHT = re.compile(r"\s*(\^|_|/)\s*|(?<=[∂Δ∇]) ")
_SIMPLE = re.compile(r"[∂Δ]? ?[\w.'^]+(?:\([^()]*\))?")
_UNTOLD = frozenset({"cases", "mat", "vec", "#", "$", "&", "\\"})


def plain_maths(source: str) -> str:
    """Write a formula as plain text.

    Parameters
    ----------
    source : str
        Typst mathematics.

    Returns
    -------
    str
        Empty for what cannot be told in a line.

    Examples
    --------
    >>> plain_maths("frac(f(a + h) - f(a), h)"), plain_maths("lim_(x -> 3) f(x)")
    ('(f(a + h) − f(a))/h', 'lim (x → 3) f(x)')
    >>> plain_maths("abs(f(x) - L) < epsilon"), plain_maths('cases(1 & "if" x = 2)')
    ('|f(x) − L| < ε', '')
    """
    code = raw_text(source)
    if code is not None:
        return code
    pieces = _PIECE.findall(_LIMIT.sub(r"lim (\1)", source))
    if not _UNTOLD.isdisjoint(pieces):
        return ""
    told = _TIGHT.sub(r"\1", "".join(_told(iter(pieces))))
    told = _POWER.sub(lambda found: found[1].translate(_POWERS), " ".join(told.split()))
    return _FACTOR.sub(r"\1", told)


def _told(pieces: Iterator[str]) -> Iterator[str]:
    """Yield what stands for each piece, up to the bracket that closes these."""
    for piece in pieces:
        if piece in _CALLS:
            bracket = next(pieces, "")
            if bracket != "(":
                yield piece + bracket
                continue
            yield _CALLS[piece](_arguments(pieces))
        elif piece == "(":
            yield f"({','.join(_arguments(pieces))})"
        elif piece.startswith('"') and len(piece) > 1:
            yield re.sub(r"\\(.)", r"\1", piece[1:-1])
        else:
            yield _SIGNS.get(piece, piece)


def _arguments(pieces: Iterator[str]) -> list[str]:
    """Return what stands between brackets, parted at the commas."""
    inside: list[str] = []
    depth = 1
    for piece in pieces:
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if not depth:
            break
        inside.append(piece)
    parts: list[list[str]] = [[]]
    for piece in inside:
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and not depth:
            parts.append([])
        else:
            parts[-1].append(piece)
    return ["".join(_told(iter(part))) for part in parts]


def _fraction(parts: list[str]) -> str:
    return "/".join(
        part if _SIMPLE.fullmatch(part) else f"({part})" for part in map(str.strip, parts)
    )


_CALLS = {
    "frac": _fraction,
    "abs": lambda parts: f"|{','.join(parts)}|",
    "sqrt": lambda parts: f"√({','.join(parts)})",
    "op": "".join,
    "display": ",".join,
}  # fmt: skip
