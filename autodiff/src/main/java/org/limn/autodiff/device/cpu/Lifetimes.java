package org.limn.autodiff.device.cpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.limn.autodiff.device.MemoryPlan;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Value;

/**
 * When each stored value that has room of its own is first written and last read; move k is step k + 1, what is given before the
 * first move is written at step 0, and what is taken after the last is read one step after it.
 */
final class Lifetimes {
    private record Life(int first, int last) {
        Life and(Life other) {
            return new Life(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    private final Storage storage;
    private final Map<Stored, Life> lives = new LinkedHashMap<>();

    Lifetimes(Storage storage) {
        this.storage = storage;
    }

    /** The value, and with it what holds it, lives at this step. */
    void touch(Stored stored, int step) {
        lives.merge(storage.root(stored), new Life(step, step), Life::and);
    }

    /** Everything that has room of its own, in a fixed order. */
    Set<Stored> roots() {
        return lives.keySet();
    }

    MemoryPlan.Buffer buffer(Stored root) {
        Life life = Objects.requireNonNull(lives.get(root));
        return new MemoryPlan.Buffer(life.first, life.last, root.size());
    }

    /**
     * Lets the result of a move lie where an input lies that is read for the last time, if the kernel allows it.
     *
     * @param fixed values that must not be overwritten
     */
    void reuse(Move move, Kernel kernel, int step, Set<Value> fixed) {
        Stored y = move.output();
        IntStream.range(0, move.inputs().size())
                .filter(i -> kernel.reads(i) && kernel.inPlace(i) && dies(move, kernel, i, step, fixed))
                .findFirst()
                .ifPresent(i -> {
                    Life life = Objects.requireNonNull(lives.remove(y));
                    storage.lay(y, move.inputs().get(i), 0);
                    lives.merge(storage.root(y), life, Life::and);
                });
    }

    private boolean dies(Move move, Kernel kernel, int i, int step, Set<Value> fixed) {
        Stored x = move.inputs().get(i), y = move.output(), root = storage.root(x);
        return Objects.requireNonNull(lives.get(root)).last == step
                && storage.root(y).equals(y)
                && storage.fills(x)
                && x.size() == y.size()
                && !fixed.contains(root.value())
                && nobodyElseReads(root, x, kernel, move.inputs());
    }

    private boolean nobodyElseReads(Stored root, Stored x, Kernel kernel, List<Stored> inputs) {
        return IntStream.range(0, inputs.size())
                .filter(kernel::reads)
                .filter(j -> storage.root(inputs.get(j)).equals(root))
                .allMatch(j -> inputs.get(j).equals(x) && kernel.inPlace(j));
    }
}
