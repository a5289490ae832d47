"""What a text says against its own formulas: "a common mistake is $a = b$", "$a = b$ fails", "were it that $a = b$".

What is denied, asked, imagined or only believed is not claimed, and nothing is learned from it. Read is the clause of
the formula, what stands right behind it, and the sentences beside its own ("True or false?", "This is wrong.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.language.vocabulary import unemphasised

FALSE = "false, as the text says"
WOULD = "not claimed: the text says what would be"
IMAGINED = "not claimed: the text says what would follow from it"
ASKED = "not claimed: the text asks whether it is so"
THOUGHT = "not claimed: the text says what one might think"
OTHERS = "not claimed: the text says what others write"

_ADVERBS = (
    r"(?:(?:of course|in general|in fact|at all|clearly|obviously|plainly|simply|just|certainly|definitely|however|"
    r"though|generally|usually|always|often|also|both|now|then|therefore|thus|still|even|quite|completely|totally|"
    r"blatantly|patently|badly|very|necessarily|strictly|already|again|only|almost)[\s,]+)*")
_UNTRUE = r"(?:wrong|incorrect|false|untrue|invalid|erroneous|fallacious|mistaken|bogus|nonsensical|flawed|faulty)"
_WRONG = (
    rf"(?:{_UNTRUE}|nonsense|absurd|impossible(?! to\b)|illegal|illegitimate|a contradiction|contradictory|"
    r"(?:an? )?(?:common |frequent |typical |classic |popular )?(?:mistake|myth|fallacy|misconception)s?)(?![\w-])")
_RIGHT = r"(?:true|right|the case|correct|valid|so|allowed|legitimate|legal|possible|what|that)"
_KIND = (
    r"(?:claim|belief|statement|assertion|idea|formula|identity|equation|equality|inequality|rule|version|form|"
    r"conclusion|impression|notion|intuition|guess|simplification|cancellation|step|argument|result|reasoning|relation|"
    r"expression|conjecture|shortcut|hypothesis|answer|solution|derivation|proof|computation|calculation)s?"
    r"(?: of (?:the |this |that )?\w+)?")
_MISTAKE = (
    r"(?:mistakes?|fallac(?:y|ies)|pitfalls?|misconceptions?|myths?|blunders?|misunderstandings?|slips?|howlers?)")
# Words that are quoted because they are not meant: 'one "shows" that', 'the "identity"'.
_SCARE = rf"[\"“](?:{_KIND}|law|theorem|shows?|proves?|deduces?|derives?|finds?|simplif\w+|trick)[,.]?[\"”]"
_HOLD = r"(?:holds?|true|valid|correct|right|the case|follow|so|apply|work|happen|occur)"
_NOT = r"(?:(?:must|may|should|can|do|does|did|would|could|need|will|is|are)(?:n['’]t| not)|cannot|never)"
_IS_NOT = rf"(?:(?:is|are|was|were|equals?|be|being|gives?|reads?) {_ADVERBS}not)"
_DO = (
    r"(?:imply|mean|conclude|assume|infer|deduce|write|say|claim|use|set|believe|think|simplify|replace|cancel|follow|"
    r"have|expect|hold|get)s?")
_DOING = r"(?:writing|believing|thinking|assuming|concluding|confusing|claiming|using)"
_PEOPLE = r"(?:students?|beginners?|novices?|newcomers|learners|textbooks?|readers?)"
# Up to the formula without a turn: "the mistake is to forget it, but in truth $a = b$" denies nothing.
_TURN = (
    r"\b(?:but|so|while|whereas|instead|correct\w*|right|truth|fact|really|actually|then|therefore|hence|thus|however|"
    r"because|since|should|rather|true)\b")
_END = rf"(?:(?!{_TURN})[^.;:⟦]){{0,60}}$"
_SHORT = r"(?:[\s,:\"“'‘(]|\b(?:that|we|have|it|is|to|write|as|both|the|all|for)\b)*$"


def _any(*rows: str) -> re.Pattern[str]:
    return re.compile("|".join(rows), re.IGNORECASE)


# Words that end at a formula and deny it.
_FALSE_BEFORE = _any(
    rf"\bnot (?:{_RIGHT}|imply|mean|follow)(?: (?:always|in general|generally))?(?: that)?{_SHORT}",
    r"[,;] not\W*$",
    r"\b(?:not in general|in general not|rather than|instead of|and not|but not|far from|as opposed to)\W*$",
    rf"\b{_IS_NOT} (?:equal to|given by|simply|just|the same as)?\W*$",
    rf"\b(?:{_WRONG}|tempting|not (?:allowed|correct|valid|legitimate))(?: here| then)? to\b{_END}",
    rf"\b{_NOT}(?: (?:simply|just|always|therefore|thus|ever|be|get|one|we))* {_DO}(?: that)?{_SHORT}",
    rf"\b{_WRONG} that{_SHORT}",
    r"\b(?:neither|nor|never)\W*$",
    rf"\bnever (?:have|has|get|see|find|holds?|happens?|occurs?)(?: that)?{_SHORT}",
    r"\b(?:by no means|no way|nobody|no one|no reason|no longer|nowhere|hardly)\b"
    r"(?! (?:would |will |can |seriously )?(?:doubts?|den(?:y|ies)|disputes?|questions?|disagrees?|miss|overlook|"
    r"fail)\b)[^.;:⟦]{0,40}$",
    rf"\b(?:erroneously|wrongly|mistakenly|incorrectly|falsely)\b{_END}",
    rf"\b{_UNTRUE}\s+(?:\w+\s+)?{_KIND}(?: (?:that|of the form|is|reads|says|is that|are))?{_SHORT}",
    rf"\b(?:following|next)(?: [\w-]+){{0,2}} (?:is|are) {_ADVERBS}(?:{_WRONG}|not {_RIGHT})(?!\s*[⟦\w])"
    r"[^.;⟦]{0,20}$",
    rf"\b(?:an?|the|one|another|first|second|no) (?:(?!squared|absolute|mean)[\w'’-]+ ){{0,3}}{_MISTAKE}"
    rf"(?: (?:here|there|in \w+|among [\w ]+?))? (?:is|was|would be|of|would)\b{_END}",
    rf"\berrors? (?:here |there )?(?:is to {_DO}|of {_DOING})\b{_END}",
    r"\b(?:fallac(?:y|ies)|shortcut|trap|howler)\b\W*$",
    rf"\bcounter-?examples? (?:to|of|for|against)\b{_END}",
    rf"\b(?:disprov|refut|debunk|contradict)\w*(?: the {_KIND})?(?: that)?{_SHORT}",
    rf"\bcontrary to(?: (?:the|what|any|popular|a|common))*(?: {_KIND})?(?: that)?\s*[\"“'‘]?$",
    rf"\btempt\w*\b{_END}",
    rf"\bit does(?:n['’]t| not) follow that{_SHORT}",
    r"(?<!no )(?<!without )(?<!not )(?<!nobody )(?<!one )\bdoubt(?:s|ed|ful)?(?: whether| that| if)?\W*$",
)
_LABEL = _any(
    r"(?:^|[.;\n]\s*)[\W\d]*(?:wrong|incorrect|false|myth|mistake|bad|don['’]?t|invalid|fallacy|misconception|pitfall|"
    r"not allowed|(?:common|frequent|typical|classic) (?:mistake|error))(?: [\w-]+){0,2}\W*[:!)—–]\W*$",
    r"[✗✘❌]\W*$",
)
_WOULD_BEFORE = _any(
    r"\bwould (?:(?:then|also|again|always|only|still|simply|have to|even) )*(?:be|have|get|give|imply|mean|follow|"
    r"become|yield|obtain|read|hold|equal|conclude|find|satisfy|see)\b(?: that)?\W*$",
    rf"\b(?:were it|if (?:it|this) were)(?: the case| true| so)?(?: that)?{_SHORT}",
    r"^\W*were\b[^.;:⟦]*$",
    r"\bif (?:\w+ ){0,3}(?:were|had)\b[^.;:⟦]*$",
    rf"\bas (?:if|though)\b{_SHORT}",
)
_IF = re.compile(r"\bif\W*$", re.IGNORECASE)
_IT_WOULD = re.compile(r"\W*(?:then )?(?:[\w-]+ ){1,4}would\b", re.IGNORECASE)
_THOUGHT_BEFORE = _any(
    r"\b(?:tr(?:y|ies|ying|ied)|attempt(?:s|ed|ing)?|strives?|striving) (?:to|for)\b[^.;:⟦]{0,40}$",
    r"\b(?:hop(?:e|es|ed|ing)|wish(?:es|ed)?|pretend(?:s|ed|ing)?|fear(?:s|ed)?) (?:that|for)?\W*(?:we have )?\W*$",
    rf"\b(?:{_PEOPLE}|people|many|some|most|authors|one|you|someone|somebody)\b[^.;:⟦]{{0,30}}?\b(?:believe|think|guess|"
    r"imagine|suspect|mistake|confuse)s?\b(?: that)?[^.;:⟦]{0,25}$",
    rf"\b(?:{_PEOPLE}|people|many|some)\b[^.;:⟦]{{0,40}}?\b(?:likes?|loves?|prefers?|wants?) to \w+\W*$",
    rf"\b(?:{_PEOPLE}|lazy|careless|sloppy)\b[^.;:⟦]{{0,40}}?\b(?:write|claim|say|use|conclude|compute|argue|get|find|"
    r"obtain)s?(?: that)?\W*$",
    r"\b(?:naively|careless(?:ly)?|sloppy|sloppily|blindly|lazily)\b[^.;:⟦]{0,60}$",
    rf"\bnaive (?:{_KIND}|approach|attempt|way|method|implementation|reading)\b[^.;:⟦]{{0,40}}$",
    rf"{_SCARE}[^.;⟦]{{0,40}}$",
    r"\b(?:one|you|we|many|some|most|people|someone) (?:would|might|may|could)(?: \w+ly| first| well)? "
    r"(?:say|think|guess|expect|believe|argue|suspect|claim|write|try)\b(?: that)?[^.;:⟦]{0,25}$",
    r"\bat first (?:sight|glance)\b[^.;⟦]*$",
    rf"\b{_PEOPLE}['’]s? {_KIND} (?:reads?|is|was|says?|gives?)\b(?: that)?\W*$",
    r"\bconfus(?:e|ed|es|ing)\b[^.;:⟦]{0,30}$",
)
_OTHERS_BEFORE = _any(
    r"\b(?:(?:some|other|many|several) (?:authors|books|texts|textbooks|papers|people|libraries|packages|sources|"
    r"communities|fields)|others|elsewhere|(?:one|you) (?:also|sometimes) (?:finds?|sees?|encounters?|meets?)|"
    r"(?:another|an alternative|a different|a second) (?:common |popular |frequent )?(?:convention|definition|version|"
    r"notation|normali[sz]ation))\b[^.;:⟦]*$",
    r"\b(?:sometimes|occasionally) (?:also )?(?:defined|written|given)\b[^.;:⟦]*$",
)
# Words right behind a formula, perhaps after a clause of their own: "$a = b$, which one often sees, is wrong".
_FALSE_BEHIND = re.compile(
    r"[\s\"”'’)\]*_,—–-]*(?:(?:which|that)\b[^.;:⟦]{1,60},\s*)?(?:(?:which|that|this|it)\s+)?" + _ADVERBS + "(?:" + (
        "|".join((
            r"fail(?:s|ed)?\b",
            r"contradicts\b",
            rf"(?:(?:is|are|was|were|would be|looks?|seems?|being)\s+)?{_ADVERBS}{_WRONG}",
            rf"(?:does|do|did|need|will|would|is|are|was|were|must|should|can)(?:n['’]t| not)\s+{_ADVERBS}(?:be\s+)?"
            rf"{_HOLD}\b",
            rf"cannot\s+{_ADVERBS}(?:be\s+)?(?:{_HOLD}|be)\b",
            rf"(?:(?:is|are|was|were|seems?)\s+)?{_ADVERBS}(?:not|far from|no longer|hardly|by no means|never)\s+"
            rf"{_ADVERBS}(?:be\s+)?{_HOLD}s?\b",
            r"(?:may|might|could|can)\s+(?:well\s+)?(?:fail|be (?:wrong|false|violated))\b",
        ))) + r")(?P<rest>[^.;]{0,40})", re.IGNORECASE)
# "fails for $x = 0$": elsewhere it may hold.
_LIMITED = re.compile(r"\s*(?:only|just|if|when|whenever|unless|for|at|on|where|once|outside|in|without|by|here)\b",
                      re.IGNORECASE)
_FALSE_NEXT = re.compile(
    r"^[\W_]*(?:(?:but|however|of course|alas|unfortunately|clearly|obviously|yet|and)\b[\s,]*)*(?:" + "|".join((
        rf"(?:this|that|it|(?:the|this|that) (?:last |above |latter |first )?{_KIND})\s+(?:is|was|are)\s+{_ADVERBS}"
        rf"(?:{_WRONG}|not {_ADVERBS}{_RIGHT}\b(?! only\b| just\b| the)|no identity)",
        rf"(?:this|that|it)\s+(?:fails|makes no sense|(?:does(?:n['’]t| not)|cannot) {_ADVERBS}"
        r"(?:hold|be true|make sense|work))\b",
        r"(?:wrong|false|nonsense|incorrect|not so|not true)\b\s*[.!,:;—–-]",
    )) + r")(?P<rest>[^.;]{0,40})", re.IGNORECASE)
_NEAR_END = 18  # characters behind the last formula of a sentence of which the next one may say that it is wrong
_ASKED_BEFORE = _any(
    r"\b(?:true or false|right or wrong|correct or not)\W*$",
    r"\b(?:decide|check|determine|test|find out|ask|investigate|examine|discuss|see|know|question is|unclear|open) "
    r"(?:whether|if)\b(?:(?!\bthen\b)[^.;])*$",
    r"^\W*whether\b(?:(?!\bthen\b)[^.;])*$",
)
_QUIZ = re.compile(r"\b(?:true or false|right or wrong)\W*$", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?:which (?:one )?of (?:the following|these|them)|true or false|right or wrong|decide (?:whether|which)|"
    r"(?:find|spot|correct|what is) the (?:\w+ )?(?:mistakes?|errors?)|"
    r"(?:common|frequent|typical) (?:mistakes|errors))\b",
    re.IGNORECASE)
_WHAT_IF = re.compile(r"\bwhat if\b[^?.]*\b(?:were|was|had|did|became|instead)\b[^?.]*\?\W*$", re.IGNORECASE)
_SURE = re.compile(r"\b(?:why|how|show|prove|see that|verify|recall|explain|know that)\b", re.IGNORECASE)
_SUPPOSING = re.compile(
    r"\b(?:suppose|assume|let|given|if|for|with|where|when|assuming|supposing|take|consider|set|put)\b[^.;:]*$",
    re.IGNORECASE)
_IMPLIES = re.compile(r"[\s\"”'’)*_]*(?:does(?: not|n['’]t)?\s+)?(?:impl(?:y|ies)|(?:would|need not|may|might)\b|"
                      r"is (?:to be )?(?:avoided|excluded|ruled out))", re.IGNORECASE)
_LOOSELY = re.compile(
    r"\b(?P<words>only (?:for|in|with|under|among|when|if)(?= [a-z])|forget(?:ting|s)?|ignor(?:ing|es?)|"
    r"neglect(?:ing|s)?|omit(?:ting|s)?|overlook(?:ing|s)?|heuristically)\b(?! that)"
    r"(?:(?!\b(?:but|instead|correct\w*|not)\b)[^.;:⟦])*$", re.IGNORECASE)
_ONLY = re.compile(
    r"[\s\"”'’)]*(?P<words>(?:(?:(?:holds?|is (?:true|right|correct|valid|exact)|works?|applies|can hold)\s+)?"
    r"only (?!if\b|when\b)(?=[a-z])|needs?\b|presupposes?\b|relies on\b|rests on\b|asks for\b)[^.;⟦]{0,30})",
    re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_OR = re.compile(r"[\s,]*(?:n?or|and)\s*$", re.IGNORECASE)


def opens_quiz(words: str) -> bool:
    """Whether what is listed below these words may be false: "Which of the following are correct?"."""
    return _LISTED.search(words) is not None


def denied(sentence: Sequence[Segment], index: int, before: str = "", following: str = "") -> str:
    """What the words around a formula say against it, "" where nothing; `before`, `following`: the sentences beside.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> def told(text): return denied(parse_markdown(text).blocks[0].segments, 1)
    >>> told("A common mistake is $a = b$."), told("In general $a = b$ fails."), told("My mistake, so $a = b$.")
    ('false, as the text says', 'false, as the text says', '')
    """
    lead, behind = _lead(sentence, index), _behind(sentence, index)
    formulas = [k for k, s in enumerate(sentence[:index]) if isinstance(s, Formula)]
    if formulas and _OR.fullmatch(_ASIDE.sub("", lead)) and (inherited := denied(sentence, formulas[-1])):
        return inherited
    last = not any(isinstance(s, Formula) for s in sentence[index + 1:]) and len(behind.strip()) < _NEAR_END
    found = _FALSE_BEHIND.match(behind) or (_FALSE_NEXT.match(following) if last else None)
    if found is not None:
        return THOUGHT if _LIMITED.match(found["rest"]) else FALSE
    first = not formulas and not lead.strip()
    if _FALSE_BEFORE.search(lead) or _LABEL.search(before if first else lead):
        return FALSE
    if _WHAT_IF.search(before) or (_IF.search(lead) and _IT_WOULD.match(behind)):
        return IMAGINED
    if _WOULD_BEFORE.search(lead):
        return WOULD
    if _THOUGHT_BEFORE.search(lead):
        return THOUGHT
    if _OTHERS_BEFORE.search(lead):
        return OTHERS
    asked = _ASKED_BEFORE.search(before if first else lead) or (not formulas and _QUIZ.search(before))
    return ASKED if asked or _asked(sentence, lead) else ""


def _asked(sentence: Sequence[Segment], lead: str) -> bool:
    """Whether a formula is part of what a question asks: not of what it supposes, nor of why it is so."""
    words = " ".join(s for s in sentence if isinstance(s, str))
    end = next((s for s in reversed(sentence) if not isinstance(s, str) or s.strip()), "")
    question = isinstance(end, str) and re.search(r"\?[\"”'’*_\s]*$", end) is not None
    return question and _SURE.search(words) is None and _SUPPOSING.search(lead) is None


def as_text(sentence: Sequence[Segment]) -> str:
    """A sentence without its formulas, which leave marks."""
    return _plain([s if isinstance(s, str) else "⟦⟧" if isinstance(s, Formula) else "" for s in sentence])


def implied(sentence: Sequence[Segment], index: int) -> bool:
    """Whether a sentence says what would follow from a formula, which it does not claim: "$P$ implies $Q$"."""
    return _IMPLIES.match(_behind(sentence, index)) is not None


def hedged(sentence: Sequence[Segment], index: int) -> tuple[str, ...]:
    """Words at a formula that say that it holds in some way only: "forgetting the sign", "only at special points"."""
    found = (_LOOSELY.search(_lead(sentence, index)), _ONLY.match(_behind(sentence, index)))
    return tuple(one["words"] for one in found if one is not None)


def _lead(sentence: Sequence[Segment], index: int) -> str:
    """The text between the formula before and this one."""
    return _plain(list(takewhile(_is_no_formula, reversed(sentence[:index])))[::-1])


def _behind(sentence: Sequence[Segment], index: int) -> str:
    """The text up to the next formula."""
    return _plain(list(takewhile(_is_no_formula, sentence[index + 1:])))


def _is_no_formula(segment: Segment) -> bool:
    return not isinstance(segment, Formula)


def _plain(segments: Sequence[Segment]) -> str:
    return re.sub(r"\s+", " ", unemphasised("".join(s for s in segments if isinstance(s, str))))
