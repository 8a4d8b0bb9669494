"""Draws lines of machine readable zones with everything that printing, light, lens and compression do to them.

A line is drawn at high resolution from glyphs of a font, laid over a patterned ground, brought into the net's frame by a
perspective map, and spoilt. The label of every step of the net follows from where the characters lie.
"""

import glob
import random
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from spoil import BLANK, IGNORED, STRIDE, ground, into_frame, lay_on_paper, places_in_frame

SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
CLASSES = 1 + len(SYMBOLS)
CELL = 28
"""Pitch of the characters while a line is drawn."""
ROOM = 26
"""Pixels above and below the capitals while a line is drawn."""

OCR_B = "/usr/share/fonts/opentype/ocr-b/"
FONTS = {
    # Files by pattern, and how often one of them is drawn. ICAO 9303-3 wants OCR-B; specimens and careless issuers print
    # others, in which a zero may look like an O: the net has to know that it does not know.
    OCR_B + "OCRB.otf": 18,
    OCR_B + "OCRBS.otf": 9,
    OCR_B + "OCRBL.otf": 1,
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono*.ttf": 4,
    "/usr/share/fonts/truetype/liberation*/LiberationMono-*.ttf": 2,
    "/usr/share/fonts/truetype/liberation*/LiberationSans-*.ttf": 2,
    "/usr/share/fonts/truetype/liberation*/LiberationSansNarrow-*.ttf": 1,
    "/usr/share/fonts/truetype/freefont/FreeMono*.ttf": 2,
    "/usr/share/fonts/truetype/noto/NotoSans-*.ttf": 1,
    "/usr/share/fonts/truetype/open-sans/OpenSans-[BRS]*.ttf": 1,
    "/usr/share/fonts/truetype/crosextra/Carlito-*.ttf": 1,
    "/usr/share/fonts/truetype/paratype/PTM*.ttf": 1,
    "/usr/share/fonts/opentype/urw-base35/NimbusMono*.otf": 2,
    "/usr/share/fonts/opentype/urw-base35/NimbusSans*.otf": 1,
    "/usr/share/fonts/truetype/hack/Hack-*.ttf": 1,
    "/usr/share/fonts/truetype/firacode/FiraCode-*.ttf": 1,
}
LETTERS = SYMBOLS[10:36]
CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"
VOWELS = "AEIOUY"


@lru_cache(maxsize=None)
def fonts():
    """Installed files with their patterns' shares."""
    found = [(sorted(glob.glob(pattern)), share) for pattern, share in FONTS.items()]
    return [(files, share) for files, share in found if files]


@lru_cache(maxsize=None)
def glyphs(file, width):
    """Each symbol's ink (0–1) in a cell two pitches wide, `width` times as wide as the font has it; and the capitals' height."""
    size = 40
    font = ImageFont.truetype(file, size)
    # In proportional fonts a digit is narrower than most letters.
    advance = max(font.getlength("0"), font.getlength("N"))
    font = ImageFont.truetype(file, int(round(size * CELL / advance * 0.98)))
    top, bottom = font.getbbox("H")[1], font.getbbox("H")[3]
    capital = bottom - top
    ink = {}
    for symbol in SYMBOLS:
        wide = round(2 * CELL / width)
        cell = Image.new("L", (wide, capital + 2 * ROOM), 0)
        left = (wide - font.getlength(symbol)) / 2
        ImageDraw.Draw(cell).text((left, ROOM - top), symbol, fill=255, font=font)
        ink[symbol] = np.asarray(cell.resize((2 * CELL, capital + 2 * ROOM), Image.BILINEAR), np.float32) / 255
    return ink, capital


def name(rng, length):
    text = ""
    while len(text) < length:
        text += rng.choice(CONSONANTS) + rng.choice(VOWELS)
    return text[:length]


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def text_of_line(rng):
    """A line as a document has it, or symbols at random: the net must not learn which symbols follow each other."""
    kind = rng.random()
    length = rng.choice([30, 36, 44])
    if kind < 0.3:
        text = rng.choice(["P<", "I<", "V<", "ID", "PM", "AR", "C<"]) + name(rng, 3)
        text += name(rng, rng.randint(2, 14)) + "<<" + "<".join(name(rng, rng.randint(1, 9)) for _ in range(rng.randint(1, 3)))
    elif kind < 0.55:
        text = "".join(rng.choice(SYMBOLS[:36]) for _ in range(9)) + digits(rng, 1) + name(rng, 3)
        text += digits(rng, 7) + rng.choice("MF<") + digits(rng, 7)
        text += rng.choice(["", digits(rng, rng.randint(3, 14)), name(rng, 4) + digits(rng, 4)])
        if len(text) < length:
            text = text + "<" * (length - 1 - len(text)) + digits(rng, 1)
    elif kind < 0.9:
        pool = rng.choice([SYMBOLS, SYMBOLS, LETTERS + "<", "0123456789", "0OQD1I2Z5S6G8B<", "KXVY<MNHW", "CEFGLT<"])
        text = "".join(rng.choice(pool) for _ in range(length))
    else:
        text = "".join(rng.choice(SYMBOLS) + "<" * rng.randint(0, 9) for _ in range(12))
    return (text + "<" * length)[:length]


def draw(seed, width):
    """One training line: grey levels (HEIGHT × width, uint8), step labels (width / STRIDE), and the classes of what is seen, in order."""
    rng = random.Random(seed)
    files = rng.choices([files for files, _ in fonts()], [share for _, share in fonts()])[0]
    file = rng.choice(files)
    ink, capital = glyphs(file, rng.choice([0.8, 0.9, 1, 1, 1.1]))
    if not file.startswith(OCR_B) and rng.random() < 0.35:
        # Fonts of one width often draw both alike; then nothing tells them apart.
        shared = ink[rng.choice("0O")]
        ink = {**ink, "0": shared, "O": shared}
    text = text_of_line(rng)
    stretch = rng.uniform(0.9, 1.25)
    pitch = CELL * stretch
    margin = rng.randint(CELL // 2, 6 * CELL)
    length = int(pitch * len(text)) + 2 * margin
    height = capital + 2 * ROOM
    # Line, and what may stand above and below it.
    canvas = np.zeros((height, length), np.float32)
    unevenness = rng.choice([0, 0, 0, 1, 2])
    centres = []
    for index, symbol in enumerate(text):
        centre = margin + (index + 0.5) * pitch + rng.uniform(-unevenness, unevenness)
        centres.append(centre)
        left = int(round(centre)) - CELL
        part = ink[symbol]
        lift = int(round(rng.uniform(-unevenness, unevenness)))
        if lift:
            part = np.roll(part, lift, axis=0)
        if left < 0 or left + 2 * CELL > length:
            continue
        canvas[:, left : left + 2 * CELL] = np.maximum(canvas[:, left : left + 2 * CELL], part)
    weight = rng.random()
    if weight < 0.2:
        canvas = cv2.dilate(canvas, np.ones((2, rng.choice([1, 2])), np.uint8))
    elif weight < 0.4:
        canvas = cv2.erode(canvas, np.ones((1, 2), np.uint8))
    page, dark = lay_on_paper(rng, canvas, ground(rng, height, length))
    if rng.random() < 0.2:  # the picture or the card ends beside the line
        edge = int(margin * rng.uniform(0.05, 0.9))
        beyond = rng.uniform(0, 255)
        if rng.random() < 0.5:
            page[:, :edge] = beyond
        else:
            page[:, length - edge :] = beyond
    if rng.random() < 0.25:  # a neighbouring line, a rule, an edge of the card
        band = int(rng.uniform(0.05, 0.6) * ROOM)
        shade = rng.uniform(0, 255)
        rows = slice(0, band) if rng.random() < 0.5 else slice(height - band, height)
        if rng.random() < 0.5:
            page[rows] = shade
        else:
            shifted = canvas[ROOM + capital - band : ROOM + capital] if rows.start == 0 else canvas[ROOM : ROOM + band]
            shifted = np.roll(shifted, rng.randint(-200, 200), axis=1)
            page[rows] = page[rows] * (1 - shifted) + dark * shifted

    # Into the frame of the net.
    pitch_out = rng.uniform(11, 20)
    capital_out = rng.uniform(15, 27)
    across = pitch_out / pitch
    down = capital_out / capital
    visible = width / across
    first = rng.uniform(-0.1 * visible, max(0.0, length - 0.75 * visible))
    middle = ROOM + capital / 2 + rng.uniform(-4, 4) / down
    line, homography = into_frame(rng, page, first, visible, middle, across, down, width)
    places = places_in_frame(homography, centres, ROOM + capital / 2)

    steps = (np.arange(width // STRIDE) + 0.5) * STRIDE
    distances = np.abs(steps[:, None] - places[None, :]) / pitch_out
    nearest = distances.argmin(axis=1)
    distance = distances[np.arange(len(steps)), nearest]
    classes = np.array([1 + SYMBOLS.index(symbol) for symbol in text])
    labels = np.where(distance < 0.22, classes[nearest], np.where(distance > 0.36, BLANK, IGNORED))
    cut = (places[nearest] < 0.3 * pitch_out) | (places[nearest] > width - 0.3 * pitch_out)
    labels = np.where(cut & (distance <= 0.5), IGNORED, labels)
    seen = classes[(places > -0.3 * pitch_out) & (places < width + 0.3 * pitch_out)]
    return line, labels.astype(np.int64), seen.astype(np.int64)
