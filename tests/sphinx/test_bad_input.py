"""Bad sources and registers: one clear located message each, and the other cables still build."""

from __future__ import annotations

import pytest

from .conftest import PEOPLE, TinyEdition, cable_text, warnings_of


def build_beside_a_good_cable(edition: TinyEdition) -> list[str]:
    edition.add("05OTTAWA7", cable_text(7))
    app = edition.build()
    assert "Traceback" not in warnings_of(app)
    assert 'id="p1"' in edition.page("cables/05OTTAWA7")
    return warnings_of(app).splitlines()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty", b""),
        ("binary", b"\x00\x01\x02\x7fELF\xff\xfe\x00" * 40),
        ("prose", b"The quick brown fox jumps over the lazy dog.\n"),
    ],
)
def test_file_without_a_cable_is_reported_once(
    edition: TinyEdition, name: str, content: bytes
) -> None:
    edition.add(name, content)
    lines = build_beside_a_good_cable(edition)
    assert len(lines) == 1
    assert lines[0].startswith(f"source_cables/{name}.txt: WARNING: ") or (
        f"source_cables/{name}.txt" in lines[0]
    )
    assert "[cable.source]" in lines[0]
    assert not (edition.html / "cables" / f"{name}.html").exists()


def test_file_without_a_cable_but_with_a_valid_name_keeps_its_text(edition: TinyEdition) -> None:
    edition.add("05OTTAWA9", "Only a scrap <of> text.")
    lines = build_beside_a_good_cable(edition)
    assert len(lines) == 1
    assert "Only a scrap &lt;of&gt; text." in edition.page("cables/05OTTAWA9")


def test_two_files_with_one_id_are_reported_and_named(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1))
    (edition.sources / "05OTTAWA000001.txt").write_text(
        cable_text(1).replace("Jane", "June"), "utf-8"
    )
    edition.add("05OTTAWA7", cable_text(7))
    lines = warnings_of(edition.build()).splitlines()
    duplicate = [line for line in lines if "duplicate-cable" in line]
    assert len(duplicate) == 1 == len(lines)
    assert "05OTTAWA1.txt" in duplicate[0]
    assert "05OTTAWA000001.txt" in duplicate[0]
    assert 'id="p1"' in edition.page("cables/05OTTAWA7")


def test_sidecar_names_the_base_text(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1", cable_text(1))
    (edition.sources / "05OTTAWA000001.txt").write_text(
        cable_text(1).replace("Jane Roe", "Jane Roe, again,"), "utf-8"
    )
    (edition.sources / "05OTTAWA1.yaml").write_text("base: 05OTTAWA000001.txt\n", "utf-8")
    app = edition.build()
    assert [line for line in warnings_of(app).splitlines() if "duplicate-cable" in line] == []
    assert "again," in edition.page("cables/05OTTAWA1")


@pytest.mark.parametrize(
    ("yaml", "line", "words"),
    [
        ("- id: x\n  name: [unclosed\n", "people.yaml:", "YAML"),
        (PEOPLE + "- id: roe-john\n  nmae: John Roe\n", "people.yaml:16", "nmae"),
        (PEOPLE + "- id: ../../x\n  name: X\n  tip: x\n", "people.yaml:15", "../../x"),
    ],
)
def test_broken_register_is_reported_with_file_and_line(
    edition: TinyEdition, yaml: str, line: str, words: str
) -> None:
    edition.register("people", yaml)
    lines = build_beside_a_good_cable(edition)
    assert any(line in each and words in each for each in lines), lines


def test_hostile_register_comes_out_as_text(edition: TinyEdition) -> None:
    edition.register(
        "people",
        PEOPLE.replace("tip: A visitor", "tip: '\"><script>alert(1)</script>'") + "  statements:\n"
        "    - text: '<script>x</script> {raw}`html` [a](javascript:alert(1)) ```{raw} html'\n"
        "      status: inference\n"
        "      sources: ['javascript:alert(1)', 'https://example.org/\"><script>']\n",
    )
    build_beside_a_good_cable(edition)
    for page in ("people/index", "cables/05OTTAWA7"):
        text = edition.page(page).partition("<article")[2].partition("</article>")[0]
        assert "<script" not in text
        assert 'href="javascript' not in text
    assert "&lt;script&gt;" in edition.page("people/index")
