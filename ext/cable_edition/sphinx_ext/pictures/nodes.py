"""The nodes of pictures: what is drawn, and the table that says the same in words."""

from __future__ import annotations

from docutils import nodes


class picture(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A picture: its ``kind``, the ``key`` under which it is drawn, and its ``caption``."""


class picture_table(nodes.General, nodes.Element):  # noqa: N801
    """The table behind a picture, its only child."""
