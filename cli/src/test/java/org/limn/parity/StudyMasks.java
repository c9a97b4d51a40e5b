package org.limn.parity;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.parity.SegmentationSuite.Checks;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.Slic;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;
import org.limn.segmentation.smoothing.BilinearGrid;
import org.limn.segmentation.smoothing.Gaussian;
import org.limn.segmentation.smoothing.SoftMasks;

/** Labels and masks of a study of perturbations: the folders {@code golden}, {@code common} and {@code study}. */
record StudyMasks(Reference reference, Checks checks) {
    /** Masks are computed in float64 and kept in float32. */
    private static final double LIMIT = 1e-6;

    /** What the study asked SLIC for, throughout. */
    private static final int SEGMENTS = 49;

    private static final Pattern FULL = Pattern.compile("smooth_mask_full_(\\d+)\\.npy");
    private static final Pattern MAPS = Pattern.compile("pix_(\\w+)\\.npy");
    private static final Pattern GRID =
            Pattern.compile("grid(\\d+)_(labels\\.png|bilinear_weights\\.npy|gauss_weights\\.npy)");
    private static final Pattern KERNEL = Pattern.compile("gauss_kernel_sigma([\\d.]+)\\.npy");
    private static final Pattern LABELS = Pattern.compile("(.+)_slic_labels\\.png");

    /** A folder {@code golden/NNN}: a photo, and for each of several segmenters what it made of it. */
    void ofOnePhoto(Path folder) throws IOException {
        JsonObject segmenters = json(folder.resolve("info.json")).getAsJsonObject("segmenters");
        Tensor image = Pictures.rgb(folder.resolve("image.png"));
        for (String name : segmenters.keySet()) {
            Path its = folder.resolve(name);
            if (Files.isDirectory(its)) {
                segmenter(
                        its,
                        image,
                        segmenters.getAsJsonObject(name),
                        folder.getFileName().toString());
            }
        }
    }

    private void segmenter(Path folder, Tensor image, JsonObject facts, String photo) throws IOException {
        String row = folder.getFileName().toString();
        String column = "golden[" + photo + "]";
        StudySegmenter study = StudySegmenter.parse(facts.get("description").getAsString());
        Segmentation labels = study.segmenter().segment(image);
        int count = labels.regions();
        checks.add(
                row + ", regions",
                column,
                0,
                () -> StoredLabelMaps.regionsOff(count, facts.get("M").getAsInt()));
        if (Files.exists(folder.resolve("labels.png"))) {
            Segmentation stored = Pictures.greyLabels(folder.resolve("labels.png"));
            checks.labels(row + ", labels", column, 0, labels, stored);
            labels = stored; // the masks of the very same regions
        }
        masks(folder, study.smoothing().smooth(labels), facts, row, photo);
    }

    private void masks(Path folder, SoftMasks masks, JsonObject facts, String row, String photo) throws IOException {
        String column = "golden[" + photo + "]";
        for (Path file : SegmentationSuite.inside(folder)) {
            String name = file.getFileName().toString();
            Matcher full = FULL.matcher(name);
            Matcher maps = MAPS.matcher(name);
            if (full.matches()) {
                int s = Integer.parseInt(full.group(1));
                checks.add(
                        row + ", whole masks",
                        "golden[" + photo + " " + s + "]",
                        LIMIT,
                        () -> Figures.maxAbs(
                                Figures.widen(masks.mask(s)), Npy.read64(file).data()));
            } else if (name.equals("smooth_masks_sub8.npy")) {
                checks.add(row + ", every mask", column, LIMIT, () -> everyMask(masks, Npy.read64(file)));
            } else if (name.equals("pmask_sub4.npy")) {
                Tensor64 samples = Npy.read64(folder.resolve("Z_random_50.npy"));
                checks.add(row + ", masks of samples", column, LIMIT, () -> samples(masks, samples, Npy.read64(file)));
            } else if (maps.matches()) {
                checks.add(
                        row + ", maps of attributions",
                        "golden[" + photo + " " + maps.group(1) + "]",
                        LIMIT,
                        () -> maps(masks, folder, maps.group(1), facts, Npy.read64(file)));
            }
        }
    }

    private static double everyMask(SoftMasks masks, Tensor64 stored) {
        double off = 0;
        for (int s = 0; s < Math.max(masks.count(), stored.shape().dim(0)); s++) {
            off = Math.max(off, Figures.maxAbs(every(8, masks.mask(s)), Figures.at(stored, s)));
        }
        return off;
    }

    private static double samples(SoftMasks masks, Tensor64 samples, Tensor64 stored) {
        double off = 0;
        for (int n = 0; n < stored.shape().dim(0); n++) {
            Tensor mask = masks.blend(Figures.at(samples, n));
            off = Math.max(off, Figures.maxAbs(every(4, mask), Figures.at(stored, n)));
        }
        return off;
    }

    /** Attributions painted with the masks, as a share of the greatest. */
    private static double maps(SoftMasks masks, Path folder, String name, JsonObject facts, Tensor64 stored)
            throws IOException {
        List<Tsv.Row> attributions = Tsv.read(folder.resolve("attr_" + name + ".csv"), ",");
        List<String> methods =
                facts.getAsJsonObject("cases").getAsJsonObject(name).getAsJsonArray("pix").asList().stream()
                        .map(m -> m.getAsString())
                        .toList();
        double off = 0;
        for (int k = 0; k < methods.size(); k++) {
            double[] map = Figures.at(stored, k);
            double greatest = Arrays.stream(map).map(Math::abs).max().orElseThrow();
            String method = methods.get(k);
            Tensor found = masks.blend(
                    attributions.stream().mapToDouble(r -> r.number(method)).toArray());
            off = Math.max(off, Figures.maxAbs(every(4, found), map) / greatest);
        }
        return off;
    }

    /** Every {@code step}-th pixel of a mask along either axis, from the middle of the first step on. */
    private static double[] every(int step, Tensor mask) {
        int h = mask.shape().dim(0) / step;
        int w = mask.shape().dim(1) / step;
        double[] out = new double[h * w];
        Arrays.setAll(
                out, i -> mask.data()[(step / 2 + i / w * step) * mask.shape().dim(1) + step / 2 + i % w * step]);
        return out;
    }

    /** A file of {@code common}: labels of a grid, weights of its masks along an axis, or a kernel. */
    void common(Path file) throws IOException {
        String name = file.getFileName().toString();
        Matcher kernel = KERNEL.matcher(name);
        Matcher grid = GRID.matcher(name);
        if (kernel.matches()) {
            double sigma = Double.parseDouble(kernel.group(1));
            checks.add(
                    "gauss kernel",
                    "common[" + sigma + "]",
                    1e-12,
                    () -> kernel(sigma, Npy.read64(file).data()));
        } else if (grid.matches()) {
            grid(file, Integer.parseInt(grid.group(1)), grid.group(2).replaceFirst("\\..*", ""));
        }
    }

    private static double kernel(double sigma, double[] stored) {
        double[] half = new GaussianFilter(sigma, Border.REFLECT).kernel();
        double[] whole = new double[2 * half.length - 1];
        Arrays.setAll(whole, i -> half[Math.abs(i - half.length + 1)]);
        return Figures.maxAbs(whole, stored);
    }

    private void grid(Path file, int n, String what) throws IOException {
        String row = "grid, " + what.replace('_', ' ');
        String column = "common[" + n + "]";
        if (what.equals("labels")) {
            Segmentation stored = Pictures.greyLabels(file);
            checks.labels(row, column, 0, new Grid(n, n).segment(stored.height(), stored.width()), stored);
            return;
        }
        Tensor64 weights = Npy.read64(file);
        int side = weights.shape().dim(1);
        Segmentation cells = new Grid(n, n).segment(side, side);
        SoftMasks masks = what.startsWith("bilinear")
                ? new BilinearGrid().smooth(cells)
                : new Gaussian(sigma(file.resolveSibling("../extras_info.json"), n)).smooth(cells);
        checks.add(row, column, LIMIT, () -> products(masks, weights));
    }

    /** How wide the masks of a grid are blurred: what the data says, or the study's rule. */
    private static double sigma(Path extras, int n) throws IOException {
        String name = "grid" + n + "_gauss";
        return Files.exists(extras) && json(extras).has(name)
                ? json(extras).getAsJsonObject(name).get("sigma").getAsDouble()
                : 70.0 / n;
    }

    /** Masks of cells are products of a weight down and one across. */
    private static double products(SoftMasks masks, Tensor64 weights) {
        int n = weights.shape().dim(0);
        int side = weights.shape().dim(1);
        double off = 0;
        for (int s = 0; s < n * n; s++) {
            double[] down = Figures.at(weights, s / n);
            double[] across = Figures.at(weights, s % n);
            double[] product = new double[side * side];
            Arrays.setAll(product, i -> down[i / side] * across[i % side]);
            off = Math.max(off, Figures.maxAbs(Figures.widen(masks.mask(s)), product));
        }
        return off;
    }

    /** A file of {@code study}: if it holds labels, the photo lies beside it. */
    void study(Path file) throws IOException {
        Matcher m = LABELS.matcher(file.getFileName().toString());
        if (m.matches()) {
            Segmentation stored = Pictures.greyLabels(file);
            Segmentation found = new Slic(SEGMENTS, 10, 10, 0, true, false, true)
                    .segment(Pictures.rgb(file.resolveSibling(m.group(1) + ".png")));
            String column = "study[" + m.group(1) + "]";
            checks.labels("slic", column, 0, found, stored);
            checks.add("slic, regions", column, 0, () -> StoredLabelMaps.regionsOff(found.regions(), stored.regions()));
        }
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
