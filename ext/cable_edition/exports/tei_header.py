"""The header of a TEI file: what it is, where its text comes from, how it was edited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.model import Addressee
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.nouns import number_of
from cable_edition.core.releases.declared import Release
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.places import SendingPlaces
from cable_edition.exports.tei_citing import write_references, write_taxonomies
from cable_edition.exports.tei_ids import editors_id, xml_id
from cable_edition.exports.tei_layers import EntryAnchors
from cable_edition.exports.xml import XmlWriter

#: What a date attribute of TEI may hold: an ISO date, with a time and a zone or without.
_WHEN = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z?)?)?)?")
_TEXT_POLICY = (
    "The text is that of the witness, character for character. White space is folded: a run of "
    "blanks, tabs and line ends counts as one blank. Numbers, portion marks and labels are seg "
    "elements, rules, banners, captions and routing fw elements, each in its place. An element "
    "with resp is what it is because the editors said so, where the reading by rules was wrong; no "
    "character is changed by it."
)
_EMENDATION_POLICY = (
    "An emendation stands in choice: sic has the words of the witness, corr the reading of the "
    "editors. Nothing is emended without it. Redactions of the publisher are gap elements that "
    "hold the letters put in place of the words; excisions of a releasing body are gap elements "
    "with the reason excised and the exemptions that the copy names."
)
_NORMAL_POLICY = "Spelling, capitals and punctuation are those of the witness."


def when(stamp: str) -> str | None:
    """Return a date for the attribute ``when``, or ``None`` where it is no ISO date."""
    return stamp if _WHEN.fullmatch(stamp) else None


class TeiHeader:
    """Writes ``teiHeader`` elements for the cables of one edition, and one for the edition."""

    def __init__(
        self,
        info: EditionInfo,
        anchors: EntryAnchors,
        posts: dict[str, tuple[str, str]],
        releases: Sequence[Release],
        places: SendingPlaces,
    ) -> None:
        """Take ``posts``: post as in ids -> id and name of its entry; releases, newest first."""
        self._info = info
        self._anchors = anchors
        self._posts = posts
        self._encoding = _encoding_desc(corpus=False)
        self._releases = releases
        self._places = places

    def of_edition(self, cables: int) -> str:
        """Return the header of the corpus file."""
        xml = XmlWriter()
        xml.start("teiHeader")
        xml.start("fileDesc")
        xml.start("titleStmt")
        xml.element("title", self._info.title)
        self._responsible(xml, "editors")
        xml.end()
        self._edition_stmt(xml)
        xml.start("extent")
        xml.start("measure", unit="cable", quantity=cables)
        xml.text(number_of(cables, "cable"))
        xml.end()
        xml.end()
        self._publication(xml, "", self._info.address())
        xml.start("sourceDesc")
        xml.element("p", "Each cable names its own source.")
        xml.end()
        xml.end()
        xml.raw(_encoding_desc(corpus=True))
        xml.raw(self._revision(""))
        xml.end()
        xml.line()
        return xml.markup()

    def of_cable(self, one: EditedCable) -> tuple[str, str]:
        """Return the header of a cable's file, and the one for the corpus.

        In a corpus the policy and the versions stand in the corpus's own header.
        """
        file, profile = self._file(one), self._profile(one)
        alone = f"{file}\n{self._encoding}\n{profile}\n{self._revision(one.id)}"
        return (
            f"<teiHeader>\n{alone}</teiHeader>\n",
            f"<teiHeader>\n{file}\n{profile}\n</teiHeader>\n",
        )

    def _file(self, one: EditedCable) -> str:
        xml = XmlWriter()
        xml.start("fileDesc")
        xml.start("titleStmt")
        xml.element("title", f"{one.id}: {one.subject}" if one.subject else one.id)
        if one.origin:
            xml.start("author")
            xml.element("orgName", one.origin, **self._post_key(one))
            xml.end()
        self._responsible(xml, editors_id(one.id))
        xml.end()
        self._edition_stmt(xml)
        self._publication(xml, one.id, self._info.address(f"cables/{one.id}.html"))
        self._source(xml, one)
        xml.end()
        return xml.markup()

    def _responsible(self, xml: XmlWriter, identity: str) -> None:
        xml.start("respStmt", xml_id=identity)
        xml.element("resp", "edited by")
        for one in self._info.people:
            if one.orcid:
                xml.element("persName", one.name, ref=one.orcid)
            else:
                xml.element("name", one.name)
        if not self._info.people:
            xml.element("orgName", self._info.responsible)
        xml.end()

    def _edition_stmt(self, xml: XmlWriter) -> None:
        if self._info.version:
            xml.start("editionStmt")
            xml.start("edition", n=self._info.version)
            xml.text(f"{self._info.title}, version {self._info.version}")
            if date := when(self._info.released):
                xml.text(", ")
                xml.element("date", date, when=date)
            xml.end()
            xml.end()

    def _publication(self, xml: XmlWriter, cable: str, address: str) -> None:
        xml.start("publicationStmt")
        xml.element("publisher", self._info.publisher or self._info.title)
        if cable:
            xml.element("idno", cable, type="cable")
        if doi := self._info.doi_of(cable):
            xml.element("idno", doi, type="DOI")
        if self._info.base_url:
            xml.element("idno", address, type="URL")
        xml.start("availability", status="free")
        xml.start("licence", target=self._info.licence)
        xml.element("p", self._info.rights)
        xml.end()
        xml.end()
        xml.end()

    @staticmethod
    def _source(xml: XmlWriter, one: EditedCable) -> None:
        source, record = one.cable.source, one.cable.record
        xml.start("sourceDesc")
        xml.start("bibl")
        xml.element("title", source.name, type="file")
        xml.element("idno", source.sha256, type="sha256")
        xml.start("note", type="encoding")
        xml.text(f"{source.format}, {source.encoding}")
        xml.end()
        for kind, item in (
            ("redaction", record.redacted),
            ("extract", record.extract_note),
            ("release", record.release),
        ):
            if item and item.text:
                xml.element("note", item.text, type=kind)
        xml.element("note", "The text was never compared with the original telegram.")
        xml.end()
        xml.end()

    def _profile(self, one: EditedCable) -> str:
        xml = XmlWriter()
        xml.start("profileDesc")
        xml.line()
        self._correspondence(xml, one)
        xml.start("langUsage")
        xml.element("language", "English", ident="en")
        xml.end()
        self._classes(xml, one)
        xml.end()
        return xml.markup()

    def _correspondence(self, xml: XmlWriter, one: EditedCable) -> None:
        cable = one.cable
        xml.start("correspDesc", key=one.id)
        xml.start("correspAction", type="sent")
        if one.origin:
            xml.element("orgName", one.origin, **self._post_key(one))
        if place := self._places.of(one):
            xml.element("placeName", place, ref=" ".join(self._places.ids_of(one)) or None)
        stamp = stamp_of(cable)
        if stamp and (date := when(stamp.text)):
            xml.empty("date", when=date)
        if not (one.origin or stamp):
            xml.element("note", "The source names neither sender nor date.")
        xml.end()
        for kind, lines in (("action", cable.header.action), ("info", cable.header.info)):
            if lines:
                xml.start("correspAction", type="received", subtype=kind)
                for line in lines:
                    self._addressee(xml, line)
                xml.end()
        if cable.opening.references:
            xml.start("correspContext")
            for reference in cable.opening.references:
                target = reference.id
                xml.start("ref", type=reference.kind, cRef=target, n=reference.label)
                xml.text(reference.passage.text)
                xml.end()
            xml.end()
        xml.end()
        xml.line()

    @staticmethod
    def _addressee(xml: XmlWriter, line: Addressee) -> None:
        xml.element("orgName", line.name)

    @staticmethod
    def _classes(xml: XmlWriter, one: EditedCable) -> None:
        opening = one.cable.opening
        groups = (
            ("classification", [one.classification] if one.classification else []),
            ("captions", [caption.text for caption in opening.captions]),
            ("tags", [tag.text for tag in opening.tags]),
        )
        if any(terms for _, terms in groups):
            xml.start("textClass")
            for scheme, terms in groups:
                if terms:
                    xml.start("keywords", scheme=f"#{scheme}", n=scheme)
                    for term in terms:
                        xml.element("term", term)
                    xml.end()
            xml.end()

    def _revision(self, cable: str) -> str:
        """Return what the releases did, newest first: to one cable, or to the edition."""
        xml = XmlWriter()
        xml.start("revisionDesc")
        written = False
        for release in self._releases:
            changes = [one for one in release.cables if cable in {"", one.cable}]
            if not changes and cable:
                continue
            written = True
            xml.start("change", n=release.version, when=when(release.date))
            xml.text(f"Version {release.version}")
            if cable:
                xml.text(f": {', '.join(one.change for one in changes)}")
            if release.note:
                xml.text(f". {plain(release.note)}")
            xml.end()
        xml.end()
        return xml.markup() if written else ""

    def _post_key(self, one: EditedCable) -> dict[str, str | int | None]:
        parts = parse_id(one.id)
        found = self._posts.get(parts.post) if parts else None
        if found is None:
            return {}
        anchor = self._anchors.get(("post", found[0]))
        return {"key": found[0], "ref": f"#{anchor}" if anchor else None}


def _rules(xml: XmlWriter) -> None:
    """Write the rules of emendation, to which each ``corr`` points."""
    xml.start("p")
    xml.start("list")
    for rule in RULES.values():
        xml.start("item", xml_id=f"rule-{rule.id}")
        xml.element("label", rule.name)
        xml.text(f": {rule.reason} ({rule.source})")
        xml.end()
    xml.end()
    xml.end()


def _encoding_desc(*, corpus: bool) -> str:
    xml = XmlWriter()
    xml.start("encodingDesc")
    xml.start("editorialDecl")
    for tag, text in (
        ("correction", _EMENDATION_POLICY),
        ("normalization", _NORMAL_POLICY),
        ("segmentation", _TEXT_POLICY),
    ):
        xml.start(tag)
        xml.element("p", text)
        if tag == "correction":
            _rules(xml)
        xml.end()
    xml.end()
    write_references(xml, corpus=corpus)
    write_taxonomies(xml)
    xml.end()
    return xml.markup()


def tei_id(one: EditedCable) -> str:
    """Return the ``xml:id`` of a cable's ``TEI`` element."""
    return xml_id(one.id)
