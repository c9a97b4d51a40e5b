package org.limn.autodiff.device.cpu.gemm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * A kernel put together from stages.
 *
 * @param unread inputs that need not be in the arena
 * @param replaceable inputs in whose place the result may lie
 */
record Plan(String name, int workspace, List<Stage> stages, Set<Integer> unread, Set<Integer> replaceable)
        implements Kernel {
    @Override
    public boolean reads(int input) {
        return !unread.contains(input);
    }

    @Override
    public boolean inPlace(int input) {
        return replaceable.contains(input);
    }

    /** Collects stages and the workspace that they share. */
    static final class Builder {
        /** What a copy by whole vectors may overrun. */
        private static final int SLACK = 64;

        private final List<Stage> stages = new ArrayList<>();
        private final Set<Integer> unread = new HashSet<>();
        private final Set<Integer> replaceable = new HashSet<>();
        private long used;

        Builder stage(Stage stage) {
            stages.add(stage);
            return this;
        }

        /** Notes that an input need not be in the arena. */
        Builder unread(int input) {
            unread.add(input);
            return this;
        }

        /** Notes that the result may lie where an input does. */
        Builder replaceable(int input) {
            replaceable.add(input);
            return this;
        }

        /** A part of the workspace. */
        Operand.Workspace reserve(long floats) {
            long at = used;
            used += floats + SLACK;
            if (used > Integer.MAX_VALUE) {
                throw new DeviceException("a line needs " + 4 * used + " bytes of workspace, more than an arena can"
                        + " hold; choose a smaller batch");
            }
            return new Operand.Workspace((int) at);
        }

        Plan named(String name) {
            return new Plan(name, (int) used, List.copyOf(stages), Set.copyOf(unread), Set.copyOf(replaceable));
        }
    }
}
