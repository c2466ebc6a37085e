"""Projection, occlusion, antialiasing, animation and determinism of spaces."""

from typing import Any

import cairo
import numpy as np
import pytest
from manim import AnimationGroup, Dot, FadeIn, FadeOut, Scene, ValueTracker, config, tempconfig
from numpy.typing import NDArray

from calcml.core.errors import InvalidArgument
from calcml.core.types import FloatArray
from calcml.stage.space import Space, StageCamera
from calcml.stage.space.crop import canvas
from calcml.stage.space.faces import Faces
from calcml.stage.space.levels import level_lines
from calcml.stage.space.raster import layers
from calcml.stage.space.sketch import Screen

WIDTH, HEIGHT = 320, 180
SCREEN = Screen(WIDTH, HEIGHT, 40.0, WIDTH / 2, HEIGHT / 2)
WHITE, RED, BLUE = "#ffffff", "#ff0000", "#0000ff"


def wall(x: float, steps: int = 9) -> FloatArray:
    """Return a grid on the plane of one x, seen face to face from azimuth 0."""
    y, z = np.meshgrid(np.linspace(-1, 1, steps), np.linspace(-1, 1, steps), indexing="ij")
    return np.stack([np.full_like(y, x), y, z], axis=-1)


def front(**how: Any) -> Space:
    """Return a space seen along the x-axis from its positive end."""
    return Space(size=(2.0, 2.0, 2.0), azimuth=0, elevation=0, **how)


def pixel(space: Space, at: tuple[float, float, float]) -> NDArray[np.int64]:
    """Return the premultiplied RGBA at a data point."""
    x, y, _ = space.point_to_screen(at)
    column, row = int(WIDTH / 2 + 40 * x), int(HEIGHT / 2 - 40 * y)
    colour: NDArray[np.int64] = space.picture(SCREEN)[row, column].astype(np.int64)
    return colour


# Projection


def test_top_view_is_the_plain_map() -> None:
    top = Space(x_range=(-2, 2), y_range=(-1, 1), size=(6, 3, 2), azimuth=-90, elevation=90)
    for x, y, z in [(0, 0, 0), (1, 0.5, 1), (-2, 1, -1), (1.3, -0.7, 0.2)]:
        assert top.point_to_screen((x, y, z)).tolist() == pytest.approx([1.5 * x, 1.5 * y, 0])


def test_parallel_projection_keeps_lengths_across_the_view() -> None:
    space = front(perspective=0.0)
    for x in (-1, 0, 1):
        assert space.point_to_screen((x, 0.5, -0.25)).tolist() == pytest.approx([0.5, -0.25, 0])


def test_perspective_enlarges_what_is_near() -> None:
    space = front(perspective=0.2)
    near, far = (space.point_to_screen((x, 1, 0))[0] for x in (1, -1))
    # Depth is ±1 of radius √3 and the strength 0.2: 1 / (1 ∓ 0.2/√3).
    assert near == pytest.approx(1 / (1 - 0.2 / np.sqrt(3)))
    assert far == pytest.approx(1 / (1 + 0.2 / np.sqrt(3)))


def test_straight_lines_stay_straight_in_perspective() -> None:
    space = Space(perspective=0.4, azimuth=33, elevation=40)
    a, m, b = (space.point_to_screen(np.array([-1, 0.3, 0.2]) + t) for t in (0.0, 0.4, 1.1))
    assert np.cross(b - a, m - a)[2] == pytest.approx(0, abs=1e-12)


def test_a_space_moves_like_any_mobject() -> None:
    space = front().shift([1.0, -0.5, 0.0])
    assert space.point_to_screen((0, 0, 0)).tolist() == [1.0, -0.5, 0.0]


# Rasterising


def test_neighbouring_triangles_cover_each_pixel_once() -> None:
    fan = np.array([[3.3, 4.1], [40.2, 7.7], [36.9, 31.5], [9.4, 28.8]])
    points = np.zeros((5, 3))
    points[:, :2] = *fan, (20.7, 17.3)
    corners = np.array([[4, k, (k + 1) % 4, (k + 1) % 4] for k in range(4)])
    found = layers(Faces(points, np.full((4, 5), 100.0), points, corners), 50, 40)
    assert len(found) == 1  # no overlap
    covered = found[0].image > 0
    # The fan is convex, so its rows are unbroken where there is no seam.
    for row in covered[covered.any(axis=1)]:
        assert np.diff(np.flatnonzero(row)).max(initial=1) == 1


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("begun", range(4))
def test_a_face_is_the_same_wherever_its_corners_begin(turned: bool, begun: int) -> None:  # noqa: FBT001 - a parameter
    points = np.array([[3.3, 4.1, 0], [40.2, 7.7, 0], [36.9, 31.5, 0], [9.4, 28.8, 0]])
    colours = np.full((4, 4), 255.0)
    around = np.roll(np.arange(4), begun)[None, :: -1 if turned else 1]
    image = layers(Faces(points, colours, points, around), 50, 40)[0].image
    x, y = np.meshgrid(np.arange(50) + 0.5, np.arange(40) + 0.5)
    inside = np.ones((40, 50), dtype=bool)
    for (ax, ay, _), (bx, by, _) in zip(points, np.roll(points, -1, axis=0), strict=True):
        inside &= (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0
    assert ((image > 0) == inside).all()


def test_colour_runs_linearly_between_the_corners() -> None:
    points = np.array([[0.0, 0, 0], [100, 0, 0], [0, 100, 0]])
    colours = np.array([[0, 200, 10, 255], [200, 0, 10, 255], [0, 200, 210, 255]], dtype=float).T
    faces = Faces(points, colours, points, np.array([[0, 1, 2, 2]]))
    image = layers(faces, 100, 100)[0].image.view(np.uint8)
    shown = image.reshape(100, 100, 4)[20, 30].astype(float)
    u, v = 0.305, 0.205  # pixel centre
    assert shown == pytest.approx([200 * u, 200 * (1 - u), 10 + 200 * v, 255], abs=1)


def test_layers_lie_one_behind_the_other() -> None:
    squares = np.array([[x, y, 0] for k in range(3) for x, y in
                        ((k, k), (k + 4, k), (k + 4, k + 4), (k, k + 4))], dtype=float)  # fmt: skip
    colours = np.repeat([[10.0, 20, 30]], 4, axis=0).repeat(4, axis=1)
    found = layers(Faces(squares, colours, squares, np.arange(12).reshape(3, 4)), 8, 8)
    middle = np.array([3 * 8 + 3])
    assert [layer.owner(middle).tolist() for layer in found] == [[3], [2], [1]]
    # Neighbours share 9 pixels, all three share 4: 16 + 7 + 7 seen, 9 + 9 - 4 twice, 4 thrice.
    assert [int((layer.image > 0).sum()) for layer in found] == [30, 14, 4]


def test_blending_a_layer_is_what_cairo_does() -> None:
    points = np.array([[0.0, 0, 0], [30, 0, 0], [30, 20, 0], [0, 20, 0]])
    colours = np.array([[0, 90, 30, 0], [60, 0, 9, 60], [5, 50, 0, 80], [90, 200, 130, 255]], float)
    (layer,) = layers(Faces(points, colours, points, np.arange(4)[None]), 30, 20)
    below = (np.arange(40 * 32, dtype=np.uint32) * np.uint32(0x10203)).reshape(32, 40)
    below |= np.uint32(0xFF000000)
    ours, cairos = below.copy(), below.copy()
    layer.blend(ours, 4, 3)
    context = cairo.Context(canvas(cairos))
    context.set_source_surface(canvas(layer.image), 4, 3)
    context.paint()
    assert (ours == cairos).all()


def test_the_border_fades_over_one_pixel() -> None:
    space = front(perspective=0.0)
    space.surface(wall(0), ramp=[WHITE], opacity=1.0)
    space.zoom = 1.01  # the border falls between pixel centres
    alpha = space.picture(SCREEN)[HEIGHT // 2, :, 3].astype(int)
    partial = (alpha > 0) & (alpha < 255)
    assert 1 <= partial.sum() <= 4
    assert (alpha == 255).sum() == pytest.approx(80, abs=2)


# Level lines


def bumps(steps: int) -> tuple[FloatArray, FloatArray]:
    """Return a grid over the square from -2 to 2 and x² + y² at its points."""
    x, y = np.meshgrid(*[np.linspace(-2, 2, steps)] * 2, indexing="ij")
    return np.stack([x, y, 0 * x], axis=-1), x**2 + y**2


def test_a_level_line_goes_round_and_ends_where_it_began() -> None:
    grid, values = bumps(42)
    lines = level_lines(values, (1.0, 2.25))
    points, h = lines.on(grid), 4 / 41
    assert len(lines.lengths) == 2
    for line, radius in zip(np.split(points, lines.lengths[:1]), (1.0, 1.5), strict=True):
        assert (line[0] == line[-1]).all()
        # Linear along a diagonal √2 h long, x² + y² errs by at most 2 (√2 h)²/8 = h²/2; the
        # radius by that over 2 r.
        assert np.hypot(line[:, 0], line[:, 1]) == pytest.approx(radius, abs=h**2 / (3 * radius))
        steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
        assert steps.max() < np.sqrt(2) * h
        assert steps.sum() == pytest.approx(2 * np.pi * radius, rel=0.01)


def test_a_level_line_that_leaves_the_grid_is_open() -> None:
    grid, values = bumps(21)
    lines = level_lines(values, (4.5,))  # four arcs in the corners
    ends = np.cumsum(lines.lengths)
    points = lines.on(grid)
    assert len(ends) == 4
    for at in (*(ends - lines.lengths), *(ends - 1)):
        assert np.abs(points[at]).max() == pytest.approx(2)


def test_levels_beyond_the_values_give_no_line() -> None:
    space = front()
    space.surface(wall(0), ramp=[BLUE], levels=(7.0,))
    assert space.picture(SCREEN).any()


# Occlusion


def test_a_curve_behind_an_opaque_wall_is_hidden_and_one_before_it_is_not() -> None:
    for x, seen in ((-0.5, BLUE), (0.5, RED)):
        space = front()
        space.surface(wall(0), ramp=[BLUE], opacity=1.0)
        space.curve([(x, -0.8, 0), (x, 0.8, 0)], colour=RED)
        red, _, blue, _ = pixel(space, (x, 0.1, 0))
        assert (red > 200 and blue < 50) == (seen == RED)
        assert (blue > 100 and red < 100) == (seen == BLUE)


def test_a_translucent_wall_dims_what_is_behind_it() -> None:
    def redness(x: float) -> int:
        space = front()
        space.surface(wall(0), ramp=["#000000"], opacity=0.6)
        space.curve([(x, -0.8, 0), (x, 0.8, 0)], colour=RED)
        return int(pixel(space, (x, 0.1, 0))[0])

    assert redness(0.5) == 255
    assert redness(-0.5) == pytest.approx(0.4 * 255, abs=25)


def test_a_curve_on_the_wall_is_in_front_of_it() -> None:
    space = front()
    space.surface(wall(0), ramp=[BLUE], opacity=1.0)
    space.curve([(0, -0.8, 0), (0, 0.8, 0)], colour=RED)
    assert pixel(space, (0, 0.1, 0)).tolist() == [255, 0, 0, 255]


def test_dots_and_arrows_are_hidden_too() -> None:
    for x, visible in ((-0.5, False), (0.5, True)):
        space = front()
        space.surface(wall(0), ramp=[BLUE], opacity=1.0)
        space.dot((x, -0.5, 0), colour=RED)
        space.arrow((x, 0.1, 0), (x, 0.9, 0), colour=RED)
        for y in (-0.5, 0.3, 0.75):
            assert (pixel(space, (x, y, 0))[0] > 120) == visible


def test_a_pane_cuts_a_surface_in_two() -> None:
    # A level floor passes through an upright pane: it covers the pane where it is nearer.
    x, y = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9), indexing="ij")
    space = front()
    space.elevation = 30
    space.surface(np.stack([x, y, 0 * x], axis=-1), ramp=[BLUE], opacity=1.0)
    space.slice("x", 0.0, colour=RED, opacity=0.5)
    behind, before = pixel(space, (-0.6, 0.1, 0)), pixel(space, (0.6, 0.1, 0))
    assert behind[0] == pytest.approx(128, abs=2)  # seen through the pane
    assert before[0] < 60


def test_sheets_of_one_surface_hide_each_other() -> None:
    wave = wall(0, 65)
    wave[..., 0] = 0.9 * np.cos(np.pi * wave[..., 1])
    space = Space(size=(2, 2, 2), azimuth=60, elevation=0)
    space.surface(wave, ramp=[BLUE], opacity=0.5)
    assert pixel(space, (0.9, 0, 0))[3] > pixel(space, (-0.9, 1, 0))[3] > 0


def test_is_hidden_asks_the_surfaces() -> None:
    space = front()
    space.surface(wall(0), ramp=[BLUE], opacity=1.0)
    assert space.is_hidden((-0.5, 0.2, 0.3))
    assert not space.is_hidden((0.5, 0.2, 0.3))
    assert not space.is_hidden((0, 0.2, 0.3))
    space.azimuth = 180
    assert not space.is_hidden((-0.5, 0.2, 0.3))


# Determinism and frames


def busy() -> Space:
    """Return a space with everything in it."""
    r, t = np.meshgrid(np.linspace(0, 1, 17), np.linspace(0, 2 * np.pi, 33), indexing="ij")
    space = Space(size=(2.5, 2.5, 2))
    bowl = np.stack([r * np.cos(t), r * np.sin(t), 2 * r**2 - 1], axis=-1)
    space.axes(colour=WHITE, ticks={"x": (-1, 1)})
    space.slice("y", 0.1, colour=RED)
    space.slice("x", 0.2, colour=BLUE)
    space.surface(bowl, levels=(-0.5, 0.5), net=(4, 8), rim=True)
    space.curve(bowl[:, 0], colour=RED)
    space.dot((0.5, 0, -0.5), colour=WHITE)
    space.arrow((0, 0, 0), (0.5, 0.5, 1), colour=WHITE)
    return space


def test_the_same_space_gives_the_same_bytes() -> None:
    assert busy().picture(SCREEN).tobytes() == busy().picture(SCREEN).tobytes()


def test_pictures_do_not_depend_on_what_was_drawn_before() -> None:
    first = busy().picture(SCREEN).tobytes()
    space = front()
    space.surface(wall(0, 40), ramp=[RED], net=(3, 3))
    space.picture(Screen(2 * WIDTH, 2 * HEIGHT, 80.0, WIDTH, HEIGHT))
    assert busy().picture(SCREEN).tobytes() == first


def test_a_copy_of_a_space_is_drawn_for_itself() -> None:
    space = busy()
    before = space.picture(SCREEN)
    twin = space.copy()
    twin.azimuth += 30
    twin.parts[3].opacity = 0.1
    assert not np.array_equal(twin.picture(SCREEN), before)
    assert np.array_equal(space.picture(SCREEN), before)


@pytest.mark.parametrize("elevation", [-90, -20, 0, 20, 90])
@pytest.mark.parametrize("azimuth", [-90, 0, 17, 180])
def test_every_view_can_be_drawn(azimuth: float, elevation: float) -> None:
    space = busy()
    space.azimuth, space.elevation = azimuth, elevation
    picture = space.picture(SCREEN)
    assert picture[..., 3].any()
    assert (picture[..., :3] <= picture[..., 3:]).all()  # premultiplied


def test_a_surface_out_of_the_picture_costs_nothing() -> None:
    space = front()
    space.surface(wall(0), ramp=[BLUE])
    space.shift([100.0, 0, 0])
    assert not space.picture(SCREEN).any()


# Arguments


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_grids_must_be_finite(bad: float) -> None:
    grid = wall(0)
    grid[2, 3, 0] = bad
    with pytest.raises(InvalidArgument, match=r"grid must be finite.*\(2, 3, 0\)"):
        front().surface(grid, ramp=[BLUE])


def test_shapes_and_ranges_are_checked() -> None:
    space = front()
    with pytest.raises(InvalidArgument, match=r"path must have the shape \(n, 3\)"):
        space.curve([(0, 0), (1, 1)], colour=RED)
    with pytest.raises(InvalidArgument, match="values must have one number a point"):
        space.surface(wall(0), ramp=[BLUE], values=np.zeros((3, 3)))
    with pytest.raises(InvalidArgument, match="from -90 to 90"):
        Space(elevation=91)
    with pytest.raises(InvalidArgument, match="ranges must ascend"):
        Space(x_range=(1, 1))
    with pytest.raises(InvalidArgument, match="axis must be"):
        space.slice("w", 0, colour=RED)
    with pytest.raises(InvalidArgument, match="to vary, got 'size'"):
        space.vary(size=3)
    with pytest.raises(InvalidArgument, match="same shape"):
        space.curve([(0, 0, 0), (1, 1, 1)], colour=RED).vary(path=np.zeros((3, 3)))


# Within Manim


class Stage(Scene):
    """A scene that draws nothing by itself."""

    def __init__(self) -> None:
        super().__init__(camera_class=StageCamera)


@pytest.fixture
def stage() -> "Stage":
    with tempconfig({"dry_run": True, "pixel_width": 160, "pixel_height": 90, "frame_rate": 5,
                     "progress_bar": "none", "disable_caching": True}):  # fmt: skip
        return Stage()


def play(scene: Scene, *animations: object, **how: object) -> None:
    with tempconfig({"dry_run": True, "pixel_width": 160, "pixel_height": 90, "frame_rate": 5,
                     "progress_bar": "none", "disable_caching": True}):  # fmt: skip
        scene.play(*animations, **how)


def test_an_animation_ends_exactly_and_adds_the_space(stage: Stage) -> None:
    space = busy()
    play(stage, space.turn(azimuth=12.3, elevation=90, run_time=0.4))
    assert (space.azimuth, space.elevation) == (12.3, 90)
    assert stage.mobjects == [space]


def test_groups_leave_parts_in_their_space(stage: Stage) -> None:
    space = front()
    curve = space.curve([(0, -1, 0), (0, 1, 0)], colour=RED)
    dot = space.dot((0, 0, 0), colour=WHITE)
    stage.add(space)
    play(stage, AnimationGroup(curve.draw(), dot.pop(), lag_ratio=0.5))
    play(stage, FadeOut(dot), FadeIn(curve))
    assert space in stage.mobjects
    assert space.parts == [curve, dot]
    assert (dot.opacity, curve.opacity, curve.drawn) == (0.0, 1.0, 1.0)


def test_fading_the_space_keeps_its_parts(stage: Stage) -> None:
    space = busy()
    opacities = [part.opacity for part in space.parts]
    play(stage, FadeIn(space, run_time=0.4))
    assert space.opacity == 1.0
    assert [part.opacity for part in space.parts] == opacities
    play(stage, FadeOut(space, run_time=0.4))
    assert stage.mobjects == []


def test_a_morph_passes_through_the_middle() -> None:
    space = front()
    surface = space.surface(wall(0), ramp=[BLUE])
    morph = surface.morph(wall(1))
    morph.begin()
    morph.interpolate(0.5)  # smooth(1/2) = 1/2
    assert surface.grid[..., 0] == pytest.approx(0.5)


def test_manims_own_animate_interpolates_looks(stage: Stage) -> None:
    space = front()
    stage.add(space)
    play(stage, space.animate(run_time=0.4).set(azimuth=40))
    assert space.azimuth == 40


def test_what_is_still_is_drawn_once_and_what_moves_anew(stage: Stage) -> None:
    space = busy()
    stage.add(space)
    first = stage.camera.crop(space)
    assert stage.camera.crop(space) is first
    space.azimuth += 1
    assert stage.camera.crop(space) is not first


def test_the_pixel_box_holds_all_that_is_seen() -> None:
    for space in (busy(), front()):
        for azimuth in (-60, 10, 100):
            space.azimuth = azimuth
            left, top, right, bottom = space.pixel_box(SCREEN)
            picture = space.picture(SCREEN)
            crop = space.crop(SCREEN)
            assert (picture[top:bottom, left:right] == crop.pixels).all()
            picture[top:bottom, left:right] = 0
            assert not picture.any()


def test_nothing_drawn_ends_at_the_edge_of_the_box() -> None:
    space = busy()
    pixels = space.crop(SCREEN).pixels
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert edge.max() < 128  # at most the soft end of a line


def test_the_box_is_empty_when_nothing_is_seen() -> None:
    space = front()
    space.surface(wall(0), ramp=[BLUE]).opacity = 0.0
    assert space.pixel_box(SCREEN) == (0, 0, 0, 0)


def test_parts_follow_a_tracker_and_labels_follow_parts(stage: Stage) -> None:
    space = front(perspective=0.0)
    tracker = ValueTracker(0.0)
    dot = space.dot((0, 0, 0), colour=RED)
    dot.add_updater(lambda d: d.set(at=(0, tracker.get_value(), 0)))
    label = space.pin(Dot(), dot, shift=(0, 0.5, 0))
    stage.add(space, label)
    play(stage, tracker.animate(run_time=0.4).set_value(0.75))
    assert dot.at.tolist() == [0, 0.75, 0]
    assert label.get_center().tolist() == pytest.approx([0.75, 0.5, 0])


def test_the_camera_draws_spaces_between_mobjects() -> None:
    with tempconfig({"pixel_width": WIDTH, "pixel_height": HEIGHT}):
        camera = StageCamera(frame_width=8.0, frame_height=4.5)
        space = front(perspective=0.0)
        space.surface(wall(0), ramp=[BLUE], opacity=1.0)
        below = Dot([0.5, 0, 0], radius=0.2, color=RED)
        above = Dot([-0.5, 0, 0], radius=0.2, color=RED)
        camera.capture_mobjects([below, space, above])
        row = camera.pixel_array[HEIGHT // 2].astype(int)
        assert row[WIDTH // 2 + 20, 0] < 100
        assert row[WIDTH // 2 - 20, 0] > 200
        assert config.pixel_width == WIDTH
