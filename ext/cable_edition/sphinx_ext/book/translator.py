"""From nodes to LaTeX, where a book of documents differs from a manual."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.highlighting import PygmentsBridge
from sphinx.writers.latex import LaTeXTranslator

from cable_edition.core.settings.edition_file import GENERATED
from cable_edition.sphinx_ext.book.document_head import write_record
from cable_edition.sphinx_ext.book.index_entries import index_command
from cable_edition.sphinx_ext.book.letters import (
    LONGEST,
    keep_numbers,
    set_ids,
    set_other_letters,
    set_words,
    with_breaks,
)
from cable_edition.sphinx_ext.book.prose import prose
from cable_edition.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from cable_edition.core.myst.row_kinds import EmendationRow
    from cable_edition.sphinx_ext import nodes as ours
    from cable_edition.sphinx_ext.domain import EntryPlace


class BookTranslator(LaTeXTranslator):
    """Sphinx's translator with destinations, document heads and registers."""

    #: The notes of the document by page and anchor, once gathered.
    cable_notes: dict[tuple[int, str], ours.cable_note] | None = None
    #: The rows of its register of emendations by cable, once gathered.
    cable_readings: dict[str, list[EmendationRow]] | None = None

    #: Page of a cable -> number and note of what its head calls, in order.
    head_notes: dict[str, list[tuple[str, ours.cable_note]]] | None = None
    #: The part of the book to which the last chapter belonged.
    book_part = ""

    @property
    def docname(self) -> str:
        """The page that is being written."""
        return str(self.curfilestack[-1]) if self.curfilestack else ""

    @property
    def cable(self) -> str:
        """The id of the cable whose page is being written, or nothing."""
        folder, _, name = self.docname.rpartition("/")
        return name if folder == "cables" and name != "index" else ""

    def entry_at(self, docname: str, anchor: str) -> EntryPlace | None:
        """Return the entry of a register that stands at a place."""
        if not hasattr(self, "_entries_by_place"):
            entries = domain_of(self.builder.env).entries
            self._entries_by_place = {(one.docname, one.anchor): one for one in entries.values()}
        return self._entries_by_place.get((docname, anchor))

    # -- places -----------------------------------------------------------------------------------

    def hypertarget(self, id: str, withdoc: bool = True, anchor: bool = True) -> str:  # noqa: A002
        """Return the target of an anchor: Sphinx's label and the destination of its name."""
        target: str = super().hypertarget(id, withdoc, anchor)
        # Sphinx names the beginning of a page ":doc", which is no anchor of the site.
        destination = self.destination(id) if withdoc and id != ":doc" else ""
        return target + (f"\\cabledest{{{destination}}}" if destination else "")

    def destination(self, anchor: str) -> str:
        """Return the name of the destination of an anchor of this page, or nothing."""
        if self.cable:
            return f"c-{self.cable}-{anchor}"
        return anchor if self.entry_at(self.docname, anchor) else ""

    # -- letters ----------------------------------------------------------------------------------

    def encode(self, text: str) -> str:
        """Escape a text, and give letters that the text font lacks to another."""
        return set_other_letters(super().encode(text))

    def words(self, text: str) -> str:
        """Escape words to be read: long runs break, ids of cables get the figures of capitals."""
        return keep_numbers(set_ids(set_words(text, self.encode)))

    def prose(self, text: str) -> str:
        """Escape words of the editors that came as plain text."""
        return self.words(prose(text, self.config.language))

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Write words; code stays as it is."""
        text = node.astext()
        if isinstance(node.parent, (nodes.literal, nodes.literal_block)):
            self.body.append(self.encode(text))
        else:
            self.body.append(set_words(text, self.encode) if self.in_title else self.words(text))

    def visit_literal(self, node: nodes.Element) -> None:
        """Write code; a long word may break."""
        text = node.astext()
        longest = len(max(text.split(), key=len, default=""))
        if not self.in_title and (longest > LONGEST or self.table):
            every = 4 if longest > LONGEST else LONGEST
            self.body.append(f"\\cablelong{{{with_breaks(text, self.encode, every)}}}")
            raise nodes.SkipNode
        super().visit_literal(node)

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write a block of code without colours."""
        self.highlighter = PygmentsBridge("latex", "bw")
        super().visit_literal_block(node)

    # -- headings ---------------------------------------------------------------------------------

    def visit_title(self, node: nodes.Element) -> None:
        """Write a heading: of a cable, of a part of it, of an entry, or of a chapter."""
        section = node.parent
        classes: list[str] = (
            section.get("classes", []) if isinstance(section, nodes.section) else []
        )
        plain = set_words(" ".join(node.astext().split()), self.encode)
        if isinstance(section, nodes.section) and self.cable:
            if not self._is_page(section):
                if "cable-notes-section" in classes and not self._has_notes_below(section):
                    self.body.append(self.hypertarget_to(section))
                    raise nodes.SkipNode
                sent = "cable-section" in classes
                self._heading("cableheading" if sent else "cablematter", plain, node)
            subject = node.astext().removeprefix(self.cable).removeprefix(":").strip()
            identity, plain = self.encode(self.cable), set_words(subject, self.encode)
            self.body.append(
                f"\n\\cabledocument{{{identity}}}{{{plain}}}"
                f"{{\\cableid{{{identity}}}~ {plain}}}\n"
                f"{self.hypertarget_to(section)}\\cabledest{{c-{self.cable}}}\n"
            )
            raise nodes.SkipNode
        if "cable-entry" in classes:
            self._heading("cableentry", plain, node)
        if self.docname.startswith("chronology/") and not self._is_page(section):
            self._heading("cableentry", plain, node)
        if isinstance(section, nodes.section) and self._is_page(section):
            self._open_chapter()
        if self.docname.partition("/")[0] in GENERATED and isinstance(section, nodes.section):
            self.body.append("\\cableregister\n")
        super().visit_title(node)

    def _open_chapter(self) -> None:
        """Begin a page with the first chapter of a part; those after it run on, short as many are.

        The parts are chapters before the cables, cables, registers, chapters behind them.
        """
        if self.sectionnames[self.sectionlevel] != "chapter":
            return
        folder, stroke, _ = self.docname.partition("/")
        part = "cables" if stroke and folder == "cables" else "chapters"
        part = "registers" if folder in GENERATED else part
        runs_on = part == self.book_part and part != "cables"
        self.body.append("\\cablerunon\n" if runs_on else "\\cablenewpart\n")
        self.book_part = part

    def _heading(self, command: str, plain: str, node: nodes.Element) -> None:
        """Write a heading with a command of ours; the words come once plain, once with links."""
        section = node.parent
        self.pushbody([])
        for child in node.children:
            child.walkabout(self)
        words = "".join(self.popbody())
        name = f"{{bookmark-{section['ids'][0]}}}" if command == "cableentry" else ""
        self.body.append(f"\n\\{command}{{{plain}}}{{{words}}}{name}\n")
        # The bookmark of an entry is no place that a link of Sphinx would find.
        target = self.hypertarget_to(section, anchor=command == "cableentry")
        self.body.append(target + "\n")
        entry = self.entry_at(self.docname, section["ids"][0]) if section["ids"] else None
        if entry is not None:
            self.body.append(index_command(entry, self.encode, locator="cableindexmain") + "\n")
        raise nodes.SkipNode

    @staticmethod
    def _is_page(section: nodes.Node) -> bool:
        return not isinstance(section.parent, nodes.section)

    def _has_notes_below(self, section: nodes.section) -> bool:
        """Tell whether words stand below the heading of a cable's notes.

        Without a note of the head and a common signature all of them are at the feet of pages.
        """
        return self.docname in (self.head_notes or {}) or len(section.children) > 2

    # -- parts of a page --------------------------------------------------------------------------

    def visit_field_list(self, node: nodes.Element) -> None:
        """Write the record of a cable as the head of a document."""
        if "cable-record" in node["classes"]:
            write_record(self, cast("nodes.field_list", node), self.words)
            raise nodes.SkipNode
        super().visit_field_list(node)

    def visit_entry(self, node: nodes.Element) -> None:
        """Open a cell of a table, too narrow for two even edges."""
        super().visit_entry(node)
        self.body.append("\\raggedright ")

    def visit_admonition(self, node: nodes.Element) -> None:
        """Write what is missing in a cable, and what was revised, without a box."""
        if not {"cable-missing", "cable-revised"} & set(node["classes"]):
            super().visit_admonition(node)
            return
        title = self.encode(node[0].astext())
        self.body.append(f"\n\\begin{{cablemissing}}{{{title}}}\n")
        for item in node.findall(nodes.list_item):
            for paragraph in item.children:
                for child in paragraph.children:
                    child.walkabout(self)
            end = "" if item.astext().rstrip("”\"'").endswith(".") else "."
            self.body.append(end + "\\par\n")
        self.body.append("\\end{cablemissing}\n")
        raise nodes.SkipNode

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Open a paragraph; a statement of a register stands apart, with its sources."""
        if "cable-statement" in node["classes"]:
            self.body.append("\n\\begin{cablestatement}\n")
        else:
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.Element) -> None:
        """Close a paragraph."""
        if "cable-statement" in node["classes"]:
            self.body.append("\n\\end{cablestatement}\n")
        else:
            super().depart_paragraph(node)

    def visit_container(self, node: nodes.Element) -> None:
        """Open a container; in print nobody follows the letters of a glossary."""
        if "cable-letters" in node["classes"]:
            raise nodes.SkipNode
        super().visit_container(node)

    def visit_reference(self, node: nodes.Element) -> None:
        """Open a link; the source of a statement is printed as its address."""
        if "cable-source" in node["classes"] and node.get("refuri"):
            if "cable-described" in node["classes"]:
                self.body.append(f"{self.encode(node.astext())}, ")
            self.body.append(f"\\cablesourceurl{{{self.encode_uri(node['refuri'])}}}")
            raise nodes.SkipNode
        super().visit_reference(node)
        docname, _, anchor = node.get("refuri", "").removeprefix("%").partition("#")
        written = self.docname.partition("/")[0] not in GENERATED and not self.cable
        entry = self.entry_at(docname, anchor) if written and not self.in_title else None
        if entry is not None:
            self.body.append(index_command(entry, self.encode))
