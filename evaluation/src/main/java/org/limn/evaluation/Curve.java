package org.limn.evaluation;

import java.util.Arrays;

/** Measured points, in order, and what their axes are called. Two are equal when names and numbers are. */
public final class Curve {
    private final String xName;
    private final String yName;
    private final double[] x;
    private final double[] y;

    /** A curve over these numbers, which now belong to it: they are not copied. */
    public Curve(String xName, String yName, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "a curve has as many " + xName + " as " + yName + ", got " + x.length + " and " + y.length);
        }
        this.xName = xName;
        this.yName = yName;
        this.x = x;
        this.y = y;
    }

    public String xName() {
        return xName;
    }

    public String yName() {
        return yName;
    }

    /** The abscissas, to be read only. */
    public double[] x() {
        return x;
    }

    /** The ordinates, to be read only. */
    public double[] y() {
        return y;
    }

    /** The area by trapezoids, {@code Σ (x_{i+1} − x_i)(y_i + y_{i+1})/2}. */
    public double area() {
        double area = 0;
        for (int i = 1; i < x.length; i++) {
            area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }
        return area;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Curve c
                && xName.equals(c.xName)
                && yName.equals(c.yName)
                && Arrays.equals(x, c.x)
                && Arrays.equals(y, c.y);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        return yName + " over " + xName + ", " + x.length + " points";
    }
}
