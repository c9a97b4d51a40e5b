package org.limn.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.perturbation.AnyColor;
import org.limn.attribution.perturbation.Blur;
import org.limn.attribution.perturbation.ColorHistogram;
import org.limn.attribution.perturbation.Fill;
import org.limn.attribution.perturbation.Inpaint;
import org.limn.attribution.perturbation.KernelShap;
import org.limn.attribution.perturbation.Perturber;
import org.limn.attribution.perturbation.RandomSampler;
import org.limn.attribution.perturbation.Replacement;
import org.limn.attribution.perturbation.SampleProbability;
import org.limn.attribution.perturbation.Sampler;
import org.limn.attribution.perturbation.ShapSampler;
import org.limn.attribution.perturbation.Single;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.parity.SegmentationSuite.Checks;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.smoothing.Gaussian;
import org.limn.segmentation.smoothing.Hard;
import org.limn.segmentation.smoothing.SoftMasks;

/** Parts of the study's pipeline by themselves: samplers, and every perturber on one image. */
record PerturbationParts(
        Path folder, @org.jspecify.annotations.Nullable ProgramModel model, Checks checks) {
    private static final Pattern SHAP = Pattern.compile("Zshap_M(\\d+)_n(\\d+|None)_inv([01])\\.npy");
    private static final Pattern SINGLE = Pattern.compile("Zsingle_M(\\d+)_inv([01])_all([01])_none([01])\\.npy");
    private static final Pattern PIXELS = Pattern.compile("(\\w+)_(hard|soft)_sub4\\.npy");
    private static final Pattern INPAINTED =
            Pattern.compile("inpaint_(telea|ns)(?:_r(\\d+))?_(hard|soft)_(\\d+)\\.png");
    private static final Pattern LAW =
            Pattern.compile("(normal_loc([\\d.]+)_scale([\\d.]+)|beta_a([\\d.]+)_b([\\d.]+))(_inverse)?");

    /** A file of {@code common}. */
    static void common(Path file, Checks checks) throws IOException {
        String name = file.getFileName().toString();
        Matcher shap = SHAP.matcher(name);
        Matcher single = SINGLE.matcher(name);
        if (shap.matches()) {
            int samples = shap.group(2).equals("None") ? 0 : Integer.parseInt(shap.group(2));
            ShapSampler sampler = new ShapSampler(samples, shap.group(3).equals("1"));
            checks.add("samples", name, 0, () -> samplesOff(sampler, Npy.read64(file)));
        } else if (single.matches()) {
            Single sampler = new Single(
                    single.group(2).equals("1"),
                    single.group(3).equals("1"),
                    single.group(4).equals("1"));
            checks.add("samples", name, 0, () -> samplesOff(sampler, Npy.read64(file)));
        } else if (name.matches("shap_kernel_M\\d+\\.csv")) {
            List<Tsv.Row> rows = Tsv.read(file, ",");
            checks.add("kernel", name, 1e-9, () -> {
                double off = 0;
                for (Tsv.Row row : rows) {
                    double found = KernelShap.weight(rows.size() - 1, (int) row.number("s"));
                    off = Math.max(off, Math.abs(found / row.number("kernel") - 1));
                }
                return off;
            });
        } else if (name.startsWith("sampler_rowsum_hist_M")) {
            for (Tsv.Row row : Tsv.read(file, ",")) {
                law(row, checks);
                coverage(row, checks);
            }
        }
    }

    /** A number as NumPy writes it: {@code nan}, {@code inf} and {@code -inf} too. */
    static double number(String text) {
        return Double.parseDouble(text.replace("nan", "NaN").replace("inf", "Infinity"));
    }

    static boolean[] row(Tensor64 z, int n) {
        boolean[] row = new boolean[z.shape().dim(1)];
        for (int s = 0; s < row.length; s++) {
            row[s] = z.data()[n * row.length + s] != 0;
        }
        return row;
    }

    /** How many entries differ. */
    static double samplesOff(Sampler sampler, Tensor64 stored) {
        Iterator<boolean[]> rows = sampler.rows(stored.shape().dim(1));
        int off = 0;
        for (int n = 0; n < stored.shape().dim(0); n++) {
            off += rows.hasNext() && Arrays.equals(rows.next(), row(stored, n)) ? 0 : 1;
        }
        return off + (rows.hasNext() ? 1 : 0);
    }

    /** Whether two histograms of the number of kept segments are of one law: 1 − p of χ² of homogeneity, at a fixed seed. */
    private static void law(Tsv.Row stored, Checks checks) {
        String name = stored.cell("sampler");
        int samples = 100_000;
        Sampler sampler = sampler(name, samples);
        if (sampler == null) {
            checks.skip("laws of samplers", name, "nobody knows this sampler");
            return;
        }
        checks.add("laws of samplers", name, 0.999, () -> {
            int segments = (int) stored.header().stream()
                            .filter(h -> h.matches("n\\d+"))
                            .count()
                    - 1;
            double[] found = new double[segments + 1];
            sampler.rows(segments).forEachRemaining(row -> {
                int kept = 0;
                for (boolean z : row) {
                    kept += z ? 1 : 0;
                }
                found[kept]++;
            });
            double theirs = stored.number("N");
            double chi = 0;
            int cells = 0;
            double a = 0;
            double b = 0;
            for (int k = 0; k <= segments; k++) {
                a += found[k];
                b += stored.number("n" + k);
                if (a + b >= 40 || k == segments && a + b > 0) {
                    double apart = a * Math.sqrt(theirs / samples) - b * Math.sqrt(samples / theirs);
                    chi += apart * apart / (a + b);
                    cells++;
                    a = 0;
                    b = 0;
                }
            }
            return new ChiSquaredDistribution(null, cells - 1.0).cumulativeProbability(chi);
        });
    }

    /**
     * Whether no segment, and no pair of neighbors, is kept more often than others: χ² of how often each was kept, given the sizes of
     * the samples, of which every subset is equally likely.
     */
    private static void coverage(Tsv.Row stored, Checks checks) {
        String name = stored.cell("sampler");
        Sampler sampler = sampler(name, 100_000);
        int segments =
                (int) stored.header().stream().filter(h -> h.matches("n\\d+")).count() - 1;
        if (sampler == null || segments < 4) {
            return;
        }
        for (int together = 1; together <= 2; together++) {
            int block = together;
            checks.add(block == 1 ? "coverage of samplers" : "pairs of samplers", name, 0.999, () -> {
                double[] kept = new double[segments / block];
                double[] apart = {0}; // variance less covariance
                sampler.rows(segments).forEachRemaining(row -> {
                    int size = 0;
                    for (boolean z : row) {
                        size += z ? 1 : 0;
                    }
                    apart[0] += among(size, segments, block) - among(size, segments, 2 * block);
                    for (int b = 0; b < kept.length; b++) {
                        kept[b] += row[b * block] && row[b * block + block - 1] ? 1 : 0;
                    }
                });
                double mean = Arrays.stream(kept).average().orElseThrow();
                double chi =
                        Arrays.stream(kept).map(k -> (k - mean) * (k - mean)).sum() / apart[0];
                return new ChiSquaredDistribution(null, kept.length - 1.0).cumulativeProbability(chi);
            });
        }
    }

    /** The probability that some number of given segments are all among {@code size} of {@code segments}. */
    private static double among(int size, int segments, int given) {
        double p = 1;
        for (int i = 0; i < given; i++) {
            p *= Math.max(0, size - i) / (double) (segments - i);
        }
        return p;
    }

    private static @org.jspecify.annotations.Nullable Sampler sampler(String name, int samples) {
        Matcher law = LAW.matcher(name);
        if (name.matches("random_[\\d.]+")) {
            return new RandomSampler(samples, Double.parseDouble(name.substring(7)), false, 1);
        } else if (law.matches()) {
            boolean normal = law.group(2) != null;
            return new SampleProbability(
                    samples,
                    normal ? SampleProbability.Law.TRUNCATED_NORMAL : SampleProbability.Law.BETA,
                    Double.parseDouble(law.group(normal ? 2 : 4)),
                    Double.parseDouble(law.group(normal ? 3 : 5)),
                    law.group(6) != null,
                    1);
        }
        return switch (name) {
            case "uniform" -> new SampleProbability(samples, SampleProbability.Law.UNIFORM, 0.5, 1, false, 1);
            case "normal_default" ->
                new SampleProbability(samples, SampleProbability.Law.TRUNCATED_NORMAL, 0.5, 1, false, 1);
            case "beta_default" -> new SampleProbability(samples, SampleProbability.Law.BETA, 1.5, 1.5, false, 1);
            default -> null;
        };
    }

    /** The greatest difference of an image f32[1,C,H,W] from every fourth pixel of one, [h,w,C]. */
    static double pixelsOff(Tensor image, float[] found, double[] stored) {
        int width = image.shape().dim(3);
        int plane = image.shape().count(2, 4);
        int channels = image.shape().dim(1);
        int across = width / 4;
        double off = stored.length == channels * (image.shape().dim(2) / 4) * across ? 0 : Double.NaN;
        for (int i = 0; i < stored.length; i++) {
            int pixel = i / channels;
            int at = (2 + pixel / across * 4) * width + 2 + pixel % across * 4;
            off = Math.max(off, Math.abs(found[i % channels * plane + at] - stored[i]));
        }
        return off;
    }

    /** Every file of {@code perturbers}. */
    void perturbers() throws IOException {
        Tensor image = Pictures.rgb(folder.resolve("image.png"));
        Segmentation labels = Pictures.greyLabels(folder.resolve("labels.png"));
        Tensor64 z = Npy.read64(folder.resolve("Z.npy"));
        Path extras = folder.resolveSibling("extras_info.json");
        JsonObject facts = Files.exists(extras)
                ? JsonParser.parseString(Files.readString(extras))
                        .getAsJsonObject()
                        .getAsJsonObject("perturbers")
                : new JsonObject();
        for (Path file : SegmentationSuite.inside(folder)) {
            String name = file.getFileName().toString();
            Matcher pixels = PIXELS.matcher(name);
            Matcher inpainted = INPAINTED.matcher(name);
            if (pixels.matches()) {
                pixels(file, pixels.group(1), masks(pixels.group(2), labels), image, z, facts);
            } else if (inpainted.matches()) {
                int n = Integer.parseInt(inpainted.group(4));
                boolean telea = inpainted.group(1).equals("telea");
                int radius = inpainted.group(2) == null ? 1 : Integer.parseInt(inpainted.group(2));
                Inpaint inpaint =
                        new Inpaint(telea ? Inpaint.Algorithm.TELEA : Inpaint.Algorithm.NAVIER_STOKES, radius);
                float[] mask = masks(inpainted.group(3), labels)
                        .blend(Figures.at(z, n))
                        .data();
                checks.add("inpainting", name, telea ? 4.5 : 5, () -> inpaintingOff(inpaint, image, mask, n, file));
                score(
                        name.replaceFirst("_(hard|soft)_\\d+\\.png", ""),
                        inpainted.group(3),
                        n,
                        () -> Pictures.rgb(file));
            } else if (name.equals("histogram_bins.csv")) {
                checks.add("histogram", name, 1e-6, () -> bins(image, Tsv.read(file, ",")));
            }
        }
    }

    /** The score of a perturbed image, if it is stored. */
    private void score(String perturber, String kind, int row, ParityImage made) throws IOException {
        Path file = folder.resolve("Y.csv");
        Path extras = folder.resolveSibling("extras_info.json");
        ProgramModel network = model;
        if (network == null || !Files.exists(file) || !Files.exists(extras)) {
            return;
        }
        int target = JsonParser.parseString(Files.readString(extras))
                .getAsJsonObject()
                .get("target_class")
                .getAsInt();
        for (Tsv.Row stored : Tsv.read(file, ",")) {
            if (stored.cell("perturber").equals(perturber)
                    && stored.cell("mask_kind").equals(kind)
                    && stored.number("row") == row) {
                checks.add(
                        "scores of perturbers",
                        perturber + " " + kind + " " + row,
                        1e-4,
                        () -> Math.abs(network.scores(made.image()).data()[target] - stored.number("y")));
            }
        }
    }

    /** Makes an image. */
    private interface ParityImage {
        Tensor image() throws IOException;
    }

    private static SoftMasks masks(String kind, Segmentation labels) {
        return (kind.equals("hard") ? new Hard() : new Gaussian()).smooth(labels);
    }

    /** Mean absolute difference over the filled bytes. */
    private static double inpaintingOff(Inpaint inpaint, Tensor image, float[] mask, int n, Path file)
            throws IOException {
        float[] found = new float[image.data().length];
        inpaint.of(image).write(mask, n, found, 0);
        float[] stored = Pictures.rgb(file).data();
        double sum = 0;
        int filled = 0;
        for (int i = 0; i < found.length; i++) {
            if (Math.rint(mask[i % mask.length]) == 0) {
                sum += Math.abs(found[i] - stored[i]) * 255;
                filled++;
            } else if (Math.abs(found[i] - stored[i]) > 1e-6) {
                return Double.NaN; // what is kept must stay
            }
        }
        return sum / filled;
    }

    private static double bins(Tensor image, List<Tsv.Row> stored) {
        List<ColorHistogram.Bin> found = new ColorHistogram(8, 0).of(3, image.data());
        double off = found.size() == stored.size() ? 0 : Double.NaN;
        for (int k = 0; k < Math.min(found.size(), stored.size()); k++) {
            Tsv.Row row = stored.get(k);
            ColorHistogram.Bin bin = found.get(k);
            double[] a = {
                bin.at().get(0),
                bin.at().get(1),
                bin.at().get(2),
                bin.share(),
                bin.median().get(0),
                bin.median().get(1),
                bin.median().get(2)
            };
            double[] b = new double[7];
            Arrays.setAll(b, i -> Double.parseDouble(row.cells().get(i)));
            off = Math.max(off, Figures.maxAbs(a, b));
        }
        return off;
    }

    private void pixels(Path file, String name, SoftMasks masks, Tensor image, Tensor64 z, JsonObject facts)
            throws IOException {
        Tensor64 stored = Npy.read64(file);
        String which = file.getFileName().toString().replace("_sub4.npy", "");
        JsonArray colors = facts.has(which) && facts.getAsJsonObject(which).has("colors")
                ? facts.getAsJsonObject(which).getAsJsonArray("colors")
                : null;
        int samples = z.shape().dim(0);
        int variants = stored.shape().dim(0) / samples;
        for (int k = 0; k < stored.shape().dim(0); k++) {
            int row = k;
            Perturber perturber =
                    colors != null ? new AnyColor(numbers(colors.get(k).getAsJsonArray())) : perturber(name, image);
            if (perturber == null) {
                checks.skip("perturbers", which, "nobody knows this perturber, or its image is not here");
                return;
            }
            checks.add("perturbers", which + " " + k, name.equals("mean") ? 5e-4 : 1e-6, () -> {
                float[] out = new float[image.data().length];
                float[] mask = masks.blend(Figures.at(z, row / variants)).data();
                perturber.of(image).write(mask, row, out, 0);
                return pixelsOff(image, out, Figures.at(stored, row));
            });
            score(name, which.substring(name.length() + 1), row, () -> {
                float[] out = new float[image.data().length];
                float[] mask = masks.blend(Figures.at(z, row / variants)).data();
                perturber.of(image).write(mask, row, out, 0);
                return Tensor.of(image.shape(), out);
            });
        }
    }

    private static List<Double> numbers(JsonArray array) {
        return array.asList().stream().map(e -> e.getAsDouble()).toList();
    }

    private @org.jspecify.annotations.Nullable Perturber perturber(String name, Tensor image) throws IOException {
        Matcher blur = Pattern.compile("blur_(?:default|sigma([\\d.]+))").matcher(name);
        Matcher grey = Pattern.compile("gray(\\d)(\\d*)").matcher(name);
        if (blur.matches()) {
            return new Blur(blur.group(1) == null ? 1 : Double.parseDouble(blur.group(1)));
        } else if (grey.matches()) {
            return new AnyColor(List.of(Double.parseDouble(grey.group(1) + "." + grey.group(2))));
        } else if (name.startsWith("replace") && Files.exists(folder.resolve("replacement.png"))) {
            // the image itself, then mirrored left to right, then upside down
            Tensor whole = Pictures.rgb(folder.resolve("replacement.png"));
            List<Tensor> images = new ArrayList<>(List.of(whole));
            if (!name.equals("replace")) {
                images.add(mirrored(whole, false));
            }
            if (name.equals("replace_one_each")) {
                images.add(mirrored(whole, true));
            }
            return new Replacement(images);
        }
        return switch (name) {
            case "black" -> new Fill(Fill.Paint.BLACK);
            case "white" -> new Fill(Fill.Paint.WHITE);
            case "norm_zero" -> new Fill(Fill.Paint.NETWORK_MEAN);
            case "mean" -> new Fill(Fill.Paint.IMAGE_MEAN);
            case "median" -> new Fill(Fill.Paint.IMAGE_MEDIAN);
            default -> null;
        };
    }

    private static Tensor mirrored(Tensor image, boolean upsideDown) {
        int h = image.shape().dim(2);
        int w = image.shape().dim(3);
        float[] out = new float[image.data().length];
        for (int i = 0; i < out.length; i++) {
            int y = i / w % h;
            int x = i % w;
            int from = i - i % (h * w) + (upsideDown ? (h - 1 - y) * w + x : y * w + w - 1 - x);
            out[i] = image.data()[from];
        }
        return Tensor.of(image.shape(), out);
    }
}
