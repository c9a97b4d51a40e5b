package org.limn.attribution.gradient;

/**
 * Grad-CAM++: {@code ReLU(Σ_k w_k A_k)}, {@code w_k = Σ_ij α_ij ReLU(g_ij)}, {@code α_ij = g_ij² / (2 g_ij² + Σ_ab A_ab · g_ij³)} (0
 * where g is), which counts several instances of the class alike.
 *
 * <p>Chattopadhay, Sarkar, Howlader and Balasubramanian, "Grad-CAM++: improved visual explanations for deep convolutional
 * networks", WACV 2018, eqs. 5, 6 and 19, https://arxiv.org/abs/1710.11063. There the score is exp(S), which makes its higher
 * derivatives powers of {@code g = ∂S/∂A}; its factor exp(S), the same for every channel, is left out.
 *
 * @param layer empty for the last spatial one
 */
public record GradCamPlusPlus(String layer) implements Cam {
    public GradCamPlusPlus() {
        this("");
    }

    @Override
    public void add(float[] activation, float[] gradient, int at, double[] map) {
        double sum = 0, weight = 0;
        for (int i = 0; i < map.length; i++) {
            sum += activation[at + i];
        }
        for (int i = 0; i < map.length; i++) {
            double g = gradient[at + i];
            double below = 2 * g * g + sum * g * g * g;
            if (g > 0 && below != 0) {
                weight += g * g / below * g;
            }
        }
        for (int i = 0; i < map.length; i++) {
            map[i] += weight * activation[at + i];
        }
    }
}
