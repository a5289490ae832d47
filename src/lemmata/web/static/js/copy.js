// A button on each block of code that copies it.
import { make, say } from "./dom.js";

export function copyable(below = document) {
  for (const place of below.querySelectorAll("[data-copy]")) {
    if (place.querySelector(".copy")) continue;
    const button = make("button", { type: "button", class: "copy" }, "Copy");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(place.querySelector("pre")?.innerText ?? "");
      button.textContent = "Copied";
      say("Copied");
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    place.prepend(button);
  }
}
