package org.limn.loader.onnx;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.limn.loader.Confined;
import org.limn.loader.image.HostileImages;

/**
 * All hostile files of a folder, found by its manifests, each read by a JVM that has the case's heap, in a copy of the case's own
 * folder, where it may change nothing, and with files outside it in all places that the model names.
 */
public final class HostileFiles implements AutoCloseable {
    /** How often a case's limit of seconds may pass before it is taken for a hang: the machine may be busy. */
    private static final int PATIENCE = 4;

    /**
     * What a case gave.
     *
     * @param group kind of file, and what is expected of it
     * @param problem what is not as expected, or empty
     * @param said the message of a refusal, or what came out
     * @param seconds of processor time
     * @param limit of these
     */
    public record Outcome(String group, String id, String problem, String said, double seconds, double limit) {}

    private final Path folder;
    private final Path scratch;
    private final Map<String, Confined> processes = new TreeMap<>();

    public HostileFiles(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        scratch = Files.createTempDirectory("limn-hostile").toRealPath();
    }

    /** Every model, handed over as soon as it was tried. */
    public void models(Consumer<Outcome> report) throws IOException {
        Path models = folder.resolve("onnx");
        boolean python = hasPython(), told = false;
        for (JsonElement e : JsonParser.parseString(Files.readString(models.resolve("manifest.json")))
                .getAsJsonObject()
                .getAsJsonArray("cases")) {
            JsonObject row = e.getAsJsonObject();
            String id = row.get("id").getAsString(),
                    group = "onnx " + row.get("expect").getAsString();
            double seconds = limit(row, "seconds", 5);
            Path own = Files.createDirectories(scratch.resolve("onnx").resolve(id));
            Path file = own.resolve("model.onnx");
            try {
                if (!HostileModels.has(row, "generate")) {
                    file = copied(row, models, own);
                } else if (python) {
                    generate(models.resolve("lazy.py"), id, file);
                } else {
                    if (!told) {
                        report.accept(
                                new Outcome(group, "generated", "skipped", "no python3 to make them", 0, seconds));
                    }
                    told = true;
                    continue;
                }
                plantOutside(file, own);
            } catch (IOException | RuntimeException x) {
                report.accept(new Outcome(group, id, "cannot be made: " + x, "", 0, seconds));
                continue;
            }
            String question = file + "\t" + row;
            report.accept(
                    tried(HostileModels.class, (int) limit(row, "heap_mb", 256), group, id, question, seconds, own));
        }
    }

    /** Every picture. */
    public void images(Consumer<Outcome> report) throws IOException {
        Path images = folder.resolve("images");
        List<String> lines = Files.readAllLines(images.resolve("manifest.tsv"));
        List<String> header = List.of(lines.get(0).split("\t", -1));
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split("\t", -1));
            String name = cells.get(header.indexOf("file")), group = "images " + cells.get(header.indexOf("expect"));
            Path own = Files.createDirectories(scratch.resolve("images").resolve(name + ".d"));
            try {
                Path file = Files.copy(images.resolve(name), own.resolve(name));
                String question = file + "\t" + HostileImages.question(header, cells);
                report.accept(tried(HostileImages.class, 256, group, name, question, 5, own));
            } catch (IOException | RuntimeException x) {
                report.accept(new Outcome(group, name, "cannot be made: " + x, "", 0, 5));
            }
        }
    }

    private Outcome tried(Class<?> main, int heap, String group, String id, String question, double seconds, Path own)
            throws IOException {
        Path started = Files.createDirectories(scratch.resolve("started-in"));
        Confined process =
                processes.computeIfAbsent(main.getName() + " " + heap, k -> new Confined(main, heap, started));
        List<String> before = listing();
        Confined.Answer answer = process.ask(question, PATIENCE * seconds);
        String[] said = (answer.text() + "\t").split("\t", 2);
        String problem = answer.problem().isEmpty() ? said[0] : answer.problem();
        if (problem.isEmpty() && answer.seconds() > seconds) {
            problem = "took " + answer.seconds() + " s";
        } else if (problem.isEmpty() && !listing().equals(before)) {
            problem = "changed files";
        }
        HostileFiles.delete(own);
        return new Outcome(group, id, problem, said[1].strip(), answer.seconds(), seconds);
    }

    /** All files of the scratch folder with their sizes and times. */
    private List<String> listing() throws IOException {
        try (Stream<Path> all = Files.walk(scratch)) {
            List<String> lines = new ArrayList<>();
            for (Path p : all.filter(f -> !f.endsWith("stderr")).sorted().toList()) {
                lines.add(p + (Files.isRegularFile(p) ? " " + Files.size(p) + Files.getLastModifiedTime(p) : ""));
            }
            return lines;
        }
    }

    private static double limit(JsonObject row, String which, double otherwise) {
        return HostileModels.has(row, "limits") && HostileModels.has(row.getAsJsonObject("limits"), which)
                ? row.getAsJsonObject("limits").get(which).getAsDouble()
                : otherwise;
    }

    private static boolean hasPython() throws IOException {
        try {
            return new ProcessBuilder("python3", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static void generate(Path lazy, String id, Path file) throws IOException {
        Process made = new ProcessBuilder("python3", lazy.toString(), id, file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0 || !Files.isRegularFile(file)) {
                made.destroyForcibly();
                throw new IOException("lazy.py " + id + " did not make it");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    /** The case's model and what belongs to it, in a folder of its own, with the links that the manifest describes. */
    private static Path copied(JsonObject row, Path models, Path own) throws IOException {
        Path stored = models.resolve(row.get("file").getAsString());
        Path file = own.resolve(stored.getFileName());
        Files.copy(stored, file);
        Path home = Objects.requireNonNull(stored.getParent());
        if (!home.equals(models)) {
            try (Stream<Path> beside = Files.walk(home)) {
                for (Path p : beside.filter(f -> !f.equals(stored)).toList()) {
                    Path to = own.resolve(home.relativize(p).toString());
                    if (Files.isDirectory(p)) {
                        Files.createDirectories(to);
                    } else {
                        Files.copy(p, to);
                    }
                }
            }
        }
        if (HostileModels.has(row, "side_files")) {
            for (JsonElement e : row.getAsJsonArray("side_files")) {
                JsonObject side = e.getAsJsonObject();
                if (HostileModels.has(side, "symlink_to")) {
                    Path link = own.resolve(side.get("path").getAsString());
                    Files.createDirectories(link.getParent());
                    Files.deleteIfExists(link);
                    Files.createSymbolicLink(
                            link, Path.of(side.get("symlink_to").getAsString()));
                }
            }
        }
        return file;
    }

    /** Puts a file where the model would read outside its folder: that it does not exist shall not be why it is refused. */
    private void plantOutside(Path model, Path own) throws IOException {
        List<Path> named = new ArrayList<>();
        String bytes = Files.size(model) > 1 << 20
                ? ""
                : Files.readString(model, java.nio.charset.StandardCharsets.ISO_8859_1);
        java.util.regex.Matcher m =
                java.util.regex.Pattern.compile("(?:\\.\\./)+[\\w./-]{1,60}").matcher(bytes);
        while (m.find()) {
            named.add(own.resolve(m.group()).normalize());
        }
        try (Stream<Path> all = Files.walk(own)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                named.add(link.resolveSibling(Files.readSymbolicLink(link)).normalize());
            }
        }
        for (Path p : named) {
            if (p.startsWith(scratch) && !p.startsWith(own) && !Files.exists(p)) {
                Files.createDirectories(p.getParent());
                Files.write(p, new byte[1 << 16]);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(Confined::close);
        delete(scratch);
    }
}
