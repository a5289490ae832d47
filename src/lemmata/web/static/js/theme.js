// Before anything is drawn: light or dark, as the reader chose, else as the system has it.
const chosen = localStorage.getItem("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
document.documentElement.dataset.theme = chosen || (dark.matches ? "dark" : "light");
dark.addEventListener("change", () => {
  if (!localStorage.getItem("theme")) document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
});
