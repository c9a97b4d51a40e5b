package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * {@link org.limn.autodiff.op.Conv2dWeightGrad} as a kernel: {@code dW[o][k] = Σ_p dY[o][p] · X[offset[k] + place(p)]}, k = (channel,
 * tap), p = all pixels of the batch. As a {@link Gemm} over p both sides would have to be transposed; here both are read along p
 * as they lie, and the sums of a tile are one per lane ({@link DotTile}).
 *
 * <p>A unit has some outputs, some k and some of the positions. It takes {@link #PANEL} positions at a time: copies them of all its
 * rows side by side, so that both panels stay in L2, and multiplies tile by tile, so that a tile's rows stay in L1. A training step of
 * 32 images of 96 × 96, widths 16 to 96, on one thread: 2880 ms with dot products of single rows, 120 ms so.
 *
 * <p>Order of a sum: positions ascending by lanes within a part, lanes ascending, parts ascending. How many parts there are depends on the
 * shapes alone.
 *
 * @param source the image as its taps read it, in which every tap has stride 1
 * @param sums where the parts' sums go, [part][output][channel][tap]: the result itself if there is one part
 */
record WeightGradient(Convolution conv, DotTile tile, Operand source, Operand cotangent, Operand sums)
        implements Kernel.Stage {
    /** Positions at a time: a tile's ten rows of them are 20 KB. */
    private static final int PANEL = 512;

    /** From one row of a panel to the next: no power of two, and room for what a copy overruns. */
    private static final int STEP = PANEL + 16;

    /** Outputs and values of k to a unit at most: their panels are 360 KB. */
    private static final int OUTPUTS = 128, VALUES = 48;

    /** What the work is cut into at least, so that several threads find some, as long as a part has eight panels. */
    private static final int UNITS = 16;

    static Plan plan(Convolution conv, KernelSet set, Recipe recipe, Plan.Builder plan) {
        Operand source = conv.source(new Operand.Input(recipe.a()), set.loops(), plan);
        Operand cotangent = new Operand.Input(recipe.b());
        int parts = parts(conv);
        if (parts == 1) {
            plan.stage(new WeightGradient(conv, set.dots(), source, cotangent, new Operand.Output()));
        } else {
            Operand sums = plan.reserve((long) parts * conv.w().size());
            plan.stage(new WeightGradient(conv, set.dots(), source, cotangent, sums));
            plan.stage(new SumParts(sums, parts, conv.w().size()));
        }
        return plan.named("weight gradient " + conv.describe());
    }

    /** Adds up arrays that lie one behind the other. Units are stretches of 1024 numbers. */
    private record SumParts(Operand parts, int count, int size) implements Kernel.Stage {
        @Override
        public int units() {
            return Axis.ceilDiv(size, 1024);
        }

        @Override
        public void run(Kernel.Places places, int from, int to, float[] local) {
            float[] x = parts.array(places), y = places.arena();
            for (int i = from * 1024; i < Math.min(size, to * 1024); i++) {
                float sum = 0;
                for (int part = 0; part < count; part++) {
                    sum += x[parts.start(places) + part * size + i];
                }
                y[places.output() + i] = sum;
            }
        }
    }

    private static int k(Convolution conv) {
        return conv.channels() * conv.taps();
    }

    private static int outputBlocks(Convolution conv) {
        return Axis.ceilDiv(conv.outputs(), OUTPUTS);
    }

    private static int valueBlocks(Convolution conv) {
        return Axis.ceilDiv(k(conv), VALUES);
    }

    private static int panels(Convolution conv) {
        return Axis.ceilDiv(conv.pixels().count(), PANEL);
    }

    /** Parts of the positions. */
    private static int parts(Convolution conv) {
        int blocks = conv.op().groups() * outputBlocks(conv) * valueBlocks(conv);
        return Math.max(1, Math.min(Axis.ceilDiv(UNITS, blocks), panels(conv) / 8));
    }

    @Override
    public int units() {
        return parts(conv) * conv.op().groups() * outputBlocks(conv) * valueBlocks(conv);
    }

    private int outputsAtOnce() {
        return Math.min(OUTPUTS, conv.outputs());
    }

    private int valuesAtOnce() {
        return Math.min(VALUES, k(conv));
    }

    /** Where the sums of tile (row, column) begin, counted from the first; rows and columns are multiples of the tile's. */
    private int place(int row, int column) {
        int columns = Panels.padded(valuesAtOnce(), tile.columns());
        return (row * columns + column * tile.rows()) * tile.lanes();
    }

    @Override
    public int local() {
        int rows = outputsAtOnce() + valuesAtOnce();
        return rows * STEP + place(Panels.padded(outputsAtOnce(), tile.rows()), 0) + STEP;
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        int[] offsets = offsets(), copyFrom = new int[PANEL], copyTo = new int[PANEL];
        int parts = parts(conv), panels = panels(conv), outputBlocks = outputBlocks(conv);
        for (int unit = from; unit < to; unit++) {
            int part = unit % parts, output = unit / parts % outputBlocks * OUTPUTS;
            int block = unit / parts / outputBlocks, group = block / valueBlocks(conv);
            int k = block % valueBlocks(conv) * VALUES;
            int outputs = Math.min(OUTPUTS, conv.outputs() - output), ks = Math.min(VALUES, k(conv) - k);
            int values = outputs * STEP, sums = values + ks * STEP;
            Arrays.fill(local, sums, sums + place(Panels.padded(outputs, tile.rows()), 0), 0);
            int first = (int) ((long) panels * part / parts), end = (int) ((long) panels * (part + 1) / parts);
            for (int panel = first; panel < end; panel++) {
                int length = Math.min(PANEL, conv.pixels().count() - panel * PANEL);
                int whole = Panels.padded(length, tile.lanes());
                int row = group * conv.outputs() + output;
                for (int o = 0; o < outputs; o++) {
                    int at = cotangent.start(places) + (row + o) * conv.pixels().count() + panel * PANEL;
                    System.arraycopy(cotangent.array(places), at, local, o * STEP, length);
                }
                int copies = conv.pixels().copies(panel * PANEL, length, tile.lanes(), copyFrom, copyTo);
                int start = source.start(places) + group * conv.channels() * conv.images() * conv.plane();
                tile.pack(
                        source.array(places),
                        start,
                        offsets,
                        k,
                        ks,
                        copyFrom,
                        copyTo,
                        copies,
                        length,
                        local,
                        values,
                        STEP);
                for (int r = 0; r < outputs + ks && whole > length; r++) {
                    Arrays.fill(local, r * STEP + length, r * STEP + whole, 0);
                }
                for (int i = 0; i < outputs; i += tile.rows()) {
                    for (int j = 0; j < ks; j += tile.columns()) {
                        int x = i * STEP, y = values + j * STEP, s = sums + place(i, j);
                        tile.add(local, x, STEP, outputs - i, local, y, STEP, ks - j, whole, local, s);
                    }
                }
            }
            int at = part * conv.w().size() + (group * conv.outputs() + output) * k(conv) + k;
            store(local, sums, outputs, ks, places, at);
        }
    }

    /** Where k lies in the first group of {@link #source}. */
    private int[] offsets() {
        int channel = conv.images() * conv.plane();
        int[] offsets = new int[k(conv)];
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = conv.tapOffset(k % conv.taps(), conv.x().dim(1) * channel) + k / conv.taps() * channel;
        }
        return offsets;
    }

    private void store(float[] local, int from, int outputs, int ks, Kernel.Places places, int to) {
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < ks; j++) {
                int r = i % tile.rows(), c = j % tile.columns();
                int at = from + place(i - r, j - c) + (r * tile.columns() + c) * tile.lanes();
                float sum = 0;
                for (int lane = 0; lane < tile.lanes(); lane++) {
                    sum += local[at + lane];
                }
                sums.array(places)[sums.start(places) + to + i * k(conv) + j] = sum;
            }
        }
    }
}
