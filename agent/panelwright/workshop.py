"""Painting processes: as many as there are cores, warm before the plan is ready."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar

from panelwright import preloading
from panelwright.tooling import ToolPaths, tools
from panelwright_tools.asking.breaking_off import interrupt
from panelwright_tools.domain import ToolError

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event as SharedEvent

Order = TypeVar("Order")
Result = TypeVar("Result")


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@dataclass
class Workshop:
    """Runs jobs in `workers` processes; with one worker, in a thread of this process."""

    paths: ToolPaths
    workers: int
    _executor: Executor | None = field(default=None, init=False, repr=False)
    _stop: "SharedEvent | None" = field(default=None, init=False, repr=False)
    """Heeded by the processes."""

    def __enter__(self) -> Self:
        return self

    def warm(self) -> None:
        """Have loaded, beside whatever this process does next, what painting will need."""
        if self.workers == 1:
            return
        if _forks():
            _start_server(self.paths)
        else:
            for _ in range(self.workers):
                self._submitted(self._ready(), _prepared, self.paths)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)
        self._executor = self._stop = None  # here, where the system's part in them may take a while

    def close(self) -> None:
        """End the processes without waiting for what they do; they start again when needed."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def give_up(self) -> None:
        """Have jobs end that wait for servers; those that calculate go on. Never raises."""
        interrupt()
        if self._stop is not None:
            self._stop.set()

    def do(
        self,
        work: Callable[[Order], Result],
        order: Order,
        before_again: Callable[[], None] = lambda: None,
    ) -> Result:
        """Have a process do some work and wait for it; a process that died is replaced once.

        `before_again` is called before the work is begun a second time. Raises what it and the
        work raise, and ToolError when its process died twice.
        """
        executor = self._ready()
        try:
            return self._submitted(executor, work, order).result()
        except BrokenProcessPool:
            self._discard(executor)
        before_again()
        executor = self._ready()
        try:
            return self._submitted(executor, work, order).result()
        except BrokenProcessPool as error:
            self._discard(executor)
            raise ToolError(
                "a painting process was killed twice over one picture, which is what happens "
                "when memory runs out; try `--jobs 1`."
            ) from error

    def _ready(self) -> Executor:
        with _STARTING:
            if self._executor is None:
                self._executor = self._opened()
            return self._executor

    def _submitted(
        self, executor: Executor, work: Callable[[Order], Result], order: Order
    ) -> Future[Result]:
        """Hand the work over, which starts a process as long as there are too few."""
        if self.workers == 1:
            return executor.submit(work, order)
        with _STARTING, _no_main_module(), _deaf_children():
            return executor.submit(work, order)

    def _opened(self) -> Executor:
        if self.workers == 1:
            return ThreadPoolExecutor(1)
        if _forks():
            _start_server(self.paths)
        context = multiprocessing.get_context("forkserver" if _forks() else "spawn")
        self._stop = context.Event()
        return ProcessPoolExecutor(
            self.workers, context, initializer=_heed_the_parent, initargs=(self._stop,)
        )

    def _discard(self, broken: Executor) -> None:
        with _STARTING:
            if self._executor is broken:
                broken.shutdown(wait=False)
                self._executor = None


_STARTING: Final = threading.Lock()
"""Held while a process may be started, which changes what the whole of this process shares."""


def _forks() -> bool:
    """Whether processes are forked; on a Mac, libraries may start threads that no fork survives."""
    return "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def _start_server(paths: ToolPaths) -> None:
    """Start the process that loads the tools and forks the others, and don't wait for it."""
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # which heeds interrupts again when it has begun
    forkserver.set_forkserver_preload([preloading.MODULE])
    with _no_main_module(), _own_path(), _deaf_children(), preloading.told(paths):
        forkserver.ensure_running()


def _prepared(paths: ToolPaths) -> None:
    tools(paths).painter.prepare()


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Start processes that no interrupt from the terminal reaches, not even while they start.

    A terminal interrupts every process of a command; the first decides what becomes of the others.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _heed_the_parent(stop: "SharedEvent") -> None:
    """End this process as soon as its parent dies, even by kill -9, but not by an interrupt from
    the terminal: when `stop` is set, waiting for servers is given up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_and_end, daemon=True).start()
    threading.Thread(target=_wait_and_interrupt, args=(stop,), daemon=True).start()


def _wait_and_interrupt(stop: "SharedEvent") -> None:
    stop.wait()
    interrupt()


def _wait_and_end() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _own_path() -> Iterator[None]:
    """Let the fork server find the modules that this process has found.

    It is told of `sys.path`, but Python 3.11 lets it preload without looking there: it would take
    another installation of the tools, or none.
    """
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Start processes without running the user's script again in each of them.

    multiprocessing imports `__main__` into its children; a script that calls `draw` without an
    `if __name__ == "__main__"` guard would then start itself over. Jobs need nothing from it.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
