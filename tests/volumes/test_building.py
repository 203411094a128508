"""Volumes as they are built: one edition to a reader, whatever happens to those who build it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tests.volumes.editions import (
    ROOT,
    build,
    build_as_one,
    bytes_of,
    command,
    environment,
    results,
    site,
    source,
    text_of,
    unlike,
    write_edition,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.outputs


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve volumes of two cables, built one after another."""
    root = write_edition(tmp_path_factory.mktemp("serial") / "edition")
    done = build(root, "--jobs", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    found = results(done.stdout)
    assert len([step for step, _ in found if step == "digest"]) == 12
    assert all(one["made"] and not one["said"] for one in found.values())
    return root


def test_the_site_is_that_of_one_build(serial: Path, tmp_path: Path) -> None:
    one = write_edition(tmp_path / "edition")
    assert unlike(site(serial), build_as_one(one)) == set()


def test_whatever_an_edition_has_is_as_in_one_build(tmp_path: Path) -> None:
    one = tmp_path / "one"
    shutil.copytree(ROOT / "tests" / "everything", one)
    settings = one / "edition.toml"
    text = settings.read_text("utf-8").replace('quotations = "on"', 'quotations = "off"')
    text = text.replace('archives = "archives"\n', "")
    settings.write_text(f'{text}\n[volumes]\nby = "dates"\nat_most = 20\n', "utf-8")
    sources = one / "source_cables"
    for name in ("releases.yaml", "anchors.lock"):
        (sources / name).unlink()
    # The record of a cable names its file, which for a row of a dump is that of the row.
    for path in sources.glob("lantern-*"):
        path.unlink()
    (sources / "cablegate-extract.csv").unlink()
    sums = (sources / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
    kept = (line for line in sums if (sources / line.split()[1]).is_file())
    (sources / "SHA256SUMS").write_text("".join(kept), "utf-8")
    index = one / "docs" / "index.md"
    lines = index.read_text("utf-8").splitlines(keepends=True)
    index.write_text("".join(one for one in lines if "releases/index" not in one), "utf-8")
    volumes = tmp_path / "volumes"
    shutil.copytree(one, volumes)
    done = build(volumes, "--jobs", "2")
    assert done.returncode < 2, done.stdout + done.stderr
    assert len([step for step, _ in results(done.stdout) if step == "digest"]) == 2
    assert unlike(site(volumes), build_as_one(one)) == set()


def anchors(path: Path, known: dict[Path, set[str]]) -> set[str]:
    if path not in known:
        found = html.parse(str(path)).iter()
        known[path] = {one.get("id") or "" for one in found if isinstance(one.tag, str)}
    return known[path]


def links(page: Path) -> Iterator[str]:
    for one in html.parse(str(page)).iter():
        if isinstance(one.tag, str):
            yield from filter(None, (one.get("href"), one.get("src")))


def test_every_link_of_the_site_leads_somewhere(serial: Path) -> None:
    known: dict[Path, set[str]] = {}
    pages = [page for page in site(serial).rglob("*.html") if page.name != "404.html"]
    assert len([page for page in pages if page.parent.name == "cables"]) == 25
    checked, lost = 0, []
    for page in pages:
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            checked += 1
            if not target.is_file() or (
                parts.fragment and parts.fragment not in anchors(target, known)
            ):
                lost.append((page.name, link))
    assert lost == []
    assert checked > 3000


def page(root: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site(root) / f"{name}.html")).getroot()


def test_pages_lead_across_volumes(serial: Path) -> None:
    one = page(serial, "cables/05OTTAWA7")
    # 7 cites 10, is cited by 4, and stands between 6 and 8 by date: all in other volumes, or not.
    assert one.xpath('//*[@id="ref-a" or starts-with(@id, "ref-")]//a/@href') == ["05OTTAWA10.html"]
    assert one.xpath('//section[@id="cited-by"]//li//a/@href') == ["05OTTAWA4.html"]
    assert "VISIT 4" in one.xpath('string(//section[@id="cited-by"])')
    near = {*one.xpath('//a[@class="next-page" or @class="prev-page"]/@href')}
    assert near == {"05OTTAWA6.html", "05OTTAWA8.html"}
    first = page(serial, "index")
    assert first.xpath("//article//li//a/@href | //article//p//a/@href") == [
        "cables/05OTTAWA24.html#p1",
        "cables/05OTTAWA1.html",
    ]
    person = page(serial, "people/index")
    assert "24 places in the cables" in person.xpath('string(//*[@id="person-roe-jane"])')
    table = page(serial, "cables/index").text_content()
    assert all(f"05OTTAWA{number}" in table for number in range(1, 25))
    ids = (site(serial) / "_static" / "cable-ids.js").read_text("utf-8")
    assert "05OTTAWA1 " in ids
    assert "05OTTAWA9'" in ids or '05OTTAWA9"' in ids
    listed = re.findall("<loc>(.*?)</loc>", (site(serial) / "sitemap.xml").read_text("utf-8"))
    assert "https://cables.example.org/cables/05OTTAWA13.html" in listed
    assert len(listed) == len(set(listed))


def test_another_project_cites_into_any_volume(serial: Path, tmp_path: Path) -> None:
    inventory = str(site(serial) / "objects.inv")
    (tmp_path / "conf.py").write_text(
        'extensions = ["myst_parser", "cable_edition", "sphinx.ext.intersphinx"]\n'
        f'intersphinx_mapping = {{"e": ("https://cables.example.org", {inventory!r})}}\n',
        "utf-8",
    )
    (tmp_path / "index.md").write_text(
        "# Citing\n\n{external+e:cable:cable}`05OTTAWA2`, {external+e:cable:par}`05OTTAWA23#p1`,"
        " {external+e:cable:person}`roe-jane`\n",
        "utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-qnWb",
        "html",
        str(tmp_path),
        str(tmp_path / "out"),
    ]
    subprocess.run(command, check=True, env=environment())
    found = html.parse(str(tmp_path / "out" / "index.html")).getroot()
    assert found.xpath('//a[contains(@href, "cables.example.org")]/@href') == [
        "https://cables.example.org/cables/05OTTAWA2.html",
        "https://cables.example.org/cables/05OTTAWA23.html#p1",
        "https://cables.example.org/people/index.html#person-roe-jane",
    ]


def test_all_pages_have_the_same_contents(serial: Path) -> None:
    def contents(name: str) -> list[str]:
        return page(serial, name).xpath('//div[@class="sidebar-tree"]//a/text()')

    assert contents("cables/05OTTAWA7") == contents("index") == contents("people/index")


def test_nothing_is_built_twice(serial: Path, tmp_path: Path) -> None:
    root = tmp_path / "edition"
    shutil.copytree(serial, root, copy_function=shutil.copy2)
    before = bytes_of(site(root))
    again = build(root, "--jobs", "1")
    assert again.returncode == 0
    # The folder is another, and so are the paths that sources were read from.
    assert bytes_of(site(root)) == before
    assert not any(one["made"] for one in results(again.stdout).values())
    # A word of one cable changes: its volume, the front, and no other.
    source(root, 7).write_text(text_of(7, "(C) Jane Roe wrote of other things."), "utf-8")
    changed = build(root, "--jobs", "1")
    made = {name for (step, name), one in results(changed.stdout).items() if one["made"]}
    assert changed.returncode == 0
    assert made == {"2005-05OTTAWA6", "Front"}
    after = bytes_of(site(root))
    differ = {name for name in after if after[name] != before.get(name)}
    assert "cables/05OTTAWA7.html" in differ
    assert not any(name.startswith("cables/05OTTAWA1") for name in differ)


def test_the_pages_of_a_build_as_one_have_nothing_made_again(tmp_path: Path) -> None:
    # The generated pages name cables that a volume is told nothing of.
    root = write_edition(tmp_path / "edition", cables=8, at_most=3)
    assert build(root).returncode == 0
    build_as_one(root)
    again = build(root)
    assert again.returncode == 0
    assert not [name for (_, name), one in results(again.stdout).items() if one["made"]]


def test_an_edit_has_little_made_again(tmp_path: Path) -> None:
    root = write_edition(tmp_path / "edition", cables=6, at_most=3)
    with (root / "edition.toml").open("a", encoding="utf-8") as settings:
        # Most places of an entry are on pages of their own.
        settings.write("[limits]\nplaces_per_entry = 1\n")
    index = root / "docs" / "index.md"
    # In no contents: that is no fault, in a volume as little as in one build.
    index.write_text(index.read_text("utf-8").replace("references/index\nmissing/index\n", ""))
    assert build(root, "--jobs", "1").returncode == 0
    # Each entry occurs as often as before: no page of places comes or goes.
    words = "(C) Jane Roe of S/CRS wrote to S&R."
    source(root, 2).write_text(text_of(2, words), "utf-8")
    begun = time.time_ns()
    done = build(root, "--jobs", "1")
    assert done.returncode == 0
    assert not any(one["said"] for one in results(done.stdout).values())
    work = root / "docs" / "_build" / "volumes"
    read = {
        path.relative_to(work).as_posix()
        for path in work.rglob("*.doctree")
        if path.stat().st_mtime_ns > begun
    }
    cable = next(name for name in read if name.endswith("/cables/05OTTAWA2.doctree"))
    assert {name for name in read if not name.startswith("Front/")} == {cable}
    assert not {name for name in read if name.endswith("doctrees/index.doctree")}
    data = {path.stem for path in work.rglob("json/*.json") if path.stat().st_mtime_ns > begun}
    assert data == {"05OTTAWA2"}
    assert [*(site(root) / "people" / "more").glob("*.html")]
    # Nothing that volumes tell one another has changed, nor what the inventory of the site has.
    told = [work / "objects.inv", *work.rglob("wider.lock")]
    assert len(told) == 4
    assert all(path.stat().st_mtime_ns < begun for path in told)
    assert unlike(site(root), build_as_one(root)) == set()
    # A subject is told on pages of the other volume, and what two cables have changes places.
    other = text_of(2, "(C) Jane Roe wrote of S&R.").replace("VISIT 2", "TALKS OF ROE")
    source(root, 2).write_text(other, "utf-8")
    source(root, 3).write_text(text_of(3, "(C) Nobody of S/CRS wrote."), "utf-8")
    assert build(root, "--jobs", "1").returncode == 0
    assert unlike(site(root), build_as_one(root)) == set()


def children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def read_until(run: subprocess.Popen[str], volumes: int) -> str:
    """Return what a run says until so many volumes are built."""
    assert run.stdout
    lines: list[str] = []
    for line in run.stdout:
        lines.append(line)
        if sum('"step": "build"' in one for one in lines) == volumes:
            break
    return "".join(lines)


def begin(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(root, "build", "--format", "json", "--jobs", "2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux for processes")
def test_a_killed_driver_and_a_killed_worker_change_no_byte(serial: Path, tmp_path: Path) -> None:
    root = write_edition(tmp_path / "edition")
    driver = begin(root)
    first = results(read_until(driver, 3))
    workers = [one for one in children(driver.pid) if children(one)]
    steps = [one for worker in workers for one in children(worker)]
    assert steps
    driver.send_signal(signal.SIGKILL)
    driver.wait()
    end = time.monotonic() + 60
    while any(Path(f"/proc/{one}").exists() for one in (*workers, *steps)):
        assert time.monotonic() < end, "a worker lives on"
        time.sleep(0.1)
    assert not site(root).exists()
    run = begin(root)
    second = read_until(run, 8)
    lost = next(one for one in children(run.pid) if children(one))
    os.kill(lost, signal.SIGKILL)
    rest, error = run.communicate()
    assert run.returncode == 0, rest + error
    every = results(second + rest)
    built = {name for (step, name), one in first.items() if step == "build" and one["made"]}
    assert len(built) == 3
    assert not any(every["build", name]["made"] for name in built)
    assert bytes_of(site(root)) == bytes_of(site(serial))


def test_a_volume_that_fails_leaves_the_rest(tmp_path: Path) -> None:
    root = write_edition(tmp_path, cables=4)
    sidecar = root / "source_cables" / "05OTTAWA3.yaml"
    sidecar.write_text("redactions:\n  - {at: p9, quote: Jane Roe}\n", "utf-8")
    done = build(root, "--jobs", "2")
    assert done.returncode == 2
    found = results(done.stdout)
    failed = {name for (_, name), one in found.items() if one["status"] == 2}
    assert failed
    said = [line for one in found.values() for line in one["said"]]  # type: ignore[attr-defined]
    assert any("05OTTAWA3.yaml" in line for line in said)
    assert not any("Jane Roe" in line for line in said)
    assert not site(root).exists()
    sidecar.unlink()
    done = build(root, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (site(root) / "cables" / "05OTTAWA3.html").is_file()


def test_a_volume_with_a_doubt_is_told_of(tmp_path: Path) -> None:
    root = write_edition(tmp_path, cables=2)
    index = root / "docs" / "index.md"
    index.write_text(f"{index.read_text('utf-8')}\n{{ref}}`nowhere`\n", "utf-8")
    done = build(root, "--jobs", "2")
    assert done.returncode == 1, done.stdout + done.stderr
    doubtful = [one for one in results(done.stdout).values() if one["status"] == 1]
    assert doubtful
    assert all("nowhere" in " ".join(one["said"]) for one in doubtful)  # type: ignore[arg-type]
    assert (site(root) / "cables" / "05OTTAWA1.html").is_file()


def test_what_is_withheld_is_in_nothing_that_is_published(tmp_path: Path) -> None:
    root = write_edition(tmp_path, cables=4)
    withheld = "Zoltan Quellwasser"
    source(root, 1).write_text(text_of(1, f"(C) {withheld} met Jane Roe."), "utf-8")
    source(root, 4).write_text(text_of(4, f"(C) Roe spoke to {withheld} again."), "utf-8")
    (root / "docs" / "registers" / "people.yaml").write_text(
        "- {id: q, name: Q, forms: [Quellwasser], office: O, office_status: cable}\n"
        "- {id: roe-jane, name: Jane Roe, forms: [Jane Roe], office: O, office_status: cable}\n",
        "utf-8",
    )
    entry = f"{{at: p1, quote: {withheld}, reason: Asked for., date: 2026-01-01}}"
    (root / "source_cables" / "05OTTAWA1.yaml").write_text(f"redactions:\n  - {entry}\n", "utf-8")
    done = build(root, "--jobs", "2")
    # Another volume has the words open: it is not built, and says so without them.
    assert done.returncode == 2
    assert withheld not in done.stdout + done.stderr
    assert not site(root).exists()
    (root / "source_cables" / "05OTTAWA4.yaml").write_text(f"redactions:\n  - {entry}\n", "utf-8")
    (root / "docs" / "registers" / "people.yaml").write_text("[]\n", "utf-8")
    done = build(root, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    everything = [path.read_bytes() for path in site(root).rglob("*") if path.is_file()]
    work = root / "docs" / "_build" / "volumes"
    with sqlite3.connect(work / "catalogue.sqlite") as file:
        told = "\n".join(file.iterdump())
    for digest in work.glob("*/digest.sqlite"):
        with sqlite3.connect(digest) as file:
            made = [zlib.decompress(row[0]) for row in file.execute("SELECT made FROM made")]
        assert made
        everything += made
    for word in withheld.split():
        assert not any(word.encode() in data for data in everything)
        assert word not in told
    assert b"[withheld]" in (site(root) / "cables" / "05OTTAWA1.html").read_bytes()


def test_a_full_disk_is_told_of_and_taken_up(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here; it stands for a disk without room")
    root = write_edition(tmp_path, cables=2)
    folder = root / "docs" / "_build" / "volumes" / "dated" / "docs" / "_build" / "html"
    folder.mkdir(parents=True)
    full = folder / "cables" / "05OTTAWA1.html"
    full.parent.mkdir()
    full.symlink_to("/dev/full")
    done = build(root, "--jobs", "1")
    assert done.returncode == 2
    found = results(done.stdout)
    assert found["build", "Front"]["status"] == 0
    assert "No space left on device" in str(found["build", "dated"]["said"])
    full.unlink()
    assert build(root, "--jobs", "1").returncode == 0


def test_dumps_become_volumes_row_by_row(tmp_path: Path) -> None:
    root = write_edition(tmp_path / "edition", cables=1)
    rows = "".join(
        json.dumps({"id": f"05OTTAWA{n}", "created": f"2005-03-0{n} 10:00:00", "body": text_of(n)})
        + "\n"
        for n in (2, 3)
    )
    (tmp_path / "dump.jsonl").write_text(rows, "utf-8")
    settings = root / "edition.toml"
    settings.write_text(settings.read_text("utf-8") + 'inputs = ["../dump.jsonl"]\n', "utf-8")
    done = build(root, "--jobs", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    work = root / "docs" / "_build" / "volumes"
    (row,) = work.glob("*/source_cables/input-1/dump.jsonl/*/05OTTAWA3.json")
    assert row.read_text("utf-8") == rows.splitlines(keepends=True)[1]
    assert "05OTTAWA2" in page(root, "cables/index").text_content()


def test_one_search_over_all_volumes(serial: Path, browser: Browser) -> None:
    tab = browser.new_context().new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))

    def ask(query: str) -> tuple[str, list[str]]:
        # From the disk, where a page may load scripts and nothing else.
        tab.goto(f"{(site(serial) / 'search.html').as_uri()}?{query}")
        tab.wait_for_function("document.querySelector('#cable-search-said').textContent")
        found = tab.query_selector_all("ol.cable-search-results a")
        return tab.inner_text("#cable-search-said"), [one.inner_text() for one in found]

    # A title and a paragraph of each, and the chapter that names one of them.
    said, first = ask("q=visit")
    assert said == "49 places found for visit."
    # By date, across all volumes.
    assert first[:2] == ["05OTTAWA1: VISIT 1", "05OTTAWA2: VISIT 2"]
    assert ask("q=%22visit+17%22")[1] == ["05OTTAWA17: VISIT 17", "05OTTAWA17 ¶ 1: VISIT 17"]
    assert ask("q=05+OTTAWA+23")[1] == ["05OTTAWA23: VISIT 23"]
    assert ask("q=visits")[0] == "49 places found for visits."
    assert ask("q=visitation")[0] == "0 places found for visitation."
    assert ask("q=visit&Year=2005")[0] == "48 places found for visit."
    assert errors == []
    tab.context.close()
