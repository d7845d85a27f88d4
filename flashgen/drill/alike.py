"""Words that differ only in writing, words that differ by a slip of the keyboard, and words that only look alike."""

from __future__ import annotations

import re
import unicodedata

from flashgen.language.words import stem

_GREEK_NAMES = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega
""".split()
_GREEK = dict(zip("αβγδεζηθικλμνξπρστφχψω", _GREEK_NAMES, strict=True))
_LONE_GREEK = re.compile(r"(?<![^\W_])([α-ω])(?![^\W_])", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:^\s*(?:A|An|The)|(?:^|(?<=\s))(?:an?|the))\s+(?=\w)")
"""Not so the A of hepatitis A, nor that of a vitamin A deficiency."""
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "", "´": "'"})
_TOKEN = re.compile(r"[^\W_]+(?:['.](?=[^\W_])[^\W_]+)*\+*#?")
_BRITISH = (
    (re.compile(r"(?<=[a-z])our(?=s?$|ed$|ing$|al$|less$)"), "or"),
    (re.compile(r"(?<=[a-z])([bct])re(?=s?$)"), r"\1er"),
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e[ds]?|ing|ations?|er)$)"), "iz"),
    (re.compile(r"(?<=[a-z])ys(?=e[ds]?$|ing$)"), "yz"),
    (re.compile(r"[ao]e(?=[a-z]{2})"), "e"),
)

LITTLE = frozenset(
    "an the of in on at by for to is are was were be been being it its this that these those and which who when "
    "where as from into has have had do does s between into he she they you".split()
)
"""Words whose absence changes nothing."""

_PREFIXES = (
    "hyper hypo inter intra extra ab ad af ef endo exo ecto micro macro pre post pro per peri para anti ante uni bi "
    "tri mono poly oligo supra sub super infra tachy brady homo hetero in ex im em en de re un dis under over up "
    "down an cat iso aniso gluco glyco proto deutero multi semi hemi trans cis ortho meta deca deci kilo mega giga "
    "milli nano pico"
).split()
_CONFUSED = tuple(
    frozenset(pair.split("/"))
    for pair in (
        "ileum/ilium peroneal/perineal affect/effect principal/principle complement/compliment adsorption/absorption "
        "adsorb/absorb prostate/prostrate palate/palette discrete/discreet stationary/stationery thymine/thiamine "
        "ureter/urethra mitosis/meiosis glucagon/glycogen amino/imino alkane/alkene alkene/alkyne alkane/alkyne "
        "arginine/argentine malleus/malleolus tibial/fibial mucus/mucous casual/causal causality/casualty "
        "nitrate/nitrite sulfate/sulfite sulphate/sulphite chloride/chlorite phosphate/phosphite "
        "transcription/translation perfusion/profusion councilor/counselor vein/vain "
        "dysphagia/dysphasia"
    ).split()
)
_OPPOSITES = (
    "increase/decrease rise/fall high/low higher/lower highest/lowest more/less more/fewer most/least before/after "
    "minimum/maximum minimal/maximal true/false always/never left/right up/down upper/lower first/last large/small "
    "larger/smaller big/little positive/negative top/bottom fast/slow faster/slower early/late open/closed on/off "
    "inside/outside inner/outer above/below hot/cold warm/cold strong/weak stronger/weaker long/short longer/shorter "
    "active/passive input/output push/pull gain/loss win/lose add/remove all/none with/without public/private "
    "parent/child client/server source/target male/female acid/base oxidation/reduction vertical/horizontal "
    "ascending/descending dorsal/ventral proximal/distal medial/lateral anterior/posterior superior/inferior"
).split()
_OPPOSITE_OF: dict[str, frozenset[str]] = {}
for _pair in _OPPOSITES:
    _one, _, _other = _pair.partition("/")
    for _word, _against in ((_one, _other), (_other, _one)):
        _OPPOSITE_OF[stem(_word)] = _OPPOSITE_OF.get(stem(_word), frozenset()) | {stem(_against)}


def spellings(text: str) -> tuple[str, ...]:
    """A text without what does not count: case, accents, superscripts; an umlaut both as one letter and as two."""
    text = _LONE_GREEK.sub(lambda match: f" {_GREEK[match[1].lower()]} ", _ARTICLE.sub("", text))
    text = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES).replace("&", " and ").replace("^", "")
    both = dict.fromkeys((text, unicodedata.normalize("NFC", text).translate(_GERMAN)))
    return tuple(dict.fromkeys(map(_bare, both)))


def tokens(text: str) -> list[str]:
    """The words of a spelling, in American English, without inflection."""
    return [_base(word) for word in _TOKEN.findall(text)]


def as_typed(text: str) -> dict[str, str]:
    """By each of a spelling's ``tokens`` the word as it stands there."""
    return {_base(word): word for word in _TOKEN.findall(text)}


def american(word: str) -> str:
    """A word as Americans spell it."""
    if len(word) > 4 and word.isascii():
        for pattern, spelt in _BRITISH:
            word = pattern.sub(spelt, word)
    return word


def opposed(one: str, other: str) -> bool:
    """Whether one word is the opposite of another."""
    return other in _OPPOSITE_OF.get(one, ())


def slip(meant: str, typed: str) -> bool:
    """Whether a word may be another one mistyped: a letter or two wrong, but not so that another word comes out.

    Short words and those with digits are never slips, nor are words that begin with another letter, or that differ
    in a prefix which turns the meaning.
    """
    shorter = min(len(meant), len(typed))
    if shorter < 5 or any(letter.isdigit() for letter in meant + typed) or meant[0] != typed[0]:
        return False
    if frozenset((meant, typed)) in _CONFUSED or _other_prefix(meant, typed):
        return False
    if _undoubled(meant) == _undoubled(typed):
        return True
    if shorter < 7 and len(meant) == len(typed):
        return sorted(meant) == sorted(typed) and _distance(meant, typed, 1) <= 1
    most = 1 if max(len(meant), len(typed)) < 9 else 2
    return _distance(meant, typed, most) <= most


def _base(word: str) -> str:
    """A word without its inflection; not, where a little word would be left: the Andes are no *and*."""
    found = stem(american(word))
    return word if found in LITTLE else found


def _bare(text: str) -> str:
    """Without accents, in scripts where they are signs of their own."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def _other_prefix(one: str, other: str) -> bool:
    mine = [prefix for prefix in _PREFIXES if one.startswith(prefix)]
    theirs = [prefix for prefix in _PREFIXES if other.startswith(prefix)]
    return any(a != b and one[len(a) :] == other[len(b) :] for a in mine for b in theirs)


def _distance(one: str, other: str, most: int) -> int:
    """How many letters to put in, leave out, change or swap with their neighbour; above ``most`` some larger number."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
