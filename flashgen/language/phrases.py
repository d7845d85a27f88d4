"""Short phrases: what can be a term, a label or a pointer to somewhere else."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from flashgen.language.lexicon import (
    BE_FINITE,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NOUN_LIKE,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    base_of,
    is_verb_form,
)
from flashgen.language.words import is_plural

_WORD = re.compile(r"(?<![\w’'&+#/.-])[\w’'&+#/.-]*\w[\w’'+#-]*")  # looked for once in a run of signs
_POINTER = re.compile(
    r"\b(?:following|as follows|see|cf|figure|fig|table|image|diagram|here|there|these|those|this)\b|^that\b"
    r"|\b(?:below|above)(?=[\s,:;)]*$)",
    re.IGNORECASE,
)
_OPEN_COPULA = re.compile(r"(?<!\s)\s+(?:is|are|was|were)$", re.IGNORECASE)
_PARTICLES = frozenset("up down out off away over through".split())
"""What ends a verb as well as it opens a phrase: ``ways to scale up``."""
_WHOLE_OF = re.compile(r"\b(?:consists?|composed|comprised|made(?:\s+up)?)\s+of$", re.IGNORECASE)
_NOT_A_TERM = re.compile(r"^(?:\d+[:.]\d+.*|https?:.*|www\..*|[\d\W_]+|#\w.*|(?-i:[a-z])|.*[?!]|.*\.\w{2,4})$", re.I)

LABELS = frozenset(
    """
    note notes nb todo tip tips hint warning caution important remember fact facts fun example examples ex e.g
    eg i.e ie source sources link links ref refs reference references see also ps p.s aside question questions
    answer answers update updated edit date author authors url isbn doi chapter section page pages figure fig
    table image input output result results finding findings observation observations hypothesis conclusion
    conclusions summary tldr tl;dr tl,dr takeaway takeaways recommendation recommendations pros cons pro con
    advantages disadvantages advantage disadvantage benefits limitations limitation drawbacks drawback problem
    problems solution solutions goal goals idea ideas method methods criteria criterion steps step causes cause
    effects effect types type kinds uses use features feature characteristics properties functions function
    symptoms symptom signs sign treatment diagnosis complications indications contraindications when where why
    who what how default name description details key points status requirements prerequisites usage syntax rule
    rules basics background motivation context comment comments remark remarks caveat caveats exception
    exceptions similarly however therefore thus hence instead finally first second third then otherwise besides
    furthermore moreover additionally title tags tag keywords keyword year venue journal publisher lecturer professor
    instructor website homepage in addition for instance general practice short other words that is
    """.split()
) | {
    "fun fact", "key points", "see also", "for example", "for instance", "in general", "in practice", "in short",
    "in summary", "in other words", "that is", "in addition", "on the other hand", "as a result", "main idea",
    "key idea",
    "key takeaway", "key takeaways", "main points", "side note", "in contrast", "by contrast", "in particular",
    "at the same time",
}  # fmt: skip
"""Words before a colon that name what follows for the writer, not a thing to learn."""

ASPECTS = frozenset(
    """
    composition site location origin etiology aetiology cause causes investigation investigations management prognosis
    incidence prevalence mechanism pathophysiology presentation structure size shape colour color treatment diagnosis
    symptoms signs features function functions use uses purpose risk benefit advantage disadvantage effect effects
    result range rate ratio level duration dose frequency cost price standard choice
    """.split()
)
"""What notes say of a thing: as a term it names no thing but a side of one."""
_SIDES = frozenset(
    "investigation investigations treatment management diagnosis symptoms signs site location composition".split()
)
"""Aspects whatever stands before them; ``Doppler effect`` and ``heart rate`` are things."""
_CASES = frozenset(
    "option step case part phase method approach way type stage level rule scenario tier group chapter".split()
)
_NO_TERM = frozenset("example examples e.g eg according depending".split())
"""Words that open a remark and no name."""
_COUNTERS = frozenset("one two three four five six seven a b c d i ii iii iv v first second third".split())

SUMMARY_LABELS = frozenset(
    {"tldr", "tl;dr", "tl,dr", "tl dr", "summary", "in short", "gist", "in brief", "in a nutshell"}
)


def words_of(phrase: str) -> list[str]:
    """The words of a phrase, lower case, straight apostrophes."""
    return list(_words_of(phrase))


@lru_cache(maxsize=1 << 14)
def _words_of(phrase: str) -> tuple[str, ...]:
    low = "\n".join(_WORD.findall(phrase)).lower().replace("’", "'")  # no word has a line's end in it
    return tuple([word.strip(".") for word in low.split("\n")]) if low else ()


def is_finite(phrase: str) -> bool:
    """Whether a phrase holds a finite form of be, have, do or a modal: a sentence, or part of one."""
    return any(w in BE_FINITE or w in MODALS or w in HAVE or w in DO for w in words_of(phrase))


def is_pointer(phrase: str) -> bool:
    """Whether a phrase points elsewhere (``the following``, ``this``) and so names nothing by itself."""
    return bool(_POINTER.search(phrase))


def before_copula(phrase: str) -> int:
    """Where a lead-in breaks off that ends with a copula, before it: ``The layers of its wall are``; else its end."""
    said = _OPEN_COPULA.search(phrase)
    return said.start() if said else len(phrase)


def breaks_off(phrase: str) -> bool:
    """Whether a phrase ends with a preposition, its object left out: ``can be heard best at``; not ``consists of``."""
    words = words_of(phrase[: before_copula(phrase)])
    return bool(words) and words[-1] in PREPOSITIONS - _PARTICLES and not _WHOLE_OF.search(phrase)


def is_label(phrase: str) -> bool:
    """Whether a phrase can stand as the topic of what is below it: short, no sentence, no question."""
    words = words_of(phrase)
    if not 1 <= len(words) <= 9 or phrase.rstrip().endswith(("?", ".", "!")):
        return False
    return not (is_finite(phrase) or words[0] in PERSONAL or words[0] in SUBORDINATORS)


def is_title(phrase: str) -> bool:
    """Whether a question is the title of a work: most of its words are capitalised."""
    words = phrase.split()
    return 3 <= len(words) <= 10 and phrase.endswith("?") and sum(w[0].isupper() for w in words) * 3 >= len(words) * 2


def is_term(phrase: str, strict: bool = False) -> bool:
    """Whether a phrase can be a term to define: one to six words, a noun phrase, no label such as ``Note``.

    strict is for phrases that nothing marks as a term but a delimiter: no more than five words, no verb at the front.
    """
    words = words_of(phrase)
    if not 1 <= len(words) <= (5 if strict else 7) or len(phrase) > 70 or _NOT_A_TERM.match(phrase.strip()):
        return False
    lower = " ".join(words)
    if is_case(phrase):
        return False
    if lower in LABELS or (words[0] in LABELS and len(words) == 1):
        return False
    if words[0] in _NO_TERM or words[0].partition("'")[0] in PRONOUNS:
        return False
    if words[0] in PRONOUNS | PERSONAL | SUBORDINATORS | COORDINATORS | (
        DETERMINERS - {"a", "an", "the", "no"}
    ) or words[0] in PREPOSITIONS - {
        "off",
        "like",
        "over",
    }:
        return False
    if words[-1] in PREPOSITIONS | DETERMINERS | COORDINATORS | SUBORDINATORS and len(words) > 1:
        return False
    if is_finite(phrase) or any(w in PERSONAL for w in words) or "," in phrase or ";" in phrase:
        return False
    if strict:
        content = words[1:] if words[0] in ("a", "an", "the") else words
        if content and len(content) > 1 and _opens_as_verb(content):
            return False
        return (bool(content) and words[-1] not in LABELS) or (len(content) == 1 and content[0] not in LABELS)
    return True


def _opens_as_verb(words: list[str]) -> bool:
    """Whether the first word reads as an imperative or a verb with its object (``Add the``, ``Use cases of``)."""
    if not is_verb_form(words[0], "base", "s"):
        return False
    if not is_verb_form(words[0], "s") and is_plural(words[1]) and (words[0] not in NOUN_LIKE or words[0] == "use"):
        return True
    return words[1] in DETERMINERS or (words[1] in PREPOSITIONS and words[1] not in ("of", "for", "in"))


def names_aspect(words: list[str]) -> bool:
    """Whether a phrase names a side of a thing: ``Site``, ``Usual site of stones``, ``Treatment of choice``."""
    if not words:
        return False
    if words[0] in ASPECTS or words[-1] in _SIDES:
        return True
    return any(word in ASPECTS and following == "of" for word, following in pairwise(words))


def is_case(phrase: str) -> bool:
    """Whether a phrase only numbers a case: ``Option 1``, ``Step two``."""
    words = words_of(phrase)
    return len(words) > 1 and words[0] in _CASES and (words[1] in _COUNTERS or words[1].isdigit())


def opens_as_verb(phrase: str) -> bool:
    """Whether a phrase opens with a verb and its object: ``use a router``, ``penalizes large values``."""
    words = words_of(phrase)
    if len(words) < 2 or not is_verb_form(words[0], "base", "s"):
        return False
    base = base_of(words[0], "s") or words[0]
    return words[1] in DETERMINERS or base not in NOUN_LIKE


def without_article(phrase: str) -> int:
    """How many characters at the start of a phrase are an article and the space after it."""
    match = re.match(r"(?:an?|the)\s+", phrase, re.I)
    return match.end() if match else 0
