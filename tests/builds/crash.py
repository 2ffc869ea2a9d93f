"""Runs `waqai` and dies, as a killed process does, at the N-th call that changes the disk: `crash.py N ARGS…`.

Exits with 137 when it died; else with the command's own code, and prints how many such calls there were.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

DIE_AT = int(sys.argv[1])
calls = 0


def dying(real: Callable[..., Any], *, writes_only: bool = False) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        global calls
        if not writes_only or args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            calls += 1
            if calls == DIE_AT:
                os._exit(137)
        return real(*args, **kwargs)

    return call


def main() -> int:
    import builder.build
    import builder.cli
    import builder.files

    # The cache of bytecode is not ours to judge.
    sys.dont_write_bytecode = True
    os.open = dying(os.open, writes_only=True)
    for name in ("write", "fsync", "replace", "rename", "unlink", "rmdir", "mkdir", "ftruncate"):
        setattr(os, name, dying(getattr(os, name)))
    builder.build.swap_trees = dying(builder.files.swap_trees)
    code = builder.cli.main(sys.argv[2:])
    print(calls)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
