package org.limn.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.perturbation.AnyColor;
import org.limn.attribution.perturbation.Blur;
import org.limn.attribution.perturbation.ColorHistogram;
import org.limn.attribution.perturbation.Fill;
import org.limn.attribution.perturbation.Inpaint;
import org.limn.attribution.perturbation.Perturber;
import org.limn.attribution.perturbation.Replacement;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.parity.SegmentationSuite.Checks;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.smoothing.Gaussian;
import org.limn.segmentation.smoothing.Hard;
import org.limn.segmentation.smoothing.SoftMasks;

/** The folder {@code perturbers}: one image, a few samples of its regions, and what each of the study's perturbers made of them. */
final class PerturbationPerturbers {
    private static final Pattern PIXELS = Pattern.compile("([\\w.]+)_(hard|soft)_sub4\\.npy");
    private static final Pattern PICTURE = Pattern.compile("([\\w.]+)_(hard|soft)_(\\d+)\\.png");
    private static final Pattern INPAINTED = Pattern.compile("inpaint_(telea|ns)(?:_r(\\d+))?");
    private static final Pattern BLUR = Pattern.compile("blur_(?:default|sigma([\\d.]+))");
    private static final Pattern GREY = Pattern.compile("gray(\\d)\\.?(\\d*)");

    private final Path folder;
    private final @Nullable ProgramModel model;
    private final Checks checks;
    private final Tensor image;
    private final Segmentation labels;
    private final Tensor64 z;
    private final JsonObject extras;

    PerturbationPerturbers(Path folder, @Nullable ProgramModel model, Checks checks) throws IOException {
        this.folder = folder;
        this.model = model;
        this.checks = checks;
        this.image = Pictures.rgb(folder.resolve("image.png"));
        this.labels = Pictures.greyLabels(folder.resolve("labels.png"));
        this.z = Npy.read64(folder.resolve("Z.npy"));
        Path facts = folder.resolveSibling("extras_info.json");
        this.extras = Files.exists(facts)
                ? JsonParser.parseString(Files.readString(facts)).getAsJsonObject()
                : new JsonObject();
    }

    /** Every file of the folder. */
    void run() throws IOException {
        for (Path file : SegmentationSuite.inside(folder)) {
            checks.part(file, () -> {
                String name = file.getFileName().toString();
                Matcher pixels = PIXELS.matcher(name);
                Matcher picture = PICTURE.matcher(name);
                if (pixels.matches()) {
                    pixels(pixels.group(1), pixels.group(2), Npy.read64(file));
                } else if (picture.matches()) {
                    int n = Integer.parseInt(picture.group(3));
                    Matcher inpainted = INPAINTED.matcher(picture.group(1));
                    if (inpainted.matches()) {
                        inpainted(inpainted, picture.group(2), n, file);
                    } else {
                        picture(picture.group(1), picture.group(2), n, file);
                    }
                } else if (name.equals("histogram_bins.csv")) {
                    checks.add("histogram", name, 1e-6, () -> bins(Tsv.read(file, ",")));
                } else if (!List.of("image.png", "labels.png", "Z.npy", "Y.csv").contains(name)
                        && !name.startsWith("replacement")) {
                    checks.skip("perturbers", name, "nobody knows what this file holds");
                }
            });
        }
        if (model == null || !Files.exists(folder.resolve("Y.csv")) || !extras.has("target_class")) {
            checks.skip("scores of perturbers", "", "the network, perturbers/Y.csv or its target_class is absent");
        }
    }

    private float[] mask(String kind, int n) {
        SoftMasks masks = (kind.equals("hard") ? new Hard() : new Gaussian()).smooth(labels);
        return masks.blend(Figures.at(z, n)).data();
    }

    /** Pixels of all samples; of a perturber that takes several images, each sample with each of them. */
    private void pixels(String name, String kind, Tensor64 stored) throws IOException {
        int samples = z.shape().dim(0);
        int variants = Math.max(1, stored.shape().dim(0) / samples);
        for (int k = 0; k < stored.shape().dim(0); k++) {
            int row = k;
            String what = name + "_" + kind + " " + row;
            Perturber perturber = perturber(name, kind, row, variants);
            if (perturber == null) {
                checks.skip("perturbers", what, unknown(name));
                continue;
            }
            double limit = name.equals("mean") ? 5e-4 : 1e-6;
            checks.add("perturbers", what, limit, () -> {
                float[] out = new float[image.data().length];
                perturber.of(image).write(mask(kind, row / variants), row, out, 0);
                return pixelsOff(image, out, Figures.at(stored, row));
            });
            score(name, kind, row, () -> {
                float[] out = new float[image.data().length];
                perturber.of(image).write(mask(kind, row / variants), row, out, 0);
                return Tensor.of(image.shape(), out);
            });
        }
    }

    /** A whole picture, rounded to bytes: how much farther than by rounding a pixel is off. */
    private void picture(String name, String kind, int row, Path file) throws IOException {
        Perturber perturber = perturber(name, kind, row, variants(name, kind));
        String what = file.getFileName().toString();
        if (perturber == null) {
            checks.skip("pictures of perturbers", what, unknown(name));
            return;
        }
        checks.add("pictures of perturbers", what, name.equals("mean") ? 5e-4 : 1e-6, () -> {
            float[] out = new float[image.data().length];
            perturber.of(image).write(mask(kind, row / variants(name, kind)), row, out, 0);
            return beyondRounding(out, Pictures.rgb(file));
        });
    }

    /** How far values lie from stored bytes beyond what rounding explains. */
    static double beyondRounding(float[] found, Tensor stored) {
        double off = found.length == stored.data().length ? 0 : Double.NaN;
        for (int i = 0; i < found.length; i++) {
            off = Math.max(off, Math.abs(found[i] - stored.data()[i]) - 0.5 / 255);
        }
        return Math.max(0, off);
    }

    private int variants(String name, String kind) throws IOException {
        Path pixels = folder.resolve(name + "_" + kind + "_sub4.npy");
        return Files.exists(pixels)
                ? Math.max(1, Npy.read64(pixels).shape().dim(0) / z.shape().dim(0))
                : 1;
    }

    /** What makes a row of the file {@code name_kind}; null if that cannot be known. */
    private @Nullable Perturber perturber(String name, String kind, int row, int variants) throws IOException {
        JsonObject facts = extras.has("perturbers") ? extras.getAsJsonObject("perturbers") : new JsonObject();
        String which = name + "_" + kind;
        JsonArray colors = facts.has(which) && facts.getAsJsonObject(which).has("colors")
                ? facts.getAsJsonObject(which).getAsJsonArray("colors")
                : new JsonArray();
        Matcher blur = BLUR.matcher(name);
        Matcher grey = GREY.matcher(name);
        if (row < colors.size()) { // drawn by the original
            return new AnyColor(colors.get(row).getAsJsonArray().asList().stream()
                    .map(e -> e.getAsDouble())
                    .toList());
        } else if (blur.matches()) {
            return new Blur(blur.group(1) == null ? 1 : Double.parseDouble(blur.group(1)));
        } else if (grey.matches()) {
            return new AnyColor(List.of(Double.parseDouble(grey.group(1) + "." + grey.group(2))));
        } else if (name.startsWith("replace")) {
            Tensor other = replacement(name, kind, row, variants);
            return other == null ? null : new Replacement(List.of(other));
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

    private static String unknown(String name) {
        if (name.startsWith("replace")) {
            return "the image that stands in is neither a stored replacement nor a reflection of one";
        } else if (name.startsWith("random") || name.startsWith("histogram")) {
            return "the colors that were drawn are not in extras_info.json";
        }
        return "nobody knows this perturber";
    }

    /**
     * The image that stands in at a row. Not all of them are in the folder; but where a hard mask perturbs the stored pixels are the
     * other image's own, and these say whether it is a stored one or one of its reflections.
     */
    private @Nullable Tensor replacement(String name, String kind, int row, int variants) throws IOException {
        Path hard = folder.resolve(name + "_hard_sub4.npy");
        Path shows = Files.exists(hard) ? hard : folder.resolve(name + "_" + kind + "_sub4.npy");
        Tensor64 shown = Npy.read64(shows);
        float[] mask = mask(Files.exists(hard) ? "hard" : kind, row / variants);
        for (Tensor candidate : candidates()) {
            float[] seen = candidate.data().clone(); // but what is not wholly perturbed says nothing
            double[] wanted = Figures.at(shown, row);
            boolean[] lost = everyFourth(image, mask);
            int channels = image.shape().dim(1);
            double off = 0;
            int known = 0;
            for (int p = 0; p < lost.length; p++) {
                for (int c = 0; c < channels && lost[p]; c++, known++) {
                    off = Math.max(off, Math.abs(seen[c * mask.length + at(image, p)] - wanted[p * channels + c]));
                }
            }
            if (known >= 100 && off <= 1e-6) {
                return candidate;
            }
        }
        return null;
    }

    private List<Tensor> candidates() throws IOException {
        List<Tensor> all = new ArrayList<>();
        for (Path file : SegmentationSuite.inside(folder)) {
            if (file.getFileName().toString().matches("replacement\\w*\\.png")) {
                Tensor whole = Pictures.rgb(file);
                if (whole.shape().equals(image.shape())) {
                    all.addAll(List.of(
                            whole,
                            mirrored(whole, true, false),
                            mirrored(whole, false, true),
                            mirrored(whole, true, true)));
                }
            }
        }
        return all;
    }

    private static Tensor mirrored(Tensor image, boolean sideways, boolean upsideDown) {
        int h = image.shape().dim(2);
        int w = image.shape().dim(3);
        float[] out = new float[image.data().length];
        for (int i = 0; i < out.length; i++) {
            int y = i / w % h;
            int x = i % w;
            int from = (upsideDown ? h - 1 - y : y) * w + (sideways ? w - 1 - x : x);
            out[i] = image.data()[i - i % (h * w) + from];
        }
        return Tensor.of(image.shape(), out);
    }

    /** Where pixel {@code p} of every fourth, {@code [2::4, 2::4]}, lies in the plane. */
    private static int at(Tensor image, int p) {
        int across = (image.shape().dim(3) + 1) / 4;
        return (2 + p / across * 4) * image.shape().dim(3) + 2 + p % across * 4;
    }

    /** Which of every fourth pixel are wholly perturbed. */
    private static boolean[] everyFourth(Tensor image, float[] mask) {
        boolean[] lost =
                new boolean[(image.shape().dim(2) + 1) / 4 * ((image.shape().dim(3) + 1) / 4)];
        for (int p = 0; p < lost.length; p++) {
            lost[p] = mask[at(image, p)] == 0;
        }
        return lost;
    }

    /** The greatest difference of an image f32[1,C,H,W] from every fourth pixel of one, [h,w,C]. */
    static double pixelsOff(Tensor image, float[] found, double[] stored) {
        int plane = image.shape().count(2, 4);
        int channels = image.shape().dim(1);
        int pixels = (image.shape().dim(2) + 1) / 4 * ((image.shape().dim(3) + 1) / 4);
        double off = stored.length == channels * pixels ? 0 : Double.NaN;
        for (int i = 0; i < Math.min(stored.length, channels * pixels); i++) {
            off = Math.max(off, Math.abs(found[i % channels * plane + at(image, i / channels)] - stored[i]));
        }
        return off;
    }

    private void inpainted(Matcher name, String kind, int n, Path file) throws IOException {
        boolean telea = name.group(1).equals("telea");
        int radius = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
        double limit = telea ? 4.5 : 5;
        String what = file.getFileName().toString();
        Inpaint inpaint = new Inpaint(telea ? Inpaint.Algorithm.TELEA : Inpaint.Algorithm.NAVIER_STOKES, radius);
        checks.add("inpainting", what, limit, () -> {
            float[] mask = mask(kind, n);
            float[] found = new float[image.data().length];
            inpaint.of(image).write(mask, n, found, 0);
            return filledOff(found, mask, Pictures.rgb(file).data());
        });
        // 0 if the limit tells what is nearest from what is inpainted
        checks.add("inpainting, not by the nearest", what, 0, () -> {
            float[] mask = mask(kind, n);
            return filledOff(nearest(mask), mask, Pictures.rgb(file).data()) > limit ? 0 : 1;
        });
        score(name.group(), kind, n, () -> Pictures.rgb(file));
    }

    /** Mean absolute difference over the filled bytes. */
    private double filledOff(float[] found, float[] mask, float[] stored) {
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

    /** The image with each perturbed pixel like the kept one that is nearest to it: nearest in its column first, then along rows. */
    private float[] nearest(float[] mask) {
        int h = image.shape().dim(2);
        int w = image.shape().dim(3);
        int[] row = new int[h * w]; // of the nearest kept pixel in the same column, or far away
        int far = 4 * (h + w);
        for (int x = 0; x < w; x++) {
            for (int y = 0; y < h; y++) {
                boolean kept = Math.rint(mask[y * w + x]) != 0;
                row[y * w + x] = kept ? y : y > 0 ? row[(y - 1) * w + x] : -far;
            }
            for (int y = h - 2; y >= 0; y--) {
                int below = row[(y + 1) * w + x];
                row[y * w + x] = Math.abs(below - y) < Math.abs(row[y * w + x] - y) ? below : row[y * w + x];
            }
        }
        float[] out = image.data().clone();
        for (int i = 0; i < h * w; i++) {
            int best = -1;
            int least = Integer.MAX_VALUE;
            for (int x = 0; x < w; x++) {
                int r = row[i / w * w + x];
                int apart = (r - i / w) * (r - i / w) + (x - i % w) * (x - i % w);
                if (r >= 0 && apart < least) {
                    least = apart;
                    best = r * w + x;
                }
            }
            for (int c = 0; best >= 0 && c < image.shape().dim(1); c++) {
                out[c * h * w + i] = image.data()[c * h * w + best];
            }
        }
        return out;
    }

    private double bins(List<Tsv.Row> stored) {
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

    /** Makes an image. */
    private interface Made {
        Tensor image() throws IOException;
    }

    /** The score of a perturbed image, if it is stored. */
    private void score(String perturber, String kind, int row, Made made) throws IOException {
        Path file = folder.resolve("Y.csv");
        ProgramModel network = model;
        if (network == null || !Files.exists(file) || !extras.has("target_class")) {
            return;
        }
        int target = extras.get("target_class").getAsInt();
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
}
