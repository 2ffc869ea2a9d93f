"""The programs that tests drive: Chromium and rsync. Run as a program: silent and 0 where both are found.

Where one is absent and that is simple (root on a system of the Debian family) it is installed through apt-get.
`CHROMIUM` names another browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing but what the test asks for goes over the network.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HELP = """These programs were not found, and some tests need them: {missing}
  Debian, Ubuntu:  sudo apt-get install {missing}
  Fedora:          sudo dnf install {missing}
  macOS:           brew install {missing}
Or name a browser: CHROMIUM=/path/to/chromium make test
Without them: make check"""


def find_chromium() -> str:
    """Path of the browser; empty where there is none."""
    named = os.environ.get("CHROMIUM")
    return next((found for name in ([named] if named else NAMES) if (found := shutil.which(name))), "")


def missing() -> list[str]:
    """Packages that are not here, by their Debian names."""
    found = {"chromium": find_chromium(), "rsync": shutil.which("rsync")}
    return [name for name, path in found.items() if not path]


def install(packages: list[str]) -> str:
    """What went wrong with apt-get; empty where it put the packages here."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *arguments], env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )  # fmt: skip
        if done.returncode:
            return done.stderr.strip() or f"apt-get {arguments[0]} failed"
    return ""


def main() -> int:
    """0 where everything is here or could be installed, else 1 with what to do."""
    is_debian = Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None
    if missing() and is_debian and os.geteuid() == 0:
        problem = install(missing())
        if problem:
            print(f"apt-get failed: {problem}", file=sys.stderr)
    if missing():
        print(HELP.format(missing=" ".join(missing())), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
