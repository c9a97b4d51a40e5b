package org.limn.autodiff.device.gpu.tape;

import java.util.List;

/**
 * Elementwise steps on one element, with an accumulator v and four registers: a step makes v of v and an operand (with a unary
 * code, of the operand alone) and may save it. On the tape: the number of steps, then {@link #STEP} ints for each.
 */
public record Body(List<Step> steps) {
    /** Ints per step, and what is where in them. */
    public static final int STEP = 8, CODE = 0, FROM = 1, PLACE = 2, DIVISOR = 3, MODULUS = 4, SWAPPED = 5, SAVE = 6;

    public static final int NUMBER = 7;

    /**
     * Where an operand comes from: v itself, a register (this number or the next three), the array's element i, or its element
     * {@code i / divisor mod modulus}. The last two are the greatest.
     */
    public static final int SELF = 0, REGISTER = 1, MEMORY = 5, BROADCAST = 6;

    /** The register in which {@link Words#SELECT} finds its third operand. */
    static final int THIRD = 3;

    /** Leaves v as it is. */
    static final Body EMPTY = new Body(List.of());

    public Body {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param swapped whether a binary code takes the operand before v
     * @param save the register that gets the result, or −1
     * @param attributes numbers that a unary code reads
     */
    record Step(int code, Operand operand, boolean swapped, int save, List<Double> attributes) {}

    /** An operand; place, divisor and modulus tell where an array's element is. */
    record Operand(int from, int place, int divisor, int modulus) {
        static final Operand OF_V = new Operand(SELF, 0, 1, 1);

        static Operand register(int r) {
            return new Operand(REGISTER + r, 0, 1, 1);
        }

        static Operand element(int place) {
            return new Operand(MEMORY, place, 1, 1);
        }

        static Operand broadcast(int place, int divisor, int modulus) {
            return new Operand(BROADCAST, place, divisor, modulus);
        }
    }

    /** Writes it to a tape and returns where it is. */
    int write(TapeWriter tape) {
        int[] ints = new int[1 + steps.size() * STEP];
        ints[0] = steps.size();
        for (int k = 0; k < steps.size(); k++) {
            Step s = steps.get(k);
            int at = 1 + k * STEP;
            ints[at + CODE] = s.code;
            ints[at + FROM] = s.operand.from;
            ints[at + PLACE] = s.operand.place;
            ints[at + DIVISOR] = s.operand.divisor;
            ints[at + MODULUS] = s.operand.modulus;
            ints[at + SWAPPED] = s.swapped ? 1 : 0;
            ints[at + SAVE] = s.save;
            ints[at + NUMBER] = s.attributes.isEmpty() ? 0 : tape.numbers(s.attributes);
        }
        return tape.table(ints);
    }
}
