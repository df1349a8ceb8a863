"""Questions to a model at a real server on loopback."""

import pytest

pytest.importorskip("openai", reason="openai is not installed: it is in the extra openai")

from PIL import Image

from faults import Fault
from faulty_server import MODEL, Asked, FaultyServer
from panelwright_tools.asking.tally import tallied
from panelwright_tools.domain import (
    Answer,
    Box,
    Brief,
    BriefRegion,
    Region,
    Relation,
    RelationKind,
    UserError,
)
from panelwright_tools.painting.picture import Picture
from panelwright_tools.questions.none import NoQuestions
from panelwright_tools.questions.vision_model import VisionQuestions

PICTURE = Picture(Image.new("RGB", (40, 30), "white"), "test", 0)
QUESTIONS = 6
"""Two things, two colours, one relation, one text."""


def brief() -> Brief:
    ball = Region(id="ball", noun="ball", phrase="a red ball")
    sign = Region(id="sign", noun="sign", phrase='a blue sign that says "IN"')
    box = Box(0.1, 0.1, 0.3, 0.3)
    return Brief(
        panel="p01",
        prompt="",
        regions=(BriefRegion(region=ball, box=box), BriefRegion(region=sign, box=box)),
        relations=(Relation(kind=RelationKind.LEFT_OF, source="ball", target="sign"),),
    )


def ask(server: FaultyServer) -> dict[str, Answer]:
    asker = VisionQuestions(MODEL, server.base_url, timeout_s=20)
    return {one.question.text: one for one in asker.ask(PICTURE, brief())}


def about(answers: dict[str, Answer], words: str) -> Answer:
    return next(one for text, one in answers.items() if words in text)


def test_every_question_is_asked_with_the_whole_picture_and_scored_by_its_probability() -> None:
    sure = Fault(likeliest=(("Yes", 0.6), ("No", 0.2)))
    with FaultyServer([sure] * QUESTIONS, good="Yes") as server:
        answers = ask(server)
    assert len(server.asked) == QUESTIONS == len(answers)
    assert {(one.state, one.score, one.is_weighed) for one in answers.values()} == {
        ("answered", 0.75, True)
    }
    assert all(
        any(part["type"] == "image_url" for part in one.body["messages"][-1]["content"])
        for one in server.asked
    )
    assert all(one.body["logprobs"] for one in server.asked)


def test_without_probabilities_the_word_counts_and_what_follows_from_a_no_is_skipped() -> None:
    def eyes(asked: Asked) -> str:
        return "No." if "drawn in it: a sign" in asked.prompt else "Yes."

    with FaultyServer(good=eyes, lacks=["logprobs"]) as server:
        answers = ask(server)
    assert about(answers, "a ball in it that is red").score == 1.0
    assert not about(answers, "a ball in it that is red").is_weighed
    skipped = [one for one in answers.values() if one.state == "skipped"]
    assert [one.question.kind for one in skipped] == ["colour", "text", "relation"]
    assert {one.score for one in skipped} == {0.0}
    asked = [one.prompt for one in server.asked if "logprobs" not in one.body]
    assert not any("read exactly" in prompt for prompt in asked)


def test_nonsense_and_refusals_leave_their_own_question_open() -> None:
    def eyes(asked: Asked) -> str:
        return "A lovely picture!" if "read exactly" in asked.prompt else "Yes"

    with FaultyServer([Fault(refusal="No faces.")], good=eyes) as server:
        answers = ask(server)
    states = [one.state for one in answers.values()]
    assert states.count("unanswered") == 2 and states.count("answered") == 4
    assert about(answers, "read exactly").reason == "the model said neither yes nor no"


def test_an_outage_leaves_all_open_with_its_reason_after_one_round() -> None:
    out = Fault(status=400, message="the service is closed")
    with FaultyServer([out] * 40) as server:
        answers = ask(server)
    assert {one.state for one in answers.values()} == {"unanswered"}
    assert all("the service is closed" in one.reason for one in answers.values())
    assert not any("read exactly" in one.prompt for one in server.asked)


def test_a_wrong_key_is_said_and_no_answer() -> None:
    with FaultyServer(key="another") as server:
        try:
            answers = ask(server)
        except UserError as error:
            assert "key" in str(error)
        else:
            assert {one.state for one in answers.values()} == {"unanswered"}


@pytest.mark.parametrize(("said", "calls"), [("yes", QUESTIONS), ("hm", 2 * QUESTIONS)])
def test_what_was_asked_is_tallied_and_stays_below_the_price(said: str, calls: int) -> None:
    with FaultyServer(good=said) as server, tallied() as tally:
        asker = VisionQuestions(MODEL, server.base_url, model_price={"input": 1, "output": 2})
        asker.ask(PICTURE, brief())
    most = asker.price(brief())
    assert tally.cost is not None and tally.cost.calls == len(server.asked) == calls
    assert calls <= most.calls and 0 < tally.cost.dollars < most.dollars


def test_other_models_and_servers_are_others_and_nobody_asks_nothing() -> None:
    ids = {VisionQuestions(name, url).id for name in ("a", "b") for url in (None, "http://x:1/v1")}
    assert len(ids) == 4
    assert NoQuestions().ask(PICTURE, brief()) == [] and not NoQuestions().asks
