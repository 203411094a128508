/* Where the words of a quotation stand in a cable, and what was changed of them: `core/quotations/match.py` of
   the program, which has the reasons. */
(() => {
  "use strict";

  const { ANY, AT_LINE_END, FEW, GROUPED, placeIn, quoted } = window.cableQuotationWords;
  const { changes, merged, nearest } = window.cableQuotationNearest;
  const CHUNK = 30;
  const SHARE = 4;
  const LEAST = 8;
  const TRIES = 200;
  const ANCHORS = 60;
  const TRIED = 3;

  const find = (piece, words, at) => {
    const sought = new Set([
      piece.map((word) => word.form).join(" "),
      piece.map((word) => word.other || word.form).join(" "),
    ]);
    const found = [...sought]
      .map((one) => words.joined.indexOf(` ${one} `, words.offsets[at]))
      .filter((place) => place >= 0);
    return found.length ? placeIn(words.offsets, Math.min(...found)) : -1;
  };

  const exact = (quotation, words) => {
    let at = 0;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const found = [];
      let whole = true;
      for (const [number, { words: piece }] of quotation.pieces.entries()) {
        const end = found.length ? found.at(-1)[1] : at;
        const start = find(piece, words, end);
        if (start < 0) return null;
        if (quotation.gaps[number] !== ANY && start > end + quotation.gaps[number]) {
          whole = false;
          break;
        }
        found.push([start, start + piece.length]);
      }
      if (whole) return found;
      if (!found.length) return null;
      at = found[0][0] + 1;
    }
    return null;
  };

  const runsOf = (quotation) => {
    const found = [];
    let number = 0;
    quotation.pieces.forEach(({ words }, piece) => {
      for (let start = 0; start < words.length; start += CHUNK)
        found.push({
          start: number + start,
          forms: words.slice(start, start + CHUNK),
          gap: start ? 0 : quotation.gaps[piece],
        });
      number += words.length;
    });
    return found;
  };

  /* The runs that stand in a text with the smallest share of their words changed. */
  const anchorsOf = (runs, text) => {
    const found = [];
    const seen = new Set();
    const order = runs.map((_, number) => number).sort((a, b) => runs[b].forms.length - runs[a].forms.length || a - b);
    for (const number of order) {
      const { forms } = runs[number];
      const key = forms.map((word) => `${word.form}/${word.other}`).join(" ");
      if (seen.has(key) || seen.size >= ANCHORS) continue;
      seen.add(key);
      const near = nearest(forms, text, 0, text.length);
      if (near.distance * 2 <= forms.length) found.push({ number, near, size: forms.length });
      if (near.distance * 6 <= forms.length) break;
    }
    return found.sort((a, b) => a.near.distance * b.size - b.near.distance * a.size).slice(0, TRIED);
  };

  const startOf = (forms, text, near) => {
    const window = text.slice(Math.max(0, near.end - 2 * forms.length), near.end).reverse();
    return near.end - nearest([...forms].reverse(), window, 0, window.length, true).end;
  };

  const onward = (runs, text, number, from) => {
    const found = [];
    let at = from;
    let missed = 0;
    for (let place = number + 1; place < runs.length; place += 1) {
      const { forms, gap } = runs[place];
      const fixed = gap === 0 && !missed;
      const free = missed + Math.max(gap, 0);
      const last = gap === ANY ? text.length : Math.min(text.length, at + free + 2 * forms.length);
      const near = nearest(forms, text, at, last, fixed);
      if (near.distance * 2 > forms.length) {
        missed += free + forms.length + FEW;
        found.push([place, [at, at]]);
        continue;
      }
      const start = fixed ? at : Math.max(at, startOf(forms, text, near));
      found.push([place, [start, near.end]]);
      at = near.end;
      missed = 0;
    }
    return found;
  };

  const widen = (runs, found) => {
    runs.forEach((run, number) => {
      let [first, last] = found[number];
      if (first !== last) return;
      if (number && run.gap === 0) [, first] = found[number - 1];
      if (number + 1 < runs.length && runs[number + 1].gap === 0) last = Math.max(first, found[number + 1][0]);
      found[number] = [Math.min(first, last), last];
    });
  };

  const sizeOf = (change) => Math.max(change.end - change.start, change.last - change.first);

  const matchOf = (words, isReading, stretches, told = []) => {
    const changed = told.filter((one) => !one.isSent).reduce((sum, one) => sum + sizeOf(one), 0);
    const verdict = changed ? "altered" : isReading && !told.length ? "exact" : "emended";
    return { words, isReading, stretches, changes: told, changed, verdict };
  };

  /* Whether a word is only parted by a hyphen at the end of a line, or a number by commas. */
  const isParted = ({ start, end, first, last }, quotation, words) => {
    if (start === end || first === last) return false;
    const said = quotation.words
      .slice(start, end)
      .map((word) => word.form)
      .join("");
    if (said !== words.forms.slice(first, last).join("")) return false;
    return [quoted(quotation, start, end), words.shown(first, last)].some(
      (text) => AT_LINE_END.test(text) || GROUPED.test(text),
    );
  };

  /* Where each run stands, given where one ends. */
  const placed = (runs, text, number, near) => {
    const start = startOf(runs[number].forms, text, near);
    const found = [];
    found[number] = [start, near.end];
    for (const [place, there] of onward(runs, text, number, near.end)) found[place] = there;
    const turned = [...runs].reverse();
    const back = turned.map((run, place) => ({
      forms: [...run.forms].reverse(),
      gap: place ? turned[place - 1].gap : ANY,
    }));
    const mirrored = onward(back, [...text].reverse(), runs.length - 1 - number, text.length - start);
    for (const [place, [first, last]] of mirrored)
      found[runs.length - 1 - place] = [text.length - last, text.length - first];
    return found;
  };

  const toldOf = (quotation, there, variants, isReading, runs, found) => {
    const text = there.forms;
    widen(runs, found);
    const steps = runs.flatMap((run, place) => {
      const [first, last] = found[place];
      return changes(run.forms, text.slice(first, last)).map(([a, b, c, d]) => [
        run.start + a,
        run.start + b,
        first + c,
        first + d,
      ]);
    });
    const told = merged(steps)
      .map(([from, end, first, last]) => {
        const forms = quotation.words.slice(from, end).map((word) => word.form);
        return { start: from, end, first, last, isSent: variants.has(`${first} ${last} ${forms.join(" ")}`) };
      })
      .filter((change) => !isParted(change, quotation, there));
    const stretches = [];
    let at = 0;
    let run = 0;
    for (const { words } of quotation.pieces) {
      const of = [];
      for (; run < runs.length && runs[run].start < at + words.length; run += 1) of.push(found[run]);
      const there = of.filter(([first, last]) => first < last);
      stretches.push(there.length ? [there[0][0], there.at(-1)[1]] : of[0]);
      at += words.length;
    }
    return matchOf(there, isReading, stretches, told);
  };

  const altered = (quotation, there, variants, isReading) => {
    const runs = runsOf(quotation);
    let best = null;
    for (const { number, near } of anchorsOf(runs, there.forms)) {
      const found = placed(runs, there.forms, number, near);
      const one = toldOf(quotation, there, variants, isReading, runs, found);
      if (!best || one.changed < best.changed) best = one;
      if (best.changed * SHARE <= quotation.words.length) break;
    }
    return best;
  };

  /* Where a layer of a cable reads otherwise than was sent, as keys. */
  const variantsOf = (layer, places) => {
    if (layer.variants) return layer.variants;
    layer.variants = new Set();
    places.forEach((place, number) => {
      if (!place.transmitted) return;
      const sent = layer.sent.part(number);
      const base = layer.reading.starts[number];
      const pairs = sent.map((form) => ({ form, other: "" }));
      for (const [start, end, first, last] of changes(pairs, layer.reading.part(number)))
        layer.variants.add(`${base + first} ${base + last} ${sent.slice(start, end).join(" ")}`);
    });
    return layer.variants;
  };

  function* near(quotation, wording) {
    for (const layer of wording.layers()) {
      yield altered(quotation, layer.reading, variantsOf(layer, wording.places), true);
      /* Beside a word that was emended another may have been changed. */
      if (layer.sent) yield altered(quotation, layer.sent, new Set(), false);
    }
  }

  /* The words of a cable of which the fewest were changed; of equals the first. */
  const nearestOf = (quotation, wording) => {
    let best = null;
    for (const one of near(quotation, wording)) {
      if (one && (!best || one.changed < best.changed)) best = one;
      if (best && !best.changed) break;
    }
    return best;
  };

  const match = (quotation, wording) => {
    for (const { reading, sent } of wording.layers()) {
      const read = exact(quotation, reading);
      if (read) return matchOf(reading, true, read);
      const before = sent && exact(quotation, sent);
      if (before) return matchOf(sent, false, before);
    }
    const { words } = quotation;
    if (words.length < LEAST && !wording.isEmended && !words.some((word) => word.other)) return null;
    const found = nearestOf(quotation, wording);
    if (!found || (found.changed && words.length < LEAST)) return null;
    return found.changed * SHARE <= words.length ? found : null;
  };

  /* Whether a quotation stands word for word in a text, but for what may be left out. */
  const stands = (quotation, wording) => [...wording.layers()].some(({ reading }) => exact(quotation, reading));

  window.cableQuotationMatch = { LEAST, SHARE, match, stands };
})();
