package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.loader.onnx.OnnxBackend.Outcome;
import org.limn.loader.onnx.OnnxBackend.Verdict;

/** ONNX's own backend tests, with gradients: every case passes, or is refused by a message; none is wrong. */
@Tag("long")
class OnnxBackendTest {
    private static List<Outcome> outcomes(boolean light) throws IOException {
        List<Outcome> all = new ArrayList<>();
        try (Device device = new ReferenceDevice()) {
            for (BackendCase row : BackendCase.all(ReferenceData.path("onnx-backend"))) {
                if (light == row.id().startsWith("light")) {
                    all.add(OnnxBackend.run(row, device));
                }
            }
        }
        return all;
    }

    private static List<String> with(Verdict verdict, int tier, List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(o -> o.verdict() == verdict && o.row().tier() == tier)
                .map(o -> o.row().id() + ": " + o.reason())
                .toList();
    }

    @Test
    void noCaseIsWrongAndNoneIsRefused() throws IOException {
        List<Outcome> outcomes = outcomes(false);
        for (int tier = 1; tier <= 3; tier++) {
            assertThat(with(Verdict.FAIL, tier, outcomes))
                    .as("wrong, tier %d", tier)
                    .isEmpty();
        }
        for (int tier = 1; tier <= 3; tier++) {
            assertThat(with(Verdict.REFUSED, tier, outcomes))
                    .as("refused, tier %d", tier)
                    .isEmpty();
        }
    }

    @Tag("slow")
    @Test
    void wholeNetworksOfTheFormatsTestDataPass() throws IOException {
        assertThat(outcomes(true)).allMatch(o -> o.verdict() == Verdict.PASS);
    }
}
