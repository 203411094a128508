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
  const LAST = 3;
  const STRETCH = 24;
  const STRETCHES = 4;
  const PER_STRETCH = 42;
  const NEAR = 3;
  const MOST = 20;
  const MAYBE = 4;
  const FEW_PAGES = 6;
  const LONGEST = 8;
  const MOST_PIECES = 100;
  const LISTED = 5;
  const TRIES = 200;
  const ANCHORS = 60;
  const VERDICTS = ["exact", "emended", "altered", "absent"];
  const MARKS = "!#$%'()*+,-./:;=";
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
  const THOUSANDS = /(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g;
  const GROUPED = /^[0-9]{1,3}(?:,[0-9]{3})+$/;
  const LONG_NUMBER = /^[0-9]{4,}$/;
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
      const cut = this.places.map((place) => (HEADING.test(place.anchor) ? " ".repeat(place.words.length) : withoutLetters(place.words).replace(THOUSANDS, "\u0301")));
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

  /* Whether a word is only parted by a hyphen at the end of a line, or a number by commas. */
  const isParted = ({ start, end, first, last }, quotation, words) => {
    if (start === end || first === last) return false;
    const said = quotation.words.slice(start, end).map((word) => word.form).join("");
    if (said !== words.forms.slice(first, last).join("")) return false;
    return [quoted(quotation, start, end), words.shown(first, last)].some((text) => AT_LINE_END.test(text) || GROUPED.test(text));
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
      pairs.push(part.slice(1).map((word, number) => pairNumber(part[number].form, word.form)));
      forms.push(unique(part.filter((word) => !word.other && !LONG_NUMBER.test(word.form)).map((word) => word.form)));
    }
    return { size: end - start, pairs, forms };
  };

  const stretchesOf = (quotation) => {
    const total = quotation.words.length;
    const many = Math.min(Math.floor(total / PER_STRETCH) + 1, STRETCHES);
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

  /* What was loaded, in words, each thing once; `core/quotations/loaded.py`. */
  class Loaded {
    static MOST = 26000;
    static FOR_PAIRS = 9000;

    constructor() {
      this.words = 0;
      this.known = new Set();
    }

    get hasRoomForPairs() {
      return this.words <= Loaded.MOST - Loaded.FOR_PAIRS;
    }

    add(key, words) {
      if (this.known.has(key)) return;
      this.known.add(key);
      this.words += words;
    }

    pair(pair, units) {
      this.add(`pair ${pair}`, Math.max(240, 180 + Math.floor(units / 10)));
    }

    word(form) {
      this.add(`word ${form}`, 1000);
    }

    text(page, words) {
      this.add(`text ${page}`, words);
    }
  }

  /* How many words must have been changed if pairs are in places as these say; `core/quotations/candidates.py`. */
  const leastChanged = (columns, number) => {
    const whole = columns.map(() => 0);
    const half = columns.map(() => number);
    for (let pair = 0; pair < number; pair += 1) {
      let none = number;
      let one = number;
      columns.forEach((has, at) => {
        none = Math.min(none, whole[at]);
        one = Math.min(one, half[at]);
        if ((has >>> pair) & 1) [whole[at], half[at]] = [Math.min(none, one), number];
        else [whole[at], half[at]] = [one, none + 1];
      });
    }
    return Math.min(...whole, ...half);
  };

  const allOf = (columns) => columns.reduce((together, one) => together | one, 0);
  const inOrder = (one, other) => {
    const at = one.findIndex((value, number) => value !== other[number]);
    return at < 0 ? 0 : one[at] - other[at];
  };

  /* The words of a passage of a copy, given those of the page as read and as transmitted; `core/quotations/copies.py`. */
  const wordsSaid = (said, there) => {
    if (typeof said === "number") return there[said];
    if (typeof said === "string") return said;
    const base = (there[1] || there[0]).split(" ");
    const found = [];
    let at = 0;
    for (const step of said) {
      if (typeof step === "string") found.push(...step.split(" "));
      else {
        if (step > 0) found.push(...base.slice(at, at + step));
        at += Math.abs(step);
      }
    }
    return [...found, ...base.slice(at)].join(" ");
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

    async unitsOf(number, loaded) {
      const bucket = Number((BigInt(number) * BigInt(this.head.buckets)) >> 32n);
      const { together } = this.head;
      const file = await load(`p-${Math.floor(bucket / together)}`);
      const units = unpacked(file.split(" ")[bucket % together]);
      loaded.pair(number, units.length);
      return units;
    }

    async wordsAt(form, loaded) {
      const entry = await this.search.entry(form);
      loaded.word(form);
      return entry ? entry.units : [];
    }

    /* Of each unit of a cable with a member of a group: its page, and what it and those near behind it have. */
    async columnsOf(group, lookUp) {
      const masks = new Map();
      const keys = unique(group);
      const found = await Promise.all(keys.map(lookUp));
      keys.forEach((key, number) => {
        const bit = group.reduce((bits, one, at) => (one === key ? bits | (1 << at) : bits), 0);
        for (const unit of found[number]) masks.set(unit, (masks.get(unit) || 0) | bit);
      });
      const rows = [];
      for (const unit of masks.keys()) {
        if (unit >= this.search.unitOfPage[this.cables]) continue;
        const page = this.pageOf(unit);
        const end = this.search.unitOfPage[page + 1];
        const near = Array.from({ length: NEAR + 1 }, (_, at) => (unit + at < end ? masks.get(unit + at) || 0 : 0));
        rows.push([page, near]);
      }
      return rows;
    }

    /* page -> how many words of the groups it has, those of each group together. */
    async wordsIn(groups, pages, loaded) {
      const found = new Map();
      for (const group of groups) {
        const best = new Map();
        for (const [page, columns] of await this.columnsOf(group, (form) => this.wordsAt(form, loaded)))
          if (pages.has(page)) best.set(page, Math.max(best.get(page) || 0, ones(allOf(columns))));
        for (const [page, words] of best) found.set(page, (found.get(page) || 0) + words);
      }
      return found;
    }

    /* page -> words changed at least, and pairs that one place lacks. */
    async changedIn(groups, most, loaded) {
      const missing = groups.map((group) => [(group.length + 1) >> 1, group.length]);
      const nowhere = [0, 1].map((at) => missing.reduce((sum, one) => sum + one[at], 0));
      const found = new Map();
      for (const [number, group] of groups.entries()) {
        const none = missing[number];
        const best = new Map();
        for (const [page, columns] of await this.columnsOf(group, (pair) => this.unitsOf(pair, loaded))) {
          const together = allOf(columns);
          const known = best.get(page) || none;
          if ((group.length - ones(together) + 1) >> 1 > Math.min(most, known[0])) continue;
          const apart = group.length - Math.max(...columns.slice(1).map((one, at) => ones(columns[at] | one)));
          const ranked = [leastChanged(this.copied.has(page) ? [together] : columns, group.length), apart];
          best.set(page, inOrder(ranked, known) < 0 ? ranked : known);
        }
        for (const [page, [changed, apart]] of best) {
          const before = found.get(page) || nowhere;
          found.set(page, [before[0] - none[0] + changed, before[1] - none[1] + apart]);
        }
      }
      return new Map([...found].filter(([, [changed]]) => changed <= most));
    }

    async candidates(stretch, total, loaded) {
      const usual = total >= LEAST ? Math.floor(stretch.size / SHARE) : 0;
      const most = total > STRETCH ? Math.floor(stretch.size / LAST) : usual;
      const found = await this.changedIn(stretch.pairs, most, loaded);
      let ordered = [...found].map(([page, [changed, apart]]) => [changed, 0, apart, page]);
      if (ordered.length > FEW_PAGES && total <= STRETCH) {
        const every = unique(stretch.forms.flat());
        const chosen = new Set([...every].sort((a, b) => [...b].length - [...a].length).slice(0, LONGEST));
        const longest = stretch.forms.map((piece) => piece.filter((form) => chosen.has(form)));
        const have = await this.wordsIn(longest, found, loaded);
        const count = longest.reduce((sum, group) => sum + group.length, 0);
        ordered = ordered
          .map(([changed, , apart, page]) => [changed, -(this.copied.has(page) ? count : have.get(page) || 0), apart, page])
          .filter(([, words]) => -words >= count - most);
      }
      const cables = ordered.sort(inOrder).map(([changed, , , page]) => [changed, page]);
      const whole = cables.filter(([changed]) => !changed).length;
      const sure = total <= STRETCH ? Math.floor(stretch.size / SURE) : usual;
      const certain = cables.filter(([changed]) => changed <= sure).length;
      const limit = Math.max(certain, Math.min(certain + MAYBE, MOST));
      return {
        cables: cables.slice(0, limit).filter(([changed]) => changed <= usual),
        late: cables.filter(([changed]) => changed > usual).slice(0, MAYBE),
        whole,
      };
    }

    /* The cables that have the longest words of a quotation in which no two words follow one another. */
    async withWords(quotation, loaded) {
      const plain = unique(quotation.words.filter((word) => !word.other).map((word) => word.form));
      const forms = (plain.length ? plain : [quotation.words[0].form]).sort((a, b) => [...b].length - [...a].length).slice(0, LONGEST);
      const end = this.search.unitOfPage[this.cables];
      const held = [];
      for (const form of forms) {
        const units = (await this.wordsAt(form, loaded)).filter((unit) => unit < end);
        const there = new Set(units.map((unit) => this.pageOf(unit)));
        if (this.copied.size) {
          /* What only another witness has on a page; no pair is written so. */
          const others = (await this.unitsOf(pairNumber("", form), loaded)).map((unit) => this.pageOf(unit));
          for (const page of others) if (this.copied.has(page)) there.add(page);
        }
        held.push(there);
      }
      const cables = [...held[0]].filter((page) => held.every((there) => there.has(page))).sort((a, b) => a - b);
      return { cables: cables.map((page) => [0, page]), late: [], whole: 0 };
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
              const said = passages.map(([anchor, words]) => ({ anchor, label: "", words: wordsSaid(words, at.get(anchor)) }));
              const own = passages.flatMap(([, words]) => [words].flat().filter((part) => typeof part === "string"));
              return [siglum, new Wording(said), own.reduce((sum, words) => sum + spansOf(words).length, 0)];
            });
          }),
        );
      return this.copies.get(page);
    }

    /* How a quotation agrees with a cable: with its base text, or better with a copy. */
    async match(quotation, page, loaded) {
      const { wording: own } = await this.wording(page);
      const base = match(quotation, own);
      const copies = this.copied.has(page) ? await this.copiesOf(page) : [];
      loaded.text(page, copies.reduce((sum, [, , words]) => sum + words, own.reading.forms.length));
      if (!copies.length) return base && { ...base, siglum: "", also: [] };
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
      const loaded = new Loaded();
      for (const whole of unique([text.replace(PARTED, ""), text.replace(THOUSANDS, "")])) {
        if (whole === text) continue;
        const found = await this.checkWhole(whole, loaded);
        if (found.verdict === "exact" || found.verdict === "emended") return { ...found, quotation: text };
      }
      return this.checkWhole(text, loaded);
    }

    async checkWhole(text, loaded) {
      const quotation = readQuotation(text);
      const total = quotation.words.length;
      const answer = { quotation: text, verdict: "absent", words: total, release: this.head.release, places: [], more: false, cables: 0, diff: [], why: "" };
      if (!quotation.pieces.length) return { ...answer, why: "There are no words in it." };
      if (quotation.pieces.length > MOST_PIECES) return { ...answer, why: `It has more than ${MOST_PIECES} pieces, which is no quotation.` };
      const kept = [];
      const read = new Set();
      let counted = 0;
      const unchanged = () => kept.filter(([, one]) => !one.changed).length;
      const mayTake = (changed) => {
        if (!kept.length) return true;
        const least = Math.min(...kept.map(([, one]) => one.changed));
        if (least) return changed < least;
        if (changed) return false;
        if (unchanged() >= LISTED) answer.more = true;
        return !answer.more;
      };
      /* Reads cables, the first and others until so much was loaded; tells those that were not read. */
      const readThose = async (cables, share) => {
        for (const [number, [changed, page]] of cables.entries()) {
          if (!mayTake(changed)) return [];
          if (loaded.words >= (number ? share : Loaded.MOST)) {
            if (unchanged()) answer.more = true;
            return cables.slice(number);
          }
          if (read.has(page)) continue;
          read.add(page);
          const found = await this.match(quotation, page, loaded);
          if (found) kept.push([page, found]);
        }
        return [];
      };
      const stretches = stretchesOf(quotation);
      const left = [];
      for (const [number, stretch] of stretches.entries()) {
        if (number && !loaded.hasRoomForPairs) break;
        const isPaired = stretch.pairs.some((pairs) => pairs.length);
        const { cables, late, whole } = isPaired ? await this.candidates(stretch, total, loaded) : await this.withWords(quotation, loaded);
        if (total <= STRETCH && quotation.pieces.length === 1) counted = whole;
        left.push(...(await readThose(cables, Math.floor((Loaded.MOST * (number + 1)) / stretches.length))), ...late);
        if (kept.length) break;
      }
      if (!kept.length) await readThose(left.sort(inOrder), Loaded.MOST);
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
