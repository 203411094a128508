"""Doubts about a cable: they stop nothing, and the reader is told of them."""

from __future__ import annotations

from functools import partial

from cable_edition.core.problems.code import CableWarning, Code, Origin, Severity

_info = partial(Code, severity=Severity.INFO, origin=Origin.CABLE)
_warning = partial(Code, severity=Severity.WARNING, origin=Origin.CABLE)
_error = partial(Code, severity=Severity.ERROR, origin=Origin.CABLE)

_SIDECAR = "Compare with another copy; give the right value in the sidecar of the cable."
_NOTHING = "Nothing: the edition shows it to the reader."

CABLE_CODES: dict[str, Code] = {
    "bad-date": _warning("A date is no date of the calendar.", _SIDECAR),
    "bad-id": _warning(
        "The record's identifier is not the id of a cable.",
        "Name the file after the cable's id, or give the id in the sidecar.",
    ),
    "bad-row": _warning(
        "A row of a dump has not the columns it should have.",
        "Look for an unescaped quotation mark near the start of the row.",
    ),
    "date-unclear": _warning(
        "The date of a record can be read in two ways, or in none.",
        "Look which day is meant; write it in the source of the record as year, month and day.",
    ),
    "column-unread": _info(
        "A record has a value that no field of the cable was read from.",
        "If it belongs to the cable, give its column or key a usual name; the record keeps it.",
    ),
    "documents-left": _info(
        "A file of printed documents also holds some that are no telegrams.", _NOTHING
    ),
    "encoding-guessed": _info(
        "The bytes are not UTF-8, so the encoding is a guess.",
        "Look at the accented letters; if they are wrong, convert a copy of the file to UTF-8.",
    ),
    "breaks-off": _warning(
        "The text ends in the middle of a sentence, with no sign-off and no end mark.",
        "Look for another copy: the end of this one seems to be lost.",
    ),
    "between-fields": _info(
        "Words between the fields of the opening are of no kind that is known.",
        "Check that no field hides there; the words stand among the passing lines.",
    ),
    "field-empty": _warning(
        "A label of the opening has nothing after it.",
        "Look whether the value was lost, or stands where no rule looks for it.",
    ),
    "field-too-long": _warning(
        "A field is longer than such a field can be.",
        "Look where the field ends: the body may have begun inside it.",
    ),
    "fields-differ": _warning(
        "Two places of a cable say different things of one field.",
        "Look which is right: both stand in the text, and the record has the first.",
    ),
    "garbled": _warning(
        "Bytes were lost or read in a wrong encoding, so the character is not known.",
        "Read the file in its own encoding, or compare with another copy; the text stays as it is.",
    ),
    "heading-without-rule": _info("Only its capitals show that a line is a heading.", _NOTHING),
    "id-differs": _warning(
        "The record and the classification line name different cables.",
        "Check which id is right: the record's counts, then that of the classification line with "
        "its date, then that of the file's name, which you can change.",
    ),
    "mark-garbled": _info(
        "What stands where a portion mark does is garbled.",
        "Compare with another copy; a mark that is named is taken, other words stay in the text.",
    ),
    "no-cable": _error(
        "No cable can be seen in the file.",
        "Take the file out of the folder, or name it after its cable to get a page for it.",
        warning=CableWarning.SOURCE,
        counts=False,
    ),
    "no-classification": _warning("No classification line was found.", _SIDECAR),
    "no-id": _warning(
        "Nothing says which cable this is.",
        "Name the file after the cable's id (two-digit year, post, serial: 05OTTAWA286.txt).",
    ),
    "no-paragraph": _warning(
        "The body of the cable has no paragraph.",
        "Look whether a field has taken the text, or whether the copy breaks off before it.",
    ),
    "no-record": _error(
        "The form of the file is known, and no record in it is a cable.",
        "Give the columns or keys usual names, or take each cable out into a file of its own.",
    ),
    "no-signature": _info(
        "The cable has neither a sign-off nor an end mark.",
        "Look whether the copy is whole; many cables have no sign-off.",
    ),
    "no-subject": _warning("No subject was found.", _SIDECAR),
    "no-text": _warning(
        "A record has no text of a cable.", "Look for another copy; the record is kept."
    ),
    "not-text": _error(
        "The file holds data of a program, not text.", "Save the text of the cable as plain text."
    ),
    "number-unread": _warning(
        "A number before a portion mark, or one alone on its line, opens no paragraph.",
        "If it does, say so under `reading` in the sidecar; the number stays in the text.",
    ),
    "own-id": _info(
        "The message has no id that others know, so it has one of this edition's own form.",
        "Nothing; name the file after another id if you know one.",
    ),
    "paragraph-gap": _warning(
        "The numbers of the paragraphs leave one out.",
        "Compare with another copy; a number lost in a garbled place leaves its text above.",
    ),
    "paragraph-repeat": _warning(
        "A paragraph number stands twice; the second has an anchor with a letter.", _NOTHING
    ),
    "pdf-page-without-text": _warning(
        "A page of a PDF is a picture without a text layer.",
        "Have its letters recognized by a program for that, and check its work.",
    ),
    "pdf-unreadable": _error(
        "A PDF is damaged or asks for a password.", "Get another copy, or save it anew without one."
    ),
    "pdf-without-text": _error(
        "The pages of a PDF are pictures without a text layer.",
        "Have their letters recognized by a program for that, check its work, keep the text.",
    ),
    "reference-without-serial": _warning(
        "A reference has a post and no serial, or a serial and no post: it leads to no cable.",
        _NOTHING,
    ),
    "rule-without-heading": _info("A rule of dashes has no heading above it.", _NOTHING),
    "second-record": _warning(
        "Another cable seems to begin inside the text of this one.",
        "If it does, part the file there and put both parts into files of their own.",
    ),
    "section-header-missing": _info(
        "The header of an announced section was not met, but the body looks whole.", _NOTHING
    ),
    "second-opening": _warning(
        "The opening stands twice, or another begins inside it.",
        "Look whether two cables share the file; of each field the first value is kept.",
    ),
    "section-missing": _warning(
        "A section was announced, its header was not met, and text may be lost with it.",
        "Look for another copy.",
    ),
    "signs-left": _info(
        "Signs that are not seen, such as blanks without width, or the marks by which Markdown "
        "makes words bold, were left out of the words.",
        "Nothing: the source keeps them, and the words read as a person sees them.",
    ),
    "tag-doubtful": _warning(
        "What stands in the list of TAGS can hardly be one, or the list breaks off.",
        "Look for a slip, a lost line or another field; say under `reading` what is meant.",
    ),
    "tag-unknown": _info(
        "A code in the list of TAGS is none of the packaged table, and near to none of it.",
        "Nothing, if it is one: the table has not all. Else say under `reading` what is meant.",
    ),
    "text-below": _info(
        "Text stands below the sign-off of a cable.",
        "Look whether it is the cable's; it is kept among the closing lines.",
    ),
    "unread": _info(
        "Words of the cable belong to no field or paragraph that the parser knows.",
        "Nothing is lost: they stand in the text as transmitted. Check that no field hides there.",
    ),
    "word-cut": _info(
        "A page or a line ends within a word, or seems to.",
        "Compare with another copy; mend the word by an emendation.",
    ),
    "personal-data": Code(
        "Words may be personal data: the number of a passport or telephone, a day of birth, a "
        "person to be protected.",
        "Withhold them under `redactions` in the sidecar, or say under `dismissed` that they may "
        "stand.",
        Severity.WARNING,
        Origin.CHECK,
    ),
    "classification-below-portion": Code(
        "A paragraph is marked higher than the cable as a whole.",
        "Compare with another copy; if the marks are the sender's, the page says so.",
        Severity.WARNING,
        Origin.CHECK,
    ),
    "mail-head": Code(
        "The head of a mail around a cable names people who have no part in the cable.",
        "Nothing for pages and data, which leave them out. If you publish the file itself, in an "
        "archive, take the head out of it before you seal it.",
        Severity.INFO,
        Origin.CHECK,
    ),
    "reading-likely": Code(
        "Words may be something else than what they were read as.",
        "If it is so, paste the entry into the sidecar of the cable, under `reading`.",
        Severity.INFO,
        Origin.CHECK,
    ),
}
