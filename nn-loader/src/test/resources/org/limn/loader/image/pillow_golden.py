#!/usr/bin/env python3
"""What Pillow makes of the pictures that PillowTest makes too. Written with Pillow 9.4.0 (libjpeg-turbo 2.1.5), NumPy 1.24.2:

    python3 pillow_golden.py REFERENCE > pillow_golden.tsv

REFERENCE is the folder of reference data; of its photos only checksums are kept.
"""
import os
import sys
import zlib

import numpy as np
from PIL import Image


def pattern(width, height):
    """Stripes, ramps and jumps: red, green and blue differ, and every value from 0 to 255 is near."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return Image.fromarray(((x * 37 + y * 101 + c * 53 + x * y * (c + 1)) % 256).astype(np.uint8), "RGB")


def row(*cells):
    print(*cells, sep="\t")


def crc(image):
    return "%08x" % zlib.crc32(np.asarray(image.convert("RGB")).tobytes())


for w, h, to_w, to_h in [
    (7, 5, 3, 2), (5, 7, 13, 9), (2, 2, 5, 1), (4, 4, 4, 2), (4, 4, 2, 4), (1, 1, 4, 3), (3, 3, 3, 3), (9, 1, 4, 1),
]:
    row("resize", w, h, to_w, to_h, np.asarray(pattern(w, h).resize((to_w, to_h), Image.BILINEAR)).tobytes().hex())
for w, h, to_w, to_h in [
    (207, 13, 13, 207), (500, 375, 224, 224), (224, 224, 331, 97), (1000, 3, 224, 224), (640, 481, 341, 256), (3, 2000, 7, 11),
]:
    row("resize", w, h, to_w, to_h, crc(pattern(w, h).resize((to_w, to_h), Image.BILINEAR)))
reference = sys.argv[1]
for folder in ("photos", "hostile/images"):
    for name in sorted(os.listdir(os.path.join(reference, folder))):
        if name.lower().endswith((".jpeg", ".png", ".jpg", ".bmp", ".gif")) and (
            folder == "photos" or name in ("cmyk.jpg", "grey.jpg", "progressive.jpg", "plain.bmp", "animated.gif")
        ):
            image = Image.open(os.path.join(reference, folder, name))
            row("decode", folder + "/" + name, crc(image))
