package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/** Packs filters that are no constant, from where they lie row-major in the arena. Units are panels. */
record PackFilter(FilterOrder order, Operand filters, Operand target) implements Kernel.Stage {
    @Override
    public int units() {
        return order.panels();
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        order.pack(filters.array(places), filters.start(places), from, to, target.array(places), target.start(places));
    }
}
