package org.limn.loader;

import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.transform.DeadCode;
import org.limn.loader.image.Preprocessing;

/**
 * A trained classifier: a maker of programs. The weights are read once and shared by all of them, as the same {@link
 * org.limn.autodiff.tensor.Tensor} objects.
 */
public final class Network {
    /** Name of the programs' input, f32[N,C,H,W]: RGB in [0,1], or in network space what the normalization makes of it. */
    public static final String IMAGE = "image";

    /** Name of the output f32[N,classes] before the softmax. */
    public static final String LOGITS = "logits";

    /** Name of the output f32[N,classes] of class probabilities. */
    public static final String PROBABILITIES = "probabilities";

    /** The network itself, without input and normalization. */
    @FunctionalInterface
    public interface Body {
        /** Emits the lines that read {@code input}, f32[N,C,H,W], whose batch may be any. */
        Scores emit(ProgramBuilder builder, Value input);
    }

    /** The two results of a network, both f32[N,classes]. */
    public record Scores(Value logits, Value probabilities) {}

    private final ModelInfo info;
    private final Shape image;
    private final int classes;
    private final Preprocessing preprocessing;
    private final boolean normalized;
    private final Body body;

    private Network(
            ModelInfo info, Shape image, int classes, Preprocessing preprocessing, boolean normalized, Body body) {
        this.info = info;
        this.image = image;
        this.classes = classes;
        this.preprocessing = preprocessing;
        this.normalized = normalized;
        this.body = body;
    }

    /**
     * A network.
     *
     * @param image the shape of one image, [C,H,W]
     * @throws IllegalArgumentException if the preprocessing does not fit the number of channels
     */
    public static Network of(ModelInfo info, Shape image, int classes, Preprocessing preprocessing, Body body) {
        return new Network(
                info, image, classes, new Normalization(preprocessing, image.dim(0)).preprocessing(), false, body);
    }

    /**
     * The program for a number of images: input {@link #IMAGE}, outputs {@link #LOGITS} and {@link #PROBABILITIES}, first the
     * lines of the normalization. Values carry the names of the file's tensors, lines the names of its nodes as origin.
     */
    public Program program(int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("a program takes at least 1 image, got " + batch);
        }
        ProgramBuilder builder = new ProgramBuilder();
        int[] chw = image.toArray();
        Value pixels = builder.input(IMAGE, Shape.of(batch, chw[0], chw[1], chw[2]));
        Value input = normalized
                ? pixels
                : new Normalization(preprocessing, chw[0]).emit(builder.origin("normalization"), pixels);
        Scores scores = body.emit(builder, input);
        builder.output(LOGITS, scores.logits()).output(PROBABILITIES, scores.probabilities());
        return new DeadCode().apply(builder.build());
    }

    /** The same network without normalization: its input is the normalized value, in the network's own order of channels. */
    public Network inNetworkSpace() {
        return new Network(info, image, classes, preprocessing, true, body);
    }

    /** What lies between a photo and this network; the lines of its normalization are the first of the program. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    public int classes() {
        return classes;
    }

    /** Shape of one image, [C,H,W]. */
    public Shape image() {
        return image;
    }

    public ModelInfo info() {
        return info;
    }
}
