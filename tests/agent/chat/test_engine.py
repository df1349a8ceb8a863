"""A conversation with a real run: shown, painted, taken back, picked up."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from panelwright.chat.engine import Chat
from panelwright.chat.spoken import (
    Bound,
    Difference,
    Painted,
    Problem,
    Reply,
    Said,
    Spoken,
    Version,
)
from panelwright.run import Run, opened
from panelwright.settings import Settings
from panelwright_tools.domain import UserError
from small_runs import SETTINGS, drawn, painted, planned

STORY = "Mina finds a map in the rain. It glows. Mina runs home."


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(chat: Chat, *turns: str) -> list[Spoken]:
    """What the turns were answered with, without the user's own words and progress."""
    heard: list[Spoken] = []
    for turn in turns:
        chat.say(turn, heard.append)
    return [spoken for spoken in heard if spoken.kind not in ("said", "progress")]


def kinds(spoken: Sequence[Spoken]) -> list[str]:
    return [one.kind for one in spoken]


def the(kind: type[Spoken], spoken: Sequence[Spoken]) -> Spoken:
    (found,) = [one for one in spoken if isinstance(one, kind)]
    return found


def talk_about(run: Run, asking: str = "costly") -> Chat:
    return Chat(run, asking=asking, jobs=1)  # type: ignore[arg-type]


def test_a_first_story_makes_a_run_shows_its_plan_and_paints_it() -> None:
    with Chat(settings=SETTINGS) as chat:
        heard = said(chat, STORY)
        assert kinds(heard)[0] == "difference" and kinds(heard)[-1] == "bound"
        plan, book = the(Difference, heard), the(Bound, heard)
        assert isinstance(plan, Difference) and isinstance(book, Bound)
        assert "panel 1: Mina finds a map in the rain." in plan.lines
        assert plan.panels == book.painted == (1, 2, 3)
        assert chat.run is not None and chat.run.panel_picture("p03").is_file()


def test_what_is_wished_before_the_story_is_remembered() -> None:
    with Chat(settings=SETTINGS) as chat:
        said(chat, "make it manga, right to left, in 2 panels")
        assert chat.run is None
        said(chat, STORY)
        assert chat.run is not None
        story = chat.run.read_story()
        assert (story.style, story.direction, len(story.panels)) == ("manga", "rtl", 2)


@pytest.mark.parametrize("text", ["hello", "?", "...", "a fox", "undo"])
def test_without_a_story_no_folder_is_made(text: str, tmp_path: Path) -> None:
    with Chat(settings=SETTINGS) as chat:
        heard: list[Spoken] = []
        chat.say(text, heard.append)
        assert kinds(heard) in (["reply"], ["problem"])
    assert not list(tmp_path.iterdir())


def test_a_text_that_nobody_can_plan_leaves_no_folder(tmp_path: Path) -> None:
    with Chat(settings=SETTINGS) as chat:
        heard = said(chat, "Мина нашла карту. Карта светится. Она бежит домой.")
        assert kinds(heard) == ["problem"] and chat.run is None
    assert not list(tmp_path.glob("comics/*"))


def test_a_change_is_shown_then_only_its_panel_is_painted_and_it_is_a_version() -> None:
    run = planned(Path("run"))
    drawn(run)
    before = painted(run)
    with talk_about(run) as chat:
        heard = said(chat, "panel 2 at night")
    assert kinds(heard) == ["difference", "version", "painted", "bound"]
    difference, version = the(Difference, heard), the(Version, heard)
    assert isinstance(difference, Difference) and isinstance(version, Version)
    assert difference.lines == ("panel 2: time day → night",) and difference.panels == (2,)
    assert version.number == 1
    assert len(painted(run)) == len(before) + 1
    assert run.read_story().panels[1].time == "night"


def test_a_change_can_be_taken_back_and_nothing_is_painted_for_it() -> None:
    run = planned(Path("run"))
    story = run.read_story()
    with talk_about(run) as chat:
        said(chat, "paint it", "panel 2 at night", "panel 3 in the rain")
        before = painted(run)
        heard = said(chat, "go back to version 0")
        assert run.read_story() == story and painted(run) == before
        assert isinstance(heard[0], Reply) and "panel 3 in the rain" in heard[0].text
        said(chat, "go back to version 2")
        assert run.read_story().panels[2].weather == "rain" and painted(run) == before
        (problem,) = said(chat, "go back to version 7")
        assert isinstance(problem, Problem) and "there are 0 to 2" in problem.text


def test_another_drawing_of_a_panel_is_a_version_too() -> None:
    run = planned(Path("run"))
    with talk_about(run) as chat:
        said(chat, "paint it")
        first = run.panel_picture("p02").read_bytes()
        heard = said(chat, "redraw panel 2")
        assert "version" in kinds(heard) and run.panel_picture("p02").read_bytes() != first
        before = painted(run)
        said(chat, "undo")
        assert run.panel_picture("p02").read_bytes() == first and painted(run) == before
        said(chat, "redo")
        assert run.panel_picture("p02").read_bytes() != first and painted(run) == before


def test_a_panel_is_locked_and_approved_by_saying_so_and_let_go_again() -> None:
    run = planned(Path("run"))
    with talk_about(run) as chat:
        said(chat, "paint it")
        first = run.panel_picture("p02").read_bytes()
        heard = said(chat, "panel 2 is fine, leave it")
        assert the(Difference, heard).lines == (  # type: ignore[union-attr]
            "panel 2: keeps its picture",
            "panel 2: approved as it is",
        )
        heard = said(chat, "panel 2 at night", "redraw panel 2", "which panels are locked?")
        assert run.panel_picture("p02").read_bytes() == first
        problem, reply = the(Problem, heard), the(Reply, heard)
        assert problem.text == 'panel 2 keeps its picture; say "unlock panel 2" first.'  # type: ignore[union-attr]
        assert reply.text == "Panel 2 is locked."  # type: ignore[union-attr]
        heard = said(chat, "unlock 2")
        assert the(Bound, heard).painted == (2,)  # type: ignore[union-attr]
        assert run.panel_picture("p02").read_bytes() != first


def test_what_was_talked_about_is_kept_and_a_proposal_is_left_alone() -> None:
    run = planned(Path("run"))
    with talk_about(run, "always") as chat:
        said(chat, "paint it", "yes", "panel 3 at night")
        assert kinds(said(chat, "keep it as it is")) == ["reply"]
        assert run.read_story().panel("p03").time == "day"
        heard = said(chat, "lock it")
        assert the(Difference, heard).lines == ("panel 3: keeps its picture",)  # type: ignore[union-attr]


def test_a_story_is_told_in_pieces_and_what_was_corrected_stays() -> None:
    with Chat(settings=SETTINGS) as chat:
        said(chat, STORY, "Mina is called Lina", "Lina's coat is blue from panel 2 on")
        assert chat.run is not None
        before = chat.run.read_story()
        heard = said(chat, "Then a dragon lands on the beach. Lina hides behind a rock.")
        after = chat.run.read_story()
        text = chat.run.synopsis.read_text()
        assert after.panels[:3] == before.panels
        assert [one.name for one in after.cast] == ["Lina", "dragon"]
        hiding = after.panels[-1]
        assert any(r.subject == "mina" and r.variation is not None for r in hiding.regions)
        assert "dragon joins the cast" in " ".join(the(Difference, heard).lines)  # type: ignore[union-attr]
        assert text.startswith(STORY) and "a dragon lands" in text
        said(chat, "undo")
        assert chat.run.synopsis.read_text().strip() == STORY
        assert len(chat.run.read_story().panels) == 3


def test_a_question_is_asked_where_it_is_wished_and_a_no_drops_the_change() -> None:
    run = planned(Path("run"))
    story = run.read_story()
    with talk_about(run, "always") as chat:
        heard = said(chat, "panel 2 at night")
        assert kinds(heard) == ["difference", "question"] and run.read_story() == story
        assert kinds(said(chat, "no")) == ["reply"]
        assert run.read_story() == story and not run.proposal.exists()
        said(chat, "panel 2 at night")
        heard = said(chat, "no, at dusk")
        difference = the(Difference, heard)
        assert isinstance(difference, Difference)
        assert difference.lines == ("panel 2: time day → dusk",)


def test_a_wish_without_a_panel_is_for_the_one_that_was_talked_about() -> None:
    run = planned(Path("run"))
    with talk_about(run) as chat:
        said(chat, "panel 2 at night")
        heard = said(chat, "closer")
        assert the(Difference, heard).lines == ("panel 2: shot full → medium",)  # type: ignore[union-attr]
        assert "panel 2" in the(Reply, heard).text  # type: ignore[union-attr]


def test_what_a_conversation_leaves_out_is_taken_from_what_was_said_before() -> None:
    run = planned(Path("run"))
    with talk_about(run) as chat:
        said(chat, "panel 2 at night")
        heard = said(chat, "and panel 3 too")
        assert the(Difference, heard).lines == ("panel 3: time day → night",)  # type: ignore[union-attr]
        said(chat, "who is in panel 1? Is it Mina?", "Mina wears a red coat")
        heard = said(chat, "make her hair longer")
        assert "Mina: phrase" in the(Difference, heard).lines[0]  # type: ignore[union-attr]


def test_what_is_said_while_a_question_is_open_joins_the_change_or_is_answered() -> None:
    run = planned(Path("run"))
    with talk_about(run, "always") as chat:
        said(chat, "panel 2 at night")
        heard = said(chat, "who is in panel 1?")
        assert kinds(heard) == ["reply", "question"]
        heard = said(chat, "and panel 3 in the rain")
        difference = the(Difference, heard)
        assert isinstance(difference, Difference) and difference.panels == (2, 3)
        assert kinds(said(chat, "yes"))[0] == "version"
    panels = run.read_story().panels
    assert (panels[1].time, panels[2].weather) == ("night", "rain")


def test_an_open_question_outlives_the_conversation() -> None:
    run = planned(Path("run"))
    with talk_about(run, "always") as chat:
        said(chat, "panel 2 at night")
    with talk_about(opened(Path("run")), "always") as chat:
        heard: list[Spoken] = []
        chat.pick_up(heard.append)
        assert kinds(heard) == ["question"]
        said(chat, "yes")
    assert run.read_story().panels[1].time == "night"


def test_a_plan_that_was_changed_elsewhere_is_not_overwritten() -> None:
    run = planned(Path("run"))
    with talk_about(run, "always") as chat:
        said(chat, "panel 2 at night")
        other = run.read_story().model_copy(update={"title": "Sun"})
        run.write_story(other)
        (problem,) = said(chat, "yes")
    assert isinstance(problem, Problem) and "changed elsewhere" in problem.text
    assert run.read_story() == other


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        ("panel 99 closer", "there is no panel 99"),
        ("redraw panel 99", "there is no panel 99"),
        ("why was panel 99 redrawn?", "there is no panel 99"),
        ("Zorro's coat is blue", "Zorro"),
        ("panel 2: Zorro runs", "nobody is called Zorro; the cast is Mina"),
        ("more cowbell", "I don't understand 'more cowbell'. What I can do:"),
        ("why is the sky so high?", "I can't answer that"),
        ("undo", "nothing to undo"),
        ("remove panels 1, 2 and 3", "at least one panel"),
    ],
)
def test_what_can_t_be_done_is_one_sentence_and_changes_nothing(turn: str, told: str) -> None:
    run = planned(Path("run"))
    story = run.read_story()
    with talk_about(run) as chat:
        (problem,) = said(chat, turn)
    assert isinstance(problem, Problem) and told in problem.text
    assert run.read_story() == story and not run.proposal.exists()


def test_a_mood_that_no_rule_gives_is_declined_with_what_comes_near_to_it() -> None:
    run = planned(Path("run"))
    with talk_about(run) as chat:
        (problem,) = said(chat, "make panel 2 funnier")
    assert isinstance(problem, Problem) and "I know no jokes" in problem.text
    assert any("panel 2" in idea and "Mina laughs" in idea for idea in problem.ideas)


def test_what_everybody_does_is_for_the_panels_spoken_of_else_for_all() -> None:
    run = planned(Path("run"))
    with talk_about(run, "never") as chat:
        chat.say("make everybody wave")
        waving = [region.pose == "wave" for panel in run.read_story().panels
                  for region in panel.regions if region.subject]  # fmt: skip
        assert waving and all(waving)
        chat.say("panel 2 at night")
        chat.say("make everybody smile")
    faces = [{region.face for region in panel.regions if region.subject}
             for panel in run.read_story().panels]  # fmt: skip
    assert faces[1] == {"happy"} and "happy" not in faces[0]


def test_ideas_have_the_story_s_own_names_and_can_be_carried_out() -> None:
    run = planned(Path("run"))
    with talk_about(run, "always") as chat:
        (problem,) = said(chat, "panel 2 more cowbell for Mina and the bench")
        assert isinstance(problem, Problem) and len(problem.ideas) >= 3
        for idea in problem.ideas:
            heard = said(chat, idea)
            assert kinds(heard) == ["difference", "question"], idea
            said(chat, "no")


def test_two_conversations_about_one_run_are_one_too_many() -> None:
    run = planned(Path("run"))
    with talk_about(run), pytest.raises(UserError, match="in use by process"):
        talk_about(run)
    talk_about(run).close()


def test_all_that_was_said_is_kept_and_shown_as_text() -> None:
    run = planned(Path("run"))
    hostile = 'panel 2: Mina says "\x1b[31m<script>alert(1)</script>" instead'
    with talk_about(run) as chat:
        said(chat, hostile)
    with talk_about(run) as chat:
        told = chat.transcript()
    assert isinstance(told[0], Said) and isinstance(told[-1], Bound)
    speech = run.read_story().panels[1].speech[0].text
    assert speech == "<script>alert(1)</script>" or "\x1b" not in speech
    assert "<script>alert" not in (run.folder / "book.html").read_text()


def test_a_turn_that_is_stopped_keeps_what_is_done() -> None:
    run = planned(Path("run"), settings=SETTINGS)
    heard: list[Spoken] = []
    with talk_about(run) as chat:

        def hear(spoken: Spoken) -> None:
            heard.append(spoken)
            if isinstance(spoken, Painted):
                chat.stop()

        chat.say("paint it", hear)
        assert heard[-1].kind == "stopped"
        done = painted(run)
        assert 1 <= len(done) < 3 or not (run.folder / "book.html").exists()
        said(chat, "go on")
        assert (run.folder / "book.html").exists() and painted(run)[: len(done)] == done
        assert len(set(painted(run))) == len(painted(run))


def test_the_settings_of_a_first_story_are_those_of_the_chat() -> None:
    with Chat(settings=Settings(painter="blocks", quality="fast", jobs=1, seed=5)) as chat:
        said(chat, STORY)
        assert chat.run is not None and chat.run.settings().seed == 5
