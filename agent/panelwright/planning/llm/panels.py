"""Puts one panel together from its drafts, with the panels before it in mind."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from panelwright.planning.embedded.facing import turned
from panelwright.planning.embedded.prompts import alt_text, region_prompt
from panelwright.planning.embedded.relations import astride, in_order, on_seats, seated, tidy
from panelwright.planning.embedded.staging import in_speaking_order
from panelwright.planning.llm.boxes import mended
from panelwright.planning.llm.boxing import boxed
from panelwright.planning.llm.drafts import BeatDraft, PanelWordsDraft, StagingDraft
from panelwright.planning.llm.letters import Voices, caption_of, sounds_of
from panelwright.planning.llm.links import links_of
from panelwright.planning.llm.names import Roster, key_of
from panelwright.planning.llm.scenery import Scenery, Setting
from panelwright.planning.llm.subjects import Subject, standing, subjects_of
from panelwright.planning.llm.variations import Wardrobe, worn_in
from panelwright.planning.llm.wording import nearest_angle, nearest_shot, nearest_weight
from panelwright_tools.domain import (
    Angle,
    Beat,
    Face,
    Guess,
    Panel,
    Place,
    Pose,
    Region,
    Relation,
    Shot,
    Speech,
)
from panelwright_tools.domain.text import MAX_TEXT

MOST_AVOIDED = 8
LARGE = 1.5
"""Least weight of a turning point."""
CROWD = 6
"""Figures from which only a wide shot shows all."""
_LEFT_TO_RIGHT = {"left": 0, "centre": 1, "right": 2}


@dataclass(frozen=True)
class Drafts:
    """What a model wrote for one panel."""

    id: str
    beat: BeatDraft
    staging: StagingDraft | None
    words: PanelWordsDraft | None
    told: Beat
    """The sentences that it tells."""


@dataclass
class Maker:
    """Makes panels in reading order."""

    roster: Roster
    scenery: Scenery
    voices: Voices
    wardrobe: Wardrobe = field(default_factory=dict)
    mirrored: bool = False
    """Read from right to left: the first stands at the right."""
    _scene: str | None = field(default=None, init=False)
    _order: list[str] = field(default_factory=list, init=False)
    """Characters of the scene from left to right, kept as long as it lasts."""

    def panel(self, drafts: Drafts) -> Panel:
        """The next panel."""
        setting = self.scenery.of(drafts.beat)
        place = next((p for p in self.scenery.places if p.id == setting.place), None)
        is_new = setting.place != self._scene
        self._enter(setting)
        near = self._near(drafts, setting)
        subjects = self._subjects(drafts, near, place)
        words = drafts.words or PanelWordsDraft(panel=1)
        shown = {s.region.subject for s in subjects if s.region.subject}
        speech = self.voices.balloons(words.balloons, near, shown)
        staging = drafts.staging or StagingDraft()
        regions, relations = self._standing(staging, subjects, speech, near)
        shot = nearest_shot(staging.shot) or _shot(regions, speech, is_new)
        panel = Panel(
            id=drafts.id,
            beat=drafts.told,
            place=setting.place,
            time=setting.time,
            weather=setting.weather,
            season=setting.season,
            shot=shot,
            angle=nearest_angle(staging.angle) or Angle.EYE,
            caption=caption_of(words),
            speech=speech,
            sounds=sounds_of(words),
            regions=tuple(self._clad(region, drafts.beat) for region in regions),
            relations=tuple(relations),
            avoid=_avoided(staging, regions),
            weight=_weight(drafts.beat),
            turns_page=drafts.beat.turning_point,
            alt=alt_text(shot, place, setting.time, setting.weather, regions, self.roster.cast)[
                :MAX_TEXT
            ],
            guessed=None if setting.told else Guess(confidence=0.3, reason="no place is told"),
        )
        return self._boxed(panel, subjects, place)

    def _enter(self, setting: Setting) -> None:
        if setting.place != self._scene:
            self._scene, self._order = setting.place, []

    def _near(self, drafts: Drafts, setting: Setting) -> tuple[str, ...]:
        """Ids of who is there, those of the moment first."""
        listed = [s.name for s in drafts.staging.subjects] if drafts.staging else []
        found: dict[str, None] = {}
        for name in (*drafts.beat.who, *listed, *setting.present):
            found.update(dict.fromkeys(self.roster.find_all(name, tuple(found))))
        return tuple(found)

    def _subjects(self, drafts: Drafts, near: Sequence[str], place: Place | None) -> list[Subject]:
        """Those of the staging, and whoever else the beat shows."""
        listed = list(drafts.staging.subjects) if drafts.staging is not None else []
        subjects = subjects_of(listed, self.roster, near, place)
        seen = {s.region.subject for s in subjects}
        named = [who for name in drafts.beat.who for who in self.roster.find_all(name, near)]
        missing = [who for who in dict.fromkeys(named) if who not in seen]
        cast = {character.id: character for character in self.roster.cast}
        key = drafts.staging is None
        added = [standing(cast[who], key) for who in missing]
        return subjects_of([*listed, *added], self.roster, near, place) if added else subjects

    def _standing(
        self,
        staging: StagingDraft,
        subjects: Sequence[Subject],
        speech: Sequence[Speech],
        near: Sequence[str],
    ) -> tuple[list[Region], list[Relation]]:
        """The regions, turned and posed as their relations ask, and the relations."""
        things = [s.region for s in subjects if s.region.subject is None]
        figures = self._ordered([s for s in subjects if s.region.subject], speech)
        found = on_seats(things, links_of(staging.relations, subjects, self.roster, near))
        kinds = {character.id: character.kind for character in self.roster.cast}
        posed = astride(seated(figures, things, found), found, kinds)
        faced = [
            told if told.facing is not None else new
            for told, new in zip(posed, turned(posed, found), strict=True)
        ]
        return [*map(_worded, faced), *things], tidy([*found, *in_order(faced, found)])

    def _ordered(self, figures: Sequence[Subject], speech: Sequence[Speech]) -> list[Region]:
        """From left to right: as told, else as before in the scene."""
        who = list(dict.fromkeys(s.region.subject or "" for s in figures))
        self._order += [name for name in who if name not in self._order]
        sides = {s.region.id: _LEFT_TO_RIGHT[s.side] for s in figures if s.side is not None}
        if not sides:
            talkers = list(dict.fromkeys(s.speaker for s in speech if s.speaker))
            self._order = in_speaking_order(self._order, talkers)
        ranks = {name: number for number, name in enumerate(self._order)}
        turn = -1 if self.mirrored and not sides else 1
        ordered = sorted(
            figures,
            key=lambda s: (sides.get(s.region.id, 1), turn * ranks[s.region.subject or ""]),
        )
        if sides:
            now = list(dict.fromkeys(s.region.subject or "" for s in ordered))
            self._order = [*now, *(name for name in self._order if name not in now)]
        return [s.region for s in ordered]

    def _clad(self, region: Region, beat: BeatDraft) -> Region:
        """With the look that its character has in the beat."""
        variation = worn_in(beat, region.subject or "", self.wardrobe)
        return region.model_copy(update={"variation": variation}) if variation else region

    def _boxed(self, panel: Panel, subjects: Sequence[Subject], place: Place | None) -> Panel:
        ids = [s.region.id for s in subjects]
        boxes = zip(ids, mended([s.box for s in subjects]), strict=True)
        given = {name: box for name, box in boxes if box is not None}
        cast = {character.id: character for character in self.roster.cast}
        return boxed(panel, given, cast, place) if given else panel


def _worded(region: Region) -> Region:
    """The prompt says the pose that the relations ask for."""
    pose, face = region.pose or Pose.STAND, region.face or Face.NEUTRAL
    return region.model_copy(update={"prompt": region_prompt(region.phrase, pose, face, None)})


def _shot(regions: Sequence[Region], speech: Sequence[Speech], is_new: bool) -> Shot:
    """Where the model tells none: a new place is seen from farther off, talk from near."""
    people = sum(region.subject is not None for region in regions)
    if not people or is_new or people >= CROWD:
        return Shot.WIDE
    return Shot.MEDIUM if speech and people == len(regions) else Shot.FULL


def _weight(beat: BeatDraft) -> float:
    weight = nearest_weight(beat.size) or 1.0
    return max(weight, LARGE) if beat.turning_point else weight


def _avoided(staging: StagingDraft, regions: Sequence[Region]) -> tuple[str, ...]:
    """What must not be seen, unless the panel shows it."""
    shown = {key_of(name) for r in regions for name in (r.noun, r.id, r.phrase)}
    lines = dict.fromkeys(" ".join(text.split())[:80] for text in staging.avoid)
    return tuple(line for line in lines if line and key_of(line) not in shown)[:MOST_AVOIDED]
