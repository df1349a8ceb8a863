"""Puts the parts of the plan together: panels, the cast and places that they use, the story."""

from dataclasses import dataclass, replace

from panelwright.planning.embedded.avoid import avoided
from panelwright.planning.embedded.balloons import balloons
from panelwright.planning.embedded.beats import PanelBeat
from panelwright.planning.embedded.captions import caption
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.company import figures
from panelwright.planning.embedded.pacing import with_turning_point
from panelwright.planning.embedded.prompts import alt_text
from panelwright.planning.embedded.scenes import Scenes
from panelwright.planning.embedded.setting import Setting
from panelwright.planning.embedded.shortfalls import foreign, shortfalls
from panelwright.planning.embedded.shots import Past, frame_panel, in_frame
from panelwright.planning.embedded.sounds import sounds_of
from panelwright.planning.embedded.staging import Stage, as_before, stage_beat
from panelwright.planning.embedded.titles import choose_title
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Beat, Direction, Guess, Panel, Story
from panelwright_tools.domain.text import MAX_TEXT
from panelwright_tools.language.document import Document
from panelwright_tools.language.tongue import language_of


@dataclass(frozen=True)
class Plan:
    """All that the steps before found."""

    document: Document
    cast: Cast
    scenes: Scenes
    beats: list[PanelBeat]


def assemble(plan: Plan, wishes: PlanWishes, planner: str) -> Story:
    """The story of a plan."""
    stage, past = Stage(mirrored=wishes.rtl), Past()
    panels: list[Panel] = []
    shown = figures(plan.document, plan.cast, plan.beats)
    for number, (beat, who) in enumerate(zip(plan.beats, shown, strict=True)):
        last = number == len(plan.beats) - 1
        panel = _panel(plan, beat, who, f"p{number + 1:02d}", stage, past, last)
        panels.append(panel)
        past = _after(past, panel)
    panels = with_turning_point(panels)
    used = _used(panels)
    cast = tuple(m.character for m in plan.cast.members.values() if m.character.id in used)
    language = language_of(plan.document.text)
    shown_places = {panel.place for panel in panels}
    return Story(
        title=wishes.title or choose_title(plan.document, plan.cast, plan.scenes.places),
        language=language,
        style=wishes.style,
        direction=Direction.RTL if wishes.rtl else Direction.LTR,
        pages=wishes.pages,
        planner=planner,
        notes=(*foreign(language), *shortfalls(plan.cast, plan.beats, shown, wishes.panels)),
        cast=cast,
        places=tuple(p for p in plan.scenes.places.values() if p.id in shown_places),
        panels=tuple(panels),
    )


def _panel(
    plan: Plan,
    beat: PanelBeat,
    who: tuple[str, ...],
    panel_id: str,
    stage: Stage,
    past: Past,
    last: bool,
) -> Panel:
    document, cast = plan.document, plan.cast
    setting = beat.setting
    place = plan.scenes.places.get(setting.place or "")
    staged = stage_beat(document, cast, beat, who, place, stage)
    speech = balloons(document, cast, beat.lines, staged.who)
    told = caption(document, cast, beat)
    frame = frame_panel(beat, staged, speech, place, past, last)
    staged = in_frame(staged, frame.shot)
    if beat.kind == "story":
        staged = as_before(staged, stage, frame.shot)
    characters = [member.character for member in cast.members.values()]
    return Panel(
        id=panel_id,
        beat=Beat(text=document.words(beat.span)[:MAX_TEXT], span=beat.span),
        place=setting.place,
        time=setting.time,
        weather=setting.weather,
        falling=setting.falling,
        season=setting.season,
        shot=frame.shot,
        angle=frame.angle,
        weight=frame.weight,
        caption=told.text,
        caption_last=told.last,
        speech=speech,
        sounds=sounds_of(document, cast, beat.moments, staged.deeds, staged.regions),
        regions=staged.regions,
        relations=staged.relations,
        avoid=avoided(document, beat.moments, staged.regions),
        alt=alt_text(frame.shot, place, setting.time, setting.weather, staged.regions, characters)[
            :MAX_TEXT
        ],
        guessed=_guessed(setting),
    )


def _guessed(setting: Setting) -> Guess | None:
    if not setting.place_told:
        return Guess(confidence=0.4, reason="the place was guessed")
    if not setting.time_told:
        return Guess(confidence=0.6, reason="the time of day was guessed")
    return None


def _after(past: Past, panel: Panel) -> Past:
    seen = past.seen_places | ({panel.place} if panel.place else set())
    return replace(
        past,
        shots=(*past.shots, panel.shot)[-3:],
        place=panel.place,
        time=panel.time,
        seen_places=frozenset(seen),
        angle=panel.angle,
    )


def _used(panels: list[Panel]) -> set[str]:
    shown = {r.subject for panel in panels for r in panel.regions if r.subject}
    heard = {s.speaker for panel in panels for s in panel.speech if s.speaker}
    return shown | heard
