"""The growth of gradients as a picture, in doubly logarithmic scales, where a power law is a straight line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.growth import Growth

# Told apart by those who don't see all colours, too (Okabe and Ito), and by their marks.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#555555")
MARKS = ("o", "s", "^", "D", "v")
PANELS = (("nodes", "nodes of the gradient", 1.0), ("derived", "milliseconds to derive it", 1e3),
          ("written", "milliseconds to write its normal form", 1e3))


def draw(grown: Sequence[Growth], file: str) -> None:
    """One panel each for nodes, time to derive and time to write; hollow marks where there is no normal form."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    pyplot.rcParams.update({"font.size": 10, "svg.fonttype": "path", "svg.hashsalt": "growth", "axes.spines.top": False,
                            "axes.spines.right": False})
    figure, panels = pyplot.subplots(1, 3, figsize=(13, 4.6), layout="constrained")
    for k, (panel, (what, label, unit)) in enumerate(zip(panels, PANELS, strict=True)):
        for one, colour, mark in zip(grown, COLOURS, MARKS, strict=False):
            values = [unit * v for v in getattr(one, what)]
            filled = one.normal if what == "written" else [True] * len(values)
            panel.plot(one.sizes, values, color=colour, linewidth=1.4, marker=mark, markersize=5,
                       label=f"{one.name}: {one.exponents()[k]:.2f}")
            hollow = [(size, v) for size, v, f in zip(one.sizes, values, filled, strict=True) if not f]
            panel.plot(*zip(*hollow, strict=True) if hollow else ([], []), color=colour, linestyle="", marker=mark,
                       markersize=5, markerfacecolor="white")
        _guide(panel, grown, what, unit)
        panel.set(xscale="log", yscale="log", xlabel="layers, or terms", title=label)
        for axis in (panel.xaxis, panel.yaxis):
            axis.set_major_formatter(pyplot.FuncFormatter(lambda value, _: f"{value:,g}"))
        panel.grid(True, which="major", color="#dddddd", linewidth=0.6)
        panel.legend(title="exponent", frameon=False, fontsize=9, title_fontsize=9, loc="upper left")
        low, high = panel.get_ylim()
        panel.set_ylim(low, high * 8)  # room for the legend
    panels[2].annotate("hollow: too many steps, shown as derived", (0.98, 0.02), xycoords="axes fraction", ha="right",
                       fontsize=9, color="#555555")
    figure.savefig(file, metadata={"Date": None} if file.endswith(".svg") else None)


def _guide(panel: Any, grown: Sequence[Growth], what: str, unit: float) -> None:
    """A line of exponent 1 below all of them, to compare with."""
    largest = max(one.sizes[-1] for one in grown)
    least = 0.5 * min(unit * value / size for one in grown for value, size in zip(
        getattr(one, what), one.sizes, strict=True))
    panel.plot([1, largest], [least, least * largest], color="#aaaaaa", linestyle="--", linewidth=1, zorder=1)
    panel.annotate("exponent 1", (largest / 16, least * largest / 16), ha="left", va="top", fontsize=9, color="#777777",
                   xytext=(4, -4), textcoords="offset points")
