// The state of the reader's data: behind the # of the address, which no browser sends anywhere; large data stay in this session.

const LONGEST = 2000; // characters of data that an address holds
const NAME = "lemmata data";
const KEYS = ["data", "columns", "values", "sizes", "seed", "over", "by", "up", "rate", "steps", "view", "axes"];

const parts = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

export const kept = {
  get: (name) => parts().get(name) ?? "",
  set(values) {
    const found = parts();
    for (const [name, value] of Object.entries(values)) value ? found.set(name, value) : found.delete(name);
    const text = found.toString();
    if (!text && !location.hash.includes("=")) return; // it is the place on the page that the address names
    history.replaceState(history.state, "", `${location.pathname}${location.search}${text ? `#${text}` : ""}`);
  },
  /** Forgets all of it, but not what this session has. */
  clear: () => kept.set(Object.fromEntries(KEYS.map((name) => [name, ""]))),
  /** Keeps a text, or the name of a sample that it is; whether the address has it. */
  put(text, sample = "") {
    const short = text.length <= LONGEST;
    kept.set({ data: !text ? "" : sample ? `sample ${sample}` : short ? text : "session" });
    try {
      short ? sessionStorage.removeItem(NAME) : sessionStorage.setItem(NAME, text);
    } catch { // the browser keeps less than this: the page itself still has it
    }
    return short;
  },
  /** The text, where it is a sample by `sampled`; null where the address says that another session has it. */
  async text(sampled) {
    const found = kept.get("data");
    if (found.startsWith("sample ")) return sampled(found.slice(7));
    return found === "session" ? sessionStorage.getItem(NAME) : found;
  },
};
