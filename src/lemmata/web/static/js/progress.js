// Which exercises are answered: kept in this browser, nowhere else.

const read = () => JSON.parse(localStorage.getItem("answered") ?? "[]");

export function answered(id) {
  const ids = new Set(read()).add(id);
  localStorage.setItem("answered", JSON.stringify([...ids].sort()));
  mark();
}

/** Links to lemmas whose exercise is answered get a mark. */
export function mark(below = document) {
  const ids = new Set(read());
  below.querySelectorAll("a[data-lemma]").forEach((link) => {
    if (ids.has(link.dataset.lemma) && !link.classList.contains("done") && !link.closest("svg")) {
      link.classList.add("done");
      link.title = "answered";
    }
  });
  const told = below.querySelector(".progress");
  if (told && ids.size) {
    const there = [...document.querySelectorAll(".path a[data-lemma]")].filter((link) => ids.has(link.dataset.lemma)).length;
    told.hidden = false;
    const next = [...document.querySelectorAll(".path a[data-lemma]")].find((link) => !ids.has(link.dataset.lemma));
    if (next) Object.assign(document.getElementById("onwards"), { href: next.href, textContent: `Go on: ${next.textContent}` });
    told.textContent = `${there} of ${told.dataset.progress} exercises answered`;
  }
}
