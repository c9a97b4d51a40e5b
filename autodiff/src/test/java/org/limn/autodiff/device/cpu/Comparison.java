package org.limn.autodiff.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** Programs on the CPU device and, in float64, on the reference device. */
final class Comparison {
    private Comparison() {}

    static CpuDevice device(String options, int threads) {
        return CpuProvider.open(options, new DeviceSettings(threads), Team.Cuts.EVEN);
    }

    /** A program of inputs of these shapes and one output. */
    static Program program(Function<Lines, Value> body, Shape... shapes) {
        ProgramBuilder builder = new ProgramBuilder();
        Value[] inputs = new Value[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            inputs[i] = builder.input("x" + i, shapes[i]);
        }
        builder.output("y", body.apply(new Lines(builder, inputs)));
        return builder.build();
    }

    record Lines(ProgramBuilder emit, Value[] in) {}

    static List<Tensor> inputs(Program program, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return program.inputs().stream()
                .map(line -> random(((Input) line.op()).shape(), random))
                .toList();
    }

    /** Multiples of 1/64 in [−2, 2): many ties, and sums of products that float32 holds exactly. */
    static Tensor random(Shape shape, SplittableRandom random) {
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (random.nextInt(256) - 128) / 64f;
        }
        return Tensor.of(shape, data);
    }

    static List<Tensor> run(Device device, Program program, List<Tensor> inputs) {
        try (Executable executable = device.compile(program)) {
            return executable.run(inputs);
        }
    }

    /** Every output within {@code tolerance} of its largest element; NaN where the definition says so. */
    static void agrees(Device device, Program program, List<Tensor> inputs, double tolerance) {
        List<Tensor64> expected = ReferenceDevice.evaluate(
                program, inputs.stream().map(Tensor::widen).toList());
        List<Tensor> actual = run(device, program, inputs);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
            close(actual.get(i).data(), expected.get(i).data(), tolerance, device.name() + "\n" + program);
        }
    }

    private static void close(float[] actual, double[] expected, double tolerance, String what) {
        double scale = 1e-30;
        for (double e : expected) {
            scale = Double.isFinite(e) ? Math.max(scale, Math.abs(e)) : scale;
        }
        for (int i = 0; i < expected.length; i++) {
            boolean same = Double.isFinite(expected[i])
                    ? Math.abs(actual[i] - expected[i]) <= tolerance * scale
                    : Double.compare(actual[i], expected[i]) == 0;
            assertThat(same)
                    .as("element %d is %s, expected %s, of largest %s; %s", i, actual[i], expected[i], scale, what)
                    .isTrue();
        }
    }
}
