package org.limn.autodiff.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.gpu.kernel.NetKernel;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.OpExamples;
import org.limn.autodiff.op.OpExamples.Example;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * What the test of all devices leaves open: every convolution by both of its routines, whichever the device would choose, with
 * filters that are constants and that are not, and every program in small executions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class GpuOpsTest {
    private static final int NEVER_DIRECT = 0, ALWAYS_DIRECT = Integer.MAX_VALUE;

    private GpuDevice device;

    @BeforeAll
    void open() {
        Session session = new Session(OpenClDevice.any(), new NetKernel(), new Dispatch(1, true));
        device = new GpuDevice("gpu:any", session, new DeviceSettings(1), "");
    }

    @AfterAll
    void close() {
        if (device != null) {
            device.close();
        }
    }

    static List<Example> convolutions() {
        return OpExamples.all().stream()
                .filter(e -> e.op().word().startsWith("conv2d") || e.op() instanceof Fused)
                .toList();
    }

    static List<Example> all() {
        return OpExamples.all();
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void everyConvolutionIsAMatrixProduct(Example e) {
        check(e, NEVER_DIRECT, false);
        check(e, NEVER_DIRECT, true);
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void everyConvolutionIsASumPerElement(Example e) {
        check(e, ALWAYS_DIRECT, false);
        check(e, ALWAYS_DIRECT, true);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOpRunsInExecutionsOfOnePass(Example e) {
        check(e, 16, false);
    }

    private void check(Example e, int directBelow, boolean constants) {
        ProgramBuilder b = new ProgramBuilder();
        int given = constants ? 1 : e.inputs().size();
        List<Value> values = IntStream.range(0, e.inputs().size())
                .mapToObj(i -> i < given
                        ? b.input("x" + i, e.inputs().get(i).shape())
                        : b.constant("c" + i, e.inputs().get(i)))
                .toList();
        Program program = b.output("y", b.emit(e.op(), values)).build();
        Tensor64 wanted = e.op().evaluate(e.inputs().stream().map(Tensor::widen).toList());
        try (Executable run = device.compile(program, directBelow)) {
            close(run.run(e.inputs().subList(0, given)).get(0), wanted, e.terms());
        }
    }

    /** As for all devices: each of the terms, of the size of the result's largest number or of 1, is rounded a few times. */
    private static void close(Tensor got, Tensor64 wanted, int terms) {
        assertThat(got.shape()).isEqualTo(wanted.shape());
        double largest = 1, worst = 0;
        for (int i = 0; i < wanted.data().length; i++) {
            largest = Math.max(largest, Math.abs(wanted.data()[i]));
            double off = Math.abs(got.data()[i] - wanted.data()[i]);
            worst = off > worst || Double.isNaN(off) ? off : worst;
        }
        assertThat(worst).as("largest error").isLessThanOrEqualTo(0x1p-23 * (2 + Math.sqrt(terms) * 2) * largest);
    }
}
