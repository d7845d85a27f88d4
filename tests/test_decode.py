"""From bytes to text: marks, UTF-8, guesses, and what is refused."""

import codecs
import gzip
import random
import time
import unicodedata
import zlib

import pytest

from flashgen.model import FlashgenError, Severity
from flashgen.sources.decode import Decoded, decode

ENGLISH = "The cell's “powerhouse” – as the cliché has it – makes about 30 molecules of ATP.\n"
GERMAN = "Die größte Drüse des Körpers ist die Leber; sie wiegt etwa 1,5 kg und liegt über dem Magen.\n"
FRENCH = "L'énergie libérée dépend de la température à laquelle la réaction a été menée.\n"
POLISH = "Źródłem energii są cząsteczki, które wiążą się z błoną; część z nich zużywa później mięsień.\n"
RUSSIAN = "Клетка получает энергию из глюкозы, а избыток запасает в виде жира и гликогена.\n"
GREEK = "Το κύτταρο παίρνει ενέργεια από τη γλυκόζη και αποθηκεύει ό,τι περισσεύει.\n"
JAPANESE = "細胞はブドウ糖からエネルギーを得て、余った分を脂肪として蓄える。\n"


def refused(data: bytes) -> str:
    with pytest.raises(FlashgenError) as caught:
        decode(data, "a.md")
    return str(caught.value.problem)


@pytest.mark.parametrize("text", ["", "\n", ENGLISH, POLISH, RUSSIAN, JAPANESE, "🧠 ok", "# É\n" * 1000])
def test_utf_8_needs_no_guess(text: str) -> None:
    assert decode(text.encode(), "a.md") == Decoded(text, "utf-8")


@pytest.mark.parametrize("text", ["", "x", ENGLISH, RUSSIAN, JAPANESE])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str, text: str) -> None:
    assert decode(mark + text.encode(encoding), "a.md") == Decoded(text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, GERMAN, RUSSIAN, "ok\n"])
def test_utf_16_without_a_mark_is_guessed(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.md")
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert str(decoded.problem) == f"a.md: is not UTF-8, read as {encoding}; if letters are wrong, save it as UTF-8"


@pytest.mark.parametrize(
    "text",
    [ENGLISH, GERMAN, FRENCH, "café\n", "naïve", "5 µm² ± 2 °C", "Q: What costs 5 £?\nA: Nothing.\n", "señor ¿qué?\n"],
)
@pytest.mark.parametrize("before", ["", "All of this line is ASCII.\n" * 5000])
def test_western_text_of_before_unicode(text: str, before: str) -> None:
    decoded = decode((before + text).encode("cp1252"), "a.md")
    assert (decoded.text, decoded.encoding) == (before + text, "cp1252")
    assert decoded.problem is not None
    assert decoded.problem.severity is Severity.WARNING


def test_bytes_that_windows_1252_lacks_are_latin_1() -> None:
    decoded = decode((GERMAN * 5).encode("latin-1") + b"\x81\n", "a.md")
    assert (decoded.text, decoded.encoding) == (GERMAN * 5 + " \n", "latin-1")
    assert decoded.problem is not None


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (FRENCH, "mac_roman"),
        (GERMAN, "cp850"),
        (POLISH, "cp1250"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_other_scripts_are_detected(text: str, encoding: str) -> None:
    decoded = decode((text * 3).encode(encoding), "a.md")
    assert decoded.text == text * 3
    assert decoded.problem is not None


def test_a_slip_in_utf_8_costs_only_itself() -> None:
    data = f"{GERMAN}{RUSSIAN}".encode() + b"caf\xe9\n" + GERMAN.encode()
    decoded = decode(data, "a.md")
    assert (decoded.text, decoded.encoding) == (f"{GERMAN}{RUSSIAN}caf\ufffd\n{GERMAN}", "utf-8")
    assert str(decoded.problem) == "a.md:3: holds bytes that are not UTF-8; retype what now reads \ufffd"


def test_a_cut_file_with_a_mark_is_read_as_far_as_it_goes() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "eins\nzwei".encode("utf-16-le") + b"\x00", "a.md")
    assert decoded.text == "eins\nzwei\ufffd"
    assert str(decoded.problem) == "a.md:2: holds bytes that are not UTF-16-LE; retype what now reads \ufffd"


def test_only_three_things_end_a_line() -> None:
    text = "one\r\ntwo\rthree\n\r\nfour\x0bfour\x0cfour\x85four\u2028four\u2029four\x1cfour\x1b[2Jfour\x7f\n"
    decoded = decode(text.encode(), "a.md")
    assert decoded.text.split("\n") == ["one", "two", "three", "", "four four four four four four four [2Jfour ", ""]
    assert decoded.text.splitlines() == decoded.text.split("\n")[:-1]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\nplain words", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"PK\x03\x04" + bytes(20), "a ZIP archive, as .docx, .epub and .apkg are"),
        (gzip.compress(b"words", mtime=0), "gzip data"),
        (b"\xff\xd8\xff\xe0abc", "a JPEG image"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"abc\0def", "it holds NUL bytes"),
        (bytes(1000), "it holds NUL bytes"),
        (codecs.BOM_UTF8 + b"abc\0", "it holds NUL characters"),
        (b"\x01\x02\x03\x04 words", "it holds many control characters"),
    ],
)
def test_what_is_not_text_is_refused(data: bytes, what: str) -> None:
    assert refused(data) == f"a.md: is not text ({what}); leave it out with exclude: in flashgen.yaml"


@pytest.mark.parametrize("encoding", ["cp1251", "shift_jis"])
def test_a_sample_does_not_cut_characters(encoding: str) -> None:
    text = {"cp1251": RUSSIAN, "shift_jis": JAPANESE}[encoding].replace("\n", " ") * 5000
    for shift in range(3):
        assert decode(("-" * shift + text).encode(encoding), "a.md").text == "-" * shift + text


def test_noise_is_refused() -> None:
    for seed in range(20):
        refused(random.Random(seed).randbytes(10_000))
        refused(random.Random(seed).randbytes(10_000).replace(b"\0", b""))
    refused(zlib.compress(random.Random(1).randbytes(5000)))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
def test_a_line_of_ten_megabytes(encoding: str) -> None:
    text = "größer und weiter, " * 550_000
    assert decode(text.encode(encoding), "a.md").text == text


def test_a_flood_of_marks_on_one_letter_is_parted() -> None:
    flood = "a" + "\u0301\u0316" * 50_000
    text = decode(flood.encode(), "x.md").text
    assert text.replace("\u034f", "") == flood
    assert max(len(part) for part in text.split("\u034f")) <= 31
    start = time.monotonic()
    unicodedata.normalize("NFC", text)
    assert time.monotonic() - start < 1
    for calm in ("é" * 5_000, "e\u0301" * 5_000, "\u0939\u093f\u0928\u094d\u0926\u0940 " * 5_000, "中" * 5_000):
        assert decode(calm.encode(), "x.md").text == calm
