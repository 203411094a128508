"""The roles of emended places and notes, where MyST itself reads a line."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import ReferenceRole, SphinxRole

from cable_edition.sphinx_ext.inline import emended
from cable_edition.sphinx_ext.nodes import note_ref
from cable_edition.sphinx_ext.warnings import CableWarning, warn


class EmendRole(SphinxRole):
    """``{cable:emend}`reading|source|rule|id```: an emended place."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the place, or its words where the role is not as the edition writes it."""
        node = emended(self.text)
        if node is None:
            message = "the role cable:emend takes reading|source|rule|id"
            warn(CableWarning.PAGE, message, self.get_location())
            return [nodes.Text(self.text)], []
        return [node], []


class NoteRole(ReferenceRole):
    """``{cable:note}`3 <n-start>```: the reference to a note."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference."""
        return [note_ref("", number=self.title, note=self.target)], []
