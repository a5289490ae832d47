"""The child process that runs a document's code blocks, one after another in one namespace.

It is limited (time, memory, output, file size, environment) and so stops mistakes; it is no sandbox
and does not stop hostile code. It imports nothing of Lemmata and talks in JSON: the job is the first line of
standard input, and one line a block goes to the descriptor that standard output was.

Where there is `fork`, the process that was started only guards: it forks the one that runs the blocks, says how that
one ended, and ends everything that was started when the checker goes away (its end of standard input closes) or the
blocks are done. So nothing is left behind, whatever ends the checker.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import linecache
import os
import random
import select
import signal
import sys
import types
from json import dumps, loads  # a block may change the module
from pathlib import Path
from typing import Any, TextIO

_ADOPT = 36  # PR_SET_CHILD_SUBREAPER
_HERE = Path(__file__).resolve().parent


def beside(name: str) -> Any:
    """A file beside this one, in a package of a name that no block imports: this file is run as a script."""
    package = sys.modules.setdefault("_lemmata", types.ModuleType("_lemmata"))
    package.__path__ = [str(_HERE)]
    return importlib.import_module(f"_lemmata.{name}")


def loaded(name: str, path: Path) -> Any:
    """The module of a file under a name."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


shown, observer, answers, touched = beside("shown"), beside("observer"), beside("answers"), beside("touched")
errors = beside("errors")
_OWN = (__file__, shown.__file__, observer.__file__, errors.__file__)  # their frames are none of the document


def set_limits(limits: dict[str, Any]) -> None:
    try:
        import resource
    except ImportError:  # no such module on Windows
        return
    wanted = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_CPU: int(limits["total"]),
        resource.RLIMIT_FSIZE: limits["file"],
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        cap = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (cap, hard))


def seed_everything(seed: int, modules: list[str]) -> None:
    """Seed `random`, NumPy, and PyTorch where it is in use."""
    random.seed(seed)
    with contextlib.suppress(Exception):
        import numpy

        numpy.random.seed(seed % 2**32)
    if "torch" in sys.modules or "torch" in modules:
        with contextlib.suppress(Exception):
            import torch

            torch.manual_seed(seed)


def seed_generators(seed: int) -> None:
    """Make `numpy.random.default_rng()` without a seed the same in every run."""
    try:
        import numpy
    except Exception:  # a file beside the document has the name of a module that it needs: the blocks will say so
        return
    original = numpy.random.default_rng
    count = iter(range(1 << 62))

    def default_rng(*args: Any, **kwargs: Any) -> Any:
        if (args or tuple(kwargs.values()) or (None,))[0] is None:
            return original([seed, next(count)])
        return original(*args, **kwargs)

    numpy.random.default_rng = default_rng


def other_seeds(modules: list[str]) -> None:
    """Let PyTorch and JAX draw other numbers than the block's own seed gives: what changes then was drawn."""
    if "torch" in modules:
        import torch

        seeded = torch.manual_seed
        torch.manual_seed = lambda seed: seeded(int(seed) + 1)
    if "jax" in modules:
        import jax

        for name in ("key", "PRNGKey"):
            original = getattr(jax.random, name)
            setattr(jax.random, name, lambda seed, *rest, _made=original, **named: _made(seed + 1, *rest, **named))


def module_of(path: str) -> types.ModuleType:
    """A module by its file, imported as part of its package where it is in one."""
    folder, name = os.path.split(os.path.abspath(path))
    parts = [name.removesuffix(".py")] if name != "__init__.py" else []
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, name = os.path.split(folder)
        parts.insert(0, name)
    if len(parts) == 1 and parts[0] in sys.modules:  # Python has one of this name too
        return loaded(f"_{parts[0]}", Path(path))
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(".".join(parts))


def run_block(
    block: dict[str, Any], space: dict[str, Any], limits: dict[str, Any], watch: Any
) -> dict[str, Any]:
    shows = shown.Shows(block["file"], block["wanted"]) if block["wanted"] else None
    out, err = shown.Output(limits["output"], shows), shown.Output(limits["output"])
    failure: BaseException | None = None
    replies: list[dict[str, Any]] = []

    rows = [f"{row}\n" for row in block["source"].split("\n")]
    linecache.cache[block["file"]] = (len(block["source"]), None, rows, block["file"])
    hook = sys.displayhook
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            source: Any = block["source"]
            if block["probes"]:
                source = observer.instrument(source, block["file"], block["probes"], watch)
            if shows is not None:
                code, sys.displayhook = shows.compiled(source), shows.shown
            else:
                code = compile(source, block["file"], "exec", dont_inherit=True)
            with errors.alarm(limits["seconds"]):
                if block["examples"]:
                    run_session(block, space, out, replies)
                else:
                    exec(code, space)  # the user's own code, run because they asked for it
    except SystemExit as stop:
        failure = stop if stop.code not in (None, 0) else None
    except BaseException as error:
        failure = error
    finally:
        sys.displayhook = hook
    result: dict[str, Any] = {"index": block["index"], "stdout": out.text, "stderr": err.text,
                              "dropped": out.dropped, "error": None, "replies": replies}
    if shows is not None:
        result.update(printed=shows.printed, values=shows.values)
    if failure is not None:
        result["error"] = errors.report(failure, space, _OWN)
    result["seen"] = watch.report()
    intact = failure is None or (isinstance(failure, Exception) and not isinstance(failure, MemoryError))
    result["answered"] = answers.ask(block["questions"], space, watch.kept) if intact else {}
    return result


def run_session(block: dict[str, Any], space: dict[str, Any], out: Any, replies: list[dict[str, Any]]) -> None:
    """The examples of a `>>>` session one by one, as Python itself runs them; one that is to raise may."""
    sys.displayhook = sys.__displayhook__
    for example in block["examples"]:
        before = len(out.text)
        code = compile("\n" * (example["line"] - 1) + example["source"], block["file"], "single", dont_inherit=True)
        raised = None
        try:
            exec(code, space)
        except Exception as error:
            lacking = isinstance(error, NameError | ImportError) and type(error).__name__ not in example["raises"]
            if not example["raises"] or lacking:
                raise
            raised = [type(error).__name__, str(error)[:2000]]
        replies.append({"line": example["line"], "text": out.text[before:], "raised": raised})


def import_first(block: dict[str, Any], spaces: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Make the names of the docstring's module known to its examples; an answer where it can't be imported."""
    if block["space"] in spaces:
        return None
    out = shown.Output(1000)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            spaces[block["space"]] = dict(module_of(block["module"]).__dict__)
    except BaseException as error:
        return {"index": block["index"], "stdout": "", "stderr": "", "dropped": 0, "replies": [],
                "error": {**errors.report(error, {}, _OWN), "importing": True}}
    return None


def guard(channel: TextIO) -> None:
    """Return in a forked child; here wait for its end, or for that of the checker, and then end all."""
    adopt()
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    child = os.fork()
    if not child:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(woken)
        os.close(wake)
        return
    with contextlib.suppress(OSError):
        while True:
            ready, _, _ = select.select([0, woken], [], [])
            if 0 in ready and not os.read(0, 1024):
                break
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                channel.write("\n" + dumps({"end": os.waitstatus_to_exitcode(status)}) + "\n")
                channel.flush()
                break
            if woken in ready:
                os.read(woken, 1024)
    end_all()


def adopt() -> None:
    """Become the parent of what a block leaves behind, even in a session of its own (Linux)."""
    with contextlib.suppress(Exception):
        import ctypes

        ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)


def end_all() -> None:
    """End every process below this one, and this one."""
    with contextlib.suppress(OSError):
        for _ in range(1000):  # those of an ended process come to this one
            with open(f"/proc/self/task/{os.getpid()}/children") as file:
                below = [int(number) for number in file.read().split()]
            if not below:
                break
            for number in below:
                os.kill(number, signal.SIGKILL)
                os.waitpid(number, 0)
    os.killpg(0, signal.SIGKILL)


def run_all(job: dict[str, Any], channel: TextIO) -> None:
    """Run the blocks; an answer before and after each."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # what C code prints must not mix with the answers
        os.dup2(quiet, descriptor)
    if hasattr(os, "register_at_fork"):  # processes that a block forks don't answer
        os.register_at_fork(after_in_child=lambda: os.dup2(quiet, channel.fileno()))
    if not any(block["module"] for block in job["blocks"]):  # what a package calls numbers.py is not Python's
        sys.path.insert(0, os.getcwd())
    seed_generators(job["seed"])
    set_limits(job["limits"])
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    me = os.getpid()
    watch = observer.Watch()
    files = touched.Touched(str(_HERE))
    files.listen()
    if job["other"]:
        with contextlib.suppress(ImportError):
            other_seeds([name for block in job["blocks"] for name in block["imports"]])
    spaces: dict[str, dict[str, Any]] = {"": module.__dict__}
    for block in job["blocks"]:
        if block["seed"]:
            seed_everything(job["seed"], block["imports"])
        channel.write(dumps({"begin": block["index"]}) + "\n")
        channel.flush()
        result = import_first(block, spaces) or run_block(block, spaces[block["space"]], job["limits"], watch)
        if os.getpid() != me:  # the twin that a block forked would run all blocks after it
            os._exit(0)
        result["touched"] = files.news()
        channel.write(dumps(result) + "\n")
        channel.flush()


def main() -> None:
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    job = loads(sys.stdin.readline())
    if hasattr(os, "fork"):
        guard(channel)
    run_all(job, channel)
    os._exit(0)  # threads that a block left behind don't keep the process alive


if __name__ == "__main__":
    main()
