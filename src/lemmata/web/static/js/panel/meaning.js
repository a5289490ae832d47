// What a formula means, and whether it holds.
import { make, still, to } from "../dom.js";
import { tex, words } from "../math.js";

export function meaning(row) {
  const found = [];
  if (row.symbols.length) {
    found.push(make("dl", {}, row.symbols.flatMap((symbol) => [make("dt", {}, symbol.latex ? tex(symbol.latex) : ""),
      make("dd", {}, symbol.meaning, symbol.origin && make("small", { class: "quiet" }, " ", ...words(symbol.origin)))])));
  }
  for (const term of row.terms) found.push(make("p", { class: "quiet" }, "As Python text: ", make("code", {}, term.text)));
  if (!found.length) found.push(make("p", { class: "quiet" }, row.reading || row.said || "It names something."));
  const term = row.terms.at(-1);
  if (term && !still) found.push(make("p", { class: "actions" }, make("a", { class: "button", href: to(`workbench?${term.query}`) }, "Open in the workbench")));
  return found;
}

export function verdict(row) {
  const found = [make("p", {}, make("span", { class: `verdict ${row.verdict}` }, row.verdict), " ", row.said ?? "")];
  if (row.method) found.push(make("p", { class: "quiet" }, `Method: ${row.method}${row.certified ? ", certified" : ""}`));
  if (row.message) found.push(make("p", {}, words(row.message)));
  if (row.counterexample) {
    found.push(make("p", {}, row.certified ? "A counterexample, certified:" : "A counterexample:"),
      make("dl", {}, Object.entries(row.counterexample).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, make("code", {}, value))])));
  }
  if (row.hint) found.push(make("p", {}, words(row.hint)));
  if (row.parts?.length > 1) {
    found.push(make("ul", { class: "facts" }, row.parts.map((part) => make("li", {}, make("code", {}, part.source), " ",
      make("span", { class: `verdict ${part.verdict}` }, part.verdict), part.method ? ` ${part.method}` : ""))));
  }
  return found;
}
