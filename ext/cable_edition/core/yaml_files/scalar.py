"""A text as YAML takes it, for what an editor is to paste."""

from __future__ import annotations

import json
import re

from cable_edition.core.late_pattern import late

#: What YAML does not take as it is, even between quotation marks.
_UNPRINTABLE = late("[\x7f-\x84\x86-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def scalar(words: str) -> str:
    """Return ``words`` between quotation marks, in the style that needs fewer escapes."""
    if '"' in words and words.isprintable() and words.isascii():
        return "'" + words.replace("'", "''") + "'"
    quoted = json.dumps(words, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


#: Words that need no quotation marks, in braces neither.
_PLAIN = re.compile(r"[^\W\d_](?:[\w /&().'\u2019-]{0,118}[\w).])?")
_NO_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def plain_scalar(words: str) -> str:
    """Return ``words`` as they are where YAML takes them so, and else between quotation marks."""
    plain = _PLAIN.fullmatch(words) and words.isprintable()
    return words if plain and words.casefold() not in _NO_WORDS else scalar(words)
