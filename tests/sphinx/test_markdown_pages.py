"""The Markdown beside pages in a build: written, proved, without withheld words, and taken away."""

from __future__ import annotations

from cable_edition.core.proof.against import read_anew
from cable_edition.core.proof.site.site_check import check_site
from cable_edition.core.settings.edition_file import load_from

from .conftest import TinyEdition, cable_text
from .redacted import NAME, WORDS, files_with


def faults(edition: TinyEdition) -> list[str]:
    return [
        one.located() for one in check_site(edition.html, read_anew(load_from(edition.root)[0]))
    ]


def switched(edition: TinyEdition, value: str) -> None:
    (edition.root / "edition.toml").write_text(f'[site]\nmarkdown = "{value}"\n', "utf-8")


def test_each_page_has_its_markdown_while_it_is_asked_for(edition: TinyEdition) -> None:
    switched(edition, "on")
    edition.add(text=cable_text(paragraphs=WORDS))
    (edition.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    edition.build()
    path = edition.html / "cables" / "05OTTAWA1.md"
    text = path.read_text("utf-8")
    assert "¶ 1](<#p1>) (C) \\[withheld\\] met [Jane Roe](<../people/index.html#" in text
    assert (edition.html / "index.md").is_file()
    assert (edition.html / "people" / "index.md").is_file()
    assert not (edition.html / "search.md").exists()
    assert files_with(edition.html, b"Quux") == []
    assert "cables/05OTTAWA1.md" in (edition.html / "llms.txt").read_text("utf-8")
    before = faults(edition)
    assert not any(".md" in one for one in before)
    path.write_text(text.replace("Jane Roe", "Jane Doe"), "utf-8")
    assert [one for one in faults(edition) if "05OTTAWA1.md" in one]
    (edition.html / "more.md").write_text("Forged.\n", "utf-8")
    assert [one for one in faults(edition) if "more.md" in one]
    (edition.html / "more.md").unlink()
    edition.forget_standing()
    edition.build()
    assert path.read_text("utf-8") == text
    edition.add("05OTTAWA2")
    edition.build()
    (edition.sources / "05OTTAWA2.txt").unlink()
    edition.build()
    assert not (edition.html / "cables" / "05OTTAWA2.md").exists()
    switched(edition, "off")
    edition.build()
    assert list(edition.html.rglob("[!_]*.md")) == []
