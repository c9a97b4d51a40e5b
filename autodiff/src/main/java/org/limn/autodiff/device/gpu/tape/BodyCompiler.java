package org.limn.autodiff.device.gpu.tape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.tensor.Shape;

/**
 * Elementwise lines as a {@link Body}. Values are numbered as in {@link Fused}: first the inputs, then the steps. A value stays in
 * the accumulator for the step after it; for later ones it is saved to one of three registers. Broadcasts of inputs become
 * operands that are read by division; what does not fit (four values alive, a step on a smaller shape) yields nothing.
 */
final class BodyCompiler {
    private static final int REGISTERS = 3;

    private final List<Fused.Step> steps;
    private final int arity;
    private final Shape shape;
    private final List<Body.Step> code = new ArrayList<>();
    private final Map<Integer, Body.Operand> arrays = new HashMap<>();
    private final Map<Integer, Integer> registers = new HashMap<>();
    private int held;
    private boolean fits = true;

    private BodyCompiler(List<Fused.Step> steps, int arity, Shape shape, int held) {
        this.steps = steps;
        this.arity = arity;
        this.shape = shape;
        this.held = held;
    }

    /**
     * The steps from {@code from} on.
     *
     * @param shapes of all values, the result's last
     * @param places of the inputs
     */
    static Optional<Body> compile(Fused fused, int from, List<Shape> shapes, List<Integer> places) {
        Shape shape = shapes.get(shapes.size() - 1);
        int start = from == 0 ? -1 : fused.arity() + from - 1;
        BodyCompiler compiler = new BodyCompiler(fused.steps(), fused.arity(), shape, start);
        for (int i = 0; i < fused.arity(); i++) {
            if (shapes.get(i).equals(shape)) {
                compiler.arrays.put(i, Body.Operand.element(places.get(i)));
            }
        }
        if (start >= 0) {
            compiler.saveStart(start);
        }
        for (int k = from; compiler.fits && k < fused.steps().size(); k++) {
            compiler.step(k, shapes, places);
        }
        return compiler.finish();
    }

    private void saveStart(int start) {
        int register = register(start);
        if (register >= 0) {
            add(Words.BRING, Body.Operand.OF_V, false, register, List.of());
        }
    }

    private Optional<Body> finish() {
        int last = arity + steps.size() - 1;
        if (fits && held != last) {
            bring(last, -1);
        }
        return fits ? Optional.of(new Body(code)) : Optional.empty();
    }

    private void step(int k, List<Shape> shapes, List<Integer> places) {
        Op op = steps.get(k).op();
        List<Integer> args = steps.get(k).args();
        int id = arity + k;
        if (op instanceof Broadcast && args.get(0) < arity) {
            broadcast(shapes.get(args.get(0)), places.get(args.get(0)))
                    .ifPresentOrElse(o -> arrays.put(id, o), () -> fits = false);
        } else if (Words.code(op).isPresent() && shapes.get(id).equals(shape)) {
            apply(Words.code(op).get(), op, id, args);
        } else {
            fits = false;
        }
    }

    private void apply(int word, Op op, int id, List<Integer> args) {
        List<Double> attributes = DoubleStream.of(Words.attributes(op)).boxed().toList();
        boolean swapped = word >= Words.BINARY && word < Words.SELECT && args.get(1) == held && args.get(0) != held;
        if (word == Words.SELECT) {
            bring(args.get(2), Body.THIRD);
        }
        if (word >= Words.BINARY && !swapped && args.get(0) != held) {
            bring(args.get(0), -1);
        }
        Body.Operand operand = operand(args.get(word < Words.BINARY || swapped ? 0 : 1));
        add(word, operand, swapped, register(id), attributes);
        held = id;
    }

    private void bring(int id, int save) {
        add(Words.BRING, operand(id), false, save, List.of());
        held = id;
    }

    private Body.Operand operand(int id) {
        if (id == held) {
            return Body.Operand.OF_V;
        }
        Integer register = registers.get(id);
        Body.@Nullable Operand array = register != null ? Body.Operand.register(register) : arrays.get(id);
        fits &= array != null;
        return array != null ? array : Body.Operand.OF_V;
    }

    private void add(int word, Body.Operand operand, boolean swapped, int save, List<Double> attributes) {
        code.add(new Body.Step(word, operand, swapped, save, attributes));
    }

    /** A register for a value that the step after it cannot take from the accumulator; −1 where none is needed. */
    private int register(int id) {
        int now = id - arity;
        int next = IntStream.range(now + 1, steps.size())
                .filter(k -> !(steps.get(k).op() instanceof Broadcast))
                .findFirst()
                .orElse(now + 1);
        if (uses(id).allMatch(k -> k == next && Words.code(steps.get(k).op()).orElse(0) != Words.SELECT)) {
            return -1;
        }
        registers.keySet().removeIf(other -> uses(other).allMatch(k -> k <= now));
        int free = IntStream.range(0, REGISTERS)
                .filter(r -> !registers.containsValue(r))
                .findFirst()
                .orElse(-1);
        fits &= free >= 0;
        registers.put(id, free);
        return free;
    }

    private IntStream uses(int id) {
        return IntStream.range(0, steps.size()).filter(k -> steps.get(k).args().contains(id));
    }

    /** How to read an input stretched to the result's shape: one run of its axes may be longer than 1. */
    private Optional<Body.Operand> broadcast(Shape input, int place) {
        return Stretch.of(input, shape).map(s -> Body.Operand.broadcast(place, s.divisor(), s.modulus()));
    }
}
