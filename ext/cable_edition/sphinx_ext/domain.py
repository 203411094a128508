"""The ``cable`` domain: what another page, or another Sphinx project, can point to.

Objects are kept by page, so forgetting a page costs nothing however many there are. The entries of
the registers are kept beside them with where each stands and what it means in one line:
mentions are resolved from there when a page is written.

The data of the domain are what lasts from build to build (Sphinx keeps them in its pickle): the
objects of each page, which is not read again while its source stays as it is, and what each output
was last told (:meth:`CableDomain.remember`). What one build knows beyond that is its state
(``state.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from cable_edition.core.cable.places import place_name, reference_anchors
from cable_edition.core.edition.whole import has_place
from cable_edition.core.myst.escape import unescape_role, visible
from cable_edition.core.words import say
from cable_edition.sphinx_ext.nodes import mention
from cable_edition.sphinx_ext.packed_pages import CableObject, PageObjects, sign_of
from cable_edition.sphinx_ext.state import has_state, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: (kind, id): kind is person, organization, term, tag or post.
EntryKey = tuple[str, str]
#: What an output is told: of one shape for one thing.
Told = TypeVar("Told")


class EntryPlace(NamedTuple):
    """Where an entry stands and its meaning in one line, ready for a tip."""

    docname: str
    anchor: str
    name: str
    tip: str
    sort: str = ""
    """The name as an index gives it (``Chapin, Paul``), where it differs."""


class ProseRole(XRefRole):
    """A role whose words stand in the run of prose, as the words of ``term`` do, not as code."""

    innernodeclass = nodes.inline

    def create_xref_node(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference; its class is not that of the thing it leads to."""
        # Sphinx makes the class ``cable-par`` of the role's name, which is a paragraph's own.
        self.classes = ["xref", "cable-link"]
        return super().create_xref_node()

    def process_link(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        refnode: nodes.Element,  # noqa: ARG002
        has_explicit_title: bool,  # noqa: ARG002
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Return the words and the target, which may be a TAG of any characters."""
        return title, unescape_role(target)


class PictureRows(NamedTuple):
    """A picture as data: its kind, its rows, and what it shows in words."""

    kind: str
    rows: tuple[tuple[Any, ...], ...]
    name: str


class CableDomain(Domain):
    """Cables, their paragraphs, and the entries of the registers."""

    name = "cable"
    label = "Diplomatic cable"
    object_types: ClassVar[dict[str, ObjType]] = {
        "cable": ObjType("cable", "cable", searchprio=0),
        "paragraph": ObjType("paragraph", "par", searchprio=-1),
        "person": ObjType("person", "person", searchprio=1),
        "organization": ObjType("organization", "org", searchprio=1),
        "tag": ObjType("TAG", "tag", searchprio=1),
        "post": ObjType("post", "post", searchprio=1),
    }
    roles: ClassVar[dict[str, Any]] = {
        "cable": ProseRole(warn_dangling=True),
        "par": ProseRole(warn_dangling=True),
        "person": ProseRole(warn_dangling=True),
        "org": ProseRole(warn_dangling=True),
        "tag": ProseRole(warn_dangling=True),
        "post": ProseRole(warn_dangling=True),
    }
    dangling_warnings: ClassVar[dict[str, str]] = {
        "cable": "there is no cable %(target)s in this edition",
        "par": "there is no paragraph %(target)s in this edition; write it as 05OTTAWA286#p4",
        "person": "there is no person with the id %(target)s in people.yaml",
        "org": "there is no organization with the id %(target)s in organizations.yaml",
        "tag": "there is no TAG %(target)s in this edition",
        "post": "there is no post with the id %(target)s in posts.yaml",
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {},
        "mentions": {},
        "pictures": {},
        "open_titles": {},
        "entries": {},
        "told": {},
    }
    data_version = 5
    _names: dict[tuple[str, str], EntryKey] | None = None

    @property
    def objects(self) -> dict[str, PageObjects]:
        """Objects by page and name."""
        objects: dict[str, PageObjects] = self.data["objects"]
        return objects

    @property
    def mentions(self) -> dict[str, frozenset[EntryKey]]:
        """The entries that each page mentions."""
        mentions: dict[str, frozenset[EntryKey]] = self.data["mentions"]
        return mentions

    @property
    def pictures(self) -> dict[str, dict[str, PictureRows]]:
        """What each page has to have drawn, by page and key."""
        pictures: dict[str, dict[str, PictureRows]] = self.data["pictures"]
        return pictures

    @property
    def open_titles(self) -> dict[str, bool]:
        """The pages that have a title with a reference in it."""
        titles: dict[str, bool] = self.data["open_titles"]
        return titles

    @property
    def entries(self) -> Mapping[EntryKey, EntryPlace]:
        """All entries of the registers of this edition."""
        entries: dict[EntryKey, EntryPlace] = self.data["entries"]
        return entries

    @property
    def names(self) -> Mapping[tuple[str, str], EntryKey]:
        """(kind, name as a role writes it) -> entry: the id, for a term its name."""
        if self._names is None:
            self._names = {
                (kind, visible(place.name) if kind == "term" else entry): (kind, entry)
                for (kind, entry), place in self.entries.items()
            }
        return self._names

    def set_entries(self, entries: dict[EntryKey, EntryPlace]) -> None:
        """Put the entries of the registers in place; done before any page is read."""
        self.data["entries"] = entries
        self._names = None

    def remember(self, builder: Builder, what: str, now: Told) -> Told | None:
        """Keep what the pages of an output are told in this build; return what it was before.

        Each builder has a memory of its own: what one has written says nothing of another's pages.
        ``None`` if this one has written nothing yet. ``what`` names the thing; ``now`` is pickled.
        """
        told: dict[str, Any] = self.data["told"].setdefault(builder.name, {})
        before: Told | None = told.get(what)
        told[what] = now
        return before

    @staticmethod
    def standing_for(shown: object) -> bytes:
        """Return what stands for something shown, to be remembered without its words.

        Memory is kept for outputs that are not built again, and words may be withheld by then.
        """
        return sign_of(shown)

    def note(self, docname: str, objtype: str, name: str, anchor: str, shown: str) -> None:
        """Note an object of a page."""
        objects = self.objects.setdefault(docname, PageObjects())
        objects.add(CableObject(objtype, name, anchor, shown))

    def note_mentions(self, docname: str, keys: Iterable[EntryKey]) -> None:
        """Note which entries a page mentions, for pages to be written again when one changes."""
        self.mentions[docname] = self.mentions.get(docname, frozenset()) | frozenset(keys)

    def pages_named_otherwise(self) -> list[str]:
        """Return the pages on which an entry stands under a name, or an anchor, that it had before.

        Their own text is as it was: it has the id of an entry, and the name comes as it is read.
        """
        terms = self.env.domains.standard_domain.objects
        return sorted({
            place.docname
            for (kind, entry), place in self.entries.items()
            if place.docname in self.env.all_docs
            and (
                terms.get(("term", place.name)) != (place.docname, place.anchor)
                if kind == "term"
                else self._object(place.docname, entry)
                != CableObject(kind, entry, place.anchor, place.name)
            )
        })  # fmt: skip

    def note_picture(self, docname: str, key: str, rows: PictureRows) -> None:
        """Note a picture of a page, to be drawn before the pages are written."""
        self.pictures.setdefault(docname, {})[key] = rows

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.objects.pop(docname, None)
        self.mentions.pop(docname, None)
        self.pictures.pop(docname, None)
        self.open_titles.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process has read."""
        for docname in docnames:
            for part in ("objects", "mentions", "pictures", "open_titles"):
                if docname in otherdata[part]:
                    self.data[part][docname] = otherdata[part][docname]

    def find(self, objtype: str, target: str) -> tuple[str, CableObject] | None:
        """Find an object by type and name: (page, object), or ``None``.

        Cables and paragraphs stand on the page of the cable, so no search over pages is needed.
        """
        if objtype in {"cable", "paragraph"}:
            docname = f"cables/{target.partition('#')[0]}"
            found = self._object(docname, target)
            found = found or self._reference(docname, target) or self._elsewhere(objtype, target)
            return (docname, found) if found and found.objtype == objtype else None
        entry = self.entries.get((objtype, target))
        if entry is None:
            return None
        return entry.docname, CableObject(objtype, target, entry.anchor, entry.name)

    def _object(self, docname: str, name: str) -> CableObject | None:
        """Return the object of a page by its name."""
        objects = self.objects.get(docname)
        return objects.get(name) if objects else None

    def _reference(self, docname: str, target: str) -> CableObject | None:
        """Return an item of the list of references of a cable, which no inventory has."""
        cable, _, anchor = target.partition("#")
        if not anchor.startswith("ref-") or not has_state(self.env):
            return None
        one = state_of(self.env).cables.get(docname)
        if one is None or anchor not in {name for name, _ in reference_anchors(one.cable)}:
            return None
        return CableObject("paragraph", target, anchor, f"{cable}, {place_name(anchor)}")

    def _elsewhere(self, objtype: str, target: str) -> CableObject | None:
        """Return a cable of another volume, or a place of one."""
        if not has_state(self.env):
            return None
        wider = state_of(self.env).edition.wider
        cable, _, anchor = target.partition("#")
        if anchor:
            known = target in wider.places
            if wider.whole and not known:
                known = has_place(wider.whole, cable, anchor)
            shown = f"{cable}, {place_name(anchor)}"
            return CableObject(objtype, target, anchor, shown) if known else None
        gone = {one.cable: one for one in state_of(self.env).edition.releases.departed}
        if cable in gone and wider.is_volume:
            said = say("published under another name") if gone[cable].to else say("withdrawn")
            return CableObject(objtype, target, "", f"{cable} ({said})")
        other = wider.others.get(cable)
        return CableObject(objtype, target, "", other.subject or cable) if other else None

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a role to its object; text without title is replaced by the object's name."""
        for objtype in self.objtypes_for_role(typ) or []:
            found = self.find(objtype, target)
            if found:
                return self._link(builder, fromdocname, found, node, contnode)
        return None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``[text](#05OTTAWA286#p4)`` and the ``any`` role."""
        links = []
        for objtype, kind in self.object_types.items():
            found = self.find(objtype, target)
            if found:
                link = self._link(builder, fromdocname, found, node, contnode)
                links.append((f"cable:{kind.roles[0]}", link))
        return links

    def _link(
        self,
        builder: Builder,
        fromdocname: str,
        found: tuple[str, CableObject],
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        docname, entry = found
        if not node.get("refexplicit") and node.get("refdomain") == "cable":
            contnode = contnode.deepcopy()
            contnode.clear()
            contnode += nodes.Text(entry.shown)
        place = self.entries.get((entry.objtype, entry.name))
        tip = place.tip if place else None
        return make_refnode(builder, fromdocname, docname, entry.anchor, contnode, tip)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Give every object to the inventory and the search index, sorted."""
        if not self.objects:  # a project that only cites has no state either
            return
        listed = state_of(self.env).lists_paragraphs
        for docname in sorted(self.objects):
            for name, entry in sorted(self.objects[docname].items()):
                if listed or entry.objtype != "paragraph":
                    priority = self.object_types[entry.objtype].attrs["searchprio"]
                    yield name, entry.shown, entry.objtype, docname, entry.anchor, priority

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """Return the name under which a reference is looked up elsewhere (intersphinx)."""
        target = node.get("reftarget")
        return str(target) if target else None

    def changed_mentions(self, builder: Builder) -> list[str]:
        """Return the pages whose mentions stand elsewhere, or mean something else, than before."""
        sign = self.standing_for
        now = {sign(key): sign(place) for key, place in self.entries.items()}
        before = self.remember(builder, "entries", now) or {}
        changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        if not changed:
            return []
        return sorted(
            page
            for page, keys in self.mentions.items()
            if any(sign(key) in changed for key in keys)
        )


def domain_of(env: BuildEnvironment) -> CableDomain:
    """Return the domain of an environment."""
    return cast("CableDomain", env.domains["cable"])


def mentions_of(tree: nodes.Node) -> set[EntryKey]:
    """Return the keys of the entries that a part of a page mentions."""
    return {(node["kind"], node["entry"]) for node in tree.findall(mention)}
