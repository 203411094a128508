"""A text as its letters, however they are written, with the way back to the text as it stands.

Capitals, accents, ligatures, wide and narrow letters, entities, percent-encoding, soft hyphens,
marks without width and hyphens at the end of a line are ways to write the same letters. Here they
are undone: what is left is small letters without accents (NFKD, casefold), digits, and whatever
stands between words. Every step is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property, lru_cache
from html import unescape
from html.entities import html5
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from cable_edition.core.cable.span import Span
from cable_edition.core.late_pattern import late

#: Stand where a tag or a mark without width stood, where a line ends within a word, and for a soft
#: hyphen. Each may be nothing within a word, or what parts two words.
TAG, JOINT, SOFT = "\x00", "\x01", "\x02"
MARKERS = f"{TAG}{JOINT}{SOFT}"

#: Letters that do not fall into a letter and an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
#: Letters of other alphabets that look like Latin ones, small or as capitals; some copies have them
#: within words. Text and name are read alike, so words in those alphabets stay themselves.
_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u04bb\u04c0\u04cf\u0501\u051b\u051d"
    "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
    "abekmhopctyxsijhlldqwabezhikmnoptyx",
)
#: The small capitals of phonetics.
_CAPITALS = str.maketrans(
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f"
    "\u1d18\ua7af\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
    "abcdefghijklmnopqrstuvwyz",
)
#: Letters by name that show nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
#: The signs of ASCII that are no letter and no digit.
_SIGNS = bytes(mark for mark in range(128) if not chr(mark).isalnum())


class _Edit(NamedTuple):
    """A stretch of a text that a step wrote anew: where it is now, and where it was."""

    start: int
    end: int
    old_start: int
    old_end: int


class Step(NamedTuple):
    """A rewriting of a text, with nothing to do where ``sign`` does not stand in it.

    After the last ``close`` it has nothing to do either.
    """

    sign: str
    pattern: re.Pattern[str]
    new: Callable[[re.Match[str]], str]
    close: str = ""

    def end(self, text: str) -> int:
        """Return where in ``text`` the step has nothing more to do."""
        if self.sign not in text:
            return 0
        return text.rfind(self.close) + len(self.close) if self.close else len(text)


class Reading:
    """Letters as they were made of a text, ready to be searched.

    ``letters`` has capitals yet, which tell where one word ends and another begins; ``small`` is
    as long, and has none.
    """

    def __init__(self, letters: str) -> None:
        self.letters = letters
        # The one letter that is two when small would move all others.
        self.small = letters.replace("\u0130", "I").lower()

    @cached_property
    def run(self) -> str:
        """The small letters without the markers: each word whole, some perhaps run together."""
        run = self.small
        for marker in MARKERS:
            run = run.replace(marker, "")
        return run

    @cached_property
    def bare(self) -> bytes:
        """The letters and digits alone, in UTF-8."""
        return self.small.encode("utf-8", "surrogatepass").translate(None, _SIGNS)


def reading(text: str, steps: tuple[Step, ...]) -> Reading:
    """Return the letters of a text after some steps, without the way back: many times as fast."""
    for step in steps:
        if end := step.end(text):
            text = step.pattern.sub(step.new, text[:end]) + text[end:]
    return Reading(text)


class Letters(Reading):
    """The letters of a text after some steps; :meth:`span` leads back to the text."""

    def __init__(self, text: str, steps: tuple[Step, ...]) -> None:
        self._edits: list[list[_Edit]] = []
        for step in steps:
            if end := step.end(text):
                text = self._taken(text, step, end)
        super().__init__(text)

    def _taken(self, text: str, step: Step, stop: int) -> str:
        parts: list[str] = []
        edits: list[_Edit] = []
        at = now = 0
        for match in step.pattern.finditer(text, 0, stop):
            new = step.new(match)
            if new == match[0]:
                continue
            start, end = match.span()
            now += start - at
            parts += [text[at:start], new]
            edits.append(_Edit(now, now + len(new), start, end))
            now += len(new)
            at = end
        if not edits:
            return text
        self._edits.append(edits)
        return "".join([*parts, text[at:]])

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the text that ``start`` to ``end`` of the letters stand for."""
        for edits in reversed(self._edits):
            start, end = _first(edits, start), _last(edits, end)
        return Span(start, end)


def _start(edit: _Edit) -> int:
    return edit.start


def _first(edits: list[_Edit], position: int) -> int:
    """Return where the character at a position began before the step."""
    index = bisect_right(edits, position, key=_start) - 1
    if index < 0:
        return position
    edit = edits[index]
    return edit.old_start if position < edit.end else position - edit.end + edit.old_end


def _last(edits: list[_Edit], position: int) -> int:
    """Return where the character before a position ended before the step, its accents too."""
    index = bisect_right(edits, position, key=_start) - 1
    if index >= 0 and position == edits[index].start < edits[index].end:
        index -= 1
    if index < 0:
        return position
    edit = edits[index]
    return edit.old_end if position <= edit.end else position - edit.end + edit.old_end


@lru_cache(maxsize=65536)
def _folded(run: str) -> str:
    """Return a run of characters beyond ASCII in the letters that stand for it."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", run).casefold())
    return "".join(map(_letter, folded)).translate(_PLAIN).translate(_ALIKE).translate(_CAPITALS)


def _letter(mark: str) -> str:
    kind = unicodedata.category(mark)
    if mark.isascii():
        return mark
    if kind in {"Mn", "Me"}:
        return ""
    if kind == "Cf" or mark in _FILLERS:
        return SOFT if mark == "\u00ad" else TAG
    if kind == "Nd":
        return str(unicodedata.decimal(mark))
    if mark.isalnum() or kind == "Mc":
        return mark
    if kind == "Pd":
        return "-"
    return {"Zl": "\n", "Zp": "\n", "Zs": " "}.get(kind, ".")


def _from_percent(match: re.Match[str]) -> str:
    if match[0][1] in "uU":
        # As the old ``escape`` of scripts writes an address.
        return bytes.fromhex("".join(_UNITS.findall(match[0]))).decode("utf-16-be", "replace")
    data = unquote_to_bytes(match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _from_entity(match: re.Match[str]) -> str:
    # Without its semicolon a name counts as a whole only: &REGAN is no sign with letters after it.
    name = match[0][1:]
    return unescape(match[0]) if name[0] == "#" else html5.get(name, match[0])


def _from_escape(match: re.Match[str]) -> str:
    if match[1]:
        units = bytes.fromhex(match[1].replace("\\u", ""))
        return units.decode("utf-16-be", "replace")
    if code := match[2] or match[4] or match[5]:
        return _sign(int(code, 16))
    if match[6]:
        return chr(int(match[6], 8))
    return {"n": "\n", "r": "\r", "t": "\t", "b": " ", "f": "\f"}.get(match[3], match[3])


def _sign(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _from_css(match: re.Match[str]) -> str:
    return _sign(int(match[1], 16)) if match[1] else match[2]


def _from_rtf(match: re.Match[str]) -> str:
    if match[1]:
        return bytes.fromhex(match[1]).decode("cp1252", "replace")
    return _sign(int(match[2]) % 0x10000)


def _from_printable(match: re.Match[str]) -> str:
    data = bytes.fromhex(match[0].replace("=", ""))
    return data.decode("utf-8" if data.isascii() or len(data) > 1 else "latin-1", "replace")


def _to(new: str) -> Callable[[re.Match[str]], str]:
    return lambda _: new


_UNITS = late(r"%[uU]([0-9a-fA-F]{4})")
_PERCENT = Step("%", late(r"(?:%[0-9a-fA-F]{2})+|(?:%[uU][0-9a-fA-F]{4})+"), _from_percent)
_ENTITY = Step(
    "&",
    late(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"),
    _from_entity,
)
_COMMENT = Step("<!--", late(r"<!--.*?-->", re.DOTALL), _to(TAG), "-->")
_TAGS = Step("<", late(r"<[^<>]*>"), _to(TAG), ">")
_ESCAPE = Step(
    "\\",
    late(
        r"\\(?:u([0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*)|x([0-9a-fA-F]{2})|([nrtbf\"'\\/])"
        r"|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\}|([0-3][0-7]{2}))"
    ),
    _from_escape,
)
_TEX = Step("\\", late(r"\\(?:-|[A-Za-z@]{1,40}\*?(?:\{\}|[ ])?|[^A-Za-z\s])|[{}]"), _to(TAG))
_BEYOND = Step("", late(r"[^\x00-\x7f]+"), lambda match: _folded(match[0]))
_JOINTS = Step(
    "\n",
    late(rf"(?<=[^\W\d_])[-={SOFT}][{TAG} \t]{{0,40}}\r?\n[{TAG} \t>]{{0,80}}(?=[^\W\d_])"),
    _to(JOINT),
)
#: The escapes of style sheets, of RTF (whose sign for older programs is a question mark, or coded
#: too), and of mail.
_CSS = Step("\\", late(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|([^\n]))"), _from_css)
_RTF = Step(
    "\\",
    late(r"\\'([0-9a-fA-F]{2})|\\u(-?[0-9]{1,5})[ ]?(?:\?|\\'[0-9a-fA-F]{2})?"),
    _from_rtf,
)
_PRINTABLE = Step("=", late(r"(?:=[0-9A-F]{2})+"), _from_printable)
#: What stands between two values of a list, or two cells of a row, and the names of values.
_CELL = late(r"\",\s{0,40}\"|</t[dh]>\s{0,40}<t[dh][^<>]{0,400}>")
_NAMES = Step(
    ":",
    late(
        r'"[\w-]{1,40}"\s{0,4}:\s{0,4}(?=")'
        r"|\n[ \t-]{0,40}(?:given|family|first|last|middle|sur|fore)[-_]?names?:[ ]"
    ),
    _to(" "),
)
_CELLS = Step("", _CELL, _to(TAG))
# Twice, for addresses within addresses, and for mark-up that is shown as it is written.
_READ = (_PERCENT, _PERCENT, _ENTITY, _ENTITY)
_WRITE = (_BEYOND, _JOINTS)
#: As it stands, with entities and percent-encoding undone.
PLAIN = (*_READ, *_WRITE)
#: Without tags and comments, also those that are shown.
MARKUP = (_COMMENT, _TAGS, *_READ, _TAGS, *_WRITE)
#: With the escapes of JSON and of scripts undone, and without the tags in them.
ESCAPED = (_ESCAPE, _COMMENT, _TAGS, *_READ, *_WRITE)
#: With the escapes of style sheets, of RTF without its commands, and of mail undone.
CSS = (_CSS, *_WRITE)
RTF = (_RTF, _TEX, *_WRITE)
MAIL = (_PRINTABLE, *_WRITE)
#: With values and cells that stand side by side as one.
CELLS = (_NAMES, _CELLS, *_READ, *_WRITE)
#: Without the commands of TeX.
TEX = (_TEX, *_WRITE)
