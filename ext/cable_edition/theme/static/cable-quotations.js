/* Checking quotations in the browser: the same answers as `core/quotations/` of the program, which has the reasons; a
   test asks both the same. The index of pairs of words and the texts of the search are loaded as far as a quotation
   needs them. What comes from a reader is compared and never run. */
(() => {
  "use strict";

  const { wordsOf } = window.cableSearchWords;
  const ANY = -1;
  const FEW = 8;
  const CHUNK = 30;
  const PAIRS = 250000;
  const SHARE = 4;
  const LEAST = 8;
  const SURE = 6;
  const STRETCH = 24;
  const PER_STRETCH = 42;
  const NEAR = 3;
  const MOST_SURE = 200;
  const MOST = 20;
  const MAYBE = 4;
  const FEW_PAGES = 6;
  const LONGEST = 8;
  const MOST_SHORT = 200;
  const MOST_PIECES = 100;
  const LISTED = 5;
  const TRIES = 200;
  const ANCHORS = 60;
  const VERDICTS = ["exact", "emended", "altered", "absent"];
  const MARKS = "!#$%'()*+,-./:;=";
  const IN_FILE = 4;
  const REFERENCES = 25;

  /* ---- words ---- */

  /* The words of a text without its compounds. */
  const spansOf = (text) => wordsOf(text).filter((word) => !/[&/]/.test(word.form));

  const B = "[ \\t\\r\\n\\u00a0]";
  const DOTS = `(?:\\u2026|\\.(?:${B}{0,2}\\.){1,4})`;
  const MARK = "\\((?:U|C|S|TS|SBU|LOU|FOUO)(?:/{1,2}[A-Z]{1,8}){0,3}\\)";
  const L = "[\\p{L}\\p{N}]";
  const GAP = new RegExp(
    `(\\[${B}{0,3}${DOTS}${B}{0,3}\\]|\\(${B}{0,3}${DOTS}${B}{0,3}\\)|\\u2026|\\.(?:${B}{0,2}\\.){2,4})` +
      "|\\[([^\\[\\]]{1,200})\\]" +
      `|(?<!${L})[0-9]{1,3}\\.${B}{1,4}${MARK}|(?:^|\\n)[ \\t]{0,8}${MARK}` +
      "|\\([Ee]mphasis (?:added|mine|supplied|in original)\\)",
    "gu",
  );
  const LETTERS = /^[\p{L}\p{N}]{1,20}$/u;
  const ENDS_IN_LETTER = /[\p{L}\p{N}]$/u;
  const BEGINS_WITH_LETTER = /^[\p{L}\p{N}]/u;
  const BRACKETED = /\[([\p{L}\p{N}]{1,20})\]/gu;
  const BLANKS = new RegExp(`${B}+`, "gu");

  const before = (text, at) => ENDS_IN_LETTER.test(text.slice(Math.max(0, at - 2), at));
  const after = (text, at) => BEGINS_WITH_LETTER.test(text.slice(at, at + 2));

  const pieceOf = (text) => {
    let whole = "";
    let at = 0;
    const endings = new Map();
    for (const found of text.matchAll(BRACKETED)) {
      whole += text.slice(at, found.index);
      const end = found.index + found[0].length;
      if (before(text, found.index) && !after(text, end)) endings.set(whole.length + found[1].length, whole.length);
      whole += found[1];
      at = end;
    }
    whole += text.slice(at);
    const words = spansOf(whole).map(({ form, start, end }) => {
      const shorter = endings.get(end) ?? start;
      const [other] = spansOf(whole.slice(start, shorter));
      return { form, other: other ? other.form : "", start, end };
    });
    return { text: whole, words };
  };

  const readQuotation = (text) => {
    const pieces = [];
    const gaps = [];
    let gap = ANY;
    let at = 0;
    const add = (part) => {
      const piece = pieceOf(part);
      if (!piece.words.length) return;
      pieces.push(piece);
      gaps.push(gap);
      gap = 0;
    };
    for (const found of text.matchAll(GAP)) {
      const end = found.index + found[0].length;
      if (found[2] !== undefined && LETTERS.test(found[2]) && (before(text, found.index) || after(text, end))) continue;
      add(text.slice(at, found.index));
      const wide = found[1] !== undefined ? ANY : FEW;
      gap = gap === ANY || wide === ANY ? ANY : Math.max(gap, wide);
      at = end;
    }
    add(text.slice(at));
    if (gaps.length) gaps[0] = ANY;
    return { text, pieces, gaps, words: pieces.flatMap((piece) => piece.words) };
  };

  /* Words of a quotation by their numbers as they are written. */
  const quoted = (quotation, start, end) => {
    const parts = [];
    let at = 0;
    for (const { text, words } of quotation.pieces) {
      const some = words.slice(Math.max(start - at, 0), Math.max(end - at, 0));
      at += words.length;
      if (some.length) parts.push(text.slice(some[0].start, some.at(-1).end).replace(BLANKS, " "));
    }
    return parts.join(" ");
  };

  /* The last of rising numbers that is not above a number. */
  const placeIn = (starts, number) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= number) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /* What one who quotes may leave out: headings, and the letters of a list; `core/quotations/liberties.py`. */
  const ITEM = /(?:^|(?<=[:;,.!?-] )|(?<= and )|(?<= or ))(?:\(?([A-Za-z]|[0-9]{1,2})\)|([A-Za-z]|[0-9]{1,2})\.)(?= )/g;
  const HEADING = /^(?:in-[a-z0-9]{1,8}-)?h[0-9]{1,9}$/;
  const PARTED = /(?<=[\p{L}\p{N}])-[ \t\r]{0,80}\n[ \t\r\n]{0,80}(?=[\p{L}\p{N}])/gu;
  const AT_LINE_END = /[\p{L}\p{N}]-[ \n]+[\p{L}\p{N}]/u;
  const withoutLetters = (text) => {
    const found = { A: [], a: [], 1: [] };
    for (const one of text.matchAll(ITEM)) {
      const value = one[1] ?? one[2];
      const kind = /[0-9]/.test(value) ? "1" : /[A-Z]/.test(value) ? "A" : "a";
      const number = kind === "1" ? Number(value) : value.charCodeAt(0) - kind.charCodeAt(0) + 1;
      const taken = found[kind];
      const last = taken.at(-1);
      if (number === taken.length + 1 && (!last || /[\p{L}\p{N}]/u.test(text.slice(last[1], one.index)))) taken.push([one.index, one.index + one[0].length]);
    }
    let cut = text;
    for (const taken of Object.values(found))
      if (taken.length > 1) for (const [start, end] of taken) cut = cut.slice(0, start) + " ".repeat(end - start) + cut.slice(end);
    return cut;
  };

  /* The words of texts in their order. */
  class Words {
    constructor(texts, cut = texts) {
      this.texts = texts;
      this.spans = [];
      this.starts = [];
      for (const text of cut) {
        this.starts.push(this.spans.length);
        for (const span of spansOf(text)) this.spans.push(span);
      }
      this.forms = this.spans.map((span) => span.form);
      this.offsets = [0];
      for (const form of this.forms) this.offsets.push(this.offsets.at(-1) + form.length + 1);
      this.joined = this.forms.length ? ` ${this.forms.join(" ")} ` : " ";
    }

    placeOf(word) {
      return placeIn(this.starts, word);
    }

    end(place) {
      return place + 1 < this.starts.length ? this.starts[place + 1] : this.forms.length;
    }

    part(place) {
      return this.forms.slice(this.starts[place], this.end(place));
    }

    shown(start, end) {
      const found = [];
      let at = start;
      while (at < end) {
        const place = this.placeOf(at);
        const stop = Math.min(end, this.end(place));
        found.push(this.texts[place].slice(this.spans[at].start, this.spans[stop - 1].end));
        at = stop;
      }
      return found.join(" ");
    }
  }

  class Wording {
    constructor(places) {
      this.places = places.filter((place) => !place.label.startsWith("note "));
      this.reading = new Words(this.places.map((place) => place.words));
      this.sent = this.places.some((place) => place.transmitted)
        ? new Words(this.places.map((place) => place.transmitted || place.words))
        : null;
      const texts = this.places.map((place) => place.words);
      const cut = this.places.map((place) => (HEADING.test(place.anchor) ? " ".repeat(place.words.length) : withoutLetters(place.words)));
      this.loose = cut.some((text, number) => text !== texts[number]) ? new Words(texts, cut) : null;
    }

    /* Where the edition reads otherwise than was sent, as keys. */
    get variants() {
      if (this.known) return this.known;
      this.known = new Set();
      this.places.forEach((place, number) => {
        if (!place.transmitted) return;
        const sent = this.sent.part(number);
        const base = this.reading.starts[number];
        const pairs = sent.map((form) => ({ form, other: "" }));
        for (const [start, end, first, last] of changes(pairs, this.reading.part(number)))
          this.known.add(`${base + first} ${base + last} ${sent.slice(start, end).join(" ")}`);
      });
      return this.known;
    }
  }

  /* ---- the nearest words ---- */

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
      right.forEach((form, at) => row.push(Math.min(over[at] + (same(word, form) ? 0 : 1), over[at + 1] + 1, row[at] + 1)));
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

  /* ---- a quotation in a cable ---- */

  const find = (piece, words, at) => {
    const sought = new Set([piece.map((word) => word.form).join(" "), piece.map((word) => word.other || word.form).join(" ")]);
    const found = [...sought].map((one) => words.joined.indexOf(` ${one} `, words.offsets[at])).filter((place) => place >= 0);
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
        found.push({ start: number + start, forms: words.slice(start, start + CHUNK), gap: start ? 0 : quotation.gaps[piece] });
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
      if (!best || near.distance * runs[best.number].forms.length < best.near.distance * forms.length) best = { number, near };
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

  /* Whether a word is only parted by a hyphen at the end of a line, in either text. */
  const isParted = ({ start, end, first, last }, quotation, words) => {
    if (start === end || first === last) return false;
    const said = quotation.words.slice(start, end).map((word) => word.form).join("");
    if (said !== words.forms.slice(first, last).join("")) return false;
    return AT_LINE_END.test(quoted(quotation, start, end)) || AT_LINE_END.test(words.shown(first, last));
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
    const back = turned.map((run, place) => ({ forms: [...run.forms].reverse(), gap: place ? turned[place - 1].gap : ANY }));
    for (const [place, [first, last]] of onward(back, [...text].reverse(), runs.length - 1 - number, text.length - start))
      found[runs.length - 1 - place] = [text.length - last, text.length - first];
    widen(runs, found);
    const steps = runs.flatMap((run, place) => {
      const [first, last] = found[place];
      return changes(run.forms, text.slice(first, last)).map(([a, b, c, d]) => [run.start + a, run.start + b, first + c, first + d]);
    });
    const told = merged(steps).map(([from, end, first, last]) => {
      const forms = quotation.words.slice(from, end).map((word) => word.form);
      return { start: from, end, first, last, isSent: variants.has(`${first} ${last} ${forms.join(" ")}`) };
    }).filter((change) => !isParted(change, quotation, there));
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

  const match = (quotation, wording) => {
    const read = exact(quotation, wording.reading);
    if (read) return matchOf(wording.reading, true, read);
    const sent = wording.sent && exact(quotation, wording.sent);
    if (sent) return matchOf(wording.sent, false, sent);
    const loose = wording.loose && exact(quotation, wording.loose);
    if (loose) return matchOf(wording.loose, true, loose);
    const { words } = quotation;
    if (words.length < LEAST && !wording.sent && !words.some((word) => word.other)) return null;
    let near = altered(quotation, wording.reading, wording.variants);
    if (wording.loose && (!near || near.changed)) {
      const other = altered(quotation, wording.loose, new Set());
      if (!near || (other && other.changed < near.changed)) near = other;
    }
    if (!near || (near.changed && words.length < LEAST)) return null;
    return near.changed * SHARE <= words.length ? near : null;
  };

  /* ---- the index ---- */

  const CRC = Uint32Array.from({ length: 256 }, (_, number) => {
    let found = number;
    for (let bit = 0; bit < 8; bit += 1) found = found & 1 ? (found >>> 1) ^ 0xedb88320 : found >>> 1;
    return found >>> 0;
  });
  const encoder = new TextEncoder();
  const pairNumber = (one, other) => {
    let found = 0xffffffff;
    for (const byte of encoder.encode(`${one} ${other}`)) found = (found >>> 8) ^ CRC[(found ^ byte) & 255];
    return (found ^ 0xffffffff) >>> 0;
  };

  const arrived = new Map();
  const asked = new Map();
  const base = new URL("../_quotations/", document.currentScript.src).href;
  let version = "";
  window.cableQuotation = (name, data) => arrived.set(name, data);

  const load = (name) => {
    if (!asked.has(name))
      asked.set(
        name,
        new Promise((done, failed) => {
          const script = document.createElement("script");
          script.src = `${base}${name}.js${version && `?v=${version}`}`;
          script.onload = () => (arrived.has(name) ? done(arrived.get(name)) : failed(new Error(name)));
          script.onerror = () => failed(new Error(name));
          document.head.append(script);
          script.remove();
        }),
      );
    return asked.get(name);
  };

  /* The rising numbers of some marks: the first says how many bits of a step are written plainly. */
  const unpacked = (marks) => {
    const found = [];
    const bits = MARKS.indexOf(marks[0]);
    let last = -1;
    let ones = 0;
    let plain = 0;
    let left = -1;
    for (let at = 1; at < marks.length; at += 1) {
      const value = MARKS.indexOf(marks[at]);
      for (let bit = 8; bit; bit >>= 1) {
        const one = value & bit ? 1 : 0;
        if (left < 0) {
          if (one) ones += 1;
          else [left, plain] = [bits, 0];
        } else {
          plain = plain * 2 + one;
          left -= 1;
        }
        if (left === 0) {
          last += ones * 2 ** bits + plain + 1;
          found.push(last);
          ones = 0;
          left = -1;
        }
      }
    }
    return found;
  };

  const unique = (items) => [...new Set(items)];

  const stretchOf = (quotation, start, end) => {
    const pairs = [];
    const forms = [];
    let at = 0;
    for (const { words } of quotation.pieces) {
      const part = words.slice(Math.max(start - at, 0), Math.max(end - at, 0));
      at += words.length;
      pairs.push(unique(part.slice(1).map((word, number) => pairNumber(part[number].form, word.form))));
      forms.push(unique(part.filter((word) => !word.other).map((word) => word.form)));
    }
    return { size: end - start, pairs, forms };
  };

  const stretchesOf = (quotation) => {
    const total = quotation.words.length;
    const many = Math.floor(total / PER_STRETCH) + 1;
    const size = Math.min(total, STRETCH);
    const seen = new Set();
    return Array.from({ length: many }, (_, number) => {
      const start = Math.floor((number * (total - size)) / Math.max(many - 1, 1));
      return stretchOf(quotation, start, start + size);
    }).filter((stretch) => {
      const key = JSON.stringify(stretch);
      return !seen.has(key) && seen.add(key);
    });
  };

  const ones = (mask) => {
    let count = 0;
    for (let rest = mask; rest; rest &= rest - 1) count += 1;
    return count;
  };

  const why = (words) => (words < LEAST ? "A quotation of fewer than eight words is found only if no word of it was changed." : "");

  class Checker {
    constructor(head, search) {
      this.head = head;
      this.search = search;
      this.cables = search.partOfPage[1];
      this.first = search.unitOfPage.slice(0, this.cables);
      this.wordings = new Map();
      this.copied = new Set(head.copied);
      this.copies = new Map();
    }

    pageOf(unit) {
      return placeIn(this.first, unit);
    }

    async pairsAt(pair) {
      const bucket = Number((BigInt(pair) * BigInt(this.head.buckets)) >> 32n);
      const file = await load(`p-${Math.floor(bucket / IN_FILE)}`);
      return unpacked(file.split(" ")[bucket % IN_FILE]);
    }

    async wordsAt(form) {
      const entry = await this.search.entry(form);
      return entry ? entry.units : [];
    }

    /* page -> how many members of the groups it has, those of each group together. */
    async added(groups, lookUp, pages) {
      const scores = new Map();
      for (const group of groups) {
        const here = new Map();
        const found = await Promise.all(group.map(lookUp));
        found.forEach((units, number) => {
          for (const unit of units) here.set(unit, (here.get(unit) || 0) | (1 << number));
        });
        const best = new Map();
        for (const unit of here.keys()) {
          const page = this.pageOf(unit);
          if (unit >= this.search.unitOfPage[this.cables] || (pages && !pages.has(page))) continue;
          const end = Math.min(unit + NEAR + 1, this.search.unitOfPage[page + 1]);
          let together = 0;
          for (let other = unit; other < end; other += 1) together |= here.get(other) || 0;
          best.set(page, Math.max(best.get(page) || 0, ones(together)));
        }
        for (const [page, score] of best) scores.set(page, (scores.get(page) || 0) + score);
      }
      return scores;
    }

    async candidates(stretch, total) {
      const count = (groups) => groups.reduce((sum, group) => sum + group.length, 0);
      const number = count(stretch.pairs);
      const changed = total >= LEAST ? Math.floor(stretch.size / SHARE) : 0;
      const least = Math.max(1, number - 2 * changed);
      let ordered = [...(await this.added(stretch.pairs, (pair) => this.pairsAt(pair)))]
        .filter(([, score]) => score >= least)
        .map(([page, score]) => [number - score, page])
        .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      if (ordered.length > FEW_PAGES) {
        const every = unique(stretch.forms.flat());
        const chosen = new Set([...every].sort((a, b) => [...b].length - [...a].length).slice(0, LONGEST));
        const longest = stretch.forms.map((piece) => piece.filter((form) => chosen.has(form)));
        const have = await this.added(longest, (form) => this.wordsAt(form), new Set(ordered.map(([, page]) => page)));
        const needed = count(longest) - changed;
        ordered = ordered.filter(([, page]) => this.copied.has(page) || (have.get(page) || 0) >= needed);
      }
      const whole = ordered.filter(([lost]) => !lost).length;
      if (total < LEAST) return { cables: ordered.slice(0, MOST_SHORT), whole };
      const sure = total <= STRETCH ? Math.floor(stretch.size / SURE) : changed;
      /* Those that lack no pair are never too many: reading ends with the first few that have it. */
      const certain = ordered.filter(([lost]) => lost <= 2 * sure).length;
      const limit = Math.max(whole, Math.min(certain, MOST_SURE), Math.min(certain + MAYBE, MOST));
      return { cables: ordered.slice(0, limit), whole };
    }

    /* The cables that have the longest word of a quotation in which no two words follow one another. */
    async withWord(quotation) {
      const longest = quotation.words.map((word) => word.form).reduce((a, b) => ([...b].length > [...a].length ? b : a));
      const units = await this.wordsAt(longest);
      const end = this.search.unitOfPage[this.cables];
      const cables = unique(units.filter((unit) => unit < end).map((unit) => this.pageOf(unit))).map((page) => [0, page]);
      const named = new Set(cables.map(([, page]) => page));
      const others = [...this.copied].filter((page) => !named.has(page)).slice(0, MOST_SHORT);
      return { cables: [...cables, ...others.map((page) => [0, page])], whole: cables.length };
    }

    wording(page) {
      if (!this.wordings.has(page)) this.wordings.set(page, this.search.placesOf(page).then((found) => ({ ...found, wording: new Wording(found.places) })));
      return this.wordings.get(page);
    }

    /* The other witnesses of a cable, as [siglum, wording]. */
    copiesOf(page) {
      if (!this.copies.has(page))
        this.copies.set(
          page,
          Promise.all([load(`w-${page}`), this.wording(page)]).then(([copies, { places }]) => {
            const at = new Map([...places].reverse().map((place) => [place.anchor, [place.words, place.transmitted || ""]]));
            return copies.map(([siglum, passages]) => {
              const said = passages.map(([anchor, words]) => ({ anchor, label: "", words: typeof words === "number" ? at.get(anchor)[words] : words }));
              return [siglum, new Wording(said)];
            });
          }),
        );
      return this.copies.get(page);
    }

    /* How a quotation agrees with a cable: with its base text, or better with a copy. */
    async match(quotation, page) {
      const base = match(quotation, (await this.wording(page)).wording);
      if (!this.copied.has(page)) return base && { ...base, siglum: "", also: [] };
      const copies = await this.copiesOf(page);
      if (base && !base.changed) return { ...base, siglum: "", also: copies.filter(([, one]) => exact(quotation, one.reading) || (one.loose && exact(quotation, one.loose))).map(([siglum]) => siglum) };
      let best = base && { ...base, siglum: "", also: [] };
      for (const [siglum, wording] of copies) {
        const found = match(quotation, wording);
        if (!found) continue;
        if (!best || found.changed < best.changed) best = { ...found, siglum, also: [], wording };
        else if (best.siglum && !best.changed && !found.changed) best.also.push(siglum);
      }
      return best;
    }

    async check(text) {
      const whole = text.replace(PARTED, "");
      if (whole !== text) {
        const found = await this.checkWhole(whole);
        if (found.verdict === "exact" || found.verdict === "emended") return { ...found, quotation: text };
      }
      return this.checkWhole(text);
    }

    async checkWhole(text) {
      const quotation = readQuotation(text);
      const total = quotation.words.length;
      const answer = { quotation: text, verdict: "absent", words: total, release: this.head.release, places: [], more: false, cables: 0, diff: [], why: "" };
      if (!quotation.pieces.length) return { ...answer, why: "There are no words in it." };
      if (quotation.pieces.length > MOST_PIECES) return { ...answer, why: `It has more than ${MOST_PIECES} pieces, which is no quotation.` };
      const kept = [];
      const read = new Set();
      let counted = 0;
      const mayTake = (lost) => {
        if (!kept.length) return true;
        const least = Math.min(...kept.map(([, one]) => one.changed));
        if (least) return Math.floor((lost + 1) / 2) < least;
        if (lost) return false;
        if (kept.filter(([, one]) => !one.changed).length >= LISTED) answer.more = true;
        return !answer.more;
      };
      for (const stretch of stretchesOf(quotation)) {
        const { cables, whole } = stretch.pairs.some((pairs) => pairs.length) ? await this.candidates(stretch, total) : await this.withWord(quotation);
        if (total <= STRETCH && quotation.pieces.length === 1) counted = whole;
        for (const [lost, page] of cables) {
          if (!mayTake(lost)) break;
          if (read.has(page)) continue;
          read.add(page);
          const found = await this.match(quotation, page);
          if (found) kept.push([page, found]);
        }
        if (kept.length) break;
      }
      if (!kept.length) return { ...answer, why: why(total) };
      kept.sort(([, a], [, b]) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.changed - b.changed);
      const { verdict } = kept[0][1];
      const best = verdict === "altered" ? kept.slice(0, 1) : kept.filter(([, one]) => one.verdict === verdict).slice(0, LISTED);
      answer.verdict = verdict;
      answer.cables = answer.more ? (counted ? Math.max(counted, LISTED + 1) : 0) : best.length;
      answer.diff = diff(quotation, best[0][1]);
      if (best[0][1].siglum && verdict !== "altered") answer.why = "The base text does not have these words so; another witness of the cable has them.";
      answer.places = await Promise.all(best.map(([page, found]) => this.place(page, found)));
      return answer;
    }

    async place(page, found) {
      const { siglum } = found;
      const { address, title, wording: base } = await this.wording(page);
      const wording = siglum ? found.wording : base;
      const [anchor, last] = [found.stretches[0][0], Math.max(found.stretches.at(-1)[1] - 1, 0)].map(
        (word) => wording.places[found.words.placeOf(word)].anchor,
      );
      const [text, before, one, many, since] = (await load(`c-${Math.floor(page / REFERENCES)}`))[page % REFERENCES];
      return {
        cable: title.split(":")[0],
        page: `${this.head.address}${address}`,
        anchor,
        last,
        witness: siglum || this.head.witnesses[0],
        reading: found.isReading,
        link: `${this.head.address}${address}${fragmentIn(siglum, found, anchor)}`,
        citation: filled(text, [before, one, many], anchor, last, siglum),
        also: found.also,
        since: siglum && !anchor.startsWith("in-") ? "" : standsSince(since, anchor, last),
      };
    }
  }

  /* ---- the answer ---- */

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
      said.push([change.isSent ? "^" : "~", quoted(quotation, change.start, change.end), found.words.shown(change.first, change.last)]);
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
  const filled = (text, [before, one, many], there, until, siglum) => {
    const [first, last] = [there, until].map((anchor) => (OF_COPY.exec(anchor) || ["", anchor])[1]);
    const named = (anchor) => {
      const numbered = NUMBERED.exec(anchor);
      if (numbered) return `${one} ${numbered[1]}`;
      const heading = /^h([0-9]{1,9})$/.exec(anchor);
      if (heading) return `heading ${heading[1]}`;
      return `${/^u[0-9]{1,9}$/.test(anchor) ? "unnumbered paragraph" : "closing line"} ${anchor}`;
    };
    const [begin, end] = [NUMBERED.exec(first), NUMBERED.exec(last)];
    let where = "";
    if (first && begin && end && first !== last) where = `${many} ${begin[1]}–${end[1]}`;
    else if (first) where = unique([first, last]).filter(Boolean).map(named).join(", to ");
    if (siglum && where) where += ` (witness ${siglum})`;
    return text.replaceAll("\ue001", () => (where ? `${before}${where}` : "")).replaceAll("\ue000", () => (there ? `#${there}` : ""));
  };

  /* The checker; rejected where the index or that of the search cannot be loaded. */
  const opened = (async () => {
    const [head, search] = await Promise.all([load("index"), window.cableSearchIndex.opened]);
    version = head.version;
    return new Checker(head, search);
  })();
  opened.catch(() => {
    /* Who asks is told. */
  });

  window.cableQuotations = { opened, readQuotation, nearest, changes };
})();
