"""Word classes: the closed ones whole, and the verbs that notes use.

A word may stand in several classes; ``clauses`` decides by position. The verbs are listed in base form; their other
forms are derived by the spelling rules of English, irregular ones are written out.
"""

from __future__ import annotations

from functools import cache


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

_VERBS = """
abolish absorb abstract accelerate accept access accommodate accompany accomplish account accumulate achieve
acquire act activate adapt add address adhere adjust admit adopt advance affect aggregate agree aid aim align
allocate allow alter analyse analyze announce answer anticipate appear append apply appoint approach approve
approximate arise arrange arrive ask assemble assert assess assign assist associate assume assure attach attack
attain attempt attend attract attribute author automate average avoid balance ban base be bear beat become begin
behave believe belong benefit bind block boost bound branch break bring broadcast build burn buy cache calculate
call cancel capture carry cast catch categorize cause cease challenge change characterise characterize charge
check choose circulate cite claim clarify classify clean clear close cluster collapse collect combine come
commit communicate compare compensate compete compile complement complete comply compose comprise compress
compute concentrate concern conclude condition conduct configure confirm conform connect conquer consider
consist constitute constrain construct consume contain continue contract contradict contribute control converge
convert convey cool coordinate copy correct correlate correspond cost count cover crash create cross crystallize
cut damage deal decay decide declare decline decode decompose decrease decrypt dedicate defeat defend define
degrade delay delegate delete deliver demand demonstrate denote deny depend deploy deposit derive describe
deserve design destroy detach detect deteriorate determine develop deviate diagnose die differ differentiate
diffuse digest dilate diminish direct disable disappear discard discharge discourage discover display dissipate
dissolve distinguish distribute diverge divide do dominate double draw drain drive drop dry earn ease eat edit
elect eliminate embed emerge emit emphasize employ empty enable encapsulate enclose encode encompass encounter
encourage encrypt end enforce engage enhance enlarge ensure enter entitle enumerate equal erode escape establish
estimate evaluate evaporate evolve examine exceed excite exclude excrete execute exercise exert exhibit exist
expand expect experience expire explain exploit explore export expose express extend extract facilitate fail
fall favor favour feed feel fetch fight fill filter find finetune finish fit fix flow focus fold follow forbid
force forecast form format forward found free freeze fulfil fulfill function fuse gain gather generalise
generalize generate get give go govern grant group grow guarantee guard guide halve handle happen hash have heal
hear heat help hide highlight hit hold host hurt identify ignore illustrate imagine impact implement imply
import impose improve include incorporate increase incur indicate induce infect infer influence inform inhabit
inherit inhibit initiate inject innervate input insert inspect inspire install integrate intend interact
intercept interfere interpret interrupt introduce invade invent invert invest invoke involve isolate issue join
judge justify keep kill know label lack last launch lay lead leak learn leave lend let level leverage lie lift
limit line link list listen live load localize locate lock look loop lose lower maintain make manage manipulate
map mark mask match matter maximise maximize mean measure mediate meet melt memorize mention merge migrate
minimise minimize mirror mitigate mix model modify monitor motivate mount move multiply name narrow need negate
neglect neutralize note notice obey object observe obtain occupy occur offer omit open operate oppose optimise
optimize order organise organize originate outperform output overcome overfit overflow overlap override oversee
own oxidize pack parse partition pass pay penalise penalize penetrate perceive perform permit persist pick place
plan play point populate possess post postulate practice precede precipitate predict prefer prepare prescribe
present preserve press prevent print prioritize probe proceed process produce prohibit project promise promote
prompt propagate propose protect prove provide publish pull pump punish purchase purify push put query question
raise range rank reach react read realize rebuild recall receive recognise recognize recommend reconcile
reconstruct record recover redistribute reduce refer refine reflect refract refuse regard register regress
regulate reinforce reject relate relax release rely remain remember remove render renew repair repeat replace
replicate report represent request require resemble reserve reset reside resist resolve respect respond rest
restart restore restrict result retain retrieve return reuse reveal reverse revert review revise reward ride
rise rotate route rule run sample satisfy saturate save say scale scan schedule search secrete secure see seek
seem segregate select sell send sense separate serialize serve set settle shape share shift shine shorten show
shrink shuffle shut sign signal simplify simulate sit skip slow solve sort specialise specialize specify spend split
spoof spread stabilise stabilize stand standardize start state stay steal stem stimulate stop store stress
stretch strike strip structure study submit subscribe substitute succeed suffer suggest suit summarise summarize
supervise supply support suppose suppress surround survive suspend sustain switch symbolize synchronize
synthesize take talk target taste tax teach tell tend terminate test think threaten throttle tie tolerate touch
trace track trade train transcribe transfer transform translate transmit transport travel traverse treat trigger
truncate trust try tune turn type undergo underestimate underfit understand undo unify unite update upgrade
upload use utilise utilize validate value vanish vary verify vest vibrate view violate visit visualize vote wait
walk want warn wash waste watch weaken weigh widen win wish withdraw withstand work worry wrap write yield
"""

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
    push query question raise range rank reach record release repair report request research reserve rest result
    return reverse review reward ride rise route rule run sample scale scan schedule search sense set shape
    share shift sign signal slow sort split spread stand start state stay stem stop store stress stretch strike
    strip structure study supply support switch talk target taste tax test tie touch trace track trade train
    transfer transport travel trigger trust try turn type update upgrade upload use value view visit vote wait
    walk wash waste watch wish work wrap yield die lie lay long mean mass found ground second minute last
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
    "fit": ("fit", "fit"), "forbid": ("forbade", "forbidden"), "freeze": ("froze", "frozen"), "get": ("got", "gotten"),
    "give": ("gave", "given"), "go": ("went", "gone"), "grow": ("grew", "grown"), "have": ("had", "had"),
    "hear": ("heard", "heard"), "hide": ("hid", "hidden"), "hit": ("hit", "hit"), "hold": ("held", "held"),
    "hurt": ("hurt", "hurt"), "keep": ("kept", "kept"), "know": ("knew", "known"), "lay": ("laid", "laid"),
    "lead": ("led", "led"), "learn": ("learned", "learned"), "leave": ("left", "left"), "lend": ("lent", "lent"),
    "let": ("let", "let"), "lie": ("lay", "lain"), "lose": ("lost", "lost"), "make": ("made", "made"),
    "mean": ("meant", "meant"), "meet": ("met", "met"), "overcome": ("overcame", "overcome"),
    "override": ("overrode", "overridden"), "oversee": ("oversaw", "overseen"), "pay": ("paid", "paid"),
    "put": ("put", "put"), "read": ("read", "read"), "rebuild": ("rebuilt", "rebuilt"), "reset": ("reset", "reset"),
    "ride": ("rode", "ridden"), "rise": ("rose", "risen"), "run": ("ran", "run"), "say": ("said", "said"),
    "see": ("saw", "seen"), "seek": ("sought", "sought"), "sell": ("sold", "sold"), "send": ("sent", "sent"),
    "set": ("set", "set"), "shine": ("shone", "shone"), "show": ("showed", "shown"), "shrink": ("shrank", "shrunk"),
    "shut": ("shut", "shut"), "sit": ("sat", "sat"), "spend": ("spent", "spent"), "split": ("split", "split"),
    "spread": ("spread", "spread"), "stand": ("stood", "stood"), "steal": ("stole", "stolen"),
    "strike": ("struck", "struck"), "take": ("took", "taken"), "teach": ("taught", "taught"), "tell": ("told", "told"),
    "think": ("thought", "thought"), "undergo": ("underwent", "undergone"),
    "understand": ("understood", "understood"), "undo": ("undid", "undone"), "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"), "withstand": ("withstood", "withstood"), "write": ("wrote", "written"),
}  # fmt: skip

_DOUBLING = _set(
    """
    ban begin cut embed drop fit get hit let overfit underfit map plan put rub run set shut sit skip split spin
    stem step stop strip tap transfer trap trim wrap win refer occur commit submit admit permit emit omit
    control propel prefer incur format input output reset forbid upset cancel label model level
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


@cache
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


def base_of(word: str, form: str) -> str:
    """The base whose given form the word is, or an empty string."""
    return next((base for base, name in sorted(verb_readings(word)) if name == form), "")


def is_verb_form(word: str, *forms: str) -> bool:
    """Whether a lower-case word can be one of the verb forms."""
    return any(form in forms for _, form in verb_readings(word))
