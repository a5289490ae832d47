// The signs: groups that open, and one field that finds a sign in all of them.
const form = document.getElementById("narrow");
const groups = [...document.querySelectorAll(".signs-of")];

function narrow() {
  const asked = document.getElementById("sign").value.trim().toLowerCase();
  let count = 0;
  for (const group of groups) {
    const rows = [...group.querySelectorAll("tbody tr")];
    const fits = rows.filter((row) => !asked || row.textContent.toLowerCase().includes(asked));
    rows.forEach((row) => (row.hidden = !fits.includes(row)));
    group.hidden = !fits.length;
    group.open = asked ? fits.length > 0 : group === groups[0];
    count += fits.length;
  }
  document.getElementById("narrowed").textContent = asked ? `${count} ${count === 1 ? "sign" : "signs"}` : "";
}

if (form) {
  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  const led = () => document.getElementById(location.hash.slice(1))?.setAttribute("open", "");
  addEventListener("hashchange", led);
  led();
  addEventListener("beforeprint", () => groups.forEach((group) => (group.open = true)));
}
