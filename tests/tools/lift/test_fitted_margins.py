"""The critic holds lifts to the margin that was fitted to its model; by the miniature."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region
from panelwright_tools.lift.by_denoiser import DenoisingCritic, denoising_critic
from panelwright_tools.lift.margins import Margin, margin_of
from panelwright_tools.painting.diffusion.painter import miniature_painter
from panelwright_tools.painting.picture import Picture

DRAWS = 64
BALL = Region(id="ball", noun="ball", phrase="a red ball", depth=0.5)
FISH = Region(id="fish", noun="fish", phrase="a blue fish", depth=0.5)
WHOLE = Box(0.0, 0.0, 1.0, 1.0)
BOTH = Brief(
    panel="p01",
    prompt="a red ball",
    regions=(BriefRegion(region=BALL, box=WHOLE), BriefRegion(region=FISH, box=WHOLE)),
    size=(32, 32),
)
"""What is asked of a picture of a red ball."""


@cache
def picture() -> Picture:
    return miniature_painter().paint(BOTH.model_copy(update={"regions": BOTH.regions[:1]}))


def critic(folder: Path, **scoring: object) -> DenoisingCritic:
    options = {"draws": DRAWS, "calibrations": str(folder), **scoring}
    return denoising_critic({"model": "miniature", "device": "cpu"}, **options)


def fitted(folder: Path, margin: float) -> None:
    """Keep a margin for level 0.05 and so many draws."""
    found = Margin(
        made=date(2026, 11, 27), model="miniature", to=critic(folder).fitted, alpha=0.05,
        draws=DRAWS, margin=margin, pairs=19, held_out=19, false_acceptance=0.0,
        true_acceptance=1.0, false_rejection=0.0, auc=0.9,
    )  # fmt: skip
    (folder / found.to.file).write_text(found.model_dump_json())


def test_a_fitted_margin_is_found_by_itself_and_decides(tmp_path: Path) -> None:
    before = critic(tmp_path, margin=0.0).scored(picture(), BOTH)
    assert [lift.found for lift in before.lifts] == ["present", "absent"]
    fitted(tmp_path, 1.0)
    after = critic(tmp_path).scored(picture(), BOTH)
    assert [lift.found for lift in after.lifts] == ["undecided", "undecided"]
    said = "calibrated on 2026-11-27 (19 pairs, α 0.05)"
    assert {(lift.margin, lift.calibration) for lift in after.lifts} == {(1.0, said)}
    assert any(said in note for note in after.notes)


def test_a_fitted_margin_is_not_used_for_another_level_or_more_draws(tmp_path: Path) -> None:
    fitted(tmp_path, 1.0)
    for other in ({"alpha": 0.01}, {"draws": DRAWS + 4}):
        lifts = critic(tmp_path, **other).scored(picture(), BOTH).lifts
        assert {lift.margin for lift in lifts} == {0.0}
        assert all(lift.calibration.startswith("uncalibrated: the margin fitted") for lift in lifts)


def test_evidence_says_why_a_fitted_margin_is_not_for_another_kind_of_lift(tmp_path: Path) -> None:
    fitted(tmp_path, 1.0)
    other = critic(tmp_path, against="rest", levels=(0.3, 0.9))
    lifts = other.scored(picture(), BOTH).lifts
    said = "uncalibrated: the margin fitted on 2026-11-27 is for phrases by themselves, all noise "
    said += "levels, this is phrases held against the rest, noise levels 0.3 to 0.9"
    assert {(lift.margin, lift.calibration) for lift in lifts} == {(0.0, said)}


def test_a_fitted_margin_is_not_used_for_other_weights(tmp_path: Path) -> None:
    fitted(tmp_path, 1.0)
    file = next(tmp_path.iterdir())
    content = file.read_text()
    file.write_text(content.replace(critic(tmp_path).fitted.digest, "0123abcd"))
    lifts = critic(tmp_path).scored(picture(), BOTH).lifts
    assert 1.0 not in {lift.margin for lift in lifts}


def test_a_margin_that_the_user_sets_goes_before_a_fitted_one(tmp_path: Path) -> None:
    fitted(tmp_path, 1.0)
    lifts = critic(tmp_path, margin=0.5).scored(picture(), BOTH).lifts
    told = {(lift.margin, lift.calibration) for lift in lifts}
    assert told == {(0.5, "uncalibrated, as set")}


def test_the_id_tells_of_a_fitted_margin(tmp_path: Path) -> None:
    ids = [critic(tmp_path).id]
    for margin in (1.0, 0.9):
        fitted(tmp_path, margin)
        ids.append(critic(tmp_path).id)
    assert len(set(ids)) == 3


def test_a_region_is_present_where_its_largest_lower_limit_passes_the_margin(
    tmp_path: Path,
) -> None:
    measured = critic(tmp_path).undecided(picture(), BOTH, ("ball", "fish"))
    assert measured.chosen is not None and measured.chosen.way == "unconditional"
    assert measured.evaluations == 3 * DRAWS
    found = measured.scores
    assert set(found) == {"ball", "fish"}
    assert {(one.draws, one.found) for one in found.values()} == {(DRAWS, "undecided")}
    highest, lowest = found["ball"].highest, found["fish"].lowest
    assert highest >= found["ball"].lower > 0 > found["fish"].upper >= lowest
    for beyond, ball in ((-1e-7, "present"), (1e-7, "undecided")):
        lifts = critic(tmp_path, margin=highest + beyond).scored(picture(), BOTH).lifts
        assert lifts[0].found == ball
    for beyond, fish in ((-1e-7, "absent"), (1e-7, "undecided")):
        lifts = critic(tmp_path, margin=beyond - lowest).scored(picture(), BOTH).lifts
        assert lifts[1].found == fish


def test_the_miniature_is_calibrated_as_it_comes(tmp_path: Path) -> None:
    """As it is scored where nothing else is set; run `agent calibrate` anew when it changes."""
    measure = {"against": "rest", "area": "picture", "levels": (0.3, 0.9), "apart": 0.2}
    found = margin_of(critic(tmp_path, **measure).fitted, tmp_path)
    assert found is not None and found.holds(0.05, 64)
    lifts = critic(tmp_path, **measure).scored(picture(), BOTH).lifts
    assert {lift.calibration for lift in lifts} == {found.said}
