"""A short way for the inline text that the edition itself writes.

Generated pages hold escaped text and a handful of roles, nothing else. This module turns exactly
that subset of MyST into nodes, several times faster than the general parser. Whatever is outside
the subset gives ``None``, and the caller hands the text to MyST, which is the reference: the tests
compare both on the same text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from cable_edition.core.myst.escape import unescape_role
from cable_edition.core.myst.role_rows import EmendedPlace, read_place, read_words
from cable_edition.sphinx_ext.nodes import emendation, mention, note_ref, sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cable_edition.sphinx_ext.domain import EntryKey

#: Role as it stands in generated text -> kind of entry.
ROLE_KINDS: dict[str, str] = {
    "cable:person": "person",
    "cable:org": "organization",
    "cable:tag": "tag",
    "cable:post": "post",
    "term": "term",
}

#: What MyST calls a link in brackets, which is no role.
_LINK = "myst"
_TOKEN = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    |\{(?P<role>[a-z:]{1,20})\}`
        (?P<words>(?:[^`<>\\\n]|\\u\{[0-9a-f]{1,6}\}){1,900})
        (?:[ ]<(?P<target>(?:[^`<>\\\n]|\\u\{[0-9a-f]{1,6}\}){1,200})>)?`
    |`(?P<code>[0-9A-Za-z]{1,200})`(?!`)
    |(?P<plain>[^\\`*_{}\[\]<>&!|^\n]{1,1000})
    """,
    re.VERBOSE,
)


def parse_generated(
    text: str, names: Mapping[tuple[str, str], EntryKey]
) -> list[nodes.Node] | None:
    """Turn generated inline text into nodes, or return ``None`` if MyST must read it.

    ``names`` maps (kind, name as written in the role) to the key of a known entry.
    """
    found: list[nodes.Node] = []
    run: list[str] = []
    at = 0
    end = len(text)
    match = _TOKEN.match
    while at < end:
        token = match(text, at)
        if token is None:
            return None
        at = token.end()
        kind = token.lastgroup
        if kind == "plain":
            run.append(token["plain"])
        elif kind == "escaped":
            run.append(token["escaped"])
        else:
            code = token["code"]
            node = (
                nodes.literal(code, code)
                if code
                else _role_node(token["role"], token["words"], token["target"], names)
            )
            if node is None:
                return None
            if run:
                found.append(nodes.Text("".join(run)))
                run.clear()
            found.append(node)
    if run:
        found.append(nodes.Text("".join(run)))
    return found


def _role_node(
    role: str, words: str, target: str | None, names: Mapping[tuple[str, str], EntryKey]
) -> nodes.Element | None:
    target = unescape_role(target) if target else None
    if role == "cable:emend":
        return emended(words)
    if role == "cable:sent":
        shown = unescape_role(words)
        return None if target else sent(shown, shown)
    if role == "cable:note":
        return note_ref("", number=words, note=target) if target else None
    if role in {"cable:cable", "cable:par"}:
        return cable_xref(role, unescape_role(words), target) if target else None
    if role == "cable:ref":
        return item_link(unescape_role(words), target) if target else None
    kind = ROLE_KINDS.get(role)
    key = names.get((kind, target or unescape_role(words))) if kind else None
    pieces, _ = read_words(words)
    if key is None or pieces is None:
        return None
    return mention(words, "", *mention_words(pieces), kind=key[0], entry=key[1])


def cable_xref(role: str, words: str, target: str) -> addnodes.pending_xref:
    """Return the reference that a role makes to a cable or a place in it, but for its page."""
    inner = nodes.inline(words, words, classes=["xref", "cable-link"])
    kind = role.removeprefix("cable:")
    attributes = {"refdomain": "cable", "reftype": kind, "reftarget": target}
    return addnodes.pending_xref(words, inner, refexplicit=True, refwarn=True, **attributes)


def item_link(words: str, target: str) -> nodes.reference:
    """Return the link to an item of the list of references of the same page."""
    return nodes.reference("", words, internal=True, refid=target, classes=["cable-ref"])


def emended(body: str) -> emendation | None:
    """Return the node of ``reading|source|rule|id``, or ``None`` if ``body`` is not that."""
    place, _ = read_place(body)
    return _emendation(place) if place else None


def _emendation(place: EmendedPlace) -> emendation:
    words = [nodes.Text(place.reading)] if place.reading else []
    return emendation("", "", *words, ids=[place.emendation], source=place.source, rule=place.rule)


def mention_words(pieces: Iterable[str | EmendedPlace]) -> list[nodes.Node]:
    """Return the words of a mention as nodes, with the emended places in it."""
    return [nodes.Text(piece) if isinstance(piece, str) else _emendation(piece) for piece in pieces]


def mark_emendations_in_mentions(found: Iterable[nodes.Node]) -> list[str]:
    """Give mentions that MyST read the emended places that their words hold.

    Returns what is wrong with those that are not as the edition writes them; their words stay.
    """
    faults = []
    for node in found:
        for reference in node.findall(addnodes.pending_xref):
            if reference.get("reftype") == _LINK:
                # A link to a page has words of the edition, in which a bar is a bar.
                continue
            for inner in list(reference.findall(nodes.Text)):
                pieces, wrong = read_words(inner.astext())
                if pieces is None:
                    faults.append(wrong)
                elif parent := inner.parent:
                    parent.replace(inner, mention_words(pieces))
    return faults
