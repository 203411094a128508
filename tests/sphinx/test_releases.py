"""Releases in a built edition: the errors that stop a build, and the addresses that go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from cable_edition.cli import main
from cable_edition.core.proof.verify import verify_build
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition, cable_text, warnings_of

THREE = ("(C) First of all.", "(C) Second to none.", "(U) Third time.")


def run(edition: TinyEdition, version: str, *more: str) -> Result:
    folders = ["--sources", str(edition.sources), "--registers", str(edition.docs / "registers")]
    CliRunner().invoke(main, ["seal", str(edition.sources)])
    arguments = ["release", version, "--date", "2026-11-23", *folders, *more]
    done = CliRunner().invoke(main, arguments)
    # Sources are changed below to see what becomes of anchors, not of checksums.
    (edition.sources / "SHA256SUMS").unlink()
    return done


def declare(edition: TinyEdition, text: str) -> None:
    path = edition.sources / "releases.yaml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.fixture
def released(edition: TinyEdition) -> TinyEdition:
    """An edition of two cables, released as 0.1.0."""
    edition.add(text=cable_text(paragraphs=THREE))
    edition.add("05OTTAWA2", cable_text(2))
    done = run(edition, "0.1.0", "--note", "The first.")
    assert done.exit_code == 0, done.output
    return edition


def change(edition: TinyEdition, old: str, new: str) -> None:
    path = edition.sources / "05OTTAWA1.txt"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def page(edition: TinyEdition, name: str) -> html.HtmlElement:
    return html.fromstring(edition.page(name))


def test_a_released_edition_builds_and_lists_its_release(released: TinyEdition) -> None:
    assert warnings_of(released.build()) == ""
    section = page(released, "releases/index").get_element_by_id("release-0-1-0")
    text = " ".join(section.text_content().split())
    assert "2026-11-23 The first." in text
    assert "05OTTAWA1: A VISIT: new in this release" in text or "05OTTAWA1" in text
    assert section.xpath(".//a[contains(@href, '../cables/05OTTAWA1.html')]")


def test_a_lost_paragraph_stops_the_build_with_its_name(released: TinyEdition) -> None:
    change(released, "3. (U)", "7. (U)")
    with pytest.raises(EditionError, match=r"05OTTAWA1#p3, issued up to release 0\.1\.0, is lost"):
        released.build()


def test_changed_words_stop_the_build_with_the_new_words(released: TinyEdition) -> None:
    change(released, "Second to none.", "Second to one.")
    with pytest.raises(EditionError, match=r"05OTTAWA1#p2.*«Second to one\.»"):
        released.build()


def test_a_release_is_refused_while_there_are_errors(released: TinyEdition) -> None:
    before = (released.sources / "anchors.lock").read_bytes()
    change(released, "Second to none.", "Second to one.")
    refused = run(released, "0.2.0")
    assert refused.exit_code == 2
    assert "anchor-changed" in refused.output
    assert (released.sources / "anchors.lock").read_bytes() == before


def test_the_date_of_a_release_can_come_from_the_environment(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.add()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1106944680")
    folders = ["--sources", str(edition.sources), "--registers", str(edition.docs / "registers")]
    assert CliRunner().invoke(main, ["seal", str(edition.sources)]).exit_code == 0
    assert CliRunner().invoke(main, ["release", "0.1.0", *folders]).exit_code == 0
    assert "date: 2005-01-28" in (edition.sources / "releases.yaml").read_text("utf-8")


def test_an_old_anchor_stands_hidden_at_the_new_place(released: TinyEdition) -> None:
    change(released, "3. (U)", "7. (U)")
    declare(
        released,
        "redirects:\n"
        "  - {from: '05OTTAWA1#p3', to: '05OTTAWA1#p7', reason: Misread., date: 2027-01-01}\n"
        "revisions:\n"
        "  - {at: 05OTTAWA1, after: 0.1.0, reason: The number was misread., date: 2027-01-01}\n",
    )
    app = released.build()
    assert warnings_of(app) == ""
    old = page(released, "cables/05OTTAWA1").get_element_by_id("p3")
    assert (old.text_content() or "").strip() == ""
    assert old.getnext() is not None
    assert old.getnext().get("id") == "p7"
    assert (
        "misread"
        in page(released, "cables/05OTTAWA1").find_class("cable-revised")[0].text_content()
    )


def test_a_renamed_cable_leads_to_the_new_page_with_its_anchors(released: TinyEdition) -> None:
    text = (released.sources / "05OTTAWA1.txt").read_text("utf-8")
    (released.sources / "05OTTAWA1.txt").unlink()
    released.add("05OTTAWA3", text.replace("000001", "000003"))
    declare(
        released,
        "redirects:\n  - {from: 05OTTAWA1, to: 05OTTAWA3, reason: Wrong serial., date: 2027}\n",
    )
    assert warnings_of(released.build()) == ""
    old = page(released, "cables/05OTTAWA1")
    assert old.xpath("//noscript/meta/@content") == ["0; url=05OTTAWA3.html"]
    assert "Wrong serial." in old.text_content()
    place = old.get_element_by_id("p2")
    assert place.xpath(".//a/@href") == ["05OTTAWA3.html#p2"]
    assert (released.html / "_static" / "cable-moved.js").is_file()


def test_words_beside_the_address_of_a_moved_page_are_told(released: TinyEdition) -> None:
    text = (released.sources / "05OTTAWA1.txt").read_text("utf-8")
    (released.sources / "05OTTAWA1.txt").unlink()
    released.add("05OTTAWA3", text.replace("000001", "000003"))
    moved = "redirects:\n  - {from: 05OTTAWA1, to: 05OTTAWA3, reason: Wrong., date: 2027}\n"
    declare(released, moved)
    released.build()
    path = released.html / "cables" / "05OTTAWA1.html"
    right = path.read_text("utf-8")

    def told() -> list[str]:
        found = verify_build(released.html, released.sources)[1]
        return [one.located() for one in found if one.path == str(path)]

    assert told() == []
    path.write_text(right.replace("<noscript>", "<noscript>Forged."), "utf-8")
    assert any("Forged." in one for one in told())


def test_a_withdrawn_cable_leaves_a_page_with_its_places(released: TinyEdition) -> None:
    (released.sources / "05OTTAWA1.txt").unlink()
    with pytest.raises(EditionError, match="05OTTAWA1 was released"):
        released.build()
    declare(released, "withdrawn:\n  - {cable: 05OTTAWA1, reason: Asked for., date: 2027-01-01}\n")
    assert warnings_of(released.build()) == ""
    left = page(released, "cables/05OTTAWA1")
    text = " ".join(left.text_content().split())
    assert "This cable was withdrawn from the edition on 2027-01-01. Asked for." in text
    for anchor in ("p1", "p2", "p3", "subject"):
        assert left.get_element_by_id(anchor) is not None
    assert "First of all" not in text


@pytest.mark.parametrize("how", ["withdrawn", "renamed"])
def test_the_page_of_a_departed_cable_links_no_data_files(released: TinyEdition, how: str) -> None:
    (released.sources / "05OTTAWA2.txt").unlink()
    given = "reason: It was asked for., date: 2026-12-01"
    if how == "withdrawn":
        declare(released, f"withdrawn:\n  - {{cable: 05OTTAWA2, {given}}}\n")
    else:
        released.add("05OTTAWA20", cable_text(20))
        declare(released, f"redirects:\n  - {{from: 05OTTAWA2, to: 05OTTAWA20, {given}}}\n")
    assert warnings_of(released.build(cable_data=True)) == ""
    assert "data/" not in released.page("cables/05OTTAWA2")
    assert "data/json/05OTTAWA1.json" in released.page("cables/05OTTAWA1")
    assert not (released.html / "data" / "json" / "05OTTAWA2.json").exists()


def test_a_paragraph_can_move_to_another_cable(released: TinyEdition) -> None:
    change(released, "\n\n3. (U) Third time.", "")
    declare(
        released,
        "redirects:\n"
        "  - {from: '05OTTAWA1#p3', to: '05OTTAWA2#p1', reason: Ran over., date: 2027-01-01}\n"
        "revisions:\n"
        "  - {at: 05OTTAWA1, after: 0.1.0, reason: Ran over., date: 2027-01-01}\n",
    )
    assert warnings_of(released.build()) == ""
    place = page(released, "cables/05OTTAWA1").get_element_by_id("p3")
    assert place.xpath(".//a/@href") == ["05OTTAWA2.html#p1"]


def test_the_lock_and_the_list_are_no_sources(released: TinyEdition) -> None:
    released.build()
    assert sorted(path.stem for path in (released.html / "cables").glob("*.html")) == [
        "05OTTAWA1",
        "05OTTAWA2",
        "index",
    ]
    assert not list(Path(released.html).rglob("anchors.lock"))


def test_an_entry_keeps_its_old_address_under_a_new_id(edition: TinyEdition) -> None:
    edition.add(text=cable_text(paragraphs=("(C) Jane Roe came.",)))
    people = edition.docs / "registers" / "people.yaml"
    people.parent.mkdir(exist_ok=True)
    entry = "- {id: %s, name: Jane Roe, tip: A visitor.%s}\n"
    people.write_text(entry % ("roe-j", ""), "utf-8")
    assert run(edition, "0.1.0").exit_code == 0
    people.write_text(entry % ("roe-jane", ""), "utf-8")
    with pytest.raises(EditionError, match=r"the person roe-j, issued up to release 0\.1\.0"):
        edition.build()
    people.write_text(entry % ("roe-jane", ", formerly: [roe-j]"), "utf-8")
    assert warnings_of(edition.build()) == ""
    entry_section = page(edition, "people/index").get_element_by_id("person-roe-jane")
    assert entry_section.xpath(".//*[@id='person-roe-j']")


def test_an_entry_that_left_is_told_on_the_page_of_releases(edition: TinyEdition) -> None:
    edition.add()
    people = edition.docs / "registers" / "people.yaml"
    people.parent.mkdir(exist_ok=True)
    people.write_text("- {id: roe-j, name: Jane Roe, tip: A visitor.}\n", "utf-8")
    assert run(edition, "0.1.0").exit_code == 0
    people.write_text("[]\n", "utf-8")
    declare(
        edition, "retired:\n  - {entry: person roe-j, reason: No such visitor., date: 2027-01-01}\n"
    )
    assert warnings_of(edition.build()) == ""
    section = page(edition, "releases/index").get_element_by_id("retired-entries")
    assert "person roe-j. No such visitor. (2027-01-01)" in section.text_content()


def test_the_address_of_a_lost_note_leads_to_the_words_it_was_about(edition: TinyEdition) -> None:
    edition.add()
    sidecar = edition.sources / "05OTTAWA1.yaml"
    note = "notes:\n  - {id: visit, at: p1, kind: inference, text: She came once.}\n"
    sidecar.write_text(note, "utf-8")
    assert run(edition, "0.1.0").exit_code == 0
    assert warnings_of(edition.build()) == ""
    assert page(edition, "cables/05OTTAWA1").xpath("//*[@id='n-visit']")
    sidecar.unlink()
    with pytest.raises(EditionError, match=r"05OTTAWA1#n-visit, a note issued up to release"):
        edition.build()
    declare(
        edition,
        "redirects:\n  - {from: '05OTTAWA1#n-visit', to: '05OTTAWA1#p1', reason: X., "
        "date: 2027-01-01}\n",
    )
    assert warnings_of(edition.build()) == ""
    (former,) = page(edition, "cables/05OTTAWA1").xpath("//*[@id='n-visit']")
    assert former.getnext().get("id") == "p1"


@pytest.mark.parametrize("to", ["subject", "ref-a", "classified-by", "signature", "u1", "h1", "p2"])
def test_an_old_anchor_is_kept_wherever_it_leads(edition: TinyEdition, to: str) -> None:
    text = cable_text(paragraphs=THREE).replace("\n\nCl", "\nREF: A. 05 ROME 7\n\nCl")
    text = text.replace("\n\n2. ", "\n\nTHE BORDER\n----------\n\n2. ") + "\nNNNN\n"
    edition.add(text=text)
    assert run(edition, "0.1.0").exit_code == 0
    change(edition, "3. (U)", "7. (U)")
    declare(
        edition,
        "redirects:\n"
        f"  - {{from: '05OTTAWA1#p3', to: '05OTTAWA1#{to}', reason: So., date: 2027-01-01}}\n"
        "revisions:\n"
        "  - {at: 05OTTAWA1, after: 0.1.0, reason: So., date: 2027-01-01}\n",
    )
    assert warnings_of(edition.build()) == ""
    built = page(edition, "cables/05OTTAWA1")
    old, new = built.get_element_by_id("p3"), built.get_element_by_id(to)
    assert (old.text_content() or "").strip() == ""
    order = list(built.iter())
    assert order.index(old) < order.index(new)
