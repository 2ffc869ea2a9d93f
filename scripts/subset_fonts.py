"""Make the web fonts of templates/static/fonts from the full font files.

    npm pack @ibm/plex-sans-arabic @expo-google-fonts/noto-naskh-arabic     # then unpack both into one folder
    python scripts/subset_fonts.py FOLDER

Kept: the Arabic letters, marks, digits and punctuation that Arabic news prints, ASCII, and typographic punctuation;
all shaping features. The packages that are subset already lack Latin digits, so the full files are needed.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from fontTools import subset

OUT = Path(__file__).parent.parent / "templates" / "static" / "fonts"
# family file -> published name
FONTS = {
    "NotoNaskhArabic_400Regular.ttf": "naskh-400.woff2",
    "IBMPlexSansArabic-Regular.woff2": "sans-400.woff2",
    "IBMPlexSansArabic-SemiBold.woff2": "sans-600.woff2",
}
LICENCES = {"noto-naskh-arabic": "OFL-NotoNaskhArabic.txt", "plex-sans-arabic": "OFL-IBMPlexSansArabic.txt"}
UNICODES = ",".join([
    "0020-007E", "00A0", "00AB", "00BB", "00B7", "00D7", "00AD",
    "060C", "061B", "061C", "061F", "0621-063A", "0640-0652", "0653-0655", "0660-066C", "0670", "0671",
    "067E", "0686", "0698", "06A4", "06A9", "06AF", "06BE", "06C1", "06CC", "06D2", "06D4", "06F0-06F9",
    "200B-200F", "2010-2015", "2018-201A", "201C-201E", "2022", "2026", "2030", "2039", "203A", "2066-2069",
    "FDFA", "FEFF", "FFFD",
])  # fmt: skip
BUDGET = 75_000
# The licence reserves the name "Plex" for IBM's own files, and a subset is not one of them.
RENAMED = {"IBM Plex Sans Arabic": "Waqai Sans", "IBMPlexSansArabic": "WaqaiSans", "IBMPlexSansArb": "WaqaiSans"}


def subset_font(source: Path, target: Path) -> int:
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False, desubroutinize=True)
    options.drop_tables += ["DSIG"]
    font = subset.load_font(str(source), options)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=subset.parse_unicodes(UNICODES))
    tool.subset(font)
    for record in font["name"].names:
        told = record.toUnicode()
        if record.nameID in (1, 3, 4, 6, 16, 18, 21):
            for name, other in RENAMED.items():
                told = told.replace(name, other)
            record.string = told
    # The same input gives the same file: no time of making in it.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    subset.save_font(font, str(target), options)
    return target.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    OUT.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, published in FONTS.items():
        size = subset_font(next(folder.rglob(name)), OUT / published)
        total += size
        print(f"{published} {size:,}")
    for package, published in LICENCES.items():
        texts = [
            p for p in sorted(folder.rglob("*")) if package in str(p) and p.name in ("LICENSE_FONT", "LICENSE.txt")
        ]
        shutil.copyfile(texts[0], OUT / published)
    print(f"together {total:,} of {BUDGET:,}")
    if total > BUDGET:
        raise SystemExit("over budget")


if __name__ == "__main__":
    main()
