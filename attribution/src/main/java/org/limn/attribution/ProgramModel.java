package org.limn.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.RunInterruptedException;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

/**
 * A network as a model: its program run on a device. Requests of any size are cut into batches that fit a memory budget; what is
 * left over runs in the next smaller power of two, padded, with the same bits.
 *
 * <p>May be used by several threads, which take turns; {@link #fork} gives each one of its own. Interrupting a thread that explains
 * ends it with an {@link ExplanationInterruptedException} after the line of the program that is running.
 */
public final class ProgramModel implements DifferentiableModel, AutoCloseable {
    /** Beyond this many images a batch gains nothing on the devices measured, and costs memory. */
    private static final int MOST = 8;

    private final Executables executables;
    private final ModelOutput score;
    private final Gradient.Rule rule;
    private final Shape image;
    private final int classes;
    private int batch;

    /**
     * A model of a network.
     *
     * @param network the forward program for a batch N: input {@code image} f32[N,C,H,W], outputs {@code logits} and {@code
     *     probabilities} f32[N,classes]
     * @param device runs it; the caller closes it after this model
     * @param budget how many bytes its executables may take together, besides the constants
     */
    public ProgramModel(IntFunction<Program> network, Device device, ModelOutput score, long budget) {
        this(new Executables(new Programs(network), device, budget), score, Gradient.Rule.EXACT);
    }

    /** Explains probabilities, with half of the heap as budget. */
    public ProgramModel(IntFunction<Program> network, Device device) {
        this(network, device, ModelOutput.PROBABILITY, Runtime.getRuntime().maxMemory() / 2);
    }

    private ProgramModel(Executables executables, ModelOutput score, Gradient.Rule rule) {
        this.executables = executables;
        this.score = score;
        this.rule = rule;
        Program one = executables.programs().program(1);
        this.image = one.named(Computation.IMAGE)
                .orElseThrow(() -> new IllegalArgumentException("the program has no input called image"))
                .result()
                .shape();
        this.classes = one.output(score.output()).shape().dim(1);
    }

    @Override
    public OptionalInt classes() {
        return OptionalInt.of(classes);
    }

    /** The shape of one image, [1,C,H,W]. */
    public Shape image() {
        return image;
    }

    /** Chosen at the first question by compiling the gradient of one image and seeing how much memory it takes. */
    @Override
    public synchronized int batch() {
        if (batch == 0) {
            batch = executables.batch(Computation.gradient(score, rule, Computation.IMAGE), MOST);
        }
        return batch;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("program " + executables.programs().hash() + ", " + score.output() + ", on "
                + executables.device().name() + " (" + executables.device().description() + ")");
    }

    @Override
    public Tensor scores(Tensor images) {
        return ask(Computation.scores(score), images, new int[images.shape().dim(0)])
                .get(0);
    }

    @Override
    public Tensor gradients(Tensor images, int[] targets) {
        return differentiate(images, targets).gradients();
    }

    @Override
    public Differentiated differentiate(Tensor images, int[] targets) {
        List<Tensor> found = ask(Computation.gradient(score, rule, Computation.IMAGE), images, targets);
        return new Differentiated(found.get(0), found.get(1));
    }

    @Override
    public At at(String layer, Tensor images, int[] targets) {
        if (layers().stream().noneMatch(l -> l.name().equals(layer))) {
            throw new ExplanationException("no spatial layer is called '" + layer + "'; there are, last first, "
                    + layers().stream().map(Layer::name).toList());
        }
        List<Tensor> found = ask(Computation.gradient(score, rule, layer), images, targets);
        return new At(found.get(1), found.get(2));
    }

    @Override
    public DifferentiableModel with(Gradient.Rule other) {
        return new ProgramModel(executables, score, other);
    }

    /** The same network explained by another score; they share executables and budget. */
    public ProgramModel with(ModelOutput other) {
        return new ProgramModel(executables, other, rule);
    }

    /**
     * The same network for another thread: it has executables of its own and shares the programs, the weights and, on one
     * device, the constants packed for it. The caller closes it. A device of one thread runs several at the same time; on one of
     * more threads they take turns.
     *
     * @param other the device of this model or another
     * @param budget how many bytes its executables may take together
     */
    public ProgramModel fork(Device other, long budget) {
        return new ProgramModel(new Executables(executables.programs(), other, budget), score, rule);
    }

    @Override
    public Optional<Program> program() {
        return Optional.of(executables.programs().program(1));
    }

    @Override
    public ProgramModel changed(UnaryOperator<Program> change) {
        Programs other = new Programs(n -> change.apply(executables.programs().program(n)));
        return new ProgramModel(new Executables(other, executables.device(), executables.budget()), score, rule);
    }

    @Override
    public List<Layer> layers() {
        return Programs.layers(executables.programs().program(1));
    }

    /** Asks batch by batch; each answer is put together again along the first axis. */
    private List<Tensor> ask(Computation computation, Tensor images, int[] targets) {
        check(images, targets);
        List<List<Tensor>> parts = new ArrayList<>();
        Batches.each(targets.length, batch(), (long start, long end) -> {
            int from = (int) start, to = (int) end;
            parts.add(askOnce(computation, Images.range(images, from, to), Arrays.copyOfRange(targets, from, to)));
        });
        List<Tensor> answers = new ArrayList<>();
        for (int i = 0; i < parts.get(0).size(); i++) {
            int output = i;
            answers.add(Images.concat(parts.stream().map(p -> p.get(output)).toList()));
        }
        return answers;
    }

    private List<Tensor> askOnce(Computation computation, Tensor images, int[] targets) {
        int n = targets.length;
        int size = n == 1 ? 1 : Integer.highestOneBit(n - 1) * 2;
        Tensor padded = Batches.padded(images, size);
        List<Tensor> inputs =
                computation.rule().isPresent() ? List.of(padded, cotangent(targets, size)) : List.of(padded);
        try {
            return executables.run(computation, inputs).stream()
                    .map(t -> Images.range(t, 0, n))
                    .toList();
        } catch (RunInterruptedException e) {
            throw new ExplanationInterruptedException(e);
        }
    }

    /** One row per image, 1 at its target. */
    private Tensor cotangent(int[] targets, int size) {
        float[] cotangent = new float[size * classes];
        for (int i = 0; i < targets.length; i++) {
            cotangent[i * classes + targets[i]] = 1;
        }
        return Tensor.of(Shape.of(size, classes), cotangent);
    }

    private void check(Tensor images, int[] targets) {
        Shape shape = images.shape();
        if (shape.rank() != 4
                || !shape.with(0, 1).equals(image)
                || shape.dim(0) != targets.length
                || shape.dim(0) == 0) {
            throw new IllegalArgumentException(
                    "the network takes images f32[N," + image.toString().substring(3)
                            + " and a target for each, got f32" + shape + " and " + targets.length + " targets");
        }
        for (int t : targets) {
            if (t < 0 || t >= classes) {
                throw new IllegalArgumentException("a target is a class from 0 to " + (classes - 1) + ", got " + t);
            }
        }
    }

    @Override
    public void close() {
        executables.close();
    }
}
