package org.limn.attribution.gradient;

/**
 * LayerCAM: {@code ReLU(Σ_k ReLU(g_k) ⊙ A_k)}, fine enough for early layers.
 *
 * <p>Jiang, Zhang, Hou, Cheng and Wei, "LayerCAM: exploring hierarchical class activation maps for localization", IEEE TIP 30
 * (2021), eqs. 6 and 7.
 *
 * @param layer empty for the last spatial one
 */
public record LayerCam(String layer) implements Cam {
    public LayerCam() {
        this("");
    }

    @Override
    public void add(float[] activation, float[] gradient, int at, double[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] += Math.max(gradient[at + i], 0.0) * activation[at + i];
        }
    }
}
