"""One prompt to regions: `layout_prompt` is the door of `agent layout`."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import Field

from panelwright_tools.domain import Box, Relation, RelationKind, Shot
from panelwright_tools.domain.model import Model, Slug
from panelwright_tools.domain.text import MAX_TEXT, Text
from panelwright_tools.language import analyse
from panelwright_tools.layout.arranging import box_in_panel
from panelwright_tools.layout.audit import ordered_depths
from panelwright_tools.layout.comparing import Share
from panelwright_tools.layout.counting import counted
from panelwright_tools.layout.figure import Figure, figure_of_noun
from panelwright_tools.layout.inventory import Inventory, Thing, by_position
from panelwright_tools.layout.linking import Link, chain_links, links_of, row_links, size_pairs
from panelwright_tools.layout.masking import masked
from panelwright_tools.layout.solving import Problem, solve
from panelwright_tools.layout.things import take_stock
from panelwright_tools.layout.wording import CanvasPlace, plain

_COMPRESSION = 0.6
"""Power on the sizes: a single picture may show a mouse beside a house."""
_MARGIN = 0.02
_CLEARLY_LARGER = 1.8
"""Ratio of areas where the text says "bigger than"."""


class PromptRegion(Model):
    """One single thing of a prompt."""

    id: Slug
    phrase: Text = Field(description="a red ball")
    noun: Text = Field(description="ball")
    box: Box = Field(description="fractions of the canvas")
    depth: float = Field(description="0 near, 1 far")


class PromptLayout(Model):
    """What `agent layout` prints."""

    prompt: Text
    background: Text = ""
    avoid: tuple[Text, ...] = ()
    regions: tuple[PromptRegion, ...] = ()


def layout_prompt(prompt: str) -> PromptLayout:
    """Regions for a prompt: one box on a square canvas for each single thing that it names.

    What it excludes goes to `avoid`, where it happens to `background`.
    """
    mask = masked(prompt[:MAX_TEXT])
    wording = plain(mask.text)
    document = mask.restored_document(analyse(wording.text))
    inventory = take_stock(document)
    _put_on_canvas(inventory, wording.places)
    _share_out(inventory, wording.shares)
    links = links_of(document, inventory)
    things = _shown(inventory, links)
    if wording.row is not None:
        links += row_links(things, *wording.row)
    comparisons = [
        replace(c, more=mask.restored(c.more), less=mask.restored(c.less))
        for c in wording.comparisons
    ]
    counted(things, links, comparisons)
    links += chain_links(links)
    figures = _figures(things)
    for larger, smaller in size_pairs(document, inventory):
        _enlarge(figures, larger, smaller)
    relations = [r for link in links for r in _relations(link)]
    boxes, depths = _boxes(figures, relations)
    regions = [
        PromptRegion(
            id=name,
            phrase=mask.restored(thing.phrase_of(index)),
            noun=thing.noun,
            box=boxes[name],
            depth=depths[name],
        )
        for thing in things
        for index, name in enumerate(thing.ids)
    ]
    return PromptLayout(
        prompt=prompt[:MAX_TEXT],
        background=mask.restored(", ".join(dict.fromkeys(inventory.background))),
        avoid=tuple(dict.fromkeys(inventory.avoid)),
        regions=tuple(regions),
    )


def _put_on_canvas(inventory: Inventory, places: Sequence[CanvasPlace]) -> None:
    """Each place on the canvas to the thing named before it, or after it when it leads."""
    for place in places:
        things = by_position(list(inventory.things.values()))
        before = [t for t in things if t.start < place.position]
        after = [t for t in things if t.start >= place.position - 1]
        chosen = after[:1] if place.leads or not before else before[-1:]
        for thing in chosen:
            thing.across = place.across or thing.across
            thing.along = place.along or thing.along
            thing.depth = place.depth if place.depth is not None else thing.depth


def _share_out(inventory: Inventory, shares: Sequence[Share]) -> None:
    """Each share to the last plural named before it."""
    for share in shares:
        things = by_position(list(inventory.things.values()))
        several = [t for t in things if t.start < share.position and (t.count or 2) > 1]
        if several:
            several[-1].kinds.append((share.number, share.adjective))


_STANDING = frozenset(
    {
        RelationKind.LEFT_OF,
        RelationKind.RIGHT_OF,
        RelationKind.ABOVE,
        RelationKind.BELOW,
        RelationKind.BEHIND,
        RelationKind.IN_FRONT_OF,
        RelationKind.UNDER,
        RelationKind.BETWEEN,
    }
)


def _shown(inventory: Inventory, links: list[Link]) -> list[Thing]:
    """Places leave for the background, unless something stands to them or nothing else is there."""
    held = {
        id(end)
        for link in links
        if link.kind in _STANDING
        for end in (link.source, link.target, link.other)
    }
    things = by_position(list(inventory.things.values()))
    placed = [t for t in things if t.place and id(t) not in held and not t.across and not t.along]
    gone = placed if len(placed) < len(things) else []
    inventory.background += [thing.phrase for thing in gone]
    links[:] = [k for k in links if k.source not in gone and k.target not in gone]
    return [thing for thing in things if thing not in gone]


def _figures(things: Sequence[Thing]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for thing in things:
        measured = figure_of_noun(thing.noun, thing.category)
        factor = measured.height ** (_COMPRESSION - 1) * thing.scale
        for name in thing.ids:
            figures[name] = replace(
                measured.scaled(factor),
                id=name,
                depth=thing.depth,
                across=thing.across,
                along=thing.along,
            )
    return figures


def _enlarge(figures: dict[str, Figure], larger: Thing, smaller: Thing) -> None:
    """Make the larger thing's boxes larger than the smaller one's, from both sides."""
    for big in larger.ids:
        for small in smaller.ids:
            area = figures[big].height * figures[big].width
            wanted = _CLEARLY_LARGER * figures[small].height * figures[small].width
            if area < wanted:
                factor = (wanted / area) ** 0.25
                figures[big] = figures[big].scaled(factor)
                figures[small] = figures[small].scaled(1 / factor)


def _relations(link: Link) -> list[Relation]:
    """One relation for each single source; several targets are shared out."""
    sources, targets = link.source.ids, link.target.ids
    if not sources or not targets:
        return []
    if link.kind is RelationKind.BETWEEN:
        first = targets[0]
        other = link.other.ids[0] if link.other and link.other.ids else targets[-1]
        if other == first:
            return []
        return [
            Relation(kind=link.kind, source=name, target=first, other=other) for name in sources
        ]
    return [
        Relation(kind=link.kind, source=name, target=targets[index % len(targets)])
        for index, name in enumerate(sources)
    ]


def _boxes(
    figures: dict[str, Figure], relations: Sequence[Relation]
) -> tuple[dict[str, Box], dict[str, float]]:
    if not figures:
        return {}, {}
    solution = solve(
        Problem(
            figures={name: replace(figure, key=True) for name, figure in figures.items()},
            relations=relations,
            shot=Shot.FULL,
            aspect=1.0,
            top=_MARGIN,
            margin=_MARGIN,
            rows_overlap=False,
            cone=1.1,
        )
    )
    scene = solution.composition.scene
    boxes = {name: box_in_panel(box, 1.0) for name, box in scene.boxes.items()}
    return boxes, ordered_depths(scene.depths, relations)
