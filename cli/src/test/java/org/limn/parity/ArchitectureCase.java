package org.limn.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.onnx.OnnxLoader;

/** One model file of the architectures, all its images in one batch. */
final class ArchitectureCase {
    /** Relative limits of a float64 engine: the stored gradients are float32, some rounded to 15 bits. */
    private static final double LOGITS_64 = 1e-9, GRADIENTS_64 = 1e-4;

    private final Reference reference;
    private final Tsv.Row row;
    private final String name;
    private final String golden;
    private final double rounding;

    ArchitectureCase(Reference reference, Tsv.Row row, String name) {
        this.reference = reference;
        this.row = row;
        this.name = name;
        this.golden = "architectures/" + row.cell("kind") + "/" + row.cell("model") + "/golden/";
        this.rounding = row.number("f64_max_abs_from_golden");
    }

    /** Whether a kink may move a gradient as far as 0.1. */
    static boolean looseAtKinks(Tsv.Row row) {
        return row.cell("kinks").equals("yes") && !row.cell("kind").equals("tiny");
    }

    void run(Consumer<Case> report) throws IOException {
        Network network = OnnxLoader.load(reference.path("architectures/" + row.cell("file")), new LoadSettings())
                .inNetworkSpace();
        Tensor64 images = images();
        Program program = network.program(images.shape().dim(0));
        double[] top1 = reference.array(golden + "top1.npy").data();
        gradient(program, images, top1, Network.LOGITS, "grad_logit_top1.npy", report);
        List<Tensor64> outputs =
                gradient(program, images, top1, Network.PROBABILITIES, "grad_softmax_top1.npy", report);
        double limit = (reference.isReferenceDevice() ? LOGITS_64 : row.number("tol_logits_rel_l2")) + rounding;
        Tensor64 logits = output(program, Network.LOGITS, outputs);
        compare("logits", logits, "logits_f64.npy", limit, report);
        if (!row.cell("compare_with").equals("logits_f64")) {
            compare(
                    "output",
                    output(program, Network.PROBABILITIES, outputs),
                    row.cell("compare_with") + ".npy",
                    limit,
                    report);
        }
        int wrong = 0;
        for (int n = 0; n < top1.length; n++) {
            wrong += Figures.argMax(Figures.at(logits, n)) == (int) top1[n] ? 0 : 1;
        }
        report.accept(Case.of(name, "top-1", wrong, 0));
    }

    private static Tensor64 output(Program program, String output, List<Tensor64> results) {
        for (int i = 0; i < program.outputs().size(); i++) {
            if (program.outputs().get(i).name().equals(output)) {
                return results.get(i);
            }
        }
        throw new IllegalStateException("the program gives no " + output);
    }

    /** Compares the gradients of the top classes' scores; returns all outputs of that run. */
    private List<Tensor64> gradient(
            Program program, Tensor64 images, double[] top1, String output, String file, Consumer<Case> report)
            throws IOException {
        Program gradient = Gradient.of(program, output, Network.IMAGE);
        int classes = program.output(output).shape().dim(1);
        double[] seed = new double[top1.length * classes];
        for (int n = 0; n < top1.length; n++) {
            seed[n * classes + (int) top1[n]] = 1;
        }
        List<Tensor64> inputs = List.of(images, Tensor64.of(Shape.of(top1.length, classes), seed));
        List<Tensor64> outputs = Run.on(reference.device(), gradient, inputs);
        compare(
                "gradient of " + (output.equals(Network.LOGITS) ? "logit" : "probability"),
                outputs.get(outputs.size() - 1),
                file,
                reference.isReferenceDevice() ? GRADIENTS_64 + rounding : row.number("tol_grad_rel_l2") + rounding,
                report);
        return outputs;
    }

    private void compare(String what, Tensor64 found, String file, double limit, Consumer<Case> report)
            throws IOException {
        Tensor64 wanted = reference.array(golden + file);
        for (int n = 0; n < wanted.shape().dim(0); n++) {
            double figure = Figures.relativeL2(Figures.at(found, n), Figures.at(wanted, n));
            report.accept(Case.of(name, what + "[" + n + "]", figure, limit));
        }
    }

    private Tensor64 images() throws IOException {
        List<double[]> all = new ArrayList<>();
        Shape one = Shape.SCALAR;
        for (String image : row.cell("images").split(",")) {
            Tensor64 array = reference.array("architectures/images/" + image + ".npy");
            one = array.shape();
            all.add(array.data());
        }
        double[] data = all.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        return Tensor64.of(one.with(0, all.size()), data);
    }
}
