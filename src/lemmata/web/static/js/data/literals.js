// Values as Python and JSON write them: numbers, lists, tuples, words, dictionaries; nothing is run.

/** The value that stands at a place of a text, and where it ends. Throws an Error that says what was expected. */
export function value(text, place) {
  let at = place;
  const blank = () => { at += /^(?:\s|#[^\n]*)*/.exec(text.slice(at))[0].length; };
  const here = (pattern) => pattern.exec(text.slice(at, at + 200));
  const expected = (what) => {
    const line = text.slice(0, at).split("\n").length;
    throw new Error(`line ${line}: ${what} expected${at < text.length ? `, not ${JSON.stringify(text.slice(at, at + 12))}` : ", but the text ends"}`);
  };

  function list(close) {
    const found = [];
    for (at++, blank(); text[at] !== close; blank()) {
      found.push(one());
      blank();
      if (text[at] === ",") at++;
      else if (text[at] !== close) expected(`"," or "${close}"`);
    }
    at++;
    return found;
  }

  function dictionary() {
    const found = {};
    for (at++, blank(); text[at] !== "}"; blank()) {
      const name = here(/^(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z_]\w*))\s*:/);
      if (!name) expected('a name with ":"');
      at += name[0].length;
      found[name[1] ?? name[2] ?? name[3]] = one();
      blank();
      if (text[at] === ",") at++;
      else if (text[at] !== "}") expected('"," or "}"');
    }
    at++;
    return found;
  }

  function one() {
    blank();
    const call = here(/^(?:[A-Za-z_]\w*\.)*(?:array|asarray|tensor)\s*\(/); // np.array([...], dtype=float)
    if (call) {
      at += call[0].length;
      const inside = one();
      at += /^[^)]*/.exec(text.slice(at))[0].length;
      if (text[at] !== ")") expected('")"');
      at++;
      return inside;
    }
    if (text[at] === "[") return list("]");
    if (text[at] === "(") return list(")");
    if (text[at] === "{") return dictionary();
    const word = here(/^(?:"([^"\n]*)"|'([^'\n]*)')/);
    if (word) {
      at += word[0].length;
      return word[1] ?? word[2];
    }
    const truth = here(/^(?:true|false)\b/i);
    const number = truth ?? here(/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?/i);
    if (!number) expected("a number or a list");
    at += number[0].length;
    return truth ? Number(/^t/i.test(number[0])) : Number(number[0].replaceAll("_", ""));
  }

  return { value: one(), end: at };
}
