"""Why a block failed: by a mistake of its own, by a name that it lacks, or because of another block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lemmata.documents.code.child import Job
from lemmata.documents.code.explain import explain
from lemmata.documents.code.names import defined_from
from lemmata.documents.code.outcome import Outcome
from lemmata.documents.code.usual import usual_import
from lemmata.documents.formats.blocks import CodeBlock

Results = Mapping[int, Mapping[str, Any]]
_TRIES = 6  # of one failing block


@dataclass
class Suspects:
    """The blocks of a document, what became of those above, and a way to run some of them again.

    jobs    those that were run; known: also those that could be read, but were not run
    again   runs jobs in a process of their own
    """

    jobs: Sequence[Job]
    known: Sequence[Job]
    blocks: Sequence[CodeBlock]
    outcomes: Mapping[int, Outcome]
    results: Results
    again: Callable[[Sequence[Job]], Results]

    def beside(self, job: Job) -> Suspects:
        """Only the blocks that share their names with this one."""
        jobs, known = ([j for j in several if j.space == job.space] for several in (self.jobs, self.known))
        return replace(self, jobs=jobs, known=known)

    def where(self, job: Job) -> str:
        return self.blocks[job.index].where

    def before(self, name: str, job: Job, jobs: Sequence[Job] | None = None) -> list[Job]:
        """The blocks above one that define a name."""
        return [j for j in jobs or self.jobs if j.index < job.index and name in j.names.defined]

    def verdict(self, job: Job) -> str:
        return self.outcomes[job.index].verdict if job.index in self.outcomes else "ran"

    def missed(self, job: Job) -> set[str]:
        """The names that a block that failed has not come to set."""
        own = [f["line"] for f in self.results[job.index]["error"]["frames"] if f["file"] == job.file
               ] if job.index in self.results and self.results[job.index].get("error") else []
        return defined_from(job.source, own[0]) if own else set(job.names.defined)

    def needed(self, job: Job, instead: Mapping[str, Job] | None = None) -> list[Job] | None:
        """The earlier blocks that one needs, directly or through others; None where a name has no origin.

        instead: blocks that are to define a name, in place of the last one that does
        """
        work = [(name, job) for name in job.names.needed]
        found: set[int] = set()
        seen: set[tuple[str, int]] = set()
        while work:
            name, user = work.pop()
            if (name, user.index) in seen:
                continue
            seen.add((name, user.index))
            before = self.before(name, user)
            if not before:
                before = [j for j in self.jobs if j.index < user.index and j.names.stars]
                if not before:
                    return None
            origin = instead[name] if instead and name in instead and user is job else before[-1]
            found.add(origin.index)
            work.extend((further, origin) for further in origin.names.needed)
        return [j for j in self.jobs if j.index in found]

    def runs(self, jobs: Sequence[Job], job: Job) -> bool:
        """Whether a block runs after only these."""
        result = self.again([*jobs, job]).get(job.index)
        return result is not None and result.get("error") is None


def stale(job: Job, suspects: Suspects) -> Outcome | None:
    """A block that uses a name which a block above was to set anew, but did not: its own failure says nothing."""
    for name in job.names.needed:
        before = suspects.before(name, job, suspects.known)
        if not before:
            continue
        last, verdict = before[-1], suspects.verdict(before[-1])
        if verdict in ("failed", "cascade") and name in suspects.missed(last):
            return Outcome("cascade", f"it uses {name}, and {suspects.where(last)} failed before setting it",
                           f"mend {suspects.where(last)} first")
        if verdict == "skipped" and len(before) > 1 and not any(
                j.index == last.index and name in j.names.defined for j in suspects.jobs):
            return Outcome("skipped", f"uses {name} from {suspects.where(last)}, which was not run")
    return None


def in_sequence(job: Job, suspects: Suspects) -> str:
    """Which block above brings about a failure, as a remark: "" where the mistake is the block's own."""
    needed = suspects.needed(job)
    if needed is None:
        return ""
    above = [j for j in suspects.jobs if j.index < job.index]
    tries = _TRIES
    if len(needed) < len(above):
        tries -= 1
        if suspects.runs(needed, job):
            after = f"after {_listed(suspects.where(j) for j in needed)} alone" if needed else "by itself"
            return f"it runs {after}: {_culprit(job, needed, above, suspects, tries)} changes what it uses"
    for name in job.names.needed:
        before = suspects.before(name, job)
        for earlier in reversed(before[:-1]):
            if tries <= 0:
                return ""
            tries -= 1
            chosen = suspects.needed(job, {name: earlier})
            if chosen is not None and suspects.runs(chosen, job):
                return (f"it runs with {name} from {suspects.where(earlier)}: {suspects.where(before[-1])} gives "
                        f"{name} another value")
    return ""


def _culprit(
    job: Job, needed: Sequence[Job], above: Sequence[Job], suspects: Suspects, tries: int
) -> str:
    """The block that changes what a block uses, where one does so by itself."""
    used = {name for j in [*needed, job] for name in (*j.names.needed, *j.names.defined)}
    others = [j for j in reversed(above) if j not in needed]
    touching = [j for j in others if used.intersection((*j.names.needed, *j.names.defined))]
    if len(others) == 1:
        return suspects.where(others[0])
    for one in touching[:tries]:
        own = suspects.needed(one) or []
        if not suspects.runs(sorted({j.index: j for j in [*needed, *own, one]}.values(), key=lambda j: j.index), job):
            return suspects.where(one)
    return "a block between"


def _listed(places: Iterable[str]) -> str:
    found = list(places)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def unknown_name(name: str, job: Job, error: dict[str, Any], suspects: Suspects) -> Outcome:
    """Why a name is not defined: a block that failed, was skipped, comes later, or none at all."""
    blocks, outcomes = suspects.blocks, suspects.outcomes
    before = suspects.before(name, job, suspects.known)
    after = [j for j in suspects.known if j.index > job.index and name in j.names.defined
             and suspects.verdict(j) == "ran"]
    unread = [k for k, o in outcomes.items() if k < job.index and o.verdict == "skipped"
              and blocks[k].attributes * (blocks[k].language == "doctest") == job.space
              and re.search(rf"\b{re.escape(name)}\b", blocks[k].source)]
    stars = [j for j in suspects.known if j.index < job.index and j.names.stars and suspects.verdict(j) == "skipped"]
    if before:
        last = before[-1]
        origin, verdict = suspects.where(last), suspects.verdict(last)
        deleted = [j for j in suspects.jobs if last.index <= j.index < job.index and name in j.names.deleted]
        if verdict in ("failed", "cascade"):
            return Outcome("cascade", f"{name} is not defined, because {origin} failed before "
                           "defining it", f"mend {origin} first")
        if verdict == "skipped":
            return Outcome("skipped", f"uses {name} from {origin}, which was not run")
        if deleted:
            return Outcome("failed", f"{name} is not defined any more: {suspects.where(deleted[-1])} deletes it",
                           f"keep {name}, or define it here")
        if name in job.names.deleted:
            return Outcome("failed", f"{name} is deleted in this block before it is used", f"keep {name}")
        return Outcome("failed", f"{name} is not defined: {origin} defines it only in a case that did not occur",
                       f"define {name} in every case")
    if job.space and usual_import(name) and not after:  # a conftest gives names to the examples of a package
        return Outcome("skipped", f"uses {name}, which neither the module nor the docstring imports",
                       f"add: {usual_import(name)}")
    if unread and not after:
        return Outcome("skipped", f"uses {name} from {blocks[unread[-1]].where}, which was not run")
    if stars and not after:
        return Outcome("skipped", f"uses {name}, perhaps from {stars[-1].names.stars[0]}, of which "
                       f"{suspects.where(stars[-1])} imports every name; that was not run")
    if after:
        later = suspects.where(after[0])
        return Outcome("failed", f"{name} is used here but only defined later, in {later}",
                       f"move {later} up, or define {name} here")
    inner = [j for j in suspects.known if j.index < job.index and re.search(
        rf"(?m)^[ \t]+(?:for\s+)?{re.escape(name)}\s*(?:=(?!=)|in\b)", j.source)]
    message, hint = explain(error, job.source, "")
    if inner:
        origin = suspects.where(inner[-1])
        hint = f"{origin} sets {name} only inside of a function or class; return it, or define it here"
    return Outcome("failed", message, hint)


def failed(job: Job, error: dict[str, Any], place: dict[str, Any], suspects: Suspects, again: bool) -> Outcome:
    """The outcome of a block that ended with an error; `again`: whether it may be run once more."""
    name = error.get("name") if error["type"] == "NameError" else None
    if name:
        return replace(unknown_name(name, job, error, suspects), **place)
    message, hint = explain(error, job.source, suspects.blocks[job.index].said(place["line"]) if place else "")
    because = stale(job, suspects)
    if because is not None:
        return replace(because, message=f"{message}; {because.message}" if because.verdict == "cascade"
                       else because.message, **place)
    remark = in_sequence(job, suspects) if again else ""
    return Outcome("failed", message, "; ".join(part for part in (hint, remark) if part), **place)
