"""What is wrong with pages and with what was built."""

from __future__ import annotations

from functools import partial

from cable_edition.core.problems.code import CableWarning, Code, Origin, Severity

_page = partial(Code, severity=Severity.ERROR, origin=Origin.PAGE, warning=CableWarning.PAGE)
_output = partial(Code, severity=Severity.ERROR, origin=Origin.OUTPUT)

_BUILD = (
    "Take out the extension or setting of `conf.py` that changes words, and build anew. If there "
    "is none, the program is at fault: report it."
)

OUTPUT_CODES: dict[str, Code] = {
    "bad-generated-row": _page(
        "A row of a directive has too few or too many fields, or a field of a wrong form.",
        "Build again, which writes generated pages anew; in a page of your own mend the row. Its "
        "words stand on the page as plain text until then.",
    ),
    "unknown-entry": _page("A page names an entry that no register has.", "Mend the id."),
    "link-broken": _page(
        "A link or role of a chapter, a note or an entry leads to nothing: no page, file, cable, "
        "place or entry has that name.",
        "Mend the name, or write what it leads to. A build tells of it as a warning of Sphinx.",
    ),
    "unknown-record": _page(
        "The role `cable:record` names something that is no id of a cable.",
        "Write the id like 05OTTAWA286.",
    ),
    "copy-differs": _output(
        "The copy of a page in `_sources` has other words, numbers or links than the edition.",
        _BUILD,
    ),
    "emendations-differ": _output(
        "A place has other emendations than the sidecar lists for it.", _BUILD
    ),
    "book-differs": _output(
        "What a book says of itself, its list of files or a way into it is another than the "
        "edition gives it.",
        "Build the book anew. If `conf.py` sets a value of Sphinx such as `epub_title`, take it "
        "out, and say it in `edition.toml`.",
    ),
    "book-older": Code(
        "A book or an EPUB beside the site is older than the edition, and is not offered there.",
        "Build it again, then the site.",
        Severity.INFO,
        Origin.OUTPUT,
    ),
    "book-unreadable": _output(
        "A book that is to be proved cannot be read.",
        "Name the file that was built, and build it anew if it is damaged.",
    ),
    "build-running": _output(
        "Another build of the edition, or a command that writes it, is running.",
        "Wait until it has ended; two at once would spoil what each other writes.",
        fatal=True,
    ),
    "other-host": _page(
        "A page asks another host for a file when it is opened.",
        "Put the file into the site, or take it out; or allow it in the settings (`[verify]`).",
    ),
    "checksum-differs": _output(
        "A file of an archive is another than its list of checksums says.", _BUILD
    ),
    "field-differs": _output("A field of the data says something else than the edition.", _BUILD),
    "extension-unnamed": _output(
        "An extension of `conf.py` brings something to the heads of pages, and the settings do not "
        "name it.",
        "Name it under `allowed` in the table `[verify]` of `edition.toml`, if that is meant.",
    ),
    "file-failed": _output(
        "A file or folder of the edition cannot be read or written.",
        "Mend its rights, or make room on the disk.",
        fatal=True,
    ),
    "frame-differs": _output(
        "Something stands around a page that does not stand around the others, or a page loads a "
        "file that neither the edition nor its theme brings.",
        "Build anew. If an extension of Sphinx brings it, name the extension in the setting "
        "`allowed` of the table `[verify]`.",
    ),
    "file-missing": _output("A file that belongs to an output is not there.", _BUILD),
    "file-unknown": _output(
        "An output has a file that the edition does not write.",
        "Take it out; or build anew, into an empty folder.",
    ),
    "file-unreadable": _output("A file of an output cannot be read as what it is.", _BUILD),
    "mark-differs": _output("A paragraph shows another portion mark than the source.", _BUILD),
    "markup-unknown": _output(
        "An output has markup that the edition does not write there.", _BUILD
    ),
    "name-differs": _output(
        "Words are said to name another person, body, term or cable than the edition knows.", _BUILD
    ),
    "note-differs": _output("A note is another than in the sidecar, or elsewhere.", _BUILD),
    "number-differs": _output("A paragraph shows another number than the source.", _BUILD),
    "output-unfinished": _output(
        "A folder that is to be proved was not written to its end.",
        "Build or export it again, and read what is said there; then prove it.",
    ),
    "output-unknown": _output(
        "A folder or file that is to be proved is no output that `verify` knows.",
        "Name the folder of a built site, as `docs/_build/html`, or an EPUB.",
    ),
    "page-differs": _output(
        "A page of the edition shows other words, links or marks than sources, sidecars and "
        "registers give it.",
        _BUILD,
    ),
    "sphinx-failed": _output(
        "Sphinx, or a theme or an extension of it, fails at a page or at a step of the build.",
        "Mend what stands in the file that is named, or take the extension away; `sphinx-build -v` "
        "shows where it failed.",
        fatal=True,
    ),
    "page-missing": _output("A page of the edition was not built.", "Build the edition first."),
    "page-taken": _output(
        "A page of somebody's own stands where the edition writes one.",
        "Move it to another folder.",
        fatal=True,
    ),
    "page-without-cable": _output(
        "A page stands in the output, and no cable, register or chapter of the edition gives it.",
        "Build anew; what earlier builds left is removed then. Allow what an extension makes.",
    ),
    "page-unreadable": _output("The page of a cable cannot be read.", _BUILD),
    "place-missing": _output("The page of a cable lacks one of its places.", _BUILD),
    "withheld-survives": _output(
        "A file has words that a sidecar withholds, or cannot be cleared of them.",
        "Do not publish the folder; take the words out where the message says, and build anew.",
        fatal=True,
    ),
    "words-added": _output("A page has words in a cable that its source does not have.", _BUILD),
    "words-differ": _output("A place has other words than the source.", _BUILD),
}
