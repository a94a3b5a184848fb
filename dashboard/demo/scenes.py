"""Small neutral pictures for the demonstration, drawn, not photographed: they stand for evidence and say nothing."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw

SIZE = (960, 540)
SKY, GROUND, WALL, ROOF, INK, WARM = "#dfe9ea", "#c3cdbb", "#f3efe6", "#5b7f86", "#39474a", "#c98f4f"
Draw = Callable[[ImageDraw.ImageDraw, random.Random], None]


def scene_of(kind: str, seed: str) -> bytes:
    """A picture of a kind as PNG; the same seed gives the same picture."""
    chance, image = random.Random(seed), Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    for _ in range(3):
        left = chance.randint(-200, 700)
        draw.ellipse((left, 250, left + chance.randint(400, 700), 700), fill="#b9c9bd")
    draw.rectangle((0, 400, *SIZE), fill=GROUND)
    SCENES.get(kind, _hall)(draw, chance)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _hall(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    left, width = chance.randint(120, 260), chance.randint(420, 560)
    draw.rectangle((left, 220, left + width, 430), fill=WALL)
    draw.polygon(((left - 30, 220), (left + width / 2, 130), (left + width + 30, 220)), fill=ROOF)
    for window in range(left + 40, left + width - 60, 90):
        draw.rectangle((window, 260, window + 50, 330), fill=SKY, outline=INK, width=3)
    draw.rectangle((left + width / 2 - 30, 340, left + width / 2 + 30, 430), fill=ROOF)
    _tree(draw, chance.randint(20, 80))
    _tree(draw, chance.randint(800, 900))


def _canteen(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    draw.rectangle((0, 0, SIZE[0], 330), fill=WALL)
    for window in range(80, 900, 220):
        draw.rectangle((window, 60, window + 130, 190), fill=SKY, outline=INK, width=4)
    draw.rectangle((0, 330, *SIZE), fill="#d8cdb8")
    for table in (150, 480, 790):
        for person in (-90, 90):
            _person(draw, table + person, chance.randint(290, 320))
        draw.rectangle((table - 110, 390, table + 110, 412), fill=WARM)
        draw.ellipse((table - 26, 366, table + 26, 394), fill="white", outline=INK, width=3)


def _meeting(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _tree(draw, 120, 1.6)
    for place in range(260, 900, 95):
        _person(draw, place, chance.randint(330, 375))
        draw.rectangle((place - 32, 470, place + 32, 480), fill=WARM)
    _person(draw, 580, 240)


def _class(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    draw.rectangle((0, 0, SIZE[0], 340), fill=WALL)
    draw.rectangle((230, 50, 730, 230), fill=ROOF, outline=WARM, width=8)
    draw.rectangle((0, 340, *SIZE), fill="#d8cdb8")
    _person(draw, chance.choice((180, 790)), 240)
    for place in range(140, 900, 130):
        _person(draw, place, chance.randint(340, 365), 0.8)
        draw.rectangle((place - 50, 452, place + 50, 468), fill=WARM)


def _station(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    draw.rectangle((0, 0, SIZE[0], 350), fill=WALL)
    draw.rectangle((0, 350, *SIZE), fill="#cfd6d4")
    for place in (200, 480, 760):
        _person(draw, place, chance.randint(230, 260))
        draw.rectangle((place + 30, 300, place + 100, 350), fill=INK)
    draw.rectangle((80, 350, 880, 450), fill=ROOF)
    _person(draw, chance.randint(300, 640), 400, 1.1)


def _person(draw: ImageDraw.ImageDraw, x: float, y: float, scale: float = 1.0) -> None:
    head, body = 22 * scale, 38 * scale
    draw.ellipse((x - head, y - head, x + head, y + head), fill="#e6cfb4", outline=INK, width=2)
    top = y + head
    draw.rounded_rectangle(
        (x - body, top, x + body, top + 90 * scale), radius=22 * scale, fill=ROOF, outline=INK, width=2
    )


def _tree(draw: ImageDraw.ImageDraw, x: float, scale: float = 1.0) -> None:
    draw.rectangle((x - 8 * scale, 340, x + 8 * scale, 440), fill="#8a7358")
    draw.ellipse((x - 60 * scale, 340 - 110 * scale, x + 60 * scale, 360), fill="#7f9f86")


SCENES: Mapping[str, Draw] = {
    "hall": _hall,
    "canteen": _canteen,
    "meeting": _meeting,
    "class": _class,
    "station": _station,
}
