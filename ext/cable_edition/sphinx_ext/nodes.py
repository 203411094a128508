"""The nodes of a cable page. They say what a thing is; the writers say how it looks.

Each is a subclass of a docutils node that every writer knows, so a format without a visitor of ours
still shows the words.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes

#: What Sphinx asks of an element before it typesets or translates its words.
AS_SENT = {"support_smartquotes": False, "translatable": False}


class _AsSent(nodes.Element):
    """An element whose words are those of a cable, which nothing may typeset or translate.

    What stands in it needs no mark: Sphinx takes inline elements that have one apart.
    """

    def __init__(self, *words: Any, **attributes: Any) -> None:
        super().__init__(*words, **(AS_SENT | attributes))


class par(_AsSent, nodes.compound):  # noqa: N801 - docutils names its nodes so
    """A paragraph of a cable with its number in ``label`` and portion mark in ``mark``."""


class block(_AsSent, nodes.paragraph):  # noqa: N801
    """A part of a paragraph (``kind``: text, item, quote, table), or a line of its own.

    Its children are the words of the source and nothing else. ``label`` names it for its permalink.
    """


class heading(_AsSent, nodes.paragraph):  # noqa: N801
    """A heading of the cable; a transform makes it the title of a section."""


class mention(nodes.inline):  # noqa: N801
    """Words that name an entry of a register: ``kind`` and ``entry`` are its key.

    Where the entry stands and what its meaning is are looked up when the page is written,
    so that a change in a register never needs a cable to be read again.
    """


class places(nodes.General, nodes.Element):  # noqa: N801
    """The places where an entry occurs: ``rows``, each a ``PlaceRow``; not text of the page.

    As an attribute the rows stay out of the search index, which has these words from the cables
    themselves.
    """


class folded(nodes.General, nodes.Element):  # noqa: N801
    """What a web page folds up below the words ``said``; elsewhere it stands open below them."""


class transmitted(nodes.General, nodes.Element):  # noqa: N801
    """The text as transmitted, whole, in ``text`` (out of the search index, as above)."""


class cables(nodes.General, nodes.Element):  # noqa: N801
    """A list of cables: ``rows``, each a ``CableRow``."""


class emendation(nodes.inline):  # noqa: N801
    """A place where the edition reads otherwise; its child is the reading, perhaps empty.

    ``source`` is what the source has there, ``rule`` the id of the rule. In a mention it is no
    link of its own.
    """


class sent(nodes.inline):  # noqa: N801
    """Words of a cable within words of the edition, which may be in another language."""


class note_ref(nodes.Inline, nodes.Element):  # noqa: N801
    """The reference to a note: ``note`` is its anchor, ``number`` its number.

    Without children, so that the number is no word of the cable, and out of the search index.
    """


class notes(nodes.General, nodes.Element):  # noqa: N801
    """The notes of a page, in order."""


class cable_note(nodes.General, nodes.Element):  # noqa: N801
    """A note: ``number``, ``at``, ``lemma``, ``kind``; children its text."""


class views(nodes.General, nodes.Element):  # noqa: N801
    """The line below the title of a cable: ``cable``, ``emendations`` and ``witnesses`` as counts.

    Its children are what it says before that, each an inline element.
    """


class about(nodes.General, nodes.Element):  # noqa: N801
    """What a site folds up: the record of a cable, what is missing in ``remarks`` sentences."""


class emendation_rows(nodes.General, nodes.Element):  # noqa: N801
    """A part of the register of emendations: ``rows``, each an ``EmendationRow`` (as above)."""


class emendation_rules(nodes.General, nodes.Element):  # noqa: N801
    """The rules of emendation: ``rows``, each a ``RuleRow``."""


def skip(_self: Any, _node: nodes.Node) -> None:
    """Leave a node out of a format."""
    raise nodes.SkipNode
