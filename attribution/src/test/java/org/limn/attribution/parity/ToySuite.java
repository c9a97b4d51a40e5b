package org.limn.attribution.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.gradient.Quadrature;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * The folder {@code saliency/toy}: a function of two pixels, a bicubic spline, with its values, slopes and integrated gradients on a
 * mesh.
 */
public final class ToySuite {
    private static final double LIMIT = 1e-6;

    private static final Pattern NAME = Pattern.compile("(ig_(black|white|bw)_(lib|simpson)(\\d+))\\.npy");

    private final Path folder;
    private final double[] mesh;
    private final Toy model;
    private final List<ParityCase> cases = new ArrayList<>();

    private ToySuite(Path folder) throws IOException {
        this.folder = folder;
        this.mesh = Npy.read64(folder.resolve("mesh.npy")).data();
        this.model = new Toy(Npy.read64(folder.resolve("nodes.npy")), Npy.read64(folder.resolve("V.npy")));
    }

    /** All cases of all functions. */
    public static List<ParityCase> run(Path saliency) throws IOException {
        List<ParityCase> all = new ArrayList<>();
        try (Stream<Path> seeds = Files.list(saliency.resolve("toy"))) {
            for (Path seed : seeds.sorted().toList()) {
                ParityCase.attempt(
                        "toy", seed.getFileName().toString(), all::add, () -> all.addAll(new ToySuite(seed).cases()));
            }
        }
        return all;
    }

    private List<ParityCase> cases() throws IOException {
        Baseline black = Baseline.BLACK, white = new Baseline.Constant(255);
        function();
        for (Path file : files()) {
            Matcher m = NAME.matcher(file.getFileName().toString());
            if (m.matches()) {
                Baseline baseline =
                        switch (m.group(2)) {
                            case "black" -> black;
                            case "white" -> white;
                            default -> new Baseline.All(List.of(black, white));
                        };
                // the midpoint rule needs 10 000 steps to be as close to the integral as the stored Simpson rule: its
                // error
                // is 4e-6 at 4000
                ig(
                        m.group(1),
                        m.group(3).equals("lib")
                                ? new IntegratedGradients(Integer.parseInt(m.group(4)), Quadrature.ENDPOINTS, baseline)
                                : new IntegratedGradients(10_000, Quadrature.MIDPOINT, baseline));
            }
        }
        return cases;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (double x1 : mesh) {
            for (double x2 : mesh) {
                questions.add(new Question(Tensor.of(Shape.of(1, 1, 1, 2), (float) x1, (float) x2), 0));
            }
        }
        return questions;
    }

    private void function() throws IOException {
        List<Question> questions = questions();
        double[] f = new double[questions.size()], one = f.clone(), two = f.clone();
        for (int i = 0; i < f.length; i++) {
            double x1 = mesh[i / mesh.length], x2 = mesh[i % mesh.length];
            f[i] = model.value(x1, x2, false, false);
            one[i] = model.value(x1, x2, true, false);
            two[i] = model.value(x1, x2, false, true);
        }
        compare("f", f, 1e-9);
        compare("dfdx1", one, 1e-9);
        compare("dfdx2", two, 1e-9);
    }

    private void ig(String name, IntegratedGradients method) throws IOException {
        List<Explanation> found = method.explain(model, questions());
        double[] all = new double[2 * found.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = found.get(i / 2).attribution().data()[i % 2];
        }
        compare(name, all, LIMIT);
    }

    private void compare(String name, double[] found, double limit) throws IOException {
        double[] stored = Npy.read64(folder.resolve(name + ".npy")).data();
        cases.add(new ParityCase(
                "toy " + name + ", relative L2",
                folder.getFileName().toString(),
                Compared.relativeL2(found, stored),
                limit));
    }

    /** The spline as a model of one class: tensor products of Hermite pieces. */
    private static final class Toy implements Model {
        /** Value, slope along x2, slope along x1, both, of every node. */
        private final double[][][] nodes;

        private final NotAKnotSpline spline;

        Toy(Tensor64 places, Tensor64 v) {
            int n = v.shape().dim(0);
            spline = new NotAKnotSpline(places.data());
            double[][] f = new double[n][n];
            for (int i = 0; i < n * n; i++) {
                f[i / n][i % n] = v.data()[i];
            }
            double[][] along2 = eachRow(f), along1 = transposed(eachRow(transposed(f)));
            nodes = new double[][][] {f, along2, along1, eachRow(along1)};
        }

        private double[][] eachRow(double[][] rows) {
            return Arrays.stream(rows).map(spline::slopes).toArray(double[][]::new);
        }

        private static double[][] transposed(double[][] rows) {
            double[][] columns = new double[rows.length][rows.length];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < rows.length; j++) {
                    columns[j][i] = rows[i][j];
                }
            }
            return columns;
        }

        double value(double x1, double x2, boolean slope1, boolean slope2) {
            int i = spline.piece(x1), j = spline.piece(x2);
            double[] a = spline.weights(x1, i, slope1), b = spline.weights(x2, j, slope2);
            double sum = 0;
            for (int p = 0; p < 4; p++) {
                for (int q = 0; q < 4; q++) {
                    sum += a[p] * b[q] * nodes[2 * (p % 2) + q % 2][i + p / 2][j + q / 2];
                }
            }
            return sum;
        }

        @Override
        public OptionalInt classes() {
            return OptionalInt.of(1);
        }

        @Override
        public int batch() {
            return 64;
        }

        @Override
        public Tensor scores(Tensor images) {
            float[] x = images.data(), scores = new float[x.length / 2];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) value(x[2 * i], x[2 * i + 1], false, false);
            }
            return Tensor.of(Shape.of(scores.length, 1), scores);
        }

        @Override
        public Tensor gradients(Tensor images, int[] targets) {
            float[] x = images.data(), gradients = new float[x.length];
            for (int i = 0; i < x.length; i += 2) {
                gradients[i] = (float) value(x[i], x[i + 1], true, false);
                gradients[i + 1] = (float) value(x[i], x[i + 1], false, true);
            }
            return Tensor.of(images.shape(), gradients);
        }
    }
}
