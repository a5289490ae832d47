// Pictures of formulas that move with sliders: what pages need of the modules beside this one.

export { draw } from "./picture/draw.js";
export { framed, themeOf } from "./picture/looks.js";
