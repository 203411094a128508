"""The page of problems lists what the program knows, and warnings have the kind of the table."""

from __future__ import annotations

from lxml import html

from cable_edition.core.problems import CODES, Origin, codes_of

from .conftest import TinyEdition, cable_text, warnings_of


def test_every_code_is_a_place_with_meaning_and_advice(edition: TinyEdition) -> None:
    edition.add()
    origins = [origin for origin in Origin if codes_of(origin)]
    lists = "\n\n".join(f"```{{cable:problems}} {origin}\n```" for origin in origins)
    (edition.docs / "problems.md").write_text(f"---\norphan: true\n---\n\n# Problems\n\n{lists}\n")
    assert warnings_of(edition.build()) == ""
    page = html.fromstring(edition.page("problems"))
    assert len(page.xpath("//dl[contains(@class, 'cable-problems')]")) == len(origins)
    for code, known in CODES.items():
        term = page.get_element_by_id(f"problem-{code}")
        weight = f"{known.severity}, stops the build" if known.fatal else str(known.severity)
        assert [one.text_content() for one in term] == [code, weight]
        said = term.getnext().text_content().strip()
        assert said == f"{known.meaning} {known.action}".replace("`", "")


def test_a_list_of_an_unknown_origin_is_an_error_of_the_page(edition: TinyEdition) -> None:
    edition.add()
    text = "---\norphan: true\n---\n\n# Problems\n\n```{cable:problems} nowhere\n```\n"
    (edition.docs / "problems.md").write_text(text)
    told = warnings_of(edition.build())
    assert "problems.md" in told
    assert "nowhere" in told


def test_warnings_have_the_kind_of_the_table(edition: TinyEdition) -> None:
    edition.add()
    (edition.sources / "05OTTAWA1.text").write_text(cable_text())
    (edition.docs / "more.md").write_text(
        "---\norphan: true\n---\n\n# More\n\n{cable:record}`x <nonsense>`\n\n"
        "```{cable:entry} person nobody\n```\n"
    )
    kinds = {
        "duplicate-cable": "source",
        "unknown-record": "page",
        "unknown-entry": "page",
    }
    (edition.docs / "registers" / "glossary.yaml").write_text("- {id: X}\n")
    kinds |= {"malformed-id": "register", "missing-key": "register"}
    lines = warnings_of(edition.build()).splitlines()
    for code, kind in kinds.items():
        told = [line for line in lines if f"({code})" in line]
        assert told, code
        assert all(line.rstrip().endswith(f"[cable.{kind}]") for line in told)
