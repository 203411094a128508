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

from cable_edition.core.escape import unescape_role
from cable_edition.sphinx_ext.nodes import mention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cable_edition.sphinx_ext.domain import EntryKey

#: Role as it stands in generated text -> kind of entry.
ROLE_KINDS: dict[str, str] = {
    "cable:person": "person",
    "cable:org": "organization",
    "cable:tag": "tag",
    "cable:post": "post",
    "term": "term",
}

_TOKEN = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    |\{(?P<role>[a-z:]{1,20})\}`(?P<words>[^`<>\\\n]{1,300})(?:[ ]<(?P<target>[^`<>\\\n]{1,200})>)?`
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
            words = unescape_role(token["words"])
            role = ROLE_KINDS.get(token["role"])
            key = names.get((role, token["target"] or words)) if role else None
            if key is None:
                return None
            if run:
                found.append(nodes.Text("".join(run)))
                run.clear()
            found.append(mention(words, words, kind=key[0], entry=key[1]))
    if run:
        found.append(nodes.Text("".join(run)))
    return found
