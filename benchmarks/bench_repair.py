"""Show that repair matters: crowded panels that pass before and after it.

    python benchmarks/bench_repair.py --stories 200

Every story is one panel with three to seven figures, two to five things, ties between them that
may contradict each other, and two to five balloons. Neither the loop's verdicts nor its measures
and thresholds are used: each picture is measured anew, from its stored pixels and exact masks, by
the few rules of this file. A panel passes when

- every subject of the plan is to be seen: its mask, counted here, holds at least LEAST_SEEN of
  what was drawn of it (LEAST_SEEN_TIED where the plan itself hides or crops it) and LEAST_PIXELS
  of the picture, and the picture without it differs from the picture by more than noise there;
- as many subjects are on the picture as the plan has;
- no figure's face is hidden by more than MOST_HIDDEN of it, unless it turns its back;
- letters, drawn on the picture, change no more than MOST_LETTERED of any face, and every word of
  caption and speech stands in them.

A subject that repair gave up counts as not seen, in the stricter of two rates. Ties may be
loosened by repair (what no hand can hold is put down); how often is printed. Run with
`--without inpaint` to see what one rung of the ladder is worth.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from langchain_core.runnables import RunnableConfig
from numpy.typing import NDArray
from stories import CAST, PLACES, crowded_story

from panelwright.graph import drawing, panel_steps
from panelwright.making import created
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.state import PanelState
from panelwright.store import Store
from panelwright.work import Work, opened_studio, versions
from panelwright_tools.domain import (
    Brief,
    BriefRegion,
    Facing,
    Panel,
    Pose,
    RelationKind,
    Shot,
    Story,
)
from panelwright_tools.lettering import draw_letters, letter_style
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.painting.painter import Painter
from panelwright_tools.painting.picture import Picture, Subject

LEAST_SEEN = 0.40
"""Share of what was drawn of a subject."""
LEAST_SEEN_TIED = 0.10
LEAST_PIXELS = 0.0004
"""Share of the picture: about 150 pixels of a small panel."""
LEAST_CONTRAST = 6.0
"""Mean difference of the subject's pixels, levels of 255, from the picture without it."""
MOST_HIDDEN = 0.5
MOST_LETTERED = 0.15
HIDING = {RelationKind.BEHIND, RelationKind.IN_FRONT_OF, RelationKind.UNDER, RelationKind.INSIDE,
          RelationKind.HOLDS, RelationKind.ON}  # fmt: skip
"""Ties by which a plan lets one subject cover another."""


@dataclass(frozen=True)
class Outcome:
    """One picture, measured anew: what is wrong with it, and with what it was asked to show."""

    attempt: int
    faults: tuple[str, ...]
    given_up: int
    """Subjects of the plan that are not in the picture's brief any more."""

    @property
    def passes(self) -> bool:
        """Everything that the picture was still asked for holds."""
        return not self.faults

    @property
    def whole(self) -> bool:
        """Everything that the plan asked for holds."""
        return self.passes and not self.given_up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--painter", default="storyboard")
    parser.add_argument("--attempts", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--first", type=int, default=0, help="seed of the first story")
    parser.add_argument("--without", default="", help="a rung of the ladder to leave out")
    options = parser.parse_args()
    settings = Settings(painter=options.painter, quality="fast", attempts=options.attempts)
    story = together([crowded_story(options.first + n) for n in range(options.stories)])
    with tempfile.TemporaryDirectory() as scratch:
        run = created(Path(scratch) / "run")
        run.write_story(story)
        run.write_manifest(settings, versions(settings), {})
        kept = draw(run, options.jobs, options.without)
        report(story, run, kept)


def together(stories: list[Story]) -> Story:
    """One story of all the panels."""
    panels = tuple(
        story.panels[0].model_copy(update={"id": f"p{number:04d}"})
        for number, story in enumerate(stories, 1)
    )
    return Story(title="Crowds", cast=CAST, places=PLACES, panels=panels)


def draw(run: Run, jobs: int, without: str) -> dict[str, int]:
    """Draw every panel; the number of the attempt that the loop kept."""
    kept: dict[str, int] = {}
    with opened_studio(run, Work(jobs=jobs), None) as studio:
        _leave_out(without, studio.painter)
        limit: RunnableConfig = {"recursion_limit": panel_steps(studio.settings.attempts)}

        def one(panel: str) -> int:
            state = drawing().invoke(PanelState(panel=panel), limit, context=studio)
            return int(state["result"]["attempt"])

        names = [panel.id for panel in studio.story.panels]
        for name, number in zip(names, studio.threads.map(one, names), strict=True):
            kept[name] = number
    return kept


def _leave_out(kind: str, painter: Painter) -> None:
    """Let this process's painter offer no repair of that kind; the workshop's only paint."""
    left = frozenset(name for name in painter.repairs if not kind or not name.startswith(kind))
    type(painter).repairs = property(lambda self: left)  # type: ignore[assignment,method-assign]


def report(story: Story, run: Run, kept: dict[str, int]) -> None:
    """Print the rates."""
    first = [outcome(panel, run, 1, story) for panel in story.panels]
    last = [outcome(panel, run, kept[panel.id], story) for panel in story.panels]
    count = len(story.panels)
    for name, before, after in (
        ("every subject of the plan", [o.whole for o in first], [o.whole for o in last]),
        (
            "every subject that was not given up",
            [o.passes for o in first],
            [o.passes for o in last],
        ),
    ):
        print(f"{name}: {sum(before) / count:.1%} of {count} panels before, "
              f"{sum(after) / count:.1%} after repair")  # fmt: skip
    attempts = sum(len(run.read_attempts(panel.id)) for panel in story.panels)
    moves = Counter(
        attempt.repair.move
        for panel in story.panels
        for attempt in run.read_attempts(panel.id)[: kept[panel.id]]
        if attempt.repair is not None
    )
    agreed = sum(
        run.read_attempts(panel.id)[kept[panel.id] - 1].verdict.accepted == found.passes
        for panel, found in zip(story.panels, last, strict=True)
    )
    loosened = sum(len(lost_ties(panel, run, kept[panel.id])) for panel in story.panels)
    ties = sum(len(panel.relations) for panel in story.panels)
    given_up, subjects = sum(o.given_up for o in last), sum(len(p.regions) for p in story.panels)
    print(f"{attempts / count:.2f} pictures a panel; subjects given up: {given_up} of {subjects}; "
          f"ties loosened: {loosened} of {ties}")  # fmt: skip
    print(f"the loop's own verdict agrees with the measure on {agreed / count:.1%}")
    print("faults before:", dict(Counter(f for o in first for f in set(o.faults)).most_common()))
    print("faults after: ", dict(Counter(f for o in last for f in set(o.faults)).most_common()))
    print("moves tried up to the kept picture:", dict(moves.most_common()))


def lost_ties(panel: Panel, run: Run, number: int) -> set[str]:
    """The ties of the plan that the kept picture was not asked for any more."""
    kept = run.read_brief(run.read_attempts(panel.id)[number - 1]).relations
    return {tie.model_dump_json() for tie in panel.relations} - {
        tie.model_dump_json() for tie in kept
    }


def outcome(panel: Panel, run: Run, number: int, story: Story) -> Outcome:
    """Measure one attempt from its stored picture, masks and letters."""
    attempt = run.read_attempts(panel.id)[number - 1]
    brief = Brief.model_validate_json(run.attempt_brief(attempt).read_bytes())
    picture = Store(run.store).get(attempt.picture)
    letters = run.attempt_letters(attempt)
    assert picture is not None and letters is not None
    faults = (*_unseen(brief, picture), *_unread(panel, picture, letters, story.style))
    asked = {item.region.id for item in brief.regions}
    given_up = sum(region.id not in asked for region in panel.regions)
    return Outcome(attempt.number, tuple(faults), given_up)


def _unseen(brief: Brief, picture: Picture) -> Iterator[str]:
    subjects = {subject.region: subject for subject in picture.subjects}
    if len(subjects) != len(brief.regions):
        yield "miscounted"
    for item in brief.regions:
        subject = subjects.get(item.region.id)
        if subject is None or not _is_seen(item, subject, brief, picture):
            yield "hidden"
        elif _face_hidden(item, subject, picture):
            yield "face hidden"


def _is_seen(item: BriefRegion, subject: Subject, brief: Brief, picture: Picture) -> bool:
    pixels = int(subject.visible.sum())
    width, height = picture.image.size
    tied = any(
        tie.kind in HIDING and item.region.id in (tie.source, tie.target) for tie in brief.relations
    )
    cropped = brief.shot in (Shot.MEDIUM, Shot.CLOSE, Shot.DETAIL)
    least = LEAST_SEEN_TIED if tied or cropped or item.region.pose is Pose.HIDE else LEAST_SEEN
    if pixels < least * subject.drawn_area or pixels < LEAST_PIXELS * width * height:
        return False
    shown = np.asarray(picture.image.crop(subject.window), dtype=float)
    contrast = np.abs(shown - subject.absent).mean(axis=2)[subject.visible]
    return float(contrast.mean()) >= LEAST_CONTRAST


def _face_hidden(item: BriefRegion, subject: Subject, picture: Picture) -> bool:
    """Whether most of the middle of the face's box is not the figure's own pixels."""
    if subject.face is None or item.region.facing is Facing.BACK or item.region.pose is Pose.HIDE:
        return False
    width, height = picture.image.size
    face, (left, top) = subject.face, subject.window[:2]
    own = np.zeros((height, width), dtype=bool)
    own[top : subject.window[3], left : subject.window[2]] = subject.visible
    x, y = face.centre
    middle = own[
        max(0, round((y - face.h / 4) * height)) : max(0, round((y + face.h / 4) * height)),
        max(0, round((x - face.w / 4) * width)) : max(0, round((x + face.w / 4) * width)),
    ]
    whole = max(1.0, face.w / 2 * width * face.h / 2 * height)
    return float(middle.sum()) / whole < 1 - MOST_HIDDEN


def _unread(panel: Panel, picture: Picture, letters: Lettering, style: str) -> Iterator[str]:
    lettered = draw_letters(picture.image, letters, letter_style(style))
    if lettered.size == picture.image.size:
        change = np.abs(np.asarray(lettered, float) - np.asarray(picture.image, float)).max(axis=2)
        for subject in picture.subjects:
            if subject.face is not None and _inside(change, subject) > MOST_LETTERED:
                yield "face covered"
    wanted = " ".join([panel.caption, *(speech.text for speech in panel.speech)])
    if Counter(_letters(wanted)) - Counter(_letters(lettered_words(letters))):
        yield "words lost"


def _inside(change: NDArray[np.float64], subject: Subject) -> float:
    """Share of a face's box whose pixels letters changed."""
    assert subject.face is not None
    height, width = change.shape
    face = subject.face.clipped()
    part = change[
        round(face.y * height) : round(face.bottom * height),
        round(face.x * width) : round(face.right * width),
    ]
    return float((part > 8).mean()) if part.size else 0.0


def lettered_words(letters: Lettering) -> str:
    """Every word of caption and speech that stands on the panel."""
    texts = [caption.text for caption in letters.captions]
    texts += [balloon.text for balloon in letters.balloons]
    texts += [entry.text for entry in letters.strip.entries] if letters.strip else []
    return " ".join(texts)


def _letters(text: str) -> list[str]:
    return [letter for letter in text.lower() if letter.isalnum()]


if __name__ == "__main__":
    main()
