package org.limn.parity;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.limn.loader.onnx.BackendCase;
import org.limn.loader.onnx.OnnxBackend;
import org.limn.loader.onnx.OnnxBackend.Outcome;
import org.limn.parity.Case.Verdict;

/** ONNX's own backend tests, outputs and gradients: the breadth of the import, by tier and class of element types. */
final class OnnxBackendSuite implements Suite {
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
        return "Cases of ONNX's own backend tests, with stored gradients. The figure is the largest error as a share of what the"
                + " case allows; a refused case is one that the loader declines with a message.";
    }

    @Override
    public boolean counted() {
        return true;
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        for (BackendCase row : BackendCase.all(reference.path("onnx-backend"))) {
            report.accept(of(OnnxBackend.run(row, reference.device())));
        }
    }

    private static Case of(Outcome outcome) {
        BackendCase row = outcome.row();
        Verdict verdict = Verdict.valueOf(outcome.verdict().name());
        return new Case(
                "tier " + row.tier() + " " + row.dtypes(), row.id(), outcome.figure(), 1, verdict, outcome.reason());
    }
}
