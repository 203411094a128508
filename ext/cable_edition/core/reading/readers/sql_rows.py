"""The rows of an SQL dump that comes in chunks, each with the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.readers.notes import ROW_LIMIT

#: How strings are written: with escapes after a backslash, without, or as ``COPY`` has them.
ESCAPED, PLAIN, COPIED = "escaped", "plain", "copied"
#: So much of a text is kept back at the end of a chunk, so that no sign is cut.
_KEPT = 64
#: A statement is looked at so far for its columns, in characters.
_STATEMENT_LIMIT = 65_536

_OUTSIDE = late(
    r"'|\"|`|--|/\*|;|\(|\)|\$(?P<tag>[A-Za-z_0-9]{0,40})\$|\b(?P<values>VALUES)\b"
    # SQL Server writes its statements without INTO, and none needs a mark at its end.
    r"|\b(?P<insert>INSERT)[ ](?=\[)",
    re.IGNORECASE,
)
_STRING = {ESCAPED: late(r"['\\]"), PLAIN: late("'")}
_INSERT = late(
    r"\s{0,200}(?:INSERT|REPLACE)\s{1,8}(?:IGNORE\s{1,8}|OR\s{1,8}[A-Z]{1,8}\s{1,8})?(?:INTO\s{1,8}|(?=\[))"
    r"(?P<table>[^\s(]{1,200})\s{0,8}(?:\((?P<columns>[^()]{0,60000})\))?\s{0,8}"
    r"(?:OVERRIDING\s{1,8}[A-Z]{1,8}\s{1,8}VALUE\s{0,8})?\Z",
    re.IGNORECASE,
)
_COPY = late(
    r"\s{0,200}COPY\s{1,8}(?P<table>[^\s(]{1,200})\s{0,8}(?:\((?P<columns>[^()]{0,60000})\))?"
    r"\s{1,8}FROM\s{1,8}STDIN\b",
    re.IGNORECASE,
)
_CREATE = late(
    r"\s{0,200}CREATE\s{1,8}(?:TEMP(?:ORARY)?\s{1,8})?TABLE\s{1,8}(?:IF\s{1,8}NOT\s{1,8}EXISTS\s{1,8})?"
    r"(?P<table>[^\s(]{1,200})\s{0,8}\((?P<columns>.*)",
    re.IGNORECASE | re.DOTALL,
)
_COLUMN = late(r"\s{0,200}(?P<name>[`\"\[]?\w{1,80}[`\"\]]?)\s")
_NO_COLUMN = frozenset(
    {"primary", "key", "unique", "constraint", "index", "fulltext", "foreign", "check", "spatial"}
)
_COMMENT = late(r"\s{0,200}(?:--[^\n]*\n|/\*.*?\*/;?)", re.DOTALL)
#: What shows that a backslash in a string is a character like another.
_STANDARD = late(
    r"PostgreSQL database dump|standard_conforming_strings\s*=\s*on|PRAGMA foreign_keys"
    r"|^BEGIN TRANSACTION;",
    re.MULTILINE,
)
_QUOTES = '`"[]'
#: Stands between the parts of a head.
_BAR = "\x1f"


def columns_of(head: str) -> tuple[str, list[str]]:
    """Return how the strings of a row are written, and the names of its columns."""
    style, *names = head.split(_BAR)
    return style, names


class SqlRows:
    """Parts a dump into rows of values and what stands between them; joined they are the dump."""

    def __init__(self) -> None:
        self._text = ""
        #: Where the row, the statement and the part not yet looked at begin.
        self._start = self._statement = self._at = 0
        self._depth = 0
        self._quote = ""
        self._head = ""
        self._copying = self._tried = False
        self._style = ESCAPED
        self._seen = 0
        self._tables: dict[str, list[str]] = {}

    def add(self, chunk: str) -> Iterator[tuple[str, str]]:
        """Yield the rows that end in ``chunk``, each with its head."""
        begin = self._start
        self._text = self._text[begin:] + chunk
        self._start = 0
        self._at -= begin
        self._statement -= begin
        if self._seen < _STATEMENT_LIMIT and _STANDARD.search(self._text, 0, _STATEMENT_LIMIT):
            self._style = PLAIN
        self._seen += len(chunk)
        yield from self._look(len(self._text) - _KEPT)
        if self._at - self._start > ROW_LIMIT:
            # A quotation mark or bracket was never closed; the row is reported as it is.
            head = self._head if self._depth else ""
            self._depth, self._quote, self._head = 0, "", ""
            yield self._cut(self._at, head)

    def rest(self) -> Iterator[tuple[str, str]]:
        """Yield what is left at the end of the dump."""
        yield from self._look(len(self._text))
        if self._start < len(self._text):
            head = self._head if self._depth or self._copying else ""
            yield self._text[self._start :], head

    def _cut(self, end: int, head: str = "") -> tuple[str, str]:
        row = self._text[self._start : end]
        self._start = end
        return row, head

    def _look(self, stop: int) -> Iterator[tuple[str, str]]:
        """Take the signs up to ``stop``."""
        while self._at < stop:
            if self._copying:
                end = self._text.find("\n", self._at, max(stop, self._at))
                if end < 0:
                    self._at = max(self._at, stop)
                    return
                yield self._line(end + 1)
            elif self._quote:
                if not self._string(stop):
                    return
            else:
                match = _OUTSIDE.search(self._text, self._at, stop + _KEPT)
                if match is None or match.start() >= stop:
                    self._at = stop
                    return
                self._at = match.end()
                yield from self._sign(match)

    def _line(self, end: int) -> tuple[str, str]:
        """Return a line of COPY; its last is a backslash and a full stop."""
        line = self._text[self._start : end]
        self._at = self._statement = end
        if line.rstrip("\r\n") == "\\.":
            self._copying, self._head = False, ""
            return self._cut(end)
        return self._cut(end, self._head)

    def _string(self, stop: int) -> bool:
        """Go to the end of what is quoted; return whether it was reached."""
        text, quote = self._text, self._quote
        if quote != "'":
            end = text.find(quote, self._at)
            if end < 0:
                self._at = max(self._at, stop)
                return False
            self._at, self._quote = end + len(quote), ""
            return True
        style = self._style
        while match := _STRING[style].search(text, self._at):
            if match.end() == len(text):
                # What follows may be the second half of an escape.
                self._at = match.start()
                if self._at >= stop:
                    return False
                self._at, self._quote = match.end(), ""
                return True
            if match[0] == "\\" or text[match.end()] == "'":
                self._at = match.end() + 1
                continue
            self._at, self._quote = match.end(), ""
            return True
        self._at = max(self._at, len(text))
        return False

    def _sign(self, match: re.Match[str]) -> Iterator[tuple[str, str]]:
        sign = match[0]
        if sign in "'\"`":
            self._quote = sign
        elif sign == "--":
            self._quote = "\n"
        elif sign == "/*":
            self._quote = "*/"
        elif match["tag"] is not None:
            self._quote = sign
        elif match["values"] or match["insert"]:
            self._word(match)
        elif sign == "(":
            self._depth += 1
            if self._depth == 1 and self._head:
                yield self._cut(match.start())
        elif sign == ")":
            closes = self._depth == 1
            self._depth = max(0, self._depth - 1)
            if closes and self._head:
                yield self._cut(match.end(), self._head)
        elif sign == ";" and not self._depth:
            yield from self._end(match.start())

    def _word(self, match: re.Match[str]) -> None:
        """Take a word that begins a statement or the values of one."""
        if self._depth:
            return
        if match["insert"]:
            self._head, self._tried, self._style = "", False, PLAIN
            self._statement = match.start()
        elif not self._tried:
            self._tried = True
            self._insert(match.start())

    def _words(self, end: int) -> str:
        """Return the statement up to ``end``, comments before it left out."""
        start = max(self._statement, end - _STATEMENT_LIMIT)
        words = self._text[start:end]
        at = 0
        while comment := _COMMENT.match(words, at):
            at = comment.end()
        return words[at:]

    def _insert(self, at: int) -> None:
        found = _INSERT.match(self._words(at))
        if found:
            self._head = self._head_of(self._style, found)

    def _head_of(self, style: str, found: re.Match[str]) -> str:
        table = _bare(found["table"])
        listed = found["columns"]
        names = [_bare(name) for name in listed.split(",")] if listed else []
        return _BAR.join([style, *(names or self._tables.get(table, []))])

    def _end(self, at: int) -> Iterator[tuple[str, str]]:
        """Take the end of a statement."""
        if not self._head:
            words = self._words(at)
            if copied := _COPY.match(words):
                line = self._text.find("\n", at)
                if line >= 0:
                    self._head, self._copying = self._head_of(COPIED, copied), True
                    self._at = self._statement = line + 1
                    yield self._cut(self._at)
                    return
            if created := _CREATE.match(words):
                self._tables[_bare(created["table"])] = _created(created["columns"])
        self._head, self._tried = "", False
        self._statement = self._at
        yield self._cut(self._at)


def _bare(name: str) -> str:
    """Return the name of a table or column without quotation marks and schema."""
    return name.strip().rpartition(".")[2].strip(_QUOTES)


def _created(words: str) -> list[str]:
    """Return the names of the columns in the brackets of ``CREATE TABLE``."""
    names: list[str] = []
    depth = start = 0
    for match in re.finditer(r"[(),]", words):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
        if depth < 0 or (depth == 0 and match[0] == ","):
            found = _COLUMN.match(words[start : match.start()] + " ")
            name = _bare(found["name"]) if found else ""
            if name and name.lower() not in _NO_COLUMN:
                names.append(name)
            start = match.end()
            if depth < 0:
                break
    return names
