"""Work on all processors gives what one of them gives, in the same order, whatever happens to the others."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing

import pytest

from builder.errors import BuildError
from builder.processes import WORTH, in_order

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is one process here")
MANY = WORTH * 40  # more than are handed out at once


def test_results_come_in_the_order_of_the_jobs() -> None:
    here = os.getpid()
    found = list(in_order(lambda n: (n * n, os.getpid()), range(MANY), 3))
    assert [square for square, _ in found] == [n * n for n in range(MANY)]
    assert {at for _, at in found} > {here}, "the first is done here, the others elsewhere"


def test_few_jobs_stay_here() -> None:
    assert set(in_order(lambda n: os.getpid(), range(WORTH - 1), 3)) == {os.getpid()}


def test_jobs_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for n in range(MANY):
            taken.append(n)
            yield n

    with closing(in_order(str, jobs(), 2)) as results:
        assert next(results) == "0"
        assert len(taken) < MANY


def test_a_process_that_dies_costs_nothing() -> None:
    here = os.getpid()

    def work(n: int) -> int:
        if n == MANY // 2 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    assert list(in_order(work, range(MANY), 2)) == list(range(MANY))


def test_an_error_that_is_handed_back_arrives_whole() -> None:
    found = list(in_order(lambda n: BuildError("records/a.yaml", n, "no date", "Type one."), range(WORTH), 2))
    assert [error.told() for error in found] == [f"records/a.yaml:{n}: no date\n  Type one." for n in range(WORTH)]


def test_an_error_of_the_work_is_raised_here() -> None:
    def work(n: int) -> int:
        return 1 // (n - WORTH)

    with pytest.raises(ZeroDivisionError):
        list(in_order(work, range(MANY), 2))


def test_whoever_stops_early_leaves_no_process_behind() -> None:
    with closing(in_order(lambda n: os.getpid(), range(MANY), 2)) as results:
        others = {next(results) for _ in range(WORTH)} - {os.getpid()}
    assert others
    for pid in others:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
