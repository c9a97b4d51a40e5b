package org.limn.attribution.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.ReferenceData;

class ParityTest {
    @Test
    void everyMethodIsExactOnFunctionsWithoutANetwork() throws IOException {
        List<ParityCase> cases = AnalyticSuite.run(ReferenceData.path("saliency"));
        assertThat(cases).hasSize(50);
        assertThat(cases).filteredOn(c -> !c.passes()).isEmpty();
    }

    @Test
    @Tag("slow")
    void integratedGradientsOfTheToyFunctionsAreTheStoredOnes() throws IOException {
        List<ParityCase> cases = ToySuite.run(ReferenceData.path("saliency"));
        assertThat(cases).hasSize(32);
        assertThat(cases).filteredOn(c -> !c.passes()).isEmpty();
    }
}
