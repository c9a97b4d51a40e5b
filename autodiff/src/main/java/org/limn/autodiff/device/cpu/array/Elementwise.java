package org.limn.autodiff.device.cpu.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Binary;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.op.Unary;
import org.limn.autodiff.tensor.Shape;

/**
 * An elementwise op, or a fused body of them in which small inputs are broadcast. It goes through the result in blocks that stay
 * in the first-level cache with all intermediate ones, one {@link Loop} per op and block: memory is read and written once,
 * whatever the length of the body.
 */
final class Elementwise implements Kernel.OfOneStage {
    /** Elements of a block: 4 KB, so that half a dozen intermediate blocks fit beside the inputs'. */
    static final int BLOCK = 1024;

    private static final int OUTPUT = -1;

    /** A block that an operation reads or writes: a run of input {@code index}, or intermediate block {@code index}. */
    private record Source(boolean input, int index) {}

    private sealed interface Operation permits Write, Apply, Choose {}

    /** Writes a run of a broadcast input into an intermediate block. */
    private record Write(Spread spread, int input, int to) implements Operation {}

    /** Runs a loop; {@code to} is an intermediate block or OUTPUT. */
    private record Apply(Loop loop, Source a, Source b, int to) implements Operation {}

    /** Takes a where c is above 0, else b. */
    private record Choose(ArrayLoops loops, Source c, Source a, Source b, int to) implements Operation {}

    private final String name;
    private final int size;
    private final List<Shape> inputs;
    private final Shape output;
    private final Operation[] operations;
    private final int blocks;

    private Elementwise(Physical line, Body body) {
        name = line.op() instanceof Fused f
                ? f.steps().stream().map(s -> s.op().word()).collect(Collectors.joining("+"))
                : line.op().word();
        size = line.output().size();
        inputs = line.inputs();
        output = line.output();
        operations = body.operations.toArray(Operation[]::new);
        blocks = body.count;
    }

    /** The kernel of a line, if all of it is elementwise. */
    static Optional<Kernel> of(Physical line, ArrayLoops loops) {
        Fused fused = line.op() instanceof Fused f ? f : alone(line);
        Op last = fused.steps().get(fused.steps().size() - 1).op();
        boolean fits = isElementwise(last) && fused.steps().stream().allMatch(s -> fits(s, fused.arity()));
        return fits ? Optional.of(new Elementwise(line, new Body(fused, line, loops))) : Optional.empty();
    }

    private static Fused alone(Physical line) {
        int n = line.inputs().size();
        return new Fused(
                n,
                List.of(new Fused.Step(line.op(), IntStream.range(0, n).boxed().toList())));
    }

    /** Whether a body may have this step: elementwise, or a broadcast of an input. */
    private static boolean fits(Fused.Step step, int arity) {
        return isElementwise(step.op())
                || step.op() instanceof Broadcast && step.args().get(0) < arity;
    }

    static boolean isElementwise(Op op) {
        return op instanceof Unary || op instanceof Binary || op instanceof Select;
    }

    /** The operations of a body, and the intermediate blocks that they use, each free again after its last reader. */
    private static final class Body {
        final List<Operation> operations = new ArrayList<>();
        final List<Source> sources = new ArrayList<>();
        final int[] lastRead;
        final List<Integer> free = new ArrayList<>();
        int count;

        Body(Fused fused, Physical line, ArrayLoops loops) {
            lastRead = new int[fused.arity() + fused.steps().size()];
            for (int s = 0; s < fused.steps().size(); s++) {
                int now = s;
                fused.steps().get(s).args().forEach(a -> lastRead[a] = now);
            }
            IntStream.range(0, fused.arity()).forEach(i -> sources.add(new Source(true, i)));
            for (int s = 0; s < fused.steps().size(); s++) {
                step(fused.steps().get(s), s == fused.steps().size() - 1, line, loops);
                release(fused, s);
            }
        }

        private void step(Fused.Step step, boolean last, Physical line, ArrayLoops loops) {
            if (step.op() instanceof Broadcast) {
                int to = take();
                int input = step.args().get(0);
                operations.add(new Write(new Spread(line.inputs().get(input), line.output()), input, to));
                sources.add(new Source(false, to));
                return;
            }
            if (step.op() instanceof Select) {
                int to = last ? OUTPUT : take();
                Source c = source(step, 0);
                operations.add(new Choose(loops, c, source(step, 1), source(step, 2), to));
                sources.add(new Source(false, to));
                return;
            }
            Source a = source(step, 0), b = source(step, step.args().size() - 1);
            List<Loop> all = loops.of(step.op());
            for (Loop loop : all.subList(0, all.size() - 1)) {
                int to = take();
                operations.add(new Apply(loop, a, b, to));
                b = new Source(false, to);
                free.add(to);
            }
            int to = last ? OUTPUT : take();
            operations.add(new Apply(all.get(all.size() - 1), a, b, to));
            sources.add(new Source(false, to));
        }

        private Source source(Fused.Step step, int i) {
            return sources.get(step.args().get(i));
        }

        /** Gives back the intermediate blocks of values that no later step reads. */
        private void release(Fused fused, int s) {
            fused.steps().get(s).args().stream()
                    .distinct()
                    .filter(a -> lastRead[a] == s && !sources.get(a).input)
                    .forEach(a -> free.add(sources.get(a).index));
        }

        private int take() {
            return free.isEmpty() ? count++ : free.remove(free.size() - 1);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean inPlace(int input) {
        return inputs.get(input).equals(output);
    }

    @Override
    public int units() {
        return (size + BLOCK - 1) / BLOCK;
    }

    @Override
    public int local() {
        return blocks * BLOCK;
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        for (int u = from; u < to; u++) {
            int first = u * BLOCK, n = Math.min(BLOCK, size - first);
            for (Operation operation : operations) {
                block(operation, places, first, n, local);
            }
        }
    }

    private static void block(Operation operation, Places places, int first, int n, float[] local) {
        if (operation instanceof Apply f) {
            f.loop.run(
                    array(f.a, places, local),
                    start(f.a, places, first),
                    array(f.b, places, local),
                    start(f.b, places, first),
                    array(f.to, places, local),
                    start(f.to, places, first),
                    n);
        } else if (operation instanceof Choose f) {
            f.loops.select(
                    array(f.c, places, local),
                    start(f.c, places, first),
                    array(f.a, places, local),
                    start(f.a, places, first),
                    array(f.b, places, local),
                    start(f.b, places, first),
                    array(f.to, places, local),
                    start(f.to, places, first),
                    n);
        } else if (operation instanceof Write w) {
            w.spread.write(places.arena(), places.inputs()[w.input], first, n, local, w.to * BLOCK);
        }
    }

    private static float[] array(Source source, Places places, float[] local) {
        return source.input ? places.arena() : local;
    }

    private static float[] array(int to, Places places, float[] local) {
        return to == OUTPUT ? places.arena() : local;
    }

    private static int start(int to, Places places, int first) {
        return to == OUTPUT ? places.output() + first : to * BLOCK;
    }

    private static int start(Source source, Places places, int first) {
        return source.input ? places.inputs()[source.index] + first : source.index * BLOCK;
    }
}
