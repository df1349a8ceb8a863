"""Painting one brief and measuring the picture: the work of a painting process."""

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import Field

from panelwright.crops import crops_told
from panelwright.easel import picture_of, references_of, stored
from panelwright.questioning import questioned
from panelwright.resemblance import likenesses
from panelwright.seeing import Sight, see
from panelwright.settings import Thresholds
from panelwright.store import Store, picture_key
from panelwright.tooling import ToolPaths, every, tools
from panelwright_tools.asking.tally import tallied
from panelwright_tools.domain import Brief, Cost, Direction, Evidence, Lift, Panel
from panelwright_tools.domain.model import Model, canonical_json, digest
from panelwright_tools.lettering import (
    Lettering,
    LetterWishes,
    Stage,
    legibility,
    letterer_id,
    place_letters,
    stage_of,
)
from panelwright_tools.lift.critic import Critic, Scored
from panelwright_tools.painting.painter import TakesLoras, hand_of
from panelwright_tools.painting.picture import Picture


class Letters(Model):
    """How the panel is lettered."""

    scale: float = 1.0
    """Pixels of the picture for each pixel of a page 1,200 wide."""
    size: float = 1.0
    """Factor on the size of the text, which repairs may lower."""
    direction: Direction = Direction.LTR
    names: dict[str, str] = Field(default_factory=dict)
    """Character id to name."""
    frame: tuple[tuple[float, float], ...] | None = None
    """The panel's outline, fractions, where it is no rectangle."""


@dataclass(frozen=True)
class Job:
    """One picture to paint, letter and measure."""

    tools: ToolPaths
    store: Path
    brief: Brief
    panel: Panel
    """Whose words are lettered."""
    letters: Letters
    holding: tuple[Lift, ...] = ()
    """What was measured on the parent and holds on this picture too: it isn't asked again."""
    maps: str | None = None
    """The key in the store of the maps of those."""
    given: str | None = None
    """The key in the store of a picture that is looked at instead of one that is painted."""
    limits: Thresholds | None = None
    """By which a picture may have failed already, and is not asked about then; None: it is asked
    about in any case."""


@dataclass(frozen=True)
class PortraitJob:
    """One picture to paint that carries no words and is not measured."""

    tools: ToolPaths
    store: Path
    brief: Brief


@dataclass(frozen=True)
class LoraJob:
    """LoRAs that the painter is to read, without painting anything."""

    tools: ToolPaths
    store: Path
    files: tuple[str, ...]
    """By their digests."""


@dataclass(frozen=True)
class Receipt:
    """What a job left in the store."""

    picture: str
    evidence: str
    """Its key, like the picture's."""
    painted: bool
    """False when the picture was there already."""
    painting: Cost | None = None
    """What models cost that were asked while it was painted; None where none was."""
    looking: Cost | None = None
    """What models cost that were asked about it; None where none was."""


@dataclass(frozen=True)
class PortraitReceipt:
    """What came of a picture that is not measured."""

    painted: bool
    """False when it was there already."""
    painting: Cost | None = None
    """What models cost that were asked while it was painted; None where none was."""


def paint_and_look(job: Job) -> Receipt:
    """The picture of the job's brief with its evidence, from the store as far as they are there.

    What a model failed to say when it was last asked is asked again. Raises ToolError when the
    painter failed or the store can't be written.
    """
    own = tools(job.tools)
    store = Store(job.store)
    key = _key(job)
    seen_as = evidence_key(job)
    if store.is_seen(seen_as) and store.holds(key):
        return Receipt(key, seen_as, painted=False)
    with tallied() as painting:
        picture, painted = (
            (stored(key, store), False)
            if job.given is not None
            else picture_of(job.brief, key, own.painter, store)
        )
    with tallied() as looking:
        evidence = _looked_at(picture, job, seen_as)
    store.put_evidence(seen_as, evidence)
    spared = any(one.state == "unasked" for one in evidence.answers)
    rest = own.grounder.price(job.brief) if spared else None  # what was not asked costs nothing
    return Receipt(key, seen_as, painted, painting.cost, looking.cost or rest)


def _looked_at(picture: Picture, job: Job, seen_as: str) -> Evidence:
    """What is measured on a picture; sightings and letters are kept in the store by that key."""
    own, store = tools(job.tools), Store(job.store)
    sight = see(picture, job.brief, own.grounder, own.segmenter)
    alike, said = likenesses(
        picture, job.brief, sight, own.likeness, references_of(job.brief, store)
    )
    stage = _stage(picture, sight, job)
    lettering = _placed(stage, job)
    scored = _scored(picture, job, own.critic, store)
    if scored.maps:
        store.put_lift_maps(seen_as, scored.maps)
    if sight.sightings:
        store.put_sightings(seen_as, sight.sightings)
    store.put_lettering(seen_as, lettering)
    evidence = Evidence(
        grounder=sight.grounder,
        detections=sight.detections,
        unclear=sight.unclear,
        sightings=seen_as if sight.sightings else None,
        lifts=scored.lifts,
        unscored=dict(scored.unscored),
        lift_maps=seen_as if scored.maps else None,
        painting_evaluations=picture.evaluations,
        evaluations=scored.evaluations,
        incomplete=sight.failed,
        likeness=alike,
        legibility=legibility(lettering, stage, job.letters.direction),
        notes=(*picture.notes, *_crops_told(job.brief), *sight.notes, *said, *scored.notes),
    )
    return questioned(picture, job.panel, job.brief, evidence, own.questions, job.limits)


def _scored(picture: Picture, job: Job, critic: Critic, store: Store) -> Scored:
    """The lifts, of what was measured on the parent and holds as it was found there."""
    if not job.holding:
        return critic.scored(picture, job.brief)
    held = {lift.region: lift for lift in job.holding}
    regions = [item.region.id for item in job.brief.regions]
    found = critic.scored(picture, job.brief, [name for name in regions if name not in held])
    anew = {lift.region: lift for lift in found.lifts if lift.region is not None}
    shunned = [lift for lift in found.lifts if lift.region is None]
    lifts = [(held | anew)[name] for name in regions if name in held or name in anew]
    maps = store.get_lift_maps(job.maps) if job.maps is not None else None
    old = {name: one for name, one in (maps or {}).items() if name in held}
    return replace(found, lifts=(*lifts, *shunned), maps={**old, **found.maps})


def _crops_told(brief: Brief) -> tuple[str, ...]:
    cast = {one.character.id: one.character for one in brief.regions if one.character is not None}
    return tuple(crops_told(one.name, one.crops) for one in cast.values() if one.crops)


def evidence_key(job: Job) -> str:
    """The digest of all that decides what is measured on a job's lettered picture."""
    own = tools(job.tools)
    hands = (*(tool.id for tool in every(own)[1:]), letterer_id())
    held = [canonical_json(lift) for lift in job.holding]
    about = [canonical_json(job.brief)] if job.given is not None else []  # else the key's part
    if own.questions.asks and job.limits is not None:
        about.append(canonical_json(job.limits))
    return digest(job.panel, _key(job), *hands, canonical_json(job.letters), *held, *about)


def _key(job: Job) -> str:
    """What the picture of a job goes by."""
    return job.given or picture_key(job.brief, hand_of(tools(job.tools).painter, job.brief))


def paint_portrait(job: PortraitJob) -> PortraitReceipt:
    """See to it that the picture of the brief is in the store.

    Raises ToolError when the painter failed or the store can't be written.
    """
    painter, store = tools(job.tools).painter, Store(job.store)
    with tallied() as painting:
        painted = picture_of(
            job.brief, picture_key(job.brief, hand_of(painter, job.brief)), painter, store
        )[1]
    return PortraitReceipt(painted, painting.cost)


def check_loras(job: LoraJob) -> None:
    """Have the painter read LoRAs, for which its model is loaded.

    Raises UserError when one was made for another model, ToolError when the model can't be loaded.
    """
    painter, store = tools(job.tools).painter, Store(job.store)
    if isinstance(painter, TakesLoras):
        painter.check_loras({name: store.lora_path(name) for name in job.files})


def lettered(picture: Picture, job: Job) -> Lettering:
    """Place the panel's words on a picture that nobody has looked at."""
    return _placed(_stage(picture, Sight(grounder=None), job), job)


def _placed(stage: Stage, job: Job) -> Lettering:
    letters = job.letters
    return place_letters(
        job.panel,
        stage,
        letters.scale,
        letters.direction,
        letters.names,
        LetterWishes(size=letters.size),
    )


def _stage(picture: Picture, sight: Sight, job: Job) -> Stage:
    boxes = {item.region.id: item.box for item in job.brief.regions}
    return stage_of(
        job.panel, picture, boxes, job.letters.frame, job.brief.reserved, sight.sightings
    )
