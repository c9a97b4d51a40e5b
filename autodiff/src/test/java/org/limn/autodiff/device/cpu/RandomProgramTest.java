package org.limn.autodiff.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;

/** Whole programs, forward and gradient, exactly as the reference device computes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class RandomProgramTest {
    private List<Device> devices = List.of();

    @BeforeAll
    void open() {
        devices = List.of(Comparison.device("vector", 2), Comparison.device("scalar", 1));
    }

    @AfterAll
    void close() {
        devices.forEach(Device::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 20, 50})
    void everyProgramGivesWhatItsDefinitionsGive(int lines) {
        for (long seed = 0; seed < 60; seed++) {
            Program forward = RandomProgram.of(seed, lines);
            check(forward, seed);
            check(Gradient.of(forward, "y", List.of("x", "z"), Gradient.Rule.EXACT), seed);
        }
    }

    private void check(Program program, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> inputs = program.inputs().stream()
                .map(line -> RandomProgram.small(((Input) line.op()).shape(), random))
                .toList();
        List<Tensor64> exact = ReferenceDevice.evaluate(
                program, inputs.stream().map(Tensor::widen).toList());
        for (Device device : devices) {
            List<Tensor> got = Comparison.run(device, program, inputs);
            for (int i = 0; i < got.size(); i++) {
                double[] wide = got.get(i).widen().data();
                double[] wanted = exact.get(i).data();
                for (int k = 0; k < wanted.length; k++) {
                    assertThat(wide[k] == wanted[k])
                            .as(
                                    "seed %d, %s, output %d, element %d: %s for %s%n%s",
                                    seed, device.name(), i, k, wide[k], wanted[k], program)
                            .isTrue();
                }
            }
        }
    }
}
