"""A triage of seeds on the trajectories of the miniature: a model that was trained."""

from typing import Any

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError
from panelwright_tools.lift.by_denoiser import DenoisingCritic, denoising_critic
from panelwright_tools.lift.complift.triage import looked
from panelwright_tools.lift.denoisers.picking import denoiser_of
from panelwright_tools.lift.denoisers.recording import Recorder
from panelwright_tools.lift.triaged_painter import TriagedPainter
from panelwright_tools.lift.triaging import asked_of, seeds_of
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.diffusion.holding import held
from panelwright_tools.painting.diffusion.painter import DiffusionPainter, miniature_painter
from panelwright_tools.painting.listening import watching
from panelwright_tools.painting.painter import TakesLoras, hand_of

STEPS, BEGUN, SEEDS = 10, 3, 3
MEASURE: dict[str, Any] = {"against": "rest", "area": "picture"}


def region(name: str, phrase: str, left: float, **more: Any) -> BriefRegion:
    return BriefRegion(
        region=Region(id=name, noun=name, phrase=phrase), box=Box(left, 0.2, 0.4, 0.6), **more
    )


def brief(**more: Any) -> Brief:
    regions = (region("fox", "a red fox", 0.05, **more), region("car", "a blue car", 0.55))
    prompt = "a red fox and a blue car"
    return Brief(panel="p01", prompt=prompt, regions=regions, size=(64, 64), seed=5)


def plain(**options: Any) -> DiffusionPainter:
    return miniature_painter(**{"steps": STEPS, "device": "cpu", "guidance": 5.0, **options})


def critic(painter: DiffusionPainter, **scoring: Any) -> DenoisingCritic:
    told = painter.options.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return denoising_critic(told, **{**MEASURE, **scoring})


def triaged(painter: DiffusionPainter, seeds: int = SEEDS) -> TriagedPainter:
    made = critic(painter, triage=seeds).triaging(painter)
    assert isinstance(made, TriagedPainter) and isinstance(made, TakesLoras)
    return made


def test_the_picture_is_that_of_the_seed_with_the_most_lift_so_far_painted_plainly() -> None:
    painter = plain()
    found = triaged(painter).paint(brief())
    model = held(painter.options)
    denoiser = denoiser_of(model.pipeline, model.family)
    scores = {}
    for seed in seeds_of(5, SEEDS):
        recorder = Recorder(denoiser, guidance=5.0, until=0.3)
        with watching(lambda _, call, tell=recorder: tell(call)):  # type: ignore[misc]
            painter.paint(brief().model_copy(update={"seed": seed}))
        rows, columns = recorder.trajectory.states[0].noisy.shape[1:]
        clauses = asked_of(brief(), (rows, columns), critic(painter).scoring)
        scores[seed] = looked(denoiser, recorder.trajectory, clauses).score
    best = max(scores, key=lambda seed: scores[seed])
    alone = painter.paint(brief().model_copy(update={"seed": best}))
    assert found.seed == best
    assert found.image.tobytes() == alone.image.tobytes()
    assert (found.painter, found.notes[:-1]) == (alone.painter, alone.notes)
    place = list(scores).index(best) + 1
    assert found.notes[-1] == (
        f"Seed {place} of {SEEDS} went on, by triage at step {BEGUN} of {STEPS} (no verdict: "
        "guidance biases it)."
    )


def test_every_evaluation_of_the_network_counts() -> None:
    painter, rows = plain(), []
    unet = held(painter.options).pipeline.unet
    hook = unet.register_forward_hook(lambda net, args, out: rows.append(len(out[0])))
    try:
        found = triaged(painter).paint(brief())
    finally:
        hook.remove()
    texts = 3  # all phrases, and all but one of either
    lift = SEEDS * texts * (BEGUN - 1)
    assert found.evaluations == 2 * STEPS + SEEDS * 2 * BEGUN + lift == sum(rows)


def test_emphasis_begins_with_the_seed_of_the_picture_that_it_mends() -> None:
    painter = triaged(plain())
    first, louder = painter.paint(brief()), painter.paint(brief(emphasis=3.0))
    assert first.seed == louder.seed
    assert first.image.tobytes() != louder.image.tobytes()


def test_a_part_is_painted_anew_without_any_triage() -> None:
    painter = plain()
    first = painter.paint(brief())
    mend = brief().model_copy(
        update={"parent": "0" * 24, "mask": (Box(0.5, 0.0, 0.5, 1.0),), "repaint": ("car",)}
    )
    one, other = painter.paint(mend, first), triaged(painter).paint(mend, first)
    assert one.image.tobytes() == other.image.tobytes()
    assert (one.notes, one.evaluations) == (other.notes, other.evaluations)
    assert hand_of(triaged(painter), mend) == hand_of(painter, mend)


@pytest.mark.parametrize(
    ("options", "why"),
    [({"guidance": 1.0}, "sampling is not guided"), ({"steps": 4}, "4 steps are too few"),
     ({"regions": "latents"}, "blending latents")],
)  # fmt: skip
def test_where_nothing_would_tell_seeds_apart_the_first_is_painted_and_it_is_said(
    options: dict[str, Any], why: str
) -> None:
    painter = plain(**options)
    found, alone = triaged(painter).paint(brief()), painter.paint(brief())
    assert found.image.tobytes() == alone.image.tobytes()
    assert found.evaluations == alone.evaluations
    assert why in found.notes[-1]


def test_turned_off_or_by_others_nothing_changes() -> None:
    painter = plain()
    assert critic(painter).triaging(painter) is painter
    blocks = BlockPainter()
    assert critic(painter, triage=4).triaging(blocks) is blocks
    layered = plain(layered="always")
    assert hand_of(triaged(layered), brief()) == hand_of(layered, brief())


def test_its_pictures_have_keys_of_their_own_and_verdicts_are_by_the_same_critic() -> None:
    painter = plain()
    hands = [hand_of(painter, brief())]
    hands += [hand_of(triaged(painter, seeds), brief()) for seeds in (2, 3)]
    assert len(set(hands)) == 3
    assert triaged(painter).id == painter.id
    assert critic(painter, triage=4).id == critic(painter).id


def test_another_model_that_scores_can_look_at_no_trajectory_of_the_painters() -> None:
    with pytest.raises(UserError, match=r"triage = 4 .* but some/model scores"):
        critic(plain(), triage=4, model="some/model")
