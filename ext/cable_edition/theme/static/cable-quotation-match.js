/* Where the words of a quotation stand in a cable, and what was changed of them: `core/quotations/match.py` and
   `nearest.py` of the program, which have the reasons. */
(() => {
  "use strict";

  const { ANY, AT_LINE_END, FEW, GROUPED, placeIn, quoted } = window.cableQuotationWords;
  const CHUNK = 30;
  const PAIRS = 250000;
  const SHARE = 4;
  const LEAST = 8;
  const TRIES = 200;
  const ANCHORS = 60;

  const nearest = (sought, text, first, last, fixed = false) => {
    const length = sought.length;
    const whole = 2 ** length - 1;
    const highest = 1 << (length - 1);
    const masks = new Map();
    sought.forEach(({ form, other }, number) => {
      masks.set(form, (masks.get(form) || 0) | (1 << number));
      if (other) masks.set(other, (masks.get(other) || 0) | (1 << number));
    });
    let above = whole;
    let below = 0;
    let distance = length;
    let best = length;
    let end = first;
    for (let at = first; at < last; at += 1) {
      const equal = masks.get(text[at]) || 0;
      const down = equal | below;
      const across = (((equal & above) + above) ^ above) | equal;
      let more = (below | ~(across | above)) & whole;
      let fewer = above & across;
      if (more & highest) distance += 1;
      else if (fewer & highest) distance -= 1;
      more = ((more << 1) | (fixed ? 1 : 0)) & whole;
      fewer = (fewer << 1) & whole;
      above = (fewer | ~(down | more)) & whole;
      below = more & down;
      if (distance < best || (distance === best && end === at)) {
        best = distance;
        end = at + 1;
      }
    }
    return { distance: best, end };
  };

  const same = (word, form) => word.form === form || (word.other !== "" && word.other === form);

  const merged = (steps) => {
    const found = [];
    for (const [start, end, first, last] of steps) {
      const before = found.at(-1);
      if (before && before[1] === start && before[3] === first) {
        before[1] = end;
        before[3] = last;
      } else found.push([start, end, first, last]);
    }
    return found;
  };

  const changes = (sought, text) => {
    const least = Math.min(sought.length, text.length);
    let front = 0;
    while (front < least && same(sought[front], text[front])) front += 1;
    let back = 0;
    while (back < least - front && same(sought[sought.length - 1 - back], text[text.length - 1 - back])) back += 1;
    const left = sought.slice(front, sought.length - back);
    const right = text.slice(front, text.length - back);
    if (!left.length && !right.length) return [];
    if (left.length * right.length > PAIRS) return [[front, front + left.length, front, front + right.length]];
    const rows = [Array.from({ length: right.length + 1 }, (_, number) => number)];
    left.forEach((word, number) => {
      const over = rows.at(-1);
      const row = [number + 1];
      right.forEach((form, at) =>
        row.push(Math.min(over[at] + (same(word, form) ? 0 : 1), over[at + 1] + 1, row[at] + 1)),
      );
      rows.push(row);
    });
    const steps = [];
    let down = left.length;
    let along = right.length;
    while (down || along) {
      const here = rows[down][along];
      const equal = down && along && same(left[down - 1], right[along - 1]);
      if (down && along && here === rows[down - 1][along - 1] + (equal ? 0 : 1)) {
        down -= 1;
        along -= 1;
        if (equal) continue;
        steps.push([down, down + 1, along, along + 1]);
      } else if (down && here === rows[down - 1][along] + 1) {
        down -= 1;
        steps.push([down, down + 1, along, along]);
      } else {
        along -= 1;
        steps.push([down, down, along, along + 1]);
      }
    }
    return merged(steps.reverse()).map((step) => step.map((one) => one + front));
  };

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

  const anchorOf = (runs, text) => {
    let best = null;
    const seen = new Set();
    const order = runs.map((_, number) => number).sort((a, b) => runs[b].forms.length - runs[a].forms.length || a - b);
    for (const number of order) {
      const { forms } = runs[number];
      const key = forms.map((word) => `${word.form}/${word.other}`).join(" ");
      if (seen.has(key) || seen.size >= ANCHORS) continue;
      seen.add(key);
      const near = nearest(forms, text, 0, text.length);
      if (!best || near.distance * runs[best.number].forms.length < best.near.distance * forms.length)
        best = { number, near };
      if (near.distance * 6 <= forms.length) break;
    }
    return best && best.near.distance * 2 <= runs[best.number].forms.length ? best : null;
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

  const altered = (quotation, there, variants) => {
    const runs = runsOf(quotation);
    const text = there.forms;
    const chosen = anchorOf(runs, text);
    if (!chosen) return null;
    const { number, near } = chosen;
    const start = startOf(runs[number].forms, text, near);
    const found = [];
    found[number] = [start, near.end];
    for (const [place, there] of onward(runs, text, number, near.end)) found[place] = there;
    const turned = [...runs].reverse();
    const back = turned.map((run, place) => ({
      forms: [...run.forms].reverse(),
      gap: place ? turned[place - 1].gap : ANY,
    }));
    for (const [place, [first, last]] of onward(
      back,
      [...text].reverse(),
      runs.length - 1 - number,
      text.length - start,
    ))
      found[runs.length - 1 - place] = [text.length - last, text.length - first];
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
    return matchOf(there, true, stretches, told);
  };

  /* Where the edition reads otherwise than was sent, as keys. */
  const variantsOf = (wording) => {
    if (wording.variants) return wording.variants;
    wording.variants = new Set();
    wording.places.forEach((place, number) => {
      if (!place.transmitted) return;
      const sent = wording.sent.part(number);
      const base = wording.reading.starts[number];
      const pairs = sent.map((form) => ({ form, other: "" }));
      for (const [start, end, first, last] of changes(pairs, wording.reading.part(number)))
        wording.variants.add(`${base + first} ${base + last} ${sent.slice(start, end).join(" ")}`);
    });
    return wording.variants;
  };

  const match = (quotation, wording) => {
    const read = exact(quotation, wording.reading);
    if (read) return matchOf(wording.reading, true, read);
    const sent = wording.sent && exact(quotation, wording.sent);
    if (sent) return matchOf(wording.sent, false, sent);
    const loose = wording.loose && exact(quotation, wording.loose);
    if (loose) return matchOf(wording.loose, true, loose);
    const { words } = quotation;
    if (words.length < LEAST && !wording.sent && !words.some((word) => word.other)) return null;
    let near = altered(quotation, wording.reading, variantsOf(wording));
    if (wording.loose && (!near || near.changed)) {
      const other = altered(quotation, wording.loose, new Set());
      if (!near || (other && other.changed < near.changed)) near = other;
    }
    if (!near || (near.changed && words.length < LEAST)) return null;
    return near.changed * SHARE <= words.length ? near : null;
  };

  window.cableQuotationMatch = { LEAST, SHARE, exact, match };
})();
