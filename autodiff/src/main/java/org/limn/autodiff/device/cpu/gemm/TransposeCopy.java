package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/** Transposes matrices [rows,columns] to [columns,rows], in blocks of 16 columns so that lines of cache are used whole. Units are blocks. */
record TransposeCopy(Operand source, Operand target, int count, int rows, int columns) implements Kernel.Stage {
    private static final int BLOCK = 16;

    private int blocks() {
        return Axis.ceilDiv(columns, BLOCK);
    }

    @Override
    public int units() {
        return count * blocks();
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        for (int unit = from; unit < to; unit++) {
            int matrix = unit / blocks() * rows * columns, first = unit % blocks() * BLOCK;
            block(
                    source.array(places),
                    source.start(places) + matrix,
                    first,
                    Math.min(columns, first + BLOCK),
                    target.array(places),
                    target.start(places) + matrix);
        }
    }

    private void block(float[] x, int from, int first, int end, float[] y, int to) {
        for (int row = 0; row < rows; row++) {
            for (int c = first; c < end; c++) {
                y[to + c * rows + row] = x[from + row * columns + c];
            }
        }
    }
}
