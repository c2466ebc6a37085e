"""Read the text of a PDF that Typst wrote, by the rules of the format and nothing else."""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"^(<<.*?>>)\s*stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_MEANT = dict(zip(b"nrtbf", b"\n\r\t\b\f", strict=True))


def pages(content: bytes) -> list[str]:
    """Return the text of each page, without blanks."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    return ["".join(_page(body, objects)) for body in _in_order(objects)]


def _in_order(objects: dict[int, bytes]) -> Iterator[bytes]:
    (root,) = (body for body in objects.values() if re.search(rb"/Type\s*/Pages\b", body))
    kids = re.search(rb"/Kids\s*\[(.*?)\]", root, re.DOTALL)
    assert kids
    for number in re.findall(rb"(\d+) 0 R", kids[1]):
        yield objects[int(number)]


def _page(body: bytes, objects: dict[int, bytes]) -> Iterator[str]:
    resources = objects[_reference(body, b"Resources")]
    fonts = re.search(rb"/Font\s*<<(.*?)>>", resources, re.DOTALL)
    letters = {
        name: _letters(_stream(objects[_reference(objects[int(font)], b"ToUnicode")]))
        for name, font in re.findall(rb"/(\w+) (\d+) 0 R", fonts[1] if fonts else b"")
    }
    font = b""
    for chosen, shown in _SHOWN.findall(_stream(objects[_reference(body, b"Contents")])):
        font = chosen or font
        codes = _ESCAPED.sub(_unescaped, shown)
        for start in range(0, len(codes), 2):
            yield letters[font].get(codes[start : start + 2], "").strip()


def _letters(cmap: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*\n", cmap)
    told = [[bytes.fromhex(part.decode()) for part in pair] for pair in pairs]
    return {code: text.decode("utf-16-be") for code, text in told}


def _unescaped(found: re.Match[bytes]) -> bytes:
    escape = found[1]
    return bytes([int(escape, 8) if escape.isdigit() else _MEANT.get(escape[0], escape[0])])


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % name, body)
    assert found, name
    return int(found[1])


def _stream(body: bytes) -> bytes:
    found = _STREAM.match(body)
    assert found
    return zlib.decompress(found[2]) if b"FlateDecode" in found[1] else found[2]
