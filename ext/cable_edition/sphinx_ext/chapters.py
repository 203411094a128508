"""What chapters say of each other: the words of a reference are those of the title it leads to.

Sphinx notes titles when it reads a chapter, before it knows where references in them lead, and so
it shows a target in the contents where the page has its title. And it does not write a chapter
again when only the words of what it refers to have changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxContentsFilter, SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.logging import suppress_logging

from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.page_folder import PageFolder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Before all that shows titles or remembers them.
_FIRST = 100


def _note_open(app: Sphinx, doctree: nodes.document) -> None:
    """Note a chapter whose titles have references."""
    if any(_is_open(section) for section in doctree.findall(nodes.section)):
        domain_of(app.env).open_titles[app.env.docname] = True


def _is_open(section: nodes.section) -> bool:
    return next(section[0].findall(pending_xref), None) is not None


def _resolve_titles(_app: Sphinx, env: BuildEnvironment) -> None:
    """Let titles in contents and references say what they say on their pages.

    A title may name another that has a reference in it too.
    """
    for docname in 2 * sorted(domain_of(env).open_titles):
        doctree = env.get_doctree(docname)
        sections = list(doctree.findall(nodes.section))
        entries = {at: section for at, section in enumerate(sections) if _is_open(section)}
        _resolve(env, doctree, docname)
        words = {_anchor(at, section): _words(doctree, section) for at, section in entries.items()}
        for reference in env.tocs[docname].findall(nodes.reference):
            if reference.get("anchorname") in words:
                reference[:] = words[reference["anchorname"]]
        _name_labels(env, docname, doctree, entries.values())
        if 0 in entries:
            title = nodes.title("", "", *_words(doctree, sections[0]))
            env.titles[docname] = title
            if "title" not in doctree:
                env.longtitles[docname] = title


def _name_labels(
    env: BuildEnvironment,
    docname: str,
    doctree: nodes.document,
    sections: Iterable[nodes.section],
) -> None:
    labels = env.domains.standard_domain.labels
    for section in sections:
        words = nodes.title("", "", *_words(doctree, section)).astext()
        for name, (page, anchor, _) in list(labels.items()):
            if page == docname and anchor in section["ids"]:
                labels[name] = (page, anchor, words)


def _resolve(env: BuildEnvironment, doctree: nodes.document, docname: str) -> None:
    """Resolve the references of a page; what leads nowhere is told when the page is written."""
    before = env.current_document.docname
    env.current_document.docname = docname
    try:
        with suppress_logging():
            transformer = SphinxTransformer(doctree)
            transformer.set_environment(env)
            transformer.add_transforms([ReferencesResolver, MystReferenceResolver])
            transformer.apply_transforms()
    finally:
        env.current_document.docname = before


def _anchor(at: int, section: nodes.section) -> str:
    return f"#{section['ids'][0]}" if at else ""


def _words(doctree: nodes.document, section: nodes.section) -> list[nodes.Node]:
    """Return a title as contents show it: without links, as Sphinx makes it of one."""
    visitor = SphinxContentsFilter(doctree)
    section[0].walkabout(visitor)
    return list(visitor.get_entry_text())


def _refer_otherwise(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all chapters where the words of something they can refer to have changed.

    That is a label, a title, or an entry of a register with its meaning.
    """
    labels: dict[str, Any] = env.domains.standard_domain.labels
    domain = domain_of(env)
    now = domain.standing_for(
        (
            sorted((name, words) for name, (*_, words) in labels.items()),
            sorted((name, title.astext()) for name, title in env.titles.items()),
            sorted(domain.entries.items()),
        )
    )
    before = domain.remember(app.builder, "words of labels", now)
    if before in {None, now}:
        return []
    return sorted(env.found_docs - {*PageFolder(Path(app.srcdir)).listed()})


def setup_chapters(app: Sphinx) -> None:
    """Connect it."""
    app.connect("doctree-read", _note_open)
    app.connect("env-updated", _resolve_titles, priority=_FIRST)
    app.connect("env-updated", _refer_otherwise)
