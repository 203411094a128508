"""Whatever is changed in a built site, verify finds it; an untouched site is proved."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.editions import EDITIONS, build_pages

from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.site.site_check import check_site
from cable_edition.core.settings.edition_file import load_from

#: Edition -> a cable in it with a name, a note, an emendation and a heading.
CABLES = {"first": "05OTTAWA286", "everything": "05ROME301"}
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Edit:
    """A change to one file: its kind, what it does, the file, and the text that it changes.

    ``old`` is a pattern; the first match is replaced. ``{}`` in the file stands for the cable.
    """

    kind: str
    name: str
    file: str
    old: str
    new: str


PAGE = "cables/{}.html"
COPY = "_sources/cables/{}.md.txt"


def _on_page(kind: str, *edits: tuple[str, str, str]) -> Iterator[Edit]:
    for name, old, new in edits:
        yield Edit(kind, name, PAGE, old, new)


PAR = r'<div class="cable-par" id="p1"'
WORD = r"(cable-words\" lang=\"en\" dir=\"ltr\">[^<]*?)\b([a-z]{4,})\b"
EDITS = [
    *_on_page(
        "words of a cable",
        ("a word changed", WORD, r"\1forged"),
        ("a word taken out", WORD, r"\1"),
        ("a word added after a block", r"(cable-block-text\">.*?</span>)</p>", r"\1 Forged.</p>"),
        ("a paragraph added", PAR, f'<p class="other">Forged.</p>{PAR}'),
        ("words added outside the places of words", r"<dl class=\"cable-record",
         '<p>Forged.</p><dl class="cable-record'),
        ("the text as transmitted", r"(<pre class=\"cable-words\".*?)SUBJECT", r"\1OBJECT"),
    ),
    *_on_page(
        "anchors and order",
        ("two paragraphs change places", (r"(?s)(<div class=\"cable-par\" id=\"p3\".*?</div></div>)"
         r"(.*?)(<div class=\"cable-par\" id=\"p4\".*?</div></div>)"), r"\3\2\1"),
        ("a second place with an anchor", PAR, f'<p id="p4">Forged.</p>{PAR}'),
        ("an anchor renamed", PAR, PAR.replace("p1", "p901")),
        ("an anchor taken out", r' id="p2"', ""),
        ("a former anchor invented", PAR, f'<span class="cable-former" id="p77"></span>{PAR}'),
    ),
    *_on_page(
        "numbers and marks",
        ("the number of a paragraph", r"¶ 2</a>", "¶ 9</a>"),
        ("a portion mark", r'(class="cable-mark"[^>]*>)\([A-Z]+\)', r"\1(TS)"),
        ("the meaning of a mark", r'(class="cable-mark" title=)"[^"]*"', r'\1"Top secret"'),
        ("the mark for the filter", r'data-mark="[^"]*"', 'data-mark="(TS)"'),
        ("the count of portions", r"([0-9]+) paragraphs?</p></li>", "77 paragraphs</p></li>"),
    ),
    *_on_page(
        "names",
        ("a name linked to another person", r'(people/index.html#person-)[a-z-]+"',
         r'\1nobody"'),
        ("a name linked to another host", r'href="\.\./people/index.html', 'href="//evil.example/'),
        ("the meaning of a name", r'(class="cable-mention cable-person"[^>]*title=)"[^"]*"',
         r'\1"A forger"'),
        ("a name without its link", r'<a class="cable-mention cable-person"[^>]*>([^<]*)</a>',
         r"\1"),
        ("a link around other words", r"(cable-words\"[^>]*>)([A-Z][a-z]+)",
         r'\1<a href="../index.html">\2</a>'),
        ("the panel beside the cable", r'(class="cable-panel-name"[^>]*>)[^<]*', r"\1Forged"),
    ),
    *_on_page(
        "what is hidden or turned",
        ("a paragraph hidden", PAR, f"{PAR} hidden"),
        ("a paragraph not displayed", PAR, f'{PAR} style="display:none"'),
        ("a paragraph that is inert", PAR, f"{PAR} inert"),
        ("a paragraph that is not read out", PAR, f'{PAR} aria-hidden="true"'),
        ("words struck out", WORD, r"\1<del>\2</del>"),
        ("words from right to left", r'(cable-words" lang="en" dir=)"ltr"', r'\1"rtl"'),
        ("words by the style sheet", r"</head>",
         "<style>#p1::after{content:'Forged'}</style></head>"),
        ("a class that hides", r'class="cable-blocks"', 'class="cable-blocks visually-hidden"'),
    ),
    *_on_page(
        "what runs or reaches out",
        ("a script", r"</head>", "<script>document.title='Forged'</script></head>"),
        ("a script from another host", r"</body>",
         '<script src="https://evil.example/x.js"></script></body>'),
        ("a script of the site's own folder", r"</body>",
         '<script src="../_static/forged.js"></script></body>'),
        ("a page that leads away", r"</head>",
         '<meta http-equiv="refresh" content="0; url=https://evil.example/"></head>'),
        ("a picture with words", WORD, r'\1<img alt="Forged" src="x.png">\2'),
        ("a field with words", WORD, r'\1<input value="Forged">\2'),
        ("a handler", PAR, f'{PAR} onclick="forge()"'),
        ("a frame", r"</article>|</body>", '<iframe src="https://evil.example"></iframe></body>'),
    ),
    *_on_page(
        "titles and the record",
        ("the heading of the page", r'(class="cable-title[^"]*">)[^<]*', r"\1FORGED"),
        ("the title of the page", r"(<title>)[^<]*", r"\1Forged"),
        ("the identifier", r"(Identifier<.*?<p>)[^<]*", r"\g<1>05OTTAWA1"),
        ("the classification", r'(<p id="classification">)[^<]*', r"\1TOP SECRET"),
        ("the date", r"(Created<.*?<p>)[^<]*", r"\g<1>2001-01-01"),
        ("the TAGS", r'(<p id="tags">.*?</a>)', r"\1 and more"),
        ("the checksum", r'(SHA-256 <code[^>]*><span class="pre">)[0-9a-f]', r"\1g"),
        ("a label", r">Classification<", ">Cleared<"),
    ),
    *_on_page(
        "notes and emendations",
        ("the words of a note", r'(class="cable-note".*?</p>\n<p>)[A-Z][a-z]*', r"\1Forged"),
        ("the number of a note", r'(aria-label="Note )1(">)1', r"\g<1>7\g<2>7"),
        ("a note taken out", r'(?s)<li class="cable-note".*?</li>', ""),
        ("what an emendation says of the source", r'data-source="[^"]*"', 'data-source="x"'),
        ("the rule of an emendation", r'data-rule="[^"]*"', 'data-rule="forged"'),
        ("the number of emendations", r"(Reading text)( with|, without)", r"\1 as sent\2"),
    ),
    *_on_page(
        "what is missing, and the ways on",
        ("a sentence on what is missing", r'(cable-missing.*?<li><p>)[^<]*', r"\1Nothing."),
        ("the box on what is missing", r'(?s)<div class="cable-missing.*?</div>', ""),
        ("how to cite", r'(data-cite="chicago">)[^<]*', r"\1Forged. "),
        ("the data for citing", r'(data-cite="bibtex"[^>]*>@misc\{)', r"\1forged"),
        ("what the head tells of the cable", r'(name="citation_title" content=)"[^"]*"',
         r'\1"Forged"'),
        ("the next page", r'(rel="next"[^>]* href=)"[^"]*"', r'\1"index.html"'),
        ("where the public record is", r'href="[^"]*"(>View )', r'href="https://evil.example/"\1'),
    ),
    Edit("lists", "a row of the list of cables", "cables/index.html",
         r'(class="cable-date">)[^<]*', r"\g<1>1999-01-01"),
    Edit("lists", "a row taken out", "cables/index.html", r"<tr><td.*?</tr>", ""),
    Edit("lists", "where a row leads", "cables/index.html",
         r'(<th scope="row"><a href=)"[^"]*"', r'\1"../index.html"'),
    Edit("lists", "an event", "chronology/index.html",
         r'(cable-statement"><strong>)[^<]*', r"\g<1>1999"),
    Edit("lists", "a group of classification", "classifications/index.html",
         r"<em>[0-9]+ cables?", "<em>77 cables"),
    Edit("lists", "what is missing in the edition", "missing/index.html", r"Of [0-9]+", "Of 77"),
    Edit("registers", "a person's name", "people/index.html", r"(<h2>)[^<]*", r"\1Forged"),
    Edit("registers", "a person's office", "people/index.html", r"(<strong>)[^<]*", r"\1Forger"),
    Edit("registers", "the status of a statement", "people/index.html",
         r"(cable-status cable-status-[a-z]+\">)[^<]*", r"\1proved"),
    Edit("registers", "the source of a statement", "people/index.html",
         r'(class="cable-source[^"]*" href=)"[^"]*"', r'\1"https://evil.example/"'),
    Edit("registers", "the words around a place", "people/index.html",
         r'(class="cable-before">)[^<]*', r"\1Forged "),
    Edit("registers", "where a place is", "glossary/index.html",
         r'(class="cable-place" href=)"[^"]*"', r'\1"../index.html"'),
    Edit("registers", "what a TAG means", "tags/index.html", r"(<strong>)[^<]*", r"\1Forged"),
    Edit("registers", "the posts", "posts/index.html", r"(<mark>)[^<]*", r"\1FORGED"),
    Edit("copies", "a word of a paragraph", COPY, r"(\{cable:par\}[^`]*?)\b([a-z]{4,})\b",
         r"\1forged"),
    Edit("copies", "a number of a paragraph", COPY, r"(\{cable:par\} p2) 2", r"\1 9"),
    Edit("copies", "where a name leads", COPY, r"(\{cable:person\}`[^`]* <)[^>]*", r"\1nobody"),
    Edit("copies", "the record", COPY, r"(classification \| Classification \|) .*", r"\1 SECRET X"),
    Edit("copies", "the text as transmitted", COPY,
         r"(\{cable:transmitted\}[^`]*?)SUBJECT", r"\1OBJECT"),
    Edit("copies", "a row of the list of cables", "_sources/cables/index.md.txt",
         r"\| [A-Z][A-Za-z]+ \|", "| Forged |"),
    Edit("copies", "an entry of a register", "_sources/people/index.md.txt",
         r"\{cable:entry\} person [a-z-]+", "{cable:entry} person nobody"),
]  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A built edition, and what it is proved against."""

    cable: str
    html: Path
    against: Against


@pytest.fixture(scope="module", params=EDITIONS)
def site(request: pytest.FixtureRequest, shared: Path) -> Site:
    name = str(request.param)
    folder = shared / ("edition" if name == "first" else f"edition-{name}")
    file, problems = load_from(EDITIONS[name])
    assert problems == []
    return Site(CABLES[name], build_pages(folder, name).html, read_anew(file))


def _told(site: Site, folder: Path) -> list[str]:
    return [problem.located() for problem in check_site(folder, site.against)]


def test_an_untouched_site_is_proved(site: Site) -> None:
    assert _told(site, site.html) == []


def test_there_are_enough_edits_of_enough_kinds() -> None:
    assert len(EDITS) >= 60
    assert len({edit.kind for edit in EDITS}) >= 12


def _some_pages(site: Site, copy: Path) -> Path:
    """Copy the pages that are edited, and a few more, for a frame is compared with others."""
    pages = {edit.file.format(site.cable) for edit in EDITS}
    pages |= {"index.html", "objects.inv", "organizations/index.html"}
    pages |= {str(p.relative_to(site.html)) for p in sorted(site.html.glob("cables/*.html"))[:4]}
    for name in pages:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(site.html / name, copy / name)
    return copy


def test_every_edit_is_found(site: Site, tmp_path: Path) -> None:
    """Each edit is made alone in a copy, found, and told with the file."""
    copy = _some_pages(site, tmp_path / "site")
    missed = []
    for edit in EDITS:
        path = copy / edit.file.format(site.cable)
        original = path.read_text("utf-8")
        changed = re.sub(edit.old, edit.new, original, count=1, flags=re.DOTALL)
        if changed == original:
            missed.append(f"{edit.kind}: {edit.name}: nothing to change in {path.name}")
            continue
        path.write_text(changed, "utf-8")
        found = _told(site, copy)
        path.write_text(original, "utf-8")
        if not any(str(path) in line for line in found):
            missed.append(f"{edit.kind}: {edit.name}: {found}")
    assert missed == []
