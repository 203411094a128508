#!/usr/bin/env bash
# dapytains 1.0.0rc4 lists the paragraphs of a TEI file whose `citeStructure` matches by an attribute with a slash in its value (`p[@ana='S/NF']`),
# and cannot cut one of them: the path is parted at every slash, also within the quotes, and Saxon refuses the halves (XPST0003). With the same marks
# written `S-NF` it cuts each paragraph.
#
# Guessed: what lists a unit can cut it, and the value of an attribute is no step of a path.
# The specification: TEI P5, `citeStructure`, `match` is an XPath expression; XPath 3.1, 3.3: steps are parted by the operator `/`, and a string literal
# is a token of its own.
# Why it matters: classes and offices of diplomatic papers have slashes (S/NF, S/CRS, A/S), and a server of Distributed Text Services built on this
# library answers the navigation and fails at every document.
# Here: our `citeStructure` matches paragraphs by their numbers, and the tests cut each of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check dapytains==1.0.0rc4
cat > "$work/cut.py" << 'END'
from importlib.metadata import version
from pathlib import Path

from dapytains.tei.document import Document
from saxonche import PySaxonApiError

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>A cable</title></titleStmt><publicationStmt><p>none</p></publicationStmt>
<sourceDesc><p>made up</p></sourceDesc></fileDesc><encodingDesc><refsDecl>
<citeStructure unit="paragraph" match="/TEI/text/body/p[@ana='{mark}']" use="@n"/>
</refsDecl></encodingDesc></teiHeader><text><body>
<p n="1" ana="{mark}">The first.</p><p n="2" ana="U">The second.</p><p n="3" ana="{mark}">The third.</p>
</body></text></TEI>"""


def cut(document, ref):
    try:
        passage = document.get_passage(ref)
    except PySaxonApiError as error:
        return str(error).partition(":")[0]
    return " ".join("".join(passage.itertext()).split())


print("dapytains", version("dapytains"))
for mark in ("S-NF", "S/NF"):
    Path("cable.xml").write_text(TEI.format(mark=mark))
    document = Document("cable.xml")
    refs = [unit.ref for unit in document.get_reffs()]
    print(mark, *refs, "|", *(cut(document, ref) for ref in refs))
END
found=$(cd "$work" && "$work/venv/bin/python" cut.py)
printf '%s\n' "$found"
expected='dapytains 1.0.0rc4
S-NF 1 3 | The first. The third.
S/NF 1 3 | XPST0003 XPST0003'
[ "$found" = "$expected" ] || { echo "dapytains cuts by a value with a slash otherwise now"; exit 1; }
