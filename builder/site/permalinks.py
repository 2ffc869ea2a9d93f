"""Addresses: how they are spelt, which of them are promised for ever, and which promise a build would break."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from builder.config import Config
from builder.errors import Both, BuildError
from builder.site.views import Page

LOCK_PATH = "content/permalinks.lock"
# Kinds of pages whose address is written to the lock; every list is derived and stays out of it.
LOCKED_KINDS = frozenset({"fact", "version", "tombstone", "entity", "redirect", "source", "prose", "issue"})


class Addresses:
    """Spells every address of one site. Addresses start at the site (`/f/ID/`); `href` adds the path it lives under."""

    def __init__(self, config: Config) -> None:
        self._links = config.permalinks
        self.root = config.root_path
        parts = urlsplit(config.base_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"

    def fact(self, fact_id: str) -> str:
        return f"/{self._links.fact}/{fact_id}/"

    def entity(self, entity_id: str) -> str:
        return f"/{self._links.entity}/{entity_id}/"

    def entities(self, kind: str | None = None) -> str:
        return f"/{self._links.entity}/" + (f"{kind}/" if kind else "")

    def source(self, source_id: str) -> str:
        return f"/{self._links.source}/{source_id}/"

    def source_text(self, source_id: str) -> str:
        return f"{self.source(source_id)}text.txt"

    @property
    def sources(self) -> str:
        return f"/{self._links.sources}/"

    def timeline(self, slot: str | None = None) -> str:
        return f"/{self._links.timeline}/" + (f"{slot}/" if slot else "")

    @property
    def corrections(self) -> str:
        return f"/{self._links.corrections}/"

    @property
    def honesty(self) -> str:
        return f"/{self._links.honesty}/"

    def newsletter(self, slug: str | None = None) -> str:
        return f"/{self._links.newsletter}/" + (f"{slug}/" if slug else "")

    @property
    def search(self) -> str:
        return "/search/"

    def prose(self, slug: str) -> str:
        return f"/{quote(slug)}/"

    def href(self, address: str) -> str:
        """What a link of a page holds: the address under the site's path."""
        return self.root + address.removeprefix("/")

    def absolute(self, address: str) -> str:
        """What a canonical link, a feed or a copied card holds."""
        return self._origin + self.href(address)


def file_of(address: str) -> str:
    """The file under public/ that answers an address: `/f/ID/` is `f/ID/index.html`."""
    path = address.removeprefix("/")
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def address_of(path: str) -> str:
    """The address that a file under public/ answers: `/f/ID/` for `f/ID/index.html`."""
    return f"/{path.removesuffix('index.html') if path == 'index.html' or path.endswith('/index.html') else path}"


def locked_addresses(pages: Iterable[Page]) -> tuple[str, ...]:
    """The addresses that `publish` adds to the lock, sorted."""
    return tuple(sorted({page.address for page in pages if page.kind in LOCKED_KINDS}))


def check_lock(lock: frozenset[str], pages: Iterable[Page]) -> list[BuildError]:
    """One error for each promised address that no page answers any more."""
    lost = lock - {page.address for page in pages}
    return [_lost(address) for address in sorted(lost)]


def _lost(address: str) -> BuildError:
    return BuildError(
        LOCK_PATH,
        None,
        Both(f"this build would lose a published address: {address}", f"هذا البناء يُضيع عنواناً منشوراً: {address}"),
        Both(
            "Three ways out: restore what stood there; redirect it (`merged:` of the entity, `successor:` inside `withdrawn:` of the "
            "withdrawn fact); or withdraw it with `withdrawn: {date: …, why: …}`, which keeps a page that says so.",
            "ثلاثة حلول: أعد المحتوى إلى مكانه؛ أو حوّل العنوان (المفتاح `merged:` في الاسم، أو `successor:` داخل `withdrawn:` في "
            "الواقعة المسحوبة)؛ أو اسحبه بالمفتاح `withdrawn: {date: …, why: …}` فتبقى صفحة تشرح السحب.",
        ),
    )
