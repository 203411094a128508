"""What one build knows of the edition: one object for each application, made once.

``generate`` makes it at ``builder-inited``, before a page is read; from then on each module asks
:func:`state_of` for it. Processes that read or write pages side by side are forked from that one,
so they all have it as it stands then, and what must be the same in all of them is put in before
they start. It is never pickled (it knows what is withheld): what a build must tell the next one is
in the data of the domain, and nothing else is there (``CableDomain``).
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from sphinx.errors import ExtensionError

from cable_edition.core.edition.neighbours import Neighbours, neighbours
from cable_edition.core.late_methods import dataclass
from cable_edition.core.myst.escape import visible
from cable_edition.core.releases.mementos import mementos

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.events import EventManager

    from cable_edition.core.edition.assemble import EditedCable, Edition
    from cable_edition.core.problems import Problem
    from cable_edition.core.releases.declared import Release


@dataclass(frozen=True, eq=False)
class BuildState:
    """The edition of a build, and what its pages need that is known only of the whole.

    Made by ``generate`` and not changed after, but for ``drawings`` and ``generated``.
    """

    edition: Edition
    """All cables, registers, places and releases, with what is withheld."""
    emendation_pages: Mapping[str, str]
    """Id of a cable with emendations -> page (docname) of the register where they are listed."""
    mentions_changed: tuple[str, ...] = ()
    """Pages (docnames) that name an entry whose place or meaning this output has otherwise."""
    lists_paragraphs: bool = True
    """Whether the inventory (``objects.inv``) has the paragraphs of the cables."""
    cables_below: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Page (docname) of a list -> the cables that stand below it in the contents."""
    around: str = ""
    """What stands for all that pages have besides the words of their cable; empty if not known."""
    told: tuple[Problem, ...] = ()
    """What the editor was told of the edition when it was assembled."""
    drawings: dict[str, str] = field(default_factory=dict)
    """Key of a picture -> its SVG; filled once all pages are read, before the first is written."""
    generated: set[str] = field(default_factory=set)
    """The pages (docnames) that the edition generates; filled while they are."""

    @cached_property
    def cables(self) -> Mapping[str, EditedCable]:
        """Page (docname) of a cable -> the cable."""
        return {f"cables/{one.id}": one for one in self.edition.cables}

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Neighbours, ...]]:
        """Id of a cable -> those before and after it in each order."""
        return neighbours(self.edition)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Id of a cable -> its date and subject, as a page shows them."""
        return {
            cable: visible(" ".join(part for part in told if part))
            for cable, told in self.edition.titles().items()
        }

    @cached_property
    def mementos(self) -> Mapping[str, tuple[Release, ...]]:
        """Id of a cable -> the releases that have it and are kept at an address."""
        return mementos(self.edition.releases.declared)

    @cached_property
    def post_names(self) -> Mapping[str, str]:
        """Code of a post, as ids of cables have it -> its name."""
        return {post.code: post.name for post in self.edition.registers.posts}


class OfABuild(Protocol):
    """What belongs to one build: the application, its environment, its builder."""

    @property
    def events(self) -> EventManager:
        """The events of the application; Sphinx hands the same object to all three."""


_STATES: WeakKeyDictionary[EventManager, BuildState] = WeakKeyDictionary()


def set_state(of: OfABuild, state: BuildState) -> None:
    """Make this the state of a build; it is forgotten with the application."""
    _STATES[of.events] = state


def has_state(of: OfABuild) -> bool:
    """Tell whether a build has assembled the edition; it has not where its output may stand."""
    return of.events in _STATES


def state_of(of: OfABuild) -> BuildState:
    """Return the state of the build to which an application, environment or builder belongs.

    Raises ``ExtensionError`` before the edition is assembled, which happens at ``builder-inited``
    (priority 500).
    """
    try:
        return _STATES[of.events]
    except KeyError:
        message = "the edition is assembled at builder-inited; ask for it later"
        raise ExtensionError(message) from None
