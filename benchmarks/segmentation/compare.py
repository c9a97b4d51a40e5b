#!/usr/bin/env python3
"""CPU seconds of segmentation on Limn and in the originals (scikit-image, PAIR's XRAI), one thread, interleaved.

usage: compare.py --pair CLONE [--rounds 9] [--image FILE] [NAME...]
       (names: felz100 felz6-labels felz6 slic250; all unless given. felz100 and slic250 need no --pair)
       compare.py --grow [--rounds 3] [--image FILE] [NAME...]
       (names: felz100 xrai xrai-full slic grid quickshift; all but the last unless given)

Each side is one process that warms up until two seconds of each computation have passed (the first call is printed); rounds then go
from one to the other. Printed are the medians and the median of the ratios taken round by round. What both find must agree: regions,
their number over all scales, the sum of their areas after dilation.
--grow tiles the photo to four sizes, up to 4000x3000, and prints Limn's CPU nanoseconds a pixel, and how they compare with a cost of
n log n through the first size, taken round by round: 1 is on that line, less is below it. Each size warms up.

Needs: the build (./mvnw -DskipTests package), a Python with scikit-image 0.19 and Pillow, for XRAI's set a clone of PAIR-code/saliency.
"""
import argparse, math, os, statistics, subprocess, sys, time

for v in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ[v] = '1'
# as for the other benchmarks: glibc keeps large blocks, or the original's time goes into page faults
MALLOC = {'MALLOC_MMAP_THRESHOLD_': '1000000000', 'MALLOC_TRIM_THRESHOLD_': '4000000000', 'MALLOC_TOP_PAD_': '100000000'}
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TARGETS = {'felz100': 0.4, 'felz6-labels': 0.2, 'felz6': 0.05, 'slic250': 0.5}
GROW = ['felz100', 'xrai', 'xrai-full', 'slic', 'grid']
SIZES = [(500, 375), (1000, 750), (2000, 1500), (4000, 3000)]


def arguments():
    p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    p.add_argument('names', nargs='*')
    p.add_argument('--pair')
    p.add_argument('--grow', action='store_true')
    p.add_argument('--rounds', type=int, default=9)
    p.add_argument('--image', default=os.path.join(ROOT, '..', 'shared', 'reference', 'saliency', 'images', 'c444.png'))
    p.add_argument('--heap', default='2g')
    p.add_argument('--python', default='/usr/bin/python3')
    p.add_argument('--classpath', default=f'{ROOT}/cli/target/*:{ROOT}/cli/target/lib/*')
    p.add_argument('--original', action='store_true', help=argparse.SUPPRESS)
    return p.parse_args()


# --- the originals ---

def original(a):
    import warnings
    import numpy as np
    from PIL import Image
    from skimage.segmentation import felzenszwalb, slic
    warnings.simplefilter('ignore')
    rgb = np.asarray(Image.open(a.image).convert('RGB'))
    network = np.ascontiguousarray(rgb.astype(np.float32)[..., ::-1] - np.array([104, 117, 123], np.float32))
    tasks = {'felz100': lambda: felzenszwalb(rgb, scale=100), 'slic250': lambda: slic(rgb, n_segments=250, compactness=10.)}
    count = {'felz100': lambda s: len(np.unique(s)), 'slic250': lambda s: len(np.unique(s))}
    if a.pair:
        sys.path.insert(0, a.pair)
        import saliency.core.xrai as xrai
        small = xrai._normalize_image(network, [-1., 1.], (224, 224))
        scales = xrai._FELZENSZWALB_SCALE_VALUES
        tasks['felz6-labels'] = lambda: [felzenszwalb(small, scale=s, sigma=.8, min_size=150) for s in scales]
        tasks['felz6'] = lambda: xrai._get_segments_felzenszwalb(network)
        count['felz6-labels'] = lambda all: sum(len(np.unique(s)) for s in all)
        count['felz6'] = lambda masks: int(np.sum(masks))
    print('ready', flush=True)
    for line in sys.stdin:
        start = time.process_time()
        found = tasks[line.strip()]()
        print(time.process_time() - start, count[line.strip()](found), flush=True)


# --- the driver ---

class Worker:
    def __init__(self, command, **environment):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | environment)
        self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit('a worker stopped')
        return line.split()

    def run(self, task):
        self.process.stdin.write(task + '\n')
        self.process.stdin.flush()
        seconds, regions = self.answer()
        return float(seconds), int(regions)

    def warm(self, task, seconds=2):
        first, _ = self.run(task)
        total = first
        while total < seconds:
            total += self.run(task)[0]
        return first

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def limn(a):
    return Worker(['java', '--add-modules', 'jdk.incubator.vector', f'-Xmx{a.heap}', '-cp', a.classpath, f'{HERE}/SegmentationWorker.java', a.image])


def compare(a):
    names = a.names or [n for n in TARGETS if a.pair or 'felz6' not in n]
    ours = limn(a)
    theirs = Worker([a.python, os.path.abspath(__file__), '--original', '--image', a.image] + (['--pair', a.pair] if a.pair else []), **MALLOC)
    print(f'{"":14}{"first":>9}{"Limn":>9}{"original":>10}{"ratio":>8}{"target":>8}  found by Limn, by the original')
    for name in names:
        first = ours.warm(name)
        theirs.warm(name)
        rounds = [(ours.run(name), theirs.run(name)) for _ in range(a.rounds)]
        x, y = [r[0][0] for r in rounds], [r[1][0] for r in rounds]
        ratio = statistics.median(i / j for i, j in zip(x, y))
        print(f'{name:14}{first:9.4f}{statistics.median(x):9.4f}{statistics.median(y):10.4f}{ratio:8.3f}{TARGETS[name]:8.2f}  {rounds[0][0][1]}, {rounds[0][1][1]}', flush=True)
    ours.close()
    theirs.close()


def grow(a):
    worker = limn(a)
    print(f'{"CPU ns a pixel":24}' + ''.join(f'{f"{w}x{h}":>12}' for w, h in SIZES))
    for name in a.names or GROW:
        for w, h in SIZES:  # each may take a path of its own
            worker.warm(f'{name} {w} {h}')
        rounds = [[nanoseconds(worker, name, w, h) for w, h in SIZES] for _ in range(a.rounds)]
        print(f'{name:24}' + ''.join(f'{statistics.median(r[i] for r in rounds):12.1f}' for i in range(len(SIZES))))
        print(f'{"  to n log n":24}' + ''.join(f'{statistics.median(r[i] / r[0] for r in rounds) * linear(0) / linear(i):12.2f}' for i in range(len(SIZES))), flush=True)
    worker.close()


def nanoseconds(worker, name, w, h):
    """The mean of as many runs as make up three million pixels."""
    runs = max(1, 3_000_000 // (w * h))
    return statistics.mean(worker.run(f"{name} {w} {h}")[0] for _ in range(runs)) / (w * h) * 1e9


def linear(i):
    """log n, that is n log n a pixel."""
    return math.log(SIZES[i][0] * SIZES[i][1])


if __name__ == '__main__':
    a = arguments()
    original(a) if a.original else grow(a) if a.grow else compare(a)
