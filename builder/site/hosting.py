"""Files that hosts and crawlers read: sitemap, robots, headers, redirects."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from builder.site.feeds import xml_text
from builder.site.permalinks import Addresses
from builder.site.views import Head, Page

SITEMAP_SIZE = 50_000  # the protocol's limit for one file
# Everything a page may load. Nothing is inline and nothing comes from another host, so nothing else is allowed.
CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",  # the search box
    "require-trusted-types-for": "'script'",
}
# In a <meta> a browser ignores frame-ancestors and complains about it, so only the header has it.
META_CSP = "; ".join(f"{name} {value}" for name, value in CSP.items())
_HEADER_CSP = f"{META_CSP}; frame-ancestors 'none'"
ASSETS = "/assets/"


class SitemapRow(Struct, frozen=True, gc=False):
    """One indexed page; changed: an ISO day, where the content knows one."""

    link: str
    changed: str | None


def hosting_pages(pages: Iterable[Page], addresses: Addresses, *, sitemap: bool) -> list[Page]:
    """The files that describe `pages`, the other pages of the site."""
    all_pages = list(pages)
    files = [
        _file("/robots.txt", _robots(addresses, sitemap)),
        _file("/_headers", _headers(addresses)),
        _file("/_redirects", _redirects(all_pages, addresses)),
        _file("/.nojekyll", b""),
    ]
    return files + (sitemap_pages(all_pages, addresses) if sitemap else [])


def sitemap_pages(pages: Iterable[Page], addresses: Addresses, size: int = SITEMAP_SIZE) -> list[Page]:
    """`/sitemap.xml`: the indexed pages, or (above `size` of them) the files that hold them in parts."""
    heads = [head for page in pages if isinstance(head := getattr(page.view, "head", None), Head)]
    rows = sorted((SitemapRow(h.canonical, h.modified) for h in heads if h.indexed), key=lambda row: row.link)
    if len(rows) <= size:
        return [_file("/sitemap.xml", _urlset(rows))]
    parts = [rows[i : i + size] for i in range(0, len(rows), size)]
    files = [_file(f"/sitemap-{number}.xml", _urlset(part)) for number, part in enumerate(parts, 1)]
    locations = "".join(f"<sitemap><loc>{xml_text(addresses.absolute(f.address))}</loc></sitemap>\n" for f in files)
    whole = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{locations}</sitemapindex>\n'
    return [_file("/sitemap.xml", f'<?xml version="1.0" encoding="utf-8"?>\n{whole}'.encode()), *files]


def _urlset(rows: Iterable[SitemapRow]) -> bytes:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for row in rows:
        changed = f"<lastmod>{xml_text(row.changed)}</lastmod>" if row.changed else ""
        lines.append(f"<url><loc>{xml_text(row.link)}</loc>{changed}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def _robots(addresses: Addresses, sitemap: bool) -> bytes:
    lines = ["User-agent: *", "Allow: /"]
    lines += [f"Sitemap: {addresses.absolute('/sitemap.xml')}"] if sitemap else []
    return ("\n".join(lines) + "\n").encode()


def _headers(addresses: Addresses) -> bytes:
    """Read by Netlify and Cloudflare Pages. Only constants and the base path: no text of the content gets here.

    Cross-Origin-Resource-Policy speaks of requests without CORS; JSON is fetched with CORS, which its own line allows.
    """
    blocks = {
        "/*": [
            f"Content-Security-Policy: {_HEADER_CSP}",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: strict-origin-when-cross-origin",
            "Permissions-Policy: camera=(), microphone=(), geolocation=(), browsing-topics=()",
            "Cross-Origin-Opener-Policy: same-origin",
            "Cross-Origin-Resource-Policy: same-origin",
        ],
        "/*.json": ["Access-Control-Allow-Origin: *"],
        "/data/*": ["Access-Control-Allow-Origin: *"],
        f"{ASSETS}*": ["Cache-Control: public, max-age=31536000, immutable"],
    }
    lines = []
    for pattern, headers in blocks.items():
        lines += [addresses.href(pattern), *(f"  {header}" for header in headers)]
    return ("\n".join(lines) + "\n").encode()


def _redirects(pages: Iterable[Page], addresses: Addresses) -> bytes:
    """Addresses and targets are made of ids, so no line can be broken out of."""
    rows = sorted(
        f"{addresses.href(page.address)} {target} 301"
        for page in pages
        if page.kind == "redirect" and (target := getattr(page.view, "target", None))
    )
    return "".join(f"{row}\n" for row in rows).encode()


def _file(address: str, data: bytes) -> Page:
    return Page(address.removeprefix("/"), address, "hosting", None, data)
