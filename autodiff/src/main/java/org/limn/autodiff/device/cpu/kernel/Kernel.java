package org.limn.autodiff.device.cpu.kernel;

import java.util.List;

/**
 * One line of a program made ready to run: stages, one after the other, each cut into units that threads take ranges of. A
 * kernel holds no state that a run changes, so executables may share it.
 */
public interface Kernel {
    /** What the listing calls it: {@code gemm 8x3, 3x3 as offsets, +bias +relu}. */
    String name();

    /** How many floats of the arena it needs for itself while it runs, such as a padded copy of its source. */
    default int workspace() {
        return 0;
    }

    /** Whether it reads this input of the line from the arena; a constant that it has packed need not be there. */
    default boolean reads(int input) {
        return true;
    }

    /**
     * Whether the result may lie where this input lies: every element of the input is read before, or by the same unit as, the
     * element of the result that takes its place, whatever the cut.
     */
    default boolean inPlace(int input) {
        return false;
    }

    /** The stages in order; the next starts when all units of the one before are done. */
    List<Stage> stages();

    /** A part of a kernel whose units are independent of each other. */
    interface Stage {
        /** How many units there are; any cut of {@code 0..units} into ranges gives the same bits. */
        int units();

        /** How many floats each thread needs for itself, kept warm between calls; at least what a vector overruns. */
        default int local() {
            return 0;
        }

        /** Computes the units {@code from..to−1}. */
        void run(Places places, int from, int to, float[] local);
    }

    /** A kernel that is its own only stage. */
    interface OfOneStage extends Kernel, Stage {
        @Override
        default List<Stage> stages() {
            return List.of(this);
        }
    }

    /**
     * Where a kernel finds its values: offsets into the arena.
     *
     * @param arena all values of the executable, with slack at the end that copies by whole vectors may overrun
     * @param inputs where each input of the line starts; anything for one that the kernel does not read
     * @param output where its result starts
     * @param workspace where its own floats start
     */
    record Places(float[] arena, int[] inputs, int output, int workspace) {}
}
