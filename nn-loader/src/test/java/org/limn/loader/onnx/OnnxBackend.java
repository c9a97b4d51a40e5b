package org.limn.loader.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.ModelInfo.Port;

/**
 * Runs ONNX's own backend tests on a device: imports each model with the shapes of the stored inputs, whole-number inputs and
 * those that carry shapes bound as constants, and compares outputs and gradients.
 */
public final class OnnxBackend {
    /** Stored gradients: {@code |a − e| ≤ 1e-5·max|e| + 1e-3·|e|}. */
    private static final double GRADIENT_RTOL = 1e-3;

    private static final double GRADIENT_ATOL = 1e-5;

    /** How a case ended; refused is the loader's own {@link OnnxException}. */
    public enum Verdict {
        PASS,
        FAIL,
        REFUSED
    }

    /**
     * What a case gave.
     *
     * @param figure the largest error as a share of what is allowed; it passes up to 1
     * @param reason why it was refused or failed, or empty
     */
    public record Outcome(BackendCase row, double figure, Verdict verdict, String reason) {}

    private final Device device;
    private double worst;

    private OnnxBackend(Device device) {
        this.device = device;
    }

    /** Every case of a folder with a {@code cases.tsv}, in its order. */
    public static List<Outcome> run(Path folder, Device device) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (BackendCase row : BackendCase.all(folder)) {
            outcomes.add(run(row, device));
        }
        return outcomes;
    }

    /** One case. */
    public static Outcome run(BackendCase row, Device device) {
        OnnxBackend run = new OnnxBackend(device);
        try {
            for (int k = 0; k < row.datasets(); k++) {
                run.dataset(row, row.data(k));
            }
            return new Outcome(row, run.worst, run.worst <= 1 ? Verdict.PASS : Verdict.FAIL, "");
        } catch (OnnxException e) {
            return new Outcome(row, Double.NaN, Verdict.REFUSED, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | AssertionError e) {
            return new Outcome(row, Double.POSITIVE_INFINITY, Verdict.FAIL, e.toString());
        }
    }

    private void dataset(BackendCase row, Path data) throws IOException {
        OnnxGraph graph = OnnxGraph.read(row.model());
        Map<String, Shape> free = new HashMap<>();
        Map<String, OnnxTensor> bound = new HashMap<>();
        List<Tensor> fed = new ArrayList<>();
        List<Port> ports = graph.inputs();
        for (int j = 0; j < ports.size() && Files.exists(data.resolve("input_" + j + ".pb")); j++) {
            OnnxTensor tensor = OnnxTensor.read(data.resolve("input_" + j + ".pb"));
            if (row.bound().contains(j) || !tensor.type().matches("b?float.*")) {
                bound.put(ports.get(j).name(), tensor);
            } else {
                free.put(ports.get(j).name(), tensor.numbers().shape());
                fed.add(tensor.numbers().rounded());
            }
        }
        OnnxGraph.Imported imported = graph.program(free, bound);
        outputs(row, data, imported, fed);
        if (Files.exists(data.resolve("grad"))) {
            gradients(row, data.resolve("grad"), imported, ports, fed);
        }
    }

    private void outputs(BackendCase row, Path data, OnnxGraph.Imported imported, List<Tensor> fed) {
        List<Tensor> computed = imported.program().outputs().isEmpty() ? List.of() : run(imported.program(), fed);
        int next = 0;
        for (int k = 0; k < imported.outputs().size(); k++) {
            OnnxGraph.Result result = imported.outputs().get(k);
            Tensor64 got = result.known().isPresent()
                    ? result.known().get()
                    : computed.get(next++).widen();
            OnnxTensor wanted = OnnxTensor.read(data.resolve("output_" + k + ".pb"));
            if (!result.type().equals(wanted.type())
                    || !got.shape().equals(wanted.numbers().shape())) {
                throw new AssertionError(result.name() + " is " + result.type() + got.shape() + " and should be "
                        + wanted.type() + wanted.numbers().shape());
            }
            boolean exact = !wanted.type().contains("float");
            compare(got, wanted.numbers(), exact ? 0 : row.rtol(), exact ? 0 : row.atol());
        }
    }

    private List<Tensor> run(Program program, List<Tensor> inputs) {
        try (Executable executable = device.compile(program)) {
            return executable.run(inputs);
        }
    }

    private void compare(Tensor64 got, Tensor64 wanted, double rtol, double atol) {
        for (int i = 0; i < wanted.data().length; i++) {
            double a = got.data()[i], e = wanted.data()[i];
            if (a != e && !(Double.isNaN(a) && Double.isNaN(e))) {
                double allowed = atol + rtol * Math.abs(e);
                double share = Math.abs(a - e) / (Double.isInfinite(allowed) ? 0 : allowed);
                worst = Math.max(worst, Double.isNaN(share) ? Double.POSITIVE_INFINITY : share);
            }
        }
    }

    /** The gradient of {@code Σ ⟨cotangent, output⟩} for all float outputs at once. */
    private void gradients(
            BackendCase row, Path data, OnnxGraph.Imported imported, List<Port> ports, List<Tensor> fed) {
        Program program = imported.program();
        ProgramBuilder builder = ProgramBuilder.after(program);
        @Nullable Value total = null;
        for (int k = 0; k < imported.outputs().size(); k++) {
            Path file = data.resolve("cotangent_" + k + ".pb");
            if (Files.exists(file) && imported.outputs().get(k).known().isEmpty()) {
                Value y = program.output(imported.outputs().get(k).name());
                Value g = builder.emit(
                        new Constant(OnnxTensor.read(file).numbers().rounded()));
                List<Integer> all = IntStream.range(0, y.shape().rank()).boxed().toList();
                Value sum = builder.reshape(builder.reduceSum(builder.mul(y, g), all), Shape.SCALAR);
                total = total == null ? sum : builder.add(total, sum);
            }
        }
        if (total == null) {
            return;
        }
        Program scalar = builder.output("total", total).build();
        for (int j : row.differentiated()) {
            Path file = data.resolve("grad_input_" + j + ".pb");
            Program gradient = Gradient.of(scalar, "total", ports.get(j).name());
            List<Tensor> inputs = new ArrayList<>(fed);
            inputs.add(Tensor.scalar(1));
            Tensor got = run(gradient, inputs).get(1);
            Tensor64 wanted = OnnxTensor.read(file).numbers();
            double largest = Arrays.stream(wanted.data()).map(Math::abs).max().orElse(0);
            if (!got.shape().equals(wanted.shape())) {
                throw new AssertionError("the gradient of input " + j + " has shape " + got.shape());
            }
            double before = worst;
            compare(got.widen(), wanted, GRADIENT_RTOL, GRADIENT_ATOL * largest);
            if (worst > 1 && before <= 1) {
                throw new AssertionError("the gradient of input " + j + " is " + worst + " times too far off");
            }
        }
    }
}
