"""A phrase's tokens are found in a text, and exactly their weights change."""

from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from torch.nn.functional import scaled_dot_product_attention  # noqa: E402

from dense_attention import cross_attention  # noqa: E402
from panelwright_tools.domain import Box, ToolError  # noqa: E402
from panelwright_tools.painting.diffusion.regional import unet  # noqa: E402
from panelwright_tools.painting.diffusion.regional.emphasis import (  # noqa: E402
    phrase_tokens,
    shifted,
    token_gains,
)
from panelwright_tools.painting.diffusion.regional.layouts import Call, layouts  # noqa: E402
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    PlannedRegion,
    RegionPlan,
)
from panelwright_tools.painting.diffusion.regional.routes import attend  # noqa: E402
from tiny_models.parts import clip_tokenizer, t5_tokenizer  # noqa: E402

TEXT = "A Red  cat near a cathedral, a red cat"


@pytest.mark.parametrize("tokenizer", [clip_tokenizer(), t5_tokenizer()], ids=["clip", "t5"])
def test_every_occurrence_of_a_phrase_is_found_as_whole_words(tokenizer: Any) -> None:
    places = phrase_tokens(tokenizer, TEXT, ["red cat"])["red cat"]
    read = tokenizer(TEXT, return_offsets_mapping=True)
    letters = {index for place in places for index in range(*read["offset_mapping"][place])}
    told = "".join(TEXT[index] for index in sorted(letters)).lower().replace(" ", "")
    assert told == "redcatredcat"


def test_a_phrase_that_the_text_does_not_hold_has_no_tokens() -> None:
    assert phrase_tokens(clip_tokenizer(), TEXT, ["a dog", " "]) == {"a dog": [], " ": []}


def test_special_tokens_are_counted_and_a_token_of_two_phrases_gets_both_factors() -> None:
    gains = token_gains(clip_tokenizer(), "a cat", {"a cat": 2.0, "cat": 1.5})
    assert gains == {1: 2.0, 2: 3.0, 3: 3.0, 4: 3.0}


def test_what_lies_beyond_the_tokens_that_a_model_reads_is_dropped() -> None:
    assert shifted({0: 2.0, 5: 3.0, 9: 4.0}, by=-1, limit=6) == {4: 3.0}


def test_a_tokenizer_without_places_is_told_of() -> None:
    with pytest.raises(ToolError, match="object"):
        phrase_tokens(object(), TEXT, ["cat"])


def test_emphasis_changes_exactly_the_wanted_tokens_weights_and_only_in_the_box() -> None:
    def attention(gains: dict[int, float]) -> Any:
        region = PlannedRegion("r0", Box(0, 0, 0.5, 1), 0.5, tokens=4, gains=gains)
        plan = RegionPlan((4, 4), 3, (region,), base_ratio=0.0)
        call = Call(layouts()["UNet2DConditionModel"], True, 7, slice(0, 1), slice(0))
        torch.manual_seed(0)
        query, key = torch.randn(1, 2, 16, 8), torch.randn(1, 2, 7, 8)
        each_token = torch.eye(7).expand(1, 2, 7, 7)  # the outcome is then the map of weights
        layer = unet.layer(plan, call, 16, 7, "cpu")
        out = attend(scaled_dot_product_attention, query, key, each_token, layer.routes)
        torch.testing.assert_close(out, cross_attention(query, key, each_token, plan))
        return out, torch.tensor(plan.owners().ravel() == 1)

    plain, inside = attention({})
    raised, _ = attention({1: 3.0, 3: 0.0})
    assert torch.equal(raised[:, :, ~inside], plain[:, :, ~inside])
    factors = torch.tensor([1, 1, 1, 1, 3.0, 1, 0])
    torch.testing.assert_close(raised[:, :, inside], plain[:, :, inside] * factors)
