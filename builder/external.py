"""`check --external`: do the publishers' pages that records name still answer? The only code that uses the network."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.errors import Both, BuildError
from builder.files import write_durable
from builder.site.index import SiteContent
from builder.site.links import LINKS_PATH, LinksChecked, write_links

TIMEOUT = 10.0  # seconds for one page
Ask = Callable[[str], int | str]


def check_links(
    root: Path, content: SiteContent, today: str, progress: Callable[[str], None], ask: Ask | None = None
) -> list[BuildError]:
    """Ask every link, and note in content/links-checked.yaml on which day and how many answered.

    today: an ISO day. Returns a warning for each that does not answer. Where none does, the network is more likely to
    be at fault than every publisher: then nothing is noted, and one more warning says so.
    """
    asked = sum(1 for _ in _links(content))
    silent = dead_links(content, progress, ask)
    if asked and len(silent) == asked:
        return [
            *silent,
            BuildError(
                LINKS_PATH, None,
                Both("no link answered, so nothing was noted", "لم يجب أي رابط، فلم يُسجَّل شيء"),
                Both("Look at the connection to the network and ask again.", "راجع الاتصال بالشبكة ثم أعد السؤال."),
            ),
        ]  # fmt: skip
    write_durable(root, LINKS_PATH, write_links(LinksChecked(today, asked, asked - len(silent))).encode())
    return silent


def dead_links(content: SiteContent, progress: Callable[[str], None], ask: Ask | None = None) -> list[BuildError]:
    """One warning for each `url` or `archive` that does not answer. ask: returns a status or a reason, for tests."""
    ask = ask or _ask
    warnings = []
    for stem, key, url in _links(content):
        progress(url)
        answer = ask(url)
        if answer != 200:
            warnings.append(
                BuildError(
                    f"content/records/{stem}.yaml", None,
                    Both(f"`{key}` does not answer ({answer}): {url}", f"لا يجيب `{key}` ({answer}): {url}"),
                    Both("Name an archived copy under `archive:`.", "ضع نسخة محفوظة في `archive:`."),
                )
            )  # fmt: skip
    return warnings


def _links(content: SiteContent) -> Iterator[tuple[str, str, str]]:
    """(stem, key, address) of every link of the records."""
    for home in sorted(content.records, key=lambda row: row.stem):
        for key, url in (("url", home.record.url), ("archive", home.record.archive)):
            if url is not None:
                yield home.stem, key, url


def _ask(url: str) -> int | str:
    request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": "waqai-check"})  # noqa: S310 (http only)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (urllib.error.URLError, OSError, ValueError) as error:
        return str(getattr(error, "reason", error))
