package org.limn.autodiff.device.cpu.array;

import java.util.List;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Atan;
import org.limn.autodiff.op.Binary;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Cos;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Inside;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pow;
import org.limn.autodiff.op.Power;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Sin;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Tanh;
import org.limn.autodiff.op.Unary;

/** Loops of one element at a time, for a JVM without the Vector API. */
final class ScalarArrayLoops implements ArrayLoops {
    private interface Function {
        float of(float x);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public List<Loop> of(Op op) {
        return List.of(single(op));
    }

    static Loop single(Op op) {
        if (op instanceof Add) {
            return ScalarArrayLoops::add;
        } else if (op instanceof Sub) {
            return ScalarArrayLoops::sub;
        } else if (op instanceof Mul) {
            return ScalarArrayLoops::mul;
        } else if (op instanceof Div) {
            return ScalarArrayLoops::div;
        } else if (op instanceof Pow p) {
            return pow(p.exponent());
        }
        return op instanceof Binary b ? pairs(b) : each(function(op));
    }

    /** Comparisons and the like, which are exact by their definition. */
    private static Loop pairs(Binary op) {
        if (op instanceof Power) {
            return (a, i, b, j, y, k, n) -> {
                for (int m = 0; m < n; m++) {
                    y[k + m] = (float) StrictMath.pow(a[i + m], b[j + m]);
                }
            };
        }
        return (a, i, b, j, y, k, n) -> {
            for (int m = 0; m < n; m++) {
                y[k + m] = (float) op.apply(a[i + m], b[j + m]);
            }
        };
    }

    private static Function function(Op op) {
        if (op instanceof Relu) {
            return x -> Math.max(x, 0);
        } else if (op instanceof Step) {
            return x -> x > 0 ? 1 : 0;
        } else if (op instanceof Affine f) {
            float scale = (float) f.scale(), offset = (float) f.offset();
            return x -> Math.fma(x, scale, offset);
        } else if (op instanceof Clip c) {
            float min = (float) c.min(), max = (float) c.max();
            return x -> Math.min(Math.max(x, min), max);
        } else if (op instanceof Inside c) {
            float min = least(c.min()), max = most(c.max());
            return x -> x >= min && x <= max ? 1 : 0;
        } else if (op instanceof Exp) {
            return ScalarFunctions::exp;
        } else if (op instanceof Log) {
            return ScalarFunctions::log;
        } else if (op instanceof Sqrt) {
            return x -> (float) Math.sqrt(x);
        } else if (op instanceof Sin) {
            return x -> (float) StrictMath.sin(x);
        } else if (op instanceof Cos) {
            return x -> (float) StrictMath.cos(x);
        } else if (op instanceof Atan) {
            return x -> (float) StrictMath.atan(x);
        } else if (op instanceof Sigmoid) {
            return ScalarFunctions::sigmoid;
        } else if (op instanceof Tanh) {
            return ScalarFunctions::tanh;
        } else if (op instanceof Erf) {
            return ScalarFunctions::erf;
        }
        Unary exact = (Unary) op;
        return x -> (float) exact.apply(x);
    }

    /** {@code StrictMath} here and above, because {@code Math} may differ between interpreted and compiled calls. */
    static Loop pow(double exponent) {
        return each(x -> (float) StrictMath.pow(x, exponent));
    }

    private static Loop each(Function f) {
        return (a, i, b, j, y, k, n) -> {
            for (int m = 0; m < n; m++) {
                y[k + m] = f.of(a[i + m]);
            }
        };
    }

    @Override
    public Loop max() {
        return (a, i, b, j, y, k, n) -> {
            for (int m = 0; m < n; m++) {
                y[k + m] = Math.max(a[i + m], b[j + m]);
            }
        };
    }

    @Override
    public void select(float[] c, int i, float[] a, int j, float[] b, int k, float[] y, int l, int n) {
        for (int m = 0; m < n; m++) {
            y[l + m] = c[i + m] > 0 ? a[j + m] : b[k + m];
        }
    }

    @Override
    public void route(float[] x, int i, float[] m, int j, float[] g, int k, float[] d, int l, int n) {
        for (int q = 0; q < n; q++) {
            boolean here = x[i + q] == m[j + q];
            d[l + q] += here ? g[k + q] : 0;
            g[k + q] = here ? 0 : g[k + q];
        }
    }

    @Override
    public Loop exp() {
        return (a, i, b, j, y, k, n) -> {
            for (int m = 0; m < n; m++) {
                y[k + m] = ScalarFunctions.exp(b[j + m]);
            }
        };
    }

    @Override
    public void affine(float[] x, int i, float[] y, int k, int n, float scale, float offset) {
        for (int m = 0; m < n; m++) {
            y[k + m] = Math.fma(x[i + m], scale, offset);
        }
    }

    private static void add(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        for (int m = 0; m < n; m++) {
            y[k + m] = a[i + m] + b[j + m];
        }
    }

    private static void sub(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        for (int m = 0; m < n; m++) {
            y[k + m] = a[i + m] - b[j + m];
        }
    }

    private static void mul(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        for (int m = 0; m < n; m++) {
            y[k + m] = a[i + m] * b[j + m];
        }
    }

    private static void div(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        for (int m = 0; m < n; m++) {
            y[k + m] = a[i + m] / b[j + m];
        }
    }

    /** Four sums side by side: one alone waits for itself at every addition. */
    @Override
    public float sum(float[] x, int i, int n, float[] local, int lanes) {
        float s = 0, t = 0, u = 0, v = 0;
        int m = 0;
        for (; m <= n - 4; m += 4) {
            s += x[i + m];
            t += x[i + m + 1];
            u += x[i + m + 2];
            v += x[i + m + 3];
        }
        for (; m < n; m++) {
            s += x[i + m];
        }
        return s + t + (u + v);
    }

    @Override
    public float max(float[] x, int i, int n, float[] local, int lanes) {
        float max = Float.NEGATIVE_INFINITY;
        for (int m = 0; m < n; m++) {
            max = Math.max(max, x[i + m]);
        }
        return max;
    }

    /** The least float that is not below the bound. */
    static float least(double bound) {
        float f = (float) bound;
        return f < bound ? Math.nextUp(f) : f;
    }

    /** The greatest float that is not above the bound. */
    static float most(double bound) {
        float f = (float) bound;
        return f > bound ? Math.nextDown(f) : f;
    }
}
