package org.limn.attribution.gradient;

import java.util.Arrays;
import org.limn.attribution.Model;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** Guided IG from black, as the methods' page tells it: every round looks at every feature and sorts all gradients. */
final class GuidedIgByDefinition {
    private GuidedIgByDefinition() {}

    static double[] attribution(Model model, Tensor image, GuidedIg path) {
        double[] to = image.widen().data(), x = new double[to.length], attribution = new double[to.length];
        double whole = distance(x, to);
        for (int k = 0; k < path.steps(); k++) {
            double[] g = model.gradients(Tensor64.of(image.shape(), x.clone()).rounded(), new int[1])
                    .widen()
                    .data();
            double alpha = (k + 1.0) / path.steps();
            double least = Math.max(alpha - path.maxDistance(), 0), most = Math.min(alpha + path.maxDistance(), 1);
            double target = whole * (1 - alpha);
            while (round(x, to, g, least, most, target, path.fraction(), attribution)) {}
        }
        return attribution;
    }

    /** One round; whether another is needed. */
    private static boolean round(
            double[] x,
            double[] to,
            double[] g,
            double least,
            double most,
            double target,
            double fraction,
            double[] attribution) {
        for (int i = 0; i < x.length; i++) {
            if (to[i] != 0 && x[i] / to[i] < least) {
                move(x, i, to[i] * least, g, attribution);
            }
        }
        double left = distance(x, to);
        if (Math.abs(left - target) <= 1e-9 * Math.max(1, Math.max(left, target))) {
            return false;
        }
        double[] size = new double[x.length];
        Arrays.setAll(size, i -> x[i] == to[i] * most ? Double.POSITIVE_INFINITY : Math.abs(g[i]));
        double[] sorted = size.clone();
        Arrays.sort(sorted);
        double threshold = sorted[(int) (fraction * (x.length - 1))];
        double could = 0;
        for (int i = 0; i < x.length; i++) {
            could += selected(size[i], threshold) ? Math.abs(x[i] - to[i] * most) : 0;
        }
        double share = could > 0 ? (left - target) / could : Double.POSITIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            if (selected(size[i], threshold)) {
                double end = to[i] * most;
                move(x, i, share > 1 ? end : x[i] + (end - x[i]) * share, g, attribution);
            }
        }
        return share > 1;
    }

    private static boolean selected(double size, double threshold) {
        return size <= threshold && size < Double.POSITIVE_INFINITY;
    }

    private static void move(double[] x, int i, double where, double[] g, double[] attribution) {
        attribution[i] += (where - x[i]) * g[i];
        x[i] = where;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    }
}
