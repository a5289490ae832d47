"""Modules of pictures, run by Node with the modules that draw them: one process for many."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.optional import node

from lemmata.engine.writers.code.loops import runtime_js

STATIC = Path(__file__).resolve().parents[2] / "src/lemmata/web/static/js/picture"
MAIN = """
import { readFileSync } from "node:fs";
const show = (key, x) => typeof x === "number" && !Number.isFinite(x) ? null : x;
const asked = JSON.parse(readFileSync(new URL("./asked.json", import.meta.url)));
const tools = {};
for (const name of NAMES) Object.assign(tools, await import(`STATIC/${name}.js`));
const answers = [];
for (const [k, one] of asked.entries()) {
  try {
    const module = await import(`./module${k}.mjs`);
    answers.push({ value: answer(module, one, tools) });
  } catch (error) { answers.push({ error: String(error.stack) }); }
}
console.log(JSON.stringify(answers, show));
function answer(module, one, tools) { BODY }
"""


def run_modules(folder: Path, modules: Sequence[str], asked: Sequence[Any], body: str) -> list[Any]:
    """What a body of JavaScript, a function of (module, one, tools), makes of each module and what is asked of it.

    Numbers that JSON has not come back as None. `tools` holds what the modules beside `draw.js` export.
    """
    names = sorted(path.stem for path in STATIC.glob("*.js") if path.stem not in ("draw", "controls"))
    main = MAIN.replace("NAMES", json.dumps(names)).replace("STATIC", STATIC.as_uri()).replace("BODY", body)
    (folder / "runtime.mjs").write_text(runtime_js())
    (folder / "main.mjs").write_text(main)
    (folder / "asked.json").write_text(json.dumps(asked))
    for k, text in enumerate(modules):
        (folder / f"module{k}.mjs").write_text(text)
    done = subprocess.run([node() or "node", str(folder / "main.mjs")], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr[:2000]
    return [one.get("error") or one["value"] for one in json.loads(done.stdout)]
