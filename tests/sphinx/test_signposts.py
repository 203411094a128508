"""Typed links in heads of pages, the linkset and the catalogue: what they say, and their proof."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.proof.verify import verify_build
from cable_edition.core.releases.declared import read_releases
from cable_edition.core.releases.issue import next_lock

from .conftest import TinyEdition, tiny_edition, warnings_of

BASE = "https://cables.example/a/"
KINDS = '[site]\ndata = ["all"]\ndts = "cables"\nannotations = "on"\n'
RELS = ("cite-as", "type", "license", "item", "describedby", "linkset", "api-catalog")


def links(edition: TinyEdition, page: str) -> list[tuple[str, str, str]]:
    head = html.fromstring((edition.html / f"{page}.html").read_bytes()).find("head")
    found = [(e.get("rel"), e.get("href"), e.get("type", "")) for e in head.iterfind("link")]
    return [one for one in found if one[0] in RELS]


def told(edition: TinyEdition) -> list[str]:
    return [one.located() for one in verify_build(edition.html, edition.sources)[1]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """A built edition of two cables that knows its address, with all data."""
    edition = tiny_edition(tmp_path_factory.mktemp("signposts"))
    (edition.root / "edition.toml").write_text(f'base_url = "{BASE}"\n{KINDS}', "utf-8")
    (edition.docs / "data.md").write_text("# Data\n\nWords.\n")
    edition.add()
    edition.add("05OTTAWA2")
    edition.build(exclude_patterns=[])
    return edition


def test_a_cable_leads_to_its_data(built: TinyEdition) -> None:
    found = links(built, "cables/05OTTAWA1")
    assert found[0] == ("cite-as", f"{BASE}cables/05OTTAWA1.html", "")
    assert ("item", "../data/json/05OTTAWA1.json", "application/json") in found
    assert ("item", "../data/tei/05OTTAWA1.xml", "application/tei+xml") in found
    assert [one[1] for one in found if one[0] == "describedby"] == [
        "../data/edition.jsonld",
        "../data/dts/collection/05OTTAWA1.jsonld",
        "../data/annotations/05OTTAWA1.jsonld",
    ]
    assert ("linkset", "../linkset.json", "application/linkset+json") in found
    assert len([one for one in found if one[0] == "license"]) == 1
    assert len([one for one in found if one[0] == "cite-as"]) == 1


RELEASES = (
    "releases:\n"
    "  - version: 1.1.0\n    date: 2026-11-29\n    address: https://p.example/1.1\n"
    "    cables:\n      - {id: 05OTTAWA2, change: new}\n"
    "  - version: 1.0.1\n    date: 2026-11-28\n"
    "  - version: 1.0.0\n    date: 2026-11-03\n    address: https://p.example/1.0/\n"
    "    cables:\n      - {id: 05OTTAWA1, change: new}\n      - {id: 05OTTAWA9, change: new}\n"
    "withdrawn:\n  - {cable: 05OTTAWA9, reason: Asked for., date: 2026-11-28}\n"
)


def released(folder: Path, text: str) -> TinyEdition:
    """Return an edition whose releases are written by hand, each with its lock's last state."""
    edition = tiny_edition(folder)
    (edition.root / "edition.toml").write_text(f'base_url = "{BASE}"\n', "utf-8")
    edition.add()
    edition.add("05OTTAWA2")
    declared, _ = read_releases(edition.sources)
    standing = assemble(edition.sources, edition.docs / "registers").standing_addresses
    lock, _ = next_lock(None, declared, standing, "1.1.0")
    lock.sources["05OTTAWA9"] = lock.sources["05OTTAWA1"]
    (edition.sources / "anchors.lock").write_text(lock.text(), "utf-8")
    (edition.sources / "releases.yaml").write_text(text, "utf-8")
    return edition


def test_a_cable_has_a_timemap_of_the_releases_that_are_kept(tmp_path: Path) -> None:
    edition = released(tmp_path, RELEASES)
    edition.build()
    own = f"{BASE}timemap/05OTTAWA1.link"
    first, last = "Tue, 03 Nov 2026 00:00:00 GMT", "Sun, 29 Nov 2026 00:00:00 GMT"
    path = edition.html / "timemap" / "05OTTAWA1.link"
    assert path.read_text("utf-8").splitlines() == [
        f'<{BASE}cables/05OTTAWA1.html>; rel="original",',
        f'<{own}>; rel="self"; type="application/link-format"; from="{first}"; until="{last}",',
        f'<https://p.example/1.0/cables/05OTTAWA1.html>; rel="first memento"; datetime="{first}",',
        f'<https://p.example/1.1/cables/05OTTAWA1.html>; rel="last memento"; datetime="{last}"',
    ]
    second = (edition.html / "timemap" / "05OTTAWA2.link").read_text("utf-8")
    assert 'rel="first last memento"' in second
    assert "1.0/" not in second
    assert not (edition.html / "timemap" / "05OTTAWA9.link").exists()
    head = html.fromstring(edition.page("cables/05OTTAWA1")).find("head")
    (link,) = head.xpath('./link[@rel="timemap"]')
    assert link.get("href") == "../timemap/05OTTAWA1.link"
    linkset = json.loads((edition.html / "linkset.json").read_text("utf-8"))["linkset"]
    assert [one["timemap"][0]["href"] for one in linkset if "timemap" in one] == [
        own,
        f"{BASE}timemap/05OTTAWA2.link",
    ]
    assert "https://p.example/1.1/" in edition.page("releases/index")
    assert told(edition) == []
    path.write_text(path.read_text("utf-8").replace("03 Nov", "04 Nov"), "utf-8")
    assert any("timemap/05OTTAWA1.link" in one for one in told(edition))
    path.unlink()
    assert any("timemap/05OTTAWA1.link" in one for one in told(edition))


def test_without_an_address_of_a_release_there_is_none(tmp_path: Path) -> None:
    text = re.sub(r"    address: .*\n", "", RELEASES)
    edition = released(tmp_path, text)
    edition.build()
    assert not (edition.html / "timemap").exists()
    assert 'rel="timemap"' not in edition.page("cables/05OTTAWA1")
    assert told(edition) == []


@pytest.mark.parametrize("address", ["ftp://x.example/", "https://x.example/?a", "1.0/"])
def test_an_address_that_is_none_is_told(tmp_path: Path, address: str) -> None:
    (tmp_path / "releases.yaml").write_text(
        f"releases:\n  - version: 1.0.0\n    date: 2026-11-03\n    address: '{address}'\n", "utf-8"
    )
    codes = [one.code for one in read_releases(tmp_path)[1]]
    assert "bad-value" in codes


def test_all_that_is_named_is_there(built: TinyEdition) -> None:
    pages = ("index", "cables/05OTTAWA1", "cables/05OTTAWA2")
    named = [(page, one) for page in pages for one in links(built, page)]
    assert len([one for page, one in named if page == "index"]) > 10
    for page, (_, target, _) in named:
        if "://" not in target:
            assert ((built.html / page).parent / target).resolve().is_file(), (page, target)
    for file in ("linkset.json", ".well-known/api-catalog"):
        for context in json.loads((built.html / file).read_text())["linkset"]:
            targets = [
                one["href"] for name, all_ in context.items() if name != "anchor" for one in all_
            ]
            for address in (context["anchor"], *targets):
                path = address.removeprefix(BASE)
                assert path != address or "example" not in address
                if path not in ("", address):
                    assert (built.html / path).is_file(), address


def test_other_pages_say_nothing_of_the_kind(built: TinyEdition) -> None:
    assert links(built, "data") == []
    assert links(built, "cables/index") == []


def test_without_an_address_nothing_is_said_that_needs_one(tmp_path: Path) -> None:
    edition = tiny_edition(tmp_path)
    edition.add()
    settings = edition.root / "edition.toml"
    settings.write_text(f'base_url = "{BASE}"\n', "utf-8")
    edition.build()
    assert (edition.html / "linkset.json").is_file()
    settings.write_text('[site]\ndata = ["json"]\n', "utf-8")
    edition.build()
    assert [one[0] for one in links(edition, "index")] == [
        "type",
        "type",
        "license",
        "item",
        "item",
    ]
    found = links(edition, "cables/05OTTAWA1")
    assert [one[0] for one in found] == ["type", "type", "license", "item"]
    assert not (edition.html / "linkset.json").exists()
    assert not (edition.html / ".well-known").exists()
    assert told(edition) == []


def test_an_address_that_conf_py_gives_is_one(edition: TinyEdition) -> None:
    (edition.root / "edition.toml").write_text(KINDS, "utf-8")
    conf = edition.docs / "conf.py"
    conf.write_text(f'{conf.read_text("utf-8")}\nhtml_baseurl = "{BASE}"\n', "utf-8")
    edition.add()
    edition.build()
    assert (edition.html / "linkset.json").is_file()
    assert told(edition) == []
    wrong = edition.page("cables/05OTTAWA1").replace(f'href="{BASE}', 'href="https://example.net/')
    (edition.html / "cables" / "05OTTAWA1.html").write_text(wrong, "utf-8")
    assert told(edition) != []


def test_it_is_proved(built: TinyEdition) -> None:
    assert told(built) == []


@pytest.mark.parametrize("page", ["index", "cables/05OTTAWA1"])
def test_each_link_of_a_head_is_proved(built: TinyEdition, page: str) -> None:
    path = built.html / f"{page}.html"
    right = path.read_text("utf-8")
    lines = re.findall(rf'<link rel="(?:{"|".join(RELS)})"[^>]*>\n', right)
    assert len(lines) >= 8

    def problems(changed: str) -> list[str]:
        assert changed != right
        path.write_text(changed, "utf-8")
        return [one for one in told(built) if f"{page}.html" in one]

    without = right
    for line in lines:
        without = without.replace(line, "", 1)
    assert len([one for one in problems(without) if "the head lacks" in one]) == len(lines)
    elsewhere = right
    for line in lines:
        changed = line.replace('href="', 'href="https://other.example/')
        elsewhere = elsewhere.replace(line, changed, 1)
    found = problems(elsewhere)
    assert len([one for one in found if "the head says" in one]) == len(lines)
    assert problems(right.replace(lines[-1], lines[-1] * 2))
    assert problems(right.replace(lines[-1], lines[-1].replace(' type="', ' type="x')))
    other = '<link rel="item" href="https://other.example/x">'
    assert problems(right.replace("</head>", f"{other}\n</head>"))
    path.write_text(right, "utf-8")


@pytest.mark.parametrize("name", ["linkset.json", ".well-known/api-catalog"])
def test_each_link_of_the_files_is_proved(built: TinyEdition, name: str) -> None:
    path = built.html / name
    right = path.read_text("utf-8")
    for old, new in (
        ("05OTTAWA1.html", "05OTTAWA2.html"),
        ("/data/", "/other/"),
        (BASE, "https://other.example/"),
        ("application/json", "text/html"),
        ('"item"', '"describedby"'),
        ("]}\n", ', {"anchor": "https://other.example/"}]}\n'),
    ):
        changed = right.replace(old, new, 1)
        if old != "05OTTAWA1.html":
            assert changed != right
        elif changed == right:
            continue
        path.write_text(changed, "utf-8")
        assert [one for one in told(built) if name in one], old
    path.unlink()
    assert [one for one in told(built) if name in one and "file-missing" in one]
    path.write_text(right, "utf-8")


def test_editors_with_an_orcid_are_named_on_the_first_page(edition: TinyEdition) -> None:
    orcid = "https://orcid.org/0000-0002-1825-0097"
    edition.add()
    settings = edition.root / "edition.toml"
    named = f'editors = ["Josiah Carberry <{orcid}>", "B Roe"]\n'
    settings.write_text(f'title = "Tiny"\n{named}base_url = "https://example.org/"\n', "utf-8")
    # A theme has a link of the same kind for readers, to a page about the site.
    (edition.docs / "about.md").write_text("---\norphan: true\n---\n# About\n", "utf-8")
    assert warnings_of(edition.build()) == ""
    page = edition.page("index")
    assert f'<link rel="author" href="{orcid}">' in page
    assert "orcid.org" not in edition.page("cables/05OTTAWA1")
    sets = json.loads((edition.html / "linkset.json").read_text("utf-8"))["linkset"]
    assert sets[0]["author"] == [{"href": orcid}]
    assert verify_build(edition.html, edition.sources)[1] == []
    path = edition.html / "index.html"
    for old, new in ((orcid, f"{orcid[:-1]}8"), (f'<link rel="author" href="{orcid}">', "")):
        path.write_text(page.replace(old, new), "utf-8")
        assert verify_build(edition.html, edition.sources)[1], new
