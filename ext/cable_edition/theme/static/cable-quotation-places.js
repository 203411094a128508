/* What the answer to a check says of a place: the words with their changes, the link, the reference, and since which
   release they stand; `core/quotations/shown.py` of the program, which has the reasons. */
(() => {
  "use strict";

  const { quoted } = window.cableQuotationWords;
  const { unique } = window.cableQuotationCandidates;
  const diff = (quotation, found) => {
    const said = [];
    const ends = [];
    let total = 0;
    for (const { words } of quotation.pieces) ends.push((total += words.length));
    const inner = ends.slice(0, -1);
    const equal = (from, end) => {
      let start = from;
      for (const stop of [...ends.filter((one) => start < one && one < end), end]) {
        if (start < stop) {
          said.push(["=", quoted(quotation, start, stop)]);
          if (inner.includes(stop)) said.push(["…"]);
        }
        start = stop;
      }
    };
    let at = 0;
    for (const change of found.changes) {
      equal(at, change.start);
      said.push([
        change.isSent ? "^" : "~",
        quoted(quotation, change.start, change.end),
        found.words.shown(change.first, change.last),
      ]);
      if (inner.includes(change.end) && change.end > change.start) said.push(["…"]);
      at = change.end;
    }
    equal(at, total);
    return said;
  };

  const encoded = (words) => encodeURIComponent(words.toWellFormed ? words.toWellFormed() : words).replace(/-/g, "%2D");

  const directive = (words, start, end) => {
    const first = words.placeOf(start);
    const last = words.placeOf(end - 1);
    if (end - start <= 8 && first === last) return `text=${encoded(words.shown(start, end))}`;
    const size = Math.min(4, (end - start) >> 1);
    let stop = start + size;
    while (words.placeOf(stop - 1) !== first) stop -= 1;
    let begin = end - size;
    while (words.placeOf(begin) !== last) begin += 1;
    return `text=${encoded(words.shown(start, stop))},${encoded(words.shown(begin, end))}`;
  };

  const fragment = (found, anchor) => {
    const there = found.stretches.filter(([start, end]) => start < end).slice(0, 3);
    if (!found.isReading || !there.length) return anchor ? `#${anchor}` : "";
    return `#${anchor}:~:${there.map(([start, end]) => directive(found.words, start, end)).join("&")}`;
  };

  const fragmentIn = (siglum, found, anchor) => {
    if (!siglum || anchor.startsWith("in-")) return fragment(found, anchor);
    return anchor ? `#beside-${siglum.toLowerCase()}-${anchor}` : "#witnesses";
  };

  const newest = (versions) => {
    const parts = (version) => version.split(".").map(Number);
    return versions.reduce((best, one) => {
      const [a, b] = [parts(best), parts(one)];
      const at = a.findIndex((part, number) => part !== b[number]);
      return at >= 0 && b[at] > a[at] ? one : best;
    });
  };

  /* The first release in which both of two places, with their blocks, stand so. */
  const standsSince = (since, first, last) => {
    if (!Object.keys(since).length) return "";
    const versions = unique([first || "subject", last || "subject"]).flatMap((place) => {
      const there = Object.keys(since).filter((at) => at && (at === place || at.startsWith(`${place}-`)));
      return [...there.map((at) => since[at]), ...(there.includes(place) ? [] : [since[""]])];
    });
    return versions.includes("") ? "" : newest(versions);
  };

  const OF_COPY = /^in-[a-z0-9]+-(.+)$/;
  const NUMBERED = /^p([0-9]{1,9}[a-z]{0,9})$/;
  const LISTED = /^ref-([a-z]|[0-9]{1,9})$/;
  /* Lines above the text that another witness may have otherwise or alone. */
  const LINES = new Map([
    ["to", "TO addressees"],
    ["info", "INFO addressees"],
    ["classified-by", "classifying line"],
  ]);
  const WITHOUT_ADDRESS = ["to", "info"];
  const filled = (text, [before, one, many], there, until, siglum) => {
    const [first, last] = [there, until].map((anchor) => (OF_COPY.exec(anchor) || ["", anchor])[1]);
    const named = (anchor) => {
      const numbered = NUMBERED.exec(anchor);
      if (numbered) return `${one} ${numbered[1]}`;
      const heading = /^h([0-9]{1,9})$/.exec(anchor);
      if (heading) return `heading ${heading[1]}`;
      const listed = LISTED.exec(anchor);
      if (listed) return `reference ${listed[1].toUpperCase()}`;
      if (LINES.has(anchor)) return LINES.get(anchor);
      return `${/^u[0-9]{1,9}$/.test(anchor) ? "unnumbered paragraph" : "closing line"} ${anchor}`;
    };
    const [begin, end] = [NUMBERED.exec(first), NUMBERED.exec(last)];
    let where = "";
    if (first && begin && end && first !== last) where = `${many} ${begin[1]}–${end[1]}`;
    else if (first) where = unique([first, last]).filter(Boolean).map(named).join(", to ");
    if (siglum && where) where += ` (witness ${siglum})`;
    return text
      .replaceAll("\ue001", () => (where ? `${before}${where}` : ""))
      .replaceAll("\ue000", () => (there && !WITHOUT_ADDRESS.includes(there) ? `#${there}` : ""));
  };

  window.cableQuotationPlaces = { diff, filled, fragmentIn, standsSince };
})();
