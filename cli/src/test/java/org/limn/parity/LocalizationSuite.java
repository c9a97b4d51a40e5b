package org.limn.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.limn.attribution.parity.ParityCase;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.localization.MapAndTruth;
import org.limn.segmentation.Pictures;

/** Figures of maps against truths: every case and every figure of the manifest. */
final class LocalizationSuite implements Suite {
    private static final double LIMIT = 1e-9;
    private static final Pattern IOU = Pattern.compile("iou_top_([\\d.]+)");

    /** What describes a case; everything else is a figure. */
    private static final List<String> DESCRIPTION = List.of("map", "transform", "truth");

    @Override
    public String name() {
        return "localization";
    }

    @Override
    public List<String> folders() {
        return List.of("localization");
    }

    @Override
    public String about() {
        return "Maps as finders of an object, against scikit-learn 1.2.1: absolute difference of each figure. A figure that is not"
                + " defined there must not be defined here, which is a figure of 0 or 1.";
    }

    @Override
    public boolean counted() {
        return true;
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        JsonObject manifest = JsonParser.parseString(Files.readString(reference.path("localization/manifest.json")))
                .getAsJsonObject();
        for (JsonElement each : manifest.getAsJsonArray("cases")) {
            JsonObject one = each.getAsJsonObject();
            String column = one.get("map").getAsString().replaceFirst("\\.npy$", "") + ", "
                    + one.get("truth").getAsString().replaceFirst("^truth/(.*)\\.png$", "$1");
            ParityCase.attempt("map and truth", column, c -> report.accept(Case.of(c)), () -> {
                MapAndTruth found = load(reference, one);
                for (Map.Entry<String, JsonElement> figure : one.entrySet()) {
                    if (!DESCRIPTION.contains(figure.getKey())) {
                        compare(figure.getKey(), column, found, figure.getValue(), report);
                    }
                }
            });
        }
    }

    private static MapAndTruth load(Reference reference, JsonObject one) throws IOException {
        double[] map = reference.array(one.get("map").getAsString()).data();
        String transform = one.get("transform").getAsString();
        if (transform.equals("abs")) {
            map = Arrays.stream(map).map(Math::abs).toArray();
        } else if (!transform.equals("as is")) {
            throw new IllegalArgumentException("a map's transform is 'abs' or 'as is', got '" + transform + "'");
        }
        Tensor picture =
                Pictures.rgb(reference.path("localization/" + one.get("truth").getAsString()));
        boolean[] truth = new boolean[picture.shape().dim(2) * picture.shape().dim(3)];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = picture.data()[i] == 1;
        }
        return new MapAndTruth(map, truth);
    }

    private static void compare(
            String figure, String column, MapAndTruth found, JsonElement stored, Consumer<Case> report) {
        Matcher iou = IOU.matcher(figure);
        OptionalDouble value;
        switch (figure) {
            case "area" -> value = OptionalDouble.of(found.area());
            case "roc_auc" -> value = found.rocAuc();
            case "average_precision" -> value = found.averagePrecision();
            case "best_f1" -> value = OptionalDouble.of(found.bestF1().f1());
            case "best_f1_threshold" -> value = OptionalDouble.of(found.bestF1().threshold());
            case "f1_at_area" -> value = found.f1AtArea();
            case "mae" -> value = found.meanAbsoluteError();
            case "pointing_game" -> value = found.pointingGame();
            case "energy_inside" -> value = found.energyInside();
            default -> {
                if (!iou.matches()) {
                    report.accept(Case.skipped(figure, column, "no figure is known by this name"));
                    return;
                }
                value = found.iouTop(Double.parseDouble(iou.group(1)));
            }
        }
        if (stored.isJsonNull()) {
            report.accept(Case.of(figure + ", not defined", column, value.isEmpty() ? 0 : 1, 0));
            return;
        }
        double wanted = stored.getAsJsonPrimitive().isBoolean() ? stored.getAsBoolean() ? 1 : 0 : stored.getAsDouble();
        report.accept(Case.of(figure, column, Math.abs(value.orElse(Double.NaN) - wanted), LIMIT));
    }
}
