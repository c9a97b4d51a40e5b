package org.limn.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** How work is cut into a model's batches, and answers are put together again. Interrupting the thread ends it between two batches. */
public final class Batches {
    private Batches() {}

    /** Does a part of some work. */
    public interface Part {
        /** Does what is numbered {@code from..to−1}. */
        void run(long from, long to);
    }

    /** Runs work that is numbered {@code 0..count−1}, in order, in parts of at most {@code size}. */
    public static void each(long count, int size, Part part) {
        for (long from = 0; from < count; from += size) {
            ExplanationInterruptedException.check();
            part.run(from, Math.min(count, from + size));
        }
    }

    /**
     * Runs work that is a list, in parts of at most {@code size}.
     *
     * @param part does a part of it; its answers follow those of the parts before
     */
    public static <Q, A> List<A> each(List<Q> all, int size, Function<List<Q>, List<A>> part) {
        List<A> answers = new ArrayList<>();
        each(all.size(), size, (from, to) -> answers.addAll(part.apply(all.subList((int) from, (int) to))));
        return answers;
    }

    /** Black images after the others, up to a number: any would do, nobody looks at what comes out. */
    static Tensor padded(Tensor images, int size) {
        Shape shape = images.shape().with(0, size);
        return size == images.shape().dim(0) ? images : Tensor.of(shape, Arrays.copyOf(images.data(), shape.size()));
    }
}
