package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.train.Optimizer;
import org.limn.autodiff.train.ResidualNetwork;
import org.limn.autodiff.train.Trained;
import org.limn.autodiff.train.Trainer;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;

class OnnxWriterTest {
    private static final ResidualNetwork NETWORK = new ResidualNetwork(16, 3, List.of(4, 6, 8));
    private static final List<String> CLASSES = List.of("cat", "dog", "mug");

    /** A network as if trained: every tensor random, variances positive. */
    private static Map<String, Tensor> weights() {
        SplittableRandom random = new SplittableRandom(2);
        Trained start = new Trainer(1, 2, 1, 0, new Optimizer.Momentum(), 0).start(NETWORK);
        Map<String, Tensor> moved = new LinkedHashMap<>();
        start.tensors().forEach((name, tensor) -> {
            float[] data = tensor.data().clone();
            for (int i = 0; i < data.length; i++) {
                data[i] += (float) (0.5 * random.nextDouble());
            }
            moved.put(name, Tensor.of(tensor.shape(), data));
        });
        return new Trained(0, 0, moved).folded(NETWORK);
    }

    @Test
    void aWrittenNetworkLoadsBackToTheSameOutputsNamesAndRange(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("network.onnx");
        OnnxWriter.write(file, NETWORK, weights(), CLASSES);
        Network loaded = OnnxLoader.load(file, new LoadSettings());
        assertThat(loaded.image()).isEqualTo(Shape.of(3, 16, 16));
        assertThat(loaded.info().labels().names().values()).containsExactlyElementsOf(CLASSES);
        assertThat(loaded.preprocessing().factor(0)).isEqualTo(1);
        assertThat(loaded.preprocessing().offset(0)).isZero();
        double[] pixels = new double[2 * 3 * 16 * 16];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextDouble();
        }
        List<Tensor64> images = List.of(Tensor64.of(Shape.of(2, 3, 16, 16), pixels));
        double[] expected = ReferenceDevice.evaluate(NETWORK.program(weights(), 2), images)
                .get(0)
                .data();
        double[] logits =
                ReferenceDevice.evaluate(loaded.program(2), images).get(0).data();
        for (int i = 0; i < expected.length; i++) {
            assertThat(logits[i]).isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i])));
        }
    }

    @Test
    void theBytesAreThoseOfTheNetworkAndNothingElse() {
        assertThat(OnnxWriter.bytes(NETWORK, weights(), CLASSES))
                .isEqualTo(OnnxWriter.bytes(NETWORK, weights(), CLASSES));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> OnnxWriter.bytes(NETWORK, Map.of(), CLASSES)).hasMessageContaining("stem.weight");
        assertThatThrownBy(() -> OnnxWriter.bytes(NETWORK, weights(), List.of("cat")))
                .hasMessageContaining("3 classes, got 1");
    }
}
