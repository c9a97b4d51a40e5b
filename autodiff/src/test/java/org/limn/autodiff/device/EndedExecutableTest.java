package org.limn.autodiff.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** An executable that was closed says so, and one whose thread is interrupted gives up, on every device. */
class EndedExecutableTest {
    static List<String> devices() {
        return TestDevices.names();
    }

    @ParameterizedTest
    @MethodSource("devices")
    void useAfterCloseThrowsAndClosingTwiceIsNothing(String name) {
        ProgramBuilder b = new ProgramBuilder();
        Value x = b.input("x", Shape.of(2));
        Program program = b.output("y", b.add(x, x)).build();
        try (Device device = Devices.open(name, new DeviceSettings(1))) {
            Executable executable = device.compile(program);
            executable.run(List.of(Tensor.zeros(Shape.of(2))));
            executable.close();
            executable.close();
            assertThatThrownBy(() -> executable.run(List.of(Tensor.zeros(Shape.of(2)))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void anInterruptEndsARunBetweenTwoLinesAndTheNextIsWhole(String name) {
        ProgramBuilder b = new ProgramBuilder();
        Value y = b.input("x", Shape.of(8, 8));
        for (int k = 0; k < 20; k++) {
            y = b.transpose(b.emit(new Softmax(1), y), List.of(1, 0));
        }
        Program program = b.output("y", y).build();
        float[] numbers = new float[64];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 7;
        }
        List<Tensor> inputs = List.of(Tensor.of(Shape.of(8, 8), numbers));
        try (Device device = Devices.open(name, new DeviceSettings(2));
                Executable executable = device.compile(program)) {
            List<Tensor> whole = executable.run(inputs);
            AtomicInteger lines = new AtomicInteger();
            assertThatThrownBy(() -> executable.run(inputs, (line, nanos, value) -> {
                        if (lines.incrementAndGet() == 5) {
                            Thread.currentThread().interrupt();
                        }
                    }))
                    .isInstanceOf(RunInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(lines).hasValueLessThan(8);
            assertThat(executable.run(inputs)).isEqualTo(whole);
        }
    }
}
