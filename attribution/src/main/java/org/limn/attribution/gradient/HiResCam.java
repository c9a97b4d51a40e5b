package org.limn.attribution.gradient;

/**
 * HiResCAM: {@code ReLU(Σ_k g_k ⊙ A_k)}, where Grad-CAM has the mean of g_k: it shows only places that raised the score.
 *
 * <p>Draelos and Carin, "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks", 2020, eq. 9,
 * https://arxiv.org/abs/2011.08891.
 *
 * @param layer empty for the last spatial one
 */
public record HiResCam(String layer) implements Cam {
    public HiResCam() {
        this("");
    }

    @Override
    public void add(float[] activation, float[] gradient, int at, double[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] += (double) gradient[at + i] * activation[at + i];
        }
    }
}
