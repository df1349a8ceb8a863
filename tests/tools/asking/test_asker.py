"""Questions end in valid objects or one sentence, with as few calls as can be."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pydantic import BaseModel

from faults import Fault
from faulty_server import MODEL, Asked, FaultyServer
from panelwright.planning.llm.drafts import BeatsDraft, FactsDraft, FindingsDraft
from panelwright_tools.asking.asker import Asker
from panelwright_tools.asking.model import Answer, Message
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint
from panelwright_tools.domain import ModelOutputError, ToolError

ASKED = (Message("system", "You plan comics."), Message("user", "Who is in the story?"))
GOOD = '{"title": "Rain", "cast": [{"name": "Mina"}]}'
WRONG = '{"beats": [{"first": "somewhere", "last": 2}]}'
BEATS = '{"beats": [{"first": 1, "last": 2}]}'


def asker(server: FaultyServer, **rest: Any) -> Asker:
    return Asker(OpenAIEndpoint(MODEL, base_url=server.base_url, **rest))


def ask(
    server: FaultyServer, schema: type[BaseModel] = FactsDraft, most_tokens: int = 200
) -> Answer[Any]:
    return asker(server).ask(ASKED, schema, most_tokens=most_tokens)


def says(*contents: str) -> Iterable[Fault]:
    return [Fault(content=content) for content in contents]


def test_the_first_answer_is_taken_when_it_is_valid() -> None:
    with FaultyServer(good=GOOD) as server:
        answer = ask(server)
    assert answer.value == FactsDraft.model_validate_json(GOOD)
    assert (answer.rung, answer.repairs, answer.usage.calls) == ("schema", 0, 1)


def test_the_rung_that_worked_is_remembered() -> None:
    with FaultyServer(good=GOOD, lacks=["schema", "tools"]) as server:
        model = asker(server)
        for _ in range(3):
            assert model.ask(ASKED, FactsDraft, most_tokens=200).rung == "json"
        refused = [one for one in server.asked if one.fault.status == 400]
    assert server.billed == 3
    assert len(refused) == len(server.asked) - 3 == 4  # strict and plain, on two rungs, once


def test_what_one_schema_taught_helps_the_others() -> None:
    def good(asked: Asked) -> str:
        return BEATS if asked.schema_name == "BeatsDraft" else GOOD

    with FaultyServer(good=good, lacks=["schema"]) as server:
        model = asker(server)
        model.ask(ASKED, FactsDraft, most_tokens=200)
        before = server.seen
        assert model.ask(ASKED, BeatsDraft, most_tokens=200).rung == "tool"
    assert server.seen == before + 1


def test_a_schema_with_words_that_the_provider_rejects_is_simplified() -> None:
    good = '{"findings": [{"panel": 1, "about": "cast", "problem": "Tom is gone"}]}'
    with FaultyServer(good=good, lacks=["keyword:enum"]) as server:
        answer = ask(server, FindingsDraft)
    assert answer.rung == "schema"
    assert '"enum"' not in str(server.asked[-1].schema)


def test_prose_from_a_rung_that_claims_to_constrain_leads_down() -> None:
    def prose_unless_json(asked: Asked) -> str:
        return GOOD if asked.rung == "json" else "Mina is in the story."

    with FaultyServer(good=prose_unless_json) as server:
        model = asker(server)
        assert model.ask(ASKED, FactsDraft, most_tokens=200).rung == "json"
        assert model.ask(ASKED, FactsDraft, most_tokens=200).usage.calls == 1
    assert server.billed == 4


def test_a_repair_shows_the_answer_and_its_errors() -> None:
    with FaultyServer(says(WRONG), good=BEATS) as server:
        answer = ask(server, BeatsDraft)
    *_, said, told = server.asked[1].body["messages"]
    assert (said["role"], said["content"]) == ("assistant", WRONG)
    assert "beats[0].first: Input should be a valid integer" in told["content"]
    assert (answer.repairs, answer.usage.calls) == (1, 2)


def test_there_are_two_repairs_at_most() -> None:
    worse = [WRONG.replace("somewhere", word) for word in ("a", "b", "c", "d")]
    with FaultyServer(says(*worse)) as server, pytest.raises(ModelOutputError) as caught:
        ask(server, BeatsDraft)
    assert server.billed == 3
    assert "beats[0].first" in str(caught.value)


def test_the_same_wrong_answer_to_a_repair_is_not_asked_about_again() -> None:
    with FaultyServer(says(*[WRONG] * 4)) as server, pytest.raises(ModelOutputError):
        ask(server, BeatsDraft)
    assert server.billed == 2


def test_what_is_right_is_used_when_no_repair_helps() -> None:
    half = '{"beats": [{"first": 1, "last": 2}, {"first": "here", "last": 2}]}'
    with FaultyServer(says(half, half)) as server:
        answer = ask(server, BeatsDraft)
    assert answer.value == BeatsDraft.model_validate_json(BEATS)


def test_an_unfinished_answer_gets_twice_the_room() -> None:
    with FaultyServer([Fault(cut=0.5, finish="length")], good=GOOD) as server:
        answer = ask(server)
    assert [one.most_tokens for one in server.asked] == [200, 400]
    assert server.asked[0].body["messages"] == server.asked[1].body["messages"]
    assert answer.repairs == 0


def test_room_ends_with_the_context() -> None:
    cut = Fault(cut=0.1, finish="length")
    with FaultyServer([cut] * 9, good=BEATS) as server:
        model = asker(server, context=500)
        with pytest.raises(ModelOutputError, match=r"not finished after \d+ tokens"):
            model.ask(ASKED, BeatsDraft, most_tokens=200)
    first, second = [one.most_tokens or 0 for one in server.asked]
    assert first == 200
    assert 200 < second < 400


def test_whole_items_of_an_answer_that_never_ends_are_used() -> None:
    cut = Fault(content=BEATS.replace("]}", ', {"first": 3, "la'), finish="length")
    with FaultyServer([cut] * 9) as server:
        answer = ask(server, BeatsDraft)
    assert answer.value == BeatsDraft.model_validate_json(BEATS)
    assert [one.most_tokens for one in server.asked] == [200, 400, 800]


def test_a_refusal_ends_the_question_with_the_words_of_the_model() -> None:
    with (
        FaultyServer([Fault(refusal="I can't\x07 help.\nSorry" + "!" * 900)]) as server,
        pytest.raises(ModelOutputError) as caught,
    ):
        ask(server)
    assert str(caught.value).startswith(f"openai:{MODEL} refuses to answer: “I can't help. Sorry!!")
    assert len(str(caught.value)) < 300
    assert server.billed == 1


def test_empty_answers_are_asked_for_again_and_then_in_another_way() -> None:
    with FaultyServer(says("", " "), good=GOOD) as server:
        answer = ask(server)
    assert [one.rung for one in server.asked] == ["schema", "schema", "tool"]
    speakers = [turn["role"] for turn in server.asked[1].body["messages"]]
    assert speakers == ["system", "user"]
    assert answer.repairs == 2


def test_a_prompt_that_does_not_fit_is_not_sent() -> None:
    with FaultyServer(good=GOOD) as server:
        model = asker(server, context=600)
        with pytest.raises(ToolError, match="don't fit into the 600 tokens"):
            model.ask(ASKED, FactsDraft, most_tokens=500)
    assert server.seen == 0


def test_usage_is_that_of_all_calls() -> None:
    with FaultyServer(says(WRONG), good=BEATS) as server:
        usage = ask(server, BeatsDraft).usage
        told = sum(len(one.prompt) // 4 for one in server.asked)
    assert usage.prompt_tokens == told
    assert usage.reused_tokens == len(server.asked[0].prompt) // 4


def test_streams_pass_through() -> None:
    with FaultyServer(good="Once upon a time") as server:
        pieces = list(asker(server).stream(ASKED, most_tokens=50))
    assert "".join(pieces) == "Once upon a time" and len(pieces) > 1
    assert server.asked[0].rung == "text"


def test_many_threads_may_ask_at_once() -> None:
    with FaultyServer(good=GOOD, lacks=["schema"]) as server, ThreadPoolExecutor(8) as pool:
        model = asker(server)
        asked = [pool.submit(model.ask, ASKED, FactsDraft, most_tokens=200) for _ in range(16)]
        rungs = {one.result().rung for one in asked}
    assert rungs == {"tool"}
    assert server.billed == 16
