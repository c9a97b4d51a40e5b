#!/usr/bin/env python3
"""CPU seconds of attribution methods on Limn and in the original (PAIR's saliency library on PyTorch), one thread, interleaved.

usage: compare.py [--pair CLONE] [--guspih CLONE] [--rounds 7] [--device cpu] [--threads 1] [--heap 2g] [--alone]
                  [--reference DIR] [--timings FILE] [NAME...]
       (names: ig200 guided200 xrai regions regions-fast felz6, taken unless others are given; gradient, rise400, rise4000,
       pic, pic-of-nine (per map, nine maps of one image, beside the original's one), lif-mif (10 steps, with --alone))

Limn is one process that warms up until two seconds of each computation have passed (its first call is printed); the original
runs by timings.py, a process per call with imports and a warm-up call outside its clock. Rounds go from one to the other. Printed are
the medians (CPU seconds of the process, and Limn's wall seconds), the median of the ratios taken round by round, and the share of
Limn's time that is spent outside its executables. --alone leaves the original out, for wall times of several threads.

Needs: the build (./mvnw -DskipTests package), Debian's python3-torch and python3-skimage, python3-onnx, a clone of PAIR-code/saliency,
for rise400 and rise4000 one of guspih/post-hoc-image-perturbation.
"""
import argparse, os, statistics, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
NAMES = ['ig200', 'guided200', 'xrai', 'regions', 'regions-fast', 'felz6']
SCALE = {'gradient': 20}  # timings.py takes 20 gradients at once
MAPS = {'pic-of-nine': 9}  # what Limn does at once
ORIGINAL = {'pic-of-nine': 'pic'}


def arguments():
    p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    p.add_argument('names', nargs='*', default=NAMES)
    p.add_argument('--pair', default='')
    p.add_argument('--guspih', default='')
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--heap', default='2g')
    p.add_argument('--alone', action='store_true')
    p.add_argument('--rounds', type=int, default=7)
    p.add_argument('--device', default='cpu')
    p.add_argument('--reference', default=os.path.join(ROOT, '..', 'shared', 'reference'))
    p.add_argument('--timings', default=os.path.join(ROOT, '..', 'shared', 'timings', 'timings.py'))
    p.add_argument('--python', default='/usr/bin/python3')
    p.add_argument('--classpath', default=f'{ROOT}/cli/target/*:{ROOT}/cli/target/lib/*')
    return p.parse_args()


class Limn:
    def __init__(self, a):
        self.process = subprocess.Popen(
            ['java', '--add-modules', 'jdk.incubator.vector', f'-Xmx{a.heap}', f'-XX:ActiveProcessorCount={a.threads}', '-cp', a.classpath,
             f'{HERE}/AttributionWorker.java', a.reference, a.device, str(a.threads)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        print(self.process.stdout.readline().strip(), file=sys.stderr)

    def run(self, name):
        self.process.stdin.write(name + '\n')
        self.process.stdin.flush()
        return [float(v) / MAPS.get(name, 1) for v in self.process.stdout.readline().split()]

    def warm(self, name):
        first = self.run(name)[0]
        total = first
        while total < 2:
            total += self.run(name)[0]
        return first


def original(a, name):
    line = subprocess.run([a.python, a.timings, ORIGINAL.get(name, name)] + (['--pair', a.pair] if a.pair else []) + (['--guspih', a.guspih] if a.guspih else []), check=True, capture_output=True, text=True).stdout.split()
    return float(line[1]) / SCALE.get(name, 1)


def main():
    a = arguments()
    limn = Limn(a)
    print(f'{"":14}{"first":>9}{"Limn":>9}{"wall":>9}{"original":>10}{"ratio":>9}{"outside":>9}')
    for name in a.names:
        first = limn.warm(name)
        rounds = [limn.run(name) + [float('nan') if a.alone else original(a, name)] for _ in range(a.rounds)]
        ours, wall, outside, theirs = (statistics.median(r[i] for r in rounds) for i in range(4))
        ratio = statistics.median(r[0] / r[3] for r in rounds)
        share = statistics.median(r[2] / r[0] for r in rounds)
        print(f'{name:14}{first:9.4f}{ours:9.4f}{wall:9.4f}{theirs:10.4f}{ratio:9.4f}{share:9.1%}', flush=True)
    limn.process.stdin.close()
    limn.process.wait()


if __name__ == '__main__':
    main()
