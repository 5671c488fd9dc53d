"""An SVG as PNG, with the fonts that come with the application and no other."""

from emra.lib.fonts import FOLDER


def png(svg: str, zoom: float) -> bytes:
    """The drawing, `zoom` pixels for each of its units; the same drawing gives the same bytes."""
    import resvg_py

    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        skip_system_fonts=True,
        font_files=[str(FOLDER / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    )
    return bytes(drawn)
