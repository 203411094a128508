"""TEI P5: one file for each cable, and one corpus file for the edition."""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.places import SendingPlaces
from cable_edition.exports.tei_body import TeiBody
from cable_edition.exports.tei_header import TeiHeader, tei_id
from cable_edition.exports.tei_layers import TeiLayers
from cable_edition.exports.tei_registers import TeiRegisters, entry_anchors
from cable_edition.exports.transcript import Transcript
from cable_edition.exports.xml import attribute

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class TeiFiles:
    """Writes the TEI files of an edition; made once, so that a cable costs the same in any."""

    def __init__(self, edition: Edition, info: EditionInfo) -> None:
        self._size = len(edition.cables)
        registers = edition.registers
        self._anchors = entry_anchors(registers)
        self._posts = {post.code: (post.id, post.name) for post in registers.posts if post.code}
        releases = edition.releases.declared.releases
        self._header = TeiHeader(
            info, self._anchors, self._posts, releases, SendingPlaces(registers)
        )
        self._registers = TeiRegisters(registers, self._anchors)

    def cable(self, one: EditedCable) -> tuple[str, str]:
        """Return the file of one cable, and the same cable as a part of the corpus file.

        The file has the entries of the registers that the cable names; in the corpus they stand
        before all cables.
        """
        transcript = Transcript(one.cable)
        overlays = list(TeiLayers(one, transcript, self._anchors).overlays())
        body = TeiBody(one, transcript, overlays).markup()
        identity = f'xml:id="{attribute(tei_id(one))}"'
        alone, within = self._header.of_cable(one)
        stand_off = self._registers.some(self._entries(one))
        file = f'<TEI xmlns="{NAMESPACE}" {identity}>\n{alone}{stand_off}{body}\n</TEI>\n'
        return f"{_DECLARATION}{file}", f"<TEI {identity}>\n{within}{body}\n</TEI>\n"

    def corpus_head(self) -> str:
        """Return the start of the corpus file: its header and all registers."""
        start = f'{_DECLARATION}<teiCorpus xmlns="{NAMESPACE}">\n'
        return start + self._header.of_edition(self._size) + self._registers.markup()

    @staticmethod
    def corpus_foot() -> str:
        """Return the end of the corpus file."""
        return "</teiCorpus>\n"

    def _entries(self, one: EditedCable) -> Iterator[tuple[str, str]]:
        for mentions in one.mentions.values():
            for mention in mentions:
                yield mention.kind, mention.entry
        for tag in one.cable.opening.tags:
            yield "tag", tag.text
        parts = parse_id(one.id)
        if parts and parts.post in self._posts:
            yield "post", self._posts[parts.post][0]
