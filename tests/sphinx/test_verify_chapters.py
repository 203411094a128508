"""verify proves the chapters of an edition with all of MyST switched on, and tells what is changed.

What another builder than ``html`` writes is told in one line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, tiny_edition
from .test_faithful import EVERY_SYNTAX

CHAPTER = """\
---
myst:
  substitutions:
    lamp: a lamp
---
(the-label)=
# A chapter of all kinds

% Not for readers.
It's a "quoted" word -- and *em*phasis, ~~struck~~, `code`, (c) 2005, {{ lamp }}.
See {cable:cable}`05OTTAWA1`, {doc}`index`, [the end](#the-end), <https://example.org/a>,
[](index.md) and {cable:person}`Jane <roe-jane>`[^note]. https://example.org/bare

[^note]: A note that stands
    elsewhere.

:name: a field

Term
: What it means.

- [x] A task
- [ ] Another

+++

:::{card} A card
With words.
:::

```{include} part.txt
```

| Port | Lamps |
|---|---|
| Rome | four |

> Quoted.

```text
Lines of code.
```

{.class}
## The end

More words of the editors. [Some]{.kind} of them.\\
A line break.
"""
OTHER = """\
# Another chapter

```{index} lamp
```

A lamp. See {cable:cable}`05OTTAWA1`.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    edition = tiny_edition(tmp_path_factory.mktemp("chapters"))
    conf = edition.docs / "conf.py"
    conf.write_text(
        conf.read_text("utf-8").replace(
            '["attrs_block", "colon_fence", "deflist"]', str(EVERY_SYNTAX)
        )
        + 'extensions += ["sphinx_design"]\n',
        "utf-8",
    )
    (edition.docs / "part.txt").write_text("Words of another file.\n", "utf-8")
    (edition.docs / "chapter.md").write_text(CHAPTER, "utf-8")
    (edition.docs / "another one.md").write_text(OTHER, "utf-8")
    (edition.docs / "plain.rst").write_text("Plain\n=====\n\nWords.\n", "utf-8")
    index = edition.docs / "index.md"
    listed = "\nchapter\nanother one\nplain\ncables/"
    index.write_text(index.read_text("utf-8").replace("\ncables/", listed), "utf-8")
    edition.add()
    edition.build()
    return edition


def told(edition: TinyEdition, output: Path | None = None) -> list[str]:
    return [one.located() for one in verify_build(output or edition.html, edition.sources)[1]]


def test_chapters_of_all_kinds_are_proved(built: TinyEdition) -> None:
    assert told(built) == []
    page = built.page("chapter")
    for words in ("a lamp", "Words of another file", "With words", "stands"):
        assert words in page
    assert "genindex" in built.page("genindex")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("chapter.html", "More words of the", "More lies of the", "'lies of the"),
        ("chapter.html", "A line break", "A line", "page-differs"),
        ("chapter.html", ">The end<", ">The start<", "page-differs"),
        ("chapter.html", 'href="#the-end"><span', 'href="#the-label"><span', "theend"),
        ("chapter.html", 'href="https://example.org/a"', 'href="https://evil.example/a"', "evil"),
        (
            "another one.html",
            'href="cables/05OTTAWA1.html"><span',
            'href="index.html"><span',
            "index",
        ),
        ("chapter.html", "<blockquote", "<blockquote inert", "inert"),
        ("plain.html", "<p>Words", "<p hidden>Words", "hidden"),
        ("_sources/plain.rst.txt", "Words", "Forged", "not the file plain.rst"),
        ("_sources/chapter.md.txt", "Quoted.", "Forged.", "not the file chapter.md"),
        (
            "genindex.html",
            "another%20one.html#index-0",
            "another%20one.html#index-1",
            "no place 'index-1'",
        ),
        ("genindex.html", "lamp</a>", "forged</a>", "'forged' is not given at"),
        (
            "genindex.html",
            '<li><a href="another%20one.html#index-0">',
            '<li>Forged</li><li><a href="another%20one.html#index-0">',
            "given by no chapter",
        ),
        ("genindex.html", "Roe, Jane</a>", "Poe, Jane</a>", "names: the edition has Roe, Jane"),
        ("genindex.html", "1.html#p1", "1.html#p2", "names: the edition has"),
        ("genindex.html", '<li><a href="another', '<li hidden><a href="another', "hidden"),
        (
            "genindex.html",
            '<li><a href="another',
            '<li><a title="Forged" href="another',
            "title='Forged'",
        ),
        ("genindex.html", "<strong>L</strong>", "<strong>M</strong>", "Index M"),
        ("cables/05OTTAWA1.html", 'class="cable-blocks">', "><!-- Forged. -->", "Forged."),
    ],
)
def test_a_change_is_told(built: TinyEdition, file: str, old: str, new: str, said: str) -> None:
    path = built.html / file
    right = path.read_text("utf-8")
    assert old in right
    path.write_text(right.replace(old, new, 1), "utf-8")
    try:
        assert any(line.startswith(f"{path}: ") and said in line for line in told(built))
    finally:
        path.write_text(right, "utf-8")


def test_an_index_that_is_gone_is_told(built: TinyEdition) -> None:
    path = built.html / "genindex.html"
    right = path.read_bytes()
    path.unlink()
    try:
        assert [line for line in told(built) if line.startswith(f"{path}: the index was not built")]
    finally:
        path.write_bytes(right)


def test_a_missing_copy_is_told(built: TinyEdition) -> None:
    path = built.html / "_sources" / "chapter.md.txt"
    right = path.read_bytes()
    path.unlink()
    try:
        (line,) = told(built)
        assert line == f"{path}: the copy of this chapter is missing [copy-differs]"
    finally:
        path.write_bytes(right)


@pytest.mark.outputs
@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_what_another_builder_writes_is_told_in_a_line(built: TinyEdition, builder: str) -> None:
    built.build(builder)
    output = built.docs / "_build" / builder
    (line,) = told(built, output)
    assert builder in line
    assert line.startswith(f"{output}: ")
    assert line.endswith("[output-unknown]")


def test_pages_with_another_ending_are_told_in_a_line(tmp_path: Path) -> None:
    edition = tiny_edition(tmp_path)
    edition.add()
    edition.html.joinpath("cables").mkdir(parents=True)
    for name in ("index", "cables/05OTTAWA1", "cables/index"):
        (edition.html / f"{name}.htm").write_text("<html></html>", "utf-8")
    (edition.html / "objects.inv").write_bytes(b"")
    (line,) = told(edition)
    assert "`html_file_suffix`" in line
    assert line.endswith("[output-unknown]")
