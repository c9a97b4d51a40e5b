package org.limn.autodiff.device;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** An executable that was closed says so, on every device. */
class ClosedExecutableTest {
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
}
