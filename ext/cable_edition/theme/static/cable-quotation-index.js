/* The files of the index of quotations: `core/quotations/index.py` and `packed.py` of the program. Each is a script
   that calls `cableQuotation(NAME, DATA)`, for a page on a disk may load nothing else. */
(() => {
  "use strict";

  const MARKS = "!#$%'()*+,-./:;=";

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

  /* The first file, which tells the version of all others. */
  const openIndex = async () => {
    const head = await load("index");
    version = head.version;
    return head;
  };

  window.cableQuotationIndex = { load, openIndex, pairNumber, unpacked };
})();
