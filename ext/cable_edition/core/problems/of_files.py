"""Faults in the files that an editor writes: registers, sidecars, ``releases.yaml``, sources.

The entry at fault is left out, the others count; the build warns, so that ``make html`` fails.
"""

from __future__ import annotations

from functools import partial

from cable_edition.core.problems.code import CableWarning, Code, Origin, Severity

_fault = partial(Code, severity=Severity.ERROR, warning=CableWarning.REGISTER)
_file = partial(_fault, origin=Origin.FILE)
_register = partial(_fault, origin=Origin.REGISTER)
_sidecar = partial(_fault, origin=Origin.SIDECAR)
_source = partial(Code, origin=Origin.SOURCE, warning=CableWarning.SOURCE)

_KEYS = "Mend the key; the message names those that are taken there."

FILE_CODES: dict[str, Code] = {
    "bad-status": _file(
        "A status is none of those that a statement can have.",
        "Write `verified`, `cable`, `inference` or `unverified`.",
    ),
    "bad-value": _file(
        "A key has a value that it does not take.", "Write one of the values that are named."
    ),
    "broken-yaml": _file(
        "The file is not YAML, or has a character that YAML does not allow.",
        "Check indentation, colons and quotation marks at the line that is named, and above it.",
    ),
    "duplicate-key": _file("A key is there twice in one entry.", "Keep one of them."),
    "malformed-date": _file(
        "A date is not written as the edition writes dates, or is none of the calendar.",
        "Write 2005-01-28, 2005-01 or 2005.",
    ),
    "malformed-id": _file(
        "An id, an anchor, a version or the id of a cable is not written as such ids are.",
        "Write it as the message says.",
    ),
    "missing-key": _file("An entry lacks a key that it needs.", "Add the key."),
    "missing-source": _file(
        "A statement is said to be verified, or to be a fact, and names no source.",
        "Add `sources`, or give the status that it has without one.",
    ),
    "not-utf8": _file("The file is not UTF-8.", "Save it as UTF-8."),
    "unknown-key": _file("An entry has a key that is not taken there.", _KEYS),
    "unreadable-file": _file("The file cannot be read.", "Mend its rights."),
    "wrong-type": _file(
        "A text, a list or an entry with keys stands where one of the others is needed.",
        "Write it as the message says.",
    ),
    "yaml-alias": _file("The file has an anchor or an alias of YAML.", "Write the value out."),
    "yaml-nesting": _file("The file has more levels than it needs.", "Take levels out."),
    "yaml-tag": _file("The file has a tag of YAML (`!...`).", "Take it out: values are words."),
    "ambiguous-mention": Code(
        "Words of a cable may be more than one entry, or more than one sense of it.",
        "Say which by `cables` or `within` in the register; until then they are not linked.",
        Severity.WARNING,
        Origin.REGISTER,
        CableWarning.MENTION,
    ),
    "bad-form": _register(
        "A form has no letter or digit, or is too long to be the form of a name.",
        "Write the form as the cables have it.",
    ),
    "duplicate-id": _register(
        "An id leads to more than one entry or sense, now or by `formerly`, or `same_as` has it "
        "twice.",
        "Give one of them another id, take the former id from one, or keep it once in `same_as`.",
    ),
    "form-claimed-twice": _register(
        "Two entries claim one form everywhere, so no text could tell which is meant.",
        "Take it from one, or limit it by `cables` or `within`.",
    ),
    "works-unread": _register(
        "A file of works, or a work in it, is not RIS, BibTeX or CSL-JSON as its name says; or the "
        "package that reads it is not installed.",
        "Export the file anew, mend the work at the line, or install what the message names.",
    ),
    "quotation-absent": Code(
        "The words that a work quotes stand nowhere in the edition.",
        "Compare the page of the work; if it has them so, add `accepted: absent`.",
        Severity.WARNING,
        Origin.REGISTER,
        CableWarning.REGISTER,
    ),
    "quotation-altered": Code(
        "A work quotes other words than the cable has.",
        "Compare the page of the work; if it has them so, add `accepted: altered`.",
        Severity.WARNING,
        Origin.REGISTER,
        CableWarning.REGISTER,
    ),
    "quotation-elsewhere": Code(
        "Quoted words stand at another place than the work, as the register has it, names.",
        "Compare the work, and correct `cable` or `paragraph` if the slip is yours.",
        Severity.INFO,
        Origin.REGISTER,
        CableWarning.REGISTER,
        counts=False,
    ),
    "quotation-open": Code(
        "Quoted words stand in several cables, and the register does not say which is quoted.",
        "Add the `cable` that the work names.",
        Severity.INFO,
        Origin.REGISTER,
        CableWarning.REGISTER,
        counts=False,
    ),
    "quotation-settled": Code(
        "The register lets stand that a quotation is altered or absent, and it is not.",
        "Take `accepted` out.",
        Severity.WARNING,
        Origin.REGISTER,
        CableWarning.REGISTER,
    ),
    "surname-doubtful": Code(
        "The words beside a surname may make another name of it: `Mrs. Roe`, `Roe Street`.",
        "Register the words as a form of whom they name, or under `outside` of the surname.",
        Severity.WARNING,
        Origin.REGISTER,
        CableWarning.MENTION,
    ),
    "similar-terms": _register(
        "Two terms differ by case or signs only; readers would take one for the other.",
        "Name one more fully, or make them senses of one entry.",
    ),
    "unknown-id": _register("An entry names an id that no register has.", "Mend the id."),
    "unverified-fact": _register(
        "A person or an event is described from general knowledge.",
        "Give a source; only glossary entries may be `unverified`.",
    ),
    "dismissal-stale": _sidecar(
        "Words are dismissed as personal data, and nothing asks about them.",
        "Take the entry out, or mend its place.",
    ),
    "emendation-overlap": _sidecar(
        "The words of two emendations overlap.", "Join both into one emendation."
    ),
    "quote-ambiguous": _sidecar(
        "The quoted words stand more than once at the place.",
        "Tell which are meant by `prefix` or `suffix`, the words before or after them.",
    ),
    "quote-missing": _sidecar(
        "The quoted words do not stand at the place.",
        "Copy them from the text as transmitted, garbled characters included.",
    ),
    "reading-idle": _sidecar(
        "A correction of the reading says what the program reads without it.",
        "Take it out.",
        severity=Severity.INFO,
    ),
    "reading-overlap": _sidecar(
        "Two corrections of the reading say different things of the same words.", "Keep one."
    ),
    "reading-record": _sidecar(
        "A correction of the reading names words of the record around the text.",
        "Correct the reading of the text alone; what the record says stays as it is.",
    ),
    "reading-unapplied": _sidecar(
        "The text cannot be read as a correction of the reading says.",
        "Mend the entry, or say first what stands around the words.",
    ),
    "reading-withheld": _sidecar(
        "The words of a correction of the reading are withheld, in whole or in part.",
        "Quote other words.",
    ),
    "repeated-id": _sidecar(
        "An id was given to another emendation or note of the cable before.", "Choose another."
    ),
    "repeated-witness": _sidecar(
        "A file is named as two witnesses; it is compared as both.",
        "Name the file of the other witness, or take one of the two out.",
    ),
    "rule-mismatch": _sidecar(
        "An emendation changes what its rule does not cover.",
        "Mend `read`, or give the rule that fits (`conjecture` for what only the sense tells).",
    ),
    "same-reading": _sidecar("An emendation reads what the source has.", "Take it out."),
    "sidecar-name": _sidecar(
        "A sidecar is not named after a cable.", "Name it after the id: 05OTTAWA286.yaml."
    ),
    "sidecar-needless": _sidecar(
        "A sidecar belongs to no cable.",
        "Name it after the id of its cable, or take it away.",
    ),
    "sidecar-type": _sidecar(
        "A sidecar is not a mapping.", "Write keys with their values, such as `base: FILE`."
    ),
    "witness-missing": _sidecar(
        "A sidecar names a base text that is no source of its cable, or a witness that is no file "
        "there or has no text to compare, as an empty one.",
        "Write the name of a file as it is in the folder of sources, or take the name out.",
    ),
    "unknown-anchor": _sidecar(
        "The cable has no such place.", "Give one of its places; its page has them as links."
    ),
    "duplicate-cable": _source(
        "Two sources hold one cable; the first is shown.",
        "Name the base text in the sidecar of the cable (`base: FILE`).",
        severity=Severity.ERROR,
        counts=False,
    ),
    "file-unused": _source(
        "A file beside the sources or the registers is none of them: nobody reads it.",
        "Take it away, or give it the name of what it is.",
        severity=Severity.WARNING,
        counts=False,
    ),
    "source-new": _source(
        "A source has no recorded checksum yet.",
        "Run `cable-edition seal`.",
        severity=Severity.INFO,
    ),
    "source-other": _source(
        "Files in the folder of sources are neither text nor a PDF with a text layer.",
        "Nothing, if they are there on purpose; a scan needs its letters recognized first.",
        severity=Severity.WARNING,
        counts=False,
    ),
    "source-unreadable": _source(
        "A source cannot be read.", "Mend its rights or take it away.", severity=Severity.ERROR
    ),
}
