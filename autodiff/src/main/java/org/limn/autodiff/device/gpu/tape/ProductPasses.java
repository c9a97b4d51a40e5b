package org.limn.autodiff.device.gpu.tape;

import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.tensor.Shape;

/** Matrix products as {@link GemmPass}: both operands by their strides. */
final class ProductPasses {
    private ProductPasses() {}

    static void lower(MatMul op, Source a, Source b, Shape shape, int dst, int body, TapeWriter tape) {
        boolean shared = b.shape().rank() == 2;
        int batch = shape.count(0, shape.rank() - 2), m = shape.dim(-2), n = shape.dim(-1);
        int k = a.shape().dim(op.ta() ? -2 : -1);
        // rows of all products are one matrix where they meet the same b
        boolean one = shared && !op.ta();
        int rows = one ? batch * m : m;
        GemmPass.Left left = new GemmPass.Left(tape.place(a), m * k, op.ta() ? 1 : k, op.ta() ? m : 1, 0);
        GemmPass.Right right =
                new GemmPass.Right(tape.place(b), shared ? 0 : k * n, op.tb() ? 1 : n, op.tb() ? k : 1, 0);
        GemmPass.Result c = new GemmPass.Result(dst, 0, m * n, n, 0, 0, 1);
        tape.pass(new GemmPass(
                GemmPass.PRODUCT, one ? 1 : batch, rows, n, k, left, right, GemmPass.Pixels.NONE, c, body));
    }
}
