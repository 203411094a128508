"""Text to MyST and back: the one place where raw words become markup.

Three layers, each with its inverse:

* :func:`visible` shows characters that no page can carry (controls, lone surrogates, line and
  paragraph separators, text-direction overrides, noncharacters) as code points one can see;
  :func:`unescape_visible` maps them back.
* :func:`escape` makes any text inert MyST inline text: the parser gives back :func:`visible` of
  it, character by character, and nothing else.
* :func:`escape_role` makes any text safe between the backticks of a role, where MyST knows no
  escape; :func:`unescape_role` is what a role of ours calls on its words.

The list of marks follows CommonMark and the MyST extensions ``deflist``, ``attrs_block`` and
``colon_fence``; a further extension of MyST may need further marks.
"""

from __future__ import annotations

import re

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.late_pattern import late

_LINE_WHITE = str.maketrans(dict.fromkeys("\t\r\n\f\v", " "))

#: C0 controls and DEL have pictures; other white space than these keeps its meaning.
_PICTURED = "".join(chr(c) for c in (*range(0x20), 0x7F) if chr(c) not in WHITE)
_PICTURES = {ord(c): chr(0x2421 if c == "\x7f" else 0x2400 + ord(c)) for c in _PICTURED}
_FROM_PICTURE = {picture: chr(code) for code, picture in _PICTURES.items()}

#: Characters without a picture that a page, a terminal or XML cannot carry as they are, and the
#: pictures themselves, so that a picture in a page always stands for its control character.
_UNSHOWABLE = (
    "\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ud800-\udfff"
    + "".join(chr(plane | low) for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF))
    + "".join(sorted(_FROM_PICTURE))
)
_HIDDEN = late(f"[{re.escape(_PICTURED)}{_UNSHOWABLE}]|\\\\(?=u\\{{)")
_SHOWN = late(
    r"\\u\{([0-9a-f]{1,6})\}|([" + "".join(sorted(_FROM_PICTURE)) + r"])",
)

#: A number sign at the end of the words would close a heading, and be lost.
_MARKS = re.compile(r"[\\`*_{}\[\]<>&!|^]|#(?= ?\Z)")
_LINE_START = re.compile(r"( *)(?:([#>+=:|%(~-])|([0-9]{1,9})([.)]))")
#: Space that Python and the parser strip from the ends of a block though folding keeps it.
_EDGE_SPACE = late(r"[\u1680\u2000-\u200a\u202f\u205f\u3000\u00a0]")

_ROLE_MARKS = late(r"^[! ]|[`\\<>|\t\r\n\f\v]| $")
_ROLE_CODES = late(r"\\u\{([0-9a-f]{1,6})\}")


def _code_point(character: str) -> str:
    return f"\\u{{{ord(character):x}}}"


def visible(text: str) -> str:
    r"""Return ``text`` with what cannot be shown replaced by code points that can.

    C0 controls and DEL become their pictures (U+2400 ...), other such characters, and a picture
    met in the text itself, ``\u{85}`` in lower-case hexadecimal. White space that folding folds
    is left alone. Injective: :func:`unescape_visible` gives the text back.
    """
    if text.isascii() and "\\" not in text and text.replace("\n", "").isprintable():
        # Nearly every text is, and to see so takes a tenth of the time.
        return text
    return _HIDDEN.sub(lambda m: _PICTURES.get(ord(m[0])) or _code_point(m[0]), text)


def unescape_visible(text: str) -> str:
    """Return the text of which ``text`` is :func:`visible`."""
    if text.isascii() and "\\" not in text:
        return text
    return _SHOWN.sub(lambda m: _FROM_PICTURE[m[2]] if m[2] else _decode(m), text)


def _decode(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if number < 0x110000 else match[0]


def escape(text: str, *, line_start: bool = True) -> str:
    """Return ``text`` as inert MyST inline text on one line.

    The parser reads the result as ``visible(text)``: no other token, no character lost. Text is
    expected folded; a line end or tab inside it becomes a blank. With ``line_start`` the result
    may stand at the start of a line, where more characters mean something, and leading blanks
    are dropped, as the parser would drop them; pass ``False`` for words that follow others on
    the line. Safe in paragraphs, headings, list items, directive bodies and table cells.
    """
    text = visible(text.translate(_LINE_WHITE))
    head = ""
    if line_start:
        text = text.lstrip(" ")
        match = _LINE_START.match(text)
        if match:
            mark, number, stop = match[2], match[3], match[4]
            head = f"\\{mark}" if mark else f"{number}\\{stop}"
            text = text[match.end() :]
    body = _MARKS.sub(r"\\\g<0>", text)
    if body.isascii():
        return head + body
    return head + _EDGE_SPACE.sub(lambda m: f"&#x{ord(m[0]):x};", body)


def escape_role(text: str) -> str:
    r"""Return ``text`` for the title or target between the backticks of a role.

    Control characters are shown as :func:`visible` does. What would end the role, part title
    from target, switch the link off (a leading ``!``) or be trimmed is written ``\u{60}``; a
    role of ours undoes that by :func:`unescape_role`. Ordinary words come out unchanged.
    """
    return _ROLE_MARKS.sub(lambda m: _code_point(m[0]), visible(text))


def unescape_role(text: str) -> str:
    """Return the visible text that :func:`escape_role` was given."""
    return _ROLE_CODES.sub(_decode, text)
