"""The words of one cable at each stage of its editing, for what an editor writes about it.

Corrections of the reading quote the cable as the rules read it, all else as it was corrected. What
is withheld is shown below ``redactions`` alone, where it must be named; elsewhere the words are
those that are published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.passage import characters, source_text
from cable_edition.core.cable.places import issued_words, passages_of, texts_of
from cable_edition.core.collation.beside import words_beside
from cable_edition.core.editing.notes import record_places
from cable_edition.core.editing.reading import ReadingCorrector, correct
from cable_edition.core.editing.reading_places import recorded_tags
from cable_edition.core.editing.redaction import redact
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.editing.sidecar.reading import TAGS, TEXT
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Witness:
    """A cable as the rules read it and as corrected; each whole, and less what is withheld.

    ``openly`` is what is published of the first, ``published`` of the second, ``None`` where
    nothing is. ``path`` is its source; ``problems`` those of corrections and redactions.
    """

    path: Path | None = None
    read: Cable | None = None
    corrected: Cable | None = None
    openly: Cable | None = None
    published: Cable | None = None
    problems: tuple[Problem, ...] = field(default=())

    def cable(self, key: str) -> Cable | None:
        """Return the cable that the entries of a key of the sidecar are about."""
        if key == "reading":
            return self.openly
        return self.corrected if key == "redactions" else self.published

    def texts(self, key: str) -> dict[str, str]:
        """Return the words that entries below a key can quote, by anchor, in their order."""
        cable = self.cable(key)
        if cable is None:
            return {}
        if key == "reading":
            recorded = recorded_tags(cable)
            tags = {TAGS: recorded.text} if recorded else {}
            return {**issued_words(cable), **tags}
        if key in {"redactions", "dismissed", ""}:
            return issued_words(cable)
        return dict(texts_of(cable))

    def text(self, key: str, anchor: str) -> str:
        """Return the words at an anchor; a correction without an anchor quotes the whole text."""
        if key == "reading" and anchor in {"", TEXT} and self.openly is not None:
            return " ".join(source_text(self.openly).split())
        return self.texts(key).get(anchor, "")

    def anchors(self, key: str) -> list[str]:
        """Return the anchors that entries below a key can name; notes also rows of the record."""
        cable = self.cable(key)
        if cable is None:
            return []
        rows = record_places(cable) if key == "notes" else ()
        return list(dict.fromkeys([*rows, *self.texts(key)]))

    def place_of(self, key: str, anchor: str, offset: int = 0) -> tuple[int, int] | None:
        """Return the line and the column of the source, from 0, where the words at an anchor stand.

        ``offset`` counts characters of these words. It is that of the file as it was found, also
        where the published witness is shorter.
        """
        cable = self.cable(key)
        source = self.corrected if key != "reading" else self.read
        passage = passages_of(source).get(anchor) if source else None
        if cable is None or source is None or passage is None or not passage.spans:
            return None
        at = passage.spans[0].start
        if cable is source and offset:
            places = characters(source, passage)
            span = places[offset] if offset < len(places) else None
            at = span.start if span else at
        text = source.source.text
        return source.source.line + text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1

    @property
    def title(self) -> str:
        """The id, the date and the subject of the published cable, as far as there are any."""
        cable = self.published
        if cable is None:
            return ""
        subject = cable.opening.subject.text if cable.opening.subject else ""
        return ", ".join(filter(None, [cable.reference_id, date_of(cable), subject]))


#: The witness of a cable that is in no source.
UNREAD = Witness()


def witness_of(
    cable: Cable, path: Path, sidecar: Sidecar | None, faults: Sequence[Problem]
) -> Witness:
    """Return the stages of ``cable``, read from ``path``, by what its sidecar says.

    ``faults`` are those of its redactions: with one, or without a sidecar that could be read,
    nothing is published.
    """
    if sidecar is None:
        return Witness(path, cable, cable)
    cable_id = cable.reference_id or ""
    reading = {cable_id: sidecar.reading} if sidecar.reading else {}
    chosen, misread = correct([(cable, path)], reading)
    corrected = chosen[0][0]
    again = ReadingCorrector(lambda key: reading.get(key, ()), withheld=True)
    withheld = {cable_id: sidecar.redactions} if sidecar.redactions else {}
    beside = words_beside(sidecar, path)
    done = redact(chosen, withheld, faults, again, beside)
    published = done.cables[0][0] if done.cables else None
    openly = published if corrected is cable else None
    if published is not None and openly is None:
        left = redact([(cable, path)], withheld, faults, beside=beside).cables
        openly = left[0][0] if left else None
    problems = (*misread, *done.problems, *again.problems)
    return Witness(path, cable, corrected, openly, published, problems)
