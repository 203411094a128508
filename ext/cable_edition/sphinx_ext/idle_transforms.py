"""Transforms of Sphinx that find nothing on a page are not run on it.

Sphinx, docutils and MyST take every page through some sixty transforms, and most of them walk
through the whole tree for nodes that a page of an edition does not have: doctests, citations,
images, aliases of C++. One walk tells what kinds of nodes a page has; a transform that looks for
kinds that are not among them need not look. :data:`LOOKS_FOR` names these transforms, all of them
of packages in :data:`TESTED` and known to do nothing else.

Nothing is left out where a transform that is not known here could bring such nodes in between: one
of another extension, or one that waits in the page itself. On reading that holds for generated
pages alone, as others may be translated.
"""

from __future__ import annotations

import weakref
from functools import cache, wraps
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.c import AliasNode as AliasNodeOfC
from sphinx.domains.cpp import AliasNode as AliasNodeOfCpp
from sphinx.transforms import SphinxTransform

from cable_edition.sphinx_ext.faithful import is_generated

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.transforms import Transform
    from sphinx.application import Sphinx

Kind = type[nodes.Node]

#: Package of Python -> its distribution, and the versions whose transforms were looked at.
TESTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "docutils": ("docutils", ("0.22", "0.23")),
    "sphinx": ("sphinx", ("9.0.", "9.1.", "9.2.")),
    "myst_parser": ("myst-parser", ("5.",)),
    "sphinx_design": ("sphinx-design", ("0.6.", "0.7.", "0.8.")),
    "furo": ("furo", ("2025.", "2026.")),
    "cable_edition": ("cable-edition", ("",)),
}


class DesignComponent(nodes.Element):
    """Stands for any element that sphinx-design marks as one of its components."""


class TranslatableInline(nodes.inline):
    """Stands for words in a line that Sphinx marks to be translated by themselves."""


class TranslatedElement(nodes.Element):
    """Stands for any element of which Sphinx says whether it was translated."""


class NamedReference(nodes.Element):
    """Stands for any element that refers to a name, or to the next target without one."""


class LinkById(nodes.reference):
    """Stands for a link that MyST wrote as ``#id``."""


class SectionWithIds(nodes.section):
    """Stands for a section of several ids."""


class NewTab(nodes.Element):
    """Stands for any element whose links sphinx-design opens in a new tab."""


class SectionNumber(nodes.inline):
    """Stands for a section that MyST refers to by its number."""


#: Attribute -> what stands for an element that has it.
_MARKS: dict[str, Kind] = {
    "anonymous": NamedReference,
    "design_component": DesignComponent,
    "id_link": LinkById,
    "refname": NamedReference,
    "sd_new_tab": NewTab,
    "section_numbers": SectionNumber,
    "translated": TranslatedElement,
}

#: Transform -> the kinds of nodes without which it does nothing.
LOOKS_FOR: dict[str, tuple[Kind, ...]] = {
    "docutils.transforms.references.AnonymousHyperlinks": (NamedReference, nodes.target),
    "docutils.transforms.misc.Transitions": (nodes.transition,),
    "myst_parser.mdit_to_docutils.transforms.PrioritiseExplicitIds": (SectionWithIds,),
    "myst_parser.mdit_to_docutils.transforms.ResolveAnchorIds": (LinkById,),
    "myst_parser.mdit_to_docutils.transforms.ResolveSectionRefs": (SectionNumber,),
    "sphinx.transforms.SortIds": (SectionWithIds,),
    "sphinx.transforms.i18n.TranslationProgressTotaliser": (TranslatedElement,),
    "sphinx.transforms.references.SphinxDanglingReferences": (NamedReference, nodes.target),
    "sphinx_design.extension.AddFirstTitleCss": (nodes.docinfo,),
    "docutils.transforms.references.ExternalTargets": (nodes.target,),
    "docutils.transforms.references.InternalTargets": (nodes.target,),
    "docutils.transforms.references.PropagateTargets": (nodes.target,),
    "docutils.transforms.references.Substitutions": (
        nodes.substitution_definition,
        nodes.substitution_reference,
    ),
    "furo.WrapTableAndMathInAContainerTransform": (nodes.table, nodes.math_block),
    "sphinx.builders.latex.transforms.FootnoteDocnameUpdater": (
        nodes.footnote,
        nodes.footnote_reference,
    ),
    "sphinx.domains.c.AliasTransform": (AliasNodeOfC,),
    "sphinx.domains.citation.CitationDefinitionTransform": (nodes.citation,),
    "sphinx.domains.citation.CitationReferenceTransform": (nodes.citation_reference,),
    "sphinx.domains.cpp.AliasTransform": (AliasNodeOfCpp,),
    "sphinx.transforms.AutoIndexUpgrader": (addnodes.index,),
    "sphinx.transforms.DefaultSubstitutions": (nodes.substitution_reference,),
    "sphinx.transforms.DoctestTransform": (nodes.doctest_block,),
    "sphinx.transforms.GlossarySorter": (addnodes.glossary,),
    "sphinx.transforms.HandleCodeBlocks": (nodes.block_quote,),
    "sphinx.transforms.MoveModuleTargets": (nodes.target,),
    "sphinx.transforms.ReorderConsecutiveTargetAndIndexNodes": (nodes.target,),
    "sphinx.transforms.i18n.RemoveTranslatableInline": (TranslatableInline,),
    "sphinx.transforms.post_transforms.OnlyNodeTransform": (addnodes.only,),
    "sphinx.transforms.post_transforms.PropagateDescDomain": (addnodes.desc_signature,),
    "sphinx.transforms.post_transforms.code.HighlightLanguageTransform": (
        addnodes.highlightlang,
        nodes.literal_block,
    ),
    "sphinx.transforms.post_transforms.code.TrimDoctestFlagsTransform": (
        nodes.doctest_block,
        nodes.literal_block,
    ),
    "sphinx.transforms.post_transforms.images.DataURIExtractor": (nodes.image,),
    "sphinx.transforms.post_transforms.images.ImageDownloader": (nodes.image,),
    "sphinx_design.aside.AsideHtmlTransform": (DesignComponent,),
    "sphinx_design.dropdown.DropdownHtmlTransform": (DesignComponent,),
    "sphinx_design.tabs.TabSetHtmlTransform": (DesignComponent,),
}
#: What listens when a page is resolved -> the kinds of nodes without which it does nothing.
LISTENS_FOR: dict[str, tuple[Kind, ...]] = {
    "sphinx_design.extension._resolve_new_tab_refs": (NewTab,),
}


@cache
def _tested() -> frozenset[str]:
    """Return the packages that are there in a version whose transforms are known."""
    found = set()
    for package, (distribution, versions) in TESTED.items():
        try:
            if version(distribution).startswith(versions):
                found.add(package)
        except PackageNotFoundError:
            continue
    return frozenset(found)


def kinds_of(document: nodes.Node) -> frozenset[Kind]:
    """Return the kinds of the nodes of a tree, and what stands for their attributes."""
    kinds: set[Kind] = set()
    attributes: set[str] = set()
    waiting = [document]
    while waiting:
        node = waiting.pop()
        kinds.add(type(node))
        if isinstance(node, nodes.Element):
            attributes.update(node.attributes)
            if isinstance(node, nodes.section) and len(node["ids"]) > 1:
                kinds.add(SectionWithIds)
            elif isinstance(node, nodes.inline) and "translatable" in node.attributes:
                kinds.add(TranslatableInline)
            waiting += node.children
    return frozenset(kinds.union(*({_MARKS[name]} for name in attributes & _MARKS.keys())))


@cache
def idle_on(kinds: frozenset[Kind]) -> frozenset[str]:
    """Return the names of those that find nothing in a tree with these kinds of nodes."""
    return frozenset(
        name
        for name, wanted in (*LOOKS_FOR.items(), *LISTENS_FOR.items())
        if name.partition(".")[0] in _tested()
        and not any(issubclass(kind, wanted) for kind in kinds)
    )


def name_of(transform: Any) -> str:
    """Return the name of a transform or listener as the tables have it."""
    return f"{transform.__module__}.{getattr(transform, '__qualname__', '')}"


def _is_known(transform: Any) -> bool:
    module = getattr(transform, "__module__", None) or ""
    return module.partition(".")[0] in TESTED and not module.startswith("sphinx.ext.")


class IdleOnReading(SphinxTransform):
    """Take idle transforms off the list of a generated page that is read."""

    #: After a translation was put in place, and before it is counted.
    default_priority = 22

    def apply(self, **_kwargs: Any) -> None:
        """Change the list that docutils works off: (priority, transform, node, options) each."""
        if not is_generated(self.env):
            return
        waiting = self.document.transformer.transforms
        if any(entry[2] is not None or not _is_known(entry[1]) for entry in waiting):
            return
        kinds = kinds_of(self.document)
        if TranslatedElement not in kinds:
            # What would be counted.
            self.document["translation_progress"] = {"total": 0, "translated": 0}
        idle = idle_on(kinds)
        waiting[:] = [entry for entry in waiting if name_of(entry[1]) not in idle]


class _Resolved:
    """The page that is resolved, and what would find nothing on it."""

    def __init__(self) -> None:
        self._document: weakref.ref[nodes.Node] | None = None
        self._idle: frozenset[str] = frozenset()

    def idle(self, document: nodes.Node) -> frozenset[str]:
        """Return the names of the idle transforms of a page; it is walked through once."""
        if self._document is None or self._document() is not document:
            self._document, self._idle = weakref.ref(document), idle_on(kinds_of(document))
        return self._idle


def _watched(transform: type[Transform], page: _Resolved) -> type[Transform]:
    """Return a transform that does what this one does where it may find something."""
    name = name_of(transform)

    class Watched(transform):  # type: ignore[valid-type,misc]
        def apply(self, **kwargs: Any) -> None:
            if name not in page.idle(self.document):
                super().apply(**kwargs)

    Watched.__module__, Watched.__qualname__ = transform.__module__, transform.__qualname__
    Watched.__name__, Watched.__doc__ = transform.__name__, transform.__doc__
    return Watched


def _watch(app: Sphinx) -> None:
    """Put watched transforms in place of those that may be idle when pages are resolved."""
    # Sphinx makes the list anew for each page, out of reach of a transform.
    transforms = app.registry.get_post_transforms()
    if not all(map(_is_known, transforms)):
        return
    page = _Resolved()
    app.registry.post_transforms[:] = [
        _watched(one, page) if name_of(one) in LOOKS_FOR else one for one in transforms
    ]
    listeners = app.events.listeners["doctree-resolved"]
    if not all(_is_known(one.handler) for one in listeners):
        return
    listeners[:] = [
        one._replace(handler=_heard(one.handler, page))
        if name_of(one.handler) in LISTENS_FOR
        else one
        for one in listeners
    ]


def _heard(listener: Callable[..., Any], page: _Resolved) -> Callable[..., Any]:
    """Return a listener that does what this one does where it may find something."""

    @wraps(listener)
    def heard(app: Sphinx, doctree: nodes.document, docname: str) -> Any:
        if name_of(listener) not in page.idle(doctree):
            return listener(app, doctree, docname)
        return None

    return heard


def setup_idle_transforms(app: Sphinx) -> None:
    """Look at each page before it is read and before it is resolved."""
    app.add_transform(IdleOnReading)
    app.connect("builder-inited", _watch, priority=950)
