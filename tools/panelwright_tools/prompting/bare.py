"""Prompts that tell only what is to be seen, as suits models trained on short captions."""

from dataclasses import replace

from panelwright_tools.domain import Brief
from panelwright_tools.prompting.fitted import FittedPrompt
from panelwright_tools.prompting.phrases import phrases, rejoined


def bare_of(words: FittedPrompt, brief: Brief) -> FittedPrompt:
    """The same prompts without style, quality, shot, light and place; of the negative only what the
    brief itself shuns. Without regions what is left is the brief's own prompt, if there is one."""
    told = [region.prompt for region in words.regions] or phrases(brief.prompt)
    shunned = rejoined(phrases(brief.negative_prompt))
    said = rejoined(told)
    return replace(
        words, prompt=said, short_prompt="", negative_prompt=shunned, left_out=(), shortened=()
    )
