package org.limn.attribution.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.limn.attribution.Completeness;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * The loop between path methods and the model: points of all walks of all questions fill its batches, and the gradients go back
 * in order. What a walk adds up does not depend on what shares its batches.
 */
final class PathIntegration {
    private final PathMethod method;
    private final Model model;
    private final Shape image;
    private final List<Walked> walked = new ArrayList<>();

    private record Walked(Question question, List<Walker> walkers) {}

    /** One walk and the class whose score it follows. */
    private record Walker(Walk walk, int target) {}

    PathIntegration(PathMethod method, Model model, List<Question> questions) {
        this.method = method;
        this.model = model;
        this.image = questions.get(0).image().shape();
        for (Question q : questions) {
            if (!q.image().shape().equals(image)) {
                throw new IllegalArgumentException("images explained together are equally large, got f32" + image
                        + " and f32" + q.image().shape());
            }
            List<Walker> walkers = new ArrayList<>();
            for (Walk walk : method.walks(q.image())) {
                walkers.add(new Walker(walk, q.target()));
            }
            walked.add(new Walked(q, walkers));
        }
    }

    List<Explanation> explanations() {
        for (Batch batch = nextBatch(); !batch.walkers().isEmpty(); batch = nextBatch()) {
            step(batch);
        }
        return walked.stream().map(this::explanation).toList();
    }

    /** Points, and whose they are: a walker appears as often as it has points here. */
    private record Batch(List<Walker> walkers, float[] points) {}

    private Batch nextBatch() {
        List<Walker> some = new ArrayList<>();
        float[] points = new float[Math.multiplyExact(model.batch(), image.size())];
        for (Walked a : walked) {
            for (Walker w : a.walkers()) {
                while (some.size() < model.batch() && w.walk().hasPoint()) {
                    w.walk().point(points, some.size() * image.size());
                    some.add(w);
                }
            }
        }
        return new Batch(
                some, some.size() == model.batch() ? points : Arrays.copyOf(points, some.size() * image.size()));
    }

    private void step(Batch batch) {
        List<Walker> walkers = batch.walkers();
        Tensor images = Tensor.of(image.with(0, walkers.size()), batch.points());
        int[] targets = walkers.stream().mapToInt(Walker::target).toArray();
        boolean needsScores = walkers.stream().anyMatch(w -> w.walk().needsScores());
        Model.Differentiated found = needsScores
                ? model.differentiate(images, targets)
                : new Model.Differentiated(Tensor.scalar(0), model.gradients(images, targets));
        for (int k = 0; k < targets.length; k++) {
            Walker w = walkers.get(k);
            float score = needsScores ? score(found.scores(), k, targets[k]) : Float.NaN;
            w.walk().add(score, found.gradients().data(), k * image.size());
        }
    }

    private Explanation explanation(Walked a) {
        int target = a.question().target();
        List<Tensor> ends = new ArrayList<>(List.of(a.question().image()));
        a.walkers().forEach(w -> ends.addAll(w.walk().baselines()));
        Tensor scores = model.scores(ends);
        float atImage = score(scores, 0, target);
        double[] mean = new double[image.size()];
        double atBaselines = 0;
        int row = 1;
        for (Walker w : a.walkers()) {
            double its = mean(scores, row, w.walk().baselines().size(), target);
            row += w.walk().baselines().size();
            atBaselines += its / a.walkers().size();
            double[] total = w.walk().total(w.walk().backward() ? (float) its : atImage);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += total[i] / a.walkers().size();
            }
        }
        Tensor map = Tensor64.of(Shape.of(image.dim(1), image.dim(2), image.dim(3)), mean)
                .rounded();
        double sum = Arrays.stream(mean).reduce(0, Double::sum);
        return Explanation.of(method, model, a.question(), map).with(new Completeness(sum, atImage - atBaselines));
    }

    private static double mean(Tensor scores, int row, int rows, int target) {
        double sum = 0;
        for (int r = row; r < row + rows; r++) {
            sum += score(scores, r, target);
        }
        return sum / rows;
    }

    private static float score(Tensor scores, int row, int target) {
        return scores.data()[row * scores.shape().dim(1) + target];
    }
}
