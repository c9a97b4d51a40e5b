package org.limn.attribution.gradient;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/** Walks an {@link AdaptivePath}, whose page says what happens here. */
final class AdaptiveWalk extends Walk {
    /** L counts as L* within this, relative or absolute. */
    private static final double CLOSE = 1e-9;

    private final AdaptivePath path;
    private final Tensor baseline;
    private final double[] from;
    private final double[] to;
    private final double[] point;
    private final double[] furthest;
    private final double[] move;
    private final LeastFirst order;
    private final int rank;
    private int step;
    private int part;
    private boolean waiting;

    AdaptiveWalk(AdaptivePath path, Tensor baseline, Tensor image) {
        super(image.shape().size());
        this.path = path;
        this.baseline = baseline;
        this.from = baseline.widen().data();
        this.to = image.widen().data();
        this.point = from.clone();
        this.furthest = new double[point.length];
        this.move = new double[point.length];
        this.order = new LeastFirst(point.length);
        this.rank = (int) (path.fraction() * (point.length - 1));
    }

    @Override
    public boolean hasPoint() {
        return step < path.steps() && !waiting;
    }

    @Override
    public void point(float[] points, int at) {
        for (int i = 0; i < point.length; i++) {
            points[at + i] = (float) point[i];
        }
        waiting = true;
    }

    @Override
    public List<Tensor> baselines() {
        return List.of(baseline);
    }

    @Override
    public double[] step(float[] gradients, int at) {
        Arrays.fill(move, 0);
        Leg leg = new Leg();
        leg.catchUp();
        double left = leg.toGo();
        boolean arrived = close(left, leg.target);
        if (!arrived) {
            order.sort(gradients, at, point, furthest);
        }
        while (!arrived && !order.isEmpty()) {
            int n = order.least(rank);
            double gained = leg.distance(n);
            double share = gained > 0 ? (left - leg.target) / gained : Double.POSITIVE_INFINITY;
            leg.move(n, share);
            order.remove(n);
            left = leg.toGo();
            arrived = share <= 1 || close(left, leg.target);
        }
        waiting = false;
        step++;
        return move;
    }

    private static boolean close(double a, double b) {
        return Math.abs(a - b) <= Math.max(CLOSE, CLOSE * Math.max(Math.abs(a), Math.abs(b)));
    }

    /** One step's place between two anchors, in α of that part of the path. */
    private final class Leg {
        final double start;
        final double stop;
        final double least;
        final double most;
        final double target;

        Leg() {
            while (step >= path.end(part + 1)) {
                part++;
            }
            int parts = path.anchors() + 1;
            start = (double) part / parts;
            stop = part + 1 == parts ? 1 : (double) (part + 1) / parts;
            int steps = path.end(part + 1) - path.end(part);
            double alpha = (step - path.end(part) + 1.0) / steps;
            least = Math.max(alpha - path.maxDistance() * parts, 0);
            most = Math.min(alpha + path.maxDistance() * parts, 1);
            double whole = 0;
            for (int i = 0; i < point.length; i++) {
                whole += Math.abs(on(i, start) - on(i, stop));
            }
            target = whole * (1 - alpha);
        }

        /** The straight line. */
        private double on(int i, double alpha) {
            return alpha == 1 ? to[i] : from[i] + (to[i] - from[i]) * alpha;
        }

        /** Brings features up that fell behind, and says how far each may go. */
        void catchUp() {
            for (int i = 0; i < point.length; i++) {
                double a = on(i, start), b = on(i, stop);
                double alpha = (point[i] - a) / (b - a); // 0/0: a feature that need not move
                if (alpha < least) {
                    go(i, a + (b - a) * least);
                }
                furthest[i] = a + (b - a) * most;
            }
        }

        private void go(int i, double where) {
            move[i] += where - point[i];
            point[i] = where;
        }

        /** L: how far it is to the end of this part. */
        double toGo() {
            double sum = 0;
            for (int i = 0; i < point.length; i++) {
                sum += Math.abs(point[i] - on(i, stop));
            }
            return sum;
        }

        /** How far the first n features in order could go. */
        double distance(int n) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                int i = order.feature(k);
                sum += Math.abs(point[i] - furthest[i]);
            }
            return sum;
        }

        /** Moves the first n features as far as they may, or a share of that. */
        void move(int n, double share) {
            for (int k = 0; k < n; k++) {
                int i = order.feature(k);
                go(i, share > 1 ? furthest[i] : point[i] + (furthest[i] - point[i]) * share);
            }
        }
    }
}
