"""Programs speak without a shell, within limits; whatever they do wrong is one clear message."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from calcml.studio.problems import StudioError
from calcml.studio.voice.programs import Program
from calcml.studio.voice.sounds import RATE, read_sound
from calcml.studio.voice.voices import voice_of
from tests.studio.voice.conftest import line

pytestmark = pytest.mark.slow
Installed = Callable[[str, str], Path]

WORDS = "-v --help; $(touch harmed) `touch harmed` 'x' The slope is 6."


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Return a way to put a program of Python lines on a path on which nothing else lies."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.chdir(tmp_path)

    def install(name: str, body: str) -> Path:
        program = folder / name
        head = "import os, subprocess, sys, time, wave\n"
        program.write_text(f"#!{sys.executable}\n{head}{body}\n")
        program.chmod(0o755)
        return program

    return install


SPEAKS = """
def write(target, seconds=0.5):
    with wave.open(target, "wb") as output:
        output.setparams((1, 2, 16000, 0, "NONE", ""))
        output.writeframes(bytes([0, 32] * 50 + [0, 224] * 50) * round(160 * seconds))

"""
ON_STDOUT = SPEAKS + "open('heard', 'w').write(sys.stdin.read())\nwrite(sys.stdout.buffer)"


def spoken(text: str, folder: Path, **changes: float) -> Path:
    voice = voice_of(text)
    assert isinstance(voice, Program)
    if changes:
        voice = Program(voice.name, voice.identity, voice.arguments, **changes)
    target = folder / "words.wav"
    voice.speak(line(WORDS), target)
    return target


def test_a_command_reads_stdin_and_what_it_writes_to_stdout_is_the_sound(
    installed: Installed, tmp_path: Path
) -> None:
    installed("talk", ON_STDOUT + "\nopen('arguments', 'w').write(repr(sys.argv[1:]))")
    target = spoken("command:talk --fast 'two words' ;", tmp_path)
    assert read_sound(target, "it").size == pytest.approx(RATE / 2, abs=20)
    assert (tmp_path / "heard").read_text() == WORDS + "\n"
    assert (tmp_path / "arguments").read_text() == "['--fast', 'two words', ';']"
    assert not (tmp_path / "harmed").exists()


def test_a_command_may_be_given_names_of_files(installed: Installed, tmp_path: Path) -> None:
    installed(
        "talk",
        SPEAKS + "write(sys.argv[2])\nopen('heard', 'w').write(open(sys.argv[1]).read())\nprint(1)",
    )
    assert read_sound(spoken("command:talk {text} {sound}", tmp_path), "it").size > 0
    assert (tmp_path / "heard").read_text() == WORDS + "\n"


def test_the_identity_tells_another_program_or_option_and_no_argument(
    installed: Installed, tmp_path: Path
) -> None:
    installed("talk", ON_STDOUT)
    model = tmp_path / "model.onnx"
    model.write_bytes(b"1")
    plain, secret = voice_of("command:talk"), voice_of(f"command:talk {model} --key=s3cret")
    assert plain.identity.startswith("talk ")
    assert "s3cret" not in secret.identity
    assert str(tmp_path) not in secret.identity
    model.write_bytes(b"2")
    assert voice_of(f"command:talk {model} --key=s3cret").identity != secret.identity
    installed("talk", ON_STDOUT + "\n# new")
    assert voice_of("command:talk").identity != plain.identity


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("sys.exit('first\\nno such\\x1b model')", r"^talk failed with code 1: no such  ?model$"),
        ("os.kill(os.getpid(), 11)", r"^talk was killed by SIGSEGV: no message$"),
        ("os.truncate(sys.stdout.fileno(), 2**40)", r"^talk (failed|was killed) .*"),
        ("time.sleep(60)", r"^talk takes longer than 0\.5 s for one sentence$"),
    ],
)
def test_a_program_that_fails_is_told_of_in_one_line(
    installed: Installed, tmp_path: Path, body: str, message: str
) -> None:
    installed("talk", body)
    with pytest.raises(StudioError, match=message):
        spoken("command:talk", tmp_path, patience=0.5 if "sleep" in body else 30.0)


@pytest.mark.parametrize("ending", ["time.sleep(60)", "sys.exit(3)", "sys.exit(0)"])
def test_what_a_program_has_started_ends_with_it(
    installed: Installed, tmp_path: Path, ending: str
) -> None:
    installed(
        "talk",
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open('child', 'w').write(str(child.pid))\n{ending}",
    )
    if ending == "sys.exit(0)":
        spoken("command:talk", tmp_path)
    else:
        with pytest.raises(StudioError):
            spoken("command:talk", tmp_path, patience=2.0)
    child = Path(f"/proc/{(tmp_path / 'child').read_text()}/stat")
    deadline = time.monotonic() + 10
    while child.exists() and child.read_text().split()[2] != "Z":
        assert time.monotonic() < deadline, "it is still at work"
        time.sleep(0.02)


def test_a_program_that_cannot_be_started_is_told_of(installed: Installed, tmp_path: Path) -> None:
    program = installed("talk", "")
    program.write_bytes(b"\x7fELF nonsense")
    with pytest.raises(StudioError, match=r"^talk cannot be started: Exec format error$"):
        spoken("command:talk", tmp_path)


def test_festival_and_espeak_and_flite_get_text_and_sound_as_files(
    installed: Installed, tmp_path: Path
) -> None:
    noting = (
        "if '--version' in sys.argv or '-lv' in sys.argv:\n    print('Voices: slt 3.7.1 rms')\n"
    )
    noting += "    sys.exit()\nopen('arguments', 'w').write(repr(sys.argv[1:]))\n"
    for name, option in (("text2wave", "-o"), ("espeak-ng", "-w"), ("flite", "-o")):
        installed(name, f"{SPEAKS}{noting}write(sys.argv[sys.argv.index('{option}') + 1])")
    files = f"'{tmp_path}/words.wav', '{tmp_path}/words.txt'"
    told = {
        "festival:kal_diphone": f"['-eval', '(voice_kal_diphone)', '-o', {files}]",
        "festival": f"['-o', {files}]",
        "flite": f"['-voice', 'slt', '-f', '{tmp_path}/words.txt', '-o', '{tmp_path}/words.wav']",
        "espeak-ng:en-gb+f3,pitch=40,speed=120.4": (
            "['-b', '1', '-v', 'en-gb+f3', '-s', '120', '-p', '40', '-f', "
            f"'{tmp_path}/words.txt', '-w', '{tmp_path}/words.wav']"
        ),
    }
    for text, arguments in told.items():
        assert read_sound(spoken(text, tmp_path), "it").size > 0
        assert (tmp_path / "arguments").read_text() == arguments
    assert (tmp_path / "words.txt").read_text() == WORDS + "\n"
    assert voice_of("espeak-ng").identity == "espeak-ng 3.7.1, en-us, speed 155, pitch 50"
    assert voice_of("festival").identity == "festival of unknown version, its usual voice"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("espeak-ng:-x", "a voice of espeak-ng is named by letters, digits, .* got '-x'"),
        ("espeak-ng:../../etc/passwd", "a voice of espeak-ng is named by"),
        ("festival:kal) (system", "a voice of festival is named by"),
        ("espeak-ng:en-us,speed=fast", "speed of a voice must be from 80 to 450, got 'fast'"),
        ("espeak-ng:en-us,speed=nan", "speed of a voice must be from 80 to 450, got 'nan'"),
        ("espeak-ng:en-us,rate=3", "the voice espeak-ng has no setting 'rate'"),
        ("espeak-ng:en,us", "the voice espeak-ng cannot be 'en,us'"),
        ("flite:http", "flite has no voice 'http': choose from slt, rms"),
        ("command:", "the voice command: needs a program"),
        ("command:talk 'x", "the command of a voice cannot be read: No closing quotation"),
        ("command:nosuch -x", "nosuch is not installed here"),
        ("kokoro", "the voice kokoro needs two files"),
        ("recorded:", "the voice recorded: needs a folder"),
        ("recorded:no/where", "there is no folder no/where with recordings"),
    ],
)
def test_what_cannot_be_a_voice_is_refused(installed: Installed, text: str, message: str) -> None:
    for name in ("espeak-ng", "flite", "text2wave"):
        installed(name, "print('Voices available: slt rms')")
    with pytest.raises(StudioError, match=message) as caught:
        voice_of(text)
    assert "\n" not in str(caught.value)


def test_an_unknown_voice_is_told_which_there_are_and_which_can_be_used(
    installed: Installed,
) -> None:
    installed("flite", "")
    with pytest.raises(StudioError) as caught:
        voice_of("espeek")
    assert str(caught.value) == (
        "'espeek' is no voice, did you mean espeak-ng?; there are espeak-ng (not installed here), "
        "flite, festival (not installed here), kokoro (not installed here), recorded, command"
    )
    with pytest.raises(StudioError, match=r"^espeak-ng is not installed here: install it, or"):
        voice_of("espeak-ng")


@pytest.mark.parametrize("name", ["espeak-ng", "flite"])
def test_a_real_synthesiser_speaks(name: str, tmp_path: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    voice = voice_of(name)
    lengths = []
    for words in ("Six.", "The slope of the secant comes as close to 6 as you like."):
        voice.speak(line(words), tmp_path / "words.wav")
        sound = read_sound(tmp_path / "words.wav", name)
        lengths.append(sound.size / RATE)
        assert np.sqrt(np.mean(np.square(sound))) > 0.01
    # both speak some 12 to 18 letters a second
    assert lengths[0] < 1.5
    assert 2.5 < lengths[1] < 6
