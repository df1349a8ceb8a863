"""Write the brief of a panel."""

from collections.abc import Sequence

from langgraph.runtime import Runtime

from panelwright.emphasis import Attention
from panelwright.finding import found_wrong, shown, spare
from panelwright.holding import held_brief
from panelwright.inpainting import AROUND, ERASING, inpainted, masked, repainting
from panelwright.lineage import base_of
from panelwright.nodes.arrange import arrangement, repairs
from panelwright.outlines import outlines_of
from panelwright.repair_moves import Arrangement
from panelwright.seeds import seed_of
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Box, Brief, BriefRegion, Repair
from panelwright_tools.domain.appearance import varied, varied_region
from panelwright_tools.domain.model import digest
from panelwright_tools.domain.vocabulary import SpeechKind
from panelwright_tools.layout.figure import hangs_up
from panelwright_tools.layout.wishes import PlacedPanel

_ALOUD = frozenset({SpeechKind.SPEECH, SpeechKind.SHOUT, SpeechKind.WHISPER, SpeechKind.ROBOT})


def brief(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """Everything that decides the pixels of the next picture."""
    studio = runtime.context
    now = arrangement(state, studio)
    placed = PlacedPanel.model_validate(state["placed"])
    record = held_brief(state["panel"], studio) or _mended(
        brief_of(now, placed, studio), repairs(state), state, studio
    )
    key = digest(record, f"{now.text_scale:.4f}")
    return {"brief": record.model_dump(mode="json"), "brief_key": key}


def is_new(state: PanelState) -> str:
    """A repair that changed nothing, or would paint nothing, costs no attempt: another one is
    chosen at once."""
    if state["brief"].get("parent") is not None and not state["brief"].get("mask"):
        return "repair"
    seen = any(record["brief_key"] == state["brief_key"] for record in state.get("attempts", []))
    return "repair" if seen else "paint"


def brief_of(now: Arrangement, placed: PlacedPanel, studio: Studio) -> Brief:
    """The brief of an arranged panel in its boxes."""
    panel, story = now.panel, studio.story
    regions = _regions(now, placed, studio)
    kept = {item.region.id for item in regions}
    return Brief(
        panel=panel.id,
        prompt=_prompt(regions, panel.beat.text),
        negative_prompt=", ".join(panel.avoid),
        style=studio.settings.style or story.style,
        place=story.place(panel.place) if panel.place is not None else None,
        time=panel.time,
        weather=panel.weather,
        falling=panel.falling,
        season=panel.season,
        shot=placed.shot,
        angle=panel.angle,
        regions=regions,
        relations=tuple(
            relation
            for relation in (*panel.relations, *placed.implied)
            if {relation.source, relation.target, relation.other} - {None} <= kept
        ),
        avoid=panel.avoid,
        reserved=placed.reserved,
        size=studio.sheets[panel.id].size,
        floor=placed.floor,
        fixtures=placed.fixtures,
        pan=placed.pan,
        seed=seed_of(studio.settings.seed, panel.id, studio.redrawn.get(panel.id, 0), now.reseeded),
        quality=studio.settings.quality,
    )


def _regions(now: Arrangement, placed: PlacedPanel, studio: Studio) -> tuple[BriefRegion, ...]:
    items = []
    voices = {speech.speaker for speech in now.panel.speech if speech.kind in _ALOUD}
    for region in now.panel.regions:
        box = placed.boxes.get(region.id)
        if box is None:
            continue
        facing = region.facing or placed.facings.get(region.id)
        kept = region.id in placed.perched or hangs_up(region)
        spot = region.spot if kept else ""
        depth = placed.depths.get(region.id, region.depth)
        attention = now.attention.get(region.id, Attention())
        character = studio.cast.get(region.subject) if region.subject is not None else None
        reference = studio.references.get(region.subject or "")
        if character is not None:
            given = studio.given_references(character)
            references = (*given, reference) if reference is not None else given
            crops = studio.given_crops(character, now.panel.id)
            update = {
                "references": (*references, *(crop.picture for crop in crops)),
                "loras": studio.given_loras(character),
                "crops": crops,
                "portrait": (),
            }
            character = character.model_copy(update=update)
            region, character = (
                varied_region(region, character),
                varied(character, region.variation),
            )
        items.append(
            BriefRegion(
                region=region.model_copy(update={"facing": facing, "depth": depth, "spot": spot}),
                box=Box(*box).clipped().rounded(),
                character=character,
                speaking=region.subject is not None and region.subject in voices,
                emphasis=attention.factor,
                damped=attention.damped,
            )
        )
    return tuple(items)


def _mended(record: Brief, done: Sequence[Repair], state: PanelState, studio: Studio) -> Brief:
    """An inpainting brief names its parent and what of it to paint anew."""
    if not done or done[-1].kind != "inpaint":
        return record
    base, last = base_of(state), done[-1]
    regions = () if last.move in ERASING else last.regions
    before, after = inpainted(record, done[:-1]), inpainted(record, done)
    seen = studio.store.get_sightings(base.evidence.sightings or "") or ()
    maps = studio.store.get_lift_maps(base.evidence.lift_maps or "") or {}
    boxes = shown(base, maps)
    outlines = outlines_of(base, seen, before.size, repainting(regions, after), boxes)
    moving = tuple(name for name in regions if name not in outlines.own)
    found = found_wrong(base, moving) if moving or not regions else []
    found += spare(base, before)
    return masked(before, after, regions, base.picture, found, outlines, wide=last.move in AROUND)


def _prompt(regions: tuple[BriefRegion, ...], beat: str) -> str:
    phrases = [item.region.prompt or item.region.phrase for item in regions]
    return "; ".join(phrases)[:4000] or beat
