"""Units by what they measure, so that 1500 m and 1.5 km are one length: the factor to the base unit of each."""

from __future__ import annotations

from collections import defaultdict

Unit = tuple[str, float]
"""What it measures, and how many of the base unit it is."""

_PREFIXES = {
    "n": ("nano", 1e-9), "µ": ("micro", 1e-6), "u": ("micro", 1e-6), "m": ("milli", 1e-3), "c": ("centi", 1e-2),
    "d": ("deci", 1e-1), "k": ("kilo", 1e3), "M": ("mega", 1e6), "G": ("giga", 1e9), "T": ("tera", 1e12),
    "P": ("peta", 1e15),
}  # fmt: skip
_PREFIXED = (
    # symbols, words, what it measures, in base units, prefixes
    ("m", "metre meter", "length", 1, "nµumcdk"),
    ("g", "gram gramme", "mass", 1, "nµumkM"),
    ("s", "second sec", "time", 1, "nµum"),
    ("l L", "litre liter", "volume", 1, "nµumcd"),
    ("Hz", "hertz", "frequency", 1, "kMGT"),
    ("V", "volt", "voltage", 1, "nµumkM"),
    ("W", "watt", "power", 1, "nµumkMGT"),
    ("A", "ampere amp", "current", 1, "nµum"),
    ("J", "joule", "energy", 1, "mkMG"),
    ("cal", "calorie", "energy", 4.184, "k"),
    ("eV", "electronvolt", "particle energy", 1, "kMGT"),
    ("Pa", "pascal", "pressure", 1, "kM"),
    ("bar", "bar", "pressure", 1e5, "m"),
    ("N", "newton", "force", 1, "mkM"),
    ("mol", "mole", "amount", 1, "nµum"),
    ("Osm", "osmole", "osmoles", 1, "m"),
    ("Eq", "equivalent", "equivalents", 1, "m"),
    ("B", "byte", "data", 8, "kMGTP"),
    ("b bit", "bit", "data", 1, "kMGTP"),
    ("bps", "", "data rate", 1, "kMGT"),
    ("FLOPS", "", "speed of computing", 1, "MGTP"),
)
_PLAIN = (
    ("min mins minute", "time", 60), ("h hr hrs hour", "time", 3600), ("d day", "time", 86_400),
    ("wk week", "time", 604_800), ("month", "months", 1), ("y yr yrs year", "months", 12), ("decade", "months", 120),
    ("century", "months", 1200), ("t tonne", "mass", 1e6), ("ha hectare", "area", 1e4), ("mmHg", "pressure", 133.322),
    ("in inch", "length", 0.0254), ("ft foot", "length", 0.3048), ("mile", "length", 1609.344),
    ("lb lbs pound", "mass", 453.592), ("oz ounce", "mass", 28.3495), ("°C degC", "celsius", 1),
    ("°F degF", "fahrenheit", 1), ("K kelvin", "kelvin", 1), ("° degree deg", "angle", 1), ("bpm", "beats", 1),
    ("rpm", "turns", 1), ("ppm", "ppm", 1),
    ("ppb", "ppb", 1), ("IU", "IU", 1), ("dB decibel", "level", 1), ("$ dollar usd", "dollars", 1),
    ("€ euro eur", "euros", 1), ("£ gbp", "pounds sterling", 1), ("¥ yen jpy", "yen", 1), ("cent", "cents", 1),
    ("KB", "data", 8e3), ("KiB", "data", 8 * 2**10), ("MiB", "data", 8 * 2**20), ("GiB", "data", 8 * 2**30),
    ("TiB", "data", 8 * 2**40), ("Kbps", "data rate", 1e3), ("Kb Kbit", "data", 1e3),
)  # fmt: skip
_IRREGULAR = {"century": "centuries", "inch": "inches", "foot": "feet", "hertz": "hertz"}


def _table() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for symbols, words, measures, size, prefixes in _PREFIXED:
        for symbol in symbols.split():
            found[symbol] = measures, size
            found.update({p + symbol: (measures, size * _PREFIXES[p][1]) for p in prefixes})
        for word in words.split():
            for prefix, factor in [("", 1.0), *(_PREFIXES[p] for p in prefixes)]:
                found[f"{prefix}{word}"] = found[f"{prefix}{_IRREGULAR.get(word, f'{word}s')}"] = (
                    measures,
                    size * factor,
                )
    for names, measures, size in _PLAIN:
        for name in names.split():
            found[name] = measures, size
            if len(name) > 2:
                found.setdefault(_IRREGULAR.get(name, f"{name}s"), (measures, size))
    return found


_EXACT = _table()


def _caseless() -> dict[str, Unit]:
    """Names that mean one thing however they are written: ``mosm``, ``Hours``, but not ``mw``."""
    meanings: dict[str, set[Unit]] = defaultdict(set)
    for name, unit in _EXACT.items():
        meanings[name.casefold()].add(unit)
    return {name: next(iter(units)) for name, units in meanings.items() if len(units) == 1}


_ANY_CASE = _caseless()


def unit(name: str) -> Unit | None:
    """The unit of that name; upper and lower case count only where they tell two units apart."""
    name = name.replace("μ", "µ")
    return _EXACT.get(name) or _ANY_CASE.get(name.casefold())
