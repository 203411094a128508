/* The words of a text that are nearest to others, and what is changed of them: `core/quotations/nearest.py` of the
   program, which has the reasons. */
(() => {
  "use strict";

  const PAIRS = 250000;

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

  window.cableQuotationNearest = { changes, merged, nearest };
})();
