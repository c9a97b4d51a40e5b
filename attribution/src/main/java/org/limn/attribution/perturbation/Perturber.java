package org.limn.attribution.perturbation;

import java.util.function.LongFunction;
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

    /** The same where one color stands in, for each sample that which is given; it need not be spread out over an image. */
    static Filling paint(Tensor image, LongFunction<float[]> color) {
        float[] x = image.data();
        return (mask, sample, out, offset) -> {
            float[] other = color.apply(sample);
            for (int c = 0; c < other.length; c++) {
                paint(x, c * mask.length, mask, other[c], out, offset + c * mask.length);
            }
        };
    }

    private static void paint(float[] x, int from, float[] mask, float color, float[] out, int to) {
        for (int i = 0; i < mask.length; i++) {
            out[to + i] = x[from + i] * mask[i] + color * (1 - mask[i]);
        }
    }

    /** A color of an image: a number for each of its channels, of as many or of one for all. */
    static float[] color(Tensor image, double... values) {
        int channels = image.shape().dim(1);
        if (values.length != channels && values.length != 1) {
            throw new IllegalArgumentException("a color of an image with " + channels
                    + " channels has as many numbers, or one for all, got " + values.length);
        }
        float[] color = new float[channels];
        for (int c = 0; c < channels; c++) {
            color[c] = (float) values[values.length == 1 ? 0 : c];
        }
        return color;
    }
}
