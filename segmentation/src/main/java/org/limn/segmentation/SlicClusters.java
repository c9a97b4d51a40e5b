package org.limn.segmentation;

/** The k-means of SLIC: centres on a grid, then rounds of giving each pixel to its nearest centre and moving the centres. */
final class SlicClusters {
    private final Strips strips;
    private final SlicCentres centres;
    private final NearestCentres nearest;
    private final int[][] labels;
    private final double startingDistance;

    SlicClusters(Strips strips, double[][] colors, SeedGrid seeds, boolean zero) {
        this.strips = strips;
        centres = new SlicCentres(strips, colors, seeds, zero);
        nearest = new NearestCentres(strips, colors, centres);
        startingDistance = 1 + meanSquare(colors);
        labels = new int[strips.count()][strips.size()];
        for (int row = 0; row < strips.height(); row++) {
            strips.place(row, seeds.nearest(row), labels);
        }
    }

    /** The mean over the image of the sum over planes of squares. */
    private static double meanSquare(double[][] planes) {
        double sum = 0;
        for (double[] plane : planes) {
            for (double v : plane) {
                sum += v * v;
            }
        }
        return sum / planes[0].length;
    }

    /** The number of each pixel's centre after some rounds, row by row. */
    int[] settle(int rounds) {
        double typical = startingDistance;
        for (int i = 0; i < rounds; i++) {
            typical = nearest.assign(labels, typical);
            centres.move(labels);
        }
        return strips.rowMajor(labels);
    }
}
