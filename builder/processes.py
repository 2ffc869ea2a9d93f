"""Work on many articles or pictures, on all processors, in the order in which it was given."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

WORTH = 32  # jobs; fewer are done before another process is of use
_BATCH = 512  # jobs that are handed out at once: what they hold is in memory
_CHUNK = 8  # jobs that one process takes at once
# What the processes do. It is handed over by the fork itself, so that it may be any function, whatever it holds.
_work: Callable[[Any], Any] | None = None


def processors() -> int:
    """How many processes can work at once: one where the system cannot fork, or threads would be torn apart by it."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Job], Result], jobs: Iterable[Job], processes: int) -> Generator[Result, None, None]:
    """`work` of each job, in their order; from `WORTH` jobs on in so many processes.

    Jobs and results are pickled on their way. Where a process dies, because memory ran out or somebody stopped it, what
    it had in hand and all that follows is done in this one.
    """
    rest = iter(jobs)
    first = list(islice(rest, WORTH))
    if processes < 2 or len(first) < WORTH:
        yield from map(work, chain(first, rest))
        return
    yield work(first[0])  # what it reads once, such as tables, the processes inherit
    yield from _spread(work, chain(first[1:], rest), processes)


def _spread(work: Callable[[Job], Result], jobs: Iterator[Job], processes: int) -> Generator[Result, None, None]:
    global _work
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    _work = work
    pool = ProcessPoolExecutor(processes, get_context("fork"), initializer=_leave_interrupts)
    done = 0
    batch: list[Job] = []
    try:
        while batch := list(islice(jobs, _BATCH)):
            done = 0
            chunks: list[Future[list[Result]]] = [
                pool.submit(_do, batch[at : at + _CHUNK]) for at in range(0, len(batch), _CHUNK)
            ]
            for chunk in chunks:
                for result in chunk.result():
                    done += 1
                    yield result
    except BrokenProcessPool:
        yield from map(work, chain(batch[done:], jobs))
    finally:
        pool.shutdown(cancel_futures=True)
        _work = None


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that began all this; the others end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(jobs: Sequence[Any]) -> list[Any]:
    assert _work is not None, "inherited by the fork"
    return [_work(job) for job in jobs]
