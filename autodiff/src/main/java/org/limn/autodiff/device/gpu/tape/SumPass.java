package org.limn.autodiff.device.gpu.tape;

/**
 * {@code y[o] = Σ_t x[walk(o) + walk(t)]}: with {@code CODE} one work item per sum in order, with {@code GROUPED} one work group
 * per sum, item l adding the terms l, l + 256, … and a tree adding the items.
 *
 * @param kept table of the axes that stay, {@code keptRank} rows: extent, stride
 * @param summed the same of the axes that are summed
 */
public record SumPass(
        int code, int dst, int count, int terms, int src, int kept, int keptRank, int summed, int summedRank)
        implements TapePass {
    public static final int CODE = 8, GROUPED = 9;
    public static final int DST = 2, COUNT = 3, TERMS = 4, SRC = 5, KEPT = 6, KEPT_RANK = 7, SUMMED = 8;
    public static final int SUMMED_RANK = 9;
}
