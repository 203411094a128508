"""Steps of docutils over the nodes of a page, taken in less time while an edition is built.

Docutils writes a line for its log at each node that it visits, though nobody reads the log; looks
for the methods of a translator by name at each node; passes what it finds in a tree up through all
levels of it; and climbs to the root three times for each child that a node is given. Here each of
these steps gives the same, without that.

These and what :mod:`.page_settings`, :mod:`.page_parts`, :mod:`.idle_transforms`,
:mod:`.quick_finding` and :mod:`.side_by_side` replace are all that an edition replaces of Sphinx
and docutils. Each is put back when the build ends, and none is replaced in a version that was not
looked at.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeAlias

import sphinx.events
from docutils import nodes
from sphinx.util.docutils import SphinxTranslator
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

#: The versions of docutils whose steps were looked at.
TESTED = ("0.22", "0.23")
_VISITS, _DEPARTS = "dispatch_visit", "dispatch_departure"
_Methods: TypeAlias = "dict[type, tuple[Callable[[nodes.Node], Any], Callable[[nodes.Node], Any]]]"
#: The step as docutils has it, for what is visited otherwise.
_WALK = nodes.Node.walkabout


def walkabout(self: nodes.Node, visitor: Any) -> bool:
    """Visit a tree as docutils does; the methods for each kind of node are looked for once."""
    kind = type(visitor)
    if (
        not isinstance(visitor, HTML5Translator)
        or visitor.document.reporter.debug_flag
        or getattr(kind, _VISITS) is not SphinxTranslator.dispatch_visit
        or getattr(kind, _DEPARTS) is not SphinxTranslator.dispatch_departure
    ):
        return bool(_WALK(self, visitor))
    return _about(self, visitor, {})


def _about(node: nodes.Node, visitor: HTML5Translator, methods: _Methods) -> bool:
    kind = type(node)
    if kind not in methods:
        methods[kind] = (
            _named(visitor, "visit", kind) or visitor.dispatch_visit,
            _named(visitor, "depart", kind) or visitor.dispatch_departure,
        )
    visit, depart = methods[kind]
    departs, stop = True, False
    try:
        try:
            visit(node)
        except nodes.SkipNode:
            return stop
        except nodes.SkipDeparture:
            departs = False
        try:
            for child in node.children[:]:
                if _about(child, visitor, methods):
                    stop = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        stop = True
    if departs:
        depart(node)
    return stop


def _named(visitor: Any, what: str, kind: type) -> Callable[[nodes.Node], Any] | None:
    """Return the method for a kind of node, or for what it is a kind of."""
    found = (getattr(visitor, f"{what}_{one.__name__}", None) for one in kind.__mro__)
    return next(filter(None, found), None)


def of_kind(self: nodes.Node, kind: type) -> Iterator[nodes.Node]:
    """Yield the nodes of a kind in a tree, in its order."""
    if isinstance(self, kind):
        yield self
    open_ = [iter(self.children)]
    while open_:
        for child in open_[-1]:
            if isinstance(child, kind):
                yield child
            if child.children:
                open_.append(iter(child.children))
                break
        else:
            open_.pop()


def every(self: nodes.Node) -> Iterator[nodes.Node]:
    """Yield all nodes of a tree, in its order."""
    yield self
    open_ = [iter(self.children)]
    while open_:
        for child in open_[-1]:
            yield child
            if child.children:
                open_.append(iter(child.children))
                break
        else:
            open_.pop()


def setup_child(self: nodes.Node, child: Any) -> None:
    """Say of a child where it stands, and what document it is of."""
    child.parent = self
    document = self.document
    if document:
        child.document = document
        if child.source is None:
            child.source = document.current_source
        if child.line is None:
            child.line = document.current_line


def document_of(self: Any) -> nodes.document | None:
    """Return the document that a node is of, or ``None``."""
    node = self
    while node is not None:
        if found := getattr(node, "_document", None):
            return found  # type: ignore[no-any-return]
        node = getattr(node, "parent", None)
    return None


def _unsaid(_given: object) -> str:
    return ""


class _Quiet:
    """A log of Sphinx without the lines that nobody reads."""

    def __init__(self, log: Any) -> None:
        self._log = log

    def debug(self, *_given: object, **_named: object) -> None:
        """Say nothing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)


#: What is replaced: where it stands, its name, what takes its place.
_REPLACED: tuple[tuple[type, str, object], ...] = (
    (nodes.Node, "walkabout", walkabout),
    (nodes.Node, "_fast_findall", of_kind),
    (nodes.Node, "_superfast_findall", every),
    (nodes.Node, "setup_child", setup_child),
    (nodes.Node, "document", property(document_of, nodes.Node.document.fset)),  # type: ignore[attr-defined]
)
#: What was replaced; a build that fails early does not put it back, and the next one does.
_KEPT: list[tuple[Any, str, Any]] = []
_SAID, _LOG = "repr", "logger"


def begin(app: Sphinx) -> None:
    """Replace the steps until the build ends."""
    end()
    if not version("docutils").startswith(TESTED):
        return
    for owner, name, ours in _REPLACED:
        if name in vars(owner):
            _KEPT.append((owner, name, vars(owner)[name]))
            setattr(owner, name, ours)
    if app.verbosity < 2 and not hasattr(sphinx.events, _SAID):
        # Each event has all that it is about written out, for a line that is shown with -vv alone.
        vars(sphinx.events)[_SAID] = _unsaid
        _KEPT.append((sphinx.events, _LOG, sphinx.events.logger))
        setattr(sphinx.events, _LOG, _Quiet(sphinx.events.logger))


def end(*_given: object) -> None:
    """Put them back."""
    vars(sphinx.events).pop(_SAID, None)
    while _KEPT:
        setattr(*_KEPT.pop())


def setup_quick_nodes(app: Sphinx) -> None:
    """Connect it."""
    app.connect("builder-inited", begin)
    app.connect("build-finished", end)
