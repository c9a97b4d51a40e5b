package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;

/**
 * The Vector API.
 *
 * @param tile which family of tiles
 * @param vectors how many vectors wide full tiles are: those of the family, or fewer where its widest kernel compiled badly
 */
record VectorKernels(TileShape tile, int vectors, String why) implements KernelSet {
    /** The family that suits this machine's registers: 32 with 512 bits and on ARM, else 16. */
    static VectorKernels preferred() {
        boolean many = FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512
                || System.getProperty("os.arch").equals("aarch64");
        TileShape tile = many ? TileShape.EIGHT_BY_THREE : TileShape.SIX_BY_TWO;
        return new VectorKernels(tile, tile.vectors(), "for " + (many ? 32 : 16) + " vector registers");
    }

    int lanes() {
        return FloatVector.SPECIES_PREFERRED.length();
    }

    @Override
    public String description() {
        return "vector: " + lanes() + " x float32, tiles of " + tile.rows() + "x" + vectors + "; " + why;
    }

    @Override
    public int rows() {
        return tile.rows();
    }

    @Override
    public int width() {
        return vectors * lanes();
    }

    @Override
    public boolean packsRight() {
        return true;
    }

    @Override
    public float[] packRight(float[] b, int k, int pixels, int byK, int byPixel) {
        return Panels.right(b, k, pixels, byK, byPixel, width(), lanes());
    }

    /** A copy by whole vectors overruns the panel by up to a vector. */
    @Override
    public int local(int kc) {
        return kc * width() + lanes();
    }

    @Override
    public Tiles tiles(float[] local, int at) {
        return new VectorTiles(this, local, at);
    }

    @Override
    public DotTile dots() {
        return tile == TileShape.EIGHT_BY_THREE ? DotTile.FOUR_BY_SIX : DotTile.THREE_BY_THREE;
    }

    @Override
    public RowLoops loops() {
        return new VectorLoops();
    }
}
