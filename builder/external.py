"""`check --external`: do the publishers' pages that records name still answer? The only code that uses the network."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable

from builder.errors import Both, BuildError
from builder.site.index import SiteContent

TIMEOUT = 10.0  # seconds for one page
Ask = Callable[[str], int | str]


def dead_links(content: SiteContent, progress: Callable[[str], None], ask: Ask | None = None) -> list[BuildError]:
    """One warning for each `url` or `archive` that does not answer. ask: returns a status or a reason, for tests."""
    ask = ask or _ask
    warnings = []
    for home in sorted(content.records, key=lambda row: row.stem):
        for key, url in (("url", home.record.url), ("archive", home.record.archive)):
            if url is None:
                continue
            progress(url)
            answer = ask(url)
            if answer != 200:
                warnings.append(
                    BuildError(
                        f"content/records/{home.stem}.yaml", None,
                        Both(f"`{key}` does not answer ({answer}): {url}", f"لا يجيب `{key}` ({answer}): {url}"),
                        Both("Name an archived copy under `archive:`.", "ضع نسخة محفوظة في `archive:`."),
                    )
                )  # fmt: skip
    return warnings


def _ask(url: str) -> int | str:
    request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": "waqai-check"})  # noqa: S310 (http only)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (urllib.error.URLError, OSError, ValueError) as error:
        return str(getattr(error, "reason", error))
