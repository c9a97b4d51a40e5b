package org.limn.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.limn.attribution.Batches;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;

/** The scores of one class for many images. */
public final class TargetScores {
    private TargetScores() {}

    /**
     * The score of the target for each image f32[1,C,H,W].
     *
     * @param images all of one size; asked in the model's batches
     */
    public static double[] of(ScoringModel model, List<Tensor> images, int target) {
        return of(model.scores(images), target);
    }

    /**
     * The score of the target for images that are made as they are needed, in order: no more than a batch of them is in memory.
     *
     * @param image makes image i, f32[1,C,H,W]
     */
    public static double[] of(ScoringModel model, int count, IntFunction<Tensor> image, int target) {
        double[] scores = new double[count];
        Batches.each(count, model.batch(), (from, to) -> {
            List<Tensor> images =
                    IntStream.range((int) from, (int) to).mapToObj(image).toList();
            System.arraycopy(of(model, images, target), 0, scores, (int) from, images.size());
        });
        return scores;
    }

    /** The score of the target for one image. */
    public static double of(ScoringModel model, Tensor image, int target) {
        return of(model, List.of(image), target)[0];
    }

    /** The score of the target in each row of f32[N,classes]. */
    public static double[] of(Tensor scores, int target) {
        int classes = scores.shape().dim(1);
        if (target >= classes) {
            throw new IllegalArgumentException(
                    "class " + target + " is asked for, but the model has classes 0 to " + (classes - 1));
        }
        double[] of = new double[scores.shape().dim(0)];
        Arrays.setAll(of, n -> scores.data()[n * classes + target]);
        return of;
    }

    /** The class with the greatest score, the first of several. */
    public static int best(Tensor scores) {
        return IntStream.range(0, scores.data().length)
                .reduce(0, (best, i) -> scores.data()[i] > scores.data()[best] ? i : best);
    }
}
