"""Who is asked what, where the painter has no unconditional."""

from dataclasses import replace

import pytest

pytest.importorskip("torch")

from panelwright_tools.domain import Box
from panelwright_tools.lift.complift.clauses import And, Clause, Not, Or
from panelwright_tools.lift.complift.fallback import chosen, contrast, contrasted
from panelwright_tools.lift.denoisers.plain import PlainDenoiser
from panelwright_tools.lift.denoisers.schedules import Flow

SOUND = PlainDenoiser(lambda noisy, told, texts: noisy, Flow(), "flow", id="sound")
DISTILLED = replace(SOUND, id="quick", has_null=False, distilled=True)
BALL = Clause("a red ball", region=Box(0, 0, 0.5, 0.5), margin=0.1)
PROMPT = "a girl with a red ball, at night"


def test_a_model_with_an_unconditional_is_asked_itself() -> None:
    found = chosen(SOUND, BALL, prompt=PROMPT, critic=replace(SOUND, id="other"))
    assert (found.denoiser, found.formula, found.way) == (SOUND, BALL, "unconditional")


def test_a_stand_in_for_the_unconditional_is_one() -> None:
    plane = replace(SOUND, has_null=False, null_scale=0.9)
    assert chosen(plane, BALL).way == "unconditional"


def test_an_undistilled_critic_is_asked_instead_of_a_distilled_painter() -> None:
    found = chosen(DISTILLED, BALL, prompt=PROMPT, critic=SOUND)
    assert (found.denoiser, found.formula, found.way) == (SOUND, BALL, "critic")
    assert "quick is distilled: lift by the critic sound on the picture encoded anew" in found.said


@pytest.mark.parametrize("critic", [None, replace(DISTILLED, id="quicker")])
def test_without_such_a_critic_the_prompt_is_held_against_itself_without_the_thing(
    critic: PlainDenoiser | None,
) -> None:
    found = chosen(DISTILLED, BALL, prompt=PROMPT, critic=critic)
    assert (found.denoiser, found.way) == (DISTILLED, "contrast")
    assert found.formula == replace(BALL, text=PROMPT, against="a girl, at night")
    assert "no undistilled critic" in found.said
    assert "no likelihood ratio" in found.said


def test_every_clause_of_a_formula_has_another_side() -> None:
    girl, horse = Clause("a girl"), Clause("a horse", sign=-1)
    found = contrasted(And((BALL, Or((Not(girl), horse)))), PROMPT)
    assert found == And(
        (
            replace(BALL, text=PROMPT, against="a girl, at night"),
            Or(
                (
                    Not(Clause(PROMPT, against="a red ball, at night")),
                    Clause(f"{PROMPT}, a horse", sign=-1, against=PROMPT),
                )
            ),
        )
    )


def test_another_side_that_was_given_stays() -> None:
    given = Clause("a red ball", against="a blue ball")
    assert contrasted(given, PROMPT) == given


@pytest.mark.parametrize(
    ("prompt", "sides"),
    [
        ("a red ball", ("a red ball", "an empty background")),
        ("", ("a red ball", "an empty background")),
        ("at night", ("at night, a red ball", "at night")),
    ],
)
def test_the_other_side_is_never_empty(prompt: str, sides: tuple[str, str]) -> None:
    assert contrast(prompt, "a red ball") == sides
