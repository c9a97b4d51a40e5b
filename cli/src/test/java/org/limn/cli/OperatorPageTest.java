package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OperatorPageTest {
    @Test
    void thePageOfOperatorsIsWhatTheCodeSays() throws IOException {
        Path page = Path.of(System.getProperty("limn.root", "..")).resolve("docs/operators.md");
        assertThat(Files.readString(page))
                .isEqualTo(Ran.limn("model", "ops", "--markdown").out());
    }
}
