"""An SVG as pixels, with the font that ships, so that a PNG looks alike on every machine."""

from __future__ import annotations

import re
import struct
import zlib

from lcgraph.drawing.lettering import FONTS
from lcgraph.drawing.paper import Paper

#: Letters that the font which ships does not have: then fonts of the machine step in.
_BEYOND = re.compile("[^\x00-\u052f\u1e00-\u22ff\ufb00-\ufb04\ufffd]")

#: Behind the signature and the first chunk of every PNG (PNG, third edition, sections 5.2 and 11.2.1).
_AFTER_HEADER = 33


def png(svg: str, paper: Paper) -> bytes:
    """A picture as the bytes of a PNG file that knows how large it is on paper.

    Args:
        svg: The picture.
        paper: The sheet that it is drawn on.
    """
    import resvg_py

    drawn = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=paper.pixels,
            dpi=96,
            font_files=[str(font) for font in FONTS],
            skip_system_fonts=not _BEYOND.search(svg),
            font_family="Liberation Sans",
            sans_serif_family="Liberation Sans",
        )
    )
    metre = round(paper.pixels / (paper.millimetres[0] / 1000))
    return (
        drawn[:_AFTER_HEADER] + _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1)) + drawn[_AFTER_HEADER:]
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
