package org.limn.attribution.gradient;

import java.util.Arrays;

/**
 * Points α in [0,1] and weights that approximate {@code ∫₀¹ f(α) dα} by {@code Σ w_k f(α_k)}.
 */
public enum Quadrature {
    /** {@code α_k = k/(n−1)}, both ends included, {@code w = 1/n}: what PAIR's library does; one point is α = 0. */
    ENDPOINTS {
        @Override
        public Nodes nodes(int n) {
            return even(n, n == 1 ? 0 : 1.0 / (n - 1), 0);
        }
    },
    /** {@code α_k = k/n}, {@code w = 1/n}. */
    LEFT {
        @Override
        public Nodes nodes(int n) {
            return even(n, 1.0 / n, 0);
        }
    },
    /** {@code α_k = (k + ½)/n}, {@code w = 1/n}: error of order n⁻². */
    MIDPOINT {
        @Override
        public Nodes nodes(int n) {
            return even(n, 1.0 / n, 0.5 / n);
        }
    },
    /** {@code α_k = k/(n−1)}, {@code w = 1/(n−1)}, half of that at the ends: error of order n⁻². */
    TRAPEZOID {
        @Override
        public Nodes nodes(int n) {
            Nodes nodes = even(n, 1.0 / (n - 1), 0);
            for (int k = 0; k < n; k++) {
                nodes.weights()[k] = (k == 0 || k == n - 1 ? 0.5 : 1.0) / (n - 1);
            }
            return nodes;
        }

        @Override
        int least() {
            return 2;
        }
    },
    /** The roots of the Legendre polynomial of degree n: exact for polynomials of degree 2n − 1. */
    GAUSS_LEGENDRE {
        @Override
        public Nodes nodes(int n) {
            Nodes nodes = new Nodes(new double[n], new double[n]);
            for (int k = 0; k < (n + 1) / 2; k++) {
                root(nodes, n, k);
                nodes.alphas()[n - 1 - k] = 1 - nodes.alphas()[k];
                nodes.weights()[n - 1 - k] = nodes.weights()[k];
            }
            return nodes;
        }
    };

    /** Points, ascending, and their weights, which add up to 1. */
    public record Nodes(double[] alphas, double[] weights) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Nodes n && Arrays.equals(alphas, n.alphas) && Arrays.equals(weights, n.weights);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(alphas) + Arrays.hashCode(weights);
        }
    }

    /** The rule of n points. */
    public abstract Nodes nodes(int n);

    /** The fewest points that the rule is made for. */
    int least() {
        return 1;
    }

    private static Nodes even(int n, double distance, double first) {
        Nodes nodes = new Nodes(new double[n], new double[n]);
        for (int k = 0; k < n; k++) {
            nodes.alphas()[k] = first + k * distance;
            nodes.weights()[k] = 1.0 / n;
        }
        return nodes;
    }

    /** Newton's method from the root of the polynomial's asymptotic form, {@code cos(π(k + ¾)/(n + ½))}. */
    private static void root(Nodes nodes, int n, int k) {
        double x = -Math.cos(Math.PI * (k + 0.75) / (n + 0.5)), slope = 1, step = 1;
        for (int iteration = 0; iteration < 10 && Math.abs(step) > 1e-15; iteration++) {
            double p = 1, before = 0;
            for (int j = 0; j < n; j++) {
                double next = ((2 * j + 1) * x * p - j * before) / (j + 1);
                before = p;
                p = next;
            }
            slope = n * (x * p - before) / (x * x - 1);
            step = p / slope;
            x -= step;
        }
        nodes.alphas()[k] = (x + 1) / 2;
        nodes.weights()[k] = 1 / ((1 - x * x) * slope * slope);
    }
}
