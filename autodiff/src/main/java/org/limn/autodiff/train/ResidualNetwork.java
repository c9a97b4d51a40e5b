package org.limn.autodiff.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * A small residual network: a convolution of stride 2, basic blocks, the mean over the plane, a dense layer.
 *
 * <p>He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, fig. 5 left, with a convolution in
 * the shortcut where extents change (their option B). The planes of the last block are an eighth of the image's side.
 *
 * @param size width and height of its images, RGB in [0,1]; divisible by 8
 * @param classes how many it tells apart
 * @param widths channels of the stem, which are also the first block's, and of the blocks after it: of these the first two
 *     halve the extent
 */
public record ResidualNetwork(int size, int classes, List<Integer> widths) {
    public ResidualNetwork {
        widths = List.copyOf(widths);
        if (size < 8 || size % 8 != 0 || classes < 2 || widths.isEmpty()) {
            throw new SettingException(
                    "a residual network needs a size divisible by 8, at least 2 classes and 1 width, got " + size + ", "
                            + classes + " and " + widths);
        }
    }

    /** What a parameter is, and so how it begins and whether weight decay pulls at it. */
    enum Role {
        WEIGHT,
        GAMMA,
        BETA
    }

    record Parameter(String name, Shape shape, Role role) {}

    /** Emits the network and returns the logits. */
    public <V> V build(Layers<V> layers, V image) {
        int channels = widths.get(0);
        V x = layers.relu("stem.relu", layers.convolution("stem", image, 3, channels, 3, 2));
        for (int b = 0; b < widths.size(); b++) {
            String block = "block" + (b + 1);
            int width = widths.get(b);
            int stride = b == 1 || b == 2 ? 2 : 1;
            V y = layers.relu(block + ".relu1", layers.convolution(block + ".conv1", x, channels, width, 3, stride));
            y = layers.convolution(block + ".conv2", y, width, width, 3, 1);
            V shortcut = stride == 1 && width == channels
                    ? x
                    : layers.convolution(block + ".shortcut", x, channels, width, 1, stride);
            x = layers.relu(block + ".relu2", layers.add(block + ".add", y, shortcut));
            channels = width;
        }
        return layers.dense("classes", layers.pool("pool", x), channels, classes);
    }

    /**
     * The trained network: input {@code image} f32[N,3,S,S], output {@code logits} f32[N,classes].
     *
     * @param weights as {@link Trained#folded} gives them
     */
    public Program program(Map<String, Tensor> weights, int batch) {
        return TrainingProgram.inference(this, weights, batch);
    }

    /** The parameters in the order of the layers. */
    Map<String, Parameter> parameters() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        build(
                new Layers<String>() {
                    private String put(String name, Role role, int... shape) {
                        all.put(name, new Parameter(name, Shape.of(shape), role));
                        return name;
                    }

                    @Override
                    public String convolution(String name, String x, int inputs, int outputs, int kernel, int stride) {
                        put(name + ".weight", Role.WEIGHT, outputs, inputs, kernel, kernel);
                        put(name + ".gamma", Role.GAMMA, 1, outputs, 1, 1);
                        return put(name + ".beta", Role.BETA, 1, outputs, 1, 1);
                    }

                    @Override
                    public String relu(String name, String x) {
                        return x;
                    }

                    @Override
                    public String add(String name, String a, String b) {
                        return a;
                    }

                    @Override
                    public String pool(String name, String x) {
                        return x;
                    }

                    @Override
                    public String dense(String name, String x, int inputs, int outputs) {
                        put(name + ".weight", Role.WEIGHT, outputs, inputs);
                        return put(name + ".bias", Role.BETA, 1, outputs);
                    }
                },
                "");
        return all;
    }

    /**
     * Where training begins: weights uniform with variance 2/fan-in (He et al., "Delving Deep into Rectifiers", ICCV 2015, eq. 10),
     * scales 1 and offsets 0.
     */
    Map<String, Tensor> initial(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> start = new LinkedHashMap<>();
        parameters().forEach((name, p) -> {
            float[] data = new float[p.shape().size()];
            double bound = Math.sqrt(6.0 / p.shape().count(1, p.shape().rank()));
            for (int i = 0; i < data.length; i++) {
                data[i] = (float)
                        switch (p.role()) {
                            case WEIGHT -> bound * (2 * random.nextDouble() - 1);
                            case GAMMA -> 1;
                            case BETA -> 0;
                        };
            }
            start.put(name, Tensor.of(p.shape(), data));
        });
        return start;
    }
}
