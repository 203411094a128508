"""A reader of BEACON files, written from the grammar of the draft alone.

https://gbv.github.io/beaconspec/beacon.html: fields stand first, then links. A link is a source,
perhaps an annotation, perhaps a target, parted by bars; source and target become addresses by the
patterns of the fields ``PREFIX`` and ``TARGET``, in which ``{+ID}`` stands for the token with its
reserved characters as they are (RFC 6570), and is added where a pattern has none. Where a link has
two tokens, the second is a target if it begins with ``http:`` or ``https:``.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_FIELD = re.compile(r"#([A-Z]+):[ \t]*(.*?)[ \t]*")
_KNOWN = {
    *("FORMAT", "PREFIX", "TARGET", "RELATION", "MESSAGE", "ANNOTATION", "DESCRIPTION"),
    *("CREATOR", "CONTACT", "HOMEPAGE", "FEED", "TIMESTAMP", "UPDATE", "SOURCESET", "TARGETSET"),
    *("NAME", "INSTITUTION"),
}
Link = tuple[str, str, str]


def read_beacon(data: bytes) -> tuple[dict[str, str], list[Link]]:
    """Return the fields, and each link as source, annotation and target."""
    text = data.decode("utf-8")
    assert text.endswith("\n")
    fields: dict[str, str] = {}
    links: list[Link] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text[:-1])):
        assert len(line.splitlines()) <= 1, "a line end that other readers take for one"
        if line.startswith("#") and not links:
            match = _FIELD.fullmatch(line)
            assert match, line
            assert match[1] in _KNOWN
            assert match[1] not in fields
            assert (match[1] == "FORMAT") == (number == 0)
            fields[match[1]] = match[2]
        elif line.strip():
            links.append(_link(line, fields))
    assert fields["FORMAT"] == "BEACON"
    return fields, links


def _link(line: str, fields: dict[str, str]) -> Link:
    assert not line.startswith("#")
    tokens = [one.strip() for one in line.split("|")]
    assert 1 <= len(tokens) <= 3
    if len(tokens) == 2:
        is_target = tokens[1].startswith(("http:", "https:"))
        tokens = [tokens[0], "", tokens[1]] if is_target else [*tokens, ""]
    source, annotation, target = (*tokens, "", "")[:3]
    addresses = (
        _expanded(fields.get("PREFIX", "{+ID}"), source),
        _expanded(fields.get("TARGET", "{+ID}"), target or source),
    )
    for one in addresses:
        assert urlsplit(one).scheme in {"http", "https"}, one
        assert urlsplit(one).netloc, one
    return addresses[0], annotation, addresses[1]


def _expanded(pattern: str, token: str) -> str:
    if "{ID}" not in pattern and "{+ID}" not in pattern:
        pattern += "{ID}"
    reserved = quote(token, safe=":/?#[]@!$&'()*+,;=-._~%")
    return pattern.replace("{+ID}", reserved).replace("{ID}", quote(token, safe="-._~"))
