package org.limn.autodiff.device.cpu.gemm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.tensor.Shape;

/**
 * Prints, for every convolution of ResNet-50, what share of the FMA peak its kernel reaches, forward (bias, residual, relu) and
 * for the input gradient (residual, relu mask), and for the depthwise ones of MobileNet and EfficientNet the bytes per second. One
 * thread, its CPU time, the median of the rounds; the peak is measured between them.
 *
 * <p>{@code java --add-modules jdk.incubator.vector -Xmx3g -cp … GemmBench [batch [rounds [scalar]]]}
 */
public final class GemmBench {
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    /** A convolution c → o, k×k, of h×h images, and how often ResNet-50 has it, with and without a residual. */
    private record Layer(int c, int h, int o, int k, int stride, int times, boolean residual) {
        Conv2d op(int groups) {
            return new Conv2d(Pair.of(stride), Pads.of(k / 2), Pair.ONE, groups);
        }
    }

    private static final List<Layer> RESNET50 = List.of(
            new Layer(3, 224, 64, 7, 2, 1, false),
            new Layer(64, 56, 64, 1, 1, 1, false),
            new Layer(64, 56, 64, 3, 1, 3, false),
            new Layer(64, 56, 256, 1, 1, 4, true),
            new Layer(256, 56, 64, 1, 1, 2, false),
            new Layer(256, 56, 128, 1, 1, 1, false),
            new Layer(128, 56, 128, 3, 2, 1, false),
            new Layer(128, 28, 512, 1, 1, 4, true),
            new Layer(256, 56, 512, 1, 2, 1, false),
            new Layer(512, 28, 128, 1, 1, 3, false),
            new Layer(128, 28, 128, 3, 1, 3, false),
            new Layer(512, 28, 256, 1, 1, 1, false),
            new Layer(256, 28, 256, 3, 2, 1, false),
            new Layer(256, 14, 1024, 1, 1, 6, true),
            new Layer(512, 28, 1024, 1, 2, 1, false),
            new Layer(1024, 14, 256, 1, 1, 5, false),
            new Layer(256, 14, 256, 3, 1, 5, false),
            new Layer(1024, 14, 512, 1, 1, 1, false),
            new Layer(512, 14, 512, 3, 2, 1, false),
            new Layer(512, 7, 2048, 1, 1, 3, true),
            new Layer(1024, 14, 2048, 1, 2, 1, false),
            new Layer(2048, 7, 512, 1, 1, 2, false),
            new Layer(512, 7, 512, 3, 1, 2, false));

    private static final List<Layer> DEPTHWISE = List.of(
            new Layer(32, 112, 32, 3, 1, 1, false),
            new Layer(96, 112, 96, 3, 2, 1, false),
            new Layer(144, 56, 144, 3, 1, 1, false),
            new Layer(192, 28, 192, 3, 1, 1, false),
            new Layer(384, 14, 384, 3, 1, 1, false),
            new Layer(576, 14, 576, 3, 2, 1, false),
            new Layer(960, 7, 960, 3, 1, 1, false),
            new Layer(144, 56, 144, 5, 2, 1, false),
            new Layer(240, 28, 240, 5, 1, 1, false),
            new Layer(480, 14, 480, 5, 1, 1, false),
            new Layer(1152, 7, 1152, 5, 1, 1, false));

    private final int batch, rounds;
    private final KernelSet set;

    private GemmBench(int batch, int rounds, KernelSet set) {
        this.batch = batch;
        this.rounds = rounds;
        this.set = set;
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        int batch = args.length > 0 ? Integer.parseInt(args[0]) : 8;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        KernelSet set = args.length > 2 ? KernelSet.scalar("asked for") : KernelSet.vector();
        new GemmBench(batch, rounds, set).print();
    }

    private void print() {
        System.out.printf("%s; batch %d, JDK %s%n", set.description(), batch, System.getProperty("java.version"));
        RESNET50.subList(0, 4).forEach(l -> time(forward(l, 1)));
        System.out.printf("%-34s %5s %8s %8s%n", "convolution", "times", "forward", "gradient");
        double flops = 0, forward = 0, gradient = 0;
        for (Layer l : RESNET50) {
            Run f = time(forward(l, 1)), g = time(gradient(l, 1));
            double work = 2.0
                    * l.c
                    * l.k
                    * l.k
                    * l.o
                    * batch
                    * square(l.op(1).infer(shapes(l, 1)).dim(2));
            System.out.printf(
                    "%4d→%-4d %dx%d/%d of %3d%-14s %5d %7.1f%% %7.1f%%   %s%n",
                    l.c,
                    l.o,
                    l.k,
                    l.k,
                    l.stride,
                    l.h,
                    l.residual ? ", residual" : "",
                    l.times,
                    100 * f.share(work),
                    100 * g.share(work),
                    g.name);
            flops += l.times * work;
            forward += l.times * work / f.share(work);
            gradient += l.times * work / g.share(work);
        }
        System.out.printf(
                "all, weighted by use: forward %.1f%%, gradient %.1f%%%n",
                100 * flops / forward, 100 * flops / gradient);
        for (Layer l : DEPTHWISE) {
            Run f = time(forward(l, l.c)), g = time(gradient(l, l.c));
            double bytes = 4.0
                    * batch
                    * l.c
                    * (square(l.h) + square(l.op(l.c).infer(shapes(l, l.c)).dim(2)));
            System.out.printf(
                    "depthwise %4d %dx%d/%d of %3d: forward %5.1f GB/s, gradient %5.1f GB/s (with the mask %5.1f)%n",
                    l.c,
                    l.k,
                    l.k,
                    l.stride,
                    l.h,
                    bytes / f.seconds * 1e-9,
                    bytes / g.seconds * 1e-9,
                    (bytes + 4.0 * batch * l.c * square(l.h)) / g.seconds * 1e-9);
        }
    }

    private static double square(double x) {
        return x * x;
    }

    private List<Shape> shapes(Layer l, int groups) {
        return List.of(Shape.of(batch, l.c, l.h, l.h), Shape.of(l.o, l.c / groups, l.k, l.k));
    }

    private Workbench forward(Layer l, int groups) {
        Op op = l.op(groups);
        Shape y = op.infer(shapes(l, groups));
        List<Shape> inputs = new ArrayList<>(shapes(l, groups));
        inputs.add(Shape.of(1, l.o, 1, 1));
        inputs.add(y);
        List<Fused.Step> steps =
                new ArrayList<>(List.of(step(op, 0, 1), step(new Broadcast(y), 2), step(new Add(), 4, 5)));
        if (l.residual) {
            steps.add(step(new Add(), 6, 3));
        }
        steps.add(step(new Relu(), 3 + steps.size()));
        return Workbench.of(new Fused(4, steps), inputs, List.of(1, 2), 1);
    }

    private Workbench gradient(Layer l, int groups) {
        Op op = new Conv2dTranspose(Pair.of(l.stride), Pads.of(l.k / 2), Pair.ONE, groups, Pair.of(l.h));
        Shape x = Shape.of(batch, l.c, l.h, l.h), w = shapes(l, groups).get(1);
        List<Shape> inputs = List.of(l.op(groups).infer(shapes(l, groups)), w, x);
        List<Fused.Step> steps = List.of(step(op, 0, 1), step(new Step(), 2), step(new Mul(), 3, 4));
        return Workbench.of(new Fused(3, steps), inputs, List.of(1), 1);
    }

    private static Fused.Step step(Op op, Integer... args) {
        return new Fused.Step(op, List.of(args));
    }

    /** CPU seconds of one call, and the peak measured beside it. */
    private record Run(String name, double seconds, double peak) {
        double share(double flops) {
            return flops / seconds / peak;
        }
    }

    private Run time(Workbench bench) {
        Kernel kernel = bench.kernel(set);
        SplittableRandom random = new SplittableRandom(1);
        int[] at = new int[bench.inputs().size()];
        int used = 64;
        for (int i = 0; i < at.length; i++) {
            at[i] = used;
            used += (bench.inputs().get(i).shape().size() + 127) / 64 * 64;
        }
        int size = bench.line().result().shape().size();
        float[] arena = new float[used + size + 64 + kernel.workspace() + 128];
        for (int i = 0; i < used; i++) {
            arena[i] = random.nextInt(-8, 8) / 8f;
        }
        Kernel.Places places = new Kernel.Places(arena, at, used, used + size + 64);
        float[] local = new float
                [kernel.stages().stream().mapToInt(Kernel.Stage::local).max().orElse(0) + 64];
        double[] seconds = new double[rounds];
        double peak = 0;
        for (int i = -2; i < rounds; i++) {
            long start = THREAD.getCurrentThreadCpuTime();
            kernel.stages().forEach(stage -> stage.run(places, 0, stage.units(), local));
            seconds[Math.max(0, i)] = (THREAD.getCurrentThreadCpuTime() - start) * 1e-9;
            peak = Math.max(peak, peak());
        }
        Arrays.sort(seconds);
        return new Run(kernel.name(), seconds[rounds / 2], peak);
    }

    private static double peak() {
        int n = 100_000;
        long start = THREAD.getCurrentThreadCpuTime();
        float last = FmaChain.run(n);
        return Float.isNaN(last) ? 0 : FmaChain.flops(n) / ((THREAD.getCurrentThreadCpuTime() - start) * 1e-9);
    }
}
