package org.limn.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.parity.Parity.Outcome;

class ParityPageTest {
    private static final Suite NETWORKS = new ArchitecturesSuite(), ON_GPU = new GpuArchitecturesSuite();

    @TempDir
    private Path folder;

    private String written(Suite suite, String device, Case result) throws IOException {
        Path page = folder.resolve("parity.md");
        new ParityPage("the data").write(page, Map.of(suite, new Outcome(device, List.of(result))));
        return Files.readString(page);
    }

    @Test
    void sectionsOfSuitesThatDidNotRunStay() throws IOException {
        String first = written(NETWORKS, "cpu", Case.of("net", "logits", 1e-6, 1e-4));
        String both = written(ON_GPU, "gpu:0", Case.of("net", "logits", 2e-6, 1e-4));
        assertThat(both).startsWith(first.strip()).contains("## architectures-gpu", "on gpu:0", "2.00e-06");
        assertThat(written(NETWORKS, "cpu", Case.of("net", "logits", 1e-6, 1e-4)))
                .isEqualTo(both);
    }

    @Test
    void aSuiteThatIsSkippedLeavesItsSectionAsItWas() throws IOException {
        assertThat(written(ON_GPU, "", Case.skipped("", "", "no device"))).contains("skipped: no device");
        String before = written(ON_GPU, "gpu:0", Case.of("net", "logits", 2e-6, 1e-4));
        assertThat(written(ON_GPU, "", Case.skipped("", "", "no device"))).isEqualTo(before);
    }

    @Test
    void notesOfARowThatDifferInNumbersShareALine() throws IOException {
        Path page = folder.resolve("parity.md");
        List<Case> cases = List.of(
                Case.skipped("CIU", "photo 1", "shapes (2,) and (49,)"),
                Case.skipped("CIU", "photo 2", "shapes (12,) and (49,)"),
                Case.skipped("PDA", "photo 1", "shapes (2,) and (49,)"));
        new ParityPage("the data").write(page, Map.of(NETWORKS, new Outcome("cpu", cases)));
        assertThat(Files.readAllLines(page))
                .contains(
                        "- skipped: CIU photo 1 and 1 alike: shapes (2,) and (49,)",
                        "- skipped: PDA photo 1: shapes (2,) and (49,)");
    }
}
