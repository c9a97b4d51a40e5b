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
        return List.of("saliency/analytic", "saliency/toy", "saliency/maps", "saliency/images", "models/squeezenet1.1");
    }

    @Override
    public String about() {
        return "Attribution methods against PAIR's saliency library. `analytic` and `toy` are functions in closed form, the exact"
                + " test of a definition; the rest is SqueezeNet 1.1 in its own space (BGR, less a mean), where float32 engines"
                + " differ because ReLUs flip. Guided IG is chaotic there. XRAI is compared on the stored attribution and"
                + " segments, and end to end.";
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Consumer<ParityCase> each = c -> report.accept(Case.of(c.row(), c.column(), c.figure(), c.limit()));
        AnalyticSuite.run(reference.path("saliency")).forEach(each);
        ToySuite.run(reference.path("saliency")).forEach(each);
        Network network = OnnxLoader.load(
                        reference.path("models/squeezenet1.1/model.onnx"),
                        new LoadSettings().withPreprocessing(Preprocessing.CAFFE_BGR))
                .inNetworkSpace();
        try (ProgramModel model = new ProgramModel(network::program, reference.device())) {
            MapsSuite.run(reference.path("saliency"), model, each);
        }
    }
}
