package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.ReferenceData;

/** The README and the pages of {@code docs} show commands that run, and what they print. */
@Tag("long")
class PrintedExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("limn.root", ".."));
    private static final Pattern BLOCK = Pattern.compile("(?s)```\n(.*?)```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** What stands in running text but is quoted from a listing. */
    private static final Pattern QUOTED = Pattern.compile("`((?:[%@]|vjp of %|sum into %)[^`]*)`");

    @TempDir
    private Path folder;

    private static List<String> blocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    /** Runs a command as a user would who has the trained network, its class names and a photo in the current folder. */
    private Ran run(String command) throws IOException {
        give("models/squeezenet1.1/model.onnx", "squeezenet1.1.onnx");
        give("models/squeezenet1.1/labels.json", "labels.json");
        give("photos/n02391049_zebra.JPEG", "zebra.jpg");
        Object[] words = WORD.matcher(command.replaceFirst("^\\./limn ", ""))
                .results()
                .map(PrintedExamplesTest::unquoted)
                .map(word -> word.matches("squeezenet1\\.1\\.onnx|zebra\\.jpg|out(/.*)?")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray();
        Ran ran = Ran.limn(words);
        return new Ran(ran.code(), here(ran.out()), here(ran.err()));
    }

    private static String unquoted(MatchResult word) {
        return word.group(1) == null ? word.group(2) : word.group(1);
    }

    private String here(String text) {
        return text.replace(folder + "/", "");
    }

    private void give(String file, String name) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            Files.copy(ReferenceData.path(file), folder.resolve(name));
        }
    }

    @Test
    void everyCommandRuns() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        TreeSet<String> commands = new TreeSet<>();
        for (Path page : pages) {
            blocks(page).stream()
                    .flatMap(block -> block.replaceAll("\\\\\n\\s*", "").lines())
                    .filter(line -> line.startsWith("./limn ") && line.contains("squeezenet1.1.onnx"))
                    .forEach(commands::add);
        }
        assertThat(commands).hasSizeGreaterThan(10);
        for (String command : commands) {
            Ran ran = run(command);
            assertThat(ran.code()).as(command + "\n" + ran.err()).isZero();
        }
    }

    @Test
    void theReadmesExplanationIsTheOneThatIsPrinted() throws IOException {
        List<String> blocks = blocks(ROOT.resolve("README.md"));
        String command = blocks.get(0).lines().findFirst().orElseThrow();
        Ran ran = run(command);
        assertThat(timeless(ran.err() + ran.out())).isEqualTo(timeless(blocks.get(1)));
    }

    private static String timeless(String text) {
        return text.replaceAll("\\d+\\.\\d+ s\\b", "N s").strip();
    }

    @Test
    void theLinesOfProgramsAreThoseThatShowPrints() throws IOException {
        Path page = ROOT.resolve("docs/programs.md");
        String shown =
                spaced(run("./limn show --model squeezenet1.1.onnx --gradient").out());
        List<String> lines = blocks(page).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("%"))
                .toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            assertThat(shown.lines().toList()).contains(spaced(line).strip());
        }
        QUOTED.matcher(Files.readString(page)).results().forEach(m -> assertThat(shown)
                .contains(m.group(1)));
    }

    private static String spaced(String text) {
        return text.replaceAll(" +", " ");
    }
}
