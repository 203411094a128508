"""The proof of Distributed Text Services: each answer, and each text that is cut out of a cable.

The units are read from the TEI files of the same folder, which are proved by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from cable_edition.core.cable.ids import parse_id, unique_anchor, year_of
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.dts_answers import Answered, Place
from cable_edition.core.proof.data.found import missing, unreadable
from cable_edition.core.proof.data.json_files import check_json
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.proof.data.xml_tree import parse
from cable_edition.core.settings.model import OFF

#: The folder of the answers.
NAME = "dts"
_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_WRAPPER = "{https://dtsapi.org/v1.0#}wrapper"
_PARTS = frozenset({f"{_TEI}item", f"{_TEI}quote", f"{_TEI}seg"})


def check_dts(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in the answers and in the texts; nothing where the edition has none.

    Problems: ``field-differs``, ``file-missing``, ``file-unreadable``, ``words-differ``.
    """
    if against.settings.site.dts == OFF:
        return
    answered = _answered(against, stated)
    yield from _compared(folder, answered.of_edition())
    for one in against.edition.cables:
        path = folder / "tei" / f"{one.id}.xml"
        try:
            root = parse(path.read_bytes())
        except (OSError, ValueError):
            # That is told of the file itself.
            continue
        places = dict(_places(root, one.id))
        yield from _compared(folder, answered.of_cable(one, [*places]))
        for place in places if answered.is_cut else ():
            yield from _text(folder, one.id, place.anchor, places[place])


def dts_names(against: Against) -> Iterator[str]:
    """Yield the files and folders of an edition that has Distributed Text Services."""
    if against.settings.site.dts == OFF:
        return
    answered = _answered(against, None)
    names = {name for name, _ in answered.of_edition()}
    for one in against.edition.cables:
        units = [*_units(one)]
        names.update(name for name, _ in answered.of_cable(one, units))
        if answered.is_cut:
            names.update(f"tei/{one.id}/{unit.anchor}.xml" for unit in units)
    yield from names
    yield from {folder.as_posix() for name in names for folder in Path(name).parents if folder.name}


def _answered(against: Against, stated: Stated | None) -> Answered:
    years: dict[str, list[EditedCable]] = {}
    posts: dict[str, list[EditedCable]] = {}
    for one in against.edition.cables:
        years.setdefault(str(year_of(one.id)), []).append(one)
        parts = parse_id(one.id)
        if parts is not None:
            posts.setdefault(parts.post, []).append(one)
    names = {post.code: post.name for post in against.edition.registers.posts if post.code}
    groups = [(f"year-{year}", f"Cables of {year}", years[year]) for year in sorted(years)]
    groups += [(f"post-{code}", names.get(code) or code, posts[code]) for code in sorted(posts)]
    return Answered(against.settings, groups, stated)


def _units(one: EditedCable) -> Iterator[Place]:
    for paragraph in one.cable.paragraphs:
        spans = [*paragraph.passage.spans, *(paragraph.marking.spans if paragraph.marking else ())]
        if not spans and paragraph.number_span is None:
            continue
        yield Place(paragraph.anchor, "")
        for block in paragraph.blocks:
            if block.passage.spans and block.anchor != paragraph.anchor:
                yield Place(block.anchor, paragraph.anchor)


def _places(root: etree._Element, cable: str) -> Iterator[tuple[Place, etree._Element]]:
    """Yield what can be cited in a TEI file, with its element."""
    start = f"{unique_anchor(cable)}-"
    for division in root.iterfind(f"{_TEI}text/{_TEI}body/{_TEI}div"):
        for paragraph in division.iterfind(f"{_TEI}p"):
            name = (paragraph.get(f"{_XML}id") or "").removeprefix(start)
            yield Place(name, ""), paragraph
            for part in paragraph.iterdescendants():
                if part.tag in _PARTS and (own := part.get(f"{_XML}id")):
                    yield Place(own.removeprefix(start), name), part


def _compared(folder: Path, answers: Iterator[tuple[str, dict[str, Any]]]) -> Iterator[Problem]:
    for name, expected in answers:
        yield from check_json(folder / name, expected)


def _text(folder: Path, cable: str, anchor: str, place: etree._Element) -> Iterator[Problem]:
    """Compare the file of a unit with its element in the file of the cable."""
    path = folder / "tei" / cable / f"{anchor}.xml"
    if not path.is_file():
        yield missing(path)
        return
    try:
        root = parse(path.read_bytes())
    except ValueError as error:
        yield unreadable(path, error)
        return
    wrapper = root[0] if len(root) == 1 else None
    framed = (
        wrapper is not None
        and root.tag == f"{_TEI}TEI"
        and dict(root.attrib) == {f"{_XML}base": f"../{cable}.xml"}
        and not (root.text or "").strip()
        and not (wrapper.tail or "").strip()
        and wrapper.tag == _WRAPPER
        and dict(wrapper.attrib) == {"ref": anchor}
        and len(wrapper) == 1
        and not wrapper.text
        and not wrapper[0].tail
        and root.getprevious() is None
        and root.getnext() is None
        and not root.getroottree().docinfo.doctype
    )
    if not framed or wrapper is None or _bytes(wrapper[0]) != _bytes(place):
        what = f"{cable}#{anchor}: it is not the element of this id in tei/{cable}.xml"
        yield Problem("words-differ", what, str(path))


def _bytes(element: etree._Element) -> bytes:
    written: bytes = etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    return written
