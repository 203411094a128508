"""verify proves lists that run over several pages, and finds what is changed on a further page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, cable_text, tiny_edition
from .test_releases import run

REFS = "\n\nREF: A. 05 OTTAWA 1\n     B. 04 STATE 1234\n\nClassified By"
SERIALS = range(1, 8)


#: What editors have copied, made and said around their pages.
CONF = """
root_doc = "contents"
extensions += ["sphinx.ext.duration"]
html_extra_path = ["extra"]
html_static_path = ["static", "../assets"]
html_css_files = ["beside.css", "filled.css"]
html_split_index = True
html_additional_pages = {"hello": "hello.html"}
templates_path = ["templates"]
html_sidebars = {"posts/index": []}
myst_html_meta = {"keywords": "cables, Ottawa", "property=og:locale": "en_CA"}
"""
GIVEN = (
    *("extra/.htaccess", "extra/in/robots.txt", "static/in/own.txt"),
    *("extra/google123.html", "../assets/beside.css"),
)
WRITTEN = {
    "static/filled.css.jinja": "p { color: {{ '#123456' }} }\n",
    "templates/hello.html": "{% extends 'page.html' %}{% block content %}Hello.{% endblock %}\n",
    "said.md": "---\norphan: true\nmyst:\n  html_meta:\n    description: >-\n"
    "      What we\n      say of it.\n---\n# Said\n\nOther words.\n",
    "told.rst": ":orphan:\n\nTold\n====\n\n.. meta::\n   :description lang=en: Told so."
    "\n\nWords.\n",
}


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """A built edition of seven cables: two lines a page of a list, the first page no index."""
    edition = tiny_edition(tmp_path_factory.mktemp("divided"))
    (edition.docs / "index.md").rename(edition.docs / "contents.md")
    with (edition.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(CONF)
    for name in GIVEN:
        (edition.docs / name).parent.mkdir(parents=True, exist_ok=True)
        (edition.docs / name).write_text(f"# {name}\n", "utf-8")
    for name, words in WRITTEN.items():
        (edition.docs / name).parent.mkdir(parents=True, exist_ok=True)
        (edition.docs / name).write_text(words, "utf-8")
    limits = 'base_url = "https://cables.example/a/"\n'
    limits += "[limits]\nentries_per_page = 2\nplaces_per_entry = 2\ncables_per_page = 2\n"
    (edition.root / "edition.toml").write_text(limits, "utf-8")
    for serial in SERIALS:
        text = cable_text(serial, ("(C) Jane Roe spoke. As in ref A.", "(U) She left Ελλάδα."))
        edition.add(f"05OTTAWA{serial}", text.replace("\n\nClassified By", REFS))
        quote = f"{{at: p1, rule: conjecture, quote: spoke, read: spake {serial}, reason: '*So*.'}}"
        (edition.sources / f"05OTTAWA{serial}.yaml").write_text(
            f"emendations:\n  - {quote}\n", "utf-8"
        )
    done = run(edition, "0.1.0", "--note", "The first.")
    assert done.exit_code == 0, done.output
    edition.build()
    # Whoever publishes the site on GitHub's pages adds these.
    (edition.html / ".nojekyll").touch()
    (edition.html / "CNAME").write_text("cables.example\n", "utf-8")
    return edition


def told(edition: TinyEdition) -> list[str]:
    return [one.located() for one in verify_build(edition.html, edition.sources)[1]]


def test_every_page_of_a_divided_list_is_proved(divided: TinyEdition) -> None:
    assert told(divided) == []


#: Files that change what a server or a browser does with the pages, or are none of the site.
STRANGE = (
    *(".htaccess", ".nojekyll", "CNAME", "_headers", "_redirects", "conf.py", "extra/.htaccess"),
    *("robots.txt", "sw.js", "web.config", "searchindex.js", "cables/.htaccess", "in/sw.js"),
    *("_static/more.css", "_static/cable-more.txt", "_static/in/cable-more.js", "_static/x.png"),
    *(".git/config", "x/CNAME", "x/.nojekyll"),
    *("_images/unseen.png", "_downloads/0a/x.zip", "_more/x.js", "downloads/other.pdf"),
    *(
        "data/notes.txt",
        "_search/index.json",
        "_search/p-sw.js",
        "_search/t-99.js",
        "_search/sw.js",
        "_sources/cables/05OTTAWA1.sh",
        ".doctrees/a/b.sh",
    ),
)
ALWAYS = (
    *("objects.inv", "sitemap.xml", "404.html", "reading-list.html"),
    *("for-programs.html", "llms.txt"),
    *("_static/cable-ids.js", "_static/cable-fonts.css"),
)


#: Parts of the theme that a page loses, and a link of it that a page has twice.
LOST = (
    (r'<a class="skip-to-content[^>]*>.*?</a>', ""),
    (r"Made with", ""),
    (r'<form class="sidebar-search.*?</form>', ""),
)
TWICE = ((r'<a href="https://www.sphinx-doc.org/">Sphinx</a>', r"\g<0> \g<0>"),)


def changed(page: Path, edits: tuple[tuple[str, str], ...]) -> Path:
    text = page.read_text("utf-8")
    for old, new in edits:
        text, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count == 1, old
    page.write_text(text, "utf-8")
    return page


def said(found: list[str], page: Path, shown: str) -> bool:
    return any(one.startswith(f"{page}: ") and shown in one for one in found)


def test_a_checkout_of_a_published_branch_is_a_site(divided: TinyEdition, tmp_path: Path) -> None:
    site = tmp_path / "html"
    shutil.copytree(divided.html, site)
    who = ("-c", "user.name=Roe", "-c", "user.email=roe@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "A release.")):
        subprocess.run(["git", *command], cwd=site, check=True)
    beside = tmp_path / "beside"
    subprocess.run(["git", "worktree", "add", "-q", beside], cwd=site, check=True)
    assert [one.located() for one in verify_build(site, divided.sources)[1]] == []
    assert [one.located() for one in verify_build(beside, divided.sources)[1]] == []
    # What is no file of git is none of the site there either, nor is git within the site.
    strange = (".git/x.html", ".git/sw.js", "cables/.git/config", ".git/hooks/../../x.sh")
    for name in strange:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(b"x")
    found = [one.located() for one in verify_build(site, divided.sources)[1]]
    for name in (".git/x.html", ".git/sw.js", "cables/.git/config", "x.sh"):
        assert any(one.startswith(f"{site / name}: ") for one in found), name
    (beside / ".git").write_bytes(b"<script>")
    found = [one.located() for one in verify_build(beside, divided.sources)[1]]
    assert any(one.startswith(f"{beside / '.git'}: ") for one in found)


def test_files_that_nothing_gives_are_told_and_what_lacks(
    divided: TinyEdition, tmp_path: Path
) -> None:
    site = tmp_path / "html"
    shutil.copytree(divided.html, site)
    (site / ".htaccess").unlink()
    conf = (divided.docs / "conf.py").read_bytes()
    count = len([*site.glob("_search/t-*.js")])
    strange = (*STRANGE, f"_search/t-{count}.js")
    for name in strange:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(conf if name == "conf.py" else b"Redirect / https://x.example/")
    (site / "linked.txt").symlink_to(divided.docs / "index.md")
    for name in ALWAYS:
        (site / name).unlink()
    lost = changed(site / "cables/05OTTAWA3.html", LOST)
    twice = changed(site / "cables/05OTTAWA4.html", TWICE)
    found = [one.located() for one in verify_build(site, divided.sources)[1]]
    assert {shown for shown in ("Skip", "Made", "search") if not said(found, lost, shown)} == set()
    assert said(found, twice, "https://www.sphinx-doc.org/ once more")
    unknown = {one.partition(": ")[0] for one in found if one.endswith("[file-unknown]")}
    assert unknown == {str(site / name) for name in (*strange, "linked.txt")}
    missing = {one.partition(": ")[0] for one in found if one.endswith("[file-missing]")}
    assert missing == {str(site / name) for name in ALWAYS}


FURTHER = {
    "emendations/more/2": ("spake 3", "spake 9"),
    "references/more/2": ("reference A", "reference Z"),
    "references/more/05OTTAWA1-2": ("reference A", "reference Z"),
    "releases/more/0-1-0-2": ("new in this release", "withdrawn"),
    "people/more/person-roe-jane-2": (">Jane Roe<", ">Mary Roe<"),
    "missing/more/2": ("is absent", "is here"),
    "parts/2005-2": ("A VISIT</td>", "A WALK</td>"),
    "chronology/more/2005-2": ("A VISIT</td>", "A WALK</td>"),
}


@pytest.mark.parametrize("name", FURTHER)
def test_a_change_on_a_further_page_is_found(divided: TinyEdition, name: str) -> None:
    old, new = FURTHER[name]
    path = divided.html / f"{name}.html"
    right = path.read_text("utf-8")
    assert old in right
    path.write_text(right.replace(old, new, 1), "utf-8")
    lines = told(divided)
    path.write_text(right, "utf-8")
    (line,) = lines
    assert line.startswith(f"{path}: ")
    assert old.replace("</td>", "").strip("<>") in line
    assert new.replace("</td>", "").strip("<>") in line


@pytest.mark.parametrize("name", FURTHER)
def test_a_further_page_that_is_gone_or_differs_in_its_copy_is_found(
    divided: TinyEdition, name: str
) -> None:
    path = divided.html / f"{name}.html"
    right = path.read_bytes()
    path.unlink()
    assert f"{path}: this page of the edition was not built [page-missing]" in told(divided)
    path.write_bytes(right)
    copy = divided.html / "_sources" / f"{name}.md.txt"
    right = copy.read_bytes()
    copy.write_bytes(right + b"\nForged.\n")
    (line,) = told(divided)
    copy.write_bytes(right)
    assert "Forged." in line
    assert line.endswith("[copy-differs]")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("_static/cable-tags.js", '"A VISIT"', '"A WALK"', "none of the edition"),
        ("_static/cable-tags.js", "[1,0]", "[1]", "05OTTAWA1 has the TAGS ['PREL']"),
        ("_static/cable-tags.js", "PREL", "PGOV", "'PGOV'"),
        ("_static/cable-tags.js", ";", "; forge();", "cannot be read"),
        ("_static/cable-ids.js", "OTTAWA3", "OTTAWA33", "OTTAWA33"),
        ("sitemap.xml", "/a/cables/05OTTAWA1.html", "/a/forged.html", "forged.html"),
        ("sitemap.xml", "<url><loc>https://cables.example/a/cables/05OTTAWA2.html</loc></url>", "",
         "05OTTAWA2.html' is missing"),
        ("sitemap.xml", "cables.example/a/contents", "evil.example/contents", "evil"),
        ("sitemap.xml", "<url><loc>https://cables.example/a/said.html</loc></url>\n", "",
         "said.html' is missing"),
        ("sitemap.xml", "a/told.html", "a/said.html", "said.html' stands in it twice"),
        ("sitemap.xml", "<url><loc>", "<url><priority>0.1</priority><loc>", "not as the program"),
        ("sitemap.xml", "</urlset>", "<!-- Forged. --></urlset>", "not as the program"),
        ("cables/05OTTAWA1.html", '<span class="cable-panel-places">',
         'is forged <span class="cable-panel-places">', "panel: the edition has"),
        ("cables/05OTTAWA1.html", '<details class="cable-panel-part">',
         'Forged.<details class="cable-panel-part">', "panel: the edition has"),
        ("cables/05OTTAWA1.html", '<details class="cable-panel-part">',
         '<details class="cable-panel-part" hidden>', "panel: the edition has"),
        ("cables/05OTTAWA1.html", '<span class="cable-panel-places"><a href="#tags">',
         '<span class="cable-panel-places"><img alt="Forged."><a href="#tags">', "panel: "),
        ("_search/filters.js", '"Cables":"0!', '"Cables":"0#', "is not found by Part 'Cables'"),
        ("_static/basic.css", "\nimg {", "\ntd > :first-child {\n    visibility: hidden;\n}\nimg {",
         "no such file"),
        ("_static/basic.css", "\nimg {", "\n}\nimg {", "no such file"),
        ("data/emendations.json", '"spake 3"', '"spake 9"', "emendations[2].read"),
        ("CNAME", "cables.example", "forged.example", "no such file"),
        ("google123.html", "google123", "google124", "no such page"),
        ("_static/beside.css", "assets", "other", "no such file"),
        ("_static/filled.css", "color", "display", "no such file"),
        ("sphinx-reading-durations.json", "{", "[{", "no such file"),
        ("said.html", "What we say of it.", "Other words of it.", "description 'Other words of"),
        ("told.html", "Told so.", "Told otherwise.", "description 'Told otherwise.'"),
        ("cables/05OTTAWA1.html", "en_CA", "fr_CA", "og:locale 'fr_CA'"),
        ("genindex.html", "genindex-all.html", "genindex-none.html", "genindex-none"),
        ("404.html", "/a/search.html", "/b/search.html", "not the one that the program makes"),
        ("404.html", "/a/contents.html", "/a/index.html", "not the one that the program"),
    ],
)  # fmt: skip
def test_a_change_of_a_file_beside_the_pages_is_found(
    divided: TinyEdition, file: str, old: str, new: str, said: str
) -> None:
    path = divided.html / file
    right = path.read_text("utf-8")
    assert old in right
    path.write_text(right.replace(old, new, 1), "utf-8")
    lines = told(divided)
    path.write_text(right, "utf-8")
    assert any(line.startswith(f"{path}: ") and said in line for line in lines)


def test_files_that_are_gone_are_told(divided: TinyEdition) -> None:
    gone = ["_static/cable-edition.css", "data/cables.jsonl", "data/json/05OTTAWA2.json"]
    gone.append("_search/index.js")
    right = [(divided.html / name).read_bytes() for name in gone]
    for name in gone:
        (divided.html / name).unlink()
    lines = told(divided)
    for name, data in zip(gone, right, strict=True):
        (divided.html / name).write_bytes(data)
    assert [line.partition(": ")[0] for line in lines] == [str(divided.html / one) for one in gone]
