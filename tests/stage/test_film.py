"""A film shows what Manim would have drawn, whatever was skipped, kept or handed over in parts."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import (
    BLUE,
    RED,
    WHITE,
    Circle,
    Create,
    Dot,
    FadeIn,
    Line,
    PointCloudDot,
    Scene,
    Square,
    Text,
    VGroup,
    config,
    tempconfig,
)
from manim._config.video_encoder import VideoEncoderSpec

from calcml.stage.film import FilmCamera, FilmRenderer
from calcml.stage.film.encoder import PatchEncoder
from calcml.stage.film.tiles import SIDE, Box, Tiles
from calcml.stage.film.yuv import Picture
from calcml.stage.space import Space, StageCamera
from tests.scene_files import FOLDER, loaded
from tests.stage.conftest import DoublingScene

SIZE = {"pixel_width": 320, "pixel_height": 180, "frame_rate": 15}


def whole(mobjects):
    camera = StageCamera()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array


def assert_alike(found, expected):
    apart = np.abs(found.astype(int) - expected.astype(int)).max(axis=2)
    assert apart.max() == 0, f"{(apart > 0).sum()} pixels differ by up to {apart.max()} levels"


@pytest.fixture
def _small():
    with tempconfig(SIZE):
        yield


def stage():
    """Return a stage with everything that overlaps, and what may happen on it."""
    square = Square(color=BLUE, fill_opacity=0.5).shift([-1, 0, 0])
    circle = Circle(color=RED, stroke_width=8)
    line = Line([-5, -3, 0], [5, 3, 0])
    dot = Dot([2, 1, 0]).set_z_index(3)
    group = VGroup(Square(0.5), Circle(0.3).shift([0.5, 0.2, 0])).shift([3, -2, 0])
    shown = [square, circle, line, dot, group]
    happenings = {
        "move": lambda: circle.shift([0.37, 0.11, 0]),
        "fade": lambda: square.set_fill(opacity=0.9 * square.get_fill_opacity()),
        "hide": lambda: line.set_stroke(opacity=0),
        "thicken": lambda: circle.set_stroke(width=circle.get_stroke_width() + 3),
        "colour": lambda: group[0].set_color(RED),
        "leave": lambda: shown.remove(dot) if dot in shown else shown.append(dot),
        "reorder": shown.reverse,
        "lift": lambda: square.set_z_index(1 - square.z_index),
        "grow": lambda: group.scale(1.3),
        "out of view": lambda: line.shift([4, 0, 0]),
        "nothing": lambda: None,
    }
    return shown, happenings


NAMES = sorted(stage()[1])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8))
def test_after_any_changes_the_frame_is_what_manim_draws(names):
    with tempconfig(SIZE):
        shown, happenings = stage()
        camera = FilmCamera()
        camera.refresh(shown)
        for name in names:
            before = camera.pixel_array.copy()
            happenings[name]()
            boxes = camera.refresh(shown)
            assert_alike(camera.pixel_array, whole(shown))
            for box in boxes:
                part = camera.pixel_array[box.top : box.bottom, box.left : box.right].copy()
                before[box.top : box.bottom, box.left : box.right] = part
            assert np.array_equal(before, camera.pixel_array), "changed outside the boxes"


@pytest.mark.usefixtures("_small")
def test_what_does_not_change_is_not_drawn():
    shown, _ = stage()
    camera = FilmCamera()
    assert camera.refresh(shown) == [Box(0, 0, 320, 180)]
    assert camera.refresh(shown) == []


@pytest.mark.usefixtures("_small")
def test_a_small_change_draws_a_small_part():
    shown = [Square(6), Dot([2, 1, 0], radius=0.05)]
    camera = FilmCamera()
    camera.refresh(shown)
    shown[1].set_color(RED)
    assert sum(box.area for box in camera.refresh(shown)) <= 4 * SIDE**2


@pytest.mark.usefixtures("_small")
def test_a_space_is_followed():
    space = Space(size=(4, 4, 3))
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 9)] * 2, indexing="ij"), axis=-1)
    space.surface(np.concatenate([grid, (grid**2).sum(axis=-1, keepdims=True) - 1], axis=-1))
    label = Dot([0, 0, 0], color=WHITE)
    camera = FilmCamera()
    camera.refresh([space, label])
    for change in ({"azimuth": 20.0}, {"opacity": 0.5}, {"opacity": 0.0}):
        for name, value in change.items():
            setattr(space, name, value)
        camera.refresh([space, label])
        assert_alike(camera.pixel_array, whole([space, label]))


@pytest.mark.usefixtures("_small")
def test_what_cannot_be_followed_is_drawn_as_manim_does():
    gradient = Square(3).set_color([RED, BLUE])
    for shown in ([gradient], [PointCloudDot(), Dot()]):
        camera = FilmCamera()
        assert camera.refresh(shown) == [Box(0, 0, 320, 180)]
        assert np.array_equal(camera.pixel_array, whole(shown))


@pytest.mark.usefixtures("_small")
def test_a_hole_in_an_outline_draws_nothing_as_with_manim():
    broken = Square()
    broken.points[2] = np.nan
    camera = FilmCamera()
    camera.refresh([broken])
    assert np.array_equal(camera.pixel_array, whole([broken]))


@pytest.mark.usefixtures("_small")
def test_a_frame_that_others_touched_is_drawn_anew():
    camera = FilmCamera()
    camera.refresh([Dot()])
    camera.reset()
    assert camera.refresh([Dot()]) == [Box(0, 0, 320, 180)]


@given(st.lists(st.tuples(*[st.integers(-50, 400)] * 4), max_size=6))
def test_boxes_are_the_marked_tiles(bounds):
    tiles = Tiles(330, 170)
    for a, b, c, d in bounds:
        tiles.mark(tiles.under((min(a, c), min(b, d), max(a, c), max(b, d))))
    covered = np.zeros((170, 330), dtype=int)
    for box in tiles.boxes():
        covered[box.top : box.bottom, box.left : box.right] += 1
    marked = np.kron(tiles.marks, np.ones((SIDE, SIDE), dtype=int))[:170, :330]
    assert np.array_equal(covered, marked)


# Colours


def noise(height, width):
    pixels = np.random.default_rng(7).integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


def test_parts_give_the_bytes_of_the_whole():
    frame = noise(120, 160)
    once, parts = Picture(160, 120), Picture(160, 120)
    once.update([(0, 0, frame)])
    cuts = [
        (0, 0, 64, 32),
        (64, 0, 160, 32),
        (0, 32, 160, 90),
        (0, 90, 34, 120),
        (34, 90, 160, 120),
    ]
    parts.update([(x, y, frame[y:bottom, x:right].copy()) for x, y, right, bottom in cuts])
    for one, other in zip(once.planes, parts.planes, strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("size", [(48, 86), (86, 48), (48, 48), (34, 50)])
def test_the_encoder_is_given_all_rows_whatever_the_height(size):
    width, height = size
    picture = Picture(width, height)
    picture.update([(0, 0, noise(height, width))])
    assert (picture.frame.width, picture.frame.height) == size
    flat = np.concatenate([plane.ravel() for plane in picture.planes])
    assert np.array_equal(picture.frame.to_ndarray(format="yuv420p").ravel(), flat)


def test_colours_are_those_of_bt_709():
    frame = noise(64, 64)
    picture = Picture(64, 64)
    picture.update([(0, 0, frame)])
    red, green, blue = frame[..., :3].astype(float).transpose(2, 0, 1)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    mean = lambda plane: plane.reshape(32, 2, 32, 2).mean(axis=(1, 3))  # noqa: E731
    expected = (
        16 + 219 * luma / 255,
        128 + 224 * mean((blue - luma) / 1.8556) / 255,
        128 + 224 * mean((red - luma) / 1.5748) / 255,
    )
    for plane, exact in zip(picture.planes, expected, strict=True):
        assert np.abs(plane - exact).max() <= 0.75


@pytest.mark.parametrize("size", [(64, 64), (62, 64), (64, 62), (30, 854), (26, 14)])
def test_the_encoder_gets_the_planes_that_were_written_whatever_the_size(size):
    width, height = size
    picture = Picture(width, height)
    frame = np.zeros((height, width, 4), dtype=np.uint8)
    frame[: height // 2] = 255, 0, 0, 255
    frame[height // 2 // 2 * 2 :] = 0, 0, 255, 255
    picture.update([(0, 0, frame)])
    handed = picture.frame.to_ndarray(format="rgb24").astype(int)
    assert handed.shape == (height, width, 3)
    top, bottom = handed[: height // 2 - 2], handed[height // 2 + 2 :]
    assert (top[..., 0] > top[..., 2] + 100).all()
    assert (bottom[..., 2] > bottom[..., 0] + 100).all()


def encoded(path, frames, *, size=(64, 64), **options):
    spec = VideoEncoderSpec(
        "mp4", "libx264", "yuv420p", *size, Fraction(15),
        tuple({"crf": "18", "threads": "1", **options}.items()),
    )  # fmt: skip
    encoder = PatchEncoder(target=path, spec=spec)
    for pixels, repeat in frames:
        encoder.write_frame(pixels, repeat=repeat)
    encoder.finish()
    return encoder


def test_reds_stay_red_and_the_video_says_how(tmp_path):
    red = np.full((64, 64, 4), (220, 0, 0, 255), dtype=np.uint8)
    encoded(tmp_path / "red.mp4", [(red, 3)])
    with av.open(tmp_path / "red.mp4") as container:
        context = container.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert context.color_range == 1  # as television has it
        shown = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(shown) == 3
    assert np.abs(shown[-1].astype(int) - [220, 0, 0]).max() <= 3


def test_a_frame_that_stands_gives_the_bytes_of_one_that_is_repeated(tmp_path):
    frame = noise(64, 64)
    encoded(tmp_path / "stands.mp4", [(frame, 4)])
    encoded(tmp_path / "again.mp4", [(frame.copy(), 1) for _ in range(4)])
    encoded(tmp_path / "parts.mp4", [(frame, 1), ([], 1), ([(0, 0, frame[:32, :32].copy())], 2)])
    stands = (tmp_path / "stands.mp4").read_bytes()
    assert stands == (tmp_path / "again.mp4").read_bytes()
    assert stands == (tmp_path / "parts.mp4").read_bytes()


def test_a_failing_encoder_names_its_segment(tmp_path):
    with pytest.raises(RuntimeError, match=r"encode video segment .*red\.mp4"):
        encoded(tmp_path / "red.mp4", [(noise(32, 32)[:, :, :2], 1)])


# Whole scenes


class Plays(Scene):
    """Three sections, of which the second moves what the first has put there."""

    def __init__(self, skipped=(), **how):
        super().__init__(renderer=FilmRenderer(), **how)
        self.skipped = skipped

    def construct(self):
        square = Square()
        for number, name in enumerate("abc"):
            self.next_section(name, skip_animations=name in self.skipped)
            self.play(Create(square) if number == 0 else square.animate.shift([0.3, 0, 0]),
                      run_time=0.6)  # fmt: skip
            self.play(FadeIn(Dot([number, 1, 0])), run_time=0.4)
            self.wait(0.6)


def rendered(scene_class, folder, **how):
    with tempconfig({**SIZE, "media_dir": str(folder), "disable_caching": True,
                     "progress_bar": "none", "verbosity": "ERROR"}):  # fmt: skip
        scene = scene_class(**how)
        scene.render()
    return scene


def segments(scene):
    return {
        segment.name: (segment.frames, Path(segment.path).read_bytes())
        for segment in scene.renderer.file_writer.segments
    }


def test_a_section_is_a_segment_with_the_bytes_it_always_has(tmp_path):
    full = rendered(Plays, tmp_path / "full")
    found = segments(full)
    assert {name: frames for name, (frames, _) in found.items()} == {"a": 24, "b": 24, "c": 24}
    for kept in "abc":
        others = tuple(set("abc") - {kept})
        alone = rendered(Plays, tmp_path / kept, skipped=others)
        assert segments(alone) == {kept: found[kept]}
        assert alone.renderer.time == full.renderer.time


def test_the_video_is_all_segments(tmp_path):
    scene = rendered(Plays, tmp_path)
    with av.open(scene.renderer.file_writer.movie_file_path) as container:
        assert sum(1 for _ in container.decode(video=0)) == 72


def test_beats_that_are_not_filmed_last_as_long(tmp_path):
    full = rendered(DoublingScene, tmp_path / "full")

    class Second(DoublingScene):
        filmed = ("rest",)

    part = rendered(Second, tmp_path / "part")
    assert part.timeline == full.timeline
    assert segments(part) == {"rest": segments(full)["rest"]}


@pytest.mark.parametrize("chosen", [{"format": "png"}, {"format": "webm", "transparent": True}])
def test_other_formats_come_out_as_with_manim(tmp_path, chosen):
    class Plain(Plays):
        def __init__(self):
            Scene.__init__(self)
            self.skipped = ()

    files = {}
    for scene_class in (Plays, Plain):
        folder = tmp_path / scene_class.__name__
        with tempconfig(chosen):
            rendered(scene_class, folder)
        files[scene_class] = sorted(
            path.name.replace(scene_class.__name__, "") for path in folder.rglob("*.*")
            if path.suffix in {".png", ".webm"} and "partial" not in str(path)
        )  # fmt: skip
    assert files[Plays] == files[Plain] != []


@pytest.mark.usefixtures("_small")
def test_text_of_manim_can_be_filmed():
    shown = [Text("plain words")]
    camera = FilmCamera()
    camera.refresh(shown)
    shown[0].shift([0.2, 0, 0])
    camera.refresh(shown)
    assert_alike(camera.pixel_array, whole(shown))


@pytest.mark.usefixtures("_small")
def test_what_rests_at_the_back_is_drawn_once():
    shown, _ = stage()
    camera = FilmCamera()
    camera.refresh(shown)
    for resting in (3, 1, 2):
        still = frozenset(map(id, shown[:resting]))
        for _ in range(3):
            shown[resting].shift([0.21, 0.07, 0])
            shown[-1].rotate(0.3)
            camera.refresh(shown, still)
            assert_alike(camera.pixel_array, whole(shown))
    del shown[0]
    camera.refresh(shown)
    assert_alike(camera.pixel_array, whole(shown))


# Scenes of the lecture


class _Checked(FilmCamera):
    """Compares every tenth frame with what Manim's camera draws."""

    looks = 0

    def refresh(self, mobjects, resting=frozenset()):
        shown = list(mobjects)
        boxes = super().refresh(shown, resting)
        type(self).looks += 1
        if self.looks % 10 == 0:
            plain = StageCamera(background_color=self.background_color)
            plain.capture_mobjects(shown)
            assert_alike(self.pixel_array, plain.pixel_array)
        return boxes


LECTURE = [("derivative", "SecantToTangent"), ("partials", "ParaboloidSlices")]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "name"), LECTURE)
def test_a_scene_of_the_lecture_is_drawn_as_by_manim(tmp_path, file, name):
    class Compared(lecture_scene(file, name)):
        def __init__(self):
            super().__init__(renderer=FilmRenderer(camera_class=_Checked))

    assert rendered(Compared, tmp_path).camera.looks > 300


@pytest.mark.slow
@pytest.mark.parametrize(("file", "name"), LECTURE)
def test_a_scene_of_the_lecture_has_the_same_bytes_in_any_parts(tmp_path, file, name):
    scene_class = lecture_scene(file, name)
    full = segments(rendered(scene_class, tmp_path / "full"))
    names = list(full)
    for number, chosen in enumerate((names[::2], names[1::2])):
        part = type(name, (scene_class,), {"filmed": tuple(chosen)})
        found = segments(rendered(part, tmp_path / str(number)))
        assert found == {name: full[name] for name in chosen}


def lecture_scene(file, name):
    return getattr(loaded(FOLDER / f"{file}.py"), name)


# Without a background


BEHIND = ["#FFFFFF", "#000000", "#FF0000", "#12A07B"]


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("behind", BEHIND)
def test_without_a_background_it_is_what_would_have_been_drawn_on_any(behind):
    shown, _ = stage()
    clear = FilmCamera(background_color="#0E1320", background_opacity=0)
    filled = FilmCamera(background_color=behind)
    for camera in (clear, filled):
        camera.refresh(shown)
    pixels = clear.pixel_array.astype(float)
    ground = filled.background[0, 0, :3].astype(float)
    found = pixels[..., :3] + ground * (1 - pixels[..., 3:] / 255)
    # Cairo rounds once for each of five mobjects that lie over each other
    assert np.abs(found - filled.pixel_array[..., :3]).max() <= 2
    assert (pixels[..., :3] <= pixels[..., 3:]).all(), "a colour is not multiplied by its alpha"
    assert pixels[0, 0, 3] == 0


@pytest.mark.usefixtures("_small")
def test_a_space_without_a_background_is_what_would_have_been_drawn_on_any():
    space = Space(size=(4, 4, 3))
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 9)] * 2, indexing="ij"), axis=-1)
    space.surface(np.concatenate([grid, (grid**2).sum(axis=-1, keepdims=True) - 1], axis=-1))
    clear = FilmCamera(background_opacity=0)
    clear.refresh([space])
    pixels = clear.pixel_array.astype(float)
    assert (pixels[..., 3] > 0).mean() > 0.02
    for behind in BEHIND:
        filled = FilmCamera(background_color=behind)
        filled.refresh([space])
        ground = filled.background[0, 0, :3].astype(float)
        found = pixels[..., :3] + ground * (1 - pixels[..., 3:] / 255)
        assert np.abs(found - filled.pixel_array[..., :3]).max() <= 2


@pytest.mark.usefixtures("_small")
def test_a_background_that_is_half_seen_is_multiplied_by_its_alpha():
    camera = FilmCamera(background_color="#FF8000", background_opacity=0.5)
    assert np.abs(camera.background[0, 0].astype(int) - [127, 64, 0, 127]).max() <= 1


@pytest.mark.parametrize(("form", "order"), [("argb", [3, 0, 1, 2]), ("rgb24", [0, 1, 2])])
def test_a_lossless_segment_has_the_pixels_of_the_camera(tmp_path, form, order):
    seen = []

    class Watched(FilmCamera):
        def refresh(self, mobjects, resting=frozenset()):
            boxes = super().refresh(mobjects, resting)
            seen.append(self.pixel_array.copy())
            return boxes

    class Kept(Plays):
        def __init__(self):
            Scene.__init__(self, renderer=FilmRenderer(camera_class=Watched))
            self.skipped = ()

    with tempconfig({"format": "mov", "transparent": form == "argb"}):
        config.video_codec, config.pixel_format = "qtrle", form
        config.video_encoder_options = {"g": "1000000"}
        scene = rendered(Kept, tmp_path)
    found = []
    for segment in scene.renderer.file_writer.segments:
        with av.open(segment.path) as container:
            found += [frame.to_ndarray(format=form) for frame in container.decode(video=0)]
    assert len(found) == 72
    drawn = [pixels[..., order] for pixels in seen]
    place = 0
    for frame in found:  # what stands still was drawn once and is there several times
        while not np.array_equal(frame, drawn[place]):
            place += 1
            assert place < len(drawn), "a frame shows what was not drawn, or in another order"
    assert place >= len(drawn) - 2
