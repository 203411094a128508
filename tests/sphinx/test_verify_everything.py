"""Chapters that have all that MyST, Sphinx and four of its extensions can have are proved."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest

from cable_edition.core.proof.against import read_anew
from cable_edition.core.proof.site.site_check import SiteCheck
from cable_edition.core.proof.verify import verify_build
from cable_edition.core.settings.edition_file import load_from

from .conftest import TinyEdition, tiny_edition, warnings_of
from .test_faithful import EVERY_SYNTAX

# The extensions that the chapters use are installed with the outside tools alone.
pytestmark = pytest.mark.outputs

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


#: What stands in the inventory, and what is put there.
INVENTORY = (
    ("05OTTAWA1 cable:cable 0 cables/05OTTAWA1", "05OTTAWA1 cable:cable 0 cables/index"),
    ("A VISIT\n", "A LIE\n"),
    ("cables/05OTTAWA1.html#p1", "cables/05OTTAWA1.html#subject"),
    ("Brian Flora", "Jane Roe"),
    ("person-$ Jane", "person-flora-brian Jane"),
    ("Ship py:class 1 chapter.html#$", "Ship py:class 1 chapter.html#swim"),
    ("second std:doc -1 second.html Second", "second std:doc -1 third.html Second"),
    ("second std:doc -1 second.html Second", "second std:doc -1 second.html Lie"),
    ("inner std:label -1 second.html#$ An inner part", "inner std:label -1 second.html#$ Lie"),
    ("html#term-s-and-r", "html#term-s-crs"),
    ("CA: Canada", "CA: Cuba"),
    ("Ottawa\n", "Rome\n"),
    ("g js:function 1 third.html#$ -", "x std:label -1 nowhere.html#x X"),
    ("g js:function 1 third.html#$ -", "05OTTAWA3 cable:cable 0 cables/05OTTAWA1.html A VISIT"),
    ("05ottawa1#p1 std:label -1 cables/05OTTAWA1.html", "05ottawa1#p1 std:label -1 index.html"),
)


def test_the_inventory_leads_to_what_it_names(built: TinyEdition) -> None:
    path = built.html / "objects.inv"
    right = path.read_bytes()
    *head, body = right.split(b"\n", 4)
    text = zlib.decompress(body).decode()
    known, _ = load_from(built.root)
    check = SiteCheck(built.html, read_anew(known))
    assert list(check.run()) == []
    missed = []
    for old, new in INVENTORY:
        assert old in text, old
        forged = zlib.compress(text.replace(old, new, 1).encode())
        path.write_bytes(b"\n".join([*head, forged]))
        if not list(check.inventory()):
            missed.append((old, new))
    path.write_bytes(right)
    assert missed == []


def test_pages_that_the_edition_does_not_give_are_told(built: TinyEdition) -> None:
    forged = (
        "forged.html", "cables/note.html", "cables/05OTTAWA9.html", "05OTTAWA9.html", "forged.htm",
        "_static/evil.html", "people/more/9.html", "sub/forged.HTML",
    )  # fmt: skip
    page = (built.html / "second.html").read_bytes()
    settings = built.root / "edition.toml"
    settings.write_text('title = "Tiny"\n[verify]\nallowed = ["page[name=made/*]"]\n', "utf-8")
    for name in (*forged, "made/one.html"):
        (built.html / name).parent.mkdir(parents=True, exist_ok=True)
        (built.html / name).write_bytes(page)
    lines = [line for line in told(built) if "page-without-cable" in line]
    settings.unlink()
    for name in (*forged, "made/one.html"):
        (built.html / name).unlink()
    assert sorted(line.partition(": ")[0] for line in lines) == sorted(
        str(built.html / name) for name in forged
    )
