"""Audit a built site with the Nu HTML checker and Lighthouse; both come from npm and are no part of the project.

    make audit                          # builds, fetches the tools into .cache/audit, runs this
    python scripts/audit.py public --runs 5

Exit code 1 where the checker finds an error or a page stays below the bar: accessibility, best practices and SEO 100,
performance (median of the runs) 95.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from scripts.serve_static import StaticServer  # noqa: E402 (the repository is on the path only now)
from tests.programs import find_chromium  # noqa: E402

TOOLS = ROOT / ".cache" / "audit" / "node_modules"
TRIES = 3  # Chromium now and then dies under it
BARS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}


def check_markup(folder: Path, jar: Path) -> bool:
    """True where no page has an error; errors go to the terminal."""
    command = ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stderr or "Nu HTML checker: no errors")
    return not done.stderr


def lighthouse(program: Path, address: str) -> dict[str, int]:
    """Scores of one run, 0 to 100."""
    command = [
        str(program), address, "--quiet", "--output=json", f"--only-categories={','.join(BARS)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": find_chromium()}
    for _ in range(TRIES):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if not done.returncode:
            break
        print(f"  Lighthouse did not finish: {done.stderr.strip()[-300:]}")
    else:
        raise SystemExit(f"Lighthouse failed {TRIES} times on {address}")
    report = json.loads(done.stdout)
    for name, audit in report["audits"].items():
        weighs = any(
            ref["id"] == name and ref["weight"]
            for key in BARS if key != "performance"
            for ref in report["categories"][key]["auditRefs"]
        )  # fmt: skip
        if weighs and audit["score"] is not None and audit["score"] < 1:
            print(f"  {name}: {audit['title']}")
    return {name: round(100 * report["categories"][name]["score"]) for name in BARS}


def pages_of(folder: Path, root_path: str) -> list[str]:
    """The front page, the timeline, and the first reviewed fact and the first name that search engines may index."""
    found = [root_path]
    if (folder / "timeline" / "index.html").exists():
        found.append(f"{root_path}timeline/")
    for kind in ("f", "e"):
        pages = sorted(folder.glob(f"{kind}/??????????/index.html"))
        indexed = [page for page in pages if 'content="noindex"' not in page.read_text("utf-8")]
        found += [f"{root_path}{kind}/{page.parent.name}/" for page in indexed[:1]]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "public")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tools", type=Path, default=TOOLS, help="the node_modules with lighthouse and vnu-jar")
    options = parser.parse_args()
    good = True
    if shutil.which("java"):
        good = check_markup(options.folder, options.tools / "vnu-jar" / "build" / "dist" / "vnu.jar")
    else:
        print("no java here: the Nu HTML checker is left out")
    sitemap = options.folder / "robots.txt"
    base = next((line.split(" ")[1] for line in sitemap.read_text("utf-8").splitlines() if "Sitemap" in line), "/")
    root_path = urlsplit(base).path.removesuffix("sitemap.xml") or "/"
    with StaticServer(options.folder, root_path, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for path in pages_of(options.folder, root_path):
            address = f"http://127.0.0.1:{server.server_port}{path}"
            runs = [lighthouse(options.tools / ".bin" / "lighthouse", address) for _ in range(options.runs)]
            medians = {name: round(statistics.median(run[name] for run in runs)) for name in BARS}
            good = good and all(medians[name] >= bar for name, bar in BARS.items())
            print(path, " ".join(f"{name} {score}" for name, score in medians.items()), flush=True)
        server.shutdown()
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
