package org.limn.loader.image;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * What lies between a photo and a network: the photo is {@linkplain Fit fitted} to H×W and becomes an image in [0,1]; the
 * program's first lines then compute, for each channel c in the network's order,
 *
 * <p>{@code value[c] = (scale · image[c] − mean[c]) / std[c] = image[c] · factor(c) + offset(c)}
 *
 * <p>The presets ({@link #PRESETS}):
 * <table>
 *   <caption>Numbers per channel, in the network's order</caption>
 *   <tr><th>name<th>order<th>scale<th>mean<th>std<th>range<th>fit<th>used by
 *   <tr><td>torchvision<td>RGB<td>1<td>0.485, 0.456, 0.406<td>0.229, 0.224, 0.225<td>−2.12..2.64<td>crop 224/256
 *       <td>torchvision, timm and most of what PyTorch exports; Keras' mode "torch"
 *   <tr><td>caffe-bgr<td>BGR<td>255<td>104, 117, 123<td>1, 1, 1<td>−123..151<td>stretch
 *       <td>Caffe and Caffe2: SqueezeNet, AlexNet, GoogLeNet, VGG
 *   <tr><td>tensorflow<td>RGB<td>2<td>1, 1, 1<td>1, 1, 1<td>−1..1<td>stretch
 *       <td>TensorFlow's Inception and MobileNet; Keras' mode "tf"; mean and std 0.5 in PyTorch's words
 *   <tr><td>unit<td>RGB<td>255<td>0, 0, 0<td>1, 1, 1<td>0..255<td>stretch
 *       <td>networks that take bytes, one unit per grey level, and normalize in their own graph: Keras' EfficientNet
 *   <tr><td>zero-one<td>RGB<td>1<td>0, 0, 0<td>1, 1, 1<td>0..1<td>stretch
 *       <td>networks that take the image as it is
 * </table>
 *
 * @param name what results call it by
 * @param order of the network's channels
 * @param scale of the value 1, before the mean is taken off
 * @param mean a number per channel, in the network's order and units, or a single one for all channels
 * @param std likewise, above 0
 * @param fit how a photo gets its size
 */
public record Preprocessing(String name, Order order, double scale, List<Double> mean, List<Double> std, Fit fit) {
    /** The order of a network's channels; an image is always RGB. */
    public enum Order {
        RGB,
        BGR
    }

    private static final List<Double> ZERO = List.of(0.0);
    private static final List<Double> ONE = List.of(1.0);

    public static final Preprocessing TORCHVISION = new Preprocessing(
            "torchvision", Order.RGB, 1, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225), Fit.CROP);
    public static final Preprocessing CAFFE_BGR =
            new Preprocessing("caffe-bgr", Order.BGR, 255, List.of(104.0, 117.0, 123.0), ONE, Fit.STRETCH);
    public static final Preprocessing TENSORFLOW = new Preprocessing("tensorflow", Order.RGB, 2, ONE, ONE, Fit.STRETCH);
    public static final Preprocessing UNIT = new Preprocessing("unit", Order.RGB, 255, ZERO, ONE, Fit.STRETCH);
    public static final Preprocessing ZERO_ONE = new Preprocessing("zero-one", Order.RGB, 1, ZERO, ONE, Fit.STRETCH);

    public static final List<Preprocessing> PRESETS = List.of(TORCHVISION, CAFFE_BGR, TENSORFLOW, UNIT, ZERO_ONE);

    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        boolean finite =
                mean.stream().allMatch(Double::isFinite) && std.stream().allMatch(Double::isFinite);
        boolean matching = mean.size() == std.size() || mean.size() == 1 || std.size() == 1;
        if (mean.isEmpty()
                || std.isEmpty()
                || !matching
                || !finite
                || !std.stream().allMatch(s -> s > 0)) {
            throw new SettingException("preprocessing needs a mean and a std (above 0) for each channel, or one"
                    + " for all channels, got " + mean + " and " + std);
        }
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new SettingException("the scale of a preprocessing is above 0, got " + scale);
        }
    }

    /**
     * The preset of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Preprocessing named(String name) {
        return PRESETS.stream()
                .filter(p -> p.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingException("no preprocessing is called '" + name + "'; there are "
                        + PRESETS.stream().map(Preprocessing::name).collect(Collectors.joining(", "))));
    }

    /** The same numbers with another fit. */
    public Preprocessing with(Fit other) {
        return new Preprocessing(name, order, scale, mean, std, other);
    }

    /** Whether these numbers are for a network of so many channels: one for each, or one for all. */
    public boolean fits(int channels) {
        int numbers = Math.max(mean.size(), std.size());
        return numbers == 1 || numbers == channels;
    }

    /** Whether the image's channels are to be reversed first. */
    public boolean reversed() {
        return order == Order.BGR;
    }

    /** What channel c of the network multiplies the image's value by. */
    public double factor(int channel) {
        return scale / number(std, channel);
    }

    /** What channel c of the network then adds. */
    public double offset(int channel) {
        return 0 - number(mean, channel) / number(std, channel);
    }

    private static double number(List<Double> numbers, int channel) {
        return numbers.get(numbers.size() == 1 ? 0 : channel);
    }

    /** All of it on a line: {@code caffe-bgr: (255 * image - [104, 117, 123]) / 1, bgr, stretch}. */
    public String describe() {
        return name + ": (" + text(List.of(scale)) + " * image - " + text(mean) + ") / " + text(std) + ", "
                + order.name().toLowerCase(Locale.ROOT) + ", " + fit;
    }

    private static String text(List<Double> numbers) {
        List<String> texts = numbers.stream()
                .map(x -> x == Math.rint(x) ? String.valueOf(Math.round(x)) : x.toString())
                .toList();
        return texts.size() == 1 ? texts.get(0) : texts.toString();
    }

    /** The photo at the network's size; its {@link Image#tensor()} is the image that everything downstream works on. */
    public Image fit(Image photo, int height, int width) {
        return fit.apply(photo, height, width);
    }

    /** The definition of the program's first lines: an image f32[N,C,H,W] in [0,1] into the network's values. */
    public Tensor normalize(Tensor image) {
        Shape shape = image.shape();
        if (shape.rank() != 4 || !fits(shape.dim(1))) {
            throw new IllegalArgumentException(
                    "preprocessing '" + name + "' with mean " + mean + " is not for an image of shape " + shape);
        }
        int plane = shape.count(2, 4), channels = shape.dim(1);
        float[] in = image.data();
        float[] out = new float[in.length];
        for (int i = 0; i < out.length; i++) {
            int c = i / plane % channels;
            int from = reversed() ? i + (channels - 1 - 2 * c) * plane : i;
            out[i] = (float) (in[from] * factor(c) + offset(c));
        }
        return Tensor.of(shape, out);
    }
}
