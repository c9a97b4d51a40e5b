package org.limn.autodiff.device.cpu.gemm;

/**
 * How the images of a {@link Scatter} are shared out: where there are few, each is cut into bands of rows. A band of the phases is
 * reached from the rows of the cotangent beside it too, so these are multiplied once more for the neighbour.
 *
 * @param v the vertical axis of the convolution
 */
record Bands(Axis v, int images) {
    /** Units that several threads want. */
    private static final int UNITS = 4;

    /** How many times higher than what is multiplied twice a band must be. */
    private static final int HEIGHT = 8;

    /** Rows that a row of the cotangent reaches, without its own. */
    private int reach() {
        return v.padded() - v.out();
    }

    /** Rows of a phase in a band. */
    private int rows() {
        int few = Axis.ceilDiv(v.padded(), Axis.ceilDiv(UNITS, images));
        return Math.min(v.padded(), Math.max(few, HEIGHT * reach()));
    }

    int perImage() {
        return Axis.ceilDiv(v.padded(), rows());
    }

    /** The most rows of a phase that are touched for a band. */
    int touched() {
        return Math.min(v.padded(), rows() + 2 * reach());
    }

    /** The first row of the cotangent that reaches a band. */
    int from(int band) {
        return Math.max(0, band * rows() - reach());
    }

    /** One more than the last. */
    int to(int band) {
        return Math.min(v.out(), (band + 1) * rows());
    }

    /** The first row of the image whose phases lie in a band; all rows come before the band after the last. */
    int first(int band) {
        return band == perImage() ? v.in() : Math.min(v.in(), Math.max(0, v.position(0, band * rows())));
    }
}
