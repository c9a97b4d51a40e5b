package org.limn.attribution.gradient;

/**
 * Grad-CAM: {@code ReLU(Σ_k w_k A_k)}, w_k the spatial mean of g_k.
 *
 * <p>Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra, "Grad-CAM: visual explanations from deep networks via gradient-based
 * localization", ICCV 2017, eqs. 1 and 2, https://arxiv.org/abs/1610.02391.
 *
 * @param layer empty for the last spatial one
 */
public record GradCam(String layer) implements Cam {
    public GradCam() {
        this("");
    }

    @Override
    public void add(float[] activation, float[] gradient, int at, double[] map) {
        double weight = 0;
        for (int i = 0; i < map.length; i++) {
            weight += gradient[at + i];
        }
        weight /= map.length;
        for (int i = 0; i < map.length; i++) {
            map[i] += weight * activation[at + i];
        }
    }
}
