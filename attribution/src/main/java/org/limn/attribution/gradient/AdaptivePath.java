package org.limn.attribution.gradient;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/** The path of {@link GuidedIg}, whose page says what a step is. */
final class AdaptivePath implements Path {
    /** L counts as L* within this, relative or absolute. */
    private static final double CLOSE = 1e-9;

    private final GuidedIg settings;
    private final Tensor baseline;
    private final double[] from;
    private final double[] to;
    private final double[] point;
    private final double[] furthest;
    private final LeastFirst order;
    private int part;

    AdaptivePath(GuidedIg settings, Tensor baseline, Tensor image) {
        this.settings = settings;
        this.baseline = baseline;
        this.from = baseline.widen().data();
        this.to = image.widen().data();
        this.point = from.clone();
        this.furthest = new double[point.length];
        this.order = new LeastFirst(point.length);
    }

    @Override
    public List<Tensor> baselines() {
        return List.of(baseline);
    }

    @Override
    public int steps() {
        return settings.steps();
    }

    @Override
    public boolean known() {
        return false;
    }

    @Override
    public void point(int k, float[] points, int at) {
        for (int i = 0; i < point.length; i++) {
            points[at + i] = (float) point[i];
        }
    }

    @Override
    public void move(int k, float[] gradients, int at, double[] move) {
        Arrays.fill(move, 0);
        while (k >= end(part + 1)) {
            part++;
        }
        int parts = settings.anchors() + 1;
        double start = (double) part / parts, stop = part + 1 == parts ? 1 : (double) (part + 1) / parts;
        double alpha = (k - end(part) + 1.0) / (end(part + 1) - end(part)); // of this part of the path
        double least = Math.max(alpha - settings.maxDistance() * parts, 0);
        double most = Math.min(alpha + settings.maxDistance() * parts, 1);
        double whole = 0, left = 0;
        for (int i = 0; i < point.length; i++) {
            double a = straight(i, start), b = straight(i, stop);
            whole += Math.abs(a - b);
            if ((point[i] - a) / (b - a) < least) { // not so for 0/0, a feature that need not move
                go(i, a + (b - a) * least, move);
            }
            furthest[i] = a + (b - a) * most;
            left += Math.abs(point[i] - b);
        }
        double target = whole * (1 - alpha);
        boolean arrived = close(left, target);
        if (!arrived) {
            order.sort(gradients, at, point, furthest);
        }
        int rank = (int) (settings.fraction() * (point.length - 1));
        while (!arrived && !order.isEmpty()) {
            int n = order.least(rank);
            double could = 0;
            for (int j = 0; j < n; j++) {
                int i = order.feature(j);
                could += Math.abs(point[i] - furthest[i]);
            }
            double share = could > 0 ? (left - target) / could : Double.POSITIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                int i = order.feature(j);
                go(i, share > 1 ? furthest[i] : point[i] + (furthest[i] - point[i]) * share, move);
            }
            order.remove(n);
            left = 0;
            for (int i = 0; i < point.length; i++) {
                left += Math.abs(point[i] - straight(i, stop));
            }
            arrived = share <= 1 || close(left, target);
        }
    }

    /** The step at which the part before anchor j ends; part {@code anchors + 1} ends with the path. */
    private int end(int j) {
        return (int) ((long) j * settings.steps() / (settings.anchors() + 1));
    }

    private double straight(int i, double alpha) {
        return alpha == 1 ? to[i] : from[i] + (to[i] - from[i]) * alpha;
    }

    private void go(int i, double where, double[] move) {
        move[i] += where - point[i];
        point[i] = where;
    }

    private static boolean close(double a, double b) {
        return Math.abs(a - b) <= Math.max(CLOSE, CLOSE * Math.max(Math.abs(a), Math.abs(b)));
    }
}
