package org.limn.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.cpu.Peak;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.transform.Gradient;
import org.limn.cli.bench.Bench;
import org.limn.cli.bench.Family;
import org.limn.cli.bench.Memory;
import org.limn.cli.bench.Result;
import org.limn.cli.option.DeviceOptions;
import org.limn.cli.option.Failures;
import org.limn.cli.option.ModelOptions;
import org.limn.cli.option.Output;
import org.limn.cli.option.UsageException;
import org.limn.cli.option.Version;
import org.limn.loader.Network;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn bench}: how long a network takes, and how much of what this machine can do that is. */
@Command(
        name = "bench",
        description = {
            "Measure this machine's peak and, if a model is given, the time of its forward pass and gradient on a device.",
            "Medians of runs after a warm-up. The peak is that of one thread, measured in the same run; the floor of a line is the"
                    + " larger of its arithmetic at that peak and its bytes at the memory's speed, and its share is of the time"
                    + " that the line took."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int SLOWEST = 10;
    private static final int LOADS = 5;

    /** What share of the time a line must take for {@code --least-share} to look at it. */
    private static final double WEIGHTY = 0.05;

    @Mixin
    private Output output;

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private @Nullable ModelOptions model;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "8",
            description = "Images at once: ${DEFAULT-VALUE} unless said.")
    private int batch;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "7",
            description = "Runs that count: ${DEFAULT-VALUE} unless said.")
    private int runs;

    @Option(names = "--lines", description = "Show every line of the program, not the slowest " + SLOWEST + " only.")
    private boolean lines;

    @Option(
            names = "--least-share",
            paramLabel = "P",
            description =
                    "Exit with 3 if a line takes more than 5 %% of the time at less than P %% of its floor, naming it.")
    private @Nullable Double leastShare;

    @Override
    public Integer call() throws IOException {
        if (leastShare != null && (model == null || !(leastShare > 0 && leastShare <= 100))) {
            throw new UsageException(
                    "--least-share takes a percentage above 0 and up to 100, and a --model to measure");
        }
        if (batch < 1 || batch > 4096 || runs < 1 || runs > 100_000) {
            throw new UsageException(
                    "--batch must be from 1 to 4096 and --runs from 1 to 100000, got " + batch + " and " + runs);
        }
        int code = 0;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("limn", Version.limn());
        json.put("java", Version.java());
        if (model == null) {
            printPeak(Peak.measure(), json);
        } else {
            code = measure(model, json);
        }
        output.printJson(json);
        return code;
    }

    private int measure(ModelOptions options, Map<String, Object> json) throws IOException {
        try (Device opened = device.open(output)) {
            Network network = options.load().network();
            Program forward = network.program(batch);
            Bench bench = new Bench(opened, 2, runs);
            Bench.Measured there = bench.measure("forward", forward);
            Bench.Measured back =
                    bench.measure("forward + gradient", Gradient.of(forward, Network.LOGITS, Network.IMAGE));
            String where = opened.name() + ": " + opened.description();
            json.put("device", where);
            output.print(where);
            printPeak(there.peak().or(back.peak()), json);
            printOverhead(bench.overhead(), json);
            List<Result> results = List.of(there.result(), back.result());
            results.forEach(this::print);
            json.put("results", results);
            double again = Bench.seconds(LOADS, () -> reload(options, opened));
            json.put("loadSeconds", again);
            output.print(String.format(
                    Locale.ROOT,
                    "loading the file again and compiling forward + gradient: %.2f CPU s (median of %d, the JVM is warm)",
                    again,
                    LOADS));
            json.put("peakHeapBytes", Memory.peakHeap());
            json.put("peakResidentBytes", Memory.peakResident());
            output.print(String.format(
                    Locale.ROOT,
                    "peak memory: heap %,d MB, resident %,d MB",
                    Memory.peakHeap() / 1_000_000,
                    Memory.peakResident() / 1_000_000));
            return leastShare == null || !nameSlow(results, leastShare / 100, opened) ? 0 : Failures.CHECK_FAILED;
        }
    }

    /** Names the lines that are too far from their floors; whether there are such. */
    private boolean nameSlow(List<Result> results, double least, Device opened) {
        if (!opened.worksOnJavaThreads()) {
            throw new UsageException(
                    "--least-share holds lines against this machine's own floors; a driver computes on " + opened.name()
                            + ", take --device cpu");
        }
        boolean found = false;
        for (Result r : results) {
            double all =
                    r.lines().stream().mapToDouble(Result.Line::milliseconds).sum();
            for (Result.Line line : r.slow(WEIGHTY, least)) {
                found = true;
                output.error(String.format(
                        Locale.ROOT,
                        "%s: %.0f %% of the time at %.1f %% of the floor, least is %.0f %%: %s",
                        r.what(),
                        100 * line.milliseconds() / all,
                        100 * line.floor(),
                        100 * least,
                        line.text()));
            }
        }
        return found;
    }

    private void reload(ModelOptions options, Device opened) {
        try {
            Program forward = options.load().network().program(batch);
            opened.compile(Gradient.of(forward, Network.LOGITS, Network.IMAGE)).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void printPeak(Peak peak, Map<String, Object> json) {
        json.put("peakFlops", peak.flops());
        json.put("bandwidth", peak.bandwidth());
        output.print(String.format(
                Locale.ROOT,
                "one thread of this machine: %.1f GFLOP/s, %.1f GB/s",
                peak.flops() / 1e9,
                peak.bandwidth() / 1e9));
    }

    private void printOverhead(Bench.Overhead overhead, Map<String, Object> json) {
        json.put("overhead", overhead);
        output.print(String.format(
                Locale.ROOT,
                "overhead: %.1f µs per run, %.1f µs per line",
                overhead.run() * 1e6,
                overhead.line() * 1e6));
    }

    private void print(Result r) {
        output.print(String.format(
                Locale.ROOT,
                "%s, batch %d: %.4f CPU s and %.4f s per image, %.2f GFLOP, %.2f GFLOP/s%s (median of %d)",
                r.what(),
                r.batch(),
                r.cpuSeconds(),
                r.wallSeconds(),
                r.gflop(),
                r.rate(),
                r.share() == null || r.floor() == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %.0f %% of peak, %.0f %% of the floor",
                                100 * r.share(),
                                100 * r.floor()),
                r.runs()));
        output.print(String.format(
                Locale.ROOT,
                "  compiled in %.2f CPU s, first run %.4f CPU s per image, %,d MB besides the weights",
                r.compileSeconds(),
                r.firstSeconds(),
                r.bytes() / 1_000_000));
        printFamilies(r);
        printLines(r);
    }

    private void printFamilies(Result r) {
        output.print("       ms  % time   MFLOP   GFLOP/s  lines");
        r.families().stream()
                .filter(f -> f.milliseconds() > 0)
                .sorted(Comparator.comparing(Family::milliseconds).reversed())
                .forEach(f -> output.print(String.format(
                        Locale.ROOT,
                        "%9.3f %7.1f %7.0f %9s  %d %s",
                        f.milliseconds(),
                        100 * f.share(),
                        1e3 * f.gflop(),
                        rate(f.rate()),
                        f.lines(),
                        f.name())));
    }

    /** GFLOP/s, where there is arithmetic that counts. */
    private static String rate(double rate) {
        return rate == 0 ? "" : String.format(Locale.ROOT, "%.2f", rate);
    }

    private void printLines(Result r) {
        boolean host = r.share() != null;
        output.print("       ms   MFLOP   GFLOP/s" + (host ? "  % peak  % floor" : "") + "  line");
        shown(r).forEach(line -> output.print(String.format(
                        Locale.ROOT, "%9.3f %7.0f %9s", line.milliseconds(), line.mflop(), rate(line.rate()))
                + (host ? String.format(Locale.ROOT, " %7.0f %8.0f", 100 * line.share(), 100 * line.floor()) : "")
                + "  " + line.text() + (line.definition() ? " (by its definition: no kernel)" : "")));
    }

    private List<Result.Line> shown(Result r) {
        List<Result.Line> all = new ArrayList<>(r.lines());
        if (lines) {
            return all;
        }
        all.sort(Comparator.comparing(Result.Line::milliseconds).reversed());
        return all.subList(0, Math.min(SLOWEST, all.size()));
    }
}
