package org.limn.attribution.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explainer;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.SmallNetwork;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.CommonSubexpressions;
import org.limn.autodiff.transform.DeadCode;
import org.limn.autodiff.transform.FoldConstants;
import org.limn.autodiff.transform.Pipeline;

/** What computes the function does not matter: programs before and after passes, and all devices, give the same attributions. */
@Tag("long")
class InvarianceTest {
    static Stream<Explainer> methods() {
        Baseline baseline = new Baseline.Random(2, 1);
        return Stream.of(
                new Gradients(),
                new GradientTimesInput(),
                new IntegratedGradients(20, baseline),
                new GuidedIg(20, 0.25, 0.1, baseline),
                new BlurIg(10, 2, false),
                new Idgi(new IntegratedGradients(20, Quadrature.LEFT, baseline)),
                new SmoothGrad(),
                new GradCam("first"),
                new HiResCam("first"),
                new LayerCam("first"),
                new GradCamPlusPlus("first"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void passesDoNotChangeAttributions(Explainer method) {
        Pipeline passes = new Pipeline(List.of(new FoldConstants(), new CommonSubexpressions(), new DeadCode()));
        try (Device device = new ReferenceDevice()) {
            Tensor before = attribution(method, SmallNetwork::smooth, device);
            Tensor after = attribution(method, n -> passes.apply(SmallNetwork.smooth(n)), device);
            assertClose(after, before, 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyDeviceGivesTheSameAttributions(Explainer method) {
        Tensor expected;
        try (Device reference = new ReferenceDevice()) {
            expected = attribution(method, SmallNetwork::smooth, reference);
        }
        for (String name : List.of("cpu", "cpu:scalar")) {
            if (Devices.providers().stream().noneMatch(p -> p.kind().equals("cpu"))) {
                continue;
            }
            try (Device device = Devices.open(name, new DeviceSettings(2))) {
                // float32 kernels: about 100 terms in a row, each off by 6e-8
                assertClose(attribution(method, SmallNetwork::smooth, device), expected, 2e-5);
            }
        }
    }

    private static Tensor attribution(Explainer method, IntFunction<Program> network, Device device) {
        try (ProgramModel model = new ProgramModel(network, device)) {
            return method.explain(model, SmallNetwork.image(3), 1).attribution();
        }
    }

    private static void assertClose(Tensor found, Tensor expected, double share) {
        double greatest = 0;
        for (float e : expected.data()) {
            greatest = Math.max(greatest, Math.abs(e));
        }
        assertThat(greatest).isPositive();
        for (int i = 0; i < expected.data().length; i++) {
            assertThat((double) found.data()[i]).isCloseTo(expected.data()[i], within(share * greatest));
        }
    }
}
