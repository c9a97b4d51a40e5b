package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;

/**
 * Whole networks, imported and run in float64, against numbers that torch's graphs gave in float64: logits to 1e-9, gradients to
 * 1e-4 (how they were stored), re-exports of a network also to the rounding of their weights.
 */
@Tag("long")
class ArchitecturesTest {
    @TestFactory
    List<DynamicTest> tinyNetworksAgreeInFloat64() throws IOException {
        return tests("tiny");
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> legacyNetworksAgreeInFloat64() throws IOException {
        return tests("zoo-legacy");
    }

    @Tag("slow")
    @TestFactory
    List<DynamicTest> fullNetworksAgreeInFloat64() throws IOException {
        return tests("full").stream()
                .filter(t -> t.getDisplayName().matches(".*(resnet18|squeezenet).*"))
                .toList();
    }

    private static List<DynamicTest> tests(String kind) throws IOException {
        Path root = ReferenceData.path("architectures");
        List<DynamicTest> tests = new ArrayList<>();
        List<String> lines = Files.readAllLines(root.resolve("index.tsv"));
        String[] columns = lines.get(0).split("\t", -1);
        for (String line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            String[] cells = line.split("\t", -1);
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], cells[i]);
            }
            if (kind.equals(row.get("kind"))) {
                tests.add(DynamicTest.dynamicTest(row.get("file"), () -> check(root, row)));
            }
        }
        return tests;
    }

    private static void check(Path root, Map<String, String> row) throws IOException {
        Path file = root.resolve(row.get("file")), golden = file.resolveSibling("golden");
        Network network = OnnxLoader.load(file, new LoadSettings()).inNetworkSpace();
        Tensor64 images = images(root, row);
        int n = images.shape().dim(0);
        double rounding = Double.parseDouble(row.get("f64_max_abs_from_golden"));
        int[] top = new int[n];
        for (int k = 0; k < n; k++) {
            top[k] = Integer.parseInt(row.getOrDefault("top1", "").split(",", -1)[k]);
        }
        for (String kind : List.of("logit", "softmax")) {
            String output = kind.equals("logit") ? Network.LOGITS : Network.PROBABILITIES;
            Program gradient = Gradient.of(network.program(n), output, Network.IMAGE);
            double[] seed = new double[n * network.classes()];
            for (int k = 0; k < n; k++) {
                seed[k * network.classes() + top[k]] = 1;
            }
            List<Tensor64> results = ReferenceDevice.evaluate(
                    gradient, List.of(images, Tensor64.of(Shape.of(n, network.classes()), seed)));
            Tensor64 wanted = Npy.read64(golden.resolve(kind.equals("logit") ? "logits_f64.npy" : "softmax_f64.npy"));
            Tensor64 got = results.get(kind.equals("logit") ? 0 : 1);
            boolean itsOutput = row.getOrDefault("compare_with", "").startsWith(kind);
            if (rounding == 0) {
                assertThat(distance(got, wanted, n)).as(output).isLessThan(1e-9);
            } else if (itsOutput) {
                assertThat(largest(got, wanted)).as(output).isLessThan(1e-9 + 1.1 * rounding);
            }
            Tensor64 slope = Npy.read64(golden.resolve("grad_" + kind + "_top1.npy"));
            assertThat(distance(results.get(2), slope, slope.shape().dim(0)))
                    .as("gradient of " + output)
                    .isLessThan(1e-4 + 3 * rounding);
        }
    }

    private static double largest(Tensor64 a, Tensor64 b) {
        double worst = 0;
        for (int i = 0; i < b.data().length; i++) {
            worst = Math.max(worst, Math.abs(a.data()[i] - b.data()[i]));
        }
        return worst;
    }

    /** The largest ‖a − b‖/‖b‖ of the first n images. */
    private static double distance(Tensor64 a, Tensor64 b, int n) {
        int each = b.shape().size() / b.shape().dim(0);
        double worst = 0;
        for (int k = 0; k < n; k++) {
            double off = 0, norm = 0;
            for (int i = k * each; i < (k + 1) * each; i++) {
                off += Math.pow(a.data()[i] - b.data()[i], 2);
                norm += b.data()[i] * b.data()[i];
            }
            worst = Math.max(worst, Math.sqrt(off / norm));
        }
        return worst;
    }

    private static Tensor64 images(Path root, Map<String, String> row) throws IOException {
        List<Tensor64> all = new ArrayList<>();
        for (String name : row.getOrDefault("images", "").split(",", -1)) {
            all.add(Npy.read64(root.resolve("images/" + name + ".npy")));
        }
        int each = all.get(0).shape().size();
        double[] data = new double[all.size() * each];
        for (int k = 0; k < all.size(); k++) {
            System.arraycopy(all.get(k).data(), 0, data, k * each, each);
        }
        return Tensor64.of(all.get(0).shape().with(0, all.size()), data);
    }
}
