package org.limn.autodiff.device.cpu.gemm;

/** Plain Java, in the shapes that C2 turns into vectors by itself: about a quarter of the speed of {@link VectorKernels}. */
record ScalarKernels(String why) implements KernelSet {
    @Override
    public String description() {
        return "scalar: rows of " + width() + "; " + why;
    }

    @Override
    public int rows() {
        return ScalarTiles.ROWS;
    }

    @Override
    public int width() {
        return ScalarTiles.WIDTH;
    }

    @Override
    public boolean packsRight() {
        return false;
    }

    @Override
    public float[] packRight(float[] b, int k, int pixels, int byK, int byPixel) {
        throw new IllegalStateException("scalar tiles pack their panels themselves");
    }

    @Override
    public int local(int kc) {
        return 0;
    }

    @Override
    public Tiles tiles(float[] local, int at) {
        return new ScalarTiles();
    }

    @Override
    public DotTile dots() {
        return DotTile.SCALAR;
    }

    @Override
    public RowLoops loops() {
        return new ScalarLoops();
    }
}
