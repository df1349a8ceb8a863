"""Show that repair matters: crowded panels that pass before and after it.

    python benchmarks/bench_repair.py --stories 200

Every story is one panel with three to seven figures, two to five things, ties between them that
may contradict each other, and two to five balloons. The loop's own verdicts are not used: each
picture is measured anew from its stored pixels and masks. A panel passes when every subject of
the plan is seen (a figure's face too), changes pixels of its own box and stands in it, and when
its letters, drawn on the picture, change no face by more than a little and hold every word. A
subject that repair gave up counts as not seen, in the stricter of two rates. Ties may be loosened
by repair (what no hand can hold is put down); how often is printed.
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
from panelwright.judging import least_visible
from panelwright.run import Run, created
from panelwright.settings import Settings, Thresholds
from panelwright.state import PanelState
from panelwright.store import Store
from panelwright.work import Work, opened_studio, versions
from panelwright_tools.domain import Box, Brief, Panel, Story
from panelwright_tools.grounding.agreement import partners
from panelwright_tools.grounding.masks import visible_box, visible_face, visible_share
from panelwright_tools.lettering import draw_letters, letter_style
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.painting.picture import Picture, Subject

LIMITS = Thresholds()
LEAST_CHANGE = 0.05
"""Share of a box that its subject must change, to count as painted there."""


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
    options = parser.parse_args()
    settings = Settings(painter=options.painter, quality="fast", attempts=options.attempts)
    story = together([crowded_story(options.first + n) for n in range(options.stories)])
    with tempfile.TemporaryDirectory() as scratch:
        run = created(Path(scratch) / "run")
        run.write_story(story)
        run.write_manifest(settings, versions(settings), {})
        kept = draw(run, options.jobs)
        report(story, run, kept)


def together(stories: list[Story]) -> Story:
    """One story of all the panels."""
    panels = tuple(
        story.panels[0].model_copy(update={"id": f"p{number:04d}"})
        for number, story in enumerate(stories, 1)
    )
    return Story(title="Crowds", cast=CAST, places=PLACES, panels=panels)


def draw(run: Run, jobs: int) -> dict[str, int]:
    """Draw every panel; the number of the attempt that the loop kept."""
    kept: dict[str, int] = {}
    with opened_studio(run, Work(jobs=jobs), None) as studio:
        limit: RunnableConfig = {"recursion_limit": panel_steps(studio.settings.attempts)}

        def one(panel: str) -> int:
            state = drawing().invoke(PanelState(panel=panel), limit, context=studio)
            return int(state["result"]["attempt"])

        names = [panel.id for panel in studio.story.panels]
        for name, number in zip(names, studio.threads.map(one, names), strict=True):
            kept[name] = number
    return kept


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
    given_up, subjects = sum(o.given_up for o in last), sum(len(p.regions) for p in story.panels)
    print(f"{attempts / count:.2f} pictures a panel; subjects given up: {given_up} of {subjects}")
    print(f"the loop's own verdict agrees with the measure on {agreed / count:.1%}")
    print("faults before:", dict(Counter(f for o in first for f in set(o.faults)).most_common()))
    print("faults after: ", dict(Counter(f for o in last for f in set(o.faults)).most_common()))
    print("moves tried up to the kept picture:", dict(moves.most_common()))


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
    width, height = picture.image.size
    for item in brief.regions:
        subject = subjects.get(item.region.id)
        least = least_visible(item, brief, LIMITS)
        if subject is None or visible_share(subject) < least:
            yield "hidden"
            continue
        face = visible_face(subject, width, height)
        if face is not None and face < LIMITS.face:
            yield "face hidden"
        box = visible_box(subject, width, height)
        if any(name in subjects for name in partners(item.region.id, brief.relations)):
            if box.area < LIMITS.size * item.box.area:
                yield "far too small"
            continue
        if least == LIMITS.visible and box.iou(item.box) < LIMITS.overlap:
            yield "off its box"
        if _changed_share(subject, picture, item.box) < LEAST_CHANGE:
            yield "no trace in its box"


def _changed_share(subject: Subject, picture: Picture, box: Box) -> float:
    """Share of a region's box whose pixels would differ without the subject."""
    width, height = picture.image.size
    changed = np.zeros((height, width), dtype=bool)
    left, top, right, bottom = subject.window
    shown = np.asarray(picture.image.crop(subject.window), dtype=float)
    changed[top:bottom, left:right] = np.abs(shown - subject.absent).max(axis=2) > 8
    part = changed[
        round(box.y * height) : round(box.bottom * height),
        round(box.x * width) : round(box.right * width),
    ]
    return float(part.mean()) if part.size else 0.0


def _unread(panel: Panel, picture: Picture, letters: Lettering, style: str) -> Iterator[str]:
    lettered = draw_letters(picture.image, letters, letter_style(style))
    if lettered.size == picture.image.size:
        change = np.abs(np.asarray(lettered, float) - np.asarray(picture.image, float)).max(axis=2)
        for subject in picture.subjects:
            if subject.face is not None and _inside(change, subject) > LIMITS.covered_face:
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
