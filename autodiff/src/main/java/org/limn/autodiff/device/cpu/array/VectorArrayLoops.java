package org.limn.autodiff.device.cpu.array;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Inside;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.Max;
import org.limn.autodiff.op.Min;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pow;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Tanh;

/** Loops by vectors of the machine's widest kind; what is left at the end of a run is done one at a time, with the same bits. */
final class VectorArrayLoops implements ArrayLoops {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    @Override
    public int width() {
        return L;
    }

    @Override
    public List<Loop> of(Op op) {
        if (op instanceof Sigmoid) {
            Loop negAbs = (a, i, b, j, y, k, n) -> scaledAbs(a, i, y, k, n, -1);
            return List.of(negAbs, exp(), VectorFunctions::sigmoid);
        } else if (op instanceof Tanh) {
            Loop twiceAbs = (a, i, b, j, y, k, n) -> scaledAbs(a, i, y, k, n, 2);
            return List.of(twiceAbs, exp(), VectorFunctions::tanh);
        } else if (op instanceof Erf) {
            return List.of(VectorFunctions::logOfComplement, exp(), VectorFunctions::erf);
        }
        return List.of(single(op));
    }

    private static Loop single(Op op) {
        if (op instanceof Add) {
            return VectorArrayLoops::add;
        } else if (op instanceof Sub) {
            return VectorArrayLoops::sub;
        } else if (op instanceof Mul) {
            return VectorArrayLoops::mul;
        } else if (op instanceof Div) {
            return VectorArrayLoops::div;
        } else if (op instanceof Relu) {
            return (a, i, b, j, y, k, n) -> atLeast(a, i, y, k, n, 0);
        } else if (op instanceof Step) {
            return VectorArrayLoops::step;
        } else if (op instanceof Sqrt) {
            return VectorArrayLoops::sqrt;
        } else if (op instanceof Affine f) {
            float scale = (float) f.scale(), offset = (float) f.offset();
            return (a, i, b, j, y, k, n) -> fma(a, i, y, k, n, scale, offset);
        } else if (op instanceof Clip c) {
            float min = (float) c.min(), max = (float) c.max();
            return (a, i, b, j, y, k, n) -> clip(a, i, y, k, n, min, max);
        } else if (op instanceof Inside c) {
            float min = ScalarArrayLoops.least(c.min()), max = ScalarArrayLoops.most(c.max());
            return (a, i, b, j, y, k, n) -> inside(a, i, y, k, n, min, max);
        } else if (op instanceof Exp) {
            return (a, i, b, j, y, k, n) -> VectorFunctions.exp(a, i, a, i, y, k, n);
        } else if (op instanceof Log) {
            return VectorFunctions::log;
        } else if (op instanceof Pow p) {
            return pow(p.exponent());
        } else if (op instanceof Max) {
            return VectorArrayLoops::max;
        } else if (op instanceof Min) {
            return VectorArrayLoops::min;
        } else if (op instanceof Abs) {
            return (a, i, b, j, y, k, n) -> scaledAbs(a, i, y, k, n, 1);
        }
        return ScalarArrayLoops.single(op);
    }

    /** Small whole and half exponents, which normalizations use, by vectors; any other one at a time. */
    private static Loop pow(double exponent) {
        if (exponent == 2) {
            return (a, i, b, j, y, k, n) -> mul(a, i, a, i, y, k, n);
        } else if (exponent == -1) {
            return VectorArrayLoops::inverse;
        }
        return ScalarArrayLoops.pow(exponent);
    }

    @Override
    public Loop max() {
        return VectorArrayLoops::max;
    }

    @Override
    public Loop exp() {
        return VectorFunctions::exp;
    }

    @Override
    public void affine(float[] x, int i, float[] y, int k, int n, float scale, float offset) {
        fma(x, i, y, k, n, scale, offset);
    }

    private static void add(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m)
                    .add(FloatVector.fromArray(V, b, j + m))
                    .intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = a[i + m] + b[j + m];
        }
    }

    private static void sub(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m)
                    .sub(FloatVector.fromArray(V, b, j + m))
                    .intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = a[i + m] - b[j + m];
        }
    }

    private static void mul(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m)
                    .mul(FloatVector.fromArray(V, b, j + m))
                    .intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = a[i + m] * b[j + m];
        }
    }

    private static void div(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m)
                    .div(FloatVector.fromArray(V, b, j + m))
                    .intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = a[i + m] / b[j + m];
        }
    }

    private static void max(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m)
                    .max(FloatVector.fromArray(V, b, j + m))
                    .intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = Math.max(a[i + m], b[j + m]);
        }
    }

    private static void min(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m)
                    .min(FloatVector.fromArray(V, b, j + m))
                    .intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = Math.min(a[i + m], b[j + m]);
        }
    }

    @Override
    public void select(float[] c, int i, float[] a, int j, float[] b, int k, float[] y, int l, int n) {
        FloatVector zero = FloatVector.zero(V);
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, b, k + m)
                    .blend(FloatVector.fromArray(V, a, j + m), zero.lt(FloatVector.fromArray(V, c, i + m)))
                    .intoArray(y, l + m);
        }
        for (; m < n; m++) {
            y[l + m] = c[i + m] > 0 ? a[j + m] : b[k + m];
        }
    }

    @Override
    public void route(float[] x, int i, float[] m, int j, float[] g, int k, float[] d, int l, int n) {
        FloatVector zero = FloatVector.zero(V);
        int q = 0;
        for (; q <= n - L; q += L) {
            VectorMask<Float> here = FloatVector.fromArray(V, x, i + q).eq(FloatVector.fromArray(V, m, j + q));
            FloatVector all = FloatVector.fromArray(V, g, k + q);
            FloatVector.fromArray(V, d, l + q).add(zero.blend(all, here)).intoArray(d, l + q);
            all.blend(zero, here).intoArray(g, k + q);
        }
        for (; q < n; q++) {
            boolean here = x[i + q] == m[j + q];
            d[l + q] += here ? g[k + q] : 0;
            g[k + q] = here ? 0 : g[k + q];
        }
    }

    private static void atLeast(float[] a, int i, float[] y, int k, int n, float min) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m).max(min).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = Math.max(a[i + m], min);
        }
    }

    private static void clip(float[] a, int i, float[] y, int k, int n, float min, float max) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m).max(min).min(max).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = Math.min(Math.max(a[i + m], min), max);
        }
    }

    private static void inside(float[] a, int i, float[] y, int k, int n, float min, float max) {
        FloatVector zero = FloatVector.zero(V), one = FloatVector.broadcast(V, 1);
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector x = FloatVector.fromArray(V, a, i + m);
            zero.blend(one, x.compare(VectorOperators.GE, min).and(x.compare(VectorOperators.LE, max)))
                    .intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = a[i + m] >= min && a[i + m] <= max ? 1 : 0;
        }
    }

    private static void step(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        FloatVector zero = FloatVector.zero(V), one = FloatVector.broadcast(V, 1);
        int m = 0;
        for (; m <= n - L; m += L) {
            zero.blend(one, zero.lt(FloatVector.fromArray(V, a, i + m))).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = a[i + m] > 0 ? 1 : 0;
        }
    }

    private static void fma(float[] a, int i, float[] y, int k, int n, float scale, float offset) {
        FloatVector s = FloatVector.broadcast(V, scale), o = FloatVector.broadcast(V, offset);
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m).fma(s, o).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = Math.fma(a[i + m], scale, offset);
        }
    }

    private static void scaledAbs(float[] a, int i, float[] y, int k, int n, float scale) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m).abs().mul(scale).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = Math.abs(a[i + m]) * scale;
        }
    }

    private static void sqrt(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector.fromArray(V, a, i + m).sqrt().intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = (float) Math.sqrt(a[i + m]);
        }
    }

    private static void inverse(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        FloatVector one = FloatVector.broadcast(V, 1);
        int m = 0;
        for (; m <= n - L; m += L) {
            one.div(FloatVector.fromArray(V, a, i + m)).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = 1 / a[i + m];
        }
    }

    /** Lanes are added in their order at the end: what {@code reduceLanes} leaves open. */
    @Override
    public float sum(float[] x, int i, int n, float[] local, int lanes) {
        FloatVector s = FloatVector.zero(V), t = s, u = s, v = s;
        int m = 0;
        for (; m <= n - 4 * L; m += 4 * L) {
            s = s.add(FloatVector.fromArray(V, x, i + m));
            t = t.add(FloatVector.fromArray(V, x, i + m + L));
            u = u.add(FloatVector.fromArray(V, x, i + m + 2 * L));
            v = v.add(FloatVector.fromArray(V, x, i + m + 3 * L));
        }
        for (; m <= n - L; m += L) {
            s = s.add(FloatVector.fromArray(V, x, i + m));
        }
        s.add(t).add(u.add(v)).intoArray(local, lanes);
        float sum = 0;
        for (int lane = 0; lane < L; lane++) {
            sum += local[lanes + lane];
        }
        for (; m < n; m++) {
            sum += x[i + m];
        }
        return sum;
    }

    @Override
    public float max(float[] x, int i, int n, float[] local, int lanes) {
        FloatVector s = FloatVector.broadcast(V, Float.NEGATIVE_INFINITY);
        int m = 0;
        for (; m <= n - L; m += L) {
            s = s.max(FloatVector.fromArray(V, x, i + m));
        }
        s.intoArray(local, lanes);
        float max = Float.NEGATIVE_INFINITY;
        for (int lane = 0; lane < L; lane++) {
            max = Math.max(max, local[lanes + lane]);
        }
        for (; m < n; m++) {
            max = Math.max(max, x[i + m]);
        }
        return max;
    }
}
