"""Words that a card may have of its own: those that make a question, and what signs and units are written out as."""

from __future__ import annotations

from flashgen.ask.tokens import key_of


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(key_of, words.split()))


ASKING = _stems(
    """
    what which who whom whose when where why how do does did done is are was were be been being am has have had
    having a an the of in on at by for with to from as and or that this there it its their his her one ones into
    about much many long far often name names term word abbreviation acronym type kind sort number amount value
    quantity percentage proportion fraction share ratio range year date time place person people thing property
    feature characteristic part reason purpose role function effect definition call called named stand mean meaning
    happen happens occur get gets become becomes use used describe say said give given apply refer order way form
    unit level s will can would made make case each if another other present found seen located patient take go goes
    come you they we them him she he while but although though between during then should able under behind among
    against so besides well along rather instead whether than either such example compare compared contrast
    difference according also state tell serve
    """
)
"""Words of questions, which say nothing of their own."""
SORTS = _stems(
    """
    side direction color colour shape place position location country city town region continent area organ body
    person people company organisation organization author scientist engineer architect inventor king queen ruler
    war battle law rule principle theory theorem formula equation model algorithm method technique tool device
    machine service language command option flag key field header code protocol port format file system layer level
    class category group family species element compound acid gas metal material substance liquid structure
    component process operation step phase stage action event condition state situation problem advantage
    disadvantage benefit drawback limitation risk consequence goal measure symbol letter sign disease symptom drug
    test gland muscle bone artery vein nerve cell tissue enzyme hormone gene protein building tower data database
    approach strategy standard tense mood decade century month season day attribute parameter variable factor figure
    statement size age sex habit change finding tumour tumor duct vessel organism bacterium virus nutrient vitamin
    mineral product treatment procedure investigation classification carrier population member item point line
    exercise ingredient team task job skill metric argument table column row query index node edge graph tree list
    string object cluster server client request response message queue packet address network bit byte branch court
    act amendment article clause party office ministry treaty cause choice conversion requirement practice path
    library source target sequence layout
    """
)
"""What an answer may be called a sort of, behind ``which`` or in ``what is the ... of``."""
THINGS = _stems("system process case event")
"""What anything may be called behind ``a`` or ``the``."""
WITH_HOW = _stems("large big high low old fast deep wide tall heavy strong soon quickly likely common close")
"""What may be asked for behind ``how``."""
SMALL = frozenset("a an the of in is are it its to and".split())
"""Words that an answer may have or lack."""
NEGATIONS = frozenset("not no never none nothing without neither nor cannot".split())

SIGNS = {
    "↑": _stems("increase raise rise high elevate grow more up great improve"),
    "↓": _stems("decrease reduce lower low fall drop less down decline diminish"),
    "→": _stems("lead cause give become result produce then yield to into so"),
    "=": _stems("be equal mean same stand equivalent"),
    ">": _stems("more great large high than over above exceed better common"),
    "<": _stems("less few small low than under below"),
    "≥": _stems("least more minimum up"),
    "≤": _stems("most up maximum"),
    "~": _stems("about approximately around roughly"),
    "%": _stems("percent percentage per cent"),
    "+": _stems("plus and more"),
    "±": _stems("plus minus"),
    "×": _stems("times by"),
    "°": _stems("degree"),
    "$": _stems("dollar"),
    "€": _stems("euro"),
    "£": _stems("pound"),
    "aka": _stems("know call name"),
    "versus": _stems("compare against vs"),
    "because": _stems("reason"),
    "due": _stems("reason because"),
    "since": _stems("reason because"),
}
"""What a sign of the notes may be written out as."""
UNITS = {
    unit: key_of(word)
    for word, units in {
        "thousand": "k K", "million": "M m mn", "billion": "B bn", "trillion": "T tn", "year": "yr yrs",
        "hour": "h hr hrs",
        "minute": "min mins", "second": "s sec", "day": "d", "week": "wk wks", "month": "mo mos", "kilometre": "km",
        "kilogram": "kg", "milligram": "mg", "millilitre": "ml mL", "centimetre": "cm", "millimetre": "mm",
    }.items()
    for unit in units.split()
}  # fmt: skip
"""Units behind a number, and the stem of the same written out."""
DIGITS = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
"""Numbers in one word."""
