package org.limn.autodiff.device.cpu.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No loop leaves a vector boxed once it is compiled: a vector object per step costs 8 to 20 ns per number, a good loop below 1 (a
 * vector kept over two loops did it once, at rows of 14). The best of many short tries, so that a busy machine does not count.
 */
@Tag("slow")
class BoxingTest {
    private static final double NANOS_PER_NUMBER = 4;

    private static final float[] X = new float[1 << 14], Y = new float[1 << 14], Z = new float[1 << 14];

    /** A loop and how many numbers it makes. */
    private record Loop(Runnable run, int numbers) {}

    static Stream<Named<Loop>> loops() {
        RowLoops loops = new VectorLoops();
        int[] rows = IntStream.range(0, 14).map(i -> 16 * i).toArray(),
                packed = IntStream.range(0, 14).map(i -> 14 * i).toArray();
        int[] nine = {0, 1, 2, 58, 59, 60, 116, 117, 118}, four = {0, 1, 9, 10};
        return Stream.of(
                loop("nine taps", () -> loops.taps(X, 0, nine, Y, 0, nine, Z, 0, 2000), 2000),
                loop("four taps", () -> loops.taps(X, 0, four, Y, 0, four, Z, 0, 100), 100),
                loop("add", () -> loops.add(X, 0, Z, 0, 200), 200),
                loop("add four rows", () -> AddTile.run(X, 0, 48, 48, Z, 0, 100, 200, 101), 192),
                loop("24 dot products", () -> Dots4x6.run(X, 0, 304, 4, Y, 0, 304, 6, 304, Z, 0), 24 * 304 / 8),
                loop("9 dot products", () -> Dots3x3.run(X, 0, 304, 3, Y, 0, 304, 3, 304, Z, 0), 9 * 304 / 8),
                loop(
                        "pack rows of 14",
                        () -> PackPositions.run(X, 0, nine, 0, 9, rows, packed, 14, 196, Z, 0, 208),
                        9 * 196),
                loop("store", () -> loops.store(X, 0, 200, 1, 0, 6, Z, 0), 200),
                loop("mask", () -> loops.mask(X, 0, 200, Y, 0, Z, 0), 200),
                loop("compact rows of 14", () -> loops.compact(X, 0, 16, 14, 14, Z, 0), 196),
                loop("compact rows of 56", () -> loops.compact(X, 0, 58, 35, 56, Z, 0), 1960),
                loop("interleave", () -> loops.interleave(X, 0, Y, 0, Z, 0, 200), 200),
                loop("pad rows of 7", () -> loops.pad(X, 0, 7, 7, 7, Z, 0, 9, 0), 49),
                loop("pad rows of 14", () -> loops.pad(X, 0, 14, 14, 14, Z, 0, 16, 0), 196),
                loop("pad rows of 56", () -> loops.pad(X, 0, 56, 56, 56, Z, 0, 58, 0), 3136),
                loop("every second, rows of 14", () -> loops.every(X, 0, 28, 2, 14, 14, Z, 0, 15, 0), 196),
                loop("every second, rows of 28", () -> loops.every(X, 0, 56, 2, 28, 28, Z, 0, 29, 0), 784));
    }

    private static Named<Loop> loop(String name, Runnable run, int numbers) {
        return Named.of(name, new Loop(run, numbers));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aCompiledLoopMakesNoObjects(Loop loop) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 60_000; i++) {
            long start = System.nanoTime();
            loop.run.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        // System.nanoTime itself takes some 25 ns
        assertThat((best - 50) / loop.numbers).isLessThan(NANOS_PER_NUMBER);
    }
}
