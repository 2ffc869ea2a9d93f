"""`make bench`: builds of a synthetic site beside a bare floor in the same run, as CPU seconds and ratios.

The floor reads the same records with PyYAML, and renders one plain Jinja2 page per fact, without checks, keys or
feeds: what any Python generator must at least do. Figures of different machines do not compare; ratios do.

Social images have a row of their own: Pillow takes longer over one than everything else over its fact. Files go to
memory where there is a folder for that; on a disk that others use, making them varies more than all else.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import msgspec

from builder.ids import mint
from builder.model import Fact, Record, Said, Selector, When
from builder.records.check import text_digest
from builder.records.codec import write_record
from builder.render.environment import packaged_templates

WORDS = [
    "وزير",
    "الخارجية",
    "زيارة",
    "رسمية",
    "إلى",
    "مدينة",
    "المرفأ",
    "اجتماع",
    "وفد",
    "اتفاق",
    "تعاون",
    "جسر",
    "النهر",
    "طريق",
    "مشروع",
    "بيان",
    "مصدر",
    "لجنة",
    "مؤتمر",
]
BUILD = [sys.executable, "-m", "builder", "build", "-q"]
MEMORY = Path("/dev/shm")
FLOOR = """
import sys, pathlib, yaml, jinja2
t = jinja2.Environment(autoescape=True).from_string("<!doctype html><title>{{f.statement}}</title><h1>{{f.statement}}</h1><q>{{f.evidence[0].exact}}</q>")
out = pathlib.Path(sys.argv[2]); out.mkdir(exist_ok=True)
for p in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
    for f in yaml.load(p.read_text("utf-8"), Loader=yaml.CBaseLoader)["facts"]:
        (out / (f["id"] + ".html")).write_text(t.render(f=f), "utf-8")
"""


def write_corpus(root: Path, facts: int) -> None:
    """A site of `facts` facts, seven to an article, dated over five years; the same for the same number."""
    for folder in ("texts", "records", "sources"):
        (root / "content" / folder).mkdir(parents=True)
    (root / "site.yaml").write_text("title: قياس\nbase_url: https://bench.example/\n", "utf-8")
    names = [f"{WORDS[i % 19]} {WORDS[i * 7 % 19]} {i}" for i in range(max(1, facts // 12))]
    for n in range(-(-facts // 7)):
        sentences = [
            " ".join(WORDS[(n * 31 + k * 17 + j * 5) % 19] for j in range(18)) + f" رقم {n}-{k}" for k in range(7)
        ]
        text = ".\n".join(sentences) + ".\n"
        rows = tuple(
            Fact(
                mint("bench", n, k), f"{sentence}.", (Selector(sentence, text.index(sentence)),), "reviewed",
                when=When(None, f"20{20 + n % 5}-{1 + (n + k) % 12:02}-{1 + (n * 7 + k) % 28:02}", "stated"),
                who=(names[(n * 13 + k * k) % len(names)], names[(n + k) % len(names)]),
            )
            for k, sentence in enumerate(sentences)
        )  # fmt: skip
        used = sorted({name for row in rows for name in row.who})
        record = Record(
            mint("bench-s", n), text_digest(text), "2025-07-04", Said(f"مقال {n}"), Said("صحيفة القياس"),
            facts=rows, names=tuple((name, "new person") for name in used),
        )  # fmt: skip
        (root / f"content/texts/a{n:05}.txt").write_text(text, "utf-8")
        (root / f"content/records/a{n:05}.yaml").write_text(write_record(record), "utf-8")


def cpu(argv: list[str], cwd: Path) -> float:
    """User and system seconds of one command, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles the program anew at every build
    subprocess.run(argv, cwd=cwd, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cold(root: Path) -> float:
    """A build of a site that was never built."""
    for name in ("public", ".cache"):
        shutil.rmtree(root / name, ignore_errors=True)
    return cpu(BUILD, root)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows: dict[str, list[float]] = {
        name: [] for name in ("floor", "cold", "nothing changed", "one edit", "one template", "cold with images")
    }
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        root = Path(folder)
        write_corpus(root, options.facts)
        settings = (root / "site.yaml").read_text("utf-8")
        record = root / "content/records/a00000.yaml"
        original = record.read_text("utf-8")
        for _ in range(options.rounds):
            shutil.rmtree(root / "floor", ignore_errors=True)
            rows["floor"].append(cpu([sys.executable, "-c", FLOOR, "content/records", "floor"], root))
            rows["cold with images"].append(cold(root))
            (root / "site.yaml").write_text(settings + "outputs: {cards: no}\n", "utf-8")
            rows["cold"].append(cold(root))
            rows["nothing changed"].append(cpu(BUILD, root))
            record.write_text(original.replace("statement: ", "statement: قد ", 1), "utf-8")
            rows["one edit"].append(cpu(BUILD, root))
            record.write_text(original, "utf-8")
            (root / "templates").mkdir()
            shutil.copy(packaged_templates() / "timeline.html", root / "templates")
            with (root / "templates/timeline.html").open("a", encoding="utf-8") as template:
                template.write("<!-- edited -->")
            cpu(BUILD, root)
            with (root / "templates/timeline.html").open("a", encoding="utf-8") as template:
                template.write("<!-- again -->")
            rows["one template"].append(cpu(BUILD, root))
            shutil.rmtree(root / "templates")
            (root / "site.yaml").write_text(settings, "utf-8")
        files = sum(1 for p in (root / "public").rglob("*") if p.is_file())
    print(f"{options.facts} facts, {files} files, least CPU seconds of {options.rounds} rounds")
    floor = min(rows["floor"])
    for name, seconds in rows.items():
        print(f"{name:16} {min(seconds):7.2f} s   {min(seconds) / floor:6.2f} x floor")
    print(msgspec.json.encode({name: min(seconds) for name, seconds in rows.items()}).decode())


if __name__ == "__main__":
    main()
