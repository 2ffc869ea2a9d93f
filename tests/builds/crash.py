"""A command that dies, as a killed process does, at the N-th of its calls that change the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import builder.build
import builder.files
from builder.cli import main

KILLED = 137
calls = 0


def dying(real: Callable[..., Any], die_at: int, *, writes_only: bool = False) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        global calls
        if not writes_only or args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            calls += 1
            if calls == die_at:
                os._exit(KILLED)
        return real(*args, **kwargs)

    return call


def run(die_at: int, args: Sequence[str]) -> int:
    """For a forked process alone. Prints how many such calls there were, where it lived; returns the command's exit code."""
    os.open = dying(os.open, die_at, writes_only=True)
    for name in ("write", "fsync", "replace", "rename", "unlink", "rmdir", "mkdir", "ftruncate"):
        setattr(os, name, dying(getattr(os, name), die_at))
    builder.build.swap_trees = dying(builder.files.swap_trees, die_at)
    code = main(args)
    print(calls)
    return code
