// Elements, addresses, answers of the server.

export const root = document.documentElement.dataset.root;
export const still = "still" in document.documentElement.dataset;

/** The address of a page or a file: on a server as it is, in a folder of files with its slash. */
export function to(path) {
  const [plain, rest] = path.split(/(?=[?#])/, 2);
  const folder = still && plain && !plain.split("/").pop().includes(".");
  return `${root}${plain}${folder ? "/" : ""}${rest ?? ""}`;
}

/** An element with attributes and children; texts stay texts. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== ""));
  return element;
}

/** Tells readers who hear the page what others see happen. */
export function say(text) {
  document.getElementById("aloud").textContent = text;
}

/** What the server answers as JSON. */
export async function ask(path, body, options = {}) {
  return (await answer(path, body, options)).json().catch(() => ({}));
}

/** Its answer; what went wrong is thrown as an Error with its words. */
export async function answer(path, body, options = {}) {
  const request = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(to(path), { ...request, ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("the server does not answer; is lemmata serve still running?");
  }
  if (!response.ok) {
    const found = await response.json().catch(() => ({}));
    const told = found.error ?? { message: found.detail ?? response.statusText };
    throw Object.assign(new Error([told.message, told.remedy].filter(Boolean).join(": ")), { told, status: response.status });
  }
  return response;
}

/** The state of the page, which stands in its address. */
export const state = {
  get: (name) => new URLSearchParams(location.search).get(name) ?? "",
  set(values) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) value ? query.set(name, value) : query.delete(name);
    const text = query.toString();
    history.replaceState(null, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
  },
  /** Where the sliders of a picture stand: "a:1.5,b:2,derivative:true". */
  at: () => Object.fromEntries(state.get("at").split(",").filter(Boolean).map((pair) => pair.split(":"))
    .map(([key, value]) => [key, value === "true" || value === "false" ? value === "true" : Number(value)])),
  moved: (values) => state.set({ at: Object.entries(values).map((pair) => pair.join(":")).join(",") }),
};

/** Calls once, when nothing was asked for a while. */
export function later(milliseconds, work) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), milliseconds);
  };
}
