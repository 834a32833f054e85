"""What files are, by the first bytes of their content."""

import io
import warnings

import filetype

from flotilla.domain.media import UNKNOWN
from flotilla.ports.inspection import Inspected


class ContentInspector:
    """Implements FileInspector."""

    def inspect(self, content: bytes) -> Inspected:
        """See the port."""
        found = filetype.guess_mime(content)
        mime = found if found is not None else UNKNOWN
        width, height = _dimensions(content) if mime.startswith("image/") else (None, None)
        return Inspected(mime, width, height)


def _dimensions(content: bytes) -> tuple[int | None, int | None]:
    """Width and height from a picture's header; its pixels are never unpacked."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # Few functions ever look at a picture.

    try:
        with warnings.catch_warnings():
            # A picture that would take too much memory is measured all the same.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                return picture.width, picture.height
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None, None
