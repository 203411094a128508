"""TEI P5: one file for each cable, and one corpus file for the edition."""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.edition import EditedCable, Edition
from cable_edition.core.ids import parse_id
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.tape import Tape
from cable_edition.exports.tei_body import TeiBody
from cable_edition.exports.tei_header import TeiHeader, tei_id
from cable_edition.exports.tei_layers import TeiLayers
from cable_edition.exports.tei_registers import TeiRegisters, entry_anchors
from cable_edition.exports.xml import attribute

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class TeiFiles:
    """Writes the TEI files of an edition; made once, so that a cable costs the same in any."""

    def __init__(self, edition: Edition, info: EditionInfo) -> None:
        self._edition = edition
        registers = edition.registers
        self._anchors = entry_anchors(registers)
        self._posts = {post.code: (post.id, post.name) for post in registers.posts if post.code}
        self._header = TeiHeader(info, self._anchors, self._posts)
        self._registers = TeiRegisters(registers, self._anchors)

    def cable(self, one: EditedCable) -> str:
        """Return the file of one cable, with the entries of the registers that it names."""
        head = self._header.of_cable(one)
        stand_off = self._registers.some(self._entries(one))
        return f"{_DECLARATION}{self._tei(one, head, stand_off, namespace=True)}\n"

    def corpus(self) -> Iterator[str]:
        """Yield the corpus file in parts: header, registers, then each cable."""
        yield f'{_DECLARATION}<teiCorpus xmlns="{NAMESPACE}">\n'
        yield self._header.of_edition(len(self._edition.cables))
        yield self._registers.markup()
        for one in self._edition.cables:
            head = self._header.of_cable(one, in_corpus=True)
            yield self._tei(one, head, "", namespace=False) + "\n"
        yield "</teiCorpus>\n"

    def _tei(self, one: EditedCable, head: str, stand_off: str, *, namespace: bool) -> str:
        tape = Tape(one.cable)
        overlays = list(TeiLayers(one, tape, self._anchors).overlays())
        body = TeiBody(one, tape, overlays).markup()
        space = f' xmlns="{NAMESPACE}"' if namespace else ""
        identity = attribute(tei_id(one))
        return f'<TEI{space} xml:id="{identity}">\n{head}{stand_off}{body}\n</TEI>'

    def _entries(self, one: EditedCable) -> Iterator[tuple[str, str]]:
        for mentions in one.mentions.values():
            for mention in mentions:
                yield mention.kind, mention.entry
        for tag in one.cable.opening.tags:
            yield "tag", tag.text
        parts = parse_id(one.id)
        if parts and parts.post in self._posts:
            yield "post", self._posts[parts.post][0]
