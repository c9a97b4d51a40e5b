package org.limn.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.limn.loader.onnx.OnnxException;

/**
 * Whole networks: logits, the graph's own output, and the gradients of the logit and of the probability of the predicted class.
 * On the reference device only the networks that it gets through in a minute or so, within limits for float64.
 */
class ArchitecturesSuite implements Suite {
    /** Where kinks make single gradients jump, the middle one must still be close. */
    private static final double MEDIAN_LIMIT = 1.5e-2;

    private static final Set<String> FULL_ON_REFERENCE = Set.of("resnet18", "squeezenet1_1");

    @Override
    public String name() {
        return "architectures";
    }

    @Override
    public List<String> folders() {
        return List.of("architectures");
    }

    @Override
    public String about() {
        return "Whole networks exported by others, evaluated by others in float64. Figures are relative L2 distances, per image;"
                + " `top-1` counts images whose predicted class differs. Where a network has kinks (ReLU, max-pool, clip) and is"
                + " not tiny, one flip moves a whole gradient, for any float32 engine: single gradients then have the limit 0.1, and"
                + " the median over those networks 0.015.";
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Map<String, List<Double>> kinked = new LinkedHashMap<>();
        for (Tsv.Row row : Tsv.read(reference.path("architectures/index.tsv"))) {
            String file = row.cell("file").replaceFirst("\\.onnx\\.gz$", "");
            if (reference.isReferenceDevice() && !light(row)) {
                report.accept(Case.skipped(file, "", "too large for the reference device"));
                continue;
            }
            try {
                List<Case> cases = new ArrayList<>();
                network(reference, row, file, cases::add);
                cases.forEach(report);
                if (ArchitectureCase.looseAtKinks(row)) {
                    cases.stream()
                            .filter(c -> c.column().startsWith("gradient"))
                            .forEach(c -> kinked.computeIfAbsent(
                                            c.column().replaceAll("\\[.*", ""), k -> new ArrayList<>())
                                    .add(c.figure()));
                }
            } catch (OnnxException e) {
                report.accept(
                        e.kind() == OnnxException.Kind.UNSUPPORTED
                                ? Case.refused(file, "", String.valueOf(e.getMessage()))
                                : Case.failed(file, "", e));
            } catch (Run.RefusedException e) {
                report.accept(Case.refused(file, "", String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                report.accept(Case.failed(file, "", e));
            }
        }
        kinked.forEach((column, figures) -> report.accept(
                Case.of("median of full and zoo-legacy with kinks", column, median(figures), MEDIAN_LIMIT)));
    }

    /** One row of the index. */
    void network(Reference reference, Tsv.Row row, String name, Consumer<Case> report) throws IOException {
        new ArchitectureCase(reference, row, name).run(report);
    }

    private static boolean light(Tsv.Row row) {
        return !row.cell("kind").equals("full") || FULL_ON_REFERENCE.contains(row.cell("model"));
    }

    private static double median(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        return Double.isNaN(Arrays.stream(sorted).sum()) ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
