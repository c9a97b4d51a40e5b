package org.limn.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.TestDevices;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.OpExamples.Example;
import org.limn.autodiff.program.Parser;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;

/** The test that carries the engine: every op, on its examples, on every device. */
class OpTest {
    static List<Example> examples() {
        return OpExamples.all();
    }

    static List<Example> differentiable() {
        return OpExamples.all().stream()
                .filter(e -> !(e.op() instanceof Fused) && !e.inputs().isEmpty())
                .toList();
    }

    static Stream<Arguments> examplesOnDevices() {
        return TestDevices.names().stream()
                .flatMap(d -> OpExamples.all().stream().map(e -> Arguments.of(d, e)));
    }

    @Test
    void everyOpHasAnExample() {
        Set<Class<?>> shown =
                OpExamples.all().stream().map(e -> e.op().getClass()).collect(Collectors.toSet());
        Set<Class<?>> missing = words(Op.class).filter(c -> c != Input.class).collect(Collectors.toSet());
        missing.removeAll(shown);
        assertThat(missing).as("ops without a row in OpExamples").isEmpty();
    }

    private static Stream<Class<?>> words(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(OpTest::words) : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theInferredShapeIsThatOfTheDefinition(Example e) {
        Shape inferred = e.op().infer(e.inputs().stream().map(Tensor::shape).toList());
        assertThat(evaluate(e).shape()).isEqualTo(inferred);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void printingAndParsingGivesTheSameProgram(Example e) {
        Program p = program(e.op(), shapes(e.inputs()));
        assertThat(Parser.parse(p.toString(), p.constants())).isEqualTo(p);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("examplesOnDevices")
    void everyDeviceComputesTheDefinition(String name, Example e) {
        try (Device device = Devices.open(name, new DeviceSettings(2));
                Executable run = device.compile(program(e.op(), shapes(e.inputs())))) {
            close(run.run(e.inputs()).get(0), evaluate(e), e.terms());
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("examplesOnDevices")
    void everyDeviceTakesConstantOperands(String name, Example e) {
        int given = e.inputs().size() > 1 ? 1 : 0; // with one operand, that is the constant
        ProgramBuilder b = new ProgramBuilder();
        List<Value> operands = new ArrayList<>();
        for (Tensor t : e.inputs()) {
            String operand = "x" + operands.size();
            operands.add(operands.size() < given ? b.input(operand, t.shape()) : b.constant(operand, t));
        }
        Program p = b.output("y", b.emit(e.op(), operands)).build();
        try (Device device = Devices.open(name, new DeviceSettings(2));
                Executable run = device.compile(p)) {
            close(run.run(e.inputs().subList(0, given)).get(0), evaluate(e), e.terms());
        }
    }

    /** Each of the terms, of the size of the result's largest number or of 1, is rounded a few times. */
    private static void close(Tensor got, Tensor64 wanted, int terms) {
        assertThat(got.shape()).isEqualTo(wanted.shape());
        double largest = 1;
        for (double v : wanted.data()) {
            largest = Math.max(largest, Math.abs(v));
        }
        double tolerance = 0x1p-23 * (2 + Math.sqrt(terms) * 2) * largest;
        for (int i = 0; i < wanted.data().length; i++) {
            assertThat((double) got.data()[i])
                    .as("element %d", i)
                    .isCloseTo(wanted.data()[i], org.assertj.core.data.Offset.offset(tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void everyDerivativeAgreesWithCentralDifferences(Example e) {
        Program p = program(e.op(), shapes(e.inputs()));
        for (int i = 0; i < e.inputs().size(); i++) {
            checkDerivative(p, "y", "x" + i, i, widen(e.inputs()));
        }
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void everySecondDerivativeAgreesWithCentralDifferences(Example e) {
        Program p = program(e.op(), shapes(e.inputs()));
        Program first = Gradient.of(p, "y", "x0");
        List<Tensor64> inputs = new ArrayList<>(widen(e.inputs()));
        inputs.add(random(p.output("y").shape(), 5));
        for (int i = 0; i < inputs.size(); i++) {
            String name = i < e.inputs().size() ? "x" + i : Gradient.COTANGENT;
            checkDerivative(first, "gradient:x0", name, i, inputs);
        }
    }

    /** {@code ⟨seed, f(x + εv) − f(x − εv)⟩/2ε} against {@code ⟨gradient, v⟩}, all in float64. */
    private static void checkDerivative(Program p, String output, String input, int i, List<Tensor64> at) {
        int out = p.outputs().stream().map(Program.Output::name).toList().indexOf(output);
        Tensor64 seed = random(p.output(output).shape(), 7),
                v = random(at.get(i).shape(), 8);
        List<Tensor64> withSeed = new ArrayList<>(at);
        withSeed.add(seed);
        Program gradient = Gradient.of(p, output, input);
        Tensor64 g = last(ReferenceDevice.evaluate(gradient, withSeed));
        double eps = 1e-6;
        double up = dot(seed, ReferenceDevice.evaluate(p, moved(at, i, v, eps)).get(out));
        double down =
                dot(seed, ReferenceDevice.evaluate(p, moved(at, i, v, -eps)).get(out));
        double scale = Math.sqrt(dot(g, g) * dot(v, v)) + Math.abs(up) + 1e-3;
        assertThat((up - down) / (2 * eps))
                .as("derivative of %s in %s", output, input)
                .isCloseTo(dot(g, v), org.assertj.core.data.Offset.offset(1e-7 * scale));
    }

    private static Program program(Op op, List<Shape> inputs) {
        ProgramBuilder b = new ProgramBuilder();
        List<Value> values = IntStream.range(0, inputs.size())
                .mapToObj(i -> b.input("x" + i, inputs.get(i)))
                .toList();
        return b.output("y", b.origin("it").emit(op, values)).build();
    }

    private static List<Shape> shapes(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::shape).toList();
    }

    private static List<Tensor64> widen(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::widen).toList();
    }

    private static Tensor64 evaluate(Example e) {
        return e.op().evaluate(widen(e.inputs()));
    }

    private static Tensor64 last(List<Tensor64> outputs) {
        return outputs.get(outputs.size() - 1);
    }

    private static List<Tensor64> moved(List<Tensor64> at, int i, Tensor64 v, double by) {
        double[] x = at.get(i).data().clone();
        for (int k = 0; k < x.length; k++) {
            x[k] += by * v.data()[k];
        }
        List<Tensor64> moved = new ArrayList<>(at);
        moved.set(i, Tensor64.of(v.shape(), x));
        return moved;
    }

    private static double dot(Tensor64 a, Tensor64 b) {
        double sum = 0;
        for (int i = 0; i < a.data().length; i++) {
            sum += a.data()[i] * b.data()[i];
        }
        return sum;
    }

    private static Tensor64 random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] data = new double[shape.size()];
        java.util.Arrays.setAll(data, i -> random.nextDouble(-1, 1));
        return Tensor64.of(shape, data);
    }
}
