"""The diffusion painter on tiny models with random weights: any brief becomes a picture."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Region,
    ToolError,
    UserError,
)
from panelwright_tools.painting.diffusion import briefing
from panelwright_tools.painting.diffusion.briefing import briefed
from panelwright_tools.painting.diffusion.holding import held
from panelwright_tools.painting.diffusion.painter import DiffusionPainter, diffusion_painter
from panelwright_tools.painting.picture import Picture

Models = Callable[[str], Path]
MINA = Region(id="mina", subject="mina", noun="girl", phrase="a red-haired girl")
BENCH = Region(id="bench", noun="bench", phrase="a wooden bench")
MASK = Box(0.5, 0.4, 0.4, 0.5)


def brief(**changes: Any) -> Brief:
    """Mina left of a bench, at a size that no model can take as it is."""
    mina = BriefRegion(region=MINA, box=Box(0.1, 0.2, 0.3, 0.7),
                       character=Character(id="mina", name="Mina"))  # fmt: skip
    bench = BriefRegion(region=BENCH, box=MASK)
    facts = {"panel": "p01", "prompt": "", "regions": (mina, bench), "size": (90, 61), "seed": 1}
    return Brief.model_validate({**facts, **changes})


def many(count: int) -> tuple[BriefRegion, ...]:
    """So many small things side by side."""
    return tuple(
        BriefRegion(
            region=Region(id=f"r{n}", noun="ball", phrase=f"ball number {n}"),
            box=Box(n % 8 / 8, n // 8 / 8, 1 / 8, 1 / 8),
        )
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"base_url": "http://x:1/v1"}, "has no use for base_url, which .painting. sets"),
     ({"timeout_s": 5}, "no use for timeout_s"), ({"picture_price": 0.04}, "no use for picture_p"),
     ({"key_variable": "KEY"}, "no use for key_variable"),
     ({"adapter_encoder": "x"}, "adapter_encoder goes with adapter"),
     ({"cache_threshold": 0.1}, "cache_threshold goes with step_cache")],
)  # fmt: skip
def test_options_that_would_be_ignored_are_refused(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        diffusion_painter(model="any", **given)


def difference(one: Picture, other: Picture) -> Any:
    return np.abs(np.asarray(one.image, int) - np.asarray(other.image, int)).max(axis=2)


@pytest.fixture(scope="module", params=["sd15", "sdxl"])
def painter(request: pytest.FixtureRequest, tiny_models: Models) -> DiffusionPainter:
    return diffusion_painter(model=str(tiny_models(request.param)), steps=2)


@pytest.fixture(scope="module")
def picture(painter: DiffusionPainter) -> Picture:
    return painter.paint(brief())


def test_a_picture_has_exactly_the_size_of_its_brief_and_says_what_was_sampled(
    picture: Picture,
) -> None:
    assert picture.image.size == (90, 61) and picture.image.mode == "RGB"
    assert picture.notes == ("Painted at 80×56 pixels and brought to 90×61.",)
    assert np.asarray(picture.image).std() > 1
    assert picture.subjects == ()


def test_the_same_brief_is_the_same_bytes_and_another_seed_is_not(
    painter: DiffusionPainter, picture: Picture
) -> None:
    assert painter.paint(brief()).image.tobytes() == picture.image.tobytes()
    assert painter.paint(brief(seed=2)).image.tobytes() != picture.image.tobytes()


def test_the_words_of_a_region_decide_the_picture(
    painter: DiffusionPainter, picture: Picture
) -> None:
    other = brief().regions[1].region.model_copy(update={"phrase": "a tall tower"})
    regions = (brief().regions[0], brief().regions[1].model_copy(update={"region": other}))
    assert difference(painter.paint(brief(regions=regions)), picture).any()


def emphasised(**changes: Any) -> Brief:
    """The bench with more or less attention to its words."""
    mina, bench = brief().regions
    return brief(regions=(mina, bench.model_copy(update=changes)))


def test_more_attention_to_a_region_is_another_picture_from_the_same_noise(
    painter: DiffusionPainter, picture: Picture
) -> None:
    again, more = (painter.paint(emphasised(emphasis=factor)) for factor in (1.0, 3.0))
    assert again.image.tobytes() == picture.image.tobytes()
    change = difference(more, picture)
    assert 0 < change.mean() < difference(painter.paint(brief(seed=2)), picture).mean()


def test_emphasis_is_on_words_that_are_really_in_the_prompt(painter: DiffusionPainter) -> None:
    def emphasis(asked: Brief) -> Any:
        sampling = briefed(asked, held(painter.options), painter.options, {}).sampling
        return {region.id: (dict(region.emphasis), region.prompt) for region in sampling.regions}

    told = emphasis(emphasised(emphasis=2.0, damped=(("wooden", 0.4), ("hat", 0.4))))
    assert told["mina"][0] == {}
    factors, prompt = told["bench"]
    assert factors == {"a wooden bench": 2.0, "wooden": 0.4}
    assert all(phrase in prompt for phrase in factors)


def test_a_brief_without_emphasis_has_the_key_that_it_always_had() -> None:
    told = brief().model_dump(mode="json")["regions"][1]
    assert not {"emphasis", "damped"} & set(told)
    assert "emphasis" in emphasised(emphasis=2.0).model_dump(mode="json")["regions"][1]


def test_maps_show_where_words_acted_and_change_neither_pixels_nor_key(
    painter: DiffusionPainter, picture: Picture
) -> None:
    watching = DiffusionPainter(painter.options.model_copy(update={"maps": True}))
    watched = watching.paint(brief())
    assert watching.id == painter.id and not picture.attention
    assert watched.image.tobytes() == picture.image.tobytes()
    assert watched.attention.keys() == {"mina", "bench"}
    assert max(shares.max() for shares in watched.attention.values()) == 255
    for shares, box in ((watched.attention["mina"], brief().regions[0].box),
                        (watched.attention["bench"], MASK)):  # fmt: skip
        left, right = (round(x * shares.shape[1]) for x in (box.x, box.right))
        assert shares[:, left:right].mean() > 0
        assert shares[:, : max(0, left - 1)].max(initial=0) == 0
        assert shares[:, right + 1 :].max(initial=0) == 0


def test_a_repainted_or_layered_picture_has_maps_of_its_parts_over_the_old_ones(
    tiny_models: Models,
) -> None:
    given: dict[str, Any] = {
        "model": str(tiny_models("sd15")),
        "steps": 1,
        "side": 64,
        "maps": True,
    }
    painter = diffusion_painter(**given)
    parent = painter.paint(brief())
    only = brief(regions=brief().regions[1:], seed=5, parent="key", mask=(MASK,))
    mended = painter.paint(only.model_copy(update={"repaint": ("bench",)}), parent)
    mina, before = (one.attention["mina"].astype(int) for one in (mended, parent))
    assert mended.attention["bench"].max() > 0
    assert (mina != before).any() or not before[:, mina.shape[1] // 2 :].any()
    left = slice(0, int(mina.shape[1] * 0.45))
    assert (mina[:, left] == before[:, left]).all() and mina[:, left].any()
    layered = diffusion_painter(**given, layered="always").paint(brief())
    assert layered.attention.keys() == {"mina", "bench"}
    assert not diffusion_painter(**{**given, "maps": False}).paint(only, parent).attention


@pytest.mark.parametrize("name", ["sd15", "sd15-inpaint", "sdxl", "sdxl-inpaint", "flux1-schnell"])
def test_outside_of_the_mask_a_repainted_picture_is_the_same_bit_for_bit(
    name: str, tiny_models: Models
) -> None:
    painter = diffusion_painter(model=str(tiny_models(name)), steps=2, side=64)
    parent = painter.paint(brief())
    mended = painter.paint(brief(seed=5, parent="key", mask=(MASK,), repaint=("bench",)), parent)
    changed = difference(mended, parent) > 0
    inside = np.zeros_like(changed)
    inside[24:55, 45:81] = True  # every pixel that the mask touches
    assert changed[inside].mean() > 0.5
    assert not changed[~inside].any()


def test_a_mask_that_is_the_whole_picture_repaints_all_of_it(
    painter: DiffusionPainter, picture: Picture
) -> None:
    whole = brief(seed=5, parent="key", mask=(Box(0, 0, 1, 1),))
    changed = difference(painter.paint(whole, picture), picture)
    assert min(changed[0].max(), changed[-1].max(), changed[:, 0].max(), changed[:, -1].max()) > 0


@pytest.mark.parametrize(
    "changes",
    [{"regions": ()}, {"regions": many(40)}, {"regions": (), "prompt": "", "style": ""},
     {"prompt": "a ball, " * 500}, {"size": (16, 900)}, {"size": (3, 3)}],
    ids=["no regions", "40 regions", "no words", "4,000 letters", "a tall strip", "tiny"],
)  # fmt: skip
def test_any_brief_is_painted(painter: DiffusionPainter, changes: dict[str, Any]) -> None:
    asked = brief(**changes)
    painted = painter.paint(asked)
    assert painted.image.size == asked.size


def test_what_is_left_out_of_the_words_is_told(painter: DiffusionPainter) -> None:
    notes = painter.paint(brief(regions=many(40))).notes
    assert any(note.startswith("Left out of the prompt: ") for note in notes)


def test_words_fit_the_windows_of_the_encoders(painter: DiffusionPainter) -> None:
    told = briefed(brief(regions=many(40)), held(painter.options), painter.options, {})
    [counter, *_] = held(painter.options).family.counters(held(painter.options).pipeline)
    assert 77 < counter.count(told.sampling.prompt) <= counter.limit
    assert all(counter.count(region.prompt) <= 77 for region in told.sampling.regions)


def test_steps_and_guidance_follow_from_the_quality_unless_they_are_set(
    tiny_models: Models,
) -> None:
    model = str(tiny_models("sd15"))
    plain, own = (diffusion_painter(model=model, **more).options
                  for more in ({}, {"steps": 3, "guidance": 1.5}))  # fmt: skip
    found = [
        briefed(brief(quality=quality), held(options), options, {}).sampling
        for quality, options in (("fast", plain), ("high", plain), ("high", own))
    ]
    assert [(s.steps, s.guidance) for s in found] == [(20, 7.5), (50, 7.5), (3, 1.5)]


def test_the_id_follows_the_weights_and_the_options_and_not_the_device(
    tiny_models: Models, tmp_path: Path
) -> None:
    model = str(tiny_models("sd15"))
    ids = [
        diffusion_painter(**options).id
        for options in ({"model": model}, {"model": model, "device": "cpu"},
                        {"model": model, "steps": 9}, {"model": str(tiny_models("sdxl"))})
    ]  # fmt: skip
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_asking_a_painter_what_it_can_do_loads_no_torch(tiny_models: Models) -> None:
    code = (
        "import sys\n"
        "from panelwright_tools.painting.diffusion.painter import diffusion_painter\n"
        f"painter = diffusion_painter(model={str(tiny_models('sd15'))!r})\n"
        "painter.prepare()\n"
        "print(painter.id, painter.repairs, painter.side_by_side, painter.takes_references)\n"
        "print('torch' in sys.modules)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.split()[-1] == "False"


def test_a_model_that_is_not_there_or_not_named_is_told() -> None:
    with pytest.raises(UserError, match="give --painter diffusers:MODEL"):
        diffusion_painter()
    with pytest.raises(UserError, match="there is no model /nowhere"):
        diffusion_painter(model="/nowhere").paint(brief())


@pytest.mark.parametrize(
    ("raised", "sentence"),
    [(MemoryError(), "not enough memory to paint panel p01"),
     (RuntimeError("shapes (2, 3) and (4,) differ\n at line 3"),
      "panel p01 could not be painted: shapes \\(2, 3\\) and \\(4,\\) differ\\.")],
)  # fmt: skip
def test_what_goes_wrong_in_a_library_is_one_sentence(
    raised: Exception, sentence: str, painter: DiffusionPainter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise raised

    monkeypatch.setattr(briefing, "fitted", fail)
    with pytest.raises(ToolError, match=sentence):
        painter.paint(brief())


@pytest.mark.parametrize(("name", "heeded"), [("z-image-base", True), ("z-image-turbo", False)])
def test_what_must_not_be_seen_is_said_as_the_checkpoint_heeds_it(
    name: str, heeded: bool, tiny_models: Models
) -> None:
    painter = diffusion_painter(model=str(tiny_models(name)), steps=1)
    told = briefed(brief(avoid=("dog",)), held(painter.options), painter.options, {}).sampling
    assert ("dog" in told.negative_prompt) is heeded
    assert ("ithout dog" in told.prompt) is not heeded
