package org.limn.loader;

import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.transform.DeadCode;

/**
 * A trained classifier: a maker of programs. The weights are read once and shared by all of them, as the same {@link
 * org.limn.autodiff.tensor.Tensor} objects.
 */
public final class Network {
    /** Name of the programs' input, f32[N,C,H,W]: RGB in [0,1], or in network space what the normalisation makes of it. */
    public static final String IMAGE = "image";

    /** Name of the output f32[N,classes] before the softmax. */
    public static final String LOGITS = "logits";

    /** Name of the output f32[N,classes] of class probabilities. */
    public static final String PROBABILITIES = "probabilities";

    /** The network itself, without input and normalisation. */
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
    private final Normalisation normalisation;
    private final Body body;

    public Network(ModelInfo info, Shape image, int classes, Normalisation normalisation, Body body) {
        this.info = info;
        this.image = image;
        this.classes = classes;
        this.normalisation = normalisation;
        this.body = body;
    }

    /**
     * The program for a number of images: input {@link #IMAGE}, outputs {@link #LOGITS} and {@link #PROBABILITIES}, first the
     * lines of the normalisation. Values carry the names of the file's tensors, lines the names of its nodes as origin.
     */
    public Program program(int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("a program takes at least 1 image, got " + batch);
        }
        ProgramBuilder builder = new ProgramBuilder();
        int[] chw = image.toArray();
        Value pixels = builder.input(IMAGE, Shape.of(batch, chw[0], chw[1], chw[2]));
        Value input = normalisation.emit(builder.origin("normalisation"), pixels);
        Scores scores = body.emit(builder, input);
        builder.output(LOGITS, scores.logits()).output(PROBABILITIES, scores.probabilities());
        return new DeadCode().apply(builder.build());
    }

    /** The same network without normalisation: its input is the normalised value, in the network's own order of channels. */
    public Network inNetworkSpace() {
        return new Network(info, image, classes, Normalisation.NONE, body);
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
