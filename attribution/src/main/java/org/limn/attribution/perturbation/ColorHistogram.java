package org.limn.attribution.perturbation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.limn.autodiff.tensor.Tensor;

/**
 * A color of the image stands for what is perturbed, drawn for each sample: a bin of the joint histogram of all channels by its share
 * of pixels, and the median of its pixels in each channel.
 *
 * @param bins per channel, of equal width over [0,1]
 */
public record ColorHistogram(int bins, long seed) implements Perturber {
    public ColorHistogram {
        if (bins < 1 || bins > 256) {
            throw new IllegalArgumentException("a color histogram has 1 to 256 bins per channel, got " + bins);
        }
    }

    public ColorHistogram() {
        this(8, 0);
    }

    /**
     * A bin that holds pixels.
     *
     * @param at its number along each channel
     * @param share of the image's pixels
     * @param median of its pixels, a number per channel
     */
    public record Bin(List<Integer> at, double share, List<Double> median) {}

    /** The bins that hold pixels, ordered by their numbers. */
    public List<Bin> of(int channels, float[] pixels) {
        int plane = pixels.length / channels;
        Map<Long, List<Integer>> held = new TreeMap<>();
        for (int i = 0; i < plane; i++) {
            long code = 0;
            for (int c = 0; c < channels; c++) {
                code = code * bins + Math.max(0, Math.min(bins - 1, (int) (pixels[c * plane + i] * bins)));
            }
            held.computeIfAbsent(code, k -> new ArrayList<>()).add(i);
        }
        List<Bin> all = new ArrayList<>();
        held.forEach((code, members) -> {
            List<Integer> at = new ArrayList<>();
            List<Double> median = new ArrayList<>();
            long rest = code;
            for (int c = channels - 1; c >= 0; c--) {
                at.add(0, (int) (rest % bins));
                rest /= bins;
                int from = c * plane;
                double[] values = members.stream()
                        .mapToDouble(i -> pixels[from + i])
                        .sorted()
                        .toArray();
                median.add(0, (values[(values.length - 1) / 2] + values[values.length / 2]) / 2);
            }
            all.add(new Bin(at, members.size() / (double) plane, median));
        });
        return all;
    }

    @Override
    public Filling of(Tensor image) {
        List<Bin> all = of(image.shape().dim(1), image.data());
        return Perturber.paint(image, sample -> {
            RandomGenerator random = RandomColor.generator(seed, sample);
            double at = random.nextDouble();
            int k = 0;
            while (k < all.size() - 1 && at >= all.get(k).share()) {
                at -= all.get(k++).share();
            }
            return Perturber.color(
                    image,
                    all.get(k).median().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());
        });
    }
}
