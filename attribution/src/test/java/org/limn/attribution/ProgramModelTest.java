package org.limn.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.limn.attribution.gradient.GradCam;
import org.limn.attribution.gradient.GuidedGradCam;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.Probe;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Pipeline;

class ProgramModelTest {
    /** A device whose executables say that they take 1000 bytes per image, and that writes down what it compiled and closed. */
    private static final class Counting implements Device {
        private final Device device = new ReferenceDevice();
        private final List<Integer> compiled = new ArrayList<>();
        private long held;
        private long most;

        @Override
        public Executable compile(Program program) {
            int batch = program.inputs().get(0).result().shape().dim(0);
            compiled.add(batch);
            held += 1000L * batch;
            most = Math.max(most, held);
            Executable executable = device.compile(program);
            return new Executable() {
                @Override
                public List<Tensor> run(List<Tensor> inputs, Probe probe) {
                    return executable.run(inputs, probe);
                }

                @Override
                public Program program() {
                    return executable.program();
                }

                @Override
                public String listing() {
                    return executable.listing();
                }

                @Override
                public long bytes() {
                    return 1000L * batch;
                }

                @Override
                public void close() {
                    held -= 1000L * batch;
                }
            };
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String description() {
            return "a test";
        }

        @Override
        public Pipeline passes() {
            return device.passes();
        }

        @Override
        public void close() {}
    }

    private final Counting device = new Counting();

    private ProgramModel model(long budget) {
        return new ProgramModel(SmallNetwork::withRelu, device, ModelOutput.PROBABILITY, budget);
    }

    private static Tensor images(int n) {
        List<Tensor> images = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            images.add(SmallNetwork.image(i));
        }
        return Images.concat(images);
    }

    private static int[] targets(int n) {
        int[] targets = new int[n];
        for (int i = 0; i < n; i++) {
            targets[i] = i % 3;
        }
        return targets;
    }

    @Test
    void anyNumberOfImagesGivesTheSameBitsUnderAnyBudget() {
        Model.Differentiated one = model(1000).differentiate(images(11), targets(11));
        for (long budget : new long[] {2000, 5000, 9000, 1_000_000}) {
            for (int n : new int[] {1, 3, 8, 11}) {
                Model.Differentiated found = model(budget).differentiate(images(n), targets(n));
                assertThat(found.scores()).isEqualTo(Images.range(one.scores(), 0, n));
                assertThat(found.gradients()).isEqualTo(Images.range(one.gradients(), 0, n));
            }
        }
    }

    @Test
    void theBatchIsTheGreatestPowerOfTwoThatHalfOfTheBudgetHolds() {
        assertThat(model(1000).batch()).isEqualTo(1);
        assertThat(model(5000).batch()).isEqualTo(2);
        assertThat(model(8000).batch()).isEqualTo(4);
        assertThat(model(1_000_000).batch()).isEqualTo(8);
    }

    @Test
    void whatIsLeftOverRunsInASmallerPowerOfTwo() {
        ProgramModel model = model(1_000_000);
        model.gradients(images(11), targets(11));
        assertThat(device.compiled).containsExactly(1, 8, 4); // 1 to see what it takes
        model.gradients(images(4), targets(4));
        model.gradients(images(16), targets(16));
        assertThat(device.compiled).hasSize(3);
    }

    @Test
    void executablesStayUnderTheBudgetTogether() {
        try (ProgramModel model = model(5000)) {
            for (int n = 1; n < 6; n++) {
                model.gradients(images(n), targets(n));
                model.scores(images(n));
                model.at("first", images(n), targets(n));
            }
        }
        // the one that is being made is there before it is known how many bytes it takes
        assertThat(device.most).isLessThanOrEqualTo(5000 + 2000);
        assertThat(device.held).isZero();
    }

    @Test
    void anImageThatDoesNotFitIsRefusedWithTheBytesItNeeds() {
        assertThatThrownBy(() -> model(999).scores(images(1)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("1,000 bytes")
                .hasMessageContaining("-Xmx");
    }

    @Test
    void scoresAloneDoNotRunTheGradient() {
        ProgramModel model = model(1_000_000);
        assertThat(model.scores(images(2)))
                .isEqualTo(model.differentiate(images(2), targets(2)).scores());
    }

    @Test
    void aLogitsGradientIsNotAProbabilitys() {
        ProgramModel probability = model(1_000_000), logit = probability.with(ModelOutput.LOGIT);
        assertThat(logit.gradients(images(1), new int[1])).isNotEqualTo(probability.gradients(images(1), new int[1]));
    }

    @Test
    void itSaysWhatItIs() {
        String identity = model(1_000_000).identity().orElseThrow();
        assertThat(identity).matches("program [0-9a-f]{64}, probabilities, on counting \\(a test\\)");
        assertThat(model(2000).identity().orElseThrow()).isEqualTo(identity);
        ProgramModel other = new ProgramModel(SmallNetwork::smooth, device);
        assertThat(other.identity().orElseThrow()).isNotEqualTo(identity);
    }

    @Test
    void imagesOrTargetsThatDoNotFitAreRefused() {
        ProgramModel model = model(1_000_000);
        assertThatThrownBy(() -> model.scores(Functions.row(1, 2)))
                .hasMessageContaining("[N,3,8,8]")
                .hasMessageContaining("[1,1,1,2]");
        assertThatThrownBy(() -> model.gradients(images(2), new int[] {0, 3}))
                .hasMessageContaining("from 0 to 2, got 3");
    }

    @Test
    void tenPhotosByGradCamImportTheNetworkOncePerBatchSize() {
        List<Integer> imported = new ArrayList<>();
        IntFunction<Program> network = batch -> {
            imported.add(batch);
            return SmallNetwork.withRelu(batch);
        };
        try (ProgramModel model = new ProgramModel(network, new ReferenceDevice())) {
            for (int i = 0; i < 10; i++) {
                new GradCam().explain(new CachingModel(model), SmallNetwork.image(i), i % 3);
                new GuidedGradCam().explain(model.with(ModelOutput.LOGIT), SmallNetwork.image(i), i % 3);
                model.identity();
            }
            new GradCam()
                    .explain(
                            model,
                            List.of(new Question(SmallNetwork.image(0), 0), new Question(SmallNetwork.image(1), 1)));
        }
        assertThat(imported).containsExactly(1, 2);
    }

    @Test
    void severalThreadsOnOneNetworkGiveTheSameBits() throws Exception {
        List<Question> questions = IntStream.range(0, 12)
                .mapToObj(i -> new Question(SmallNetwork.image(i), i % 3))
                .toList();
        IntegratedGradients method = new IntegratedGradients(9, Baseline.BLACK);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Device cpu = Devices.open("cpu", new DeviceSettings(1));
                ProgramModel model = new ProgramModel(SmallNetwork::withRelu, cpu)) {
            List<Explanation> alone = method.explain(model, questions);
            List<Future<List<Explanation>>> parts = new ArrayList<>();
            for (int part = 0; part < 3; part++) {
                List<Question> its = questions.subList(4 * part, 4 * part + 4);
                parts.add(threads.submit(() -> {
                    try (ProgramModel own = model.fork(cpu, 1 << 24)) {
                        return method.explain(new CachingModel(own), its);
                    }
                }));
            }
            List<Explanation> together = new ArrayList<>();
            for (Future<List<Explanation>> part : parts) {
                together.addAll(part.get());
            }
            assertThat(together).isEqualTo(alone);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedModelSaysSo() {
        ProgramModel model = model(1_000_000);
        model.scores(images(1));
        ProgramModel own = model.fork(device, 1_000_000);
        model.close();
        assertThatThrownBy(() -> model.scores(images(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> new GradCam().explain(model, images(1), 0)).hasMessageContaining("closed");
        own.scores(images(1));
    }

    @Test
    void interruptingTheThreadEndsAnExplanation() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (ProgramModel model = new ProgramModel(SmallNetwork::withRelu, new ReferenceDevice())) {
            CountDownLatch running = new CountDownLatch(5);
            ForwardingModel watched = new Watched(model, running);
            Thread thread = new Thread(() -> {
                try {
                    new IntegratedGradients(1_000_000, Baseline.BLACK).explain(watched, SmallNetwork.image(0), 0);
                } catch (RuntimeException e) {
                    thrown.set(e);
                }
            });
            thread.start();
            running.await();
            thread.interrupt();
            thread.join(Duration.ofSeconds(1).toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(thrown.get()).isInstanceOf(ExplanationInterruptedException.class);
    }

    private static final class Watched extends ForwardingModel {
        private final CountDownLatch answers;

        Watched(ScoringModel model, CountDownLatch answers) {
            super(model);
            this.answers = answers;
        }

        @Override
        protected void answered(Cost cost) {
            answers.countDown();
        }

        @Override
        protected ForwardingModel around(DifferentiableModel other) {
            return new Watched(other, answers);
        }
    }
}
