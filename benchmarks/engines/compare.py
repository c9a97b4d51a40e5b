#!/usr/bin/env python3
"""CPU seconds per image of one network on Limn, ONNX Runtime and PyTorch, one thread each, interleaved in one run.

usage: compare.py MODEL.onnx[.gz] [--batch 8] [--rounds 9] [--engines limn,ort,torch] [--limn-device cpu]
                  [--folded] [--plain-malloc]

Every engine is a process of its own that loads the model, warms up for at least two seconds and then waits; the rounds go from one to
the next, forward and forward + input gradient, so that all of them see the same noise of the machine. Printed are the median and the
smallest of the rounds, and the medians of the ratios taken round by round. ONNX Runtime has no gradients. Times are thread CPU
time in Java and process CPU time in Python (PyTorch differentiates on a thread of its own).

Needs: the build (./mvnw -DskipTests package), a Python with torch, onnx and numpy, and Maven Central for ONNX Runtime's jar.
"""
import argparse, gzip, math, os, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ORT = 'com.microsoft.onnxruntime:onnxruntime:1.29.0'


def arguments():
    p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    p.add_argument('model')
    p.add_argument('--batch', type=int, default=8)
    p.add_argument('--rounds', type=int, default=9)
    p.add_argument('--engines', default='limn,ort,torch')
    p.add_argument('--limn-device', default='cpu')
    p.add_argument('--plain-malloc', action='store_true', help="PyTorch with glibc's defaults, as people run it")
    p.add_argument('--folded', action='store_true', help='PyTorch with its batch normalizations folded by hand, which its users do not have')
    p.add_argument('--worker', help=argparse.SUPPRESS)
    return p.parse_args()


# --- PyTorch: the graph of a classic convolutional network, run node by node in channels-last ---

def torch_worker(model, batch, fold):
    import numpy, onnx, torch
    from onnx import numpy_helper
    import torch.nn.functional as F
    torch.set_num_threads(1)
    graph = onnx.load(model).graph
    last = torch.channels_last
    weights = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    nodes = folded(graph.node, weights) if fold else list(graph.node)
    weights = {k: v.contiguous(memory_format=last) if v.dim() == 4 else v for k, v in weights.items()}
    entry = [i for i in graph.input if i.name not in weights][0]
    name = entry.name
    shape = [batch] + [d.dim_value or 224 for d in entry.type.tensor_type.shape.dim][1:]    # a size left open is 224

    def attributes(node):
        return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}

    def node(n, v):
        x, a, op = [v[i] for i in n.input if i], attributes(n), n.op_type
        if op == 'Conv':
            p = a.get('pads', [0, 0, 0, 0])
            assert p[:2] == p[2:], 'asymmetric pads'
            return F.conv2d(x[0], x[1], x[2] if len(x) > 2 else None, a.get('strides', 1), p[:2], a.get('dilations', 1), a.get('group', 1))
        if op == 'MaxPool':
            return F.max_pool2d(x[0], a['kernel_shape'], a.get('strides', 1), a.get('pads', [0, 0])[:2], ceil_mode=bool(a.get('ceil_mode', 0)))
        if op == 'AveragePool':
            return F.avg_pool2d(x[0], a['kernel_shape'], a.get('strides', 1), a.get('pads', [0, 0])[:2], bool(a.get('ceil_mode', 0)), bool(a.get('count_include_pad', 0)))
        if op == 'Constant':
            return torch.from_numpy(numpy_helper.to_array(a['value']).copy())
        if op == 'Pad':
            top, left, bottom, right = (int(x[1][i]) for i in (2, 3, 6, 7))
            return F.pad(x[0], (left, right, top, bottom))
        if op == 'Gemm':
            return F.linear(x[0], x[1] if a.get('transB') else x[1].t(), x[2])
        if op == 'BatchNormalization':
            return F.batch_norm(x[0], x[3], x[4], x[1], x[2], eps=a.get('epsilon', 1e-5))
        plain = {'Relu': F.relu, 'Add': torch.add, 'Flatten': lambda t: t.flatten(1), 'Concat': lambda *t: torch.cat(t, a['axis']),
                 'GlobalAveragePool': lambda t: t.mean((2, 3), keepdim=True), 'Dropout': lambda t, *_: t, 'Identity': lambda t: t}
        return plain[op](*x)

    def run(x):
        v = dict(weights); v[name] = x
        for n in nodes:
            v[n.output[0]] = node(n, v)
        return v[graph.output[0].name]

    image = numpy.asarray(picture(math.prod(shape))).reshape(shape).astype(numpy.float32)
    x = torch.from_numpy(image).contiguous(memory_format=last)

    def forward():
        with torch.no_grad():
            return run(x)

    def gradient():
        t = x.detach().requires_grad_(True)
        return torch.autograd.grad(run(t)[:, 5].sum(), t)[0]

    for w in weights.values():
        w.requires_grad_(False)
    serve({'forward': forward, 'gradient': gradient}, batch, lambda: forward().argmax(1).tolist())


def folded(nodes, weights):
    """The nodes without batch normalizations that follow a convolution: PyTorch at its best."""
    import torch
    made, kept = {n.output[0]: n for n in nodes}, []
    for n in nodes:
        conv = made.get(n.input[0]) if n.op_type == 'BatchNormalization' else None
        if conv is None or conv.op_type != 'Conv':
            kept.append(n)
            continue
        gamma, beta, mean, variance = (weights[i] for i in n.input[1:])
        eps = next((a.f for a in n.attribute if a.name == 'epsilon'), 1e-5)
        scale = gamma / torch.sqrt(variance + eps)
        bias = weights[conv.input[2]] if len(conv.input) > 2 else 0
        weights[conv.input[1]] = weights[conv.input[1]] * scale.reshape(-1, 1, 1, 1)
        weights[conv.output[0] + '.bias'] = (bias - mean) * scale + beta
        del conv.input[2:]
        conv.input.append(conv.output[0] + '.bias')
        conv.output[0] = n.output[0]
    return kept


def picture(size):
    """The same numbers for every engine: a cheap generator, the same 31-bit arithmetic in Java."""
    out, s = [], 1
    for _ in range(size):
        s = (s * 1103515245 + 12345) & 0x7fffffff
        out.append(s / 1073741824.0 - 1.0)
    return out


def serve(tasks, batch, top):
    for task in tasks.values():
        start = time.process_time()
        while time.process_time() - start < 2:
            task()
    print('ready', *top(), flush=True)
    for line in sys.stdin:
        task = tasks[line.strip()]
        start = time.process_time()
        task()
        print((time.process_time() - start) / batch, flush=True)


# --- the driver ---

def jars(folder):
    return [os.path.join(folder, f) for f in os.listdir(folder) if f.endswith('.jar')]


def limn(model, batch, arg):
    path = os.pathsep.join(os.path.join(ROOT, 'cli', 'target', part) for part in ('*', 'lib/*'))
    return ['java', '--add-modules', 'jdk.incubator.vector', '-cp', path, os.path.join(HERE, 'LimnWorker.java'), model, str(batch), arg.limn_device]


def ort(model, batch, arg):
    folder = os.path.join(ROOT, 'benchmarks', 'target', 'ort')
    subprocess.run([os.path.join(ROOT, 'mvnw'), '-q', '-B', '-f', ROOT, '-N', 'dependency:copy', '-Dartifact=' + ORT, '-DoutputDirectory=' + folder], check=True)
    return ['java', '-cp', os.pathsep.join(jars(folder)), os.path.join(HERE, 'OrtWorker.java'), model, str(batch)]


def torch(model, batch, arg):
    os.environ['OMP_NUM_THREADS'] = '1'
    if not arg.plain_malloc:    # glibc otherwise gives big blocks back at every free, and the time goes into page faults
        os.environ.update({'MALLOC_MMAP_THRESHOLD_': '1000000000', 'MALLOC_TRIM_THRESHOLD_': '4000000000', 'MALLOC_TOP_PAD_': '100000000'})
    command = [sys.executable, os.path.abspath(__file__), model, '--batch', str(batch), '--worker', 'torch']
    return command + (['--folded'] if arg.folded else [])


class Engine:
    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.top = self.answer().split()[1:]

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f'{self.name} stopped')
        return line

    def seconds(self, task):
        self.process.stdin.write(task + '\n')
        self.process.stdin.flush()
        return float(self.answer())


def main():
    arg = arguments()
    if arg.worker == 'torch':
        return torch_worker(arg.model, arg.batch, arg.folded)
    with tempfile.TemporaryDirectory() as folder:
        model = arg.model
        if model.endswith('.gz'):
            model = os.path.join(folder, 'model.onnx')
            with gzip.open(arg.model) as packed, open(model, 'wb') as plain:
                shutil.copyfileobj(packed, plain)
        engines = [Engine(n, {'limn': limn, 'ort': ort, 'torch': torch}[n](model, arg.batch, arg)) for n in arg.engines.split(',')]
        report(arg, engines)
        for e in engines:
            e.process.kill()


def report(arg, engines):
    tops = {tuple(e.top) for e in engines}
    print('top class per image:', ' '.join(engines[0].top), '(all engines agree)' if len(tops) == 1 else f'ENGINES DISAGREE: {tops}')
    for task in ('forward', 'gradient'):
        able = [e for e in engines if task == 'forward' or e.name != 'ort']
        rounds = [{e.name: e.seconds(task) for e in able} for _ in range(arg.rounds)]
        label = 'forward' if task == 'forward' else 'forward + gradient'
        for e in able:
            times = [r[e.name] for r in rounds]
            print(f'{label}: {e.name} median {statistics.median(times):.4f} min {min(times):.4f} CPU-s per image')
        for e in able[1:] if able[0].name == 'limn' else []:
            ratios = [r['limn'] / r[e.name] for r in rounds]
            print(f'{label}: limn / {e.name} median of ratios {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f})')


if __name__ == '__main__':
    main()
