package org.limn.loader.onnx;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.Confined;
import org.limn.loader.LoadSettings;
import org.limn.loader.ModelInfo.Port;

/**
 * Reads and runs broken, hostile and unusual model files as their {@code manifest.json} asks: REJECT by an {@link OnnxException} of
 * one line about the right thing, ACCEPT with the stored numbers, EITHER, and never anything else.
 */
public final class HostileModels {
    private static final int LONGEST_MESSAGE = 1000;

    private final JsonObject row;
    private final Path file;

    private HostileModels(JsonObject row, Path file) {
        this.row = row;
        this.file = file;
    }

    /** Answers {@code FILE TAB ROW}, a model and its row of the manifest, by {@code PROBLEM TAB MESSAGE}. */
    public static void main(String[] args) throws IOException {
        Confined.serve(question -> {
            String[] parts = question.split("\t", 2);
            JsonObject row = JsonParser.parseString(parts[1]).getAsJsonObject();
            return new HostileModels(row, Path.of(parts[0])).outcome();
        });
    }

    /** Whether a row says something under this key. */
    static boolean has(JsonObject row, String key) {
        return row.has(key) && !row.get(key).isJsonNull();
    }

    private String text(String key) {
        return has(row, key) ? row.get(key).getAsString() : "";
    }

    private boolean aboutInputs() {
        return text("error_kind").endsWith("_INPUT");
    }

    private boolean nan() {
        return text("id").startsWith("feed_nan");
    }

    private String outcome() {
        String expect = text("expect");
        String problem, said;
        try {
            said = "accepted";
            problem = accepted(expect);
        } catch (OnnxException e) {
            said = String.valueOf(e.getMessage());
            problem = refused(expect, said);
        } catch (IllegalArgumentException e) {
            // a tensor of the wrong shape, fed to a good model, is refused by the device
            said = String.valueOf(e.getMessage());
            problem = has(row, "feed_shape") ? refused(expect, said) : "raw " + e;
        } catch (IOException | RuntimeException | Error e) {
            said = e.toString();
            problem = "raw " + e;
        }
        problem = problem.isEmpty() ? loader(expect) : problem;
        return problem.replace('\t', ' ') + "\t" + said;
    }

    /** As a classifier a model may be refused for other reasons, but only by the loader's exception. */
    private String loader(String expect) {
        boolean aboutInputs = aboutInputs();
        try {
            OnnxLoader.load(file, new LoadSettings()).program(2);
            return expect.equals("REJECT") && aboutInputs ? "was accepted as a classifier" : "";
        } catch (OnnxException e) {
            return aboutInputs ? refused(expect, String.valueOf(e.getMessage())) : form(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            return "raw from the loader: " + e;
        }
    }

    private String refused(String expect, String message) {
        String form = form(message);
        if (!form.isEmpty()) {
            return form;
        } else if (expect.equals("ACCEPT")) {
            return "was refused";
        }
        String wanted = text("should_mention").replaceAll("^all of | \\(.*\\)$", "");
        boolean any = wanted.contains(" or ");
        List<String> names = wanted.isEmpty() ? List.of() : Arrays.asList(wanted.split(any ? " or " : ", ", -1));
        boolean mentions = any
                ? names.stream().anyMatch(message::contains)
                : names.stream().allMatch(message::contains);
        return mentions ? "" : "does not mention " + wanted;
    }

    private static String form(String message) {
        boolean oneLine = message.chars().noneMatch(Character::isISOControl) && message.length() <= LONGEST_MESSAGE;
        return oneLine ? "" : "is not one line of up to " + LONGEST_MESSAGE + " characters";
    }

    /** Imports and runs the graph; what it gives must be the stored numbers. */
    private String accepted(String expect) throws IOException {
        OnnxGraph graph = OnnxGraph.read(file);
        Map<String, Shape> free = new HashMap<>();
        List<Tensor64> fed = new ArrayList<>();
        for (Port port : graph.inputs()) {
            Shape shape = declared(port);
            free.put(port.name(), shape);
            fed.add(input(shape));
        }
        Program program = graph.program(free, Map.of()).program();
        boolean aboutInputs = aboutInputs();
        if (program.outputs().isEmpty() || program.inputs().isEmpty()) {
            return expect.equals("REJECT") && !aboutInputs ? "was accepted" : "";
        }
        Tensor64 y = ReferenceDevice.evaluate(program, fed).get(0);
        String x = program.inputs().get(0).name();
        Program gradient = Gradient.of(program, program.outputs().get(0).name(), x);
        JsonElement golden = row.get("golden");
        double[] seed = new double[y.data().length];
        if (seed.length > 0) {
            seed[
                    !has(row, "golden") || !golden.getAsJsonObject().has("grad_of_flat_output_index")
                            ? 0
                            : golden.getAsJsonObject()
                                    .get("grad_of_flat_output_index")
                                    .getAsInt()] = 1;
        }
        fed.add(Tensor64.of(y.shape(), seed));
        List<Tensor64> results = ReferenceDevice.evaluate(gradient, fed);
        Tensor64 g = results.get(results.size() - 1);
        String differs = sameOnCpu(program, fed.subList(0, fed.size() - 1), y);
        if (!differs.isEmpty()) {
            return differs;
        } else if (nan()) {
            return Arrays.stream(y.data()).allMatch(Double::isNaN) ? "" : "gave finite numbers for NaN";
        } else if (has(row, "golden")) {
            return compare(y, golden, "output") + compare(g, golden, "grad");
        }
        return expect.equals("REJECT") && !aboutInputs ? "was accepted" : "";
    }

    /** What the device that people use gives, which rewrites programs; unless numbers are not finite. */
    private static String sameOnCpu(Program program, List<Tensor64> fed, Tensor64 y) {
        double[] got;
        try (Device cpu = Devices.open("cpu", new DeviceSettings(1));
                Executable compiled = cpu.compile(program)) {
            got = compiled.run(fed.stream().map(Tensor64::rounded).toList())
                    .get(0)
                    .widen()
                    .data();
        }
        double largest =
                Arrays.stream(y.data()).filter(Double::isFinite).map(Math::abs).reduce(1e-3, Math::max);
        for (int i = 0; i < got.length; i++) {
            if (Double.isFinite(y.data()[i]) && !(Math.abs(got[i] - y.data()[i]) <= 1e-3 * largest)) {
                return "the cpu gives " + got[i] + ", the reference device " + y.data()[i];
            }
        }
        return "";
    }

    private String compare(Tensor64 got, JsonElement golden, String what) throws IOException {
        JsonElement name = golden.getAsJsonObject().get(what);
        if (name == null || name.isJsonNull()) {
            return "";
        }
        Tensor64 wanted = Npy.read64(file.resolveSibling(name.getAsString()));
        boolean close = got.shape().equals(wanted.shape());
        for (int i = 0; close && i < wanted.data().length; i++) {
            close = Math.abs(got.data()[i] - wanted.data()[i]) <= 1e-6 + 1e-5 * Math.abs(wanted.data()[i]);
        }
        return close ? "" : "the " + what + " is wrong";
    }

    /** The shape that the file declares, small where it is open or absurd. */
    private static Shape declared(Port port) {
        int[] dims = new int[port.shape().size()];
        for (int i = 0; i < dims.length; i++) {
            String d = port.shape().get(i);
            dims[i] = d.matches("\\d{1,4}") ? Integer.parseInt(d) : d.matches("\\d+") ? 4 : 1;
        }
        return Shape.of(dims);
    }

    private Tensor64 input(Shape declared) throws IOException {
        JsonElement golden = row.get("golden"), fed = row.get("feed_shape");
        if (has(row, "golden")) {
            return Npy.read64(
                    file.resolveSibling(golden.getAsJsonObject().get("input").getAsString()));
        }
        Shape shape = declared;
        if (has(row, "feed_shape")) {
            JsonArray dims = fed.getAsJsonArray();
            int[] all = new int[dims.size()];
            Arrays.setAll(all, i -> dims.get(i).getAsInt());
            shape = Shape.of(all);
        }
        double[] data = new double[shape.size()];
        boolean nan = nan();
        Arrays.setAll(data, i -> nan ? Double.NaN : (i % 17 - 8) / 8.0);
        return Tensor64.of(shape, data);
    }
}
