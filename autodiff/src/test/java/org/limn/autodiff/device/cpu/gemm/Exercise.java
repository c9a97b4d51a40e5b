package org.limn.autodiff.device.cpu.gemm;

import java.util.stream.IntStream;

/** Calls every vector loop until it is compiled: what {@link CompiledKernelsTest} watches the compiler at. */
final class Exercise {
    private Exercise() {}

    public static void main(String[] args) {
        for (TileShape tile : TileShape.values()) {
            VectorKernels set = new VectorKernels(tile, tile.vectors(), "test");
            System.out.println(WarmUp.start(set).await().description());
        }
        float[] x = new float[1024], y = new float[1024], z = new float[1024];
        int[] taps = IntStream.range(0, 13).toArray();
        RowLoops loops = new VectorLoops();
        for (int i = 0; i < 20_000; i++) {
            loops.taps(x, 0, taps, y, 0, taps, z, 0, 200);
            loops.add(x, 0, z, 0, 200);
            Dots4x6.run(x, 0, 64, 4, y, 0, 64, 6, 64, z, 0);
            Dots3x3.run(x, 0, 64, 3, y, 0, 64, 3, 64, z, 0);
            PackPositions.run(x, 0, taps, 0, 3, taps, taps, 9, 40, z, 0, 64);
            loops.store(x, 0, 200, 1, 0, 6, z, 0);
            loops.mask(x, 0, 200, y, 0, z, 0);
            loops.compact(x, 0, 9, 20, 7, z, 0);
            loops.interleave(x, 0, y, 0, z, 0, 200);
            loops.pad(x, 0, 7, 20, 7, z, 0, 9, 0);
            loops.every(x, 0, 14, 2, 20, 7, z, 0, 8, 0);
            PatchTransform.run(x, 0, 100, 10, 0, 2, new int[1], new int[1], 1, z, 0, 48);
            AddTile.run(x, 0, 48, 48, z, 0, 100, 200, 101);
            SumTransform.run(z, 0, 48, 48, 800, 48);
        }
    }
}
