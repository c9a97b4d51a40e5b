package org.limn.parity;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.limn.attribution.Baseline;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.parity.ParityCase;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.evaluation.Order;
import org.limn.evaluation.TargetScores;
import org.limn.evaluation.localization.MapAndTruth;
import org.limn.evaluation.occlusion.RemovalCurves;
import org.limn.evaluation.occlusion.Removed;
import org.limn.loader.LoadSettings;
import org.limn.loader.image.Fit;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.OnnxLoader;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.smoothing.Gaussian;
import org.limn.segmentation.smoothing.Hard;

/** Curves of scores while pixels are removed, in the order of the study's own attributions: every photo and row in the folder. */
final class OcclusionSuite implements Suite {
    private static final double CURVES = 1e-4, SCORES = 2e-3;

    /** Where more pixels than this change places when values are rounded at 1e-12, the figure is printed and not judged. */
    private static final int STEADY = 50;

    private static final Baseline GREY = new Baseline.Constant(0.5f);
    private static final Pattern CURVE =
            Pattern.compile("curve_(pixels|segments)_(hard|soft)_n(\\d+|None)(?:_(\\w+?))?\\.npy");

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public List<String> folders() {
        return List.of("perturbation/golden", "models/squeezenet1.1");
    }

    @Override
    public String about() {
        return "LIF, MIF and SRG of SqueezeNet 1.1 while pixels turn grey in the order of stored attributions, against the code of"
                + " a study of perturbations: greatest absolute difference, of the curves and of their means. Where more than "
                + STEADY
                + " pixels change places when values are rounded at 1e-12 the figure is not judged. The row study: 1 − Spearman's"
                + " correlation, over its cells, of the mean SRG of all photos that have rows.";
    }

    @Override
    public boolean counted() {
        return true;
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Preprocessing study = new Preprocessing(
                "study", Preprocessing.Order.BGR, 255, List.of(103.94, 116.78, 123.68), List.of(1.0), Fit.STRETCH);
        var network = OnnxLoader.load(
                reference.path("models/squeezenet1.1/model.onnx"), new LoadSettings().withPreprocessing(study));
        try (ProgramModel model = new ProgramModel(network::program, reference.device())) {
            if (Files.isDirectory(reference.path("perturbation/evalextra"))) {
                attempt("options", "", report, () -> new Options(reference, model, report).run());
            } else {
                report.accept(Case.skipped("options", "", "perturbation/evalextra is absent"));
            }
            for (Path folder : SegmentationSuite.inside(reference.path("perturbation/golden"))) {
                attempt("scores", folder.getFileName().toString(), report, () -> photo(folder, model, report));
            }
            Path rows = reference.path("perturbation/study");
            if (Files.isDirectory(rows)) {
                attempt("study", "", report, () -> new StudyRows(rows, model, report).run());
            } else {
                report.accept(Case.skipped("study", "", "perturbation/study is absent"));
            }
        }
    }

    private static void attempt(String row, String column, Consumer<Case> report, ParityCase.Part part) {
        ParityCase.attempt(row, column, c -> report.accept(Case.of(c)), part);
    }

    private static void photo(Path folder, ProgramModel model, Consumer<Case> report) throws IOException {
        String photo = folder.getFileName().toString();
        if (!Files.exists(folder.resolve("scores.csv"))) {
            report.accept(Case.skipped("scores", photo, "no scores.csv in the folder"));
            return;
        }
        JsonObject info = json(folder.resolve("info.json"));
        int target = info.get("target_class").getAsInt();
        Tensor image = Pictures.rgb(folder.resolve("image.png"));
        Tensor grey = GREY.of(image).get(0);
        Tensor64 curves = Npy.read64(folder.resolve("curves.npy"));
        Map<String, Integer> moved = moved(folder.resolve("robustness.csv"));
        Map<String, StudyMaps> painters = new HashMap<>();
        Map<IntBuffer, RemovalCurves> known = new HashMap<>();
        for (Tsv.Row row : Tsv.read(folder.resolve("scores.csv"), ",")) {
            if (!row.cell("tie").equals("stable")) {
                continue;
            }
            String segmenter = row.cell("segmenter"), type = row.cell("type");
            String what = segmenter + " " + row.cell("case") + " " + row.cell("attribution") + " " + type;
            attempt(row.cell("attribution") + " per " + type, photo + ", " + what, report, () -> {
                String painter = segmenter + " " + type;
                if (!painters.containsKey(painter)) {
                    painters.put(painter, painter(folder, info, image, segmenter, type));
                }
                double[] attribution =
                        Tsv.read(folder.resolve(segmenter).resolve("attr_" + row.cell("case") + ".csv"), ",").stream()
                                .mapToDouble(r -> r.number(row.cell("attribution")))
                                .toArray();
                double[] wanted = Figures.at(curves, (int) row.number("curve_row"));
                int[] order = painters.get(painter).order(attribution);
                RemovalCurves found = known.computeIfAbsent(
                        IntBuffer.wrap(order),
                        k -> RemovalCurves.of(
                                order,
                                curves.shape().dim(2),
                                gone -> Removed.pixels(image, grey, gone),
                                images -> TargetScores.of(model, images, target)));
                boolean judged = moved.getOrDefault(what, 0) <= STEADY;
                String method = row.cell("attribution") + " per " + type, column = photo + ", " + what;
                compare(method, column, found, wanted, judged, report);
                means(method, column, found, row, judged, report);
            });
        }
    }

    private static void compare(
            String row, String column, RemovalCurves found, double[] wanted, boolean judged, Consumer<Case> report) {
        int n = wanted.length / 2;
        double off = Math.max(
                Figures.maxAbs(found.lifCurve().y(), Arrays.copyOfRange(wanted, 0, n)),
                Figures.maxAbs(found.mifCurve().y(), Arrays.copyOfRange(wanted, n, 2 * n)));
        report.accept(Case.of(row + ", curves", column, off, judged ? CURVES : Double.POSITIVE_INFINITY));
    }

    private static void means(
            String row, String column, RemovalCurves found, Tsv.Row stored, boolean judged, Consumer<Case> report) {
        RemovalCurves scaled = found.normalized();
        double off = Figures.maxAbs(
                new double[] {found.lif(), found.mif(), found.srg(), scaled.lif(), scaled.mif(), scaled.srg()},
                List.of("lif", "mif", "srg", "norm_lif", "norm_mif", "norm_srg").stream()
                        .mapToDouble(stored::number)
                        .toArray());
        report.accept(Case.of(row + ", means", column, off, judged ? SCORES : Double.POSITIVE_INFINITY));
    }

    /** Hard segments for maps by segment, the study's masks for maps by pixel. */
    private static StudyMaps painter(Path folder, JsonObject info, Tensor image, String segmenter, String type)
            throws IOException {
        StudySegmenter study = StudySegmenter.parse(info.getAsJsonObject("segmenters")
                .getAsJsonObject(segmenter)
                .get("description")
                .getAsString());
        Path labels = folder.resolve(segmenter).resolve("labels.png");
        Segmentation cells = Files.exists(labels)
                ? Pictures.greyLabels(labels)
                : study.segmenter().segment(image);
        return new StudyMaps(cells, type.equals("segment") ? new Hard() : study.smoothing());
    }

    /** How many pixels of a row change places when values are rounded. */
    private static Map<String, Integer> moved(Path robustness) throws IOException {
        Map<String, Integer> moved = new HashMap<>();
        for (Tsv.Row row : Files.exists(robustness) ? Tsv.read(robustness, ",") : List.<Tsv.Row>of()) {
            moved.put(
                    row.cell("segmenter") + " " + row.cell("case") + " " + row.cell("attribution") + " "
                            + row.cell("type"),
                    (int) Math.max(row.number("pixels_changed_lif"), row.number("pixels_changed_mif")));
        }
        return moved;
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    /** Other colors, numbers of images and kinds of order, and the pointing game: the folder {@code evalextra}. */
    private record Options(Reference reference, ProgramModel model, Consumer<Case> report) {
        void run() throws IOException {
            Path folder = reference.path("perturbation/evalextra");
            JsonObject extras = json(reference.path("perturbation/extras_info.json"));
            int target = extras.get("target_class").getAsInt();
            Tensor image = Pictures.rgb(reference.path("perturbation/perturbers/image.png"));
            Segmentation labels = Pictures.greyLabels(reference.path("perturbation/perturbers/labels.png"));
            StudyMaps hard = new StudyMaps(labels, new Hard()), soft = new StudyMaps(labels, new Gaussian(10));
            double[] values = Npy.read64(folder.resolve("vals.npy")).data();
            Map<String, RemovalCurves> found = new HashMap<>();
            for (Path file : SegmentationSuite.inside(folder)) {
                Matcher m = CURVE.matcher(file.getFileName().toString());
                if (!m.matches()) {
                    continue;
                }
                String name = m.group().replaceFirst("^curve_(.*)\\.npy$", "$1");
                String fill = m.group(4) == null ? "grey" : m.group(4);
                if (!fill.matches("grey|normalize|black|mean|blur\\d+")) {
                    report.accept(Case.skipped("options", name, "no fill is known by the name " + fill));
                    continue;
                }
                attempt("options", name, report, () -> {
                    StudyMaps masks = m.group(2).equals("hard") ? hard : soft;
                    Tensor other = fill(fill, image, extras);
                    RemovalCurves its = curves(m, image, other, masks, labels.regions(), values, target);
                    boolean normalized = "normalize".equals(m.group(4));
                    found.put(name.replace("_normalize", ""), its);
                    found.put(name, normalized ? its.normalized() : its);
                    compare("options", name, found.get(name), Npy.read64(file).data(), true, report);
                });
            }
            attempt("options, means", "", report, () -> means(folder, found));
            attempt("pointing game", "", report, () -> pointing(folder, hard, soft, values));
        }

        /** The study averages its mean color in float32, 2e-4 off: what it got is stored. */
        private static Tensor fill(String name, Tensor image, JsonObject extras) {
            Baseline by =
                    switch (name) {
                        case "grey", "normalize" -> GREY;
                        case "black" -> Baseline.BLACK;
                        case "mean" -> new Baseline.MeanColor();
                        default -> new Baseline.Blurred(Double.parseDouble(name.substring(4)));
                    };
            Tensor other = by.of(image).get(0);
            if (name.equals("mean") && extras.getAsJsonObject("perturbers").has("colors")) {
                var color = extras.getAsJsonObject("perturbers")
                        .getAsJsonObject("colors")
                        .getAsJsonArray("mean");
                int pixels = other.data().length / color.size();
                for (int i = 0; i < other.data().length; i++) {
                    other.data()[i] = color.get(i / pixels).getAsFloat();
                }
            }
            return other;
        }

        private RemovalCurves curves(
                Matcher m, Tensor image, Tensor other, StudyMaps masks, int regions, double[] values, int target) {
            boolean pixels = m.group(1).equals("pixels");
            int images = m.group(3).equals("None") ? regions + 1 : Integer.parseInt(m.group(3));
            return RemovalCurves.of(
                    pixels ? masks.order(values) : Order.ascending(StudyMaps.rounded(values, 9)),
                    images,
                    gone -> pixels ? Removed.pixels(image, other, gone) : mixed(image, other, masks, gone),
                    list -> TargetScores.of(model, list, target));
        }

        /** {@code x·M + other·(1 − M)}, M the mask of the segments that stay. */
        private static Tensor mixed(Tensor image, Tensor other, StudyMaps masks, boolean[] gone) {
            double[] z = new double[gone.length];
            Arrays.setAll(z, s -> gone[s] ? 0 : 1);
            double[] mask = masks.painted(z);
            float[] data = image.data().clone();
            for (int i = 0; i < data.length; i++) {
                double stay = mask[i % mask.length];
                data[i] = (float) (data[i] * stay + other.data()[i] * (1 - stay));
            }
            return Tensor.of(image.shape(), data);
        }

        private void means(Path folder, Map<String, RemovalCurves> found) throws IOException {
            for (Tsv.Row row : Tsv.read(folder.resolve("evaluator.csv"), ",")) {
                String name = row.cell("case");
                boolean one = name.startsWith("mode_"); // a single mean, of grey pixels in 10 images
                RemovalCurves its = found.get(one ? "pixels_soft_n10" : name);
                if (its == null) {
                    report.accept(Case.skipped("options, means", name, "no curves of this name are stored"));
                    continue;
                }
                double first = row.number("lif_or_first");
                double off = one
                        ? Math.abs((name.equals("mode_mif") ? its.mif() : its.lif()) - first)
                        : Figures.maxAbs(
                                new double[] {its.lif(), its.mif(), its.srg()},
                                new double[] {first, row.number("mif"), row.number("srg")});
                report.accept(Case.of("options, means", name, off, SCORES));
            }
        }

        private void pointing(Path folder, StudyMaps hard, StudyMaps soft, double[] values) throws IOException {
            for (Tsv.Row row : Tsv.read(folder.resolve("pointing_game.csv"), ",")) {
                attempt("pointing game", row.cell("case"), report, () -> pointed(folder, row, hard, soft, values));
            }
        }

        private void pointed(Path folder, Tsv.Row row, StudyMaps hard, StudyMaps soft, double[] values)
                throws IOException {
            String[] parts = row.cell("case").split("/");
            double[] its = parts[0].startsWith("rounded")
                    ? StudyMaps.rounded(values, Integer.parseInt(parts[0].substring("rounded".length())))
                    : values;
            Path mask = folder.resolve(parts.length > 2 ? "hit_" + parts[2] + ".png" : "hit_mask.png");
            Tensor picture = Pictures.rgb(mask);
            boolean[] truth =
                    new boolean[picture.shape().dim(2) * picture.shape().dim(3)];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = picture.data()[i] > 0;
            }
            double share = new MapAndTruth((parts[1].equals("hard") ? hard : soft).painted(its), truth)
                    .pointingShare()
                    .orElse(Double.NaN);
            report.accept(Case.of("pointing game", row.cell("case"), Math.abs(share - row.number("score")), 1e-9));
        }
    }
}
