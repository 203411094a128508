/* Words as the search knows them: the same cut, and the same regular forms, as `core/search/words.py` and `forms.py`
   of the program. A test compares the two over all characters and over the words of an edition. */
(() => {
  "use strict";

  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ħ: "h" };
  const PARTS = 5;
  const folds = new Map();

  /* A character in small letters without accents. */
  const foldOf = (char) => {
    let found = folds.get(char);
    if (found === undefined) {
      const small = char.toLowerCase();
      found = (LETTERS[small] || small).normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "");
      folds.set(char, found);
    }
    return found;
  };

  /* A text in small letters without accents, and of each of their units where its character starts and ends in the
     text; of a text in ASCII, where nothing moves, the letters alone. */
  const folded = (text) => {
    if (/^[\x00-\x7f]*$/.test(text)) return { letters: text.toLowerCase() };
    let letters = "";
    const starts = [];
    const ends = [];
    let at = 0;
    for (const char of text) {
      const one = foldOf(char);
      for (let unit = 0; unit < one.length; unit += 1) {
        starts.push(at);
        ends.push(at + char.length);
      }
      if (!one && ends.length && ends[ends.length - 1] === at && /\p{M}/u.test(char)) ends[ends.length - 1] += char.length;
      letters += one;
      at += char.length;
    }
    return { letters, starts, ends };
  };

  /* The words of a text as {form, place, start, end}: place among the words, start and end in the text. Compounds
     (s/crs) come last, each at the place of its first part. */
  const wordsOf = (text) => {
    const { letters, starts, ends } = folded(text);
    const span = (from, to) => ({ start: starts ? starts[from] : from, end: ends ? ends[to - 1] : to });
    const found = [];
    const placeAt = new Map();
    for (const match of letters.matchAll(/[\p{L}\p{N}]+/gu)) {
      placeAt.set(match.index, found.length);
      found.push({ form: match[0], place: found.length, ...span(match.index, match.index + match[0].length) });
    }
    for (const match of letters.matchAll(/[\p{L}\p{N}]+(?:[&/][\p{L}\p{N}]+)+/gu)) {
      const parts = [...match[0].matchAll(/[\p{L}\p{N}]+/gu)];
      parts.forEach((first, number) => {
        for (const last of parts.slice(number + 1, number + PARTS)) {
          const from = match.index + first.index;
          const to = match.index + last.index + last[0].length;
          found.push({ form: letters.slice(from, to), place: placeAt.get(from), ...span(from, to) });
        }
      });
    }
    return found;
  };

  const ENDED = /^(?:.*(?:[^suia]s|[aeiouy].*[^e]ed))$/;
  const NOUN = /^.*[aeiouy].*ing$/;
  const SHORT = /^[^aeiou]*[aeiouy][bcdfghjklmnpqrstvz]$/;
  const LONG = /^.*[aeiou][^aeiou]+[aeiou][bcdfghjklmnpqrstvz]$/;
  const ENDINGS = [["ies", "y"], ["es", ""], ["s", ""], ["ied", "y"], ["ed", ""], ["d", ""], ["ing", ""], ["ing", "e"], ["ying", "ie"]];

  /* The regular forms of an English word: stop, stops, stopped, stopping. */
  const regularForms = (plain) => {
    if (plain.length < 3 || plain.length > 40 || !/^[a-z]+$/.test(plain) || ENDED.test(plain)) return [];
    if (NOUN.test(plain)) return [`${plain}s`];
    const last = plain.at(-1);
    const before = plain.at(-2);
    if (last === "y" && !"aeiouy".includes(before)) return [`${plain.slice(0, -1)}ies`, `${plain.slice(0, -1)}ied`, `${plain}ing`];
    if (last === "e") return [`${plain}s`, `${plain}d`, `${"eoy".includes(before) ? plain : plain.slice(0, -1)}ing`];
    const plurals = /(?:s|x|z|ch|sh)$/.test(plain) ? [`${plain}es`] : [`${plain}s`];
    if (last === "o") plurals.push(`${plain}es`);
    const doubled = [`${plain}${last}ed`, `${plain}${last}ing`];
    if (SHORT.test(plain)) return [...plurals, ...doubled];
    return [...plurals, `${plain}ed`, `${plain}ing`, ...(LONG.test(plain) ? doubled : [])];
  };

  /* The words of which this is a regular form. */
  const plainForms = (form) => {
    if (form.length > 40 || !/^[a-z]+$/.test(form)) return [];
    const found = new Set();
    for (const [ending, other] of ENDINGS) {
      if (form.endsWith(ending)) {
        const plain = form.slice(0, form.length - ending.length) + other;
        found.add(plain);
        if (!other && plain.length > 1 && plain.at(-1) === plain.at(-2) && ["ed", "ing"].includes(ending)) found.add(plain.slice(0, -1));
      }
    }
    return [...found].filter((plain) => regularForms(plain).includes(form));
  };

  /* The regular forms of the words of which this is one, without it. */
  const relatedForms = (form) => {
    const found = new Set([form, ...plainForms(form)].flatMap((plain) => [plain, ...regularForms(plain)]));
    found.delete(form);
    return [...found];
  };

  window.cableSearchWords = { foldOf, wordsOf, regularForms, plainForms, relatedForms };
})();
