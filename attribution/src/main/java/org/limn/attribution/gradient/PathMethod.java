package org.limn.attribution.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.limn.attribution.Batches;
import org.limn.attribution.Completeness;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * A method that integrates the gradient along paths from baselines to the image: {@code attribution_i = ∫ ∂F/∂x_i dγ_i}, the mean
 * over its paths. Sums are float64, path by path and step by step; the gap to {@code F(x) − F(x')} is always reported.
 *
 * <p>Friedman, "Paths and consistency in additive cost sharing", 2004, shows that these are the methods that are complete and
 * linear.
 */
public interface PathMethod extends Explainer {
    /** The paths for an image f32[1,C,H,W]. */
    List<Path> paths(Tensor image);

    /** What adds up the steps of one path for an image of so many elements. */
    default PathSum sum(Path path, int size) {
        return new PathSum.Integral(size);
    }

    /** Whether each step starts where its gradient is taken, so that the scores there cut the path, as {@link Idgi} needs. */
    default boolean stepsFromPoints() {
        return true;
    }

    /** One question's path on its way: how many of its points have been asked for, and how many gradients have come back. */
    final class Walker {
        private final Question question;
        private final Path path;
        private final PathSum sum;
        private int asked;
        private int answered;

        private Walker(Question question, Path path, PathSum sum) {
            this.question = question;
            this.path = path;
            this.sum = sum;
        }

        private boolean hasPoint() {
            return asked < path.steps() && (path.known() || asked == answered);
        }
    }

    /** Points of all paths of as many questions as a batch has images fill the model's batches; no sum depends on what shares them. */
    @Override
    default List<Explanation> explain(ScoringModel model, List<Question> questions) {
        Model differentiable = Model.of(model, name());
        return Batches.each(questions, model.batch(), some -> {
            Shape image = Question.images(some).shape();
            int size = image.count(1, 4), batch = model.batch();
            List<List<Walker>> walkers = some.stream()
                    .map(q -> paths(q.image()).stream()
                            .map(path -> new Walker(q, path, sum(path, size)))
                            .toList())
                    .toList();
            List<Walker> all = walkers.stream().flatMap(List::stream).toList();
            boolean scored = all.stream().anyMatch(w -> w.sum.needsScores());
            double[] move = new double[size];
            while (true) {
                List<Walker> now = new ArrayList<>();
                float[] points = new float[Math.multiplyExact(batch, size)];
                for (Walker w : all) {
                    while (now.size() < batch && w.hasPoint()) {
                        w.path.point(w.asked++, points, now.size() * size);
                        now.add(w);
                    }
                }
                if (now.isEmpty()) {
                    break;
                }
                Tensor images = Tensor.of(
                        image.with(0, now.size()),
                        now.size() == batch ? points : Arrays.copyOf(points, now.size() * size));
                int[] targets = now.stream().mapToInt(w -> w.question.target()).toArray();
                Model.Differentiated found = scored
                        ? differentiable.differentiate(images, targets)
                        : new Model.Differentiated(Tensor.scalar(0), differentiable.gradients(images, targets));
                float[] gradients = found.gradients().data();
                for (int k = 0; k < targets.length; k++) {
                    Walker w = now.get(k);
                    w.path.move(w.answered++, gradients, k * size, move);
                    w.sum.add(scored ? at(found.scores(), k, targets[k]) : Float.NaN, move, gradients, k * size);
                }
            }
            return walkers.stream().map(its -> explanation(differentiable, its)).toList();
        });
    }

    private Explanation explanation(Model model, List<Walker> walkers) {
        Question question = walkers.get(0).question;
        int target = question.target();
        List<Tensor> ends = new ArrayList<>(List.of(question.image()));
        walkers.forEach(w -> ends.addAll(w.path.baselines()));
        Tensor scores = model.scores(ends);
        float atImage = at(scores, 0, target);
        Shape shape = question.image().shape();
        double[] mean = new double[shape.size()];
        double atBaselines = 0;
        int row = 1;
        for (Walker w : walkers) {
            int rows = w.path.baselines().size();
            double its = 0;
            for (int r = row; r < row + rows; r++) {
                its += at(scores, r, target);
            }
            its /= rows;
            row += rows;
            atBaselines += its / walkers.size();
            double[] total = w.sum.total(w.path.backward() ? (float) its : atImage);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += total[i] / walkers.size();
            }
        }
        Tensor map = Tensor64.of(Shape.of(shape.dim(1), shape.dim(2), shape.dim(3)), mean)
                .rounded();
        double sum = Arrays.stream(mean).reduce(0, Double::sum);
        return Explanation.of(this, model, question, map).with(new Completeness(sum, atImage - atBaselines));
    }

    private static float at(Tensor scores, int row, int target) {
        return scores.data()[row * scores.shape().dim(1) + target];
    }
}
