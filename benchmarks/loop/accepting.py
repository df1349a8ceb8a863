"""What lift, detection and both accept of the same pictures, beside what the judge sees.

All verdicts are by the agent's own rules on first samples, whose evidence the loop has kept; only
detections are added, by a detector that the loop didn't have.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from miniature.grounder import MiniatureGrounder
from miniature.prompts import Prompt
from PIL import Image

from loop.deciding import precision_recall
from loop.report import Eyes
from loop.ways import Way
from panelwright.judging import judge
from panelwright.seeing import see
from panelwright.settings import Thresholds
from panelwright.studio import Studio
from panelwright_tools.domain import Brief, Evidence, Legibility, Panel
from panelwright_tools.painting.picture import Picture
from panelwright_tools.segmentation.none import NoSegmenter

ANYWHERE: Final = Thresholds(overlap=0.0, off_centre=1e6)
"""Like the judge, wherever a subject stands."""

HEADER: Final = (
    "| accepted by | of {} | precision, recall | the same where wanted |\n|---|---|---|---|"
)


@dataclass(frozen=True)
class Sample:
    """A first sample with all that verdicts are made of."""

    panel: Panel
    brief: Brief
    lifted: Evidence
    """As the loop kept it: nobody had looked."""
    seen: Evidence
    """What the detector says, without lift."""
    right: bool
    """By the judge: all that is wanted and nothing else, wherever it stands."""
    in_place: bool
    """By the judge: the same, each where it was wanted."""


def samples(
    asked: Sequence[Prompt], found: Mapping[str, Way], studio: Studio, eyes: Eyes
) -> Iterator[Sample]:
    """The first sample of each prompt, that of the way without a check.

    Raises UserError when the detector can't be loaded.
    """
    grounder = MiniatureGrounder()
    for one in asked:
        attempt, first = studio.run.read_attempts(one.id)[0], found[one.id].tried[0]
        brief = studio.run.read_brief(attempt)
        yield Sample(
            panel=studio.panels[one.id],
            brief=brief,
            lifted=attempt.evidence,
            seen=_seen(attempt.picture, brief, studio, grounder),
            right=eyes.right(first, one),
            in_place=eyes.in_place(first, one),
        )


def _seen(key: str, brief: Brief, studio: Studio, grounder: MiniatureGrounder) -> Evidence:
    with Image.open(studio.store.image_path(key)) as shown:
        picture = Picture(image=shown.convert("RGB"), painter="miniature", seed=brief.seed)
    sight = see(picture, brief, grounder, NoSegmenter())
    return Evidence(grounder=sight.grounder, detections=sight.detections, legibility=Legibility())


def told_accepting(found: Sequence[Sample], limits: Thresholds) -> None:
    """Print what each accepts, with its precision and recall."""
    print("\n" + HEADER.format(len(found)))
    both = [_joined(one) for one in found]
    lifted, seen = [one.lifted for one in found], [one.seen for one in found]
    _row("lift", lifted, found, limits)
    _row("detection", seen, found, limits)
    _row("both", both, found, limits)
    _row("detection, wherever it stands", seen, found, ANYWHERE)
    _row("both, wherever it stands", both, found, ANYWHERE)


def _joined(one: Sample) -> Evidence:
    """All that was measured, as the agent would have it with this detector."""
    told = {"grounder": one.seen.grounder, "detections": one.seen.detections}
    return one.lifted.model_copy(update=told)


def _row(
    name: str, evidence: Sequence[Evidence], found: Sequence[Sample], limits: Thresholds
) -> None:
    pairs = zip(found, evidence, strict=True)
    accepted = [_accepted(one, measured, limits) for one, measured in pairs]
    _printed(name, accepted, [one.right for one in found], [one.in_place for one in found])


def _accepted(one: Sample, evidence: Evidence, limits: Thresholds) -> bool:
    return judge(one.panel, one.brief, evidence, limits).accepted


def _printed(name: str, accepted: Sequence[bool], *truths: Sequence[bool]) -> None:
    both = [precision_recall(accepted, truth) for truth in truths]
    cells = [f"{precise:.0%}, {recalled:.0%}" for precise, recalled in both]
    print(f"| {name} | {sum(accepted)} | {' | '.join(cells)} |", flush=True)


def told_of_all(
    firsts: Sequence[Sample],
    asked: Sequence[Prompt],
    found: Mapping[str, Way],
    studio: Studio,
    eyes: Eyes,
) -> None:
    """Print the same of all samples, of whose lift only the verdict was kept."""
    every = [
        (first, one, tried)
        for first, one in zip(firsts, asked, strict=True)
        for tried in found[one.id].tried
    ]
    grounder = MiniatureGrounder()
    looked = [
        _accepted(first, _seen(tried.picture, first.brief, studio, grounder), ANYWHERE)
        for first, _, tried in every
    ]
    right = [eyes.right(tried, one) for _, one, tried in every]
    in_place = [eyes.in_place(tried, one) for _, one, tried in every]
    print("\n" + HEADER.format(len(every)))
    lifted = [tried.accepted for _, _, tried in every]
    _printed("lift", lifted, right, in_place)
    _printed("detection, wherever it stands", looked, right, in_place)
    each = [one and other for one, other in zip(lifted, looked, strict=True)]
    _printed("each of them by itself", each, right, in_place)
