/* Checking quotations in the browser: the same answers as `core/quotations/` of the program, which has the reasons; a
   test asks both the same. The index of pairs of words and the texts of the search are loaded as far as a quotation
   needs them. What comes from a reader is compared and never run. */
(() => {
  "use strict";

  const { PARTED, readQuotation, spansOf, THOUSANDS, Wording } = window.cableQuotationWords;
  const { LEAST, match, stands } = window.cableQuotationMatch;
  const { load, openIndex } = window.cableQuotationIndex;
  const { Candidates, inOrder, Loaded, STRETCH, stretchesOf, unique } = window.cableQuotationCandidates;
  const { diff, filled, fragmentIn, standsSince } = window.cableQuotationPlaces;
  const MOST_PIECES = 100;
  const LISTED = 5;
  const VERDICTS = ["exact", "emended", "altered", "absent"];
  const REFERENCES = 25;

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

  const why = (words) =>
    words < LEAST ? "A quotation of fewer than eight words is found only if no word of it was changed." : "";

  class Checker {
    constructor(head, search) {
      this.head = head;
      this.search = search;
      this.candidates = new Candidates(head, search);
      this.copied = this.candidates.copied;
      this.wordings = new Map();
      this.copies = new Map();
    }

    wording(page) {
      if (!this.wordings.has(page))
        this.wordings.set(
          page,
          this.search.placesOf(page).then((found) => ({ ...found, wording: new Wording(found.places) })),
        );
      return this.wordings.get(page);
    }

    /* The other witnesses of a cable, as [siglum, wording]. */
    copiesOf(page) {
      if (!this.copies.has(page))
        this.copies.set(
          page,
          Promise.all([load(`w-${page}`), this.wording(page)]).then(([copies, { places }]) => {
            const at = new Map(
              [...places].reverse().map((place) => [place.anchor, [place.words, place.transmitted || ""]]),
            );
            return copies.map(([siglum, passages]) => {
              const said = passages.map(([anchor, words]) => ({
                anchor,
                label: "",
                words: wordsSaid(words, at.get(anchor)),
              }));
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
      loaded.text(
        page,
        copies.reduce((sum, [, , words]) => sum + words, own.reading.forms.length),
      );
      if (!copies.length) return base && { ...base, siglum: "", also: [] };
      if (base && !base.changed)
        return {
          ...base,
          siglum: "",
          also: copies.filter(([, one]) => stands(quotation, one)).map(([siglum]) => siglum),
        };
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
      const answer = {
        quotation: text,
        verdict: "absent",
        words: total,
        release: this.head.release,
        places: [],
        more: false,
        cables: 0,
        diff: [],
        why: "",
      };
      if (!quotation.pieces.length) return { ...answer, why: "There are no words in it." };
      if (quotation.pieces.length > MOST_PIECES)
        return { ...answer, why: `It has more than ${MOST_PIECES} pieces, which is no quotation.` };
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
        const { cables, late, whole } = isPaired
          ? await this.candidates.of(stretch, total, loaded)
          : await this.candidates.withWords(quotation, loaded);
        if (total <= STRETCH && quotation.pieces.length === 1) counted = whole;
        left.push(...(await readThose(cables, Math.floor((Loaded.MOST * (number + 1)) / stretches.length))), ...late);
        if (kept.length) break;
      }
      if (!kept.length) await readThose(left.sort(inOrder), Loaded.MOST);
      if (!kept.length) return { ...answer, why: why(total) };
      kept.sort(([, a], [, b]) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.changed - b.changed);
      const { verdict } = kept[0][1];
      const best =
        verdict === "altered" ? kept.slice(0, 1) : kept.filter(([, one]) => one.verdict === verdict).slice(0, LISTED);
      answer.verdict = verdict;
      answer.cables = answer.more ? (counted ? Math.max(counted, LISTED + 1) : 0) : best.length;
      answer.diff = diff(quotation, best[0][1]);
      if (best[0][1].siglum && verdict !== "altered")
        answer.why = "The base text does not have these words so; another witness of the cable has them.";
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

  /* The checker; rejected where the index or that of the search cannot be loaded. */
  const opened = (async () => {
    const [head, search] = await Promise.all([openIndex(), window.cableSearchIndex.opened]);
    return new Checker(head, search);
  })();
  opened.catch(() => {
    /* Who asks is told. */
  });

  window.cableQuotations = { opened };
})();
