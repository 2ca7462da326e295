"""Engines: run many tasks in this process, in a pool of processes, or on a Dask cluster.

Tasks and results are plain tables and bytes; nothing that spaCy made travels. Only a few tasks are under way at once,
so that memory does not grow with the number of tasks, and results come as they are finished, in any order.
"""

from __future__ import annotations

import multiprocessing
import signal
from concurrent import futures
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Task = TypeVar("Task")
Result = TypeVar("Result")

# Tasks under way for each worker: one that it does, one that waits for it.
AHEAD = 2
# A task during which workers died this often is given up: most likely it is the task that kills them.
DEATHS = 3


class WorkerKilledError(Exception):
    """The workers that did this task were killed again and again."""


class Serial(Generic[Task, Result]):
    """Every task in this process, one after the other."""

    workers = 1

    def run(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | Exception]]:
        """Each task with its result, or with the exception it ended in."""
        for task in tasks:
            try:
                result: Result | Exception = function(task)
            except Exception as error:  # noqa: BLE001  (whatever it is, the other tasks go on)
                result = error
            yield task, result


class Futures(Generic[Task, Result]):
    """Tasks through any `concurrent.futures.Executor`; `make` makes a new one when a killed worker has broken it."""

    def __init__(self, make: Callable[[], Executor], workers: int) -> None:
        self._make, self.workers = make, workers
        self._executor = make()

    def run(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | Exception]]:
        """Each task with its result, or with the exception it ended in."""
        queue = iter(tasks)
        again: list[tuple[Task, int]] = []
        under_way: dict[futures.Future[Result], tuple[Task, int]] = {}
        while True:
            while len(under_way) < self.workers * AHEAD:
                task, deaths = again.pop() if again else (next(queue, None), 0)
                if task is None:
                    break
                try:
                    under_way[self._executor.submit(function, task)] = (task, deaths)
                except BrokenExecutor:
                    again.append((task, deaths))
                    break
            if not under_way and not again:
                return
            done = futures.wait(under_way, return_when=futures.FIRST_COMPLETED).done if under_way else set()
            broken = not under_way
            for future in done:
                task, deaths = under_way.pop(future)
                try:
                    yield task, future.result()
                except BrokenExecutor:
                    broken = True
                    if deaths + 1 < DEATHS:
                        again.append((task, deaths + 1))
                    else:
                        yield task, WorkerKilledError(f"its worker was killed {DEATHS} times (too little memory?)")
                except Exception as error:  # noqa: BLE001
                    yield task, error
            if broken:
                # A broken pool fails everything it held: wait for that, then start afresh.
                for future in futures.wait(under_way).done:
                    task, deaths = under_way.pop(future)
                    again.append((task, deaths + 1))
                self._executor.shutdown(wait=False)
                self._executor = self._make()

    def stop(self) -> None:
        """End without waiting for what is under way."""
        self._executor.shutdown(wait=False)


@contextmanager
def engine(executor: Any = None) -> Iterator[Serial | Futures]:
    """The engine for what a caller gives: None (this process), a number of processes, an `Executor`, a Dask client.

    >>> with engine() as serial:
    ...     [result for _, result in serial.run(abs, [-1, 2])]
    [1, 2]
    """
    if executor is None:
        yield Serial()
        return
    made: Futures
    if isinstance(executor, int):
        # `spawn` is the same on every system, and safe with the threads that the table libraries start.
        context = multiprocessing.get_context("spawn")
        others = set(multiprocessing.active_children())
        made = Futures(
            lambda: futures.ProcessPoolExecutor(executor, mp_context=context, initializer=_ignore_interrupt), executor
        )
        try:
            yield made
        finally:
            made.stop()
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()  # after Ctrl-C nobody waits for what they do; after the last task they are idle
                process.join()
    elif isinstance(executor, Executor):
        yield Futures(lambda: executor, getattr(executor, "_max_workers", 1))
    elif hasattr(executor, "get_executor"):
        # Dask gives a task whose worker died to another by itself, and gives it up after three deaths.
        workers = max(1, sum(executor.nthreads().values()))
        made = Futures(lambda: executor.get_executor(pure=False), workers)
        try:
            yield made
        finally:
            made.stop()
    else:
        raise TypeError(
            f"executor must be None, a number of processes, a concurrent.futures.Executor or a Dask client, "
            f"not {type(executor).__name__}."
        )


def _ignore_interrupt() -> None:
    """Ctrl-C is for the process that gives out the tasks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
