package org.limn.autodiff.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * Trains a network by steps over shuffled batches, the rate rising over the first twentieth of the steps and then falling as
 * a cosine to 0 (Loshchilov and Hutter, "SGDR", ICLR 2017, eq. 5, one period). For a seed and a number of the device's threads
 * the result is the same to the bit, stopped and resumed or not.
 *
 * @param batch images to a step; what an epoch has left over waits for another shuffle
 * @param rate the greatest
 * @param decay weight decay, of weights only
 */
public record Trainer(int epochs, int batch, double rate, double decay, Optimizer optimizer, long seed) {
    /** How much of the running mean and variance each step replaces. */
    private static final double RUNNING = 0.1;

    public Trainer {
        if (epochs < 1 || batch < 2 || !(rate > 0) || !(decay >= 0)) {
            throw new SettingException(
                    "training needs at least 1 epoch, a batch of at least 2, a rate above 0 and a decay of at least 0, got "
                            + epochs + ", " + batch + ", " + rate + ", " + decay);
        }
    }

    /** Is told how it goes. */
    public interface Watcher {
        /** A step is done; its loss, and the share of its batch that was right. */
        default void step(long step, long steps, double loss, double accuracy) {}

        /** An epoch is done: the moment to save. */
        default void epoch(Trained trained) {}
    }

    /** Where a training begins that goes on from nothing. */
    public Trained start(ResidualNetwork network) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(network.initial(seed));
        network.parameters().forEach((name, p) -> {
            for (int k = 0; k < optimizer.slots(); k++) {
                tensors.put("memory:" + k + ":" + name, Tensor.zeros(p.shape()));
            }
            if (p.role() == ResidualNetwork.Role.GAMMA) {
                String norm = name.substring(0, name.lastIndexOf('.'));
                tensors.put(norm + ".mean", Tensor.zeros(p.shape()));
                tensors.put(norm + ".variance", Tensor.filled(p.shape(), 1));
            }
        });
        return new Trained(0, 0, tensors);
    }

    /** Trains from {@code from} to the last epoch. */
    public Trained train(ResidualNetwork network, Examples examples, Trained from, Device device, Watcher watcher) {
        if (examples.count() < batch) {
            throw new IllegalArgumentException("a batch takes " + batch + " images, there are " + examples.count());
        }
        Trained now = from;
        Program program = TrainingProgram.gradients(network, batch);
        long steps = (long) (examples.count() / batch) * epochs;
        try (Executable executable = device.compile(program)) {
            for (int epoch = from.epochs(); epoch < epochs; epoch++) {
                int[] order = shuffled(examples.count(), epoch);
                for (int at = 0; at + batch <= order.length; at += batch) {
                    now = step(network, program, executable, examples, order, at, now, steps, watcher);
                }
                now = new Trained(epoch + 1, now.steps(), now.tensors());
                watcher.epoch(now);
            }
        }
        return now;
    }

    private Trained step(
            ResidualNetwork network,
            Program program,
            Executable executable,
            Examples examples,
            int[] order,
            int at,
            Trained now,
            long steps,
            Watcher watcher) {
        int pixels = 3 * network.size() * network.size();
        float[] images = new float[batch * pixels];
        float[] labels = new float[batch * network.classes()];
        for (int i = 0; i < batch; i++) {
            System.arraycopy(examples.image(order[at + i]).data(), 0, images, i * pixels, pixels);
            labels[i * network.classes() + examples.label(order[at + i])] = 1;
        }
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(Tensor.of(Shape.of(batch, 3, network.size(), network.size()), images));
        inputs.add(Tensor.of(Shape.of(batch, network.classes()), labels));
        network.parameters().keySet().forEach(name -> inputs.add(now.get(name)));
        inputs.add(Tensor.filled(Shape.of(1, 1), 1));
        List<Tensor> results = executable.run(inputs);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            outputs.put(program.outputs().get(i).name(), results.get(i));
        }
        Trained next = new Trained(now.epochs(), now.steps() + 1, new LinkedHashMap<>(now.tensors()));
        double rateNow = rate(next.steps(), steps);
        network.parameters().forEach((name, p) -> {
            float[] w = now.get(name).data().clone();
            float[][] memory = new float[optimizer.slots()][];
            for (int k = 0; k < memory.length; k++) {
                memory[k] = now.get("memory:" + k + ":" + name).data().clone();
                next.tensors().put("memory:" + k + ":" + name, Tensor.of(p.shape(), memory[k]));
            }
            double pull = p.role() == ResidualNetwork.Role.WEIGHT ? decay : 0;
            optimizer.move(
                    w, new Trained(0, 0, outputs).get("gradient:" + name).data(), memory, rateNow, pull, next.steps());
            next.tensors().put(name, Tensor.of(p.shape(), w));
        });
        outputs.forEach((name, measured) -> {
            if (name.endsWith(".mean") || name.endsWith(".variance")) {
                float[] running = now.get(name).data().clone();
                for (int i = 0; i < running.length; i++) {
                    running[i] += (float) (RUNNING * (measured.data()[i] - running[i]));
                }
                next.tensors().put(name, Tensor.of(measured.shape(), running));
            }
        });
        watcher.step(next.steps(), steps, results.get(0).data()[0], right(results.get(1), examples, order, at));
        return next;
    }

    private double rate(long step, long steps) {
        double done = (step - 0.5) / steps;
        return rate * Math.min(1, done / 0.05) * (1 + StrictMath.cos(Math.PI * done)) / 2;
    }

    /** The order of an epoch, by the seed and its number alone. */
    private int[] shuffled(int count, int epoch) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch + 1);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static double right(Tensor scores, Examples examples, int[] order, int at) {
        int rows = scores.shape().dim(0);
        int right = 0;
        for (int i = 0; i < rows; i++) {
            right += best(scores, i) == examples.label(order[at + i]) ? 1 : 0;
        }
        return right / (double) rows;
    }

    private static int best(Tensor scores, int row) {
        int classes = scores.shape().dim(1);
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = scores.data()[row * classes + c] > scores.data()[row * classes + best] ? c : best;
        }
        return best;
    }

    /** The share of examples that the network, with batch norm folded, gets right. */
    public static double accuracy(ResidualNetwork network, Trained trained, Examples examples, Device device) {
        Program program = network.program(trained.folded(network), 1);
        int right = 0;
        try (Executable executable = device.compile(program)) {
            for (int i = 0; i < examples.count(); i++) {
                Tensor logits = executable.run(List.of(examples.image(i))).get(0);
                right += best(logits, 0) == examples.label(i) ? 1 : 0;
            }
        }
        return right / (double) examples.count();
    }
}
