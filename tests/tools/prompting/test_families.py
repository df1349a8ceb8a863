from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip(
    "transformers", reason="transformers is not installed: it is in the local extra"
)

from panelwright_tools.domain import UserError
from panelwright_tools.prompting.families import bounds, counters, families, text_side
from panelwright_tools.prompting.windows import window_texts
from pipelines_of_words import pipeline
from trained_tokenizers import clip_tokenizer, qwen_tokenizer, t5_tokenizer

MODELS = [name for name in families() if name != "hosted"]
LONG = ", ".join(f"a red lantern number {number}" for number in range(40))


def test_a_clip_counter_counts_as_the_tokenizer_with_begin_and_end() -> None:
    (counter,) = counters(text_side("sd15"), pipeline("sd15"))
    text = "a girl in a yellow raincoat"
    assert counter.count(text) == len(clip_tokenizer()(text)["input_ids"])
    assert counter.count("") == 2
    assert counter.limit == 77


def test_a_t5_counter_counts_the_end_token() -> None:
    _, counter = counters(text_side("flux1"), pipeline("flux1"))
    assert counter.count("a girl") == len(t5_tokenizer()("a girl")["input_ids"])
    assert counter.limit == 512


def test_a_chat_counter_counts_the_template_around_the_text() -> None:
    (counter,) = counters(text_side("zimage"), pipeline("zimage"))
    text = "<|im_start|>user\na girl<|im_end|>\n<|im_start|>assistant\n"
    assert counter.count("a girl") == len(qwen_tokenizer()(text)["input_ids"])
    (klein,) = counters(text_side("flux2"), pipeline("flux2"))
    assert klein.count("a girl") > counter.count("a girl")  # it is told not to think


def test_a_system_message_counts_as_the_pipeline_sends_it() -> None:
    said: list[object] = []

    class Processor:
        def apply_chat_template(self, turns: object, **options: object) -> dict[str, object]:
            said.append(turns)
            return {"input_ids": [[1, 2, 3]]}

    loaded = SimpleNamespace(tokenizer=Processor(), system_message="You see pictures.")
    (counter,) = counters(text_side("flux2"), loaded)
    assert counter.count("a girl") == 3
    assert "You see pictures." in str(said[0]) and "a girl" in str(said[0])


def test_what_the_pipeline_drops_of_its_template_does_not_count() -> None:
    (counter,) = counters(text_side("Qwen-Image"), pipeline("qwenimage"))
    ending = len(qwen_tokenizer()("<|im_end|>\n")["input_ids"])
    assert counter.count("a girl") == len(qwen_tokenizer()("a girl")["input_ids"]) + ending


def test_encoders_that_were_not_loaded_are_left_out() -> None:
    loaded = SimpleNamespace(tokenizer=clip_tokenizer(), tokenizer_2=clip_tokenizer(),
                             tokenizer_3=None)  # fmt: skip
    assert [one.limit for one in counters(text_side("sd35"), loaded)] == [77, 77]


@pytest.mark.parametrize("family", MODELS)
@given(text=st.text(max_size=60))
def test_a_bound_is_never_below_what_a_tokenizer_counts(family: str, text: str) -> None:
    side = text_side(family)
    for bound, exact in zip(bounds(side), counters(side, pipeline(family)), strict=True):
        assert bound.count(text) >= exact.count(text)
        assert bound.limit == exact.limit


@pytest.mark.parametrize("text", ["ﷺ ﷺ", "İİİİ", "½¾ ㍿", "日本語の看板", "👩‍🚀🏳️‍🌈", "क़ख़ग़"])
def test_a_bound_holds_for_what_normal_forms_make_longer(text: str) -> None:
    for family in MODELS:
        side = text_side(family)
        for bound, exact in zip(bounds(side), counters(side, pipeline(family)), strict=True):
            assert bound.count(text) >= exact.count(text)


def test_a_long_prompt_is_cut_into_windows_between_phrases() -> None:
    (one,) = counters(text_side("sd15"), pipeline("sd15"))
    (three,) = counters(text_side("sd15"), pipeline("sd15"), windows=3)
    parts = window_texts(LONG, [one])
    assert ", ".join(parts) == LONG
    assert all(one.count(part) <= 77 for part in parts)
    assert one.count(parts[0] + ", a red lantern number 1") > 77
    assert three.limit == 231
    assert three.count(LONG) == 77 * (len(parts) - 1) + one.count(parts[-1])


def test_a_phrase_too_long_for_a_window_does_not_fit_however_many_there_are() -> None:
    (three,) = counters(text_side("sd15"), pipeline("sd15"), windows=3)
    assert three.count("red lantern " * 60) > three.limit


def test_other_spellings_name_the_same_family() -> None:
    assert text_side("SD-3.5") == text_side("sd3") == text_side("sd35")
    with pytest.raises(UserError, match="there is no family 'kandinsky'; there are sd15, sdxl"):
        text_side("kandinsky")
