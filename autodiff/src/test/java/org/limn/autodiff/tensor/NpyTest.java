package org.limn.autodiff.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.ReferenceData;

class NpyTest {
    @TempDir
    Path dir;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        for (Shape shape :
                new Shape[] {Shape.SCALAR, Shape.of(5), Shape.of(2, 3), Shape.of(1, 2, 3, 4), Shape.of(0, 3)}) {
            Tensor t = Tensor.filled(shape, 0.1f);
            Npy.write(dir.resolve("t.npy"), t);
            assertThat(Npy.read(dir.resolve("t.npy"))).isEqualTo(t);
            assertThat(Files.size(dir.resolve("t.npy")) - 4L * shape.size())
                    .as("header")
                    .isEqualTo(128);
        }
    }

    @Test
    void whatNumPyWroteIsRead() throws IOException {
        Tensor64 top1 = Npy.read64(ReferenceData.path("architectures/tiny/resnet18/golden/top1.npy"));
        assertThat(top1.shape()).isEqualTo(Shape.of(2));
        Tensor image = Npy.read(ReferenceData.path("architectures/images/n02123045_tabby_64.npy"));
        assertThat(image.shape()).isEqualTo(Shape.of(1, 3, 64, 64));
    }

    @Test
    void brokenFilesAreRefusedByName() throws IOException {
        Path file = dir.resolve("bad.npy");
        Files.writeString(file, "not an array at all", StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a .npy file");
        Npy.write(file, Tensor.zeros(Shape.of(100)));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, 200));
        assertThatThrownBy(() -> Npy.read(file)).hasMessageContaining("[100] needs 400 bytes, the file has 72");
    }
}
