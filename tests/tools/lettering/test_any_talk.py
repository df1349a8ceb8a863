"""Talk of any length among one to five people: no face covered, order kept, no word lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.domain import Direction, Panel, Speech, SpeechKind
from panelwright_tools.lettering import Actor, Stage, legibility, place_letters
from panelwright_tools.lettering.letter import LEAST_SIZE

_WORDS = "the old keeper said that nobody should ever come back here after dark because of rain"


@st.composite
def _stages(draw: st.DrawFn) -> Stage:
    width, height = draw(st.sampled_from([(420, 560), (560, 420), (760, 560), (1100, 480)]))
    count = draw(st.integers(1, min(5, width // 140)))
    actors = []
    for number in range(count):
        x = (number + 0.5) * width / count
        y = draw(st.floats(0.42, 0.6)) * height
        head = draw(st.floats(28, min(58, width / count / 2.4)))
        face = (x - head, y - head, x + head, y + head)
        box = (x - 1.2 * head, y - 1.1 * head, x + 1.2 * head, min(height, y + 5 * head))
        actors.append(Actor(f"a{number}", box, f"a{number}", face, (x, y + 0.5 * head)))
    return Stage((width, height), tuple(actors))


@st.composite
def _talks(draw: st.DrawFn) -> tuple[Stage, Panel]:
    stage = draw(_stages())
    words = _WORDS.split()
    speech = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(list(SpeechKind)))
        actor = draw(st.sampled_from(stage.actors))
        speaker = None if kind is SpeechKind.OFF_PANEL else actor.speaker
        said = draw(st.lists(st.sampled_from(words), min_size=1, max_size=14))
        speech.append(Speech(speaker=speaker, text=" ".join(said), kind=kind))
    caption = " ".join(draw(st.lists(st.sampled_from(words), max_size=12)))
    return stage, Panel(id="p01", caption=caption, speech=tuple(speech))


@settings(max_examples=30, deadline=None)
@given(_talks(), st.sampled_from(list(Direction)))
def test_no_face_is_covered_the_order_is_kept_and_nothing_is_lost(
    talk: tuple[Stage, Panel], direction: Direction
) -> None:
    stage, panel = talk
    lettering = place_letters(panel, stage, direction=direction)
    measured = legibility(lettering, stage, direction)
    assert all(share < 0.03 for share in measured.covered_faces.values())
    assert measured.out_of_order == 0
    assert not measured.lost_text
    assert lettering.text_size >= LEAST_SIZE


@settings(max_examples=30, deadline=None)
@given(_talks())
def test_whoever_speaks_is_pointed_at_once_for_each_breath(talk: tuple[Stage, Panel]) -> None:
    stage, panel = talk
    lettering = place_letters(panel, stage)
    mouths = {actor.region: actor.mouth for actor in stage.actors}
    joined = {link.first for link in lettering.links}
    for number, balloon in enumerate(lettering.balloons):
        if number in joined:
            assert not balloon.tail
        elif balloon.region is not None:
            assert balloon.aim is not None and mouths[balloon.region] is not None
            assert abs(balloon.aim[0] - (mouths[balloon.region] or (0, 0))[0]) < 1
