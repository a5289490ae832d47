// Gradient descent on the reader's data: started, stopped and begun anew by hand, with the rate on a slider.
import { make } from "../dom.js";
import { slider } from "../picture/controls.js";
import { stepped, stuck } from "./running.js";

const [FRAME, AT_ONCE, MOST, REST] = [12, 4, 20000, 1e-13]; // milliseconds and steps of a frame; steps; of the loss

/** The way down from `start`: parameters and losses step by step. */
export class Descent {
  constructor(own, start, over, sign) {
    Object.assign(this, { own, over, sign, way: [start], losses: [own.loss(start)], why: "" });
  }

  get now() { return this.way.at(-1); }
  get steps() { return this.way.length - 1; }

  /** One step; false where there is none any more, and then `why` says so. */
  step(rate) {
    const next = stepped(this.own, this.now, this.over, rate, this.sign);
    const loss = this.own.loss(next), last = this.losses.at(-1);
    this.why = stuck(this.own, next, this.over, loss);
    if (this.why) return false;
    this.way.push(next);
    this.losses.push(loss);
    if (Math.abs(loss - last) <= REST * Math.max(Math.abs(loss), 1e-12)) this.why = "at rest";
    else if (this.steps >= MOST) this.why = "no more are made";
    return !this.why;
  }
}

/**
 * The controls. `state` has rate, over, up, and `learned` what can be minimised over; `changed` hears what was set,
 * `moved` that steps were made (with whether it goes on).
 */
export function controls(state, descent, changed, moved) {
  let playing = 0;
  const say = make("span", { class: "quiet", role: "status" });
  const tell = () => { say.textContent = `${descent.steps} step${descent.steps === 1 ? "" : "s"}${descent.why ? `: ${descent.why}` : ""}`; };
  const play = make("button", { type: "button", class: "strong", onclick: () => (playing ? halt() : go()) }, "Run");
  const once = make("button", { type: "button", onclick: () => { stop(); descent.step(state.rate); tell(); moved(false); } }, "One step");
  const back = make("button", { type: "button", onclick: () => { stop(); changed({ steps: 0 }); } }, "Back to the start");
  const anew = make("button", { type: "button", onclick: () => { stop(); changed({ seed: state.seed + 1, steps: 0 }); } }, "Another start");

  function halt() {
    stop();
    moved(false);
  }
  function stop() {
    cancelAnimationFrame(playing);
    playing = 0;
    play.textContent = "Run";
  }
  function go() {
    play.textContent = "Stop";
    descent.why = "";
    const frame = () => {
      const until = performance.now() + FRAME;
      let on = true;
      for (let k = 0; on && k < AT_ONCE && performance.now() < until; k++) on = descent.step(state.rate);
      tell();
      if (on) playing = requestAnimationFrame(frame);
      else stop();
      moved(on);
    };
    playing = requestAnimationFrame(frame);
  }
  const rate = make("div", { class: "picture-controls" });
  slider(rate, { label: { text: "learning rate", latex: "" }, low: -6, high: 2, step: 0.02, value: Math.log10(state.rate), show: (power) => Number((10 ** power).toPrecision(2)) },
    (target, { text }) => { target.textContent = text; }, (power) => { state.rate = Number((10 ** power).toPrecision(3)); descent.why = ""; changed({ rate: state.rate }); });
  const boxes = state.learned.map((name) => make("label", { class: "tick" }, make("input", { type: "checkbox", checked: state.over.includes(name), onchange: (event) => {
    stop();
    changed({ over: state.learned.filter((one) => (one === name ? event.target.checked : state.over.includes(one))), steps: 0 });
  } }), name));
  const way = make("select", { "aria-label": "Which way", onchange: () => { stop(); changed({ up: way.value === "up", steps: 0 }); } },
    make("option", { value: "" }, "Minimise"), make("option", { value: "up" }, "Maximise"));
  way.value = state.up ? "up" : "";
  tell();
  return { stop, element: make("div", { class: "descent" }, make("p", { class: "choices" }, way, make("span", { class: "ticks", role: "group", "aria-label": "Over which parameters" }, "over ", boxes)),
    rate, make("p", { class: "actions" }, play, once, back, anew, say)) };
}
