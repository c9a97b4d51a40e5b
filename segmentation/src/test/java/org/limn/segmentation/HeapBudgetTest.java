package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class HeapBudgetTest {
    @Test
    void whatFitsIsLetThroughAndWhatDoesNotIsRefusedInWords() {
        HeapBudget heap = new HeapBudget(100 << 20);
        heap.require(1024, 1024, 90, 10 << 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> heap.require(1024, 1024, 90, 11 << 20))
                .withMessageContaining("1024x1024 pixels needs about 101 MiB, the heap has 100");
        assertThatIllegalArgumentException().isThrownBy(() -> heap.require(1 << 20, 1 << 20, 1 << 10, 0));
    }

    @Test
    void noSegmenterRunsOutOfMemory() throws IOException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = java.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines()).hasSize(6).allMatch(l -> l.matches("\\w+: segmenting 1500x1000 pixels needs .*"));
        }
    }

    /** Every segmenter on an image that a small heap holds, but not its segmentation. */
    static final class SmallHeap {
        public static void main(String[] args) {
            Tensor image = Tensor.filled(Shape.of(1, 3, 1000, 1500), 0.5f);
            ServiceLoader.load(Segmenter.class).forEach(s -> attempt(s, image));
            attempt(new MultiScaleFelzenszwalb(List.of(50.0), 0.8, 150, 0, 5), image);
            attempt(new MultiScaleFelzenszwalb(), image);
        }

        private static void attempt(RegionSource segmenter, Tensor image) {
            String name = segmenter.getClass().getSimpleName();
            try {
                System.out.println(name + ": " + segmenter.regions(image).size() + " regions");
            } catch (IllegalArgumentException e) {
                System.out.println(name + ": " + e.getMessage());
            }
        }
    }
}
