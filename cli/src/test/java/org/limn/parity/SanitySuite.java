package org.limn.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.limn.attribution.parity.ParityCase;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.evaluation.sanity.PerturbationEpsilon;
import org.limn.evaluation.sanity.Similarity;

/** How alike stored maps are, and how often stored attributions of the two-pixel functions are as large as a removal's effect. */
final class SanitySuite implements Suite {
    private static final double LIMIT = 1e-6;

    @Override
    public String name() {
        return "sanity";
    }

    @Override
    public List<String> folders() {
        return List.of("saliency/sanity", "saliency/toy");
    }

    @Override
    public String about() {
        return "Similarity of maps before and after weights are permuted, against SciPy and scikit-image: absolute difference."
                + " `toy`: the shares of a mesh where an attribution is at least ε times what removing the feature takes off.";
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        for (Path folder : SegmentationSuite.inside(reference.path("saliency/sanity"))) {
            if (Files.isDirectory(folder)) {
                String name = folder.getFileName().toString();
                ParityCase.attempt("maps", name, c -> report.accept(Case.of(c)), () -> maps(folder, report));
            }
        }
        for (Path folder : SegmentationSuite.inside(reference.path("saliency/toy"))) {
            if (Files.isDirectory(folder)) {
                String name = folder.getFileName().toString();
                ParityCase.attempt("toy", name, c -> report.accept(Case.of(c)), () -> toy(folder, report));
            }
        }
    }

    private static void maps(Path folder, Consumer<Case> report) throws IOException {
        JsonObject facts = JsonParser.parseString(Files.readString(folder.resolve("sanity.json")))
                .getAsJsonObject();
        for (Map.Entry<String, JsonElement> stage :
                facts.getAsJsonObject("metrics").entrySet()) {
            int number = facts.getAsJsonArray("stages").asList().stream()
                    .map(JsonElement::getAsString)
                    .toList()
                    .indexOf(stage.getKey());
            for (Map.Entry<String, JsonElement> method :
                    stage.getValue().getAsJsonObject().entrySet()) {
                Path before = folder.resolve(method.getKey() + "_orig_abs.npy");
                Path after = folder.resolve(method.getKey() + "_" + number + "_" + stage.getKey() + "_abs.npy");
                String column = folder.getFileName() + ", " + stage.getKey();
                if (!Files.exists(before) || !Files.exists(after)) {
                    report.accept(Case.skipped(method.getKey(), column, "its maps are not stored"));
                } else {
                    compare(
                            method.getKey(),
                            column,
                            Npy.read64(before),
                            Npy.read64(after),
                            method.getValue().getAsJsonObject(),
                            report);
                }
            }
        }
    }

    private static void compare(
            String row, String column, Tensor64 before, Tensor64 after, JsonObject stored, Consumer<Case> report) {
        int height = before.shape().dim(0), width = before.shape().dim(1);
        double[] a = Similarity.scaled(before.data()), b = Similarity.scaled(after.data());
        for (Map.Entry<String, JsonElement> figure : stored.entrySet()) {
            String name = row + ", " + figure.getKey();
            double found;
            switch (figure.getKey()) {
                case "spearman_abs" -> found = Similarity.spearman(before.data(), after.data());
                case "ssim_default" -> found = Similarity.ssim(a, b, height, width);
                case "ssim_gauss" -> found = Similarity.gaussianSsim(a, b, height, width);
                case "hog_pearson" -> found = Similarity.hog(a, b, height, width);
                default -> {
                    report.accept(Case.skipped(name, column, "its maps are not stored"));
                    continue;
                }
            }
            report.accept(
                    Case.of(name, column, Math.abs(found - figure.getValue().getAsDouble()), LIMIT));
        }
    }

    private static void toy(Path folder, Consumer<Case> report) throws IOException {
        JsonObject shares = JsonParser.parseString(Files.readString(folder.resolve("toy.json")))
                .getAsJsonObject()
                .getAsJsonObject("perturbation_eps_satisfied_fraction");
        double[] drops = Npy.read64(folder.resolve("delta_removal.npy")).data();
        for (Map.Entry<String, JsonElement> each : shares.entrySet()) {
            String[] parts = each.getKey().split("\\|removal_to_");
            int to = parts.length == 2 ? List.of("black", "white").indexOf(parts[1]) : -1;
            if (to < 0) {
                report.accept(Case.skipped(
                        "toy, " + each.getKey(), folder.getFileName().toString(), "removal is to black or white"));
                continue;
            }
            // [x1, x2, feature, removal to 0 or to 255]
            double[] its = new double[drops.length / 2];
            Arrays.setAll(its, i -> drops[2 * i + to]);
            double[] attribution =
                    Npy.read64(folder.resolve("ig_" + parts[0] + "_lib200.npy")).data();
            for (Map.Entry<String, JsonElement> share :
                    each.getValue().getAsJsonObject().entrySet()) {
                double found = PerturbationEpsilon.satisfied(attribution, its, Double.parseDouble(share.getKey()));
                report.accept(Case.of(
                        "toy, " + each.getKey() + ", " + share.getKey(),
                        folder.getFileName().toString(),
                        Math.abs(found - share.getValue().getAsDouble()),
                        1e-9));
            }
        }
    }
}
