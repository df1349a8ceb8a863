"""One command's work on a run: progress while it goes on, the result at its end."""

import json
import sys
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import typer

from panelwright.book import Book
from panelwright.cli.flags import Manners
from panelwright.cli.leaving import leave_when_interrupted
from panelwright.cli.manners import Exit, print_error, printable
from panelwright.cli.progress import watching
from panelwright.cli.summary import summary
from panelwright.cli.waiting import cost_line, planning_data, waiting_for
from panelwright.estimate import kept_estimate
from panelwright.plural import some
from panelwright.reckoning import planning_facts
from panelwright.run import Run
from panelwright.work import Work, carry_out


@dataclass(frozen=True)
class Session:
    """A run with the manners that the flags ask for."""

    run: Run
    strict: bool
    manners: Manners

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

        with watching(quiet=self.manners.quiet, verbose=self.manners.verbose) as watcher:
            found = recast(self.run, name, watcher)
        if not self.manners.quiet:
            told = f"{found.name} has another portrait: {found.path}"
            if found.panels:
                told += (
                    f"; the {some(len(found.panels), 'panel')} that it is looked at for "
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
            with watching(quiet=self.manners.quiet, verbose=self.manners.verbose) as watcher:
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
        if not self.manners.quiet:
            print("\n".join(waiting.costs), file=sys.stderr)
            go_on = f"agent resume {self.run.folder}"
            print(f"{waiting.where} {waiting.how} {go_on}", file=sys.stderr)
        self._result({"run": str(self.run.folder), "state": "awaiting approval", **waiting.data})

    def _tell_plan(self) -> None:
        run, estimate = self.run, kept_estimate(self.run)
        if not self.manners.quiet and not self.manners.json:
            facts = planning_facts(run)
            lines = [facts.sentence] if facts is not None else []
            lines += [cost_line(run), f"paint it with: agent draw {run.folder}"]
            print("\n".join(lines), file=sys.stderr)
        told: dict[str, Any] = {"run": str(run.folder)}
        if self.manners.json:
            told["story"] = run.read_story().model_dump(mode="json")
            told["estimate"] = estimate.model_dump() if estimate is not None else None
            told["planning"] = planning_data(planning_facts(run))
        self._result(told)

    def _tell(self, book: Book) -> None:
        if not self.manners.quiet:
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
        print(json.dumps(data, ensure_ascii=False) if self.manners.json else data["run"])
