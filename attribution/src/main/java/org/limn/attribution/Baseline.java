package org.limn.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;

/**
 * What stands for "nothing there": one or more images x' that a path starts from, made from the given image. With several, the
 * attribution is the mean of theirs.
 *
 * <p>Black is 0 and white is 1, right where the model takes pixels in [0,1]; for a model in another space give {@link Constant}
 * or {@link Given}. Sturmfels, Lundberg and Lee, "Visualizing the impact of feature attribution baselines", Distill 2020,
 * compare them.
 */
public sealed interface Baseline {
    Baseline BLACK = new Black();
    Baseline WHITE = new White();
    Baseline BLACK_AND_WHITE = new BlackAndWhite();

    /** The baseline images for an image f32[1,C,H,W], each of its shape. */
    List<Tensor> of(Tensor image);

    /** 0 everywhere. */
    record Black() implements Baseline {
        @Override
        public List<Tensor> of(Tensor image) {
            return new Constant(0).of(image);
        }
    }

    /** 1 everywhere. */
    record White() implements Baseline {
        @Override
        public List<Tensor> of(Tensor image) {
            return new Constant(1).of(image);
        }
    }

    /** Two images, black and white. */
    record BlackAndWhite() implements Baseline {
        @Override
        public List<Tensor> of(Tensor image) {
            return new All(List.of(BLACK, WHITE)).of(image);
        }
    }

    /** One value everywhere. */
    record Constant(float value) implements Baseline {
        @Override
        public List<Tensor> of(Tensor image) {
            return List.of(Tensor.filled(image.shape(), value));
        }
    }

    /** The images of several baselines, in order. */
    record All(List<Baseline> each) implements Baseline {
        public All {
            each = List.copyOf(each);
            if (each.isEmpty()) {
                throw new IllegalArgumentException("a list of baselines needs at least one");
            }
        }

        @Override
        public List<Tensor> of(Tensor image) {
            return each.stream().flatMap(b -> b.of(image).stream()).toList();
        }
    }

    /**
     * Images of independent values, uniform in [0,1). The generator is Java's {@code L64X128MixRandom} from the seed: image after
     * image, row-major.
     *
     * @param n how many; the Guided IG paper takes 4
     */
    record Random(int n, long seed) implements Baseline {
        public Random {
            if (n < 1) {
                throw new IllegalArgumentException("random baselines need n of at least 1, got " + n);
            }
        }

        public Random() {
            this(4, 0);
        }

        @Override
        public List<Tensor> of(Tensor image) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            List<Tensor> images = new ArrayList<>();
            for (int k = 0; k < n; k++) {
                float[] data = new float[image.data().length];
                for (int i = 0; i < data.length; i++) {
                    data[i] = random.nextFloat();
                }
                images.add(Tensor.of(image.shape(), data));
            }
            return images;
        }
    }

    /**
     * Two images: the image's least value everywhere, and its greatest. What XRAI's code takes where its paper says black and
     * white.
     */
    record Extremes() implements Baseline {
        @Override
        public List<Tensor> of(Tensor image) {
            float least = Float.POSITIVE_INFINITY, greatest = Float.NEGATIVE_INFINITY;
            for (float v : image.data()) {
                least = Math.min(least, v);
                greatest = Math.max(greatest, v);
            }
            return List.of(Tensor.filled(image.shape(), least), Tensor.filled(image.shape(), greatest));
        }
    }

    /** Each channel's mean, taken in float64. */
    record MeanColor() implements Baseline {
        @Override
        public List<Tensor> of(Tensor image) {
            Shape shape = image.shape();
            int pixels = shape.count(2, 4);
            float[] data = new float[shape.size()];
            for (int at = 0; at < data.length; at += pixels) {
                int first = at;
                double sum = IntStream.range(0, pixels)
                        .mapToDouble(i -> image.data()[first + i])
                        .reduce(0, Double::sum);
                Arrays.fill(data, at, at + pixels, (float) (sum / pixels));
            }
            return List.of(Tensor.of(shape, data));
        }
    }

    /**
     * The image blurred by a Gaussian, its edge pixels repeated outward.
     *
     * @param sigma standard deviation in pixels
     */
    record Blurred(double sigma) implements Baseline {
        public Blurred {
            new GaussianFilter(sigma, Border.NEAREST);
        }

        public Blurred() {
            this(10);
        }

        @Override
        public List<Tensor> of(Tensor image) {
            return List.of(new GaussianFilter(sigma, Border.NEAREST).apply(image));
        }
    }

    /** These images themselves, f32[1,C,H,W], or a single one. */
    record Given(List<Tensor> images) implements Baseline {
        public Given {
            images = List.copyOf(images);
            if (images.isEmpty()) {
                throw new IllegalArgumentException("a baseline needs at least one image");
            }
        }

        public Given(Tensor image) {
            this(List.of(image));
        }

        @Override
        public List<Tensor> of(Tensor image) {
            for (Tensor b : images) {
                if (!b.shape().equals(image.shape())) {
                    throw new IllegalArgumentException(
                            "the image is f32" + image.shape() + ", its baseline f32" + b.shape());
                }
            }
            return images;
        }
    }
}
