package org.limn.autodiff.train;

/** How a step follows from a gradient. */
public sealed interface Optimizer {
    /** How many numbers it remembers for each parameter. */
    int slots();

    /**
     * Moves weights w in place, against the gradient g.
     *
     * @param memory {@link #slots} arrays as long as w, zero before step 1
     * @param step counts from 1
     */
    void move(float[] w, float[] g, float[][] memory, double rate, double decay, long step);

    /**
     * Stochastic gradient descent: {@code v = μv + g + λw, w = w − ηv}.
     *
     * <p>Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, eq. 1 and 2, with
     * the rate outside of v, as PyTorch has it.
     *
     * @param momentum μ
     */
    record Momentum(double momentum) implements Optimizer {
        public Momentum() {
            this(0.9);
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void move(float[] w, float[] g, float[][] memory, double rate, double decay, long step) {
            float[] v = memory[0];
            for (int i = 0; i < w.length; i++) {
                v[i] = (float) (momentum * v[i] + g[i] + decay * w[i]);
                w[i] -= (float) (rate * v[i]);
            }
        }
    }

    /**
     * Adam, with weight decay beside the gradient and not in it: {@code w = w − η(m̂/(√v̂ + ε) + λw)}.
     *
     * <p>Kingma and Ba, "Adam", ICLR 2015, algorithm 1; Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR
     * 2019, algorithm 2, with λ multiplied by the rate.
     */
    record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
        public Adam() {
            this(0.9, 0.999, 1e-8);
        }

        @Override
        public int slots() {
            return 2;
        }

        @Override
        public void move(float[] w, float[] g, float[][] memory, double rate, double decay, long step) {
            double unbias1 = 1 - StrictMath.pow(beta1, step);
            double unbias2 = 1 - StrictMath.pow(beta2, step);
            float[] m = memory[0];
            float[] v = memory[1];
            for (int i = 0; i < w.length; i++) {
                m[i] = (float) (beta1 * m[i] + (1 - beta1) * g[i]);
                v[i] = (float) (beta2 * v[i] + (1 - beta2) * g[i] * g[i]);
                double towards = m[i] / unbias1 / (Math.sqrt(v[i] / unbias2) + epsilon);
                w[i] -= (float) (rate * (towards + decay * w[i]));
            }
        }
    }
}
