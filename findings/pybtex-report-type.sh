#!/usr/bin/env bash
# pybtex 0.26.1 formats no entry of the type @report: each of its styles tried (plain, unsrt, alpha) ends with an AttributeError
# ("'Style' object has no attribute 'format_report'"), and with it the whole bibliography, whatever else is in it.
#
# Guessed: the entry is formatted as @techreport or as @misc. BibTeX itself warns that the type of the entry is not defined in the
# style, and formats it by the style's function for all such types (`default.type`, in plain.bst that of @misc).
# The documentation: @report is a type of biblatex, which has @techreport as an older name of it; pybtex reads entries of any type
# without a word.
# Why it matters: @report is what exports for biblatex call a document of an office, such as a cable, and Sphinx's extensions for
# bibliographies format by pybtex.
# Here: citations.bib has @techreport, and a test has pybtex print each field (docs: the table of fields by program).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pybtex==0.26.1
cd "$work"
for type in report techreport; do
    cat > "$type.bib" << END
@misc{other, author = {Another, Ann}, title = {Notes}, year = {2006}}
@$type{cable, author = {{Embassy Example}}, title = {A Visit}, institution = {An Office}, number = {1}, year = {2005}}
END
done
cat > format.py << 'END'
from importlib.metadata import version

from pybtex import PybtexEngine

print("pybtex", version("pybtex"))
for kind in ("techreport", "report"):
    for style in ("plain", "unsrt", "alpha"):
        try:
            text = PybtexEngine().format_from_file(f"{kind}.bib", style=style, output_backend="text")
            told = f"{len(text.splitlines())} entries"
        except AttributeError as error:
            told = f"AttributeError: {error}"
        print(f"@{kind}, {style}: {told}")
END
found=$("$work/venv/bin/python" -X utf8 format.py)
printf '%s\n' "$found"
expected="pybtex 0.26.1
@techreport, plain: 2 entries
@techreport, unsrt: 2 entries
@techreport, alpha: 2 entries
@report, plain: AttributeError: 'Style' object has no attribute 'format_report'
@report, unsrt: AttributeError: 'Style' object has no attribute 'format_report'
@report, alpha: AttributeError: 'Style' object has no attribute 'format_report'"
[ "$found" = "$expected" ] || { echo "pybtex formats @report otherwise now"; exit 1; }
