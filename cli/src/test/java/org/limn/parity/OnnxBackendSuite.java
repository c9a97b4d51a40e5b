package org.limn.parity;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.limn.loader.onnx.BackendCase;
import org.limn.loader.onnx.OnnxBackend;
import org.limn.loader.onnx.OnnxBackend.Outcome;
import org.limn.loader.onnx.OnnxBackend.Verdict;

/** ONNX's own backend tests, with gradients where they are stored. */
final class OnnxBackendSuite implements Suite {
    /** What share of each tier's usual cases (element types core and wide) may be refused: none, 5 %, 20 %. */
    private static final Map<Integer, Double> MAY_BE_REFUSED = Map.of(1, 0.0, 2, 0.05, 3, 0.2);

    @Override
    public String name() {
        return "onnx-backend";
    }

    @Override
    public List<String> folders() {
        return List.of("onnx-backend");
    }

    @Override
    public String about() {
        return "ONNX's own backend tests of many versions, one case each, outputs and gradients. A figure is the largest error as a"
                + " share of what the case allows. A case that is not supported is refused with a reason and counts as refused; what"
                + " is wrong counts as fail. Tiers: 1 classic networks, 2 newer exports and their shape arithmetic, 3 other; core,"
                + " wide and extra are the element types.";
    }

    @Override
    public boolean counted() {
        return true;
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Map<Integer, int[]> usual = new TreeMap<>();
        for (BackendCase row : BackendCase.all(reference.path("onnx-backend"))) {
            Outcome outcome = OnnxBackend.run(row, reference.device());
            String name = "tier " + row.tier() + ", " + row.dtypes();
            report.accept(
                    outcome.verdict() == Verdict.REFUSED
                            ? Case.refused(name, row.id(), outcome.reason())
                            : new Case(
                                    name,
                                    row.id(),
                                    outcome.figure(),
                                    1,
                                    outcome.verdict() == Verdict.PASS ? Case.Verdict.PASS : Case.Verdict.FAIL,
                                    outcome.reason()));
            if (!row.dtypes().equals("extra")) {
                int[] counts = usual.computeIfAbsent(row.tier(), t -> new int[2]);
                counts[0]++;
                counts[1] += outcome.verdict() == Verdict.REFUSED ? 1 : 0;
            }
        }
        usual.forEach((tier, counts) -> report.accept(Case.of(
                "share refused, core and wide",
                "tier " + tier,
                (double) counts[1] / counts[0],
                MAY_BE_REFUSED.getOrDefault(tier, 0.2))));
    }
}
