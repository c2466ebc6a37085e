"""Kokoro's files are what the user says they are before anything of them is loaded."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from calcml.studio.problems import StudioError
from calcml.studio.voice.kokoro import Kokoro
from calcml.studio.voice.sounds import RATE, read_sound
from calcml.studio.voice.voices import voice_of
from tests.studio.voice.conftest import line

FAKE = """
import pathlib
import numpy
pathlib.Path(__file__).with_name("imported").touch()

class Kokoro:
    def __init__(self, model, voices):
        self.files = model, voices
        if "broken" in model:
            raise ValueError("no graph in it")

    def create(self, text, voice, speed, lang):
        if voice == "bf_none":
            raise KeyError(voice)
        value = float("nan") if voice == "af_nan" else 0.25
        self.asked = text, voice, speed, lang
        return numpy.full(12000, value, numpy.float32), 24000
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder from which a package of that name is imported."""
    folder = tmp_path / "packages"
    folder.mkdir()
    (folder / "kokoro_onnx.py").write_text(FAKE)
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    sys.modules.pop("kokoro_onnx", None)


def meant(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return f"{path}#sha256={hashlib.sha256(content).hexdigest()}"


def test_the_network_is_asked_for_words_in_the_voice_s_language(
    module: Path, tmp_path: Path
) -> None:
    model, voices = meant(tmp_path / "m.onnx", b"model"), meant(tmp_path / "v.bin", b"voices")
    for name, language in (("af_heart", "en-us"), ("bm_lewis", "en-gb")):
        voice = voice_of(f"kokoro:{model},{voices},voice={name},speed=0.9")
        assert isinstance(voice, Kokoro)
        voice.speak(line("It is 6."), tmp_path / "words.wav")
        assert voice.engine.asked == ("It is 6.", name, 0.9, language)
    sound = read_sound(tmp_path / "words.wav", "kokoro")
    assert sound.size == pytest.approx(RATE / 2, abs=50)
    assert np.median(sound) == pytest.approx(0.25, abs=1e-3)
    digest = hashlib.sha256(b"model").hexdigest()[:12]
    assert voice.identity.startswith(f"kokoro {digest} ")
    assert voice.identity.endswith(", bm_lewis, speed 0.9")
    assert (module / "imported").exists()


@pytest.mark.parametrize("which", ["model", "voices"])
def test_another_file_than_was_meant_is_refused_before_anything_is_imported(
    module: Path, tmp_path: Path, which: str
) -> None:
    files = {name: meant(tmp_path / name, name.encode()) for name in ("model", "voices")}
    (tmp_path / which).write_bytes(b"another")
    with pytest.raises(StudioError, match=rf"{which} is not the file that was meant: its SHA-256"):
        voice_of(f"kokoro:{files['model']},{files['voices']}")
    assert not (module / "imported").exists()


def test_a_file_without_a_digest_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "m.onnx"
    model.touch()
    with pytest.raises(StudioError, match=r"write #sha256=\.\.\. behind .*m\.onnx"):
        voice_of(f"kokoro:{model},{model}")
    with pytest.raises(StudioError, match=r"there is no file .*: download it first, calcml never"):
        voice_of(f"kokoro:{tmp_path}/none#sha256=00,{model}#sha256=00")


def test_a_missing_package_is_told_how_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("calcml.studio.voice.kokoro.MODULE", "kokoro_onnx_that_nobody_has")
    files = meant(tmp_path / "m", b"m"), meant(tmp_path / "v", b"v")
    with pytest.raises(StudioError, match=r"pip install kokoro-onnx$"):
        voice_of("kokoro:" + ",".join(files))


@pytest.mark.usefixtures("module")
def test_what_the_network_raises_is_one_message(tmp_path: Path) -> None:
    good, voices = meant(tmp_path / "good", b"m"), meant(tmp_path / "voices", b"v")
    broken = meant(tmp_path / "broken", b"m")
    with pytest.raises(StudioError, match=r"^kokoro cannot load .*broken: no graph in it$"):
        voice_of(f"kokoro:{broken},{voices}")
    with pytest.raises(StudioError, match=r"^kokoro failed: KeyError: 'bf_none'$"):
        voice_of(f"kokoro:{good},{voices},voice=bf_none").speak(line(), tmp_path / "words.wav")
    voice_of(f"kokoro:{good},{voices},voice=af_nan").speak(line(), tmp_path / "words.wav")
    with pytest.raises(StudioError, match=r"samples must be numbers"):
        read_sound(tmp_path / "words.wav", "kokoro")
