"""What the directives of a cable's page share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from cable_edition.core.myst.markup import address_and_words
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.domain import CableDomain, domain_of
from cable_edition.sphinx_ext.inline import mark_emendations_in_mentions, parse_generated
from cable_edition.sphinx_ext.row_reading import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

Sourced = TypeVar("Sourced", bound=nodes.TextElement)


class CableDirective(SphinxDirective):
    """What the directives of a cable's page share."""

    has_content = True

    @property
    def domain(self) -> CableDomain:
        """The domain that keeps the objects of the edition."""
        return domain_of(self.env)

    @property
    def cable_id(self) -> str:
        """The id of the cable whose page this is."""
        return self.env.docname.rpartition("/")[2]

    def inline(self, text: str) -> list[nodes.Node]:
        """Parse inline text and note the entries that it mentions."""
        found = parse_generated(text, self.domain.names)
        if found is None:
            found, messages = self.parse_inline(text, lineno=self.lineno)
            for fault in mark_emendations_in_mentions(found):
                tell(self, fault)
            found = [*found, *messages]
        keys = set()
        for node in found:
            if isinstance(node, ours.mention):
                keys.add((node["kind"], node["entry"]))
            elif isinstance(node, addnodes.pending_xref):
                node["refdoc"] = self.env.docname
                self.set_source_info(node)
            elif isinstance(node, nodes.literal):
                self.set_source_info(node)
        if keys:
            self.domain.note_mentions(self.env.docname, keys)
        return found

    def sourced(self, kind: type[Sourced], words: str) -> Sourced:
        """Make a title or a label, with its source: Sphinx is slow to find that of one without."""
        node = kind(words, words)
        self.set_source_info(node)
        return node

    def note_anchor(self, anchor: str, shown: str) -> None:
        """Note an anchor of this cable as a paragraph object of the domain."""
        name = f"{self.cable_id}#{anchor}"
        self.domain.note(self.env.docname, "paragraph", name, anchor, shown)

    def block(self, kind: str, anchor: str, label: str, text: str) -> ours.block:
        """Make a block of the cable's words."""
        node = ours.block(text, "", kind=kind, label=label)
        if anchor:
            node["ids"].append(anchor)
        node += self.inline(text)
        self.set_source_info(node)
        return node


def source_nodes(sources: Iterable[str]) -> list[nodes.Node]:
    """Return the sources of a statement, each after a blank: words, which lead to an address."""
    found: list[nodes.Node] = []
    for source in sources:
        found.append(nodes.Text(" "))
        address, words = address_and_words(source)
        if address:
            classes = ["cable-source", *(["cable-described"] if " " in source else [])]
            found.append(nodes.reference("", words, refuri=address, classes=classes))
        else:
            found.append(nodes.inline("", source, classes=["cable-source"]))
    return found
