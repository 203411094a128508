"""Whatever is changed in a built site, verify finds it; an untouched site is proved."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.editions import EDITIONS, build_pages
from tests.tampering.site_edit import PAGE, SiteEdit
from tests.tampering.site_edits import EDITS

from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.site.site_check import check_site
from cable_edition.core.settings.edition_file import load_from

#: Edition -> a cable in it with a name, a note, an emendation and a heading.
CABLES = {"first": "05OTTAWA286", "everything": "05ROME301"}


@dataclass(frozen=True)
class Site:
    """A built edition, and what it is proved against."""

    cable: str
    html: Path
    against: Against


@pytest.fixture(scope="module", params=EDITIONS)
def site(request: pytest.FixtureRequest, shared: Path) -> Site:
    name = str(request.param)
    folder = shared / ("edition" if name == "first" else f"edition-{name}")
    file, problems = load_from(EDITIONS[name])
    assert problems == []
    return Site(CABLES[name], build_pages(folder, name).html, read_anew(file))


def _told(site: Site, folder: Path) -> list[str]:
    return [problem.located() for problem in check_site(folder, site.against)]


def test_an_untouched_site_is_proved(site: Site) -> None:
    assert _told(site, site.html) == []


def test_there_are_enough_edits_of_enough_kinds() -> None:
    assert len(EDITS) >= 60
    assert len({edit.kind for edit in EDITS}) >= 12


def _some_pages(site: Site, copy: Path) -> Path:
    """Copy the pages that are edited, and a few more, for a frame is compared with others."""
    pages = {edit.file.format(site.cable) for edit in EDITS}
    pages |= {"index.html", "objects.inv", "organizations/index.html", "how-to-cite.html"}
    pages |= {str(p.relative_to(site.html)) for p in sorted(site.html.glob("cables/*.html"))[:4]}
    # The shard that is edited holds the first page of the search.
    shard = (site.html / "_search" / "t-0.js").read_text("utf-8")
    pages |= set(re.findall(r'"page":"([^"]+)"', shard))
    pages |= {str(p.relative_to(site.html)) for p in site.html.glob("_search/*.js")}
    for name in pages:
        if (site.html / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(site.html / name, copy / name)
    return copy


def _alike(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _changed_words(one: str, other: str) -> list[str]:
    """Return the first word of what was, and of what is now, where two texts differ."""
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    while start and one[start - 1].isalnum():
        start -= 1
    while end and one[len(one) - end].isalnum():
        end -= 1
    found = (re.search(r"\w+", text[start : len(text) - end]) for text in (one, other))
    return [match[0] for match in found if match]


def _missing_of(edit: SiteEdit, path: Path, words: list[str], told: list[str]) -> str:
    """Return what no message says that must be said of an edit; empty if all is said."""
    begin = f"{path}: {edit.place}"
    if edit.kind == "search":
        # The shards of a search say one thing together; which of them is wrong cannot be told.
        begin = f"{path.parent}/"
    named = [line for line in told if line.startswith(begin)]
    if not named:
        return f"not at {edit.place or path.name}"
    if edit.readings and not any(all(word in line for word in words) for line in named):
        return f"not both of {words}"
    return ""


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/people",
        "//evil.example",
        "https://www.sphinx-doc.org@evil.example/",
        "http://[",
    ],
)
def test_a_link_that_leads_elsewhere_on_every_page_is_found(
    site: Site, tmp_path: Path, address: str
) -> None:
    """What stands around all pages alike is compared with no other: its hosts must be known."""
    copy = _some_pages(site, tmp_path / "site")
    usual = set(_told(site, copy))
    link = re.compile(r'(<a class="reference internal" href=")(?:\.\./)*people/index\.html"')
    pages = [path for path in copy.rglob("*.html") if link.search(path.read_text("utf-8"))]
    assert len(pages) > 10
    for path in pages:
        text = path.read_text("utf-8")
        path.write_text(link.sub(rf'\1{address}"', text, count=1), "utf-8")
    told = [line for line in _told(site, copy) if line not in usual]
    (line,) = (line for line in told if address in line)
    # The one page that has the link to itself lacks what is around all others now.
    assert all("people/index.html: 'People' stands around" in one for one in told if one != line)
    assert line.endswith("here and around others [frame-differs]")


@pytest.mark.parametrize(
    "forged",
    [
        "<p>Nobody wrote this.</p>",
        '<p title="Nobody wrote this."></p>',
        '<a href="#">Nobody wrote this.</a>',
        '<img src="#" alt="Nobody wrote this.">',
    ],
)
@pytest.mark.parametrize("every", [1, 10])
def test_words_that_nobody_wrote_around_all_pages_are_found(
    site: Site, tmp_path: Path, forged: str, every: int
) -> None:
    copy = _some_pages(site, tmp_path / "site")
    usual = set(_told(site, copy))
    pages = sorted(copy.rglob("*.html"))
    for number, path in enumerate(pages):
        if every == 1 or number % every:
            text = path.read_text("utf-8")
            path.write_text(text.replace("</body>", f"{forged}</body>"), "utf-8")
    told = [line for line in _told(site, copy) if line not in usual]
    assert any("Nobody wrote this." in one and "editor wrote it" in one for one in told)


def _rounds(edits: Iterable[SiteEdit]) -> list[list[SiteEdit]]:
    """Divide edits into rounds, in each of which a file has one edit at most.

    What is told of a file names it, so the edits of a round are found each by itself. The shards of
    a search are told together: each of their edits has a round of its own.
    """
    rounds: list[list[SiteEdit]] = []
    alone: list[list[SiteEdit]] = []
    met: Counter[str] = Counter()
    for edit in edits:
        if edit.kind == "search":
            alone.append([edit])
            continue
        if met[edit.file] == len(rounds):
            rounds.append([])
        rounds[met[edit.file]].append(edit)
        met[edit.file] += 1
    return rounds + alone


def test_a_round_has_one_edit_of_a_file() -> None:
    rounds = _rounds(EDITS)
    assert Counter(edit for one in rounds for edit in one) == Counter(EDITS)
    assert all(len({edit.file for edit in one}) == len(one) for one in rounds)


def _edits_of(site: Site) -> list[SiteEdit]:
    """Return the edits that a site has a place for: few cables have no pictures to edit."""
    if site.cable == CABLES["everything"]:
        return list(EDITS)
    return [
        edit
        for edit in EDITS
        if "picture" not in f"{edit.kind} {edit.name}"
        or edit.change(text := (site.html / edit.file.format(site.cable)).read_text("utf-8"))
        != text
    ]


def test_every_edit_is_found(site: Site, tmp_path: Path) -> None:
    """Each edit is the one of its file, and found; file, place and both readings are told."""
    copy = _some_pages(site, tmp_path / "site")
    # Pages that were not copied are missed; that is no news of an edit.
    usual = set(_told(site, copy))
    cable = str(copy / PAGE.format(site.cable))
    assert not [line for line in usual if cable in line]
    missed = []
    for edits in _rounds(_edits_of(site)):
        before: dict[Path, str] = {}
        words = {}
        for edit in edits:
            path = copy / edit.file.format(site.cable)
            before[path] = path.read_text("utf-8")
            changed = edit.change(before[path])
            words[path] = _changed_words(before[path], changed)
            if changed == before[path]:
                missed.append(f"{edit.kind}: {edit.name}: nothing to change in {path.name}")
            path.write_text(changed, "utf-8")
        told = [line for line in _told(site, copy) if line not in usual]
        for edit, (path, original) in zip(edits, before.items(), strict=True):
            path.write_text(original, "utf-8")
            if lack := _missing_of(edit, path, words[path], told):
                missed.append(f"{edit.kind}: {edit.name}: {lack}: {told}")
    assert missed == []
