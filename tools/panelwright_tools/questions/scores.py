"""What the answers come to, for each region and for the panel."""

from collections.abc import Iterable, Sequence
from math import prod

from panelwright_tools.domain.question import Answer


def geometric_mean(values: Sequence[float]) -> float | None:
    """None of no values; 0 as soon as one of them is."""
    return prod(values) ** (1 / len(values)) if values else None


def panel_score(answers: Iterable[Answer]) -> float | None:
    """How surely everything holds that was asked, 0..1; None when nothing was answered.

    The geometric mean of the probabilities of yes, as Soft-TIFA has it (Kamath et al., "GenEval 2:
    Addressing Benchmark Drift in Text-to-Image Evaluation", arXiv 2512.16853): one claim that is
    surely false makes it 0. What has no answer is left out; what was skipped counts 0.
    """
    return geometric_mean([one.score for one in answers if one.score is not None])


def region_scores(answers: Sequence[Answer]) -> dict[str, float]:
    """Region to the same score of the questions that are about it, for all that have an answer."""
    names = dict.fromkeys(name for one in answers for name in one.question.regions)
    found = {
        name: panel_score(one for one in answers if name in one.question.regions) for name in names
    }
    return {name: score for name, score in found.items() if score is not None}
