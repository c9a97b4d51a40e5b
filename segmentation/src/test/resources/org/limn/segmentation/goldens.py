"""Writes goldens.tsv: what scikit-image 0.19.3 (NumPy 1.24.2, SciPy 1.10.1) makes of pictures given by a formula, of
bytes or, those called fine, of float32.

usage: python3 goldens.py > goldens.tsv
Columns: method and settings as its Java constructor prints them, picture, channels, height, width, regions, and a hash of the
labels numbered in the order of a scan of the rows: h = 31 h + label, in 32 bits.
felzenszwalb sorts its edges by NumPy's quicksort; here the sort is stable, as ours is, or edges of equal cost would come in an
order that only NumPy knows. quickshift adds noise to tell equal densities apart; where that decides, there is no row.
"""
import warnings

import numpy as np
from skimage import img_as_float64
from skimage.segmentation import felzenszwalb, quickshift, slic

warnings.simplefilter("ignore")
quick = np.argsort
np.argsort = lambda a: quick(a, kind="stable")
HEADER = ["method", "picture", "channels", "height", "width", "regions", "hash"]


def picture(kind, c, h, w):
    k, y, x = np.meshgrid(np.arange(c), np.arange(h), np.arange(w), indexing="ij")
    if kind == "uniform":
        v = 0 * x + 90
    elif kind == "steps":
        v = 40 * (x // 7) + 60 * (y // 9) + 50 * k
    else:
        v = y * y * 7 // 16 + x * 13 // 4 + k * 29 + x * y * 3 // 8
    v = np.moveaxis(v, 0, -1)
    return (v % 1021).astype(np.float32) / np.float32(1021) if kind == "fine" else (v % 256).astype(np.uint8)


def numbered(labels):
    flat = labels.ravel()
    _, first, inverse = np.unique(flat, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse]


def row(method, kind, shape, labels):
    h = 0
    flat = numbered(labels)
    for label in flat.tolist():
        h = (31 * h + label) & 0xFFFFFFFF
    print(method, kind, *shape, flat.max() + 1, h - (1 << 32) if h >> 31 else h, sep="\t")


def run_slic(kind, shape, n, compactness, iterations, sigma, connected, zero, single=False):
    # a float32 image is segmented in float32
    image = img_as_float64(picture(kind, *shape))
    image = image.astype(np.float32) if single else image
    labels = slic(image, n_segments=n, compactness=compactness, max_num_iter=iterations, sigma=sigma,
                  enforce_connectivity=connected, slic_zero=zero, start_label=0)
    flag = {True: "true", False: "false"}
    name = (f"Slic[segments={n}, compactness={float(compactness)}, iterations={iterations}, sigma={float(sigma)}, "
            f"connected={flag[connected]}, zero={flag[zero]}, single={flag[single]}]")
    row(name, kind, shape, labels)


def run_felzenszwalb(kind, shape, scale, sigma, size):
    labels = felzenszwalb(picture(kind, *shape), scale=scale, sigma=sigma, min_size=size)
    row(f"Felzenszwalb[scale={float(scale)!r}, sigma={float(sigma)}, minSize={size}]", kind, shape, labels)


def run_quickshift(kind, shape, kernel, distance, ratio):
    image = img_as_float64(picture(kind, *shape))
    draws = [
        quickshift(image, kernel_size=kernel, max_dist=distance, ratio=ratio, convert2lab=shape[0] == 3, random_seed=seed)
        for seed in range(6)
    ]
    name = f"Quickshift[kernel={float(kernel)}, maxDistance={float(distance)}, ratio={float(ratio)}, sigma=0.0]"
    if all((draw == draws[0]).all() for draw in draws):
        row(name, kind, shape, draws[0])


SHAPES = [(1, 40, 53), (2, 40, 53), (3, 40, 53), (4, 40, 53), (3, 61, 24), (3, 1, 90), (3, 90, 1), (1, 3, 100), (3, 2, 2), (3, 1, 1)]
print(*HEADER, sep="\t")
for shape in SHAPES:
    for kind in ("waves", "steps", "uniform", "fine"):
        for n, compactness, iterations, sigma, connected, zero in (
            (20, 10, 10, 0, True, False),
            (20, 10, 10, 0, False, True),
            (30, 0.1, 5, 0, True, False),
            (30, 1e-3, 5, 0, False, False),
            (7, 1000, 3, 1.5, True, True),
            (500, 10, 10, 0, True, False),
            (5000, 10, 2, 0, False, False),
        ):
            run_slic(kind, shape, n, compactness, iterations, sigma, connected, zero)
            if sigma == 0:
                run_slic(kind, shape, n, compactness, iterations, sigma, connected, zero, single=True)
        for scale, sigma, size in ((100, 0.8, 20), (1, 0, 1), (1e6, 2, 5)):
            run_felzenszwalb(kind, shape, scale, sigma, size)
        if kind == "waves":
            run_quickshift(kind, shape, 2, 10, 1)
            run_quickshift(kind, shape, 3, 200, 0.2)
