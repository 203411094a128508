"""The copy of a page in ``_sources``: its lines without escapes, as a person would read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.escape import unescape_visible

_CODE = re.compile(r"(?<!\\)&#x([0-9a-f]{1,6});")
_OPTION = re.compile(r"(:[a-z]{1,20}: )'(.*)'\Z")
#: A character shown as its code point, whose marks are escaped once in words, twice in rows, and in
#: roles by the code point of the backslash; or as its picture.
_SHOWN = re.compile(
    r"(?<!\\)\\u\{5c\}u\{([0-9a-f]{1,6})\}"
    r"|\\{1,4}u\\{0,2}\{([0-9a-f]{1,6})\\{0,2}\}|([\u2400-\u241f\u2421])"
)
#: Stands between lines that are folded together; no page has it in it.
_BETWEEN = "\0"
_LITERAL = re.compile(r"^(`{3,})\{cable:transmitted\}$", re.MULTILINE)


def plain_lines(lines: Iterable[str]) -> list[str]:
    """Return lines folded, without backslashes (which escape), and without those that are empty."""
    given = list(lines)
    joined = _BETWEEN.join(given)
    if joined.count(_BETWEEN) != len(given) - 1:
        found = (fold(line.replace("\\", "")) for line in given)
        return [line for line in found if line]
    # All lines are folded at once; white space beside what stands between them is at their ends.
    joined = fold(joined.replace("\\", ""))
    joined = joined.replace(f" {_BETWEEN}", _BETWEEN).replace(f"{_BETWEEN} ", _BETWEEN)
    return [line for line in joined.split(_BETWEEN) if line]


def read_lines(copy: str) -> list[str]:
    """Return the lines of a copy in the same form; a literal text is one line."""
    found: list[str] = []
    is_plain = copy.isascii() and "\\u" not in copy and "&#x" not in copy
    at = 0
    while match := _LITERAL.search(copy, at):
        _read_words(found, copy[at : match.start()], is_plain=is_plain)
        found.append(match[0].lstrip("`").join(("```", "")))
        fence = f"\n{match[1]}\n"
        # Its last line may be the last of all, and may come at once.
        end = f"{copy}\n".find(fence, match.end())
        if end < 0:
            return plain_lines([*found, *copy[match.end() + 1 :].split("\n")])
        literal = copy[match.end() + 1 : end].split("\n", 1) if end > match.end() else []
        options = literal[:1] if literal[:1] and literal[0].startswith(":lines: ") else []
        found += [*options, unescape_visible("\n".join(literal[len(options) :])), "```"]
        at = end + len(fence)
    _read_words(found, copy[at:], is_plain=is_plain)
    return plain_lines(found)


def _read_words(found: list[str], part: str, *, is_plain: bool) -> None:
    """Add the lines of a part of a copy that has no literal text."""
    found += [
        line if is_plain and line[0] != ":" else _read(line) for line in part.split("\n") if line
    ]


def _read(line: str) -> str:
    if line[:1] == ":" and (match := _OPTION.match(line)):
        line = match[1] + match[2].replace("''", "'")
    if "&#x" in line:
        line = _CODE.sub(lambda code: chr(int(code[1], 16)), line)
    return _shown_back(line)


def _shown_back(line: str) -> str:
    if line.isascii() and "\\u" not in line:
        return line
    return _SHOWN.sub(_character, line)


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return "\x7f" if match[3] == "\u2421" else chr(ord(match[3]) - 0x2400)
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else match[0]
