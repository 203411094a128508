"""What programs can ask of a site, each with a line to try: a list that page and proof share.

A line stands alone: it can be pasted into a shell, into Python or into R, and writes something. A
test runs every one of them on a served site.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from cable_edition.core.edition.model import Edition
from cable_edition.core.words import marked

#: The page, without ending, and the list for programs that read prose.
PAGE, LLMS = "for-programs", "llms.txt"
TITLE = marked("For programs")
#: Where a copy of a site is that has no address: what `python -m http.server` says.
LOCAL = "http://localhost:8000/"


class Line(NamedTuple):
    """A line to try: the program that takes it, and the line."""

    program: str
    code: str


class Interface(NamedTuple):
    """Something that programs can ask for.

    ``kind`` is the kind of data that has it, or empty where every site has it; ``file`` its path.
    In the list below ``ADDRESS`` and ``CABLE`` stand for what the site has in their place.
    """

    kind: str
    anchor: str
    title: str
    meaning: str
    file: str
    lines: tuple[Line, ...]


class Site(NamedTuple):
    """What a site has: kinds of data, its address or none, a cable for the examples or none.

    The Markdown of its pages is a kind here, ``markdown``.
    """

    kinds: Collection[str]
    address: str
    cable: str


def site_of(edition: Edition, kinds: Collection[str], address: str) -> Site:
    """Return what a site of an edition has; the cable is its first."""
    return Site(kinds, address, edition.cables[0].id if edition.cables else "")


def interfaces(site: Site) -> list[Interface]:
    """Return what a site has for programs, in the order of its page."""
    return [_placed(one, site) for one in _ALL if _has(site, one)]


def _has(site: Site, one: Interface) -> bool:
    if _CABLE in one.file and not site.cable:
        return False
    if one.kind == _ADDRESSED:
        return bool(site.address)
    if one.kind == _CATALOGUED:
        return bool(site.address) and not _INTERFACES.isdisjoint(site.kinds)
    return not one.kind or one.kind in site.kinds


def _placed(one: Interface, site: Site) -> Interface:
    file = one.file.replace(_CABLE, site.cable)
    address = f"{site.address or LOCAL}{file}"
    lines = tuple(Line(way, code.replace("ADDRESS", address)) for way, code in one.lines)
    return one._replace(file=file, lines=lines)


def _interface(
    kind: str, anchor: str, title: str, meaning: str, file: str, **lines: str
) -> Interface:
    told = tuple(Line(_PROGRAMS[name], code) for name, code in lines.items())
    return Interface(kind, anchor, title, meaning, file, told)


_PROGRAMS = {"curl": "curl", "python": "Python", "r": "R"}
_CABLE = "CABLE"
#: What only a site with an address has, and what it has if there is an interface besides.
_ADDRESSED, _CATALOGUED = "address", "catalogue"
_INTERFACES = frozenset({"dts", "json"})
_TEI = "{http://www.tei-c.org/ns/1.0}"
_START = "curl -s ADDRESS | head -c 400"
_SHOWN = 'import urllib.request as u; print(u.urlopen("ADDRESS").read().decode()[:400])'
#: R has all of this without a package; only Parquet needs one, and has no line.
_R_START = 'cat(substr(paste(readLines("ADDRESS", warn = FALSE), collapse = "\\n"), 1, 400), "\\n")'
_R_WHOLE = 'x <- paste(readLines("ADDRESS", warn = FALSE), collapse = "\\n"); '
_JSON = "import json, urllib.request as u; "
_XML = "import urllib.request as u, xml.etree.ElementTree as t; "
_ALL = (
    _interface(
        "json",
        "cables",
        marked("All cables"),
        marked(
            "Every cable in a line of JSON: the record of the source, with emendations, notes and "
            "the places that name an entry."
        ),
        "data/cables.jsonl",
        curl="curl -s ADDRESS | head -n 1",
        python=_JSON + 'print([json.loads(line)["editorial"]["id"] for line in '
        'u.urlopen("ADDRESS")])',
        r='cat(substr(readLines("ADDRESS", n = 1), 1, 300), "\\n")',
    ),
    _interface(
        "json",
        "registers",
        marked("Registers"),
        marked("People, organizations, terms, TAGS and posts, with the places that name them."),
        "data/registers.json",
        curl="curl -s ADDRESS | head -n 3",
        python=_JSON + 'print([one["name"] for one in json.load(u.urlopen("ADDRESS"))["people"]])',
        r=_R_WHOLE + 'print(head(regmatches(x, gregexpr(\'"name":"[^"]*"\', x))[[1]], 5))',
    ),
    _interface(
        "csv",
        "table",
        marked("A table of cables"),
        marked(
            "One line a cable. Read every column as text, or ids such as 05E286 become numbers."
        ),
        "data/cables.csv",
        curl="curl -s ADDRESS | head -n 2",
        python='import pandas; print(pandas.read_csv("ADDRESS", dtype=str, '
        'keep_default_na=False)[["id", "date", "subject"]])',
        r='print(read.csv("ADDRESS", colClasses = "character")[c("id", "date", "subject")])',
    ),
    _interface(
        "tables",
        "sqlite",
        marked("Tables in one file"),
        marked("Cables, paragraphs, portion marks, mentions, references and more, as SQLite."),
        "data/tables/edition.sqlite",
        curl="curl -s -O ADDRESS && sqlite3 edition.sqlite "
        '"SELECT mark, count(*) FROM paragraphs GROUP BY mark"',
        python="import sqlite3, urllib.request as u; print(sqlite3.connect("
        'u.urlretrieve("ADDRESS")[0]).execute("SELECT mark, count(*) FROM paragraphs '
        'GROUP BY mark").fetchall())',
        r='download.file("ADDRESS", "edition.sqlite", mode = "wb", quiet = TRUE); '
        'cat(system2("sqlite3", c("edition.sqlite", shQuote("SELECT mark, count(*) FROM '
        'paragraphs GROUP BY mark")), stdout = TRUE), sep = "\\n")',
    ),
    _interface(
        "tables",
        "csv-tables",
        marked("Tables as CSV"),
        marked("The same tables, with what each column means (Data Package)."),
        "data/tables/datapackage.json",
        curl=_START,
        python='import frictionless; print(frictionless.Package("ADDRESS")'
        '.get_resource("paragraphs").read_rows()[:2])',
        r='print(head(read.csv(sub("datapackage.json", "paragraphs.csv", '
        '"ADDRESS"), colClasses = "character"), 2))',
    ),
    _interface(
        "parquet",
        "parquet",
        marked("Tables as Parquet"),
        marked("The same tables with their types, which load fastest."),
        "data/parquet/paragraphs.parquet",
        curl="curl -s -O ADDRESS && ls -l paragraphs.parquet",
        python='import pandas; print(pandas.read_parquet("ADDRESS")["mark"].value_counts())',
    ),
    _interface(
        "tei",
        "corpus",
        marked("All cables as TEI"),
        marked("Texts with their markup, and the registers."),
        "data/corpus.xml",
        curl=_START,
        python=_XML + f'print(sum(1 for _ in t.parse(u.urlopen("ADDRESS")).iter("{_TEI}p")))',
        r=_R_WHOLE + 'print(lengths(gregexpr("<p[ >]", x)))',
    ),
    _interface(
        "cmif",
        "letters",
        marked("Who wrote to whom"),
        marked("Sender, addressees and date of each cable, as an index of letters (CMIF)."),
        "data/cmif.xml",
        curl="curl -s ADDRESS | grep -m 3 correspAction",
        python=_XML + "print(sum(1 for "
        f'_ in t.parse(u.urlopen("ADDRESS")).iter("{_TEI}correspDesc")))',
        r='cat(head(grep("correspAction", readLines("ADDRESS"), value = TRUE), 3), sep = "\\n")',
    ),
    _interface(
        "citations",
        "references",
        marked("References"),
        marked("To all cables: as BibTeX here, and beside it as RIS and CSL-JSON."),
        "data/citations.bib",
        curl="curl -s ADDRESS | head -n 12",
        python=_SHOWN,
        r='cat(readLines("ADDRESS", n = 12), sep = "\\n")',
    ),
    _interface(
        "linked-data",
        "linked-data",
        marked("Linked data"),
        marked("The edition, its cables, people and organizations with the words of schema.org."),
        "data/edition.jsonld",
        curl=_START,
        python=_JSON + 'print([one["@type"] for one in json.load(u.urlopen("ADDRESS"))["@graph"]])',
        r=_R_WHOLE + 'print(table(regmatches(x, gregexpr(\'"@type":"[A-Za-z]*"\', x))[[1]]))',
    ),
    _interface(
        "dts",
        "dts",
        marked("Distributed Text Services"),
        marked("Collections, the units of each cable, and their texts, by DTS 1.0 (Level 0)."),
        "data/dts/entry.jsonld",
        curl="curl -s ADDRESS",
        python=_JSON + 'print(json.load(u.urlopen("ADDRESS"))["dtsVersion"])',
        r=_R_START,
    ),
    _interface(
        "json",
        "cable",
        marked("One cable"),
        marked("The line of a cable, as a file of its own. Put any other id in its place."),
        "data/json/CABLE.json",
        curl=_START,
        python=_JSON + 'print(json.load(u.urlopen("ADDRESS"))["subject"])',
        r=_R_WHOLE + 'print(regmatches(x, regexpr(\'"subject":"[^"]*"\', x)))',
    ),
    _interface(
        "tei",
        "cable-tei",
        marked("One cable as TEI"),
        marked("Its text with every character as transmitted."),
        "data/tei/CABLE.xml",
        curl=_START,
        python=_XML + 'print("".join(t.parse(u.urlopen("ADDRESS")).find('
        f'".//{_TEI}text").itertext())[:300])',
        r=_R_WHOLE + 'cat(substr(gsub("<[^>]*>", "", sub(".*<text[ >]", "<text>", x)), 1, 300), '
        '"\\n")',
    ),
    _interface(
        "annotations",
        "annotations",
        marked("Web Annotations of one cable"),
        marked("Its notes, emendations and mentions, each with the words it stands on."),
        "data/annotations/CABLE.jsonld",
        curl=_START,
        python=_JSON + 'print(len(json.load(u.urlopen("ADDRESS"))["items"]))',
        r=_R_WHOLE + 'print(lengths(gregexpr(\'"type":"Annotation"\', x)))',
    ),
    _interface(
        "markdown",
        "markdown",
        marked("One cable as Markdown"),
        marked(
            "The words of its page; each page of cables, lists and chapters has such a file "
            "beside it."
        ),
        "cables/CABLE.md",
        curl=_START,
        python=_SHOWN,
        r=_R_START,
    ),
    _interface(
        "",
        "links",
        marked("Typed links of a page"),
        marked("Its head leads to data, licence and description (Signposting)."),
        "cables/CABLE.html",
        curl="curl -s ADDRESS | grep -o '<link rel=\"license\"[^>]*>'",
        python="import re, urllib.request as u; print(re.findall('<link rel=\"license\"[^>]*>', "
        'u.urlopen("ADDRESS").read().decode()))',
        r='cat(grep(\'<link rel="license"\', readLines("ADDRESS", warn = FALSE), value = TRUE), '
        '"\\n")',
    ),
    _interface(
        "",
        "inventory",
        marked("Names for other Sphinx projects"),
        marked("Cables, paragraphs and entries of the registers, for intersphinx."),
        "objects.inv",
        curl="curl -s ADDRESS | head -n 2",
        python='import sphinx.ext.intersphinx as i; i.inspect_main(["ADDRESS"])',
        r='cat(readLines("ADDRESS", n = 2, warn = FALSE), sep = "\\n")',
    ),
    _interface(
        "",
        "prose",
        marked("For programs that read prose"),
        marked("Title, subject and the pages to begin with, in Markdown (llms.txt)."),
        LLMS,
        curl="curl -s ADDRESS",
        python=_SHOWN,
        r=_R_START,
    ),
    _interface(
        _ADDRESSED,
        "linkset",
        marked("All typed links"),
        marked("The links of all pages in one file (RFC 9264)."),
        "linkset.json",
        curl=_START,
        python=_JSON + 'print(len(json.load(u.urlopen("ADDRESS"))["linkset"]))',
        r=_R_WHOLE + "print(lengths(gregexpr('\"anchor\":', x)))",
    ),
    _interface(
        _ADDRESSED,
        "sitemap",
        marked("All pages"),
        marked("Their addresses, for crawlers."),
        "sitemap.xml",
        curl=_START,
        python=_SHOWN,
        r=_R_START,
    ),
    _interface(
        _CATALOGUED,
        "catalogue",
        marked("The catalogue of interfaces"),
        marked("Where programs begin that know nothing of the edition (RFC 9727)."),
        ".well-known/api-catalog",
        curl="curl -s ADDRESS",
        python=_SHOWN,
        r=_R_START,
    ),
)
