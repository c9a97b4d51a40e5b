package org.limn.autodiff.device.gpu.tape;

/**
 * The weight gradient of a convolution with few outputs per group: one work group per weight (o,c,r,s) sums x times g over
 * images and places; x [images,groups·ins,extents], g [images,groups·outs,places].
 */
public record WeightSumPass(
        int dst, int count, int images, int groups, int outs, int ins, int x, int g, Along vertical, Along horizontal)
        implements TapePass {
    public static final int CODE = 17, DST = 1, COUNT = 2, IMAGES = 3, GROUPS = 4, OUTS = 5, INS = 6, X = 7, G = 8;
    public static final int VERTICAL = 9, HORIZONTAL = 15;

    @Override
    public int code() {
        return CODE;
    }
}
