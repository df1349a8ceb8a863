import unicodedata
from collections.abc import Callable
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panelwright_tools.domain import Direction, Panel, Sound, Speech, SpeechKind
from panelwright_tools.lettering import (
    Actor,
    Lettering,
    LetterWishes,
    Stage,
    legibility,
    place_letters,
)
from panelwright_tools.lettering.letter import LEAST_SIZE, TEXT_SIZE
from panelwright_tools.lettering.words import plain

MakePanel = Callable[..., Panel]

LETTERS = "abcdefghijklmnopqrstuvwxyzABCXYZäéñøłžčЖяßОд0123 .,!?;:'’“”—–-…*()\n\t"
LONG = "We have to talk about the harbour, the boats, and everything that happened that night. "

quick = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _said(lettering: Lettering, speech: int | None) -> str:
    """All letters of a speech (None: the caption) in order, without spaces."""
    parts = [c.text for c in lettering.captions] if speech is None else []
    parts += [b.text for b in lettering.balloons if b.speech == speech]
    if lettering.strip is not None:
        parts += [entry.text for entry in lettering.strip.entries if entry.speech == speech]
    parts += [left.text for left in lettering.leftovers if left.speech == speech]
    return "".join("".join(parts).split())


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", plain(text)).split())


@quick
@given(
    st.lists(st.text(LETTERS, max_size=400), min_size=1, max_size=5), st.text(LETTERS, max_size=300)
)
def test_every_letter_of_every_speech_is_in_the_lettering_in_order(
    stage: Stage, make_panel: MakePanel, texts: list[str], caption: str
) -> None:
    panel = make_panel(
        *[("mina" if i % 2 else "bolt", t) for i, t in enumerate(texts)], caption=caption
    )
    lettering = place_letters(panel, stage)
    for index, text in enumerate(texts):
        assert _said(lettering, index) == _bare(text)
    assert _said(lettering, None) == _bare(caption)


@quick
@given(st.text(max_size=120))
def test_any_text_at_all_is_lettered_or_kept_with_a_note(
    stage: Stage, make_panel: MakePanel, text: str
) -> None:
    lettering = place_letters(make_panel(("mina", text)), stage)
    if lettering.notes:
        kept = ["".join(left.text.split()) for left in lettering.leftovers]
        assert kept == ["".join(plain(text).split())]
    else:
        latin = "".join(c for c in plain(text) if c.isascii() and not c.isspace())
        said = iter(_said(lettering, 0))
        assert all(letter in said for letter in latin)


@quick
@given(st.lists(st.integers(1, 14), min_size=1, max_size=5), st.sampled_from(list(Direction)))
def test_balloons_read_in_order_and_do_not_overlap_while_there_is_room(
    stage: Stage, make_panel: MakePanel, lengths: list[int], direction: Direction
) -> None:
    lines = [("bolt" if i % 2 else "mina", "word " * n) for i, n in enumerate(lengths)]
    lettering = place_letters(make_panel(*lines), stage, direction=direction)
    measured = legibility(lettering, stage, direction)
    assert measured.out_of_order == 0
    assert not measured.lost_text
    for one, other in combinations(lettering.balloons, 2):
        across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
        down = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
        assert min(across, down) < 12


def test_no_balloon_covers_a_face(stage: Stage, make_panel: MakePanel) -> None:
    panel = make_panel(
        ("bolt", "I have a map."), ("mina", "Where does it lead?"), ("bolt", "Home.")
    )
    assert not legibility(place_letters(panel, stage), stage).covered_faces


def test_the_first_speaker_on_the_far_side_is_still_read_first(
    stage: Stage, make_panel: MakePanel
) -> None:
    panel = make_panel(("bolt", "Who goes there?"), ("mina", "It is only me."))
    first, second = place_letters(panel, stage).balloons
    assert first.box[1] < second.box[1]


def test_right_to_left_reading_mirrors_the_order(stage: Stage, make_panel: MakePanel) -> None:
    panel = make_panel(("bolt", "Hello."), ("mina", "Hello."), caption="Noon.")
    lettering = place_letters(panel, stage, direction=Direction.RTL)
    assert lettering.captions[0].box[0] > 300
    assert legibility(lettering, stage, Direction.RTL).out_of_order == 0


def test_a_tail_points_at_the_mouth_and_stops_before_the_face(
    stage: Stage, make_panel: MakePanel
) -> None:
    balloon = place_letters(make_panel(("mina", "Hello there.")), stage).balloons[0]
    assert balloon.aim == (150, 322.5)
    x, y = max((point for part in balloon.tail for point in part), key=lambda point: point[1])
    assert balloon.box[3] < y <= 256
    assert 105 < x < 195


def test_a_tail_from_afar_goes_on_until_it_is_near_its_head() -> None:
    low = Actor("mina", (280, 440, 320, 540), "mina", (280, 440, 320, 480), (300, 470))
    wall = Actor("wall", (0, 150, 600, 560))
    panel = Panel(id="p01", speech=(Speech(speaker="mina", text="Hello there, whoever you are."),))
    balloon = place_letters(panel, Stage((600, 560), (low, wall))).balloons[0]
    tip = max(y for part in balloon.tail for _, y in part)
    assert balloon.box[3] < 200
    assert 30 < 470 - tip <= 4.6 * TEXT_SIZE


def test_a_voice_from_beyond_points_at_the_edge(stage: Stage, make_panel: MakePanel) -> None:
    balloon = place_letters(make_panel((None, "Come home!", SpeechKind.OFF_PANEL)), stage).balloons[
        0
    ]
    xs = [x for part in balloon.tail for x, _ in part]
    assert min(xs) < 2 or max(xs) > 598


def test_a_long_speech_becomes_joined_balloons_with_one_tail(
    stage: Stage, make_panel: MakePanel
) -> None:
    lettering = place_letters(make_panel(("mina", LONG * 2 + "Do you see?")), stage)
    assert len(lettering.balloons) == 2
    assert [len(balloon.tail) for balloon in lettering.balloons] == [0, 1]
    assert [(link.first, link.second) for link in lettering.links] == [(0, 1)]


def test_what_one_voice_says_again_is_joined_rather_than_run_through(
    stage: Stage, make_panel: MakePanel
) -> None:
    talk = ("Is that my cat?", "Your cat, Captain?", LONG + LONG + "I have been so very sad.")
    panel = make_panel(*zip(("mina", "bolt", "mina"), talk, strict=True))
    lettering = place_letters(panel, stage)
    for number, balloon in enumerate(lettering.balloons):
        for point in (point for part in balloon.tail for point in part[2:-2]):
            others = lettering.balloons[:number] + lettering.balloons[number + 1 :]
            assert not any(_holds(other.box, point) for other in others)


def _holds(box: tuple[float, float, float, float], point: tuple[float, float]) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def test_text_never_shrinks_below_the_least_size(stage: Stage, make_panel: MakePanel) -> None:
    lines = [("mina" if i % 2 else "bolt", LONG * 3) for i in range(8)]
    lettering = place_letters(make_panel(*lines), stage, wishes=LetterWishes(size=0.1))
    assert lettering.text_size >= LEAST_SIZE - 0.01
    assert lettering.strip is not None


def test_what_not_even_the_strip_holds_is_kept_and_reported(
    stage: Stage, make_panel: MakePanel
) -> None:
    panel = make_panel(("mina", LONG * 40))
    lettering = place_letters(panel, stage)
    assert lettering.leftovers
    assert legibility(lettering, stage).lost_text


def test_the_strip_moves_the_picture_so_that_faces_stay_in_sight(make_panel: MakePanel) -> None:
    low = Actor("mina", (100, 230, 300, 400), "mina", (150, 240, 250, 340), (200, 315))
    stage = Stage((400, 400), (low,))
    lettering = place_letters(make_panel(("mina", LONG * 7)), stage)
    assert lettering.strip is not None
    assert lettering.shift > 0
    assert not legibility(lettering, stage).covered_faces


def test_text_grows_with_the_scale_of_the_picture(stage: Stage, make_panel: MakePanel) -> None:
    lettering = place_letters(make_panel(("mina", "Hi.")), stage, scale=1.5)
    assert lettering.text_size == 1.5 * TEXT_SIZE


def test_a_slanted_frame_keeps_letters_out_of_its_cut_corner(make_panel: MakePanel) -> None:
    frame = ((150.0, 0.0), (600.0, 0.0), (600.0, 560.0), (0.0, 560.0))
    lettering = place_letters(make_panel(caption="Meanwhile."), Stage((600, 560), frame=frame))
    left, _, _, bottom = lettering.captions[0].box
    assert left >= 150 * (1 - bottom / 560) - 4


def test_another_variation_is_another_arrangement(stage: Stage, make_panel: MakePanel) -> None:
    panel = make_panel(("mina", "One."), ("bolt", "Two."))
    boxes = {
        place_letters(panel, stage, wishes=LetterWishes(variation=n)).balloons[0].box
        for n in range(5)
    }
    assert len(boxes) > 1


def test_a_caption_that_follows_the_speech_is_read_after_it(
    stage: Stage, make_panel: MakePanel
) -> None:
    lines = [("bolt", "Can I hold it?"), ("mina", "Here.")]
    told = "The stone went from hand to hand."
    first = place_letters(make_panel(*lines, caption=told), stage)
    last = place_letters(
        make_panel(*lines, caption=told).model_copy(update={"caption_last": True}), stage
    )
    assert first.captions[0].box[1] < min(b.box[1] for b in first.balloons)
    assert last.captions[0].box[1] > max(b.box[3] for b in last.balloons)


def test_a_sound_stands_beside_its_source(stage: Stage, make_panel: MakePanel) -> None:
    sound = place_letters(make_panel(sounds=(Sound(text="BZZT", source="bolt"),)), stage).sounds[0]
    assert (sound.box[0] + sound.box[2]) / 2 > 300
    assert not legibility(place_letters(make_panel(), stage), stage).covered_faces


def test_the_same_panel_is_lettered_the_same_twice(stage: Stage, make_panel: MakePanel) -> None:
    panel = make_panel(("mina", "Again?"), ("bolt", "Again.", SpeechKind.ROBOT), caption="Later.")
    assert place_letters(panel, stage) == place_letters(panel, stage)


def test_lettering_survives_json(stage: Stage, make_panel: MakePanel) -> None:
    lettering = place_letters(make_panel(("mina", "Hm…", SpeechKind.THOUGHT)), stage)
    assert Lettering.model_validate_json(lettering.model_dump_json()) == lettering
