/* The cables in which a quotation may stand, by its pairs of words: `core/quotations/candidates.py` and `loaded.py` of
   the program, which have the reasons. */
(() => {
  "use strict";

  const { LONG_NUMBER, placeIn } = window.cableQuotationWords;
  const { LEAST, SHARE } = window.cableQuotationMatch;
  const { load, pairNumber, unpacked } = window.cableQuotationIndex;
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

  /* The cables in which stretches of a quotation may stand. */
  class Candidates {
    constructor(head, search) {
      this.head = head;
      this.search = search;
      this.cables = search.partOfPage[1];
      this.first = search.unitOfPage.slice(0, this.cables);
      this.copied = new Set(head.copied);
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

    /* The cables of a stretch, those to be read if no other has it, and how many have all of it. */
    async of(stretch, total, loaded) {
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
          .map(([changed, , apart, page]) => [
            changed,
            -(this.copied.has(page) ? count : have.get(page) || 0),
            apart,
            page,
          ])
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
      const forms = (plain.length ? plain : [quotation.words[0].form])
        .sort((a, b) => [...b].length - [...a].length)
        .slice(0, LONGEST);
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
  }

  window.cableQuotationCandidates = { Candidates, inOrder, Loaded, STRETCH, stretchesOf, unique };
})();
