// Pictures: those that move, from a module of compiled formulas; those that the book's code draws, as Plotly has them.
import { ask, make, to } from "./dom.js";
