"""What is told of links without a build is what a build warns of, line by line."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from cable_edition.cli import main

from .conftest import TinyEdition, cable_text, warnings_of

ROOT = Path(__file__).parents[2]
#: Lines of a chapter; what fails is marked by a word that is taken out before it is built.
CHAPTER = """\
# A talk

(here-it-is)=
Cables: {cable:cable}`05OTTAWA1`, {cable:cable}`that one <05OTTAWA1>`
and !{cable:cable}`05OTTAWA9` and more.

Places: {cable:par}`05OTTAWA1#p1` and {cable:par}`so <05OTTAWA1#p1>`.

!{cable:par}`05OTTAWA1#subject`

!{cable:par}`05OTTAWA1#p7`

!{cable:par}`the other <05OTTAWA9#p1>`

!{cable:par}`05OTTAWA1`

People: {cable:person}`roe-jane` {cable:person}`her <roe-jane>` {cable:tag}`PREL` {term}`S/CRS`.

- item one
- !{cable:person}`nobody-here`

!{cable:org}`nowhere`

!{cable:tag}`ZZQX`

!{cable:post}`atlantis`

!{term}`XYZQ`

!{cable:record}`no id`

Code: `{cable:cable}` and ``{cable:cable}`05OTTAWA9` `` and `05OTTAWA9`.

```{code-block} text
{cable:cable}`05OTTAWA9`
```

:::{note}
:class: wide

Inside {ref}`here <here-it-is>`, {ref}`Here-It-Is <HERE-it-is>`.
!{ref}`there <there-it-is>`
:::

| a | b |
|---|---|
| x | !{cable:person}`nobody-else` |

Pages: {doc}`index` {doc}`/index` {doc}`cables/05OTTAWA1` [people](people/index.md).

!{doc}`gone`

[the first](index.md), [a file](lamp.png), [the web](https://example.org/x), [here](#a-talk),
[a cable](cables/05OTTAWA1.md), [by name](here-it-is)

![a lamp](lamp.png)

![no lamp](no-lamp.png)!

[gone](gone.md)!

[gone](sub/gone.png)!

[a role leads to its places](cables/05OTTAWA1.md#p1)!

[a cable that is not there](cables/05OTTAWA9.md)!

!{download}`none <no.zip>` and {download}`one <lamp.png>`

A note.[^one]

[^one]: Below, !{cable:cable}`05ROME3`.

<!-- {cable:cable}`05OTTAWA9` -->
"""
CONTENTS = "# More\n\n```{toctree}\n:hidden:\n\nTalk <talk>\ngone-chapter\n```\n"
_WARNED = re.compile(r"(?:^|/)docs/([\w/-]+\.md):(\d+): (?:WARNING|ERROR): ")
_MARK = re.compile(r"!(?=\{)|(?<=\))!")


def marked_lines() -> list[int]:
    return [n for n, line in enumerate(CHAPTER.splitlines(), 1) if _MARK.search(line)]


def told(edition: TinyEdition, monkeypatch: pytest.MonkeyPatch, command: str) -> list[dict]:
    monkeypatch.chdir(edition.root)
    done = CliRunner().invoke(main, [command, "--format", "json"])
    items = [json.loads(line) for line in done.stdout.splitlines()]
    return [one for one in items if one.get("code") == "link-broken"]


@pytest.fixture
def written(edition: TinyEdition) -> TinyEdition:
    """An edition with a chapter that links to all kinds of things, there and not there."""
    (edition.root / "edition.toml").write_text("", "utf-8")
    edition.add()
    (edition.docs / "lamp.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(30))
    (edition.docs / "talk.md").write_text(_MARK.sub("", CHAPTER), "utf-8")
    (edition.docs / "more.md").write_text(f"---\norphan: true\n---\n{CONTENTS}", "utf-8")
    return edition


def test_each_link_that_a_build_warns_of_is_told_with_its_line(
    written: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Before anything was built, there is no page of a cable to look at.
    found = told(written, monkeypatch, "check")
    assert not (written.docs / "cables").exists()
    lines = sorted(one["line"] for one in found if one["path"] == "docs/talk.md")
    assert lines == marked_lines(), [one["message"] for one in found]
    (of_contents,) = (one for one in found if one["path"] == "docs/more.md")
    assert "gone-chapter" in of_contents["message"]
    assert of_contents["line"] == 3 + 7
    warned = _WARNED.findall(warnings_of(written.build()))
    by_build = Counter(name for name, _ in warned)
    # Sphinx tells a line of a list, table or note by the block that it stands in.
    assert by_build == {"talk.md": len(lines), "more.md": 1}, warned
    # What a build made does not count as there, or as a chapter of its own.
    assert told(written, monkeypatch, "check") == found


def test_status_lists_the_same(written: TinyEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    def places(found: list[dict]) -> list[tuple[str, int]]:
        return [(one["path"], one["line"]) for one in found]

    checked = told(written, monkeypatch, "check")
    listed = told(written, monkeypatch, "status")
    assert sorted(places(checked)) == sorted(places(listed))
    assert {one["kind"] for one in listed} == {"link"}


def test_roles_in_notes_and_registers_are_told(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    (edition.root / "edition.toml").write_text("", "utf-8")
    edition.add("05OTTAWA1", cable_text())
    note = "See {cable:par}`05OTTAWA1#p1`,\n      and {cable:cable}`05OTTAWA9`. {term}`S/CRS`"
    head = "notes:\n  - at: p1\n    kind: inference\n    id: one\n    text: >-\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(f"{head}      {note}\n", "utf-8")
    people = (edition.docs / "registers" / "people.yaml").read_text("utf-8")
    statement = (
        "  statements:\n    - {text: 'With {cable:person}`flora-brian`.', status: cable}\n"
        "    - {text: 'With {cable:person}`nobody-here`, \\{cable:person}`not-one`.', "
        "status: cable}\n"
    )
    edition.register("people", people + statement)
    found = [(one["path"], one["line"]) for one in told(edition, monkeypatch, "check")]
    lines = (people + statement).splitlines()
    nobody = next(at for at, line in enumerate(lines, 1) if "nobody-here" in line)
    expected = [("docs/registers/people.yaml", nobody), ("source_cables/05OTTAWA1.yaml", 7)]
    assert sorted(found) == expected
    assert warnings_of(edition.build()).count("WARNING") == len(expected)


def test_what_an_extension_may_know_is_left_to_the_build(
    written: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = written.docs / "conf.py"
    text = conf.read_text("utf-8")
    conf.write_text(f'{text}\nextensions = [*extensions, "sphinx.ext.intersphinx"]\n', "utf-8")
    messages = [one["message"] for one in told(written, monkeypatch, "check")]
    assert messages
    assert all("page" in one or "file" in one or "write {cable:par}" in one for one in messages), (
        messages
    )


def test_what_conf_py_lets_pass_is_not_told(
    written: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = written.docs / "conf.py"
    text = conf.read_text("utf-8")
    conf.write_text(f'{text}\nnitpick_ignore = [("cable:org", "nowhere")]\n', "utf-8")
    lines = [one["line"] for one in told(written, monkeypatch, "check")]
    assert len(lines) == len(marked_lines())  # One more of the contents, one less of these.


@pytest.mark.parametrize("name", [".", "tests/everything"])
def test_the_editions_of_this_repository_have_none(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / name)
    done = CliRunner().invoke(main, ["status", "--format", "json"])
    items = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one for one in items if one["kind"] == "link"] == []
