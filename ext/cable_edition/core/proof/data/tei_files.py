"""The proof of the TEI files: one for each cable, and the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from lxml import etree

from cable_edition.core.cable.ids import unique_anchor
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.entries import anchors_of
from cable_edition.core.proof.data.found import missing, unreadable
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.proof.data.tei_header import SendingPosts, TeiHeaders
from cable_edition.core.proof.data.tei_reading import repeated_ids
from cable_edition.core.proof.data.tei_registers import named_entries, stand_off
from cable_edition.core.proof.data.tei_text import TeiTextCheck
from cable_edition.core.proof.data.xml_tree import (
    XML_ID,
    Node,
    attributes_of,
    name_of,
    parse,
    tree_differences,
    tree_of,
)


class TeiCheck:
    """Compares the TEI files of an edition with the edition."""

    def __init__(self, against: Against, stated: Stated) -> None:
        self._edition = against.edition
        registers = against.edition.registers
        self._anchors = anchors_of(registers)
        releases = against.edition.releases.declared.releases
        posts = SendingPosts(registers, self._anchors)
        self._headers = TeiHeaders(stated, posts, releases)

    def files(self, folder: Path) -> Iterator[Problem]:
        """Yield what differs in ``tei/ID.xml`` of every cable, and in ``corpus.xml``."""
        corpus = folder / "corpus.xml"
        within: list[etree._Element] = []
        if corpus.is_file():
            root, problems = _read(corpus)
            yield from problems
            if root is not None:
                within = [one for one in root if name_of(one) == "TEI"]
                yield from self._corpus(corpus, root)
        else:
            yield missing(corpus)
        for one, part in zip_longest(self._edition.cables, within):
            if one is None:
                yield Problem("words-added", "the edition has no such cable", str(corpus))
                continue
            path = folder / "tei" / f"{one.id}.xml"
            text = _TextOnce(TeiTextCheck(one, self._anchors))
            if path.is_file():
                root, problems = _read(path)
                yield from problems
                if root is not None:
                    yield from self._cable(path, root, one, text, alone=True)
            else:
                yield missing(path)
            if part is not None:
                yield from self._cable(corpus, part, one, text, alone=False)
            elif within:
                yield Problem("place-missing", f"{one.id}: it is missing", str(corpus))

    def _cable(
        self,
        path: Path,
        root: etree._Element,
        one: EditedCable,
        text: _TextOnce,
        *,
        alone: bool,
    ) -> Iterator[Problem]:
        header = self._headers.of_cable(one, alone=alone)
        named = named_entries(one, self._edition.registers)
        entries = stand_off(self._edition.registers, self._anchors, named) if alone else None
        wanted = [header, *([entries] if entries else []), Node("text", {}, ())]
        attributes = {XML_ID: unique_anchor(one.id)}
        yield from self._frame(path, root, "TEI", attributes, wanted, one.id)
        body = root.find("{*}text")
        if body is not None:
            for found in text.run(body):
                yield replace(found, path=str(path))

    def _corpus(self, path: Path, root: etree._Element) -> Iterator[Problem]:
        entries = stand_off(self._edition.registers, self._anchors)
        header = self._headers.of_edition(len(self._edition.cables))
        cables = [Node("TEI", {}, ()) for _ in self._edition.cables]
        wanted = [header, *([entries] if entries else []), *cables]
        yield from self._frame(path, root, "teiCorpus", {}, wanted, "")

    def _frame(
        self,
        path: Path,
        root: etree._Element,
        name: str,
        attributes: dict[str, str],
        wanted: list[Node],
        cable: str,
    ) -> Iterator[Problem]:
        """Compare an element with the elements it must have; texts and cables are not opened."""
        start = f"{cable}: " if cable else ""
        if name_of(root) != name or attributes_of(root) != attributes:
            what = f"it must be the element {name} {attributes}"
            yield Problem("markup-unknown", f"{start}{what}", str(path))
        loose = [root.text, *(child.tail for child in root)]
        if any(words and words.strip() for words in loose):
            yield Problem("words-added", f"{start}words between the parts of {name}", str(path))
        for must, child in zip_longest(wanted, root):
            if must is None or child is None or name_of(child) != must.name:
                here = "the end" if child is None else name_of(child)
                what = f"after this, {must.name if must else 'the end'} must come, and not {here}"
                yield Problem("markup-unknown", f"{start}{what}", str(path))
                return
            if must.name in {"text", "TEI"}:
                continue
            found = tree_of(child)
            # Nearly always they are equal, which is soon seen.
            for one in tree_differences(must, found) if must != found else ():
                yield Problem("field-differs", f"{start}{one.place}: {one.what}", str(path))


class _TextOnce:
    """Proves the text of a cable, which stands in two files; the same text is proved once."""

    def __init__(self, check: TeiTextCheck) -> None:
        self._check = check
        self._proved: dict[bytes, list[Problem]] = {}

    def run(self, text: etree._Element) -> list[Problem]:
        """Return what differs."""
        written = etree.tostring(text, with_tail=False)
        if written not in self._proved:
            self._proved[written] = list(self._check.run(text))
        return self._proved[written]


def _read(path: Path) -> tuple[etree._Element | None, list[Problem]]:
    """Return the root of a file, with what is wrong with the file as a whole."""
    try:
        root = parse(path.read_bytes())
    except ValueError as error:
        return None, [unreadable(path, error)]
    problems = [
        Problem("markup-unknown", f"the id {name} stands twice", str(path))
        for name in repeated_ids(root)
    ]
    if root.getprevious() is not None or root.getnext() is not None:
        problems.append(Problem("markup-unknown", "there is something beside the root", str(path)))
    if root.getroottree().docinfo.doctype:
        problems.append(Problem("markup-unknown", "the file has a document type", str(path)))
    return root, problems
