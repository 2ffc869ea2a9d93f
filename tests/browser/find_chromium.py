"""The Chromium that browser tests drive. Run as a program: silent and 0 where one is found, installing it where that is simple.

`CHROMIUM` names another; as root on a system of the Debian family an absent one is installed through apt-get.
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
HELP = """No Chromium was found, and browser tests need one.
  Debian, Ubuntu:  sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask chromium
Or name one: CHROMIUM=/path/to/chromium make test
Without a browser: make check"""


def find_chromium() -> str:
    """Path of the browser; empty where there is none."""
    named = os.environ.get("CHROMIUM")
    return next((found for name in ([named] if named else NAMES) if (found := shutil.which(name))), "")


def install() -> str:
    """What went wrong with apt-get; empty where it put a Chromium here."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", *arguments], env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )  # fmt: skip
        if done.returncode:
            return done.stderr.strip() or f"apt-get {arguments[0]} failed"
    return ""


def main() -> int:
    if find_chromium():
        return 0
    is_debian = Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None
    if not os.environ.get("CHROMIUM") and is_debian and os.geteuid() == 0:
        problem = install()
        if find_chromium():
            return 0
        print(f"apt-get could not install chromium: {problem}", file=sys.stderr)
    print(HELP, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
