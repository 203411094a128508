"""Works that quote cables: articles, books, theses, as a file of a reference manager has them.

The file beside the registers is RIS (``works.ris``), BibTeX (``works.bib``) or CSL-JSON
(``works.json``); more than one may be there. Reading the first two is left to rispy and
bibtexparser (the extra ``works``), which are imported when such a file is read. All that a file
says is words: marks of TeX are taken out by the reader, control characters by :func:`_plain`, and
an address that is none of the web is dropped.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.registers.work_fields import of_bibtex, of_csl, of_ris
from cable_edition.core.regular_file import is_inside, read_file
from cable_edition.core.settings.edition_file import WORKS

#: A name for a work under which quotations lead to it; no white space, no mark of a path or page.
_ID = late(r"[^\s\"'`<>\\|{}/#?]{1,120}")
#: An id that is an address, as Zotero exports it (``http://zotero.org/users/1/items/AB12``).
_ADDRESSED = late(
    r"https?://[^\s\"'`<>\\|{}?#]{1,900}/([A-Za-z0-9][A-Za-z0-9_-]{0,119})", re.IGNORECASE
)
_DOI = late(r"10\.[0-9]{4,9}/[^\s\"'`<>\\]{1,300}")
_UNSEEN = late(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\s]+")
_SURROGATE = late(r"[\ud800-\udfff]")
#: A line that is neither an entry of BibTeX nor a comment.
_WORDS = late(r"^[ \t]{0,20}[^%@\s]", re.MULTILINE)
_LONGEST = 1000
#: What stands between the items of a list in JSON.
_BETWEEN = late(r"[ \t\r\n,]*")
#: What reads each kind of file, with what it needs.
_NEEDS = {"works.ris": "rispy", "works.bib": "bibtexparser"}
_RECORD = late(r"^TY {1,2}- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Work:
    """A work as a file of works has it; what the file does not say is empty.

    ``kind`` is a type of CSL (``book``, ``article-journal``, ``thesis``), ``authors`` are names as
    one says them, ``container`` is the journal or the book that it is in, ``year`` of four digits.
    ``doi`` has no address before it; ``url`` is an address of the web. ``path`` and ``line`` say
    where it was read.
    """

    id: str
    kind: str = ""
    authors: tuple[str, ...] = ()
    title: str = ""
    container: str = ""
    publisher: str = ""
    city: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    url: str = ""
    path: str = ""
    line: int = 0

    @property
    def address(self) -> str:
        """Where the work is: by its DOI, or else as the file says; empty if it does not."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def short(self) -> str:
        """Whose it is and of which year, for a line: ``Jane Roe and others, 2014``."""
        whose = self.authors[0] if self.authors else self.title or self.id
        whose = f"{whose} and others" if len(self.authors) > 1 else whose
        return ", ".join(part for part in (whose, self.year) if part)

    @property
    def reference(self) -> str:
        """The work in a line: authors, title, where it came out, year, pages."""
        whose = ", ".join(self.authors[:-1])
        whose = " and ".join(part for part in (whose, *self.authors[-1:]) if part)
        where = f"{self.container} {self.volume}".strip() if self.container else ""
        where += f", no. {self.issue}" if where and self.issue else ""
        made = ": ".join(part for part in (self.city, self.publisher) if part)
        made = ", ".join(part for part in (made, self.year) if part)
        title = f"“{self.title}”" if self.title and self.container else self.title
        said = ", ".join(part for part in (whose, title, where) if part)
        said = " ".join(part for part in (said, f"({made})" if made else "") if part)
        return f"{said}, {self.pages}" if self.pages and self.container else said


class Found(NamedTuple):
    """A work as its file names its parts, and the line on which it begins."""

    line: int
    parts: Mapping[str, Any]


class Unreadable(Exception):  # noqa: N818 (a fault of the file, told and not raised further)
    """Why a file of works, or one work in it, is not read, and on which line."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def load_works(
    folder: Path, unsaved: Mapping[str, bytes]
) -> tuple[tuple[Work, ...], list[Problem], bool]:
    """Return the works of a folder of registers, what is wrong, and whether all could be read.

    Codes: ``works-unread``, ``malformed-id``, ``duplicate-id``, ``not-utf8``,
    ``register-outside``, ``unreadable-file``. A work with a fault is left out.
    """
    works: dict[str, Work] = {}
    problems: list[Problem] = []
    whole = True
    for name in WORKS:
        path = folder / name
        if name not in unsaved and not (path.exists() or path.is_symlink()):
            continue
        before = len(problems)
        for one in _read(path, unsaved.get(name), problems):
            if first := works.get(one.id):
                message = (
                    f"the work `{one.id}` was given before, in {first.path}:{first.line}; give one "
                    "of the two another `id` (of an address, the last part is the id)"
                )
                problems.append(Problem("duplicate-id", message, one.path, one.line))
            else:
                works[one.id] = one
        whole &= len(problems) == before
    return tuple(works.values()), problems, whole


def _read(path: Path, data: bytes | None, problems: list[Problem]) -> Iterator[Work]:
    shown = str(path)
    if not is_inside(path, path.parent):
        message = "this link leads out of the folder of registers; put a copy here in its place"
        problems.append(Problem("register-outside", message, shown))
        return
    try:
        text = (read_file(path) if data is None else data).decode("utf-8-sig")
        found = list(_READERS[path.name](text, problems, shown))
    except OSError as error:
        problems.append(Problem("unreadable-file", error.strerror or str(error), shown))
    except UnicodeDecodeError:
        problems.append(Problem("not-utf8", "the file is not UTF-8; save it as UTF-8", shown))
    except ImportError:
        package = _NEEDS[path.name]
        message = (
            f"works in this form are read by {package}, which is not installed; pip install "
            "'cable-edition[works]' adds it"
        )
        problems.append(Problem("works-unread", message, shown))
    except Unreadable as error:
        problems.append(Problem("works-unread", str(error), shown, error.line))
    else:
        for one in found:
            if made := _work(one, shown, problems):
                yield made


def _work(one: Found, path: str, problems: list[Problem]) -> Work | None:
    """Return a work of which the parts have the names of :class:`Work`."""
    parts = dict(one.parts)
    named = _own_id(_plain(parts.pop("id", "")))
    if not _ID.fullmatch(named):
        message = (
            f"`{named[:80]}` cannot be the id of a work; write one without blanks, quotation marks "
            "and slashes, such as lantern2014"
            if named
            else "the work has no id by which a quotation could name it; add one (`ID` in RIS)"
        )
        problems.append(Problem("malformed-id", message, path, one.line))
        return None
    authors = tuple(name for author in parts.pop("authors", ()) if (name := _plain(author)))
    said = {name: _plain(value) for name, value in parts.items()}
    doi = _DOI.search(said.pop("doi", ""))
    url = said.pop("url", "")
    year = re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", said.pop("year", ""))
    return Work(
        named,
        authors=authors,
        year=year[0] if year else "",
        doi=doi[0].rstrip(".,;") if doi else "",
        url=url if _is_web(url) else "",
        path=path,
        line=one.line,
        **said,
    )


def _own_id(named: str) -> str:
    """Return the id of a work: of an address its last part, where that is safe; any other as it is.

    Zotero exports addresses as ids, of which the last part is the key of the work in a library.
    """
    address = _ADDRESSED.fullmatch(named)
    return address[1] if address else named


def _plain(value: object) -> str:
    """Return a value as words on one line, without what cannot be seen."""
    text = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    return _SURROGATE.sub("\ufffd", _UNSEEN.sub(" ", text[:_LONGEST])).strip()


def _is_web(url: str) -> bool:
    """Whether a page may link to an address."""
    if any(mark in url for mark in " <>\"'`\\()[]{}|^") or not url.isascii():
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _ris(text: str, problems: list[Problem], path: str) -> Iterator[Found]:
    import rispy  # noqa: PLC0415

    lines = [text.count("\n", 0, one.start()) + 1 for one in _RECORD.finditer(text)]
    if not lines and text.strip():
        message = "no record of RIS begins here (`TY  - BOOK`)"
        raise Unreadable(message)
    # A record without its end is lost by rispy without a word, so each is read by itself.
    ends = [*(one.start() for one in _RECORD.finditer(text)), len(text)]
    for line, start, end in zip(lines, ends, ends[1:], strict=False):
        try:
            records = rispy.loads(text[start:end])
        except (ValueError, LookupError, OSError, TypeError) as error:
            problems.append(Problem("works-unread", _said(error), path, line))
            continue
        if len(records) != 1:
            message = "the record has no end; end it with a line `ER  - `"
            problems.append(Problem("works-unread", message, path, line))
        else:
            yield Found(line, of_ris(records[0]))


def _bibtex(text: str, problems: list[Problem], path: str) -> Iterator[Found]:
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415
    from bibtexparser.middlewares import (  # noqa: PLC0415
        MergeNameParts,
        SeparateCoAuthors,
        SplitNameParts,
    )
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415

    # What is broken comes back as a block and is told by us, so that their logs stay silent.
    steps = [SeparateCoAuthors(), SplitNameParts(), MergeNameParts("first")]
    words = LatexNodes2Text(math_mode="text").latex_to_text
    with _silent("bibtexparser", "pylatexenc"):
        try:
            library = parse_string(text, append_middleware=steps)
        except _BREAKS as error:
            raise Unreadable(_said(error)) from error
        for block in library.failed_blocks:
            message = _said(block.error).partition(" Note:")[0]
            problems.append(Problem("works-unread", message, path, (block.start_line or 0) + 1))
        if not (library.entries or library.failed_blocks) and _WORDS.search(text):
            message = "no entry of BibTeX is in it (`@book{lantern2014, ...}`)"
            raise Unreadable(message)
        for entry in library.entries:
            line = (entry.start_line or 0) + 1
            try:
                fields = {field.key.lower(): _decoded(field.value, words) for field in entry.fields}
            except _BREAKS as error:
                problems.append(Problem("works-unread", _said(error), path, line))
                continue
            yield Found(line, of_bibtex(entry.key, entry.entry_type, fields))


#: What a reader may raise for a file that is none.
_BREAKS = (ValueError, LookupError, RecursionError, TypeError, AttributeError)


def _decoded(value: object, words: Callable[[str], str]) -> object:
    """Return a value, or each of some names, without the marks of TeX."""
    if isinstance(value, list):
        return [words(one) for one in value if isinstance(one, str)]
    # An address has no marks of TeX but may have a percent sign, which begins a comment there.
    if not isinstance(value, str) or "://" in value[:12]:
        return value
    return words(value)


@contextmanager
def _silent(*names: str) -> Iterator[None]:
    """Have the logs of some packages say nothing."""
    logs = [logging.getLogger(name) for name in names]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)


def _csl(text: str, problems: list[Problem], path: str) -> Iterator[Found]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"the file is not JSON: {error.msg}"
        raise Unreadable(message, error.lineno) from error
    except RecursionError as error:
        message = "the file is nested too deep to be CSL-JSON"
        raise Unreadable(message) from error
    if not isinstance(data, list):
        message = "CSL-JSON is a list of works; begin it with `[`"
        raise Unreadable(message)
    for number, (line, item) in enumerate(_items(text), 1):
        if not isinstance(item, dict):
            message = f"work {number} of the list has no names and values"
            problems.append(Problem("works-unread", message, path, line))
        else:
            yield Found(line, of_csl(item))


def _items(text: str) -> Iterator[tuple[int, Any]]:
    """Yield each item of a list in JSON, which is one, with the line on which it begins."""
    reader, line, counted = json.JSONDecoder(), 1, 0
    at = _next_item(text, text.index("[") + 1)
    while text[at] != "]":
        line, counted = line + text.count("\n", counted, at), at
        item, end = reader.raw_decode(text, at)
        yield line, item
        at = _next_item(text, end)


def _next_item(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _said(error: object) -> str:
    return " ".join(str(error).split())[:200] or "it cannot be read"


_Reader = Callable[[str, list[Problem], str], Iterable[Found]]
_READERS: dict[str, _Reader] = {"works.ris": _ris, "works.bib": _bibtex, "works.json": _csl}
