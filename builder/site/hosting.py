"""Files that hosts and crawlers read: sitemap, robots, headers, redirects."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from builder.site.feeds import xml_text
from builder.site.permalinks import Addresses
from builder.site.views import Page, listed, target

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
_FRAME_CSP = f"{META_CSP}; frame-ancestors *"
ASSETS = "/assets/"
# The types of files that hosts do not know.
_UNKNOWN_TYPES = {
    "/*.jsonl": "application/jsonl; charset=utf-8",
    "/*.ics": "text/calendar; charset=utf-8",
    "/*.bib": "application/x-bibtex; charset=utf-8",
    "/*.link": "application/link-format",
}


def hosting_pages(pages: Iterable[Page], addresses: Addresses, *, sitemap: bool) -> list[Page]:
    """The files that describe `pages`, the other pages of the site."""
    all_pages = list(pages)
    files = [
        _file("/robots.txt", _robots(addresses, sitemap)),
        _file("/_headers", _headers(all_pages, addresses)),
        _file("/_redirects", _redirects(all_pages, addresses)),
        _file("/.nojekyll", b""),
    ]
    return files + (sitemap_pages(all_pages, addresses) if sitemap else [])


def sitemap_pages(pages: Iterable[Page], addresses: Addresses, size: int = SITEMAP_SIZE) -> list[Page]:
    """`/sitemap.xml`: the indexed pages, or (above `size` of them) the files that hold them in parts."""
    rows = sorted((row for page in pages if (row := listed(page))), key=itemgetter(0))
    if len(rows) <= size:
        return [_file("/sitemap.xml", _urlset(rows))]
    parts = [rows[i : i + size] for i in range(0, len(rows), size)]
    files = [_file(f"/sitemap-{number}.xml", _urlset(part)) for number, part in enumerate(parts, 1)]
    locations = "".join(f"<sitemap><loc>{xml_text(addresses.absolute(f.address))}</loc></sitemap>\n" for f in files)
    whole = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{locations}</sitemapindex>\n'
    return [_file("/sitemap.xml", f'<?xml version="1.0" encoding="utf-8"?>\n{whole}'.encode()), *files]


def _urlset(rows: Iterable[tuple[str, str | None]]) -> bytes:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for link, day in rows:
        changed = f"<lastmod>{xml_text(day)}</lastmod>" if day else ""
        lines.append(f"<url><loc>{xml_text(link)}</loc>{changed}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def _robots(addresses: Addresses, sitemap: bool) -> bytes:
    lines = ["User-agent: *", "Allow: /"]
    lines += [f"Sitemap: {addresses.absolute('/sitemap.xml')}"] if sitemap else []
    return ("\n".join(lines) + "\n").encode()


def _headers(pages: Iterable[Page], addresses: Addresses) -> bytes:
    """Read by Netlify and Cloudflare Pages. Only constants and the base path: no text of the content gets here.

    Of two rules that match one address both apply, and of one header in both the values are joined. So none of these
    headers stands in two rules that can meet, and who may frame a page is told by the shape of its address. All that
    lies here is public: any site may load the pictures, the data and the frames.
    """
    fact = addresses.fact(":id")
    blocks = {
        "/*": [
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: strict-origin-when-cross-origin",
            "Permissions-Policy: camera=(), microphone=(), geolocation=(), browsing-topics=()",
            "Cross-Origin-Opener-Policy: same-origin",
            "Cross-Origin-Resource-Policy: cross-origin",
            "Access-Control-Allow-Origin: *",
        ],
        **{pattern: [f"Content-Type: {kind}"] for pattern, kind in _UNKNOWN_TYPES.items()},
        # The kept text of a source, to be read and hashed; the article itself is what search engines should find.
        addresses.source_text(":id"): ["Content-Type: text/plain; charset=utf-8", "X-Robots-Tag: noindex"],
        **{shape: [f"Content-Security-Policy: {_HEADER_CSP}"] for shape in _shapes(pages, addresses)},
        f"{fact}embed/": [f"Content-Security-Policy: {_FRAME_CSP}"],
        # Mail programs ask for it again and again; what it says may change at the next build.
        f"{fact}status.png": ["Cache-Control: public, max-age=300"],
        f"{fact}status.svg": ["Cache-Control: public, max-age=300"],
        f"{ASSETS}*": ["Cache-Control: public, max-age=31536000, immutable"],
    }
    lines = []
    for pattern, headers in blocks.items():
        lines += [addresses.href(pattern), *(f"  {header}" for header in headers)]
    return ("\n".join(lines) + "\n").encode()


def _shapes(pages: Iterable[Page], addresses: Addresses) -> list[str]:
    """Patterns for the pages that nobody may frame: the home page, and by how many parts an address has.

    Three parts is where the frames are too, so there the first part, and below a fact the last one, is spelt out.
    """
    fact = addresses.fact(":id").strip("/").split("/")[0]
    found = {"/", "/404.html", "/:a/", "/:a/:b/"}
    for page in pages:
        parts = page.address.strip("/").split("/")
        if page.template is None or not page.address.endswith("/") or len(parts) < 3 or page.kind == "embed":
            continue
        if len(parts) > 3:
            found.add("/" + "".join(f":{letter}/" for letter in "abcdefgh"[: len(parts)]))
        else:
            found.add(f"/{fact}/:b/{parts[2]}/" if parts[0] == fact else f"/{parts[0]}/:b/:c/")
    return sorted(found)


def _redirects(pages: Iterable[Page], addresses: Addresses) -> bytes:
    """Addresses and targets are made of ids, so no line can be broken out of."""
    rows = sorted(
        f"{addresses.href(page.address)} {to} 301" for page in pages if page.kind == "redirect" and (to := target(page))
    )
    return "".join(f"{row}\n" for row in rows).encode()


def _file(address: str, data: bytes) -> Page:
    return Page(address.removeprefix("/"), address, "hosting", None, data)
