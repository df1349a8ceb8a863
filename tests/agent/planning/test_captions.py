"""Captions are whole clauses of their beat, short enough to read, without speech."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.embedded.caption_participles import finite
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Story

ROOT = Path(__file__).parents[3]
STORIES = sorted(
    (ROOT / "benchmarks" / "planner_set" / "tuning").glob("*.txt"),
    key=lambda path: int(path.stem.split("-")[0]),
)[:24]
EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.suffix in (".txt", ".md"))
MOST = 40
"""Words of two full boxes and a little."""


def plan(text: str, panels: int | None = None) -> Story:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=panels))


def caption(text: str, panels: int = 1) -> str:
    return " ".join(panel.caption for panel in plan(text, panels).panels)


def words(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text.lower())


def is_within(story: Story, panel: Panel, sentence: str) -> bool:
    """Its words stand in the beat in this order, but for names and an `and` that joins anew."""
    names = [(c.name, *c.aliases, f"{c.name}'s") for c in story.cast]
    called = {word for own in names for word in words(f"the narrator's {' '.join(own)}")}
    beat = iter(words(panel.beat.text))
    return all(
        word in called or word == "and" or any(word == other for other in beat)
        for word in words(sentence)
    )


@pytest.mark.parametrize("path", [*STORIES, *EXAMPLES], ids=lambda path: path.stem)
def test_captions_are_clauses_of_their_beat_in_its_order(path: Path) -> None:
    story = plan(path.read_text("utf-8"))
    for panel in story.panels:
        for sentence in re.split(r"(?<=[.!?…]) ", panel.caption):
            assert is_within(story, panel, sentence), (panel.id, sentence, panel.beat.text)
        assert len(panel.caption.split()) <= MOST, panel.caption


CLAUSES = [
    "Mina ran home",
    "the dog, who was old and tired, barked",
    "Tom found a lamp, which was cold, and lit it",
    "when the rain stopped, the baker closed his shop",
    "the cat slept because the stove was warm",
    "Ada climbed the tower, singing all the way",
]


@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=7))
def test_long_sentences_are_cut_between_clauses_only(parts: list[str]) -> None:
    text = f"{'; '.join(parts)}."
    text = text[0].upper() + text[1:]
    whole = {word for part in parts for word in words(part)}
    told = caption(text)
    assert told[-1] in ".!?"
    assert set(words(told)) <= whole | {"and"}
    assert not re.search(r"\b(the|a|and|who|which|because|when|his|of|to|but)\.", told)


def test_a_relative_clause_leaves_a_long_caption_before_a_deed_does() -> None:
    told = caption(
        "Coach Ruiz, who is short and loud and has her arm in a cast, has coached the team. "
        "The goalie, who is the tallest girl in the whole school, fell into the cold blue pool."
    )
    assert "has coached the team." in told
    assert "fell into the cold blue pool." in told


def test_a_list_of_deeds_gets_its_and_back() -> None:
    told = caption(
        "In the long dark night Ada fetched a big iron bucket from the shed, scooped up the round "
        "yellow moon from the pond, and ran home through the wet grass, and the old owl hooted."
    )
    assert ", scooped" not in told or " and ran" in told


def test_what_follows_a_dropped_tag_alone_is_no_caption() -> None:
    assert "Who was" not in caption('"It does this," said Tom, who was eighty-eight.')
    assert "Because" not in caption('"I see," I told him, because I was nine.')


def test_a_name_in_capitals_is_told_as_a_name_when_a_screenplay_becomes_a_comic() -> None:
    story = plan(
        "Title: Late\n\nINT. BUS - NIGHT\n\nNORA sits down. The DRIVER waves.\n\nNORA\nHello.\n\n"
        "DRIVER\nWhere to?\n"
    )
    told = " ".join(panel.caption for panel in story.panels)
    assert "NORA" not in told and "DRIVER" not in told


def test_a_list_of_deeds_behind_so_gets_its_and_back() -> None:
    told = caption(
        "So she took the heavy bucket in her teeth, went out into the dark and walked and walked "
        "toward the sound of the crying that came from the far side of the old forest."
    )
    assert ", went" not in told or " and walked" in told


@pytest.mark.parametrize(
    ("synopsis", "told"),
    [
        (
            'Pepper is one. Every morning Pepper shouted "Late!" and Ignatz dropped his spoon.',
            "Every morning Ignatz dropped his spoon.",
        ),
        (
            'Mina ran in, shouted "Stop!" and fell over the cat. The cat ran away.',
            "Mina ran in, and fell over the cat.",
        ),
        ('At noon Tom said "Fine," but Mina threw the ball away.', "Mina threw the ball away."),
    ],
)
def test_what_is_left_of_a_sentence_around_speech_is_a_sentence(synopsis: str, told: str) -> None:
    assert told in caption(synopsis)


def test_a_caption_names_what_its_next_sentence_takes_up() -> None:
    told = caption(
        "I was walking home from school with my friend when I saw a brown wallet on the ground. "
        "I picked it up and there was more money in it than I ever saw."
    )
    assert "wallet" in told


def test_what_the_narration_says_behind_speech_stays_told() -> None:
    assert caption('My friend Jay goes "finders keepers" but i said no way.') == "I said no way."


@pytest.mark.parametrize(
    ("synopsis", "last"),
    [
        ('"Can I hold it?" asked Ana. The stone went from hand to hand.', True),
        ('The stone went from hand to hand. "Can I hold it?" asked Ana.', False),
        ('"They liked it," said Sam, and put the stone in her pocket.', True),
        ('"It is a stone," said Ana. Her ears went red. "It is a good stone."', False),
        ("The stone went from hand to hand.", False),
    ],
)
def test_a_caption_of_what_follows_the_speech_is_read_last(synopsis: str, last: bool) -> None:
    assert plan(synopsis, 1).panels[0].caption_last is last


@pytest.mark.parametrize(
    ("synopsis", "told"),
    [
        (
            '"They liked it," said Omar, and put the stone back in her pocket.',
            "Omar put the stone back in her pocket.",
        ),
        (
            '"You might have called," Inga says, and takes off her coat and makes soup.',
            "Inga takes off her coat and makes soup.",
        ),
    ],
)
def test_who_spoke_and_then_does_something_is_named(synopsis: str, told: str) -> None:
    assert caption(synopsis) == told


@pytest.mark.parametrize(
    ("synopsis", "told"),
    [
        (
            'Joao comes in. "What is this?" he asks, holding up a loaf that looks like a shoe.',
            "Joao comes in. He holds up a loaf that looks like a shoe.",
        ),
        (
            '"Wait!" shouted Ann, running after the man who took her hat and waving her umbrella.',
            "Ann ran after the man who took her hat and waved her umbrella.",
        ),
        (
            '"It is," they say, hugging the dog that saved them.',
            "They hug the dog that saved them.",
        ),
        (
            '"Look," said Tom, slowly putting down the cup that he had found.',
            "Tom put down the cup that he had found.",
        ),
        ('"Yes," said Ann, and, wiping her hands, she left.', "Wiping her hands, she left."),
        ('"Yes," said Ann, covered in mud because she had fallen.', ""),
        ('"No," he said, having looked in the box that she gave him.', ""),
        ('"Wait!" shouts Ann, running after them.', ""),
    ],
)
def test_a_participle_behind_a_speech_tag_is_told_as_a_sentence_or_not(
    synopsis: str, told: str
) -> None:
    assert caption(synopsis) == told


def test_a_participle_is_told_as_a_sentence_in_a_panel_after_its_speech_too() -> None:
    told = caption('"What is this?" he asks, holding up a loaf that looks like a shoe.', 2)
    assert told.strip() == "He holds up a loaf that looks like a shoe."


def test_a_sentence_is_not_cut_within_its_side_clause() -> None:
    told = caption(
        "Nobody in the Hotel Bristol had noticed that the portrait in the lobby was gone until "
        "Zara, the night porter, came back from her tea break. She was a short woman with grey "
        "hair and a red waistcoat, and she noticed everything."
    )
    assert "until Zara came back from her tea break." in told


def test_what_a_state_waited_for_is_told() -> None:
    told = caption(
        "I was eleven when my uncle gave me the key to the house on Gull Lane. He told me never "
        "to go in after dark. So of course I did, and I was not sorry for it for a long time."
    )
    assert "my uncle gave me the key" in told


def test_no_caption_ends_in_the_joint_of_what_was_cut() -> None:
    told = caption(
        "Felix refused to leave his oven, and Marcus put a wet cloth over the head of the old "
        "baker and dragged him out by the arm just as the roof fell in with a terrible crash."
    )
    assert not told.endswith("just.")


def test_names_typed_in_lower_case_have_their_capitals_everywhere() -> None:
    told = caption("nora runs and shoots and then nora jumps like a cat and catches it")
    assert told.count("Nora") == 2


def test_what_a_screenplay_tells_in_brackets_is_no_caption() -> None:
    told = caption("INT. LIFT - DAY\n\nAMARA (30s, coffee in hand) steps in. The doors close.\n")
    assert told.startswith("Amara steps in.")


def test_nobody_is_called_by_a_name_that_is_told_later() -> None:
    told = [
        panel.caption
        for panel in plan(
            "A soldier climbed out of the trench. He carried a sausage. I shook his hand. His "
            "name is Otto and he is a baker.",
            4,
        ).panels
    ]
    assert told[1] == "The soldier carried a sausage."


def test_who_is_named_in_an_opening_that_is_left_out_is_named_behind_it() -> None:
    told = caption(
        "When old Mr. Abernathy died, he left his lighthouse to his niece Kezia, his boat to his "
        "neighbour Bashir, and his parrot to both of them, and nobody was glad. The parrot sang."
    )
    assert told.startswith("Mr. Abernathy left his lighthouse")


def test_days_typed_in_lower_case_have_their_capitals() -> None:
    assert caption("on saturday nora falls off a horse") == "On Saturday Nora falls off a horse."


@pytest.mark.parametrize(
    ("verb", "present", "past"),
    [
        ("hold", "holds", "held"),
        ("hug", "hugs", "hugged"),
        ("carry", "carries", "carried"),
        ("tie", "ties", "tied"),
        ("beat", "beats", "beat"),
        ("put", "puts", "put"),
        ("go", "goes", "went"),
    ],
)
def test_participles_become_forms_of_the_present_and_the_past(
    verb: str, present: str, past: str
) -> None:
    assert finite(verb, "VBZ") == present
    assert finite(verb, "VBD") == past
    assert finite(verb, "VBP") == verb


def test_a_participle_behind_a_speech_tag_is_told_in_its_tense() -> None:
    told = caption('Mina came. "Wait!" she said, tying a ribbon around a box that shone.')
    assert told == "Mina came. She tied a ribbon around a box that shone."
