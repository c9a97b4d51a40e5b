package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/** The padded copy of all planes, [phase][plane][row][column]. Units are planes. */
record SplitCopy(PlaneSplit split, Operand source, Operand target, int planes) implements Kernel.Stage {
    @Override
    public int units() {
        return planes;
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        int image = split.v().in() * split.h().in(), plane = split.plane();
        for (int i = from; i < to; i++) {
            split.copy(
                    source.array(places),
                    source.start(places) + i * image,
                    target.array(places),
                    target.start(places) + i * plane,
                    planes * plane);
        }
    }
}
