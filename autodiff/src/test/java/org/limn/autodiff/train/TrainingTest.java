package org.limn.autodiff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

class TrainingTest {
    private static final ResidualNetwork TINY = new ResidualNetwork(8, 3, List.of(2, 3));

    /** Stripes lying, stripes standing, and none, in noise. */
    private static final Examples STRIPES = new Examples() {
        @Override
        public int count() {
            return 48;
        }

        @Override
        public Tensor image(int i) {
            SplittableRandom random = new SplittableRandom(i);
            float[] data = new float[3 * 64];
            for (int k = 0; k < data.length; k++) {
                int along = label(i) == 0 ? k / 8 % 8 : k % 8;
                data[k] = (float) (0.6 * random.nextDouble() + (label(i) < 2 ? 0.4 * (along / 2 % 2) : 0.2));
            }
            return Tensor.of(Shape.of(1, 3, 8, 8), data);
        }

        @Override
        public int label(int i) {
            return i % 3;
        }
    };

    @Test
    void gradientsOfAllParametersAreCentralDifferences() {
        Program forward = TrainingProgram.forward(TINY, 2);
        Program gradients = TrainingProgram.gradients(TINY, 2);
        SplittableRandom random = new SplittableRandom(1);
        List<Tensor64> inputs = new ArrayList<>();
        forward.inputs().forEach(line -> {
            double[] data = new double[line.result().shape().size()];
            for (int i = 0; i < data.length; i++) {
                data[i] = 2 * random.nextDouble() - 0.9;
            }
            inputs.add(Tensor64.of(line.result().shape(), data));
        });
        inputs.set(1, Tensor64.of(Shape.of(2, 3), 0, 1, 0, 0.5, 0, 0.5));
        List<Tensor64> withSeed = new ArrayList<>(inputs);
        withSeed.add(Tensor64.of(Shape.of(1, 1), 1));
        Map<String, Tensor64> analytic = new LinkedHashMap<>();
        List<Tensor64> results = ReferenceDevice.evaluate(gradients, withSeed);
        for (int i = 0; i < results.size(); i++) {
            analytic.put(gradients.outputs().get(i).name(), results.get(i));
        }
        double h = 1e-6;
        for (int p = 2; p < inputs.size(); p++) {
            String name = forward.inputs().get(p).name();
            Tensor64 gradient = Objects.requireNonNull(analytic.get("gradient:" + name));
            for (int i = 0; i < inputs.get(p).data().length; i++) {
                double difference = (loss(forward, inputs, p, i, h) - loss(forward, inputs, p, i, -h)) / (2 * h);
                // differences of numbers near 1 that are exact to 1e-16 times the few hundred terms of each
                assertThat(gradient.data()[i]).as("%s[%d]", name, i).isCloseTo(difference, within(1e-7));
            }
        }
    }

    private static double loss(Program forward, List<Tensor64> inputs, int p, int i, double by) {
        double[] moved = inputs.get(p).data().clone();
        moved[i] += by;
        List<Tensor64> there = new ArrayList<>(inputs);
        there.set(p, Tensor64.of(inputs.get(p).shape(), moved));
        return ReferenceDevice.evaluate(forward, there).get(0).data()[0];
    }

    @Test
    void aSeedIsAResultToTheBitStoppedAndResumedOrNot(@TempDir Path folder) throws IOException {
        Trainer trainer = new Trainer(4, 8, 0.01, 1e-3, new Optimizer.Adam(), 3);
        try (Device cpu = Devices.open("reference", new DeviceSettings(1))) {
            List<Trained> saved = new ArrayList<>();
            Trained whole = trainer.train(TINY, STRIPES, trainer.start(TINY), cpu, new Trainer.Watcher() {
                @Override
                public void epoch(Trained trained) {
                    saved.add(trained);
                }
            });
            saved.get(1).write(folder.resolve("checkpoint"));
            Trained half = Trained.read(folder.resolve("checkpoint"));
            assertThat(half.epochs()).isEqualTo(2);
            assertThat(trainer.train(TINY, STRIPES, half, cpu, new Trainer.Watcher() {}))
                    .isEqualTo(whole);
            Trainer other = new Trainer(4, 8, 0.01, 1e-3, new Optimizer.Adam(), 4);
            assertThat(other.train(TINY, STRIPES, other.start(TINY), cpu, new Trainer.Watcher() {}))
                    .isNotEqualTo(whole);
        }
    }

    @Test
    void bothOptimizersLearnStripes() {
        ResidualNetwork network = new ResidualNetwork(8, 3, List.of(6, 8));
        try (Device cpu = Devices.open("reference", new DeviceSettings(1))) {
            for (Trainer trainer : List.of(
                    new Trainer(25, 12, 0.02, 1e-4, new Optimizer.Adam(), 1),
                    new Trainer(25, 12, 0.1, 1e-4, new Optimizer.Momentum(), 1))) {
                Trained trained =
                        trainer.train(network, STRIPES, trainer.start(network), cpu, new Trainer.Watcher() {});
                assertThat(Trainer.accuracy(network, trained, STRIPES, cpu))
                        .as("%s", trainer)
                        .isGreaterThan(0.9);
            }
        }
    }

    @Test
    void stepsOfTheOptimizersAreThoseOfTheFormulas() {
        float[] w = {1};
        new Optimizer.Momentum(0.5).move(w, new float[] {2}, new float[][] {{4}}, 0.1, 0.5, 1);
        assertThat(w[0]).isCloseTo(1 - 0.1f * 4.5f, within(1e-6f));
        w[0] = 1;
        new Optimizer.Adam().move(w, new float[] {2}, new float[2][1], 0.1, 0.5, 1);
        assertThat(w[0]).isCloseTo(1 - 0.1f * 1.5f, within(1e-6f)); // the first step is the gradient's sign
    }
}
