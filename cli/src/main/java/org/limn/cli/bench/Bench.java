package org.limn.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.cpu.Peak;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.LineCost;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * Measures programs on a device: runs each until it is warm, then at least seven times, and takes medians. The machine's peak is
 * measured before and after, and the larger counts.
 *
 * @param warmUp seconds of running before anything counts
 * @param runs how many then count
 */
public record Bench(Device device, double warmUp, int runs) {
    /** For {@link #overhead}: lines of the longer program, and runs that count. */
    private static final int LINES = 100, REPEATS = 51;

    public Bench {
        if (!(warmUp >= 0) || runs < 1) {
            throw new IllegalArgumentException("a benchmark needs at least 1 run, got " + runs);
        }
    }

    /** Two seconds of warm-up, seven runs. */
    public Bench(Device device) {
        this(device, 2, 7);
    }

    /** A program's times, and the peak that they are held against. */
    public record Measured(Peak peak, Result result) {}

    public Measured measure(String what, Program program) {
        Peak before = Peak.measure();
        Clock start = Clock.start(device);
        try (Executable executable = device.compile(program)) {
            double compile = start.seconds();
            List<Tensor> inputs = inputs(program);
            int batch = program.inputs().get(0).result().shape().dim(0);
            double first = timed(executable, inputs)[0] / batch;
            for (long until = System.nanoTime() + (long) (warmUp * 1e9); System.nanoTime() < until; ) {
                executable.run(inputs);
            }
            double[] cpu = new double[runs], wall = new double[runs];
            for (int i = 0; i < runs; i++) {
                double[] times = timed(executable, inputs);
                cpu[i] = times[0] / batch;
                wall[i] = times[1] / batch;
            }
            Map<Instruction, double[]> lines = lines(executable, inputs);
            Peak peak = before.or(Peak.measure());
            double flop = (double) LineCost.of(program).flops() / batch;
            List<Result.Line> report = report(lines, new HashSet<>(executable.withoutKernel()), peak);
            return new Measured(
                    peak,
                    new Result(
                            what,
                            batch,
                            flop / 1e9,
                            median(cpu),
                            median(wall),
                            flop / 1e9 / median(wall),
                            device.worksOnJavaThreads() ? flop / (median(cpu) * peak.flops()) : null,
                            device.worksOnJavaThreads() ? floor(report) / (median(cpu) * batch) : null,
                            compile,
                            first,
                            runs,
                            executable.bytes(),
                            Family.of(report),
                            report));
        }
    }

    /**
     * What a run costs besides its work, in wall seconds.
     *
     * @param run a run of a program that computes next to nothing
     * @param line each line more
     */
    public record Overhead(double run, double line) {}

    /** Measures it on softmaxes of a single number, which no pass joins. */
    public Overhead overhead() {
        double one = wall(softmaxes(1)), many = wall(softmaxes(1 + LINES));
        return new Overhead(one, Math.max(0, many - one) / LINES);
    }

    private static Program softmaxes(int count) {
        ProgramBuilder b = new ProgramBuilder();
        Value x = b.input("x", Shape.of(1, 1));
        for (int k = 0; k < count; k++) {
            x = b.emit(new Softmax(1), x);
        }
        return b.output("y", x).build();
    }

    private double wall(Program program) {
        try (Executable executable = device.compile(program)) {
            List<Tensor> inputs = inputs(program);
            double[] wall = new double[REPEATS];
            for (int i = 0; i < 2 * REPEATS; i++) {
                wall[i % REPEATS] = timed(executable, inputs)[1];
            }
            return median(wall);
        }
    }

    /** Seconds that the lines of a run take at least; one below its floor moves nothing, or multiplies less than a plain sum. */
    private static double floor(List<Result.Line> lines) {
        return lines.stream()
                .mapToDouble(line -> line.milliseconds() / 1e3 * Math.min(1, line.floor()))
                .sum();
    }

    private double[] timed(Executable executable, List<Tensor> inputs) {
        Clock cpu = Clock.start(device);
        long wall = System.nanoTime();
        executable.run(inputs);
        return new double[] {cpu.seconds(), (System.nanoTime() - wall) / 1e9};
    }

    /** Each line's seconds in every run; watching costs a little, so these runs are not among those timed as a whole. */
    private Map<Instruction, double[]> lines(Executable executable, List<Tensor> inputs) {
        Map<Instruction, double[]> seconds = new LinkedHashMap<>();
        for (int i = 0; i < runs; i++) {
            int run = i;
            executable.run(
                    inputs,
                    (line, nanos, value) -> seconds.computeIfAbsent(line, k -> new double[runs])[run] += nanos / 1e9);
        }
        return seconds;
    }

    private static List<Result.Line> report(
            Map<Instruction, double[]> lines, Set<Instruction> withoutKernel, Peak peak) {
        List<Result.Line> report = new ArrayList<>();
        lines.forEach((line, seconds) -> {
            LineCost cost = LineCost.of(line);
            double time = median(seconds);
            double arithmetic = cost.flops() / peak.flops();
            double floor = Math.max(arithmetic, cost.bytes() / peak.bandwidth());
            report.add(new Result.Line(
                    Family.name(line.op()),
                    text(line),
                    cost.flops() / 1e6,
                    cost.bytes() / 1e6,
                    time * 1e3,
                    time == 0 ? 0 : arithmetic / time,
                    time == 0 ? 0 : floor / time,
                    withoutKernel.contains(line)));
        });
        return report;
    }

    private static String text(Instruction line) {
        return line.result() + " " + line.op().word() + " " + line.result().shape()
                + (line.origin().isEmpty() ? "" : " ; " + String.join(" + ", line.origin()));
    }

    /** CPU seconds of something, the median of a few times. */
    public static double seconds(int times, Runnable what) {
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            Clock clock = Clock.start();
            what.run();
            seconds[i] = clock.seconds();
        }
        return median(seconds);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Images of noise in [0,1), and a seed for the first class. */
    private static List<Tensor> inputs(Program program) {
        SplittableRandom random = new SplittableRandom(0);
        List<Tensor> inputs = new ArrayList<>();
        for (Instruction input : program.inputs()) {
            Shape shape = input.result().shape();
            float[] data = new float[shape.size()];
            if (shape.rank() == 2) {
                for (int n = 0; n < shape.dim(0); n++) {
                    data[n * shape.dim(1)] = 1;
                }
            } else {
                for (int i = 0; i < data.length; i++) {
                    data[i] = (float) random.nextDouble();
                }
            }
            inputs.add(Tensor.of(shape, data));
        }
        return inputs;
    }
}
