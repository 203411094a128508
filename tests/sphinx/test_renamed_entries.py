"""An entry of a register that has another name: what names it shows the new one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from .conftest import GLOSSARY, PEOPLE, TinyEdition, warnings_of

ORGANIZATIONS = """\
- id: office
  name: Visitors' Office
  tip: an office
  forms: [Pol Mincouns]
"""
TAGS = "- {code: CA, name: Canada, kind: geographic, tip: Canada, status: cable}\n"
POSTS = "- {id: ottawa, name: Embassy Ottawa, code: OTTAWA, tip: an embassy}\n"
CHAPTER = """\
# A chapter

{cable:person}`roe-jane`, {cable:org}`office`, {cable:tag}`CA`, {cable:post}`ottawa`.
"""
CHANGES = {
    "a person": ("people", PEOPLE, "Jane Roe\n", "Joan Roe\n"),
    "the name in order": ("people", PEOPLE, "sort: Roe, Jane", "sort: Aroe, Jane"),
    "a body": ("organizations", ORGANIZATIONS, "Visitors' Office", "Office for Visits"),
    "a term": ("glossary", GLOSSARY, "term: S&R", "term: R&S"),
    "a TAG": ("tags", TAGS, "name: Canada", "name: The Dominion"),
    "a post": ("posts", POSTS, "Embassy Ottawa", "Mission Ottawa"),
}


def _files(edition: TinyEdition, out: str) -> Mapping[str, bytes]:
    folder = edition.docs / out / "html"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


@pytest.mark.parametrize("change", CHANGES)
def test_a_new_name_is_shown_as_by_a_clean_build(edition: TinyEdition, change: str) -> None:
    edition.add()
    for name, text in (("organizations", ORGANIZATIONS), ("tags", TAGS), ("posts", POSTS)):
        edition.register(name, text)
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8").replace("cables/index", "chapter\ncables/index"))
    (edition.docs / "chapter.md").write_text(CHAPTER, "utf-8")
    # A build that warns has the next one read everything.
    assert warnings_of(edition.build()) == ""
    register, text, before, after = CHANGES[change]
    assert before in text
    edition.register(register, text.replace(before, after))
    edition.build()
    edition.build(out="_clean")
    found, clean = _files(edition, "_build"), _files(edition, "_clean")
    assert [name for name in clean if found.get(name) != clean[name]] == []
    assert found.keys() == clean.keys()


def test_only_the_page_of_the_entry_is_read_again(edition: TinyEdition, tmp_path: Path) -> None:
    edition.add()
    edition.build()
    edition.register("people", PEOPLE.replace("Jane Roe\n", "Joan Roe\n"))
    conf = edition.docs / "conf.py"
    log = tmp_path / "read"
    hook = (
        "\ndef setup(app):\n    app.connect('source-read', told)\n"
        f"def told(app, name, source):\n    open({str(log)!r}, 'a').write(name + '\\n')\n"
    )
    conf.write_text(conf.read_text("utf-8") + hook, "utf-8")
    edition.build()
    log.unlink()
    edition.register("people", PEOPLE)
    edition.build()
    assert log.read_text("utf-8").split() == ["people/index"]
