package org.limn.autodiff.device.gpu.tape;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the device does in one launch: a record of ints and of records of ints. On the tape it takes {@link #SLOTS} ints: its
 * code, then its components in order, inner records unfolded. The constants in each record are what the kernel reads by: in a
 * pass the slot where a component starts, {@code tape[p + MapPass.COUNT]}; in an inner record how far from its start.
 */
public sealed interface TapePass
        permits BeginPass,
                LoadPass,
                StorePass,
                EndPass,
                MapPass,
                MovePass,
                PickPass,
                SumPass,
                SoftmaxPass,
                PoolPass,
                DirectPass,
                WeightSumPass,
                GemmPass {
    /** Ints that each pass takes on the tape. */
    int SLOTS = 36;

    /** Which routine of the kernel runs it. */
    int code();

    /** The ints on the tape. */
    default int[] encode() {
        List<Integer> values = new ArrayList<>(List.of(code()));
        visit((Record) this, "", (name, value) -> values.add(value));
        int[] slots = new int[SLOTS];
        for (int i = 0; i < values.size(); i++) {
            slots[i] = values.get(i);
        }
        return slots;
    }

    /** As listings show it: {@code map dst=4096 count=207 body=31}. */
    default String text() {
        StringBuilder text = new StringBuilder();
        text.append(getClass().getSimpleName().replace("Pass", "").toLowerCase(Locale.ROOT));
        visit(
                (Record) this,
                "",
                (name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }

    /** Takes one int of a pass with its name, {@code a.row}. */
    interface Slot {
        void at(String name, int value);
    }

    private static void visit(Record part, String prefix, Slot slot) {
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            String name = prefix + component.getName();
            Object value = value(part, component);
            if (value instanceof Record inner) {
                visit(inner, name + ".", slot);
            } else {
                slot.at(name, (int) value);
            }
        }
    }

    private static Object value(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a pass is made of public records of ints: " + part, e);
        }
    }
}
