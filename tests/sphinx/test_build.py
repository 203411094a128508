"""How a build behaves: what it reads again, prunes, refuses, and that -j changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from cable_edition.sphinx_ext.fingerprint import fingerprint
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import PEOPLE, TinyEdition, cable_text, status_of, warnings_of


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


def test_second_build_reads_nothing(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    edition.forget_standing()
    assert "0 added, 0 changed, 0 removed" in status_of(edition.build())


def test_changed_tip_writes_the_cable_again_without_reading_it(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    edition.register("people", PEOPLE.replace("tip: A visitor", "tip: A guest"))
    app = edition.build()
    assert 'title="A guest"' in edition.page("cables/05OTTAWA1")
    assert "reading sources... [100%] cables" not in status_of(app)


def test_new_cable_changes_only_what_it_touches(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1")
    edition.build()
    edition.add("05OTTAWA2", cable_text(2, ("(U) Nobody is named.",)))
    app = edition.build()
    assert "1 added" in status_of(app)
    assert "reading sources... [ 50%] cables/05OTTAWA1" not in status_of(app)
    assert "05OTTAWA2" in edition.page("cables/index")


def test_removed_source_takes_its_page_along(edition: TinyEdition) -> None:
    path = edition.add("05OTTAWA2", cable_text(2))
    edition.add("05OTTAWA1")
    edition.build()
    path.unlink()
    app = edition.build()
    assert not (edition.docs / "cables" / "05OTTAWA2.md").exists()
    assert "1 removed" in status_of(app)
    assert warnings_of(app) == ""


def test_page_of_an_editor_is_never_overwritten(edition: TinyEdition) -> None:
    edition.add()
    mine = edition.docs / "people" / "index.md"
    mine.parent.mkdir()
    mine.write_text("# My people\n", "utf-8")
    with pytest.raises(EditionError, match="not a generated page"):
        edition.build()
    assert mine.read_text("utf-8") == "# My people\n"


def test_parallel_build_gives_the_same_bytes(edition: TinyEdition) -> None:
    for serial in range(1, 13):
        edition.add(f"05OTTAWA{serial}", cable_text(serial))
    edition.build(out="_one")
    edition.build(out="_two", parallel=2)
    one, two = files_below(edition.docs / "_one/html"), files_below(edition.docs / "_two/html")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_changed_source_stops_the_build_and_is_named(edition: TinyEdition) -> None:
    path = edition.add()
    digest = "0" * 64
    (edition.sources / "SHA256SUMS").write_text(f"{digest}  {path.name}\n", "utf-8")
    with pytest.raises(EditionError, match=r"05OTTAWA1\.txt: this source has changed"):
        edition.build()


def test_lost_source_stops_the_build_and_is_named(edition: TinyEdition) -> None:
    edition.add()
    (edition.sources / "SHA256SUMS").write_text(f"{'0' * 64}  gone.txt\n", "utf-8")
    with pytest.raises(EditionError, match=r"gone\.txt: this source is recorded"):
        edition.build()


@pytest.mark.parametrize(
    ("name", "value"),
    [("cable_public_record", "javascript:{id}"), ("cable_entries_per_page", 0)],
)
def test_bad_setting_stops_the_build(edition: TinyEdition, name: str, value: object) -> None:
    edition.add()
    with pytest.raises(EditionError, match=name):
        edition.build(**{name: value})


def test_missing_sources_folder_stops_the_build(edition: TinyEdition) -> None:
    edition.sources.rmdir()
    with pytest.raises(EditionError, match="there is no folder"):
        edition.build()


def test_cables_stay_out_of_the_navigation_tree(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    page = edition.page("people/index")
    assert "cables/index.html" in page
    tree = page.partition('class="sidebar-tree"')[2].partition("</aside>")[0]
    assert "05OTTAWA1" not in tree


@pytest.mark.parametrize("builder", ["latex", "text", "epub", "man", "texinfo", "xml"])
def test_other_formats_build_without_warning(edition: TinyEdition, builder: str) -> None:
    edition.add()
    edition.add("05OTTAWA2", cable_text(2))
    app = edition.build(builder)
    assert warnings_of(app) == ""


ODD_TAGS = ["OVIP (ROE, JANE)", "OVIP (ROE,  JANE M.)", "OVIP (ROE; <B>)", "OVIP (O'BRIEN, {X})"]


@pytest.mark.parametrize("tag", ODD_TAGS)
def test_a_tag_of_several_words_has_its_entry(edition: TinyEdition, tag: str) -> None:
    for serial in (1, 2):
        text = cable_text(serial).replace("TAGS: PREL, CA", f"TAGS: PREL, {tag}")
        edition.add(f"05OTTAWA{serial}", text)
    assert warnings_of(edition.build()) == ""
    page = html.fromstring(edition.page("tags/index"))
    entries = [one.text_content() for one in page.xpath("//section[contains(@id, 'tag-')]/h2")]
    assert len(entries) == 2, entries
    assert any(entry.startswith(" ".join(tag.split())) for entry in entries), entries


def test_large_registers_and_lists_are_paged(edition: TinyEdition) -> None:
    for serial in range(1, 8):
        edition.add(f"0{serial % 2 + 4}OTTAWA{serial}", cable_text(serial))
    app = edition.build(cable_entries_per_page=1, cable_places_per_entry=2, cable_cables_per_page=3)
    assert warnings_of(app) == ""
    assert (edition.html / "people/more/2.html").is_file()
    assert (edition.html / "people/more/person-roe-jane-2.html").is_file()
    assert (edition.html / "parts/2005-1.html").is_file()
    assert (edition.html / "chronology/index.html").is_file()


def test_another_program_reads_all_again_once_and_writes_all_in_each_format(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.add()
    edition.build()
    edition.build("epub")
    page = edition.html / "people" / "index.html"
    page.write_text("old", "utf-8")
    assert "0 added, 0 changed, 0 removed" in status_of(edition.build())
    assert page.read_text("utf-8") == "old"
    monkeypatch.setattr("cable_edition.sphinx_ext.main.this_program", lambda: 7)
    assert "0 added, 0 changed, 0 removed" not in status_of(edition.build("latex"))
    for builder in ("epub", "html"):
        app = edition.build(builder)
        assert "0 added, 0 changed, 0 removed" in status_of(app)
        assert warnings_of(app) == ""
        assert not (Path(app.outdir) / ".buildinfo.bak").exists()
    assert page.read_text("utf-8") != "old"


def test_every_file_of_the_program_counts(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    (tmp_path / "b.css").write_text("")
    more = fingerprint(tmp_path)
    (tmp_path / "b.css").rename(tmp_path / "c.css")
    renamed = fingerprint(tmp_path)
    (tmp_path / "posts.tsv").write_text("a table of data")
    table = fingerprint(tmp_path)
    assert len({before, more, renamed, table}) == 4
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    assert fingerprint(tmp_path) == table


def test_one_tree_is_held_at_a_time(edition: TinyEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    held = []
    write = Builder.write_doctree
    load = BuildEnvironment.get_doctree

    def writing(self: Builder, *arguments: Any, **named: Any) -> None:
        write(self, *arguments, **named)
        held.append(len(self.env._write_doc_doctree_cache))

    def loading(self: BuildEnvironment, name: str) -> Any:
        tree = load(self, name)
        held.append(len(self._pickled_doctree_cache))
        return tree

    monkeypatch.setattr(Builder, "write_doctree", writing)
    monkeypatch.setattr(BuildEnvironment, "get_doctree", loading)
    edition.add()
    edition.add("05OTTAWA2", cable_text(2))
    edition.build()
    assert len(held) > 10
    assert set(held) == {1}
