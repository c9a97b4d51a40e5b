package org.limn.autodiff.device.cpu.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.cpu.gemm.SelfTest.Share;

class SelfTestTest {
    private static final VectorKernels SET = new VectorKernels(TileShape.EIGHT_BY_THREE, 3, "test");

    private static int chosen(double wide, double narrow) {
        return SelfTest.choose(SET, List.of(new Share(3, wide), new Share(2, narrow)))
                .vectors();
    }

    @Test
    void theWidestTileIsUsedUnlessANarrowerOneIsClearlyFaster() {
        assertThat(chosen(0.93, 0.90)).isEqualTo(3);
        assertThat(chosen(0.90, 0.93)).isEqualTo(3);
        assertThat(chosen(0.77, 0.93)).isEqualTo(2);
    }

    @Test
    void aBadlyCompiledKernelGivesWayToItsNeighbour() {
        assertThat(chosen(0.02, 0.9)).isEqualTo(2);
        assertThat(chosen(0.02, 0.021)).isEqualTo(3);
    }

    @Test
    void aBadlyCompiledKernelIsReported() {
        assertThat(warning(0.93, 0.02)).isEmpty();
        assertThat(warning(0.02, 0.9).orElseThrow())
                .contains("tiles of 8x2", "90 % of the FMA peak")
                .doesNotContain("slow");
        assertThat(warning(0.02, 0.01).orElseThrow()).contains("All runs will be slow");
    }

    private static Optional<String> warning(double wide, double narrow) {
        List<Share> shares = List.of(new Share(3, wide), new Share(2, narrow));
        return SelfTest.warning(SelfTest.choose(SET, shares), shares);
    }

    @Test
    void theScalarSetIsReadyAtOnce() {
        KernelSet scalar = KernelSet.scalar("asked for");
        assertThat(WarmUp.start(scalar).await()).isSameAs(scalar);
    }
}
