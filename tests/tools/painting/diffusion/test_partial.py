"""A brief of some of its regions speaks of those alone."""

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, Relation, RelationKind
from panelwright_tools.painting.diffusion.partial import showing


def item(name: str, phrase: str, prompt: str = "") -> BriefRegion:
    region = Region(id=name, noun=name, phrase=phrase, prompt=prompt)
    return BriefRegion(region=region, box=Box(0, 0, 1, 1))


def test_words_and_relations_of_the_others_are_gone() -> None:
    brief = Brief(
        panel="p01",
        prompt="a cat that sleeps; a ball; a ball; a red sky",
        regions=(
            item("cat", "a cat", "a cat that sleeps"),
            item("ball", "a ball"),
            item("second", "a ball"),
        ),
        relations=(Relation(kind=RelationKind.ON, source="cat", target="ball"),),
    )
    assert showing(brief, ()).prompt == "a red sky"
    assert showing(brief, brief.regions) == brief
    ball = showing(brief, brief.regions[1:2])
    assert ball.prompt == "a ball; a ball; a red sky"
    assert ball.relations == ()
