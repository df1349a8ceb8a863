"""Work on runs that goes on by itself: started, watched and stopped by the run's name."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from panelwright.book import Book
from panelwright.events import Event
from panelwright.making import discarded
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.stopping import Stop, Stopped
from panelwright.toolbox import records
from panelwright.toolbox.desk import Desk, Tell
from panelwright.toolbox.following import Follower
from panelwright.toolbox.records import Record, State
from panelwright.toolbox.turns import Turns
from panelwright.work import Work, carry_out
from panelwright_tools.domain import PanelwrightError, ToolError, UserError

log = logging.getLogger(__name__)

_STOPPED: Final = "it was cancelled; start it again and it goes on where it stopped."


@dataclass
class Job:
    """The work on one run."""

    run: Run
    work: Work
    is_new: bool = False
    """Whether its run was made for it, and may go with it when nothing comes of it."""
    stop: Stop = field(default_factory=Stop)
    state: State = "queued"
    said: str = ""
    error: PanelwrightError | None = None
    book: Book | None = None
    future: "Future[None] | None" = None
    following: Follower = field(default_factory=Follower)
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in records.ENDED

    def note(self, event: Event) -> None:
        """Take in what happens in the run."""
        with self.changed:
            self.following.note(event)
            self.changed.notify_all()

    def become(self, state: State, said: str = "") -> None:
        """Reach another state, which whoever waits is told."""
        with self.changed:
            self.state, self.said = state, said
            self.changed.notify_all()


@dataclass
class Bench:
    """A few runs are worked on at the same time, some more wait, all others are refused."""

    at_once: int = 1
    waiting: int = 16
    turns: Turns = field(default_factory=Turns)
    """With the models of this process, for runs and for single calls."""
    _jobs: dict[Path, Job] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: ThreadPoolExecutor | None = None

    def begin(self, run: Run, work: Work) -> Job:
        """Have a run worked on as soon as it is its turn.

        Raises UserError when it is worked on already, or too much waits.
        """
        with self._lock:
            known = self._jobs.get(run.folder)
            if known is not None and not known.has_ended:
                raise UserError(f"{run.folder.name} is being worked on; await it, or cancel it.")
            self._check_room()
            return self._added(Job(run, work))

    def begin_new(self, made: Callable[[], Run], work: Work) -> Job:
        """The same for a run that is made only where there is room for its work."""
        with self._lock:
            self._check_room()
            return self._added(Job(made(), work, is_new=True))

    def _added(self, job: Job) -> Job:
        self._forget()
        self._jobs[job.run.folder] = job
        records.keep(job.run, "queued")
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self.at_once, thread_name_prefix="bench")
        job.future = self._threads.submit(self._carry, job)
        return job

    def _check_room(self) -> None:
        """Raises UserError when too much waits already."""
        busy = sum(not job.has_ended for job in self._jobs.values())
        if busy >= self.at_once + self.waiting:
            raise UserError(
                f"{busy} runs are being worked on or wait already; wait for one of them, or cancel "
                "it, then ask again."
            )

    def cancel(self, job: Job) -> None:
        """Stop work as soon as it can be, at once where it only waits for its turn."""
        job.stop.say()
        if job.future is not None and job.future.cancel():
            job.error = Stopped(_STOPPED)
            self._end(job, "stopped", _STOPPED)

    def job(self, run: Run) -> Job | None:
        """The work of this process on a run, done or not; None where it has not worked on it."""
        with self._lock:
            return self._jobs.get(run.folder)

    def record(self, run: Run) -> Record:
        """What becomes, or became, of the work on a run."""
        job = self.job(run)
        if job is not None and not job.has_ended:
            return Record(state=job.state, said=job.following.said)
        if job is not None and job.state == "failed" and not run.folder.is_dir():
            return Record(state="failed", said=job.said)
        return records.read(run)

    def close(self) -> None:
        """Stop everything and wait for it; runs can be gone on with."""
        with self._lock:
            jobs, threads = list(self._jobs.values()), self._threads
            self._threads = None
        for job in jobs:
            self.cancel(job)
        if threads is not None:
            threads.shutdown(wait=True)

    def _forget(self) -> None:
        """Don't remember more than a hundred that ended: their folders do."""
        ended = [folder for folder, job in self._jobs.items() if job.has_ended]
        for folder in ended[:-100]:
            del self._jobs[folder]

    def _carry(self, job: Job) -> None:
        try:
            job.stop.check()
            records.keep(job.run, "running")
            job.become("running")
            with self.turns.taken(_settings(job.run), job.stop):
                job.book = carry_out(job.run, job.work, job.note, job.stop)
            self._end(job, "done" if job.book is not None else "planned", "")
        except Stopped:
            job.error = Stopped(_STOPPED)
            self._end(job, "stopped", _STOPPED)
        except PanelwrightError as error:
            job.error = error
            self._end(job, "failed", str(error))
        except Exception as error:  # a fault of ours must not leave callers waiting
            log.exception("work on %s failed", job.run.folder.name)
            job.error = ToolError(f"it failed unexpectedly ({type(error).__name__}).")
            self._end(job, "failed", str(job.error))

    def _end(self, job: Job, state: State, said: str) -> None:
        """Keep how it ended; a new run whose input was wrong, and has no plan, is taken away."""
        try:
            is_wrong = isinstance(job.error, UserError)
            if job.is_new and is_wrong and not job.run.story.is_file():
                discarded(job.run)
            else:
                records.keep(job.run, state, said)
        except PanelwrightError:  # the disk is full: who waits is told all the same
            log.exception("what became of %s can't be kept", job.run.folder.name)
        job.become(state, said)


def _settings(run: Run) -> Settings:
    return run.settings() if run.manifest.is_file() else Settings()


def awaited(job: Job, stop: Stop, tell: Tell, timeout_s: float | None = None) -> bool:
    """Wait until the work ends, telling how far it is; False when the time is over before.

    Raises Stopped when the caller cancels; the work itself goes on.
    """
    deadline = None if timeout_s is None else time.monotonic() + timeout_s
    told: tuple[float, str] = (-1.0, "")
    with stop.heard_by(lambda: _wake(job)), job.changed:
        while not job.has_ended:
            stop.check()
            now = (job.following.done, job.following.said)
            if now != told:
                told = now
                tell(job.following.done, job.following.of, job.following.said)
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                return False
            job.changed.wait(left)
    return True


def _wake(job: Job) -> None:
    with job.changed:
        job.changed.notify_all()


def carried(job: Job, desk: Desk) -> Book | None:
    """Wait for work that was begun; the book, or None where it waits for approval.

    Raises what the work raises; Stopped, once the work has ended, when the caller cancels.
    """
    with desk.stop.heard_by(lambda: desk.bench.cancel(job)):
        awaited(job, Stop(), desk.tell)
    if job.error is not None:
        raise job.error
    return job.book
