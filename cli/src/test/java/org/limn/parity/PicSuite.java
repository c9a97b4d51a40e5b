package org.limn.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.limn.attribution.Channels;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.parity.ParityCase;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Score;
import org.limn.evaluation.Subject;
import org.limn.evaluation.pic.DelaunayBlur;
import org.limn.evaluation.pic.Entropy;
import org.limn.evaluation.pic.Join;
import org.limn.evaluation.pic.Kept;
import org.limn.evaluation.pic.Notebook;
import org.limn.evaluation.pic.Performance;
import org.limn.evaluation.pic.Pic;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.image.Image;
import org.limn.loader.image.Pictures;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.OnnxLoader;

/** The folder {@code saliency/pic}: performance information curves of PAIR's library on SqueezeNet. */
final class PicSuite implements Suite {
    /** What map a method's name stands for, where it is not a file of that name with or without {@code _50}. */
    private static final Map<String, String> FILES = Map.of(
            "random", "random_rank", "guided_ig", "guided_ig_200", "gradcam", "gradcam_224", "xrai", "xrai_full");

    @Override
    public String name() {
        return "pic";
    }

    @Override
    public List<String> folders() {
        return List.of("saliency/pic", "saliency/maps", "saliency/images", "models/squeezenet1.1");
    }

    @Override
    public String about() {
        return "Performance information curves against PAIR's saliency library. `stored` starts from its bytes and predictions,"
                + " `aggregate` from its curves. `end to end` starts from its maps and random pixels: another valid"
                + " triangulation moves bytes and answers there, and aggregates are shown and not judged (limit Infinity). A"
                + " figure of `refused` is 0 where the same image is refused for the same reason.";
    }

    /** What is stored of one image. */
    private record Stored(String id, Path folder, JsonObject facts, Tensor64 curves) {
        List<String> methods() {
            return List.copyOf(facts.getAsJsonObject("methods").keySet());
        }

        JsonObject method(String name) {
            return facts.getAsJsonObject("methods").getAsJsonObject(name);
        }

        List<Double> thresholds() {
            return facts.getAsJsonArray("thresholds").asList().stream()
                    .map(JsonElement::getAsDouble)
                    .toList();
        }

        Notebook style() {
            return new Notebook(
                    facts.get("min_pred_value").getAsDouble(),
                    facts.get("keep_monotonous").getAsBoolean(),
                    Join.MEDIAN);
        }

        double[] curve(int method, Performance kind) {
            int points = curves.shape().dim(2), from = (2 * method + kind.ordinal()) * points;
            return Arrays.copyOfRange(curves.data(), from, from + points);
        }
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Path saliency = reference.path("saliency");
        List<Stored> all = new ArrayList<>();
        for (Path folder : SegmentationSuite.inside(saliency.resolve("pic"))) {
            if (Files.isDirectory(folder)) {
                String id = folder.getFileName().toString();
                attempt("stored", id, report, () -> {
                    Stored image = new Stored(
                            id, folder, json(folder.resolve("pic.json")), Npy.read64(folder.resolve("curves.npy")));
                    fromNumbers(image, report);
                    all.add(image);
                });
            }
        }
        Path joined = saliency.resolve("pic/aggregate.json");
        JsonObject aggregate = Files.exists(joined) ? json(joined) : new JsonObject();
        if (!Files.exists(joined)) {
            report.accept(Case.skipped("aggregate", "", "saliency/pic/aggregate.json is absent"));
        }
        Map<Performance, Map<String, List<Curve>>> curves = new EnumMap<>(Performance.class);
        for (Performance kind : Performance.values()) {
            for (Stored image : all) {
                for (String method : image.methods()) {
                    double[] y = image.curve(image.methods().indexOf(method), kind);
                    if (!Double.isNaN(y[0])) {
                        curves.computeIfAbsent(kind, k -> new LinkedHashMap<>())
                                .computeIfAbsent(method, m -> new ArrayList<>())
                                .add(new Curve("", "", abscissas(y.length), y));
                    }
                }
            }
        }
        aggregates("aggregate", aggregate, curves, 1e-9, report);
        Network network = OnnxLoader.load(
                reference.path("models/squeezenet1.1/model.onnx"),
                new LoadSettings().withPreprocessing(Preprocessing.CAFFE_BGR));
        try (ProgramModel model = new ProgramModel(network::program, reference.device())) {
            endToEnd(saliency, all, aggregate, model, report);
        }
    }

    /** Curves and areas from stored bytes and predictions. */
    private static void fromNumbers(Stored image, Consumer<Case> report) {
        Notebook style = image.style();
        for (int m = 0; m < image.methods().size(); m++) {
            String method = image.methods().get(m);
            for (Performance kind : Performance.values()) {
                JsonObject stored = image.method(method).getAsJsonObject(kind(kind));
                String row = "stored " + kind(kind) + " " + method;
                // refused images keep what they would have given beside the error
                JsonObject numbers =
                        stored.has("min_pred_value_0") ? stored.getAsJsonObject("min_pred_value_0") : stored;
                if (!numbers.has("predictions")) {
                    report.accept(Case.skipped(row, image.id(), "no predictions are stored of the refused image"));
                    continue;
                }
                double[] bytes = array(image.method(method).getAsJsonArray("webp"));
                double[] predictions = array(numbers.getAsJsonArray("predictions"));
                Optional<String> refusal = style.refusal(kind, bytes, predictions);
                report.accept(
                        Case.of(row + " refused", image.id(), reason(stored).equals(reason(refusal)) ? 0 : 1, 0));
                if (refusal.isEmpty()) {
                    Score score = style.score(kind, bytes, predictions);
                    report.accept(Case.of(
                            row + " curve",
                            image.id(),
                            Figures.maxAbs(score.curve().orElseThrow().y(), image.curve(m, kind)),
                            1e-9));
                }
                if (numbers.has("auc")
                        && new Notebook(0, true, Join.MEDIAN)
                                .refusal(kind, bytes, predictions)
                                .isEmpty()) {
                    report.accept(Case.of(
                            row + " AUC",
                            image.id(),
                            Math.abs(style.score(kind, bytes, predictions).value()
                                    - numbers.get("auc").getAsDouble()),
                            1e-9));
                }
                if (stored.has("auc_keep_monotonous_false")) {
                    double loose = new Notebook(0, false, Join.MEDIAN)
                            .score(kind, bytes, predictions)
                            .value();
                    double expected = stored.get("auc_keep_monotonous_false").getAsDouble();
                    report.accept(Case.of(row + " AUC, not monotone", image.id(), Math.abs(loose - expected), 1e-9));
                }
            }
        }
    }

    private static void aggregates(
            String row,
            JsonObject stored,
            Map<Performance, Map<String, List<Curve>>> curves,
            double limit,
            Consumer<Case> report) {
        curves.forEach((kind, byMethod) -> byMethod.forEach((method, of) -> {
            String name = row + " " + kind(kind) + " " + method;
            JsonObject methods = stored.has(kind(kind))
                    ? stored.getAsJsonObject(kind(kind)).getAsJsonObject("methods")
                    : new JsonObject();
            if (!methods.has(method)) {
                report.accept(Case.skipped(name, "", "no aggregate of this method is stored"));
                return;
            }
            JsonObject expected = methods.getAsJsonObject(method);
            for (Join join : Join.values()) {
                double area = new Notebook(0, true, join).joined(kind, of).area();
                double wanted =
                        expected.get(join.name().toLowerCase(Locale.ROOT)).getAsDouble();
                report.accept(Case.of(name, join.name().toLowerCase(Locale.ROOT), Math.abs(area - wanted), limit));
            }
            double mean = of.stream().mapToDouble(Curve::area).average().orElseThrow();
            report.accept(Case.of(
                    name,
                    "mean of areas",
                    Math.abs(mean - expected.get("mean_of_individual_auc").getAsDouble()),
                    limit));
        }));
    }

    private static void endToEnd(
            Path saliency, List<Stored> all, JsonObject aggregate, ProgramModel model, Consumer<Case> report)
            throws IOException {
        Map<Performance, Map<String, List<Curve>>> curves = new EnumMap<>(Performance.class);
        Map<Performance, List<Double>> off = new EnumMap<>(Performance.class);
        for (Stored image : all) {
            attempt("end to end", image.id(), report, () -> {
                Image photo = Pictures.read(saliency.resolve("images/" + image.id() + ".png"));
                boolean[] random = mask(Npy.read64(image.folder().resolve("random_mask.npy")));
                Image expected = Pictures.read(image.folder().resolve("fully_blurred.png"));
                report.accept(Case.of(
                        "end to end blurred image, share of bytes that differ",
                        image.id(),
                        differing(DelaunayBlur.of(photo, random).rgb(), expected.rgb()),
                        0.005));
                Subject subject =
                        new Subject(photo.tensor(), image.facts().get("target").getAsInt(), Optional.empty());
                for (String method : image.methods()) {
                    attempt("end to end " + method, image.id(), report, () -> {
                        double[] map = map(saliency.resolve("maps/" + image.id()), method);
                        ofMap(image, method, subject, map, random, model, off, curves, report);
                    });
                }
            });
        }
        off.forEach((kind, figures) -> {
            double[] sorted =
                    figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            int n = sorted.length;
            if (n > 0) {
                report.accept(Case.of(
                        "end to end " + kind(kind) + " AUC",
                        "median over maps",
                        (sorted[n / 2] + sorted[(n - 1) / 2]) / 2,
                        0.02));
            }
        });
        aggregates("end to end, aggregate", aggregate, curves, Double.POSITIVE_INFINITY, report);
    }

    /** A map's own measurements; areas that are wrong, and curves, are added to those of the other maps. */
    private static void ofMap(
            Stored image,
            String method,
            Subject subject,
            double[] map,
            boolean[] random,
            ProgramModel model,
            Map<Performance, List<Double>> off,
            Map<Performance, Map<String, List<Curve>>> curves,
            Consumer<Case> report) {
        Pic pic = new Pic(image.style(), Entropy.WEBP, image.thresholds(), Channels.ABS_SUM, 0);
        report.accept(
                Case.of("end to end " + method + " kept pixels", image.id(), kept(image, method, map, random), 0));
        Pic.Measured measured = pic.measure(model, subject, map, random);
        double[] bytes = array(image.method(method).getAsJsonArray("webp"));
        report.accept(Case.of(
                "end to end " + method + " bytes, relative",
                image.id(),
                relative(measured.information(), bytes),
                0.05));
        measured.performance().forEach((kind, performance) -> {
            String row = "end to end " + kind(kind) + " " + method;
            JsonObject stored = image.method(method).getAsJsonObject(kind(kind));
            Optional<String> refusal = pic.style().refusal(kind, measured.information(), performance);
            boolean same = reason(stored).equals(reason(refusal));
            report.accept(Case.of(row + " refused", image.id(), same ? 0 : 1, 0));
            if (refusal.isEmpty() && stored.has("auc")) {
                Score score = pic.style().score(kind, measured.information(), performance);
                double by = Math.abs(score.value() - stored.get("auc").getAsDouble());
                off.computeIfAbsent(kind, k -> new ArrayList<>()).add(by);
                report.accept(Case.of(row + " AUC", image.id(), by, kind == Performance.SIC ? 0.1 : 0.25));
                curves.computeIfAbsent(kind, k -> new LinkedHashMap<>())
                        .computeIfAbsent(method, m -> new ArrayList<>())
                        .add(score.curve().orElseThrow());
            }
        });
    }

    private static void attempt(String row, String column, Consumer<Case> report, ParityCase.Part part) {
        ParityCase.attempt(row, column, c -> report.accept(Case.of(c)), part);
    }

    /** How many numbers of kept pixels differ from the stored ones. */
    private static double kept(Stored image, String method, double[] map, boolean[] random) {
        JsonArray counts = image.method(method).getAsJsonArray("mask_pixels");
        List<Double> thresholds = image.thresholds();
        double[] sorted = Kept.sorted(map);
        int wrong = 0;
        for (int t = 0; t < thresholds.size(); t++) {
            int count = 0;
            for (boolean left : Kept.best(map, sorted, thresholds.get(t), random)) {
                count += left ? 1 : 0;
            }
            wrong += count == counts.get(t + 1).getAsInt() ? 0 : 1;
        }
        return wrong;
    }

    /** The stored map of a method; per channel, the absolute sum in float32. */
    private static double[] map(Path folder, String method) throws IOException {
        List<String> others = SegmentationSuite.inside(folder).stream()
                .map(f -> f.getFileName().toString().replaceFirst("(_sum2d)?\\.npy$", ""))
                .filter(f -> f.startsWith(method + "_"))
                .toList();
        List<String> names = new ArrayList<>(List.of(FILES.getOrDefault(method, method), method + "_50"));
        names.addAll(others);
        for (String name : names) {
            Path full = folder.resolve(name + ".npy"), sum = folder.resolve(name + "_sum2d.npy");
            if (Files.exists(sum)) {
                return DoubleStream.of(Npy.read64(sum).data()).map(Math::abs).toArray();
            } else if (Files.exists(full)) {
                Tensor64 stored = Npy.read64(full);
                return stored.shape().rank() == 2 ? stored.data() : absoluteSum(stored);
            }
        }
        throw new NoSuchFileException(folder + "/" + method + ".npy");
    }

    private static double[] absoluteSum(Tensor64 map) {
        int channels = map.shape().dim(2);
        double[] sums = new double[map.data().length / channels];
        for (int i = 0; i < sums.length; i++) {
            float sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += (float) map.data()[channels * i + c];
            }
            sums[i] = Math.abs(sum);
        }
        return sums;
    }

    /** Which rule refused an image, of a stored message or of ours. */
    private static String reason(JsonObject stored) {
        if (!stored.has("error")) {
            return "";
        }
        String message = stored.get("error").getAsString().toLowerCase(Locale.ROOT);
        return message.contains("min_pred_value") ? "prediction" : message.contains("entropy") ? "information" : "blur";
    }

    private static String reason(Optional<String> refusal) {
        return refusal.map(r -> r.contains("least that counts")
                        ? "prediction"
                        : r.contains("information") ? "information" : "blur")
                .orElse("");
    }

    private static double relative(double[] found, double[] stored) {
        double worst = 0;
        for (int i = 0; i < stored.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - stored[i]) / stored[i]);
        }
        return worst;
    }

    private static double differing(byte[] a, byte[] b) {
        int count = 0;
        for (int i = 0; i < b.length; i++) {
            count += a[i] == b[i] ? 0 : 1;
        }
        return (double) count / b.length;
    }

    private static boolean[] mask(Tensor64 stored) {
        boolean[] mask = new boolean[stored.data().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = stored.data()[i] != 0;
        }
        return mask;
    }

    private static double[] abscissas(int points) {
        double[] x = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = (double) i / (points - 1);
        }
        return x;
    }

    private static double[] array(JsonArray numbers) {
        return numbers.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static String kind(Performance kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
