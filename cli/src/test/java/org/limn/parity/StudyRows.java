package org.limn.parity;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.limn.attribution.Baseline;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.parity.ParityCase;
import org.limn.attribution.perturbation.AllButOne;
import org.limn.attribution.perturbation.Attribution;
import org.limn.attribution.perturbation.Sampler;
import org.limn.attribution.perturbation.Samples;
import org.limn.attribution.perturbation.Single;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.evaluation.TargetScores;
import org.limn.evaluation.occlusion.RemovalCurves;
import org.limn.evaluation.occlusion.Removed;
import org.limn.evaluation.sanity.Similarity;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.smoothing.BilinearGrid;
import org.limn.segmentation.smoothing.Gaussian;
import org.limn.segmentation.smoothing.Hard;
import org.limn.segmentation.smoothing.Smoothing;

/**
 * The study's result: the mean SRG of each of its cells (segmenter, sampler, attribution, per pixel or segment) over its photos, from
 * its samples and their scores through attribution, order and curves. What the photos say together is judged, not each for itself.
 */
record StudyRows(Path folder, ProgramModel model, Consumer<Case> report) {
    private static final double LIMIT = 0.1;
    private static final int IMAGES = 10, GRID = 7;

    void run() throws IOException {
        Map<String, double[]> cells = new TreeMap<>(); // found, stored, photos
        for (Path file : SegmentationSuite.inside(folder)) {
            String name = file.getFileName().toString();
            if (!name.matches("[^_]+\\.png")) {
                continue;
            }
            String photo = name.replace(".png", "");
            Path rows = folder.resolve("rows_" + photo + ".csv");
            if (!Files.exists(rows)) {
                report.accept(Case.skipped("study", photo, "the photo has no rows"));
                continue;
            }
            ParityCase.attempt("study", photo, c -> report.accept(Case.of(c)), () -> {
                photo(photo, Pictures.rgb(file), Tsv.read(rows, ","), cells);
            });
        }
        if (cells.size() < 2) {
            report.accept(Case.skipped("study", "", "no two cells have scores, and nothing to rank"));
        } else {
            double[] found =
                    cells.values().stream().mapToDouble(c -> c[0] / c[2]).toArray();
            double[] stored =
                    cells.values().stream().mapToDouble(c -> c[1] / c[2]).toArray();
            report.accept(Case.of(
                    "study", "mean SRG of " + found.length + " cells", 1 - Similarity.spearman(found, stored), LIMIT));
        }
    }

    private void photo(String photo, Tensor image, List<Tsv.Row> rows, Map<String, double[]> cells) throws IOException {
        Tensor grey = new Baseline.Constant(0.5f).of(image).get(0);
        Map<String, StudyMaps> painters = new HashMap<>();
        Map<IntBuffer, Double> known = new HashMap<>();
        for (Tsv.Row row : rows) {
            if (!row.cell("tie").equals("stable")) {
                continue;
            }
            String segmenter = row.cell("segmenter"), sampler = row.cell("sampler"), type = row.cell("type");
            String painter = segmenter + " " + type;
            if (!painters.containsKey(painter)) {
                painters.put(painter, painter(photo, image, segmenter, type));
            }
            double[] y = Npy.read64(folder.resolve(photo + "_" + segmenter + "_" + sampler + "_Y.npy"))
                    .data();
            Attribution method = PerturbationGolden.method(row.cell("attribution"));
            if (method == null) {
                report.accept(Case.skipped("study", photo, "nobody knows " + row.cell("attribution")));
                continue;
            }
            Samples samples = samples(photo, segmenter, sampler, (int) row.number("M"), y.length);
            int[] order = painters.get(painter).order(method.of(samples, y).values());
            double srg = known.computeIfAbsent(IntBuffer.wrap(order), k -> RemovalCurves.of(
                            order,
                            IMAGES,
                            gone -> Removed.pixels(image, grey, gone),
                            images -> TargetScores.of(model, images, (int) row.number("target_class")))
                    .srg());
            double[] cell = cells.computeIfAbsent(
                    String.join(" ", segmenter, sampler, row.cell("attribution"), type), k -> new double[3]);
            cell[0] += srg;
            cell[1] += row.number("srg");
            cell[2]++;
        }
    }

    private StudyMaps painter(String photo, Tensor image, String segmenter, String type) throws IOException {
        Segmentation cells = segmenter.startsWith("slic")
                ? Pictures.greyLabels(folder.resolve(photo + "_slic_labels.png"))
                : new Grid(GRID, GRID).segment(image);
        Smoothing smoothing = type.equals("segment") || segmenter.endsWith("none")
                ? new Hard()
                : segmenter.endsWith("bilinear") ? new BilinearGrid() : new Gaussian(10);
        return new StudyMaps(cells, smoothing);
    }

    /** Drawn samples are stored for all that share their segments, others follow from their number. */
    private Samples samples(String photo, String segmenter, String sampler, int segments, int count)
            throws IOException {
        Path file = folder.resolve(photo + "_" + segmenter.replaceFirst("_.*", "") + "_" + sampler + "_Z.npy");
        if (Files.exists(file)) {
            Tensor64 z = Npy.read64(file);
            double[][] rows = new double[z.shape().dim(0)][];
            Arrays.setAll(rows, n -> Figures.at(z, n));
            return Samples.of(rows);
        }
        boolean untouched = count > segments;
        Sampler its = sampler.equals("single")
                ? new Single(false, count > segments + 1, untouched)
                : new AllButOne(count > segments + 1, untouched);
        return its.all(segments);
    }
}
