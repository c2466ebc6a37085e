"""What of a sidecar's markup may be typeset: text and mathematics, and no program.

Typst can read files, load packages and loop for ever, all behind a number sign. Those that calcml
writes are few and known; any other one is refused.
"""

import re

__all__ = ["fault_of_preamble", "fault_of_source"]

_LONGEST = 4000  # characters of a text; the lecture's have 150 at most
_RAW = re.compile(r'#raw\("(?:[^"\\]|\\.)*"\)(?![.(\[])')
_FRAMES = (  # as they are written, the outer one first
    re.compile(r"#box\(width: \d+(?:\.\d+)?pt, align\((?:center|left)\)\[(.*)\]\)", re.DOTALL),
    re.compile(r"#strong\[(.*)\]", re.DOTALL),
)
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_MATHS = re.compile(r'\$(?:"[^"]*"|[^$"])*\$')
_HIDING = ("//", "/*", "`")  # could keep a bracket or a dollar from being what it seems

_VALUE = r'(?:auto|none|true|false|-?\d{1,4}(?:\.\d{1,4})?(?:pt|em|%)?|"[^"\\#]*")'
_ARGUMENTS = rf"\(\w[\w-]*: {_VALUE}(?:, \w[\w-]*: {_VALUE})*\)"
_SET_TEXT = rf"set text{_ARGUMENTS}"
_HEADS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"#set (?:page|text|par){_ARGUMENTS}",
        rf"#show (?:raw|math\.equation): {_SET_TEXT}",
        rf"#show math\.equation: it => \{{ show raw: {_SET_TEXT}; it \}}",
        r"#let [a-z]+\(it\) = it",
    )
)


def fault_of_source(source: str) -> str:
    """Say why a text's markup is not typeset.

    Parameters
    ----------
    source : str
        Typst markup.

    Returns
    -------
    str
        Empty if it is.

    Examples
    --------
    >>> fault_of_source('#strong[A trial with $3$]'), fault_of_source('#raw("f(x)  # f")')
    ('', '')
    >>> fault_of_source('#read("/etc/passwd")')
    'a text must not call #read'
    """
    if len(source) > _LONGEST:
        return f"a text must have at most {_LONGEST} characters, got {len(source)}"
    inner = source
    for frame in _FRAMES:
        framed = frame.fullmatch(inner)
        inner = framed[1] if framed else inner
    rest = _ESCAPED.sub("  ", _RAW.sub(" ", inner))
    call = re.search(r"#\S{0,12}?\w*", rest)
    if call:
        return f"a text must not call {call[0]}"
    if inner != source and (_closes(rest) or any(sign in rest for sign in _HIDING)):
        return "a text must not end the block that it stands in"
    return ""


def _closes(markup: str) -> bool:
    """Tell whether a bracket in a content block closes it, so that a program could follow."""
    depth = 0
    for letter in _MATHS.sub(" ", markup):
        depth += (letter == "[") - (letter == "]")
        if depth < 0:
            return True
    return False


def fault_of_preamble(preamble: str) -> str:
    r"""Say why a head of texts' documents is not taken.

    Parameters
    ----------
    preamble : str

    Returns
    -------
    str
        Empty if it is.

    Examples
    --------
    >>> fault_of_preamble("#set page(margin: 0pt)\n#let ink(it) = it\n")
    ''
    >>> fault_of_preamble("#while true {}")
    'the preamble must only set pages and texts, got #while true {}'
    """
    for line in preamble.splitlines():
        if line and not any(head.fullmatch(line) for head in _HEADS):
            return f"the preamble must only set pages and texts, got {line[:60]}"
    return ""
