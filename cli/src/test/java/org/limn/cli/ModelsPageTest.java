package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.Models;
import org.limn.loader.sidecar.Sidecar;

/** {@code docs/models.md} says what the code does: its commands, sidecars, presets and messages. */
class ModelsPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(yaml)?\n(.*?)```");

    @TempDir
    private Path folder;

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("limn.root", "..")).resolve("docs/models.md"));
    }

    private static List<String> blocks(boolean yaml) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher m = BLOCK.matcher(page());
        while (m.find()) {
            if (yaml == (m.group(1) != null)) {
                blocks.add(m.group(2));
            }
        }
        return blocks;
    }

    private Path model(String operator) throws IOException {
        return Models.opset(13)
                .image(1, 3, 2, 2)
                .node("GlobalAveragePool", "x", "m")
                .node(operator, "m", "y")
                .output("y")
                .write(folder);
    }

    @Test
    void itsCommandsRun() throws IOException {
        Path model = model("Flatten");
        Path data = Files.createDirectory(folder.resolve("test_data_set_0"));
        Models.writeTensor(data.resolve("input_0.pb"), "x", Shape.of(1, 3, 2, 2), new float[12]);
        Models.writeTensor(data.resolve("output_0.pb"), "y", Shape.of(1, 3), new float[3]);
        List<String> commands = blocks(false).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("./limn "))
                .toList();
        assertThat(commands).hasSizeGreaterThan(4);
        for (String command : commands) {
            Object[] args = command.substring("./limn ".length())
                    .replace("DIR", folder.toString())
                    .replace("model.onnx", model.toString())
                    .split(" ");
            Ran ran = Ran.limn(args);
            assertThat(ran.code()).as(command + ran.err()).isZero();
        }
    }

    @Test
    void itsSidecarsAreReadAndHaveEveryKey() throws IOException {
        Files.writeString(folder.resolve("labels.txt"), "tench\n");
        TreeSet<String> keys = new TreeSet<>();
        for (String yaml : blocks(true)) {
            keys.addAll(Sidecar.read(Files.writeString(folder.resolve("model.limn.yaml"), yaml))
                    .keys());
        }
        String message = Ran.limn("model", "info", "--model", strange()).err();
        String known = message.replaceFirst("(?s).*the known ones are ([a-z, ]+).*", "$1")
                .strip();
        assertThat(keys).containsExactlyInAnyOrder(known.split(", "));
    }

    /** A model whose sidecar has a key that there is not. */
    private Path strange() throws IOException {
        Files.writeString(folder.resolve("model.limn.yaml"), "strange: 1\n");
        return model("Flatten");
    }

    @Test
    void itsPresetsAreThoseThereAre() throws IOException {
        List<String> rows = Preprocessing.PRESETS.stream()
                .map(p -> "| " + p.name() + " | " + p.order().name().toLowerCase(Locale.ROOT) + " | "
                        + numbers(List.of(p.scale())) + " | " + numbers(p.mean()) + " | " + numbers(p.std()) + " | "
                        + p.fit() + " |")
                .toList();
        assertThat(page()).contains(String.join("\n", rows));
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream()
                .distinct()
                .map(x -> x.toString().replaceFirst("\\.0$", ""))
                .collect(Collectors.joining(", "));
    }

    @Test
    void refusalsReadAsItSays() throws IOException {
        Ran scan = Ran.limn("model", "info", "--model", model("Scan"));
        assertThat(scan.code()).isEqualTo(4);
        assertThat(page()).contains("`" + after(scan, "model.onnx: ") + "`");
        Ran quantised = Ran.limn("model", "info", "--model", model("QLinearConv"));
        assertThat(quantised.code()).isEqualTo(4);
        assertThat(page()).contains("`" + after(quantised, "model.onnx: ") + "`");
    }

    private static String after(Ran ran, String start) {
        String line = ran.err().strip();
        return line.substring(line.indexOf(start) + start.length());
    }
}
