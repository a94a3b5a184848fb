"""Pictures that came as evidence, drawn anew and small before a page shows them: the file itself is not shown."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from config.wording import mark
from loaders.intake.evidence import EvidenceRefused

PICTURES = frozenset({"png", "jpg", "jpeg"})
FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 50_000_000
NOT_READABLE = mark("{name} cannot be opened as a picture; save it again and send that.")
TOO_MANY_PIXELS = mark("{name} has {pixels} million points; make it smaller ({most} at most) and send that.")


def is_picture(name: str) -> bool:
    """True for a file that is a picture by its name."""
    return name.rpartition(".")[2].lower() in PICTURES


def must_be_picture(name: str, content: bytes) -> None:
    """Raise EvidenceRefused for a picture that cannot be opened, or has too many points."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            pixels = picture.width * picture.height
            if pixels <= MOST_PIXELS:
                picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise EvidenceRefused(NOT_READABLE, name=name) from fault
    if pixels > MOST_PIXELS:
        million = 1_000_000
        raise EvidenceRefused(TOO_MANY_PIXELS, name=name, pixels=pixels // million, most=MOST_PIXELS // million)


def thumbnail(content: bytes, width: int) -> bytes:
    """A picture drawn anew as a JPEG of at most so many points in width, without anything that stood in the file beside
    it (place, camera, author). Raises EvidenceRefused for one that cannot be opened."""
    must_be_picture("", content)
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        picture.draft("RGB", (width * 2, width * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
        upright.thumbnail((width, width * 2))
        paper = Image.new("RGB", upright.size, "white")
        paper.paste(upright, mask=upright.getchannel("A"))
    buffer = io.BytesIO()
    paper.save(buffer, "JPEG", quality=82)
    return buffer.getvalue()
