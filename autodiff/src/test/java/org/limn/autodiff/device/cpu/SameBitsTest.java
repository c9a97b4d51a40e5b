package org.limn.autodiff.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

/** A result does not depend on threads, on where the work is cut, on the batch, or on how often a program has run. */
class SameBitsTest {
    private static final int IMAGES = 3;

    /** A network, the device that runs it, and whether its gradient is taken. */
    record Case(String network, String set, boolean gradient) {
        Program program(int batch) {
            Program forward = SmallNetworks.of(network, batch);
            return gradient ? Gradient.of(forward, "scores", "image") : forward;
        }
    }

    static Stream<Case> cases() {
        return SmallNetworks.NAMES.stream().flatMap(n -> Stream.of("vector", "scalar")
                .flatMap(s -> Stream.of(false, true).map(g -> new Case(n, s, g))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void threadsDoNotMatter(Case c) {
        Program program = c.program(IMAGES);
        List<Tensor> inputs = inputs(program, IMAGES);
        List<Tensor> one = run(c, program, 1, Team.Cuts.EVEN, inputs, 1);
        assertSame(run(c, program, 2, Team.Cuts.EVEN, inputs, 1), one);
        assertSame(run(c, program, 3, Team.Cuts.EVEN, inputs, 1), one);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cutsDoNotMatter(Case c) {
        Program program = c.program(IMAGES);
        List<Tensor> inputs = inputs(program, IMAGES);
        List<Tensor> one = run(c, program, 1, Team.Cuts.EVEN, inputs, 1);
        for (long seed = 0; seed < 12; seed++) {
            assertSame(run(c, program, 3, random(seed), inputs, 2), one);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFirstRunIsAsTheThreeHundredth(Case c) {
        assertSame(after(c, 300), after(c, 1));
    }

    /** Interpreted, compiled for the moment, compiled for good. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("cases")
    void theFirstRunIsAsTheTwentyThousandth(Case c) {
        assertSame(after(c, 20_000), after(c, 1));
    }

    private static List<Tensor> after(Case c, int runs) {
        Program program = c.program(1);
        return run(c, program, 1, Team.Cuts.EVEN, inputs(program, 1), runs);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theBatchDoesNotMatter(Case c) {
        List<Tensor> all = run(c, c.program(IMAGES), 2, Team.Cuts.EVEN, inputs(c.program(IMAGES), IMAGES), 1);
        for (int i = 0; i < IMAGES; i++) {
            int image = i;
            List<Tensor> alone = inputs(c.program(IMAGES), IMAGES).stream()
                    .map(t -> Tensor.stack(List.of(t.at(image))))
                    .toList();
            List<Tensor> one = run(c, c.program(1), 2, Team.Cuts.EVEN, alone, 1);
            assertSame(
                    one,
                    all.stream().map(t -> Tensor.stack(List.of(t.at(image)))).toList());
        }
    }

    private static List<Tensor> inputs(Program program, int batch) {
        SplittableRandom random = new SplittableRandom(17);
        return program.inputs().stream()
                .map(line -> normal(line.result(), random))
                .toList();
    }

    private static Tensor normal(Value value, SplittableRandom random) {
        Shape shape = value.shape();
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return Tensor.of(shape, data);
    }

    /** The results of the last of several runs. */
    private static List<Tensor> run(
            Case c, Program program, int threads, Team.Cuts cuts, List<Tensor> inputs, int times) {
        try (CpuDevice device = CpuProvider.open(c.set, new DeviceSettings(threads), cuts);
                Executable executable = device.compile(program)) {
            for (int i = 1; i < times; i++) {
                executable.run(inputs);
            }
            return executable.run(inputs);
        }
    }

    private static Team.Cuts random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return (units, bounds) -> {
            for (int i = 1; i < bounds.length - 1; i++) {
                bounds[i] = random.nextInt(units + 1);
            }
            bounds[0] = 0;
            bounds[bounds.length - 1] = units;
            Arrays.sort(bounds);
        };
    }

    private static void assertSame(List<Tensor> a, List<Tensor> b) {
        for (int i = 0; i < a.size(); i++) {
            float[] x = a.get(i).data(), y = b.get(i).data();
            assertThat(x.length).isEqualTo(y.length);
            for (int k = 0; k < x.length; k++) {
                assertThat(Float.floatToIntBits(x[k]))
                        .as("output %d, element %d: %s and %s", i, k, x[k], y[k])
                        .isEqualTo(Float.floatToIntBits(y[k]));
            }
        }
    }
}
