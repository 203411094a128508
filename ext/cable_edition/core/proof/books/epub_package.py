"""What an EPUB says of itself: its description, the list of its files, and the ways into it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from cable_edition.core.proof.books.epub_page import parser
from cable_edition.core.proof.site.tokens import original, spaced
from cable_edition.core.releases.declared import Release
from cable_edition.core.settings import Settings
from cable_edition.core.words import say

PACKAGE, CONTAINER, NAVIGATION, OLD_CONTENTS = (
    "content.opf", "META-INF/container.xml", "nav.xhtml", "toc.ncx",
)  # fmt: skip
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPS = "{http://www.idpf.org/2007/ops}"
_WHERE = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_MEDIA = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
}
_SUMMARY = (
    "The whole content is text with headings, tables of data and linked notes. Each paragraph of a "
    "cable has its number before it, by which it is cited, and the index leads to it."
)
_DRAWINGS = "A drawing stands beside a table or a list that says the same."
_NO_CLAIM = "That the book conforms to WCAG is not claimed."
_ACCESSIBILITY = Counter(
    {
        ("schema:accessMode", "textual"): 1,
        ("schema:accessModeSufficient", "textual"): 1,
        ("schema:accessibilityFeature", "alternativeText"): 1,
        ("schema:accessibilityFeature", "index"): 1,
        ("schema:accessibilityFeature", "tableOfContents"): 1,
        ("schema:accessibilityFeature", "readingOrder"): 1,
        ("schema:accessibilityFeature", "structuralNavigation"): 1,
        ("schema:accessibilityFeature", "displayTransformability"): 1,
        ("schema:accessibilityHazard", "none"): 1,
        ("ibooks:specified-fonts", "false"): 1,
    }
)
_MODIFIED = "dcterms:modified"
#: Name -> the form of what it may say, where the edition does not know it.
_FREE = {
    "ibooks:version": re.compile(r"[\w.+-]{1,100}"),
    "ibooks:binding": re.compile(r"true|false"),
    "ibooks:scroll-axis": re.compile(r"vertical|horizontal|default"),
}


_IN_NAVIGATION = frozenset(
    f"{_XHTML}{name}"
    for name in ("html", "head", "title", "body", "nav", "h1", "h2", "ol", "li", "a")
)


#: What a file of the list may be said to be, and what the navigation may say beside its words.
_PROPERTIES = frozenset({"cover-image", "mathml", "nav", "svg"})
_OF_NAVIGATION = frozenset(
    {"lang", "{http://www.w3.org/XML/1998/namespace}lang", f"{_OPS}type", "role", "href"}
)


class Package(NamedTuple):
    """What the package document says: (name, words) of the book, its files, their order.

    ``files`` is path -> (media type, properties); ``spine`` is paths, or ids that name none.
    """

    metadata: Sequence[tuple[str, str]]
    files: Mapping[str, tuple[str, str]]
    spine: Sequence[str]
    strange: Sequence[str]

    def said(self, name: str) -> str:
        """Return what the book says of itself by a name of Dublin Core; empty if nothing."""
        return next((words for found, words in self.metadata if found == f"dc:{name}"), "")


def read_package(data: bytes) -> Package:
    """Read the package document; raises ``ValueError``."""
    root = _xml(data)
    metadata, strange = [], []
    for element in root.iterfind(f"{_OPF}metadata/*"):
        words = (element.text or "").strip()
        tag = str(element.tag)
        if tag.startswith(_DC):
            metadata.append((f"dc:{tag.removeprefix(_DC)}", words))
        elif tag == f"{_OPF}meta" and element.get("property"):
            metadata.append((element.get("property", ""), words))
        elif tag == f"{_OPF}meta" and element.get("name") == "cover":
            continue
        else:
            strange.append(tag.rpartition("}")[2])
    items = {
        one.get("id", ""): (
            posixpath.normpath(unquote(one.get("href", ""))),
            one.get("media-type", ""),
            one.get("properties", ""),
        )
        for one in root.iterfind(f"{_OPF}manifest/{_OPF}item")
    }
    spine = [
        items.get(name, (name,))[0]
        for one in root.iterfind(f"{_OPF}spine/{_OPF}itemref")
        if (name := one.get("idref", ""))
    ]
    strange += [
        f"{str(one.tag).rpartition('}')[2]} of another name"
        for one in root
        if one.tag not in {f"{_OPF}{n}" for n in ("metadata", "manifest", "spine", "guide")}
    ]
    files = {path: (media, properties) for path, media, properties in items.values()}
    strange += [
        f"itemref with {', '.join(more)}"
        for one in root.iterfind(f"{_OPF}spine/{_OPF}itemref")
        if (more := sorted({*map(str, one.keys())} - {"idref"}))
    ]
    strange += [
        f"reference to {path[:120]}"
        for one in root.iterfind(f"{_OPF}guide/{_OPF}reference")
        if (path := unquote(one.get("href", "")).partition("#")[0]) not in files
    ]
    return Package(metadata, files, spine, strange)


def _xml(data: bytes) -> etree._Element:
    try:
        root = etree.fromstring(data, parser())
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None and root.tag != f"{_XHTML}html":
        raise ValueError("it has a document type")
    return root


def description_faults(
    package: Package,
    settings: Settings,
    newest: Release | None,
    is_made_at: Callable[[datetime], bool],
) -> Iterator[str]:
    """Yield what the book says of itself and the edition does not.

    ``is_made_at`` tells whether the file may have been made at a moment.
    """
    known = {
        "dc:title": settings.title,
        "dc:language": settings.language if settings.languages else "",
        "dc:creator": settings.author,
        "dc:contributor": settings.author,
        "dc:publisher": settings.publisher or settings.author,
        "dc:rights": settings.copyright,
        "dc:description": settings.book.subtitle or settings.title,
        "dc:date": newest.date if newest else "",
        "dc:identifier": "",
    }
    counts = Counter(name for name, _ in package.metadata)
    for name, must in known.items():
        said = package.said(name.removeprefix("dc:"))
        if must and said != must:
            yield f"{name} is {said[:120]!r}, and must be {must[:120]!r}"
        if counts[name] != 1:
            yield f"{name} stands {counts[name]} times"
    rest = Counter(one for one in package.metadata if one[0] not in known)
    must_say = _ACCESSIBILITY + _own_accessibility(package, settings)
    for name, words in list((rest - must_say).elements()):
        if name == _MODIFIED and counts[name] == 1:
            yield from _moment_faults(words, is_made_at)
            continue
        form = _FREE.get(name)
        if form is None or not form.fullmatch(words) or counts[name] != 1:
            yield f"it says {name} {words[:120]!r}"
    for name, words in (must_say - rest).elements():
        yield f"it does not say {name} {words[:120]!r}"
    for name in package.strange:
        yield f"it has an element {name}"


def _moment_faults(words: str, is_made_at: Callable[[datetime], bool]) -> Iterator[str]:
    try:
        moment = datetime.strptime(words, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        yield f"{_MODIFIED} is {words[:120]!r}, which is no moment"
        return
    if not is_made_at(moment):
        yield f"{_MODIFIED} is {words!r}, and the files in the zip have another time"


def _own_accessibility(package: Package, settings: Settings) -> Counter[tuple[str, str]]:
    """Return what this book must say of its accessibility, by its drawings and by the settings."""
    rules = settings.book.conforms_to
    is_drawn = any("svg" in properties.split() for _, properties in package.files.values())
    told = [_SUMMARY, *([_DRAWINGS] if is_drawn else []), *([] if rules else [_NO_CLAIM])]
    summary = " ".join(map(say, told))
    said = [("schema:accessibilitySummary", summary)]
    if is_drawn:
        said.append(("schema:accessMode", "visual"))
    if rules:
        by = settings.publisher or settings.author or package.said("publisher")
        said += [
            ("dcterms:conformsTo", f"EPUB Accessibility 1.1 - {rules}"),
            ("a11y:certifiedBy", by),
        ]
    return Counter(said)


def list_faults(package: Package, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (file, what is wrong) with the list of files; ``names`` are those of the zip."""
    there = set(names) - {"mimetype", CONTAINER, PACKAGE}
    for name in sorted(there - set(package.files)):
        yield name, "the book does not list this file"
    for name in sorted(set(package.files) - there):
        yield name, "the book lists this file, and has none of that name"
    for name, (media, properties) in package.files.items():
        said = set(properties.split())
        if said - _PROPERTIES or ("nav" in said) != (name == NAVIGATION):
            yield PACKAGE, f"{name} is called {properties[:120]!r}"
        must = _MEDIA.get(posixpath.splitext(name)[1].lower())
        if name == OLD_CONTENTS:
            must = "application/x-dtbncx+xml"
        if must is None:
            yield name, "the edition has no file of this kind"
        elif media != must:
            yield name, f"it is called {media}, and is {must}"
    twice = [name for name, count in Counter(package.spine).items() if count > 1]
    pages = {n for n, (media, _) in package.files.items() if media == _MEDIA[".xhtml"]}
    for name in [*twice, *sorted(pages - {NAVIGATION} ^ set(package.spine))]:
        yield name, "it must stand once in the line of pages"


def container_faults(data: bytes) -> Iterator[str]:
    """Yield what is wrong in the file that names the package document."""
    root = _xml(data)
    paths = [e.get("full-path", "") for e in root.iter(f"{_WHERE}rootfile")]
    if paths != [PACKAGE]:
        yield f"the book is said to be {', '.join(paths) or 'nowhere'}"


class Way(NamedTuple):
    """A way into the book: address and words."""

    address: str
    words: str


def navigation(data: bytes) -> dict[str, list[Way]]:
    """Return the lists of the navigation by their kind, in order; raises ``ValueError``.

    Words outside the lists are the list of the kind ``""``.
    """
    root = _xml(data)
    found: dict[str, list[Way]] = {}
    for part in root.iter(f"{_XHTML}nav"):
        kind = part.get(f"{_OPS}type", "")
        ways = found.setdefault(kind, [])
        ways += [
            Way(unquote(link.get("href", "")), _words(link)) for link in part.iter(f"{_XHTML}a")
        ]
    beside = found.setdefault("", [])
    for element in root.iter():
        if element.tag not in _IN_NAVIGATION:
            beside.append(Way(str(element.tag), ""))
        more = {*map(str, element.keys())} - _OF_NAVIGATION
        if element.get(f"{_OPS}type") == "landmarks":
            more.discard("hidden")
        beside += [Way(str(element.tag).removeprefix(_XHTML), name) for name in sorted(more)]
        if next(element.iterancestors(f"{_XHTML}a"), None) is not None:
            continue
        if element.tag != f"{_XHTML}a" and (said := (element.text or "").strip()):
            beside.append(Way(str(element.tag).removeprefix(_XHTML), said))
        if said := (element.tail or "").strip():
            beside.append(Way("", said))
    return found


#: Elements of the contents for old programs, with their attributes.
_OF_OLD_CONTENTS = {
    "ncx": frozenset({"version"}),
    "head": frozenset(),
    "meta": frozenset({"name", "content"}),
    "docTitle": frozenset(),
    "text": frozenset(),
    "navMap": frozenset(),
    "navPoint": frozenset({"id", "playOrder"}),
    "navLabel": frozenset(),
    "content": frozenset({"src"}),
}


class OldContents(NamedTuple):
    """The contents for old programs: title, identifier, entries, and what else they say."""

    title: str
    uid: str
    ways: Sequence[Way]
    strange: Sequence[str]


def old_contents(data: bytes) -> OldContents:
    """Read the contents for old programs; raises ``ValueError``.

    An entry that Sphinx repeats below itself stands once, with the same number.
    """
    root = _xml(data)
    title = " ".join(e.text or "" for e in root.iterfind(f"{_NCX}docTitle/{_NCX}text"))
    uid = " ".join(
        e.get("content", "") for e in root.iter(f"{_NCX}meta") if e.get("name") == "dtb:uid"
    )
    ways: list[Way] = []
    strange = list(_strange_of(root))
    for point in root.iter(f"{_NCX}navPoint"):
        label = point.find(f"{_NCX}navLabel/{_NCX}text")
        content = point.find(f"{_NCX}content")
        way = Way(
            unquote("" if content is None else content.get("src", "")),
            "" if label is None else _words(label),
        )
        if not ways or ways[-1] != way:
            ways.append(way)
        if point.get("playOrder") != str(len(ways)):
            said = point.get("playOrder", "")[:120]
            strange.append(f"{way.words[:120]!r} is number {said!r} and not {len(ways)}")
    return OldContents(title, uid, ways, strange)


def _strange_of(root: etree._Element) -> Iterator[str]:
    """Yield what contents for old programs have beside those that Sphinx writes."""
    for element in root.iter():
        name = str(element.tag).removeprefix(_NCX)
        more = {*map(str, element.keys())} - _OF_OLD_CONTENTS.get(name, frozenset())
        if name not in _OF_OLD_CONTENTS or more:
            yield f"an element {' with '.join((name[:120], *sorted(more)))}"
        parent = element.getparent()
        if name != "text" and (element.text or "").strip():
            yield f"words {(element.text or '').strip()[:120]!r}"
        if parent is not None and (element.tail or "").strip():
            yield f"words {(element.tail or '').strip()[:120]!r}"
    depth = max((len(list(point.iterancestors(f"{_NCX}navPoint"))) + 1
                 for point in root.iter(f"{_NCX}navPoint")), default=0)  # fmt: skip
    for meta in root.iter(f"{_NCX}meta"):
        name, said = meta.get("name", ""), meta.get("content", "")
        # Sphinx counts the depth of all pages, of which some are in no contents.
        is_depth = name == "dtb:depth" and said.isdigit() and depth <= int(said) <= depth + 1
        is_pages = name in {"dtb:totalPageCount", "dtb:maxPageNumber"} and said == "0"
        if not (is_depth or is_pages or name == "dtb:uid"):
            yield f"{name[:120]!r} is {said[:120]!r}"


def _words(element: etree._Element) -> str:
    return original(spaced("".join(element.itertext()))).strip()
