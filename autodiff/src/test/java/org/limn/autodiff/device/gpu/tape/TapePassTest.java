package org.limn.autodiff.device.gpu.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The constants by which the kernel reads a pass are where the host writes. */
class TapePassTest {
    static Stream<Class<?>> passes() {
        return Stream.of(TapePass.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("passes")
    void eachConstantIsTheSlotOfItsComponent(Class<?> pass) throws ReflectiveOperationException {
        int end = check(pass, 1);
        assertThat(end).isLessThanOrEqualTo(TapePass.SLOTS);
    }

    /** Checks a record whose first component is in this slot; returns the slot after its last. */
    private static int check(Class<?> record, int first) throws ReflectiveOperationException {
        int slot = first;
        for (RecordComponent part : record.getRecordComponents()) {
            if (!part.getName().equals("code")) {
                String constant = part.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
                assertThat(record.getField(constant).getInt(null))
                        .as(record.getSimpleName() + "." + constant)
                        .isEqualTo(slot);
            }
            slot += part.getType().isRecord() ? check(part.getType(), 0) : 1;
        }
        return slot;
    }

    @Test
    void aPassPrintsItsNumbersByName() {
        assertThat(new MapPass(4096, 207, 31).text()).isEqualTo("map dst=4096 count=207 body=31");
        assertThat(new LoadPass(16, 0, 5).encode()).hasSize(TapePass.SLOTS).startsWith(LoadPass.CODE, 16, 0, 5);
    }
}
