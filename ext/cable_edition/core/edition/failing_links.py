"""Links of chapters, notes and entries that lead nowhere: found without a build.

Told is what fails whatever an extension does: a role of the edition that names no cable, place or
entry of it, an address of a page or file that is not there. What only a build knows is left to it:
the headings of chapters (``other.md#heading``), and addresses on the web.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from cable_edition.core.edition.for_programs import PAGE as FOR_PROGRAMS
from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.role_targets import (
    CODE,
    ENTRIES,
    RoleTargets,
    named_places,
    role_problems,
    written_in_registers,
)
from cable_edition.core.late_methods import dataclass
from cable_edition.core.myst.editorial_text import roles_in
from cable_edition.core.myst.links import Linked, label, labels_of, links_of
from cable_edition.core.problems import Problem
from cable_edition.core.regular_file import read_file

#: Extensions that define no place to which a role or a link could lead.
_HARMLESS = frozenset(
    (
        *("cable_edition", "myst_parser", "sphinx_copybutton", "sphinx_design"),
        *("notfound.extension", "sphinx.ext.githubpages", "sphinx.ext.mathjax"),
        *("sphinx_sitemap", "sphinx_tabs.tabs", "sphinx_togglebutton", "sphinxext.opengraph"),
    )
)
#: Pages and labels that no file has: Sphinx makes them, or the extension.
_OF_SPHINX = frozenset({FOR_PROGRAMS, "genindex", "modindex", "py-modindex", "search"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
_GLOSSARY = re.compile(r"\{glossary\}|\.\. glossary::")
_ENDINGS = (".md", ".rst")


@dataclass(frozen=True, slots=True)
class Chapters:
    """The chapters of an edition, as far as links need them.

    ``documents`` is their folder; ``files`` has the path of each for a message, by the name of its
    page; ``generated`` yields name and text of each page that the edition makes, and is asked only
    for what is nowhere else; ``given`` are the values that stand in ``conf.py``.
    """

    documents: Path
    files: Mapping[str, str]
    generated: Callable[[], Iterable[tuple[str, str]]]
    given: Mapping[str, object]


def failing_links(edition: Edition, chapters: Chapters) -> list[Problem]:
    """Return a problem ``link-broken`` for each link that leads nowhere, by file and line.

    A volume of a wider edition is not judged: what it leads to may be in another.
    """
    if not edition.wider.is_whole_here:
        return []
    targets = _Targets(edition, chapters)
    return [*_of_chapters(chapters, targets), *_of_entries(edition, targets)]


def failing_roles(edition: Edition, text: str) -> Iterator[str]:
    """Yield what is wrong with each role in a text for an edition that leads nowhere in it."""
    if edition.wider.is_whole_here:
        targets = _Targets(edition, Chapters(Path(), {}, tuple, {}))
        for role, target in roles_in(text):
            if said := targets.roles.fault(role, target):
                yield said


def _of_chapters(chapters: Chapters, targets: _Targets) -> Iterator[Problem]:
    for name, shown in chapters.files.items():
        if shown.endswith(".md"):
            for one in links_of(targets.texts.get(name, "")):
                if said := targets.fault(name, one):
                    yield Problem(CODE, said, shown, one.line)


def _of_entries(edition: Edition, targets: _Targets) -> Iterator[Problem]:
    """Yield what fails in notes and registers, with the line on which the role stands."""
    yield from role_problems(_editorial(edition), targets.roles, lambda path: _text(Path(path)))


def _editorial(edition: Edition) -> Iterator[tuple[str, int, str]]:
    """Yield what editors wrote that may name something: path, line of the entry, text."""
    for one in edition.cables:
        sidecar = str(one.path.with_name(f"{one.id}.yaml"))
        for note in one.notes:
            yield sidecar, 1, note.text
        for correction in one.cable.corrections:
            yield sidecar, 1, correction.reason
    yield from written_in_registers(edition.registers)


class _Targets:
    """What links can lead to."""

    def __init__(self, edition: Edition, chapters: Chapters) -> None:
        self._edition = edition
        self._chapters = chapters
        self._cables = {one.id: one for one in edition.cables}
        departed = {one.cable: frozenset(one.anchors) for one in edition.releases.departed}
        self.roles = RoleTargets(edition.registers, self._cables, departed, self._anchors)
        self._ignored = _pairs(chapters.given.get("nitpick_ignore"))
        extensions = chapters.given.get("extensions")
        known = isinstance(extensions, list | tuple) and {*extensions} <= _HARMLESS
        #: Whether another extension may know a target that is unknown here.
        self._is_open = not known or "nitpick_ignore_regex" in chapters.given

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts of the chapters, by the name of the page."""
        documents = self._chapters.documents
        found = {}
        for name, shown in self._chapters.files.items():
            ending = PurePosixPath(shown).suffix
            found[name] = _text(documents / f"{name}{ending}")
        return found

    @cached_property
    def _generated(self) -> dict[str, str]:
        return dict(self._chapters.generated())

    @cached_property
    def _own_labels(self) -> set[str]:
        return {one for text in self.texts.values() for one in labels_of(text)}

    @cached_property
    def _has_glossary(self) -> bool:
        return any(_GLOSSARY.search(text) for text in self.texts.values())

    def fault(self, name: str, one: Linked) -> str:
        """Return what is wrong with a link of a chapter, or an empty string."""
        target = one.target
        if not target or "\0" in target or "\n" in target:
            return ""
        if one.way == "role":
            return self._role_fault(name, one.role, target)
        if one.way == "contents":
            bare = target.removesuffix(".md").removesuffix(".rst")
            is_known = target == "self" or _SCHEME.match(target) or self._is_page(name, bare)
            return "" if is_known else f"the contents name a page {target}, which is not there"
        if one.way in {"picture", "file"}:
            is_known = _SCHEME.match(target) or "*" in target or self._is_file(name, target)
            return "" if is_known else f"there is no file {target}"
        return self._link_fault(name, target)

    def _role_fault(self, name: str, role: str, target: str) -> str:
        if role == "doc":
            is_known = self._is_page(name, target.removesuffix(".md"))
            return "" if is_known else f"there is no page {target}"
        if role == "download":
            is_known = bool(_SCHEME.match(target)) or self._is_file(name, target)
            return "" if is_known else f"there is no file {target}"
        if (role, target) in self._ignored or self._is_open:
            return ""
        if role == "ref":
            is_known = self._is_label(target)
            return "" if is_known else f"no place has the name {target}; write ({target})= above it"
        if role == "term" and self._has_glossary:
            return ""
        return self.roles.fault(role, target)

    def _anchors(self, cable: str) -> set[str]:
        """Return what a role may name on the page of a cable: its paragraphs and their like."""
        one = self._cables[cable]
        return {
            *named_places(one.cable),
            *(former.anchor for former in self._edition.releases.former.get(cable, ())),
            *(row.anchor for witness in one.witnesses for row in witness.added),
        }

    def _link_fault(self, name: str, target: str) -> str:
        """Return what is wrong with a link of Markdown to something that is not on the web."""
        if _SCHEME.match(target):
            return ""
        path, _, anchor = unquote(target).partition("#")
        if any(path.endswith(one) for one in _ENDINGS):
            page = str(PurePosixPath(path).with_suffix(""))
            if not self._is_page(name, page):
                return f"there is no page {path}"
            folder, _, cable = _joined(name, page).partition("/")
            if anchor and folder == "cables" and cable in self._cables:
                return (
                    f"MyST finds no place {anchor} in {path}; write {{cable:par}}`{cable}#{anchor}`"
                )
            return ""
        if self._is_file(name, path) or self._is_open or ("myst", target) in self._ignored:
            return ""
        if self._is_page(name, path) or self._is_named(path):
            return ""
        return f"there is no page or file {path}"

    def _is_named(self, words: str) -> bool:
        """Whether MyST would find something of a name, as it looks for what is no file."""
        kinds = {kind for kind, _ in ENTRIES.values()}
        return (
            words in self._cables
            or words.lower() in self.roles.terms
            or any((kind, words) in self.roles.entries for kind in kinds)
            or self._is_label(words)
        )

    def _is_label(self, name: str) -> bool:
        name = label(name)
        if name in _OF_SPHINX or name in self._own_labels:
            return True
        return any(name in labels_of(text) for text in self._generated.values())

    def _is_page(self, name: str, target: str) -> bool:
        page = _joined(name, target)
        if page in self._chapters.files or page in _OF_SPHINX:
            return True
        return page.removeprefix("cables/") in self._cables or page in self._generated

    def _is_file(self, name: str, target: str) -> bool:
        try:
            return (self._chapters.documents / _joined(name, unquote(target))).is_file()
        except (OSError, ValueError):
            return False


def _joined(name: str, target: str) -> str:
    """Return the path from the folder of the chapters of what a page names."""
    parts = [] if target.startswith("/") else list(PurePosixPath(name).parts[:-1])
    for one in target.split("/"):
        if one == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif one not in {"", "."}:
            parts.append(one)
    return "/".join(parts)


def _pairs(value: object) -> set[tuple[str, str]]:
    """Return what ``nitpick_ignore`` names."""
    if not isinstance(value, list | tuple | set):
        return set()
    return {tuple(one) for one in value if isinstance(one, list | tuple) and len(one) == 2}


def _text(path: Path) -> str:
    try:
        return read_file(path).decode("utf-8", "replace")
    except OSError:
        return ""
