"""Preferences as Parquet: pairs of pictures of one caption, of which one is preferred."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, BinaryIO, Final

from panelwright_tools.domain import Box, UserError
from panelwright_tools.domain.evidence import Outcome

PICTURES: Final = "pictures"
"""The folder of the pictures, beside the tables."""


@dataclass(frozen=True)
class Judged:
    """What was found of one region on one picture."""

    region: str
    phrase: str
    box: Box
    verdict: Outcome
    reason: str
    lift: float | None
    standard_error: float | None
    """Of the lift."""


@dataclass(frozen=True)
class Tried:
    """One picture with its verdict."""

    picture: str
    """Its key."""
    png: bytes
    size: tuple[int, int]
    """Width and height in pixels."""
    attempt: int
    seed: int
    painter: str
    """Who painted it: version of the code, digests of weights and options."""
    brief: str
    """Digest of what it was painted from."""
    repair: str
    """What led to it; empty: it was the first."""
    score: float
    """Share of the decided conditions that pass, 0..1."""
    reasons: tuple[str, ...]
    """Why it was rejected."""
    regions: tuple[Judged, ...]

    @property
    def file(self) -> str:
        """Where the picture lies beside the tables."""
        return f"{PICTURES}/{self.picture}.png"


@dataclass(frozen=True)
class Preference:
    """Two pictures of one caption."""

    caption: str
    negative_prompt: str
    run: str
    panel: str
    chosen: Tried
    rejected: Tried


def write_preferences(pairs: Sequence[Preference], file: BinaryIO) -> None:
    """Write pairs as one Parquet table, columns as in Pick-a-Pic with others beside them.

    Which of a pair comes first is even, so that its place tells nothing; `label_0` is 1 where the
    first is preferred, else 0. Raises UserError without pyarrow.
    """
    pa, pq = _arrow()
    rows = [_row(pair) for pair in pairs]
    pq.write_table(pa.Table.from_pylist(rows, schema=_schema(pa)), file, compression="zstd")


def pictures_of(file: Any) -> set[str]:
    """The pictures that a table of pairs names. Raises UserError when it is none."""
    pa, pq = _arrow()
    try:
        table = pq.read_table(file, columns=["image_0", "image_1"])
    except (OSError, pa.ArrowInvalid) as error:
        raise UserError(f"{file} is damaged; remove it, and export its run again.") from error
    return {name for column in table.columns for name in column.to_pylist()}


def card() -> str:
    """The README of a set of preferences, by which libraries find its tables."""
    return resources.files(__package__).joinpath("data/preferences.md").read_text("utf-8")


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UserError(
            "preferences are written by pyarrow, which isn't installed; run: pip install "
            '"panelwright[preferences]"'
        ) from error
    return pyarrow, pyarrow.parquet


def _row(pair: Preference) -> dict[str, Any]:
    first = int(pair.chosen.picture[-1:] + pair.rejected.picture[-1:], 16) % 2 == 0
    sides = (pair.chosen, pair.rejected) if first else (pair.rejected, pair.chosen)
    row: dict[str, Any] = {
        "caption": pair.caption,
        "negative_prompt": pair.negative_prompt,
        "label_0": float(first),
        "label_1": float(not first),
        "has_label": True,
        "are_different": True,
        "best_image_uid": pair.chosen.picture,
        "run": pair.run,
        "panel": pair.panel,
    }
    for number, side in enumerate(sides):
        row.update({f"{name}_{number}": value for name, value in _side(side).items()})
    return row


def _side(tried: Tried) -> dict[str, Any]:
    return {
        "jpg": tried.png,
        "image": tried.file,
        "image_uid": tried.picture,
        "model": tried.painter,
        "width": tried.size[0],
        "height": tried.size[1],
        "seed": tried.seed,
        "score": tried.score,
        "attempt": tried.attempt,
        "repair": tried.repair,
        "brief": tried.brief,
        "reasons": list(tried.reasons),
        "regions": [
            {
                "region": one.region,
                "phrase": one.phrase,
                "box": [one.box.x, one.box.y, one.box.w, one.box.h],
                "verdict": one.verdict,
                "reason": one.reason,
                "lift": one.lift,
                "standard_error": one.standard_error,
            }
            for one in tried.regions
        ],
    }


def _schema(pa: Any) -> Any:
    text, number, whole = pa.string(), pa.float64(), pa.int64()
    region = pa.struct(
        [
            ("region", text),
            ("phrase", text),
            ("box", pa.list_(number)),
            ("verdict", text),
            ("reason", text),
            ("lift", number),
            ("standard_error", number),
        ]
    )
    side = {
        "jpg": pa.binary(),
        "image": text,
        "image_uid": text,
        "model": text,
        "width": whole,
        "height": whole,
        "seed": whole,
        "score": number,
        "attempt": whole,
        "repair": text,
        "brief": text,
        "reasons": pa.list_(text),
        "regions": pa.list_(region),
    }
    both = [(f"{name}_{n}", kind) for name, kind in side.items() for n in (0, 1)]
    flags = [("has_label", pa.bool_()), ("are_different", pa.bool_())]
    return pa.schema(
        [
            ("caption", text),
            ("negative_prompt", text),
            *both,
            ("label_0", number),
            ("label_1", number),
            *flags,
            ("best_image_uid", text),
            ("run", text),
            ("panel", text),
        ]
    )
