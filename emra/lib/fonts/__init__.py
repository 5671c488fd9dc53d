"""DejaVu Sans, beside this module so that a picture is the same on every machine."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent


@lru_cache(maxsize=64)
def font(bold: bool, size: int) -> Any:
    """The font for Pillow, in pixels."""
    from PIL import ImageFont

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    # The basic engine: no shaping library of the machine changes the picture.
    return ImageFont.truetype(str(FOLDER / name), size, layout_engine=ImageFont.Layout.BASIC)
