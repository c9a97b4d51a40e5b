package org.limn.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.ProgramModel;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.OnnxLoader;
import org.limn.parity.SegmentationSuite.Checks;

/** The perturbation pipeline, stage by stage, on whatever images, segmenters and samples the folder holds. */
final class PerturbationSuite implements Suite {
    @Override
    public String name() {
        return "perturbation";
    }

    @Override
    public List<String> folders() {
        return List.of("perturbation");
    }

    @Override
    public String about() {
        return "The perturbation pipeline against the code of the study, each stage from the stored output of the one before:"
                + " samples, masks, perturbed pixels, scores, attributions per segment and per pixel. Attributions are compared"
                + " as a share of the greatest. Scores of the study's own runs are of the first samples of"
                + " each file.";
    }

    @Override
    public boolean counted() {
        return true;
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Checks checks = new Checks(report);
        for (Path file : inside(reference, "common", checks)) {
            checks.part(file, () -> PerturbationSamplers.common(file, checks));
        }
        Path extra = reference.path("perturbation/evalextra");
        if (Files.isDirectory(extra)) {
            checks.part(extra, () -> new PerturbationStudy(extra, checks).sets());
        }
        boolean network = Files.exists(reference.path("models/squeezenet1.1/model.onnx"));
        if (!network) {
            checks.skip("scores", "", "models/squeezenet1.1 is absent");
            parts(reference, null, checks);
            golden(reference, null, checks);
            return;
        }
        Preprocessing its = new Preprocessing(
                "perturbation study",
                Preprocessing.Order.BGR,
                255,
                List.of(103.94, 116.78, 123.68),
                List.of(1.0),
                Preprocessing.CAFFE_BGR.fit());
        Network squeezeNet = OnnxLoader.load(
                reference.path("models/squeezenet1.1/model.onnx"), new LoadSettings().withPreprocessing(its));
        try (ProgramModel model = new ProgramModel(squeezeNet::program, reference.device())) {
            parts(reference, model, checks);
            golden(reference, model, checks);
            for (Path file : inside(reference, "study", checks)) {
                checks.part(file, () -> new PerturbationStudy(file.resolveSibling(""), checks).scores(file, model));
            }
        }
    }

    private static void parts(Reference reference, @Nullable ProgramModel model, Checks checks) throws IOException {
        Path perturbers = reference.path("perturbation/perturbers");
        if (Files.isDirectory(perturbers)) {
            checks.part(perturbers, () -> new PerturbationPerturbers(perturbers, model, checks).run());
        } else {
            checks.skip("perturbers", "", "perturbation/perturbers is absent");
        }
    }

    private static void golden(Reference reference, @Nullable ProgramModel model, Checks checks) throws IOException {
        for (Path folder : inside(reference, "golden", checks)) {
            if (Files.isDirectory(folder)) {
                checks.part(folder, () -> new PerturbationGolden(folder, model, checks).run());
            }
        }
    }

    private static List<Path> inside(Reference reference, String folder, Checks checks) throws IOException {
        Path path = reference.path("perturbation/" + folder);
        if (!Files.isDirectory(path)) {
            checks.skip(folder, "", "perturbation/" + folder + " is absent");
            return List.of();
        }
        return SegmentationSuite.inside(path);
    }
}
