package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;

/**
 * The input gradient where the image has few channels, as the RGB stem of a network: with rows = channels most of a panel
 * would be empty, so rows = (tap, channel), and every row of the product is added where its tap points. 7×7 stride 2 from 64 to
 * 3 channels: 10 % → 70 % of the FMA peak.
 */
record StemGradient(Convolution conv, Filters filters, KernelSet set) {
    /** Below this many channels and with more than one tap it is the better way. */
    private static final int CHANNELS = 8;

    /** The most that a tap may reach aside: so far beyond its plane a row may be read. */
    private static final int REACH = 32;

    static boolean suits(Convolution conv) {
        return conv.op().groups() == 1
                && conv.channels() < CHANNELS
                && conv.taps() > 1
                && conv.horizontal().padded() - conv.horizontal().out() <= REACH;
    }

    Plan plan(Recipe recipe, Plan.Builder plan) {
        int[] taps = lastFirst();
        FilterOrder order = new FilterOrder(
                FilterOrder.Rows.TAPS_AND_CHANNELS, conv.w().dim(0), conv.channels(), 1, taps, conv.taps(), set.rows());
        plan.stage(new Scatter(
                set,
                conv,
                taps,
                filters.packed(order, plan),
                new Operand.Input(recipe.a()),
                new RowEpilogue(set.loops(), recipe.epilogue(), new Operand.Output())));
        return plan.named("scatter transposed " + conv.describe() + recipe.epilogue());
    }

    /** The order of the taps that {@link Scatter} asks for. */
    private int[] lastFirst() {
        int[] taps = new int[conv.taps()];
        Arrays.setAll(taps, i -> taps.length - 1 - i);
        return taps;
    }
}
