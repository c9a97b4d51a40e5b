package org.limn.attribution.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explainer;
import org.limn.attribution.RankedRegions;
import org.limn.attribution.gradient.BlurIg;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.gradient.GuidedIg;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.gradient.Quadrature;
import org.limn.attribution.gradient.SmoothGrad;
import org.limn.attribution.region.Occlusion;
import org.limn.attribution.region.Xrai;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.MultiScaleFelzenszwalb;
import org.limn.segmentation.Region;

/**
 * The folder {@code saliency/analytic}: every gradient method, occlusion and XRAI's region loops on functions without a network,
 * the exact test of their definitions. File names say what made them: {@code guided_40_b2_f01_d01}. Limn's images and maps are float32, which was seen to move the maps by 1e-8 to 9e-8; the
 * limit is 1e-6, ranks are exact.
 */
public final class AnalyticSuite {
    private static final double LIMIT = 1e-6;

    private static final Pattern IG = Pattern.compile("ig_(\\d+)(_b2)?(_zero)?");
    private static final Pattern GUIDED = Pattern.compile("guided_(\\d+)(_b2)?(?:_f(\\d+))?(?:_d(\\d+))?");
    private static final Pattern BLUR = Pattern.compile("blur(?:_(\\d+)_(\\d+))?(_sqrt)?");
    private static final Pattern OCCLUSION = Pattern.compile("occlusion_(\\d+)(?:_v(\\d+))?");
    private static final Pattern XRAI = Pattern.compile("xrai(_full|_fast)?(?:_minpix(\\d+))?(?:_th(\\d+))?");

    private final Path folder;
    private final int batch;
    private final List<ParityCase> cases = new ArrayList<>();

    private AnalyticSuite(Path folder, int batch) {
        this.folder = folder;
        this.batch = batch;
    }

    /** All cases of all seeds. */
    public static List<ParityCase> run(Path saliency) throws IOException {
        List<ParityCase> all = new ArrayList<>();
        try (Stream<Path> seeds = Files.list(saliency.resolve("analytic"))) {
            for (Path seed : seeds.sorted().toList()) {
                all.addAll(new AnalyticSuite(seed, 3).cases());
            }
        }
        return all;
    }

    private List<ParityCase> cases() {
        attempt("analytic", () -> {
            AnalyticModel model = new AnalyticModel(folder, batch);
            Tensor image = image("x");
            for (String name : stored()) {
                attempt("analytic " + name, () -> {
                    Optional<Explainer> method = method(name);
                    Optional<Xrai> xrai = xrai(name);
                    if (method.isPresent()) {
                        compare(name, method.get().explain(model, image, 0).attribution());
                    } else if (xrai.isPresent()) {
                        xrai(name, xrai.get());
                    }
                });
            }
            attempt("analytic smoothgrad", () -> smoothGrad(model, image));
        });
        return cases;
    }

    private void attempt(String row, ParityCase.Part part) {
        ParityCase.attempt(row, folder.getFileName().toString(), cases::add, part);
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".npy"))
                    .map(f -> f.replace(".npy", ""))
                    .sorted()
                    .toList();
        }
    }

    /** The method that a file's name stands for. */
    private Optional<Explainer> method(String name) throws IOException {
        Matcher ig = IG.matcher(name), guided = GUIDED.matcher(name);
        Matcher blur = BLUR.matcher(name), occlusion = OCCLUSION.matcher(name);
        if (ig.matches()) {
            Baseline baseline = ig.group(3) != null ? Baseline.BLACK : baseline(ig.group(2));
            return Optional.of(new IntegratedGradients(Integer.parseInt(ig.group(1)), Quadrature.ENDPOINTS, baseline));
        } else if (guided.matches()) {
            double fraction = number(guided.group(3), 0.25), distance = number(guided.group(4), 0.02);
            return Optional.of(
                    new GuidedIg(Integer.parseInt(guided.group(1)), fraction, distance, baseline(guided.group(2))));
        } else if (blur.matches()) {
            double sigma = number(blur.group(1), 50);
            return Optional.of(new BlurIg((int) number(blur.group(2), 100), sigma, blur.group(3) != null));
        } else if (occlusion.matches()) {
            return Optional.of(new Occlusion(Integer.parseInt(occlusion.group(1)), 1, number(occlusion.group(2), 0)));
        }
        return name.equals("gradient") ? Optional.of(new Gradients()) : Optional.empty();
    }

    private static Optional<Xrai> xrai(String name) {
        Matcher m = XRAI.matcher(name);
        return m.matches()
                ? Optional.of(new Xrai(
                        new Gradients(),
                        new MultiScaleFelzenszwalb(),
                        "_fast".equals(m.group(1)),
                        number(m.group(3), 1),
                        (int) number(m.group(2), 50)))
                : Optional.empty();
    }

    private Baseline baseline(@Nullable String suffix) throws IOException {
        return new Baseline.Given(image(suffix == null ? "baseline" : "baseline2"));
    }

    /** {@code 05} is 0.5, {@code 0} and {@code 25} are themselves. */
    private static double number(@Nullable String text, double otherwise) {
        return text == null
                ? otherwise
                : Double.parseDouble(text.length() > 1 && text.startsWith("0") ? "0." + text.substring(1) : text);
    }

    /** The stored noise is of mean 0 and deviation 1; σ is 0.15 of the image's range. */
    private void smoothGrad(AnalyticModel model, Tensor image) throws IOException {
        Tensor64 x = Npy.read64(folder.resolve("x.npy"));
        double range = Arrays.stream(x.data()).max().orElseThrow()
                - Arrays.stream(x.data()).min().orElseThrow();
        double[] noise = Npy.read64(folder.resolve("smoothgrad_z.npy")).data();
        int size = x.data().length;
        List<Tensor> noisy = new ArrayList<>();
        for (int k = 0; k < noise.length / size; k++) {
            double[] sample = x.data().clone();
            for (int i = 0; i < size; i++) {
                sample[i] += 0.15 * range * noise[k * size + i];
            }
            noisy.add(image(x.shape(), sample));
        }
        for (SmoothGrad.Moment moment : List.of(SmoothGrad.Moment.MEAN, SmoothGrad.Moment.SQUARE)) {
            SmoothGrad method = new SmoothGrad(new Gradients(), noisy.size(), 0.15, moment, 0);
            compare(
                    moment == SmoothGrad.Moment.MEAN ? "smoothgrad_signed" : "smoothgrad_sq",
                    method.explain(model, image, 0, noisy).attribution());
        }
    }

    private void xrai(String name, Xrai method) throws IOException {
        Tensor64 attribution = Npy.read64(folder.resolve("xrai_attr.npy"));
        Tensor64 masks = Npy.read64(folder.resolve("xrai_masks.npy"));
        int height = attribution.shape().dim(0), width = attribution.shape().dim(1);
        List<Region> regions = new ArrayList<>();
        for (int r = 0; r < masks.shape().dim(0); r++) {
            boolean[] mask = new boolean[height * width];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = masks.data()[r * mask.length + i] != 0;
            }
            regions.add(Region.of(height, width, mask));
        }
        RankedRegions ranked = method.rank(attribution, regions);
        double[] gains = Arrays.stream(ranked.ranks())
                .mapToDouble(r -> ranked.regions().get(r - 1).gain())
                .toArray();
        double[] stored = Npy.read64(folder.resolve(name + ".npy")).data();
        add(name, "relative maximum", Compared.relativeMax(gains, stored), 1e-9);
        double[] ranks = Npy.read64(folder.resolve(name + "_rank.npy")).data();
        add(name + "_rank", "share of pixels", Compared.unequal(ranked.ranks(), ranks), 0);
    }

    /** A stored map has a value per channel; a method's map per pixel stands for all channels. */
    private void compare(String name, Tensor found) throws IOException {
        Tensor64 stored = Npy.read64(folder.resolve(name + ".npy"));
        double[] expected = Compared.channelsFirst(stored.data(), 3);
        double[] map = new double[expected.length];
        Arrays.setAll(map, i -> found.data()[i % found.data().length]);
        add(name, "relative L2", Compared.relativeL2(map, expected), LIMIT);
    }

    private void add(String name, String measure, double figure, double limit) {
        cases.add(new ParityCase(
                "analytic " + name + ", " + measure, folder.getFileName().toString(), figure, limit));
    }

    private Tensor image(String name) throws IOException {
        Tensor64 hwc = Npy.read64(folder.resolve(name + ".npy"));
        return image(hwc.shape(), hwc.data());
    }

    private static Tensor image(Shape hwc, double[] data) {
        return Tensor64.of(Shape.of(1, hwc.dim(2), hwc.dim(0), hwc.dim(1)), Compared.channelsFirst(data, hwc.dim(2)))
                .rounded();
    }
}
