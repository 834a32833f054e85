"""Pictures through Pillow. What a file is, its content tells; what its name or its sender say doesn't count."""

import struct
from io import BytesIO

from PIL import Image, ImageOps

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.pictures import MAX_BYTES
from flotilla.ports.imaging import PreparedPicture

MAX_PIXELS = 40_000_000
"""As many as a good phone's camera makes. Checked before any is decoded: 40 million take 160 MB of memory."""

# Pillow's own limit would warn of some and refuse others; `_check` looks at the size before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

MAX_SIDE = 2_560
"""Pixels. WhatsApp shows pictures smaller than that anyway."""

THUMBNAIL_SIDE = 320

_JPEG = "JPEG"
_FORMATS = ("PNG", _JPEG, "WEBP")

_DAMAGED = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, TypeError, OverflowError,
    ZeroDivisionError,
)  # fmt: skip
"""What Pillow's decoders raise for files that somebody damaged, by accident or on purpose."""


class PillowImaging:
    """Implements Imaging."""

    def prepare(self, content: bytes) -> PreparedPicture:
        """See the port."""
        try:
            with Image.open(BytesIO(content), formats=_FORMATS) as opened:
                _check(opened)
                keeps_png = opened.format == "PNG"
                image = _upright(opened)
        except _DAMAGED:
            raise _refused("The file is no picture, or it is damaged. Use a PNG, JPEG or WebP file.") from None
        encoded, mime = _png(image) if keeps_png else (b"", "")
        if not 0 < len(encoded) <= MAX_BYTES:
            encoded, mime = _jpeg(image), "image/jpeg"
        return PreparedPicture(encoded, mime, *image.size, _thumbnail(image))


def _check(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _refused(f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels. Make it smaller.")
    # A phone's JPEG may carry a second picture (depth, a preview), which is no animation.
    if image.format in ("PNG", "WEBP") and getattr(image, "n_frames", 1) > 1:
        raise _refused("Animated pictures can't be sent. Use one that stands still.")


def _upright(opened: Image.Image) -> Image.Image:
    """The pixels alone: turned as the camera was held, no larger than needed, in three colours or four."""
    opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
    opened.load()
    image = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    # Converting keeps what the file says of itself; only its orientation is still of use.
    turned = ImageOps.exif_transpose(image)
    turned.info = {}
    return turned


def _png(image: Image.Image) -> tuple[bytes, str]:
    return _encoded(image, "PNG", optimize=True), "image/png"


def _jpeg(image: Image.Image) -> bytes:
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    return _encoded(image, _JPEG, quality=88, optimize=True)


def _thumbnail(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return _encoded(small, "WEBP", quality=75)


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def _refused(why: str) -> InvalidInputError:
    return InvalidInputError(why, code="bad_picture", fields={"file": why})
