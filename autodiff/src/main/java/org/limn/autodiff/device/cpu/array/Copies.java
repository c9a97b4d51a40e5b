package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/** A kernel that only moves numbers: boxes of its inputs to places in its result, after filling it where they leave holes. */
final class Copies implements Kernel {
    /**
     * One box.
     *
     * @param input which input it comes from
     * @param from where in the input it starts
     * @param to where in the result it starts
     */
    record Part(int input, int from, int to, Box box) {}

    private static final int BLOCK = 4096;

    private final String name;
    private final List<Stage> stages;

    private Copies(String name, List<Stage> stages) {
        this.name = name;
        this.stages = List.copyOf(stages);
    }

    /** Boxes that together fill the result. */
    static Kernel of(String name, List<Part> parts) {
        return new Copies(name, List.of(new Move(parts)));
    }

    /** Boxes in a result of {@code size} elements that is {@code value} elsewhere. */
    static Kernel onto(String name, int size, float value, List<Part> parts) {
        return new Copies(name, List.of(new Fill(size, value), new Move(parts)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Stage> stages() {
        return stages;
    }

    private record Fill(int size, float value) implements Stage {
        @Override
        public int units() {
            return (size + BLOCK - 1) / BLOCK;
        }

        @Override
        public void run(Places places, int from, int to, float[] local) {
            int end = Math.min(size, to * BLOCK);
            Arrays.fill(places.arena(), places.output() + from * BLOCK, places.output() + end, value);
        }
    }

    private static final class Move implements Stage {
        private final Part[] parts;
        private final int units;

        Move(List<Part> parts) {
            this.parts = parts.toArray(Part[]::new);
            this.units = parts.stream().mapToInt(p -> p.box.units()).sum();
        }

        @Override
        public int units() {
            return units;
        }

        @Override
        public void run(Places places, int from, int to, float[] local) {
            int before = 0;
            for (Part part : parts) {
                int n = part.box.units();
                int first = Math.max(0, from - before), end = Math.min(n, to - before);
                if (first < end) {
                    int at = places.inputs()[part.input] + part.from;
                    part.box.copy(places.arena(), at, places.arena(), places.output() + part.to, first, end);
                }
                before += n;
            }
        }
    }
}
