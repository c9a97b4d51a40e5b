package org.limn.parity;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.limn.attribution.parity.ParityCase;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.image.Image;
import org.limn.loader.image.Pictures;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.OnnxLoader;

/** A trained network on photos: scores and gradients of the stored images, and the predictions for JPEG files. */
final class SqueezeNetSuite implements Suite {
    /** Decoders of JPEG differ by a few grey levels; a prediction that is closer than this may turn over. */
    private static final double CLOSE_CALL = 0.05;

    @Override
    public String name() {
        return "squeezenet";
    }

    @Override
    public List<String> folders() {
        return List.of("saliency/images", "saliency/maps", "models/squeezenet1.1");
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public String about() {
        return "SqueezeNet 1.1, trained on ImageNet, against PyTorch on the same pixels: greatest absolute difference of logits and"
                + " probabilities; relative L2 distance and 1 − cosine of the gradient of the predicted class's probability,"
                + " where one photo may be far off, because the stored float32 gradient can have a flipped ReLU, but not half of them."
                + " `photos`: JPEG files decoded here; 1 where the predicted class differs though its margin is above "
                + CLOSE_CALL + ".";
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Network network = OnnxLoader.load(
                reference.path("models/squeezenet1.1/model.onnx"),
                new LoadSettings().withPreprocessing(Preprocessing.CAFFE_BGR));
        List<String> ids = reference.foldersIn("saliency/maps");
        List<Double> gradients = new ArrayList<>();
        for (String id : ids) {
            Consumer<ParityCase> each = c -> report.accept(Case.of(c));
            ParityCase.attempt(id, "", each, () -> gradients.add(image(reference, network, id, report)));
        }
        if (gradients.size() > 1) {
            Collections.sort(gradients);
            double median = gradients.get((gradients.size() - 1) / 2);
            report.accept(Case.of("median over photos", "gradient", median, 1e-3));
        }
        if (Files.isDirectory(reference.path("photos")) && Files.isDirectory(reference.path("saliency/accuracy"))) {
            photos(reference, network, report);
        } else {
            report.accept(Case.skipped("photos", "", "photos or saliency/accuracy is absent"));
        }
    }

    /** Returns how far off the gradient is. */
    private static double image(Reference reference, Network network, String id, Consumer<Case> report)
            throws IOException {
        String maps = "saliency/maps/" + id + "/";
        Image image = Pictures.read(reference.existing("saliency/images/" + id + ".png"));
        Program forward = network.program(1);
        List<Tensor64> scores =
                Run.on(reference.device(), forward, List.of(image.tensor().widen()));
        report.accept(Case.of(
                id,
                "logits",
                Figures.maxAbs(
                        scores.get(0).data(),
                        reference.array(maps + "logits.npy").data()),
                1e-3));
        report.accept(Case.of(
                id,
                "probabilities",
                Figures.maxAbs(
                        scores.get(1).data(),
                        reference.array(maps + "probs.npy").data()),
                1e-5));
        int predicted = JsonParser.parseString(Files.readString(reference.path(maps + "image.json")))
                .getAsJsonObject()
                .get("pred")
                .getAsInt();
        double[] gradient = gradient(reference, network, image, predicted);
        boolean whole = Files.exists(reference.path(maps + "gradient.npy"));
        double[] wanted = reference
                .array(maps + (whole ? "gradient.npy" : "gradient_sum2d.npy"))
                .data();
        double[] found = whole ? pixelsFirst(gradient) : channelSums(gradient);
        double off = Figures.relativeL2(found, wanted);
        report.accept(Case.of(id, "gradient", off, 0.15));
        report.accept(Case.of(id, "gradient, 1 − cosine", Figures.oneMinusCosine(found, wanted), 0.02));
        return off;
    }

    /** In the network's space: with respect to its preprocessed input. */
    private static double[] gradient(Reference reference, Network network, Image image, int target) {
        Program program = Gradient.of(network.inNetworkSpace().program(1), Network.PROBABILITIES, Network.IMAGE);
        double[] seed = new double[network.classes()];
        seed[target] = 1;
        List<Tensor64> outputs = Run.on(
                reference.device(),
                program,
                List.of(
                        Preprocessing.CAFFE_BGR.normalize(image.tensor()).widen(),
                        Tensor64.of(Shape.of(1, network.classes()), seed)));
        return outputs.get(outputs.size() - 1).data();
    }

    private static double[] pixelsFirst(double[] chw) {
        int plane = chw.length / 3;
        return IntStream.range(0, chw.length)
                .mapToDouble(i -> chw[i % 3 * plane + i / 3])
                .toArray();
    }

    private static double[] channelSums(double[] chw) {
        int plane = chw.length / 3;
        return IntStream.range(0, plane)
                .mapToDouble(i -> chw[i] + chw[plane + i] + chw[2 * plane + i])
                .toArray();
    }

    private static void photos(Reference reference, Network network, Consumer<Case> report) throws IOException {
        double[] index = reference.array("saliency/accuracy/image_index.npy").data();
        Tensor64 logits = reference.array("saliency/accuracy/logits.npy");
        Program forward = network.program(1);
        for (Tsv.Row row : Tsv.read(reference.path("photos/photos.tsv"))) {
            String file = row.cell("file");
            int at = indexOf(index, Integer.parseInt(row.cell("class")));
            if (at < 0 || !file.endsWith(".JPEG")) {
                continue;
            }
            double[] stored = Figures.at(logits, at);
            Image photo = Preprocessing.CAFFE_BGR.fit(Pictures.read(reference.path("photos/" + file)), 224, 224);
            double[] found = Run.on(
                            reference.device(), forward, List.of(photo.tensor().widen()))
                    .get(0)
                    .data();
            boolean same = Figures.argMax(found) == Figures.argMax(stored);
            report.accept(
                    margin(stored) <= CLOSE_CALL && !same
                            ? Case.skipped("photos", file, "a close call that the decoder decides")
                            : Case.of("photos", file, same ? 0 : 1, 0));
        }
    }

    private static int indexOf(double[] index, int number) {
        return IntStream.range(0, index.length)
                .filter(i -> index[i] == number)
                .findFirst()
                .orElse(-1);
    }

    /** Probability of the first class less that of the second. */
    private static double margin(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        double[] exp =
                Arrays.stream(logits).map(l -> Math.exp(l - max)).sorted().toArray();
        return (exp[exp.length - 1] - exp[exp.length - 2]) / Arrays.stream(exp).sum();
    }
}
