package org.limn.attribution.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.ReferenceData;

class AnalyticParityTest {
    @Test
    void everyMethodIsExactOnFunctionsWithoutANetwork() throws IOException {
        assertThat(AnalyticSuite.run(ReferenceData.path("saliency")))
                .hasSize(50)
                .allSatisfy(c -> assertThat(c.passes()).as(c.toString()).isTrue());
    }
}
