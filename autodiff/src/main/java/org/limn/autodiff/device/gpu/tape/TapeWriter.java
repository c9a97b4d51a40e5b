package org.limn.autodiff.device.gpu.tape;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.tensor.Tensor;

/** What the lowering of a line writes to: passes, tables that they point at, and ranges that last as long as the line. */
final class TapeWriter {
    private final ResidentWeights weights;
    private final Rooms rooms;
    private final List<TapePass> passes = new ArrayList<>();
    private final List<Integer> scratch = new ArrayList<>();
    private int[] tables = new int[1024];
    private final Map<IntBuffer, Integer> known = new HashMap<>();
    private int tableSize;
    private float[] numbers = new float[64];
    private int numberCount;

    TapeWriter(ResidentWeights weights, Rooms rooms) {
        this.weights = weights;
        this.rooms = rooms;
    }

    void pass(TapePass pass) {
        passes.add(pass);
    }

    /** Ints that stand on the tape before all passes, equal ones once; returns where. */
    int table(int... ints) {
        return known.computeIfAbsent(IntBuffer.wrap(ints), t -> append(ints));
    }

    private int append(int[] ints) {
        int at = tableSize;
        tableSize = Math.addExact(at, ints.length);
        tables = tableSize > tables.length ? Arrays.copyOf(tables, Math.max(tableSize, 2 * at)) : tables;
        System.arraycopy(ints, 0, tables, at, ints.length);
        return at;
    }

    /** Numbers that a pass points at; returns where. */
    int numbers(List<Double> values) {
        int at = numberCount;
        for (double value : values) {
            numbers = numberCount == numbers.length ? Arrays.copyOf(numbers, 2 * numberCount) : numbers;
            numbers[numberCount++] = (float) value;
        }
        return at;
    }

    /** Where a kernel finds a source as it is. */
    int place(Source source) {
        Tensor constant = source.constant();
        return constant == null ? source.offset() : -1 - weights.offset(constant, "", constant::data);
    }

    ResidentWeights weights() {
        return weights;
    }

    Rooms rooms() {
        return rooms;
    }

    /** A range that is free again after this line. */
    int scratch(int size) {
        int room = rooms.take(size);
        scratch.add(room);
        return rooms.offset(room);
    }

    /** Ends a line. */
    void nextLine() {
        scratch.forEach(rooms::free);
        scratch.clear();
        rooms.nextLine();
    }

    int passes() {
        return passes.size();
    }

    Tape finish(int inputs, int results) {
        int[] ints = Arrays.copyOf(tables, tableSize + passes.size() * TapePass.SLOTS);
        for (int k = 0; k < passes.size(); k++) {
            System.arraycopy(passes.get(k).encode(), 0, ints, tableSize + k * TapePass.SLOTS, TapePass.SLOTS);
        }
        float[] values = Arrays.copyOf(numbers, Math.max(1, numberCount));
        return new Tape(ints, tableSize, values, List.copyOf(passes), rooms.size(), inputs, results);
    }
}
