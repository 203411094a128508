"""What the value of a setting must be: a test, and the words for a person who got it wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from cable_edition.core.late_methods import dataclass
from cable_edition.core.settings.brought import EXTENSIONS, patterns

#: Longer values are no setting but a mistake; nothing is searched in them.
LONGEST = 2000
MOST = 1_000_000_000

_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]{1,200}")
#: A language tag (RFC 5646, 2.1), without the irregular ones that were registered before it and
#: without the longer names of languages, of which it has none.
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}"
    r"(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3})){0,4}"
    r"(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8}){1,4}){0,4}"
    r"(?:-[Xx](?:-[A-Za-z0-9]{1,8}){1,4})?"
)
#: One that is not of ``{id}``.
_BRACE = re.compile(r"\{(?!id\})|(?<!\{id)\}")
#: The end of what an EPUB can conform to (EPUB Accessibility 1.1, 4.3).
_WCAG = re.compile(r"WCAG 2\.[0-2] Level A{1,3}")
_NO_ADDRESS = re.compile(r"[\s\"'<>\\^`|]")


@dataclass(frozen=True, slots=True)
class Form:
    """What one value must be: ``says`` ends the sentence "it must be ...", ``fits`` tries it.

    ``fits`` is given a value of the setting's type; of a list, each item by itself.
    """

    says: str
    fits: Callable[[Any], bool]


def _is_line(value: str) -> bool:
    plain = not any(unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"} for mark in value)
    return plain and bool(value.strip()) and len(value) <= LONGEST


def is_address(value: str) -> bool:
    """Whether ``value`` is an http or https address of a host, without a user or password."""
    if len(value) > LONGEST or _NO_ADDRESS.search(value) or not value.isprintable():
        return False
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def slashed(url: str) -> str:
    """Return an address with one slash at its end; empty stays empty."""
    return f"{url.rstrip('/')}/" if url else ""


def _is_base(value: str) -> bool:
    return is_address(value) and not any(mark in value for mark in "?#{}")


def _is_folder(value: str) -> bool:
    return _is_line(value) and value == value.strip()


LINE = Form("a text of one line", _is_line)
FOLDER = Form("the name of a folder", _is_folder)
INPUT = Form("the name of a folder or file", _is_folder)
ADDRESS = Form("an http or https address without a user or password", is_address)
BASE = Form(
    "an http or https address without a user or password, and without ? and #",
    _is_base,
)
RECORD = Form(
    "an http or https address with {id} in it, and no other brace",
    lambda value: is_address(value) and "{id}" in value and not _BRACE.search(value),
)
DOI = Form(
    "a DOI such as 10.1234/abcd, without https://doi.org/",
    lambda value: _DOI.fullmatch(value) is not None,
)
LANGUAGE = Form(
    "a language tag such as en, fr or pt-BR (BCP 47)",
    lambda value: len(value) < 100 and _LANGUAGE.fullmatch(value) is not None,
)
WCAG = Form(
    "a version and a level such as WCAG 2.2 Level AA",
    lambda value: _WCAG.fullmatch(value) is not None,
)
ALLOWED = Form(
    f"one of the extensions {', '.join(EXTENSIONS)}, or an element such as meta[name=description]",
    lambda value: _is_line(value) and bool(patterns(value)),
)
COUNT = Form("a whole number from 1 on", lambda value: 1 <= value <= MOST)


def one_of(*words: str) -> Form:
    """Return the form of a setting that is one of ``words``."""
    listed = ", ".join(f'"{word}"' for word in words)
    return Form(listed if len(words) == 1 else f"one of {listed}", lambda value: value in words)
