package org.limn.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.train.Optimizer;
import org.limn.autodiff.train.ResidualNetwork;
import org.limn.autodiff.train.Trained;
import org.limn.autodiff.train.Trainer;
import org.limn.cli.option.DeviceOptions;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.cli.option.Progress;
import org.limn.cli.option.UsageException;
import org.limn.evaluation.scenes.Kind;
import org.limn.evaluation.scenes.SceneExamples;
import org.limn.evaluation.scenes.Scenes;
import org.limn.evaluation.scenes.Watermark;
import org.limn.loader.onnx.OnnxWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn train}: a small residual network on generated scenes. */
@Command(
        name = "train",
        description = {
            "Train a small residual network on generated scenes.",
            "Writes network.onnx, with batch norm folded, and after every epoch checkpoint.limn, from which --resume goes on;"
                    + " whoever interrupts keeps the last. The same bytes for a seed on the same kind of machine."
        })
public final class TrainCommand implements Callable<Integer> {
    /** Scenes to test on are these: far beyond any that are trained on. */
    private static final long TEST = 1L << 32;

    @Mixin
    private Output output;

    @Option(names = "--scenes", paramLabel = "N", required = true, description = "How many scenes to train on.")
    private int count;

    @Option(
            names = "--test",
            paramLabel = "N",
            defaultValue = "600",
            description = "How many other scenes to test on: ${DEFAULT-VALUE} unless said.")
    private int tests;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "12", description = "${DEFAULT-VALUE} unless said.")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Images to a step: ${DEFAULT-VALUE} unless said.")
    private int batch;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "adam",
            description = "adam or sgd (with momentum 0.9): ${DEFAULT-VALUE} unless said.")
    private String optimizer;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "The greatest rate: 0.003 with adam, 0.1 with sgd, unless said.")
    private @Nullable Double rate;

    @Option(
            names = "--decay",
            paramLabel = "X",
            description = "Weight decay: 0.05 with adam, 0.0005 with sgd, unless said.")
    private @Nullable Double decay;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "96",
            description = "Width and height of the scenes: ${DEFAULT-VALUE} unless said.")
    private int size;

    @Option(
            names = "--widths",
            paramLabel = "N",
            split = ",",
            defaultValue = "16,32,64,96",
            description = "Channels of the blocks: ${DEFAULT-VALUE} unless said.")
    private List<Integer> widths;

    @Option(
            names = "--watermark",
            paramLabel = "R",
            description = "The share of the balls' scenes that carry a watermark, from 0 to 1.")
    private @Nullable Double watermark;

    @Option(names = "--shuffle-labels", description = "Train on labels that belong to other scenes.")
    private boolean shuffled;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "${DEFAULT-VALUE} unless said.")
    private long seed;

    @Mixin
    private DeviceOptions device;

    @Option(names = "--resume", description = "Go on from the checkpoint in the output folder.")
    private boolean resume;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where the files go.")
    private Path folder;

    /** What {@code --json} prints. */
    record Result(String network, int scenes, int epochs, double accuracy, double imagesPerSecond, long bytes) {}

    @Override
    public Integer call() throws IOException {
        Trainer trainer;
        ResidualNetwork network;
        Scenes scenes;
        try {
            trainer = trainer();
            network = new ResidualNetwork(size, Kind.values().length, widths);
            scenes = new Scenes(seed, size, Optional.ofNullable(watermark).map(r -> new Watermark(Kind.BALL, r, 0)));
            if (count < batch || tests < 1) {
                throw new SettingException("--scenes must be at least the batch, " + batch + ", and --test at least 1");
            }
        } catch (SettingException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        OutputFolder store = new OutputFolder(folder);
        Path checkpoint = store.path("checkpoint.limn");
        Trained start = resume && Files.exists(checkpoint) ? Trained.read(checkpoint) : trainer.start(network);
        SceneExamples training;
        SceneExamples unseen;
        try (Progress progress = output.progress("scenes", count + tests)) {
            SceneExamples truthful = SceneExamples.of(scenes, 0, count, i -> progress.step());
            training = shuffled ? truthful.withShuffledLabels(seed) : truthful;
            unseen = SceneExamples.of(new Scenes(seed, size, Optional.empty()), TEST, tests, i -> progress.step());
        }
        try (Device opened = device.open(output)) {
            long began = System.nanoTime();
            Trained trained;
            long steps = (long) (count / batch) * (epochs - start.epochs());
            try (Progress progress = output.progress("train", steps)) {
                trained = trainer.train(network, training, start, opened, new Watching(store, progress));
            } catch (UncheckedIOException e) {
                throw new IOException(String.valueOf(e.getMessage()), e);
            }
            double pace = steps * batch / ((System.nanoTime() - began) / 1e9);
            double accuracy = Trainer.accuracy(network, trained, unseen, opened);
            List<String> classes = Arrays.stream(Kind.values()).map(Kind::label).toList();
            Path file = store.write(
                    "network.onnx", part -> OnnxWriter.write(part, network, trained.folded(network), classes));
            output.print(String.format(
                    Locale.ROOT,
                    "%s: %.2f %% of %d unseen scenes right, %.1f images/s, %d bytes",
                    file,
                    100 * accuracy,
                    tests,
                    pace,
                    Files.size(file)));
            output.printJson(new Result(file.toString(), count, epochs, accuracy, pace, Files.size(file)));
        }
        return 0;
    }

    private Trainer trainer() {
        double chosenRate = rate != null ? rate : optimizer.equals("adam") ? 0.003 : 0.1;
        double chosenDecay = decay != null ? decay : optimizer.equals("adam") ? 0.05 : 5e-4;
        Optimizer how =
                switch (optimizer) {
                    case "adam" -> new Optimizer.Adam();
                    case "sgd" -> new Optimizer.Momentum();
                    default -> throw new SettingException("--optimizer: adam or sgd, got '" + optimizer + "'");
                };
        return new Trainer(epochs, batch, chosenRate, chosenDecay, how, seed);
    }

    /** Prints a line an epoch, and saves. */
    private final class Watching implements Trainer.Watcher {
        private final OutputFolder store;
        private final Progress progress;
        private double loss;
        private double right;
        private int steps;

        Watching(OutputFolder store, Progress progress) {
            this.store = store;
            this.progress = progress;
        }

        @Override
        public void step(long step, long of, double loss, double accuracy) {
            this.loss += loss;
            right += accuracy;
            steps++;
            progress.step();
        }

        @Override
        public void epoch(Trained trained) {
            output.print(String.format(
                    Locale.ROOT,
                    "epoch %d of %d: loss %.4f, %.2f %% of the batches right",
                    trained.epochs(),
                    epochs,
                    loss / steps,
                    100 * right / steps));
            loss = 0;
            right = 0;
            steps = 0;
            try {
                store.write("checkpoint.limn", trained::write);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
