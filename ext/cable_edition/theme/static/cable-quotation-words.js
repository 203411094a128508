/* A quotation and the words of a cable as a check compares them: `core/quotations/quotation.py`, `wording.py`,
   `liberties.py` of the program, which have the reasons. */
(() => {
  "use strict";

  const { wordsOf } = window.cableSearchWords;
  const ANY = -1;
  const FEW = 8;

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
      if (number === taken.length + 1 && (!last || /[\p{L}\p{N}]/u.test(text.slice(last[1], one.index))))
        taken.push([one.index, one.index + one[0].length]);
    }
    let cut = text;
    for (const taken of Object.values(found))
      if (taken.length > 1)
        for (const [start, end] of taken) cut = cut.slice(0, start) + " ".repeat(end - start) + cut.slice(end);
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

  /* The words of a cable in layers: all; without headings; and without the letters of lists too. */
  class Wording {
    constructor(places) {
      this.places = places.filter((place) => !place.label.startsWith("note "));
      this.texts = this.places.map((place) => place.words);
      this.isEmended = this.places.some((place) => place.transmitted);
      this.sent = this.places.map((place) => place.transmitted || place.words);
      this.reading = new Words(this.texts);
      this.known = [{ reading: this.reading, sent: this.isEmended ? new Words(this.sent) : null }];
    }

    *layers() {
      yield this.known[0];
      if (this.known.length === 1) this.known.push(...this.looser());
      yield* this.known.slice(1);
    }

    looser() {
      const found = [];
      const known = [this.texts];
      for (const letters of [false, true]) {
        const cut = this.loosened(this.texts, letters);
        if (known.some((one) => one.every((text, number) => text === cut[number]))) continue;
        known.push(cut);
        const sent = this.isEmended ? new Words(this.sent, this.loosened(this.sent, letters)) : null;
        found.push({ reading: new Words(this.texts, cut), sent });
      }
      return found;
    }

    loosened(texts, letters) {
      return texts.map((text, number) => {
        if (HEADING.test(this.places[number].anchor)) return " ".repeat(text.length);
        return (letters ? withoutLetters(text) : text).replace(THOUSANDS, "\u0301");
      });
    }
  }

  window.cableQuotationWords = {
    ANY,
    FEW,
    spansOf,
    readQuotation,
    quoted,
    placeIn,
    Words,
    Wording,
    PARTED,
    THOUSANDS,
    GROUPED,
    LONG_NUMBER,
    AT_LINE_END,
  };
})();
