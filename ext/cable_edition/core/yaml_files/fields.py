"""Reading the keys of one YAML mapping, each fault a located problem that says what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from typing import TypeVar

from cable_edition.core.cable.fold import fold
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.yaml_files.source import Items, Mapping, Node, Scalar

ENTRY_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
CABLE_ID = re.compile(r"[0-9]{2}[A-Z][A-Z0-9]*[0-9]|[A-Z]{2,40}-[0-9]{8}T[0-9]{4}Z")

#: Comparing a word takes some microseconds for each known word.
MOST_COMPARED = 3000

#: A year, a month or a day of the calendar; the 29th of February is one of every fourth year, but
#: not of 1900. A schema says the same, for programs that would take ``2026-02-30`` for a date.
DATE = late(
    r"(?!0000)[0-9]{4}(?:-(?:"
    r"(?:0[13578]|1[02])(?:-(?:0[1-9]|[12][0-9]|3[01]))?"
    r"|(?:0[469]|11)(?:-(?:0[1-9]|[12][0-9]|30))?"
    r"|02(?:-(?:0[1-9]|1[0-9]|2[0-8]))?"
    r"))?"
    r"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29"
)
_Choice = TypeVar("_Choice", bound=str)


def nearest(word: str, known: Collection[str]) -> str:
    """Return ``; did you mean `x`?`` for the known word nearest to ``word``, or nothing.

    Among very many words none is looked for: it would cost more than it helps.
    """
    if len(known) > MOST_COMPARED:
        return ""
    found = difflib.get_close_matches(word[:80], sorted(known), n=1)
    return f"; did you mean `{found[0]}`?" if found else ""


class Fields:
    """The keys of one mapping.

    Readers take a key and return its value, or an empty one after noting a problem; ``failed``
    tells whether anything below this mapping was wrong. Unknown and repeated keys are noted at
    once. ``what`` names the kind of thing for messages (``person``, ``form``).
    """

    def __init__(
        self, node: Mapping, path: str, problems: list[Problem], *, what: str, keys: Collection[str]
    ) -> None:
        self.path, self.line, self.what = path, node.line, what
        self._problems = problems
        self._before = len(problems)
        self._values: dict[str, Node] = {}
        for key, value in node.pairs:
            if key.value not in keys:
                advice = nearest(key.value, keys) or f"; known are {', '.join(keys)}"
                self.note("unknown-key", f"{what} has no key `{key.value[:80]}`{advice}", key.line)
            elif key.value in self._values:
                first = self._values[key.value].line
                message = f"the key `{key.value}` was given before (line {first}); keep one"
                self.note("duplicate-key", message, key.line)
            else:
                self._values[key.value] = value

    @property
    def failed(self) -> bool:
        """Whether a problem was noted since this mapping was opened."""
        return len(self._problems) > self._before

    def note(self, code: str, message: str, line: int | None = None) -> None:
        """Note an error at ``line``, or where the mapping starts."""
        place = self.line if line is None else line
        self._problems.append(Problem(code, message, self.path, place))

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value, be it an empty list or text."""
        value = self._values.get(key)
        return value is not None and not (isinstance(value, Scalar) and value.is_null)

    def line_of(self, key: str) -> int:
        """Return the line of the value of ``key``, or of the mapping if it has none."""
        value = self._values.get(key)
        return value.line if value is not None else self.line

    def text(self, key: str, *, required: bool = False, lines: bool = False) -> str:
        """Return words, white space folded; with ``lines``, paragraphs are kept apart."""
        value = self._values.get(key)
        words = self._words(value, key) if self.has(key) else ""
        words = words.strip() if lines else fold(words)
        if required and not words and not (value is not None and self.failed_at(value.line)):
            self.note("missing-key", f"{self.what} needs `{key}`", self.line_of(key))
        return words

    def failed_at(self, line: int) -> bool:
        """Whether a problem of this mapping was noted at ``line``."""
        return any(problem.line == line for problem in self._problems[self._before :])

    def _words(self, value: Node | None, key: str) -> str:
        if isinstance(value, Scalar):
            return value.value
        line = value.line if value is not None else self.line
        self.note("wrong-type", f"`{key}` takes one text; put it in quotation marks", line)
        return ""

    def identifier(self, key: str, pattern: re.Pattern[str], form: str) -> str:
        """Return a required id; ``form`` says in words what ``pattern`` wants."""
        words = self.text(key, required=True)
        if words and not pattern.fullmatch(words):
            self.note(
                "malformed-id", f"`{words[:80]}` cannot be an id; write {form}", self.line_of(key)
            )
        return words

    def _is_given(self, key: str) -> bool:
        """Whether a text stands there, be it an empty one."""
        return self.has(key) and isinstance(self._values[key], Scalar)

    def flag(self, key: str) -> bool:
        """Return ``true`` or ``false``; absent is false."""
        words = self.text(key)
        if self._is_given(key) and words not in {"true", "false"}:
            self.note("wrong-type", f"`{key}` takes true or false", self.line_of(key))
        return words == "true"

    def choice(self, key: str, choices: tuple[_Choice, ...], default: _Choice) -> _Choice:
        """Return one word of ``choices``; absent is ``default``, an empty text is none of them."""
        words = self.text(key)
        if not self._is_given(key):
            return default
        for choice in choices:
            if words == choice:
                return choice
        advice = nearest(words, choices)
        what = f"`{words[:80]}`" if words else "empty"
        message = f"`{key}` cannot be {what}; write {' or '.join(choices)}{advice}"
        self.note("bad-status" if "status" in key else "bad-value", message, self.line_of(key))
        return default

    def date(self, key: str, *, required: bool = False) -> str:
        """Return an ISO date: a year, a month or a day."""
        words = self.text(key, required=required)
        if (words or (self._is_given(key) and not required)) and not is_date(words):
            what = f"`{words[:80]}` is no date" if words else f"`{key}` is empty"
            message = f"{what}; write 2005-01-28, 2005-01 or 2005"
            self.note("malformed-date", message, self.line_of(key))
        return words

    def nodes(self, key: str) -> tuple[Node, ...]:
        """Return the members of a list; one text alone is a wrong type."""
        value = self._values.get(key)
        if not self.has(key) or value is None:
            return ()
        if isinstance(value, Items):
            return value.items
        self.note("wrong-type", f"`{key}` takes a list; start each line with `- `", value.line)
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of words, white space folded."""
        return tuple(words for words, _ in self.located_texts(key))

    def located_texts(self, key: str) -> tuple[tuple[str, int], ...]:
        """Return a list of words, each with its line."""
        found = []
        for node in self.nodes(key):
            if isinstance(node, Scalar) and fold(node.value) and not node.is_null:
                found.append((fold(node.value), node.line))
            else:
                self.note("wrong-type", f"`{key}` takes a list of texts", node.line)
        return tuple(found)

    def distinct_ids(
        self,
        key: str,
        pattern: str,  # noqa: ARG002
        form: str,  # noqa: ARG002
    ) -> tuple[tuple[str, int], ...]:
        """Return a list of words, each with its line, for a reader that tells ids that come twice.

        ``pattern`` matches all that the reader takes, ``form`` says so in words; both are for a
        schema, and the reader looks closer.
        """
        return self.located_texts(key)

    def lacks_beside(self, key: str, words: str, other: str, *, default: bool = False) -> bool:
        """Whether ``key`` is ``words`` and the list ``other``, which is needed then, has none.

        ``default`` tells that a key that is not there is ``words`` too.
        """
        is_so = self.text(key) == words if self._is_given(key) else default and not self.has(key)
        listed = self._values.get(other)
        return is_so and not (isinstance(listed, Items) and listed.items)

    def cables(self, key: str = "cables") -> tuple[str, ...]:
        """Return a list of canonical ids of cables."""
        found = self.located_texts(key)
        for words, line in found:
            if not CABLE_ID.fullmatch(words):
                message = f"`{words[:80]}` is no id of a cable; write it like 05OTTAWA286"
                self.note("malformed-id", message, line)
        return tuple(words for words, _ in found)

    def children(self, key: str, what: str, keys: Collection[str]) -> Iterator[Fields]:
        """Yield the mappings of a list."""
        for node in self.nodes(key):
            if child := self.child(node, what, keys):
                yield child

    def mapping(self, key: str, what: str, keys: Collection[str]) -> Fields | None:
        """Return the fields of a mapping that is the value of ``key``; ``None`` without it."""
        value = self._values.get(key)
        return self.child(value, what, keys) if value is not None else None

    def child(self, node: Node, what: str, keys: Collection[str]) -> Fields | None:
        """Return the fields of a mapping within this one, or note that it is none."""
        if isinstance(node, Mapping):
            return Fields(node, self.path, self._problems, what=what, keys=keys)
        self.note("wrong-type", f"{what} takes keys: {', '.join(keys)}", node.line)
        return None


def is_date(words: str) -> bool:
    """Whether ``words`` is a day, month or year of the calendar in ISO form."""
    return DATE.fullmatch(words) is not None
