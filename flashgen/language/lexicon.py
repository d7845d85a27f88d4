"""Word classes: the closed ones whole, and the verbs that notes use.

A word may stand in several classes; ``clauses`` decides by position. ``verbs.txt`` lists the verbs in base form; their
other forms are derived by the spelling rules of English, irregular ones are written out.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    """
    a an the this that these those some any each every no all both either neither another such many most much
    several few fewer less more my your his her its our their what which whose
    """
)
PREPOSITIONS = _set(
    """
    about above across after against along amid among around as at before behind below beneath beside between
    beyond by despite down during except for from in inside into like near of off on onto out outside over past
    per since than through throughout to toward towards under underneath until up upon via vs with within
    without
    """
)
SUBORDINATORS = _set(
    """
    after although as because before if once since so than though till unless until when whenever where whereas
    wherever while whether lest provided
    """
)
RELATIVES = _set("that which who whom whose where when why")
COORDINATORS = _set("and or but nor yet")
PRONOUNS = _set(
    """
    i you he she it we they me him us them this that these those there here one ones someone anyone everyone
    something anything everything nothing none myself yourself itself themselves ourselves
    """
)
PERSONAL = _set(
    """
    i you we he she me us him my your our let's i'm we're you're i've we've you've i'd we'd you'd you'll we'll
    """
)
MODALS = _set("""
    can could may might must shall should will would cannot can't couldn't mustn't shouldn't won't wouldn't
    """)
BE = _set("is are was were am be been being isn't aren't wasn't weren't")
BE_FINITE = _set("is are was were am isn't aren't wasn't weren't")
HAVE = _set("has have had hasn't haven't hadn't")
DO = _set("do does did don't doesn't didn't")
NEGATIONS = _set("not never no n't hardly neither nor cannot without")
HEDGES = _set(
    """
    about almost apparently approximately around generally likely mainly mostly nearly normally often only
    possibly potentially predominantly presumably primarily probably roughly seldom sometimes somewhat typically
    usually rarely largely partly perhaps
    """
)
ADVERBS = HEDGES | _set(
    """
    again ago already also always away back either else enough even ever far fast first further furthermore hard
    hence here how however indeed instead just later least less long more moreover most much never not now once
    otherwise quite rather so soon still then there therefore thus together too twice very well yet
    """
)
COPULAS = _set("be become remain seem appear stay look feel sound")

_VERBS = resources.files(__package__).joinpath("verbs.txt").read_text(encoding="utf-8")
"""Base forms of the verbs that notes use."""

# Verbs whose -s and base forms are as often nouns: only what stands around them decides.
NOUN_LIKE = _set(
    """
    abstract access account act address advance aid aim answer approach attack attempt attribute average balance
    ban base benefit block boost branch break broadcast cache call cast cause challenge change charge check
    claim cluster combine complement compound concern condition conduct contract control copy cost count cover
    crash cross cut damage deal decay decline decrease delay demand deposit design digest discharge display
    double drain drive drop end estimate exercise experience exploit export fall feed fight filter finish fit
    fix flow focus fold force forecast form format function gain group guarantee guard guide hash heat help hit
    host impact import increase influence input interrupt issue judge label lead leak level limit line link list
    load lock look loop map mark mask match matter measure mention mirror mix model monitor mount move name need
    note notice object offer order output overflow overlap pack partition pass pay pick place plan play point
    post practice present press print probe process produce profile project promise prompt pull pump purchase
    push query question raise range rank reach recall record release repair report request research reserve rest result
    return reverse review reward ride rise route rule run sample scale scan schedule search sense set shape
    share shift sign signal slow sort split spread stand start state stay stem stop store stress stretch strike
    strip structure study supply support switch talk target taste tax test tie touch trace track trade train
    transfer transport travel trigger trust try turn type update upgrade upload use value view visit vote wait
    walk wash waste watch wish work wrap yield die lie lay long mean mass found ground second minute last appeal
    bite bloom blow brew crown cure dance doubt drill dust dye echo exile fear fire float fork fracture graze
    hate hedge hunt lease levy love mill mine nail orbit paint peel plough polish pour praise quote reign rent
    revolt rhyme roll rot rust sail salt season sentence skim slice smoke sound spawn stage steam sting strain
    swell toast veto weave whisk sink sew throw thin warm wet sow spill forge
    arm arrest bypass capture convert craft downgrade escape fly hammer highlight hire land manufacture overload
    rescue retreat splice tailor tilt tune underline uplift worship
    """
)

_IRREGULAR = {
    "be": ("was", "been"), "bear": ("bore", "borne"), "beat": ("beat", "beaten"), "become": ("became", "become"),
    "begin": ("began", "begun"), "bind": ("bound", "bound"), "break": ("broke", "broken"),
    "bring": ("brought", "brought"), "build": ("built", "built"), "buy": ("bought", "bought"),
    "cast": ("cast", "cast"), "catch": ("caught", "caught"), "choose": ("chose", "chosen"), "come": ("came", "come"),
    "cost": ("cost", "cost"), "cut": ("cut", "cut"), "deal": ("dealt", "dealt"), "do": ("did", "done"),
    "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "eat": ("ate", "eaten"), "fall": ("fell", "fallen"),
    "feed": ("fed", "fed"), "feel": ("felt", "felt"), "fight": ("fought", "fought"), "find": ("found", "found"),
    "fit": ("fit", "fit"), "flee": ("fled", "fled"), "fly": ("flew", "flown"), "forbid": ("forbade", "forbidden"),
    "forget": ("forgot", "forgotten"), "freeze": ("froze", "frozen"), "get": ("got", "gotten"),
    "give": ("gave", "given"), "go": ("went", "gone"), "grow": ("grew", "grown"), "have": ("had", "had"),
    "hear": ("heard", "heard"), "hide": ("hid", "hidden"), "hit": ("hit", "hit"), "hold": ("held", "held"),
    "hurt": ("hurt", "hurt"), "keep": ("kept", "kept"), "know": ("knew", "known"), "lay": ("laid", "laid"),
    "lead": ("led", "led"), "learn": ("learned", "learned"), "leave": ("left", "left"), "lend": ("lent", "lent"),
    "let": ("let", "let"), "lie": ("lay", "lain"), "lose": ("lost", "lost"), "make": ("made", "made"),
    "mean": ("meant", "meant"), "meet": ("met", "met"), "overcome": ("overcame", "overcome"),
    "override": ("overrode", "overridden"), "oversee": ("oversaw", "overseen"),
    "overlie": ("overlay", "overlain"), "overthrow": ("overthrew", "overthrown"), "pay": ("paid", "paid"),
    "put": ("put", "put"), "read": ("read", "read"), "rebuild": ("rebuilt", "rebuilt"), "reset": ("reset", "reset"),
    "ride": ("rode", "ridden"), "rise": ("rose", "risen"), "run": ("ran", "run"), "say": ("said", "said"),
    "see": ("saw", "seen"), "seek": ("sought", "sought"), "sell": ("sold", "sold"), "send": ("sent", "sent"),
    "set": ("set", "set"), "shine": ("shone", "shone"), "show": ("showed", "shown"), "shrink": ("shrank", "shrunk"),
    "shut": ("shut", "shut"), "sit": ("sat", "sat"), "spend": ("spent", "spent"), "split": ("split", "split"),
    "spread": ("spread", "spread"), "stand": ("stood", "stood"), "steal": ("stole", "stolen"),
    "strike": ("struck", "struck"), "take": ("took", "taken"), "teach": ("taught", "taught"), "tell": ("told", "told"),
    "think": ("thought", "thought"), "swear": ("swore", "sworn"), "undergo": ("underwent", "undergone"),
    "underlie": ("underlay", "underlain"),
    "understand": ("understood", "understood"), "undo": ("undid", "undone"), "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"), "withstand": ("withstood", "withstood"), "write": ("wrote", "written"),
}  # fmt: skip

_DOUBLING = _set(
    """
    ban begin cut embed drop fit get hit let overfit underfit map plan put rub run set shut sit skip split spin
    stem step stop strip tap transfer trap trim wrap win refer occur commit submit admit permit emit omit
    control expel propel prefer incur format input output reset forbid upset cancel label model level
    """
)


def _forms(base: str) -> tuple[str, str, str, str]:
    """The -s, past, past participle and -ing forms of a base verb."""
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = base + "es"
    elif base.endswith("y") and base[-2] not in "aeiou":
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    if base.endswith("ie"):
        stem_ed, stem_ing = base, base[:-2] + "y"
    elif base.endswith("e"):
        stem_ed, stem_ing = base, base if base.endswith(("ee", "oe", "ye")) else base[:-1]
    elif base in _DOUBLING:
        stem_ed = stem_ing = base + base[-1]
    elif base.endswith("y") and base[-2] not in "aeiou":
        stem_ed, stem_ing = base[:-1] + "i", base
    else:
        stem_ed = stem_ing = base
    regular = stem_ed + ("d" if stem_ed.endswith("e") else "ed")
    past, participle = _IRREGULAR.get(base, (regular, regular))
    return {"have": "has", "be": "is"}.get(base, third), past, participle, stem_ing + "ing"


@cache
def _index() -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for base in _VERBS.split():
        third, past, participle, gerund = _forms(base)
        forms = {(base, "base"), (third, "s"), (past, "past"), (participle, "participle"), (gerund, "ing")}
        for form, name in forms:
            found.setdefault(form, set()).add((base, name))
    return {form: frozenset(readings) for form, readings in found.items()}


_PREFIXES = ("re-", "pre-", "co-", "over", "out", "under", "fine-", "de", "un", "mis", "re", "pre")


@lru_cache(maxsize=1 << 15)
def verb_readings(word: str) -> frozenset[tuple[str, str]]:
    """The (base, form) readings of a lower-case word as a verb; form is base, s, past, participle or ing.

    A prefixed verb is read as its base (``outperforms`` as ``perform``); an unlisted word has no reading.
    """
    index = _index()
    if word in index:
        return index[word]
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if len(rest) > 3 and rest != word and rest in index:
            return index[rest]
    return frozenset()


@lru_cache(maxsize=1 << 15)
def base_of(word: str, form: str) -> str:
    """The base whose given form the word is, or an empty string."""
    return next((base for base, name in sorted(verb_readings(word)) if name == form), "")


def is_verb_form(word: str, *forms: str) -> bool:
    """Whether a lower-case word can be one of the verb forms."""
    return not _verb_forms(word).isdisjoint(forms)


@lru_cache(maxsize=1 << 15)
def _verb_forms(word: str) -> frozenset[str]:
    return frozenset(form for _, form in verb_readings(word))
