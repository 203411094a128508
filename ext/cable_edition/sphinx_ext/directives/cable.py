"""The directives of generated pages. An editor can read them; the edition writes them."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from cable_edition.core.cable.places import place_name
from cable_edition.core.cable.portions import mark_said
from cable_edition.core.myst.markup import EMPTY_BLOCK
from cable_edition.core.myst.row_kinds import (
    RECORD,
    CableRow,
    PlaceRow,
    RecordAddress,
    RecordRow,
    RecordTitle,
)
from cable_edition.core.problems import Problem
from cable_edition.core.words import marked, say
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.directive import CableDirective, source_nodes
from cable_edition.sphinx_ext.domain import mentions_of
from cable_edition.sphinx_ext.row_reading import RowsTaken, take_rows, tell
from cable_edition.sphinx_ext.warnings import report

#: Status of a statement, as a reader sees it.
STATUS_NAMES = {
    "verified": marked("verified"),
    "cable": marked("only the cable says so"),
    "inference": marked("inference"),
    "unverified": marked("unverified"),
}

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec


def _part(number: str, part: int) -> str:
    return say("{place}, part {part}", place=number, part=part)


class Par(CableDirective):
    """``{cable:par} p4 4 (C)``: a paragraph with anchor, number and portion mark.

    A hyphen stands for no number. Blocks are divided by blank lines; the option ``blocks`` says
    what they are where they are not one block of text; ``quoted`` how many works quote it.
    """

    required_arguments = 1
    optional_arguments = 2
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "blocks": directives.unchanged,
        "quoted": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        """Return the paragraph with its blocks, each a target."""
        anchor, label, mark = (*self.arguments, "", "")[:3]
        label = label.replace("-", "")
        node = ours.par("", ids=[anchor], label=label, mark=mark, meaning=mark_said(mark))
        node["quoted"] = self.options.get("quoted", 0)
        self.set_source_info(node)
        number = f"¶ {label}" if label else f"¶ {anchor}"
        self.note_anchor(anchor, f"{self.cable_id}, {number}")
        kinds = self.options.get("blocks", "text").replace("none", "").split()
        texts = ["" if line == EMPTY_BLOCK else line for line in self.content if line]
        for index, (kind, text) in enumerate(zip_longest(kinds, texts, fillvalue="")):
            part = f"{anchor}-{index}" if index else ""
            if part:
                self.note_anchor(part, f"{self.cable_id}, {_part(number, index)}")
            node += self.block(kind, part, _part(number, index) if part else number, text)
        return [node]


class Line(CableDirective):
    """``{cable:line} website u1``: a line after the last paragraph, or the sign-off."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Return the line as a block of its own."""
        kind, anchor = self.arguments
        if kind != "signature":
            self.note_anchor(anchor, f"{self.cable_id}, {anchor}")
        label = say("sign-off") if kind == "signature" else say("closing line")
        return [self.block(kind, anchor, label, "\n".join(self.content))]


class HeadingLine(CableDirective):
    """``{cable:heading} h1``: a heading as the cable has it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a node that a transform makes a section of what follows."""
        anchor = self.arguments[0]
        self.note_anchor(anchor, f"{self.cable_id}, {place_name(anchor)}")
        node = ours.heading("", "", ids=[anchor])
        node += self.inline("\n".join(self.content))
        self.set_source_info(node)
        return [node]


class Record(CableDirective):
    """``{cable:record} ID``: the record, a row for each line, and what is known of the cable."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the record as a field list and note the cable."""
        cable_id, title, address = self.arguments[0], "", ""
        record = nodes.field_list(classes=["cable-record"])
        self.set_source_info(record)
        taken: RowsTaken[RecordTitle | RecordAddress | RecordRow] = take_rows(self, RECORD)
        for row in taken.rows:
            if isinstance(row, RecordTitle):
                title = row.words
            elif isinstance(row, RecordAddress):
                address = row.address
            elif row.is_reference:
                self._add_item(record, row)
            else:
                record += self._field(row.anchor, row.label, self.inline(row.words))
        self.domain.note(self.env.docname, "cable", cable_id, "", title or cable_id)
        if address:
            text = say("View {cable} in the public record", cable=cable_id)
            link = nodes.reference("", text, refuri=address, internal=False)
            record.insert(1, self._field("", "WikiLeaks", [link]))
        return [record, *taken.others]

    def _add_item(self, record: nodes.field_list, row: RecordRow) -> None:
        """Add an item of the REF list; the first opens the list."""
        last: Any = record[-1] if len(record) else None
        listing = last[-1][0] if last is not None and len(last[-1]) else None
        if not isinstance(listing, nodes.bullet_list):
            listing = nodes.bullet_list(ids=["references"], classes=["cable-references"])
            body = nodes.field_body("", listing)
            record += nodes.field("", self.sourced(nodes.field_name, row.label), body)
        words = nodes.paragraph("", "", *self.inline(row.words))
        listing += nodes.list_item("", words, ids=[row.anchor])

    def _field(self, anchor: str, label: str, words: list[nodes.Node]) -> nodes.field:
        body = nodes.paragraph("", "", *words)
        if anchor:
            body["ids"].append(anchor)
        return nodes.field("", self.sourced(nodes.field_name, label), nodes.field_body("", body))


class Missing(CableDirective):
    """``{cable:missing}``: what the copy lacks or leaves in doubt, a sentence a line."""

    def run(self) -> list[nodes.Node]:
        """Return a box with a list."""
        title = say("What is missing or doubtful in this copy")
        # The sentences are much alike for all cables; a search is for the cables' own words.
        box = nodes.admonition("", classes=["cable-missing", "admonition-missing", "no-search"])
        box += self.sourced(nodes.title, title)
        items = (
            nodes.list_item("", nodes.paragraph("", "", *self.inline(line)))
            for line in self.content
            if line
        )
        box += nodes.bullet_list("", *items)
        self.set_source_info(box)
        return [box]


class StatementLine(CableDirective):
    """``{cable:statement} verified``: a statement in MyST, then a source on each line."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the statement with its status and its sources."""
        status = self.arguments[0]
        if not self.content:
            tell(self, f"{self.name} has no words")
            return []
        node = nodes.paragraph(classes=["cable-statement"])
        self.set_source_info(node)
        words, messages = self.parse_inline(self.content[0], lineno=self.lineno)
        node += words
        shown = say(STATUS_NAMES.get(status, status))
        node += nodes.Text(" ")
        node += nodes.inline("", shown, classes=["cable-status", f"cable-status-{status}"])
        node += source_nodes(self.content[1:])
        return [node, *messages]


class Transmitted(CableDirective):
    """``{cable:transmitted}``: the whole text as transmitted, literally."""

    option_spec: ClassVar[OptionSpec] = {"lines": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        """Return the text as one node; hidden characters are already visible in it."""
        node = ours.transmitted(text="\n".join(self.content))
        self.set_source_info(node)
        return [node]


class EntrySection(CableDirective):
    """``{cable:entry} person pascual-carlos``: an entry of a register, its text in MyST."""

    required_arguments = 2
    # A TAG may have blanks: OVIP (ROE, JANE).
    final_argument_whitespace = True
    #: The anchors that it had under former ids.
    option_spec: ClassVar[OptionSpec] = {"former": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the entry as a section and note it as a target."""
        key = (self.arguments[0], self.arguments[1])
        place = self.domain.entries.get(key)
        if place is None:
            message = f"no register has the {key[0]} {key[1]}"
            report(Problem("unknown-entry", message), self.get_location())
            return []
        former = self.options.get("former", "").split()
        section = nodes.section(ids=[place.anchor, *former], classes=["cable-entry"])
        self.set_source_info(section)
        section += self.sourced(nodes.title, place.name)
        section += self.parse_content_to_nodes()
        if key[0] == "term":
            standard = self.env.domains.standard_domain
            standard.note_object("term", place.name, place.anchor, location=section)
        else:
            self.domain.note(self.env.docname, key[0], key[1], place.anchor, place.name)
        found = mentions_of(section)
        if found:
            self.domain.note_mentions(self.env.docname, found)
        return [section]


class Folded(CableDirective):
    """``{cable:folded} 12 places in the cables``: what a web page folds up below these words."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the part with what stands in it."""
        node = ours.folded("", *self.parse_content_to_nodes(), said=self.arguments[0])
        self.set_source_info(node)
        return [node]


class Rows(CableDirective):
    """Rows of one kind, which the writers lay out: ``{cable:places}`` and others."""

    node_class: ClassVar[type[nodes.Element]]
    kind: ClassVar[type[tuple[Any, ...]]]

    def run(self) -> list[nodes.Node]:
        """Return one node that holds the rows, and what is no row."""
        rows, others = take_rows(self, (self.kind,))
        if not rows:
            return others
        node = self.node_class(rows=list(rows))
        self.set_source_info(node)
        return [node, *others]


class Places(Rows):
    """The places of an entry."""

    node_class = ours.places
    kind = PlaceRow


class Cables(Rows):
    """A list of cables."""

    node_class = ours.cables
    kind = CableRow


def setup_directives(app: Sphinx) -> None:
    """Add the directives to the domain."""
    for name, directive in (
        ("par", Par),
        ("line", Line),
        ("heading", HeadingLine),
        ("record", Record),
        ("transmitted", Transmitted),
        ("entry", EntrySection),
        ("missing", Missing),
        ("statement", StatementLine),
        ("folded", Folded),
        ("places", Places),
        ("cables", Cables),
    ):
        app.add_directive_to_domain("cable", name, directive)
