"""A folder of pages on a port of its own, with the headers that the site asks of its host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.serve_static import StaticServer


@contextmanager
def served(folder: Path, *, root_path: str = "/") -> Iterator[tuple[str, StaticServer]]:
    """The address under which `folder` is served, ending in `/`, and the server that notes what is asked of it."""
    with StaticServer(folder, root_path, 0) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{root_path}", server
        server.shutdown()
