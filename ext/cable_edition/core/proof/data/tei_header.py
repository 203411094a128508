"""The headers of TEI files as the edition's settings, releases and cables ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.cable.ids import parse_id, unique_anchor
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.data.entries import EntryAnchors
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.proof.data.xml_tree import Node, node
from cable_edition.core.registers.entries import Post, Registers
from cable_edition.core.releases.declared import Release

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z?)?)?)?")
# The sentences on the policy are stated here and in the writer: they are what is promised, and a
# change of either must be meant.
_CORRECTION = (
    "An emendation stands in choice: sic has the words of the witness, corr the reading of the "
    "editors. Nothing is emended without it. Redactions of the publisher are gap elements that "
    "hold the letters put in place of the words; excisions of a releasing body are gap elements "
    "with the reason excised and the exemptions that the copy names."
)
_NORMALIZATION = "Spelling, capitals and punctuation are those of the witness."
_SEGMENTATION = (
    "The text is that of the witness, character for character. White space is folded: a run of "
    "blanks, tabs and line ends counts as one blank. Numbers, portion marks and labels are seg "
    "elements, rules, banners, captions and routing fw elements, each in its place. An element "
    "with resp is what it is because the editors said so, where the reading by rules was wrong; no "
    "character is changed by it."
)
_CITED = (
    "A cable is cited by its id, a paragraph by the id and the sender's number. xml:id joins the "
    "two: c-05OTTAWA286-p4 is paragraph 4 of 05OTTAWA286."
)
_TERMS = {
    "classification": "The classification of the cable, spelt out.",
    "captions": "The captions as the cable has them: who was to see it, and how it was handled.",
    "tags": "TAGS (traffic analysis by geography and subject) as the cable has them.",
}
_IDS = r"([0-9]{2}[A-Z]+[0-9]+|[A-Z]+-[0-9]{8}T[0-9]{4}Z)"
_NOT_COMPARED = "The text was never compared with the original telegram."


def iso_date(text: str) -> str | None:
    """Return a date that TEI can state, or ``None``."""
    return text if _DATE.fullmatch(text) else None


class SendingPosts:
    """The posts of cables, with their entries in the registers."""

    def __init__(self, registers: Registers, anchors: EntryAnchors) -> None:
        self._by_code: dict[str, Post] = {post.code: post for post in registers.posts if post.code}
        self._anchors = anchors

    def named(self, one: EditedCable) -> Node | None:
        """Return the origin of a cable with the entry of its post."""
        if not one.origin:
            return None
        post = self._post(one)
        anchor = self._anchors.get(("post", post.id), "") if post else ""
        key = post.id if post else ""
        return node("orgName", one.origin, key=key, ref=f"#{anchor}" if anchor else "")

    def place(self, one: EditedCable) -> str:
        """Return where a cable was sent from; empty where the register knows no place."""
        post, written = self._post(one), one.cable.opening.post
        if post is None or not (post.country or post.place_same_as):
            return ""
        named = written.text if written else post.code
        return ", ".join(part for part in (named, post.country) if part)

    def ids(self, one: EditedCable) -> tuple[str, ...]:
        """Return what authority files have of the post that a cable names as its sender."""
        post = self._post(one) if one.origin else None
        return post.same_as if post else ()

    def town_ids(self, one: EditedCable) -> tuple[str, ...]:
        """Return what they have of its town."""
        post = self._post(one)
        return post.place_same_as if post else ()

    def _post(self, one: EditedCable) -> Post | None:
        parts = parse_id(one.id)
        return self._by_code.get(parts.post) if parts else None


class TeiHeaders:
    """What the headers of one edition must be."""

    def __init__(self, stated: Stated, posts: SendingPosts, releases: Sequence[Release]) -> None:
        self._stated = stated
        self._posts = posts
        self._releases = releases
        self._encoding = _encoding(corpus=False)

    def of_edition(self, cables: int) -> Node:
        """Return the header of the corpus file."""
        measure = node("measure", number_of(cables, "cable"), unit="cable", quantity=cables)
        file = node(
            "fileDesc",
            node("titleStmt", node("title", self._stated.title), self._responsible("editors")),
            self._edition(),
            node("extent", measure),
            self._publication("", self._stated.base_url),
            node("sourceDesc", node("p", "Each cable names its own source.")),
        )
        return node("teiHeader", file, _encoding(corpus=True), self._revision(""))

    def of_cable(self, one: EditedCable, *, alone: bool) -> Node:
        """Return the header of a cable in its own file (``alone``) or in the corpus."""
        origin = self._posts.named(one)
        title = node(
            "titleStmt",
            node("title", f"{one.id}: {one.subject}" if one.subject else one.id),
            node("author", origin) if origin else None,
            self._responsible(unique_anchor(one.id, "editors")),
        )
        publication = self._publication(one.id, self._stated.page(one.id))
        file = node("fileDesc", title, self._edition(), publication, _source(one))
        profile = self._profile(one, origin)
        if not alone:
            return node("teiHeader", file, profile)
        return node("teiHeader", file, self._encoding, profile, self._revision(one.id))

    def _responsible(self, name: str) -> Node:
        who = [
            node("persName", one, ref=orcid) if orcid else node("name", one)
            for one, orcid in self._stated.people
        ] or [node("orgName", self._stated.responsible)]
        return node("respStmt", node("resp", "edited by"), *who, xml_id=name)

    def _edition(self) -> Node | None:
        stated = self._stated
        if not stated.version:
            return None
        day = iso_date(stated.released)
        words = f"{stated.title}, version {stated.version}"
        dated = (", ", node("date", day, when=day)) if day else ()
        return node("editionStmt", node("edition", words, *dated, n=stated.version))

    def _publication(self, cable: str, address: str) -> Node:
        stated, doi = self._stated, self._stated.doi_of(cable)
        licence = node("licence", node("p", stated.rights), target=stated.licence)
        return node(
            "publicationStmt",
            node("publisher", stated.publisher or stated.title),
            node("idno", cable, type="cable") if cable else None,
            node("idno", doi, type="DOI") if doi else None,
            node("idno", address, type="URL") if stated.base_url else None,
            node("availability", licence, status="free"),
        )

    def _profile(self, one: EditedCable, origin: Node | None) -> Node:
        language = node("langUsage", node("language", "English", ident="en"))
        return node("profileDesc", self._correspondence(one, origin), language, _classes(one))

    def _correspondence(self, one: EditedCable, origin: Node | None) -> Node:
        header, stamp, place = one.cable.header, stamp_of(one.cable), self._posts.place(one)
        day = iso_date(stamp.text) if stamp else None
        nobody = node("note", "The source names neither sender nor date.")
        actions = [
            node(
                "correspAction",
                origin,
                node("placeName", place, ref=" ".join(self._posts.town_ids(one)))
                if place
                else None,
                node("date", when=day) if day else None,
                None if origin or stamp else nobody,
                type="sent",
            )
        ]
        for kind, lines in (("action", header.action), ("info", header.info)):
            names = [node("orgName", line.name) for line in lines]
            if names:
                actions.append(node("correspAction", *names, type="received", subtype=kind))
        named = [
            node("ref", item.passage.text, type=item.kind, cRef=item.id, n=item.label)
            for item in one.cable.opening.references
        ]
        context = node("correspContext", *named) if named else None
        return node("correspDesc", *actions, context, key=one.id)

    def _revision(self, cable: str) -> Node | None:
        changes = [
            node("change", words, n=release.version, when=iso_date(release.date))
            for release in self._releases
            if (words := _changed(release, cable))
        ]
        return node("revisionDesc", *changes) if changes else None


def _changed(release: Release, cable: str) -> str:
    """Return what a release says of a cable, or of all of them; empty where it says nothing."""
    done = ", ".join(one.change for one in release.cables if one.cable == cable)
    if cable and not done:
        return ""
    words = f"Version {release.version}" + (f": {done}" if cable else "")
    return f"{words}. {plain(release.note)}" if release.note else words


def _source(one: EditedCable) -> Node:
    source, record = one.cable.source, one.cable.record
    notes = [
        node("note", item.text, type=kind)
        for kind, item in (
            ("redaction", record.redacted),
            ("extract", record.extract_note),
            ("release", record.release),
        )
        if item and item.text
    ]
    described = node(
        "bibl",
        node("title", source.name, type="file"),
        node("idno", source.sha256, type="sha256"),
        node("note", f"{source.format}, {source.encoding}", type="encoding"),
        *notes,
        node("note", _NOT_COMPARED),
    )
    return node("sourceDesc", described)


def _classes(one: EditedCable) -> Node | None:
    opening = one.cable.opening
    groups = {
        "classification": [one.classification] if one.classification else [],
        "captions": [caption.text for caption in opening.captions],
        "tags": [tag.text for tag in opening.tags],
    }
    made = [
        node("keywords", *(node("term", word) for word in words), scheme=f"#{name}", n=name)
        for name, words in groups.items()
        if words
    ]
    return node("textClass", *made) if made else None


def _encoding(*, corpus: bool) -> Node:
    def policy(name: str, words: str, *more: Node) -> Node:
        return node(name, node("p", words), *more)

    rules = node("p", node("list", *_rules()))
    declared = node(
        "editorialDecl",
        policy("correction", _CORRECTION, rules),
        policy("normalization", _NORMALIZATION),
        policy("segmentation", _SEGMENTATION),
    )
    pattern = node("cRefPattern", node("p", _CITED), matchPattern=_IDS, replacementPattern="#c-$1")
    return node(
        "encodingDesc",
        declared,
        node("refsDecl", _structure(corpus=corpus)),
        node("refsDecl", pattern),
        node(
            "classDecl",
            *(node("taxonomy", node("desc", words), xml_id=name) for name, words in _TERMS.items()),
        ),
    )


def _structure(*, corpus: bool) -> Node:
    """Return what can be cited: paragraphs and their parts, in a corpus below their cables."""
    name = "replace(@xml:id, '.*-', '')"
    kinds = ".//*[self::item or self::quote or self::seg][@xml:id]"
    part = node("citeStructure", unit="part", match=kinds, use=name, delim="-")
    where = "text/body/div/p" if corpus else "/TEI/text/body/div/p"
    before = "#" if corpus else ""
    paragraphs = node("citeStructure", part, unit="paragraph", match=where, use=name, delim=before)
    if not corpus:
        return paragraphs
    first = "replace(@xml:id, '^c-', '')"
    return node("citeStructure", paragraphs, unit="cable", match="/teiCorpus/TEI", use=first)


def _rules() -> Iterator[Node]:
    for rule in RULES.values():
        words = f": {rule.reason} ({rule.source})"
        yield node("item", node("label", rule.name), words, xml_id=f"rule-{rule.id}")
