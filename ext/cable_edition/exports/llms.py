"""``llms.txt`` (llmstxt.org): what a site is and where to begin, for programs that read prose."""

from __future__ import annotations

from collections.abc import Collection

from cable_edition.core.edition.for_programs import LLMS, Site, interfaces
from cable_edition.core.nouns import number_of
from cable_edition.exports.info import EditionInfo

#: The pages of an edition to begin with, in this order, and what they are.
_PAGES = {
    "cables/index": ("Cables", "all of them, by date"),
    "people/index": ("People", "who is named, and where"),
    "organizations/index": ("Organizations", "which are named, and where"),
    "glossary/index": ("Glossary", "what acronyms and terms mean"),
    "tags/index": ("TAGS", "the subjects under which cables were filed"),
    "posts/index": ("Posts", "where cables come from"),
    "chronology/index": ("Chronology", "what happened when"),
    "emendations/index": ("Emendations", "each place where the text was mended"),
    "missing/index": ("What is missing", "what the copies lack"),
    "releases/index": ("Releases", "what each changed"),
}


def llms_text(info: EditionInfo, cables: int, pages: Collection[str], site: Site) -> str:
    """Return the file; ``pages`` are those of the edition, by name."""
    lines = [f"# {info.title}", ""]
    if info.abstract:
        lines += [f"> {info.abstract}", ""]
    about = (
        f"An edition of diplomatic cables ({number_of(cables, 'cable')}). A cable is named by its "
        "id, a paragraph by the number that its sender gave it: cables/ID.html#p4 is paragraph 4. "
        "What the editors say stands apart from the words of the cables, and what is not known is "
        "left open."
    )
    lines += [about, "", info.rights, "", "## Pages", ""]
    for name, (title, meaning) in _PAGES.items():
        if name in pages:
            lines.append(f"- [{title}]({site.address}{name}.html): {meaning}")
    lines += ["", "## Data", ""]
    lines += [
        f"- [{one.title}]({site.address}{one.file}): {one.meaning}"
        for one in interfaces(site)
        if one.file != LLMS
    ]
    return "\n".join(lines) + "\n"
