package org.limn.loader.onnx;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.LoadSettings;
import org.limn.loader.ModelInfo.Port;

/**
 * Reads and runs broken, hostile and unusual model files as their {@code manifest.json} asks: REJECT by an {@link OnnxException} of
 * one line about the right thing, ACCEPT with the stored numbers, EITHER, and never anything else.
 */
public final class HostileModels {
    private static final int LONGEST_MESSAGE = 1000;

    /**
     * What a case gave.
     *
     * @param problem what is not as the manifest asks, or empty
     * @param said the message of the refusal, or what came out
     */
    public record Outcome(String id, String expect, String problem, String said, double seconds) {}

    private final JsonObject row;
    private final Path file;

    private HostileModels(JsonObject row, Path file) {
        this.row = row;
        this.file = file;
    }

    /** Prints a line per case: id, expected, problem, message; so that a test can run it in a small heap of its own. */
    public static void main(String[] args) throws IOException {
        boolean generated = args.length > 1 && args[1].equals("generated");
        for (Outcome o :
                run(Path.of(args[0]), row -> generated == !row.get("generate").isJsonNull())) {
            System.out.println(o.id() + "\t" + o.expect() + "\t" + o.problem() + "\t" + o.said());
        }
    }

    /** Every case of a folder that its manifest describes. */
    public static List<Outcome> run(Path folder) throws IOException {
        return run(folder, row -> true);
    }

    private static List<Outcome> run(Path folder, Predicate<JsonObject> wanted) throws IOException {
        JsonObject manifest = JsonParser.parseString(Files.readString(folder.resolve("manifest.json")))
                .getAsJsonObject();
        Path scratch = Files.createTempDirectory("limn-hostile");
        List<Outcome> outcomes = new ArrayList<>();
        for (JsonElement e : manifest.getAsJsonArray("cases")) {
            JsonObject row = e.getAsJsonObject();
            if (wanted.test(row)) {
                outcomes.add(new HostileModels(row, file(row, folder, scratch)).outcome());
            }
        }
        try (Stream<Path> all = Files.walk(scratch)) {
            all.sorted(java.util.Comparator.reverseOrder())
                    .forEach(p -> p.toFile().delete());
        }
        return outcomes;
    }

    /** The case's model: as stored, or generated, or in a folder of its own with the links that the manifest describes. */
    private static Path file(JsonObject row, Path folder, Path scratch) throws IOException {
        String id = row.get("id").getAsString();
        if (!row.get("generate").isJsonNull()) {
            JsonObject g = row.getAsJsonObject("generate");
            boolean add = g.get("kind").getAsString().equals("add_chain");
            return Files.write(
                    scratch.resolve(id + ".onnx"),
                    LazyModels.chain(g.get("count").getAsInt(), add));
        }
        Path stored = folder.resolve(row.get("file").getAsString());
        List<JsonObject> links = new ArrayList<>();
        row.getAsJsonArray("side_files").forEach(s -> {
            if (s.getAsJsonObject().has("symlink_to")) {
                links.add(s.getAsJsonObject());
            }
        });
        if (links.isEmpty()) {
            return stored;
        }
        Path own = Files.createDirectories(scratch.resolve(id));
        try (Stream<Path> beside = Files.list(stored.getParent())) {
            for (Path p : beside.filter(Files::isRegularFile).toList()) {
                Files.copy(p, own.resolve(p.getFileName()));
            }
        }
        for (JsonObject link : links) {
            Path at = own.resolve(link.get("path").getAsString());
            Files.createDirectories(at.getParent());
            Files.createSymbolicLink(at, Path.of(link.get("symlink_to").getAsString()));
        }
        return own.resolve(stored.getFileName());
    }

    private Outcome outcome() {
        String id = row.get("id").getAsString(), expect = row.get("expect").getAsString();
        long start = cpuNanos();
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
            problem = row.get("feed_shape").isJsonNull() ? "raw " + e : refused(expect, said);
        } catch (IOException | RuntimeException | Error e) {
            said = e.toString();
            problem = "raw " + e;
        }
        problem = problem.isEmpty() ? loader(expect) : problem;
        double seconds = (cpuNanos() - start) / 1e9;
        double limit = row.getAsJsonObject("limits").get("seconds").getAsDouble();
        return new Outcome(id, expect, seconds > limit ? "took " + seconds + " s" : problem, said, seconds);
    }

    /** Of this thread: how long a case takes on a machine that does nothing else. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** As a classifier a model may be refused for other reasons, but only by the loader's exception. */
    private String loader(String expect) {
        boolean aboutInputs = row.get("error_kind").getAsString().endsWith("_INPUT");
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
        String wanted = row.get("should_mention").getAsString().replaceAll("^all of | \\(.*\\)$", "");
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
        boolean aboutInputs = row.get("error_kind").getAsString().endsWith("_INPUT");
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
                    golden.isJsonNull() || !golden.getAsJsonObject().has("grad_of_flat_output_index")
                            ? 0
                            : golden.getAsJsonObject()
                                    .get("grad_of_flat_output_index")
                                    .getAsInt()] = 1;
        }
        fed.add(Tensor64.of(y.shape(), seed));
        List<Tensor64> results = ReferenceDevice.evaluate(gradient, fed);
        Tensor64 g = results.get(results.size() - 1);
        if (row.get("id").getAsString().equals("feed_nan_pixels")) {
            return Arrays.stream(y.data()).allMatch(Double::isNaN) ? "" : "gave finite numbers for NaN";
        } else if (!golden.isJsonNull()) {
            return compare(y, golden, "output") + compare(g, golden, "grad");
        }
        return expect.equals("REJECT") && !aboutInputs ? "was accepted" : "";
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
        if (!golden.isJsonNull()) {
            return Npy.read64(
                    file.resolveSibling(golden.getAsJsonObject().get("input").getAsString()));
        }
        Shape shape = declared;
        if (!fed.isJsonNull()) {
            JsonArray dims = fed.getAsJsonArray();
            int[] all = new int[dims.size()];
            Arrays.setAll(all, i -> dims.get(i).getAsInt());
            shape = Shape.of(all);
        }
        double[] data = new double[shape.size()];
        boolean nan = row.get("id").getAsString().equals("feed_nan_pixels");
        Arrays.setAll(data, i -> nan ? Double.NaN : (i % 17 - 8) / 8.0);
        return Tensor64.of(shape, data);
    }
}
