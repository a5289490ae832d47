// On the map: what a lemma needs, and what it leads to, all the way.

export function map(svg) {
  const edges = [...svg.querySelectorAll(".edges path")];
  const near = (id, from, to) => {
    const ids = new Set([id]);
    for (const one of ids) edges.filter((edge) => edge.dataset[from] === one).forEach((edge) => ids.add(edge.dataset[to]));
    return ids;
  };
  const ask = (id) => {
    svg.classList.toggle("asked", Boolean(id));
    if (!id) return;
    const before = near(id, "to", "from"), behind = near(id, "from", "to");
    svg.querySelectorAll("a").forEach((link) => link.classList.toggle("near", before.has(link.dataset.lemma) || behind.has(link.dataset.lemma)));
    edges.forEach((edge) => edge.classList.toggle("near", (before.has(edge.dataset.from) && before.has(edge.dataset.to))
      || (behind.has(edge.dataset.from) && behind.has(edge.dataset.to))));
  };
  for (const link of svg.querySelectorAll("a")) {
    link.addEventListener("mouseenter", () => ask(link.dataset.lemma));
    link.addEventListener("focus", () => ask(link.dataset.lemma));
    link.addEventListener("mouseleave", () => ask(""));
    link.addEventListener("blur", () => ask(""));
  }
}
