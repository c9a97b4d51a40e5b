package org.limn.segmentation;

/**
 * Which edges need not be looked at because a cheaper one, or one as cheap that comes first, joins the same two regions: what that one
 * decides, they find decided. Remembers for some pairs of regions the least cost met so far, each pair in a place that others may take.
 */
final class Cheapest {
    private static final int PLACES = 1 << 12;

    private final long[] pair = new long[PLACES];
    private final double[] least = new double[PLACES];

    /** 1 if the edge has to be looked at, 0 if not; without a branch, which would often be mispredicted. */
    int mayMatter(int a, int b, double cost) {
        long key = (long) Math.min(a, b) << 32 | Math.max(a, b);
        int place = (int) (key * 0x9E3779B97F4A7C15L >>> 52);
        long differs = pair[place] ^ key;
        long cheaper = Double.doubleToRawLongBits(cost) - Double.doubleToRawLongBits(least[place]);
        int matters = (int) ((differs | -differs | cheaper) >>> 63);
        pair[place] = key;
        least[place] = matters == 0 ? least[place] : cost;
        return matters;
    }
}
