package org.limn.autodiff.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.MemoryPlan.Buffer;

class MemoryPlanTest {
    private static final long PLENTY = 1L << 40;

    @Test
    void whatLivesAtTheSameTimeNeverOverlaps() {
        SplittableRandom random = new SplittableRandom(3);
        List<Buffer> buffers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int first = random.nextInt(100);
            buffers.add(new Buffer(first, first + random.nextInt(10), random.nextInt(1000)));
        }
        MemoryPlan plan = MemoryPlan.of(buffers, 64, PLENTY);
        for (int i = 0; i < buffers.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(meet(buffers.get(i), buffers.get(j))
                                && overlap(
                                        plan.offsets().get(i),
                                        buffers.get(i),
                                        plan.offsets().get(j),
                                        buffers.get(j)))
                        .as("buffers %d and %d", i, j)
                        .isFalse();
            }
            assertThat(plan.offsets().get(i) + buffers.get(i).size() + 64).isLessThanOrEqualTo(plan.size());
        }
    }

    private static boolean meet(Buffer a, Buffer b) {
        return a.first() <= b.last() && b.first() <= a.last();
    }

    private static boolean overlap(int at, Buffer a, int bt, Buffer b) {
        return at < bt + b.size() && bt < at + a.size();
    }

    @Test
    void aChainNeedsRoomForTwo() {
        List<Buffer> chain = new ArrayList<>();
        for (int k = 0; k < 50; k++) {
            chain.add(new Buffer(k, k + 1, 160));
        }
        assertThat(MemoryPlan.of(chain, 0, PLENTY).size()).isEqualTo(320);
    }

    @Test
    void aBudgetIsRefusedWithTheBytesThatAreNeeded() {
        assertThatThrownBy(() -> MemoryPlan.of(List.of(new Buffer(0, 1, 1000)), 0, 3999))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("4000 bytes")
                .hasMessageContaining("3999 bytes")
                .hasMessageContaining("-Xmx");
    }

    @Test
    void moreThanOneArrayHoldsIsRefused() {
        List<Buffer> buffers = List.of(new Buffer(0, 9, 2_000_000_000), new Buffer(0, 9, 2_000_000_000));
        assertThatThrownBy(() -> MemoryPlan.of(buffers, 0, PLENTY))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("16000000000 bytes")
                .hasMessageContaining("smaller batch");
    }
}
