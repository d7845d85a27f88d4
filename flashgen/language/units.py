"""Units of measure: what each is called, what it measures, and how many of the base unit it is.

The table is written as it is read: a dimension, then the units of it, each with its size in the dimension's first unit.
``+`` before a symbol lets it take the prefixes of the metric system; names take theirs where a symbol does. Units that
are not the same everywhere (pounds, gallons, tons) are dimensions of their own: equal only to themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

_TABLE = """
length: +m metre meter | in=0.0254 inch ″ | ft=0.3048 foot ′ | yd=0.9144 yard | mi=1609.344 mile | Å=1e-10 angstrom
    | au=149597870700 AU | ly=9460730472580800 light-year
mass: +g gram gramme | t=1e6 tonne | lb=453.59237 lbs | oz=28.349523125 ounce
tons: ton
pounds: pound
time: +s sec second | min=60 minute mins | h=3600 hour hr hrs | d=86400 day | wk=604800 week wks
calendar: mo month mth | quarter=3 | semester=6 | yr=12 year y yrs | decade=120 | century=1200 | millennium=12000
temperature: K kelvin | °C=1@273.15 celsius °c degC °celsius °centigrade | °F=5/9@459.67 fahrenheit °f degF °fahrenheit
share: %=0.01 percent | ‰=0.001 | ppm=0.000001 | ppb=0.000000001
points: pp
factor: × x times fold
volume: +L litre liter +l | cc=0.001 cm3=0.001 cm³ ccm | m3=1000 m³ | mm3=1e-6 mm³
gallons: gallon gal
pints: pint
cups: cup
area: m2 m² sqm | cm2=0.0001 cm² | mm2=0.000001 mm² | km2=1000000 km² | ha=10000 hectare | acre=4046.8564224
speed: m/s | km/h=5/18 kmh kph | mph=0.44704 | knot=0.514444 kn
energy: +J joule | +cal=4.184 calorie | +eV=1.602176634e-19 electronvolt | +Wh=3600
calories: Cal
power: +W watt | hp=745.69987
voltage: +V volt
current: +A amp ampere
resistance: +Ω ohm
capacitance: +F farad
frequency: +Hz hertz
beats: bpm
turns: rpm
force: +N newton
pressure: +Pa pascal | +bar=100000 | atm=101325 | mmHg=133.322 | psi=6894.757
substance: +mol mole
molarity: +M
equivalents: +Eq | mEq=0.001 milliequivalent
osmoles: +Osm osmole
activity: IU
flux: +T tesla
light: +lm lumen
dose: +Gy gray
radiation: +Sv sievert
decay: +Bq becquerel
level: dB decibel
data: +bit | kbit=1e3 kb Kb | Mbit=1e6 Mb | Gbit=1e9 Gb | Tbit=1e12 Tb | Pbit=1e15 Pb | +B=8 byte
bandwidth: +bps
operations: FLOP flop | kFLOP=1e3 | MFLOP=1e6 | GFLOP=1e9 | TFLOP=1e12 | PFLOP=1e15 | EFLOP=1e18
compute: +FLOPS
iops: IOPS
pixels: px pixel
density: dpi ppi
frames: fps
angle: ° degree deg | rad=57.29577951308232 radian
dollars: $ USD dollar US$
euros: € EUR euro
sterling: £ GBP
yen: ¥ JPY yen
"""
_SYMBOLS = {
    "n": "1e-9", "µ": "1e-6", "μ": "1e-6", "u": "1e-6", "m": "1e-3", "c": "1e-2", "d": "1e-1", "k": "1e3", "K": "1e3",
    "M": "1e6", "G": "1e9", "T": "1e12", "P": "1e15", "E": "1e18", "p": "1e-12", "f": "1e-15",
}  # fmt: skip
_NAMES = {
    "pico": "1e-12", "nano": "1e-9", "micro": "1e-6", "milli": "1e-3", "centi": "1e-2", "deci": "1e-1", "kilo": "1e3",
    "mega": "1e6", "giga": "1e9", "tera": "1e12", "peta": "1e15",
}  # fmt: skip
_SPELT_OUT = dict(zip(_NAMES, ("p", "n", "µ", "m", "c", "d", "k", "M", "G", "T", "P"), strict=True))
_BINARY = {f"{letter}i": 1024**power for power, letter in enumerate("KMGTPE", start=1)}
_OTHERWISE = frozenset({"pm", "Pm", "cd", "dB", "EA", "fs", "PA"})
"""What a prefix and a symbol spell that means something else: five in the afternoon."""
_SMALL = frozenset("length mass time volume substance molarity osmoles equivalents".split())
_LARGE = frozenset("frequency pressure bandwidth".split())
"""What is told in thousands of the unit at most, and what is not told in parts of it."""
_PLURALS = {"foot": "feet", "inch": "inches", "century": "centuries", "millennium": "millennia"}
_SHORT_NAME = 3
_POWER = re.compile(r"(\w+?)(\^?[23]|[²³])")
_DEGREES = re.compile(r"(?:degrees?\s|[°º]\s?)(?=(?:[CFK]|celsius|centigrade|fahrenheit)$)", re.I)
_PER = re.compile(r"\s?/\s?|\s+per\s+|\s+an?\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, and how one of it is told in the base unit of that."""

    name: str
    """The symbol that stands for all ways to write it."""
    dimension: str
    size: Fraction
    offset: Fraction = Fraction(0)
    """What is added before scaling: 0 °C are 273.15 K."""

    def base(self, magnitude: Fraction) -> Fraction:
        """That many of it in the base unit."""
        return (magnitude + self.offset) * self.size


@cache
def units() -> dict[str, Unit]:
    """Every unit by each way to write it; names in small letters."""
    found: dict[str, Unit] = {}
    for line in _TABLE.replace("\n    |", " |").strip().splitlines():
        dimension, _, said = line.partition(": ")
        for group in said.split(" | "):
            first, *others = group.split()
            written, _, value = first.partition("=")
            number, _, added = value.partition("@")
            main = Unit(written.lstrip("+"), dimension, Fraction(number or 1), Fraction(added or 0))
            for name in (written, *others):
                _add(found, name.lstrip("+"), main, prefixed=first.startswith("+"))
    return found


def _add(found: dict[str, Unit], written: str, unit: Unit, prefixed: bool) -> None:
    """Put a unit in, by what it is called, in the plural, and with the prefixes it takes."""
    prefixes: dict[str, Fraction | int] = {"": 1}
    if prefixed:
        name = written.islower()
        taken = (_SYMBOLS if len(written) <= _SHORT_NAME or not name else {}) | (_NAMES if name else {})
        prefixes |= {prefix: Fraction(power) for prefix, power in taken.items()}
    if unit.dimension == "data":
        prefixes = {prefix: power for prefix, power in prefixes.items() if power >= 1} | _BINARY
    for prefix, power in prefixes.items():
        if prefix and prefix + written in _OTHERWISE:
            continue
        made = Unit(_SPELT_OUT.get(prefix, prefix) + unit.name, unit.dimension, unit.size * power, unit.offset)
        found.setdefault(prefix + written, made)
        if written.isalpha() and written.islower() and len(written) >= _SHORT_NAME:
            found.setdefault(prefix + _PLURALS.get(written, f"{written}s"), made)


@lru_cache(maxsize=1 << 10)
def unit(written: str) -> Unit | None:
    """The unit that is written so: ``km``, ``kilometres``, ``mg/kg``, ``°C``; None where it is none."""
    plain = " ".join(written.split())
    if found := _single(plain):
        return found
    over, *under = _PER.split(plain)
    parts = [_single(part) for part in (over, *under)]
    if not under or any(part is None or part.offset for part in parts):
        return None
    top, *below = [part for part in parts if part]
    size = top.size
    for part in below:
        size /= part.size
    speed = top.dimension == "length" and [part.dimension for part in below] == ["time"]
    dimension = "speed" if speed else "/".join(part.dimension for part in (top, *below))
    return Unit("/".join(part.name for part in (top, *below)), dimension, size)


def in_any_case(written: str) -> tuple[str, ...]:
    """How units are written that these letters spell, whichever are capitals: of ``gb`` ``GB`` and ``Gb``."""
    return _by_letters().get(written.casefold(), ())


@cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    """One way to write each unit, by its letters in small."""
    found: dict[str, dict[tuple[str, Fraction], str]] = {}
    for written, known in units().items():
        if not _is_seldom(written, known):
            found.setdefault(written.casefold(), {}).setdefault((known.dimension, known.size), written)
    return {letters: tuple(ways.values()) for letters, ways in found.items()}


def _is_seldom(written: str, known: Unit) -> bool:
    """Whether nobody measures in it: in megaseconds, in millihertz."""
    of = units().get(written[1:])
    if of is None or of.dimension != known.dimension:
        return False
    times = known.size / of.size
    return (times < 1 and known.dimension in _LARGE) or (times >= 10**6 and known.dimension in _SMALL)


def _single(written: str) -> Unit | None:
    plain = _DEGREES.sub("°", written).replace("º", "°").replace("per cent", "percent")
    known = units()
    if (power := _POWER.fullmatch(plain)) and plain not in known and (base := known.get(power[1])) and not base.offset:
        times = 3 if power[2][-1] in "3³" else 2
        return Unit(f"{base.name}{times}", f"{base.dimension}{times}", base.size**times)
    return known.get(plain) or (known.get(plain.lower()) if len(plain) > _SHORT_NAME else None)
