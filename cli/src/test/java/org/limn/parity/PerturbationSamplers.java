package org.limn.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.perturbation.KernelShap;
import org.limn.attribution.perturbation.RandomSampler;
import org.limn.attribution.perturbation.SampleProbability;
import org.limn.attribution.perturbation.Sampler;
import org.limn.attribution.perturbation.ShapSampler;
import org.limn.attribution.perturbation.Single;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.parity.SegmentationSuite.Checks;

/** The study's samplers by themselves, {@code common}: exact where nothing is drawn, by their law where something is. */
final class PerturbationSamplers {
    /** Beyond this χ² says that the laws differ; one right row in ten thousand does so by chance. */
    private static final double SURE = 0.9999;

    private static final Pattern SHAP = Pattern.compile("Zshap_M(\\d+)_n(\\d+|None)_inv([01])\\.npy");
    private static final Pattern SINGLE = Pattern.compile("Zsingle_M(\\d+)_inv([01])_all([01])_none([01])\\.npy");
    private static final Pattern LAW =
            Pattern.compile("normal_loc(-?[\\d.]+)_scale([\\d.]+)|beta_a([\\d.]+)_b([\\d.]+)");

    private PerturbationSamplers() {}

    /** A file of {@code common}. */
    static void common(Path file, Checks checks) throws IOException {
        String name = file.getFileName().toString();
        Matcher shap = SHAP.matcher(name);
        Matcher single = SINGLE.matcher(name);
        if (shap.matches()) {
            int samples = shap.group(2).equals("None") ? 0 : Integer.parseInt(shap.group(2));
            ShapSampler sampler = new ShapSampler(samples, shap.group(3).equals("1"));
            checks.add("samples", name, 0, () -> samplesOff(sampler, Npy.read64(file)));
        } else if (single.matches()) {
            Single sampler = new Single(
                    single.group(2).equals("1"),
                    single.group(3).equals("1"),
                    single.group(4).equals("1"));
            checks.add("samples", name, 0, () -> samplesOff(sampler, Npy.read64(file)));
        } else if (name.matches("shap_kernel_M\\d+\\.csv")) {
            List<Tsv.Row> rows = Tsv.read(file, ",");
            checks.add("kernel", name, 1e-9, () -> {
                double off = 0;
                for (Tsv.Row row : rows) {
                    double found = KernelShap.weight(rows.size() - 1, (int) row.number("s"));
                    off = Math.max(off, Math.abs(found / row.number("kernel") - 1));
                }
                return off;
            });
        } else if (name.startsWith("sampler_rowsum_hist_M")) {
            for (Tsv.Row row : Tsv.read(file, ",")) {
                law(row, checks);
                coverage(row, checks);
            }
        } else if (name.startsWith("Z")) {
            checks.skip("samples", name, "nobody knows the sampler that drew these");
        }
    }

    /** A number as NumPy writes it: {@code nan}, {@code inf} and {@code -inf} too. */
    static double number(String text) {
        return Double.parseDouble(text.replace("nan", "NaN").replace("inf", "Infinity"));
    }

    static boolean[] row(Tensor64 z, int n) {
        boolean[] row = new boolean[z.shape().dim(1)];
        for (int s = 0; s < row.length; s++) {
            row[s] = z.data()[n * row.length + s] != 0;
        }
        return row;
    }

    /** How many entries differ. */
    static double samplesOff(Sampler sampler, Tensor64 stored) {
        Iterator<boolean[]> rows = sampler.rows(stored.shape().dim(1));
        int off = 0;
        for (int n = 0; n < stored.shape().dim(0); n++) {
            off += rows.hasNext() && Arrays.equals(rows.next(), row(stored, n)) ? 0 : 1;
        }
        return off + (rows.hasNext() ? 1 : 0);
    }

    /** Whether two histograms of the number of kept segments are of one law: 1 − p of χ² of homogeneity, at a fixed seed. */
    private static void law(Tsv.Row stored, Checks checks) {
        String name = stored.cell("sampler");
        int samples = 100_000;
        Sampler sampler = sampler(name, samples);
        if (sampler == null) {
            checks.skip("laws of samplers", name, "nobody knows this sampler");
            return;
        }
        checks.add("laws of samplers", name, SURE, () -> {
            int segments = (int) stored.header().stream()
                            .filter(h -> h.matches("n\\d+"))
                            .count()
                    - 1;
            double[] found = new double[segments + 1];
            sampler.rows(segments).forEachRemaining(row -> {
                int kept = 0;
                for (boolean z : row) {
                    kept += z ? 1 : 0;
                }
                found[kept]++;
            });
            double theirs = stored.number("N");
            double chi = 0;
            int cells = 0;
            double a = 0;
            double b = 0;
            for (int k = 0; k <= segments; k++) {
                a += found[k];
                b += stored.number("n" + k);
                if (a + b >= 40 || k == segments && a + b > 0) {
                    double apart = a * Math.sqrt(theirs / samples) - b * Math.sqrt(samples / theirs);
                    chi += apart * apart / (a + b);
                    cells++;
                    a = 0;
                    b = 0;
                }
            }
            return certainty(chi, cells);
        });
    }

    /** How sure χ² is that two laws differ, from 0 to 1; where there is one cell there is nothing to differ in. */
    private static double certainty(double chi, int cells) {
        return cells == 1 ? chi : new ChiSquaredDistribution(null, cells - 1.0).cumulativeProbability(chi);
    }

    /**
     * Whether no segment, and no pair of neighbors, is kept more often than others: χ² of how often each was kept, given the sizes of
     * the samples, of which every subset is equally likely.
     */
    private static void coverage(Tsv.Row stored, Checks checks) {
        String name = stored.cell("sampler");
        Sampler sampler = sampler(name, 100_000);
        int segments =
                (int) stored.header().stream().filter(h -> h.matches("n\\d+")).count() - 1;
        if (sampler == null || segments < 4) {
            return;
        }
        for (int together = 1; together <= 2; together++) {
            int block = together;
            checks.add(block == 1 ? "coverage of samplers" : "pairs of samplers", name, SURE, () -> {
                double[] kept = new double[segments / block];
                double[] apart = {0}; // variance less covariance
                sampler.rows(segments).forEachRemaining(row -> {
                    int size = 0;
                    for (boolean z : row) {
                        size += z ? 1 : 0;
                    }
                    apart[0] += among(size, segments, block) - among(size, segments, 2 * block);
                    for (int b = 0; b < kept.length; b++) {
                        kept[b] += row[b * block] && row[b * block + block - 1] ? 1 : 0;
                    }
                });
                double mean = Arrays.stream(kept).average().orElseThrow();
                double squares =
                        Arrays.stream(kept).map(k -> (k - mean) * (k - mean)).sum();
                return certainty(squares == 0 ? 0 : squares / apart[0], kept.length);
            });
        }
    }

    /** The probability that some number of given segments are all among {@code size} of {@code segments}. */
    private static double among(int size, int segments, int given) {
        double p = 1;
        for (int i = 0; i < given; i++) {
            p *= Math.max(0, size - i) / (double) (segments - i);
        }
        return p;
    }

    /** The sampler of a name, with {@code _inverse} or without; null if nobody knows it. */
    private static @Nullable Sampler sampler(String name, int samples) {
        boolean inverse = name.endsWith("_inverse");
        String plain = inverse ? name.substring(0, name.length() - 8) : name;
        Matcher law = LAW.matcher(plain);
        if (plain.matches("random_[\\d.]+")) {
            double p = Double.parseDouble(plain.substring(7));
            return new RandomSampler(samples, inverse ? 1 - p : p, false, false, 1);
        } else if (law.matches()) {
            boolean normal = law.group(1) != null;
            return new SampleProbability(
                    samples,
                    normal ? SampleProbability.Law.TRUNCATED_NORMAL : SampleProbability.Law.BETA,
                    Double.parseDouble(law.group(normal ? 1 : 3)),
                    Double.parseDouble(law.group(normal ? 2 : 4)),
                    inverse,
                    1);
        }
        return switch (plain) {
            case "uniform", "uniform_default" ->
                new SampleProbability(samples, SampleProbability.Law.UNIFORM, 0.5, 1, inverse, 1);
            case "normal", "normal_default" ->
                new SampleProbability(samples, SampleProbability.Law.TRUNCATED_NORMAL, 0.5, 1, inverse, 1);
            case "beta", "beta_default" ->
                new SampleProbability(samples, SampleProbability.Law.BETA, 1.5, 1.5, inverse, 1);
            default -> null;
        };
    }
}
