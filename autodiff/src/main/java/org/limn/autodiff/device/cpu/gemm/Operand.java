package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/** Where an operand lies: in an array of its own, or somewhere in the arena. */
sealed interface Operand {
    float[] array(Kernel.Places places);

    int start(Kernel.Places places);

    /** A constant in an array that nobody writes to, as it is or packed: input {@code index} of the line, which need not be in the arena. */
    record Fixed(float[] data, int index) implements Operand {
        @Override
        public float[] array(Kernel.Places places) {
            return data;
        }

        @Override
        public int start(Kernel.Places places) {
            return 0;
        }
    }

    /** Input {@code index} of the line. */
    record Input(int index) implements Operand {
        @Override
        public float[] array(Kernel.Places places) {
            return places.arena();
        }

        @Override
        public int start(Kernel.Places places) {
            return places.inputs()[index];
        }
    }

    /** The kernel's own floats from {@code at} on. */
    record Workspace(int at) implements Operand {
        @Override
        public float[] array(Kernel.Places places) {
            return places.arena();
        }

        @Override
        public int start(Kernel.Places places) {
            return places.workspace() + at;
        }
    }

    /** The result of the line. */
    record Output() implements Operand {
        @Override
        public float[] array(Kernel.Places places) {
            return places.arena();
        }

        @Override
        public int start(Kernel.Places places) {
            return places.output();
        }
    }
}
