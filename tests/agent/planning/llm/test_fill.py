"""What a model leaves missing comes from the rules, and the plan says so."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.llm import drafted
from panelwright.planning.llm.drafts import (
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    QuoteDraft,
    SceneDraft,
    StagingDraft,
    SubjectDraft,
)
from panelwright.planning.llm.fill import Filler, plain_beats
from panelwright.planning.llm.numbering import numbered
from panelwright.planning.llm.planner import ModelPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.asking.model import Answer, Answered, Message, Usage
from panelwright_tools.domain import ModelOutputError, Story

SYNOPSIS = (
    'Mina opens the door of the old barn. "Who is there?" she calls. A white owl looks down. '
    "Tom, her brother, hides behind a barrel."
)
CYRILLIC = "Мина находит карту под дождём. Карта светится. Она бежит домой."


class Mute:
    """A model that answers some steps as the rules would, and others not at all."""

    def __init__(self, synopsis: str, *answered: type[BaseModel]) -> None:
        self.answers: dict[type[BaseModel], BaseModel] = {}
        self.asked: list[str] = []
        if FactsDraft in answered:
            story = EmbeddedPlanner().plan(synopsis, PlanWishes())
            self.answers[FactsDraft] = drafted.facts_of(story, numbered(synopsis))

    id = "mute:model"
    context = 16000

    def count(self, text: str) -> int:
        return len(text) // 4

    def ask(
        self, messages: Sequence[Message], schema: type[Answered], *, most_tokens: int
    ) -> Answer[Answered]:
        self.asked.append(schema.__name__)
        if schema not in self.answers:
            raise ModelOutputError("mute:model said nothing.")
        value = schema.model_validate(self.answers[schema].model_dump())
        return Answer(value, Usage(), "schema")

    def stream(self, messages: Sequence[Message], *, most_tokens: int) -> Iterator[str]:
        yield ""


def filler(synopsis: str = SYNOPSIS) -> Filler:
    return Filler(numbered(synopsis), EmbeddedPlanner().plan(synopsis, PlanWishes()))


def plan(model: Mute, synopsis: str, panels: int | None = None) -> Story:
    def nobody(name: str, **facts: object) -> None: ...

    return ModelPlanner(model, EmbeddedPlanner(), nobody).plan(synopsis, PlanWishes(panels=panels))


def parts(filled: Filler) -> list[str]:
    return [source.part for source in filled.sources]


def test_the_cast_comes_from_the_rules_when_the_model_lists_none() -> None:
    filled = filler()
    facts = filled.facts(FactsDraft(title="Barn"))
    assert facts.title == "Barn" and {"Mina", "Tom"} <= {c.name for c in facts.cast}
    assert facts.scenes and parts(filled)[:2] == ["cast", "places and times of the scenes"]


def test_only_whom_the_model_forgot_is_added_to_its_cast() -> None:
    filled = filler()
    mina = CharacterDraft(name="Mina", phrase="a tall girl")
    facts = filled.facts(FactsDraft(cast=[mina], scenes=filler().facts(None).scenes))
    assert facts.cast[0] == mina and [c.name for c in facts.cast].count("Mina") == 1
    assert "character Tom" in parts(filled)


def test_a_quote_without_a_speaker_gets_the_one_that_the_rules_find() -> None:
    filled = filler()
    whole = filler().facts(None)
    facts = filled.facts(whole.model_copy(update={"quotes": []}))
    assert [(q.quote, q.speaker) for q in facts.quotes] == [(1, "Mina")]
    assert parts(filled) == ["speakers of 1 quote"]


NAMED = (
    "Mina finds a map, and Bolt the robot looks at it. “Maps do not glow,” says Bolt. "
    "“This one does!” she cries. “Then run,” says the fox beside them."
)


def test_whom_the_synopsis_names_beside_a_quote_says_it_whatever_the_model_tells() -> None:
    model = Mute(NAMED, FactsDraft)
    facts = model.answers[FactsDraft]
    assert isinstance(facts, FactsDraft)
    wrong = [QuoteDraft(quote=1, speaker="Mina"), QuoteDraft(quote=2, speaker="Bolt")]
    cast = [character for character in facts.cast if character.name == "Mina"]
    model.answers[FactsDraft] = facts.model_copy(update={"cast": cast, "quotes": wrong})
    story = plan(model, NAMED)
    names = {character.id: character.name for character in story.cast}
    said = {s.text: names.get(s.speaker or "") for panel in story.panels for s in panel.speech}
    assert said["Maps do not glow."] == "Bolt"
    assert said["This one does!"] == "Bolt", "a pronoun is the model's to understand"


def test_a_named_speaker_who_is_not_in_the_cast_leaves_the_quote_to_the_model() -> None:
    facts = FactsDraft(
        cast=[CharacterDraft(name="Mina"), CharacterDraft(name="Bolt")],
        quotes=[QuoteDraft(quote=3, speaker="Mina")],
    )
    told = filler(NAMED).facts(facts).quotes
    assert [q.speaker for q in told if q.quote == 3] == ["Mina"]


def test_a_panel_without_staging_shows_what_the_rules_show_of_the_same_sentences() -> None:
    filled = filler()
    told = StagingDraft(shot="close", subjects=[SubjectDraft(name="Mina")])
    beats = [BeatDraft(first=1, last=2), BeatDraft(first=3, last=4)]
    first, second = filled.stagings([told, None], beats)
    assert first == told and second is not None
    assert {"Tom", "white owl"} & {subject.name for subject in second.subjects}
    assert parts(filled) == ["panel p02: picture"]


def test_a_staging_without_subjects_keeps_its_shot() -> None:
    [staging] = filler().stagings([StagingDraft(shot="close")], [BeatDraft(first=1, last=1)])
    assert staging is not None and staging.shot == "close" and staging.subjects


def test_a_record_that_repeats_one_phrase_in_every_field_counts_as_missing() -> None:
    echo = "The Red-haired Girl"
    fields = ("kind", "species", "hair", "skin", "colour", "phrase")
    mina = CharacterDraft(name="Mina", **dict.fromkeys(fields, echo))  # type: ignore[arg-type]
    filled = filler()
    facts = filled.facts(FactsDraft(cast=[mina], scenes=filler().facts(None).scenes))
    robot = CharacterDraft(name="robot", kind="robot", species="robot", phrase="a robot")
    assert filler().facts(FactsDraft(cast=[robot])).cast[0] == robot
    assert echo not in facts.cast[0].model_dump().values() and "look of Mina" in parts(filled)
    told = SceneDraft(first=1, last=2, place=echo, time=echo, weather=echo, season=echo)
    scenes = filled.facts(FactsDraft(scenes=[told, told.model_copy(update={"first": 3})])).scenes
    assert [scene.place for scene in scenes] == [s.place for s in filler().facts(None).scenes]
    assert "places and times of the scenes" in parts(filled)
    subject = SubjectDraft(name="Mina", phrase=echo, doing=echo, feeling=echo, facing=echo)
    [staging] = filled.stagings([StagingDraft(subjects=[subject])], [BeatDraft(first=3, last=3)])
    assert staging is not None and echo not in staging.model_dump_json()
    honest = SubjectDraft(name="Mina", doing="runs", feeling="happy", facing="left", where="left")
    assert filled.stagings([StagingDraft(subjects=[honest])], [BeatDraft(first=1, last=1)]) == [
        StagingDraft(subjects=[honest])
    ]


def test_panels_without_words_get_their_quotes_and_the_captions_of_the_rules() -> None:
    filled = filler()
    facts = filled.facts(None)
    beats = filled.beats(None, PlanWishes())
    words = filled.words([None] * len(beats), facts, beats)
    quotes = [balloon.quote for panel in words for balloon in panel.balloons]
    assert quotes == [1] and any(panel.caption for panel in words)


def test_a_model_that_says_nothing_leaves_the_plan_of_the_rules() -> None:
    model = Mute(SYNOPSIS)
    story = plan(model, SYNOPSIS)
    rules = EmbeddedPlanner().plan(SYNOPSIS, PlanWishes())
    assert story.panels == rules.panels and story.planner == "llm/1 (mute:model)"
    [source] = story.sources
    assert (source.part, source.planner) == ("the whole plan", "embedded/1")
    assert set(model.asked) == {"FactsDraft", "BeatsDraft"}


def test_steps_that_fail_are_filled_one_by_one_and_named() -> None:
    story = plan(Mute(SYNOPSIS, FactsDraft), SYNOPSIS)
    told = {source.part for source in story.sources}
    assert "moments of the panels" in told and "panel p01: picture" in told
    assert "cast, places and scenes" not in told
    assert all(source.planner == "embedded/1" for source in story.sources)
    assert any("filled in by rules" in note for note in story.notes)
    assert Story.model_validate_json(story.model_dump_json()) == story


@pytest.mark.parametrize("panels", [1, 2, 3])
def test_a_text_that_no_rule_reads_still_becomes_panels(panels: int) -> None:
    story = plan(Mute(CYRILLIC), CYRILLIC, panels=panels)
    assert len(story.panels) == panels
    assert "".join(panel.caption for panel in story.panels)
    assert "".join(panel.beat.text for panel in story.panels).startswith("Мина")


def test_plain_beats_tell_every_sentence_once() -> None:
    text = numbered(CYRILLIC)
    for panels in (None, 1, 2, 3, 9):
        beats = list(plain_beats(text, panels))
        told = [n for beat in beats for n in range(beat.first, beat.last + 1)]
        assert told == [1, 2, 3]


def test_the_same_answers_give_the_same_plan() -> None:
    one, other = (plan(Mute(SYNOPSIS, FactsDraft), SYNOPSIS) for _ in range(2))
    assert one == other


def test_the_report_names_what_came_from_elsewhere(tmp_path: Path) -> None:
    from panelwright_tools.binding.report import RunFacts, report_parts

    story = plan(Mute(SYNOPSIS, FactsDraft), SYNOPSIS)
    facts = RunFacts("RUN", story.planner, "blocks", "masks", "leave-one-out")
    page = "".join(report_parts(story, [], [], facts))
    assert "What came from elsewhere" in page and "panel p01: picture" in page
