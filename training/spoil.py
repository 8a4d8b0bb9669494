"""What paper, print, light, lens, sensor and compression do to a line of text. Grey levels are float32, 0 to 255."""

import cv2
import numpy as np

HEIGHT = 32
"""Height of the nets' input."""
STRIDE = 4
"""Pixels of a line's width to one step of the nets' output."""
BLANK = 0
IGNORED = -1


def ground(rng, height, width):
    """Grey levels of the paper, patterned as security print is."""
    level = rng.uniform(130, 250) if rng.random() < 0.85 else rng.uniform(80, 250)
    y, x = np.ogrid[0 : height // 2, 0 : width // 2]
    y, x = y.astype(np.float32), x.astype(np.float32)
    page = level + rng.uniform(-40, 40) * (x / x.size - 0.5) + rng.uniform(-25, 25) * (y / y.size - 0.5)
    for _ in range(rng.randint(0, 3)):
        turn = rng.uniform(0, np.pi)
        wave = rng.uniform(0, 7) * np.sin(x / rng.uniform(10, 80) + rng.uniform(0, 6))
        phase = (x * np.cos(turn) + y * np.sin(turn) + wave) * np.float32(2 * np.pi / rng.uniform(2.5, 30))
        wave = (np.sin(phase) + 1) / 2
        page -= rng.uniform(3, 28) * (wave**4 if rng.random() < 0.5 else wave)
    return cv2.resize(page, (width, height))


def degrade(rng, line, coarsest=0.45):
    """Lens, sensor and compression, at the resolution that the camera had."""
    height, width = line.shape
    # Pixels per character of the picture, against those of the net's frame.
    scale = min(1.0, rng.uniform(coarsest, 2))
    small = line
    if scale < 1:
        small = cv2.resize(line, (max(16, int(width * scale)), max(9, int(height * scale))), interpolation=cv2.INTER_AREA)
    sigma = abs(rng.gauss(0, 0.6)) if rng.random() < 0.85 else rng.uniform(0.6, 1.7)
    if sigma > 0.2:
        small = cv2.GaussianBlur(small, (0, 0), sigma)
    if rng.random() < 0.12:
        length = rng.randint(2, 4)
        kernel = np.zeros((length, length), np.float32)
        if rng.random() < 0.5:
            kernel[length // 2, :] = 1 / length
        elif rng.random() < 0.5:
            kernel[:, length // 2] = 1 / length
        else:
            np.fill_diagonal(kernel, 1 / length)
        small = cv2.filter2D(small, -1, kernel)
    noise = abs(rng.gauss(0, 3.5))
    small = small + np.random.default_rng(rng.getrandbits(32)).normal(0, noise, small.shape).astype(np.float32)
    small = np.clip(small, 0, 255)
    if rng.random() < 0.6:
        quality = rng.randint(12, 92)
        small = cv2.imdecode(cv2.imencode(".jpg", small.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 0).astype(np.float32)
    if rng.random() < 0.1:
        blurred = cv2.GaussianBlur(small, (0, 0), 1.2)
        small = np.clip(small + rng.uniform(0.5, 1.5) * (small - blurred), 0, 255)
    if scale < 1:
        small = cv2.resize(small, (width, height), interpolation=rng.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
    return np.clip(small, 0, 255)


def spoil(rng, line):
    """Glare and shadow over a part of the line."""
    height, width = line.shape
    if rng.random() < 0.12:
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        centre, spread = rng.uniform(0, width), rng.uniform(8, 70)
        slant = rng.uniform(-1, 1)
        lamp = rng.uniform(40, 320) * np.exp(-(((x - centre + slant * y) / spread) ** 2))
        line = np.minimum(255, line + lamp)
    if rng.random() < 0.12:
        edge, soft = rng.uniform(0, width), rng.uniform(4, 60)
        x = np.arange(width, dtype=np.float32)
        line = line * (1 - rng.uniform(0.1, 0.55) / (1 + np.exp(np.clip((edge - x) / soft, -30, 30))))[None, :]
    return line


def photograph(rng, frame):
    """Light over a whole scene, then the camera; gives bytes."""
    height, width = frame.shape
    frame = frame.astype(np.float32)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    if rng.random() < 0.5:
        turn = rng.uniform(0, 2 * np.pi)
        slope = (x - width / 2) * np.cos(turn) / width + (y - height / 2) * np.sin(turn) / height
        frame *= 1 + rng.uniform(0, 0.5) * slope
    if rng.random() < 0.25:  # the edge of a shadow
        turn, soft = rng.uniform(0, 2 * np.pi), rng.uniform(3, 60)
        beyond = (x - rng.uniform(0, width)) * np.cos(turn) + (y - rng.uniform(0, height)) * np.sin(turn)
        frame *= 1 - rng.uniform(0.1, 0.6) / (1 + np.exp(np.clip(-beyond / soft, -30, 30)))
    if rng.random() < 0.2:  # a lamp in the lamination
        spread = rng.uniform(0.03, 0.25) * width
        away = ((x - rng.uniform(0, width)) ** 2 + (y - rng.uniform(0, height)) ** 2) / spread**2
        frame += rng.uniform(40, 300) * np.exp(-away)
    low, high = rng.uniform(0, 60), rng.uniform(170, 255)
    if rng.random() < 0.3:
        frame = low + np.clip(frame, 0, 255) * ((high - low) / 255)
    return degrade(rng, np.clip(frame, 0, 255), coarsest=0.7).astype(np.uint8)


def lay_on_paper(rng, canvas, page):
    """Prints ink (0 to 1) on the paper, worn now and then."""
    height, width = canvas.shape
    if rng.random() < 0.1:
        coarse = np.random.default_rng(rng.getrandbits(32)).random((height // 4, width // 4)).astype(np.float32)
        canvas = canvas * np.clip(cv2.resize(coarse, (width, height)) * rng.uniform(1.2, 3), 0, 1)
    dark = max(0.0, page.mean() - rng.uniform(50, 230))
    ink = canvas * rng.uniform(0.75, 1)
    return page * (1 - ink) + dark * ink, dark


def into_frame(rng, page, first, visible, middle, across, down, width):
    """The stretch of `page` that is seen, from `first` on, in the net's frame; and the map from page to frame."""
    tilt = rng.gauss(0, 0.8) / down
    shear = rng.gauss(0, 2.0) / across
    grow = 1 + rng.gauss(0, 0.04)
    half = HEIGHT / 2 / down
    frame = np.float32([[0, 0], [width, 0], [width, HEIGHT], [0, HEIGHT]])
    source = np.float32(
        [
            [first - shear, middle - half - tilt],
            [first + visible - shear, middle - half * grow + tilt],
            [first + visible + shear, middle + half * grow + tilt],
            [first + shear, middle + half - tilt],
        ]
    )
    homography = cv2.getPerspectiveTransform(source, frame)
    # Shrinking by more than two would alias.
    page = cv2.GaussianBlur(page, (0, 0), sigmaX=max(0.1, 0.35 / across), sigmaY=max(0.1, 0.35 / down))
    line = cv2.warpPerspective(page, homography, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return degrade(rng, spoil(rng, line)).astype(np.uint8), homography


def places_in_frame(homography, xs, y):
    """Where points of the page at height `y` come to lie along the frame."""
    points = np.float32([[[x, y] for x in xs]])
    return cv2.perspectiveTransform(points, homography)[0, :, 0]
