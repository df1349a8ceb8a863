"""Fitting the critic's margin to the model that it asks: pairs painted, scored and kept."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from panelwright import backends
from panelwright.budget import Budget
from panelwright.easel import painted_alone
from panelwright.files import disk_errors, write_whole
from panelwright.kept_pairs import Drawn, KeptPairs
from panelwright.lock import locked
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.store import Store, picture_key
from panelwright.tooling import tool_paths, tools
from panelwright_tools.asking.tally import tallied
from panelwright_tools.binding.png import png_bytes
from panelwright_tools.domain import FREE, Brief, UserError
from panelwright_tools.domain.cost import dollars
from panelwright_tools.domain.model import Model, digest
from panelwright_tools.lift.by_denoiser import DenoisingCritic
from panelwright_tools.lift.calibration.conformal import least
from panelwright_tools.lift.calibration.fitting import (
    Rates,
    Seen,
    SeenPair,
    fitted,
    halves,
    rates,
)
from panelwright_tools.lift.calibration.pairs import (
    MATCHED,
    MISMATCHED,
    Pair,
    Words,
    pair_of_briefs,
    pair_of_words,
    source_digest,
)
from panelwright_tools.lift.calibration.plot import roc_picture
from panelwright_tools.lift.margins import Margin, usual_folder
from panelwright_tools.painting.painter import Painter, hand_of
from panelwright_tools.painting.picture import Picture

_CLAIMS: Final = (MATCHED, MISMATCHED)
_AMPLE: Final = 4
"""Times the least number of pairs from which on a margin is no longer mostly luck."""

Tell = Callable[[int, int], None]
"""Takes how many pairs are done, and of how many."""


@dataclass(frozen=True)
class Asked:
    """What is to be fitted on."""

    source: Words | Run
    """Of what pictures are made: words, or the panels of a run."""
    pairs: int
    evaluations: int | None = None
    """Most network evaluations of the critic; None: as many as the pairs take."""
    anew: bool = False
    """Forgets the pairs of an earlier call."""


@dataclass(frozen=True)
class Calibrated:
    """What came out."""

    margin: Margin
    file: Path
    plot: Path
    fitted: Rates
    """What the margin does to the pairs that were held out."""
    plain: Rates
    """The same without a margin."""
    kept: int
    """Pairs that an earlier call had left."""
    failed: int
    """Pairs of which nothing could be measured."""
    evaluations: int
    """Network evaluations of the critic, of all pairs."""
    few: int | None
    """Pairs that would be ample; None: these are."""


@dataclass(frozen=True)
class _Hands:
    """Who paints and who scores."""

    painter: Painter
    critic: DenoisingCritic
    store: Store
    """What the painter needs besides briefs."""
    source: Words | Sequence[Brief]
    budget: Budget


def calibrated(settings: Settings, asked: Asked, tell: Tell) -> Calibrated:
    """Paint pairs, score them to the last draw, and keep the margin that is fitted on half of them.

    Every pair is kept once it is scored: the same call goes on where one was broken off, and a call
    for more adds to what is there. Raises UserError for tools that can't be calibrated and for too
    few pairs, BudgetExceeded when pictures would pass the cap on costs.
    """
    _check_number(asked.pairs, settings.scoring.alpha)
    folder = Path(settings.scoring.calibrations or usual_folder())
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    hands = _hands(settings, asked, folder)
    _check_price(hands, asked.pairs, settings.max_cost)
    file = folder / hands.critic.fitted.file
    with locked(file.with_suffix(".lock")):
        kept = KeptPairs(file.with_suffix(".pairs.jsonl"), _key(hands, settings.seed))
        before = [] if asked.anew else kept.read()
        drawn = _drawn(hands, asked, settings.seed, kept, before, tell)
        return _fitted(drawn, hands, file, min(len(before), len(drawn)))


def _check_number(pairs: int, alpha: float) -> None:
    needed = 2 * least(alpha)
    if pairs < needed:
        raise UserError(
            f"{pairs} pairs are too few for alpha {alpha:g}: half of them fit the margin, and that "
            f"takes {least(alpha)}; give --pairs {needed} or more."
        )


def _check_price(hands: _Hands, pairs: int, cap: float | None) -> None:
    cost = hands.painter.price(_pair(hands.source, 0, 0).painted)
    if cost != FREE and cap is None:
        raise UserError(
            f"this painter is paid: {pairs} pictures cost about {dollars(cost.dollars * pairs)}; "
            "allow it with --max-cost DOLLARS."
        )


def _hands(settings: Settings, asked: Asked, folder: Path) -> _Hands:
    """Raises UserError for a critic that has no margin."""
    own = tools(tool_paths(settings.changed(scoring={"margin": 0.0, "triage": 1})))
    if not isinstance(own.critic, DenoisingCritic):
        raise UserError(
            f"the critic {backends.chosen(settings, 'critic')} has no margin to fit; calibrate "
            "complift: it goes with --painter miniature or diffusers:MODEL, else give --critic "
            "complift:MODEL."
        )
    budget = Budget(folder / "spending.jsonl", settings.max_cost)
    if isinstance(asked.source, Words):
        return _Hands(own.painter, own.critic, Store(folder), asked.source, budget)
    briefs = _briefs(asked.source)
    return _Hands(own.painter, own.critic, Store(asked.source.store), briefs, budget)


def _briefs(run: Run) -> list[Brief]:
    """What the panels of a run were first painted from. Raises UserError when none was."""
    attempts = [run.read_attempts(panel.id) for panel in run.read_story().panels]
    briefs = [run.read_brief(tried[0]) for tried in attempts if tried]
    if not briefs:
        raise UserError(f"no panel of {run.folder} was painted; run `agent draw {run.folder}`.")
    return briefs


def _key(hands: _Hands, seed: int) -> str:
    """Of all that decides a pair besides its number."""
    return digest(
        Model(), hands.painter.id, hands.critic.id, source_digest(hands.source), str(seed)
    )


def _pair(source: Words | Sequence[Brief], seed: int, number: int) -> Pair:
    if isinstance(source, Words):
        return pair_of_words(source, seed, number)
    return pair_of_briefs(source, seed, number)


def _drawn(
    hands: _Hands, asked: Asked, seed: int, kept: KeptPairs, before: Sequence[Drawn], tell: Tell
) -> list[Drawn]:
    """As many pairs as are asked for, or as the evaluations allow."""
    found = list(before[: asked.pairs])
    if not before:
        kept.begin()
    most = asked.evaluations if asked.evaluations is not None else math.inf
    spent = sum(one.evaluations for one in found)
    tell(len(found), asked.pairs)
    while len(found) < asked.pairs and spent < most:
        one = _scored(hands, _pair(hands.source, seed, len(found)), len(found))
        kept.add(one)
        found.append(one)
        spent += one.evaluations
        tell(len(found), asked.pairs)
    return found


def _scored(hands: _Hands, pair: Pair, number: int) -> Drawn:
    picture = _painted(hands, pair.painted)
    against_rest = hands.critic.scoring.against == "rest"
    claimed = pair.apart if against_rest else (pair.joint,)
    found = [hands.critic.undecided(picture, one, _CLAIMS) for one in claimed]
    scores = {name: score for one in found for name, score in one.scores.items()}
    claims = [scores.get(name) for name in _CLAIMS]
    seen = [Seen(one.lift, one.highest, one.lowest) for one in claims if one and _whole(one.lift)]
    both = SeenPair(*seen) if len(seen) == len(claims) else None
    return Drawn(number, both, sum(one.evaluations for one in found))


def _whole(lift: float) -> bool:
    return math.isfinite(lift)


def _painted(hands: _Hands, brief: Brief) -> Picture:
    cost = hands.painter.price(brief)
    if cost == FREE:
        return painted_alone(brief, hands.painter, hands.store)
    key = picture_key(brief, hand_of(hands.painter, brief))
    with hands.budget.paying(key, cost) as bill, tallied() as painting:
        picture = painted_alone(brief, hands.painter, hands.store)
        if painting.cost is not None:
            bill.charge(painting.cost)
        return picture


def _fitted(drawn: Sequence[Drawn], hands: _Hands, file: Path, kept: int) -> Calibrated:
    pairs = [one.seen for one in drawn if one.seen is not None]
    scoring, to = hands.critic.scoring, hands.critic.fitted
    model = scoring.model or hands.critic.painting.model or ""
    margin = fitted(pairs, to, scoring.alpha, scoring.draws, model, _today())
    write_whole(file.with_suffix(".png"), png_bytes(roc_picture(pairs, margin), {}))
    write_whole(file, margin.model_dump_json(indent=1) + "\n")
    held_out, ample = halves(pairs)[1], 2 * _AMPLE * least(scoring.alpha)
    return Calibrated(
        margin=margin,
        file=file,
        plot=file.with_suffix(".png"),
        fitted=rates(held_out, margin.margin),
        plain=rates(held_out, 0.0),
        kept=kept,
        failed=len(drawn) - len(pairs),
        evaluations=sum(one.evaluations for one in drawn),
        few=ample if len(pairs) < ample else None,
    )


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
