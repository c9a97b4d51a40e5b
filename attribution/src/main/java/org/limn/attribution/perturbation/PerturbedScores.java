package org.limn.attribution.perturbation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;

/**
 * The scores of perturbed images, a batch at a time. Images of the next batch are made, on whatever threads are free, while the model
 * scores this one; more than these two batches are never in memory, and their masks lie in the same arrays again and again. A
 * sample's bits depend on its number alone.
 */
public final class PerturbedScores {
    private final ScoringModel model;
    private final Tensor image;
    private final int target;
    private final Masks masks;
    private final Perturber.Filling filling;

    /** The pixel masks of samples. */
    @FunctionalInterface
    public interface Masks {
        /** Writes the mask of a sample, H·W numbers from 0 (perturbed) to 1 (kept). */
        void write(boolean[] kept, long sample, float[] mask);
    }

    /** Takes scores as they come. */
    @FunctionalInterface
    public interface Taking {
        /** Whether to go on. The mask is good for this call. */
        boolean take(boolean[] kept, float[] mask, double score);
    }

    private record Batch(List<boolean[]> rows, float[][] masks, float[] images) {}

    public PerturbedScores(ScoringModel model, Tensor image, int target, Masks masks, Perturber.Filling filling) {
        this.model = model;
        this.image = image;
        this.target = target;
        this.masks = masks;
        this.filling = filling;
    }

    /** Scores samples in their order until there are no more or enough were taken. */
    public void of(Iterator<boolean[]> rows, Taking taking) {
        int first = 0;
        float[][] these = new float[model.batch()][image.shape().count(2, 4)];
        float[][] those = new float[these.length][these[0].length];
        CompletableFuture<Batch> next = make(rows, first, these);
        while (true) {
            Batch batch = next.join();
            int n = batch.rows.size();
            if (n == 0) {
                return;
            }
            first += n;
            next = make(rows, first, batch.masks == these ? those : these);
            Tensor scores = model.scores(Tensor.of(image.shape().with(0, n), batch.images));
            int classes = scores.shape().dim(1);
            for (int k = 0; k < n; k++) {
                if (!taking.take(batch.rows.get(k), batch.masks[k], scores.data()[k * classes + target])) {
                    next.join();
                    return;
                }
            }
        }
    }

    private CompletableFuture<Batch> make(Iterator<boolean[]> rows, int first, float[][] each) {
        List<boolean[]> some = new ArrayList<>();
        while (some.size() < each.length && rows.hasNext()) {
            some.add(rows.next());
        }
        return CompletableFuture.supplyAsync(() -> {
            int size = image.data().length;
            float[] images = new float[Math.multiplyExact(some.size(), size)];
            IntStream.range(0, some.size()).parallel().forEach(k -> {
                masks.write(some.get(k), first + k, each[k]);
                filling.write(each[k], first + k, images, k * size);
            });
            return new Batch(some, each, images);
        });
    }
}
