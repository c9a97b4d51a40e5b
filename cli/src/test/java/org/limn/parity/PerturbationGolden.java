package org.limn.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.perturbation.AllButOne;
import org.limn.attribution.perturbation.Attribution;
import org.limn.attribution.perturbation.Ciu;
import org.limn.attribution.perturbation.Estimate;
import org.limn.attribution.perturbation.Fill;
import org.limn.attribution.perturbation.KernelShap;
import org.limn.attribution.perturbation.Lime;
import org.limn.attribution.perturbation.Pda;
import org.limn.attribution.perturbation.Perturbation;
import org.limn.attribution.perturbation.PerturbedScores;
import org.limn.attribution.perturbation.Perturber;
import org.limn.attribution.perturbation.PixelRise;
import org.limn.attribution.perturbation.Rise;
import org.limn.attribution.perturbation.Sampler;
import org.limn.attribution.perturbation.Samples;
import org.limn.attribution.perturbation.ShapSampler;
import org.limn.attribution.perturbation.Single;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.parity.SegmentationSuite.Checks;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.smoothing.SoftMasks;

/** A folder {@code golden/NNN}: a photo, and for several segmenters and samples what the study's code made of it. */
final class PerturbationGolden {
    private static final Pattern SINGLE =
            Pattern.compile("SingleFeatureSampler\\((True|False),(True|False),(True|False)\\)");

    private static final Pattern SAMPLES = Pattern.compile("Z_(.+)\\.npy");

    /** Up to so many samples a whole explanation is quick. */
    private static final int FEW = 100;

    private final Path folder;
    private final @Nullable ProgramModel model;
    private final Checks checks;
    private final JsonObject info;
    private final Tensor image;
    private final String photo;

    PerturbationGolden(Path folder, @Nullable ProgramModel model, Checks checks) throws IOException {
        this.folder = folder;
        this.model = model;
        this.checks = checks;
        Path facts = folder.resolve("info.json");
        this.info = Files.exists(facts)
                ? JsonParser.parseString(Files.readString(facts)).getAsJsonObject()
                : new JsonObject();
        this.image = Pictures.rgb(folder.resolve("image.png"));
        this.photo = folder.getFileName().toString();
    }

    void run() throws IOException {
        probabilities();
        JsonObject segmenters = member(info, "segmenters");
        SortedSet<String> names = new TreeSet<>(segmenters.keySet());
        for (Path its : SegmentationSuite.inside(folder)) {
            if (Files.isDirectory(its)) {
                names.add(its.getFileName().toString());
            }
        }
        for (String name : names) {
            Path its = folder.resolve(name);
            if (Files.isDirectory(its)) {
                checks.part(its, () -> segmenter(its, member(segmenters, name)));
            } else {
                checks.skip("segmenter", photo + " " + name, "no folder " + name);
            }
        }
    }

    private void probabilities() {
        ProgramModel network = model;
        Path stored = folder.resolve("probs.npy");
        if (network != null && Files.exists(stored)) {
            checks.add(
                    "probabilities",
                    photo,
                    1e-5,
                    () -> Figures.maxAbs(
                            Figures.widen(network.scores(image)),
                            Npy.read64(stored).data()));
        }
    }

    /** What is stored of one segmenter: of all its samples, whether {@code info.json} lists them or not. */
    private void segmenter(Path its, JsonObject facts) throws IOException {
        String name = its.getFileName().toString();
        StudySegmenter study = facts.has("description")
                ? StudySegmenter.known(facts.get("description").getAsString())
                : null;
        SoftMasks masks = null;
        if (study == null) {
            checks.skip("masks", photo + " " + name, "nobody knows this segmenter: " + facts.get("description"));
        } else {
            masks = study.smoothing()
                    .smooth(
                            Files.exists(its.resolve("labels.png"))
                                    ? Pictures.greyLabels(its.resolve("labels.png"))
                                    : study.segmenter().segment(image));
            masks(its, masks);
        }
        JsonObject cases = member(facts, "cases");
        SortedSet<String> all = new TreeSet<>(cases.keySet());
        for (Path file : SegmentationSuite.inside(its)) {
            Matcher z = SAMPLES.matcher(file.getFileName().toString());
            if (z.matches()) {
                all.add(z.group(1));
            }
        }
        SoftMasks known = masks;
        for (String samples : all) {
            if (Files.exists(its.resolve("Z_" + samples + ".npy"))) {
                checks.part(
                        its.resolve(samples), () -> new One(its, study, known, samples, member(cases, samples)).run());
            } else {
                checks.skip("samples", photo + " " + name + " " + samples, "no stored samples");
            }
        }
    }

    /** What an object holds under a name; an empty object where it holds nothing. */
    private static JsonObject member(JsonObject object, String name) {
        return object.has(name) && object.get(name).isJsonObject() ? object.getAsJsonObject(name) : new JsonObject();
    }

    private void masks(Path its, SoftMasks masks) throws IOException {
        String where = photo + " " + its.getFileName();
        Path all = its.resolve("smooth_masks_sub8.npy");
        if (Files.exists(all)) {
            Tensor64 stored = Npy.read64(all);
            for (int s = 0; s < stored.shape().dim(0); s++) {
                int segment = s;
                checks.add(
                        "masks",
                        where + " " + s,
                        1e-12,
                        () -> Figures.maxAbs(every(8, masks.exactMask(segment)), Figures.at(stored, segment)));
            }
        }
        Path pixels = its.resolve("perturbed_sub4.npy");
        Path blended = its.resolve("pmask_sub4.npy");
        Path z = its.resolve("Z_random_50.npy"); // whose first rows these are
        if (!Files.exists(z)) {
            if (Files.exists(pixels) || Files.exists(blended)) {
                checks.skip("masks of samples", where, "the samples of the stored masks, Z_random_50.npy, are absent");
            }
            return;
        }
        Tensor64 samples = Npy.read64(z);
        if (Files.exists(blended)) {
            Tensor64 stored = Npy.read64(blended);
            for (int n = 0; n < stored.shape().dim(0); n++) {
                int row = n;
                checks.add(
                        "masks of samples",
                        where + " " + n,
                        1e-12,
                        () -> Figures.maxAbs(
                                every(4, masks.exactBlend(Figures.at(samples, row))), Figures.at(stored, row)));
            }
        }
        if (Files.exists(pixels)) {
            Tensor64 stored = Npy.read64(pixels);
            Perturber.Filling filling = new Fill().of(image);
            for (int n = 0; n < stored.shape().dim(0); n++) {
                int row = n;
                checks.add("perturbed pixels", where + " " + n, 1e-6, () -> {
                    float[] out = new float[image.data().length];
                    filling.write(masks.blend(Figures.at(samples, row)).data(), row, out, 0);
                    return PerturbationPerturbers.pixelsOff(image, out, Figures.at(stored, row));
                });
            }
        }
        if (Files.isDirectory(its.resolve("perturbed"))) {
            Perturber.Filling filling = new Fill().of(image);
            for (Path file : SegmentationSuite.inside(its.resolve("perturbed"))) {
                checks.add("perturbed pictures", where + " " + file.getFileName(), 1e-6, () -> {
                    int row = Integer.parseInt(file.getFileName().toString().replaceFirst("\\D.*", ""));
                    float[] out = new float[image.data().length];
                    filling.write(masks.blend(Figures.at(samples, row)).data(), row, out, 0);
                    return PerturbationPerturbers.beyondRounding(out, Pictures.rgb(file));
                });
            }
        }
    }

    /** Every {@code step}-th pixel along either axis, from the middle of the first step on. */
    static double[] every(int step, Tensor64 map) {
        int h = (map.shape().dim(0) - step / 2 + step - 1) / step;
        int w = (map.shape().dim(1) - step / 2 + step - 1) / step;
        double[] out = new double[h * w];
        Arrays.setAll(
                out, i -> map.data()[(step / 2 + i / w * step) * map.shape().dim(1) + step / 2 + i % w * step]);
        return out;
    }

    /** The attribution that a column holds; null if nobody knows it. */
    static @Nullable Attribution method(String column) {
        String name = column.replaceAll("_(importance|utility)$", "");
        Ciu.Measure measure = column.endsWith("_importance")
                ? Ciu.Measure.IMPORTANCE
                : column.endsWith("_utility") ? Ciu.Measure.UTILITY : Ciu.Measure.INFLUENCE;
        Pda pda = new Pda();
        return switch (name) {
            case "RISE" -> new Rise();
            case "LIME" -> new Lime();
            case "SHAP" -> new KernelShap();
            case "PDA" -> pda;
            case "PDA_info" -> new Pda(Pda.Form.INFODIFF, false, pda.classes(), pda.seen());
            case "PDA_evidence" -> new Pda(Pda.Form.EVIDENCE, false, pda.classes(), pda.seen());
            case "PDA_divw" -> new Pda(Pda.Form.PROBDIFF, true, pda.classes(), pda.seen());
            case "CIU" -> new Ciu(measure, Ciu.Form.ORIGINAL);
            case "ICIU" -> new Ciu(measure, Ciu.Form.INVERSE);
            case "CIUM_only" -> new Ciu(measure, Ciu.Form.MANY);
            case "CIUM_keep" -> new Ciu(measure, Ciu.Form.KEEP);
            default -> null;
        };
    }

    /** How far scores are from the stored ones of as many samples. */
    static double scoresOff(
            ScoringModel model, Tensor image, int target, SoftMasks masks, Sampler sampler, double[] stored) {
        double[] off = {0};
        int[] scored = {0};
        PerturbedScores.Masks pixels = (kept, sample, mask) -> masks.blend(numbers(kept), mask, 0);
        new PerturbedScores(model, image, target, pixels, new Fill().of(image))
                .of(sampler.rows(masks.count()), (kept, mask, score) -> {
                    off[0] = Math.max(off[0], Math.abs(score - stored[scored[0]++]));
                    return scored[0] < stored.length;
                });
        return scored[0] == stored.length ? off[0] : Double.NaN;
    }

    private static double[] numbers(boolean[] kept) {
        double[] z = new double[kept.length];
        Arrays.setAll(z, s -> kept[s] ? 1 : 0);
        return z;
    }

    /** Samples that are stored. */
    record Stored(List<boolean[]> rows) implements Sampler {
        Stored(Tensor64 z) {
            this(IntStream.range(0, z.shape().dim(0))
                    .mapToObj(n -> PerturbationSamplers.row(z, n))
                    .toList());
        }

        @Override
        public int count(int segments) {
            return rows.size();
        }

        @Override
        public int fixed(int segments) {
            return rows.size();
        }

        @Override
        public Iterator<boolean[]> rows(int segments) {
            return rows.iterator();
        }
    }

    /** One sampler's samples of one segmenter's regions. */
    private final class One {
        private final Path its;
        private final @Nullable StudySegmenter study;
        private final @Nullable SoftMasks masks;
        private final String samples;
        private final JsonObject facts;
        private final String where;
        private final Tensor64 z;

        One(Path its, @Nullable StudySegmenter study, @Nullable SoftMasks masks, String samples, JsonObject facts)
                throws IOException {
            this.its = its;
            this.study = study;
            this.masks = masks;
            this.samples = samples;
            this.facts = facts;
            this.where = photo + " " + its.getFileName() + " " + samples;
            this.z = Npy.read64(its.resolve("Z_" + samples + ".npy"));
        }

        void run() throws IOException {
            sampler();
            Path scores = its.resolve("Y_" + samples + ".npy");
            if (!Files.exists(scores)) {
                checks.skip("scores", where, "no stored scores");
                return;
            }
            double[] y = Npy.read64(scores).data();
            double[][] rows = new double[z.shape().dim(0)][];
            Arrays.setAll(rows, n -> Figures.at(z, n));
            attributions(Samples.of(rows), y);
            if (study != null && masks != null) {
                scores(study, masks, y);
                maps(masks, Samples.of(rows), y);
            }
        }

        /** Samplers without randomness give the stored samples; whether others do is their law's question. */
        private void sampler() {
            String description =
                    facts.has("sampler") ? facts.get("sampler").getAsString().replace(" ", "") : "";
            Matcher single = SINGLE.matcher(description);
            Sampler sampler = null;
            if (single.matches()) {
                boolean all = single.group(2).equals("True");
                boolean none = single.group(3).equals("True");
                sampler = single.group(1).equals("True") ? new AllButOne(all, none) : new Single(false, all, none);
            } else if (description.startsWith("ShapSampler(")) {
                JsonElement asks = facts.get("sample_size_arg");
                int asked = asks == null || asks.isJsonNull() ? 0 : asks.getAsInt();
                // its description does not say whether it is inverse; the first sample does
                sampler = new ShapSampler(asked, z.data()[0] == 0);
            }
            if (sampler != null) {
                Sampler its = sampler;
                checks.add("samples", where, 0, () -> PerturbationSamplers.samplesOff(its, z));
            }
        }

        private void scores(StudySegmenter segmenter, SoftMasks soft, double[] y) {
            ProgramModel network = model;
            if (network == null) {
                return;
            }
            if (!info.has("target_class")) {
                checks.skip("scores", where, "info.json does not say whose scores they are, target_class");
                return;
            }
            int target = info.get("target_class").getAsInt();
            checks.add("scores", where, 1e-4, () -> scoresOff(network, image, target, soft, new Stored(z), y));
            if (y.length > FEW) {
                return;
            }
            checks.add("end to end, RISE", where, 1e-4, () -> {
                Perturbation method = new Perturbation(
                        segmenter.segmenter(),
                        segmenter.smoothing(),
                        new Stored(z),
                        new Fill(),
                        new Rise(),
                        Perturbation.Per.PIXEL,
                        0);
                double[] found = method.explain(network, image, target).segments().orElseThrow().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                return Figures.maxAbs(
                        found, new Rise().of(new Stored(z).all(found.length), y).values());
            });
        }

        private void attributions(Samples stored, double[] y) throws IOException {
            Path file = its.resolve("attr_" + samples + ".csv");
            if (!Files.exists(file)) {
                checks.skip("attributions", where, "no stored attributions");
                return;
            }
            List<Tsv.Row> rows = Tsv.read(file, ",");
            if (rows.isEmpty()) {
                checks.skip("attributions", where, "the stored table has no row");
                return;
            }
            Map<String, Double> limits = limits();
            JsonObject notes = member(facts, "notes");
            for (String note : notes.keySet()) {
                if (!rows.get(0).header().contains(note) && !note.equals("SHAP_base")) {
                    checks.skip(
                            note,
                            where,
                            "the original raised: " + notes.get(note).getAsString());
                }
            }
            for (String column : rows.get(0).header()) {
                if (column.equals("feature")) {
                    continue;
                }
                double[] wanted = rows.stream()
                        .mapToDouble(r -> PerturbationSamplers.number(r.cell(column)))
                        .toArray();
                Attribution method = method(column);
                if (method == null) {
                    checks.skip(column, where, "nobody knows this column");
                } else if (!Arrays.stream(wanted).allMatch(Double::isFinite)) {
                    checks.skip(column, where, "the original's values are not finite; Limn's are, or it refuses");
                    checks.add(column + ", finite", where, 0, () -> finite(method, stored, y) ? 0 : 1);
                } else {
                    double limit = Math.max(1e-6, limits.getOrDefault(column, 0.0));
                    checks.add(
                            column,
                            where,
                            limit,
                            () -> share(method.of(stored, y).values(), wanted));
                }
            }
            if (notes.has("SHAP_base")) {
                double base = notes.get("SHAP_base").getAsDouble();
                checks.add("SHAP, base", where, Math.max(1e-6, limits.getOrDefault("SHAP", 0.0)), () -> {
                    Estimate found = new KernelShap().of(stored, y);
                    double greatest =
                            Arrays.stream(found.values()).map(Math::abs).reduce(Math.abs(base), Math::max);
                    return Math.abs(found.base() - base) / greatest;
                });
            }
        }

        private boolean finite(Attribution method, Samples stored, double[] y) {
            try {
                return Arrays.stream(method.of(stored, y).values()).allMatch(Double::isFinite);
            } catch (ExplanationException e) {
                return true; // refused by name
            }
        }

        /** What least squares may be off by. */
        private Map<String, Double> limits() throws IOException {
            Map<String, Double> limits = new LinkedHashMap<>();
            if (Files.exists(folder.resolve("lstsq.csv"))) {
                for (Tsv.Row row : Tsv.read(folder.resolve("lstsq.csv"), ",")) {
                    if (row.cell("segmenter").equals(its.getFileName().toString())
                            && row.cell("case").equals(samples)) {
                        limits.put(
                                row.cell("method"), 1e3 * PerturbationSamplers.number(row.cell("max_abs_diff_gelsy")));
                    }
                }
            }
            return limits;
        }

        private void maps(SoftMasks soft, Samples stored, double[] y) throws IOException {
            Path some = its.resolve("pix_" + samples + ".npy");
            Map<String, Double> limits = limits();
            if (Files.exists(some)) {
                Tensor64 maps = Npy.read64(some);
                if (!facts.has("pix")) {
                    checks.skip("maps", where, "info.json does not say whose maps they are, pix");
                }
                for (int k = 0; facts.has("pix") && k < maps.shape().dim(0); k++) {
                    String name = facts.getAsJsonArray("pix").get(k).getAsString();
                    Attribution method = method(name);
                    int at = k;
                    if (method == null) {
                        checks.skip("maps", where + " " + name, "nobody knows this attribution");
                        continue;
                    }
                    checks.add(
                            "maps",
                            where + " " + name,
                            Math.max(1e-6, limits.getOrDefault(name, 0.0)),
                            () -> share(every(4, map(soft, method, stored, y)), Figures.at(maps, at)));
                }
            }
            for (Path file : SegmentationSuite.inside(its)) {
                String name = file.getFileName().toString();
                String prefix = "pixfull_" + samples + "_";
                Attribution method = name.startsWith(prefix)
                        ? method(name.substring(prefix.length()).replace(".npy", ""))
                        : null;
                if (method != null) {
                    double limit = limits.getOrDefault(name.replaceAll(prefix + "|\\.npy", ""), 0.0);
                    checks.add("whole maps", where + " " + name, Math.max(1e-6, limit), () -> {
                        double[] wanted = Npy.read64(file).data();
                        return share(map(soft, method, stored, y).data(), wanted);
                    });
                }
            }
            Path direct = its.resolve("rise_direct_" + samples + ".npy");
            if (Files.exists(direct)) {
                checks.add("RISE of pixels", where, 1e-6, () -> {
                    PixelRise rise = new PixelRise(new Rise(), soft.height() * soft.width());
                    for (int n = 0; n < y.length; n++) {
                        rise.add(soft.exactBlend(Figures.at(z, n)).data(), y[n]);
                    }
                    Tensor64 map = Tensor64.of(
                            soft.exactMask(0).shape(), rise.estimate().values());
                    return share(every(4, map), Npy.read64(direct).data());
                });
            }
        }

        /** The study rounds attributions to nine decimals before it paints them. */
        private Tensor64 map(SoftMasks soft, Attribution method, Samples stored, double[] y) {
            double[] values = method.of(stored, y).values();
            return soft.exactBlend(
                    Arrays.stream(values).map(v -> Math.rint(v * 1e9) / 1e9).toArray());
        }

        static double share(double[] found, double[] wanted) {
            double greatest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
            return Figures.maxAbs(found, wanted) / (greatest == 0 ? 1 : greatest);
        }
    }
}
