"""site.yaml: everything a newsroom decides about its site, with unknown keys refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit

from msgspec import Struct

from builder import limits
from builder.errors import Both, BuildError, Faults
from builder.fields import Fields
from builder.files import read_file
from builder.nodes import Mapping, Node, Scalar, decode_yaml_bytes, read_nodes
from builder.text.digits import Digits

Months = Literal["mashriq", "levant", "maghreb", "dual"]
Calendar = Literal["gregory", "both"]
Unreviewed = Literal["badge", "hide"]
TargetKind = Literal["folder", "git", "rsync"]

SITE_KEYS = (
    "title",
    "base_url",
    "description",
    "publisher",
    "logo",
    "image",
    "contact",
    "notice",
    "digits",
    "months",
    "calendar",
    "unreviewed",
    "theme",
    "permalinks",
    "outputs",
    "menu",
    "publish",
)
SITE_FILE = "site.yaml"
THEME_COLOURS = ("paper", "ink", "accent", "gold")  # the others follow from these


# First parts of addresses that are the site's own files, whatever its pages are called.
RESERVED = ("assets", "data", "search")


class Permalinks(Struct, frozen=True):
    """The first part of each kind of address: ASCII, and never to be changed once a site is public."""

    fact: str = "f"
    entity: str = "e"
    source: str = "s"
    sources: str = "sources"
    timeline: str = "timeline"
    corrections: str = "corrections"
    honesty: str = "honesty"
    newsletter: str = "newsletter"


class Outputs(Struct, frozen=True):
    """What a site may switch off."""

    json: bool = True
    feeds: bool = True
    timeline: bool = True
    sitemap: bool = True
    cards: bool = True  # social images, where Pillow can draw them
    status: bool = True
    embeds: bool = True
    search: bool = True


class ThemeValue(Struct, frozen=True):
    """A colour (`#rrggbb`) or a font of the theme, and the line of site.yaml that gives it. value: empty where none does."""

    name: str
    value: str = ""
    line: int | None = None


class Theme(Struct, frozen=True):
    """A newsroom's own look. text, headings: `naskh`, `sans`, `system`, or a .woff2 file under templates/static/fonts.

    path: of the file that says so, for errors.
    """

    light: tuple[ThemeValue, ...] = ()
    dark: tuple[ThemeValue, ...] = ()
    text: ThemeValue = ThemeValue("text")
    headings: ThemeValue = ThemeValue("headings")
    path: str = SITE_FILE


class Target(Struct, frozen=True):
    """Where `publish` sends the site.

    kind `folder`: `to` is a path. `git`: `to` is a remote (name or address) and `branch` the branch that is served.
    `rsync`: `to` is `host:path` or a path.
    """

    name: str
    kind: TargetKind
    to: str
    branch: str = "gh-pages"


class Config(Struct, frozen=True):
    """A site as its newsroom set it up. base_url ends in `/`; `root_path` is its path part."""

    title: str
    base_url: str
    description: str = ""
    language: str = "ar"
    publisher: str = ""
    logo: str | None = None
    image: str | None = None
    contact: str | None = None
    notice: str | None = None
    digits: Digits = "latn"
    months: Months = "dual"
    calendar: Calendar = "gregory"
    unreviewed: Unreviewed = "badge"
    theme: Theme = Theme()
    permalinks: Permalinks = Permalinks()
    outputs: Outputs = Outputs()
    menu: tuple[tuple[str, str], ...] = ()
    targets: tuple[Target, ...] = ()

    @property
    def root_path(self) -> str:
        """`/`, or `/waqai/` for a site under a path."""
        return urlsplit(self.base_url).path or "/"


def load_config(root: Path, path: str = SITE_FILE, base_url: str | None = None) -> Config:
    """Read site.yaml. base_url: the address of a deploy preview, instead of the file's. Raises Faults."""
    if not (root / path).exists():
        raise Faults(
            [
                BuildError(
                    path,
                    None,
                    Both("there is no site here", "لا موقع هنا"),
                    Both(
                        "Run `waqai init` to make one, or go to its folder.",
                        "شغّل `waqai init` لإنشاء موقع، أو انتقل إلى مجلده.",
                    ),
                )
            ]
        )
    try:
        text = decode_yaml_bytes(read_file(root, path, limits.SITE_YAML_BYTES), path, limits.SITE_YAML_BYTES)
    except BuildError as error:
        raise Faults([error]) from None
    return parse_config(text, path, base_url)


def parse_config(text: str, path: str = SITE_FILE, base_url: str | None = None) -> Config:
    """Read the text of site.yaml. Raises Faults with every fault of the file."""
    reader = _ConfigReader(path, text)
    config = reader.config(read_nodes(text, path), base_url)
    if reader.faults or config is None:
        raise Faults(reader.faults)
    return config


class _ConfigReader(Fields):
    def config(self, node: Node, base_url: str | None) -> Config | None:
        self._refuse_secrets(node)
        top = self.mapping(node, "site.yaml", SITE_KEYS)
        if top is None:
            return None

        def prose(key: str) -> str | None:
            return self.prose(self.optional(top, key), key)

        def choice(key: str, allowed: tuple[str, ...], default: str) -> str:
            return self.choice(self.optional(top, key), key, allowed) or default

        address = self.required(top, "base_url", "site.yaml")
        return Config(
            title=self.prose(self.required(top, "title", "site.yaml"), "title") or "",
            base_url=self.base_address(address, base_url),
            description=prose("description") or "",
            publisher=prose("publisher") or "",
            logo=self.asset(self.optional(top, "logo"), "logo"),
            image=self.picture(self.optional(top, "image")),
            contact=prose("contact"),
            notice=prose("notice"),
            digits=cast(Digits, choice("digits", ("latn", "arab"), "latn")),
            months=cast(Months, choice("months", ("mashriq", "levant", "maghreb", "dual"), "dual")),
            calendar=cast(Calendar, choice("calendar", ("gregory", "both"), "gregory")),
            unreviewed=cast(Unreviewed, choice("unreviewed", ("badge", "hide"), "badge")),
            theme=self.theme(self.optional(top, "theme")),
            permalinks=self.permalinks(self.optional(top, "permalinks")),
            outputs=self.outputs(self.optional(top, "outputs")),
            menu=self.menu(self.optional(top, "menu")),
            targets=self.targets(self.optional(top, "publish")),
        )

    def _refuse_secrets(self, node: Node) -> None:
        # A key that looks like a password is named, its value never shown.
        if isinstance(node, Mapping):
            for key, _ in node.items:
                if re.search(r"(?i)passw|secret|token|api_?key|access_?key", key.value):
                    self.fault(
                        key,
                        f"`{key.value}` looks like a secret; site.yaml is public",
                        f"يبدو `{key.value}` سراً؛ وsite.yaml ملف علني",
                        "Keep it in the environment or in git's and ssh's own keyrings.",
                        "احفظه في البيئة أو في مفاتيح git وssh.",
                    )

    def base_address(self, node: Node | None, override: str | None) -> str:
        given = override if override is not None else self.plain(node, "base_url")
        if given is None:
            return ""
        if (
            not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?", given)
            or "//" in given[8:]
            or "/." in given
        ):
            self.fault(
                node or Scalar("", 1, 1, 0, 0),
                f"`base_url` is not an address: `{given[:80]}`",
                f"`base_url` ليس عنواناً: `{given[:80]}`",
                "Write it as https://facts.example/ or https://example.org/facts/",
                "اكتبه هكذا: https://facts.example/ أو https://example.org/facts/",
            )
            return ""
        return given if given.endswith("/") else given + "/"

    def picture(self, node: Node | None) -> str | None:
        """The site's own social image: what networks show is a PNG or JPEG."""
        value = self.asset(node, "image")
        if value is not None and node is not None and not value.endswith((".png", ".jpg", ".jpeg")):
            self.fault(
                node,
                "`image` must be a PNG or JPEG; social networks show no other kind",
                "يجب أن تكون `image` صورة PNG أو JPEG؛ فالشبكات لا تعرض غيرهما",
                "Save it as a PNG of 1200 x 630 under templates/static.",
                "احفظها بصيغة PNG بقياس 1200×630 في templates/static.",
            )
            return None
        return value

    def asset(self, node: Node | None, what: str) -> str | None:
        value = self.plain(node, what)
        if value is not None and node is not None and (value.startswith(("/", ".")) or ":" in value or ".." in value):
            self.fault(
                node,
                f"`{what}` is a file under templates/static",
                f"`{what}` ملف داخل templates/static",
                f"Write its name, such as {what}.png.",
                f"اكتب اسمه، مثل {what}.png.",
            )
            return None
        return value

    def theme(self, node: Node | None) -> Theme:
        inner = self.mapping(node, "`theme`", ("light", "dark", "text", "headings")) if node else None
        if inner is None:
            return Theme()
        return Theme(
            light=self.colours(self.optional(inner, "light"), "`theme.light`"),
            dark=self.colours(self.optional(inner, "dark"), "`theme.dark`"),
            text=self.font(self.optional(inner, "text"), "text"),
            headings=self.font(self.optional(inner, "headings"), "headings"),
            path=self.path,
        )

    def colours(self, node: Node | None, what: str) -> tuple[ThemeValue, ...]:
        inner = self.mapping(node, what, THEME_COLOURS) if node else None
        found = []
        for key, value_node in inner.items if inner else ():
            value = self.plain(value_node, key.value) if self.optional(inner, key.value) else None  # type: ignore[arg-type]  # inner has items
            if value is None or key.value not in THEME_COLOURS:
                continue
            hexes = value.removeprefix("#").lower()
            if not re.fullmatch(r"[0-9a-f]{6}|[0-9a-f]{3}", hexes):
                self.fault(
                    value_node,
                    f"`{key.value}` is not a colour: `{value[:40]}`",
                    f"`{key.value}` ليس لوناً: `{value[:40]}`",
                    "Write it as '#0b4f4c', between single quotation marks.",
                    "اكتبه هكذا: '#0b4f4c' بين علامتي اقتباس مفردتين.",
                )
                continue
            full = hexes if len(hexes) == 6 else "".join(2 * digit for digit in hexes)
            found.append(ThemeValue(key.value, f"#{full}", value_node.line))
        return tuple(found)

    def font(self, node: Node | None, what: str) -> ThemeValue:
        value = self.plain(node, what)
        if node is None or value is None:
            return ThemeValue(what)
        if value not in ("naskh", "sans", "system") and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*\.woff2", value):
            self.fault(
                node,
                f"`{what}` is not a font: `{value[:60]}`",
                f"`{what}` ليس خطاً: `{value[:60]}`",
                "Write naskh, sans, system, or the name of a .woff2 file under templates/static/fonts.",
                "اكتب naskh أو sans أو system، أو اسم ملف .woff2 داخل templates/static/fonts.",
            )
            return ThemeValue(what)
        return ThemeValue(what, value, node.line)

    def permalinks(self, node: Node | None) -> Permalinks:
        inner = self.mapping(node, "`permalinks`", Permalinks.__struct_fields__) if node else None
        values: dict[str, str] = {}
        for key, value_node in inner.items if inner else ():
            value = self.plain(value_node, key.value)
            if value is None:
                continue
            if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,30}", value):
                self.fault(
                    value_node,
                    f"the prefix `{value}` must be small Latin letters, digits and dashes",
                    f"البادئة `{value}` يجب أن تكون حروفاً لاتينية صغيرة وأرقاماً وشرطات",
                )
            elif value in RESERVED:
                self.fault(
                    value_node,
                    f"the prefix `{value}` is taken by the site's own files",
                    f"البادئة `{value}` محجوزة لملفات الموقع نفسه",
                    f"Take another word; these are taken: {', '.join(RESERVED)}.",
                    f"اختر كلمة أخرى؛ المحجوز: {'، '.join(RESERVED)}.",
                )
            elif key.value in Permalinks.__struct_fields__:
                values[key.value] = value
        made = Permalinks(**values)
        used = [getattr(made, name) for name in Permalinks.__struct_fields__]
        if node is not None and len(set(used)) < len(used):
            self.fault(node, "two kinds of page share one prefix", "نوعان من الصفحات ببادئة واحدة")
        return made

    def outputs(self, node: Node | None) -> Outputs:
        inner = self.mapping(node, "`outputs`", Outputs.__struct_fields__) if node else None
        values: dict[str, bool] = {}
        for key, value_node in inner.items if inner else ():
            word = self.choice(value_node, key.value, ("yes", "no", "true", "false", "on", "off"))
            if key.value in Outputs.__struct_fields__:
                values[key.value] = word in ("yes", "true", "on", None)
        return Outputs(**values)

    def menu(self, node: Node | None) -> tuple[tuple[str, str], ...]:
        rows = []
        for row in self.items(node, "menu"):
            inner = self.mapping(row, "a menu row", ("title", "address"))
            if inner is None:
                continue
            title = self.prose(self.required(inner, "title", "a menu row"), "title")
            address = self.plain(self.required(inner, "address", "a menu row"), "address")
            if title and address and re.fullmatch(r"/[A-Za-z0-9._~/-]*", address) and not address.startswith("//"):
                rows.append((title, address))
            elif address:
                self.fault(
                    row,
                    f"`{address[:60]}` is not an address of this site",
                    f"`{address[:60]}` ليس عنواناً في هذا الموقع",
                    "Write it as /about/.",
                    "اكتبه هكذا: /about/.",
                )
        return tuple(rows)

    def targets(self, node: Node | None) -> tuple[Target, ...]:
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self.fault(node, "`publish` must be a map of targets", "يجب أن يكون `publish` أسماء وجهات")
            return ()
        return tuple(t for key, value in node.items if (t := self.target(key, value)) is not None)

    def target(self, key: Scalar, node: Node) -> Target | None:
        inner = self.mapping(node, f"the target `{key.value}`", ("kind", "to", "branch"))
        if inner is None:
            return None
        kind = self.choice(self.required(inner, "kind", "a target"), "kind", ("folder", "git", "rsync"))
        to = self.plain(self.required(inner, "to", "a target"), "to")
        branch = self.plain(self.optional(inner, "branch"), "branch") or "gh-pages"
        for what, value in (("to", to), ("branch", branch), ("name", key.value)):
            # An argument that begins with a dash would be read as an option by git or rsync.
            if value is not None and (value.startswith("-") or "\n" in value):
                self.fault(
                    node, f"`{what}` of a target cannot begin with a dash", f"لا يبدأ `{what}` في وجهة النشر بشرطة"
                )
                return None
        if not re.fullmatch(r"(?!refs/)[A-Za-z0-9][A-Za-z0-9_/-]{0,80}", branch) or branch == "HEAD":
            self.fault(
                node,
                f"`{branch}` is not the name of a branch",
                f"`{branch}` ليس اسم فرع",
                "Write it as gh-pages.",
                "اكتبه هكذا: gh-pages.",
            )
        return Target(key.value, cast(TargetKind, kind), to, branch) if kind and to else None
