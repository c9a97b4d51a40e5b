package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Pad;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.tensor.Shape;

/** Elements around an array; negative numbers cut off. */
final class Padding {
    private Padding() {}

    /** Surrounds x with a value: per axis so many before and after. */
    static GraphValue constant(Lines lines, GraphValue x, int[] before, int[] after, double value) {
        GraphValue cut = cut(lines, x, before, after);
        int[] lead = positive(before), trail = positive(after);
        if (Arrays.stream(lead).sum() + Arrays.stream(trail).sum() == 0) {
            return cut;
        }
        List<Integer> between = Collections.nCopies(x.shape().rank(), 0);
        return lines.apply(new Pad(boxed(lead), boxed(trail), between, value), x.type(), cut);
    }

    /** The same for the spatial axes of x [N,C,…] only. */
    static GraphValue spatial(Lines lines, GraphValue x, int[] before, int[] after, double value) {
        return constant(lines, x, behindTwo(before), behindTwo(after), value);
    }

    private static int[] behindTwo(int[] numbers) {
        int[] all = new int[numbers.length + 2];
        System.arraycopy(numbers, 0, all, 2, numbers.length);
        return all;
    }

    /** Only the cutting that negative numbers ask for. */
    static GraphValue cut(Lines lines, GraphValue x, int[] before, int[] after) {
        Shape s = x.shape();
        List<Integer> start = new ArrayList<>(), size = new ArrayList<>();
        for (int a = 0; a < s.rank(); a++) {
            start.add(Math.max(0, -before[a]));
            size.add(s.dim(a) - start.get(a) - Math.max(0, -after[a]));
            Node.require(
                    size.get(a) >= 0,
                    "pads " + before[a] + " and " + after[a] + " cut more than the " + s.dim(a) + " elements of axis "
                            + a);
        }
        return size.equals(s.toList())
                ? x
                : lines.apply(new Slice(start, size, Collections.nCopies(s.rank(), 1)), x.type(), x);
    }

    /**
     * Surrounds x with its own elements.
     *
     * @param mode {@code edge} repeats the outermost, {@code reflect} mirrors without repeating it, {@code wrap} goes round
     */
    static GraphValue mirrored(Lines lines, GraphValue x, int[] before, int[] after, String mode) {
        GraphValue all = cut(lines, x, before, after);
        int[] lead = positive(before), trail = positive(after);
        for (int a = 0; a < lead.length; a++) {
            if (lead[a] + trail[a] > 0) {
                int n = all.shape().dim(a);
                Lines.checkSize(all.shape().with(a, Shape.extent((long) n + lead[a] + trail[a])));
                List<Integer> indices = new ArrayList<>();
                for (int i = -lead[a]; i < n + trail[a]; i++) {
                    indices.add(source(i, n, mode));
                }
                all = lines.apply(new Gather(a, indices), x.type(), all);
            }
        }
        return all;
    }

    private static int source(int i, int n, String mode) {
        Node.require(n > 0, "an empty axis cannot be extended in mode " + mode);
        return switch (mode) {
            case "edge" -> Math.min(Math.max(i, 0), n - 1);
            case "wrap" -> Math.floorMod(i, n);
            case "reflect" -> {
                int period = Math.max(1, 2 * (n - 1)), k = Math.floorMod(i, period);
                yield k < n ? k : period - k;
            }
            default ->
                throw OnnxException.corrupt(
                        "attribute 'mode' is '" + mode + "'; it may be constant, edge, reflect, wrap");
        };
    }

    private static int[] positive(int[] numbers) {
        return Arrays.stream(numbers).map(p -> Math.max(0, p)).toArray();
    }

    private static List<Integer> boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
