package org.limn.attribution.perturbation;

import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.Segmentation;

/**
 * Says what stands where an image is perturbed. Implementations are records, known by a line in {@code META-INF/services}. Images
 * are f32[1,C,H,W]; what is soft in a mask is blended.
 */
public interface Perturber {
    /** What perturbed samples of this image are made of. */
    Filling of(Tensor image);

    /** The same, for perturbers that look at the regions that are perturbed. */
    default Filling of(Tensor image, Segmentation regions) {
        return of(image);
    }

    /** Makes perturbed images of one image; may be asked by several threads. */
    interface Filling {
        /**
         * Writes a perturbed image.
         *
         * @param mask what is kept of each pixel, H·W numbers from 0 to 1
         * @param sample its number, which what is random depends on
         * @param out where the C·H·W values go, from {@code offset} on
         */
        void write(float[] mask, long sample, float[] out, int offset);
    }

    /** What stands in the place of the image: the C·H·W values for a sample. */
    interface Background {
        float[] of(long sample);
    }

    /** {@code x·M + background·(1 − M)}. */
    static Filling blend(Tensor image, Background background) {
        float[] x = image.data();
        return (mask, sample, out, offset) -> {
            float[] other = background.of(sample);
            for (int c = 0; c < x.length; c += mask.length) {
                for (int i = 0; i < mask.length; i++) {
                    out[offset + c + i] = x[c + i] * mask[i] + other[c + i] * (1 - mask[i]);
                }
            }
        };
    }

    /** An image of one color, C·H·W values. */
    static float[] flat(Tensor image, double... color) {
        int channels = image.shape().dim(1);
        if (color.length != channels && color.length != 1) {
            throw new IllegalArgumentException("a color of an image with " + channels
                    + " channels has as many numbers, or one for all, got " + color.length);
        }
        float[] all = new float[image.data().length];
        int plane = all.length / channels;
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) color[color.length == 1 ? 0 : i / plane];
        }
        return all;
    }
}
