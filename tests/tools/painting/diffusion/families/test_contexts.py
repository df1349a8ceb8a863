"""Pictures that a model is given as they are: whose they are, and where their tokens lie."""

import pytest

pytest.importorskip("torch")

from dataclasses import replace

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.families import contexts
from panelwright_tools.painting.diffusion.sampling import Reference, RegionPrompt
from samplings import difference, noise_picture, repaint_right, sampling

WIDE, TALL = noise_picture(1, (60, 30)), noise_picture(2, (30, 60))
LEFT, RIGHT = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)


def region(name: str, box: Box, *looks: Reference) -> RegionPrompt:
    return RegionPrompt(name, name, box, references=looks)


def test_a_picture_is_shown_once_and_is_of_all_the_regions_that_refer_to_it() -> None:
    one, two = Reference(WIDE), Reference(TALL)
    regions = region("a", LEFT, one), region("b", RIGHT, two, one, replace(two, strength=0.0))
    asked = sampling(regions=regions, repaint=repaint_right(noise_picture()))
    found = contexts.shown(asked)
    assert [(one.picture, one.regions) for one in found] == [(WIDE, (1, 2)), (TALL, (2,))]
    (repainted,) = contexts.repainted(asked)
    assert repainted.regions == ()


def test_tokens_lie_one_picture_behind_the_other() -> None:
    found = contexts.shown(
        sampling(regions=(region("a", LEFT, Reference(WIDE)), region("b", RIGHT, Reference(TALL))))
    )
    first, second = contexts.behind(found, [(2, 3), (1, 2)])
    assert (first.regions, first.places) == ((1,), (0, 1, 2, 3, 4, 5))
    assert (second.regions, second.places) == ((2,), (6, 7))


def test_of_stitched_pictures_each_has_its_columns() -> None:
    """At one height, the wide one is four times as wide as the tall one."""
    found = contexts.shown(
        sampling(regions=(region("a", LEFT, Reference(WIDE)), region("b", RIGHT, Reference(TALL))))
    )
    first, second = contexts.beside(found, (2, 5))
    assert (first.regions, first.places) == ((1,), (0, 1, 2, 3, 5, 6, 7, 8))
    assert (second.regions, second.places) == ((2,), (4, 9))


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("flux1-kontext", "flux1"),
        ("flux2-klein-base", "flux2"),
        ("qwen-image-edit", "qwen_image"),
        ("qwen-image-edit-plus", "qwen_image"),
    ],
)
def test_another_picture_of_a_character_changes_its_region_most(name: str, family: str) -> None:
    """Not it alone: the background sees all pixels, and the boxes see the background."""
    pytest.importorskip("diffusers")
    from panelwright_tools.painting.diffusion.catalogue import family_named
    from tiny_models.folders import built

    pipeline = built(name)
    one, other = (
        family_named(family).sample(
            pipeline,
            sampling(
                "a beach",
                regions=(
                    region("a", LEFT, Reference(noise_picture(seed))),
                    region("b", RIGHT, Reference(noise_picture(9))),
                ),
                size=(128, 64),
                steps=1,
                sequence_length=512,
            ),
        )
        for seed in (1, 2)
    )
    changed = difference(one, other)
    assert changed[:, :64].mean() > 2 * changed[:, 64:].mean()
