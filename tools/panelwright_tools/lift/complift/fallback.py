"""What is asked instead of a model that has no unconditional: another model, or a contrast."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from panelwright_tools.lift.complift.clauses import And, Clause, Formula, Not, Or
from panelwright_tools.lift.complift.denoiser import Denoiser
from panelwright_tools.prompting.phrases import rejoined, tells
from panelwright_tools.prompting.removal import without
from panelwright_tools.prompting.tables import table

Way = Literal["unconditional", "critic", "contrast"]
"""Against the model's own unconditional; by another model that has one; against the same prompt
without the thing."""


@dataclass(frozen=True)
class Chosen:
    """Who is asked what."""

    denoiser: Denoiser
    formula: Formula
    way: Way
    said: str
    """What was done, in words, for the evidence."""


def chosen(
    painter: Denoiser, formula: Formula, *, prompt: str = "", critic: Denoiser | None = None
) -> Chosen:
    """How to score a picture that a model has painted.

    `prompt` are the whole picture's words. A distilled model's predictions are no means over what
    the picture may be, and without training on empty prompts there is nothing to hold them
    against: an undistilled critic is asked, on the picture as its own autoencoder sees it, else the
    painter itself is held against the prompt without the thing. Such a lift is no likelihood
    ratio, and its margins are another model's.
    """
    if _sound(painter):
        return Chosen(painter, formula, "unconditional", f"lift by the painter's own {painter.id}")
    lacks = "is distilled" if painter.distilled else "has no unconditional"
    if critic is not None and _sound(critic):
        said = f"{painter.id} {lacks}: {_by_another(critic)}"
        return Chosen(critic, formula, "critic", said)
    said = (
        f"{painter.id} {lacks} and no undistilled critic is configured: contrastive lift, each "
        "thing's prompt against the same prompt without it, which is no likelihood ratio"
    )
    return Chosen(painter, contrasted(formula, prompt), "contrast", said)


def by_another(found: Chosen) -> Chosen:
    """The same, told as it is where who is asked isn't who painted the picture."""
    if found.way != "unconditional":
        return found
    return replace(found, way="critic", said=_by_another(found.denoiser))


def contrasted(formula: Formula, prompt: str = "") -> Formula:
    """The formula with each clause held against the prompt without its thing."""
    match formula:
        case Clause():
            return formula if formula.against else _contrasted(formula, prompt)
        case Not(part):
            return Not(contrasted(part, prompt))
        case And(parts):
            return replace(formula, parts=_each(parts, prompt))
        case Or(parts):
            return Or(_each(parts, prompt))


def contrast(prompt: str, thing: str) -> tuple[str, str]:
    """The prompt with a thing and the same without it; the thing is added to a prompt that doesn't
    tell it, as to one of a picture in which it must not be seen."""
    left = without(prompt, thing)
    empty = str(table("wording")["empty"])
    if left != prompt and tells(prompt, thing):
        return prompt, left or empty
    return rejoined([part for part in (prompt, thing) if part]), prompt or empty


def _contrasted(clause: Clause, prompt: str) -> Clause:
    text, against = contrast(prompt, clause.text)
    return replace(clause, text=text, against=against)


def _each(parts: Sequence[Formula], prompt: str) -> tuple[Formula, ...]:
    return tuple(contrasted(part, prompt) for part in parts)


def _by_another(critic: Denoiser) -> str:
    return (
        f"lift by the critic {critic.id} on the picture encoded anew, which knows other pictures "
        "than the painter's"
    )


def _sound(denoiser: Denoiser) -> bool:
    """Whether lift by it is what the definition says, or what stands in for it by design."""
    return not denoiser.distilled and (denoiser.has_null or denoiser.null_scale is not None)
