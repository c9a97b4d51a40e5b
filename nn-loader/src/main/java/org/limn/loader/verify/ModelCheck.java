package org.limn.loader.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.ModelInfo.Port;
import org.limn.loader.onnx.OnnxException;
import org.limn.loader.onnx.OnnxGraph;
import org.limn.loader.onnx.OnnxTensor;

/**
 * Runs a model on stored inputs and compares its outputs with stored ones. Floating-point inputs are inputs of the program; whole
 * numbers are bound as constants, and so is everything where a shape depends on a floating-point input.
 */
public final class ModelCheck {
    private final Device device;
    private final Tolerance tolerance;
    private double error = Double.NaN;
    private double allowed = Double.NaN;
    private double worst = -1;
    private String where = "";

    private ModelCheck(Device device, Tolerance tolerance) {
        this.device = device;
        this.tolerance = tolerance;
    }

    /** Checks a model on all its data sets; never throws for what is wrong with the files. */
    public static TestOutcome of(TestFolder folder, Device device, Tolerance tolerance) {
        ModelCheck check = new ModelCheck(device, tolerance);
        try {
            OnnxGraph graph = OnnxGraph.read(folder.model());
            for (Path data : folder.dataSets()) {
                check.run(graph, data);
            }
            boolean pass = check.worst <= 1;
            return check.outcome(folder, pass ? Verdict.PASS : Verdict.FAIL, pass ? "" : check.where);
        } catch (OnnxException e) {
            boolean refused = e.kind() == OnnxException.Kind.UNSUPPORTED;
            return check.outcome(folder, refused ? Verdict.REFUSED : Verdict.FAIL, String.valueOf(e.getMessage()));
        } catch (DeviceException e) {
            return check.outcome(folder, Verdict.REFUSED, String.valueOf(e.getMessage()));
        } catch (Mismatch e) {
            return check.outcome(folder, Verdict.FAIL, String.valueOf(e.getMessage()));
        }
    }

    private TestOutcome outcome(TestFolder folder, Verdict verdict, String reason) {
        return new TestOutcome(folder, verdict, error, allowed, reason);
    }

    /** An output that cannot be compared. */
    private static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1;

        Mismatch(String message) {
            super(message);
        }
    }

    private void run(OnnxGraph graph, Path data) {
        Map<String, OnnxTensor> inputs = inputs(graph, data);
        OnnxGraph.Imported imported = imported(graph, inputs);
        List<Tensor> fed = imported.program().inputs().stream()
                .map(line -> Objects.requireNonNull(inputs.get(line.name()))
                        .numbers()
                        .rounded())
                .toList();
        List<Tensor> computed = imported.program().outputs().isEmpty() ? List.of() : run(imported, fed);
        int next = 0;
        int compared = 0;
        for (int k = 0; k < imported.outputs().size(); k++) {
            OnnxGraph.Result result = imported.outputs().get(k);
            Tensor64 got = result.known().isPresent()
                    ? result.known().get()
                    : computed.get(next++).widen();
            Path file = data.resolve("output_" + k + ".pb");
            if (Files.exists(file)) {
                compare(
                        data.getFileName() + ", output '" + result.name() + "'",
                        result.type(),
                        got,
                        OnnxTensor.read(file));
                compared++;
            }
        }
        if (compared == 0) {
            throw new Mismatch(data + ": there is no output_0.pb to compare with");
        }
    }

    /** The stored inputs, by the names of the graph's: a tensor's own name counts, else its number. */
    private static Map<String, OnnxTensor> inputs(OnnxGraph graph, Path data) {
        List<String> names = graph.inputs().stream().map(Port::name).toList();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (int j = 0; j < names.size() && Files.exists(data.resolve("input_" + j + ".pb")); j++) {
            OnnxTensor tensor = OnnxTensor.read(data.resolve("input_" + j + ".pb"));
            inputs.put(names.contains(tensor.name()) ? tensor.name() : names.get(j), tensor);
        }
        return inputs;
    }

    private static OnnxGraph.Imported imported(OnnxGraph graph, Map<String, OnnxTensor> inputs) {
        Map<String, Shape> free = new TreeMap<>();
        Map<String, OnnxTensor> bound = new TreeMap<>();
        inputs.forEach((name, tensor) -> {
            if (tensor.type().contains("float")) {
                free.put(name, tensor.numbers().shape());
            } else {
                bound.put(name, tensor);
            }
        });
        try {
            return graph.program(free, bound);
        } catch (OnnxException e) {
            if (free.isEmpty()) {
                throw e;
            }
            try {
                return graph.program(Map.of(), inputs);
            } catch (OnnxException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    private List<Tensor> run(OnnxGraph.Imported imported, List<Tensor> inputs) {
        try (Executable executable = device.compile(imported.program())) {
            return new ArrayList<>(executable.run(inputs));
        }
    }

    private void compare(String what, String type, Tensor64 got, OnnxTensor expected) {
        Tensor64 wanted = expected.numbers();
        if (!type.equals(expected.type()) || !got.shape().equals(wanted.shape())) {
            throw new Mismatch(what + " is " + type + got.shape() + ", expected " + expected.type() + wanted.shape());
        }
        double largest = Arrays.stream(wanted.data())
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        for (int i = 0; i < wanted.data().length; i++) {
            double a = got.data()[i], e = wanted.data()[i];
            double room = tolerance.allowed(type, e, largest);
            boolean same = a == e || (Double.isNaN(a) && Double.isNaN(e));
            double off = same ? 0 : Math.abs(a - e);
            double share = same ? 0 : off / room;
            if (!(share <= worst)) {
                worst = Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
                error = off;
                allowed = room;
                where = what + ": number " + i + " is " + a + ", expected " + e;
            }
        }
        if (wanted.data().length == 0 && worst < 0) {
            worst = error = allowed = 0;
        }
    }
}
