"""What stops the build: settings that cannot work, and what breaks a promise.

A promise was made to readers, for whom an address is to stay, or to those whom a redaction
protects.
"""

from __future__ import annotations

from functools import partial

from cable_edition.core.problems.code import CableWarning, Code, Origin, Severity

_fatal = partial(Code, severity=Severity.ERROR, fatal=True)
_source = partial(_fatal, origin=Origin.SOURCE)
_release = partial(_fatal, origin=Origin.RELEASE)
_redaction = partial(_fatal, origin=Origin.REDACTION)
_settings = partial(_fatal, origin=Origin.SETTINGS)

_REVISION = "Restore what stood there, or declare the change under `revisions:` in `releases.yaml`."

PROMISE_CODES: dict[str, Code] = {
    "bad-setting": _settings(
        "A setting has a value that it does not take, or is not the same in two places.",
        "Write a value as the message says, or keep the setting in `edition.toml` alone.",
    ),
    "broken-toml": _settings(
        "The file of settings is not TOML, or not UTF-8.",
        "Check quotation marks and brackets at the line that is named, and above it.",
    ),
    "moved-setting": Code(
        "A setting of `conf.py` has its place in `edition.toml` now, or is read by Sphinx alone.",
        "Write it there. Until then it works where it is.",
        Severity.INFO,
        Origin.SETTINGS,
    ),
    "unknown-setting": _settings(
        "There is no setting of this name.", "Write the name that the message proposes."
    ),
    "unreadable-settings": _settings("The file of settings cannot be read.", "Mend its rights."),
    "source-changed": _source(
        "A source has changed since its checksum was recorded.",
        "Restore the file; if the new text is meant, run `cable-edition seal --accept FILE`.",
    ),
    "checksum-line": _source(
        "A line of `SHA256SUMS` is no checksum with a name, so nobody knows whether its source has "
        "changed.",
        "Restore the line from the history of the file, or take it out and seal anew.",
    ),
    "checksums-unreadable": _source(
        "`SHA256SUMS` cannot be read, so nobody knows whether a source has changed.",
        "Restore the file from its history.",
    ),
    "cover-broken": _source(
        "A cable does not hold each character of its source once.",
        "The program is at fault: report it, with the source.",
    ),
    "source-name": _source(
        "The name of a file in the folder of sources is not UTF-8, so nothing can name the file.",
        "Rename the file.",
    ),
    "source-outside": _source(
        "A link in the folder of sources leads out of it.",
        "Put a copy of the file in its place.",
    ),
    "register-outside": _settings(
        "A register is a link that leads out of the folder of registers.",
        "Put a copy of the file in its place, or name the folder that has it as `registers`.",
    ),
    "source-lost": _source(
        "A recorded source is not there any more.",
        "Restore it, or take its line out of `SHA256SUMS` if it is withdrawn on purpose.",
    ),
    "anchor-changed": _release("An issued anchor stands on other words.", _REVISION),
    "anchor-lost": _release(
        "An issued anchor is not on the page any more.",
        "Restore the source, or lead the anchor elsewhere under `redirects:` in `releases.yaml`.",
    ),
    "cable-lost": _release(
        "A released cable has no source any more.",
        "Restore it, or declare it under `withdrawn:` or `redirects:` in `releases.yaml`.",
    ),
    "declared-twice": Code(
        "`releases.yaml` declares one address twice.",
        "Keep one of the declarations.",
        Severity.ERROR,
        Origin.RELEASE,
        CableWarning.REGISTER,
    ),
    "emendation-changed": _release(
        "The issued address of an emendation is that of another now.",
        "Give the emendation that came between an `id` of its own, or declare a revision.",
    ),
    "emendation-lost": _release(
        "The sidecar does not have an issued emendation any more.",
        "Put it back with its `id`, or lead its address elsewhere under `redirects:`.",
    ),
    "entry-lost": _release(
        "No register has an issued entry any more.",
        "Put it back, give its id under `formerly:` of another, or declare it under `retired:`.",
    ),
    "lock-differs": _release(
        "`anchors.lock` is not the one that the newest release wrote.",
        "Restore `anchors.lock` and `releases.yaml` from one point of their history.",
    ),
    "lock-line": _release(
        "`anchors.lock` is damaged or gone.", "Restore the file from its history."
    ),
    "note-lost": _release(
        "The sidecar does not have an issued note any more.",
        "Put it back with its `id`, or lead its address elsewhere under `redirects:`.",
    ),
    "redirect-broken": _release("A redirect or revision leads to no place.", "Mend `to`."),
    "redirect-needless": _release(
        "A redirect starts at a place that still stands.",
        "Take it out, or declare a revision if the place has other words now.",
    ),
    "release-ahead": Code(
        "The newest release has a day that is still to come: no later one can be dated before it.",
        "Mend `date` if it is a slip, in `releases.yaml`.",
        Severity.WARNING,
        Origin.RELEASE,
    ),
    "release-order": _release(
        "A release is not higher than the one before it, or is dated before it.",
        "Put the newest first, or mend the date that is wrong.",
    ),
    "release-record": _release(
        "What `releases.yaml` records of a release is damaged.",
        "Restore the file from its history, or mend the fault named beside this.",
    ),
    "retired-present": _release(
        "An entry that is declared retired is in a register.", "Take one of the two away."
    ),
    "source-revised": _release("The source is not the one of the last release.", _REVISION),
    "withdrawn-present": _release(
        "A withdrawn cable has a source.", "Take the source or the declaration away."
    ),
    "redaction-faulty": _redaction(
        "A redaction cannot be understood, so the cable cannot be published.",
        "Mend the entry; its faults are named beside this.",
    ),
    "redaction-moves": _redaction(
        "Without the withheld words an anchor, a mark or the cable would be lost.",
        "Withhold fewer words there, so that the number or the marker stays.",
    ),
    "redaction-near": _redaction(
        "Words that stay are like a name that is withheld: in pieces, or wrong by a letter.",
        "Add them to the `forms` of the redaction, or to its `except` if they mean something else.",
    ),
    "redaction-unplaced": _redaction(
        "The words to be withheld are not there, or stand there more than once.",
        "Copy them from the page; add `prefix` or `suffix` if they stand there twice.",
    ),
    "withheld-open": _redaction(
        "What a cable withholds stands openly in another one, or in what the editors say.",
        "Withhold it there too, or take it out of the register, the note or the emendation.",
    ),
    "sidecar-astray": _redaction(
        "A file that withholds words belongs to no cable, so nothing would be withheld.",
        "Name it after the id of the cable, 05OTTAWA286.yaml, and put it beside the sources.",
    ),
    "sidecar-unread": _redaction(
        "A key of a sidecar was not read, and might withhold words.",
        "Mend the fault named beside this.",
    ),
}
