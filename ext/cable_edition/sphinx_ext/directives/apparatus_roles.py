"""The roles of emended places and notes, where MyST itself reads a line."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import ReferenceRole, SphinxRole

from cable_edition.core.myst.role_rows import read_place
from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.inline import mention_words
from cable_edition.sphinx_ext.nodes import note_ref
from cable_edition.sphinx_ext.warnings import page_path, report


class EmendRole(SphinxRole):
    """``{cable:emend}`reading|source|rule|id```: an emended place."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the place, or its words where the role is not as the edition writes it."""
        place, wrong = read_place(self.text)
        if place is None:
            source, line = self.get_source_info()
            report(Problem("bad-generated-row", wrong, page_path(source, self.env), line))
            return [nodes.Text(self.text)], []
        return mention_words([place]), []


class NoteRole(ReferenceRole):
    """``{cable:note}`3 <n-start>```: the reference to a note."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference."""
        return [note_ref("", number=self.title, note=self.target)], []
