package org.limn.attribution;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Images along the first axis of one tensor, f32[N,C,H,W]. */
public final class Images {
    private Images() {}

    /** Tensors f32[n,C,H,W] of one C, H and W, one after the other. */
    public static Tensor concat(List<Tensor> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int n = parts.stream().mapToInt(p -> p.shape().dim(0)).sum();
        Shape shape = parts.get(0).shape().with(0, n);
        float[] all = new float[shape.size()];
        int at = 0;
        for (Tensor part : parts) {
            if (!part.shape().with(0, n).equals(shape)) {
                throw new IllegalArgumentException("images of one batch are equally large, got f32"
                        + parts.get(0).shape() + " and f32" + part.shape());
            }
            System.arraycopy(part.data(), 0, all, at, part.data().length);
            at += part.data().length;
        }
        return Tensor.of(shape, all);
    }

    /** The entries {@code from..to−1} along the first axis, as a copy unless that is all of them. */
    public static Tensor range(Tensor images, int from, int to) {
        if (from == 0 && to == images.shape().dim(0)) {
            return images;
        }
        int one = images.shape().count(1, images.shape().rank());
        return Tensor.of(images.shape().with(0, to - from), Arrays.copyOfRange(images.data(), from * one, to * one));
    }
}
