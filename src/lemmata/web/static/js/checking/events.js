// What the server tells bit by bit, as events with a name and JSON.
import { answer } from "../dom.js";

const EVENT = /^event: (\w+)\ndata: (.*)$/;

/** The events of an answer, each `{ name, data }`, until it ends. */
export async function* events(path, body, options) {
  const response = await answer(path, body, options);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const [, name, data] = part.match(EVENT);
      yield { name, data: JSON.parse(data) };
    }
  }
}
