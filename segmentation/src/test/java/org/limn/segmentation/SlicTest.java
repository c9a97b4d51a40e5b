package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SlicTest {
    @TestFactory
    Stream<DynamicTest> labelsEqualScikitImages() throws IOException {
        return StoredLabels.tests("slic_\\d+(_noconn)?", s -> {
            Slic slic = new Slic(s.number(), 10, 10, 0, !s.name().endsWith("noconn"), false);
            assertThat(slic.segment(s.image())).isEqualTo(s.labels());
        });
    }
}
