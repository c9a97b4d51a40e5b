package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.ReferenceData;
import org.limn.loader.onnx.HostileFiles.Outcome;

/** Hostile files in heaps of the sizes that their manifests allow. */
class HostileFilesTest {
    @Test
    void brokenAndHostileFilesAreRefusedInOneLineAndUnusualOnesRead() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (HostileFiles files = new HostileFiles(ReferenceData.path("hostile"))) {
            files.models(outcomes::add);
            files.images(outcomes::add);
        }
        assertThat(outcomes)
                .hasSizeGreaterThan(150)
                .filteredOn(o -> !o.problem().equals("skipped"))
                .filteredOn(o -> !o.problem().isEmpty())
                .isEmpty();
    }
}
