"""Chapters that have all that MyST, Sphinx and four of its extensions can have are proved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, tiny_edition, warnings_of
from .test_faithful import EVERY_SYNTAX

#: Chapters, and files that they take in.
CHAPTERS = Path(__file__).parents[1] / "data" / "chapters"
INDEX = """\
# Tiny

```{toctree}
:caption: All of it
:maxdepth: 2

chapter
taken
Named otherwise <second>
third
cables/index
```
"""
CONF = f"""\
extensions = ["cable_edition", "sphinx_design", "sphinx_copybutton", "sphinx_tabs.tabs"]
extensions.append("sphinx_togglebutton")
myst_enable_extensions = {EVERY_SYNTAX!r}
myst_substitutions = {{"place": "Ottawa", "link": "[the second](second.md)"}}
myst_heading_anchors = 3
html_theme = "furo"
numfig = True
suppress_warnings = ["toc.not_included", "myst.strikethrough"]
rst_prolog = ".. |abc| replace:: ABC"
exclude_patterns = ["registers", "part.md", "part.rst"]
"""
#: File, what stands in it, what is put there, what must be told of it.
EDITS = (
    ("chapter", 'second.html#inner"><span class="std std-ref">words', "third.html#part", "words"),
    ("chapter", 'second.html"><span class="doc">words', "third.html", "'words' leads to 'third'"),
    ("chapter", '#Ship.sail" title="Ship.sail"><code class="xref py py-func', "#Ship", "sail()"),
    ("chapter", '#cmdoption-deep"><code', "#Ship", "--deep"),
    ("chapter", '#fig-one"><span class="std std-numref">Figure', "#code-one", "Figure 1"),
    ("chapter", '#equation-one-eq">(1)', "#equation-two-eq", "'(1)'"),
    ("chapter", '#second-part" title="Link', "#here", "to itself"),
    ("chapter", '#term-candle"><span', "#term-lamp", "candle"),
    ("chapter", 'https://peps.python.org/pep-0008/"', "https://peps.python.org/pep-0009/", "PEP"),
    ("chapter", '#boats2.Boat.go"><code', "#boats2.Boat", "Boat.go()"),
    ("chapter", '#here">words', "#second-part", "words"),
    ("taken", 'second.html#second-label"><span', "second.html#gone", "second#gone"),
    ("index", 'third.html#c.f"><code', "third.html#g", "'f()'"),
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    edition = tiny_edition(tmp_path_factory.mktemp("everything"))
    shutil.copytree(CHAPTERS, edition.docs, dirs_exist_ok=True)
    (edition.docs / "conf.py").write_text(CONF, "utf-8")
    (edition.docs / "index.md").write_text(INDEX, "utf-8")
    edition.add()
    assert warnings_of(edition.build()) == ""
    return edition


def told(edition: TinyEdition) -> list[str]:
    return [one.located() for one in verify_build(edition.html, edition.sources)[1]]


def test_all_that_a_chapter_can_have_is_proved(built: TinyEdition) -> None:
    assert told(built) == []


def test_links_that_roles_and_directives_make_lead_where_the_chapter_says(
    built: TinyEdition,
) -> None:
    changed: dict[Path, str] = {}
    for name, old, new, _ in EDITS:
        path = built.html / f"{name}.html"
        text = changed.get(path) or path.read_text("utf-8")
        address = old.partition('"')[0]
        assert f'href="{old}' in text, old
        changed[path] = text.replace(f'href="{old}', f'href="{old.replace(address, new, 1)}', 1)
    right = {path: path.read_bytes() for path in changed}
    for path, text in changed.items():
        path.write_text(text, "utf-8")
    lines = told(built)
    for path, data in right.items():
        path.write_bytes(data)
    missed = [
        (name, old) for name, old, _, said in EDITS
        if not any(f"/{name}.html: " in line and said in line for line in lines)
    ]  # fmt: skip
    assert missed == [], "\n".join(lines)
