"""One command's work on a run: progress while it goes on, the result at its end."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import typer

from panelwright.binding import BOOKS
from panelwright.book import Book
from panelwright.changing import character_id, illustrated, trained
from panelwright.cli.leaving import leave_when_interrupted
from panelwright.cli.manners import Exit, print_error, printable
from panelwright.cli.progress import watching
from panelwright.cli.waiting import cost_line, planning_data, waiting_for
from panelwright.configuration import changed, configured
from panelwright.estimate import kept_estimate
from panelwright.lock import locked
from panelwright.loras import keep as keep_loras
from panelwright.loras import read_loras
from panelwright.manifest import (
    is_manifest,
    new_run_of_manifest,
    read_manifest,
    replayed_settings,
    told_alike,
)
from panelwright.readiness import check_ready
from panelwright.reckoning import planning_facts
from panelwright.references import first_frames_told, keep, read_references, split_flag
from panelwright.run import Run, discarded, opened, read_text
from panelwright.settings import MODELS, ROLES, Settings
from panelwright.synopsis import read_synopsis
from panelwright.work import Work, carry_out, new_run, new_run_of_story, versions
from panelwright_tools.domain import FREE, UserError
from panelwright_tools.domain.reading import read_story


def start(
    synopsis: str,
    settings: Settings,
    output: Path | None,
    references: Sequence[str] = (),
    loras: Sequence[str] = (),
    *,
    quiet: bool = False,
) -> Run:
    """A new run for a synopsis, with the user's pictures and LoRAs of characters."""
    text, pictures, own = read_synopsis(synopsis), read_references(references), read_loras(loras)
    name = Path(synopsis).stem if synopsis != "-" else " ".join(text.split()[:6])
    _tell_first_frames(references, quiet=quiet)
    run = new_run(text, name, settings, output)
    keep(run, pictures)
    keep_loras(run, own)
    return run


def _tell_first_frames(references: Sequence[str], *, quiet: bool) -> None:
    """Say of which pictures only the first frame counts."""
    if not quiet:
        for told in first_frames_told(split_flag(flag)[1] for flag in references):
            print(printable(told), file=sys.stderr)


@contextmanager
def kept_if_planned(run: Run) -> Iterator[None]:
    """Leave no folder behind when the input was wrong and nothing was planned."""
    try:
        yield
    except UserError:
        if not run.story.is_file():
            discarded(run)
        raise


def planned_run(
    source: Path,
    changes: Mapping[str, Any],
    output: Path | None,
    references: Sequence[str] = (),
    loras: Sequence[str] = (),
    *,
    quiet: bool = False,
) -> Run:
    """The run in a folder, with changed settings; or a new run for a story.json.

    Raises UserError for a picture or LoRA of somebody who is not in the cast, before anything is
    made.
    """
    pictures, own = read_references(references), read_loras(loras)
    _tell_first_frames(references, quiet=quiet)
    if source.is_dir():
        if output is not None:
            raise UserError("-o goes with a story.json; a run folder is drawn where it lies.")
        opened(source)
        if pictures:
            illustrated(Run(source), pictures)
        if own:
            trained(Run(source), own)
        return opened_with(source, changes)
    if not source.exists():
        raise UserError(f"there is no run folder or story.json {source}.")
    text = read_text(source)
    if is_manifest(text):
        return _replayed_run(text, source, changes, output)
    story = read_story(text, str(source))
    for name in [*(one.name for one in pictures), *(one.name for one in own)]:
        character_id(story, name)
    settings = configured(changes)
    check_ready(settings)
    run = new_run_of_story(story, settings, output)
    keep(run, pictures)
    keep_loras(run, own)
    return run


def _replayed_run(text: str, source: Path, changes: Mapping[str, Any], output: Path | None) -> Run:
    """A new run that draws what a manifest tells, as it was drawn."""
    manifest = read_manifest(text, str(source))
    settings = configured(replayed_settings(manifest, changes, str(source)))
    check_ready(settings)
    return new_run_of_manifest(manifest, source, settings, output)


@contextmanager
def compared(run: Run, source: Path, *, quiet: bool) -> Iterator[None]:
    """Tell after drawing a manifest again whether the bytes are the same."""
    try:
        yield
    finally:
        text = read_text(source) if source.is_file() else ""
        if is_manifest(text) and all(path.is_file() for path in _bound(run)) and not quiet:
            print(printable(told_alike(run, read_manifest(text, str(source)))), file=sys.stderr)


def _bound(run: Run) -> list[Path]:
    return [run.folder / name for name in BOOKS]


def opened_with(folder: Path, changes: Mapping[str, Any]) -> Run:
    """The run in a folder, with changed settings; a change that is None was not asked for."""
    run = opened(folder)
    with locked(run.lock):  # whoever works on the run keeps the settings that it began with
        settings = run.settings() if run.manifest.is_file() else configured({})
        before, settings = settings, changed(settings, changes)
        if _by_other_tools(before, settings):  # before they are kept, and fail every time after
            check_ready(settings)
        run.write_manifest(settings, versions(settings), run.redrawn())
    return run


def _by_other_tools(before: Settings, after: Settings) -> bool:
    tables = {table for table, _ in MODELS.values()}
    return any(getattr(before, name) != getattr(after, name) for name in {*ROLES, *tables})


@dataclass(frozen=True)
class Session:
    """A run with the manners that the flags ask for."""

    run: Run
    strict: bool
    json: bool
    quiet: bool
    verbose: bool

    def draw(self, *, go_on: bool = False, approve: bool = False, jobs: int | None = None) -> None:
        """Run the machine and tell what came out; ends with the fitting exit code."""
        work = Work(go_on=go_on, approve=approve, consent=approve, jobs=jobs or 0)
        book = self._carried_out(work)
        while book is None and self._approved():
            book = self._carried_out(Work(go_on=True, jobs=jobs or 0))
        if book is None:
            self._tell_waiting()
            return
        self._tell(book)
        if self.strict and book.flagged:
            raise typer.Exit(Exit.FLAGGED)

    def plan(self, *, approve: bool = False) -> None:
        """Plan and sketch, paint nothing, and tell what came out."""
        self._carried_out(Work(approve=True, consent=approve))
        if not self.run.story.is_file() and self._approved():
            self._carried_out(Work(go_on=True))
        if self.run.story.is_file():
            self._tell_plan()
        else:
            self._tell_waiting()

    def portray(self, name: str) -> None:
        """Have one portrait painted anew, and tell where it is and what it touches."""
        from panelwright.recasting import recast

        with watching(quiet=self.quiet, verbose=self.verbose) as watcher:
            found = recast(self.run, name, watcher)
        if not self.quiet:
            told = f"{found.name} has another portrait: {found.path}"
            if found.panels:
                told += (
                    f"; the {_some(len(found.panels), 'panel')} that it is looked at for "
                    f"{'is' if len(found.panels) == 1 else 'are'} painted anew by "
                    f"`agent draw {self.run.folder}`"
                )
            print(printable(f"{told}."), file=sys.stderr)
        self._result(
            {
                "run": str(self.run.folder),
                "portrait": str(found.path),
                "panels": list(found.panels),
                "spent": found.spent.model_dump(),
            }
        )

    def _carried_out(self, work: Work) -> Book | None:
        at_stop = partial(leave_when_interrupted, self.run.folder)
        try:
            with watching(quiet=self.quiet, verbose=self.verbose) as watcher:
                return carry_out(self.run, replace(work, at_stop=at_stop), watcher)
        except KeyboardInterrupt:
            print_error(f"stopped; go on with `agent resume {self.run.folder}`.")
            raise typer.Exit(Exit.INTERRUPTED) from None

    def _approved(self) -> bool:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        waiting = waiting_for(self.run)
        print("\n".join(waiting.costs), file=sys.stderr)
        return typer.confirm(f"{waiting.where} {waiting.question}", err=True)

    def _tell_waiting(self) -> None:
        waiting = waiting_for(self.run)
        if not self.quiet:
            print("\n".join(waiting.costs), file=sys.stderr)
            go_on = f"agent resume {self.run.folder}"
            print(f"{waiting.where} {waiting.how} {go_on}", file=sys.stderr)
        self._result({"run": str(self.run.folder), "state": "awaiting approval", **waiting.data})

    def _tell_plan(self) -> None:
        run, estimate = self.run, kept_estimate(self.run)
        if not self.quiet and not self.json:
            facts = planning_facts(run)
            lines = [facts.sentence] if facts is not None else []
            lines += [cost_line(run), f"paint it with: agent draw {run.folder}"]
            print("\n".join(lines), file=sys.stderr)
        told: dict[str, Any] = {"run": str(run.folder)}
        if self.json:
            told["story"] = run.read_story().model_dump(mode="json")
            told["estimate"] = estimate.model_dump() if estimate is not None else None
            told["planning"] = planning_data(planning_facts(run))
        self._result(told)

    def _tell(self, book: Book) -> None:
        if not self.quiet:
            print(summary(book), file=sys.stderr)
        self._result(
            {
                "run": str(book.folder),
                "state": "done",
                "title": book.title,
                "panels": [{"id": panel, **result} for panel, result in book.panels.items()],
                "flagged": list(book.flagged),
                "pages": [str(path) for path in book.pages],
                "files": [str(path) for path in book.files],
                "declined": dict(book.declined),
                "spent": book.spent.model_dump(),
                "planning": planning_data(book.planning),
            }
        )

    def _result(self, data: dict[str, Any]) -> None:
        print(json.dumps(data, ensure_ascii=False) if self.json else data["run"])


def summary(book: Book) -> str:
    """A sentence or two on what came out."""
    panels, pages = len(book.panels), len(book.pages)
    text = f"{book.title}: {_some(panels, 'panel')} on {_some(pages, 'page')}"
    if book.spent != FREE:
        text += f", {book.spent.money} for {_some(book.spent.calls, 'call')}"
    lines = [f"{book.planning.sentence}."] if book.planning is not None else []
    for name, reason in book.declined.items():
        lines.append(
            f"{name} has no portrait, and panels do without: {reason.rstrip('.')}, or give a "
            "picture with `agent edit reference`; `agent draw` asks again."
        )
    unseen = len(set(book.unseen) - set(book.incomplete))
    if unseen:
        lines.append(
            f"nobody could look at what {_some(unseen, 'picture')} of this painter show"
            f"{'s' * (unseen == 1)}, so that it is unverified; "
            "--grounder groundingdino or vision:MODEL looks."
        )
    if book.incomplete:
        lines.append(
            f"a model failed that was to look at {_some(len(book.incomplete), 'picture')}, so that "
            "some of it is unverified; report.html says why, and `agent draw` asks again."
        )
    if not book.flagged:
        is_sure = not book.unseen and not book.incomplete
        accepted = "every panel accepted" if is_sure else "no panel flagged"
        return printable("\n".join([*lines, f"{text}, {accepted}."]))
    lines.append(f"{text}, {_some(len(book.flagged), 'panel')} flagged:")
    for panel in book.flagged[:12]:
        lines.append(f"  {panel}: {'; '.join(book.panels[panel]['reasons'][:2])}")
    if len(book.flagged) > 12:
        lines.append(f"  and {len(book.flagged) - 12} more, see report.html")
    return printable("\n".join(lines))


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
