"""Ask what a picture owes to each of the things that it is said to show."""

from collections.abc import Sequence

from pydantic import Field

from panelwright import backends
from panelwright.lifting import Claimed, Clause, Found, lifted
from panelwright.readiness import check_ready
from panelwright.toolbox.boxes import Corner, box_of
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.looked_at import kept_panel, one_of
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import shown
from panelwright_tools.domain import Lift, UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import Text


class Claim(Model):
    """One thing that a picture is said to show."""

    text: Text = Field(description="such as: a red ball")
    box: Corner | None = Field(
        default=None,
        description="where: [x, y, width, height] in fractions of the picture; null: anywhere",
    )


class Claims(Model):
    """What is asked of a picture."""

    run: str | None = Field(default=None, description="the name of a run; null: a picture is given")
    panel: str | None = Field(default=None, description="its panel, as 3 or p03")
    picture: str | None = Field(default=None, description="instead: the path of a picture")
    claims: tuple[Claim, ...] | None = Field(
        default=None, max_length=32, description="of a picture: what it is said to show"
    )
    avoid: tuple[Text, ...] | None = Field(
        default=None, max_length=32, description="of a picture: what it must not show"
    )


class Row(Model):
    """What was found of one thing."""

    text: str
    region: str | None
    found: str = Field(description="present, absent, undecided, measured or unverified")
    lift: float | None = Field(
        description="how much better the picture is explained with it than without; null: unknown"
    )
    standard_error: float | None
    evaluations: int = Field(description="of a network, or drawings")
    method: str
    reason: str = Field(description="why it could not be measured")


class Lifted(Answer):
    """The lift of each thing."""

    critic: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def lift(asked: Claims, desk: Desk) -> Lifted:
    """Measure lift. Raises UserError when nothing is asked, or nobody here can measure it."""
    if one_of(asked.run, asked.panel, asked.picture):
        return _of_panel(asked.run or "", asked.panel or "", desk)
    if not asked.claims:
        raise UserError("say what the picture should show: a file has no plan that says it.")
    if backends.takes(desk.settings, "critic") != "scoring":
        raise UserError(
            f"the critic {backends.chosen(desk.settings, 'critic')} measures only panels of runs; "
            "the server must be started with a critic that asks a network to measure any picture: "
            "agent mcp --critic complift:MODEL."
        )
    check_ready(desk.settings, ("critic",))
    path = desk.places.file(asked.picture or "")
    clauses = tuple(_clause(one) for one in asked.claims)
    with desk.turn(desk.settings):
        answer = lifted(path, Claimed(clauses, asked.avoid or ()), desk.settings)
    called = backends.chosen(desk.settings, "critic")
    return Lifted(critic=called, rows=tuple(map(_row, answer.rows)), notes=answer.notes)


def _of_panel(name: str, panel: str, desk: Desk) -> Lifted:
    """What was measured when the panel was judged."""
    kept = kept_panel(name, panel, desk)
    evidence = kept.attempt.evidence
    phrases = {item.region.id: item.region.phrase for item in kept.brief.regions}
    rows = [_measured(one, phrases.get(one.region or "", one.phrase)) for one in evidence.lifts]
    rows += [
        _unmeasured(phrases.get(region, region), region, why)
        for region, why in evidence.unscored.items()
    ]
    methods = dict.fromkeys(one.method for one in evidence.lifts)
    return Lifted(
        critic=", ".join(methods) or "none",
        rows=tuple(rows),
        notes=_notes(evidence.lifts),
        pictures=(shown(kept.path, desk.places, kept.attempt.panel),),
    )


def _notes(lifts: Sequence[Lift]) -> tuple[str, ...]:
    return () if lifts else ("nobody could measure lift on this panel.",)


def _clause(claim: Claim) -> Clause:
    if not claim.text.strip():
        raise UserError("a claim has no text: say what the picture should show.")
    return Clause(claim.text.strip(), box_of(claim.box) if claim.box is not None else None)


def _row(row: Found) -> Row:
    text = f"no {row.text}" if row.avoided else row.text
    if row.lift is None:
        return _unmeasured(text, None, row.reason)
    return _measured(row.lift, text).model_copy(update={"region": None, "found": row.found})


def _measured(one: Lift, text: str) -> Row:
    return Row(
        text=text,
        region=one.region,
        found=one.found or "measured",
        lift=one.value,
        standard_error=one.standard_error,
        evaluations=one.evaluations,
        method=one.method,
        reason="",
    )


def _unmeasured(text: str, region: str | None, why: str) -> Row:
    return Row(
        text=text, region=region, found="unverified", lift=None, standard_error=None,
        evaluations=0, method="", reason=why,
    )  # fmt: skip


OPERATION = Operation(
    "lift", "Measure what a picture owes to words", Claims, Lifted, lift,
    read_only=True, idempotent=True,
)  # fmt: skip
