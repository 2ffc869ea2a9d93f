"""site.yaml: what a newsroom may decide, and what is refused by name."""

from __future__ import annotations

import pytest

from builder.config import Config, Target, parse_config
from builder.errors import Faults

LEAST = "title: وقائع\nbase_url: https://facts.example\n"


def told(text: str) -> str:
    with pytest.raises(Faults) as caught:
        parse_config(text)
    return caught.value.told("en")


def test_two_keys_are_enough() -> None:
    assert parse_config(LEAST) == Config("وقائع", "https://facts.example/")


@pytest.mark.parametrize(
    ("address", "root"),
    [("https://a.example", "/"), ("https://a.example/x", "/x/"), ("http://localhost:8000/x/y/", "/x/y/")],
)
def test_base_url_ends_in_a_slash_and_may_have_a_path(address: str, root: str) -> None:
    config = parse_config(f"title: ت\nbase_url: {address}\n")
    assert config.base_url.endswith("/") and config.root_path == root


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "//a.example/",
        "a.example",
        "https://u:p@a.example/",
        "https://a.example/?q",
        "https://a.example/#x",
        "https://a.example/../b/",
        "https://a.example//b/",
        "javascript:x",
        'https://a.example/"><script>',
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    assert "`base_url` is not an address" in told(f"title: ت\nbase_url: '{address}'\n")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("titel: x", "unknown key `titel` in site.yaml\n  Did you mean `title`?"),
        ("digits: arabic", "`digits` cannot be `arabic`\n  Did you mean `arab`?"),
        ("unreviewed: show", "One of: badge, hide."),
        ("outputs: {json: maybe}", "`json` cannot be `maybe`"),
        ("permalinks: {fact: وقائع}", "must be small Latin letters"),
        ("permalinks: {source: assets}", "taken by the site's own files"),
        ("permalinks: {fact: x, entity: x}", "share one prefix"),
        ("menu: [{title: x, address: //evil.example/}]", "is not an address of this site"),
        ("publish: {web: {kind: ftp, to: x}}", "`kind` cannot be `ftp`"),
        ("publish: {web: {kind: git, to: --upload-pack=x}}", "cannot begin with a dash"),
        ("publish: {web: {kind: git, to: origin, branch: -x}}", "cannot begin with a dash"),
        ("logo: ../../secret.png", "`logo` is a file under templates/static"),
    ],
)
def test_fault_is_told_with_the_mend(line: str, says: str) -> None:
    assert says in told(LEAST + line + "\n")


def test_a_secret_is_named_but_never_shown() -> None:
    message = told(LEAST + "aws_secret_key: CANARY42\n")
    assert "aws_secret_key" in message and "CANARY42" not in message


def test_targets_are_read() -> None:
    config = parse_config(LEAST + "publish:\n  web: {kind: git, to: origin}\n  old: {kind: folder, to: ../x}\n")
    assert config.targets == (Target("web", "git", "origin"), Target("old", "folder", "../x"))


def test_all_faults_of_the_file_are_told_together() -> None:
    assert told("title: ت\nbase_url: x\ndigits: y\nfoo: z\n").count("site.yaml:") == 3
