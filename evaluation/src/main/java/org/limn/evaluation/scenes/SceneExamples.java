package org.limn.evaluation.scenes;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.train.Examples;

/** Scenes to learn from, kept as bytes. */
public final class SceneExamples implements Examples {
    private final int size;
    private final byte[][] pictures;
    private final int[] labels;

    private SceneExamples(int size, byte[][] pictures, int[] labels) {
        this.size = size;
        this.pictures = pictures;
        this.labels = labels;
    }

    /**
     * Scenes {@code from} to {@code from + count − 1}, made by all threads.
     *
     * @param made is told of each
     */
    public static SceneExamples of(Scenes scenes, long from, int count, IntConsumer made) {
        byte[][] pictures = new byte[count][];
        int[] labels = new int[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            Scene scene = scenes.scene(from + i);
            pictures[i] = scene.rgb();
            labels[i] = scene.label().ordinal();
            made.accept(i);
        });
        return new SceneExamples(scenes.size(), pictures, labels);
    }

    /** The same pictures with each other's labels: nothing is left to learn but the pictures by heart. */
    public SceneExamples withShuffledLabels(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] shuffled = labels.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int label = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = label;
        }
        return new SceneExamples(size, pictures, shuffled);
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public Tensor image(int i) {
        int area = size * size;
        float[] planes = new float[3 * area];
        for (int k = 0; k < planes.length; k++) {
            planes[k] = (pictures[i][3 * (k % area) + k / area] & 255) / 255f;
        }
        return Tensor.of(Shape.of(1, 3, size, size), planes);
    }

    @Override
    public int label(int i) {
        return labels[i];
    }
}
