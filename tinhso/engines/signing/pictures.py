"""The pictures of signatures: a person's in blue, an agency's seal in red, both PNG with a clear ground."""

from __future__ import annotations

import io
import math
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import fontpkg_be_vietnam_pro
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
BLUE = (18, 60, 168)
RED = (208, 20, 28)
SEAL_PIXELS = 680  # 36 mm at 480 dots per inch
SIGNATURE_PIXELS = (720, 300)
DEMO = "CON DẤU THỬ NGHIỆM"


@dataclass(frozen=True)
class Picture:
    """A picture ready to be embedded: deflated RGB samples and deflated 8-bit transparency."""

    width: int
    height: int
    colour: bytes
    clear: bytes


@lru_cache(maxsize=1024)
def embedded(png: bytes) -> Picture:
    """The samples of a PNG, unpacked and deflated once for each picture and process."""
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    red, green, blue, alpha = image.split()
    colour = Image.merge("RGB", (red, green, blue)).tobytes()
    return Picture(image.width, image.height, zlib.compress(colour, 6), zlib.compress(alpha.tobytes(), 6))


@lru_cache(maxsize=1024)
def signature_png(name: str) -> bytes:
    """A demo signature: the given name in a running hand with a flourish, blue on nothing.

    A real official's signature is a picture that he hands in; this stands in for it.
    """
    width, height = SIGNATURE_PIXELS
    canvas = Image.new("L", (width * 2, height * 2), 0)
    draw = ImageDraw.Draw(canvas)
    given = name.rsplit(maxsplit=1)[-1] if name.split() else "…"
    font = _font("BeVietnamPro-LightItalic", 300)
    left, _, right, _ = draw.textbbox((0, 0), given, font=font)
    draw.text((width - (right - left) / 2 - 40, height * 0.34), given, fill=255, font=font)
    seed = sum(map(ord, name))
    sweep = [
        (
            60 + step * (2 * width - 120) / 240,
            height * 1.52 + math.sin(step / (17 + seed % 9)) * (70 - step / 6) - step * (0.55 + seed % 5 / 20),
        )
        for step in range(241)
    ]
    draw.line(sweep, fill=255, width=11, joint="curve")
    small = canvas.resize((width, height), Image.Resampling.LANCZOS)
    slant = (1, 0.22, -0.11 * height, 0, 1, 0)
    return _painted(small.transform(small.size, Image.Transform.AFFINE, slant, Image.Resampling.BICUBIC), BLUE)


@lru_cache(maxsize=1024)
def seal_png(agency: str) -> bytes:
    """A demo seal: two rings, a star, the agency's name on the upper arc, and a word below that says it is a demo."""
    size = SEAL_PIXELS * 2
    canvas = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(canvas)
    middle = size / 2
    for radius, line in ((middle - 4, 22), (middle - 44, 7), (middle * 0.60, 7)):
        draw.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), outline=255, width=line)
    star = [
        (middle + radius * math.sin(math.pi * corner / 5), middle - radius * math.cos(math.pi * corner / 5))
        for corner in range(10)
        for radius in ((middle * 0.40) if corner % 2 == 0 else (middle * 0.155),)
    ]
    draw.polygon(star, fill=255)
    ring = middle * 0.768
    _on_arc(canvas, agency.upper(), ring, middle=-90.0, most=236.0, outward=True)
    _on_arc(canvas, DEMO, ring, middle=90.0, most=100.0, outward=False)
    return _painted(canvas.resize((SEAL_PIXELS, SEAL_PIXELS), Image.Resampling.LANCZOS), RED)


def _on_arc(canvas: Image.Image, text: str, radius: float, *, middle: float, most: float, outward: bool) -> None:
    """Write letters along a circle around the centre; `most` degrees at most, smaller type when it is long."""
    size = 118 if outward else 74
    while True:
        font = _font("BeVietnamPro-SemiBold", size)
        widths = [font.getlength(letter) * 1.08 for letter in text]
        span = math.degrees(sum(widths) / radius)
        if span <= most or size <= 30:
            break
        size -= 4
    turn = middle - span / 2 if outward else middle + span / 2
    centre = canvas.width / 2
    for letter, width in zip(text, widths, strict=True):
        half = math.degrees(width / 2 / radius)
        turn += half if outward else -half
        tile = Image.new("L", (size * 2, size * 2), 0)
        # One base line for all letters, whatever marks they carry: "ms" sits on the baseline.
        ImageDraw.Draw(tile).text((size, size * 1.36), letter, fill=255, font=font, anchor="ms")
        tile = tile.rotate(-(turn + 90) if outward else -(turn - 90), Image.Resampling.BICUBIC)
        x = centre + radius * math.cos(math.radians(turn)) - size
        y = centre + radius * math.sin(math.radians(turn)) - size
        canvas.paste(255, (round(x), round(y)), tile)
        turn += half if outward else -half


@lru_cache(maxsize=64)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{face}.ttf"), size)


def _painted(shape: Image.Image, colour: tuple[int, int, int]) -> bytes:
    picture = Image.new("RGBA", shape.size, (*colour, 0))
    picture.putalpha(shape)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)  # unpacked again before it is embedded
    return out.getvalue()
