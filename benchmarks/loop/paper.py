"""The paper's check of the same pictures: a fixed number of trials of every prompt, no stopping."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from miniature.prompts import Prompt

from loop.ways import Way, small
from panelwright.files import append_line
from panelwright.studio import Studio
from panelwright.tooling import tools
from panelwright_tools.domain.model import Model
from panelwright_tools.lift.complift.clauses import And, Clause
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import score
from panelwright_tools.lift.denoisers.picking import denoiser_of
from panelwright_tools.painting.diffusion.holding import held
from panelwright_tools.prompting.phrases import rejoined


class Checked(Model):
    """What fixed trials say of a first picture."""

    id: str
    ours: tuple[float, ...]
    """Lift of each subject, held against the rest as the loop holds it, from so many trials."""
    plain: tuple[float, ...]
    """Held against nothing, all noise levels alike: CompLift's own."""


def paper_checks(
    asked: Sequence[Prompt],
    found: Mapping[str, Mapping[str, Way]],
    studio: Studio,
    facts: Mapping[str, Any],
    kept: Path,
) -> list[Checked]:
    """Of the first pictures of the first prompts; those that are kept are read."""
    lines = kept.read_text("utf-8").splitlines() if kept.exists() else []
    known = {one.id: one for one in (Checked.model_validate(json.loads(line)) for line in lines)}
    for one in asked[: facts["pictures"]]:
        if one.id not in known:
            key = found[one.id]["no check"].tried[0].picture
            known[one.id] = _checked(one, key, studio, facts["trials"])
            append_line(kept, known[one.id].model_dump_json())
    return [known[one.id] for one in asked if one.id in known]


def _checked(asked: Prompt, key: str, studio: Studio, trials: int) -> Checked:
    critic = tools(studio.workshop.paths).critic
    model = held(critic.painting)  # type: ignore[attr-defined]
    denoiser = denoiser_of(model.pipeline, model.family)
    latents = denoiser.latents(small(studio.store.image_path(key), asked.size[0]))[None]
    said = rejoined(asked.phrases)
    rest = [rejoined([p for p in asked.phrases if p != phrase]) for phrase in asked.phrases]
    ours = [Clause(said, against=other) for other in rest]
    plain = [Clause(phrase) for phrase in asked.phrases]
    every = Options(
        max_draws=trials, least_blocks=trials, batch=50, one_by_one=False, control_variates=False
    )
    levels = critic.scoring.levels  # type: ignore[attr-defined]
    one = score(denoiser, latents, And(tuple(ours), whole=True), replace(every, levels=levels))
    two = score(denoiser, latents, And(tuple(plain), whole=True), every)
    return Checked(
        id=asked.id,
        ours=tuple(clause.lift for clause in one.panels[0].clauses),
        plain=tuple(clause.lift for clause in two.panels[0].clauses),
    )
