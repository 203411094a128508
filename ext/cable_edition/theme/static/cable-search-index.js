/* The index of the edition in the browser: it loads the shards that a query needs, and says where the words stand.
   Each shard is a script that calls `cableSearch(NAME, DATA)`, for a page on a disk may load nothing else. What comes
   from a query is looked up and never run. */
(() => {
  "use strict";

  const { wordsOf, relatedForms } = window.cableSearchWords;
  const LAST = "!#$%'()*+,-./:";
  const MORE = ";=?@[]^_`{|}~ ";
  const MOST = 60;
  /* So many results are shown at once. */
  const PAGE = 10;
  /* Of a place that has a term: that it does; in the reading text; just as it was typed. */
  const HERE = 1;
  const READ = 2;
  const EXACT = 4;
  const arrived = new Map();
  const asked = new Map();
  let base = "";
  let version = "";

  window.cableSearch = (name, data) => arrived.set(name, data);

  const load = (name) => {
    if (!asked.has(name)) {
      asked.set(
        name,
        new Promise((done, failed) => {
          const script = document.createElement("script");
          script.src = `${base}${encodeURIComponent(name)}.js${version && `?v=${version}`}`;
          /* Scripts that the page does without would else be fetched before it. */
          script.fetchPriority = "high";
          script.onload = () => (arrived.has(name) ? done(arrived.get(name)) : failed(new Error(name)));
          /* What did not arrive is asked for again when it is wanted again. */
          script.onerror = () => {
            asked.delete(name);
            failed(new Error(name));
          };
          document.head.append(script);
          script.remove();
        }),
      );
    }
    return asked.get(name);
  };

  /* Of each character below 128 what it stands for: that a number ends, that it goes on, or nothing. */
  const BASE = LAST.length;
  const VALUES = new Int8Array(128).fill(-1);
  for (let digit = 0; digit < BASE; digit += 1) {
    VALUES[LAST.charCodeAt(digit)] = digit;
    VALUES[MORE.charCodeAt(digit)] = BASE + digit;
  }

  /* Numbers that are written as marks; what is none of them is passed over. Both loops stand in one function each: a
     browser runs them once, and has no time to make calls cheap. */
  const decode = (marks) => {
    const found = [];
    let number = 0;
    for (let at = 0; at < marks.length; at += 1) {
      const value = VALUES[marks.charCodeAt(at)];
      if (value >= BASE) {
        number = number * BASE + value - BASE + 1;
      } else if (value >= 0) {
        found.push(number * BASE + value);
        number = 0;
      }
    }
    return found;
  };
  /* Numbers that rise, from the marks of their steps. */
  const rising = (marks) => {
    const found = [];
    let number = 0;
    let last = -1;
    for (let at = 0; at < marks.length; at += 1) {
      const value = VALUES[marks.charCodeAt(at)];
      if (value >= BASE) {
        number = number * BASE + value - BASE + 1;
      } else if (value >= 0) {
        last += number * BASE + value + 1;
        found.push(last);
        number = 0;
      }
    }
    return found;
  };
  const sums = (counts) => {
    let sum = 0;
    return [...counts.map((count) => (sum += count) - count), sum];
  };
  /* The last of rising numbers that is not above a number. */
  const placeIn = (starts, number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const filePart = (head) =>
    [...head].map((char) => (/[a-z0-9]/.test(char) ? char : char === "$" ? "-" : `_${char.codePointAt(0).toString(16)}_`)).join("");

  /* How a word begins, in up to twelve characters, the longest first. */
  const prefixes = (word) => {
    const chars = [...word].slice(0, 12);
    return chars.map((_, number) => chars.slice(0, chars.length - number).join(""));
  };

  class Index {
    constructor(data) {
      this.heads = new Set(data.words.split(" "));
      /* In a large edition the words of files begin as further files say, each for words that begin alike. */
      this.groups = new Set((data.groups ?? "").split(" ").filter(Boolean));
      /* Words so frequent that their first places stand in a file of their own. */
      this.first = new Set((data.first ?? "").split(" ").filter(Boolean));
      this.common = new Set(data.common.split(" ").filter(Boolean));
      this.forms = data.forms;
      this.unitOfBlock = sums(decode(data.blocks));
      this.unitOfPage = sums(decode(data.pages)).map((block) => this.unitOfBlock[block]);
      this.partOfPage = sums(data.parts);
      this.transmitted = new Set(rising(data.transmitted));
      this.entries = new Map();
    }

    async headOf(form) {
      if (this.groups.size) {
        const group = prefixes(`${form}$`).find((one) => this.groups.has(one));
        if (!group) return null;
        for (const head of (await load(`h-${filePart(group)}`)).split(" ")) this.heads.add(head);
      }
      if (this.heads.has(`${form}$`)) return `${form}$`;
      return prefixes(form).find((one) => this.heads.has(one)) ?? null;
    }

    /* What the index has of a form: {units, others, apart}, or null. */
    async entry(form) {
      const head = await this.headOf(form);
      const shard = head && (await load(`w-${filePart(head)}`));
      if (!shard || !Object.hasOwn(shard, form)) return null;
      if (!this.entries.has(form)) {
        const [marks, others, apart] = [].concat(shard[form]);
        const like = apart ? relatedForms(form) : [];
        this.entries.set(form, {
          units: rising(marks),
          others: others ? others.split(" ") : [],
          apart: rising(apart || "").map((number) => like[number]),
        });
      }
      return this.entries.get(form);
    }

    /* The forms that stand for a word of a query, those of the edition alone. */
    async formsOf(form) {
      const here = await this.entry(form);
      if (here) return [form, ...here.others];
      if (!this.forms) return [];
      const found = new Set();
      const like = relatedForms(form);
      (await Promise.all(like.map((other) => this.entry(other)))).forEach((entry, number) => {
        if (entry && !entry.apart.includes(form)) [like[number], ...entry.others].forEach((one) => found.add(one));
      });
      return [...found].sort();
    }

    /* Words of the edition that begin as this one does, to be offered. */
    async beginning(form) {
      const head = form.length > 2 && (await this.headOf(form));
      const shard = head ? await load(`w-${filePart(head)}`) : {};
      return Object.keys(shard).filter((one) => one !== form && one.startsWith(form) && !/[&/]/.test(one)).slice(0, 6);
    }

    /* The places of a form in each of these units, all of which have it. */
    async positions(form, units) {
      const entry = await this.entry(form);
      const shard = await load(`p-${filePart(await this.headOf(form))}`);
      const numbers = decode(shard[form]);
      const found = [];
      let at = 0;
      for (const unit of entry.units) {
        if (found.length === units.length) break;
        const end = at + numbers[at] + 2;
        if (unit === units[found.length]) {
          const places = [];
          for (let last = -1, step = at + 1; step < end; step += 1) places.push((last += numbers[step] + 1));
          found.push(places);
        }
        at = end;
      }
      return found;
    }

    /* The units in which words stand as they are and in their order. */
    async phrase(words) {
      const heads = await Promise.all(words.map((word) => this.headOf(word.form)));
      if (heads.includes(null)) return [];
      /* Where the words stand in the units is fetched with the units. What cannot be is told by the call that needs it. */
      if (words.length > 1 && !this.groups.size) heads.forEach((head) => load(`p-${filePart(head)}`).catch(() => {}));
      const entries = await Promise.all(words.map((word) => this.entry(word.form)));
      if (entries.some((entry) => !entry)) return [];
      const [least, ...others] = entries.map((entry) => entry.units).sort((a, b) => a.length - b.length);
      const sets = others.map((units) => new Set(units));
      const units = least.filter((unit) => sets.every((set) => set.has(unit)));
      if (words.length === 1 || !units.length) return units;
      if (this.groups.size && units.length <= PAGE) {
        /* In a large edition where words stand is more to load than a few texts, which are shown if they fit. */
        const fit = await Promise.all(units.map((unit) => this.holds(unit, words)));
        return units.filter((_, number) => fit[number]);
      }
      const [first, ...after] = await Promise.all(words.map((word) => this.positions(word.form, units)));
      return units.filter((_, number) =>
        first[number].some((start) =>
          after.every((places, other) => places[number].includes(start - words[0].place + words[other + 1].place)),
        ),
      );
    }

    /* Whether words stand in a text as they are and in their order. */
    async holds(unit, words) {
      const sent = this.transmitted.has(unit);
      const text = await this.text(sent ? unit - 1 : unit);
      const here = wordsOf(sent ? text.transmitted : text.words);
      const at = new Set(here.map(({ form, place }) => `${place} ${form}`));
      return here.some(
        ({ form, place }) =>
          form === words[0].form && words.every((one) => at.has(`${place - words[0].place + one.place} ${one.form}`)),
      );
    }

    pageOf(unit) {
      return placeIn(this.unitOfPage, unit);
    }

    partOf(page) {
      return placeIn(this.partOfPage, page);
    }

    /* Where a term stands: `at` has for each place a sum of HERE, READ and EXACT; `size` says in how many it does. */
    async find(term) {
      const at = new Uint8Array(this.unitOfPage.at(-1));
      let size = 0;
      const add = (units, exact) => {
        const here = HERE | (exact ? EXACT : 0);
        for (const unit of units) {
          const sent = this.transmitted.has(unit);
          const place = sent ? unit - 1 : unit;
          if (!at[place]) size += 1;
          at[place] |= sent ? here : here | READ;
        }
      };
      if (term.loose) {
        const [{ form }] = term.words;
        term.forms = await this.formsOf(form);
        const entries = await Promise.all(term.forms.map((one) => this.entry(one)));
        entries.forEach((entry, number) => add(entry.units, term.forms[number] === form));
        if (term.apart) add(await this.phrase(term.apart), true);
      } else {
        add(await this.phrase(term.words), true);
      }
      return { at, size };
    }

    /* The texts of a place: its page, title, date, anchor, label, words, and the words as transmitted if they differ. */
    async text(place) {
      const number = placeIn(this.unitOfBlock, place);
      const block = await load(`t-${number}`);
      let unit = this.unitOfBlock[number];
      for (const [anchor, label, words, transmitted] of block.places) {
        if (unit === place) {
          const page = this.pageOf(place);
          const { page: address, title, date } = block;
          return { address, title, date, anchor, label, words, transmitted, isCable: this.partOf(page) === 0 };
        }
        unit += transmitted === undefined ? 1 : 2;
      }
      throw new Error(`no place ${place}`);
    }

    /* All places of a page, with its address and title. */
    async placesOf(page) {
      const first = placeIn(this.unitOfBlock, this.unitOfPage[page]);
      const numbers = [];
      for (let number = first; this.unitOfBlock[number] < this.unitOfPage[page + 1]; number += 1) numbers.push(number);
      const blocks = await Promise.all(numbers.map((number) => load(`t-${number}`)));
      const places = blocks.flatMap((block) => block.places);
      return {
        address: blocks[0].page,
        title: blocks[0].title,
        places: places.map(([anchor, label, words, transmitted]) => ({ anchor, label, words, transmitted })),
      };
    }

    async filters() {
      const data = await load("filters");
      return new Map(
        Object.entries(data).map(([name, values]) => [
          name,
          new Map(Object.entries(values).map(([value, marks]) => [value, new Set(rising(marks))])),
        ]),
      );
    }

    /* Answer a query. `pages` are those that filters leave, or null for all. Returned are the places in their order,
       the terms with what was found of them, and whether no place has all words but pages have. */
    search(query, pages) {
      if (pages) return this.answerTo(query, pages);
      /* The page asks again what was asked for it before it was there. */
      if (this.query !== query) {
        this.query = query;
        this.answer = this.firstOf(query).then((first) => first ?? this.answerTo(query, null));
        this.answer.catch(() => {
          if (this.query === query) this.query = null;
        });
      }
      return this.answer;
    }

    /* The answer to a single frequent word by its first places, or null. `count` says how many there are; where that
       is more, `rest` gives the answer with all. */
    async firstOf(query) {
      const terms = parse(query);
      const [term] = terms;
      if (terms.length !== 1 || !term.loose || term.apart || !this.first.has(term.words[0].form)) return null;
      const said = await load(`q-${filePart(term.words[0].form)}`);
      const places = decode(said.places);
      const how = decode(said.at);
      const [size] = decode(said.count);
      term.forms = said.forms.split(" ");
      term.found = { size, at: Object.fromEntries(places.map((place, number) => [place, how[number]])) };
      const rest = size > places.length && (() => this.answerTo(query, null));
      return { terms, passed: [], absent: [], wide: false, places, count: size, rest };
    }

    /* The term, or the words of one that is written like an id and is none of this edition. */
    async asMeant(term) {
      return term.parts && !(await this.entry(term.words[0].form)) ? term.parts : [term];
    }

    async answerTo(query, pages) {
      const terms = (await Promise.all(parse(query).map((term) => this.asMeant(term)))).flat();
      const passed = terms.length > 1 ? terms.filter((term) => term.loose && this.common.has(term.words[0].form)) : [];
      const used = passed.length < terms.length ? terms.filter((term) => !passed.includes(term)) : terms;
      await Promise.all(used.map(async (term) => (term.found = await this.find(term))));
      const absent = used.filter((term) => !term.found.size);
      const answer = { terms: used, passed: used === terms ? [] : passed, absent, wide: false, places: [] };
      if (!used.length) {
        if (pages) answer.places = [...pages].sort((a, b) => a - b).map((page) => this.unitOfPage[page]);
        return answer;
      }
      if (absent.length) return answer;
      const fits = (page) => !pages || pages.has(page);
      answer.places = this.ranked(used, fits, this.inAll(used));
      if (!answer.places.length && used.length > 1) {
        answer.places = this.ranked(used, fits, this.inOnePage(used, fits));
        answer.wide = answer.places.length > 0;
      }
      return answer;
    }

    /* The places that have all terms, rising. */
    inAll(terms) {
      const all = terms.map((term) => term.found.at);
      const found = [];
      for (let place = 0; place < all[0].length; place += 1) {
        let has = 0;
        while (has < all.length && all[has][place]) has += 1;
        if (has === all.length) found.push(place);
      }
      return found;
    }

    /* Rising places of pages that fit, by part, then what stands just as it was typed, then titles, then in the order
       of the site. */
    ranked(terms, fits, places) {
      const found = [];
      const all = terms.map((term) => term.found.at);
      let page = 0;
      for (const place of places) {
        while (this.unitOfPage[page + 1] <= place) page += 1;
        if (!fits(page)) continue;
        const title = this.unitOfPage[page] === place;
        const exact = all.every((at) => !at[place] || at[place] & EXACT);
        const rank = this.partOf(page) * 4 + (exact ? 0 : 2) + (title ? 0 : 1);
        (found[rank] ??= []).push(place);
      }
      return found.flat();
    }

    /* For each page that has all terms, in whatever places, the place with the most of them. */
    inOnePage(terms, fits) {
      const all = terms.map((term) => term.found.at);
      const found = [];
      for (let page = 0; page + 1 < this.unitOfPage.length; page += 1) {
        if (!fits(page)) continue;
        const missing = new Set(all);
        let [best, most] = [0, 0];
        for (let place = this.unitOfPage[page]; place < this.unitOfPage[page + 1]; place += 1) {
          const here = all.filter((at) => at[place]);
          here.forEach((at) => missing.delete(at));
          if (here.length > most) [best, most] = [place, here.length];
        }
        if (!missing.size) found.push(best);
      }
      return found;
    }
  }

  const ID = /^(\d\d)(\p{L}{3,})0*([1-9]\d*)$/u;
  /* A phrase in quotation marks, an id with blanks in it (05 TEL AVIV 301), or a word. */
  const TERM = /"([^"]*)"?|(\d\d\s+\p{L}{2,}(?:\s+\p{L}+){0,2}?\s+\d+)(?![^\s"])|([^\s"]+)/gu;

  /* A single word, which stands for its other forms too. */
  const loose = (text, words) => ({ text, words, loose: true, forms: words.map((word) => word.form) });

  /* An id in pieces: a term for the id in one, with its `parts`, terms for each of the words that were typed. */
  const idInPieces = (text) => {
    const id = ID.exec(text.replace(/\s+/g, ""));
    if (!id) return null;
    const words = wordsOf(text);
    const parts = words.map(({ form, start, end }) => loose(text.slice(start, end), [{ form, place: 0 }]));
    const apart = words.map(({ form, place }, number) => ({ form: number < words.length - 1 ? form : id[3], place }));
    return { ...loose(text, wordsOf(id.slice(1).join(""))), apart, parts };
  };

  /* The terms of a query: phrases in quotation marks, ids and words. */
  const parse = (query) => {
    const terms = [];
    for (const [whole, quoted, pieces, plain] of query.replace(/[“”„«»]/g, '"').matchAll(TERM)) {
      if (terms.length >= MOST) break;
      if (pieces) {
        const id = idInPieces(pieces);
        terms.push(...(id ? [id] : pieces.split(/\s+/).map((word) => loose(word, wordsOf(word)))));
        continue;
      }
      const words = wordsOf(quoted ?? plain);
      if (!words.length) continue;
      const text = quoted === undefined ? plain : whole.endsWith('"') && whole.length > 1 ? whole : `${whole}"`;
      const term = { ...loose(text, words), loose: quoted === undefined && words.length === 1 };
      const id = term.loose && ID.exec(words[0].form);
      if (id) term.apart = id.slice(1).map((form, place) => ({ form, place }));
      terms.push(term);
    }
    return terms;
  };

  /* The places in a text that a query means, as rising [start, end]: words alone, or each phrase as a whole. */
  const marksIn = (text, terms) => {
    const words = wordsOf(text);
    const found = [];
    let at = null;
    const phrase = (wanted) => {
      at ??= new Map(words.map((word) => [`${word.place} ${word.form}`, word]));
      for (const { form, place } of words) {
        if (form !== wanted[0].form) continue;
        const here = wanted.map((word) => at.get(`${place - wanted[0].place + word.place} ${word.form}`));
        if (here.every(Boolean)) found.push([here[0].start, Math.max(...here.map((word) => word.end))]);
      }
    };
    for (const term of terms) {
      if (term.loose) words.filter((word) => term.forms.includes(word.form)).forEach((word) => found.push([word.start, word.end]));
      else phrase(term.words);
      if (term.apart) phrase(term.apart);
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return found.filter(([start], number) => !found.slice(0, number).some(([, end]) => end > start));
  };

  /* The index, which lies in the first folder of the site; rejected if it cannot be loaded. This script stands in a
     page, which names that folder, or is a file one folder below. */
  const open = async () => {
    const { src, dataset } = document.currentScript;
    base = (src ? new URL("../_search/", src) : new URL(`${dataset.root}_search/`, document.baseURI)).href;
    const data = await load("index");
    version = data.version;
    return new Index(data);
  };

  /* This script stands before the styles of the page. What the address asks for is loaded while they are, so that the
     answer is there when the page is. */
  const opened = open();
  const asksFor = new URLSearchParams(location.search);
  const query = asksFor.size === 1 && asksFor.get("q");
  opened
    .then(async (index) => {
      if (!query) return;
      const { places } = await index.search(query.trim(), null);
      await Promise.all(places.slice(0, PAGE).map((place) => index.text(place)));
    })
    .catch(() => {
      /* The page asks again, and says what is missing. */
    });

  window.cableSearchIndex = { opened, marksIn, parse, PAGE, READ };
})();
