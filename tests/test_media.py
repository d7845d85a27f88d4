"""Images of notes: found, checked, named."""

import hashlib
from pathlib import Path

import pytest

from flashgen import media
from flashgen.media import Images
from flashgen.model import Document, Media, Meta, Problem

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>'


def document(root: Path, name: str = "chapter/notes.md") -> Document:
    return Document(name, str(root / name), Meta(), (), 1, "markdown")


def put(root: Path, name: str, data: bytes = PNG) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def found(root: Path, target: str, name: str = "chapter/notes.md") -> Media:
    made = Images(root).resolve(target, document(root, name), 4)
    assert isinstance(made, Media), made
    return made


def refused(root: Path, target: str) -> str:
    problem = Images(root).resolve(target, document(root), 4)
    assert isinstance(problem, Problem)
    return str(problem)


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("curve.png", "chapter/curve.png"),
        ("./curve.png", "chapter/curve.png"),
        ("../images/curve.png", "images/curve.png"),
        ("..\\images\\curve.png", "images/curve.png"),
        ("/images/curve.png", "images/curve.png"),
        ("images/curve.png", "images/curve.png"),
        ("the%20curve.png", "chapter/the curve.png"),
        ("the curve.png", "chapter/the curve.png"),
        ("100%25.png", "chapter/100%.png"),
        ("100%25.png", "chapter/100%25.png"),
        ("curve.png?raw=true", "chapter/curve.png"),
        ("curve.png", "somewhere/else/curve.png"),
        ("Curve.PNG", "somewhere/else/curve.png"),
    ],
)
def test_where_an_image_may_be(tmp_path: Path, target: str, file: str) -> None:
    expected = put(tmp_path, file).resolve()
    assert Path(found(tmp_path, target).file) == expected


def test_of_several_with_one_name_the_nearest_is_meant(tmp_path: Path) -> None:
    put(tmp_path, "a/curve.png", PNG + b"1")
    near = put(tmp_path, "chapter/images/curve.png", PNG + b"2")
    put(tmp_path, "z/curve.png", PNG + b"3")
    assert Path(found(tmp_path, "curve.png").file) == near.resolve()


def test_hidden_folders_are_not_searched(tmp_path: Path) -> None:
    put(tmp_path, ".trash/curve.png")
    assert "is not there" in refused(tmp_path, "curve.png")


def test_text_that_never_was_a_file_finds_images_from_the_root(tmp_path: Path) -> None:
    put(tmp_path, "images/curve.png")
    made = Images(tmp_path).resolve("images/curve.png", Document("-", "", Meta(), (), 1, "text"), 1)
    assert isinstance(made, Media)


def test_the_name_tells_the_content(tmp_path: Path) -> None:
    put(tmp_path, "Größe der Zelle (2).PNG")
    name = found(tmp_path, "Größe der Zelle (2).PNG").name
    assert name == f"flashgen-{hashlib.sha256(PNG).hexdigest()[:12]}-Gr-e-der-Zelle-2.png"


def test_same_stem_other_content_other_name(tmp_path: Path) -> None:
    put(tmp_path, "a/x.png", PNG + b"1")
    put(tmp_path, "b/x.png", PNG + b"2")
    assert found(tmp_path, "/a/x.png").name != found(tmp_path, "/b/x.png").name


def test_a_name_without_a_safe_letter(tmp_path: Path) -> None:
    put(tmp_path, "細胞.png")
    assert found(tmp_path, "細胞.png").name.endswith("-image.png")


@pytest.mark.parametrize("target", ["https://example.org/a.png", "HTTP://example.org/a.png"])
def test_an_address_on_the_web_stays_one(tmp_path: Path, target: str) -> None:
    assert Images(tmp_path).resolve(target, document(tmp_path), 1) is None


def test_a_missing_image_is_a_problem_at_its_line(tmp_path: Path) -> None:
    assert refused(tmp_path, "no.png") == (
        "chapter/notes.md:4: image no.png: is not there; put the file beside the notes or take the image out"
    )


@pytest.mark.parametrize("target", ["../../secret.png", "chapter/../../secret.png", "..\\..\\secret.png"])
def test_nothing_outside_the_folder_is_taken(tmp_path: Path, target: str) -> None:
    root = tmp_path / "root"
    put(root, "chapter/notes.md")
    put(tmp_path, "secret.png")
    assert "is outside the notes' folder" in refused(root, target)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.png")
    put(tmp_path, "root/chapter/notes.md")
    (tmp_path / "root/chapter/a.png").symlink_to(secret)
    assert "is outside the notes' folder" in refused(tmp_path / "root", "a.png")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "data:image/png;base64,AAAA", "ftp://x/y.png"])
def test_other_addresses_are_refused(tmp_path: Path, target: str) -> None:
    assert "is not a file in the notes' folder" in refused(tmp_path, target)


def test_an_odd_target_is_refused_calmly(tmp_path: Path) -> None:
    assert "is not there" in refused(tmp_path, "a\0b.png")
    assert "is not there" in refused(tmp_path, "")
    assert "is not there" in refused(tmp_path, "x" * 5000 + ".png")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.bmp", b"BM", "is no image that Anki shows everywhere; use one of png, jpg"),
        ("a.png", b"version https://git-lfs", "does not hold png data"),
        ("a.jpg", PNG, "does not hold jpg data"),
        ("a.svg", b"<svg><script>alert(1)</script></svg>", "is an SVG that can run code"),
        ("a.svg", b"<svg:svg><svg:SCRIPT>alert(1)</svg:SCRIPT></svg:svg>", "is an SVG that can run code"),
        ("a.svg", b"<svg\nonload = 'alert(1)'/>", "is an SVG that can run code"),
        ("a.svg", b'<svg><a href="javascript:alert(1)"/></svg>', "is an SVG that can run code"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY x "y">]><svg/>', "is an SVG that can run code"),
        ("a.svg", b"<svg><foreignObject/></svg>", "is an SVG that can run code"),
        ("a.svg", b"<svg>\xff</svg>", "is an SVG that is not UTF-8"),
    ],
)
def test_what_is_no_safe_image_is_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    put(tmp_path, f"chapter/{name}", data)
    assert reason in refused(tmp_path, name)


def test_a_harmless_svg_is_taken(tmp_path: Path) -> None:
    put(tmp_path, "chapter/a.svg", SVG)
    assert found(tmp_path, "a.svg").name.endswith("-a.svg")


def test_a_huge_image_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MOST_BYTES", 1024 * 1024)
    put(tmp_path, "chapter/a.png", PNG + bytes(1024 * 1024))
    assert "is larger than 1 MB; make it smaller" in refused(tmp_path, "a.png")
