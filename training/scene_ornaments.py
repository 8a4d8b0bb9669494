"""What is on papers and tables beside text: grounds and patterns, faces, stars, chips, barcodes, signatures, rules."""

from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw

POOL = 36
"""Patterns of each kind that are drawn once, and cut from ever after."""
SIDE = 1000


def octaves(noise, side, least):
    """Cloud-like noise, -1 to 1: each octave twice as fine and half as strong."""
    total = np.zeros((side, side), np.float32)
    cells, strength = 3, 1.0
    while cells < side / least:
        total += strength * cv2.resize(noise.random((cells, cells)).astype(np.float32) - 0.5, (side, side), interpolation=cv2.INTER_CUBIC)
        cells, strength = cells * 2, strength * noise.uniform(0.5, 0.8)
    return total


def stripes(noise, side):
    """Wood, cloth, guilloche: waves along a direction that wander."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    turn = noise.uniform(0, np.pi)
    wander = octaves(noise, side, 60) * noise.uniform(0, 60)
    phase = (x * np.cos(turn) + y * np.sin(turn) + wander) * np.float32(2 * np.pi / np.exp(noise.uniform(np.log(3), np.log(60))))
    wave = np.sin(phase)
    return wave**5 if noise.random() < 0.4 else wave


def clutter(noise, side):
    """Things with edges."""
    image = np.full((side, side), noise.uniform(0, 255), np.float32)
    for _ in range(noise.integers(5, 60)):
        shade = noise.uniform(0, 255)
        at = noise.integers(0, side, 2)
        size = np.exp(noise.uniform(np.log(6), np.log(300)))
        kind = noise.random()
        if kind < 0.4:
            points = (at + noise.normal(0, size, (noise.integers(3, 6), 2))).astype(np.int32)
            cv2.fillPoly(image, [points], shade, lineType=cv2.LINE_AA)
        elif kind < 0.7:
            cv2.ellipse(image, at.tolist(), (int(size), int(size * noise.uniform(0.2, 1))), noise.uniform(0, 180), 0, 360, shade, -1 if noise.random() < 0.6 else 3, cv2.LINE_AA)
        else:
            cv2.line(image, at.tolist(), (at + noise.normal(0, 3 * size, 2)).astype(int).tolist(), shade, int(noise.integers(1, 6)), cv2.LINE_AA)
    return image / 127.5 - 1


def tiles(noise, side):
    """Keys, bricks, checks, dots: small shapes in rows."""
    pitch_x, pitch_y = (int(np.exp(noise.uniform(np.log(7), np.log(70)))) for _ in range(2))
    cell = np.zeros((pitch_y, pitch_x), np.float32)
    inset = max(1, int(min(pitch_x, pitch_y) * noise.uniform(0.08, 0.35)))
    if noise.random() < 0.6:
        cell[inset:-inset, inset:-inset] = 1
    else:
        cv2.circle(cell, (pitch_x // 2, pitch_y // 2), max(1, min(pitch_x, pitch_y) // 2 - inset), 1.0, -1, cv2.LINE_AA)
    image = np.tile(cell, (side // pitch_y + 1, side // pitch_x + 1))[:side, :side]
    return image * 2 - 1


def specks(noise, side):
    """Terrazzo, gravel, dirt: spots on a ground, dense or sparse, about as large as letters or smaller."""
    image = np.zeros((side, side), np.float32)
    largest = np.exp(noise.uniform(np.log(1.5), np.log(9)))
    for _ in range(int(side * side * noise.uniform(0.02, 0.4) / largest**2)):
        at = noise.integers(0, side, 2).tolist()
        axes = noise.uniform(0.4, 1, 2) * largest
        cv2.ellipse(image, at, (int(axes[0]) + 1, int(axes[1])), noise.uniform(0, 180), 0, 360, noise.uniform(-1, 1), -1, cv2.LINE_AA)
    return image + 0.3 * octaves(noise, side, 3)


def engraving(noise, side):
    """Security print: bundles of thin lines that run beside each other and cross other bundles."""
    image = np.zeros((side, side), np.float32)
    x = np.linspace(-0.2 * side, 1.2 * side, 180)
    for _ in range(noise.integers(1, 5)):
        bundle = np.zeros((side, side), np.uint8)
        pitch = np.exp(noise.uniform(np.log(4), np.log(30)))
        strength = noise.uniform(0.2, 1) * noise.choice([-1, 1])
        waves = [(noise.uniform(0, 60), noise.uniform(40, 500), noise.uniform(0, 6)) for _ in range(3)]
        spread = noise.uniform(-0.5, 0.5)  # the lines drift apart or together
        first, last = sorted(noise.uniform(-0.3 * side, 1.3 * side, 2))
        for k, y in enumerate(np.arange(first, last, pitch)):
            line = y + sum(a * np.sin(x / w + p + spread * k * pitch / w) for a, w, p in waves)
            cv2.polylines(bundle, [np.stack([x, line], 1).astype(np.int32)], False, 255, 1, cv2.LINE_AA)
        turn = cv2.getRotationMatrix2D((side / 2, side / 2), noise.uniform(0, 180), noise.uniform(1, 1.4))
        image += strength * cv2.warpAffine(bundle, turn, (side, side)).astype(np.float32) / 255
    return image * 1.6


@lru_cache(maxsize=1)
def patterns():
    noise = np.random.default_rng(12)
    kinds = {
        "soft": lambda: octaves(noise, SIDE, 40),
        "grain": lambda: octaves(noise, SIDE, 2),
        "stripes": lambda: stripes(noise, SIDE),
        "clutter": lambda: clutter(noise, SIDE),
        "tiles": lambda: tiles(noise, SIDE),
        "specks": lambda: specks(noise, SIDE),
        "engraving": lambda: engraving(noise, SIDE),
    }
    return {name: [np.clip(make() * 64 + 128, 0, 255).astype(np.uint8) for _ in range(POOL)] for name, make in kinds.items()}


def cut(rng, name, width, height):
    """A piece of a pattern, turned and stretched."""
    pattern = rng.choice(patterns()[name])
    share = rng.uniform(0.35, 1)
    side = int(SIDE * share)
    x, y = rng.randint(0, SIDE - side), rng.randint(0, SIDE - side)
    piece = pattern[y : y + side, x : x + side]
    if rng.random() < 0.5:
        piece = piece.T
    piece = cv2.resize(piece, (width, height), interpolation=cv2.INTER_LINEAR)
    return piece[:, ::-1] if rng.random() < 0.5 else piece


def texture(rng, width, height, kind):
    """Grey levels of a table ("ground") or of security paper ("paper")."""
    if kind == "paper":
        level = rng.uniform(140, 250) if rng.random() < 0.85 else rng.uniform(70, 160)
        layers = [("soft", rng.uniform(0, 0.6))] + [("stripes", rng.uniform(0, 0.35)) for _ in range(rng.randint(0, 2))]
        layers += [("engraving", rng.uniform(0.1, 0.9)) for _ in range(rng.choice([0, 1, 1, 2]))]
        if rng.random() < 0.4:
            layers.append((rng.choice(["tiles", "clutter", "specks", "grain"]), rng.uniform(0, 0.3)))
    else:
        level = rng.uniform(10, 245)
        names = rng.choice([["soft"], ["soft", "grain"], ["stripes", "grain"], ["clutter"], ["clutter", "grain"], ["tiles"], ["tiles", "soft"], ["specks"], ["specks", "grain"]])
        layers = [(name, rng.uniform(0.1, 1.3) if name != "soft" else rng.uniform(0, 1)) for name in names]
    page = np.full((height, width), level, np.float32)
    for name, strength in layers:
        page += strength * (cut(rng, name, width, height).astype(np.float32) - 128)
    return np.clip(page, 0, 255).astype(np.uint8)


def portrait(rng, image, box):
    """A head on a plain ground: what makes a face is not text."""
    left, top, right, bottom = (int(v) for v in box)
    width, height = right - left, bottom - top
    if width < 8 or height < 8:
        return
    face = np.full((height, width), rng.uniform(120, 250), np.float32)
    skin, hair = rng.uniform(50, 220), rng.uniform(10, 200)
    middle = (width // 2, int(height * 0.47))
    ellipse = lambda at, axes, shade, turn=0: cv2.ellipse(face, tuple(map(int, at)), tuple(max(1, int(a)) for a in axes), turn, 0, 360, shade, -1, cv2.LINE_AA)  # noqa: E731
    ellipse((width / 2, height * 1.05), (width * 0.45, height * 0.3), rng.uniform(10, 240))
    ellipse((width / 2, height * 0.42), (width * rng.uniform(0.26, 0.36), height * rng.uniform(0.32, 0.4)), hair)
    ellipse(middle, (width * 0.24, height * 0.3), skin)
    for side in (-1, 1):
        at = (middle[0] + side * width * 0.1, height * 0.42)
        ellipse(at, (width * 0.045, height * 0.016), rng.uniform(0, 60))
        ellipse((at[0], at[1] - height * 0.05), (width * 0.06, height * 0.012), hair)
    ellipse((middle[0], height * 0.62), (width * 0.09, height * 0.018), max(0, skin - 60))
    ellipse((middle[0], height * 0.53), (width * 0.03, height * 0.03), max(0, skin - 25))
    for _ in range(rng.randint(0, 60)):  # strands
        x, y = rng.uniform(0.15, 0.85) * width, rng.uniform(0.05, 0.3) * height
        bent = [(x, y), (x + rng.gauss(0, 0.1) * width, y + 0.2 * height), (x + rng.gauss(0, 0.15) * width, y + rng.uniform(0.2, 0.7) * height)]
        cv2.polylines(face, [np.int32(bent)], False, hair + rng.uniform(-40, 60), 1, cv2.LINE_AA)
    for side in (-1, 1):
        at = (middle[0] + side * width * 0.1, height * 0.42)
        ellipse(at, (width * 0.05, height * 0.022), rng.uniform(140, 250))
        ellipse(at, (width * 0.02, height * 0.018), rng.uniform(0, 90))
    if rng.random() < 0.25:  # glasses
        for side in (-1, 1):
            at = (int(middle[0] + side * width * 0.11), int(height * 0.42))
            cv2.ellipse(face, at, (max(1, int(width * 0.08)), max(1, int(height * 0.05))), 0, 0, 360, rng.uniform(0, 60), max(1, width // 60), cv2.LINE_AA)
    for _ in range(rng.choice([0, 0, 3, 8])):  # what stands behind
        x = rng.uniform(0, width)
        cv2.line(face, (int(x), 0), (int(x + rng.gauss(0, 0.1) * width), int(height * 0.4)), rng.uniform(0, 255), max(1, width // 50), cv2.LINE_AA)
    face += (cut(rng, rng.choice(["soft", "soft", "grain", "stripes"]), width, height).astype(np.float32) - 128) * 0.5
    face = cv2.GaussianBlur(face, (0, 0), max(0.5, width / 120))
    image.paste(Image.fromarray(np.clip(face, 0, 255).astype(np.uint8)), (left, top))


def cover_with_ornaments(rng, image, box, count):
    pen = ImageDraw.Draw(image)
    left, top, right, bottom = box
    for _ in range(count):
        size = rng.uniform(0.05, 0.3) * (right - left)
        x, y = rng.uniform(left, max(left, right - size)), rng.uniform(top, max(top, bottom - size))
        rng.choice(ORNAMENTS)(rng, image, pen, x, y, size)


def barcode(rng, image, pen, x, y, size):
    kind = rng.random()
    rows, columns = (1, rng.randint(30, 90)) if kind < 0.35 else (rng.randint(8, 30), rng.randint(30, 90)) if kind < 0.7 else (25, 25)
    height = size * (0.3 if rows < 25 or columns > 25 else 1)
    modules = np.random.default_rng(rng.getrandbits(32)).integers(0, 2, (rows, columns)) * 220 + 10
    code = cv2.resize(modules.astype(np.uint8), (max(4, int(size)), max(4, int(height))), interpolation=cv2.INTER_NEAREST)
    image.paste(Image.fromarray(code), (int(x), int(y)))


def chip(rng, image, pen, x, y, size):
    size *= 0.5
    pen.rounded_rectangle((x, y, x + size, y + 0.8 * size), size * 0.12, fill=int(rng.uniform(120, 220)), outline=20)
    for share in (0.3, 0.5, 0.7):
        pen.line((x, y + share * 0.8 * size, x + size, y + share * 0.8 * size), fill=40, width=max(1, int(size / 50)))
    for share in (0.33, 0.66):
        pen.line((x + share * size, y, x + share * size, y + 0.8 * size), fill=40, width=max(1, int(size / 50)))


def stars(rng, image, pen, x, y, size):
    """The circle of the flag, or one star, or an emblem of points."""
    count = rng.choice([1, 5, 12, 12])
    radius = size / 2
    shade = int(rng.uniform(0, 255))
    if rng.random() < 0.5:
        pen.rectangle((x - size * 0.2, y, x + size * 1.2, y + size), fill=int(rng.uniform(0, 255)))
    star = radius if count == 1 else radius * rng.uniform(0.12, 0.25)
    for i in range(count):
        turn = 2 * np.pi * i / count
        cx, cy = x + radius + (radius - star) * np.sin(turn) * (count > 1), y + radius - (radius - star) * np.cos(turn) * (count > 1)
        tips = [(cx + star * (1 if k % 2 == 0 else 0.4) * np.sin(np.pi * k / 5), cy - star * (1 if k % 2 == 0 else 0.4) * np.cos(np.pi * k / 5)) for k in range(10)]
        pen.polygon(tips, fill=shade)


def signature(rng, image, pen, x, y, size):
    points, at = [], np.array([x, y + size * 0.2])
    for _ in range(rng.randint(8, 25)):
        step = np.array([rng.uniform(0, 0.12) * size, rng.gauss(0, 0.1) * size])
        for k in range(8):
            points.append(tuple(at + step * k / 8 + np.array([0, 0.03 * size * np.sin(k)])))
        at = at + step
        at[1] += (y + size * 0.2 - at[1]) * 0.5
    pen.line(points, fill=int(rng.uniform(0, 110)), width=max(1, int(size / rng.uniform(40, 120))), joint="curve")


def rules(rng, image, pen, x, y, size):
    pitch = rng.uniform(0.03, 0.2) * size
    width = rng.choice([1, 1, 2, 3])
    shade = int(rng.uniform(0, 230))
    for i in range(rng.randint(1, 8)):
        if rng.random() < 0.7:
            pen.line((x, y + i * pitch, x + 2 * size, y + i * pitch), fill=shade, width=width)
        else:
            pen.line((x + i * pitch, y, x + i * pitch, y + size), fill=shade, width=width)


def rosette(rng, image, pen, x, y, size):
    turns = np.linspace(0, 2 * np.pi, 400)
    lobes, depth = rng.randint(3, 24), rng.uniform(0.1, 0.5)
    for ring in range(rng.randint(1, 5)):
        radius = size / 2 * (1 - ring * 0.12) * (1 + depth * np.cos(lobes * turns + ring)) / (1 + depth)
        pen.line(list(zip(x + size / 2 + radius * np.cos(turns), y + size / 2 + radius * np.sin(turns))), fill=int(rng.uniform(0, 230)), width=1)


def blots(rng, image, pen, x, y, size):
    for _ in range(rng.randint(1, 12)):
        a, b = rng.uniform(0.02, 0.3) * size, rng.uniform(0.02, 0.2) * size
        px, py = x + rng.uniform(0, size), y + rng.uniform(0, size)
        shape = rng.choice([pen.ellipse, pen.rectangle])
        shape((px, py, px + a, py + b), fill=int(rng.uniform(0, 255)))


ORNAMENTS = [barcode, chip, stars, stars, signature, signature, rules, rosette, blots, blots]
