"""Roles of references: to an item of the cable's own list, and out to the public record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import ReferenceRole, SphinxRole

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.cable.public_record import record_address
from cable_edition.core.myst.escape import unescape_role
from cable_edition.core.problems import Problem
from cable_edition.core.words import say
from cable_edition.sphinx_ext.config import settings_of
from cable_edition.sphinx_ext.inline import item_link
from cable_edition.sphinx_ext.nodes import sent
from cable_edition.sphinx_ext.warnings import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ItemRole(ReferenceRole):
    """``{cable:ref}`refs A <ref-a>```: a link to an item of the REF list of this page."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link within the page."""
        return [item_link(unescape_role(self.title), self.target)], []


class RecordRole(ReferenceRole):
    """``{cable:record}`OTTAWA 9 <05OTTAWA9>```: a link to the public record of a cable."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link out of the edition, or the words alone if the cable has no address."""
        words = unescape_role(self.title)
        if not is_valid_id(self.target):
            message = f"{self.target} is no id of a cable; write it like 05OTTAWA286"
            report(Problem("unknown-record", message), self.get_location())
            return [nodes.Text(words)], []
        address = record_address(settings_of(self.config).site.public_record, self.target)
        if not address:
            return [nodes.Text(words)], []
        link = nodes.reference("", words, internal=False, refuri=address)
        link["classes"].append("cable-outside")
        link["reftitle"] = say(
            "{cable} in the public record, outside this edition", cable=self.target
        )
        return [link], []


class GapRole(SphinxRole):
    """``{cable:gap}`[withheld]```: the mark of words that the editors withhold."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark as a span of its own class."""
        words = unescape_role(self.text)
        return [nodes.inline("", words, classes=["cable-withheld"])], []


class ExcisedRole(SphinxRole):
    """``{cable:excised}`[ ] 1.4(B)```: what stands where a releasing body cut words out."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words as a span of their own class."""
        words = unescape_role(self.text)
        return [nodes.inline("", words, classes=["cable-excised"])], []


class SentRole(SphinxRole):
    """``{cable:sent}`THE SUBJECT```: words of a cable among words of the edition."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words, which the site marks where they are in another language."""
        words = unescape_role(self.text)
        return [sent(words, words)], []


def setup_reference_roles(app: Sphinx) -> None:
    """Add the roles to the domain."""
    app.add_role_to_domain("cable", "ref", ItemRole())
    app.add_role_to_domain("cable", "record", RecordRole())
    app.add_role_to_domain("cable", "gap", GapRole())
    app.add_role_to_domain("cable", "excised", ExcisedRole())
    app.add_role_to_domain("cable", "sent", SentRole())
