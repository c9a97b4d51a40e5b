package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.onnx.proto.AttributeProto;

/** Operators are composed of parts that have kinks where the whole has none; there the derivative must be that of the whole. */
class KinksTest {
    /** 0, ±1, the ends of the clips, the defaults of thresholds, and points between. */
    private static final double[] POINTS = {-3, -2.5, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 2.5, 3};

    /** A difference beyond this is a jump, or the end of a domain, and no slope. */
    private static final double STEEP = 1e3;

    @TempDir
    Path folder = Path.of("");

    static Stream<String> operatorsOfOneElement() {
        return Stream.of(Activations.TABLE, Trigonometry.TABLE, Arithmetic.TABLE)
                .flatMap(List::stream)
                .filter(o -> o.minInputs() == 1)
                .map(Operator::name)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("operatorsOfOneElement")
    void theDerivativeIsTheOperatorsOwnOrAtItsKinksBetweenItsSlopes(String operator) throws IOException {
        check(model(operator));
    }

    @Test
    void aSlopeBelowZeroHoldsAtZero() throws IOException {
        for (float slope : new float[] {0.25f, 1, -2}) {
            check(Models.opset(Operators.NEWEST)
                    .image(POINTS.length)
                    .weight("slope", Shape.of(1), slope)
                    .node("PRelu", "x slope", "y")
                    .output("y"));
        }
        check(model("LeakyRelu", Models.real("alpha", 1)));
        check(model("Celu", Models.real("alpha", 2)));
        check(model("Gelu", Models.text("approximate", "tanh")));
    }

    @Test
    void powersOfZeroHaveTheirSlope() throws IOException {
        for (float exponent : new float[] {0, 1, 2, 3}) {
            check(Models.opset(Operators.NEWEST)
                    .image(POINTS.length)
                    .weight("exponent", Shape.of(1), exponent)
                    .node("Pow", "x exponent", "y")
                    .output("y"));
        }
    }

    @Test
    void slopesAtZeroAreTheTextbooks() throws IOException {
        Map<String, Double> wanted = Map.of("Asinh", 1.0, "Softplus", 0.5, "Mish", 0.6, "Softsign", 1.0, "Gelu", 0.5);
        for (Map.Entry<String, Double> slope : wanted.entrySet()) {
            double[] gradient = gradient(program(model(slope.getKey()), POINTS.length), POINTS);
            assertThat(gradient[Arrays.binarySearch(POINTS, 0)])
                    .as(slope.getKey())
                    .isCloseTo(slope.getValue(), within(1e-12));
        }
    }

    @Test
    void equalTermsShareTheSlopeOfALogarithmOfASum() throws IOException {
        Program program = program(
                Models.opset(Operators.NEWEST)
                        .image(4)
                        .node("ReduceLogSumExp", "x", "y")
                        .output("y"),
                4);
        assertThat(gradient(program, new double[] {1, 1, 1, 1})).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    private static Models model(String operator, AttributeProto... attributes) {
        return Models.opset(Operators.NEWEST)
                .image(POINTS.length)
                .node(operator, "x", "y", attributes)
                .output("y");
    }

    private Program program(Models model, int extent) throws IOException {
        return OnnxGraph.read(model.write(folder))
                .program(Map.of("x", Shape.of(extent)), Map.of())
                .program();
    }

    /** Holds the derivative against the slopes left and right, in float64: between them, up to what a difference is off by. */
    private void check(Models model) throws IOException {
        Program program = program(model, POINTS.length);
        double[] gradient = gradient(program, POINTS), left = slopes(program, -1e-7), right = slopes(program, 1e-7);
        for (int i = 0; i < POINTS.length; i++) {
            if (Math.abs(left[i]) < STEEP && Math.abs(right[i]) < STEEP) {
                assertThat(gradient[i])
                        .as("slope at %s, %s before it and %s after", POINTS[i], left[i], right[i])
                        .isBetween(Math.min(left[i], right[i]) - 1e-5, Math.max(left[i], right[i]) + 1e-5);
            }
        }
    }

    private static double[] slopes(Program program, double step) {
        double[] moved = Arrays.stream(POINTS).map(x -> x + step).toArray();
        double[] at = values(program, POINTS), beside = values(program, moved);
        Arrays.setAll(at, i -> (beside[i] - at[i]) / (moved[i] - POINTS[i]));
        return at;
    }

    private static double[] values(Program program, double[] x) {
        return Models.run(program, Tensor64.of(Shape.of(x.length), x.clone()))
                .data()
                .clone();
    }

    /** The derivative of the sum of the results. */
    private static double[] gradient(Program program, double[] x) {
        double[] ones = new double[program.output("y").shape().size()];
        Arrays.fill(ones, 1);
        List<Tensor64> inputs = List.of(
                Tensor64.of(Shape.of(x.length), x),
                Tensor64.of(program.output("y").shape(), ones));
        return ReferenceDevice.evaluate(Gradient.of(program, "y", "x"), inputs)
                .get(1)
                .data();
    }
}
