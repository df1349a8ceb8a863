"""What a run has cost so far, and what the rest of it is reckoned to cost."""

import threading
from dataclasses import dataclass, field
from typing import Final

from panelwright.budget import Budget
from panelwright.estimate import estimated
from panelwright.run import Run
from panelwright.storyboard import first_briefs
from panelwright.work import Work, opened_studio
from panelwright_tools.domain import FREE, PanelwrightError


def spent_told(run: Run) -> str:
    """What the run has cost, in words."""
    spent = Budget(run.spending, None).spent() if run.spending.is_file() else FREE
    return "nothing spent so far" if spent == FREE else f"spent so far: {spent.words}"


@dataclass
class Reckoner:
    """Estimates, made beside everything else and kept as long as nothing changed."""

    _known: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the names of runs: what it was reckoned for, and the sentence."""
    _asked: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def told(self, run: Run) -> str:
        """The estimate in words; empty while it is not known yet."""
        name, mark = run.folder.name, _mark(run)
        with self._lock:
            known = self._known.get(name)
            if known is not None and known[0] == mark:
                return known[1]
            if name not in self._asked:
                self._asked.add(name)
                threading.Thread(target=self._reckon, args=(run, mark), daemon=True).start()
        return ""

    def _reckon(self, run: Run, mark: str) -> None:
        try:
            with opened_studio(run, Work(jobs=1), None) as studio:
                story, briefs = studio.story, first_briefs(studio)
                found = estimated(
                    studio,
                    [briefs[one.id] for one in story.panels if one.picture is None],
                )
                told = f"for the rest {found.sentence}" if found.least_pictures else _DONE
        except PanelwrightError:
            told = "nobody knows what the rest costs"
        with self._lock:
            self._known[run.folder.name] = (mark, told)
            self._asked.discard(run.folder.name)


_DONE: Final = "all of it is painted"


def _mark(run: Run) -> str:
    """Another one whenever plan, settings or pictures changed."""
    parts = [run.story, run.manifest, run.store / "painted.log"]
    return " ".join(str(path.stat().st_mtime_ns) if path.is_file() else "-" for path in parts)
