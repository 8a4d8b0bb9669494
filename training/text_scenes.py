"""Draws scenes with papers full of text, as a camera sees documents lie about, and the map of where lines of text are.

A page is drawn at about the size that the net sees it, with every line of text where it is known; a perspective map turns and
tilts it, and spoil.py does the rest. Everything beside the text is there to be mistaken for it: rules, patterns, stars, chips,
barcodes, signatures, faces, cloth and wood.
"""

import random
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw

import mrz_lines
from print_lines import PREFIXES, font_of, fonts, letters_of, number, syllables, words
from scene_ornaments import cover_with_ornaments, portrait, texture
from spoil import photograph

__all__ = ["draw", "KERNEL"]

KERNEL = 0.5
"""The map shows each line's box shrunk to this share of its height, so that neighbours do not touch."""
LEAST_HEIGHT = 4.0
"""Ink lower than this, in pixels of the net's input, is neither asked for nor forbidden."""
VIEWS = 4
"""Scenes that show the same page."""
STRIDE = 2
"""Pixels of the input to one of the map."""
OTHER_SCRIPTS = {
    # Fonts by pattern, and the code points that are drawn.
    "/usr/share/fonts/truetype/noto/Noto*Arabic-[BR]*.ttf": [(0x0627, 0x063A), (0x0641, 0x064A)],
    "/usr/share/fonts/truetype/noto/Noto*Hebrew-[BR]*.ttf": [(0x05D0, 0x05EA)],
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc": [(0x4E00, 0x6FFF), (0x3042, 0x3093), (0x30A2, 0x30F3), (0xAC00, 0xC300)],
    "/usr/share/fonts/truetype/noto/Noto*Thai-[BR]*.ttf": [(0x0E01, 0x0E2E)],
    "/usr/share/fonts/truetype/noto/Noto*Devanagari-[BR]*.ttf": [(0x0905, 0x0939)],
    "/usr/share/fonts/truetype/noto/Noto*Georgian-[BR]*.ttf": [(0x10D0, 0x10F0)],
    "/usr/share/fonts/truetype/noto/Noto*Armenian-[BR]*.ttf": [(0x0531, 0x0556)],
}


@lru_cache(maxsize=1)
def other_fonts():
    import glob

    found = [(sorted(glob.glob(pattern)), ranges) for pattern, ranges in OTHER_SCRIPTS.items()]
    return [(files, ranges) for files, ranges in found if files]


def font_file(rng):
    families = fonts()
    files = rng.choices([f for f, _ in families], [share for _, share in families])[0]
    return rng.choice(files)


def phrase(rng, known):
    """One to five words."""
    parts = []
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 5])):
        kind = rng.random()
        if kind < 0.35:
            word = rng.choice(words())
            parts.append(word.upper() if rng.random() < 0.5 else word)
        elif kind < 0.6:
            parts.append(number(rng))
        else:
            parts.append(syllables(rng, rng.choices(["latin", "cyrillic", "greek"], [0.85, 0.1, 0.05])[0]))
    return "".join(c for c in " ".join(parts) if c in known).strip()


def foreign_phrase(rng):
    files, ranges = rng.choice(other_fonts())
    letters = lambda: chr(rng.randint(*rng.choice(ranges)))  # noqa: E731
    return rng.choice(files), " ".join("".join(letters() for _ in range(rng.randint(2, 7))) for _ in range(rng.randint(1, 3)))


class Page:
    """A grey picture, and the boxes of ink of the lines on it (left, top, right, bottom)."""

    def __init__(self, rng, pixels, scale):
        self.rng = rng
        self.image = Image.fromarray(pixels)
        self.pen = ImageDraw.Draw(self.image)
        self.scale = scale
        self.lines = []
        self.pieces = []

    def cover(self, box):
        """Something is laid over the box: of the lines that it touches pieces may remain, but none inside the box."""
        self.pieces += [(line, 255) for line in self.lines if overlaps(line, box)] + [(box, 0)]
        self.lines = [line for line in self.lines if not overlaps(line, box)]

    def ink_level(self, box):
        """A level that shows against what lies under the box."""
        width, height = self.image.size
        left, top = min(max(0, int(box[0])), width - 2), min(max(0, int(box[1])), height - 2)
        under = self.image.crop((left, top, max(left + 2, int(box[2])), max(top + 2, int(box[3]))))
        ground = float(np.asarray(under).mean())
        rng = self.rng
        contrast = rng.uniform(45, 110) if rng.random() < 0.35 else rng.uniform(90, 240)
        return max(0, ground - contrast) if ground > 105 else min(255, ground + contrast)

    def text(self, x, y, file, size, text, right, level=None, tracking=0.0):
        """Writes one line with its ink's top left at x, y, cut before `right`; gives its box, None where nothing was drawn."""
        font = font_of(file, max(4, int(round(size))))
        length = font.getlength(text) + tracking * len(text)
        if length > right - x:
            text = text[: int(len(text) * max(0, right - x) / length)].strip()
        if tracking:
            starts = np.concatenate([[0], np.cumsum([font.getlength(c) + tracking for c in text])])
            boxes = [font.getbbox(c) for c in text]
            inked = [(s, b) for s, b in zip(starts, boxes) if b[2] > b[0]]
            if not inked:
                return None
            bounds = (inked[0][0] + inked[0][1][0], min(b[1] for _, b in inked), inked[-1][0] + inked[-1][1][2], max(b[3] for _, b in inked))
        else:
            bounds = font.getbbox(text)
        if not text or bounds[2] - bounds[0] < 1 or bounds[3] - bounds[1] < 1:
            return None
        left = x - bounds[0]
        top = y - bounds[1]
        box = (x, top + bounds[1], x + bounds[2] - bounds[0], top + bounds[3])
        fill = int(self.ink_level(box) if level is None else level)
        if tracking:
            for c, start in zip(text, starts):
                self.pen.text((left + start, top), c, fill=fill, font=font)
        else:
            self.pen.text((left, top), text, fill=fill, font=font)
        self.lines.append(box)
        return box


def write_fields(page, left, top, right, bottom, unit):
    """Rows of labels and values, in one to three columns."""
    rng = page.rng
    file = font_file(rng)
    label_file = file if rng.random() < 0.6 else font_file(rng)
    columns = rng.choice([1, 1, 2, 2, 3])
    label_share = rng.uniform(0.4, 0.75)
    coded = rng.random() < 0.3  # numbers of fields, as licences have them, before the values
    beside = coded or rng.random() < 0.2
    gap, leading = rng.uniform(0.12, 0.6) * unit, rng.uniform(0.3, 1.6) * unit
    dark = rng.random() < 0.7
    tracking = rng.uniform(0, 0.35) * unit if rng.random() < 0.1 else 0.0
    boxed = rng.randint(200, 255) if rng.random() < 0.08 else 0
    y = top
    while y < bottom - 2 * unit:
        lowest = y
        x = left + rng.uniform(0, 0.5) * unit
        for _ in range(rng.randint(1, columns)):
            if x > right - 2 * unit:
                break
            under, widest = y, x
            if rng.random() < 0.75:
                label = rng.choice(PREFIXES) if coded else phrase(rng, letters_of(label_file)) or "No"
                box = page.text(x, under, label_file, unit * label_share * 1.35, label, right)
                if box:
                    widest = box[2]
                    under = under if beside else box[3] + gap
            value_x = widest + rng.uniform(1.7 if coded else 1.5, 3) * unit if beside and widest > x else x
            if rng.random() < 0.12 and other_fonts():
                value_file, value = foreign_phrase(rng)
            else:
                value_file, value = file, phrase(rng, letters_of(file))
                value = value.upper() if rng.random() < 0.6 else value
                if rng.random() < 0.16:
                    value = rng.choice("MFXWKB0123456789AC<")  # single letters stand for the sex and for categories
            level = None if dark else page.ink_level((value_x, under, value_x + unit, under + unit))
            if boxed and value:
                page.pen.rectangle((value_x - 0.3 * unit, under - 0.3 * unit, value_x + rng.uniform(2, 14) * unit, under + 1.4 * unit), fill=boxed)
            box = page.text(value_x, under, value_file, unit * 1.35, value, right, level, tracking) if value else None
            if box:
                widest, under = max(widest, box[2]), box[3]
            lowest = max(lowest, under)
            x = widest + rng.uniform(1.7, 6) * unit
        y = max(lowest, y + unit) + leading


def write_zone(page, left, right, bottom):
    """A machine readable zone that ends at `bottom`; gives its top."""
    rng = page.rng
    length, count = rng.choice([(30, 3), (36, 2), (44, 2), (30, 1)])
    margin = rng.uniform(0.02, 0.08) * (right - left)
    pitch = (right - left - 2 * margin) / length
    files = rng.choices([files for files, _ in mrz_lines.fonts()], [share for _, share in mrz_lines.fonts()])[0]
    file = rng.choice(files)
    size = pitch / max(1, font_of(file, 40).getlength("N")) * 40
    unit = pitch * rng.uniform(1.1, 1.3)
    leading = unit * rng.uniform(1.7, 2.4)
    level = rng.uniform(0, 60)
    tops = [bottom - margin - unit - leading * (count - 1 - i) for i in range(count)]
    for top in tops:
        text = mrz_lines.text_of_line(rng)[:length]
        text += "<" * (length - len(text))
        font = font_of(file, max(4, int(round(size))))
        tracking = pitch - font.getlength("N")
        page.text(left + margin, top, file, size, text, right + pitch, level, tracking if abs(tracking) > 0.3 else 0.0)
    return tops[0] - unit


def write_paragraph(page, left, top, right, bottom, unit):
    rng = page.rng
    file = font_file(rng)
    y = top
    while y < bottom - unit:
        text = ""
        while len(text) < (right - left) / unit * 1.3:
            text += phrase(rng, letters_of(file)) + " "
        box = page.text(left, y, file, unit * 1.35, text.strip(), right)
        y = (box[3] if box else y + unit) + rng.uniform(0.35, 0.6) * unit


def write_upright(page, x, top, length, unit):
    """A line along the side of a document: turned by a quarter."""
    rng = page.rng
    file = font_file(rng)
    text = phrase(rng, letters_of(file))
    if not text:
        return
    font = font_of(file, max(5, int(unit * 1.35)))
    bounds = font.getbbox(text)
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    if width < 2 or height < 2 or width > length:
        return
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).text((-bounds[0], -bounds[1]), text, fill=255, font=font)
    mask = mask.transpose(rng.choice([Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270]))
    box = (x, top, x + height, top + width)
    page.image.paste(int(page.ink_level(box)), (int(x), int(top)), mask)
    page.lines.append(box)


def lay_document(page, left, top, width, height, unit):
    """A card or a page of a passport with what belongs on it."""
    rng = page.rng
    right, bottom = left + width, top + height
    paper = texture(rng, int(width) + 1, int(height) + 1, "paper")
    mask = Image.new("L", paper.shape[::-1], 0)
    radius = rng.choice([0, 0.035, 0.05]) * width
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, paper.shape[1] - 1, paper.shape[0] - 1), radius, fill=255)
    if rng.random() < 0.5:  # its shadow
        shade = mask.point(lambda v: int(v * 0.45))
        page.image.paste(int(rng.uniform(0, 60)), (int(left + rng.uniform(2, 8)), int(top + rng.uniform(2, 8))), shade)
    page.image.paste(Image.fromarray(paper), (int(left), int(top)), mask)
    inner = rng.uniform(0.02, 0.06) * width
    floor = bottom - inner
    if rng.random() < 0.55:
        floor = write_zone(page, left, right, bottom)
    cover_with_ornaments(rng, page.image, (left, top, right, floor), rng.randint(0, 4))
    head = top + inner
    if rng.random() < 0.8:
        file = font_file(rng)
        size = unit * rng.choice([rng.uniform(1, 2.6), rng.uniform(1, 2.6), rng.uniform(2.6, 5)])
        x = left + inner + rng.uniform(0, 0.3) * width
        band = rng.random() < 0.15
        if band:
            page.pen.rectangle((left, top, right, head + size * 1.4), fill=int(rng.uniform(0, 90)))
        for _ in range(rng.randint(1, 2)):
            text = phrase(rng, letters_of(file)) or "ID"
            text = text.upper() if rng.random() < 0.7 else text
            tracking = rng.uniform(0, 1.1) * size if rng.random() < 0.15 else 0.0
            box = page.text(x, head, file, size * 1.35, text, right - inner, tracking=tracking)
            if box:
                head = box[3] + rng.uniform(0.2, 0.8) * unit
            size *= rng.uniform(0.5, 1)
        head += rng.uniform(0.3, 1.2) * unit
    face_left = rng.random() < 0.75
    face_width = rng.uniform(0.2, 0.33) * width
    if rng.random() < 0.75:
        face_x = left + inner if face_left else right - inner - face_width
        portrait(rng, page.image, (face_x, head, face_x + face_width, min(floor, head + face_width * rng.uniform(1.15, 1.35))))
        text_left, text_right = (face_x + face_width + inner, right - inner) if face_left else (left + inner, face_x - inner)
    else:
        text_left, text_right = left + inner, right - inner
    if rng.random() < 0.85:
        write_fields(page, text_left, head, text_right, floor - 0.5 * unit, unit)
    else:
        write_paragraph(page, text_left, head, text_right, floor - 0.5 * unit, unit * 0.7)
    if rng.random() < 0.2:
        write_upright(page, right - 1.6 * unit, head, max(unit, floor - head), unit * rng.uniform(0.6, 1))


@lru_cache(maxsize=1)
def drawn_page(seed, side):
    rng = random.Random(seed)
    scale = rng.uniform(0.6, 1.0)  # pixels of the net's input for one of the page
    length = int(1.3 * side / scale)
    page = Page(rng, texture(rng, length, length, "ground"), scale)
    unit = 5 * (34 / 5) ** rng.random() ** 1.5 / scale
    if rng.random() < 0.25:
        left, top = rng.uniform(0, 0.5) * length, rng.uniform(0, 0.8) * length
        write_paragraph(page, left, top, length, length, unit * rng.uniform(0.6, 1.2))
    cover_with_ornaments(rng, page.image, (0, 0, length, length), rng.choice([0, 0, 1, 3]))
    for _ in range(rng.choices([0, 1, 2, 3], [0.07, 0.68, 0.2, 0.05])[0]):
        # A card is about thirty lines high; what is larger than the page is seen in part.
        width = min(unit * rng.uniform(28, 60), 1.8 * length)
        height = width / rng.choice([1.585, 1.42, 1.42, 1.585, 0.7])
        centre_x, centre_y = (rng.uniform(0.25, 0.75) * length for _ in range(2))
        page.cover((centre_x - width / 2, centre_y - height / 2, centre_x + width / 2, centre_y + height / 2))
        lay_document(page, centre_x - width / 2, centre_y - height / 2, width, height, unit)
    return page


def draw(seed, side):
    """A scene: grey levels (side × side, uint8); the share of each cell that is text and where that counts (side / 2 square, 0 to
    255)."""
    page = drawn_page(seed // VIEWS, side)
    rng = random.Random(seed)
    length = page.image.width
    turn = rng.gauss(0, 6) if rng.random() < 0.5 else rng.uniform(-180, 180)
    if rng.random() < 0.15:
        turn = rng.choice([0, 90, 180, 270])
    scale = page.scale * rng.uniform(0.85, 1.2)
    turned = cv2.getRotationMatrix2D((length / 2, length / 2), turn, scale)
    turned[:, 2] += side / 2 - length / 2 + np.array([rng.uniform(-0.2, 0.2) * side, rng.uniform(-0.2, 0.2) * side])
    corners = np.float32([[0, 0], [length, 0], [length, length], [0, length]])
    tilt = rng.uniform(0, 0.09) * side
    jitter = np.float32([[rng.uniform(-tilt, tilt), rng.uniform(-tilt, tilt)] for _ in range(4)])
    seen = (corners @ turned[:, :2].T + turned[:, 2]).astype(np.float32) + jitter
    homography = cv2.getPerspectiveTransform(corners, seen)
    pixels = np.asarray(page.image)
    if scale < 0.8:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.35 / scale)
    border = rng.choice([cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT])
    frame = cv2.warpPerspective(pixels, homography, (side, side), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=128)
    mirrored = cv2.warpPerspective(np.zeros_like(pixels), homography, (side, side), flags=cv2.INTER_NEAREST, borderValue=255)
    kernels, counts = maps(page, homography, side)
    if border == cv2.BORDER_REFLECT:  # text seen in the mirror is neither asked for nor forbidden
        counts = np.minimum(counts, 255 - cv2.resize(mirrored, counts.shape, interpolation=cv2.INTER_NEAREST))
    return photograph(rng, frame), kernels, counts


def overlaps(line, box):
    return line[0] < box[2] and line[2] > box[0] and line[1] < box[3] and line[3] > box[1]


def maps(page, homography, side):
    """Where lines are, shrunk; where the answer counts (not at pieces of lines nor at lines too small to be read)."""
    fine = 2  # the map is drawn twice as fine as the frame and averaged
    kernels = np.zeros((side * fine, side * fine), np.uint8)
    ignored = np.zeros_like(kernels)
    seen = lambda left, top, right, bottom: cv2.perspectiveTransform(  # noqa: E731
        np.float32([[[left, top], [right, top], [right, bottom], [left, bottom]]]), homography
    )[0]
    for box, value in page.pieces:
        cv2.fillConvexPoly(ignored, np.round(seen(*box) * fine).astype(np.int32), value)
    for left, top, right, bottom in page.lines:
        quad = seen(left, top, right, bottom)
        if min(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[1] - quad[0])) < LEAST_HEIGHT:
            cv2.fillConvexPoly(ignored, np.round(quad * fine).astype(np.int32), 255)
            continue
        shrink = (1 - KERNEL) / 2 * min(right - left, bottom - top)
        quad = seen(left + shrink, top + shrink, right - shrink, bottom - shrink) * fine
        cv2.fillConvexPoly(kernels, np.round((quad - 0.5) * 16).astype(np.int32), 255, shift=4)
    size = (side // STRIDE, side // STRIDE)
    share = cv2.resize(kernels, size, interpolation=cv2.INTER_AREA)
    skipped = cv2.resize(ignored, size, interpolation=cv2.INTER_AREA)
    return share, 255 - np.where(share > 0, 0, skipped)
