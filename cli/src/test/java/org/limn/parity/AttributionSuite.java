package org.limn.parity;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.parity.AnalyticSuite;
import org.limn.attribution.parity.MapsSuite;
import org.limn.attribution.parity.ParityCase;
import org.limn.attribution.parity.ToySuite;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.OnnxLoader;

/** Every attribution method: on functions without a network, on the two-pixel functions, and on SqueezeNet and photos. */
final class AttributionSuite implements Suite {
    @Override
    public String name() {
        return "attribution";
    }

    @Override
    public List<String> folders() {
        return List.of("saliency");
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public String about() {
        return "Attribution methods against PAIR's saliency library. `analytic` and `toy` are functions in closed form, the exact"
                + " test of a definition; the rest is SqueezeNet 1.1 in its own space (BGR, less a mean), where float32 engines"
                + " differ because ReLUs flip: a single photo's gradient may be off by 0.15, the median over photos by 0.001. Guided IG is chaotic there. XRAI is compared on the stored attribution and"
                + " segments, and end to end.";
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Consumer<ParityCase> each = c -> report.accept(Case.of(c));
        ParityCase.attempt("analytic", "", each, () -> AnalyticSuite.run(reference.path("saliency"))
                .forEach(each));
        ParityCase.attempt(
                "toy", "", each, () -> ToySuite.run(reference.path("saliency")).forEach(each));
        ParityCase.attempt("maps", "", each, () -> maps(reference, each));
    }

    private static void maps(Reference reference, Consumer<ParityCase> each) throws IOException {
        Network network = OnnxLoader.load(
                        reference.existing("models/squeezenet1.1/model.onnx"),
                        new LoadSettings().withPreprocessing(Preprocessing.CAFFE_BGR))
                .inNetworkSpace();
        reference.existing("saliency/maps");
        try (ProgramModel model = new ProgramModel(network::program, reference.device())) {
            MapsSuite.run(reference.path("saliency"), model, each);
        }
    }
}
