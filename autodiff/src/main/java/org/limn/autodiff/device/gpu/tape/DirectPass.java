package org.limn.autodiff.device.gpu.tape;

/**
 * A convolution, forward or transposed, with few outputs per group: one work item per element of y
 * [images,groups·outs,height,width], over x [images,groups·ins,…]. Weight (group, out, in, r, s) lies at {@code place +
 * group·filter.group + out·filter.out + in·filter.in + r·kernel + s}.
 */
public record DirectPass(
        int dst,
        int count,
        int groups,
        int outs,
        int ins,
        int src,
        Filter filter,
        Axis vertical,
        Axis horizontal,
        int body)
        implements TapePass {
    public static final int CODE = 16, DST = 1, COUNT = 2, GROUPS = 3, OUTS = 4, INS = 5, SRC = 6, FILTER = 7;
    public static final int VERTICAL = 11, HORIZONTAL = 20, BODY = 29;

    /** Where the weights are and how far apart. */
    public record Filter(int place, int group, int out, int in) {
        public static final int PLACE = 0, GROUP = 1, OUT = 2, IN = 3;
    }

    /**
     * One direction: output i of {@code size} reads, for tap r, element {@code (i·mul + add + r·tap)/div} of {@code extent},
     * where that is whole: r runs from {@code tape[first + (i·mul + add) mod div]} in steps of {@code step}.
     */
    public record Axis(int size, int extent, int kernel, int mul, int add, int tap, int div, int first, int step) {
        public static final int SIZE = 0,
                EXTENT = 1,
                KERNEL = 2,
                MUL = 3,
                ADD = 4,
                TAP = 5,
                DIV = 6,
                FIRST = 7,
                STEP = 8;
    }

    @Override
    public int code() {
        return CODE;
    }
}
