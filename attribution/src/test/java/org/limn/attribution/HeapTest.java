package org.limn.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.limn.attribution.gradient.GradCam;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.gradient.GuidedIg;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.gradient.SmoothGrad;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;

/** Explanations leave nothing behind: what is used after a hundred is all there will be. */
class HeapTest {
    /** Of an explanation that kept its image, 192 numbers, nine hundred would be three times as many. */
    private static final long ALLOWED = 200_000;

    private static final List<Explainer> METHODS = List.of(
            new Gradients(),
            new IntegratedGradients(4, Baseline.BLACK),
            new GuidedIg(3, 0.25, 0.02, Baseline.BLACK),
            new SmoothGrad(new Gradients(), 2, 0.15, SmoothGrad.Moment.MEAN, 0),
            new GradCam("features"));

    @Test
    void aThousandExplanationsTakeNoMoreHeapThanAHundred() {
        assertThat(growth(1000)).isLessThan(ALLOWED);
    }

    @Test
    @Tag("slow")
    void tenThousandExplanationsTakeNoMoreHeapThanAHundred() {
        assertThat(growth(10_000)).isLessThan(ALLOWED);
    }

    private static long growth(int explanations) {
        try (Device device = Devices.open("cpu", new DeviceSettings(1));
                ProgramModel model = new ProgramModel(SmallNetwork::withRelu, device)) {
            explain(model, 0, 100);
            long before = used();
            explain(model, 100, explanations);
            return used() - before;
        }
    }

    private static void explain(ProgramModel model, int from, int to) {
        for (int i = from; i < to; i++) {
            METHODS.get(i % METHODS.size()).explain(new CachingModel(model), SmallNetwork.image(i), i % 3);
        }
    }

    /** Bytes in use after collections, the least of a few. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
