"""Bare prompts tell what is to be seen and nothing else."""

from panelwright_tools.domain import Box, Brief
from panelwright_tools.prompting.bare import bare_of
from panelwright_tools.prompting.fitted import FittedPrompt, FittedRegion

FULL = Box(0.0, 0.0, 1.0, 1.0)


def words(*regions: str) -> FittedPrompt:
    return FittedPrompt(
        prompt="comic panel, by day, a red fox",
        negative_prompt="photo, lowres, a dog",
        regions=tuple(FittedRegion(f"r{n}", text, FULL, 0.5, ()) for n, text in enumerate(regions)),
        left_out=("the weather",),
        short_prompt="comic panel",
    )


def test_only_the_regions_are_told_and_only_what_the_brief_shuns_is_shunned() -> None:
    found = bare_of(
        words("a red fox", "a blue car"),
        Brief(panel="p01", prompt="a red fox; a blue car", negative_prompt="a dog"),
    )
    assert found.prompt == "a red fox, a blue car"
    assert (found.negative_prompt, found.short_prompt, found.left_out) == ("a dog", "", ())


def test_without_regions_the_briefs_own_words_are_told() -> None:
    assert bare_of(words(), Brief(panel="p01", prompt="rain on a roof")).prompt == "rain on a roof"
    assert bare_of(words(), Brief(panel="p01", prompt="")).prompt == ""
