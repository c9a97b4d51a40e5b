package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/** Stages that do not depend on each other as one, so that threads meet once. */
record InTurn(List<? extends Kernel.Stage> parts) implements Kernel.Stage {
    @Override
    public int units() {
        return parts.stream().mapToInt(Kernel.Stage::units).sum();
    }

    @Override
    public int local() {
        return parts.stream().mapToInt(Kernel.Stage::local).max().orElse(0);
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        int before = 0;
        for (Kernel.Stage part : parts) {
            int first = Math.max(0, from - before), end = Math.min(part.units(), to - before);
            if (first < end) {
                part.run(places, first, end, local);
            }
            before += part.units();
        }
    }
}
