"""Painting processes: as many as there are cores, warm before the plan is ready."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType, TracebackType
from typing import Self, TypeVar

from panelwright.looking import ToolPaths, tools
from panelwright_tools.domain import ToolError

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
    _mend: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def __enter__(self) -> Self:
        return self

    def warm(self) -> None:
        """Start the processes now, so that they are ready when there is something to paint."""
        self._ready()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def do(self, work: Callable[[Order], Result], order: Order) -> Result:
        """Have a process do some work and wait for it; a process that died is replaced once.

        Raises what the work raises, and ToolError when its process died twice.
        """
        executor = self._ready()
        try:
            return executor.submit(work, order).result()
        except BrokenProcessPool:
            self._replace(executor)
        try:
            return self._ready().submit(work, order).result()
        except BrokenProcessPool as error:
            raise ToolError(
                "a painting process was killed twice over one picture, which is what happens "
                "when memory runs out; try `--jobs 1`."
            ) from error

    def _ready(self) -> Executor:
        with self._mend:
            if self._executor is None:
                self._executor = self._opened()
            return self._executor

    def _opened(self) -> Executor:
        if self.workers == 1:
            return ThreadPoolExecutor(1)
        context = multiprocessing.get_context(_start_method())
        if _start_method() == "forkserver":
            modules = [path.partition(":")[0] for path in vars(self.paths).values()]
            context.set_forkserver_preload(["panelwright.workshop", *modules])
        executor = ProcessPoolExecutor(self.workers, context, initializer=_end_with_the_parent)
        with _no_main_module(), _own_path():
            warm: list[Future[int]] = [
                executor.submit(_warmed, self.paths) for _ in range(self.workers)
            ]
        del warm
        return executor

    def _replace(self, broken: Executor) -> None:
        with self._mend:
            if self._executor is broken:
                broken.shutdown(wait=False)
                self._executor = None


def _start_method() -> str:
    known = multiprocessing.get_all_start_methods()
    return "forkserver" if "forkserver" in known else "spawn"


def _warmed(paths: ToolPaths) -> int:
    tools(paths)
    return os.getpid()


def _end_with_the_parent() -> None:
    """End this process as soon as its parent dies, even by kill -9."""
    threading.Thread(target=_wait_and_end, daemon=True).start()


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
