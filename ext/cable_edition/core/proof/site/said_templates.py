"""What templates of the program say, put into them in the language of the site.

Templates are read as text. What they say stands in an expression of Jinja, with the words that lead
away at ``{link}``, which are then a mark and words, or an expression of the template itself.
"""

from __future__ import annotations

import re
from html import escape

from cable_edition.core.words import say

_SAID = re.compile(
    r"\{\{ say\((?:\"([^\"]*)\"|'([^']*)')\)((?:\|e)?)((?:\|replace\([^{}]*\{link\}.*?\))?) \}\}"
)
_REPLACED = re.compile(r"\|replace\(\"\{link\}\", (.*)\)\Z")
_PART = re.compile(r"'([^']*)'|\"([^\"]*)\"|say\(\"([^\"]*)\"\)\|e|(\([^()]*\)\|e)")


def said_in(template: str) -> str:
    """Return a template with what it says as words; its other expressions stay."""
    return _SAID.sub(_written, template)


def _written(found: re.Match[str]) -> str:
    words = say(found[1] or found[2])
    words = escape(words) if found[3] else words
    link = _REPLACED.match(found[4])
    return words.replace("{link}", "".join(map(_part, _PART.finditer(link[1])))) if link else words


def _part(found: re.Match[str]) -> str:
    if found[4]:
        return f"{{{{ {found[4]} }}}}"
    return escape(say(found[3])) if found[3] else found[1] or found[2]
