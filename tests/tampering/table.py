"""The tables of what is proved, written into the manual: ``python -m tests.tampering.table``.

They stand between two comments in each page.
"""

from __future__ import annotations

from pathlib import Path

from tests.tampering.outputs import ALL_KINDS, OUTPUTS

ROOT = Path(__file__).parents[2]
#: The pages that have the tables.
PAGES = (
    ROOT / "docs" / "what-is-proved.md",
    ROOT / "docs" / "editors" / "check-and-verify.md",
)
_BEGIN = "% The tables are made from the tests: python -m tests.tampering.table"
_END = "% The end of the tables."


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def tables() -> str:
    """Return the two tables in Markdown: what is found in which output, and what is not proved."""
    # Two columns: one for each output would be too narrow for a book and for a phone.
    lines = [_row("If", "it is found in"), _row("---", "---")]
    for kind, done in ALL_KINDS.items():
        found = [output.name for output in OUTPUTS if kind in output.kinds]
        if found:
            lines.append(_row(done, "all" if len(found) == len(OUTPUTS) else "; ".join(found)))
    lines += ["", _row("Output", "Proved by", "Not proved"), _row("---", "---", "---")]
    lines += [_row(output.name, output.proof, output.not_proved) for output in OUTPUTS]
    return "\n".join(lines)


def with_tables(page: str) -> str:
    """Return the text of a page with the tables as the tests have them."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{tables()}\n\n{_END}{after}"


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(with_tables(path.read_text("utf-8")), "utf-8")
