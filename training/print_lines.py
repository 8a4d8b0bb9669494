"""Draws lines of print as documents carry them: labels, names, numbers, dates, addresses, in many fonts and three scripts."""

import glob
import os
import random
import re
from functools import lru_cache

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from print_alphabet import CLASS_OF, CLASSES, CYRILLIC, DIGITS, GREEK, LATIN, MARKED, PUNCTUATION, shape
from spoil import BLANK, IGNORED, STRIDE, ground, into_frame, lay_on_paper, places_in_frame

__all__ = ["CLASSES", "draw"]

SIZE = 40
"""Font size while a line is drawn, pixels."""

# Families as Debian packages name their files; upright and slanted, from light to black.
FAMILIES = {
    "liberation2?/LiberationSans-*": 8,
    "liberation2?/LiberationSansNarrow-*": 4,
    "liberation2?/LiberationSerif-*": 4,
    "liberation2?/LiberationMono-*": 2,
    "croscore/Arimo-*": 2,
    "dejavu/DejaVuSans*": 5,
    "dejavu/DejaVuSerif*": 1,
    "noto/NotoSans-*": 5,
    "noto/NotoSerif-*": 3,
    "roboto/**/Roboto*": 5,
    "open-sans/OpenSans-*": 4,
    "lato/Lato-[BHMRS]*": 3,
    "crosextra/Carlito-*": 3,
    "crosextra/Caladea-*": 1,
    "**/NimbusSans*": 5,
    "**/NimbusRoman*": 1,
    "**/NimbusMono*": 1,
    "**/P052*": 1,
    "**/URWGothic*": 2,
    "**/C059*": 1,
    "**/LinBiolinum_R*": 1,
    "**/LinLibertine_R*": 1,
    "**/PT[SN]*": 3,
    "**/PTM*": 1,
    "**/Cabin-*": 2,
    "**/Cantarell-[BR]*": 2,
    "**/Dosis-[BMS]*": 1,
    "**/Quicksand-[BMR]*": 1,
    "**/Gentium*": 1,
    "**/CharisSIL-*": 1,
    "**/FreeSans*": 2,
    "**/FreeMono*": 1,
    "**/Hack-*": 1,
    "**/FiraCode-*": 1,
    "**/Inconsolata*": 1,
    "**/OCRB.otf": 2,
    "**/OCRBS.otf": 1,
}
EXTENSIONS = (".ttf", ".otf")
WORDS = os.path.join(os.path.dirname(__file__), "..", "src")


@lru_cache(maxsize=None)
def fonts():
    """Files by family, with the family's share; families that are not installed are left out."""
    found = []
    for pattern, share in FAMILIES.items():
        files = []
        for kind in ("truetype", "opentype"):
            prefix = "/usr/share/fonts/" + kind + "/"
            files += [f for f in glob.glob(prefix + pattern, recursive=True) if f.endswith(EXTENSIONS)]
        if files:
            found.append((sorted(files), share))
    return found


@lru_cache(maxsize=None)
def letters_of(file):
    return frozenset(chr(code) for code in TTFont(file, lazy=True, fontNumber=0).getBestCmap())


@lru_cache(maxsize=64)
def font_of(file, size):
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1)
def words():
    """Labels, titles, names of states and months in all languages of our own tables, and the names of our specimens."""
    found = set()
    for file in glob.glob(WORDS + "/engine/document/tables/*.ts") + glob.glob(WORDS + "/specimens/generate/names.ts"):
        with open(file, encoding="utf8") as source:
            for text in re.findall(r"'((?:[^'\\\n]|\\.)+)'|\"([^\"\n]+)\"", source.read()):
                text = (text[0] or text[1]).replace("\\'", "'")
                if "#" not in text and all(shape(c) in CLASS_OF for c in text):
                    found.add(text)
    return sorted(found)


def syllables(rng, script):
    """A word that no language has."""
    if script == "greek":
        pool = GREEK
    elif script == "cyrillic":
        pool = CYRILLIC
    else:
        pool = LATIN + MARKED if rng.random() < 0.4 else LATIN
    capitals, small = [c for c in pool if c.isupper()], [c for c in pool if c.islower()]
    count = rng.randint(1, 11)
    case = rng.random()
    if case < 0.45:
        return "".join(rng.choice(capitals) for _ in range(count))
    if case < 0.8:
        return rng.choice(capitals) + "".join(rng.choice(small) for _ in range(count))
    return "".join(rng.choice(small) for _ in range(count))


LANGUAGES = [
    "ÅÄÖ", "ÅÄÖ", "ÆØÅ", "ÆØÅ", "ÄÖÜ", "ÄÖÜß", "ÉÈÊËÀÂÇÎÏÔÙÛŒ", "ËÏÉÖÜ", "ÁÉÍÓÚÑÜ", "ÃÕÁÂÀÉÊÍÓÔÚÇ", "ÀÈÉÌÒÙ", "ĄĆĘŁŃÓŚŹŻ",
    "ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", "ÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ", "ÁÉÍÓÖŐÚÜŰ", "ĂÂÎȘȚ", "ÇĞİÖŞÜ", "ĀČĒĢĪĶĻŅŠŪŽ", "ĄČĘĖĮŠŲŪŽ", "ÄÕÖÜŠŽ", "ČĆĐŠŽ",
    "ÁÐÉÍÓÚÝÞÆÖ", "ĊĠĦŻÀÈÌÒÙ", "ÇË", "ÉÈËÄÖÜ", "ÀÈÉÍÏÒÓÚÜÇ", "ŴŶÂÊÎÔÛ", "ÂÊÎÔÛŠ",
]  # fmt: skip
"""The capitals with marks that languages write beside each other."""


def marked_word(rng):
    """A word in which every other letter carries a mark: any of them, or those of one language."""
    pool = list(rng.choice(LANGUAGES)) if rng.random() < 0.6 else [c for c in MARKED if c.isupper()]
    small = [c.lower() for c in pool]
    case = rng.random()
    count = rng.randint(2, 10)
    if case < 0.45:
        return "".join(rng.choice(pool if rng.random() < 0.5 else LATIN[:26]) for _ in range(count))
    word = "".join(rng.choice(small if rng.random() < 0.5 else LATIN[26:]) for _ in range(count))
    return word if case < 0.7 else rng.choice(LATIN[:26] if rng.random() < 0.7 else pool) + word


PREFIXES = ["1", "2", "3", "4a", "4b", "4c", "4d", "5", "8", "9", "9a", "12", "15", "16", "17", "18"]
PREFIXES += [prefix + "." for prefix in PREFIXES]
MONTHS = [
    ("JAN", "JAN"), ("FEB", "FÉV"), ("MAR", "MARS"), ("APR", "AVR"), ("MAY", "MAI"), ("JUN", "JUIN"),
    ("JUL", "JUIL"), ("AUG", "AOÛT"), ("SEP", "SEPT"), ("OCT", "OCT"), ("NOV", "NOV"), ("DEC", "DÉC"),
]  # fmt: skip
"""English and French abbreviations, which passports print beside each other."""


def number(rng):
    kind = rng.random()
    digits = lambda n: "".join(rng.choice(DIGITS) for _ in range(n))  # noqa: E731
    if kind < 0.35:
        day, month, year = f"{rng.randint(1, 31):02d}", f"{rng.randint(1, 12):02d}", str(rng.randint(1930, 2045))
        mark = rng.choice([".", "/", "-", " ", ". "])
        if rng.random() < 0.45:
            english, french = rng.choice(MONTHS)
            month = rng.choice([english, french, f"{english}/{french}", f"{english} / {french}", f"{english} {french}"])
            if rng.random() < 0.2:
                month = month.title()
            mark = " "
        return rng.choice([mark.join([day, month, year]), mark.join([year, month, day]), mark.join([day, month, year[2:]])])
    if kind < 0.6:
        return "".join(rng.choice(DIGITS + LATIN[:26] if rng.random() < 0.5 else DIGITS) for _ in range(rng.randint(4, 12)))
    if kind < 0.75:
        return digits(rng.randint(1, 4)) + rng.choice(["", " ", ".", ","]) + digits(rng.randint(1, 6))
    if kind < 0.85:
        return rng.choice(["1", "4", "3"]) + rng.choice(["a", "b", "c", "d", ""]) + "." + rng.choice(["", " "]) + digits(rng.randint(1, 6))
    return digits(rng.randint(1, 3)) + rng.choice([" cm", " kg", "'", '"', "°", "%", "-" + digits(2), "/" + digits(2)])


def text_of_line(rng):
    """Characters of one line, up to about 45."""
    script = rng.choices(["latin", "cyrillic", "greek"], [0.78, 0.14, 0.08])[0]
    wanted = rng.choice([8, 16, 28, 38, 48])
    parts = []
    while sum(len(part) + 1 for part in parts) < wanted:
        kind = rng.random()
        if script != "latin" and kind < 0.6:
            parts.append(syllables(rng, script))
        elif kind < 0.4:
            word = rng.choice(words())
            parts.append(word.upper() if rng.random() < 0.5 else word)
        elif kind < 0.6:
            parts.append(number(rng))
        elif kind < 0.88:
            parts.append(marked_word(rng) if rng.random() < 0.5 else syllables(rng, "latin"))
        else:
            pool = DIGITS + LATIN + PUNCTUATION.strip()
            parts.append("".join(rng.choice(pool) for _ in range(rng.randint(1, 8))))
        if rng.random() < 0.15:
            parts[-1] += rng.choice([".", ",", ":", "/", " /", ";", ")", "-"])
    return " ".join(parts)


def draw_neighbours(rng, pen, file, margin, room, length):
    """Pieces of the lines above and below, and rules, that a cut along a line takes in."""
    ink = rng.randint(150, 255)
    for side in (-1, 1):
        if rng.random() < 0.22:
            size = rng.randint(28, 60)
            font = font_of(file, size)
            ascent, descent = font.getmetrics()
            gap = rng.uniform(-2, 22)
            top = room - gap - size if side < 0 else room + SIZE + gap
            text = "".join(c for c in text_of_line(rng) if c in letters_of(file))
            pen.text((margin + rng.uniform(-30, 30), top - (ascent + descent - size) / 2), text, fill=ink, font=font)
        elif rng.random() < 0.06:
            y = room + SIZE / 2 + side * rng.uniform(0.62, 0.95) * SIZE
            pen.line([(0, y), (length, y)], fill=ink, width=rng.randint(1, 5))


def draw(seed, width):
    """One line: grey levels (HEIGHT × width, uint8), step labels (width / STRIDE), and the classes of what is seen, in order."""
    rng = random.Random(seed)
    families = fonts()
    files = rng.choices([f for f, _ in families], [share for _, share in families])[0]
    file = rng.choice(files)
    known = letters_of(file)
    text = "".join(c for c in text_of_line(rng) if c in known and shape(c) in CLASS_OF)
    text = re.sub(" +", " ", text).strip() or "0"
    font = font_of(file, SIZE)
    ascent, descent = font.getmetrics()
    capital = font.getbbox("H")[3] - font.getbbox("H")[1]
    tracking = rng.choice([0, 0, 0, 0, rng.uniform(-1, 1), rng.uniform(0, 10)])
    # Field numbers stand before labels and values in smaller print: `4a. 12.05.2024`.
    prefix = rng.choice(PREFIXES) + " " if rng.random() < 0.08 else ""
    small = font_of(file, int(SIZE * rng.uniform(0.5, 0.8)))
    text = prefix + text
    advances = [(small if at < len(prefix) else font).getlength(c) for at, c in enumerate(text)]
    margin = rng.randint(4, 60)
    starts = np.concatenate([[0], np.cumsum([a + tracking for a in advances])])
    length = int(starts[-1]) + 2 * margin + 4
    room = 70
    height = ascent + descent + 2 * room
    image = Image.new("L", (length, height), 0)
    pen = ImageDraw.Draw(image)
    if tracking == 0:
        pen.text((margin + starts[len(prefix)], room), text[len(prefix) :], fill=255, font=font)
    else:
        for c, at in list(zip(text, starts))[len(prefix) :]:
            pen.text((margin + at, room), c, fill=255, font=font)
    pen.text((margin, room + ascent - small.getmetrics()[0]), prefix.rstrip(), fill=255, font=small)
    draw_neighbours(rng, pen, file, margin, room, length)
    canvas = np.asarray(image, np.float32) / 255
    weight = rng.random()
    if weight < 0.12:
        canvas = cv2.dilate(canvas, np.ones((2, 2), np.uint8))
    elif weight < 0.2:
        canvas = cv2.erode(canvas, np.ones((2, 1), np.uint8))
    page, _ = lay_on_paper(rng, canvas, ground(rng, height, length))
    if rng.random() < 0.04:
        page = 255 - page  # light letters on a dark band

    baseline = room + ascent
    capital_out = rng.uniform(13, 23) if rng.random() < 0.65 else rng.uniform(9, 14)
    down = capital_out / capital
    across = down * rng.uniform(0.95, 1.65)
    visible = width / across
    spare = length - visible
    first = rng.uniform(min(0, spare), max(0, spare)) if rng.random() < 0.5 else rng.uniform(-20, 4)
    middle = baseline - capital / 2 + rng.uniform(-3.5, 4.5) / down
    line, homography = into_frame(rng, page, first, visible, middle, across, down, width)

    lefts = places_in_frame(homography, margin + starts[:-1], baseline - capital / 2)
    rights = places_in_frame(homography, margin + starts[:-1] + np.array(advances), baseline - capital / 2)
    classes = np.array([CLASS_OF[shape(c)] for c in text])
    steps = (np.arange(width // STRIDE) + 0.5) * STRIDE
    labels = np.full(len(steps), BLANK)
    seen = []
    for left, right, kind in zip(lefts, rights, classes):
        if right < 0 or left > width:
            continue
        centre, advance = (left + right) / 2, right - left
        reach = min(max(0.22 * advance, 2.1), max(advance / 2 - 0.8, 1.5))
        edge = max(0.36 * advance, advance / 2 - 3)
        distance = np.abs(steps - centre)
        labels[distance < max(edge, reach)] = IGNORED
        if left < -0.3 * advance or right > width + 0.3 * advance:
            labels[distance < advance / 2] = IGNORED
            continue
        labels[distance < reach] = kind
        seen.append(kind)
    return line, labels.astype(np.int64), np.array(seen, np.int64)
