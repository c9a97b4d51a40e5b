package org.limn.attribution.parity;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.limn.loader.image.Pictures;

/**
 * The folder {@code saliency/maps}: every method on SqueezeNet 1.1 and stored photos, in the network's space (BGR, 0..255, minus a
 * mean), against PAIR's library on PyTorch: whatever images the folder holds, and whatever maps their folders hold. Limits are those
 * of the reference data's last table.
 */
public final class MapsSuite {
    private static final double[] MEAN = {104, 117, 123};
    private static final int SIDE = 224;
    /** A ReLU may be flipped in a stored float32 gradient; over the photos together it may not. */
    private static final double ONE_PHOTO = 0.15, MEDIAN = 1e-3, ONE_PHOTO_COSINE = 0.02;

    private static final Pattern MAP = Pattern.compile("(.+?)(?:_sum2d)?\\.npy");
    private static final Pattern IG = Pattern.compile("ig_(black|white|bw|random(\\d+))_(\\d+)");
    private static final Pattern LEAST = Pattern.compile("xrai_ig_min_(\\d+)");
    private static final Pattern GUIDED_IG = Pattern.compile("guided_ig_(\\d+)");
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
        Path picture = saliency.resolve("images/" + folder.getFileName() + ".png");
        if (!Files.exists(picture)) {
            throw new NoSuchFileException(picture.toString());
        }
        this.photo = Pictures.read(picture);
        this.image = networkSpace(photo);
        this.target = facts.get("pred").getAsInt();
    }

    /**
     * Compares all images, handing over each case as soon as it is done.
     *
     * @param model SqueezeNet in the network's space, explaining probabilities
     */
    public static void run(Path saliency, DifferentiableModel model, Consumer<ParityCase> report) throws IOException {
        Map<String, List<Double>> single = new TreeMap<>();
        Consumer<ParityCase> noting = c -> {
            report.accept(c);
            if (c.limit() == ONE_PHOTO && !Double.isNaN(c.figure())) {
                single.computeIfAbsent(c.row(), r -> new ArrayList<>()).add(c.figure());
            }
        };
        try (Stream<Path> images = Files.list(saliency.resolve("maps"))) {
            for (Path folder : images.filter(Files::isDirectory).sorted().toList()) {
                ParityCase.attempt("maps", folder.getFileName().toString(), noting, () -> new MapsSuite(
                                saliency, folder, model, noting)
                        .all());
            }
        }
        single.forEach((row, figures) -> report.accept(
                figures.size() < 2
                        ? ParityCase.skipped(row, "median", "a median over photos needs two")
                        : new ParityCase(row, "median", lowerMedian(figures), MEDIAN)));
    }

    /** Of an even number of figures the smaller one in the middle: at least half of them are no larger. */
    private static double lowerMedian(List<Double> figures) {
        return figures.stream().sorted().toList().get((figures.size() - 1) / 2);
    }

    private void all() throws IOException {
        for (String name : stored()) {
            attempt(name, () -> {
                Optional<Explainer> method = method(name);
                if (method.isPresent()) {
                    compare(name, caching.explain(method.get(), image, target));
                }
            });
        }
        attempt("smoothgrad", this::smoothGrad);
        attempt("gradcam", this::gradCam);
        attempt("edges", () -> {
            Tensor edges = new Edges().explain(caching, photo.tensor(), target).attribution();
            add("edges", "relative L2", Compared.relativeL2(edges.widen().data(), read("edges")), 1e-6);
        });
        attempt("xrai", () -> new XraiStages(folder, caching, image, target, this::add).all());
    }

    private void attempt(String row, ParityCase.Part part) {
        ParityCase.attempt(row, folder.getFileName().toString(), report, part);
    }

    /** The names of the maps of this image. */
    private TreeSet<String> stored() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(f -> MAP.matcher(f.getFileName().toString()))
                    .filter(Matcher::matches)
                    .forEach(m -> names.add(m.group(1)));
        }
        return names;
    }

    /** The method that a map's name stands for, if it is of those that need the image and nothing else. */
    private Optional<Explainer> method(String name) throws IOException {
        Matcher ig = IG.matcher(name), least = LEAST.matcher(name), guided = GUIDED_IG.matcher(name);
        if (ig.matches()) {
            Baseline baseline =
                    switch (ig.group(1)) {
                        case "black" -> BLACK;
                        case "white" -> WHITE;
                        case "bw" -> new Baseline.All(List.of(BLACK, WHITE));
                        default -> new Baseline.Given(randomBaselines(Integer.parseInt(ig.group(2))));
                    };
            return Optional.of(ig(Integer.parseInt(ig.group(3)), baseline));
        } else if (least.matches()) {
            return Optional.of(ig(Integer.parseInt(least.group(1)), new Baseline.Constant(least())));
        } else if (guided.matches()) {
            return Optional.of(new GuidedIg(Integer.parseInt(guided.group(1)), 0.25, 0.02, BLACK));
        }
        return switch (name) {
            case "gradient" -> Optional.of(new Gradients());
            case "guided_backprop" -> Optional.of(new GuidedBackprop());
            case "blur_ig" -> Optional.of(new BlurIg());
            default -> Optional.empty();
        };
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
            add(name, "1 − cosine", Compared.oneMinusCosine(a, expected), 0.16);
            add(name, "missed of top 5 %", Compared.missedOfTop5(magnitude(a), magnitude(expected)), 0.35);
            return;
        }
        boolean single = name.equals("gradient") || name.equals("guided_backprop");
        add(name, "relative L2", Compared.relativeL2(a, expected), single ? ONE_PHOTO : 5e-3);
        if (!name.equals("blur_ig")) {
            add(name, "1 − cosine", Compared.oneMinusCosine(a, expected), single ? ONE_PHOTO_COSINE : 1e-4);
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
        add("gradcam_raw13", "relative L2", Compared.relativeL2(small.data(), raw), ONE_PHOTO);
        add("gradcam_raw13", "1 − cosine", Compared.oneMinusCosine(small.data(), raw), ONE_PHOTO_COSINE);
        double greatest = Arrays.stream(small.data()).max().orElseThrow();
        double[] enlarged =
                caching.explain(method, image, target).attribution().widen().data();
        double[] scaled = Arrays.stream(enlarged).map(v -> v / greatest).toArray();
        add("gradcam_224", "relative L2", Compared.relativeL2(scaled, read("gradcam_224")), ONE_PHOTO);
    }

    private double[] read(String name) throws IOException {
        return Npy.read64(folder.resolve(name + ".npy")).data();
    }

    private void add(String name, String measure, double figure, double limit) {
        report.accept(new ParityCase(name + ", " + measure, folder.getFileName().toString(), figure, limit));
    }

    private List<Tensor> randomBaselines(int count) throws IOException {
        List<Tensor> baselines = new ArrayList<>();
        for (int k = 0; k < count; k++) {
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
