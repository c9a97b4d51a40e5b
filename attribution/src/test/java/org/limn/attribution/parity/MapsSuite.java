package org.limn.attribution.parity;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.limn.attribution.Baseline;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Channels;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.control.Edges;
import org.limn.attribution.gradient.BlurIg;
import org.limn.attribution.gradient.GradCam;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.gradient.GuidedBackprop;
import org.limn.attribution.gradient.GuidedIg;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.gradient.Quadrature;
import org.limn.attribution.gradient.SmoothGrad;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.image.Image;
import org.limn.loader.image.Images;

/**
 * The folder {@code saliency/maps}: every method on SqueezeNet 1.1 and stored photos, in the network's space (BGR, 0..255, minus a
 * mean), against PAIR's library on PyTorch. Limits are those of the reference data's last table.
 */
public final class MapsSuite {
    private static final double[] MEAN = {104, 117, 123};
    private static final int SIDE = 224;
    private static final String LAYER = "fire9/concat_1";
    private static final Baseline BLACK = color(0);
    private static final Baseline WHITE = color(255);

    private final Path saliency;
    private final Path folder;
    private final CachingModel caching;
    private final Consumer<ParityCase> report;
    private final JsonObject facts;
    private final Image photo;
    private final Tensor image;
    private final int target;

    private MapsSuite(Path saliency, Path folder, DifferentiableModel model, Consumer<ParityCase> report)
            throws IOException {
        this.saliency = saliency;
        this.folder = folder;
        this.caching = new CachingModel(model);
        this.report = report;
        this.facts = JsonParser.parseString(Files.readString(folder.resolve("image.json")))
                .getAsJsonObject();
        this.photo = Images.read(saliency.resolve("images/" + folder.getFileName() + ".png"));
        this.image = networkSpace(photo);
        this.target = facts.get("pred").getAsInt();
    }

    /**
     * Compares all images, handing over each case as soon as it is done.
     *
     * @param model SqueezeNet in the network's space, explaining probabilities
     */
    public static void run(Path saliency, DifferentiableModel model, Consumer<ParityCase> report) throws IOException {
        try (Stream<Path> images = Files.list(saliency.resolve("maps"))) {
            for (Path folder : images.filter(Files::isDirectory).sorted().toList()) {
                new MapsSuite(saliency, folder, model, report).all();
            }
        }
    }

    private void all() throws IOException {
        for (Map.Entry<String, Explainer> e : methods().entrySet()) {
            if (stored(e.getKey())) {
                compare(e.getKey(), caching.explain(e.getValue(), image, target));
            }
        }
        smoothGrad();
        gradCam();
        Tensor edges = new Edges().explain(caching, photo.tensor(), target).attribution();
        add("edges", "relative L2", Compared.relativeL2(edges.widen().data(), read("edges")), 1e-6);
        new XraiStages(folder, caching, image, target, this::add).all();
    }

    private Map<String, Explainer> methods() throws IOException {
        Map<String, Explainer> methods = new LinkedHashMap<>();
        methods.put("gradient", new Gradients());
        methods.put("guided_backprop", new GuidedBackprop());
        methods.put("ig_black_50", ig(50, BLACK));
        methods.put("ig_black_200", ig(200, BLACK));
        methods.put("ig_white_50", ig(50, WHITE));
        methods.put("ig_bw_50", ig(50, new Baseline.All(List.of(BLACK, WHITE))));
        methods.put("ig_random4_50", ig(50, new Baseline.Given(randomBaselines())));
        methods.put("xrai_ig_min_100", ig(100, new Baseline.Constant(least())));
        methods.put("guided_ig_50", new GuidedIg(50, 0.25, 0.02, BLACK));
        methods.put("guided_ig_200", new GuidedIg(200, 0.25, 0.02, BLACK));
        methods.put("blur_ig", new BlurIg());
        return methods;
    }

    private static IntegratedGradients ig(int steps, Baseline baseline) {
        return new IntegratedGradients(steps, Quadrature.ENDPOINTS, baseline);
    }

    private float least() {
        float least = Float.POSITIVE_INFINITY;
        for (float v : image.data()) {
            least = Math.min(least, v);
        }
        return least;
    }

    /** Whether the whole map is stored, or its channel sums. */
    private boolean stored(String name) {
        return Files.exists(folder.resolve(name + ".npy")) || Files.exists(folder.resolve(name + "_sum2d.npy"));
    }

    private void compare(String name, Explanation found) throws IOException {
        boolean whole = Files.exists(folder.resolve(name + ".npy"));
        double[] expected = whole ? Compared.channelsFirst(read(name), 3) : read(name + "_sum2d");
        Tensor map = whole ? found.attribution() : found.heatmap(Channels.SUM);
        double[] a = map.widen().data();
        if (name.startsWith("guided_ig")) {
            add(name, "1 − cosine", Compared.oneMinusCosine(a, expected), 0.1);
            add(name, "missed of top 5 %", Compared.missedOfTop5(magnitude(a), magnitude(expected)), 0.3);
            return;
        }
        boolean single = name.equals("gradient") || name.equals("guided_backprop");
        add(name, "relative L2", Compared.relativeL2(a, expected), single ? 1e-3 : 5e-3);
        if (!name.equals("blur_ig")) {
            add(name, "1 − cosine", Compared.oneMinusCosine(a, expected), 1e-4);
        }
    }

    /** |Σ channels| per pixel. */
    private static double[] magnitude(double[] map) {
        int pixels = SIDE * SIDE;
        double[] sum = new double[pixels];
        for (int i = 0; i < map.length; i++) {
            sum[i % pixels] += map[i];
        }
        return Arrays.stream(sum).map(Math::abs).toArray();
    }

    /** Where noise is stored it is taken, elsewhere drawn as NumPy drew it. */
    private void smoothGrad() throws IOException {
        if (stored("smoothgrad4_sq")) {
            double[] z = read("smoothgrad4_z");
            compare("smoothgrad4_sq", smoothGrad(z));
        }
        if (stored("smoothgrad_sq")) {
            NumpyNoise noise = new NumpyNoise(facts.get("smoothgrad_seed").getAsInt());
            double[] z = new double[25 * image.data().length];
            Arrays.setAll(z, i -> noise.normal());
            compare("smoothgrad_sq", smoothGrad(z));
        }
    }

    private Explanation smoothGrad(double[] z) {
        double range = facts.get("x_max").getAsDouble() - facts.get("x_min").getAsDouble();
        int size = image.data().length;
        List<Tensor> noisy = new ArrayList<>();
        for (int k = 0; k < z.length / size; k++) {
            double[] noise = Compared.channelsFirst(Arrays.copyOfRange(z, k * size, (k + 1) * size), 3);
            float[] sample = new float[size];
            for (int i = 0; i < size; i++) {
                sample[i] = (float) (image.data()[i] + 0.15 * range * noise[i]);
            }
            noisy.add(Tensor.of(image.shape(), sample));
        }
        return new SmoothGrad(new Gradients(), noisy.size(), 0.15, SmoothGrad.Moment.SQUARE, 0)
                .explain(caching, image, target, noisy);
    }

    private void gradCam() throws IOException {
        GradCam method = new GradCam(LAYER);
        DifferentiableModel.At at = caching.at(LAYER, image, new int[] {target});
        Tensor64 small = method.small(at.activation(), at.gradient());
        double[] raw = read("gradcam_raw13");
        add("gradcam_raw13", "relative L2", Compared.relativeL2(small.data(), raw), 1e-3);
        add("gradcam_raw13", "1 − cosine", Compared.oneMinusCosine(small.data(), raw), 1e-4);
        double greatest = Arrays.stream(small.data()).max().orElseThrow();
        double[] enlarged =
                caching.explain(method, image, target).attribution().widen().data();
        double[] scaled = Arrays.stream(enlarged).map(v -> v / greatest).toArray();
        add("gradcam_224", "relative L2", Compared.relativeL2(scaled, read("gradcam_224")), 1e-3);
    }

    private double[] read(String name) throws IOException {
        return Npy.read64(folder.resolve(name + ".npy")).data();
    }

    private void add(String name, String measure, double figure, double limit) {
        report.accept(new ParityCase(name + ", " + measure, folder.getFileName().toString(), figure, limit));
    }

    private List<Tensor> randomBaselines() throws IOException {
        List<Tensor> baselines = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            double[] rgb = Npy.read64(saliency.resolve("shared/random_baseline" + k + ".npy"))
                    .data();
            byte[] bytes = new byte[rgb.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (int) rgb[i];
            }
            baselines.add(networkSpace(Image.of(SIDE, SIDE, bytes)));
        }
        return baselines;
    }

    /** A picture of one grey level. */
    private static Baseline color(int level) {
        byte[] bytes = new byte[3 * SIDE * SIDE];
        Arrays.fill(bytes, (byte) level);
        return new Baseline.Given(networkSpace(Image.of(SIDE, SIDE, bytes)));
    }

    /** Blue, green, red, each 0..255 less its mean. */
    private static Tensor networkSpace(Image photo) {
        int pixels = photo.width() * photo.height();
        float[] data = new float[3 * pixels];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < pixels; i++) {
                data[c * pixels + i] = (float) ((photo.rgb()[3 * i + 2 - c] & 0xff) - MEAN[c]);
            }
        }
        return Tensor.of(Shape.of(1, 3, photo.height(), photo.width()), data);
    }
}
