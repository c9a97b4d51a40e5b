package org.limn.attribution.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
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
 * the exact test of their definitions. Limn's images and maps are float32, which was seen to move the maps by 1e-8 to 9e-8; the
 * limit is 1e-6, ranks are exact.
 */
public final class AnalyticSuite {
    private static final double LIMIT = 1e-6;

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

    private List<ParityCase> cases() throws IOException {
        AnalyticModel model = new AnalyticModel(folder, batch);
        Tensor image = image("x");
        for (Map.Entry<String, Explainer> e : methods().entrySet()) {
            Explanation found = e.getValue().explain(model, image, 0);
            compare(e.getKey(), found.attribution());
        }
        smoothGrad(model, image);
        xrai("xrai_full", new Xrai());
        xrai("xrai_fast", new Xrai(new Gradients(), new MultiScaleFelzenszwalb(), true, 1, 50));
        xrai("xrai_full_minpix1", new Xrai(new Gradients(), new MultiScaleFelzenszwalb(), false, 1, 1));
        xrai("xrai_th05", new Xrai(new Gradients(), new MultiScaleFelzenszwalb(), false, 0.5, 50));
        return cases;
    }

    private Map<String, Explainer> methods() throws IOException {
        Baseline one = new Baseline.Given(image("baseline")), two = new Baseline.Given(image("baseline2"));
        Map<String, Explainer> methods = new LinkedHashMap<>();
        methods.put("gradient", new Gradients());
        methods.put("ig_25", new IntegratedGradients(25, Quadrature.ENDPOINTS, one));
        methods.put("ig_200", new IntegratedGradients(200, Quadrature.ENDPOINTS, one));
        methods.put("ig_25_zero", new IntegratedGradients(25, Quadrature.ENDPOINTS, Baseline.BLACK));
        methods.put("guided_200", new GuidedIg(200, 0.25, 0.02, one));
        methods.put("guided_50", new GuidedIg(50, 0.25, 0.02, one));
        methods.put("guided_25_f05_d1", new GuidedIg(25, 0.5, 1, one));
        methods.put("guided_40_b2_f01_d01", new GuidedIg(40, 0.1, 0.1, two));
        methods.put("guided_20_d0", new GuidedIg(20, 0.25, 0, one));
        methods.put("blur", new BlurIg());
        methods.put("blur_10_30", new BlurIg(30, 10, false));
        methods.put("blur_sqrt", new BlurIg(100, 50, true));
        methods.put("occlusion_15", new Occlusion());
        methods.put("occlusion_5", new Occlusion(5, 1, 0));
        methods.put("occlusion_4_v05", new Occlusion(4, 1, 0.5));
        return methods;
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
            noisy.add(image(sample));
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
        return image(Npy.read64(folder.resolve(name + ".npy")).data());
    }

    private static Tensor image(double[] hwc) {
        return Tensor64.of(Shape.of(1, 3, 16, 16), Compared.channelsFirst(hwc, 3))
                .rounded();
    }
}
