"""Files that a site makes beside its pages: ids, site map, fonts, the page of lost addresses.

Each is put together anew, or read by the template that the program has for it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.said_templates import said_in
from cable_edition.core.proof.site.shipped import PROGRAM, extensions_named
from cable_edition.core.settings.conf_values import first_page, literals
from cable_edition.core.words import script_words

IDS = "_static/cable-ids.js"
TAGS = "_static/cable-tags.js"
#: What scripts say in another language than English.
WORDS = "_static/cable-words.js"
FONTS = "_static/cable-fonts.css"
SITE_MAP = "sitemap.xml"
LOST = "404.html"
_LOST_TEMPLATE = "cable-lost.html"
#: An extension that makes the page of the lost in its own way.
_LOST_BY_OTHERS = "notfound.extension"
#: An extension that makes the site map in its own way: by its default with language and version.
_MAP_BY_OTHERS, _MAP_NAME, _MOST_PARTS = "sphinx_sitemap", "sitemap_filename", 2
_LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
#: The root of a map of maps, where in the file it stands, and what is told of any other map.
_INDEX, _HEAD, _OTHER = "sitemapindex", 100, "it is not as the program writes it"
_PART = re.compile(r"/(sitemap-[1-9][0-9]{0,5}\.xml)</loc>")
_INSIDE = re.compile(r'url\("data:font/woff2;base64,([A-Za-z0-9+/=]+)"\)')
_NOTE = re.compile(r"\{#.*?#\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{ (.*?) \}\}")
_TITLE = re.compile(r"<title>([^<>]{0,2000})</title>")
_MARK = re.compile(r"<[^>]*>")
_TAGS_BEGIN, _END = "window.cableTags = ", ";\n"
Found = tuple[str, str]


def made_faults(site: Path, known: Known, documents: Path) -> Iterator[Found]:
    """Yield (file, what is wrong); a file that is not there is passed over.

    ``documents`` is the folder of ``conf.py``.
    """
    extensions = extensions_named(documents / "conf.py")
    maps = sorted(site_maps(documents))
    most = _MOST_PARTS if _MAP_BY_OTHERS in extensions else 0
    checks: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
        (IDS, lambda text: _ids(known, text)),
        (TAGS, lambda text: _tags(known, text)),
        (WORDS, _words),
        (FONTS, _fonts),
        *((name, lambda text: _site_map(site, known, text, most)) for name in maps),
    )
    for file, check in checks:
        path = site / file
        if not path.is_file():
            continue
        try:
            yield from [(file, one) for one in check(path.read_text("utf-8", "replace"))]
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            yield file, f"cannot be read: {error}"
    by_others = any(documents.glob("404.*")) or any(documents.glob(f"*/{_LOST_TEMPLATE}"))
    by_others |= _LOST_BY_OTHERS in extensions
    if (site / LOST).is_file() and not by_others:
        written = (site / LOST).read_text("utf-8", "replace")
        first = f"{first_page(documents / 'conf.py')}.html"
        path = site / first
        front = path.read_text("utf-8", "replace") if path.is_file() else ""
        yield from ((LOST, message) for message in _lost(known, written.strip(), first, front))


def site_maps(documents: Path) -> set[str]:
    """Return the names of the site maps: the program's, and that of an extension for them."""
    conf = documents / "conf.py"
    given = literals(conf).get(_MAP_NAME, (SITE_MAP, 0))[0]
    others = {given} if _MAP_BY_OTHERS in extensions_named(conf) else set()
    return {SITE_MAP, *(one for one in others if isinstance(one, str))}


def parts_of_map(site: Path) -> frozenset[str]:
    """Return the names of the files that the map of a site names, where it is one of maps."""
    path = site / SITE_MAP
    text = path.read_text("utf-8", "replace") if path.is_file() else ""
    return frozenset(_PART.findall(text)) if _INDEX in text[:_HEAD] else frozenset()


def _ids(known: Known, text: str) -> Iterator[str]:
    ids = " ".join(sorted(known.cables))
    right = (
        f"window.cableIds = {json.dumps(ids)}.split(' ');\n"
        'window.cableAddress = "cables/{id}.html";\n'
    )
    if text != right:
        at = next((i for i, (a, b) in enumerate(zip(text, right, strict=False)) if a != b), 0)
        yield f"the ids of the cables are others: {text[max(0, at - 20) : at + 60]!r}"


def _tags(known: Known, text: str) -> Iterator[str]:
    """Compare what the choice by TAGS says of each cable; a long subject may be cut."""
    said = json.loads(text[len(_TAGS_BEGIN) : -len(_END)]) if text.endswith(_END) else None
    if not text.startswith(_TAGS_BEGIN) or not isinstance(said, dict):
        raise ValueError("it has another form")
    codes, rows = said.pop("codes"), said.pop("cables")
    if said != {"address": "cables/{id}.html"}:
        yield f"it has besides {said!r}"[:200]
    found: dict[str, list[str]] = {}
    for cable_id, date, subject, places in rows:
        one = known.cables.get(cable_id)
        begin = subject.removesuffix("...")
        right = one is not None and (date, subject) == (one.date, one.subject)
        right |= one is not None and begin != subject and one.subject.startswith(begin)
        if not right or one is None or date != one.date:
            yield f"a cable {cable_id[:40]!r} of {date!r}, {subject[:80]!r}, is none of the edition"
        found[cable_id] = [codes[place] for place in places]
    for one in known.cables.values():
        tags = [tag.text for tag in one.cable.opening.tags]
        if found.get(one.id, []) != list(dict.fromkeys(tags)):
            yield f"{one.id} has the TAGS {found.get(one.id, [])}"


def _words(text: str) -> Iterator[str]:
    if text != script_words():
        yield "the words of the scripts are not those of the catalog"


def _fonts(text: str) -> Iterator[str]:
    folder = PROGRAM / "theme" / "fonts"
    names = {path.read_bytes(): path.name for path in folder.glob("*.woff2")}

    def named(match: re.Match[str]) -> str:
        try:
            return f'url("{names.get(base64.b64decode(match[1]), "")}")'
        except binascii.Error:
            return ""

    if _INSIDE.sub(named, text) != (folder / "cable-fonts.css").read_text("utf-8"):
        yield "this file is not the program's own"


def _site_map(site: Path, known: Known, text: str, most: int) -> Iterator[str]:
    """Compare addresses with the pages; ``most`` parts may stand before them, in all the same.

    Where the map is the program's own, none may, and it says nothing but the addresses: each once.
    """
    base = known.base_url.rstrip("/")
    try:
        places = _places_of(text)
        if not most and _INDEX in text[:_HEAD]:
            yield from () if text == _written(places, _INDEX, "sitemap") else (_OTHER,)
            # A part is beside the map, whatever else an address may lead to.
            named, own = (place.removeprefix(f"{base}/") for place in places), parts_of_map(site)
            parts = [site / name for name in named if name in own]
            if len(parts) < len(places):
                yield _OTHER
            texts = [path.read_text("utf-8", "replace") for path in parts]
            places = [place for one in texts for place in _places_of(one)]
        else:
            texts = [text]
    except (etree.XMLSyntaxError, OSError) as error:
        yield f"cannot be read: {error}"
        return
    before = _before(site, places[0], base, most) if places else ""
    for place in places:
        name = unquote(place.removeprefix(f"{base}/{before}"))
        if place == name or not (site / name).is_file():
            yield f"{place[:120]!r} is no page of the edition"
    pages = {f"{base}/{before}cables/{one}.html" for one in known.cables}
    if not most:
        yield from (_OTHER for one in texts if one != _written(_places_of(one), "urlset", "url"))
        twice = next((one for one, count in Counter(places).items() if count > 1), "")
        if twice:
            yield f"{twice[:120]!r} stands in it twice"
        # Each page that a file was written for has a copy of that.
        copies = site / "_sources"
        names = (path.relative_to(copies).as_posix() for path in copies.rglob("*.txt"))
        pages |= {f"{base}/{quote(name.rsplit('.', 2)[0])}.html" for name in names}
    lacks = pages - set(places) if base else ()
    for place in sorted(lacks)[:1]:
        yield f"{place!r} is missing"


def _places_of(text: str) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return [one.text or "" for one in etree.fromstring(text.encode(), parser).iter(_LOCATION)]


def _written(places: list[str], root: str, each: str) -> str:
    """Return a site map, or an index of some, that says these addresses and nothing else."""
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    said = "".join(f"<{each}><loc>{escape(one)}</loc></{each}>\n" for one in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}\n<{root} xmlns="{space}">\n{said}</{root}>\n'


def _before(site: Path, place: str, base: str, most: int) -> str:
    """Return what stands between the address of the site and that of a page: ``en/latest/``."""
    parts = place.removeprefix(f"{base}/").split("/")
    for count in range(most + 1):
        if (site / unquote("/".join(parts[count:]))).is_file():
            return "".join(f"{part}/" for part in parts[:count])
    return ""


def _lost(known: Known, written: str, first: str, front: str) -> Iterator[str]:
    """Compare the page with its template: what the program says, and what the edition gives.

    ``first`` is the name of the first page, ``front`` that page, which has the title of the site.
    """
    address = known.base_url
    root = urlsplit(address).path.rstrip("/") + "/" if address else ""
    title = r"(?P<title>[^<>]{0,400})"
    language = re.escape(known.language).replace("_", "[_-]")
    given: Mapping[str, str] = {
        "language or 'en'": language,
        "(cable_root ~ cable_first)|e": re.escape(root + quote(first)),
        "(cable_root ~ cable_search)|e": re.escape(f"{root}search.html"),
        "(cable_root ~ cable_address)|tojson": re.escape(json.dumps(f"{root}cables/{{id}}.html")),
    }
    template = _NOTE.sub("", (PROGRAM / "theme" / _LOST_TEMPLATE).read_text("utf-8"))
    template = said_in(template)
    parts = _EXPRESSION.split(template.strip())
    pattern = ""
    for number, part in enumerate(parts):
        if number % 2 == 0:
            pattern += re.escape(part)
        elif part in given:
            pattern += given[part]
        else:
            pattern += "(?P=title)" if "?P<title>" in pattern else title
    match = re.fullmatch(pattern, written)
    if match is None or (front and not _is_titled(front, match["title"])):
        yield "the page is not the one that the program makes"


def _is_titled(front: str, title: str) -> bool:
    """Whether the first page has the title of the site; some themes show the marks in it."""
    if title in front:
        return True
    found = _TITLE.search(front)
    shown = unescape(_MARK.sub("", unescape(found[1]))) if found else ""
    return unescape(title) in " ".join(shown.split())
