package org.limn.parity;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.perturbation.AllButOne;
import org.limn.attribution.perturbation.Ciu;
import org.limn.attribution.perturbation.Sampler;
import org.limn.attribution.perturbation.Samples;
import org.limn.attribution.perturbation.ShapSampler;
import org.limn.attribution.perturbation.Single;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.parity.SegmentationSuite.Checks;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.smoothing.BilinearGrid;
import org.limn.segmentation.smoothing.Gaussian;
import org.limn.segmentation.smoothing.Hard;
import org.limn.segmentation.smoothing.SoftMasks;

/** The study's own runs, {@code study}, whose attributions are not stored but scores are, and {@code evalextra}. */
record PerturbationStudy(Path folder, Checks checks) {
    /** How many samples of a file are scored: all of a file are in {@code golden}. */
    private static final int SCORED = 50;

    private static final Pattern SCORES =
            Pattern.compile("(\\d+)_(grid|slic)_(none|bilinear|gauss)_(single|allbutone|[\\w.]+_\\d+)_Y\\.npy");

    private static final Pattern SETS = Pattern.compile("ciu_multi_(.+)\\.csv");

    /** A file of {@code study}. */
    void scores(Path file, ProgramModel model) throws IOException {
        String name = file.getFileName().toString();
        Matcher m = SCORES.matcher(name);
        if (!m.matches()) {
            if (name.endsWith("_Y.npy")) {
                checks.skip("scores of the study", name, "nobody knows its segmenter or sampler");
            }
            return;
        }
        String photo = m.group(1);
        Tensor image = Pictures.rgb(folder.resolve(photo + ".png"));
        Tensor64 stored = Npy.read64(file);
        int count = stored.shape().dim(0);
        Path drawn = folder.resolve(photo + "_" + m.group(2) + "_" + m.group(4) + "_Z.npy");
        Sampler sampler = Files.exists(drawn)
                ? new PerturbationGolden.Stored(Npy.read64(drawn))
                : switch (m.group(4).replaceFirst("_\\d+$", "")) {
                    case "single" -> new Single();
                    case "allbutone" -> new AllButOne();
                    case "shap" -> new ShapSampler(count, false);
                    default -> null;
                };
        if (sampler == null) {
            checks.skip("scores of the study", name, drawn.getFileName() + " is absent");
            return;
        }
        Segmentation regions;
        Gaussian gauss = new Gaussian();
        if (m.group(2).equals("slic")) {
            regions = Pictures.greyLabels(folder.resolve(photo + "_slic_labels.png"));
        } else {
            // one more than there are segments: each alone, and the untouched image
            int segments = Files.exists(drawn) ? Npy.read64(drawn).shape().dim(1) : count - 1;
            int side = (int) Math.round(Math.sqrt(segments));
            regions = new Grid(side, side).segment(image);
            gauss = Gaussian.forSegments(side * side);
        }
        SoftMasks masks = (switch (m.group(3)) {
                    case "bilinear" -> new BilinearGrid();
                    case "gauss" -> gauss;
                    default -> new Hard();
                })
                .smooth(regions);
        double[] y = Arrays.copyOf(stored.data(), Math.min(SCORED, count));
        checks.add("scores of the study", name, 1e-4, () -> {
            if (sampler.count(masks.count()) != count) {
                throw new IllegalArgumentException(
                        sampler.count(masks.count()) + " samples cannot have " + count + " scores");
            }
            float[] scores = model.scores(image).data();
            int target = 0;
            for (int c = 1; c < scores.length; c++) {
                target = scores[c] > scores[target] ? c : target;
            }
            return PerturbationGolden.scoresOff(model, image, target, masks, sampler, y);
        });
    }

    /** CIU of sets of segments: the sets are stored, the samples are those of {@code golden} that have as many different ones. */
    void sets() throws IOException {
        boolean any = false;
        for (Path values : SegmentationSuite.inside(folder)) {
            Matcher m = SETS.matcher(values.getFileName().toString());
            if (m.matches()) {
                any = true;
                checks.part(values, () -> sets(m.group(1), values));
            }
        }
        if (!any) {
            checks.skip("CIU of sets", "", "evalextra holds no sets");
        }
    }

    private void sets(String name, Path values) throws IOException {
        Tensor64 kept = Npy.read64(folder.resolve("ciu_multi_" + name + "_rows.npy"));
        Path samples = samples(kept);
        if (samples == null) {
            checks.skip("CIU of sets", name, "nothing in golden has these sets for samples");
            return;
        }
        Path scores = samples.resolveSibling(samples.getFileName().toString().replaceFirst("Z_", "Y_"));
        boolean[][] members = new boolean[kept.shape().dim(0)][kept.shape().dim(1)];
        for (int k = 0; k < members.length; k++) {
            for (int s = 0; s < members[k].length; s++) {
                members[k][s] = kept.data()[k * members[k].length + s] == 0;
            }
        }
        List<Tsv.Row> rows = Tsv.read(values, ",");
        for (Ciu.Measure measure : Ciu.Measure.values()) {
            String column = measure.name().toLowerCase(java.util.Locale.ROOT);
            checks.add("CIU of sets", name + " " + column, 1e-6, () -> {
                Samples z = new PerturbationGolden.Stored(Npy.read64(samples)).all(members[0].length);
                double[] found = new Ciu(measure, Ciu.Form.MANY)
                        .of(z, Npy.read64(scores).data(), members)
                        .values();
                double[] wanted =
                        rows.stream().mapToDouble(r -> r.number(column)).toArray();
                double greatest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
                return Figures.maxAbs(found, wanted) / (greatest == 0 ? 1 : greatest);
            });
        }
    }

    /** The samples of the same photo that, each taken once, are the sets. */
    private @Nullable Path samples(Tensor64 kept) throws IOException {
        Path extras = folder.resolveSibling("extras_info.json");
        if (!Files.exists(extras)) {
            return null;
        }
        String photo = String.format(
                java.util.Locale.ROOT,
                "%03d",
                JsonParser.parseString(Files.readString(extras))
                        .getAsJsonObject()
                        .get("image")
                        .getAsInt());
        Path golden = folder.resolveSibling("golden").resolve(photo);
        if (!Files.isDirectory(golden)) {
            return null;
        }
        for (Path segmenter : SegmentationSuite.inside(golden)) {
            if (Files.isDirectory(segmenter)) {
                for (Path file : SegmentationSuite.inside(segmenter)) {
                    String name = file.getFileName().toString();
                    if (name.startsWith("Z_")
                            && name.endsWith(".npy")
                            && different(Npy.read64(file)).equals(different(kept))) {
                        return file;
                    }
                }
            }
        }
        return null;
    }

    private static TreeSet<double[]> different(Tensor64 z) {
        TreeSet<double[]> rows = new TreeSet<>(Comparator.comparing(Arrays::toString));
        for (int n = 0; n < z.shape().dim(0); n++) {
            rows.add(Figures.at(z, n));
        }
        return rows;
    }
}
