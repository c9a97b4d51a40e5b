#!/usr/bin/env python3
"""How far the original's own Guided IG scatters on SqueezeNet when its gradients differ in their last bits.

usage: scatter.py --pair CLONE [--reference DIR] [--steps 200] [IMAGE...]     (IMAGE: dob c076 c444 c888; c888 unless given)

Walks PAIR's guided_ig.py with float32 gradients as they are, with float64 gradients (rounded to float32 and not), with one ulp added to
or taken from every gradient, and with one ulp added to one gradient of the first step alone. Prints, for each, cosine and overlap of
the top 5 % (by |channel sum|) with the stored map and with the first walk.
Needs: Debian's python3-torch, python3-onnx, python3-pil, a clone of PAIR-code/saliency. 12 CPU seconds a walk.
"""
import argparse, json, os, sys

os.environ['OMP_NUM_THREADS'] = '1'
HERE = os.path.dirname(os.path.abspath(__file__))
p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
p.add_argument('images', nargs='*', default=['c888'])
p.add_argument('--pair', required=True)
p.add_argument('--steps', type=int, default=200)
p.add_argument('--reference', default=os.path.join(HERE, '..', '..', '..', 'shared', 'reference'))
a = p.parse_args()
sys.path.insert(0, a.pair)
import numpy as np, onnx, torch, torch.nn.functional as F
from onnx import numpy_helper
from PIL import Image
import saliency.core as saliency

torch.set_num_threads(1)
WEIGHTS = onnx.load(os.path.join(a.reference, 'models/squeezenet1.1/model.onnx')).graph.initializer
MEAN = np.array([104, 117, 123], np.float32)


class SqueezeNet:
    """[N,3,224,224] BGR 0..255 less a mean -> softmax [N,1000]."""

    def __init__(self, dtype):
        self.dtype = dtype
        self.w = {w.name: torch.from_numpy(numpy_helper.to_array(w).astype(np.float32)).to(dtype) for w in WEIGHTS}

    def conv(self, name, x, **k):
        return F.relu(F.conv2d(x, self.w[name + '_w_0'], self.w[name + '_b_0'], **k))

    def fire(self, n, x):
        s = self.conv(f'fire{n}/squeeze1x1', x)
        return torch.cat([self.conv(f'fire{n}/expand1x1', s), self.conv(f'fire{n}/expand3x3', s, padding=1)], 1)

    def __call__(self, x):
        x = F.max_pool2d(self.conv('conv1', x, stride=2), 3, 2)
        for fires in ((2, 3), (4, 5), (6, 7, 8, 9)):
            for n in fires:
                x = self.fire(n, x)
            x = F.max_pool2d(x, 3, 2) if fires[-1] < 9 else x
        return torch.softmax(self.conv('conv10', x).mean((2, 3)), 1)

    def gradient(self, images, target):
        x = torch.from_numpy(np.ascontiguousarray(np.moveaxis(images, -1, 1))).float().to(self.dtype).requires_grad_(True)
        g, = torch.autograd.grad(self(x)[:, target].sum(), x)
        return np.moveaxis(g.numpy(), 1, -1).copy()


def every(seed):
    random = np.random.default_rng(seed)
    return lambda g, step: np.nextafter(g, np.where(random.integers(0, 2, g.shape), np.inf, -np.inf).astype(np.float32))


def one(rank):
    def change(g, step):
        if step == 0:
            i = np.unravel_index(np.argsort(np.abs(g), axis=None)[g.size // 4 + rank], g.shape)
            g[i] = np.nextafter(g[i], np.float32(np.inf))
        return g
    return change


WALKS = [('float32', torch.float32, None), ('float64', torch.float64, None),
         ('float64, rounded', torch.float64, lambda g, step: g.astype(np.float32)),
         ('every ulp, 1', torch.float32, every(1)), ('every ulp, 2', torch.float32, every(2)),
         ('one ulp, 1', torch.float32, one(1)), ('one ulp, 2', torch.float32, one(2)), ('one ulp, 3', torch.float32, one(3))]


def walk(x, black, target, dtype, change):
    net, step = SqueezeNet(dtype), [0]

    def call(images, call_model_args=None, expected_keys=None):
        g = net.gradient(images, target)
        g = change(g, step[0]) if change else g
        step[0] += 1
        return {'INPUT_OUTPUT_GRADIENTS': g}
    return saliency.GuidedIG().GetMask(x, call, x_baseline=black, x_steps=a.steps).sum(-1)


def near(m, n):
    k = m.size // 20
    top = [set(np.argsort(-np.abs(v), axis=None)[:k]) for v in (m, n)]
    return f'{(m * n).sum() / np.sqrt((m * m).sum() * (n * n).sum()):8.4f}{len(top[0] & top[1]) / k:8.4f}'


def main():
    print(f'{"":24}{"stored":>16}{"float32":>16}')
    for image in a.images:
        folder = os.path.join(a.reference, 'saliency')
        rgb = np.asarray(Image.open(f'{folder}/images/{image}.png').convert('RGB')).astype(np.float32)
        x, black = np.ascontiguousarray(rgb[..., ::-1] - MEAN), np.zeros_like(rgb) - MEAN
        target = json.load(open(f'{folder}/maps/{image}/image.json'))['pred']
        whole = f'{folder}/maps/{image}/guided_ig_{a.steps}.npy'
        stored = np.load(whole).sum(-1) if os.path.exists(whole) else np.load(whole.replace('.npy', '_sum2d.npy'))
        first = None
        for name, dtype, change in WALKS:
            m = walk(x, black, target, dtype, change)
            first = m if first is None else first
            print(f'{image} {name:19}{near(m, stored)}{near(m, first)}', flush=True)


if __name__ == '__main__':
    main()
