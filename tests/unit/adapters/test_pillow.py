"""Pictures are made anew of their pixels; what is none is refused with a sentence that says why."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from flotilla.adapters.pillow import MAX_PIXELS, MAX_SIDE, THUMBNAIL_SIDE, PillowImaging
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.pictures import MAX_BYTES

imaging = PillowImaging()


def encoded(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    written = io.BytesIO()
    (image or Image.radial_gradient("L").convert("RGB")).save(written, kind, **options)
    return written.getvalue()


def read(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(("kind", "mime"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/jpeg")])
def test_what_phones_show_everywhere_comes_out(kind: str, mime: str) -> None:
    made = imaging.prepare(encoded(kind))
    assert (made.mime, made.width, made.height) == (mime, 256, 256)
    assert Image.MIME[str(read(made.content).format)] == mime
    assert read(made.thumbnail).format == "WEBP"


def test_where_and_with_what_it_was_taken_is_forgotten_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # The camera was held upright.
    exif[0x010F] = "Sample camera"
    exif.get_ifd(0x8825)[2] = (8.0, 3.0, 14.0)
    made = imaging.prepare(encoded("JPEG", Image.new("RGB", (400, 100), "red"), exif=exif, comment=b"secret note"))
    assert (made.width, made.height) == (100, 400)
    for part in (made.content, made.thumbnail):
        assert not read(part).getexif()
        assert b"Sample camera" not in part
        assert b"secret note" not in part


def test_what_hides_behind_the_picture_is_left_out() -> None:
    hidden = io.BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>")
    for kind in ("PNG", "JPEG"):
        made = imaging.prepare(encoded(kind) + hidden.getvalue() + b"<script>alert(1)</script>")
        assert b"script" not in made.content
        assert b"PK\x03\x04" not in made.content


def test_large_ones_are_made_smaller_and_transparency_is_kept() -> None:
    made = imaging.prepare(encoded("PNG", Image.new("RGBA", (3_000, 1_500), (0, 0, 255, 100))))
    assert (made.width, made.height) == (MAX_SIDE, MAX_SIDE // 2)
    assert read(made.content).getpixel((0, 0)) == (0, 0, 255, 100)
    assert max(read(made.thumbnail).size) == THUMBNAIL_SIDE


def test_a_png_that_would_be_too_large_becomes_a_jpeg() -> None:
    noise = Image.effect_noise((2_300, 2_300), 200)
    made = imaging.prepare(encoded("PNG", Image.merge("RGB", [noise] * 3), compress_level=0))
    assert len(made.content) <= MAX_BYTES


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    assert imaging.prepare(encoded("PNG", Image.new(mode, (8, 8)))).width == 8


def test_four_inks_are_read() -> None:
    assert imaging.prepare(encoded("JPEG", Image.new("CMYK", (8, 8)))).mime == "image/jpeg"


def _frames(kind: str) -> bytes:
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    return encoded(kind, first, save_all=True, append_images=[second])


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: b"just a text, whatever its name", "no picture"),
        (lambda: b"", "no picture"),
        (lambda: b"GIF89a<script>alert(1)</script>", "no picture"),
        (lambda: encoded("GIF"), "no picture"),
        (lambda: encoded("TIFF"), "no picture"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (lambda: encoded("PNG")[:-200], "damaged"),
        (lambda: encoded("JPEG")[: len(encoded("JPEG")) // 2], "damaged"),
        (lambda: encoded("WEBP")[:100], "damaged"),
        (lambda: encoded("PNG", Image.new("1", (10_000, 10_000))), "40 million pixels"),
        (lambda: encoded("PNG", Image.new("1", (20_000, 10_000))), "40 million pixels"),
        (lambda: _frames("PNG"), "Animated"),
        (lambda: _frames("WEBP"), "Animated"),
    ],
)
def test_rubbish_is_refused_with_a_reason(make: Callable[[], bytes], word: str) -> None:
    with pytest.raises(InvalidInputError, match=word) as refused:
        imaging.prepare(make())
    assert refused.value.code == "bad_picture"
    assert list(refused.value.fields) == ["file"]


def test_the_limit_is_checked_before_a_pixel_is_decoded() -> None:
    header = encoded("PNG", Image.new("1", (8, 8)))
    wide = MAX_PIXELS.to_bytes(4)
    with pytest.raises(InvalidInputError):
        imaging.prepare(header[:16] + wide + (2).to_bytes(4) + header[24:])


@settings(max_examples=150)
@given(
    kind=st.sampled_from(["PNG", "JPEG", "WEBP"]),
    cut=st.integers(0, 400),
    damage=st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), max_size=12),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(kind: str, cut: int, damage: list[tuple[int, int]]) -> None:
    content = bytearray(encoded(kind, Image.linear_gradient("L").resize((64, 64))))
    for place, value in damage:
        content[place % len(content)] = value
    try:
        made = imaging.prepare(bytes(content[: len(content) - cut]))
    except InvalidInputError:
        return
    assert read(made.content).size == (made.width, made.height)
