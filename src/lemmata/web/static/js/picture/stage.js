// Where a picture stands: drawn anew when the theme or the width of its place changes.

/** Calls `redraw` at the next frame after something asked for it; gives what asks, and what ends it. */
export function staged(plot, redraw) {
  let waiting = 0;
  const later = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      redraw();
    });
  };
  const seen = new MutationObserver(later); // the page's theme
  seen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", later);
  let wide = plot.clientWidth;
  const sized = new ResizeObserver(() => {
    if (plot.clientWidth && plot.clientWidth !== wide) later();
    wide = plot.clientWidth;
  });
  sized.observe(plot);
  return { later, end() {
    seen.disconnect();
    sized.disconnect();
    media.removeEventListener("change", later);
    cancelAnimationFrame(waiting);
  } };
}
