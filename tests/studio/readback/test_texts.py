"""Texts: which digits belong to whom, how they are typeset anew, and what is read for what."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.stage.text import Typeset, plain_preamble
from calcml.studio.readback.digits import wording_of
from calcml.studio.readback.pieces import pieces_of
from calcml.studio.readback.signs import rivals_of, signs_in
from calcml.studio.readback.texts import legibility
from calcml.studio.readback.typesetting import Spot, spot_of, template, variants

PREAMBLE = plain_preamble()
WIDE = Spot(0, 0, 260, 60, (20.3, 38.4), 18.67)


def entry(key, typst, *, symbol="s", shown="", kind="number", value=0.0):
    return {"key": key, "kind": kind, "typst": typst, "symbol": symbol, "shown": shown or typst,
            "value": value}  # fmt: skip


def digits_at(source, words):
    return "".join(source[at] for at in words.digits)


def picture(source, spot=WIDE, *, ink=235.0, ground=18.0):
    """Return a frame in which a text stands in a spot."""
    cover = template(PREAMBLE, source, spot)
    frame = np.full((spot.top + spot.height + 4, spot.left + spot.width + 4, 3), ground)
    part = frame[spot.top : spot.top + spot.height, spot.left : spot.left + spot.width]
    part += cover[..., None] * (ink - ground)
    return frame.astype(np.float32)


def read(frame, source, words=None, spot=WIDE):
    words = words or wording_of(source, [entry("it", source.strip("$"))])
    found = legibility(frame, PREAMBLE, source, words, spot)
    assert found is not None
    return found


# Which digits belong to an entry.


def test_a_caption_shows_its_entries_and_no_other_digit():
    slope, step = entry("slope", "-6.25"), entry("step", "0.1")
    source = "At $h = 0.1$ the slope is $-6.25$, after 3 steps."
    words = wording_of(source, [slope, step])
    assert digits_at(source, words) == "01625"
    assert [source[at] for at in words.signs] == [".", "-", "."]
    assert set(words.values) == {"slope", "step"}
    assert words.stray == "3"
    assert words.missing == ()


def test_a_number_is_not_found_within_a_longer_one():
    for source in ("$16.1$", "$6.12$", "$6.1.3$", "$0.6.1$"):
        words = wording_of(source, [entry("slope", "6.1")])
        assert words.missing == ("slope",)
        assert words.digits == ()
        assert words.stray


def test_of_two_numbers_the_longer_one_is_taken_first():
    words = wording_of("$6$ of $6.5$", [entry("a", "6"), entry("b", "6.5")])
    assert (digits_at("$6$ of $6.5$", words), words.stray) == ("665", "")


@pytest.mark.parametrize(
    ("source", "typst", "digits", "signs"),
    [
        ("$display(frac(1, 2 m) = 3)$", "frac(1, 2 m) = 3", "123", ""),
        ("$2.5 dot 10^(-3)$", "2.5 dot 10^(-3)", "25103", ".-"),
        ('#raw("x = 0.1")', '#raw("x = 0.1")', "01", "."),
        ("$x -> 3$", "3", "3", ""),
        ("$r approx 0.333$", "0.333", "0333", ".a"),
        ("about ≈ $0.5$", "0.5", "05", ".≈"),
        ("#box(width: 210.5pt, align(center)[so $7$ it is])", "7", "7", ""),
        ("#box(width: 210.5pt, align(left)[so $7$ it is])", "7", "7", ""),
        ("the square of aˣ² is $6$", "6", "6", ""),
    ],
)
def test_digits_and_signs_are_found_in(source, typst, digits, signs):
    words = wording_of(source, [entry("it", typst)])
    assert digits_at(source, words) == digits
    assert "".join(source[at] for at in words.signs) == signs
    assert (words.stray, words.missing) == ("", ())


def test_a_symbol_stands_for_its_entry_and_shows_no_value():
    words = wording_of("$display(x_1)$", [entry("first", "4", symbol="x_1")])
    assert words.values == ()
    assert words.missing == ()
    assert words.stray == ""


def test_a_name_is_read_as_it_is_set():
    title = entry("title", '"Part 2: two-sided"', kind="name", shown="Part 2: two-sided")
    words = wording_of(r"#strong[Part 2: two\-sided]", [title])
    assert (digits_at(r"#strong[Part 2: two\-sided]", words), words.stray) == ("2", "")
    assert words.missing == ()
    assert wording_of("Part 3", [title]).stray == "3"


def test_a_verdict_is_a_tick_or_its_words():
    truth = entry("same", '"yes"', kind="verdict", value=True, shown="yes")
    assert wording_of("$checkmark$", [truth]).missing == ()
    assert wording_of("$crossmark$", [truth]).missing == ("same",)
    assert wording_of("so yes", [truth]).values == ("same",)


def test_a_scenes_number_is_its_address():
    assert wording_of("Limits · 1.6", [], "1.6").stray == ""
    assert wording_of("Limits · 1.7", [], "1.6").stray == "17"


def test_a_sign_has_rivals_that_are_typst():
    for source, at in (("$-3$", 1), ("$3.5$", 2), ('#raw("0.1")', 7), ("$x approx 3$", 3),
                       ('$"0.5 m"$', 3), ("≈ 3", 0)):  # fmt: skip
        rivals = rivals_of(source, at)
        assert rivals
        assert source not in rivals
        right = template(PREAMBLE, source, WIDE)
        for rival in rivals:
            assert not np.array_equal(template(PREAMBLE, rival, WIDE), right), rival


@pytest.mark.parametrize("change", [lambda text: text.scale(0),
                                    lambda text: text.add(text[0].copy()),
                                    lambda text: text.remove(text[0])])  # fmt: skip
def test_what_is_no_more_the_text_that_it_was_is_infinitely_far_off(change):
    drawn = Typeset("$46$", em=20.0)
    change(drawn)
    assert drawn.setting()[-1] == float("inf")


def test_an_arrow_is_no_minus_sign():
    source = "$x -> 3 - 1$"
    assert [source[at : at + 2] for at in signs_in(source, range(len(source)))] == ["- "]


# How texts are typeset anew.


@pytest.mark.parametrize("source", ["$-0.3689$", "It climbs to $4.5$ now.", "$frac(1, 2 m)$",
                                    '#raw("x = 0.1")', "#strong[Doubling $3$]"])  # fmt: skip
@pytest.mark.parametrize("em", [14.3, 18.67, 42.0])
def test_a_template_lies_where_the_stage_sets_the_text(source, em):
    drawn = Typeset(source, em=em)  # in a frame whose unit is a pixel
    pen, baseline, size, off = drawn.setting()
    assert (size, off) == (pytest.approx(em), pytest.approx(0, abs=1e-9))
    points = np.vstack([glyph.points for glyph in drawn.family_members_with_points()])
    (left, bottom, _), (right, top, _) = points.min(axis=0), points.max(axis=0)
    x, y = (
        7.37 - left,
        5.61 + top,
    )  # where the frame's origin is, so that the ink starts near (7, 5)
    rest = {"box": [7.37, 5.61, right + x, y - bottom], "pen": [pen + x, y - baseline], "em": em}
    spot = spot_of(rest)
    cover = template(PREAMBLE, source, spot)
    rows, columns = (np.flatnonzero((cover > 0.02).any(axis=axis)) for axis in (1, 0))
    ink = (columns[0] + spot.left, rows[0] + spot.top,
           columns[-1] + 1 + spot.left, rows[-1] + 1 + spot.top)  # fmt: skip
    # Ink covers whole pixels, of which some may be touched by less than can be told.
    assert ink == pytest.approx(tuple(rest["box"]), abs=1.1)
    # The middle of the ink is that of the outlines; Typst moves glyphs by parts of a pixel.
    assert (cover.sum(axis=0) @ np.arange(spot.width)) / cover.sum() + 0.5 + spot.left == (
        pytest.approx(_middle_of_ink(drawn) + x, abs=0.25)
    )


def _middle_of_ink(drawn):
    """Return the centre of area across, of the outlines as polygons."""
    area = moment = 0.0
    for glyph in drawn.family_members_with_points():
        for path in glyph.get_subpaths():
            t = np.linspace(0, 1, 9)[:, None]
            a, b, c, d = (path[k::4, None, :2] for k in range(4))
            curve = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
            x, y = curve.reshape(-1, 2).T
            cross = x * np.roll(y, -1) - np.roll(x, -1) * y
            area += cross.sum() / 2
            moment += ((x + np.roll(x, -1)) * cross).sum() / 6
    return moment / area


def test_the_digits_of_a_source_are_replaced_in_their_places():
    assert variants("$6.1$", (1, 3), "8") == "$8.8$"


def test_pieces_are_letters_and_cover_all_ink():
    source = "$frac(a + b, 2)$ is half"
    cover = template(PREAMBLE, source, WIDE)
    covered = np.zeros(cover.shape, dtype=bool)
    pieces = pieces_of(PREAMBLE, source, WIDE)
    for piece in pieces:
        covered[piece] = True
    assert not (cover[~covered] > 0.2).any()
    assert len(pieces) >= len("a+b-2ishalf") - 3  # some letters touch
    assert pieces_of(PREAMBLE, "", WIDE) == ()


# What is read.


@given(number=st.from_regex(r"-?[1-9][0-9]{0,2}\.[0-9]{1,2}", fullmatch=True), dark=st.booleans())
@settings(max_examples=15, deadline=None)
def test_a_right_number_is_read_to_its_last_digit(number, dark):
    colours = {"ink": 30.0, "ground": 240.0} if dark else {}
    found = read(picture(f"${number}$", **colours), f"${number}$")
    assert found.read == number.translate({ord("-"): None, ord("."): None})
    assert found.match > 0.999
    assert found.margin > 0.02
    assert found.least > 0.999


@given(
    number=st.from_regex(r"[1-9][0-9]{3}", fullmatch=True), at=st.integers(0, 3),
    other=st.sampled_from("0123456789"),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_one_wrong_digit_is_read_as_what_it_is(number, at, other):
    wrong = number[:at] + other + number[at + 1 :]
    found = read(picture(f"${wrong}$"), f"${number}$")
    assert found.read == wrong
    assert (found.margin > 0.02) is (wrong == number)


@pytest.mark.parametrize(
    ("shown", "right"),
    [("$1.75$", "$-1.75$"), ("$+1.75$", "$-1.75$"), ('$3","25$', "$3.25$"),
     ("$3#hide[.]25$", "$3.25$"), ("$325$", "$3.25$")],
)  # fmt: skip
def test_another_sign_or_point_fits_less(shown, right):
    assert read(picture(right), right).margin > 0.02
    assert read(picture(shown), right).margin <= 0


def test_an_equals_sign_is_not_taken_for_about():
    words = wording_of("$r approx 0.333$", [entry("r", "0.333")])
    assert read(picture("$r approx 0.333$"), "$r approx 0.333$", words).margin > 0.02
    assert read(picture("$r = 0.333$"), "$r approx 0.333$", words).margin < 0


def test_a_missing_word_is_missed_where_it_stands():
    words = wording_of("it does not settle", [])
    frame = picture("it does #hide[not] settle")
    found = read(frame, "it does not settle", words)
    assert found.match > 0.8  # on the whole it looks alike
    assert found.least < 0.3
    assert found.margin == 1


def test_what_was_drawn_on_more_room_than_it_needs_is_told():
    tight = spot_of({"box": [20.5, 24, 58, 38], "pen": [20.3, 38.4], "em": 18.67})
    found = read(picture("$3.25$", tight), "$3.25$", spot=tight)
    assert found.spare < 0.3
    wide = dataclasses.replace(tight, width=tight.width + 12)
    assert read(picture("$3.25$", wide), "$3.25$", spot=wide).spare > 0.5


def test_an_empty_picture_has_nothing_to_read():
    frame = np.full((80, 280, 3), 20.0, dtype=np.float32)
    found = read(frame, "$3.25$")
    assert (found.match, found.least) == (0, 0)
    assert found.margin <= 0


@pytest.mark.parametrize("corner", [(-1, 0), (0, -2), (10, 0), (0, 30)])
def test_a_text_that_reaches_out_of_the_picture_is_not_read(corner):
    frame = picture("$3.25$")
    spot = dataclasses.replace(WIDE, left=corner[0], top=corner[1])
    assert legibility(frame, PREAMBLE, "$3.25$", wording_of("$3.25$", []), spot) is None


@pytest.mark.parametrize("size", [1.0, 4 / 9])
def test_a_title_in_a_box_much_broader_than_it_stands_in_its_spot(size):
    pen, em = (-586.19 * size, 36.149 * size), 46.5 * size
    spot = Spot(661, 249, round(598 * size), round(51 * size), pen, em)
    broad = "#box(width: 3806.968pt, align(center)[From limits to gradient descent])"
    inked = np.flatnonzero(template(PREAMBLE, broad, spot).max(axis=0) > 0.5)
    assert inked[0] < 6
    assert inked[-1] > spot.width - 6
